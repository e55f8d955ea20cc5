//! Lines, and the blocks of lines that are one paragraph.

use std::ops::Range;

use super::{
    announcements::{Announcement, announcement},
    line::{ends_like_a_sentence, starts_in_lower_case, trimmed, trimmed_start},
};

/// A paragraph's worth of lines.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    /// Its bytes, with the line ends and blank lines after it. The ranges of all blocks cover the text.
    pub(super) range: Range<usize>,
    /// Its text without white space around it; it holds line ends where lines were joined.
    pub(super) text: &'a str,
    /// The speaker's name and the colon that it begins with.
    pub(super) announced: Option<Announcement<'a>>,
    /// Whether its text holds a colon.
    pub(super) has_colon: bool,
    /// Bytes of white space before its text.
    indent: usize,
}

impl<'a> Block<'a> {
    /// The block of a range of a text.
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        let whole = &text[range.clone()];
        let text = trimmed(whole);
        let indent = if text.is_empty() { 0 } else { whole.len() - trimmed_start(whole).len() };
        Self::of_trimmed(range, text, indent)
    }

    fn of_trimmed(range: Range<usize>, text: &'a str, indent: usize) -> Self {
        let has_colon = memchr::memchr(b':', text.as_bytes()).is_some();
        // Without a colon, a speaker is announced after a time in brackets only.
        let may_announce = has_colon || text.starts_with(['[', '(']);
        let announced = if may_announce { announcement(text) } else { None };
        Self { range, text, announced, has_colon, indent }
    }

    /// Where its text begins.
    pub(super) fn text_start(&self) -> usize {
        self.range.start + self.indent
    }
}

/// Cuts a text into blocks: one line each, except where lines were wrapped.
///
/// Lines that no blank line parts are one block if the second continues the first (which ends like no sentence) in lower
/// case, or if the whole text is wrapped: if its lines are short and mostly end in the middle of a sentence.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines = lines(text);
    let is_wrapped = is_wrapped(&lines);
    let mut blocks = Vec::with_capacity(lines.len());
    let mut open: Option<Lines> = None;
    let mut previous: Option<&Line<'_>> = None;
    for line in &lines {
        let joins = previous.is_some_and(|previous| line.continues(previous, is_wrapped));
        match &mut open {
            // Blank lines before the first block belong to it.
            Some(lines) if joins || line.text.is_empty() || lines.text.is_empty() => lines.add(line),
            _ => blocks.extend(open.replace(Lines::of(line)).map(|lines| lines.block(text))),
        }
        previous = (!line.text.is_empty()).then_some(line);
    }
    blocks.extend(open.map(|lines| lines.block(text)));
    blocks
}

/// Consecutive lines, as ranges of the text: with their line ends, and without white space around them.
struct Lines {
    range: Range<usize>,
    text: Range<usize>,
}

impl Lines {
    fn of(line: &Line<'_>) -> Self {
        Self { range: line.range.clone(), text: line.text_range() }
    }

    fn add(&mut self, line: &Line<'_>) {
        self.range.end = line.range.end;
        if self.text.is_empty() {
            self.text = line.text_range();
        } else if !line.text.is_empty() {
            self.text.end = line.text_range().end;
        }
    }

    fn block(self, text: &str) -> Block<'_> {
        let indent = if self.text.is_empty() { 0 } else { self.text.start - self.range.start };
        Block::of_trimmed(self.range, &text[self.text], indent)
    }
}

struct Line<'a> {
    /// Its bytes with its line end.
    range: Range<usize>,
    /// Its text without white space around it.
    text: &'a str,
    /// Bytes of white space before its text.
    indent: usize,
}

impl Line<'_> {
    fn text_range(&self) -> Range<usize> {
        let start = self.range.start + self.indent;
        start..start + self.text.len()
    }

    fn continues(&self, previous: &Line<'_>, is_wrapped: bool) -> bool {
        !self.text.is_empty()
            && !self.text.starts_with(['-', '•', '+', '*'])
            && (is_wrapped || previous.looks_broken_off() && starts_in_lower_case(self.text))
            && announcement(self.text).is_none()
            && super::entries::announced(self.text).is_none()
    }

    fn looks_broken_off(&self) -> bool {
        is_longer(self.text, BROKEN_WIDTH - 1) && !ends_like_a_sentence(self.text)
    }
}

/// A line that was wrapped has at least so many characters; a shorter one is a name, or an item of a menu.
const BROKEN_WIDTH: usize = 30;

/// About so many bytes have the lines of a text that was cut into lines, blank ones included.
const LINE_BYTES: usize = 40;

/// The lines of a text; a line ends after LF, CR LF, or a CR alone.
fn lines(text: &str) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / LINE_BYTES + 1);
    let mut start = 0;
    let mut push = |end: usize| {
        let whole = &text[start..end];
        let (text, indent) = (trimmed(whole), whole.len() - trimmed_start(whole).len());
        lines.push(Line { text, range: start..end, indent });
        start = end;
    };
    for position in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[position] == b'\n' || bytes.get(position + 1) != Some(&b'\n') {
            push(position + 1);
        }
    }
    if bytes.last().is_some_and(|last| !matches!(last, b'\n' | b'\r')) {
        push(bytes.len());
    }
    lines
}

/// The width beyond which a line was not wrapped by a typist or a mail program.
const WRAPPED_WIDTH: usize = 100;
/// So many neighbouring lines say enough about a text.
const WRAPPED_PAIRS: usize = 8;

fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let pairs = lines.windows(2).filter(|pair| pair.iter().all(|line| !line.text.is_empty()));
    let (mut all, mut open) = (0, 0);
    for pair in pairs {
        all += 1;
        open += usize::from(!ends_like_a_sentence(pair[0].text));
    }
    let long = lines.iter().filter(|line| is_longer(line.text, WRAPPED_WIDTH)).count();
    all >= WRAPPED_PAIRS && open * 10 >= all * 6 && long * 20 <= lines.len()
}

/// Whether a text has more than so many characters, of which each has one to four bytes.
fn is_longer(text: &str, characters: usize) -> bool {
    text.len() > characters && (text.len() > 4 * characters || text.chars().nth(characters).is_some())
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = blocks(text).iter().map(|block| block.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_block() {
        check("One.\nTwo.\r\n\r\nThree\rFour", &["One.", "Two.", "Three", "Four"]);
        check("\n \n One.", &["One."]);
    }

    #[test]
    fn a_line_that_goes_on_in_lower_case_is_joined() {
        let broken =
            "And if my comments seem unduly\npolemical, pointed or inexact to\r\nour colleagues, forgive me.";
        check(&format!("{broken}\nNext"), &[broken, "Next"]);
        check("View all comments\njade villa", &["View all comments", "jade villa"]);
        check("It ends.\nand starts", &["It ends.", "and starts"]);
        check("parted by\n\na blank line", &["parted by", "a blank line"]);
    }

    #[test]
    fn a_wrapped_text_is_joined_in_its_paragraphs() {
        let paragraph =
            "This is a line of a letter that\nMr Smith typed on a machine whose\nBell rang at the end.";
        let text = [paragraph; 6].join("\n\n");
        check(&text, &[paragraph; 6]);
        assert_eq!(blocks("Bread\nButter\nJam\nTea").len(), 4);
    }
}

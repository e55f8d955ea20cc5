//! Lines, and the blocks of lines that are one paragraph.

use std::ops::Range;

use super::{
    announcements::{Announcement, announcement},
    line::{ends_like_a_sentence, starts_in_lower_case},
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
    /// Bytes of white space before its text.
    indent: usize,
}

impl<'a> Block<'a> {
    /// The block of a range of a text.
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        let whole = &text[range.clone()];
        let indent = if whole.trim().is_empty() { 0 } else { whole.len() - whole.trim_start().len() };
        let text = whole.trim();
        Self { range, text, announced: announcement(text), indent }
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
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut previous: Option<&Line<'_>> = None;
    for line in &lines {
        let joins = previous.is_some_and(|previous| line.continues(previous, is_wrapped));
        match blocks.last_mut() {
            Some(block) if joins || line.text.is_empty() => block.end = line.range.end,
            _ => blocks.push(line.range.clone()),
        }
        previous = (!line.text.is_empty()).then_some(line);
    }
    join_leading_blank_lines(&mut blocks, text);
    blocks.into_iter().map(|range| Block::new(text, range)).collect()
}

/// Blank lines before the first block belong to it.
fn join_leading_blank_lines(blocks: &mut Vec<Range<usize>>, text: &str) {
    if blocks.len() > 1 && text[blocks[0].clone()].trim().is_empty() {
        blocks[1].start = 0;
        blocks.remove(0);
    }
}

struct Line<'a> {
    /// Its bytes with its line end.
    range: Range<usize>,
    /// Its text without white space around it.
    text: &'a str,
}

impl Line<'_> {
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

/// The lines of a text; a line ends after LF, CR LF, or a CR alone.
fn lines(text: &str) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    let mut push = |end: usize| {
        lines.push(Line { text: text[start..end].trim(), range: start..end });
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

//! Lines, and the blocks of lines that are one paragraph.

use std::{cell::OnceCell, ops::Range};

use super::{
    announcements::{Announcement, Delimiter, announcement, is_by_letter},
    line::{ends_like_a_sentence, starts_in_lower_case, trimmed, trimmed_end, trimmed_start},
    page_heads::page_heads,
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
    /// Where the first colon of its text is.
    pub(super) colon: Option<usize>,
    /// Whether it is the head or the foot of a page.
    pub(super) is_page_head: bool,
    /// Bytes of white space before its text.
    indent: usize,
}

impl<'a> Block<'a> {
    /// The block of a range of a text.
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        let whole = &text[range.clone()];
        let text = trimmed(whole);
        let indent = if text.is_empty() { 0 } else { whole.len() - trimmed_start(whole).len() };
        Self::of_trimmed(range, text, indent, memchr::memchr(b':', text.as_bytes()))
    }

    fn of_trimmed(range: Range<usize>, text: &'a str, indent: usize, colon: Option<usize>) -> Self {
        Self { announced: announcement(text, colon), range, text, colon, is_page_head: false, indent }
    }

    /// Where its text begins.
    pub(super) fn text_start(&self) -> usize {
        self.range.start + self.indent
    }
}

/// Cuts a text into blocks: one line each, except where lines were wrapped.
///
/// Lines that no blank line parts are one block if the second continues the first (which ends like no sentence) in lower
/// case, or if the whole text is wrapped: if its lines are short and mostly end in the middle of a sentence. In such a text a line
/// that is indented begins a paragraph. In one that is double-spaced, blank lines part nothing.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let Lines { mut lines, all } = lines(text);
    let is_wrapped = is_wrapped(&lines, all) || join_double_spaced(&mut lines);
    if is_wrapped {
        mark_page_heads(&mut lines);
    }
    let mut blocks = Vec::with_capacity(lines.len());
    let mut left = lines.as_slice();
    while !left.is_empty() {
        let pairs = left.windows(2);
        let joined = pairs.take_while(|pair| pair[1].continues(&pair[0], is_wrapped)).count();
        let (these, others) = left.split_at(joined + 1);
        let end = others.first().map_or(text.len(), |next| next.start);
        blocks.extend(block(text, these, end));
        left = others;
    }
    blocks
}

/// The block of some lines of a text, which ends at a place.
#[inline]
fn block<'a>(text: &'a str, lines: &[Line<'a>], end: usize) -> Option<Block<'a>> {
    let (first, last) = (lines.first()?, lines.last()?);
    let shown = match lines {
        [only] => only.text,
        _ => &text[first.text_start..last.text_start + last.text.len()],
    };
    let indent = if shown.is_empty() { 0 } else { first.text_start - first.start };
    let colon = lines.iter().find_map(|line| line.colon).map(|colon| colon - first.text_start);
    let range = first.start..end;
    match lines {
        [only] => {
            let is_page_head = only.is_page_head;
            let announced = if is_page_head { None } else { only.read() };
            Some(Block { range, text: shown, announced, colon, is_page_head, indent })
        }
        _ => Some(Block::of_trimmed(range, shown, indent, colon)),
    }
}

/// The lines of a text that are not blank.
struct Lines<'a> {
    lines: Vec<Line<'a>>,
    /// How many lines there are with the blank ones.
    all: usize,
}

/// A line that is not blank, with the blank ones after it. Those before the first belong to it.
struct Line<'a> {
    /// Where it starts.
    start: usize,
    /// Where its text starts.
    text_start: usize,
    /// Its text without white space around it.
    text: &'a str,
    /// Where its first colon is in the whole text.
    colon: Option<usize>,
    /// Whether blank lines follow.
    is_parted: bool,
    /// Whether it is the head or the foot of a page.
    is_page_head: bool,
    /// What its beginning can be read as, once it was asked for.
    read: OnceCell<Option<Announcement<'a>>>,
}

impl<'a> Line<'a> {
    fn continues(&self, previous: &Self, is_wrapped: bool) -> bool {
        let is_apart = previous.is_parted || self.is_page_head || previous.is_page_head;
        !is_apart
            && !self.text.starts_with(['-', '•', '+', '*'])
            && (is_wrapped && !self.is_set_off(previous)
                || previous.looks_broken_off() && starts_in_lower_case(self.text))
            && !self.announces(previous)
            && !(is_wrapped && previous.is_a_name())
            && super::entries::announced(self.text).is_none()
    }

    /// Whether it begins a paragraph by its indent: further in than the line before, or as far out as no second line of a paragraph.
    fn is_set_off(&self, previous: &Self) -> bool {
        let (own, before) = (self.indent(), previous.indent());
        own >= before + 2 || own + 3 <= before
    }

    /// Bytes of blanks before its text.
    fn indent(&self) -> usize {
        self.text_start - self.start
    }

    /// Whether it may announce a speaker; in the middle of a sentence only a colon does, and a letter such as `Q.`
    fn announces(&self, previous: &Self) -> bool {
        self.read().is_some_and(|read| {
            read.form.delimiter == Delimiter::Colon
                || is_by_letter(&read)
                || ends_like_a_sentence(previous.text)
                || self.is_set_off(previous)
        })
    }

    /// Whether it is a name that announces what follows it.
    fn is_a_name(&self) -> bool {
        let read = self.read();
        read.is_some_and(|read| {
            read.form.delimiter == Delimiter::LineEnd && (read.form.has_time || is_by_letter(&read))
        })
    }

    fn read(&self) -> Option<Announcement<'a>> {
        *self.read.get_or_init(|| announcement(self.text, self.colon.map(|colon| colon - self.text_start)))
    }

    fn looks_broken_off(&self) -> bool {
        is_longer(self.text, BROKEN_WIDTH - 1) && !ends_like_a_sentence(self.text)
    }
}

/// A line that was wrapped has at least so many characters; a shorter one is a name, or an item of a menu.
const BROKEN_WIDTH: usize = 30;

/// About so many bytes have the lines of a text that was cut into lines.
const LINE_BYTES: usize = 64;

/// The lines of a text; a line ends after LF, CR LF, or a CR alone.
fn lines(text: &str) -> Lines<'_> {
    let bytes = text.as_bytes();
    let has_returns = memchr::memchr(b'\r', bytes).is_some();
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(text.len() / LINE_BYTES + 1);
    let (mut all, mut start) = (0, 0);
    while start < bytes.len() {
        all += 1;
        // Every other line of many texts is blank.
        if bytes[start] == b'\n'
            && let Some(last) = lines.last_mut()
        {
            last.is_parted = true;
            start += 1;
            continue;
        }
        let LineEnd { end, colon } = line_end(bytes, start, has_returns);
        let from_text = trimmed_start(&text[start..end]);
        let shown = trimmed_end(from_text);
        let text_start = end - from_text.len();
        let (is_parted, is_page_head) = (false, false);
        let line =
            Line { start, text_start, text: shown, colon, is_parted, is_page_head, read: OnceCell::new() };
        match lines.last_mut() {
            Some(last) if shown.is_empty() => last.is_parted = true,
            // So far there were blank lines alone.
            Some(last) if last.text.is_empty() => *last = Line { start: last.start, ..line },
            _ => lines.push(line),
        }
        start = end;
    }
    Lines { lines, all }
}

/// What is found by looking for the end of a line.
struct LineEnd {
    end: usize,
    /// Where its first colon is.
    colon: Option<usize>,
}

/// Where the line ends that starts at a place before the end of the text.
#[inline]
fn line_end(bytes: &[u8], start: usize, has_returns: bool) -> LineEnd {
    let rest = &bytes[start..];
    let first = match has_returns {
        true => memchr::memchr3(b'\n', b':', b'\r', rest),
        false => memchr::memchr2(b'\n', b':', rest),
    };
    let first = first.map_or(bytes.len(), |first| start + first);
    let colon = (bytes.get(first) == Some(&b':')).then_some(first);
    let rest = bytes.get(first..).unwrap_or_default();
    let length = match (colon, has_returns) {
        (None, _) => Some(0),
        (Some(_), true) => memchr::memchr2(b'\n', b'\r', rest),
        (Some(_), false) => memchr::memchr(b'\n', rest),
    };
    let end = match length.and_then(|length| rest.get(length..)) {
        Some([b'\r', b'\n', after @ ..] | [_, after @ ..]) => bytes.len() - after.len(),
        _ => bytes.len(),
    };
    LineEnd { end, colon }
}

fn mark_page_heads(lines: &mut [Line<'_>]) {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    for place in page_heads(&texts) {
        lines[place].is_page_head = true;
    }
}

/// The width beyond which a line was not wrapped by a typist or a mail program.
const WRAPPED_WIDTH: usize = 100;
/// So many neighbouring lines say enough about a text.
const WRAPPED_PAIRS: usize = 8;

/// A text is wrapped if its neighbouring lines mostly end in the middle of a sentence and near its right edge, and few are long.
fn is_wrapped(lines: &[Line<'_>], all: usize) -> bool {
    let (mut lengths, mut open) = (Vec::new(), 0);
    for pair in lines.windows(2).filter(|pair| !pair[0].is_parted) {
        lengths.push(pair[0].text.len());
        open += usize::from(!ends_like_a_sentence(pair[0].text));
    }
    let pairs = lengths.len();
    if pairs < WRAPPED_PAIRS || open * 10 < pairs * 6 {
        return false;
    }
    let long = lines.iter().filter(|line| is_longer(line.text, WRAPPED_WIDTH)).count();
    lengths.sort_unstable();
    let edge = lengths[pairs * 9 / 10];
    let near = pairs - lengths.partition_point(|length| length * 10 < edge * 6);
    long * 20 <= all && edge >= NARROWEST && near * 10 >= pairs * 6
}

/// Lines that were wrapped reach at least so far, in bytes; shorter ones are a list.
const NARROWEST: usize = 24;

/// So many lines of a text show that it is double-spaced.
const DOUBLE_SPACED_LINES: usize = 16;

/// Joins the lines of a text that is double-spaced, as scans are: blank lines part nearly all of its lines, which are short, and many go
/// on in lower case. A blank line after a sentence that ends early parts paragraphs. Says whether it did.
fn join_double_spaced(lines: &mut [Line<'_>]) -> bool {
    let count = |is: &dyn Fn(&Line<'_>) -> bool| lines.iter().filter(|line| is(line)).count();
    let all = lines.len();
    let parted = count(&|line| line.is_parted);
    let long = count(&|line| is_longer(line.text, WRAPPED_WIDTH));
    let goes_on =
        |pair: &&[Line<'_>]| !ends_like_a_sentence(pair[0].text) && starts_in_lower_case(pair[1].text);
    let is_double_spaced = all >= DOUBLE_SPACED_LINES
        && parted * 10 >= all * 9
        && long * 20 <= all
        && lines.windows(2).filter(goes_on).count() * 3 >= all;
    if is_double_spaced {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.len()).collect();
        lengths.sort_unstable();
        let full = lengths[lengths.len() * 3 / 4];
        for line in lines {
            line.is_parted = ends_like_a_sentence(line.text) && line.text.len() * 4 <= full * 3;
        }
    }
    is_double_spaced
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

//! Sentence boundaries: UAX #29, rules SB1 to SB998.

use std::ops::Range;

use crate::class::SentenceClass;

/// What a line end inside the text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineBreaks {
    /// It ends a sentence: rule SB4 as it stands.
    Hard,
    /// It is white space, as in a paragraph that was wrapped at some width.
    Soft,
}

/// The sentences of a text, as byte ranges that follow each other without gaps; white space belongs to the sentence
/// before it.
///
/// ```
/// use textmill_normalize::{LineBreaks, sentences};
/// let text = "It costs 3.5 million. “Who\nsays so?” He asked.";
/// let parts: Vec<&str> = sentences(text, LineBreaks::Soft).map(|range| &text[range]).collect();
/// assert_eq!(parts, ["It costs 3.5 million. ", "“Who\nsays so?” ", "He asked."]);
/// ```
pub fn sentences(text: &str, line_breaks: LineBreaks) -> impl Iterator<Item = Range<usize>> + '_ {
    parts(text, line_breaks).map(|part| part.range)
}

/// A sentence as UAX #29 sees it.
pub(crate) struct Part {
    pub(crate) range: Range<usize>,
    /// Whether there are signs inside that could end a sentence, and end none.
    pub(crate) has_inner_terminators: bool,
}

/// The [`sentences`] of a text, with what is seen on the way.
pub(crate) fn parts(text: &str, line_breaks: LineBreaks) -> impl Iterator<Item = Part> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let First { length, has_inner_terminators } = first_sentence(rest, line_breaks);
        let range = start..start + length;
        start = range.end;
        Some(Part { range, has_inner_terminators })
    })
}

/// The characters of a text that SB5 does not skip, each with its class and the place after all that belongs to it.
struct Bases<'a> {
    text: &'a str,
    position: usize,
    line_breaks: LineBreaks,
}

impl Bases<'_> {
    /// The class of the character at a position, and where the next one begins.
    fn class_at(&self, position: usize) -> Option<(SentenceClass, usize)> {
        let (class, end) = match self.text.as_bytes().get(position)? {
            byte if byte.is_ascii() => (SentenceClass::of_ascii(*byte), position + 1),
            _ => {
                let character = self.text.get(position..)?.chars().next()?;
                (SentenceClass::of(character), position + character.len_utf8())
            }
        };
        let is_space = self.line_breaks == LineBreaks::Soft && is_paragraph_end(class);
        Some((if is_space { SentenceClass::Sp } else { class }, end))
    }

    /// Moves to the next character that ends a sentence or a paragraph, or may: past most of most texts.
    fn skip_plain(&mut self) {
        let text = self.text.as_bytes();
        while let Some(rest) = text.get(self.position..).filter(|rest| !rest.is_empty()) {
            self.position += plain_length(rest, self.line_breaks);
            match self.class_at(self.position) {
                Some((class, end)) if !is_terminator(class) && !is_paragraph_end(class) => {
                    self.position = end
                }
                _ => return,
            }
        }
    }

    /// Moves past what extends the character before (SB5).
    fn skip_extensions(&mut self) {
        while let Some((SentenceClass::Extend | SentenceClass::Format, end)) = self.class_at(self.position) {
            self.position = end;
        }
    }

    /// The class of the next character without moving.
    fn peek(&self) -> Option<SentenceClass> {
        self.class_at(self.position).map(|(class, _)| class)
    }

    /// Moves past a run of characters of which each is `wanted`.
    fn skip_while(&mut self, wanted: impl Fn(SentenceClass) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
    }
}

impl Iterator for Bases<'_> {
    type Item = SentenceClass;

    /// Moves past the next character, and past what extends it unless it ends a paragraph (SB5).
    fn next(&mut self) -> Option<SentenceClass> {
        let (class, end) = self.class_at(self.position)?;
        self.position = end;
        if !is_paragraph_end(class) {
            self.skip_extensions();
        }
        Some(class)
    }
}

/// So many bytes are looked at together.
const WINDOW: usize = 128;

/// How many bytes, of a window of them, come before the first that ends a sentence or a line, or is beyond ASCII.
fn plain_length(text: &[u8], line_breaks: LineBreaks) -> usize {
    let mut window = text.get(..WINDOW).unwrap_or(text);
    if !window.is_ascii() {
        let ascii = window.iter().position(|byte| !byte.is_ascii());
        window = &window[..ascii.unwrap_or(window.len())];
    }
    let end = memchr::memchr3(b'.', b'!', b'?', window).unwrap_or(window.len());
    match line_breaks {
        LineBreaks::Soft => end,
        LineBreaks::Hard => memchr::memchr2(b'\r', b'\n', &window[..end]).unwrap_or(end),
    }
}

/// The first sentence of a text.
struct First {
    length: usize,
    has_inner_terminators: bool,
}

fn first_sentence(text: &str, line_breaks: LineBreaks) -> First {
    let mut bases = Bases { text, position: 0, line_breaks };
    let mut has_inner_terminators = false;
    loop {
        bases.skip_plain();
        let start = bases.position;
        let Some(class) = bases.next() else { return First { length: text.len(), has_inner_terminators } };
        if is_paragraph_end(class) {
            take_line_feed(&mut bases, class);
            return First { length: bases.position, has_inner_terminators }; // SB4
        }
        if is_terminator(class) {
            if ends_sentence(&mut bases, start, class) {
                return First { length: bases.position, has_inner_terminators };
            }
            has_inner_terminators = true;
        }
    }
}

/// The class of the last character before a place that SB5 does not skip.
fn class_before(text: &str, place: usize) -> SentenceClass {
    let before = text.get(..place).unwrap_or_default().chars().rev().map(SentenceClass::of);
    let mut bases = before.skip_while(|class| matches!(class, SentenceClass::Extend | SentenceClass::Format));
    bases.next().unwrap_or(SentenceClass::Other)
}

/// After a terminator at a place: whether the sentence ends, and if so with how much of what follows. Moves past that.
fn ends_sentence(bases: &mut Bases<'_>, place: usize, terminator: SentenceClass) -> bool {
    use SentenceClass::{ATerm, Close, Lower, Numeric, SContinue, Sp, Upper};
    if terminator == ATerm {
        match bases.peek() {
            Some(Numeric) => return false, // SB6
            Some(Upper) if matches!(class_before(bases.text, place), Upper | Lower) => return false, // SB7
            _ => {}
        }
    }
    bases.skip_while(|class| class == Close); // SB9
    bases.skip_while(|class| class == Sp); // SB9, SB10
    if terminator == ATerm && continues_in_lower_case(bases) {
        return false; // SB8
    }
    match bases.peek() {
        Some(class) if class == SContinue || is_terminator(class) => false, // SB8a
        Some(class) if is_paragraph_end(class) => {
            bases.next();
            take_line_feed(bases, class);
            true // SB9, SB10, SB11
        }
        _ => true, // SB11
    }
}

/// Whether a lower-case letter is the first thing to come that is a letter, a terminator or a line end (SB8).
fn continues_in_lower_case(bases: &Bases<'_>) -> bool {
    use SentenceClass::{Lower, OLetter, Upper};
    let mut ahead = Bases { ..*bases };
    let decisive = |class: &SentenceClass| {
        matches!(class, OLetter | Upper | Lower) || is_paragraph_end(*class) || is_terminator(*class)
    };
    ahead.find(decisive) == Some(Lower)
}

/// SB3: the line feed after a carriage return belongs to it.
fn take_line_feed(bases: &mut Bases<'_>, class: SentenceClass) {
    if class == SentenceClass::CarriageReturn && bases.peek() == Some(SentenceClass::LineFeed) {
        bases.next();
    }
}

fn is_paragraph_end(class: SentenceClass) -> bool {
    matches!(class, SentenceClass::CarriageReturn | SentenceClass::LineFeed | SentenceClass::Sep)
}

fn is_terminator(class: SentenceClass) -> bool {
    matches!(class, SentenceClass::ATerm | SentenceClass::STerm)
}

#[cfg(test)]
mod tests {
    use super::{LineBreaks, sentences};

    #[track_caller]
    fn check(text: &str, line_breaks: LineBreaks, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, line_breaks).map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_end_ends_a_sentence_only_when_hard() {
        check("one\r\ntwo", LineBreaks::Hard, &["one\r\n", "two"]);
        check("one\r\ntwo", LineBreaks::Soft, &["one\r\ntwo"]);
        check("One.\nTwo", LineBreaks::Soft, &["One.\n", "Two"]);
    }

    #[test]
    fn full_stops_inside_a_sentence() {
        check("the resp. leaders are", LineBreaks::Hard, &["the resp. leaders are"]);
        check("3.4 U.S. c.d", LineBreaks::Hard, &["3.4 U.S. c.d"]);
        check("(How nice.) Yes…", LineBreaks::Hard, &["(How nice.) ", "Yes…"]);
    }
}

//! Word boundaries: UAX #29, rules WB1 to WB999, read character by character.
//!
//! This is the plain form of the rules. It stays the oracle for any faster one.

use std::ops::Range;

use crate::class::{WordClass, WordProperties};

/// The words of a text: those segments between word boundaries that hold an alphanumeric character.
///
/// Yields byte ranges, in order, that do not overlap.
///
/// ```
/// use textmill_normalize::words;
/// let text = "The U.S. didn’t pay $3.5m — well-known.";
/// let words: Vec<&str> = words(text).map(|range| &text[range]).collect();
/// assert_eq!(words, ["The", "U.S", "didn’t", "pay", "3.5m", "well", "known"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    Segments { text, position: 0 }.filter(|segment| segment.is_word).map(|segment| segment.range)
}

/// All segments between word boundaries: the words, and the white space and punctuation between them.
///
/// The ranges follow each other without gaps from the first byte to the last.
pub fn word_segments(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    Segments { text, position: 0 }.map(|segment| segment.range)
}

/// The segments from a boundary on.
pub(crate) fn segments_from(text: &str, position: usize) -> impl Iterator<Item = BoundarySegment> + '_ {
    Segments { text, position }
}

/// What lies between two boundaries.
pub(crate) struct BoundarySegment {
    pub(crate) range: Range<usize>,
    pub(crate) is_word: bool,
}

struct Segments<'a> {
    text: &'a str,
    position: usize,
}

impl Iterator for Segments<'_> {
    type Item = BoundarySegment;

    fn next(&mut self) -> Option<BoundarySegment> {
        let rest = self.text.get(self.position..)?;
        let mut characters = rest.chars();
        let mut state = SegmentState::begin(WordProperties::of(characters.next()?));
        let mut is_word = state.last.is_alphanumeric();
        let mut length = rest.len() - characters.as_str().len();
        while let Some(character) = characters.next() {
            let properties = WordProperties::of(character);
            if !state.joins(properties, characters.as_str()) {
                break;
            }
            is_word |= properties.is_alphanumeric();
            length = rest.len() - characters.as_str().len();
        }
        let range = self.position..self.position + length;
        self.position = range.end;
        Some(BoundarySegment { range, is_word })
    }
}

/// What the rules need to know of the segment so far.
struct SegmentState {
    /// The last character.
    last: WordProperties,
    /// The class of the last character that WB4 does not skip.
    base: WordClass,
    /// A character in the middle of a word or number was taken because of what follows it (WB6, WB7b, WB12), so what
    /// follows belongs to the segment too (WB7, WB7c, WB11).
    middle: bool,
    /// The number of regional indicators at the end is odd (WB15, WB16).
    odd_indicator: bool,
}

impl SegmentState {
    fn begin(first: WordProperties) -> Self {
        let base = first.class();
        Self { last: first, base, middle: false, odd_indicator: base == WordClass::RegionalIndicator }
    }

    /// Whether there is no boundary before the next character; if so, takes it in. `rest` is the text after it.
    fn joins(&mut self, next: WordProperties, rest: &str) -> bool {
        use WordClass::{CarriageReturn, LineFeed, WSegSpace, ZeroWidthJoiner};
        let (last, class) = (self.last.class(), next.class());
        if is_line_end(last) || is_line_end(class) {
            // WB3, WB3a, WB3b
            let joined = last == CarriageReturn && class == LineFeed;
            self.last = next;
            return joined;
        }
        if is_skipped(class) {
            // WB4
            self.last = next;
            return true;
        }
        let joined = last == ZeroWidthJoiner && next.is_extended_pictographic() // WB3c
            || last == WSegSpace && class == WSegSpace // WB3d
            || self.joins_base(class, rest);
        self.last = next;
        self.base = class;
        joined
    }

    /// Rules WB5 to WB16: what joins to the last character that WB4 does not skip.
    fn joins_base(&mut self, class: WordClass, rest: &str) -> bool {
        use WordClass::{
            DoubleQuote, ExtendNumLet, HebrewLetter, Katakana, Numeric, RegionalIndicator, SingleQuote,
        };
        if std::mem::take(&mut self.middle) {
            return true;
        }
        let base = self.base;
        if is_letter(base) && is_middle_of_letters(class) && next_base(rest).is_some_and(is_letter)
            || base == Numeric && is_middle_of_digits(class) && next_base(rest) == Some(Numeric)
            || base == HebrewLetter && class == DoubleQuote && next_base(rest) == Some(HebrewLetter)
        {
            // WB6, WB12, WB7b
            self.middle = true;
            return true;
        }
        if base == RegionalIndicator && class == RegionalIndicator {
            // WB15, WB16
            self.odd_indicator = !self.odd_indicator;
            return !self.odd_indicator;
        }
        match (base, class) {
            (HebrewLetter, SingleQuote) => true,  // WB7a
            (Katakana, Katakana) => true,         // WB13
            (ExtendNumLet, ExtendNumLet) => true, // WB13a
            (left, ExtendNumLet) => is_letter_or_digit(left) || left == Katakana, // WB13a
            (ExtendNumLet, right) => is_letter_or_digit(right) || right == Katakana, // WB13b
            (left, right) => is_letter_or_digit(left) && is_letter_or_digit(right), // WB5, WB8, WB9, WB10
        }
    }
}

/// The class of the next character that WB4 does not skip.
fn next_base(rest: &str) -> Option<WordClass> {
    rest.chars().map(|character| WordProperties::of(character).class()).find(|&class| !is_skipped(class))
}

fn is_line_end(class: WordClass) -> bool {
    matches!(class, WordClass::CarriageReturn | WordClass::LineFeed | WordClass::Newline)
}

fn is_skipped(class: WordClass) -> bool {
    matches!(class, WordClass::Extend | WordClass::Format | WordClass::ZeroWidthJoiner)
}

/// AHLetter in the words of UAX #29.
fn is_letter(class: WordClass) -> bool {
    matches!(class, WordClass::ALetter | WordClass::HebrewLetter)
}

fn is_letter_or_digit(class: WordClass) -> bool {
    is_letter(class) || class == WordClass::Numeric
}

fn is_middle_of_letters(class: WordClass) -> bool {
    matches!(class, WordClass::MidLetter | WordClass::MidNumLet | WordClass::SingleQuote)
}

fn is_middle_of_digits(class: WordClass) -> bool {
    matches!(class, WordClass::MidNum | WordClass::MidNumLet | WordClass::SingleQuote)
}

#[cfg(test)]
mod tests {
    use super::{word_segments, words};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn words_of_prose() {
        check("", &[]);
        check("… — “”", &[]);
        check("don't e.g. can' 3'4 a_b", &["don't", "e.g", "can", "3'4", "a_b"]);
        check("x:y $3.5m 50%", &["x:y", "3.5m", "50"]);
    }

    #[test]
    fn a_middle_character_joins_like_with_like_only() {
        check("a.1 1.a A'1", &["a", "1", "1", "a", "A", "1"]);
        check("1,000.50 3.14", &["1,000.50", "3.14"]);
        check("1 234", &["1", "234"]);
        check("1\u{202F}234", &["1\u{202F}234"]);
    }

    #[test]
    fn invisible_characters_stay_inside_a_word() {
        check("co\u{AD}operate", &["co\u{AD}operate"]);
        check("a\u{200D}b", &["a\u{200D}b"]);
    }

    #[test]
    fn superscripts_and_ideographs_are_words_of_their_own() {
        check("m² 漢字", &["m", "²", "漢", "字"]);
    }

    #[test]
    fn flags_pair_up() {
        let text = "🇩🇪🇫🇷🇩";
        assert_eq!(word_segments(text).map(|range| range.len()).collect::<Vec<_>>(), [8, 8, 4]);
    }

    #[test]
    fn a_joiner_takes_the_space_before_it_to_the_sign_after_it() {
        check(" \u{200D}Ⓜ", &[" \u{200D}Ⓜ"]);
    }
}

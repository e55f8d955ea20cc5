//! The words of a text where only their letters count: runs of letters and figures.

use crate::characters::Class;

/// The runs of letters and figures of a text, with their places.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = skip(text, at, false);
        let end = skip(text, start, true);
        at = end;
        (start < end).then(|| (start, &text[start..end]))
    })
}

/// The first place from another one where a character is none of a word, or is one.
#[inline]
fn skip(text: &str, mut at: usize, words: bool) -> usize {
    // Most characters are of ASCII, and need not be decoded.
    while let Some(&byte) = text.as_bytes().get(at) {
        let (is_of_word, length) = match byte {
            ..0x80 => (byte.is_ascii_alphanumeric(), 1),
            _ => text[at..]
                .chars()
                .next()
                .map_or((!words, 1), |one| (Class::of(one).is_alphanumeric(), one.len_utf8())),
        };
        if is_of_word != words {
            break;
        }
        at += length;
    }
    at
}

/// The words of a text that may be in a set, with their places: all that are in it, and a few others.
pub(crate) fn words_like<'a>(text: &'a str, set: &FirstBytes) -> impl Iterator<Item = (usize, &'a str)> {
    let bytes = text.as_bytes();
    let mut starts = Starts::of(bytes);
    let (mut from, mut again) = (0, None);
    std::iter::from_fn(move || {
        loop {
            let start = again.take().or_else(|| starts.next())?;
            if start < from || !set.may_begin(bytes.get(start).copied(), bytes.get(start + 1).copied()) {
                continue;
            }
            // What is beyond ASCII may go on with a word, or stand before one.
            let is_inside =
                !bytes[start].is_ascii() && text[..start].ends_with(|last| Class::of(last).is_alphanumeric());
            let start = skip(text, if is_inside { skip(text, start, true) } else { start }, false);
            from = skip(text, start, true);
            again = bytes.get(from).is_some_and(|next| !next.is_ascii()).then_some(from);
            if start < from {
                return Some((start, &text[start..from]));
            }
        }
    })
}

/// Where words and what is beyond ASCII begin in a text; many bytes are looked at together, since where words end cannot be foreseen.
struct Starts<'a> {
    bytes: &'a [u8],
    /// Where the bytes are that are looked at, and those of them where something begins, a bit each.
    place: usize,
    found: u64,
    /// Whether the byte before the next ones is of a word, and whether it is beyond ASCII; 1 is yes.
    is_in_word: u64,
    is_beyond: u64,
}

impl<'a> Starts<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut starts = Self { bytes, place: 0, found: 0, is_in_word: 0, is_beyond: 0 };
        starts.look();
        starts
    }

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.place += 64;
            if self.place >= self.bytes.len() {
                return None;
            }
            self.look();
        }
        let place = self.place + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(place)
    }

    fn look(&mut self) {
        let left = self.bytes.get(self.place..).unwrap_or_default();
        let block = left.first_chunk().copied().unwrap_or_else(|| {
            let mut last = [b' '; 64];
            last[..left.len()].copy_from_slice(left);
            last
        });
        let word = bits(&block, |byte| byte.is_ascii_alphanumeric() | !byte.is_ascii());
        let beyond = if block.is_ascii() { 0 } else { bits(&block, |byte| !byte.is_ascii()) };
        self.found = word & !(word << 1 | self.is_in_word) | beyond & !(beyond << 1 | self.is_beyond);
        (self.is_in_word, self.is_beyond) = (word >> 63, beyond >> 63);
    }
}

/// A bit for each byte, set where something holds.
#[inline]
fn bits(block: &[u8; 64], holds: impl Fn(u8) -> bool) -> u64 {
    let flags = block.map(|byte| u8::from(holds(byte)));
    let (eights, _) = flags.as_chunks::<8>();
    // Each of eight flags is moved to its bit of the highest byte.
    let packed = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |all, eight| all << 8 | packed(eight))
}

/// A line with each of its numbers as one sign: the heads of pages are alike but for these.
pub(crate) fn without_figures(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    for character in line.chars() {
        match character.is_ascii_digit() {
            true if bare.ends_with('#') => {}
            true => bare.push('#'),
            false => bare.push(character),
        }
    }
    bare
}

/// How words of a set begin: a question that most other words answer, without a look into the set.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstBytes([u64; 16]);

impl FirstBytes {
    /// Adds the beginning of a word in lower case.
    pub(crate) fn add(&mut self, word: &str) {
        let mut bytes = word.bytes();
        if let Some(bit) = bit_of(bytes.next(), bytes.next()) {
            self.0[bit / 64] |= 1 << (bit % 64);
        }
    }

    /// Whether the set may hold a word, in any case.
    #[inline]
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let mut bytes = word.bytes();
        self.may_begin(bytes.next(), bytes.next())
    }

    /// Whether a word of the set may begin with two bytes, of which the second may be none of a word.
    #[inline]
    pub(crate) fn may_begin(&self, first: Option<u8>, second: Option<u8>) -> bool {
        bit_of(first, second).is_none_or(|bit| self.0[bit / 64] >> (bit % 64) & 1 == 1)
    }
}

/// The number of the first two bytes of a word, in either case; nothing where they are not of ASCII, and other cases have other bytes.
#[inline]
fn bit_of(first: Option<u8>, second: Option<u8>) -> Option<usize> {
    let (first, second) = (first.unwrap_or_default(), second.unwrap_or_default());
    let is_of_word = second.is_ascii_alphanumeric() || !second.is_ascii();
    // Letters of both cases differ in one bit, which is dropped.
    let fold = |byte: u8| usize::from(byte & 0x1F);
    (first | second).is_ascii().then(|| fold(first) * 32 + if is_of_word { fold(second) } else { 0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FirstBytes, words, words_like};

    proptest! {
        #[test]
        fn words_of_a_set_are_found_wherever_they_stand(text in "[abMЯé—’. \\n]{0,150}", word in "[abmяé]{1,3}") {
            let mut set = FirstBytes::default();
            set.add(&word);
            let of_set = |found: &(usize, &str)| found.1.to_lowercase() == word;
            let expected: Vec<(usize, &str)> = words(&text).filter(of_set).collect();
            prop_assert_eq!(words_like(&text, &set).filter(of_set).collect::<Vec<_>>(), expected);
            prop_assert!(words_like(&text, &set).all(|found| words(&text).any(|word| word == found)));
        }

        #[test]
        fn words_are_what_is_between_other_characters(text in "[a1Äя’. \\n\u{A0}語\u{301}]{0,20}") {
            let expected = text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
            prop_assert_eq!(words(&text).map(|(_, word)| word).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            prop_assert!(words(&text).all(|(place, word)| text[place..].starts_with(word)));
        }

        #[test]
        fn no_word_of_the_set_is_missed(word in "[aBzÄя1’İK]{0,4}") {
            let mut set = FirstBytes::default();
            set.add(&word.to_lowercase());
            prop_assert!(set.may_hold(&word));
            prop_assert!(set.may_hold(&word.to_lowercase()));
        }
    }

    #[test]
    fn other_beginnings_are_told_apart() {
        let mut set = FirstBytes::default();
        set.add("marren");
        assert!(set.may_hold("MAYOR") && !set.may_hold("minister") && !set.may_hold("m"));
    }
}

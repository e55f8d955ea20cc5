//! The numbers of short words, each found by reading one cache line.
//!
//! A word of up to 28 bytes is stored in its slot, so that comparing it needs no second look. Words of up to 12 bytes, which
//! nearly all are, have slots of 16 bytes, the others of 32; none crosses a line of 64.

/// The bytes of a slot that hold the word; four more hold its number.
const SMALL: usize = 12;
const LARGE: usize = 28;

/// Slots at the beginning; a power of two.
const FIRST_SLOTS: usize = 1 << 10;

/// The bits of a slot's last lane that hold the word.
const WORD_BITS: u128 = (1 << 96) - 1;

/// A short word as one or two numbers, its bytes from the lowest on.
///
/// The length needs no room of its own: the last byte of such a word is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Small(u128),
    Large([u128; 2]),
}

impl Key {
    /// The key of the word at `start..end` of a text; nothing for an empty or a longer one, or one that ends with a zero byte.
    #[inline]
    pub(crate) fn of(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let word = text.get(start..end)?;
        if *word.last()? == 0 {
            return None;
        }
        match word.len() {
            ..=SMALL => Some(Self::Small(first_bytes(&text[start..], word.len()))),
            ..=LARGE => {
                let rest = start + 16;
                let low = first_bytes(&text[start..], word.len().min(16));
                let high = if rest < end { first_bytes(&text[rest..], end - rest) } else { 0 };
                Some(Self::Large([low, high]))
            }
            _ => None,
        }
    }
}

/// The first `length` bytes of a text in one number, at most 16.
#[inline]
fn first_bytes(text: &[u8], length: usize) -> u128 {
    match text.first_chunk::<16>() {
        // Reading past the word and cutting off costs less than asking how long it is.
        Some(chunk) => u128::from_le_bytes(*chunk) & (u128::MAX >> (128 - 8 * length)),
        None => {
            let mut chunk = [0; 16];
            let length = length.min(text.len());
            chunk[..length].copy_from_slice(&text[..length]);
            u128::from_le_bytes(chunk)
        }
    }
}

/// Mixes all bits of a number into all others.
#[inline]
fn fold(number: u128) -> u64 {
    // Two odd constants (from the digits of π) keep the halves apart; the product mixes all bits into both its halves.
    let low = number as u64 ^ 0x243F_6A88_85A3_08D3;
    let high = (number >> 64) as u64 ^ 0x1319_8A2E_0370_7345;
    let product = u128::from(low) * u128::from(high);
    (product as u64) ^ (product >> 64) as u64
}

/// The numbers of the words of up to 28 bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShortWords {
    small: Slots<1>,
    large: Slots<2>,
}

impl ShortWords {
    /// The number of a word; `new` gives one to a word that has none.
    #[inline]
    pub(crate) fn number(&mut self, key: Key, new: impl FnOnce() -> u32) -> u32 {
        match key {
            Key::Small(key) => self.small.number([key], new),
            Key::Large(key) => self.large.number(key, new),
        }
    }
}

/// A line of the cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line([u128; 4]);

/// A hash table whose slots have `LANES` numbers: the word, and above it in the last of them its number. Open addressing, at
/// most half full, so that nearly every word is found in the first slot looked at.
#[derive(Clone, Debug, Default)]
struct Slots<const LANES: usize> {
    lines: Vec<Line>,
    used: usize,
}

impl<const LANES: usize> Slots<LANES> {
    const PER_LINE: usize = 4 / LANES;

    #[inline]
    fn hash(key: [u128; LANES]) -> usize {
        key.into_iter().fold(0, |hash, lane| fold(lane ^ u128::from(hash))) as usize
    }

    fn len(&self) -> usize {
        self.lines.len() * Self::PER_LINE
    }

    #[inline]
    fn slot(&mut self, place: usize) -> &mut [u128; LANES] {
        let line = &mut self.lines[place / Self::PER_LINE].0;
        let (slots, _) = line.as_chunks_mut::<LANES>();
        &mut slots[place % Self::PER_LINE]
    }

    #[inline]
    fn number(&mut self, key: [u128; LANES], new: impl FnOnce() -> u32) -> u32 {
        if self.used * 2 >= self.len() {
            self.grow();
        }
        let mask = self.len() - 1;
        let mut place = Self::hash(key) & mask;
        loop {
            let slot = self.slot(place);
            let number = (slot[LANES - 1] >> 96) as u32;
            let mut word = *slot;
            word[LANES - 1] &= WORD_BITS;
            if word == key {
                return number;
            }
            if word == [0; LANES] {
                let number = new();
                *slot = key;
                slot[LANES - 1] |= u128::from(number) << 96;
                self.used += 1;
                return number;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let lines = (self.lines.len() * 2).max(FIRST_SLOTS / Self::PER_LINE);
        let old = std::mem::replace(&mut self.lines, vec![Line::default(); lines]);
        let mask = self.len() - 1;
        for slot in old.iter().flat_map(|line| line.0.as_chunks::<LANES>().0) {
            let mut key = *slot;
            key[LANES - 1] &= WORD_BITS;
            if key == [0; LANES] {
                continue;
            }
            let mut place = Self::hash(key) & mask;
            while *self.slot(place) != [0; LANES] {
                place = (place + 1) & mask;
            }
            *self.slot(place) = *slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, ShortWords};

    #[test]
    fn keys_are_the_same_wherever_the_word_stands() {
        let text = b"river, a river and the end of a river";
        let one = Key::of(text, 0, 5);
        assert!(one.is_some());
        assert_eq!(one, Key::of(text, 9, 14));
        assert_eq!(one, Key::of(text, 32, 37));
        assert_ne!(one, Key::of(text, 0, 4));
        assert_eq!(Key::of(text, 3, 3), None);
        assert_eq!(Key::of(text, 30, 60), None);
    }

    #[test]
    fn every_length_has_its_slot() {
        let text = b"abcdefghijklmnopqrstuvwxyzabcdefgh---abcdefghijklmnopqrstuvwxyzabcdefgh";
        for length in 1..=34 {
            let one = Key::of(text, 0, length);
            assert_eq!(matches!(one, Some(Key::Small(_))), length <= 12, "{length}");
            assert_eq!(matches!(one, Some(Key::Large(_))), (13..=28).contains(&length), "{length}");
            assert_eq!(one, Key::of(text, 37, 37 + length), "{length}");
            assert_eq!(one, Key::of(&text[..length], 0, length), "{length}");
        }
    }

    #[test]
    fn a_word_that_ends_with_a_zero_byte_is_left_to_others() {
        assert_eq!(Key::of(b"a\0", 0, 2), None);
        assert_ne!(Key::of(b"\0a", 0, 2), Key::of(b"a", 0, 1));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut words = ShortWords::default();
        for round in 0..2 {
            for number in 0..50_000_u32 {
                let text = if number % 3 == 0 {
                    format!("a word of some length {number}")
                } else {
                    format!("w{number}")
                };
                let key = Key::of(text.as_bytes(), 0, text.len()).unwrap();
                assert_eq!(words.number(key, || number), number, "round {round}");
            }
        }
        assert_eq!(words.small.used + words.large.used, 50_000);
    }
}

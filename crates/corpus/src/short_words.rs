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

/// A word of up to 12 bytes as a number, its bytes from the lowest on; 0 for any other word.
///
/// The length needs no room of its own: the last byte of such a word is not 0.
#[inline]
pub(crate) fn small_key(text: &[u8], start: usize, end: usize) -> u128 {
    match text.get(start..end) {
        Some(word @ [.., last]) if word.len() <= SMALL && *last != 0 => {
            first_bytes(&text[start..], word.len())
        }
        _ => 0,
    }
}

/// A word of 13 to 28 bytes as two numbers.
fn large_key(word: &[u8]) -> Option<[u128; 2]> {
    let (low, high) = word.split_at_checked(16).unwrap_or((word, &[]));
    let is_large = (SMALL + 1..=LARGE).contains(&word.len()) && word.last().is_some_and(|&last| last != 0);
    is_large.then(|| [first_bytes(low, low.len()), first_bytes(high, high.len())])
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

/// So many words are looked up together.
pub(crate) const TOGETHER: usize = 16;

impl ShortWords {
    /// What the first slots hold in which the small words of some keys may be.
    ///
    /// The table is larger than the nearest cache: asked for one after the other, each word would wait for memory alone.
    #[inline]
    pub(crate) fn glance(&self, keys: &[u128; TOGETHER]) -> [Glance; TOGETHER] {
        keys.map(|key| Glance(self.small.first_slot(key)))
    }

    /// The number of a word; `new` gives one to a word that has none. Nothing for a word that is not short.
    pub(crate) fn number(&mut self, small_key: u128, word: &[u8], new: impl FnOnce() -> u32) -> Option<u32> {
        match small_key {
            0 => large_key(word).map(|key| self.large.number(key, new)),
            key => Some(self.small.number([key], new)),
        }
    }
}

/// What a slot for small words held.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance(u128);

impl Glance {
    /// The number of the small word of a key, if it was in that slot.
    #[inline]
    pub(crate) fn number(self, key: u128) -> Option<u32> {
        (key != 0 && self.0 & WORD_BITS == key).then_some((self.0 >> 96) as u32)
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

impl Slots<1> {
    /// What the first slot holds that a word may be in.
    #[inline]
    fn first_slot(&self, key: u128) -> u128 {
        let place = Self::hash([key]) & self.len().wrapping_sub(1);
        self.lines.get(place / 4).map_or(0, |line| line.0[place % 4])
    }
}

#[cfg(test)]
mod tests {
    use super::{ShortWords, TOGETHER, large_key, small_key};

    #[test]
    fn keys_are_the_same_wherever_the_word_stands() {
        let text = b"river, a river and the end of a river";
        let one = small_key(text, 0, 5);
        assert_ne!(one, 0);
        assert_eq!(one, small_key(text, 9, 14));
        assert_eq!(one, small_key(text, 32, 37));
        assert_ne!(one, small_key(text, 0, 4));
        assert_eq!((small_key(text, 3, 3), small_key(text, 30, 60)), (0, 0));
    }

    #[test]
    fn every_length_has_its_key() {
        let text = b"abcdefghijklmnopqrstuvwxyzabcdefgh";
        for length in 0..=text.len() {
            let small = small_key(text, 0, length);
            assert_eq!(small != 0, (1..=12).contains(&length), "{length}");
            assert_eq!(small, small_key(&text[..length], 0, length), "{length}");
            assert_eq!(large_key(&text[..length]).is_some(), (13..=28).contains(&length), "{length}");
        }
        assert_ne!(large_key(b"abcdefghijklmnopq"), large_key(b"abcdefghijklmnopr"));
    }

    #[test]
    fn a_word_that_ends_with_a_zero_byte_is_left_to_others() {
        assert_eq!(small_key(b"a\0", 0, 2), 0);
        assert_eq!(large_key(b"a long word of 20 byt\0"), None);
        assert_ne!(small_key(b"\0a", 0, 2), small_key(b"a", 0, 1));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut words = ShortWords::default();
        for round in 0..2 {
            for number in 0..50_000_u32 {
                let text =
                    if number % 3 == 0 { format!("some longer word {number}") } else { format!("w{number}") };
                let key = small_key(text.as_bytes(), 0, text.len());
                let mut keys = [0; TOGETHER];
                keys[3] = key;
                let glance = words.glance(&keys)[3].number(key);
                assert!(glance.is_none_or(|found| found == number && round == 1));
                assert_eq!(words.number(key, text.as_bytes(), || number), Some(number), "round {round}");
            }
        }
        assert_eq!(words.small.used + words.large.used, 50_000);
    }
}

//! The numbers of short words, most of them found by reading one cache line.
//!
//! A usual hash table of strings stores a pointer in its slot, so a hit costs at least two dependent loads from memory:
//! the slot, then the string to compare. Here the slot contains the word itself and its number:
//!
//! ```text
//! up to 11 bytes    8 bytes of the word    3 bytes of the word, length    number      16 bytes
//! up to 27 bytes   24 bytes of the word    3 bytes of the word, length    number      32 bytes
//! ```
//!
//! Nearly all words have up to 11 bytes. Their slots are aligned to their size, so a slot never crosses a cache line,
//! and comparing a word is comparing two integers. The number of slots is a power of two; a collision goes on to the
//! next slot, which is often in the same cache line.
//!
//! The key is made without a branch on the length of the word, because lengths are hard to predict: 12 bytes are read,
//! past the end of the word, and a mask from a table clears those that do not belong to it. Only a word near the end of
//! the text, where 12 bytes cannot be read, is copied byte by byte.
//!
//! `glance` reads only the home slot of a key. Words are inserted when they are first met, so if two words have the
//! same home slot, it usually belongs to the more frequent one. So nearly all tokens are found there, even if many rare
//! words are not.
//!
//! What must hold: a word has the same key wherever it stands in a text. The length is part of the key, so `a` and
//! `a\0` differ, and no word has the key 0, which marks an empty slot. Words are never removed, and at most half
//! of the slots are used, so every search ends at the word or at an empty slot.

use std::ops::Range;

use crate::prefetch::prefetch;

/// Slots at the beginning; a power of two.
const FIRST_SLOTS: usize = 1 << 10;

/// A short word: its bytes from the lowest on, eight in each of `low` and three in `high`, and its length in the top byte of
/// `high`. 0 is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key<const W: usize> {
    low: [u64; W],
    high: u32,
}

/// A word of up to 11 bytes.
type SmallKey = Key<1>;
/// A word of up to 27 bytes.
type LargeKey = Key<3>;

impl<const W: usize> Key<W> {
    const NONE: Self = Self { low: [0; W], high: 0 };
    const LONGEST: usize = 8 * W + 3;

    fn of(word: &[u8]) -> Self {
        if !(1..=Self::LONGEST).contains(&word.len()) {
            return Self::NONE;
        }
        let mut key = Self { low: [0; W], high: (word.len() as u32) << 24 };
        for (place, &byte) in word.iter().enumerate() {
            match key.low.get_mut(place / 8) {
                Some(low) => *low |= u64::from(byte) << (8 * (place % 8)),
                None => key.high |= u32::from(byte) << (8 * (place % 8)),
            }
        }
        key
    }

    /// What is left of some bytes if they are cut to a length; 0 if there are fewer.
    #[inline]
    fn cut(self, masks: &[Self], length: usize) -> Self {
        let Some(mask) = masks.get(length) else { return Self::NONE };
        let mut key = self;
        key.low.iter_mut().zip(mask.low).for_each(|(low, mask)| *low &= mask);
        key.high = key.high & mask.high | (length as u32) << 24;
        key
    }

    fn is_none(self) -> bool {
        self.high == 0
    }

    #[inline]
    fn hash(self) -> usize {
        // Odd constants (from the digits of π) keep the numbers apart; the product mixes all bits into both its halves.
        let mix = |one: u64, other: u64| {
            let product = u128::from(one ^ 0x243F_6A88_85A3_08D3) * u128::from(other ^ 0x1319_8A2E_0370_7345);
            (product as u64) ^ (product >> 64) as u64
        };
        self.low.into_iter().fold(u64::from(self.high), |hash, low| mix(low, hash)) as usize
    }
}

/// The key of a word of up to 11 bytes, and as much of its hash as finds a slot: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HashedKey {
    low: u64,
    high: u32,
    hash: u32,
}

impl HashedKey {
    /// The key of the word at a place of a text; 0 if it is no small word.
    #[inline]
    pub(crate) fn at(text: &[u8], place: &Range<usize>) -> Self {
        let key = SmallKey::at(text, place);
        let [low] = key.low;
        Self { low, high: key.high, hash: key.hash() as u32 }
    }

    fn key(self) -> SmallKey {
        Key { low: [self.low], high: self.high }
    }
}

/// The bits of `low` and `high` that hold a word, for each length of one.
const fn masks<const W: usize, const LENGTHS: usize>() -> [Key<W>; LENGTHS] {
    let mut masks = [Key::NONE; LENGTHS];
    let mut length = 1;
    while length < LENGTHS {
        let mut byte = 0;
        while byte < length {
            if byte < 8 * W {
                masks[length].low[byte / 8] |= 0xFF << (8 * (byte % 8));
            } else {
                masks[length].high |= 0xFF << (8 * (byte % 8));
            }
            byte += 1;
        }
        length += 1;
    }
    masks
}

const SMALL_MASKS: [SmallKey; SmallKey::LONGEST + 1] = masks();
const LARGE_MASKS: [LargeKey; LargeKey::LONGEST + 1] = masks();

impl SmallKey {
    /// The key of the word at a place of a text; 0 if it is no small word.
    #[inline]
    fn at(text: &[u8], place: &Range<usize>) -> Self {
        // Reading past the word and cutting off costs less than asking how long it is.
        match text.get(place.start..).and_then(|rest| rest.first_chunk::<12>()) {
            Some(&[a, b, c, d, e, f, g, h, i, j, k, l]) => {
                let low = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
                Self { low: [low], high: u32::from_le_bytes([i, j, k, l]) }
                    .cut(&SMALL_MASKS, place.end.wrapping_sub(place.start))
            }
            None => Self::of(text.get(place.clone()).unwrap_or_default()),
        }
    }
}

impl LargeKey {
    /// The key of the word at a place of a text; 0 if it is no short word.
    fn at(text: &[u8], place: &Range<usize>) -> Self {
        match text.get(place.start..).and_then(|rest| rest.first_chunk::<28>()) {
            Some(bytes) => {
                let (low, high) = bytes.as_chunks::<8>();
                let mut key = Self::NONE;
                key.low.iter_mut().zip(low).for_each(|(to, from)| *to = u64::from_le_bytes(*from));
                key.high = high.first_chunk().map_or(0, |high| u32::from_le_bytes(*high));
                key.cut(&LARGE_MASKS, place.end.wrapping_sub(place.start))
            }
            None => Self::of(text.get(place.clone()).unwrap_or_default()),
        }
    }
}

/// The numbers of the words of up to 27 bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShortWords {
    small: Slots<1>,
    large: Slots<3>,
}

impl ShortWords {
    /// Prefetches the home slot of a key.
    #[inline]
    pub(crate) fn prefetch(&self, key: HashedKey) {
        self.small.slots.get(self.small.home_of(key.hash as usize)).into_iter().for_each(prefetch);
    }

    /// The number of the small word of a key, if it is in its home slot.
    #[inline]
    pub(crate) fn glance(&self, key: HashedKey) -> Option<u32> {
        let slot = self.small.slots.get(self.small.home_of(key.hash as usize)).copied();
        slot.unwrap_or(Slot::EMPTY).number_of(key.key())
    }

    /// The number of the word at a place of a text; `new` gives one to a word that has none. `None` for a word that is
    /// not short.
    pub(crate) fn number(
        &mut self,
        small: HashedKey,
        text: &str,
        place: Range<usize>,
        new: impl FnOnce() -> u32,
    ) -> Option<u32> {
        let small = small.key();
        if !small.is_none() {
            return Some(self.small.number(small, new));
        }
        let large = LargeKey::at(text.as_bytes(), &place);
        (!large.is_none()).then(|| self.large.number(large, new))
    }
}

/// A word and its number; aligned so that a small one lies in one line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
struct Slot<const W: usize> {
    low: [u64; W],
    high: u32,
    number: u32,
}

impl<const W: usize> Slot<W> {
    const EMPTY: Self = Self::new(Key::NONE, 0);

    const fn new(key: Key<W>, number: u32) -> Self {
        Self { low: key.low, high: key.high, number }
    }

    fn key(self) -> Key<W> {
        Key { low: self.low, high: self.high }
    }

    /// The number of the word of a key, if this is its slot.
    #[inline]
    fn number_of(self, key: Key<W>) -> Option<u32> {
        (self.key() == key && !key.is_none()).then_some(self.number)
    }
}

/// A hash table with open addressing and linear probing, at most half full.
#[derive(Clone, Debug, Default)]
struct Slots<const W: usize> {
    slots: Vec<Slot<W>>,
    used: usize,
}

impl<const W: usize> Slots<W> {
    fn home(&self, key: Key<W>) -> usize {
        // 32 bits, as a key keeps them: there are fewer slots.
        self.home_of(key.hash() as u32 as usize)
    }

    #[inline]
    fn home_of(&self, hash: usize) -> usize {
        hash & self.slots.len().wrapping_sub(1)
    }

    fn number(&mut self, key: Key<W>, new: impl FnOnce() -> u32) -> u32 {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut place = self.home(key);
        loop {
            let slot = &mut self.slots[place];
            if slot.key() == key {
                return slot.number;
            }
            if slot.key().is_none() {
                *slot = Slot::new(key, new());
                self.used += 1;
                return slot.number;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![Slot::EMPTY; size]);
        for slot in old.iter().filter(|slot| !slot.key().is_none()) {
            let mut place = self.home(slot.key());
            while !self.slots[place].key().is_none() {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = *slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HashedKey, Key, LargeKey, ShortWords, Slot, SmallKey};

    #[test]
    fn keys_are_the_same_wherever_the_word_stands() {
        let text = b"river, a river and the end of a river";
        let one = SmallKey::at(text, &(0..5));
        assert!(!one.is_none());
        assert_eq!(one, SmallKey::at(text, &(9..14)));
        assert_eq!(one, SmallKey::at(text, &(32..37)));
        assert_ne!(one, SmallKey::at(text, &(0..4)));
        assert!(SmallKey::at(text, &(3..3)).is_none() && SmallKey::at(text, &(30..60)).is_none());
    }

    #[test]
    fn every_length_has_its_key() {
        let text = b"abcdefghijklmnopqrstuvwxyzabcdefgh";
        for length in 0..=text.len() {
            let small = SmallKey::at(text, &(0..length));
            assert_eq!(small.is_none(), !(1..=11).contains(&length), "{length}");
            assert_eq!(small, SmallKey::at(&text[..length], &(0..length)), "{length}");
            let large = LargeKey::at(text, &(0..length));
            assert_eq!(large.is_none(), !(1..=27).contains(&length), "{length}");
            assert_eq!(large, LargeKey::of(&text[..length]), "{length}");
        }
        assert_ne!(LargeKey::of(b"abcdefghijklmnopq"), LargeKey::of(b"abcdefghijklmnopr"));
    }

    #[test]
    fn a_zero_byte_is_part_of_a_word() {
        assert_ne!(Key::<1>::of(b"a\0"), Key::of(b"a"));
        assert_ne!(
            SmallKey::at(b"a\0 and more of it", &(0..2)),
            SmallKey::at(b"a\0 and more of it", &(0..1))
        );
    }

    #[test]
    fn slots_have_a_power_of_two_of_bytes() {
        assert_eq!((size_of::<Slot<1>>(), size_of::<Slot<3>>()), (16, 32));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut words = ShortWords::default();
        for round in 0..2 {
            for number in 0..50_000_u32 {
                let text =
                    if number % 3 == 0 { format!("some longer word {number}") } else { format!("w{number}") };
                let key = HashedKey::at(text.as_bytes(), &(0..text.len()));
                let glance = words.glance(key);
                assert!(glance.is_none_or(|found| found == number && round == 1));
                let found = words.number(key, &text, 0..text.len(), || number);
                assert_eq!(found, Some(number), "round {round}");
            }
        }
        assert_eq!(words.small.used + words.large.used, 50_000);
    }
}

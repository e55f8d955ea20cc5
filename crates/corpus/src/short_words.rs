//! The numbers of short words, each found by reading one cache line.

/// The longest word that is stored in its slot.
const LONGEST: usize = 15;

/// Slots at the beginning; a power of two.
const FIRST_SLOTS: usize = 1 << 12;

/// A word of at most 15 bytes in one number: its bytes from the lowest on, and its length in the highest. 0 is no word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    // Two halves and not one number of 128 bits, whose alignment would make slots of 32 bytes instead of 24.
    low: u64,
    high: u64,
}

impl Key {
    /// The key of the word at `start..end` of a text; nothing for an empty or a longer one.
    #[inline]
    pub(crate) fn of(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start).filter(|length| (1..=LONGEST).contains(length))?;
        let rest = text.get(start..)?;
        let bytes = match rest.first_chunk::<16>() {
            // Reading past the word and cutting off costs less than asking how long it is.
            Some(chunk) => u128::from_le_bytes(*chunk) & ((1 << (length * 8)) - 1),
            None => {
                let mut chunk = [0; 16];
                chunk.get_mut(..length)?.copy_from_slice(rest.get(..length)?);
                u128::from_le_bytes(chunk)
            }
        };
        let key = bytes | (length as u128) << 120;
        Some(Self { low: key as u64, high: (key >> 64) as u64 })
    }

    #[inline]
    fn hash(self) -> u64 {
        // Two odd constants (from the digits of π) keep the halves apart; the product mixes all bits into both its halves.
        let low = self.low ^ 0x243F_6A88_85A3_08D3;
        let high = self.high ^ 0x1319_8A2E_0370_7345;
        let product = u128::from(low) * u128::from(high);
        (product as u64) ^ (product >> 64) as u64
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: Key,
    number: u32,
}

/// A hash table from short words to numbers: open addressing, at most half full, so that nearly every word is found in the
/// first slot looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShortWords {
    slots: Vec<Slot>,
    used: usize,
}

impl ShortWords {
    /// The number of a word; `new` gives one to a word that has none.
    #[inline]
    pub(crate) fn number(&mut self, key: Key, new: impl FnOnce() -> u32) -> u32 {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut place = key.hash() as usize & mask;
        loop {
            let slot = &mut self.slots[place];
            if slot.key == key {
                return slot.number;
            }
            if slot.key == Key::default() {
                *slot = Slot { key, number: new() };
                self.used += 1;
                return slot.number;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.key != Key::default()) {
            let mut place = slot.key.hash() as usize & (size - 1);
            while self.slots[place].key != Key::default() {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = slot;
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
        assert_eq!(Key::of(text, 0, 16), None);
        assert_eq!(Key::of(text, 3, 3), None);
        assert_eq!(Key::of(text, 30, 60), None);
    }

    #[test]
    fn a_zero_byte_is_part_of_a_word() {
        assert_ne!(Key::of(b"a\0", 0, 2), Key::of(b"a\0", 0, 1));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut words = ShortWords::default();
        for round in 0..2 {
            for number in 0..50_000_u32 {
                let text = format!("word{number}");
                let key = Key::of(text.as_bytes(), 0, text.len()).unwrap();
                assert_eq!(words.number(key, || number), number, "round {round}");
            }
        }
        assert_eq!(words.used, 50_000);
    }
}

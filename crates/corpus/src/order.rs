//! The order of words: by language, then by bytes.
//!
//! Sorting strings directly loads two strings from memory for each of the n log n comparisons, mostly from outside the
//! caches. So each word is sorted by an integer of 128 bits that is computed once:
//!
//! ```text
//! prefix = language (3 bytes), first 13 bytes of the word, padded with 0
//! ```
//!
//! The bytes are read as a big-endian integer, so integers have the order of their bytes. If two prefixes differ, their
//! order is that of the words. If they are equal, the words may still differ: both have more than 13 bytes, or one has
//! zero bytes where the other is padded. Then the whole words are compared, and for equal words the caller decides.
//! There are two ways to sort:
//!
//! - Any order: sort by the prefix alone, then sort each group with equal prefixes by the full comparison. Comparing
//!   integers compiles to code without branches. A comparison that may go on to the words would have a branch that is
//!   mispredicted about half of the time.
//! - Nearly sorted, as stems are in the order of their terms: one pass takes out an ascending sequence, only the other
//!   words are sorted, and both are merged. For m words out of order this is O(n + m log m). The number of descents
//!   (words that are less than the one before) decides which way is taken.
//!
//! What must hold: `among_equals` is a total order of the places, so no two keys are equal. Then there is only one
//! sorted order, and neither unstable sorting nor the number of threads can change the result.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::Language;

/// The bytes of a word that fit beside its language into the number that it is sorted by.
const PREFIX: usize = 13;

/// The language and the first bytes of a word as an integer, and its place. The integer is split in two, the higher
/// half first: the alignment of a `u128` would make the key a third larger.
#[derive(Clone, Copy)]
struct SortKey {
    prefix: [u64; 2],
    place: u32,
}

impl SortKey {
    /// The language and the first bytes of a word, the first byte highest.
    fn of((language, text): (Language, &str), place: usize) -> Self {
        let mut bytes = [0; 16];
        bytes[..3].copy_from_slice(&language.bytes());
        let length = text.len().min(PREFIX);
        bytes[3..3 + length].copy_from_slice(&text.as_bytes()[..length]);
        let prefix = u128::from_be_bytes(bytes);
        Self { prefix: [(prefix >> 64) as u64, prefix as u64], place: place as u32 }
    }

    fn prefix(&self) -> u128 {
        u128::from(self.prefix[0]) << 64 | u128::from(self.prefix[1])
    }
}

/// The places of `count` words in their order; equal words are in that of `among_equals`, which tells any two places apart.
pub(crate) fn in_order<'a>(
    count: usize,
    word: impl Fn(usize) -> (Language, &'a str) + Sync,
    among_equals: impl Fn(usize, usize) -> Ordering + Sync,
) -> Vec<u32> {
    let mut keys: Vec<SortKey> =
        (0..count).into_par_iter().map(|place| SortKey::of(word(place), place)).collect();
    let compare = |one: &SortKey, other: &SortKey| {
        let (place, other_place) = (one.place as usize, other.place as usize);
        let rest = || word(place).1.cmp(word(other_place).1);
        one.prefix().cmp(&other.prefix()).then_with(rest).then_with(|| among_equals(place, other_place))
    };
    let descents = keys.windows(2).filter(|pair| compare(&pair[0], &pair[1]).is_gt()).count();
    if descents > count / ONE_DESCENT_IN {
        // Comparing the prefixes alone has no branch.
        keys.par_sort_unstable_by_key(SortKey::prefix);
        keys.par_chunk_by_mut(|one, other| one.prefix == other.prefix)
            .filter(|alike| alike.len() > 1)
            .for_each(|alike| alike.sort_unstable_by(compare));
        return keys.into_iter().map(|key| key.place).collect();
    }
    // The words that are in order are taken as they are; only the others are sorted, and put between them.
    let (ordered, mut others) = part(keys, compare);
    others.par_sort_unstable_by(compare);
    merged(&ordered, &others, compare)
}

/// Words are nearly sorted if at most one in this many is less than the word before it.
const ONE_DESCENT_IN: usize = 4;

/// Parts keys into some that are in order, many where most are, and all others.
fn part(
    keys: Vec<SortKey>,
    compare: impl Fn(&SortKey, &SortKey) -> Ordering,
) -> (Vec<SortKey>, Vec<SortKey>) {
    let (mut ordered, mut others): (Vec<SortKey>, Vec<SortKey>) =
        (Vec::with_capacity(keys.len()), Vec::new());
    let follows = |key: &SortKey, last: Option<&SortKey>| last.is_none_or(|last| compare(last, key).is_lt());
    for key in keys {
        if !follows(&key, ordered.last()) {
            // Either the last one came too early, or this one comes too late.
            let before = ordered.len().checked_sub(2).and_then(|place| ordered.get(place));
            if !follows(&key, before) {
                others.push(key);
                continue;
            }
            others.extend(ordered.pop());
        }
        ordered.push(key);
    }
    (ordered, others)
}

/// The places of two lists of keys that are in order, in the order of all.
fn merged(one: &[SortKey], other: &[SortKey], compare: impl Fn(&SortKey, &SortKey) -> Ordering) -> Vec<u32> {
    let mut places = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let Some(key) = match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if compare(second, first).is_lt() => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    } {
        places.push(key.place);
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::in_order;
    use crate::Language;

    proptest! {
        #[test]
        fn the_order_is_that_of_language_and_bytes(
            words in proptest::collection::vec(("[a-c\\x00é]{0,20}", 0..3_usize), 0..60)
        ) {
            let languages = ["de", "en", "und"].map(|code| Language::from_code(code).unwrap_or(Language::UNDETERMINED));
            let word = |place: usize| (languages[words[place].1], words[place].0.as_str());
            let mut expected: Vec<u32> = (0..words.len() as u32).collect();
            expected.sort_by_key(|&place| word(place as usize));
            prop_assert_eq!(in_order(words.len(), word, |one, other| one.cmp(&other)), expected);
            let mut last_first: Vec<u32> = (0..words.len() as u32).rev().collect();
            last_first.sort_by_key(|&place| word(place as usize));
            prop_assert_eq!(in_order(words.len(), word, |one, other| other.cmp(&one)), last_first);
        }

        #[test]
        fn words_that_are_nearly_in_order_are_put_in_order(
            mut words in proptest::collection::vec("[a-d]{1,3}", 0..60),
            swaps in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4),
        ) {
            words.sort();
            let count = words.len();
            for (one, other) in swaps.iter().filter(|_| count > 0) {
                words.swap(one.index(count), other.index(count));
            }
            let mut expected: Vec<u32> = (0..words.len() as u32).collect();
            expected.sort_by_key(|&place| &words[place as usize]);
            let word = |place: usize| (Language::UNDETERMINED, words[place].as_str());
            prop_assert_eq!(in_order(words.len(), word, |one, other| one.cmp(&other)), expected);
            let label = |place: usize| (place * 7 % 5, place);
            let mut by_label: Vec<u32> = (0..words.len() as u32).collect();
            by_label.sort_by_key(|&place| (&words[place as usize], label(place as usize)));
            prop_assert_eq!(in_order(words.len(), word, |one, other| label(one).cmp(&label(other))), by_label);
        }
    }
}

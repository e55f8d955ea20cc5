//! The order of words: by language, then by bytes.

use rayon::prelude::*;

use crate::Language;

/// The bytes of a word that fit beside its language into the number that it is sorted by.
const PREFIX: usize = 13;

/// The places of `count` words in their order; equal words come in the order of their places.
pub(crate) fn in_order<'a>(count: usize, word: impl Fn(usize) -> (Language, &'a str) + Sync) -> Vec<u32> {
    // Numbers are compared without a look at the words themselves, which lie all over the memory.
    let mut keys: Vec<(u128, u32)> =
        (0..count).into_par_iter().map(|place| (prefix(word(place)), place as u32)).collect();
    keys.par_sort_unstable_by(|one, other| {
        let rest = || word(one.1 as usize).1.cmp(word(other.1 as usize).1);
        one.0.cmp(&other.0).then_with(rest).then(one.1.cmp(&other.1))
    });
    keys.into_iter().map(|(_, place)| place).collect()
}

/// The language and the first bytes of a word, the first byte highest.
fn prefix((language, text): (Language, &str)) -> u128 {
    let mut bytes = [0; 16];
    bytes[..3].copy_from_slice(&language.bytes());
    let length = text.len().min(PREFIX);
    bytes[3..3 + length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
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
            prop_assert_eq!(in_order(words.len(), word), expected);
        }
    }
}

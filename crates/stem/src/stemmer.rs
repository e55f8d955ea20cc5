//! The stem of a term.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use textmill_corpus::Language;

use crate::prepare::prepare;

/// The stemmer and its version, as the manifest names it.
pub const ENGINE: &str = "rust-stemmers 1.2 (Snowball of 2019)";

/// A longer term is no word of any language (a key, a picture in base 64); several algorithms need quadratic time for it.
const LONGEST_WORD_BYTES: usize = 256;

/// The stem of a term, a normal form, in a language.
///
/// The term itself, where the language has no stemmer, the term is longer than any word, or nothing would be left of it.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_stem::stem;
/// let english = Language::from_code("en").unwrap();
/// assert_eq!(stem(english, "sanctions"), "sanction");
/// assert_eq!(stem(english, "minister's"), "minist");
/// ```
pub fn stem(language: Language, term: &str) -> Cow<'_, str> {
    let Some(algorithm) = algorithm(language.code()).filter(|_| term.len() <= LONGEST_WORD_BYTES) else {
        return Cow::Borrowed(term);
    };
    let prepared = prepare(language.code(), term);
    let stem = Stemmer::create(algorithm).stem(&prepared).into_owned();
    if stem.is_empty() { Cow::Borrowed(term) } else { Cow::Owned(stem) }
}

/// Whether there is a stemmer for a language.
pub fn has_stemmer(language: Language) -> bool {
    algorithm(language.code()).is_some()
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::Language;

    use super::stem;

    #[test]
    fn a_term_without_a_stemmer_is_its_own_stem() {
        assert_eq!(stem(Language::UNDETERMINED, "sanctions"), "sanctions");
        assert_eq!(stem(Language::from_code("ja").unwrap(), "漢"), "漢");
        let key = "sanctions".repeat(100);
        assert_eq!(stem(Language::from_code("en").unwrap(), &key), key);
    }

    proptest! {
        #[test]
        fn a_term_has_a_stem(
            term in "[a-zäéșёа-яα-ω']{1,12}",
            language in prop::sample::select(&["ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt",
                "ro", "ru", "sv", "ta", "tr"][..]),
        ) {
            prop_assert!(!stem(Language::from_code(language).unwrap(), &term).is_empty());
        }
    }
}

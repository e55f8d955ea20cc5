//! The stem of a term.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use textmill_corpus::{Language, elided_word};

use crate::prepare::{prepare, shown};

/// The stemmer and its version, as the manifest names it.
pub const ENGINE: &str = "rust-stemmers 1.2 (Snowball of 2019)";

/// A longer term is no word of any language (a key, a picture in base 64); several algorithms need quadratic time for it.
const LONGEST_WORD_BYTES: usize = 256;

/// The stem of a term, a normal form, in a language.
///
/// The term itself, where it begins with a figure or has no letter, is longer than any word, or nothing would be left of it. Where the
/// language has no stemmer, the term without what is elided before it.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_stem::stem;
/// let english = Language::from_code("en").unwrap();
/// assert_eq!(stem(english, "sanctions"), "sanction");
/// assert_eq!(stem(english, "minister's"), "minist");
/// ```
pub fn stem(language: Language, term: &str) -> Cow<'_, str> {
    if !is_stemmed(language, term) {
        return Cow::Borrowed(term);
    }
    let prepared = prepare(language, term);
    let Some(algorithm) = algorithm(language.code()) else { return prepared };
    let stem = Stemmer::create(algorithm).stem(&prepared).into_owned();
    if stem.is_empty() { Cow::Borrowed(term) } else { Cow::Owned(shown(language, stem)) }
}

/// Whether a term is a word with endings. Numbers have none (some algorithms would make `202` of `2022`), and neither have acronyms
/// (`u.s`), hashtags, addresses, and what is elided (`l'`).
fn is_stemmed(language: Language, term: &str) -> bool {
    let is_sign = |one: char| matches!(one, '#' | '@' | '/' | '&' | '.' | ':' | '%' | '$');
    term.len() <= LONGEST_WORD_BYTES
        && !term.starts_with(char::is_numeric)
        && (term.contains(char::is_alphabetic) || !term.contains(char::is_numeric))
        && !term.contains(is_sign)
        && elided_word(language, term).is_none()
        // What is kept in capitals is an acronym.
        && !term.contains(char::is_uppercase)
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

    #[test]
    fn numbers_are_their_own_stems() {
        for code in ["fi", "ar", "da", "fr", "en", "tr"] {
            let language = Language::from_code(code).unwrap();
            for term in ["2022", "202", "000", "3,5", "1.5", "0x0e00", "1990s", "42nd", "٢٠٢٢"] {
                assert_eq!(stem(language, term), term, "{code}");
            }
        }
    }

    #[test]
    fn spellings_of_one_word_have_one_stem() {
        for (code, words) in [
            ("it", &["accordo", "l'accordo", "dell'accordo", "all'accordo"][..]),
            ("it", &["italia", "l'italia", "nell'italia"]),
            ("fr", &["accord", "l'accord", "d'accord", "jusqu'accord"]),
            ("tr", &["türkiye", "türkiye'de", "türkiye'nin"]),
            ("ca", &["acord", "l'acord"]),
        ] {
            let language = Language::from_code(code).unwrap();
            let stems: std::collections::BTreeSet<_> =
                words.iter().map(|word| stem(language, word)).collect();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
        let romanian = Language::from_code("ro").unwrap();
        assert_eq!(stem(romanian, "abațiile"), "abaț", "with a comma, as it is written today");
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

//! The stem of a term.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use textmill_corpus::{Language, elided_word};

use crate::prepare::{prepare, shown};

/// What makes stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StemEngine {
    /// The algorithms of Snowball as they were in 2019, for 18 languages: those of most programs.
    #[default]
    Snowball2019,
    /// Those of Snowball 3, for 33 languages: `added` is `add`, not `ad`.
    Snowball3,
}

/// A longer term is no word of any language (a key, a picture in base 64); several algorithms need quadratic time for it.
const LONGEST_WORD_BYTES: usize = 256;

impl StemEngine {
    /// The engine and its version, as the manifest names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snowball2019 => "rust-stemmers 1.2 (Snowball of 2019)",
            Self::Snowball3 => "snowball_stemmers_rs 1.0 (Snowball 3.0.0)",
        }
    }

    /// Whether there is a stemmer for a language.
    pub fn has_stemmer(self, language: Language) -> bool {
        match self {
            Self::Snowball2019 => algorithm(language.code()).is_some(),
            Self::Snowball3 => algorithm_of_3(language.code()).is_some(),
        }
    }

    /// The stem of a term, a normal form, in a language.
    ///
    /// The term itself, where it begins with a figure or has no letter, is longer than any word, or nothing would be left of it. Where the
    /// language has no stemmer, the term without what is elided before it.
    ///
    /// ```
    /// use textmill_corpus::Language;
    /// use textmill_stem::StemEngine;
    /// let english = Language::from_code("en").unwrap();
    /// assert_eq!(StemEngine::Snowball2019.stem(english, "added"), "ad");
    /// assert_eq!(StemEngine::Snowball3.stem(english, "added"), "add");
    /// ```
    pub fn stem<'a>(self, language: Language, term: &'a str) -> Cow<'a, str> {
        if !is_stemmed(language, term) {
            // `at&t's` is a form of `at&t`, `@venn's` one of `@venn`.
            let bare = term.strip_suffix("'s").filter(|bare| bare.contains(['&', '@', '#']));
            return Cow::Borrowed(bare.unwrap_or(term));
        }
        let prepared = prepare(self, language, term);
        let stem = match self {
            Self::Snowball2019 => algorithm(language.code())
                .map(|algorithm| Stemmer::create(algorithm).stem(&prepared).into_owned()),
            Self::Snowball3 => algorithm_of_3(language.code()).map(|algorithm| {
                snowball_stemmers_rs::Stemmer::create(algorithm).stem(&prepared).into_owned()
            }),
        };
        match stem {
            None => prepared,
            Some(stem) if stem.is_empty() => Cow::Borrowed(term),
            Some(stem) => Cow::Owned(shown(self, language, stem)),
        }
    }
}

/// The stem of a term by the engine that is the default: see [`StemEngine::stem`].
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_stem::stem;
/// let english = Language::from_code("en").unwrap();
/// assert_eq!(stem(english, "sanctions"), "sanction");
/// assert_eq!(stem(english, "minister's"), "minist");
/// ```
pub fn stem(language: Language, term: &str) -> Cow<'_, str> {
    StemEngine::default().stem(language, term)
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

fn algorithm_of_3(language: &str) -> Option<snowball_stemmers_rs::Algorithm> {
    use snowball_stemmers_rs::Algorithm as A;
    Some(match language {
        "ar" => A::Arabic,
        "ca" => A::Catalan,
        "cs" => A::Czech,
        "da" => A::Danish,
        "de" => A::German,
        "el" => A::Greek,
        "en" => A::English,
        "eo" => A::Esperanto,
        "es" => A::Spanish,
        "et" => A::Estonian,
        "eu" => A::Basque,
        "fa" => A::Persian,
        "fi" => A::Finnish,
        "fr" => A::French,
        "ga" => A::Irish,
        "hi" => A::Hindi,
        "hu" => A::Hungarian,
        "hy" => A::Armenian,
        "id" => A::Indonesian,
        "it" => A::Italian,
        "lt" => A::Lithuanian,
        "ne" => A::Nepali,
        "nl" => A::Dutch,
        "no" => A::Norwegian,
        "pl" => A::Polish,
        "pt" => A::Portuguese,
        "ro" => A::Romanian,
        "ru" => A::Russian,
        "sr" => A::Serbian,
        "st" => A::Sesotho,
        "sv" => A::Swedish,
        "ta" => A::Tamil,
        "tr" => A::Turkish,
        "uk" => A::Ukrainian,
        "yi" => A::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::Language;

    use super::{StemEngine, stem};

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
            let language = Language::from_code(language).unwrap();
            for engine in [StemEngine::Snowball2019, StemEngine::Snowball3] {
                prop_assert!(!engine.stem(language, &term).is_empty());
            }
        }
    }
}

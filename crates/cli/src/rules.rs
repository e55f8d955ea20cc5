//! The rules of words: where the normal form, the stemmer and the stop words meet.

use std::{borrow::Cow, collections::BTreeSet};

use textmill_corpus::{Language, WordRules};
use textmill_normalize::normal_form;
use textmill_report::reports::WarningRow;
use textmill_stem::{StopWords, has_stemmer, stem};

/// Makes terms by the rules of `normalize`, and stems and stop words by those of `stem`.
#[derive(Debug)]
pub(crate) struct Rules {
    stop_words: StopWords,
}

impl Rules {
    /// The rules for documents in some languages, with the user's own stop words, one a line.
    pub(crate) fn new(languages: &BTreeSet<Language>, stop_word_text: &str) -> Self {
        let added = StopWords::parse_list(stop_word_text);
        Self {
            stop_words: StopWords::new(languages.iter().copied(), added, |word| {
                normal_form(word).into_owned()
            }),
        }
    }
}

/// A warning for each language whose words are counted as they are.
pub(crate) fn language_warnings(languages: &BTreeSet<Language>) -> Vec<WarningRow> {
    let known = languages.iter().filter(|language| **language != Language::UNDETERMINED);
    let warning = |language: &Language| {
        let what = match (has_stemmer(*language), StopWords::has_list(*language)) {
            (true, true) => return None,
            (true, false) => "no list of stop words",
            (false, true) => "no stemmer: its stems are its terms",
            (false, false) => "neither a stemmer (its stems are its terms) nor a list of stop words",
        };
        Some(WarningRow::new("stem", format!("language {language}"), format!("there is {what}")))
    };
    known.filter_map(warning).collect()
}

impl WordRules for Rules {
    fn normal_form<'a>(&self, surface: &'a str) -> Cow<'a, str> {
        normal_form(surface)
    }

    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        stem(language, term)
    }

    fn is_stop_word(&self, language: Language, term: &str) -> bool {
        self.stop_words.contains(language, term)
    }
}

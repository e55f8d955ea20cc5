//! The rules of words: where the normal form, the stemmer and the stop words meet.

use std::{borrow::Cow, collections::BTreeSet};

use textmill_corpus::{Language, WordRules};
use textmill_normalize::{normal_form, normal_form_in};
use textmill_stem::{StopWords, stem};

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

impl WordRules for Rules {
    fn normal_form<'a>(&self, language: Language, surface: &'a str) -> Cow<'a, str> {
        normal_form_in(language, surface)
    }

    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        stem(language, term)
    }

    fn is_stop_word(&self, language: Language, term: &str) -> bool {
        self.stop_words.contains(language, term)
    }
}

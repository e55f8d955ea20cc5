//! The rules of words: where the normal form, the stemmer, the lists and the stop words meet.

use std::{borrow::Cow, collections::BTreeSet};

use textmill_corpus::{Language, WordRules, without_cut, without_elision};
use textmill_normalize::{composed, normal_form, normal_form_in};
use textmill_stem::{StemEngine, StopWords};

use crate::{Plan, WordUnit, stop_word_list::StopWordList, word_map::WordMap};

/// What words are counted as, with the lists that say so.
#[derive(Debug, Default)]
pub(crate) struct WordChoice {
    pub(crate) unit: WordUnit,
    pub(crate) engine: StemEngine,
    pub(crate) lemmas: WordMap,
    pub(crate) exceptions: WordMap,
}

impl WordChoice {
    /// The unit of a term.
    pub(crate) fn unit_of<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        self.unit_by(language, term, WordMap::get)
    }

    /// The unit of a term, by what a list says of it.
    fn unit_by<'a>(
        &self,
        language: Language,
        term: &'a str,
        get: impl for<'m> Fn(&'m WordMap, &str) -> Option<&'m str>,
    ) -> Cow<'a, str> {
        match self.unit {
            WordUnit::Surface | WordUnit::Term => Cow::Borrowed(term),
            WordUnit::Stem => match get(&self.exceptions, term) {
                Some(stem) => Cow::Owned(stem.to_owned()),
                None => self.engine.stem(language, term),
            },
            WordUnit::Lemma => {
                let word = without_elision(language, term);
                let lemma = get(&self.lemmas, term).or_else(|| get(&self.lemmas, word));
                lemma.map_or(Cow::Borrowed(word), |lemma| Cow::Owned(lemma.to_owned()))
            }
        }
    }

    /// The term of a word.
    pub(crate) fn term_of<'a>(&self, language: Language, word: &'a str) -> Cow<'a, str> {
        match self.unit {
            WordUnit::Surface => without_cut(word).map_or_else(|| composed(word), Cow::Owned),
            _ => normal_form_in(language, word),
        }
    }
}

/// Makes terms by the rules of `normalize`, units by those of `stem` or by lists, and stop words by those of `stem` and of the person.
#[derive(Debug)]
pub(crate) struct Rules<'a> {
    stop_words: StopWords,
    list: &'a StopWordList,
    choice: &'a WordChoice,
}

impl<'a> Rules<'a> {
    /// The rules of a plan for documents in some languages.
    pub(crate) fn new(languages: &BTreeSet<Language>, plan: &'a Plan) -> Self {
        let added = plan.stop_words.words.iter().cloned();
        let stop_words =
            StopWords::new(languages.iter().copied(), added, |word| normal_form(word).into_owned());
        Self { stop_words, list: &plan.stop_words, choice: &plan.words }
    }
}

impl WordRules for Rules<'_> {
    fn spelling<'a>(&self, surface: &'a str) -> Cow<'a, str> {
        composed(surface)
    }

    fn normal_form<'a>(&self, language: Language, surface: &'a str) -> Cow<'a, str> {
        self.choice.term_of(language, surface)
    }

    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        self.choice.unit_of(language, term)
    }

    fn stem_by_list<'a>(&self, language: Language, term: &'a str) -> Option<Cow<'a, str>> {
        let listed = self.choice.unit_by(language, term, WordMap::get);
        let is_listed = match self.choice.unit {
            WordUnit::Stem => self.choice.exceptions.get(term).is_some(),
            WordUnit::Lemma => true,
            WordUnit::Surface | WordUnit::Term => false,
        };
        is_listed.then_some(listed)
    }

    fn is_stop_word(&self, language: Language, term: &str) -> bool {
        self.list.has_acronym(term) || self.is_stop_word_beside_acronym(language, term)
    }

    fn stem_beside_acronym<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        self.choice.unit_by(language, term, WordMap::get_beside_acronym)
    }

    fn is_stop_word_beside_acronym(&self, language: Language, term: &str) -> bool {
        let term = match self.choice.unit {
            WordUnit::Surface => normal_form_in(language, term),
            _ => Cow::Borrowed(term),
        };
        !self.list.removes(&term) && (self.list.matches(&term) || self.stop_words.contains(language, &term))
    }
}

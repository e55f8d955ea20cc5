//! From a surface to its term and its stem.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::{Language, StemId, SurfaceId, TermId, WordTable, order::in_order};

/// The rules that make terms of surfaces and stems of terms: the parts of the vocabulary that other stages own.
pub trait WordRules: Sync {
    /// The normal form of a surface.
    fn normal_form<'a>(&self, surface: &'a str) -> Cow<'a, str>;
    /// The stem of a term.
    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str>;
    /// Whether a term is a stop word.
    fn is_stop_word(&self, language: Language, term: &str) -> bool;
}

/// All distinct surfaces of a corpus, their terms and their stems, each list in the order of language, then bytes.
///
/// Every rule runs once for each distinct word, never for each token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    surfaces: WordTable,
    terms: WordTable,
    stems: WordTable,
    term_of_surface: Vec<TermId>,
    stem_of_term: Vec<StemId>,
    stop_terms: Vec<bool>,
}

impl Vocabulary {
    /// Derives the terms and stems of `surfaces`, which are distinct and in the order of language, then bytes.
    pub(crate) fn derive(surfaces: WordTable, rules: &dyn WordRules) -> Self {
        let (terms, term_of_surface) = derive_level(&surfaces, |_, surface| rules.normal_form(surface));
        let (stems, stem_of_term) = derive_level(&terms, |language, term| rules.stem(language, term));
        let is_stop_word = |term: usize| rules.is_stop_word(terms.language(term), terms.text(term));
        let stop_terms = (0..terms.len()).into_par_iter().map(is_stop_word).collect();
        Self {
            surfaces,
            terms,
            stems,
            term_of_surface: term_of_surface.into_iter().map(TermId).collect(),
            stem_of_term: stem_of_term.into_iter().map(StemId).collect(),
            stop_terms,
        }
    }

    /// The surfaces, in the order of [`SurfaceId`].
    pub fn surfaces(&self) -> &WordTable {
        &self.surfaces
    }

    /// The terms, in the order of [`TermId`].
    pub fn terms(&self) -> &WordTable {
        &self.terms
    }

    /// The stems, in the order of [`StemId`].
    pub fn stems(&self) -> &WordTable {
        &self.stems
    }

    /// The term of each surface, in the order of [`SurfaceId`].
    pub fn term_of_surface(&self) -> &[TermId] {
        &self.term_of_surface
    }

    /// The stem of each term, in the order of [`TermId`].
    pub fn stem_of_term(&self) -> &[StemId] {
        &self.stem_of_term
    }

    /// Whether each term is a stop word, in the order of [`TermId`].
    pub fn stop_terms(&self) -> &[bool] {
        &self.stop_terms
    }

    /// The term of a surface.
    ///
    /// # Panics
    ///
    /// If the id is not of this vocabulary.
    pub fn term(&self, surface: SurfaceId) -> TermId {
        self.term_of_surface[surface.index()]
    }
}

/// Makes the words of the next level: the distinct results of `rule` in order, and for each word its result's place.
fn derive_level<'a>(
    words: &'a WordTable,
    rule: impl Fn(Language, &'a str) -> Cow<'a, str> + Sync,
) -> (WordTable, Vec<u32>) {
    let derived: Vec<Cow<'a, str>> = (0..words.len())
        .into_par_iter()
        .map(|place| rule(words.language(place), words.text(place)))
        .collect();
    let word = |place: usize| (words.language(place), derived[place].as_ref());
    let mut table = WordTable::default();
    let mut places = vec![0; words.len()];
    let mut last = None;
    for place in in_order(words.len(), word) {
        let (language, text) = word(place as usize);
        if last.replace((language, text)) != Some((language, text)) {
            table.push(language, text);
        }
        places[place as usize] = table.len() as u32 - 1;
    }
    (table, places)
}

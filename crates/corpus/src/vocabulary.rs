//! From a surface to its term and its stem.

use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;

use crate::{Language, StemId, SurfaceId, TermId, WordTable, acronyms::Acronyms, order::in_order};

/// The rules that make terms of surfaces and stems of terms: the parts of the vocabulary that other stages own.
pub trait WordRules: Sync {
    /// How a word is spelt: the same for words that only differ in how their signs are encoded.
    fn spelling<'a>(&self, word: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(word)
    }
    /// The normal form of a surface.
    fn normal_form<'a>(&self, language: Language, surface: &'a str) -> Cow<'a, str>;
    /// The stem of a term.
    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str>;
    /// Whether a term is a stop word.
    fn is_stop_word(&self, language: Language, term: &str) -> bool;
    /// The stem of a term that stands beside an acronym of the same letters (`us` beside `US`): what lists say of the acronym does not hold
    /// for it.
    fn stem_beside_acronym<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        self.stem(language, term)
    }
    /// The stem that a list gives to a term of which no ending is to be cut.
    fn stem_by_list<'a>(&self, _language: Language, _term: &'a str) -> Option<Cow<'a, str>> {
        None
    }
    /// Whether a term that stands beside an acronym of the same letters is a stop word.
    fn is_stop_word_beside_acronym(&self, language: Language, term: &str) -> bool {
        self.is_stop_word(language, term)
    }
}

/// All distinct surfaces of a corpus, their terms and their stems.
///
/// Terms and stems are in the order of language, then bytes; surfaces are in the order of their terms, and those of one term in that of
/// their bytes. Every rule runs once for each distinct word, never for each token.
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
    /// Derives the vocabulary of distinct words; says which surface each word is.
    pub(crate) fn derive(
        words: &WordTable,
        acronyms: &Acronyms,
        rules: &dyn WordRules,
    ) -> (Self, Vec<SurfaceId>) {
        let by_spelling = |one: usize, other: usize| words.text(one).cmp(words.text(other));
        let term = |place: usize, language, word| {
            if acronyms.has(place) { Cow::Borrowed(word) } else { rules.normal_form(language, word) }
        };
        let terms = Level::of(words, term, by_spelling);
        let marks = TermMarks::of(&terms, acronyms);
        let stem = |place: usize, language, term| match marks.of_term(place) {
            Some(TermMark::Unstemmed) => rules.stem_by_list(language, term).unwrap_or(Cow::Borrowed(term)),
            Some(TermMark::BesideAcronym) => rules.stem_beside_acronym(language, term),
            None => rules.stem(language, term),
        };
        let apart: BTreeSet<(Language, &str)> = acronyms.apart().map(|word| words.word(word)).collect();
        let stem = |place: usize, language, term| {
            let stem = stem(place, language, term);
            // A list that names an acronym means it where there is one, else the word.
            let is_listed = stem != term && stem.starts_with(char::is_uppercase);
            if is_listed && !apart.contains(&(language, stem.as_ref())) {
                return Cow::Owned(rules.normal_form(language, &stem).into_owned());
            }
            stem
        };
        let (surfaces, stems) = rayon::join(
            || Surfaces::of(words, &terms),
            || Level::of(&terms.table, stem, |one, other| one.cmp(&other)),
        );
        let is_stop_word = |term: usize| {
            let (language, text) = terms.table.word(term);
            match marks.of_term(term) {
                Some(TermMark::BesideAcronym) => rules.is_stop_word_beside_acronym(language, text),
                _ => rules.is_stop_word(language, text),
            }
        };
        let stop_terms = (0..terms.table.len()).into_par_iter().map(is_stop_word).collect();
        let vocabulary = Self {
            surfaces: surfaces.table,
            terms: terms.table,
            stems: stems.table,
            term_of_surface: surfaces.terms,
            stem_of_term: stems.of_word.into_iter().map(StemId).collect(),
            stop_terms,
        };
        (vocabulary, surfaces.of_word)
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

/// What acronyms make of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TermMark {
    /// It is one whose ending is no ending.
    Unstemmed,
    /// It has the letters of one.
    BesideAcronym,
}

/// The marks of a few terms.
struct TermMarks(BTreeMap<usize, TermMark>);

impl TermMarks {
    fn of(terms: &Level, acronyms: &Acronyms) -> Self {
        let term = |word: usize| terms.of_word.get(word).map(|term| *term as usize);
        let unstemmed = acronyms.unstemmed().filter_map(term).map(|term| (term, TermMark::Unstemmed));
        let beside = acronyms.lower_words().filter_map(term).map(|term| (term, TermMark::BesideAcronym));
        Self(unstemmed.chain(beside).collect())
    }

    fn of_term(&self, term: usize) -> Option<TermMark> {
        if self.0.is_empty() { None } else { self.0.get(&term).copied() }
    }
}

/// Words in the order of surfaces.
struct Surfaces {
    table: WordTable,
    terms: Vec<TermId>,
    /// Which surface each word is.
    of_word: Vec<SurfaceId>,
}

impl Surfaces {
    fn of(words: &WordTable, terms: &Level) -> Self {
        let mut table = WordTable::default();
        let mut of_word = vec![SurfaceId(0); words.len()];
        for (&word, id) in terms.order.iter().zip(0..) {
            let word = word as usize;
            table.push(words.language(word), words.text(word));
            of_word[word] = SurfaceId(id);
        }
        let terms = terms.order.iter().map(|&word| TermId(terms.of_word[word as usize])).collect();
        Self { table, terms, of_word }
    }
}

/// What a rule makes of words.
struct Level {
    /// The distinct results, in the order of language, then bytes.
    table: WordTable,
    /// The place in the table of the result of each word.
    of_word: Vec<u32>,
    /// The words in the order of their results.
    order: Vec<u32>,
}

impl Level {
    /// Applies a rule to words; those with the same result are in the order of `among_equals`.
    fn of<'a>(
        words: &'a WordTable,
        rule: impl Fn(usize, Language, &'a str) -> Cow<'a, str> + Sync,
        among_equals: impl Fn(usize, usize) -> Ordering + Sync,
    ) -> Self {
        let results: Vec<Cow<'a, str>> = (0..words.len())
            .into_par_iter()
            .map(|place| rule(place, words.language(place), words.text(place)))
            .collect();
        let result = |place: usize| (words.language(place), results[place].as_ref());
        let order = in_order(words.len(), result, among_equals);
        let mut table = WordTable::default();
        let mut of_word = vec![0; words.len()];
        let mut last = None;
        for &place in &order {
            let (language, text) = result(place as usize);
            if last.replace((language, text)) != Some((language, text)) {
                table.push(language, text);
            }
            of_word[place as usize] = table.len() as u32 - 1;
        }
        Self { table, of_word, order }
    }
}

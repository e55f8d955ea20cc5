//! How sequences and pairs of words are shown.

use std::{borrow::Cow, collections::BTreeSet};

use textmill_corpus::{SurfaceId, TokenizedCorpus, WordTable};
use textmill_frequency::{CountingUnit, Ngram, Phrases};

use super::shown;
use crate::{Results, Text};

/// The words that sequences are made of.
#[derive(Clone, Copy)]
pub(super) struct SequenceWords<'a> {
    corpus: &'a TokenizedCorpus,
    words: &'a WordTable,
    surfaces: &'a [Option<SurfaceId>],
    stop_words: &'a [bool],
    stop_phrases: &'a BTreeSet<String>,
    /// Units of several words, numbered after all others.
    phrases: &'a Phrases,
}

impl<'a> SequenceWords<'a> {
    pub(super) fn of(results: &'a Results) -> Self {
        let (corpus, counts) = (&results.corpus, &results.counts);
        let vocabulary = corpus.vocabulary();
        let (words, surfaces, stop_words) = match results.sequence_unit {
            CountingUnit::Stem => (vocabulary.stems(), &counts.stem_surfaces, counts.stop_stems.as_slice()),
            _ => (vocabulary.terms(), &counts.term_surfaces, vocabulary.stop_terms()),
        };
        let (stop_phrases, phrases) = (&results.stop_phrases, &results.collocations.phrases);
        Self { corpus, words, surfaces, stop_words, stop_phrases, phrases }
    }

    /// The units of a phrase that counts as one.
    fn phrase(&self, unit: u32) -> Option<&'a [u32]> {
        self.phrases.units((unit as usize).checked_sub(self.words.len())?)
    }

    pub(super) fn text(&self, unit: u32) -> Cow<'a, str> {
        match self.phrase(unit) {
            Some(units) => {
                let words: Vec<&str> = units.iter().map(|unit| self.words.text(*unit as usize)).collect();
                words.join(" ").into()
            }
            None => self.words.text(unit as usize).into(),
        }
    }

    pub(super) fn language(&self, unit: u32) -> Text {
        let word = self.phrase(unit).and_then(|units| units.first().copied()).unwrap_or(unit);
        self.words.language(word as usize).to_string().into()
    }

    /// The commonest spelling of a unit; of a phrase, those of its words.
    pub(super) fn surface(&self, unit: u32) -> Text {
        match self.phrase(unit) {
            Some(units) => self.spelt(units),
            None => shown(self.corpus, self.surfaces.get(unit as usize).copied().flatten()),
        }
    }

    /// Units by the commonest spelling of each, with a space between them.
    pub(super) fn spelt(&self, units: &[u32]) -> Text {
        let spelt: Vec<Text> = units.iter().map(|unit| self.surface(*unit)).collect();
        spelt.join(" ").into()
    }

    /// Surfaces as they are written, with a space between them.
    pub(super) fn written(&self, surfaces: &[SurfaceId]) -> Text {
        let written: Vec<Text> = surfaces.iter().map(|surface| shown(self.corpus, Some(*surface))).collect();
        written.join(" ").into()
    }

    /// How many units of a sequence are stop words; all of them in a phrase that is one.
    pub(super) fn stop_words(&self, units: &[u32]) -> u64 {
        let is_phrase = || {
            let words: Vec<Cow<'_, str>> = units.iter().map(|unit| self.text(*unit)).collect();
            self.stop_phrases.contains(&words.join(" "))
        };
        if !self.stop_phrases.is_empty() && is_phrase() {
            return units.len() as u64;
        }
        let is_stop_word = |unit: &u32| self.stop_words.get(*unit as usize) == Some(&true);
        let is_stop_unit = |unit: &&u32| match self.phrase(**unit) {
            Some(units) => units.iter().all(is_stop_word),
            None => is_stop_word(unit),
        };
        units.iter().filter(is_stop_unit).count() as u64
    }
}

/// A sequence, as it is shown.
pub(super) struct Sequence {
    pub(super) language: Text,
    pub(super) words: Text,
    /// How many of the units are stop words.
    pub(super) stop_words: u64,
}

/// A sequence of so many units.
pub(super) fn sequence(shown: SequenceWords<'_>, n: usize, ngram: &Ngram) -> Sequence {
    let units = ngram.units.get(..n).unwrap_or(&ngram.units);
    let words: Vec<Cow<'_, str>> = units.iter().map(|unit| shown.text(*unit)).collect();
    Sequence {
        language: units.first().map(|unit| shown.language(*unit)).unwrap_or_default(),
        words: words.join(" ").into(),
        stop_words: shown.stop_words(units),
    }
}

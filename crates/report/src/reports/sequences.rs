//! How sequences and pairs of words are shown.

use std::collections::BTreeSet;

use textmill_corpus::{SurfaceId, TokenizedCorpus, WordTable};
use textmill_frequency::{CountingUnit, Ngram};

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
}

impl<'a> SequenceWords<'a> {
    pub(super) fn of(results: &'a Results) -> Self {
        let (corpus, counts) = (&results.corpus, &results.counts);
        let vocabulary = corpus.vocabulary();
        let (words, surfaces, stop_words) = match results.sequence_unit {
            CountingUnit::Stem => (vocabulary.stems(), &counts.stem_surfaces, counts.stop_stems.as_slice()),
            _ => (vocabulary.terms(), &counts.term_surfaces, vocabulary.stop_terms()),
        };
        Self { corpus, words, surfaces, stop_words, stop_phrases: &results.stop_phrases }
    }

    pub(super) fn text(&self, unit: u32) -> &'a str {
        self.words.text(unit as usize)
    }

    pub(super) fn language(&self, unit: u32) -> Text {
        self.words.language(unit as usize).to_string().into()
    }

    /// The commonest spelling of a unit.
    pub(super) fn surface(&self, unit: u32) -> Text {
        shown(self.corpus, self.surfaces.get(unit as usize).copied().flatten())
    }

    /// Units by the commonest spelling of each, with a space between them.
    pub(super) fn spelt(&self, units: &[u32]) -> Text {
        let spelt: Vec<String> = units.iter().map(|unit| self.surface(*unit).0).collect();
        spelt.join(" ").into()
    }

    /// Surfaces as they are written, with a space between them.
    pub(super) fn written(&self, surfaces: &[SurfaceId]) -> Text {
        let written: Vec<String> =
            surfaces.iter().map(|surface| shown(self.corpus, Some(*surface)).0).collect();
        written.join(" ").into()
    }

    /// How many units of a sequence are stop words; all of them in a phrase that is one.
    pub(super) fn stop_words(&self, units: &[u32]) -> u64 {
        let is_phrase = || {
            let words: Vec<&str> = units.iter().map(|unit| self.text(*unit)).collect();
            self.stop_phrases.contains(&words.join(" "))
        };
        if !self.stop_phrases.is_empty() && is_phrase() {
            return units.len() as u64;
        }
        units.iter().filter(|unit| self.stop_words.get(**unit as usize) == Some(&true)).count() as u64
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
    let words: Vec<&str> = units.iter().map(|unit| shown.text(*unit)).collect();
    Sequence {
        language: units.first().map(|unit| shown.language(*unit)).unwrap_or_default(),
        words: words.join(" ").into(),
        stop_words: shown.stop_words(units),
    }
}

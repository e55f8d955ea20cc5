//! Sequences of units inside sentences.

use std::cmp::Reverse;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, TokenizedCorpus};

use crate::{Units, counts::run_lengths};

/// The longest sequence that a key holds.
pub const LONGEST_NGRAM: usize = 4;

/// A sequence of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ngram {
    key: Key,
    /// How often it occurs.
    pub frequency: u64,
    /// In how many documents it does.
    pub document_frequency: u64,
}

impl Ngram {
    /// Its units, in the order of the text.
    pub fn units(&self, n: usize) -> &[u32] {
        &self.key[..n.min(LONGEST_NGRAM)]
    }
}

/// All sequences of one length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NgramCounts {
    /// The length in units.
    pub n: usize,
    /// The sequences that occur often enough, from the commonest to the rarest, then in the order of their units.
    pub ngrams: Vec<Ngram>,
    /// How many sequences there are in the text: Σ max(0, L − n + 1) over its sentences of L tokens.
    pub occurrences: u64,
    /// How many different ones there are.
    pub types: u64,
}

/// Unused places are 0.
type Key = [u32; LONGEST_NGRAM];

/// Counts the sequences of `n` units (2 to [`LONGEST_NGRAM`]) inside the sentences that the selection counts, and keeps those
/// that occur at least `min_frequency` times.
pub fn count_ngrams(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    n: usize,
    min_frequency: u64,
) -> NgramCounts {
    debug_assert!((2..=LONGEST_NGRAM).contains(&n));
    let documents: Vec<DocumentId> = corpus.document_ids().collect();
    let mut cells: Vec<(Key, u32)> = documents
        .par_iter()
        .flat_map_iter(|&document| run_lengths(keys_of(corpus, units, document, n)))
        .collect();
    cells.par_sort_unstable();
    let all = cells.chunk_by(|one, other| one.0 == other.0).filter_map(|cells| {
        let frequency = cells.iter().map(|cell| u64::from(cell.1)).sum();
        cells.first().map(|cell| Ngram { key: cell.0, frequency, document_frequency: cells.len() as u64 })
    });
    let mut counts = NgramCounts { n, ..NgramCounts::default() };
    for ngram in all {
        counts.types += 1;
        counts.occurrences += ngram.frequency;
        if ngram.frequency >= min_frequency {
            counts.ngrams.push(ngram);
        }
    }
    counts.ngrams.par_sort_unstable_by_key(|ngram| (Reverse(ngram.frequency), ngram.key));
    counts
}

fn keys_of(corpus: &TokenizedCorpus, units: &Units<'_>, document: DocumentId, n: usize) -> Vec<Key> {
    let mut keys = Vec::new();
    for segment in corpus.counted_segments_of(document) {
        for sentence in corpus.sentences_of(segment) {
            keys.extend(sentence.tokens.windows(n).map(|window| {
                let mut key = Key::default();
                for (place, &surface) in key.iter_mut().zip(window) {
                    *place = units.of(surface);
                }
                key
            }));
        }
    }
    keys
}

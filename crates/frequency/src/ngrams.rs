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
    /// Unused places are 0.
    units: [u32; LONGEST_NGRAM],
    /// How often it occurs.
    pub frequency: u64,
    /// In how many documents it does.
    pub document_frequency: u64,
}

impl Ngram {
    /// Its units, in the order of the text.
    pub fn units(&self, n: usize) -> &[u32] {
        &self.units[..n.min(LONGEST_NGRAM)]
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

/// Counts the sequences of `n` units (2 to [`LONGEST_NGRAM`]) inside the sentences that the selection counts, and keeps those
/// that occur at least `min_frequency` times.
///
/// Nothing is counted for another `n`.
pub fn count_ngrams(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    n: usize,
    min_frequency: u64,
) -> NgramCounts {
    // Short keys are sorted faster than long ones.
    match n {
        2 => count::<2>(corpus, units, min_frequency),
        3 => count::<3>(corpus, units, min_frequency),
        4 => count::<4>(corpus, units, min_frequency),
        _ => NgramCounts { n, ..NgramCounts::default() },
    }
}

fn count<const N: usize>(corpus: &TokenizedCorpus, units: &Units<'_>, min_frequency: u64) -> NgramCounts {
    let documents: Vec<DocumentId> = corpus.document_ids().collect();
    let mut cells: Vec<([u32; N], u32)> = documents
        .par_iter()
        .flat_map_iter(|&document| run_lengths(sequences_of::<N>(corpus, units, document)))
        .collect();
    cells.par_sort_unstable();
    let mut counts = NgramCounts { n: N, ..NgramCounts::default() };
    for cells in cells.chunk_by(|one, other| one.0 == other.0) {
        let frequency = cells.iter().map(|cell| u64::from(cell.1)).sum();
        counts.types += 1;
        counts.occurrences += frequency;
        if frequency >= min_frequency
            && let Some((sequence, _)) = cells.first()
        {
            let mut units = [0; LONGEST_NGRAM];
            units[..N].copy_from_slice(sequence);
            counts.ngrams.push(Ngram { units, frequency, document_frequency: cells.len() as u64 });
        }
    }
    counts.ngrams.par_sort_unstable_by_key(|ngram| (Reverse(ngram.frequency), ngram.units));
    counts
}

fn sequences_of<const N: usize>(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    document: DocumentId,
) -> Vec<[u32; N]> {
    let mut sequences = Vec::new();
    for segment in corpus.counted_segments_of(document) {
        for sentence in segment.sentences() {
            let windows = sentence.tokens.windows(N).filter_map(|window| window.first_chunk::<N>());
            sequences.extend(windows.map(|window| window.map(|surface| units.of(surface))));
        }
    }
    sequences
}

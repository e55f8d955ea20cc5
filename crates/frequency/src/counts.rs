//! How often each unit occurs in each document, and in all of them.

use std::ops::{AddAssign, Range};

use rayon::prelude::*;
use textmill_corpus::{DocumentId, TokenizedCorpus};

use crate::Units;

/// The counts of units by document: a sparse matrix with a row for each document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentCounts {
    /// Where the cells of each document begin, and where the last one's end.
    offsets: Vec<usize>,
    /// Unit and count, in the order of the units in each row; no count is 0.
    cells: Vec<(u32, u32)>,
}

impl DocumentCounts {
    /// Counts the units of the segments that are counted.
    pub fn of(corpus: &TokenizedCorpus, units: &Units<'_>) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let rows: Vec<Vec<(u32, u32)>> = documents
            .into_par_iter()
            .map(|document| {
                let segments = corpus.counted_segments_of(document);
                let tokens = segments.flat_map(|segment| segment.tokens());
                run_lengths(tokens.map(|&surface| units.of(surface)).collect())
            })
            .collect();
        let mut counts =
            Self { offsets: vec![0], cells: Vec::with_capacity(rows.iter().map(Vec::len).sum()) };
        for row in rows {
            counts.cells.extend(row);
            counts.offsets.push(counts.cells.len());
        }
        counts
    }

    /// The number of documents.
    pub fn documents(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The units of a document and their counts, in the order of the units.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    pub fn row(&self, document: DocumentId) -> &[(u32, u32)] {
        &self.cells[self.range(document)]
    }

    /// The frequency and the document frequency of each of `units` units.
    pub fn totals(&self, units: usize) -> Frequencies {
        let mut totals = Frequencies::zero(units);
        for &(unit, count) in &self.cells {
            totals.frequency[unit as usize] += u64::from(count);
            totals.document_frequency[unit as usize] += 1;
        }
        totals
    }

    fn range(&self, document: DocumentId) -> Range<usize> {
        self.offsets[document.index()]..self.offsets[document.index() + 1]
    }
}

/// Frequency and document frequency of each unit, in the order of the units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequencies {
    /// The number of tokens that count for the unit.
    pub frequency: Vec<u64>,
    /// The number of documents with at least one of them.
    pub document_frequency: Vec<u64>,
}

impl Frequencies {
    /// All counts 0, for `units` units.
    pub fn zero(units: usize) -> Self {
        Self { frequency: vec![0; units], document_frequency: vec![0; units] }
    }

    /// The number of tokens counted.
    pub fn tokens(&self) -> u64 {
        self.frequency.iter().sum()
    }

    /// The number of units that occur.
    pub fn types(&self) -> usize {
        self.frequency.iter().filter(|&&frequency| frequency > 0).count()
    }
}

impl AddAssign<&Self> for Frequencies {
    /// Adds the counts of other documents over the same units.
    fn add_assign(&mut self, other: &Self) {
        for (sum, more) in self.frequency.iter_mut().zip(&other.frequency) {
            *sum += more;
        }
        for (sum, more) in self.document_frequency.iter_mut().zip(&other.document_frequency) {
            *sum += more;
        }
    }
}

/// The distinct values in order, each with how often it stood there.
pub(crate) fn run_lengths<T: Ord + Copy>(mut values: Vec<T>) -> Vec<(T, u32)> {
    values.sort_unstable();
    let runs = values.chunk_by(|one, other| one == other);
    runs.filter_map(|run| run.first().map(|&value| (value, run.len() as u32))).collect()
}

//! Where each unit occurs: its counts by part of the corpus.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, SegmentView, TokenizedCorpus};

use crate::{Units, counts::run_lengths};

/// The parts in which each unit occurs, and how often.
///
/// A part is a document, or one of several classes of its segments. Only segments that the selection counts are in any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    offsets: Vec<usize>,
    cells: Vec<(u32, u32)>,
    sizes: BTreeMap<Language, Vec<u64>>,
}

impl Postings {
    /// The postings of a corpus whose parts are its documents.
    pub fn of_documents(corpus: &TokenizedCorpus, units: &Units<'_>) -> Self {
        Self::new(corpus, units, 1, &|_, _| Some(0))
    }

    /// The postings of a corpus of which each document has so many parts; `class` says in which of them a segment is, if in any.
    /// The part of class c of document d has the number d · classes + c.
    pub fn new(
        corpus: &TokenizedCorpus,
        units: &Units<'_>,
        classes: usize,
        class: &(dyn Fn(DocumentId, SegmentView<'_>) -> Option<usize> + Sync),
    ) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let count = |document: DocumentId| -> Vec<Vec<(u32, u32)>> {
            let mut tokens = vec![Vec::new(); classes];
            for segment in corpus.counted_segments_of(document) {
                if let Some(tokens) = class(document, segment).and_then(|class| tokens.get_mut(class)) {
                    tokens.extend(segment.tokens().iter().map(|&surface| units.of(surface)));
                }
            }
            tokens.into_iter().map(run_lengths).collect()
        };
        let parts: Vec<Vec<(u32, u32)>> = documents.into_par_iter().flat_map_iter(count).collect();
        Self::of_parts(&parts, units)
    }

    /// Turns the counts of units by part into those of parts by unit.
    fn of_parts(parts: &[Vec<(u32, u32)>], units: &Units<'_>) -> Self {
        let mut offsets = vec![0_usize; units.len() + 1];
        for &(unit, _) in parts.iter().flatten() {
            offsets[unit as usize + 1] += 1;
        }
        for unit in 0..units.len() {
            offsets[unit + 1] += offsets[unit];
        }
        let mut next = offsets.clone();
        let mut cells = vec![(0, 0); offsets.last().copied().unwrap_or_default()];
        let mut sizes: BTreeMap<Language, Vec<u64>> = BTreeMap::new();
        for (part, counts) in parts.iter().enumerate() {
            for &(unit, count) in counts {
                cells[next[unit as usize]] = (part as u32, count);
                next[unit as usize] += 1;
                let language = units.words().language(unit as usize);
                let sizes = sizes.entry(language).or_insert_with(|| vec![0; parts.len()]);
                sizes[part] += u64::from(count);
            }
        }
        Self { offsets, cells, sizes }
    }

    /// The parts with a unit, in order, and how often it occurs in each.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn of(&self, unit: u32) -> &[(u32, u32)] {
        &self.cells[self.offsets[unit as usize]..self.offsets[unit as usize + 1]]
    }

    /// How often a unit occurs in all parts.
    pub fn frequency(&self, unit: u32) -> u64 {
        self.of(unit).iter().map(|&(_, count)| u64::from(count)).sum()
    }

    /// The tokens of each part in each language that any has.
    pub fn sizes(&self) -> &BTreeMap<Language, Vec<u64>> {
        &self.sizes
    }
}

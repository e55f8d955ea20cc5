//! Where each unit occurs: its counts by part of the corpus.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, TokenizedCorpus};

use crate::{SegmentClasses, Units, counts::run_lengths};

/// The parts of the corpus in which each unit occurs, and how often. Only counted segments belong to a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    offsets: Vec<usize>,
    cells: Vec<(u32, u32)>,
    sizes: BTreeMap<Language, Vec<u64>>,
}

impl Postings {
    /// The postings of a corpus whose parts are its documents.
    pub fn of_documents(corpus: &TokenizedCorpus, units: &Units<'_>) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let count = |&document: &DocumentId| -> Vec<(u32, u32)> {
            let tokens = corpus.counted_segments_of(document).flat_map(|segment| segment.tokens());
            run_lengths(tokens.map(|&surface| units.of(surface)).collect())
        };
        let parts: Vec<Vec<(u32, u32)>> = documents.par_iter().map(count).collect();
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

    /// The parts that contain a unit, in ascending order, each with its number of occurrences.
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

    /// For each language that occurs, the number of tokens of each part.
    pub fn sizes(&self) -> &BTreeMap<Language, Vec<u64>> {
        &self.sizes
    }
}

/// The counted segments of one class in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassPart {
    /// The document.
    pub document: DocumentId,
    /// The class of its segments.
    pub class: usize,
}

/// Where units occur, by document and class of segments. The corpus is counted once, and each
/// [`compare`](crate::compare) of classes is a view of these counts.
#[derive(Clone, Debug)]
pub struct ClassPostings {
    postings: Postings,
    parts: Vec<ClassPart>,
    documents: usize,
}

impl ClassPostings {
    /// Counts the segments of a corpus that have a class. There is a part for each document and class that have words
    /// together, in the order of the documents, then of the classes.
    pub fn new(corpus: &TokenizedCorpus, units: &Units<'_>, classes: &SegmentClasses) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let count = |&document: &DocumentId| -> Vec<(ClassPart, Vec<(u32, u32)>)> {
            let mut tokens: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for segment in corpus.counted_segments_of(document).filter(|segment| !segment.tokens().is_empty())
            {
                if let Some(class) = classes.of(document, segment.id()) {
                    let words = segment.tokens().iter().map(|&surface| units.of(surface));
                    tokens.entry(class).or_default().extend(words);
                }
            }
            let part = |(class, tokens)| (ClassPart { document, class }, run_lengths(tokens));
            tokens.into_iter().map(part).collect()
        };
        let counted: Vec<(ClassPart, Vec<(u32, u32)>)> = documents.par_iter().flat_map_iter(count).collect();
        let (parts, counts): (Vec<ClassPart>, Vec<Vec<(u32, u32)>>) = counted.into_iter().unzip();
        Self { postings: Postings::of_parts(&counts, units), parts, documents: documents.len() }
    }

    /// The parts; the postings refer to them by index.
    pub fn parts(&self) -> &[ClassPart] {
        &self.parts
    }

    /// The number of documents of the corpus.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Where the units occur.
    pub fn postings(&self) -> &Postings {
        &self.postings
    }

    /// The tokens of each class, in all languages; `classes` is how many there are.
    ///
    /// # Panics
    ///
    /// If a part is of a class beyond that number.
    pub fn class_sizes(&self, classes: usize) -> Vec<u64> {
        let mut tokens = vec![0; classes];
        for sizes in self.postings.sizes().values() {
            for (part, size) in self.parts.iter().zip(sizes) {
                tokens[part.class] += size;
            }
        }
        tokens
    }
}

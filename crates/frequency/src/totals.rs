//! How often each surface, term and stem occurs in the whole corpus, and the sizes of each document, in one pass.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, TokenizedCorpus, Vocabulary};

use crate::Frequencies;

/// The sizes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentProfile {
    /// Segments of its text, counted or not.
    pub segments: u64,
    /// Sentences of the segments that are counted.
    pub sentences: u64,
    /// Tokens of the segments that are counted.
    pub tokens: u64,
    /// Tokens of the segments that the selection leaves out.
    pub excluded_tokens: u64,
    /// Distinct terms among the tokens counted.
    pub types: u64,
    /// Distinct stems among the tokens counted.
    pub stems: u64,
}

/// The frequencies of all units in the segments that the selection counts, and the profile of each document, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Of each surface.
    pub surfaces: Frequencies,
    /// Of each term.
    pub terms: Frequencies,
    /// Of each stem.
    pub stems: Frequencies,
    /// Of each document.
    pub profiles: Vec<DocumentProfile>,
}

/// The documents are counted in at most so many shares: each needs room for the whole vocabulary.
const MOST_SHARES: usize = 8;

/// Counts a corpus.
pub fn totals(corpus: &TokenizedCorpus) -> Totals {
    let documents: Vec<DocumentId> = corpus.document_ids().collect();
    let shares = rayon::current_num_threads().clamp(1, MOST_SHARES);
    let share = documents.len().div_ceil(shares).max(1);
    let counts: Vec<Share<'_>> = documents
        .par_chunks(share)
        .map(|documents| {
            let mut share = Share::new(corpus);
            documents.iter().for_each(|&document| share.add(document));
            share
        })
        .collect();
    let mut counts = counts.into_iter();
    let first = counts.next().unwrap_or_else(|| Share::new(corpus));
    let all = counts.fold(first, |mut all, share| {
        all.join(share);
        all
    });
    all.into_totals(corpus.vocabulary())
}

/// The counts of some consecutive documents.
struct Share<'a> {
    corpus: &'a TokenizedCorpus,
    surfaces: Frequencies,
    terms: Spread,
    stems: Spread,
    profiles: Vec<DocumentProfile>,
    /// How often each surface occurs in the document at hand, and which ones do.
    counts: Vec<u32>,
    met: Vec<u32>,
}

impl<'a> Share<'a> {
    fn new(corpus: &'a TokenizedCorpus) -> Self {
        let vocabulary = corpus.vocabulary();
        Self {
            corpus,
            surfaces: Frequencies::zero(vocabulary.surfaces().len()),
            terms: Spread::new(vocabulary.terms().len()),
            stems: Spread::new(vocabulary.stems().len()),
            profiles: Vec::new(),
            counts: vec![0; vocabulary.surfaces().len()],
            met: Vec::new(),
        }
    }

    fn add(&mut self, document: DocumentId) {
        let Self { corpus, surfaces, terms, stems, profiles, counts, met } = self;
        let segments = corpus.segments_of(document);
        let mut profile = DocumentProfile {
            segments: segments.len() as u64,
            sentences: 0,
            tokens: 0,
            excluded_tokens: 0,
            types: 0,
            stems: 0,
        };
        for segment in segments {
            let tokens = segment.tokens();
            if !segment.is_counted() {
                profile.excluded_tokens += tokens.len() as u64;
                continue;
            }
            profile.sentences += segment.sentences().len() as u64;
            profile.tokens += tokens.len() as u64;
            for token in tokens {
                let count = &mut counts[token.index()];
                if *count == 0 {
                    met.push(token.0);
                }
                *count += 1;
            }
        }
        let vocabulary = corpus.vocabulary();
        for surface in met.drain(..) {
            let count = std::mem::take(&mut counts[surface as usize]);
            surfaces.frequency[surface as usize] += u64::from(count);
            surfaces.document_frequency[surface as usize] += 1;
            let term = vocabulary.term_of_surface()[surface as usize];
            if terms.is_new_to(term.index(), document) {
                profile.types += 1;
                let stem = vocabulary.stem_of_term()[term.index()];
                profile.stems += u64::from(stems.is_new_to(stem.index(), document));
            }
        }
        profiles.push(profile);
    }

    /// Adds the counts of the documents that come after these.
    fn join(&mut self, other: Self) {
        self.surfaces += &other.surfaces;
        self.terms.join(&other.terms);
        self.stems.join(&other.stems);
        self.profiles.extend(other.profiles);
    }

    fn into_totals(self, vocabulary: &Vocabulary) -> Totals {
        let term = |surface: usize| vocabulary.term_of_surface()[surface].index();
        let stem = |term: usize| vocabulary.stem_of_term()[term].index();
        let terms = self.terms.with_frequencies(&self.surfaces.frequency, term);
        let stems = self.stems.with_frequencies(&terms.frequency, stem);
        Totals { surfaces: self.surfaces, terms, stems, profiles: self.profiles }
    }
}

/// In how many documents each unit occurs.
struct Spread {
    documents: Vec<u64>,
    /// The number of the last document in which each unit was met, from 1; 0 for none.
    last: Vec<u32>,
}

impl Spread {
    fn new(units: usize) -> Self {
        Self { documents: vec![0; units], last: vec![0; units] }
    }

    /// Notes that a unit occurs in a document; whether that was not known.
    fn is_new_to(&mut self, unit: usize, document: DocumentId) -> bool {
        let number = document.0 + 1;
        let is_new = std::mem::replace(&mut self.last[unit], number) != number;
        self.documents[unit] += u64::from(is_new);
        is_new
    }

    fn join(&mut self, other: &Self) {
        for (sum, more) in self.documents.iter_mut().zip(&other.documents) {
            *sum += more;
        }
    }

    /// Adds the frequencies: those of the units one level below, each for the unit that it counts for.
    fn with_frequencies(self, below: &[u64], unit_of: impl Fn(usize) -> usize) -> Frequencies {
        let mut frequency = vec![0; self.documents.len()];
        for (member, count) in below.iter().enumerate() {
            frequency[unit_of(member)] += count;
        }
        Frequencies { frequency, document_frequency: self.documents }
    }
}

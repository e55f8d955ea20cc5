//! How often each surface, term and stem occurs in the whole corpus, and the sizes of each document, in one pass.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, TokenizedCorpus};

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
    all.into_totals()
}

/// The counts of some consecutive documents.
///
/// What is asked for together lies together: the time of counting goes into waiting for memory.
struct Share<'a> {
    corpus: &'a TokenizedCorpus,
    surfaces: Vec<SurfaceCell>,
    terms: Vec<TermCell>,
    stems: Vec<Spread>,
    profiles: Vec<DocumentProfile>,
    /// How often each surface occurs in the document at hand, and which ones do.
    counts: Vec<u32>,
    met: Vec<u32>,
}

struct SurfaceCell {
    frequency: u64,
    documents: u32,
    term: u32,
}

struct TermCell {
    spread: Spread,
    stem: u32,
}

/// In how many documents a unit occurs.
#[derive(Clone, Copy, Default)]
struct Spread {
    documents: u32,
    /// The number of the last of them, from 1; 0 for none.
    last: u32,
}

impl Spread {
    /// Notes that the unit occurs in a document; whether that was not known.
    fn is_new_to(&mut self, document: DocumentId) -> bool {
        let number = document.0 + 1;
        let is_new = std::mem::replace(&mut self.last, number) != number;
        self.documents += u32::from(is_new);
        is_new
    }
}

impl<'a> Share<'a> {
    fn new(corpus: &'a TokenizedCorpus) -> Self {
        let vocabulary = corpus.vocabulary();
        Self {
            corpus,
            surfaces: vocabulary
                .term_of_surface()
                .iter()
                .map(|term| SurfaceCell { frequency: 0, documents: 0, term: term.0 })
                .collect(),
            terms: vocabulary
                .stem_of_term()
                .iter()
                .map(|stem| TermCell { spread: Spread::default(), stem: stem.0 })
                .collect(),
            stems: vec![Spread::default(); vocabulary.stems().len()],
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
        for surface in met.drain(..) {
            let cell = &mut surfaces[surface as usize];
            cell.frequency += u64::from(std::mem::take(&mut counts[surface as usize]));
            cell.documents += 1;
            let TermCell { spread, stem } = &mut terms[cell.term as usize];
            if spread.is_new_to(document) {
                profile.types += 1;
                profile.stems += u64::from(stems[*stem as usize].is_new_to(document));
            }
        }
        profiles.push(profile);
    }

    /// Adds the counts of the documents that come after these.
    fn join(&mut self, other: Self) {
        for (sum, more) in self.surfaces.iter_mut().zip(other.surfaces) {
            sum.frequency += more.frequency;
            sum.documents += more.documents;
        }
        for (sum, more) in self.terms.iter_mut().zip(other.terms) {
            sum.spread.documents += more.spread.documents;
        }
        for (sum, more) in self.stems.iter_mut().zip(other.stems) {
            sum.documents += more.documents;
        }
        self.profiles.extend(other.profiles);
    }

    /// The frequency of a term is the sum of those of its surfaces, that of a stem the sum of those of its terms.
    fn into_totals(self) -> Totals {
        let mut terms = Frequencies::zero(self.terms.len());
        let mut stems = Frequencies::zero(self.stems.len());
        for surface in &self.surfaces {
            terms.frequency[surface.term as usize] += surface.frequency;
        }
        for (term, frequency) in self.terms.iter().zip(&terms.frequency) {
            stems.frequency[term.stem as usize] += frequency;
        }
        terms.document_frequency = self.terms.iter().map(|term| term.spread.documents.into()).collect();
        stems.document_frequency = self.stems.iter().map(|stem| stem.documents.into()).collect();
        let surfaces = Frequencies {
            frequency: self.surfaces.iter().map(|surface| surface.frequency).collect(),
            document_frequency: self.surfaces.iter().map(|surface| surface.documents.into()).collect(),
        };
        Totals { surfaces, terms, stems, profiles: self.profiles }
    }
}

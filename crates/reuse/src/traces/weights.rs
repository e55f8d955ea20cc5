//! How much a stem says: the rarer it is in the sentences of a corpus, the more.

use textmill_corpus::{StemId, SurfaceId, TermId, Vocabulary};

/// The weights of stems, in parts of a bit that are added exactly.
pub(super) struct Weights<'a> {
    vocabulary: &'a Vocabulary,
    of_stem: Vec<u32>,
}

/// Parts of a bit.
pub(super) const BIT: u32 = 256;

impl<'a> Weights<'a> {
    /// The weight of a stem is log2 of the number of sentences over the number of those with the stem, and a sixteenth of a bit at least:
    /// where every sentence says the same, it is said all the same.
    pub(super) fn new(vocabulary: &'a Vocabulary, sentences_with: &[u32], sentences: usize) -> Self {
        let weight = |&with: &u32| {
            // A stem in no counted sentence is as rare as one in a single one.
            let bits = libm::log2((sentences + 1) as f64 / f64::from(with.max(1)));
            ((bits * f64::from(BIT)).round() as u32).max(BIT / 16)
        };
        Self { vocabulary, of_stem: sentences_with.iter().map(weight).collect() }
    }

    pub(super) fn stem(&self, token: SurfaceId) -> StemId {
        stem(self.vocabulary, token)
    }

    pub(super) fn term(&self, token: SurfaceId) -> TermId {
        self.vocabulary.term(token)
    }

    pub(super) fn of(&self, stem: StemId) -> u64 {
        u64::from(self.of_stem.get(stem.index()).copied().unwrap_or_default())
    }

    /// The weight of all stems of a sequence.
    pub(super) fn sum(&self, stems: &[StemId]) -> u64 {
        stems.iter().map(|stem| self.of(*stem)).sum()
    }
}

/// The stem of a token.
pub(super) fn stem(vocabulary: &Vocabulary, token: SurfaceId) -> StemId {
    vocabulary.stem_of_term()[vocabulary.term(token).index()]
}

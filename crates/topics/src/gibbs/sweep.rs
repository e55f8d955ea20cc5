//! What a sweep does not change.

use crate::gibbs::{
    Corpus, Priors,
    lanes::Numbers,
    philox::{Drawn, Philox, Purpose},
    rates::Rates,
    simd::{Simd, SimdInstructions},
};

/// What a sweep does not change.
#[derive(Clone, Copy)]
pub(crate) struct Sweep<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) priors: &'a Priors,
    pub(crate) random: Philox,
    pub(crate) instructions: SimdInstructions,
    pub(crate) number: u32,
}

impl Sweep<'_> {
    pub(crate) fn rates<N: Numbers>(self, blocks: usize, totals: &[u32]) -> Rates<N> {
        Rates::new(blocks, self.priors, self.corpus.words(), totals)
    }

    /// The random numbers of some tokens of a passage, from `position` on.
    #[inline(always)]
    pub(crate) fn draw(self, simd: impl Simd, passage: usize, position: usize) -> Drawn {
        self.random.draw(simd, Purpose::Sweep, [self.number, passage as u32, position as u32])
    }
}

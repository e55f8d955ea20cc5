//! Numbers that look random, and passages made of them, for tests.

use crate::Passages;

/// A linear congruential generator with Knuth's constants, of which the upper bits are used.
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Between 0 and 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Less than `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.uniform() * bound as f64) as usize
    }

    /// Positive numbers with sum 1.
    pub(crate) fn distribution(&mut self, length: usize) -> Vec<f64> {
        let weights: Vec<f64> = (0..length).map(|_| self.uniform().powi(4) + 1e-9).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum).collect()
    }
}

/// Passages of 40 words that each use the words of one of so many blocks of 8.
pub(crate) fn block_passages(blocks: u32, passages: u32) -> Passages {
    let mut noise = Noise::new(7);
    let mut row = |passage: u32| (0..40).map(|_| passage % blocks * 8 + noise.below(8) as u32).collect();
    Passages::of_words(&(0..passages).map(&mut row).collect::<Vec<Vec<u32>>>())
}

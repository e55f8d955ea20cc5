//! How well the top terms of a topic belong together.
//!
//! All topics' top terms are counted in one pass over the passages ([`Cooccurrences`]); the measures then ask it topic by
//! topic. What a window is differs between the measures that were published:
//!
//! | measure | window | confirmation of a pair | gathered by |
//! |---|---|---|---|
//! | [`c_npmi`] | 10 terms | normalised pointwise mutual information | mean |
//! | [`c_uci`] | 10 terms | pointwise mutual information | mean |
//! | [`c_v`] | 110 terms | cosine of vectors of NPMI | mean |
//! | [`u_mass`] | the passage | log of a conditional probability | sum or mean, see [`UMass`] |
//!
//! Every measure grows with coherence. Logarithms are natural.
//!
//! Measures that have the same name in gensim have the same value, as long as no term is twice in a window: when one
//! token of a term leaves the window, the counters of gensim (4.4.0) drop the term even if another token is still
//! inside. An empty passage is a window in gensim, but not here.

mod context;
mod cooccurrences;
mod mutual;
mod sliding;
mod u_mass;

pub use context::c_v;
pub use cooccurrences::{Cooccurrences, PairCounts};
pub use mutual::{c_npmi, c_uci};
pub use u_mass::{UMass, u_mass};

/// The window that C_NPMI and C_UCI were published with, in terms.
pub const PMI_WINDOW: usize = 10;
/// The window that C_V was published with, in terms.
pub const C_V_WINDOW: usize = 110;
/// A window that holds any passage as a whole, for UMass.
pub const WHOLE_PASSAGE: usize = usize::MAX;

/// Added to the probability of a pair, so that a pair that never meets has a finite value.
const EPSILON: f64 = 1e-12;

/// Sums up what is said of each pair of `terms`, and counts the pairs. The first of a pair stands before the second.
///
/// Nothing for fewer than two terms, or if a pair was not counted.
fn sum_over_pairs(
    counts: &Cooccurrences,
    terms: &[u32],
    confirmation: impl Fn(&PairCounts) -> f64,
) -> Option<(f64, usize)> {
    let (mut sum, mut pairs) = (0.0, 0);
    for (place, &first) in terms.iter().enumerate() {
        for &second in &terms[place + 1..] {
            sum += confirmation(&counts.pair(first, second)?);
            pairs += 1;
        }
    }
    (pairs > 0).then_some((sum, pairs))
}

#[cfg(test)]
mod examples {
    use crate::noise::Noise;

    /// Thirty passages of 24 terms, the first of which are the more frequent. No term comes back within nine others: the
    /// counters of gensim take a term for gone when one of its tokens leaves the window, even if another is still there.
    pub(super) fn passages() -> Vec<Vec<u32>> {
        let mut noise = Noise::new(10);
        (0..30).map(|_| passage(5 + noise.below(30), &mut noise)).collect()
    }

    fn passage(length: usize, noise: &mut Noise) -> Vec<u32> {
        let mut words: Vec<u32> = Vec::new();
        while words.len() < length {
            let word = (noise.uniform() * noise.uniform() * 24.0) as u32;
            if !words.iter().rev().take(9).any(|&recent| recent == word) {
                words.push(word);
            }
        }
        words
    }

    /// Two lists of top terms in them.
    pub(super) fn topics() -> Vec<Vec<u32>> {
        vec![vec![0, 3, 5, 7], vec![1, 2, 9, 10, 4]]
    }

    pub(super) fn slices(passages: &[Vec<u32>]) -> Vec<&[u32]> {
        passages.iter().map(Vec::as_slice).collect()
    }
}

//! What a topic is worth to every word alike: the denominators of φ and the priors of the passages.

use crate::gibbs::{Priors, lanes::Numbers};

/// Reciprocals and priors that a draw needs, kept so that no draw divides by a topic's total.
#[derive(Clone, Debug)]
pub(crate) struct Rates<N> {
    pub(crate) topics: usize,
    pub(crate) beta: f32,
    /// V·β.
    all_beta: f32,
    /// α_k.
    pub(crate) alpha: N,
    /// 1 / (n_k + V·β).
    pub(crate) rate: N,
    /// The same with one token of the topic left out.
    pub(crate) rate_without: N,
    /// α_k / (n_k + V·β).
    pub(crate) prior: N,
    /// The sum of [`Self::prior`], when it was made.
    pub(crate) all_prior: f64,
}

impl<N: Numbers> Rates<N> {
    pub(crate) fn new(blocks: usize, priors: &Priors, words: usize, totals: &[u32]) -> Self {
        let mut rates = Self {
            topics: totals.len(),
            beta: priors.beta as f32,
            all_beta: (priors.beta * words as f64) as f32,
            alpha: N::zero(blocks),
            rate: N::zero(blocks),
            rate_without: N::zero(blocks),
            prior: N::zero(blocks),
            all_prior: 0.0,
        };
        for (topic, (&total, &alpha)) in totals.iter().zip(&priors.alpha).enumerate() {
            *rates.alpha.of_mut(topic) = alpha as f32;
            rates.set(topic, total);
            *rates.rate_without.of_mut(topic) = rates.reciprocal(total.saturating_sub(1));
            rates.all_prior += f64::from(rates.prior.of(topic));
        }
        rates
    }

    /// Takes in the new total of a topic. Leaves `rate_without` alone, for which there is no use when totals change.
    #[inline(always)]
    pub(crate) fn set(&mut self, topic: usize, total: u32) {
        let rate = self.reciprocal(total);
        *self.rate.of_mut(topic) = rate;
        *self.prior.of_mut(topic) = self.alpha.of(topic) * rate;
    }

    #[inline(always)]
    fn reciprocal(&self, total: u32) -> f32 {
        1.0 / (total as f32 + self.all_beta)
    }
}

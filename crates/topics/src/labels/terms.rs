//! The probabilities of terms in topics, and the measures of single terms that follow from them.

use super::{frex, lift, relevance, top_by};

/// φ, the probability of each term in each topic, with what the measures need of all topics.
#[derive(Clone, Debug)]
pub struct TopicTerms<'a> {
    phi: &'a [f64],
    words: usize,
    /// Σ_j φ_jw for each term.
    sums: Vec<f64>,
    /// p_w for each term.
    marginal: Vec<f64>,
}

impl<'a> TopicTerms<'a> {
    /// Topics row by row, each the probabilities of all `words` terms, and the share of each topic in the corpus.
    ///
    /// An incomplete last row is ignored. A topic without a prevalence has the prevalence 0.
    pub fn new(phi: &'a [f64], words: usize, prevalence: &[f64]) -> Self {
        let (mut sums, mut marginal) = (vec![0.0; words], vec![0.0; words]);
        let shares = prevalence.iter().copied().chain(std::iter::repeat(0.0));
        for (row, share) in phi.chunks_exact(words.max(1)).zip(shares) {
            for ((&probability, sum), marginal) in row.iter().zip(&mut sums).zip(&mut marginal) {
                *sum += probability;
                *marginal += share * probability;
            }
        }
        Self { phi, words, sums, marginal }
    }

    /// The number of topics K.
    pub fn topics(&self) -> usize {
        self.phi.len().checked_div(self.words).unwrap_or(0)
    }

    /// p_w: the probability of each term in the whole corpus, Σ_k p(k) · φ_kw.
    pub fn marginal(&self) -> &[f64] {
        &self.marginal
    }

    /// φ_k: the probability of each term in a topic. Empty if there is no such topic.
    pub fn row(&self, topic: usize) -> &'a [f64] {
        self.phi.chunks_exact(self.words.max(1)).nth(topic).unwrap_or(&[])
    }

    /// The [`relevance`] of each term to a topic.
    pub fn relevances(&self, topic: usize, lambda: f64) -> Vec<f64> {
        let terms = self.row(topic).iter().zip(&self.marginal);
        terms.map(|(&phi, &marginal)| relevance(phi, marginal, lambda)).collect()
    }

    /// The [`lift`] of each term in a topic.
    pub fn lifts(&self, topic: usize) -> Vec<f64> {
        self.row(topic).iter().zip(&self.marginal).map(|(&phi, &marginal)| lift(phi, marginal)).collect()
    }

    /// The exclusivity of each term to a topic, φ_kw / Σ_j φ_jw: the probability of the topic for a token of the term, if all
    /// topics were equally prevalent.
    ///
    /// Between 0 and 1 (no other topic has the term); 0 for a term that no topic has; 1/K if all have it equally.
    pub fn exclusivities(&self, topic: usize) -> Vec<f64> {
        let exclusivity = |(&phi, &sum): (&f64, &f64)| if sum > 0.0 { phi / sum } else { 0.0 };
        self.row(topic).iter().zip(&self.sums).map(exclusivity).collect()
    }

    /// The exclusivity of a topic: the mean of those of its `top` most probable terms. MALLET's diagnostic of that name.
    ///
    /// Between 0 and 1; the larger, the fewer other topics use the same terms. `None` if there are no terms.
    pub fn exclusivity(&self, topic: usize, top: usize) -> Option<f64> {
        mean_of_top(self.row(topic), &self.exclusivities(topic), top)
    }

    /// FREX (Bischof and Airoldi, 2012): the harmonic mean of how exclusive and how frequent a term is among the terms of
    /// the topic.
    ///
    /// ```text
    /// 1 / (w / ECDF(exclusivity) + (1 − w) / ECDF(φ_kw))
    /// ```
    ///
    /// with ECDF the rank among all terms (the mean of the ranks of equals, as in R's stm) over their number, and `weight`
    /// w that of the exclusivity, held between 0 and 1: [`FREX_EXCLUSIVITY`](super::FREX_EXCLUSIVITY) or
    /// [`FREX_LABELS`](super::FREX_LABELS). More than 0, up to 1. Exclusivities are not shrunk, which stm does for its
    /// labels if it knows the terms' counts.
    pub fn frex(&self, topic: usize, weight: f64) -> Vec<f64> {
        frex::frex(self.row(topic), &self.exclusivities(topic), weight)
    }

    /// The mean FREX of a topic's `top` most probable terms. stm's `exclusivity` is the sum of the same numbers, with
    /// `top` = 10 and w = 0.7. `None` if there are no terms.
    pub fn mean_frex(&self, topic: usize, top: usize, weight: f64) -> Option<f64> {
        mean_of_top(self.row(topic), &self.frex(topic, weight), top)
    }
}

/// The mean score of the most probable terms.
fn mean_of_top(row: &[f64], scores: &[f64], top: usize) -> Option<f64> {
    let terms = top_by(row, top);
    let sum: f64 = terms.iter().map(|&term| scores[term]).sum();
    (!terms.is_empty()).then(|| sum / terms.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::TopicTerms;
    use crate::labels::{FREX_EXCLUSIVITY, top_by};

    const PHI: [f64; 8] = [0.5, 0.25, 0.25, 0.0, 0.125, 0.25, 0.125, 0.5];

    fn terms() -> TopicTerms<'static> {
        TopicTerms::new(&PHI, 4, &[0.75, 0.25])
    }

    #[test]
    fn the_marginal_is_weighted_by_prevalence() {
        assert_eq!(terms().topics(), 2);
        assert_eq!(terms().marginal(), [0.40625, 0.25, 0.21875, 0.125]);
        assert_eq!(terms().lifts(0), [0.5 / 0.40625, 1.0, 0.25 / 0.21875, 0.0]);
        assert_eq!(terms().relevances(1, 0.0)[3], 0.5_f64.ln() - 0.125_f64.ln());
    }

    #[test]
    fn exclusivity_by_hand() {
        let expected = [0.8, 0.5, 0.25 / 0.375, 0.0];
        for (found, expected) in terms().exclusivities(0).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15);
        }
        // The two most probable terms of topic 0 are 0 and 1.
        assert!((terms().exclusivity(0, 2).unwrap() - 0.65).abs() < 1e-15);
        assert_eq!(terms().exclusivity(0, 0), None);
    }

    #[test]
    fn stm_sums_what_is_averaged_here() {
        // Ranks of φ in topic 0: 4, 2.5, 2.5, 1; of exclusivity: 4, 2, 3, 1. Its top three terms are 0, 1, 2.
        let by_hand = [1.0, 1.0 / (0.7 / 0.5 + 0.3 / 0.625), 1.0 / (0.7 / 0.75 + 0.3 / 0.625)];
        let expected = by_hand.iter().sum::<f64>() / 3.0;
        assert!((terms().mean_frex(0, 3, FREX_EXCLUSIVITY).unwrap() - expected).abs() < 1e-15);
        assert_eq!(top_by(&terms().frex(0, FREX_EXCLUSIVITY), 2), [0, 2]);
    }

    #[test]
    fn what_is_missing_is_empty() {
        assert!(terms().row(2).is_empty() && terms().frex(2, 0.5).is_empty());
        assert_eq!(terms().exclusivity(2, 10), None);
        let none = TopicTerms::new(&[], 0, &[]);
        assert_eq!((none.topics(), none.exclusivity(0, 3)), (0, None));
        let without_prevalence = TopicTerms::new(&PHI, 4, &[]);
        assert_eq!(without_prevalence.lifts(0), [0.0; 4]);
    }
}

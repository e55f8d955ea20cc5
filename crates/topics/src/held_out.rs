//! How well a model explains passages that it was not fitted to.

use rayon::prelude::*;

use crate::{ChainState, Passages};

/// So often the shares of a new passage are improved; then they no longer change much.
const STEPS: usize = 50;

/// φ of a model, word by word, and its α, with which new passages are measured.
#[derive(Clone, Debug)]
pub struct FixedTopics {
    alpha: Vec<f64>,
    phi: Vec<f64>,
}

impl FixedTopics {
    /// The topics of a state.
    pub fn of(state: &ChainState) -> Self {
        Self { alpha: state.priors().alpha.clone(), phi: state.phi_by_word() }
    }

    /// Topics with the weights α, and φ word by word.
    pub(crate) fn new(alpha: Vec<f64>, phi: Vec<f64>) -> Self {
        Self { alpha, phi }
    }

    /// The number of topics.
    pub fn topics(&self) -> usize {
        self.alpha.len()
    }

    /// φ of a word in each topic; empty for a word that the model does not have.
    pub fn row(&self, word: u32) -> &[f64] {
        self.phi.chunks_exact(self.topics().max(1)).nth(word as usize).unwrap_or_default()
    }

    /// θ of a passage that the model was not fitted to. It begins with equal shares and repeats fifty times
    ///
    /// ```text
    /// θ_k ← (α_k + Σ_i r_ik) / (N + Σα)      r_ik = θ_k φ_kw / Σ_j θ_j φ_jw,  w the word of token i
    /// ```
    ///
    /// This is deterministic. A fixed point of it is the variational mean without its correction for counts (CVB0,
    /// Asuncion and others, 2009). Without words, θ is α / Σα.
    pub fn shares(&self, words: &[u32]) -> Vec<f64> {
        let (topics, all_alpha) = (self.topics(), self.alpha.iter().sum::<f64>());
        let mut shares = vec![1.0 / topics.max(1) as f64; topics];
        for _ in 0..STEPS {
            let mut next = self.alpha.clone();
            for &word in words {
                let sum = self.probability(&shares, word);
                if sum > 0.0 {
                    let row = self.row(word).iter().zip(&shares);
                    next.iter_mut().zip(row).for_each(|(next, (phi, share))| *next += share * phi / sum);
                }
            }
            let all = words.len() as f64 + all_alpha;
            shares = next.into_iter().map(|next| next / all).collect();
        }
        shares
    }

    /// p(w) = Σ_k θ_k φ_kw.
    pub fn probability(&self, shares: &[f64], word: u32) -> f64 {
        self.row(word).iter().zip(shares).map(|(phi, share)| phi * share).sum()
    }
}

/// Document completion (Wallach and others, 2009): the mean of ln p(w), in nats, over the words at odd places of some
/// passages, whose shares are estimated from the words at even places. `None` if there are no words at odd places.
pub fn completion(topics: &FixedTopics, passages: &Passages, held_out: &[usize]) -> Option<f64> {
    let score = |&passage: &usize| -> (f64, usize) {
        let every_other = |from: usize| -> Vec<u32> {
            passages.words_of(passage).iter().skip(from).step_by(2).copied().collect()
        };
        let (seen, hidden) = (every_other(0), every_other(1));
        let shares = topics.shares(&seen);
        (hidden.iter().map(|&word| libm::log(topics.probability(&shares, word))).sum(), hidden.len())
    };
    let scores: Vec<(f64, usize)> = held_out.par_iter().map(score).collect();
    let words: usize = scores.iter().map(|score| score.1).sum();
    (words > 0).then(|| scores.iter().map(|score| score.0).sum::<f64>() / words as f64)
}

#[cfg(test)]
mod tests {
    use super::{FixedTopics, completion};
    use crate::{Passages, noise::block_passages};

    /// Topic 0 has words 0 and 1, topic 1 has words 2 and 3.
    fn two_topics() -> FixedTopics {
        FixedTopics::new(vec![0.5, 0.25], [[0.4, 0.1], [0.4, 0.1], [0.1, 0.4], [0.1, 0.4]].concat())
    }

    #[test]
    fn shares_are_a_fixed_point_and_sum_to_one() {
        let topics = two_topics();
        for words in [vec![0, 1, 1, 2], vec![3], vec![2; 30], vec![]] {
            let shares = topics.shares(&words);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            // α_k + Σ r_ik, written out.
            for topic in 0..2 {
                let part = |&word: &u32| {
                    shares[topic] * topics.row(word)[topic]
                        / (shares[0] * topics.row(word)[0] + shares[1] * topics.row(word)[1])
                };
                let sum: f64 = words.iter().map(part).sum();
                let expected = ([0.5, 0.25][topic] + sum) / (words.len() as f64 + 0.75);
                assert!((shares[topic] - expected).abs() < 1e-6, "{words:?}");
            }
        }
        assert_eq!(topics.shares(&[]), [2.0 / 3.0, 1.0 / 3.0]);
        assert!(topics.shares(&[0, 1, 0])[0] > 0.8);
    }

    #[test]
    fn words_that_the_model_does_not_have_say_nothing() {
        let topics = two_topics();
        assert!(topics.row(4).is_empty());
        assert!(topics.shares(&[9, 9]).iter().all(|share| share.is_finite()));
    }

    #[test]
    fn completion_by_hand() {
        // One topic: p(w) is φ whatever was seen; the words at odd places are 1 and 0.
        let topics = FixedTopics::new(vec![1.0], vec![0.25, 0.75]);
        let passages = Passages::of_words(&[vec![0, 1, 1, 0, 1], vec![0]]);
        let expected = (0.75_f64.ln() + 0.25_f64.ln()) / 2.0;
        assert!((completion(&topics, &passages, &[0, 1]).unwrap() - expected).abs() < 1e-12);
        assert_eq!(completion(&topics, &passages, &[1]), None, "no word at an odd place");
        assert_eq!(completion(&topics, &block_passages(1, 0), &[]), None);
    }
}

//! How well the state of a chain explains its corpus.

use rayon::prelude::*;

use crate::gibbs::Chain;

impl Chain<'_> {
    /// The mean over all tokens of ln Σ_k θ_dk φ_kw, with θ_dk = (n_dk + α_k) / (N_d + Σα) and
    /// φ_kw = (n_kw + β) / (n_k + V·β); `None` for a corpus without tokens.
    pub fn log_likelihood_per_token(&self) -> Option<f64> {
        let priors = self.priors();
        let all_alpha: f64 = priors.alpha.iter().sum();
        let all_beta = priors.beta * self.corpus().words() as f64;
        let rates: Vec<f64> = self.totals().iter().map(|&n| 1.0 / (f64::from(n) + all_beta)).collect();
        let of_passage = |passage: usize| {
            let range = self.corpus().range(passage);
            let mut shares = priors.alpha.clone();
            for &topic in &self.topics()[range.clone()] {
                shares[usize::from(topic)] += 1.0;
            }
            for (share, rate) in shares.iter_mut().zip(&rates) {
                *share *= rate / (range.len() as f64 + all_alpha);
            }
            let all_shares: f64 = shares.iter().sum();
            let of_word = |&word: &u32| {
                let mut sum = priors.beta * all_shares;
                self.for_word(word, |topic, count| sum += shares[topic] * f64::from(count));
                libm::log(sum)
            };
            self.corpus().tokens()[range].iter().map(of_word).sum::<f64>()
        };
        let logs: Vec<f64> = (0..self.corpus().len()).into_par_iter().map(of_passage).collect();
        let tokens = self.corpus().tokens().len();
        (tokens > 0).then(|| logs.iter().sum::<f64>() / tokens as f64)
    }
}

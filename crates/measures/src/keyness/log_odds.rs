//! The log-odds ratio of two samples with a Dirichlet prior.

use super::Contingency;
use crate::definition::finite;
use crate::special::normal_log10_p;

/// The pseudocounts of the words, which are added to the counts of each sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prior {
    /// Each of `types` types has the same pseudocount α.
    Flat {
        /// α, above 0.
        pseudocount: f64,
        /// How many types there are.
        types: u64,
    },
    /// Pseudocounts with the sum α₀, in proportion to the frequencies in both samples together: the informative prior.
    Proportional {
        /// α₀, above 0.
        total: f64,
    },
}

impl Prior {
    /// α of the word and α₀ of all words.
    fn counts(self, table: &Contingency) -> (f64, f64) {
        match self {
            Self::Flat { pseudocount, types } => (pseudocount, pseudocount * types as f64),
            Self::Proportional { total } => (total * table.second() as f64 / table.total() as f64, total),
        }
    }
}

/// How much higher the odds of a word are in the target, shrunk by a prior (Monroe, Colaresi and Quinn 2008).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// δ = ln((a + α) / (n₁ + α₀ − a − α)) − ln((b + α) / (n₂ + α₀ − b − α)); natural logarithm, above 0 for the target.
    pub delta: f64,
    /// δ / √(1 / (a + α) + 1 / (b + α)).
    pub z: f64,
    /// log₁₀ of the two-sided p of z.
    pub log10_p: f64,
}

impl LogOdds {
    /// The log-odds of a word in two samples. `None` if the prior leaves no weight for the word, or none for all
    /// others.
    pub fn of(table: &Contingency, prior: Prior) -> Option<Self> {
        let [a, without_a, b, without_b] = table.observed()?.map(|count| count as f64);
        let (own, all) = prior.counts(table);
        let others = all - own;
        let parts = [a + own, without_a + others, b + own, without_b + others];
        if !parts.iter().all(|&part| part > 0.0) || own <= 0.0 || others < 0.0 {
            return None;
        }
        let [target, rest_of_target, reference, rest_of_reference] = parts;
        let odds = libm::log(target / rest_of_target) - libm::log(reference / rest_of_reference);
        let delta = finite(odds)?;
        let z = finite(delta / (1.0 / target + 1.0 / reference).sqrt())?;
        Some(Self { delta, z, log10_p: normal_log10_p(z) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Contingency, LogOdds, Prior};

    #[test]
    fn by_hand() {
        let table = Contingency::from_samples(9, 100, 1, 200).unwrap();
        let found = LogOdds::of(&table, Prior::Flat { pseudocount: 0.1, types: 20 }).unwrap();
        let delta = (9.1_f64 / 92.9).ln() - (1.1_f64 / 200.9).ln();
        assert!((found.delta - delta).abs() < 1e-12);
        assert!((found.z - delta / (1.0_f64 / 9.1 + 1.0 / 1.1).sqrt()).abs() < 1e-12);
        // α = 30 · 10 / 300.
        let found = LogOdds::of(&table, Prior::Proportional { total: 30.0 }).unwrap();
        let delta = (10.0_f64 / 120.0).ln() - (2.0_f64 / 228.0).ln();
        assert!((found.delta - delta).abs() < 1e-12);
    }

    #[test]
    fn an_impossible_prior_gives_nothing() {
        let table = Contingency::from_samples(9, 100, 1, 200).unwrap();
        for pseudocount in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(LogOdds::of(&table, Prior::Flat { pseudocount, types: 20 }), None);
        }
        assert_eq!(LogOdds::of(&table, Prior::Flat { pseudocount: 0.1, types: 0 }), None);
        let absent = Contingency::from_samples(0, 100, 0, 200).unwrap();
        assert_eq!(LogOdds::of(&absent, Prior::Proportional { total: 1.0 }), None);
    }
}

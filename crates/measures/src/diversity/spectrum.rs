//! The measures that follow from the frequencies of the types.

use super::Diversity;
use crate::definition::finite;

/// The sums over types of which the measures are made.
pub(super) struct Spectrum {
    /// A frequency and how many types have it, ascending.
    classes: Vec<(u64, u64)>,
    tokens: u64,
    types: u64,
}

impl Spectrum {
    pub(super) fn of(frequencies: &[u64]) -> Self {
        let mut sorted: Vec<u64> = frequencies.iter().copied().filter(|&frequency| frequency > 0).collect();
        sorted.sort_unstable();
        let classes = sorted.chunk_by(|one, other| one == other);
        Self {
            tokens: sorted.iter().fold(0, |sum, &frequency| sum.saturating_add(frequency)),
            types: sorted.len() as u64,
            classes: classes.filter_map(|class| class.first().map(|&f| (f, class.len() as u64))).collect(),
        }
    }

    pub(super) fn diversity(&self, draws: u32) -> Diversity {
        if self.tokens == 0 {
            return Diversity::default();
        }
        let (n, v) = (self.tokens as f64, self.types as f64);
        let (ln_n, ln_v) = (libm::log(n), libm::log(v));
        let entropy = self.entropy();
        Diversity {
            tokens: self.tokens,
            types: self.types,
            hapaxes: self.hapaxes(),
            ttr: finite(v / n),
            root_ttr: finite(v / n.sqrt()),
            corrected_ttr: finite(v / (2.0 * n).sqrt()),
            herdan_c: finite(ln_v / ln_n),
            summer_s: self.summer_s(),
            uber_u: finite(ln_n * ln_n / (ln_n - ln_v)),
            maas_a2: finite((ln_n - ln_v) / (ln_n * ln_n)),
            hdd: self.hdd(draws),
            yule_k: finite(1e4 * (self.pairs() / n) / n),
            simpson_d: finite(self.pairs() / n / (n - 1.0)),
            honore_h: finite(100.0 * ln_n / (1.0 - self.hapaxes() as f64 / v)),
            hapax_share: finite(self.hapaxes() as f64 / v),
            entropy: finite(entropy),
            normalized_entropy: finite(entropy / libm::log2(v)),
            ..Diversity::default()
        }
    }

    fn hapaxes(&self) -> u64 {
        self.classes.first().filter(|class| class.0 == 1).map_or(0, |class| class.1)
    }

    fn sum(&self, term: impl Fn(f64) -> f64) -> f64 {
        self.classes.iter().map(|&(frequency, types)| types as f64 * term(frequency as f64)).sum()
    }

    /// Σ f (f − 1).
    fn pairs(&self) -> f64 {
        self.sum(|frequency| frequency * (frequency - 1.0))
    }

    fn entropy(&self) -> f64 {
        let tokens = self.tokens as f64;
        // Not below 0, where a single type leaves only rounding.
        self.sum(|frequency| frequency / tokens * libm::log2(tokens / frequency)).max(0.0)
    }

    fn summer_s(&self) -> Option<f64> {
        // ln ln V is below 0 for two types and −∞ for one.
        let ln_ln = |count: u64| libm::log(libm::log(count as f64));
        if self.types < 3 { None } else { finite(ln_ln(self.types) / ln_ln(self.tokens)) }
    }

    /// The mean share of a type in samples of so many tokens, summed over the types: Σ P(type is in the sample) / draws.
    fn hdd(&self, draws: u32) -> Option<f64> {
        if draws == 0 || self.tokens < u64::from(draws) {
            return None;
        }
        let share = |frequency: f64| {
            // P(not in the sample) is a product, one factor for each token drawn.
            let ln_absent: f64 = (0..draws)
                .map(|drawn| frequency / (self.tokens - u64::from(drawn)) as f64)
                .map(|chance| if chance >= 1.0 { f64::NEG_INFINITY } else { libm::log1p(-chance) })
                .sum();
            -libm::expm1(ln_absent)
        };
        finite(self.sum(share) / f64::from(draws))
    }
}

#[cfg(test)]
mod tests {
    use super::Spectrum;

    fn choose(n: u64, k: u64) -> f64 {
        if k > n { 0.0 } else { (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product() }
    }

    #[test]
    fn hdd_is_the_hypergeometric_sum() {
        for frequencies in [vec![1, 1, 1, 2, 5], vec![10], vec![3, 3, 3, 1], vec![1; 10]] {
            let tokens: u64 = frequencies.iter().sum();
            for draws in 1..=tokens {
                let expected: f64 = frequencies
                    .iter()
                    .map(|&f| (1.0 - choose(tokens - f, draws) / choose(tokens, draws)) / draws as f64)
                    .sum();
                let found = Spectrum::of(&frequencies).hdd(draws as u32).unwrap();
                assert!((found - expected).abs() < 1e-12, "{frequencies:?} {draws}: {found} {expected}");
            }
            assert_eq!(Spectrum::of(&frequencies).hdd(tokens as u32 + 1), None);
        }
    }

    #[test]
    fn the_sums_of_a_small_spectrum() {
        let found = Spectrum::of(&[2, 1, 0, 1]).diversity(2);
        assert_eq!((found.tokens, found.types, found.hapaxes), (4, 3, 2));
        assert_eq!(found.entropy, Some(1.5));
        assert!((found.yule_k.unwrap() - 1250.0).abs() < 1e-9);
        assert!((found.simpson_d.unwrap() - 1.0 / 6.0).abs() < 1e-12);
        assert!((found.honore_h.unwrap() - 300.0 * libm::log(4.0)).abs() < 1e-9);
        assert_eq!(Spectrum::of(&[1, 1]).diversity(2).honore_h, None);
    }

    #[test]
    fn frequencies_of_any_size() {
        let found = Spectrum::of(&[u64::MAX, u64::MAX, 1]).diversity(42);
        assert!(found.values().all(|(_, value)| value.is_none_or(f64::is_finite)));
    }
}

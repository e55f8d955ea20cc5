//! Tails of the hypergeometric distribution: Fisher's exact test.

use super::LOG10_E;
use super::binomial::ln_binomial;
use super::tail::{ln_complement, ln_tail};

/// Two probabilities whose logarithms differ by no more than this count as equal, as in R's `fisher.test`.
const EQUAL: f64 = 1e-7;

/// The number of joint occurrences, if `row` of `total` places are drawn at random and `column` of all places are marked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hypergeometric {
    row: u64,
    column: u64,
    total: u64,
}

impl Hypergeometric {
    /// Nothing, if a margin is larger than the total.
    pub(crate) fn new(row: u64, column: u64, total: u64) -> Option<Self> {
        (row <= total && column <= total).then_some(Self { row, column, total })
    }

    /// log₁₀ of the probability of at least so many joint occurrences.
    pub(crate) fn upper_log10_p(self, joint: u64) -> f64 {
        self.ln_upper(joint) * LOG10_E
    }

    /// log₁₀ of the probability of at most so many joint occurrences.
    pub(crate) fn lower_log10_p(self, joint: u64) -> f64 {
        self.ln_lower(joint) * LOG10_E
    }

    /// log₁₀ of the probability of a number that is no more probable than this one.
    pub(crate) fn two_sided_log10_p(self, joint: u64) -> f64 {
        let limit = self.ln_probability(joint) + EQUAL;
        let (own, other) = if self.is_above_mean(joint) {
            let last = self.last_such(self.least(), joint, |k| self.ln_probability(k) <= limit);
            (self.ln_upward(joint), last.map(|last| self.ln_downward(last)))
        } else {
            let first = self.first_such(joint + 1, self.most(), |k| self.ln_probability(k) <= limit);
            (self.ln_downward(joint), first.map(|first| self.ln_upward(first)))
        };
        let ln_p = other.map_or(own, |other| ln_sum(own, other));
        ln_p.min(0.0) * LOG10_E
    }

    fn least(self) -> u64 {
        (self.row + self.column).saturating_sub(self.total)
    }

    fn most(self) -> u64 {
        self.row.min(self.column)
    }

    fn is_above_mean(self, joint: u64) -> bool {
        u128::from(joint) * u128::from(self.total) > u128::from(self.row) * u128::from(self.column)
    }

    fn ln_upper(self, joint: u64) -> f64 {
        if joint <= self.least() {
            0.0
        } else if joint > self.most() {
            f64::MIN
        } else if self.is_above_mean(joint) {
            self.ln_upward(joint)
        } else {
            ln_complement(self.ln_downward(joint - 1))
        }
    }

    fn ln_lower(self, joint: u64) -> f64 {
        if joint >= self.most() {
            0.0
        } else if joint < self.least() {
            f64::MIN
        } else if self.is_above_mean(joint) {
            ln_complement(self.ln_upward(joint + 1))
        } else {
            self.ln_downward(joint)
        }
    }

    /// ln of the sum of the probabilities from a number upwards, summed from there.
    fn ln_upward(self, joint: u64) -> f64 {
        let mut k = joint;
        ln_tail(self.ln_probability(joint), || {
            let ratio = self.ratio(k);
            k += 1;
            ratio
        })
    }

    /// ln of the sum of the probabilities from a number downwards, summed from there.
    fn ln_downward(self, joint: u64) -> f64 {
        let mut k = joint;
        ln_tail(self.ln_probability(joint), || {
            if k <= self.least() {
                return 0.0;
            }
            k -= 1;
            1.0 / self.ratio(k)
        })
    }

    /// The probability of one more as a multiple of that of k; 0 if k is the most.
    fn ratio(self, k: u64) -> f64 {
        if k >= self.most() {
            return 0.0;
        }
        let neither = (self.total - self.row) as f64 - self.column as f64 + k as f64 + 1.0;
        (self.row - k) as f64 * ((self.column - k) as f64 / ((k as f64 + 1.0) * neither))
    }

    /// A quotient of three binomial probabilities with the same chance, so chosen that the last is a large one.
    fn ln_probability(self, joint: u64) -> f64 {
        if self.least() == self.most() {
            return 0.0;
        }
        let float = |count: u64| count as f64;
        let (other_row, other_column) = (self.total - self.row, self.total - self.column);
        let p = float(self.column) / float(self.total);
        let q = float(other_column) / float(self.total);
        let unmarked = self.row - joint;
        let first = ln_binomial(float(joint), float(unmarked), p, q);
        let marked_elsewhere = self.column - joint;
        let second = ln_binomial(float(marked_elsewhere), float(other_row - marked_elsewhere), p, q);
        first + second - ln_binomial(float(self.column), float(other_column), p, q)
    }

    /// The first number of a range for which a condition holds that then holds for all after it.
    fn first_such(self, from: u64, to: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
        // Below the mean the probabilities still rise: the search begins at the mean.
        let mean = (u128::from(self.row) * u128::from(self.column) / u128::from(self.total.max(1))) as u64;
        let (mut low, mut high) = (from.max(mean), to);
        if low > high || !holds(high) {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }

    /// The last number of a range, before its end, up to which a condition holds.
    fn last_such(self, from: u64, end: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
        let mean = (u128::from(self.row) * u128::from(self.column) / u128::from(self.total.max(1))) as u64;
        let (mut low, mut high) = (from, mean.saturating_add(1).min(end.saturating_sub(1)));
        if low > high || !holds(low) {
            return None;
        }
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if holds(middle) { low = middle } else { high = middle - 1 }
        }
        Some(low)
    }
}

/// ln(eˣ + eʸ).
fn ln_sum(x: f64, y: f64) -> f64 {
    x.max(y) + libm::log1p(libm::exp(-(x - y).abs()))
}

#[cfg(test)]
mod tests {
    use super::Hypergeometric;

    fn choose(n: u64, k: u64) -> f64 {
        (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
    }

    fn probabilities(row: u64, column: u64, total: u64) -> Vec<(u64, f64)> {
        let least = (row + column).saturating_sub(total);
        let all = choose(total, column);
        let probability = |k| choose(row, k) * choose(total - row, column - k) / all;
        (least..=row.min(column)).map(|k| (k, probability(k))).collect()
    }

    #[test]
    fn tails_are_sums_over_all_tables() {
        for total in [1_u64, 2, 5, 12, 30] {
            for row in 0..=total {
                for column in 0..=total {
                    let distribution = Hypergeometric::new(row, column, total).unwrap();
                    let all = probabilities(row, column, total);
                    for &(k, own) in &all {
                        let sum = |keep: &dyn Fn(u64, f64) -> bool| -> f64 {
                            let kept = all.iter().filter(|&&(other, p)| keep(other, p));
                            libm::log10(kept.map(|&(_, p)| p).sum())
                        };
                        let case = format!("{k} {row} {column} {total}");
                        let near = |one: f64, other: f64| (one - other).abs() < 1e-11;
                        assert!(near(distribution.upper_log10_p(k), sum(&|other, _| other >= k)), "{case}");
                        assert!(near(distribution.lower_log10_p(k), sum(&|other, _| other <= k)), "{case}");
                        let two_sided = sum(&|_, p| p <= own * (1.0 + 1e-7));
                        assert!(near(distribution.two_sided_log10_p(k), two_sided), "{case}");
                    }
                }
            }
        }
    }

    #[test]
    fn large_counts_stay_finite() {
        let trillion = 1_000_000_000_000;
        let distribution = Hypergeometric::new(trillion / 2, trillion / 4, trillion).unwrap();
        for joint in [0, trillion / 8, trillion / 8 + 1_000_000, trillion / 4] {
            for log10_p in [
                distribution.upper_log10_p(joint),
                distribution.lower_log10_p(joint),
                distribution.two_sided_log10_p(joint),
            ] {
                assert!(log10_p.is_finite() && log10_p <= 0.0, "{joint}: {log10_p}");
            }
        }
        assert!((distribution.upper_log10_p(trillion / 8) - libm::log10(0.5)).abs() < 1e-5);
    }
}

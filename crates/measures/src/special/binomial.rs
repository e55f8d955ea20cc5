//! The probability of a number of successes, without the cancellation of large factorials.
//!
//! The idea is Loader's (2000, "Fast and accurate computation of binomial probabilities"): a factorial is its Stirling
//! approximation and a small error, and the approximations together leave two deviances, which are small where the
//! probability is not.

use std::f64::consts::PI;

/// From this number on the series for the error of Stirling's approximation is exact to the last digit.
const STIRLING_SERIES: f64 = 16.0;

/// Half the deviance of an observed from an expected count: x ln(x/m) − (x − m), at least 0, and 0 only where they agree.
///
/// The difference x − m is given too, since the caller often knows it more exactly than subtraction would.
pub(crate) fn deviance(observed: f64, expected: f64, difference: f64) -> f64 {
    if observed <= 0.0 {
        return expected;
    }
    let ratio = difference / (observed + expected);
    if ratio.abs() >= 0.1 {
        return observed * libm::log(observed / expected) - difference;
    }
    // ln(x/m) is 2 artanh of the ratio; its first term and the difference leave a product that is not a difference.
    let square = ratio * ratio;
    let mut power = ratio * square;
    let mut series = 0.0;
    for odd in (3..=33).step_by(2) {
        series += power / f64::from(odd);
        power *= square;
    }
    difference * ratio + 2.0 * observed * series
}

/// The natural logarithm of n! over Stirling's √(2πn) (n/e)ⁿ, for n > 0, whole or not.
pub(super) fn stirling_error(n: f64) -> f64 {
    if n < STIRLING_SERIES {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - 0.5 * libm::log(2.0 * PI);
    }
    let square = n * n;
    let tail = 1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - tail / square) / square) / n
}

/// The natural logarithm of the probability of some successes and failures, whole or not, where p and q = 1 − p are the
/// chances of the two.
pub(super) fn ln_binomial(successes: f64, failures: f64, p: f64, q: f64) -> f64 {
    if successes <= 0.0 {
        return failures * ln_of_chance(q, p);
    }
    if failures <= 0.0 {
        return successes * ln_of_chance(p, q);
    }
    let trials = successes + failures;
    let difference = successes * q - failures * p;
    let errors = stirling_error(trials) - stirling_error(successes) - stirling_error(failures);
    let deviances = deviance(successes, trials * p, difference) + deviance(failures, trials * q, -difference);
    errors - deviances - 0.5 * libm::log(2.0 * PI * (successes / trials) * failures)
}

/// ln of a chance, exact for a chance near 1 by its complement.
fn ln_of_chance(chance: f64, complement: f64) -> f64 {
    if complement < 0.5 { libm::log1p(-complement) } else { libm::log(chance) }
}

#[cfg(test)]
mod tests {
    use super::{deviance, ln_binomial, stirling_error};

    #[test]
    fn both_ways_to_the_deviance_meet() {
        for expected in [1.0, 7.5, 3e4, 1e12] {
            for ratio in [0.79, 0.805, 0.82, 0.95, 1.0, 1.1, 1.2, 1.225, 1.25] {
                let observed = expected * ratio;
                let plain = observed * libm::log(ratio) - (observed - expected);
                let found = deviance(observed, expected, observed - expected);
                assert!((found - plain).abs() <= 1e-14 * expected, "{expected} {ratio}: {found} {plain}");
            }
        }
        assert_eq!(deviance(0.0, 3.0, -3.0), 3.0);
        assert_eq!(deviance(3.0, 3.0, 0.0), 0.0);
    }

    #[test]
    fn the_series_continues_the_factorial() {
        let below = stirling_error(15.999_999_999);
        let above = stirling_error(16.0);
        assert!((below - above).abs() < 1e-12);
    }

    #[test]
    fn binomial_probabilities_sum_to_one() {
        for (trials, p) in [(5_u32, 0.3), (40, 0.01), (200, 0.999)] {
            let sum: f64 = (0..=trials)
                .map(|k| libm::exp(ln_binomial(f64::from(k), f64::from(trials - k), p, 1.0 - p)))
                .sum();
            assert!((sum - 1.0).abs() < 1e-12, "{trials} {p}: {sum}");
        }
    }
}

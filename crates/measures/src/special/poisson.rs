//! The upper tail of the Poisson distribution.

use std::f64::consts::PI;

use super::LOG10_E;
use super::binomial::{deviance, stirling_error};
use super::tail::{ln_complement, ln_tail};

/// log₁₀ of the probability of at least `count` events where `mean` > 0 are expected.
pub(crate) fn poisson_upper_log10_p(count: u64, mean: f64) -> f64 {
    let ln_p = if count == 0 {
        0.0
    } else if count as f64 > mean {
        ln_upward(count, mean)
    } else {
        ln_complement(ln_downward(count - 1, mean))
    };
    ln_p * LOG10_E
}

fn ln_upward(count: u64, mean: f64) -> f64 {
    let mut k = count as f64;
    ln_tail(ln_probability(count, mean), || {
        k += 1.0;
        mean / k
    })
}

fn ln_downward(count: u64, mean: f64) -> f64 {
    let mut k = count as f64;
    ln_tail(ln_probability(count, mean), || {
        let ratio = k / mean;
        k -= 1.0;
        ratio
    })
}

fn ln_probability(count: u64, mean: f64) -> f64 {
    if count == 0 {
        return -mean;
    }
    let k = count as f64;
    -stirling_error(k) - deviance(k, mean, k - mean) - 0.5 * libm::log(2.0 * PI * k)
}

#[cfg(test)]
mod tests {
    use super::poisson_upper_log10_p;

    #[test]
    fn tails_are_sums() {
        for mean in [0.01, 0.4, 3.0, 9.58, 40.0] {
            let mut probability = libm::exp(-mean);
            let mut below = 0.0;
            for count in 0..30_u32 {
                let found = poisson_upper_log10_p(u64::from(count), mean);
                if below < 0.9 {
                    assert!((found - libm::log10(1.0 - below)).abs() < 1e-12, "{count} {mean}: {found}");
                }
                assert!(found <= 0.0 && found.is_finite());
                below += probability;
                probability *= mean / f64::from(count + 1);
            }
        }
    }

    #[test]
    fn far_tails_do_not_underflow() {
        let found = poisson_upper_log10_p(1_000_000, 1e-3);
        // The first term, e^−m m^k / k!, is nearly all of it.
        let first = 1e6 * libm::log10(1e-3) - libm::lgamma(1e6 + 1.0) / std::f64::consts::LN_10;
        assert!((found / first - 1.0).abs() < 1e-9);
        assert!(poisson_upper_log10_p(1_000_000_000_000, 1e12).is_finite());
    }
}

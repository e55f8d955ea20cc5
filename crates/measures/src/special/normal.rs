//! Tails of the normal distribution, and the tail of the chi-square distribution with one degree of freedom.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::LOG10_E;

/// From this argument on the continued fraction for erfc is used; 60 of its terms are then more than enough.
const FRACTION_FROM: f64 = 2.0;
const FRACTION_TERMS: u32 = 60;

/// The logarithm to base 10 of the probability that a chi-square variable with one degree of freedom is at least as large
/// as a statistic ≥ 0. It does not become −∞ for a large statistic.
pub(crate) fn chi_square_log10_p(statistic: f64) -> f64 {
    let half = statistic.max(0.0) / 2.0;
    ln_erfc(half.sqrt(), half) * LOG10_E
}

/// The logarithm to base 10 of the two-sided probability of a standard normal z score at least as far from 0.
pub(crate) fn normal_log10_p(z: f64) -> f64 {
    ln_erfc(z.abs() * FRAC_1_SQRT_2, z * z / 2.0) * LOG10_E
}

/// ln erfc(x) for x ≥ 0, where the square of x is given too.
fn ln_erfc(x: f64, square: f64) -> f64 {
    if x < 0.5 {
        return libm::log1p(-libm::erf(x));
    }
    if x < FRACTION_FROM {
        return libm::log(libm::erfc(x));
    }
    // erfc(x) = exp(−x²) / √π / (x + ½ / (x + 1 / (x + 3⁄2 / (x + …)))), evaluated from its end.
    let mut fraction = x;
    for term in (1..=FRACTION_TERMS).rev() {
        fraction = x + f64::from(term) / 2.0 / fraction;
    }
    -square - libm::log(fraction) - 0.5 * libm::log(PI)
}

#[cfg(test)]
mod tests {
    use super::{chi_square_log10_p, ln_erfc, normal_log10_p};

    #[test]
    fn well_known_critical_values() {
        for (statistic, p) in [(3.841_458_820_694_124, 0.05), (6.634_896_601_021_213, 0.01), (0.0, 1.0)] {
            assert!((chi_square_log10_p(statistic) - libm::log10(p)).abs() < 1e-13);
        }
        assert!((normal_log10_p(1.959_963_984_540_054) - libm::log10(0.05)).abs() < 1e-13);
    }

    #[test]
    fn huge_statistics_keep_their_order_of_magnitude() {
        // The tail of a large x is exp(−x/2) √(2/(πx)) (1 − 1/x + …).
        for statistic in [1e4_f64, 1e6, 1e9] {
            let ln = -statistic / 2.0
                + 0.5 * libm::log(2.0 / std::f64::consts::PI / statistic)
                + libm::log1p(-1.0 / statistic + 3.0 / statistic / statistic);
            let found = chi_square_log10_p(statistic);
            assert!((found / (ln / std::f64::consts::LN_10) - 1.0).abs() < 1e-10, "{statistic}: {found}");
        }
    }

    #[test]
    fn the_pieces_of_erfc_meet() {
        for joint in [0.5_f64, 2.0] {
            let below = joint - 1e-9;
            let jump = ln_erfc(joint, joint * joint) - ln_erfc(below, below * below);
            assert!(jump.abs() < 1e-8, "{joint}: {jump}");
        }
        assert!((ln_erfc(3.0, 9.0) - libm::log(libm::erfc(3.0))).abs() < 1e-13);
    }
}

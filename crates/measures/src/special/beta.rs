//! The regularised incomplete beta function and its inverse, by the log-odds y = ln(x / (1 − x)) instead of x.
//!
//! As a function of the log-odds, ln I is increasing and concave for all shapes, so Newton's method always arrives; and odds
//! near 0 keep all their digits, which x / (1 − x) of a computed x would not.

use super::binomial::ln_binomial;

/// The continued fraction needs about the square root of the shapes many terms; this is enough for 10¹².
const MOST_TERMS: u32 = 8_000_000;
const MOST_STEPS: u32 = 200;

/// The log-odds ln(x / (1 − x)) of the x with I_x(a, b) = p: the p-quantile of a beta distribution. Nothing, unless a and b
/// are positive and 0 < p < 1.
///
/// The upper quantile, above which p lies, is minus the lower quantile with the shapes exchanged.
pub(crate) fn log_odds_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let is_valid = p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0 && (a + b).is_finite();
    if !is_valid {
        return None;
    }
    if p > 0.5 { lower_quantile(1.0 - p, b, a).map(|log_odds| -log_odds) } else { lower_quantile(p, a, b) }
}

fn lower_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let target = libm::log(p);
    // The log-odds are about normal, with mean ln(a/b) and variance 1/a + 1/b.
    let mut log_odds = libm::log(a / b) - rough_normal_quantile(p) * (1.0 / a + 1.0 / b).sqrt();
    for _ in 0..MOST_STEPS {
        let (ln_tail, slope) = ln_lower_tail(log_odds, a, b)?;
        let step = (target - ln_tail) / slope;
        log_odds += step;
        if step.abs() <= 1e-13 * (1.0 + log_odds.abs()) {
            return log_odds.is_finite().then_some(log_odds);
        }
    }
    None
}

/// The z above which a share p of at most ½ of a normal distribution lies, to three decimals (Hastings 1955): enough to begin with.
fn rough_normal_quantile(p: f64) -> f64 {
    let t = (-2.0 * libm::log(p)).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    t - numerator / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)))
}

/// ln I_x(a, b) at the log-odds of x, and its derivative.
fn ln_lower_tail(log_odds: f64, a: f64, b: f64) -> Option<(f64, f64)> {
    let x = 1.0 / (1.0 + libm::exp(-log_odds));
    let rest = 1.0 / (1.0 + libm::exp(log_odds));
    // The derivative of I by the log-odds: x^a (1 − x)^b / B(a, b).
    let ln_density = ln_binomial(a, b, x, rest) + libm::log(a) - libm::log1p(a / b);
    if x <= (a + 1.0) / (a + b + 2.0) {
        let fraction = continued_fraction(x, a, b)?;
        return Some((ln_density + libm::log(fraction / a), a / fraction));
    }
    let upper = libm::exp(ln_density) * continued_fraction(rest, b, a)? / b;
    let ln_tail = libm::log1p(-upper.min(1.0 - f64::EPSILON));
    Some((ln_tail, libm::exp(ln_density - ln_tail).max(f64::MIN_POSITIVE)))
}

/// The continued fraction of I_x(a, b) · a B(a, b) / (x^a (1 − x)^b), evaluated from its beginning (modified Lentz method).
fn continued_fraction(x: f64, a: f64, b: f64) -> Option<f64> {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut numerator = 1.0;
    let mut denominator = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = denominator;
    for term in 1..=MOST_TERMS {
        let m = f64::from(term);
        let place = a + 2.0 * m;
        let even = m * (b - m) * x / ((place - 1.0) * place);
        let odd = -(a + m) * (a + b + m) * x / (place * (place + 1.0));
        denominator = 1.0 / guard(1.0 + even * denominator);
        numerator = guard(1.0 + even / numerator);
        fraction *= numerator * denominator;
        denominator = 1.0 / guard(1.0 + odd * denominator);
        numerator = guard(1.0 + odd / numerator);
        let change = numerator * denominator;
        fraction *= change;
        if (change - 1.0).abs() <= 2.0 * f64::EPSILON {
            return (fraction > 0.0 && fraction.is_finite()).then_some(fraction);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{ln_lower_tail, log_odds_quantile};

    /// P(X ≥ a) of a binomial variable is I_p(a, n − a + 1).
    fn binomial_tail(successes: u32, trials: u32, p: f64) -> f64 {
        let mut sum = 0.0;
        for k in successes..=trials {
            let (k, rest) = (f64::from(k), f64::from(trials - k));
            sum += libm::exp(super::ln_binomial(k, rest, p, 1.0 - p));
        }
        sum
    }

    #[test]
    fn tails_are_binomial_sums() {
        for (successes, trials) in [(1, 1), (1, 10), (3, 7), (40, 50), (50, 50), (200, 900)] {
            for p in [1e-6, 0.01, 0.2, 0.5, 0.9] {
                let (a, b) = (f64::from(successes), f64::from(trials - successes + 1));
                let found = ln_lower_tail(libm::log(p / (1.0 - p)), a, b).unwrap().0;
                let expected = libm::log(binomial_tail(successes, trials, p));
                // The naive sum underflows where the logarithm does not.
                assert!(
                    expected < -1e3 || (found - expected).abs() < 1e-10 * (1.0 + expected.abs()),
                    "{successes}/{trials} {p}"
                );
            }
        }
    }

    #[test]
    fn quantiles_with_closed_forms() {
        // I_x(a, 1) = x^a and I_x(1, b) = 1 − (1 − x)^b.
        for p in [1e-12, 1.2e-6, 0.025, 0.5, 0.975] {
            for shape in [0.5, 1.0, 7.0, 1e6] {
                let x = libm::exp(libm::log(p) / shape);
                let expected = libm::log(x) - libm::log(-libm::expm1(libm::log(p) / shape));
                let found = log_odds_quantile(p, shape, 1.0).unwrap();
                assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()), "{p} {shape}: {found}");
                let rest = libm::log1p(-p) / shape;
                let expected = libm::log(-libm::expm1(rest)) - rest;
                let found = log_odds_quantile(p, 1.0, shape).unwrap();
                assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()), "{p} 1 {shape}: {found}");
            }
        }
    }

    #[test]
    fn quantiles_invert_tails_for_all_shapes() {
        for a in [0.5, 1.0, 3.0, 1e3, 1e6] {
            for b in [0.5, 2.0, 1e4, 1e9, 1e12] {
                for p in [0.05 / 20_109.0 / 2.0, 1e-3, 0.5] {
                    let log_odds = log_odds_quantile(p, a, b).unwrap();
                    let back = ln_lower_tail(log_odds, a, b).unwrap().0;
                    assert!((back - libm::log(p)).abs() < 1e-9, "{a} {b} {p}: {back}");
                }
            }
        }
    }

    #[test]
    fn impossible_arguments_have_no_quantile() {
        for (p, a, b) in [(0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (0.5, 0.0, 1.0), (0.5, 1.0, f64::NAN)] {
            assert_eq!(log_odds_quantile(p, a, b), None);
        }
    }
}

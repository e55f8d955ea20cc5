//! The inverse of the regularised incomplete gamma function, for any shape.

const MOST_STEPS: u32 = 200;
/// The sums need about √shape many terms; this is enough for 10¹².
const MOST_TERMS: u32 = 8_000_000;

/// The x with P(shape, x) = p: the p-quantile of a gamma distribution with scale 1. Nothing, unless the shape is positive and
/// 0 < p < 1. Where it is smaller than any number, 0.
pub(crate) fn gamma_quantile(p: f64, shape: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && shape > 0.0 && shape.is_finite()) {
        return None;
    }
    let target = libm::log(p);
    // Where x is small, P(k, x) is x^k / Γ(k + 1): with that Newton's method begins on the left, and as ln P is an increasing and concave
    // function of ln x it stays there.
    let mut ln_x = (target + libm::lgamma(shape + 1.0)) / shape;
    if ln_x < libm::log(f64::MIN_POSITIVE) {
        return Some(0.0);
    }
    for _ in 0..MOST_STEPS {
        let (ln_tail, slope) = ln_lower_tail(ln_x, shape)?;
        let step = (target - ln_tail) / slope;
        ln_x += step;
        if step.abs() <= 1e-13 * (1.0 + ln_x.abs()) {
            return Some(libm::exp(ln_x)).filter(|x| x.is_finite());
        }
    }
    None
}

/// ln P(k, x), and its derivative by ln x.
fn ln_lower_tail(ln_x: f64, k: f64) -> Option<(f64, f64)> {
    let x = libm::exp(ln_x);
    // x times the density, x^k e^−x / Γ(k).
    let ln_density = k * ln_x - x - libm::lgamma(k);
    let ln_tail = if x <= k + 1.0 {
        ln_density + libm::log(series(x, k)?)
    } else {
        let upper = libm::exp(ln_density) * continued_fraction(x, k)?;
        libm::log1p(-upper.min(1.0 - f64::EPSILON))
    };
    Some((ln_tail, libm::exp(ln_density - ln_tail).max(f64::MIN_POSITIVE)))
}

/// P(k, x) Γ(k) / (x^k e^−x) = Σ xⁿ / (k (k + 1) … (k + n)).
fn series(x: f64, k: f64) -> Option<f64> {
    let mut term = 1.0 / k;
    let mut sum = term;
    for n in 1..=MOST_TERMS {
        term *= x / (k + f64::from(n));
        sum += term;
        if term <= sum * f64::EPSILON {
            return Some(sum);
        }
    }
    None
}

/// (1 − P(k, x)) Γ(k) / (x^k e^−x), by the modified Lentz method.
fn continued_fraction(x: f64, k: f64) -> Option<f64> {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - k;
    let mut numerator = 1.0 / TINY;
    let mut denominator = 1.0 / guard(b);
    let mut fraction = denominator;
    for n in 1..=MOST_TERMS {
        let n = f64::from(n);
        let a = -n * (n - k);
        b += 2.0;
        denominator = 1.0 / guard(a * denominator + b);
        numerator = guard(b + a / numerator);
        let change = numerator * denominator;
        fraction *= change;
        if (change - 1.0).abs() <= 2.0 * f64::EPSILON {
            return Some(fraction);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{gamma_quantile, ln_lower_tail};

    #[track_caller]
    fn check(p: f64, shape: f64, expected: f64) {
        let found = gamma_quantile(p, shape).unwrap();
        assert!((found - expected).abs() <= 1e-9 * expected, "{p} {shape}: {found} instead of {expected}");
    }

    #[test]
    fn closed_forms_and_published_quantiles() {
        for p in [1e-9, 0.025, 0.5, 0.975, 0.999_999] {
            check(p, 1.0, -libm::log1p(-p));
        }
        // Half of the quantiles of χ² with 2, 10 and 100 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.4: 7.378, 20.483, 129.561).
        for (degrees, chi_square) in
            [(2.0, 7.377_758_908_2), (10.0, 20.483_177_350_8), (100.0, 129.561_197_186)]
        {
            check(0.975, degrees / 2.0, chi_square / 2.0);
        }
        // The exact limits of a Poisson mean where 10 are seen: 4.7954 and 18.3904 (Garwood 1936).
        assert!((gamma_quantile(0.025, 10.0).unwrap() - 4.7954).abs() < 5e-5);
        assert!((gamma_quantile(0.975, 11.0).unwrap() - 18.3904).abs() < 5e-5);
    }

    #[test]
    fn quantiles_invert_tails_for_all_shapes() {
        for shape in [0.02, 0.3, 1.7, 40.0, 1e4, 1e8] {
            for p in [1e-6, 0.025, 0.5, 0.975] {
                let x = gamma_quantile(p, shape).unwrap();
                if x > 0.0 {
                    let back = ln_lower_tail(libm::log(x), shape).unwrap().0;
                    assert!((back - libm::log(p)).abs() < 1e-6, "{shape} {p}: {x} {back}");
                }
            }
        }
        assert_eq!(gamma_quantile(0.025, 1e-4), Some(0.0));
        for (p, shape) in [(0.0, 1.0), (1.0, 1.0), (0.5, 0.0), (0.5, f64::NAN)] {
            assert_eq!(gamma_quantile(p, shape), None);
        }
    }
}

//! Sums of probabilities of which each follows from the one before.

/// Terms below this part of the sum no longer change it.
const NEGLIGIBLE: f64 = 1e-18;

/// ln of the sum of a tail whose first probability has the given logarithm; `ratio` gives each next one as a multiple of the
/// one before, 0 at the end.
pub(super) fn ln_tail(ln_first: f64, ratio: impl FnMut() -> f64) -> f64 {
    let mut ratio = ratio;
    let mut term = 1.0;
    let mut sum = 1.0;
    loop {
        term *= ratio();
        sum += term;
        if term <= NEGLIGIBLE * sum {
            return (ln_first + libm::log(sum)).min(0.0);
        }
    }
}

/// ln(1 − exp(x)) for x ≤ 0, the logarithm of the other tail.
pub(super) fn ln_complement(ln_p: f64) -> f64 {
    // A tail of 1 within rounding leaves no more than rounding for the other one.
    let ln_p = ln_p.min(-f64::EPSILON);
    if ln_p > -0.5 { libm::log(-libm::expm1(ln_p)) } else { libm::log1p(-libm::exp(ln_p)) }
}

//! Over how many words a topic is spread, and over how many topics a passage.
//!
//! Both are numbers of equally heavy parts that would be as diverse as the given ones (Hill, 1973): the first counts
//! light parts more than the second. Weights need not sum to 1. Weights that are not positive and finite are left out;
//! if no weight is left, the number is 0.

/// The effective number of parts by Shannon's entropy, exp(−Σ p ln p): Hill's number of order 1.
///
/// Of a topic's terms, or of a passage's topics. Between 1 (all weight on one) and the number of parts (all equal).
pub fn exp_entropy(weights: &[f64]) -> f64 {
    let total: f64 = shares(weights).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let entropy = |weight: f64| weight / total * libm::log(total / weight);
    libm::exp(shares(weights).map(entropy).sum())
}

/// The effective number of parts by Simpson's index, 1 / Σ p²: Hill's number of order 2. MALLET's `eff_num_words`.
///
/// Of a topic's terms, or of a passage's topics. Between 1 (all weight on one) and the number of parts (all equal), never
/// more than [`exp_entropy`].
pub fn inverse_simpson(weights: &[f64]) -> f64 {
    let total: f64 = shares(weights).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let squares: f64 = shares(weights).map(|weight| (weight / total) * (weight / total)).sum();
    1.0 / squares
}

fn shares(weights: &[f64]) -> impl Iterator<Item = f64> {
    weights.iter().copied().filter(|weight| *weight > 0.0 && weight.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{exp_entropy, inverse_simpson};
    use crate::noise::Noise;

    #[track_caller]
    fn check(weights: &[f64], by_entropy: f64, by_squares: f64) {
        let (entropy, squares) = (exp_entropy(weights), inverse_simpson(weights));
        assert!((entropy - by_entropy).abs() < 1e-12, "{entropy} instead of {by_entropy}");
        assert!((squares - by_squares).abs() < 1e-12, "{squares} instead of {by_squares}");
    }

    #[test]
    fn by_hand() {
        check(&[0.25; 4], 4.0, 4.0);
        check(&[0.0, 1.0, 0.0], 1.0, 1.0);
        // H = ln 2 / 2 + 2 · ln 4 / 4 = 1.5 ln 2; Σ p² = 1/4 + 2/16 = 3/8.
        check(&[0.5, 0.25, 0.25], 2.0_f64.powf(1.5), 8.0 / 3.0);
        check(&[10.0, 5.0, 5.0, -1.0, f64::NAN], 2.0_f64.powf(1.5), 8.0 / 3.0);
        check(&[], 0.0, 0.0);
        check(&[0.0, 0.0], 0.0, 0.0);
    }

    #[test]
    fn light_parts_count_more_for_the_entropy() {
        let mut noise = Noise::new(9);
        for length in 1..50 {
            let weights = noise.distribution(length);
            let (entropy, squares) = (exp_entropy(&weights), inverse_simpson(&weights));
            assert!(1.0 - 1e-12 <= squares && squares <= entropy + 1e-12 && entropy <= length as f64 + 1e-9);
        }
    }
}

//! How far apart two topics are.

use rayon::prelude::*;

/// The Jensen–Shannon divergence of two distributions, in bits.
///
/// ```text
/// JSD(P, Q) = H((P + Q) / 2) − (H(P) + H(Q)) / 2        H(P) = −Σ p log₂ p
/// ```
///
/// (Lin, 1991.) Between 0 (the same) and 1 (nothing in common); exactly the same in both directions, and exactly 0 for
/// equal distributions; its absolute error is about 10⁻¹⁴. Where one slice is longer, the other is taken to be zero;
/// weights that are not positive and finite count as zero.
pub(crate) fn divergence(p: &[f64], q: &[f64]) -> f64 {
    from_sums(sum_of(p), sum_of(q), sum_of_mixture(p, q))
}

/// The [`divergence`] of each topic of one model from each of another, row by row: one row for each topic of `p`.
///
/// Both are rows of `words` probabilities each; what is left after the last full row is not looked at, and without words
/// there is nothing to compare.
pub(crate) fn divergences(p: &[f64], q: &[f64], words: usize) -> Vec<f64> {
    if words == 0 {
        return Vec::new();
    }
    let sums = |rows: &[f64]| -> Vec<f64> { rows.par_chunks_exact(words).map(sum_of).collect() };
    let (of_p, of_q) = (sums(p), sums(q));
    let rows = p.par_chunks_exact(words).zip(of_p);
    rows.flat_map_iter(|(p, of_p)| {
        let others = q.chunks_exact(words).zip(&of_q);
        others.map(move |(q, &of_q)| from_sums(of_p, of_q, sum_of_mixture(p, q)))
    })
    .collect()
}

fn from_sums(of_p: f64, of_q: f64, of_mixture: f64) -> f64 {
    (((of_p + of_q) / 2.0 - of_mixture) * std::f64::consts::LOG2_E).clamp(0.0, 1.0)
}

/// Σ p ln p.
fn sum_of(p: &[f64]) -> f64 {
    p.iter().map(|&p| plogp(weight(p))).sum()
}

/// Σ m ln m, with m = (p + q) / 2.
fn sum_of_mixture(p: &[f64], q: &[f64]) -> f64 {
    let both: f64 = p.iter().zip(q).map(|(&p, &q)| plogp((weight(p) + weight(q)) / 2.0)).sum();
    let rest = if p.len() > q.len() { &p[q.len()..] } else { &q[p.len()..] };
    both + rest.iter().map(|&rest| plogp(weight(rest) / 2.0)).sum::<f64>()
}

/// With 0 ln 0 = 0.
fn plogp(weight: f64) -> f64 {
    if weight > 0.0 { weight * libm::log(weight) } else { 0.0 }
}

fn weight(given: f64) -> f64 {
    if given > 0.0 && given < f64::INFINITY { given } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{divergence, divergences};
    use crate::noise::Noise;

    #[track_caller]
    fn check(p: &[f64], q: &[f64], expected: f64) {
        let found = divergence(p, q);
        assert!((found - expected).abs() < 1e-13, "{found} instead of {expected}");
        assert_eq!(found.to_bits(), divergence(q, p).to_bits());
    }

    #[test]
    fn closed_forms() {
        check(&[0.5, 0.5, 0.0, 0.0], &[0.0, 0.0, 0.3, 0.7], 1.0);
        check(&[0.2, 0.3, 0.5], &[0.2, 0.3, 0.5], 0.0);
        // The mixture is (3/4, 1/4): H = 2 − (3/4) log₂ 3, less half of one bit.
        check(&[1.0, 0.0], &[0.5, 0.5], 1.5 - 0.75 * 3.0_f64.log2());
        check(&[1.0], &[0.5, 0.5], 1.5 - 0.75 * 3.0_f64.log2());
        check(&[], &[], 0.0);
    }

    #[test]
    fn equal_ones_are_exactly_equal() {
        let p = Noise::new(3).distribution(5000);
        assert_eq!(divergence(&p, &p), 0.0);
    }

    #[test]
    fn it_is_the_mean_divergence_from_the_mixture() {
        let mut noise = Noise::new(4);
        for _ in 0..20 {
            let (p, q) = (noise.distribution(300), noise.distribution(300));
            let half = |p: &[f64], q: &[f64]| -> f64 {
                p.iter().zip(q).map(|(p, q)| p * (2.0 * p / (p + q)).log2() / 2.0).sum()
            };
            check(&p, &q, half(&p, &q) + half(&q, &p));
        }
    }

    #[test]
    fn the_table_holds_the_same_numbers() {
        let mut noise = Noise::new(5);
        let rows: Vec<Vec<f64>> = (0..5).map(|_| noise.distribution(40)).collect();
        let (p, q) = (rows[..3].concat(), rows[3..].concat());
        let table = divergences(&p, &q, 40);
        assert_eq!(table.len(), 6);
        for (place, found) in table.iter().enumerate() {
            assert_eq!(*found, divergence(&rows[place / 2], &rows[3 + place % 2]));
        }
        assert!(divergences(&p, &q, 0).is_empty());
    }

    #[test]
    fn weights_that_are_no_numbers_count_as_zero() {
        assert_eq!(divergence(&[f64::NAN, 1.0, f64::INFINITY], &[-1.0, 1.0, 0.0]), 0.0);
    }
}

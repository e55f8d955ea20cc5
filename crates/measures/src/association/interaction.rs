//! The interaction of the words of an expression of two to five words.

use crate::definition::finite;
use crate::special::normal_log10_p;

/// The interaction of all words of an expression, and its test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interaction {
    /// λ: the parameter of the interaction of all words in the saturated log-linear model; natural logarithm, 0 for no
    /// interaction.
    pub lambda: f64,
    /// λ divided by its standard error: Wald's z score.
    pub z: f64,
    /// log₁₀ of the two-sided p of z.
    pub log10_p: f64,
}

/// The interaction of the words of an expression (Blaheta and Johnson 2001, as in quanteda's `textstat_collocations`):
/// λ = Σ (−1)^(K−b) ln(n + ½), z = λ / √Σ 1 / (n + ½).
///
/// Each sequence of K words in the corpus agrees with the expression in some of its places. `cells` counts the sequences by
/// the places: in the number of a cell, bit i is set if word i agrees, so cell 0 agrees nowhere and the last one is the
/// expression itself; b is the number of bits that are set. `None` unless there are 2^K cells with K from 2 to 5.
pub fn interaction(cells: &[u64]) -> Option<Interaction> {
    let words = cells.len().checked_ilog2()?;
    if !cells.len().is_power_of_two() || !(2..=5).contains(&words) {
        return None;
    }
    let (mut lambda, mut variance) = (0.0, 0.0);
    for (cell, &count) in (0_u32..).zip(cells) {
        let smoothed = count as f64 + 0.5;
        let is_even = (words - cell.count_ones()) % 2 == 0;
        lambda += if is_even { libm::log(smoothed) } else { -libm::log(smoothed) };
        variance += 1.0 / smoothed;
    }
    let z = finite(lambda / variance.sqrt())?;
    Some(Interaction { lambda, z, log10_p: normal_log10_p(z) })
}

#[cfg(test)]
mod tests {
    use super::interaction;

    #[test]
    fn of_two_words_it_is_the_log_odds_ratio() {
        let found = interaction(&[7, 0, 0, 2]).unwrap();
        assert!((found.lambda - (7.5_f64 * 2.5 / 0.25).ln()).abs() < 1e-12);
    }

    #[test]
    fn of_three_words_it_compares_odds_ratios() {
        let cells = [100, 20, 30, 5, 40, 6, 7, 9];
        let odds_ratio = |a: u64, b: u64, c: u64, d: u64| {
            libm::log((a as f64 + 0.5) * (d as f64 + 0.5) / (b as f64 + 0.5) / (c as f64 + 0.5))
        };
        let found = interaction(&cells).unwrap();
        let expected = odds_ratio(40, 6, 7, 9) - odds_ratio(100, 20, 30, 5);
        assert!((found.lambda - expected).abs() < 1e-12);
    }

    #[test]
    fn other_numbers_of_cells_are_no_expression() {
        for length in [0, 1, 2, 3, 5, 64] {
            assert_eq!(interaction(&vec![1; length]), None);
        }
        assert!(interaction(&[u64::MAX; 32]).unwrap().lambda.is_finite());
    }
}

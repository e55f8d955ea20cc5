//! Corrections of p-values for the number of tests.
//!
//! The family of tests is given by its size m, which must not depend on the results: units that were tested and left out of
//! the table later still count. Tests without a p-value count as tests with p = 1.

/// A corrected p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// Its logarithm to base 10, at most 0.
    pub log10: f64,
    /// The value itself, at most 1; 0 where it is too small for a floating-point number.
    pub value: f64,
}

impl Corrected {
    fn of(log10: f64) -> Self {
        let log10 = log10.min(0.0);
        Self { log10, value: libm::exp10(log10) }
    }
}

/// p · m, at most 1: an upper bound of the chance that the smallest of m p-values is at most p (Bonferroni; Dunn 1961).
///
/// The p-values are logarithms to base 10. A test without a p-value gets no corrected one. `None` if there are more
/// tests than m, or if m is 0.
pub fn bonferroni(log10_p: &[Option<f64>], tests: u64) -> Option<Vec<Option<Corrected>>> {
    let log10_tests = log10_size(log10_p, tests)?;
    let correct = |p: &Option<f64>| sound(*p).map(|p| Corrected::of(p + log10_tests));
    Some(log10_p.iter().map(correct).collect())
}

/// The q-values of Benjamini and Hochberg (1995): the expected share of false discoveries among all tests with a
/// p-value as small or smaller. The q-value of rank i is the minimum of p₍ⱼ₎ · m / j over the ranks j ≥ i, at most 1;
/// tests with equal p have equal q.
///
/// The p-values are logarithms to base 10. A test without a p-value gets no q-value. `None` if there are more tests
/// than m, or if m is 0.
///
/// ```
/// use textmill_measures::benjamini_hochberg;
///
/// // 0.001, no p-value, and 0.01, in a family of four tests.
/// let log10_p = [Some(-3.0), None, Some(-2.0)];
/// let q = benjamini_hochberg(&log10_p, 4).unwrap();
/// assert!((q[0].unwrap().value - 0.001 * 4.0 / 1.0).abs() < 1e-12);
/// assert_eq!(q[1], None);
/// assert!((q[2].unwrap().value - 0.01 * 4.0 / 2.0).abs() < 1e-12);
///
/// // A family has at least as many tests as are given.
/// assert_eq!(benjamini_hochberg(&log10_p, 2), None);
/// ```
pub fn benjamini_hochberg(log10_p: &[Option<f64>], tests: u64) -> Option<Vec<Option<Corrected>>> {
    let log10_tests = log10_size(log10_p, tests)?;
    let mut ordered: Vec<(f64, usize)> =
        (0..).zip(log10_p).filter_map(|(place, &p)| sound(p).map(|p| (p, place))).collect();
    ordered.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut corrected = vec![None; log10_p.len()];
    let mut smallest = 0.0_f64;
    for (smaller, &(p, place)) in ordered.iter().enumerate().rev() {
        smallest = smallest.min(p + log10_tests - libm::log10((smaller + 1) as f64));
        if let Some(cell) = corrected.get_mut(place) {
            *cell = Some(Corrected::of(smallest));
        }
    }
    Some(corrected)
}

/// log₁₀ m, if there are no more tests than that.
fn log10_size(log10_p: &[Option<f64>], tests: u64) -> Option<f64> {
    (log10_p.len() as u64 <= tests && tests > 0).then(|| libm::log10(tests as f64))
}

/// A logarithm of a p-value; one that is no number is none, and one above 0 is 0.
fn sound(log10_p: Option<f64>) -> Option<f64> {
    log10_p.filter(|p| p.is_finite()).map(|p| p.min(0.0))
}

#[cfg(test)]
mod tests {
    use super::{benjamini_hochberg, bonferroni};

    fn logs(p: &[f64]) -> Vec<Option<f64>> {
        p.iter().map(|&p| Some(libm::log10(p))).collect()
    }

    fn values(corrected: Vec<Option<super::Corrected>>) -> Vec<f64> {
        corrected.into_iter().map(|corrected| corrected.unwrap().value).collect()
    }

    fn assert_near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    /// The definition, in quadratic time, with the untested ones as p = 1.
    fn naive(p: &[f64], tests: usize) -> Vec<f64> {
        let mut all = p.to_vec();
        all.resize(tests, 1.0);
        all.sort_by(f64::total_cmp);
        let q = |own: f64| {
            let ranks = all.iter().enumerate().filter(|&(_, &other)| other >= own);
            ranks.map(|(rank, other)| other * tests as f64 / (rank + 1) as f64).fold(1.0, f64::min)
        };
        p.iter().map(|&own| q(own)).collect()
    }

    #[test]
    fn the_definition_is_met_with_ties_and_untested_ones() {
        for p in [vec![0.01, 0.04, 0.03, 0.002, 0.5], vec![0.02, 0.02, 0.01, 0.9, 0.02], vec![1.0, 1e-9]] {
            for tests in [p.len(), p.len() + 3, 100] {
                let found = values(benjamini_hochberg(&logs(&p), tests as u64).unwrap());
                assert_near(&found, &naive(&p, tests));
            }
        }
    }

    #[test]
    fn bonferroni_multiplies() {
        assert_near(&values(bonferroni(&logs(&[0.001, 0.02, 0.9]), 10).unwrap()), &[0.01, 0.2, 1.0]);
    }

    #[test]
    fn p_values_below_the_smallest_number_keep_their_order() {
        let found = benjamini_hochberg(&[Some(-2000.0), None, Some(-1000.0)], 10).unwrap();
        assert!((found[0].unwrap().log10 + 1999.0).abs() < 1e-9);
        assert_eq!(found[0].unwrap().value, 0.0);
        assert_eq!(found[1], None);
        assert!((found[2].unwrap().log10 - (-1000.0 + libm::log10(5.0))).abs() < 1e-9);
    }

    #[test]
    fn the_family_is_no_smaller_than_its_tests() {
        assert_eq!(bonferroni(&logs(&[0.1, 0.2]), 1), None);
        assert_eq!(benjamini_hochberg(&[], 0), None);
        assert_eq!(benjamini_hochberg(&[], 1), Some(Vec::new()));
    }
}

//! The log ratio: how many times as frequent, as a power of 2, in three variants.
//!
//! Of a word a times in n₁ tokens and b times in n₂ tokens, or of the two rows of any table.

use super::Contingency;
use super::definition::finite;
use super::special::log_odds_quantile;

/// The family of tests to which a confidence interval belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    confidence: f64,
    tests: u64,
}

impl Family {
    /// Intervals of which, with this confidence, every one contains its true value: each has the error
    /// (1 − confidence) / tests (Bonferroni). `None` unless 0 < confidence < 1 and there is at least one test.
    pub fn new(confidence: f64, tests: u64) -> Option<Self> {
        (confidence > 0.0 && confidence < 1.0 && tests > 0).then_some(Self { confidence, tests })
    }

    /// The confidence of all intervals at once.
    pub fn confidence(&self) -> f64 {
        self.confidence
    }

    /// The number of tests.
    pub fn tests(&self) -> u64 {
        self.tests
    }

    /// The error of each interval.
    fn error(&self) -> f64 {
        (1.0 - self.confidence) / self.tests as f64
    }
}

/// log₂((a/n₁) / (b/n₂)), where a or b of 0 counts as ½ (Hardie 2014). Nothing, if both are 0 or a sample is empty.
pub(super) fn hardie(table: &Contingency) -> Option<f64> {
    let [a, _, b, _] = table.observed()?;
    let [n1, n2, ..] = table.margins()?;
    if a + b == 0 || n1 == 0.0 || n2 == 0.0 {
        return None;
    }
    let or_half = |count: u64| if count == 0 { 0.5 } else { count as f64 };
    finite(libm::log2((or_half(a) * n2) / (or_half(b) * n1)))
}

/// log₂((a + ½) / (n₁ + ½)) − log₂((b + ½) / (n₂ + ½)), for all counts alike (Walter 1975). Nothing, if a sample is empty.
pub(super) fn walter(table: &Contingency) -> Option<f64> {
    let [a, _, b, _] = table.observed()?.map(|count| count as f64 + 0.5);
    let [n1, n2, ..] = table.margins()?;
    if n1 == 0.0 || n2 == 0.0 {
        return None;
    }
    finite(libm::log2((a * (n2 + 0.5)) / (b * (n1 + 0.5))))
}

/// The conservative log ratio: the bound of the confidence interval of the log ratio that lies nearer to 0, and 0 if the
/// interval contains 0 (Evert 2022). Exact for Poisson counts, by the quantiles of a beta distribution. Nothing, if a and b
/// are both 0 or a sample is empty.
pub(super) fn conservative(table: &Contingency, family: Family) -> Option<f64> {
    let [a, _, b, _] = table.observed()?;
    if a + b == 0 {
        return None;
    }
    let tail = family.error() / 2.0;
    if table.determinant() >= 0.0 {
        bound(table, lower_log_odds(tail, a, b)?).map(|bound| bound.max(0.0))
    } else {
        // The upper quantile of a proportion is the lower one of the rest of it.
        bound(table, -lower_log_odds(tail, b, a)?).map(|bound| bound.min(0.0))
    }
}

/// The lower bound of the one-sided confidence interval of the log ratio, below 0 too (Evert 2022, "positive LRC"): the word
/// is at least so much more frequent in the target. Nothing, if a is 0 or a sample is empty.
pub(super) fn positive(table: &Contingency, family: Family) -> Option<f64> {
    let [a, _, b, _] = table.observed()?;
    bound(table, lower_log_odds(family.error(), a, b)?)
}

/// The confidence interval of the log ratio of a single table: its lower and its upper bound, exact for Poisson counts. A bound is open where
/// the count on its side is 0: a word that the reference does not have may be any number of times as frequent.
///
/// ```
/// use textmill_measures::{Contingency, log_ratio_interval};
///
/// // 40 and 10 times in equally long texts: four times as often, and with 95 % confidence at least 1.96 times.
/// let table = Contingency::from_samples(40, 1000, 10, 1000).unwrap();
/// let [low, high] = log_ratio_interval(&table, 0.95).map(Option::unwrap);
/// assert!(low > 0.97 && low < 2.0 && high > 2.0 && high < 3.2, "{low} {high}");
/// let unseen = Contingency::from_samples(5, 1000, 0, 1000).unwrap();
/// assert!(log_ratio_interval(&unseen, 0.95)[1].is_none());
/// ```
pub fn log_ratio_interval(table: &Contingency, confidence: f64) -> [Option<f64>; 2] {
    let Some([a, _, b, _]) = table.observed() else { return [None, None] };
    let tail = (1.0 - confidence) / 2.0;
    let low = || bound(table, lower_log_odds(tail, a, b)?);
    let high = || bound(table, -lower_log_odds(tail, b, a)?);
    [if a > 0 { low() } else { None }, if b > 0 { high() } else { None }]
}

/// The lower confidence bound, as log-odds, of the share of a in a + b (Clopper and Pearson 1934).
fn lower_log_odds(tail: f64, a: u64, b: u64) -> Option<f64> {
    log_odds_quantile(tail, a as f64, b as f64 + 1.0)
}

/// log₂ of the odds of the share, per token of both samples.
fn bound(table: &Contingency, log_odds: f64) -> Option<f64> {
    let [n1, n2, ..] = table.margins()?;
    finite(libm::log2(n2 / n1) + log_odds * std::f64::consts::LOG2_E)
}

#[cfg(test)]
mod tests {
    use super::{Contingency, Family, conservative, hardie, positive, walter};

    fn table(a: u64, n1: u64, b: u64, n2: u64) -> Contingency {
        Contingency::from_samples(a, n1, b, n2).unwrap()
    }

    #[test]
    fn a_family_keeps_its_confidence() {
        let family = Family::new(0.9, 50).unwrap();
        assert_eq!((family.confidence(), Family::new(1.0, 50), Family::new(0.9, 0)), (0.9, None, None));
    }

    #[test]
    fn zeros_have_a_policy_each() {
        assert_eq!(hardie(&table(4, 100, 1, 100)), Some(2.0));
        assert_eq!(hardie(&table(4, 100, 0, 100)), Some(3.0));
        assert_eq!(hardie(&table(0, 100, 4, 100)), Some(-3.0));
        assert_eq!(hardie(&table(0, 100, 0, 100)), None);
        assert_eq!(hardie(&table(1, 1, 0, 0)), None);
        assert_eq!(walter(&table(0, 100, 0, 100)), Some(0.0));
        assert_eq!(walter(&table(1, 1, 0, 0)), None);
    }

    #[test]
    fn the_conservative_bound_is_nearer_to_zero_and_mirrored() {
        let family = Family::new(0.95, 100).unwrap();
        for (a, b) in [(400, 100), (40, 10), (4, 1), (1, 0), (1000, 999)] {
            let ratio = walter(&table(a, 1000, b, 1000)).unwrap();
            let bound = conservative(&table(a, 1000, b, 1000), family).unwrap();
            assert!((0.0..=ratio + 1e-3).contains(&bound), "{a} {b}: {bound} {ratio}");
            let mirrored = conservative(&table(b, 1000, a, 1000), family).unwrap();
            assert!((bound + mirrored).abs() < 1e-12);
        }
        assert_eq!(conservative(&table(0, 10, 0, 10), family), None);
        assert_eq!(positive(&table(0, 10, 3, 10), family), None);
        assert!(positive(&table(1, 10, 3, 10), family).unwrap() < 0.0);
    }

    #[test]
    fn large_counts_have_narrow_intervals() {
        // For large counts ln of the ratio is about normal with variance 1/a + 1/b.
        let family = Family::new(0.95, 20_000).unwrap();
        let z = 4.708_129;
        for (a, b) in [(1_000_000_u64, 900_000_u64), (600_000_000_000, 500_000_000_000)] {
            let table = table(a, 1_000_000_000_000, b, 1_000_000_000_000);
            let deviation = (1.0 / a as f64 + 1.0 / b as f64).sqrt();
            let expected = (libm::log(a as f64 / b as f64) - z * deviation) / std::f64::consts::LN_2;
            let found = conservative(&table, family).unwrap();
            assert!((found - expected).abs() < 0.02 * z * deviation, "{a} {b}: {found} {expected}");
        }
    }

    #[test]
    fn an_interval_is_mirrored_and_holds_the_ratio() {
        for (a, b) in [(400, 100), (40, 10), (4, 1), (3, 3), (1, 7)] {
            let [low, high] = super::log_ratio_interval(&table(a, 1000, b, 2000), 0.95).map(Option::unwrap);
            let ratio = hardie(&table(a, 1000, b, 2000)).unwrap();
            assert!(low < ratio && ratio < high, "{low} {ratio} {high}");
            let [other_low, other_high] =
                super::log_ratio_interval(&table(b, 2000, a, 1000), 0.95).map(Option::unwrap);
            assert!((low + other_high).abs() < 1e-9 && (high + other_low).abs() < 1e-9);
        }
        assert_eq!(super::log_ratio_interval(&table(0, 10, 0, 10), 0.95), [None, None]);
        assert_eq!(super::log_ratio_interval(&table(0, 10, 2, 10), 0.95)[0], None);
    }

    #[test]
    fn families_must_be_sound() {
        for (confidence, tests) in [(0.0, 1), (1.0, 1), (f64::NAN, 1), (0.95, 0)] {
            assert_eq!(Family::new(confidence, tests), None);
        }
    }
}

//! What is typical of a target in comparison with a reference: keyness.
//!
//! The table is [`Contingency::from_samples`]: a word a times in n₁ tokens of the target and b times in n₂ tokens of
//! the reference. With documents instead of tokens (the number that contain the word, and the number of all), the same
//! measures compare document frequencies. That is the better choice if a word may be frequent in few documents (Evert
//! 2022). G² and all tests of tokens assume that tokens are independent, which they are not: see
//! [`Permutations`](super::Permutations).

mod definitions;
mod log_odds;

pub use log_odds::{LogOdds, Prior};

use super::association::{fisher_two_sided_p, log_likelihood};
use super::definition::finite;
use super::log_ratio::{self, Family};
use super::special::chi_square_log10_p;
use super::{Contingency, Definition};

/// A measure of keyness.
///
/// ```
/// use textmill_measures::{Contingency, KeynessMeasure};
///
/// // "Antibiotikum" in Evert (2022): 944 of 1177 in the target, 367 of 341,805 in the reference.
/// let table = Contingency::from_samples(944, 1177, 367, 341_805).unwrap();
/// let g2 = KeynessMeasure::LogLikelihood.of(&table).unwrap();
/// assert!((g2 - 10_290.404_740_55).abs() < 1e-6);
///
/// // The sign tells in which sample the word is more frequent.
/// let exchanged = Contingency::from_samples(367, 341_805, 944, 1177).unwrap();
/// assert!(KeynessMeasure::LogLikelihood.of(&exchanged).unwrap() < 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub enum KeynessMeasure {
    TargetPerMillion,
    ReferencePerMillion,
    LogRatioHardie,
    LogRatioWalter,
    ConservativeLogRatio(Family),
    PositiveLogRatio(Family),
    LogLikelihood,
    LogLikelihoodP,
    Bic,
    PercentDifference,
    OddsRatio,
    /// With the number of occurrences per million that is added to both sides.
    SimpleMaths(f64),
    DifferenceCoefficient,
    LogOdds(Prior),
    LogOddsZ(Prior),
    LogOddsP(Prior),
    FisherP,
}

impl KeynessMeasure {
    /// All measures, in the order of the data dictionary.
    pub fn all(family: Family, simple_maths: f64, prior: Prior) -> impl Iterator<Item = Self> {
        definitions::all(family, simple_maths, prior).into_iter()
    }

    /// What the measure means.
    pub fn definition(self) -> &'static Definition {
        definitions::of(self)
    }

    /// The name of the column.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// The value for a word; `None` where the measure is undefined.
    pub fn of(self, table: &Contingency) -> Option<f64> {
        match self {
            Self::TargetPerMillion => finite(rates(table)?.0 * 1e6),
            Self::ReferencePerMillion => finite(rates(table)?.1 * 1e6),
            Self::LogRatioHardie => log_ratio::hardie(table),
            Self::LogRatioWalter => log_ratio::walter(table),
            Self::ConservativeLogRatio(family) => log_ratio::conservative(table, family),
            Self::PositiveLogRatio(family) => log_ratio::positive(table, family),
            Self::LogLikelihood => log_likelihood(table),
            Self::LogLikelihoodP => finite(chi_square_log10_p(log_likelihood(table)?.abs())),
            Self::Bic => finite(log_likelihood(table)?.abs() - libm::log(table.total() as f64)),
            Self::PercentDifference => percent_difference(table),
            Self::OddsRatio => odds_ratio(table),
            Self::SimpleMaths(added) => simple_maths(table, added),
            Self::DifferenceCoefficient => difference_coefficient(table),
            Self::LogOdds(prior) => LogOdds::of(table, prior).map(|odds| odds.delta),
            Self::LogOddsZ(prior) => LogOdds::of(table, prior).map(|odds| odds.z),
            Self::LogOddsP(prior) => LogOdds::of(table, prior).map(|odds| odds.log10_p),
            Self::FisherP => fisher_two_sided_p(table),
        }
    }
}

/// Occurrences per token in the target and in the reference; nothing, if one of them has no tokens.
fn rates(table: &Contingency) -> Option<(f64, f64)> {
    let [a, _, b, _] = table.observed()?;
    let [n1, n2, ..] = table.margins()?;
    (n1 > 0.0 && n2 > 0.0).then(|| (a as f64 / n1, b as f64 / n2))
}

fn percent_difference(table: &Contingency) -> Option<f64> {
    let (_, reference) = rates(table)?;
    let [n1, n2, ..] = table.margins()?;
    // r₁ − r₂ is the determinant by n₁n₂, which does not cancel.
    finite(100.0 * (table.determinant() / n1 / n2) / reference)
}

fn odds_ratio(table: &Contingency) -> Option<f64> {
    let [a, without_a, b, without_b] = table.observed()?.map(|count| count as f64);
    finite((a * without_b) / (without_a * b))
}

fn simple_maths(table: &Contingency, added: f64) -> Option<f64> {
    let (target, reference) = rates(table)?;
    if added < 0.0 {
        return None;
    }
    finite((target * 1e6 + added) / (reference * 1e6 + added))
}

fn difference_coefficient(table: &Contingency) -> Option<f64> {
    let (target, reference) = rates(table)?;
    let [n1, n2, ..] = table.margins()?;
    finite(table.determinant() / n1 / n2 / (target + reference))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Contingency, Family, KeynessMeasure, Prior};

    fn all() -> Vec<KeynessMeasure> {
        KeynessMeasure::all(
            Family::new(0.95, 1000).unwrap(),
            1.0,
            Prior::Flat { pseudocount: 0.1, types: 500 },
        )
        .chain([
            KeynessMeasure::LogOddsZ(Prior::Proportional { total: 500.0 }),
            KeynessMeasure::SimpleMaths(0.0),
        ])
        .collect()
    }

    #[test]
    fn names_are_unique_and_definitions_complete() {
        let all = &all()[..all().len() - 2];
        let names: BTreeSet<&str> = all.iter().map(|measure| measure.name()).collect();
        assert_eq!(names.len(), all.len());
        for definition in all.iter().map(|measure| measure.definition()) {
            let texts = [definition.formula, definition.when_zero, definition.direction, definition.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", definition.name);
        }
    }

    #[test]
    fn four_cells_not_two() {
        // With the two cells of the word alone it would be 2.9419.
        let table = Contingency::from_samples(7, 1000, 2, 1000).unwrap();
        assert!((KeynessMeasure::LogLikelihood.of(&table).unwrap() - 2.9545).abs() < 5e-5);
    }

    #[test]
    fn words_of_one_side_only() {
        let table = Contingency::from_samples(5, 1000, 0, 2000).unwrap();
        assert_eq!(KeynessMeasure::TargetPerMillion.of(&table), Some(5000.0));
        assert_eq!(KeynessMeasure::ReferencePerMillion.of(&table), Some(0.0));
        assert_eq!(KeynessMeasure::PercentDifference.of(&table), None);
        assert_eq!(KeynessMeasure::OddsRatio.of(&table), None);
        assert_eq!(KeynessMeasure::SimpleMaths(0.0).of(&table), None);
        assert_eq!(KeynessMeasure::DifferenceCoefficient.of(&table), Some(1.0));
        assert!(KeynessMeasure::LogLikelihood.of(&table).unwrap() > 10.0);
    }

    #[test]
    fn exchanging_the_samples_turns_the_sign() {
        let table = Contingency::from_samples(50, 10_000, 3, 12_000).unwrap();
        let turned = Contingency::from_samples(3, 12_000, 50, 10_000).unwrap();
        for measure in all() {
            let (one, other) = (measure.of(&table).unwrap(), measure.of(&turned).unwrap());
            match measure {
                KeynessMeasure::LogRatioHardie
                | KeynessMeasure::LogRatioWalter
                | KeynessMeasure::ConservativeLogRatio(_)
                | KeynessMeasure::LogLikelihood
                | KeynessMeasure::DifferenceCoefficient
                | KeynessMeasure::LogOdds(_)
                | KeynessMeasure::LogOddsZ(_) => assert!((one + other).abs() < 1e-9, "{}", measure.name()),
                KeynessMeasure::LogLikelihoodP
                | KeynessMeasure::Bic
                | KeynessMeasure::FisherP
                | KeynessMeasure::LogOddsP(_) => {
                    assert!((one - other).abs() < 1e-9, "{}", measure.name());
                }
                _ => {}
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn every_value_is_a_number(cells in prop::array::uniform4(prop_oneof![0..4_u64, 0..1000_u64, 0..1_000_000_000_000_u64])) {
            if let Some(table) = Contingency::from_cells(cells) {
                for measure in all() {
                    if let Some(value) = measure.of(&table) {
                        prop_assert!(value.is_finite(), "{} of {:?}: {}", measure.name(), cells, value);
                    }
                }
            }
        }
    }
}

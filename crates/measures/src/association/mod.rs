//! How strongly two words attract each other: association measures of collocations.
//!
//! Symbols as in [`Contingency`]: f = O₁₁, f₁, f₂, N, E = E₁₁. All are symmetric in the two words unless their name says a
//! direction. Effect sizes (MI, log odds ratio, …) favour rare pairs, tests (G², t, …) favour frequent ones.

mod definitions;
mod formulas;
mod interaction;

pub use interaction::{Interaction, interaction};

use super::log_ratio::{self, Family};
use super::{Contingency, Definition};

/// An association measure.
///
/// ```
/// use textmill_measures::{Association, Contingency};
///
/// // Two words that each occur at 100 of 1000 places meet 10 times if they are independent.
/// let independent = Contingency::from_frequencies(10, 100, 100, 1000).unwrap();
/// assert_eq!(Association::MutualInformation.of(&independent), Some(0.0));
///
/// // Four times as often is 2 bits more.
/// let attracted = Contingency::from_frequencies(40, 100, 100, 1000).unwrap();
/// assert!((Association::MutualInformation.of(&attracted).unwrap() - 2.0).abs() < 1e-12);
///
/// // The logarithm of 0 is undefined.
/// let apart = Contingency::from_frequencies(0, 100, 100, 1000).unwrap();
/// assert_eq!(Association::MutualInformation.of(&apart), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub enum Association {
    MutualInformation,
    MutualInformationSquared,
    MutualInformationCubed,
    NormalizedMutualInformation,
    LocalMutualInformation,
    AverageMutualInformation,
    TScore,
    ZScore,
    ZScoreCorrected,
    LogLikelihood,
    SimpleLogLikelihood,
    ChiSquared,
    ChiSquaredYates,
    Dice,
    LogDice,
    Jaccard,
    MinimumSensitivity,
    GeometricMean,
    DeltaPSecondGivenFirst,
    DeltaPFirstGivenSecond,
    Liddell,
    OddsRatio,
    OddsRatioDiscounted,
    RelativeRisk,
    LogRatioHardie,
    LogRatioWalter,
    ConservativeLogRatio(Family),
    FisherP,
    FisherLowerP,
    FisherTwoSidedP,
    PoissonP,
    PoissonStirling,
}

impl Association {
    /// All measures, in the order of the data dictionary.
    pub fn all(family: Family) -> impl Iterator<Item = Self> {
        definitions::all(family).into_iter()
    }

    /// What the measure means.
    pub fn definition(self) -> &'static Definition {
        definitions::of(self)
    }

    /// The name of the column.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// The value for a table; `None` where the measure is undefined.
    pub fn of(self, table: &Contingency) -> Option<f64> {
        match self {
            Self::MutualInformation => formulas::mutual_information(table, 1),
            Self::MutualInformationSquared => formulas::mutual_information(table, 2),
            Self::MutualInformationCubed => formulas::mutual_information(table, 3),
            Self::NormalizedMutualInformation => formulas::normalized_mutual_information(table),
            Self::LocalMutualInformation => formulas::local_mutual_information(table),
            Self::AverageMutualInformation => formulas::average_mutual_information(table),
            Self::TScore => formulas::t_score(table),
            Self::ZScore => formulas::z_score(table),
            Self::ZScoreCorrected => formulas::z_score_corrected(table),
            Self::LogLikelihood => formulas::log_likelihood(table),
            Self::SimpleLogLikelihood => formulas::simple_log_likelihood(table),
            Self::ChiSquared => formulas::chi_squared(table),
            Self::ChiSquaredYates => formulas::chi_squared_yates(table),
            Self::Dice => formulas::dice(table),
            Self::LogDice => formulas::log_dice(table),
            Self::Jaccard => formulas::jaccard(table),
            Self::MinimumSensitivity => formulas::minimum_sensitivity(table),
            Self::GeometricMean => formulas::geometric_mean(table),
            Self::DeltaPSecondGivenFirst => formulas::delta_p_second_given_first(table),
            Self::DeltaPFirstGivenSecond | Self::Liddell => formulas::delta_p_first_given_second(table),
            Self::OddsRatio => formulas::odds_ratio(table, 0.0),
            Self::OddsRatioDiscounted => formulas::odds_ratio(table, 0.5),
            Self::RelativeRisk => formulas::relative_risk(table),
            Self::LogRatioHardie => log_ratio::hardie(table),
            Self::LogRatioWalter => log_ratio::walter(table),
            Self::ConservativeLogRatio(family) => log_ratio::conservative(table, family),
            Self::FisherP => formulas::fisher_p(table),
            Self::FisherLowerP => formulas::fisher_lower_p(table),
            Self::FisherTwoSidedP => formulas::fisher_two_sided_p(table),
            Self::PoissonP => formulas::poisson_p(table),
            Self::PoissonStirling => formulas::poisson_stirling(table),
        }
    }
}

pub(super) use formulas::{fisher_two_sided_p, log_likelihood};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Association, Contingency, Family};

    fn all() -> impl Iterator<Item = Association> {
        Association::all(Family::new(0.95, 1000).unwrap())
    }

    #[test]
    fn names_are_unique_and_definitions_complete() {
        let names: BTreeSet<&str> = all().map(Association::name).collect();
        assert_eq!(names.len(), all().count());
        for measure in all() {
            let definition = measure.definition();
            let texts = [definition.formula, definition.when_zero, definition.direction, definition.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", measure.name());
        }
    }

    #[test]
    fn independent_words_are_not_associated() {
        let table = Contingency::from_frequencies(10, 100, 100, 1000).unwrap();
        for measure in [
            Association::MutualInformation,
            Association::NormalizedMutualInformation,
            Association::LocalMutualInformation,
            Association::AverageMutualInformation,
            Association::TScore,
            Association::ZScore,
            Association::ZScoreCorrected,
            Association::LogLikelihood,
            Association::SimpleLogLikelihood,
            Association::ChiSquared,
            Association::ChiSquaredYates,
            Association::Liddell,
            Association::OddsRatio,
            Association::RelativeRisk,
            Association::LogRatioHardie,
        ] {
            let value = measure.of(&table).unwrap();
            assert!(value.abs() < 1e-12, "{}: {value}", measure.name());
        }
    }

    #[test]
    fn pairs_that_never_meet() {
        let table = Contingency::from_frequencies(0, 100, 100, 1000).unwrap();
        assert_eq!(Association::MutualInformation.of(&table), None);
        assert_eq!(Association::NormalizedMutualInformation.of(&table), Some(-1.0));
        assert_eq!(Association::TScore.of(&table), None);
        assert_eq!(Association::LogDice.of(&table), None);
        assert_eq!(Association::OddsRatio.of(&table), None);
        assert_eq!(Association::FisherP.of(&table), Some(0.0));
        assert!(Association::LogLikelihood.of(&table).unwrap() < 0.0);
        assert!(Association::OddsRatioDiscounted.of(&table).unwrap() < 0.0);
    }

    #[test]
    fn words_that_always_meet() {
        let table = Contingency::from_frequencies(10, 10, 10, 100).unwrap();
        for measure in [
            Association::NormalizedMutualInformation,
            Association::Dice,
            Association::Jaccard,
            Association::MinimumSensitivity,
            Association::GeometricMean,
            Association::DeltaPSecondGivenFirst,
        ] {
            assert_eq!(measure.of(&table), Some(1.0), "{}", measure.name());
        }
        assert_eq!(Association::LogDice.of(&table), Some(14.0));
        let only = Contingency::from_frequencies(5, 5, 5, 5).unwrap();
        assert_eq!(Association::NormalizedMutualInformation.of(&only), Some(1.0));
    }

    #[test]
    fn windows_scale_the_expectation_only() {
        let table = Contingency::from_window(7, 10, 4, 1000, 4).unwrap();
        let value = Association::MutualInformation.of(&table).unwrap();
        assert!((value - (7.0_f64 / 0.16).log2()).abs() < 1e-12);
        assert_eq!(Association::Dice.of(&table), Some(1.0));
        assert_eq!(Association::LogLikelihood.of(&table), None);
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

        #[test]
        fn every_value_of_windows_is_a_number(
            joint in 0..200_u64, node in 0..100_u64, collocate in 0..100_u64, total in 1..1000_u64, span in 0..20_u64
        ) {
            if let Some(table) = Contingency::from_window(joint, node, collocate, total, span) {
                for measure in all() {
                    if let Some(value) = measure.of(&table) {
                        prop_assert!(value.is_finite(), "{} of {:?}: {}", measure.name(), table, value);
                    }
                }
            }
        }
    }
}

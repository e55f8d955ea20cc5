//! The definitions of the measures of keyness.

use super::{KeynessMeasure, Prior};
use crate::{Definition, Family};

/// All measures, in the order of the data dictionary.
pub(super) fn all(family: Family, simple_maths: f64, prior: Prior) -> [KeynessMeasure; 17] {
    [
        KeynessMeasure::TargetPerMillion,
        KeynessMeasure::ReferencePerMillion,
        KeynessMeasure::LogRatioHardie,
        KeynessMeasure::LogRatioWalter,
        KeynessMeasure::ConservativeLogRatio(family),
        KeynessMeasure::PositiveLogRatio(family),
        KeynessMeasure::LogLikelihood,
        KeynessMeasure::LogLikelihoodP,
        KeynessMeasure::Bic,
        KeynessMeasure::PercentDifference,
        KeynessMeasure::OddsRatio,
        KeynessMeasure::SimpleMaths(simple_maths),
        KeynessMeasure::DifferenceCoefficient,
        KeynessMeasure::LogOdds(prior),
        KeynessMeasure::LogOddsZ(prior),
        KeynessMeasure::LogOddsP(prior),
        KeynessMeasure::FisherP,
    ]
}

/// What a measure means.
pub(super) fn of(measure: KeynessMeasure) -> &'static Definition {
    match measure {
        KeynessMeasure::TargetPerMillion => &TARGET_PER_MILLION,
        KeynessMeasure::ReferencePerMillion => &REFERENCE_PER_MILLION,
        KeynessMeasure::LogRatioHardie => &LOG_RATIO_HARDIE,
        KeynessMeasure::LogRatioWalter => &LOG_RATIO_WALTER,
        KeynessMeasure::ConservativeLogRatio(_) => &CONSERVATIVE_LOG_RATIO,
        KeynessMeasure::PositiveLogRatio(_) => &POSITIVE_LOG_RATIO,
        KeynessMeasure::LogLikelihood => &LOG_LIKELIHOOD,
        KeynessMeasure::LogLikelihoodP => &LOG_LIKELIHOOD_P,
        KeynessMeasure::Bic => &BIC,
        KeynessMeasure::PercentDifference => &PERCENT_DIFFERENCE,
        KeynessMeasure::OddsRatio => &ODDS_RATIO,
        KeynessMeasure::SimpleMaths(_) => &SIMPLE_MATHS,
        KeynessMeasure::DifferenceCoefficient => &DIFFERENCE_COEFFICIENT,
        KeynessMeasure::LogOdds(_) => &LOG_ODDS,
        KeynessMeasure::LogOddsZ(_) => &LOG_ODDS_Z,
        KeynessMeasure::LogOddsP(_) => &LOG_ODDS_P,
        KeynessMeasure::FisherP => &FISHER_P,
    }
}

const TARGET_PER_MILLION: Definition = Definition {
    name: "target_per_million",
    formula: "10⁶ a / n1",
    log_base: "",
    when_zero: "empty where n1 or n2 is 0",
    direction: "occurrences in a million tokens of the target",
    source: "—",
};

const REFERENCE_PER_MILLION: Definition = Definition {
    name: "reference_per_million",
    formula: "10⁶ b / n2",
    log_base: "",
    when_zero: "empty where n1 or n2 is 0",
    direction: "occurrences in a million tokens of the reference",
    source: "—",
};

const LOG_RATIO_HARDIE: Definition = Definition {
    name: "log_ratio_hardie_log2",
    formula: "log2((a / n1) / (b / n2))",
    log_base: "2",
    when_zero: "0 counts as ½; empty where a and b are 0",
    direction: "above 0 for the target; 1 more is twice as frequent",
    source: "Hardie 2014",
};

const LOG_RATIO_WALTER: Definition = Definition {
    name: "log_ratio_walter_log2",
    formula: "log2((a + ½) / (n1 + ½)) − log2((b + ½) / (n2 + ½))",
    log_base: "2",
    when_zero: "½ is added always",
    direction: "above 0 for the target; 1 more is twice as frequent",
    source: "Walter 1975",
};

const CONSERVATIVE_LOG_RATIO: Definition = Definition {
    name: "log_ratio_conservative_log2",
    formula: "the bound nearer to 0 of the interval of log2((a / n1) / (b / n2)), 0 if the interval contains 0",
    log_base: "2",
    when_zero: "empty where a and b are 0",
    direction: "above 0 for the target; 0 where no difference is proven; confidence and number of tests are parameters",
    source: "Evert 2022",
};

const POSITIVE_LOG_RATIO: Definition = Definition {
    name: "log_ratio_positive_log2",
    formula: "the lower bound of the one-sided interval of log2((a / n1) / (b / n2))",
    log_base: "2",
    when_zero: "empty where a is 0",
    direction: "the word is at least so much more frequent in the target; confidence and number of tests are parameters",
    source: "Evert 2022",
};

const LOG_LIKELIHOOD: Definition = Definition {
    name: "log_likelihood",
    formula: "sign · 2 Σ O · ln(O / E) over the four cells",
    log_base: "e",
    when_zero: "0 · ln 0 is 0",
    direction: "above 0 for the target; chi-square with 1 degree of freedom",
    source: "Dunning 1993",
};

const LOG_LIKELIHOOD_P: Definition = Definition {
    name: "log_likelihood_log10_p",
    formula: "log10 of P(chi-square with 1 degree of freedom at least abs(log_likelihood))",
    log_base: "10",
    when_zero: "0 (p is 1) where both rates are equal",
    direction: "at most 0; lower for a stronger proof of a difference in any direction; not corrected for many tests",
    source: "Dunning 1993",
};

const BIC: Definition = Definition {
    name: "bic",
    formula: "abs(log_likelihood) − ln(n1 + n2)",
    log_base: "e",
    when_zero: "as log_likelihood",
    direction: "above 10 is very strong evidence of a difference, below 0 is evidence against one",
    source: "Wilson 2013",
};

const PERCENT_DIFFERENCE: Definition = Definition {
    name: "percent_difference",
    formula: "100 (a / n1 − b / n2) / (b / n2)",
    log_base: "",
    when_zero: "empty where b is 0",
    direction: "above 0 for the target, in percent; −100 where a is 0",
    source: "Gabrielatos and Marchi 2011",
};

const ODDS_RATIO: Definition = Definition {
    name: "odds_ratio",
    formula: "(a (n2 − b)) / (b (n1 − a))",
    log_base: "",
    when_zero: "empty where b or n1 − a is 0",
    direction: "above 1 for the target",
    source: "Pojanapunya and Todd 2016",
};

const SIMPLE_MATHS: Definition = Definition {
    name: "simple_maths",
    formula: "(10⁶ a / n1 + λ) / (10⁶ b / n2 + λ)",
    log_base: "",
    when_zero: "empty where the denominator is 0",
    direction: "above 1 for the target; a larger λ favours frequent words; λ is a parameter",
    source: "Kilgarriff 2009",
};

const DIFFERENCE_COEFFICIENT: Definition = Definition {
    name: "difference_coefficient",
    formula: "(a / n1 − b / n2) / (a / n1 + b / n2)",
    log_base: "",
    when_zero: "empty where a and b are 0",
    direction: "from −1 (only in the reference) to 1 (only in the target)",
    source: "Hofland and Johansson 1982",
};

const LOG_ODDS: Definition = Definition {
    name: "log_odds",
    formula: "ln((a + α) / (n1 + α0 − a − α)) − ln((b + α) / (n2 + α0 − b − α))",
    log_base: "e",
    when_zero: "the prior smooths; empty where it leaves nothing",
    direction: "above 0 for the target; the prior is a parameter",
    source: "Monroe et al. 2008",
};

const LOG_ODDS_Z: Definition = Definition {
    name: "log_odds_z",
    formula: "log_odds / √(1 / (a + α) + 1 / (b + α))",
    log_base: "e",
    when_zero: "as log_odds",
    direction: "above 0 for the target; about standard normal",
    source: "Monroe et al. 2008",
};

const LOG_ODDS_P: Definition = Definition {
    name: "log_odds_log10_p",
    formula: "log10 of P(a standard normal at least abs(log_odds_z) from 0)",
    log_base: "10",
    when_zero: "as log_odds",
    direction: "at most 0; two-sided; not corrected for many tests",
    source: "Monroe et al. 2008",
};

const FISHER_P: Definition = Definition {
    name: "fisher_two_sided_log10_p",
    formula: "log10 of P(a no more probable than this), hypergeometric",
    log_base: "10",
    when_zero: "0 (p is 1) where a and b are 0",
    direction: "at most 0; two-sided; not corrected for many tests",
    source: "Fisher 1934",
};

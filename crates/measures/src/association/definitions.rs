//! The definitions of the association measures.

use super::Association;
use crate::{Definition, Family};

/// All measures, in the order of the data dictionary.
pub(super) fn all(family: Family) -> [Association; 32] {
    [
        Association::MutualInformation,
        Association::MutualInformationSquared,
        Association::MutualInformationCubed,
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
        Association::Dice,
        Association::LogDice,
        Association::Jaccard,
        Association::MinimumSensitivity,
        Association::GeometricMean,
        Association::DeltaPSecondGivenFirst,
        Association::DeltaPFirstGivenSecond,
        Association::Liddell,
        Association::OddsRatio,
        Association::OddsRatioDiscounted,
        Association::RelativeRisk,
        Association::LogRatioHardie,
        Association::LogRatioWalter,
        Association::ConservativeLogRatio(family),
        Association::FisherP,
        Association::FisherLowerP,
        Association::FisherTwoSidedP,
        Association::PoissonP,
        Association::PoissonStirling,
    ]
}

/// What a measure means.
pub(super) fn of(measure: Association) -> &'static Definition {
    match measure {
        Association::MutualInformation => &MUTUAL_INFORMATION,
        Association::MutualInformationSquared => &MUTUAL_INFORMATION_SQUARED,
        Association::MutualInformationCubed => &MUTUAL_INFORMATION_CUBED,
        Association::NormalizedMutualInformation => &NORMALIZED_MUTUAL_INFORMATION,
        Association::LocalMutualInformation => &LOCAL_MUTUAL_INFORMATION,
        Association::AverageMutualInformation => &AVERAGE_MUTUAL_INFORMATION,
        Association::TScore => &T_SCORE,
        Association::ZScore => &Z_SCORE,
        Association::ZScoreCorrected => &Z_SCORE_CORRECTED,
        Association::LogLikelihood => &LOG_LIKELIHOOD,
        Association::SimpleLogLikelihood => &SIMPLE_LOG_LIKELIHOOD,
        Association::ChiSquared => &CHI_SQUARED,
        Association::ChiSquaredYates => &CHI_SQUARED_YATES,
        Association::Dice => &DICE,
        Association::LogDice => &LOG_DICE,
        Association::Jaccard => &JACCARD,
        Association::MinimumSensitivity => &MINIMUM_SENSITIVITY,
        Association::GeometricMean => &GEOMETRIC_MEAN,
        Association::DeltaPSecondGivenFirst => &DELTA_P_SECOND_GIVEN_FIRST,
        Association::DeltaPFirstGivenSecond => &DELTA_P_FIRST_GIVEN_SECOND,
        Association::Liddell => &LIDDELL,
        Association::OddsRatio => &ODDS_RATIO,
        Association::OddsRatioDiscounted => &ODDS_RATIO_DISCOUNTED,
        Association::RelativeRisk => &RELATIVE_RISK,
        Association::LogRatioHardie => &LOG_RATIO_HARDIE,
        Association::LogRatioWalter => &LOG_RATIO_WALTER,
        Association::ConservativeLogRatio(_) => &CONSERVATIVE_LOG_RATIO,
        Association::FisherP => &FISHER_P,
        Association::FisherLowerP => &FISHER_LOWER_P,
        Association::FisherTwoSidedP => &FISHER_TWO_SIDED_P,
        Association::PoissonP => &POISSON_P,
        Association::PoissonStirling => &POISSON_STIRLING,
    }
}

const MUTUAL_INFORMATION: Definition = Definition {
    name: "mi_log2",
    formula: "log2(f / E)",
    log_base: "2",
    when_zero: "empty where f or E is 0",
    direction: "above 0 for attraction; favours rare pairs",
    source: "Church and Hanks 1990",
};

const MUTUAL_INFORMATION_SQUARED: Definition = Definition {
    name: "mi2_log2",
    formula: "log2(f² / E)",
    log_base: "2",
    when_zero: "empty where f or E is 0",
    direction: "higher for stronger association",
    source: "Daille 1994",
};

const MUTUAL_INFORMATION_CUBED: Definition = Definition {
    name: "mi3_log2",
    formula: "log2(f³ / E)",
    log_base: "2",
    when_zero: "empty where f or E is 0",
    direction: "higher for stronger association; favours frequent pairs",
    source: "Daille 1994",
};

const NORMALIZED_MUTUAL_INFORMATION: Definition = Definition {
    name: "npmi",
    formula: "ln(f / E) / ln(N / f)",
    log_base: "e",
    when_zero: "−1 where f is 0; 1 where f is N; empty where E is 0",
    direction: "from −1 (never together) by 0 (independent) to 1 (only together)",
    source: "Bouma 2009",
};

const LOCAL_MUTUAL_INFORMATION: Definition = Definition {
    name: "local_mi_log2",
    formula: "f · log2(f / E)",
    log_base: "2",
    when_zero: "0 where f is 0; empty where E is 0",
    direction: "above 0 for attraction",
    source: "Evert 2005",
};

const AVERAGE_MUTUAL_INFORMATION: Definition = Definition {
    name: "average_mi_log2",
    formula: "Σ O · log2(O / E) over the four cells",
    log_base: "2",
    when_zero: "0 · log 0 is 0; empty where the windows are no table",
    direction: "0 for independence, without a sign",
    source: "Evert 2005",
};

const T_SCORE: Definition = Definition {
    name: "t_score",
    formula: "(f − E) / √f",
    log_base: "",
    when_zero: "empty where f is 0",
    direction: "above 0 for attraction; favours frequent pairs",
    source: "Church et al. 1991",
};

const Z_SCORE: Definition = Definition {
    name: "z_score",
    formula: "(f − E) / √E",
    log_base: "",
    when_zero: "empty where E is 0",
    direction: "above 0 for attraction",
    source: "Berry-Rogghe 1973",
};

const Z_SCORE_CORRECTED: Definition = Definition {
    name: "z_score_corrected",
    formula: "(f − E − ½ · sign(f − E)) / √E",
    log_base: "",
    when_zero: "empty where E is 0",
    direction: "above 0 for attraction; Yates's correction is not capped, so the sign may turn",
    source: "Evert 2005",
};

const LOG_LIKELIHOOD: Definition = Definition {
    name: "log_likelihood",
    formula: "sign(f − E) · 2 Σ O · ln(O / E) over the four cells",
    log_base: "e",
    when_zero: "0 · ln 0 is 0; empty where the windows are no table",
    direction: "above 0 for attraction; chi-square with 1 degree of freedom",
    source: "Dunning 1993",
};

const SIMPLE_LOG_LIKELIHOOD: Definition = Definition {
    name: "simple_log_likelihood",
    formula: "sign(f − E) · 2 (f · ln(f / E) − (f − E))",
    log_base: "e",
    when_zero: "0 · ln 0 is 0; empty where E is 0",
    direction: "above 0 for attraction",
    source: "Evert 2008",
};

const CHI_SQUARED: Definition = Definition {
    name: "chi_squared",
    formula: "sign(f − E) · N (O11 O22 − O12 O21)² / (R1 R2 C1 C2)",
    log_base: "",
    when_zero: "empty where a margin is 0 or the windows are no table",
    direction: "above 0 for attraction; chi-square with 1 degree of freedom",
    source: "Pearson 1900",
};

const CHI_SQUARED_YATES: Definition = Definition {
    name: "chi_squared_yates",
    formula: "sign(f − E) · N (abs(O11 O22 − O12 O21) − N / 2)² / (R1 R2 C1 C2)",
    log_base: "",
    when_zero: "empty where a margin is 0 or the windows are no table",
    direction: "above 0 for attraction; the correction is not capped",
    source: "Yates 1934",
};

const DICE: Definition = Definition {
    name: "dice",
    formula: "2 f / (f1 + f2)",
    log_base: "",
    when_zero: "0 where f is 0; empty where both words are absent",
    direction: "from 0 to 1 (only together)",
    source: "Dice 1945",
};

const LOG_DICE: Definition = Definition {
    name: "log_dice_log2",
    formula: "14 + log2(2 f / (f1 + f2))",
    log_base: "2",
    when_zero: "empty where f is 0",
    direction: "at most 14; independent of the size of the corpus",
    source: "Rychlý 2008",
};

const JACCARD: Definition = Definition {
    name: "jaccard",
    formula: "f / (f1 + f2 − f)",
    log_base: "",
    when_zero: "0 where f is 0; empty where both words are absent",
    direction: "from 0 to 1 (only together)",
    source: "Jaccard 1901",
};

const MINIMUM_SENSITIVITY: Definition = Definition {
    name: "minimum_sensitivity",
    formula: "min(f / f1, f / f2)",
    log_base: "",
    when_zero: "0 where f is 0; empty where a word is absent",
    direction: "from 0 to 1 (only together)",
    source: "Pedersen and Bruce 1996",
};

const GEOMETRIC_MEAN: Definition = Definition {
    name: "geometric_mean",
    formula: "f / √(f1 f2)",
    log_base: "",
    when_zero: "0 where f is 0; empty where a word is absent",
    direction: "from 0 to 1 (only together)",
    source: "Evert 2005",
};

const DELTA_P_SECOND_GIVEN_FIRST: Definition = Definition {
    name: "delta_p_2_given_1",
    formula: "O11 / R1 − O21 / R2",
    log_base: "",
    when_zero: "empty where a row is empty or the windows are no table",
    direction: "from −1 to 1: how much more probable the second word is with the first",
    source: "Gries 2013",
};

const DELTA_P_FIRST_GIVEN_SECOND: Definition = Definition {
    name: "delta_p_1_given_2",
    formula: "O11 / C1 − O12 / C2",
    log_base: "",
    when_zero: "empty where a column is empty or the windows are no table",
    direction: "from −1 to 1: how much more probable the first word is with the second",
    source: "Gries 2013",
};

const LIDDELL: Definition = Definition {
    name: "liddell",
    formula: "(O11 O22 − O12 O21) / (C1 C2)",
    log_base: "",
    when_zero: "empty where a column is empty or the windows are no table",
    direction: "from −1 to 1; the same number as ΔP of the first word given the second",
    source: "Liddell 1976",
};

const ODDS_RATIO: Definition = Definition {
    name: "odds_ratio_log10",
    formula: "log10(O11 O22 / (O12 O21))",
    log_base: "10",
    when_zero: "empty where a cell is 0",
    direction: "above 0 for attraction",
    source: "Cornfield 1951",
};

const ODDS_RATIO_DISCOUNTED: Definition = Definition {
    name: "odds_ratio_discounted_log10",
    formula: "log10((O11 + ½)(O22 + ½) / ((O12 + ½)(O21 + ½)))",
    log_base: "10",
    when_zero: "½ is added to each cell, always; empty where the windows are no table",
    direction: "above 0 for attraction",
    source: "Haldane 1956",
};

const RELATIVE_RISK: Definition = Definition {
    name: "relative_risk_log10",
    formula: "log10((O11 / C1) / (O12 / C2))",
    log_base: "10",
    when_zero: "empty where O11, O12 or a column is 0",
    direction: "above 0 for attraction: how many times as probable the first word is with the second",
    source: "Evert 2005",
};

const LOG_RATIO_HARDIE: Definition = Definition {
    name: "log_ratio_hardie_log2",
    formula: "log2((O11 / R1) / (O21 / R2))",
    log_base: "2",
    when_zero: "0 counts as ½; empty where both are 0 or a row is empty",
    direction: "above 0 for attraction; 1 more is twice as frequent",
    source: "Hardie 2014",
};

const LOG_RATIO_WALTER: Definition = Definition {
    name: "log_ratio_walter_log2",
    formula: "log2((O11 + ½) / (R1 + ½)) − log2((O21 + ½) / (R2 + ½))",
    log_base: "2",
    when_zero: "½ is added always; empty where a row is empty",
    direction: "above 0 for attraction; 1 more is twice as frequent",
    source: "Walter 1975",
};

const CONSERVATIVE_LOG_RATIO: Definition = Definition {
    name: "log_ratio_conservative_log2",
    formula: "the bound nearer to 0 of the interval of log2((O11 / R1) / (O21 / R2)), 0 if the interval contains 0",
    log_base: "2",
    when_zero: "empty where O11 and O21 are 0 or a row is empty",
    direction: "above 0 for proven attraction; confidence and number of tests are parameters",
    source: "Evert 2022",
};

const FISHER_P: Definition = Definition {
    name: "fisher_log10_p",
    formula: "log10 of P(at least f meetings), hypergeometric",
    log_base: "10",
    when_zero: "0 (p is 1) where f is 0; empty where the windows are no table",
    direction: "at most 0; lower for stronger attraction; one-sided",
    source: "Fisher 1934",
};

const FISHER_LOWER_P: Definition = Definition {
    name: "fisher_lower_log10_p",
    formula: "log10 of P(at most f meetings), hypergeometric",
    log_base: "10",
    when_zero: "empty where the windows are no table",
    direction: "at most 0; lower for stronger repulsion; one-sided",
    source: "Fisher 1934",
};

const FISHER_TWO_SIDED_P: Definition = Definition {
    name: "fisher_two_sided_log10_p",
    formula: "log10 of P(a number of meetings no more probable than f), hypergeometric",
    log_base: "10",
    when_zero: "empty where the windows are no table",
    direction: "at most 0; lower for stronger attraction or repulsion",
    source: "Fisher 1934",
};

const POISSON_P: Definition = Definition {
    name: "poisson_log10_p",
    formula: "log10 of P(at least f meetings), Poisson with mean E",
    log_base: "10",
    when_zero: "0 (p is 1) where f is 0; empty where E is 0",
    direction: "at most 0; lower for stronger attraction; one-sided",
    source: "Quasthoff and Wolff 2002",
};

const POISSON_STIRLING: Definition = Definition {
    name: "poisson_stirling_log10",
    formula: "f · (log10(f / E) − log10 e)",
    log_base: "10",
    when_zero: "0 where f is 0; empty where E is 0",
    direction: "higher for stronger attraction",
    source: "Quasthoff and Wolff 2002",
};

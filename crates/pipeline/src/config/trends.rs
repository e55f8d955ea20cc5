//! What is followed over time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_frequency::TrendParameters;

use super::group_by::GroupBy;

/// How the frequency of words changes over time: trends.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TrendConfig {
    /// The length of a period: "year", "month" or "day". topic_groups.csv takes the same.
    pub period: Period,
    /// Words to follow, such as ["river*"], by patterns of words or stems; empty for those that change most.
    pub words: Vec<String>,
    /// What else parts the documents: "group", "source", "genre", or the name of a column, each value of which has its own frequencies
    /// beside those of all documents (of more than 100 values those with the most documents); "none" for these alone.
    pub by: GroupBy,
    /// How many of those that change most.
    pub top: usize,
    /// Stems that are rarer are not among those that change most.
    pub min_frequency: u64,
    /// How often the documents of a period are drawn for the interval, up to 99,999.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Years.
    Year,
    /// Months.
    #[default]
    Month,
    /// Days.
    Day,
}

impl Period {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The period of a date (ISO 8601); `None` for a date that is less exact.
    pub(crate) fn of(self, iso: &str) -> Option<&str> {
        let length = match self {
            Self::Year => 4,
            Self::Month => 7,
            Self::Day => 10,
        };
        iso.get(..length)
    }
}

impl Default for TrendConfig {
    fn default() -> Self {
        Self {
            period: Period::Month,
            words: Vec::new(),
            by: GroupBy::None,
            top: 20,
            min_frequency: 10,
            draws: 999,
            seed: 1,
        }
    }
}

impl TrendConfig {
    pub(crate) fn parameters(&self) -> TrendParameters {
        TrendParameters { draws: self.draws, seed: self.seed }
    }
}

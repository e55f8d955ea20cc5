//! What is followed over time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_frequency::ChangeParameters;

use super::group_by::GroupBy;

/// How the frequency of words changes over time: trends.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TrendConfig {
    /// The length of a period: "day", "week", "month", "quarter", "year" or "decade"; "auto" for the shortest of which there are at most
    /// forty between the first date and the last, and no more than documents. data/topic_groups.csv takes the same.
    pub period: Period,
    /// What to follow, such as ["river*", "health care", "/^sanction/"]: a pattern of terms, or several in a row. Each is a line of all that
    /// it finds, and where that is several terms, each is a line too; where no term matches, stems are asked. Empty for the stems that
    /// change most.
    pub words: Vec<String>,
    /// What else parts the documents: "group", "source", "genre", or the name of a column, each value of which has its own frequencies
    /// beside those of all documents (of more than 100 values those with the most documents); "none" for these alone.
    pub by: GroupBy,
    /// How many of those that change most.
    pub top: usize,
    /// Stems that are rarer are not among those that change most.
    pub min_frequency: u64,
    /// How often documents are dealt out anew to the first and the last half of the time for permutation_p of data/trend_changes.csv, up to
    /// 99,999; 0 for no such test.
    pub draws: u32,
    /// The seed of these draws.
    pub seed: u64,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// What suits the dates.
    #[default]
    Auto,
    /// Days.
    Day,
    /// Weeks, from Monday to Sunday.
    Week,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Decades.
    Decade,
}

impl Default for TrendConfig {
    fn default() -> Self {
        Self {
            period: Period::Auto,
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
    pub(crate) fn parameters(&self) -> ChangeParameters {
        ChangeParameters { draws: self.draws, seed: self.seed }
    }
}

//! How varied vocabularies are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_measures::DiversityParameters;

/// Parameters of the measures in data/diversity.csv; columns.csv states them beside each column.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DiversityConfig {
    /// Tokens in a segment of MSTTR: w.
    pub segment: usize,
    /// Tokens in a window of MATTR: w.
    pub window: usize,
    /// The type-token ratio at which MTLD closes a factor, between 0 and 1.
    pub mtld_threshold: f64,
    /// Tokens in the hypothetical sample of HD-D: k.
    pub hdd_sample: u32,
    /// Texts of fewer tokens have no measures, which say little of them; 0 for measures of all.
    pub min_tokens: u64,
}

/// A page of a book has some three hundred words; below a third of it, measures of diversity and readability are those of a sentence or two.
const MIN_TOKENS: u64 = 100;

impl Default for DiversityConfig {
    fn default() -> Self {
        let DiversityParameters { segment, window, threshold, draws } = DiversityParameters::default();
        Self { segment, window, mtld_threshold: threshold, hdd_sample: draws, min_tokens: MIN_TOKENS }
    }
}

impl DiversityConfig {
    pub(crate) fn parameters(&self) -> DiversityParameters {
        DiversityParameters {
            segment: self.segment,
            window: self.window,
            threshold: self.mtld_threshold,
            draws: self.hdd_sample,
        }
    }
}

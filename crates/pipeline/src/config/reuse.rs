//! What documents have from each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Parameters of passages.csv and of quotations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReuseConfig {
    /// Words of the shortest passage that counts as shared, from 3 to 1,000. Below eight, most of them are formulas.
    pub min_tokens: usize,
}

impl Default for ReuseConfig {
    fn default() -> Self {
        Self { min_tokens: 8 }
    }
}

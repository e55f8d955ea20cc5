//! What documents have from each other.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_reuse::TraceParameters;

use crate::LanguageCode;

/// Parameters of passages.csv, reuse.csv and quotations.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReuseConfig {
    /// Words of the shortest passage that counts as shared, from 3 to 1,000. Below eight, most of them are formulas.
    pub min_tokens: usize,
    /// What a quotation of twelve words or more and its source must have in common, from 0 to 1, for another translation to be claimed: the
    /// column sequence of quote_traces.csv.
    pub retranslated: f64,
    /// And how much less any other source may have, from 0 to 1: the column margin.
    pub margin: f64,
    /// From which sequence on a source is shown as similar, without a claim.
    pub similar: f64,
    /// Your words that say that somebody says something, a file a language, relative to the folder of this configuration: they are added to the
    /// built-in ones, and make quotations of further languages have speakers. A line `[finite]` says that verbs follow (`blared scoffed`), `[role]`
    /// nouns for those who speak (`spokesbot`), `[phrase]` what stands before a speaker, one a line (`as told by`).
    #[schemars(extend("examples" = [{ "uk": "cues-uk.txt" }]))]
    pub cues: BTreeMap<LanguageCode, PathBuf>,
}

impl Default for ReuseConfig {
    fn default() -> Self {
        let TraceParameters { retranslated, margin, similar, .. } = TraceParameters::default();
        Self { min_tokens: 8, retranslated, margin, similar, cues: BTreeMap::new() }
    }
}

impl ReuseConfig {
    pub(crate) fn trace_parameters(&self) -> TraceParameters {
        let &Self { retranslated, margin, similar, .. } = self;
        TraceParameters { retranslated, margin, similar, ..TraceParameters::default() }
    }
}

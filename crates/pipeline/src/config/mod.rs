//! The configuration: what stands in `textmill.toml`, where it was found, and how it is shown.
//!
//! [`Config`] is what the person writes. Only a [`Plan`](crate::Plan), which is made of a checked configuration, can be run.

mod check;
mod counting;
mod dictionaries;
mod diversity;
mod error;
mod group_by;
mod input;
mod keyness;
mod load;
mod ordered;
mod reports;
mod reuse;
mod show;
mod tokens;
mod topics;
mod trends;
mod values;
mod words;

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};

pub use counting::{
    Across, CollocationConfig, DispersionConfig, EvidenceConfig, KwicConfig, NgramConfig, SequenceUnit,
};
pub use dictionaries::{DictionaryConfig, DictionaryFileConfig, DictionaryScope};
pub use diversity::DiversityConfig;
pub use error::ConfigError;
pub use group_by::{CompareBy, GroupBy};
pub use input::{
    Duplicates, InputConfig, Mojibake, RecordConfig, SelectionConfig, StopWordConfig, WordBoundaries,
};
pub use keyness::{CompareConfig, KeynessConfig, PartConfig, WordListConfig};
pub use load::{CONFIG_NAME, LoadedConfig};
pub use reports::{CsvStyle, ReportConfig, ReportName, ViewFormat};
pub use reuse::ReuseConfig;
pub use tokens::{ElisionUse, HyphenUse, TokenConfig, TokenUse};
pub use topics::{TopicConfig, TopicUnit};
pub use trends::{Period, TrendConfig};
pub use values::{DateBound, InputLanguage, KindName, LanguageCode, RoleName, TopicLanguage, TopicNumber};
pub use words::{StemmerName, WordConfig, WordUnit};

/// The configuration of textmill. Every key may be missing, none may be unknown.
///
/// The manifest states it whole, so it holds nothing that does not change the reports.
///
/// ```
/// let config: textmill_pipeline::Config = toml::from_str("[ngrams]\nn = [2, 3, 4]\n")?;
/// assert_eq!(config.ngrams.n, [2, 3, 4]);
/// assert_eq!(config.ngrams.min_frequency, 2, "what is not given has its default");
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(
    title = "textmill.toml",
    description = "The configuration of textmill. Every key may be missing; an unknown one is an error."
)]
pub struct Config {
    /// Which files are documents, and how they are read.
    pub input: InputConfig,
    /// Columns of tables and keys of JSON lines.
    pub records: RecordConfig,
    /// Which segments count.
    pub selection: SelectionConfig,
    /// What is one token.
    pub tokens: TokenConfig,
    /// What words are counted as.
    pub words: WordConfig,
    /// Words that are marked as stop words.
    pub stop_words: StopWordConfig,
    /// Sequences of terms.
    pub ngrams: NgramConfig,
    /// How evenly words are spread.
    pub dispersion: DispersionConfig,
    /// How varied vocabularies are.
    pub diversity: DiversityConfig,
    /// Words that occur together.
    pub collocations: CollocationConfig,
    /// Words that are typical of one part of the corpus.
    pub keyness: KeynessConfig,
    /// How the frequency of words changes over time.
    pub trends: TrendConfig,
    /// Categories of words.
    pub dictionaries: DictionaryConfig,
    /// What documents have from each other.
    pub reuse: ReuseConfig,
    /// Words in their contexts.
    pub kwic: KwicConfig,
    /// Sentences that show what a row of another report speaks of.
    pub evidence: EvidenceConfig,
    /// The topic model.
    pub topics: TopicConfig,
    /// Which reports are written.
    pub reports: ReportConfig,
}

impl Config {
    /// The JSON Schema (2020-12) of the configuration, by which editors complete and check `textmill.toml`.
    pub fn schema() -> Schema {
        schema_for!(Config)
    }

    /// [`Config::schema`] as it stands in the file `textmill.schema.json` of the project.
    pub fn schema_text() -> String {
        let mut text = serde_json::to_string_pretty(&Self::schema()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A `textmill.toml` in which every key stands with its meaning and its default, commented out.
    pub fn template() -> String {
        show::template()
    }
}

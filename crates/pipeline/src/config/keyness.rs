//! What is compared with what.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_frequency::KeynessParameters;

use super::{
    group_by::CompareBy,
    values::{DateBound, KindName, LanguageCode, RoleName},
};

/// Words that are typical of one part of the corpus in comparison with another: keyness.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KeynessConfig {
    /// Each value against all others: "group", "source", "genre", "speaker", "role", "kind", "document", or the name of a column of
    /// metadata.csv, of a table or of JSON records, in lower case; "none" for no such comparisons. "auto" is the first of groups, sources,
    /// genres that are given and speakers of which two have enough words, else each document. Two values are one comparison, the first against the second.
    pub by: CompareBy,
    /// The most values that are compared: those with the most words. A warning says how many there are.
    pub max_comparisons: usize,
    /// Stems that are rarer in target and reference together have no row.
    pub min_frequency: u64,
    /// The confidence of the intervals of log ratios, between 0 and 1.
    pub confidence: f64,
    /// What simple maths (Kilgarriff 2009) adds to each rate, per million tokens.
    pub simple_maths: f64,
    /// What the log-odds add to the count of each word: the weight of their flat Dirichlet prior.
    pub prior: f64,
    /// How many times the labels target and reference are dealt out anew to whole documents for permutation_p, up to 99,999; 0 for no
    /// such test.
    pub permutations: u32,
    /// The seed of the permutations.
    pub seed: u64,
    /// Also write data/keyness_measures.csv, with every measure there is.
    pub all_measures: bool,
    /// Comparisons of parts that you name, each with a name, a target, and a reference (everything else, if there is none) or a
    /// reference_list, a file of words and frequencies from outside. A part is any of documents (patterns), groups, sources, genres,
    /// speakers, roles, kinds, from and to (days).
    #[schemars(extend("examples" = [[
        { "name": "Marren against the press", "target": { "speakers": ["Ilse Marren"] }, "reference": { "groups": ["courier"], "from": "2031-03" } },
    ]]))]
    pub compare: Vec<CompareConfig>,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        let KeynessParameters { min_frequency, confidence, simple_maths, pseudocount, permutations, seed } =
            KeynessParameters::default();
        Self {
            by: CompareBy::Auto,
            max_comparisons: 100,
            min_frequency,
            confidence,
            simple_maths,
            prior: pseudocount,
            permutations,
            seed,
            all_measures: false,
            compare: Vec::new(),
        }
    }
}

impl KeynessConfig {
    pub(crate) fn parameters(&self) -> KeynessParameters {
        KeynessParameters {
            min_frequency: self.min_frequency,
            confidence: self.confidence,
            simple_maths: self.simple_maths,
            pseudocount: self.prior,
            permutations: self.permutations,
            seed: self.seed,
        }
    }
}

/// A comparison that you name.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompareConfig {
    /// Its name in keyness.csv.
    pub name: String,
    /// What is asked about.
    pub target: PartConfig,
    /// What it is compared with; everything else, if there is none.
    pub reference: Option<PartConfig>,
    /// Or a list of words and frequencies from outside.
    pub reference_list: Option<WordListConfig>,
}

/// A part of the corpus: the segments that meet every condition that is given.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PartConfig {
    /// Patterns of paths.
    pub documents: Vec<String>,
    /// Groups. Groups, sources, genres and speakers are names, or patterns with * and ?.
    pub groups: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// Values of attributes: of other columns of metadata.csv, of a table or of JSON records.
    #[serde(rename = "where")]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Speakers.
    pub speakers: Vec<String>,
    /// Roles of speakers.
    pub roles: Vec<RoleName>,
    /// Kinds of segment.
    pub kinds: Vec<KindName>,
    /// The first day (2031-03-14), month or year.
    pub from: Option<DateBound>,
    /// The last.
    pub to: Option<DateBound>,
}

/// A list of words and frequencies, as from a reference corpus.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordListConfig {
    /// A file of values with commas, semicolons or tabs between them; its path is relative to the folder of this configuration.
    pub file: PathBuf,
    /// The language of its words.
    pub language: LanguageCode,
    /// All tokens of the text that was counted; the sum of the frequencies, if nothing is said.
    #[serde(default)]
    pub tokens: Option<u64>,
    /// The column of the words, if its name is not known.
    #[serde(default)]
    pub word_column: Option<String>,
    /// The column of the frequencies, if its name is not known.
    #[serde(default)]
    pub frequency_column: Option<String>,
}

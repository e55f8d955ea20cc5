//! What is counted beyond single words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_frequency::{Budget, CountingUnit, Division, Reach, WindowSpan};

/// Sequences of terms: data/ngrams.csv and data/skipgrams.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NgramConfig {
    /// The lengths that are counted, each from 1 to 5.
    pub n: Vec<usize>,
    /// A sequence that is rarer has no row of its own.
    pub min_frequency: u64,
    /// Also write data/skipgrams.csv: two and three terms with at most this many others between them, up to 4; 0 for no such report.
    pub skips: usize,
    /// What sequences, pairs and expressions are made of: "term", or "stem", which is the unit of words.unit.
    pub unit: SequenceUnit,
    /// What sequences, pairs of neighbours and expressions may not reach over: "clause" for commas, colons, semicolons, dashes, brackets and
    /// quotation marks, "sentence" for the end of the sentence only.
    pub across: Across,
    /// The most memory for counting sequences and pairs, in megabytes; what is over goes into a temporary file. 0 for no limit.
    pub memory_mb: usize,
}

impl Default for NgramConfig {
    fn default() -> Self {
        Self {
            n: vec![2, 3],
            min_frequency: 2,
            skips: 0,
            unit: SequenceUnit::Term,
            across: Across::Clause,
            memory_mb: 4096,
        }
    }
}

/// What sequences are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SequenceUnit {
    /// Normal forms.
    #[default]
    Term,
    /// Stems, or what words are counted as instead.
    Stem,
}

impl SequenceUnit {
    pub(crate) fn counting_unit(self) -> CountingUnit {
        match self {
            Self::Term => CountingUnit::Term,
            Self::Stem => CountingUnit::Stem,
        }
    }
}

/// How far a sequence reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// To the end of its clause.
    #[default]
    Clause,
    /// To the end of its sentence.
    Sentence,
}

impl Across {
    pub(crate) fn reach(self) -> Reach {
        match self {
            Self::Clause => Reach::Clause,
            Self::Sentence => Reach::Sentence,
        }
    }
}

impl NgramConfig {
    pub(crate) fn budget(&self) -> Budget {
        match self.memory_mb {
            0 => Budget::default(),
            megabytes => Budget { bytes: megabytes.saturating_mul(1 << 20), folder: None },
        }
    }
}

/// How evenly words are spread: data/dispersion.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DispersionConfig {
    /// What is rarer has no row.
    pub min_frequency: u64,
    /// 1 for stems; also lengths of sequences of terms, which must be among those of ngrams.n.
    pub n: Vec<usize>,
    /// Over how many equal parts of the running text of a language; 0 for its documents.
    pub parts: u64,
}

impl Default for DispersionConfig {
    fn default() -> Self {
        Self { min_frequency: 5, n: vec![1], parts: 0 }
    }
}

impl DispersionConfig {
    pub(crate) fn division(&self) -> Division {
        match self.parts {
            0 => Division::Documents,
            parts => Division::Equal(parts),
        }
    }

    /// Whether sequences of terms are among what is looked at.
    pub(crate) fn has_sequences(&self) -> bool {
        self.n.iter().any(|&n| n > 1)
    }
}

/// Words that occur together: collocations.csv, data/associations.csv and data/expressions.csv.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CollocationConfig {
    /// Pairs that are rarer have no row.
    pub min_frequency: u64,
    /// Terms, or several in a row, in whose windows collocates are counted, such as ["river*", "health care"]: * stands for any letters,
    /// ? for one, and /…/ is a regular expression. Several in a row count as one token there.
    pub nodes: Vec<String>,
    /// How many tokens before a node belong to its window, inside the sentence.
    pub left: usize,
    /// How many tokens after a node belong to its window.
    pub right: usize,
    /// Also write data/associations.csv, with every measure of association there is.
    pub all_measures: bool,
    /// Also write data/expressions.csv, how far the terms of whole sequences belong together: lengths from 2 to 5; empty for no such report.
    pub expressions: Vec<usize>,
}

impl Default for CollocationConfig {
    fn default() -> Self {
        Self {
            min_frequency: 3,
            nodes: Vec::new(),
            left: 5,
            right: 5,
            all_measures: false,
            expressions: Vec::new(),
        }
    }
}

impl CollocationConfig {
    pub(crate) fn span(&self) -> WindowSpan {
        WindowSpan { left: self.left, right: self.right }
    }
}

/// Words in their contexts: kwic.csv.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KwicConfig {
    /// Terms, or several in a row, whose every occurrence is shown, such as ["sanction*", "press
    /// conference"]. Where several begin with the same word of the text, the longest is meant.
    pub nodes: Vec<String>,
}

/// Sentences that show what a row of another report speaks of: evidence.csv.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EvidenceConfig {
    /// How many places are named for each key word and each pair, at most 3; 0 for no such report.
    pub places: usize,
}

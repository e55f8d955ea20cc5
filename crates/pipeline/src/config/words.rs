//! What words are counted as.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_stem::StemEngine;

/// What words are counted as in frequency.csv, data/dispersion.csv, keyness.csv and trends.csv. Columns called `stem` hold this unit.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WordConfig {
    /// "stem" (what the stemmer makes of the term), "term" (the normal form: case, accents' coding and apostrophes do not matter), "surface"
    /// (as it is written, with its case) or "lemma" (from the list `lemmas`).
    pub unit: WordUnit,
    /// What makes stems: "snowball-2019" (of most programs, 18 languages), or "snowball-3" (newer rules, 35 languages).
    pub stemmer: StemmerName,
    /// A list of lemmas, relative to the folder of this configuration: lines `form<TAB>lemma`, or `lemma -> form, form` as AntConc and
    /// WordSmith have them. A term that is not in it is its own lemma.
    #[schemars(extend("examples" = ["lemmas.txt"]))]
    pub lemmas: Option<PathBuf>,
    /// Exceptions to the stemmer: lines `term<TAB>stem` or `term -> stem`, such as `added -> add`.
    #[schemars(extend("examples" = ["stems.txt"]))]
    pub exceptions: Option<PathBuf>,
}

/// What makes stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum StemmerName {
    /// The rules of 2019.
    #[default]
    #[serde(rename = "snowball-2019")]
    Snowball2019,
    /// Those of version 3.
    #[serde(rename = "snowball-3")]
    Snowball3,
}

impl StemmerName {
    pub(crate) fn engine(self) -> StemEngine {
        match self {
            Self::Snowball2019 => StemEngine::Snowball2019,
            Self::Snowball3 => StemEngine::Snowball3,
        }
    }
}

/// The unit of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WordUnit {
    /// What the stemmer makes of the term.
    #[default]
    Stem,
    /// The normal form.
    Term,
    /// The spelling.
    Surface,
    /// The lemma of a list.
    Lemma,
}

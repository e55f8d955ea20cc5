//! What words are counted as.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What words are counted as in frequency.csv, dispersion.csv, keyness.csv and trends.csv. Columns called `stem` hold this unit.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WordConfig {
    /// "stem" (what the stemmer makes of the term), "term" (the normal form: case, accents' coding and apostrophes do not matter), "surface"
    /// (as it is written, with its case) or "lemma" (from the list `lemmas`).
    pub unit: WordUnit,
    /// A list of lemmas, relative to the folder of this configuration: lines `form<TAB>lemma`, or `lemma -> form, form` as AntConc and
    /// WordSmith have them. A term that is not in it is its own lemma.
    #[schemars(extend("examples" = ["lemmas.txt"]))]
    pub lemmas: Option<PathBuf>,
    /// Exceptions to the stemmer: lines `term<TAB>stem` or `term -> stem`, such as `added -> add`.
    #[schemars(extend("examples" = ["stems.txt"]))]
    pub exceptions: Option<PathBuf>,
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

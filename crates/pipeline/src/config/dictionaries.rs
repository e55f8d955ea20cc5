//! Which dictionaries are counted.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_dictionary::Scope;

use super::values::LanguageCode;

/// Categories of words, each with its patterns: dictionary.csv and its kin.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DictionaryConfig {
    /// The dictionaries, a table each.
    #[schemars(extend("examples" = [[{ "file": "diplomacy.yml" }]]))]
    pub r#use: Vec<DictionaryFileConfig>,
    /// Which of several matches that share words count: "dictionary", a match inside longer ones counts for no key, so that "not win" counts
    /// as a negation and not for "win" too; "key", it counts for every other key, which is what quanteda does if nothing else is asked.
    pub scope: DictionaryScope,
    /// Words, such as ["not", "no", "never", "*n't"], after which a match is negated: it is counted in the column negated, and not in count.
    /// Empty for no such rule.
    pub negation: Vec<String>,
    /// How many words before a match, in its sentence, are asked for a negation.
    pub negation_words: u32,
    /// The keys that are positive in data/dictionary_scores.csv, wherever a dictionary has them, in any case.
    pub positive: Vec<String>,
    /// The keys that are negative there.
    pub negative: Vec<String>,
}

/// A dictionary.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DictionaryFileConfig {
    /// Its file, relative to the folder of this configuration.
    pub file: PathBuf,
    /// Its name in the tables; that of the file without its ending, if nothing is said.
    #[serde(default)]
    pub name: Option<String>,
    /// How it is written: yaml (as quanteda has it), liwc, xml (Yoshikoder, Lexicoder 2), lexicoder (3), wordstat, csv or tsv; what the ending
    /// of the file stands for, if nothing is said.
    #[serde(default)]
    pub format: Option<String>,
    /// The encoding of the file, by its name in the WHATWG Encoding Standard; UTF-8 or Windows-1252, if nothing is said.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The levels of nested keys that count, from 1; all, if nothing is said.
    #[serde(default)]
    pub levels: Vec<u32>,
    /// The language whose words are counted; those of all, if nothing is said.
    #[serde(default)]
    pub language: Option<LanguageCode>,
}

/// Which of several matches that share words count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DictionaryScope {
    /// None inside longer ones.
    #[default]
    Dictionary,
    /// One of each key.
    Key,
}

impl DictionaryScope {
    pub(crate) fn scope(self) -> Scope {
        match self {
            Self::Dictionary => Scope::Dictionary,
            Self::Key => Scope::Key,
        }
    }
}

impl Default for DictionaryConfig {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            r#use: Vec::new(),
            scope: DictionaryScope::Dictionary,
            negation: Vec::new(),
            negation_words: 3,
            // Those of Lexicoder, General Inquirer, LIWC, NRC.
            positive: names(&["positive", "pos", "posemo", "emo_pos", "neg_negative"]),
            negative: names(&["negative", "neg", "negemo", "emo_neg", "neg_positive"]),
        }
    }
}

//! What is read, and which of it counts.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_corpus::Selection;
use textmill_ingest::RecordColumns;

use super::values::{InputLanguage, KindName, RoleName};

/// Which files are documents, and how they are read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InputConfig {
    /// Files that are no documents, by patterns of their paths below the input folder: "*.bak" in every folder, "drafts/**" in one,
    /// "/README.md" in the input folder itself.
    pub exclude: Vec<String>,
    /// Files that are known not to be readable, by patterns: they stay in data/ledger.csv, but the exit code stays 0.
    pub expected_rejects: Vec<String>,
    /// The language of the documents: "auto" guesses it for each; a code such as "en" holds for all whose metadata give none.
    pub language: InputLanguage,
    /// Encodings are guessed, unless they are named here by patterns: { "old/**/*.txt" = "windows-1251" }.
    pub encodings: BTreeMap<String, String>,
    /// How words of Chinese, Japanese, Thai, Lao, Khmer and Burmese are found: by a "dictionary", or as "uax29" says, which takes each
    /// character of them for a word.
    pub words: WordBoundaries,
    /// UTF-8 that was read as Windows-1252 before it was saved (â€™ for an apostrophe): "report" says in warnings.csv
    /// which files hold it, "mend" puts it right.
    pub mojibake: Mojibake,
}

/// How words of scripts without blanks are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WordBoundaries {
    /// By the dictionaries of ICU.
    #[default]
    Dictionary,
    /// By the rules of Unicode alone.
    Uax29,
}

/// What is done with UTF-8 that was read as Windows-1252.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mojibake {
    /// It is counted as it is, and warned of.
    #[default]
    Report,
    /// It is put right.
    Mend,
}

/// Columns of tables (.csv, .tsv) and keys of JSON lines (.jsonl), in which each row or line is a document. The usual names are known
/// without this.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RecordConfig {
    /// The text.
    #[schemars(extend("examples" = ["speech"]))]
    pub text: Option<String>,
    /// The title.
    #[schemars(extend("examples" = ["headline"]))]
    pub title: Option<String>,
    /// The date.
    #[schemars(extend("examples" = ["held_on"]))]
    pub date: Option<String>,
    /// Who published it.
    #[schemars(extend("examples" = ["outlet"]))]
    pub source: Option<String>,
    /// What sort of text it is.
    #[schemars(extend("examples" = ["type"]))]
    pub genre: Option<String>,
    /// The group that it belongs to when groups are compared.
    #[schemars(extend("examples" = ["party"]))]
    pub group: Option<String>,
    /// The code of its language.
    #[schemars(extend("examples" = ["lang"]))]
    pub language: Option<String>,
    /// Who speaks: the row or line is then one turn of this speaker.
    #[schemars(extend("examples" = ["name"]))]
    pub speaker: Option<String>,
}

impl RecordConfig {
    pub(crate) fn columns(&self) -> RecordColumns {
        let Self { text, title, date, source, genre, group, language, speaker } = self.clone();
        RecordColumns { text, title, date, source, genre, group, language, speaker }
    }
}

/// Which segments count: by their kind, their speaker, or the part that the speaker plays. data/segments.csv shows all three.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SelectionConfig {
    /// Kinds of segment whose words are not counted: by default announcements, the page's furniture, and comments.
    pub exclude_kinds: Vec<KindName>,
    /// Count only documents whose attributes (other columns of metadata.csv, of a table or of JSON records, in lower case) have one of
    /// these values; empty for all.
    #[serde(rename = "where")]
    #[schemars(extend("examples" = [{ "party": ["SPD", "FDP"] }]))]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Count only what these speakers say: names as in data/segments.csv, or patterns with * and ?, such as ["*Marren"]; empty for everybody.
    pub speakers: Vec<String>,
    /// Speakers whose words are not counted.
    pub exclude_speakers: Vec<String>,
    /// Count only what speakers of these roles say: "questioner", "answerer", "moderator", "speaker"; empty for all.
    pub roles: Vec<RoleName>,
    /// "keep", or "drop-exact" not to count documents that have the same terms as an earlier one (documents.csv says which).
    pub duplicates: Duplicates,
}

/// What is done with documents that have the same terms as an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicates {
    /// They count.
    #[default]
    Keep,
    /// They do not count.
    DropExact,
}

impl Default for SelectionConfig {
    fn default() -> Self {
        Self {
            exclude_kinds: Selection::NO_TEXT.iter().copied().map(KindName).collect(),
            attributes: BTreeMap::new(),
            speakers: Vec::new(),
            exclude_speakers: Vec::new(),
            roles: Vec::new(),
            duplicates: Duplicates::Keep,
        }
    }
}

impl SelectionConfig {
    pub(crate) fn selection(&self) -> Selection {
        Selection {
            excluded_kinds: self.exclude_kinds.iter().map(|kind| kind.0).collect(),
            speakers: self.speakers.iter().cloned().collect(),
            excluded_speakers: self.exclude_speakers.iter().cloned().collect(),
            roles: self.roles.iter().map(|role| role.0).collect(),
        }
    }
}

/// Words that are marked as stop words, beyond the lists that come with the program.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StopWordConfig {
    /// A file of more stop words, one a line; its path is relative to the folder of this configuration.
    #[schemars(extend("examples" = ["stop-words.txt"]))]
    pub file: Option<PathBuf>,
}

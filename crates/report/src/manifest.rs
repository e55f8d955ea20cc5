//! The account of a run: what went in, what came out, and by which rules.

use serde::{Deserialize, Serialize};
use textmill_ingest::{Digest, Discovery, LedgerRow, Outcome, digest};

/// The name of the manifest's file.
pub const MANIFEST: &str = "manifest.json";

/// The account of a run. It is the same for two runs over the same files with the same configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program.
    pub textmill: String,
    /// The version of Unicode that words and normal forms follow.
    pub unicode: String,
    /// The stemmer and its version.
    pub stemmer: String,
    /// The dictionaries that find words of scripts without blanks, and their version, if any do.
    pub dictionaries: Option<String>,
    /// The configuration, defaults and flags included.
    pub configuration: serde_json::Value,
    /// Where the configuration was found.
    pub configuration_source: ConfigurationSource,
    /// The files that describe documents or words, such as `metadata.csv` or the user's stop words.
    pub settings: Vec<InputRecord>,
    /// Every file that was read, in the order of the paths.
    pub inputs: Vec<InputRecord>,
    /// The files that were found and not read.
    #[serde(default)]
    pub passed_over: PassedOver,
    /// Every report, in the order of the names. The manifest itself is not listed.
    pub outputs: Vec<OutputRecord>,
}

/// The files that were found and not read: left out by a rule, or of a format that is not read. Their rows are in `data/ledger.csv`; here it is said only whether they are the same in two runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// How many there are.
    pub files: u64,
    /// The SHA-256 of their paths and of why they were not read, a line each: first those that a rule leaves out, then the others.
    pub sha256: String,
}

impl PassedOver {
    /// The record of what was found.
    pub fn of(found: &Discovery) -> Self {
        let line = |row: &LedgerRow| match &row.outcome {
            Outcome::Rejected(reject) => format!("{}\trejected\t{reject}\n", row.path),
            Outcome::Excluded(rule) => format!("{}\texcluded\t{rule}\n", row.path),
            Outcome::Document(_) | Outcome::Container | Outcome::BrokenOff(_) => format!("{}\n", row.path),
        };
        let unread = found.files.iter().filter(|file| !file.is_read());
        let unread = unread.map(|file| format!("{}\tno format that is read\n", file.path));
        let lines: Vec<String> = found.passed_over.iter().map(line).chain(unread).collect();
        Self { files: lines.len() as u64, sha256: digest(lines.concat().as_bytes()).sha256 }
    }
}

impl Default for PassedOver {
    fn default() -> Self {
        Self::of(&Discovery::default())
    }
}

/// Where a configuration was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationSource {
    /// `input folder`, `working directory`, `named file`, or `defaults` if there is no file.
    pub place: String,
    /// The SHA-256 of the file.
    pub sha256: Option<String>,
}

impl Default for ConfigurationSource {
    fn default() -> Self {
        Self { place: "defaults".to_owned(), sha256: None }
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputRecord {
    /// The path below the input folder.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl InputRecord {
    /// The record of a file with this content.
    pub fn of(path: impl Into<String>, content: &[u8]) -> Self {
        let Digest { bytes, sha256 } = digest(content);
        Self { path: path.into(), bytes, sha256 }
    }
}

/// A report that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// The name of its file.
    pub file: String,
    /// The number of its rows, without the header; for a topic model, the number of topics, for `datapackage.json` that of tables.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// What the next run needs to know of an old manifest: the files of the set.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OldManifest {
    pub(crate) outputs: Vec<OutputRecord>,
}

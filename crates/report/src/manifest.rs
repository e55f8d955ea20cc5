//! The account of a run: what went in, what came out, and by which rules.

use serde::{Deserialize, Serialize};

/// The name of the manifest's file.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The account of a run. It is the same for two runs over the same files with the same configuration.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Every report, in the order of the names. The manifest itself is not listed.
    pub outputs: Vec<OutputRecord>,
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

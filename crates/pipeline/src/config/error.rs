//! Why a configuration cannot be used.

use std::{io, path::PathBuf};

use textmill_ingest::IngestError;
use textmill_topics::TopicError;

use crate::{dictionary_words::DictionaryFileError, word_list::WordListError};

/// Why the configuration cannot be used. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file of the configuration cannot be read.
    #[error("read {}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no TOML, or has a key or a value that is none.
    #[error("understand {}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, with the line.
        source: toml::de::Error,
    },
    /// A manifest whose configuration this version does not understand.
    #[error("understand the configuration in {}; is it the manifest.json of a run of this version?", .path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A value is outside its range, or contradicts another.
    #[error("use {key} = {value} of the configuration: expected {expected}")]
    Value {
        /// The key.
        key: &'static str,
        /// What it says.
        value: String,
        /// What it could say.
        expected: String,
    },
    /// A pattern of words that is no regular expression.
    #[error("understand the pattern {pattern} of {key}")]
    Pattern {
        /// The key.
        key: &'static str,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        source: Box<regex::Error>,
    },
    /// A pattern, or the name of an encoding.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// A word list that a comparison names.
    #[error(transparent)]
    WordList(#[from] WordListError),
    /// A dictionary.
    #[error(transparent)]
    Dictionary(#[from] DictionaryFileError),
    /// A parameter of the topic model.
    #[error(transparent)]
    Topics(#[from] TopicError),
}

impl ConfigError {
    pub(crate) fn value(key: &'static str, value: impl ToString, expected: impl Into<String>) -> Self {
        Self::Value { key, value: value.to_string(), expected: expected.into() }
    }
}

//! What is wrong with a file.

/// Why a file is no dictionary. Messages read after the name of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DictionaryError {
    /// A line breaks the rules of the format.
    #[error("line {line}: {problem}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong, and what is expected.
        problem: String,
    },
    /// The file as a whole is none.
    #[error("{0}")]
    File(String),
}

impl DictionaryError {
    pub(crate) fn line(line: u64, problem: impl Into<String>) -> Self {
        Self::Line { line, problem: problem.into() }
    }
}

/// Something in a file that was left out, or understood in a way that the person should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, from 1, where there is one.
    pub line: Option<u64>,
    /// What it is.
    pub text: String,
}

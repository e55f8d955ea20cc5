//! Errors that end the run.

use std::{io, path::PathBuf};

/// Why the documents could not be listed or described. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// An input does not exist.
    #[error("read {}: there is no such file or folder", .path.display())]
    MissingInput {
        /// The input as given.
        path: PathBuf,
    },
    /// An input exists but cannot be read.
    #[error("read {}", .path.display())]
    UnreadableInput {
        /// The input as given.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A pattern is invalid.
    #[error("understand the pattern {pattern:?}")]
    BadPattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        source: globset::Error,
    },
    /// There is no encoding of this name.
    #[error(
        "use the encoding {label:?}: it is no name of the WHATWG Encoding Standard, such as windows-1251"
    )]
    UnknownEncoding {
        /// The name as given.
        label: String,
    },
    /// An input contains no file.
    #[error("find any file in {input}: put documents there or name another place")]
    NothingFound {
        /// The input as given.
        input: String,
    },
    /// The reports would be read as documents.
    #[error("read {input}: it is the output folder {} or lies inside it", .output.display())]
    InsideOutput {
        /// The input as given.
        input: String,
        /// The output folder.
        output: PathBuf,
    },
    /// The metadata file cannot be read.
    #[error("read the metadata file {}", .path.display())]
    UnreadableMetadata {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, with the line where that is known.
        source: csv::Error,
    },
    /// A row of the metadata file is wrong.
    #[error("use line {line} of {}: {problem}", .path.display())]
    BadMetadata {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and what would be right.
        problem: String,
    },
}

//! Why a run ended without reports.

use std::path::PathBuf;

use textmill_frequency::CountError;
use textmill_ingest::IngestError;
use textmill_report::ReportError;
use textmill_topics::{SavedModelError, TopicError};
use textmill_view::ViewError;

use crate::ConfigError;

/// Why a run ended without reports. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The documents cannot be listed or described.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// Something could not be counted.
    #[error(transparent)]
    Count(#[from] CountError),
    /// The topic model could not be fitted.
    #[error(transparent)]
    Topics(#[from] TopicError),
    /// The reports could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The workbook or the page could not be made.
    #[error(transparent)]
    View(#[from] ViewError),
    /// The file of a saved topic model cannot be read.
    #[error("read the topic model {}", .path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: std::io::Error,
    },
    /// A folder that is to hold reports holds none, or those of another version.
    #[error("read {}, which each set of reports has", .path.display())]
    Manifest {
        /// The file that is not there, or that cannot be understood.
        path: PathBuf,
        /// What is wrong with it.
        source: std::io::Error,
    },
    /// A saved topic model cannot be used.
    #[error(transparent)]
    SavedModel(#[from] SavedModelError),
    /// No document could be read, and there are reports of an earlier run that would be replaced by empty ones.
    #[error(
        "find any document among {files} files, of which the first is {first} ({reason}); the old reports in {} are as they were",
        .output.display()
    )]
    NoDocuments {
        /// How many files were found.
        files: u64,
        /// The first that was rejected, else the first that is left out.
        first: String,
        /// Why it is none.
        reason: String,
        /// The output folder.
        output: PathBuf,
    },
    /// The run is expected to need more memory than it may have.
    #[error(
        "keep within {allowed} of memory: {files} files of {bytes} are expected to need about {expected}; ask for fewer reports (--only), read \
         fewer files, or allow more"
    )]
    Memory {
        /// What is allowed.
        allowed: String,
        /// What is expected.
        expected: String,
        /// How many files were found.
        files: u64,
        /// How large they are.
        bytes: String,
    },
    /// A file of settings that is there already.
    #[error("write {}: it is there already; remove it first, or edit it", .path.display())]
    SettingExists {
        /// The file.
        path: PathBuf,
    },
    /// A file of settings could not be written.
    #[error("write {}", .path.display())]
    Setting {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The observer ended the run.
    #[error("finish: it was interrupted")]
    Cancelled,
}

impl RunError {
    /// Whether the person who asked must ask differently: the configuration or a pattern is wrong.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Config(_)
                | Self::Ingest(IngestError::BadPattern { .. } | IngestError::UnknownEncoding { .. })
                | Self::Topics(TopicError::Parameter { .. })
        )
    }
}

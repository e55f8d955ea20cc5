//! Why a run ended without reports.

use std::{error::Error, path::PathBuf};

use textmill_frequency::CountError;
use textmill_ingest::IngestError;
use textmill_report::ReportError;
use textmill_topics::{SavedModelError, TopicError};

use crate::{config::ConfigError, word_list::WordListError};

/// Why a run ended without reports. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Ingest(#[from] IngestError),
    #[error(transparent)]
    Count(#[from] CountError),
    #[error(transparent)]
    Topics(#[from] TopicError),
    #[error(transparent)]
    WordList(#[from] WordListError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error("read the topic model {}", .path.display())]
    Model { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    SavedModel(#[from] SavedModelError),
    #[error("start {threads} threads")]
    Threads { threads: usize, source: rayon::ThreadPoolBuildError },
    #[error("print the segments")]
    Print { source: std::io::Error },
    #[error("finish: interrupted; the old reports are as they were")]
    Interrupted,
}

/// An error and its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(error.to_string().trim_end());
        cause = error.source();
    }
    message
}

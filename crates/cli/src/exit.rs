//! Exit codes.

use std::process::ExitCode;

use textmill_ingest::IngestError;
use textmill_topics::TopicError;

use crate::{done::Done, error::RunError};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The reports are there.
    Done = 0,
    /// There are no new reports.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// The reports are there, but some files could not be used.
    SomeRejected = 3,
    /// Ctrl-C was pressed.
    Interrupted = 130,
}

impl Exit {
    pub(crate) fn of_run(done: &Done) -> Self {
        if done.unexpected_rejects > 0 { Self::SomeRejected } else { Self::Done }
    }

    /// For a command that writes no reports: how many files it could not read.
    pub(crate) fn of_rejected(rejected: u64) -> Self {
        if rejected > 0 { Self::SomeRejected } else { Self::Done }
    }

    /// For published numbers: how many were not found again.
    pub(crate) fn of_differences(differing: u64) -> Self {
        if differing > 0 { Self::Failed } else { Self::Done }
    }

    pub(crate) fn of_error(error: &RunError) -> Self {
        match error {
            RunError::Config(_)
            | RunError::WordList(_)
            | RunError::Ingest(IngestError::BadPattern { .. } | IngestError::UnknownEncoding { .. })
            | RunError::Topics(TopicError::Parameter { .. }) => Self::Usage,
            RunError::Interrupted => Self::Interrupted,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

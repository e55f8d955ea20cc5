//! Why a command failed.

use std::{error::Error, io};

use textmill_ingest::IngestError;
use textmill_pipeline::{ConfigError, RunError};

/// Why a command failed. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Config(ConfigError),
    #[error("finish: interrupted; the old reports are as they were")]
    RunInterrupted,
    #[error("finish: interrupted")]
    Interrupted,
    #[error("start {threads} threads")]
    Threads { threads: usize, source: rayon::ThreadPoolBuildError },
    #[error("print {what}")]
    Print { what: &'static str, source: io::Error },
    #[error("read standard input")]
    StandardInput { source: io::Error },
    #[error("print more than one report: --output - needs --only with the name of one")]
    SeveralReports,
    #[error("make a folder for what is printed")]
    Temporary { source: io::Error },
    #[error(transparent)]
    View(#[from] textmill_view::ViewError),
    #[error("read - together with other inputs: standard input must be the only one")]
    MixedInputs,
}

impl From<ConfigError> for CommandError {
    /// An input that is not there is no mistake in the configuration, though it was looked for there first.
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Ingest(
                error @ (IngestError::MissingInput { .. } | IngestError::UnreadableInput { .. }),
            ) => RunError::Ingest(error).into(),
            error => Self::Config(error),
        }
    }
}

/// What printing came to: where nobody reads on (`| head`), that is no error.
pub(crate) fn printed(what: &'static str, result: io::Result<()>) -> Result<(), CommandError> {
    match result {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(CommandError::Print { what, source })
        }
        _ => Ok(()),
    }
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

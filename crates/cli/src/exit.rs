//! Exit codes.

use std::process::ExitCode;

use crate::{error::CommandError, interrupt::Interrupt};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is done.
    Done = 0,
    /// Nothing was written, or nothing was found.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// It is done, and there is something to look at: files that could not be used, quotations without a source, sets that differ.
    WithFindings = 3,
    /// A signal asked it to end.
    Interrupted,
}

impl Exit {
    /// How many files could not be used.
    pub(crate) fn of_rejected(rejected: u64) -> Self {
        if rejected > 0 { Self::WithFindings } else { Self::Done }
    }

    pub(crate) fn of_error(error: &CommandError) -> Self {
        match error {
            CommandError::Config(_) | CommandError::MixedInputs | CommandError::SeveralReports => Self::Usage,
            CommandError::Run(error) if error.is_usage() => Self::Usage,
            CommandError::Interrupted | CommandError::RunInterrupted => Self::Interrupted,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Interrupted => Self::from(Interrupt::listen().exit_code()),
            exit => Self::from(exit as u8),
        }
    }
}

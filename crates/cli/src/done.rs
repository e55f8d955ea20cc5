//! What the person is told at the end.

use std::{fmt, path::PathBuf, time::Duration};

use crate::progress::seconds;

/// A finished run.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) documents: u64,
    pub(crate) tokens: u64,
    /// Files that could not be used and that the configuration does not expect to be so.
    pub(crate) unexpected_rejects: u64,
    pub(crate) warnings: usize,
    pub(crate) output: PathBuf,
    pub(crate) duration: Duration,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, tokens, unexpected_rejects, warnings, output, duration } = self;
        let output = output.display();
        write!(
            f,
            "{documents} documents, {tokens} tokens: the reports are in {output} ({})",
            seconds(*duration)
        )?;
        if *warnings > 0 {
            write!(f, "\n{warnings} warnings: see {output}/warnings.csv")?;
        }
        if *unexpected_rejects > 0 {
            write!(f, "\n{unexpected_rejects} files could not be used: see {output}/ledger.csv")?;
        }
        Ok(())
    }
}

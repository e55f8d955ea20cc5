//! The account of what was read.

use textmill_ingest::{LedgerRow, Outcome};

use crate::{InputRecord, PassedOver, Warning};

/// Every file found, every file read, and what a reader of the reports should know.
#[derive(Debug, Default)]
pub struct Account {
    /// How many files were found, the records and members in them not counted.
    pub files: u64,
    /// A row for every file found, in the order of the paths.
    pub ledger: Vec<LedgerRow>,
    /// The files that could be read, in the order of the paths.
    pub inputs: Vec<InputRecord>,
    /// The files that were found and not read.
    pub passed_over: PassedOver,
    /// The files that describe documents or words, such as `metadata.csv` or the user's stop words.
    pub settings: Vec<InputRecord>,
    /// What a reader of the reports should know.
    pub warnings: Vec<Warning>,
    /// Tokens that the rules of `[tokens]` leave out, in all segments.
    pub tokens_left_out: u64,
    /// Remnants of markup and addresses of links in the texts.
    pub markup: u64,
}

impl Account {
    /// Counts the rows of the ledger by outcome.
    pub fn outcomes(&self) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for row in &self.ledger {
            match row.outcome {
                Outcome::Document(_) => outcomes.documents += 1,
                Outcome::Container | Outcome::BrokenOff(_) => outcomes.containers += 1,
                Outcome::Rejected(_) => outcomes.rejected += 1,
                Outcome::Excluded(_) => outcomes.excluded += 1,
            }
        }
        outcomes
    }
}

/// The number of rows of the ledger by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Documents.
    pub documents: u64,
    /// Files whose records or members have rows of their own.
    pub containers: u64,
    /// Files that could not be used.
    pub rejected: u64,
    /// Files that a rule leaves out.
    pub excluded: u64,
}

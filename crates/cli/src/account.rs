//! The account of what was read.

use std::collections::BTreeSet;

use textmill_ingest::{LedgerRow, MetadataTable, Outcome, PathPatterns};
use textmill_report::{Digest, InputRecord, digest, reports::WarningRow};

use crate::read::FileAccount;

/// Every file found, every file read, and what a reader of the reports should know.
#[derive(Debug, Default)]
pub(crate) struct Account {
    /// In the order of the paths.
    pub(crate) ledger: Vec<LedgerRow>,
    /// In the order of the paths.
    pub(crate) inputs: Vec<InputRecord>,
    /// `metadata.csv` and the user's stop words, where there are any.
    pub(crate) settings: Vec<InputRecord>,
    pub(crate) warnings: Vec<WarningRow>,
}

impl Account {
    /// Joins the accounts of the files read, in the order of their paths, with those of the files passed over.
    pub(crate) fn of(files: Vec<FileAccount>, passed_over: Vec<LedgerRow>, metadata: &MetadataTable) -> Self {
        let mut account = Self { ledger: passed_over, ..Self::default() };
        for FileAccount { row, input, warnings } in files {
            account.ledger.push(row);
            account.inputs.extend(input);
            account.warnings.extend(warnings);
        }
        account.ledger.sort_by(|one, other| one.path.cmp(&other.path));
        account.warnings.extend(metadata_warnings(&account.ledger, metadata));
        account
    }

    /// Notes a file that is no document, but says something of documents or words.
    pub(crate) fn add_setting(&mut self, path: &str, content: &[u8]) {
        let Digest { bytes, sha256 } = digest(content);
        self.settings.push(InputRecord { path: path.to_owned(), bytes, sha256 });
    }

    /// How many rows of the ledger are documents, containers, rejected, and excluded.
    pub(crate) fn outcomes(&self) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for row in &self.ledger {
            match row.outcome {
                Outcome::Document(_) => outcomes.documents += 1,
                Outcome::Container => outcomes.containers += 1,
                Outcome::Rejected(_) => outcomes.rejected += 1,
                Outcome::Excluded(_) => outcomes.excluded += 1,
            }
        }
        outcomes
    }

    /// How many files were rejected that no pattern expects to be.
    pub(crate) fn unexpected_rejects(&self, expected: &PathPatterns) -> u64 {
        let unexpected = self.ledger.iter().filter(|row| {
            matches!(row.outcome, Outcome::Rejected(_)) && expected.first_match(&row.path).is_none()
        });
        unexpected.count() as u64
    }
}

/// How many rows of the ledger are what.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outcomes {
    pub(crate) documents: u64,
    pub(crate) containers: u64,
    pub(crate) rejected: u64,
    pub(crate) excluded: u64,
}

fn metadata_warnings(ledger: &[LedgerRow], metadata: &MetadataTable) -> Vec<WarningRow> {
    let unused = metadata.unused_columns().iter().map(|column| {
        WarningRow::new("ingest", "metadata.csv", format!("the column {column:?} means nothing to textmill"))
    });
    let found: BTreeSet<&str> = ledger.iter().map(|row| row.path.as_str()).collect();
    let missing: Vec<&str> = metadata.paths().filter(|path| !found.contains(path)).collect();
    let missing = missing.first().map(|first| {
        let warning =
            format!("{} rows name files that were not found, the first of them {first:?}", missing.len());
        WarningRow::new("ingest", "metadata.csv", warning)
    });
    unused.chain(missing).collect()
}

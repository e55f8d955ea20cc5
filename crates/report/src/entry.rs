//! A report as the program knows it: its file, what it is made of, and how it is written.

use crate::{Column, Need, Report, ReportError, ReportSet, Results};

/// When a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// By every run: it describes the input, or the other reports.
    Always,
    /// Unless the user asks for other reports only.
    Usual,
    /// If a key of the configuration, or its name in `--only`, asks for it.
    OnRequest,
}

/// A report: its file, what one row is, what it needs, and the function that writes it.
#[derive(Clone, Copy, Debug)]
pub struct ReportEntry {
    /// The path of the file in the folder of the reports, with `/` between its parts.
    pub file: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// When it is written.
    pub presence: Presence,
    /// What must be computed for it.
    pub needs: &'static [Need],
    columns: fn() -> Vec<Column>,
    write: Write,
}

/// Makes the rows of a report from the results of a run, and writes them.
pub(crate) type Write = fn(&Results, &mut ReportSet) -> Result<(), ReportError>;

impl ReportEntry {
    /// A report that every run writes.
    pub(crate) const fn always<R: Report>(write: Write) -> Self {
        Self::new::<R>(Presence::Always, &[], write)
    }

    /// A report that is written unless others are asked for.
    pub(crate) const fn usual<R: Report>(needs: &'static [Need], write: Write) -> Self {
        Self::new::<R>(Presence::Usual, needs, write)
    }

    /// A report that is written where it is asked for.
    pub(crate) const fn on_request<R: Report>(needs: &'static [Need], write: Write) -> Self {
        Self::new::<R>(Presence::OnRequest, needs, write)
    }

    const fn new<R: Report>(presence: Presence, needs: &'static [Need], write: Write) -> Self {
        Self { file: R::FILE, row: R::ROW, presence, needs, columns: R::columns, write }
    }

    /// The columns, in the order of the header.
    pub fn columns(&self) -> Vec<Column> {
        (self.columns)()
    }

    /// Writes the report.
    ///
    /// # Errors
    ///
    /// The file cannot be written, for example because the disk is full.
    pub fn write(&self, results: &Results, set: &mut ReportSet) -> Result<(), ReportError> {
        (self.write)(results, set)
    }
}

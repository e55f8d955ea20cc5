//! `warnings.csv`: what a reader of the reports should know.

use crate::{ReportEntry, Text, columns::report};

report! {
    /// A warning.
    WarningRow in "warnings.csv", one row is "something that a reader of the reports should know";
    stage: Text, "", "The stage of the work: configuration, ingest, stem, frequency, topics or report.";
    subject: Text, "", "The file, parameter or report that it is about.";
    warning: Text, "", "What happened, and what could be done about it.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::always::<WarningRow>(|results, set| set.write(results.account.warnings.iter().cloned()));

impl WarningRow {
    /// A warning.
    pub fn new(stage: &str, subject: impl Into<Text>, warning: impl Into<Text>) -> Self {
        Self { stage: stage.into(), subject: subject.into(), warning: warning.into() }
    }
}

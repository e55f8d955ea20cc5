//! `warnings.csv`: what a reader of the reports should know.

use crate::{ReportEntry, Text, columns::report, warning_rows};

report! {
    /// Warnings that say the same.
    WarningRow in "warnings.csv", one row is "something that a reader of the reports should know; what changes the numbers most comes first";
    kind: Text, "", "What it is about, in a word or two.";
    stage: Text, "", "The stage of the work: configuration, ingest, normalize, stem, frequency, topics or report.";
    count: u64, "places", "How many files, parameters, comparisons or the like it is true of.";
    subject: Text, "", "The first three of these.";
    warning: Text, "", "What happened, and what could be done about it.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::always::<WarningRow>(|results, set| set.write(warning_rows(&results.account.warnings)));

//! `warnings.csv`: what a reader of the reports should know.

use crate::{Text, columns::report};

report! {
    /// A warning.
    WarningRow in "warnings.csv", one row is "something that a reader of the reports should know";
    stage: Text, "", "The stage of the work: ingest, stem or topics.";
    subject: Text, "", "The file, parameter or report that it is about.";
    warning: Text, "", "What happened, and what could be done about it.";
}

impl WarningRow {
    /// A warning.
    pub fn new(stage: &str, subject: impl Into<Text>, warning: impl Into<Text>) -> Self {
        Self { stage: stage.into(), subject: subject.into(), warning: warning.into() }
    }
}

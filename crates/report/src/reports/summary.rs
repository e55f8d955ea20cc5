//! `summary.csv`: the totals by which the other reports balance.

use crate::{Text, columns::report};

report! {
    /// A row of the totals.
    SummaryRow in "summary.csv", one row is "a total of the run";
    subject: Text, "", "What is counted.";
    total: u64, "", "How many there are.";
    meaning: Text, "", "Which files or rows add up to it.";
}

impl SummaryRow {
    /// A total.
    pub fn new(subject: &str, total: u64, meaning: &str) -> Self {
        Self { subject: subject.into(), total, meaning: meaning.into() }
    }
}

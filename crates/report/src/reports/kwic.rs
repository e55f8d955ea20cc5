//! `kwic.csv`: words in their contexts.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the concordance.
    KwicRow in "kwic.csv", one row is "an occurrence of a node of kwic.nodes in the counted segments";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    date: Text, "", "Its day, as in documents.csv.";
    group: Text, "", "Its group.";
    kind: Text, "", "The kind of the segment, as in data/segments.csv.";
    speaker: Text, "", "Who speaks: the one name, else as printed.";
    left: Text, "", "What stands before it in its sentence (at most 1,000 bytes), with the line ends as spaces.";
    node: Text, "", "The word as it stands there.";
    right: Text, "", "What stands after it in its sentence (at most 1,000 bytes).";
    pattern: Text, "", "The node of the configuration that it is one of.";
    byte_start: u64, "bytes", "Where it begins in the decoded text.";
    byte_end: u64, "bytes", "Where it ends.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<KwicRow>(&[Need::Concordance], |results, set| {
    set.write(results.concordance.iter().cloned())
});

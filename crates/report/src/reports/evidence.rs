//! `evidence.csv`: where a reader finds what the rows of other tables speak of.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of places.
    EvidenceRow in "evidence.csv", one row is "a place that shows what a row of another report speaks of: the first ones, as many as evidence.places says";
    report: Text, "", "The report: keyness.csv (the words that are key), or collocations.csv.";
    what: Text, "", "The comparison, or the kind of pair, as in that report.";
    words: Text, "", "The stem, or the two terms.";
    path: Text, "", "The document.";
    byte_start: u64, "bytes", "Where the sentence begins in the decoded text.";
    byte_end: u64, "bytes", "Where it ends.";
    sentence: Text, "", "The sentence, with line ends as spaces; read back from the file.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<EvidenceRow>(&[Need::Evidence], |results, set| {
        set.write(results.evidence.iter().cloned())
    });

//! `data/passage_places.csv`: where shared passages stand.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of places.
    PassagePlaceRow in "data/passage_places.csv", one row is "a place of a passage of passages.csv";
    passage: u64, "", "The number of the passage.";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    date: Text, "", "Its day, as in documents.csv.";
    segment: u64, "", "The number of the segment in which it begins, as in data/segments.csv.";
    turn: Option<u64>, "", "The turn or the entry of that segment.";
    speaker: Text, "", "Who speaks there: the one name, else as printed.";
    quoted: bool, "", "Whether it stands in quotation marks, wholly.";
    byte_start: u64, "bytes", "Where it begins in the decoded text.";
    byte_end: u64, "bytes", "Where it ends.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<PassagePlaceRow>(&[Need::Passages], |results, set| {
        set.write(results.passages.places.iter().cloned())
    });

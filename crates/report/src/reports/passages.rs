//! `passages.csv`: passages that documents share.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of shared passages.
    PassageRow in "passages.csv", one row is "a sequence of words that at least two documents have, as long as these two share it (reuse.min_tokens)";
    passage: u64, "", "The number of the passage: first those with the most shared words (tokens times the documents but one), then in the order of the text.";
    kind: Text, "", "duplicate (four fifths of the counted words of a document, or more), furniture (always at the beginning or the end of documents, of three or more), quotation (in quotation marks at one of its places), formula (fewer than twelve words, of the language or of the whole collection) or reuse (none of these; also where half of what else its documents say is in passages too, at most of its places: they are copies).";
    rule: Text, "", "Why: covers_document, document_ends, quotation_marks, many_documents (in three documents or more, and in one of a hundred), stop_words (more than half of its words are), or none.";
    language: Text, "", "The language of its first word.";
    tokens: u64, "tokens", "Its words.";
    documents: u64, "documents", "In how many documents it stands.";
    places: u64, "places", "How often it stands there, of one that begins with a crowded sequence (summary.csv) at least; data/passage_places.csv has these.";
    first_document: Text, "", "The path of the earliest of the documents by their days; of one day, of one that does not quote it; then of the first.";
    first_date: Text, "", "The day of that document, as in documents.csv.";
    cluster: u64, "", "Passages that overlap by at least half of the shorter one have the same number.";
    text: Text, "", "Its text where it stands first, at most 300 characters, with line ends as spaces.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<PassageRow>(&[Need::Passages], |results, set| {
    set.write(results.passages.rows.iter().cloned())
});

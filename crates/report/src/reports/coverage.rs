//! `coverage.csv`: what was quoted of what was said.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the turns of a source.
    CoverageRow in "coverage.csv", one row is "a turn of a document that others quote, and one of these documents that quotes from it; or the turn alone, where none does";
    source_document: Text, "", "The path of the document in which somebody speaks.";
    source_date: Text, "", "Its day.";
    turn: Option<u64>, "", "The number of the turn; empty for an opening statement.";
    speaker: Text, "", "Who speaks.";
    role: Text, "", "The speaker's part.";
    beginning: Text, "", "The first 80 characters of the turn.";
    tokens: u64, "tokens", "Its counted words.";
    quoted_by: Text, "", "The path of a document that quotes from it, by a claim of quote_traces.csv; empty where none does.";
    quotations: u64, "quotations", "How many quotations of that document are from the turn.";
    words_quoted: u64, "tokens", "The words of these quotations.";
    share: Real, "0 to 1", "These over the words of the turn; a translation may have more words than its source.";
    exact: u64, "quotations", "How many of them are exact.";
    edited: u64, "quotations", "How many are edited.";
    retranslated: u64, "quotations", "How many are in other words.";
    days: Option<i64>, "days", "From the day of the source to that of the document that quotes.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<CoverageRow>(&[Need::Traces], |results, set| {
    set.write(results.traces.coverage.iter().cloned())
});

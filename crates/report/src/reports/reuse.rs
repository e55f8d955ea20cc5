//! `reuse.csv`: passages that one document has from another, exactly or with changes.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of passages that were taken over.
    ReuseRow in "reuse.csv", one row is "a passage that two documents share, word by word or with words put in, left out and replaced: with an exact run of reuse.min_tokens or more words, or several of five or more that say 120 bits together";
    kind: Text, "", "duplicate (four fifths of the counted words of one of both, or more), exact (no word differs) or edited.";
    order: Text, "", "Which document is the source: date (that of the earlier day), or unknown (one has no day, or both have the same; the one first in documents.csv stands for it).";
    days: Option<i64>, "days", "From the source to the text.";
    source_document: Text, "", "The path of the source.";
    source_date: Text, "", "Its day, as in documents.csv.";
    text_document: Text, "", "The path of the document that has the passage too.";
    text_date: Text, "", "Its day.";
    source_tokens: u64, "tokens", "The words of the passage in the source.";
    text_tokens: u64, "tokens", "And in the text.";
    matched: u64, "tokens", "Words in both, by their stems, in the same order.";
    identity: Real, "", "2 * information of the words in both / information of all words of both; a word says log2 (words counted / those with its stem) bits. 1 if no word differs.";
    longest_run: u64, "tokens", "The longest run of the same words in both.";
    insertions: u64, "tokens", "Words put in.";
    deletions: u64, "tokens", "Words left out.";
    substitutions: u64, "tokens", "Words replaced by as many others.";
    source_start: u64, "bytes", "Where the passage begins in the decoded text of the source.";
    source_end: u64, "bytes", "Where it ends.";
    text_start: u64, "bytes", "Where it begins in the decoded text of the other document.";
    text_end: u64, "bytes", "Where it ends.";
    edits: Text, "", "From the source to the text: [-left out-], {+put in+}; a long stretch without changes is shortened; at most 500 characters.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<ReuseRow>(&[Need::Reuse], |results, set| {
    set.write(results.reuse.rows.iter().cloned())
});

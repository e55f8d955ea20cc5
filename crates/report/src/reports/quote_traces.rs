//! `quote_traces.csv`: where quotations are from.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of sources.
    QuoteTraceRow in "quote_traces.csv", one row is "a source of a quotation of four words or more in another document: in what somebody says in a turn, in what a writer writes, in what another text quotes; or, without any, the sentences that are most like it";
    document: u64, "", "The number of the document that quotes.";
    path: Text, "", "The path of the document that quotes.";
    quote: u64, "", "The number of the quotation there, as in quotes.csv.";
    rank: u64, "", "1 for the best source.";
    verdict: Text, "", "exact (all words in a row), edited (in order, with at least four fifths of their weight, close together), retranslated (in other words: twelve words or more, sequence and margin above their thresholds), similar (shown, not claimed) or none (the best sentences, so that a person can look).";
    source: Text, "", "What the source is: turn (somebody speaks), text (a writer's), quotation (in quotation marks in another text, which had it from somewhere).";
    quoted_speaker: Text, "", "Who is quoted, as in quotes.csv: the name, else as printed.";
    source_document: Text, "", "The path of the source.";
    source_date: Text, "", "Its day.";
    source_segment: u64, "", "The number of the segment in which it begins, as in data/segments.csv.";
    source_turn: Option<u64>, "", "Its turn or entry.";
    source_speaker: Text, "", "Who speaks there.";
    source_role: Text, "", "The speaker's part.";
    same_speaker: Option<bool>, "", "Whether the names of who is quoted and who speaks there are equal, or one is the end of the other; empty where one is not known.";
    days: Option<i64>, "days", "From the day of the source to that of the document that quotes, where both days are known.";
    coverage: Real, "0 to 1", "The share of the quotation's weight whose stems the source has in the same order. A stem weighs log2 of the number of sentences over that of those with it.";
    sequence: Real, "0 to 1", "Twice the weight of the heaviest common subsequence of stems over the weight of both.";
    dice: Real, "0 to 1", "The same of the sets of stems.";
    margin: Real, "0 to 1", "How much larger that is than for any sentences of this kind of source elsewhere.";
    exact_run: u64, "words", "The longest run of equal words.";
    places: u64, "places", "In how many sentences of this kind of source all words stand in a row; 0 where in none.";
    flags: Text, "", "What a person should look at, with blanks between: ellipsis, brackets (in the quotation), several_segments (the source goes over paragraphs), changes_meaning_word (edited: a negation, a number, a quantity such as all, more or one, or a name is in one of both only, or a word with a negating prefix beside the word without; retranslated and similar: only one of both has a negation, or the quotation has a number or a name that its source has not), reordered (edited: a word that is no stop word stands elsewhere in the quotation), source_is_later (than the document that quotes).";
    edits: Text, "", "From the source to the quotation: [-left out-] {+added+}; at most 500 characters.";
    source_text: Text, "", "The words of the source, at most 300 characters, with line ends as spaces.";
    source_start: u64, "bytes", "Where the source begins in its decoded text.";
    source_end: u64, "bytes", "Where it ends.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<QuoteTraceRow>(&[Need::Traces], |results, set| {
    set.write(results.traces.rows.iter().cloned())
});

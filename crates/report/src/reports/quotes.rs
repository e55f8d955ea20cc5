//! `quotes.csv`: what stands in quotation marks.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of quotations.
    QuoteRow in "quotes.csv", one row is "a quotation: what stands between quotation marks, in any segment";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    quote: u64, "", "The number of the quotation in its document, from 1.";
    kind: Text, "", "block (a paragraph of its own), direct (a clause or more), fragment (a part of one), term (a word or a few that nobody is said to have said), title (of a work or an event), headline (in a title or a heading) or nested (in another quotation).";
    speaker: Text, "", "Who is quoted, as the text prints it: Marren, he, the mayor; empty where no rule found anybody.";
    speaker_name: Text, "", "The name; empty where it is not known.";
    speaker_status: Text, "", "printed (the name stands there), resolved (a pronoun, an office or a last name stands for it), office (who holds it is not known), ambiguous (a pronoun or a last name may stand for several, or two verbs claim the words) or none.";
    cue: Text, "", "The word that says that somebody says it: said, according to; else the word before the colon.";
    cue_rule: Text, "", "Where the cue stands: after (right behind the quotation), before, according_to, same_sentence, inside (the marks, as in « …, dit Marren, … »), colon_before (at the end of the paragraph before), sentence_before, continuation (a paragraph that goes on) or none.";
    teller: Text, "", "Who tells that the speaker said it, where that is not the writer: whose turn it is, or whom the end of the sentence names.";
    words: u64, "words", "Its words, parted by blanks.";
    text: Text, "", "Its words without the marks, at most 300 characters, with line ends as spaces.";
    status: Text, "", "closed, continued (the next paragraph begins with a mark again), spans_paragraphs (a later paragraph closes it), unclosed (taken to end with its paragraph, or at the next mark) or reversed (its marks stand the wrong way round).";
    marks: Text, "", "The mark that opens it, and the one that closes it.";
    segment: u64, "", "The number of the segment in which it begins, as in data/segments.csv.";
    segment_kind: Text, "", "The kind of that segment.";
    turn: Option<u64>, "", "The turn or the entry of that segment.";
    counted: bool, "", "Whether the words of that segment are counted in the other reports.";
    language: Text, "", "The language of that segment.";
    byte_start: u64, "bytes", "Where it begins in the decoded text, with its marks.";
    byte_end: u64, "bytes", "Where it ends.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<QuoteRow>(&[Need::Quotations], |results, set| {
    set.write(results.quotations.rows.iter().cloned())
});

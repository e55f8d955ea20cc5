//! What `textmill quotes check` prints: the quotations of a text, each with its verdict and the words of its source.

use super::{QuoteRow, QuoteTraceRow};
use crate::{Text, columns::report};

report! {
    /// A quotation of a text that is checked.
    QuoteCheckRow in "quote_check.csv", one row is "a quotation of the text that is checked";
    path: Text, "", "The path of the text.";
    quote: u64, "", "The number of the quotation in it.";
    verdict: Text, "", "exact, edited, retranslated, similar or none, as in quote_traces.csv; short: fewer than four words, which stand in no source; long: so many that no source is looked for (passages.csv finds what is shared).";
    text: Text, "", "The quotation, at most 300 characters.";
    speaker: Text, "", "Who is quoted: the name, else as printed.";
    source: Text, "", "turn, text or quotation, as in quote_traces.csv; a source in quotation marks is another text that quotes it.";
    source_document: Text, "", "The path of the source, or of what is most like it.";
    source_turn: Option<u64>, "", "Its turn or entry.";
    source_speaker: Text, "", "Who speaks there.";
    same_speaker: Option<bool>, "", "Whether that is who is quoted; empty where one is not known.";
    flags: Text, "", "What to look at, as in quote_traces.csv.";
    source_text: Text, "", "The words of the source, at most 300 characters.";
    edits: Text, "", "From the source to the quotation: [-left out-] {+added+}.";
    byte_start: u64, "bytes", "Where the quotation begins in the text.";
    byte_end: u64, "bytes", "Where it ends.";
    source_start: Option<u64>, "bytes", "Where the source begins in its text.";
    source_end: Option<u64>, "bytes", "Where it ends.";
}

impl QuoteCheckRow {
    /// The row of a quotation and of its best source, or with the verdict of one that has none.
    pub fn of(quote: &QuoteRow, without_source: &str, source: Option<&QuoteTraceRow>) -> Self {
        let speaker = if quote.speaker_name.is_empty() { &quote.speaker } else { &quote.speaker_name };
        let row = Self {
            path: quote.path.clone(),
            quote: quote.quote,
            verdict: without_source.into(),
            text: quote.text.clone(),
            speaker: speaker.clone(),
            byte_start: quote.byte_start,
            byte_end: quote.byte_end,
            ..Self::default()
        };
        let Some(source) = source else { return row };
        Self {
            verdict: source.verdict.clone(),
            source: source.source.clone(),
            source_document: source.source_document.clone(),
            source_turn: source.source_turn,
            source_speaker: source.source_speaker.clone(),
            same_speaker: source.same_speaker,
            flags: source.flags.clone(),
            source_text: source.source_text.clone(),
            edits: source.edits.clone(),
            source_start: Some(source.source_start),
            source_end: Some(source.source_end),
            ..row
        }
    }

    /// Whether no source is claimed for a quotation that is long enough for one.
    pub fn is_absent(&self) -> bool {
        matches!(self.verdict.as_str(), "similar" | "none")
    }
}

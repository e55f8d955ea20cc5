//! `data/segments.csv`: the labelled parts of the documents.

use textmill_corpus::{DocumentId, SegmentView, SpeakerRole, SpeakerStatus, TokenizedCorpus};

use crate::{Need, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the list of segments.
    SegmentRow in "data/segments.csv", one row is "a segment of a document";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    segment: u64, "", "The number of the segment in its document, from 1. The segments of a document cover its text without gaps.";
    kind: Text, "", "title, subtitle, header, byline, dateline, date, source, caption, heading, paragraph (also what could not be told), list_item, quotation, label (a speaker's name or an entry's time), entry, question, answer, statement, interjection, stage_direction, comment or boilerplate.";
    rule: Text, "", "Which rule says so; none, where no rule knew it.";
    turn: Option<u64>, "", "The number of the turn or of the live blog's entry in its document, from 1.";
    speaker: Text, "", "Who speaks, as printed.";
    speaker_name: Text, "", "The one name for all spellings of the speaker's in the document; empty where it is unresolved.";
    speaker_status: Text, "", "named, office (such as PRIME MINISTER), or unresolved (nothing but Question, or nothing at all); empty where nobody speaks.";
    role: Text, "", "questioner, answerer, moderator or speaker; empty where nobody speaks.";
    time: Text, "", "The time of day, as printed.";
    language: Text, "", "Its language: the document's, or another that is clearly its own.";
    byte_start: u64, "bytes", "Where it begins in the decoded text (UTF-8, without a byte order mark).";
    byte_end: u64, "bytes", "Where it ends, with the line ends after it.";
    sentences: u64, "sentences", "Its sentences with at least one word, as in documents.csv.";
    tokens: u64, "tokens", "Its words.";
    counted: bool, "", "Whether its words are counted in the other reports.";
    beginning: Text, "", "Its first 80 characters, with line ends as spaces.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<SegmentRow>(&[Need::Beginnings], |results, set| set.write(rows(results)));

/// The rows of the list of segments.
fn rows(results: &Results) -> impl Iterator<Item = SegmentRow> + '_ {
    let corpus = &results.corpus;
    corpus.document_ids().flat_map(move |document| {
        let beginnings = results.beginnings.get(document.0 as usize);
        let segments = corpus.segments_of(document).enumerate();
        segments.map(move |(place, segment)| {
            let known = beginnings.filter(|beginnings| place < beginnings.len());
            let beginning = known.map_or("", |beginnings| &beginnings[place]);
            SegmentRow::of(corpus, document, segment, beginning)
        })
    })
}

impl SegmentRow {
    /// The row of a segment of a document.
    pub fn of(
        corpus: &TokenizedCorpus,
        document: DocumentId,
        segment: SegmentView<'_>,
        beginning: &str,
    ) -> Self {
        let turn = segment.turn();
        Self {
            document: u64::from(document.0) + 1,
            path: corpus.document(document).path.as_str().into(),
            segment: u64::from(segment.id().0) + 1,
            kind: segment.kind().name().into(),
            rule: segment.rule().name().into(),
            turn: turn.number.map(u64::from),
            speaker: turn.speaker.into(),
            speaker_name: turn.name.into(),
            speaker_status: turn.status.map_or("", SpeakerStatus::name).into(),
            role: turn.role.map_or("", SpeakerRole::name).into(),
            time: turn.time.into(),
            language: corpus.language_of(document, segment).to_string().into(),
            byte_start: u64::from(segment.span().start),
            byte_end: u64::from(segment.span().end),
            sentences: segment.sentences().len() as u64,
            tokens: segment.tokens().len() as u64,
            counted: segment.is_counted(),
            beginning: beginning.into(),
        }
    }
}

//! The segments, sentences and tokens of one document, in columns.

use crate::{Segment, SegmentId, SegmentKind, Selection, Span, SurfaceId};

/// A document's text as ids, cut into segments and sentences.
///
/// 4 bytes a token, 8 a sentence, 12 a segment; every column is as long as it must be and no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    segments: Box<[SegmentRecord]>,
    turns: Box<[TurnRecord]>,
    sentences: Box<[SentenceRecord]>,
    tokens: Box<[SurfaceId]>,
    /// Where the last segment ends.
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SegmentRecord {
    start: u32,
    first_sentence: u32,
    kind: SegmentKind,
    is_counted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SentenceRecord {
    start: u32,
    first_token: u32,
}

/// A turn or an entry of a live blog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Its number in its document, from 1.
    pub number: Option<u32>,
    /// Who speaks, as printed.
    pub speaker: Option<String>,
    /// The time of day, as printed.
    pub time: Option<String>,
}

/// The turn of the segments from one on, up to that of the next record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TurnRecord {
    first_segment: u32,
    turn: Turn,
}

/// A sentence of a segment: at least one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Where it is in the document's text. What follows it without a word of its own, such as white space, belongs to it.
    pub span: Span,
    /// Its tokens in their order.
    pub tokens: &'a [SurfaceId],
}

/// A segment of a document, to be looked at.
#[derive(Clone, Copy, Debug)]
pub struct SegmentView<'a> {
    columns: &'a Columns,
    place: usize,
}

impl Columns {
    pub(crate) fn segments(&self) -> impl ExactSizeIterator<Item = SegmentView<'_>> {
        (0..self.segments.len()).map(|place| SegmentView { columns: self, place })
    }

    pub(crate) fn tokens(&self) -> &[SurfaceId] {
        &self.tokens
    }

    /// Replaces each token by what `id` says.
    pub(crate) fn renumber(&mut self, id: impl Fn(SurfaceId) -> SurfaceId) {
        for token in &mut self.tokens {
            *token = id(*token);
        }
    }

    /// Notes which segments count.
    pub(crate) fn select(&mut self, selection: &Selection) {
        for segment in &mut self.segments {
            segment.is_counted = selection.counts(segment.kind);
        }
    }

    fn segment_start(&self, place: usize) -> u32 {
        self.segments.get(place).map_or(self.end, |segment| segment.start)
    }

    fn first_sentence(&self, segment: usize) -> usize {
        self.segments.get(segment).map_or(self.sentences.len(), |segment| segment.first_sentence as usize)
    }

    fn first_token(&self, sentence: usize) -> usize {
        self.sentences.get(sentence).map_or(self.tokens.len(), |sentence| sentence.first_token as usize)
    }
}

impl<'a> SegmentView<'a> {
    /// Which segment of its document it is.
    pub fn id(self) -> SegmentId {
        SegmentId(self.place as u32)
    }

    /// What it is.
    pub fn kind(self) -> SegmentKind {
        self.columns.segments[self.place].kind
    }

    /// Whether the selection counts its words.
    pub fn is_counted(self) -> bool {
        self.columns.segments[self.place].is_counted
    }

    /// Where it is in the document's text.
    pub fn span(self) -> Span {
        Span {
            start: self.columns.segment_start(self.place),
            end: self.columns.segment_start(self.place + 1),
        }
    }

    /// The turn or entry that it belongs to.
    pub fn turn(self) -> Option<&'a Turn> {
        let next = self.columns.turns.partition_point(|turn| turn.first_segment as usize <= self.place);
        next.checked_sub(1).map(|place| &self.columns.turns[place].turn)
    }

    /// Its sentences.
    pub fn sentences(self) -> impl ExactSizeIterator<Item = Sentence<'a>> {
        let Self { columns, place } = self;
        let end = columns.first_sentence(place + 1);
        (columns.first_sentence(place)..end).map(move |sentence| {
            let next = if sentence + 1 < end {
                columns.sentences[sentence + 1].start
            } else {
                columns.segment_start(place + 1)
            };
            Sentence {
                span: Span { start: columns.sentences[sentence].start, end: next },
                tokens: &columns.tokens[columns.first_token(sentence)..columns.first_token(sentence + 1)],
            }
        })
    }

    /// Its tokens.
    pub fn tokens(self) -> &'a [SurfaceId] {
        let Self { columns, place } = self;
        let first = columns.first_token(columns.first_sentence(place));
        &columns.tokens[first..columns.first_token(columns.first_sentence(place + 1))]
    }
}

/// Columns that grow; they use their memory again for the next document.
#[derive(Debug, Default)]
pub(crate) struct DocumentBuilder {
    segments: Vec<SegmentRecord>,
    turns: Vec<TurnRecord>,
    sentences: Vec<SentenceRecord>,
    pub(crate) tokens: Vec<SurfaceId>,
    /// How many tokens belong to the sentences so far.
    in_sentences: u32,
    end: u32,
}

impl DocumentBuilder {
    pub(crate) fn begin_segment(&mut self, segment: &Segment) {
        let &Segment { kind, span, turn: number, ref speaker, ref time } = segment;
        debug_assert!(self.segments.is_empty() || span.start == self.end, "segments have no gaps");
        let is_known = match self.turns.last() {
            Some(TurnRecord { turn, .. }) => {
                turn.number == number && turn.speaker == *speaker && turn.time == *time
            }
            None => number.is_none() && speaker.is_none() && time.is_none(),
        };
        if !is_known {
            let turn = Turn { number, speaker: speaker.clone(), time: time.clone() };
            self.turns.push(TurnRecord { first_segment: self.segments.len() as u32, turn });
        }
        let first_sentence = self.sentences.len() as u32;
        self.segments.push(SegmentRecord { start: span.start, first_sentence, kind, is_counted: true });
        self.end = span.end;
    }

    pub(crate) fn begin_sentence(&mut self, start: u32, tokens: usize) {
        self.sentences.push(SentenceRecord { start, first_token: self.in_sentences });
        self.in_sentences += tokens as u32;
    }

    /// The columns of the document; those of the next one are empty.
    pub(crate) fn finish(&mut self) -> Columns {
        debug_assert_eq!(self.in_sentences as usize, self.tokens.len(), "every token is in a sentence");
        let columns = Columns {
            segments: self.segments.as_slice().into(),
            turns: std::mem::take(&mut self.turns).into(),
            sentences: self.sentences.as_slice().into(),
            tokens: self.tokens.as_slice().into(),
            end: self.end,
        };
        self.segments.clear();
        self.sentences.clear();
        self.tokens.clear();
        self.in_sentences = 0;
        columns
    }
}

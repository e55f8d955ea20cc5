//! The segments, sentences and tokens of one document, in columns.

use std::{num::NonZeroU32, ops::Range};

use crate::{
    Segment, SegmentId, SegmentKind, SegmentRule, Selection, Span, SpeakerRole, SpeakerStatus, SurfaceId,
};

/// A document's text as ids, cut into segments and sentences.
///
/// 4 bytes a token, a clause inside a sentence, 8 a sentence, 11 a segment; every column is as long as it must be and no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Where each segment begins, which is its first sentence, and what it is.
    starts: Box<[u32]>,
    first_sentences: Box<[u32]>,
    labels: Box<[SegmentLabel]>,
    turns: Box<[TurnRecord]>,
    /// The speakers and times of the turns, each once.
    names: Box<[Box<str>]>,
    sentences: Box<[SentenceRecord]>,
    tokens: Box<[SurfaceId]>,
    /// The tokens with which a clause begins, inside a sentence or between two.
    clauses: Box<[u32]>,
    /// Where the last segment ends.
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SegmentLabel {
    kind: SegmentKind,
    rule: SegmentRule,
    is_counted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SentenceRecord {
    start: u32,
    first_token: u32,
}

/// A turn or an entry of a live blog. A text is empty where nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn<'a> {
    /// Its number in its document, from 1.
    pub number: Option<u32>,
    /// Who speaks, as printed.
    pub speaker: &'a str,
    /// The one name for all spellings of it in the document.
    pub name: &'a str,
    /// What is known of who speaks; nothing where nobody does.
    pub status: Option<SpeakerStatus>,
    /// The speaker's part.
    pub role: Option<SpeakerRole>,
    /// The time of day, as printed.
    pub time: &'a str,
}

/// The turn of the segments from one on, up to that of the next record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TurnRecord {
    first_segment: u32,
    number: Option<NonZeroU32>,
    /// Places in the names of the document, counted from 1.
    speaker: Option<NonZeroU32>,
    name: Option<NonZeroU32>,
    time: Option<NonZeroU32>,
    status: Option<SpeakerStatus>,
    role: Option<SpeakerRole>,
}

impl TurnRecord {
    const NONE: Self = Self {
        first_segment: 0,
        number: None,
        speaker: None,
        name: None,
        time: None,
        status: None,
        role: None,
    };
}

/// A sentence of a segment: at least one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Where it is in the document's text. What follows it without a word of its own, such as white space, belongs to it.
    pub span: Span,
    /// Its tokens in their order.
    pub tokens: &'a [SurfaceId],
    /// The number of its first token in the document, and of tokens with which clauses begin.
    first_token: u32,
    clauses: &'a [u32],
}

impl<'a> Sentence<'a> {
    /// Its tokens, cut where a comma, a dash, a bracket or the like ends a clause.
    pub fn clauses(self) -> impl Iterator<Item = &'a [SurfaceId]> {
        let Self { tokens, first_token, clauses, .. } = self;
        let starts = clauses.iter().map(move |&clause| clause.saturating_sub(first_token) as usize);
        let mut start = 0;
        starts.chain([tokens.len()]).filter_map(move |end| {
            let clause = tokens.get(start..end.min(tokens.len())).filter(|clause| !clause.is_empty());
            start = start.max(end);
            clause
        })
    }
}

/// Segments of a document that stand together and are all counted, or all not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentRun<'a> {
    /// Whether the selection counts their words.
    pub is_counted: bool,
    /// How many sentences they have.
    pub sentences: usize,
    /// Their tokens.
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
        (0..self.starts.len()).map(|place| SegmentView { columns: self, place })
    }

    pub(crate) fn segment(&self, place: usize) -> Option<SegmentView<'_>> {
        (place < self.starts.len()).then_some(SegmentView { columns: self, place })
    }

    /// The segment that has a token, by its number in the document.
    pub(crate) fn segment_of_token(&self, token: usize) -> Option<SegmentView<'_>> {
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.first_token(self.first_sentence(middle + 1)) <= token {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.segment(low)
    }

    pub(crate) fn runs(&self) -> impl Iterator<Item = SegmentRun<'_>> {
        let mut first = 0;
        self.labels.chunk_by(|one, other| one.is_counted == other.is_counted).map(move |labels| {
            let next = first + labels.len();
            let sentences = self.first_sentence(first)..self.first_sentence(next);
            first = next;
            SegmentRun {
                is_counted: labels.first().is_some_and(|label| label.is_counted),
                sentences: sentences.len(),
                tokens: &self.tokens[self.first_token(sentences.start)..self.first_token(sentences.end)],
            }
        })
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
        let is_counted: Vec<bool> = self.segments().map(|segment| selection.counts(segment)).collect();
        for (label, is_counted) in self.labels.iter_mut().zip(is_counted) {
            label.is_counted = is_counted;
        }
    }

    /// Says anew what a segment is.
    pub(crate) fn relabel(&mut self, segment: SegmentId, kind: SegmentKind, rule: SegmentRule) {
        if let Some(label) = self.labels.get_mut(segment.0 as usize) {
            (label.kind, label.rule) = (kind, rule);
        }
    }

    /// Counts no segment.
    pub(crate) fn leave_out(&mut self) {
        self.labels.iter_mut().for_each(|label| label.is_counted = false);
    }

    fn segment_start(&self, place: usize) -> u32 {
        self.starts.get(place).copied().unwrap_or(self.end)
    }

    fn first_sentence(&self, segment: usize) -> usize {
        self.first_sentences.get(segment).map_or(self.sentences.len(), |&sentence| sentence as usize)
    }

    /// The clauses that begin inside a range of tokens, and not with it.
    fn clauses_in(&self, tokens: Range<usize>) -> &[u32] {
        let place = |token: usize| self.clauses.partition_point(|clause| (*clause as usize) < token);
        self.clauses.get(place(tokens.start + 1)..place(tokens.end)).unwrap_or_default()
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
        self.columns.labels[self.place].kind
    }

    /// Which rule says so.
    pub fn rule(self) -> SegmentRule {
        self.columns.labels[self.place].rule
    }

    /// Whether the selection counts its words.
    pub fn is_counted(self) -> bool {
        self.columns.labels[self.place].is_counted
    }

    /// Where it is in the document's text.
    pub fn span(self) -> Span {
        Span {
            start: self.columns.segment_start(self.place),
            end: self.columns.segment_start(self.place + 1),
        }
    }

    /// The turn or entry that it belongs to.
    pub fn turn(self) -> Turn<'a> {
        let Columns { turns, names, .. } = self.columns;
        let next = turns.partition_point(|turn| turn.first_segment as usize <= self.place);
        let Some(record) = next.checked_sub(1).and_then(|place| turns.get(place)) else {
            return Turn::default();
        };
        let name = |place: Option<NonZeroU32>| {
            let name = place.and_then(|place| names.get(place.get() as usize - 1));
            name.map_or("", |name| name.as_ref())
        };
        Turn {
            number: record.number.map(NonZeroU32::get),
            speaker: name(record.speaker),
            name: name(record.name),
            status: record.status,
            role: record.role,
            time: name(record.time),
        }
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
            let tokens = columns.first_token(sentence)..columns.first_token(sentence + 1);
            Sentence {
                span: Span { start: columns.sentences[sentence].start, end: next },
                clauses: columns.clauses_in(tokens.clone()),
                first_token: tokens.start as u32,
                tokens: &columns.tokens[tokens],
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

/// So many names of a document are looked at to find one that is known.
const NAMES_COMPARED: usize = 64;

/// Columns that grow; they use their memory again for the next document.
#[derive(Debug, Default)]
pub(crate) struct DocumentBuilder {
    starts: Vec<u32>,
    first_sentences: Vec<u32>,
    labels: Vec<SegmentLabel>,
    turns: Vec<TurnRecord>,
    names: Vec<Box<str>>,
    sentences: Vec<SentenceRecord>,
    pub(crate) tokens: Vec<SurfaceId>,
    clauses: Vec<u32>,
    /// How many tokens belong to the sentences so far.
    in_sentences: u32,
    end: u32,
}

impl DocumentBuilder {
    pub(crate) fn begin_segment(&mut self, segment: &Segment) {
        let &Segment { kind, rule, span, turn, ref speaker, ref time, .. } = segment;
        debug_assert!(self.starts.is_empty() || span.start == self.end, "segments have no gaps");
        let speaker = speaker.as_ref();
        let record = TurnRecord {
            first_segment: self.starts.len() as u32,
            number: turn.and_then(NonZeroU32::new),
            speaker: self.name(speaker.map_or("", |speaker| &speaker.printed)),
            name: self.name(speaker.map_or("", |speaker| &speaker.name)),
            time: self.name(time.as_deref().unwrap_or_default()),
            status: speaker.map(|speaker| speaker.status),
            role: speaker.map(|speaker| speaker.role),
        };
        self.push_turn(record);
        self.starts.push(span.start);
        self.first_sentences.push(self.sentences.len() as u32);
        self.labels.push(SegmentLabel { kind, rule, is_counted: true });
        self.end = span.end;
    }

    /// Adds the turn of the segments from one on, if it is another one than before.
    fn push_turn(&mut self, record: TurnRecord) {
        let last = self.turns.last().copied().unwrap_or(TurnRecord::NONE);
        if (TurnRecord { first_segment: last.first_segment, ..record }) != last {
            self.turns.push(record);
        }
    }

    /// Adds the columns of the next piece of the document, whose tokens are to be replaced by what `number` says.
    pub(crate) fn append(&mut self, piece: Self, number: impl Fn(SurfaceId) -> SurfaceId) {
        let (segments, sentences) = (self.starts.len() as u32, self.sentences.len() as u32);
        let tokens = self.tokens.len() as u32;
        debug_assert_eq!(self.in_sentences, tokens, "every token is in a sentence");
        if !piece.starts.is_empty() {
            debug_assert!(self.starts.is_empty() || piece.starts.first() == Some(&self.end), "no gaps");
            self.end = piece.end;
        }
        if piece.turns.first().is_none_or(|first| first.first_segment > 0) {
            self.push_turn(TurnRecord { first_segment: segments, ..TurnRecord::NONE });
        }
        // Names that both have are kept twice.
        let names = self.names.len() as u32;
        let shifted = |name: Option<NonZeroU32>| name.and_then(|name| name.checked_add(names));
        self.turns.extend(piece.turns.iter().map(|turn| TurnRecord {
            first_segment: segments + turn.first_segment,
            speaker: shifted(turn.speaker),
            name: shifted(turn.name),
            time: shifted(turn.time),
            ..*turn
        }));
        self.names.extend(piece.names);
        self.starts.extend(piece.starts);
        self.first_sentences.extend(piece.first_sentences.iter().map(|first| sentences + first));
        self.labels.extend(piece.labels);
        let shifted = |sentence: &SentenceRecord| SentenceRecord {
            first_token: tokens + sentence.first_token,
            ..*sentence
        };
        self.sentences.extend(piece.sentences.iter().map(shifted));
        self.clauses.extend(piece.clauses.iter().map(|clause| tokens + clause));
        self.tokens.extend(piece.tokens.into_iter().map(number));
        self.in_sentences += piece.in_sentences;
    }

    /// The place of a name among those of the document, counted from 1. Only the last names are compared: one that comes again
    /// after many others is kept twice, and no text is slow.
    fn name(&mut self, name: &str) -> Option<NonZeroU32> {
        if name.is_empty() {
            return None;
        }
        let recent = self.names.len().saturating_sub(NAMES_COMPARED);
        let known = self.names[recent..].iter().rposition(|known| **known == *name);
        let place = known.map_or(self.names.len(), |place| recent + place);
        if known.is_none() {
            self.names.push(name.into());
        }
        NonZeroU32::new(place as u32 + 1)
    }

    pub(crate) fn begin_sentence(&mut self, start: u32, tokens: usize) {
        self.sentences.push(SentenceRecord { start, first_token: self.in_sentences });
        self.in_sentences += tokens as u32;
    }

    /// Notes with which of the tokens to come clauses begin.
    pub(crate) fn begin_clauses(&mut self, clauses: &[u32]) {
        let base = self.tokens.len() as u32;
        self.clauses.extend(clauses.iter().map(|clause| base + clause));
    }

    /// The columns of the document; those of the next one are empty.
    pub(crate) fn finish(&mut self) -> Columns {
        debug_assert_eq!(self.in_sentences as usize, self.tokens.len(), "every token is in a sentence");
        let columns = Columns {
            starts: self.starts.as_slice().into(),
            first_sentences: self.first_sentences.as_slice().into(),
            labels: self.labels.as_slice().into(),
            turns: self.turns.as_slice().into(),
            names: std::mem::take(&mut self.names).into(),
            sentences: self.sentences.as_slice().into(),
            tokens: self.tokens.as_slice().into(),
            clauses: self.clauses.as_slice().into(),
            end: self.end,
        };
        self.starts.clear();
        self.first_sentences.clear();
        self.labels.clear();
        self.turns.clear();
        self.sentences.clear();
        self.tokens.clear();
        self.clauses.clear();
        self.in_sentences = 0;
        columns
    }
}

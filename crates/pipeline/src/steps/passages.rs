//! Passages that documents share, with their kinds and places.

use std::{collections::BTreeMap, ops::Range};

use textmill_corpus::{Document, DocumentId, SegmentId, SegmentView, TokenizedCorpus};
use textmill_normalize::TokenCutter;
use textmill_report::{
    PassageResults, QuotationResults,
    reports::{PassagePlaceRow, PassageRow},
};
use textmill_reuse::{Passage, Passages, Place, RunTexts, clusters, passages};

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::{ReadBack, changed_warnings, shortened},
    steps::quotes::document_of,
    token_spans::TokenSpans,
};

/// Finds the passages that documents share.
pub(crate) fn find_passages(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let min_tokens = run.plan.config.reuse.min_tokens;
    let Passages { passages, crowded } = passages(&RunTexts::of(corpus), min_tokens);
    let clusters = clusters(&passages);
    let (spans, changed) = spans(run, &passages)?;
    let documents: Vec<DocumentExtent> =
        corpus.document_ids().map(|document| DocumentExtent::of(corpus, document)).collect();
    let quoted = QuotedRanges::of(&run.results.quotations);
    let shared = shared_tokens(corpus, &passages);
    let order = order(&passages);
    let mut results = PassageResults { crowded, ..PassageResults::default() };
    for (number, &place) in (1..).zip(&order) {
        let passage = &passages[place];
        let (kind, rule) =
            kind_of(corpus, passage, &Surroundings { extents: &documents, shared: &shared, quoted: &quoted });
        let first = earliest(corpus, passage, &quoted);
        results.rows.push(PassageRow {
            passage: number,
            kind: kind.into(),
            rule: rule.into(),
            language: language(corpus, passage).into(),
            tokens: u64::from(passage.tokens),
            documents: passage.documents() as u64,
            places: passage.places.len() as u64,
            first_document: first.path.as_str().into(),
            first_date: first.iso_date().into(),
            cluster: u64::from(clusters[place]) + 1,
            text: spans.texts.get(&place).map(String::as_str).unwrap_or_default().into(),
        });
        for at in &passage.places {
            let Some(span) = spans.places.get(&(*at, passage.tokens)) else { continue };
            results.places.push(place_row(corpus, number, *at, span, quoted.hold(*at, passage.tokens)));
        }
    }
    let warnings: Vec<_> = changed_warnings(corpus, "passages.csv", &changed).collect();
    run.results.account.warnings.extend(warnings);
    run.results.passages = results;
    Ok(())
}

/// The passages, those with the most shared words first.
fn order(passages: &[Passage]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..passages.len()).collect();
    let shared = |passage: &Passage| u64::from(passage.tokens) * (passage.documents() as u64 - 1);
    order.sort_by_cached_key(|place| std::cmp::Reverse(shared(&passages[*place])));
    order
}

/// Where passages stand in the texts.
#[derive(Default)]
pub(super) struct PassageSpans {
    /// The bytes of each place, and the segment in which it begins.
    pub(super) places: BTreeMap<(Place, u32), PlaceSpan>,
    /// The beginnings of the texts of the passages at their first places.
    texts: BTreeMap<usize, String>,
}

pub(super) struct PlaceSpan {
    pub(super) bytes: Range<usize>,
    segment: u32,
}

/// So many characters of a passage are shown.
const CHARACTERS: usize = 300;

/// The places of passages by their documents: the first token, the number of tokens, and the passage whose text is shown from there.
pub(super) type WantedPlaces = BTreeMap<DocumentId, Vec<(u32, u32, Option<usize>)>>;

/// Where passages stand.
fn spans(run: &CountedRun<'_>, passages: &[Passage]) -> Result<(PassageSpans, Vec<DocumentId>), RunError> {
    let mut of_document: WantedPlaces = BTreeMap::new();
    for (number, passage) in passages.iter().enumerate() {
        for (place, nth) in passage.places.iter().zip(0..) {
            let shown = (nth == 0).then_some(number);
            of_document.entry(place.document).or_default().push((place.first_token, passage.tokens, shown));
        }
    }
    read_spans(run, of_document)
}

/// Reads the texts of the documents back that have passages.
pub(super) fn read_spans(
    run: &CountedRun<'_>,
    mut of_document: WantedPlaces,
) -> Result<(PassageSpans, Vec<DocumentId>), RunError> {
    let corpus = &run.results.corpus;
    for places in of_document.values_mut() {
        places.sort_unstable();
        places.dedup();
    }
    let wanted: Vec<DocumentId> = of_document.keys().copied().collect();
    let tokens = run.plan.token_rules;
    let ReadBack { found, changed } = run.text_reader().map(&wanted, |document, text| {
        let places = of_document.get(&document)?;
        let mut cutter = TokenCutter::new(tokens);
        let ranges = places.iter().map(|(first, tokens, _)| *first..first + tokens);
        let spans = TokenSpans::of(corpus, document, text, &mut cutter, ranges)?;
        let mut segments = SegmentStarts::of(corpus, document);
        let mut found = Vec::with_capacity(places.len());
        for &(first, tokens, shown) in places {
            let bytes = spans.span(first..first + tokens)?;
            let said = match shown {
                Some(passage) => Some((passage, shortened(text.get(bytes.clone())?, CHARACTERS))),
                None => None,
            };
            found.push((first, tokens, PlaceSpan { bytes, segment: segments.of_token(first) }, said));
        }
        Some(found)
    })?;
    let mut spans = PassageSpans::default();
    for (document, places) in found {
        for (first_token, tokens, span, said) in places {
            spans.places.insert((Place { document, first_token }, tokens), span);
            spans.texts.extend(said);
        }
    }
    Ok((spans, changed))
}

/// Which segment has a token, for tokens in ascending order.
struct SegmentStarts<'a> {
    segments: Box<dyn Iterator<Item = SegmentView<'a>> + 'a>,
    segment: u32,
    /// The number of the first token behind the segment.
    end: u32,
}

impl<'a> SegmentStarts<'a> {
    fn of(corpus: &'a TokenizedCorpus, document: DocumentId) -> Self {
        Self { segments: Box::new(corpus.segments_of(document)), segment: 0, end: 0 }
    }

    fn of_token(&mut self, token: u32) -> u32 {
        while token >= self.end {
            let Some(segment) = self.segments.next() else { break };
            self.segment = segment.id().0;
            self.end += segment.tokens().len() as u32;
        }
        self.segment
    }
}

fn place_row(
    corpus: &TokenizedCorpus,
    passage: u64,
    place: Place,
    span: &PlaceSpan,
    is_quoted: bool,
) -> PassagePlaceRow {
    let document = corpus.document(place.document);
    let turn =
        corpus.segment(place.document, SegmentId(span.segment)).map(SegmentView::turn).unwrap_or_default();
    PassagePlaceRow {
        passage,
        document: u64::from(place.document.0) + 1,
        path: document.path.as_str().into(),
        date: document.iso_date().into(),
        segment: u64::from(span.segment) + 1,
        turn: turn.number.map(u64::from),
        speaker: if turn.name.is_empty() { turn.speaker } else { turn.name }.into(),
        quoted: is_quoted,
        byte_start: span.bytes.start as u64,
        byte_end: span.bytes.end as u64,
    }
}

/// What stands in quotation marks.
struct QuotedRanges(BTreeMap<DocumentId, Vec<Range<u32>>>);

impl QuotedRanges {
    fn of(quotations: &QuotationResults) -> Self {
        let mut ranges: BTreeMap<DocumentId, Vec<Range<u32>>> = BTreeMap::new();
        // A quotation in another one says nothing more.
        let rows =
            quotations.rows.iter().zip(&quotations.tokens).filter(|(row, _)| row.kind.as_str() != "nested");
        for (row, tokens) in rows {
            ranges.entry(document_of(row)).or_default().push(tokens.clone());
        }
        Self(ranges)
    }

    /// Whether a quotation holds so many tokens at a place.
    fn hold(&self, place: Place, tokens: u32) -> bool {
        let ranges = self.0.get(&place.document).map(Vec::as_slice).unwrap_or_default();
        let after = ranges.partition_point(|range| range.start <= place.first_token);
        let before = after.checked_sub(1).and_then(|before| ranges.get(before));
        before.is_some_and(|range| place.first_token + tokens <= range.end)
    }
}

/// The counted tokens of a document.
pub(super) struct DocumentExtent {
    counted: u32,
    /// The numbers of the first one, and of the one behind the last.
    tokens: Range<u32>,
}

impl DocumentExtent {
    pub(super) fn of(corpus: &TokenizedCorpus, document: DocumentId) -> Self {
        let (mut counted, mut tokens, mut token) = (0, None, 0);
        for segment in corpus.segments_of(document) {
            let length = segment.tokens().len() as u32;
            if segment.is_counted() && length > 0 {
                counted += length;
                let first = tokens.map_or(token, |range: Range<u32>| range.start);
                tokens = Some(first..token + length);
            }
            token += length;
        }
        Self { counted, tokens: tokens.unwrap_or(0..0) }
    }

    /// Whether a passage of so many tokens is four fifths of the document, or more.
    pub(super) fn is_covered_by(&self, tokens: u32) -> bool {
        5 * u64::from(tokens) >= 4 * u64::from(self.counted)
    }
}

/// What furniture stands within, from the beginning or the end of a document.
const END_TOKENS: u32 = 20;
/// A formula of a collection has fewer words.
const FORMULA_TOKENS: u32 = 12;

/// How many tokens of each document are in passages.
fn shared_tokens(corpus: &TokenizedCorpus, passages: &[Passage]) -> Vec<u32> {
    let mut ranges: Vec<Vec<Range<u32>>> = vec![Vec::new(); corpus.documents().len()];
    for passage in passages {
        for place in &passage.places {
            ranges[place.document.index()].push(place.first_token..place.first_token + passage.tokens);
        }
    }
    let sum = |mut ranges: Vec<Range<u32>>| {
        ranges.sort_unstable_by_key(|range| range.start);
        let (mut end, mut tokens) = (0, 0);
        for range in ranges {
            tokens += range.end.saturating_sub(range.start.max(end));
            end = end.max(range.end);
        }
        tokens
    };
    ranges.into_iter().map(sum).collect()
}

/// What is known of the documents in which passages stand.
struct Surroundings<'a> {
    extents: &'a [DocumentExtent],
    /// How many tokens of each document are in passages.
    shared: &'a [u32],
    quoted: &'a QuotedRanges,
}

impl Surroundings<'_> {
    /// Whether half of what else most of the documents say is shared too: they are copies of one text, not texts with one formula.
    fn are_copies(&self, passage: &Passage) -> bool {
        let is_copy = |place: &&Place| {
            let document = place.document.index();
            let rest = self.extents[document].counted.saturating_sub(passage.tokens);
            let shared = self.shared[document].saturating_sub(passage.tokens);
            shared > 0 && 2 * u64::from(shared) >= u64::from(rest)
        };
        2 * passage.places.iter().filter(is_copy).count() > passage.places.len()
    }
}

/// What a passage is, and by which rule.
fn kind_of(
    corpus: &TokenizedCorpus,
    passage: &Passage,
    surroundings: &Surroundings<'_>,
) -> (&'static str, &'static str) {
    let extent = |place: &Place| &surroundings.extents[place.document.index()];
    if passage.places.iter().any(|place| extent(place).is_covered_by(passage.tokens)) {
        return ("duplicate", "covers_document");
    }
    let is_at_an_end = |place: &Place| {
        let Range { start, end } = extent(place).tokens;
        place.first_token < start + END_TOKENS || place.first_token + passage.tokens + END_TOKENS > end
    };
    let documents = passage.documents();
    let are_copies = surroundings.are_copies(passage);
    if documents >= 3 && !are_copies && passage.places.iter().all(is_at_an_end) {
        return ("furniture", "document_ends");
    }
    if passage.places.iter().any(|place| surroundings.quoted.hold(*place, passage.tokens)) {
        return ("quotation", "quotation_marks");
    }
    if passage.tokens >= FORMULA_TOKENS || are_copies {
        return ("reuse", "none");
    }
    if documents >= 3 && documents * 100 >= corpus.documents().len() {
        return ("formula", "many_documents");
    }
    let has_few_words = stop_words(corpus, passage) * 2 > passage.tokens as usize;
    if has_few_words { ("formula", "stop_words") } else { ("reuse", "none") }
}

fn stop_words(corpus: &TokenizedCorpus, passage: &Passage) -> usize {
    let vocabulary = corpus.vocabulary();
    let tokens = tokens(corpus, passage).iter();
    tokens.filter(|token| vocabulary.stop_terms()[vocabulary.term(**token).index()]).count()
}

/// The tokens of a passage where it stands first.
fn tokens<'a>(corpus: &'a TokenizedCorpus, passage: &Passage) -> &'a [textmill_corpus::SurfaceId] {
    let Some(place) = passage.places.first() else { return &[] };
    let range = place.first_token as usize..(place.first_token + passage.tokens) as usize;
    corpus.tokens_of(place.document).get(range).unwrap_or_default()
}

fn language(corpus: &TokenizedCorpus, passage: &Passage) -> String {
    let first = tokens(corpus, passage).first();
    first.map(|token| corpus.vocabulary().surfaces().language(token.index()).to_string()).unwrap_or_default()
}

/// The earliest of the documents of a passage by their days. Of one day it is one that says the passage before one that quotes it.
fn earliest<'a>(corpus: &'a TokenizedCorpus, passage: &Passage, quoted: &QuotedRanges) -> &'a Document {
    let key = |place: &&Place| {
        let date = corpus.document(place.document).iso_date();
        (date.is_empty(), date.to_owned(), quoted.hold(**place, passage.tokens), **place)
    };
    let first = passage.places.iter().min_by_key(key);
    corpus.document(first.map_or(DocumentId(0), |place| place.document))
}

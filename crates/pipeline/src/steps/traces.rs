//! Where quotations are from, and what was quoted of what was said.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{DocumentId, SegmentId, SegmentKind, SegmentView, SpeakerRole, TokenizedCorpus};
use textmill_normalize::TokenCutter;
use textmill_report::{
    QuotationResults, Real, Text, TraceResults, Warning, WarningKind,
    reports::{CoverageRow, QuoteRow, QuoteTraceRow},
};
use textmill_reuse::{LONGEST_TRACED, QuotedTokens, Trace, TraceParameters, Verdict, traces};

use crate::{
    RunError,
    counted_run::CountedRun,
    period::Span,
    read_back::{ReadBack, TextReader, changed_warnings, shortened},
    steps::{edits::marked, meaning::Differences, quotes::document_of},
    token_spans::TokenSpans,
};

/// Finds the sources of quotations.
pub(crate) fn trace_quotes(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let quotes = &run.results.quotations;
    let parameters = run.plan.config.reuse.trace_parameters();
    let Traced { rows, quoted, found, changed } = traced(run.text_reader(), quotes, parameters, &|_| true)?;
    let coverage = Coverage::of(corpus, &quotes.rows, &quoted, &found).rows(&run.results.beginnings);
    let mut warnings: Vec<_> = changed_warnings(corpus, "quote_traces.csv", &changed).collect();
    warnings.extend(too_long_warning(&quoted));
    let traceable = quoted.iter().filter(|quoted| quoted.tokens.len() >= parameters.min_words).count() as u64;
    if coverage.is_empty() && traceable > 0 && corpus.documents().len() > 1 {
        warnings.push(coverage_warning(corpus, traceable));
    }
    run.results.account.warnings.extend(warnings);
    run.results.traces = TraceResults { rows, coverage };
    Ok(())
}

/// That quotations are too long to look for their sources, if any is.
fn too_long_warning(quoted: &[QuotedTokens]) -> Option<Warning> {
    let long = quoted.iter().filter(|quoted| quoted.tokens.len() > LONGEST_TRACED).count() as u64;
    let message = format!(
        "{{n}} quotations have more than {LONGEST_TRACED} words: their sources are not looked for, and quote_traces.csv has no rows of them; \
         reuse.csv has what they share with other documents"
    );
    (long > 0).then(|| Warning::new(WarningKind::Quotations, "quote_traces.csv", message).amount(long))
}

/// Why coverage.csv has no rows.
fn coverage_warning(corpus: &TokenizedCorpus, traceable: u64) -> Warning {
    let mut segments = corpus.document_ids().flat_map(|document| corpus.counted_segments_of(document));
    let message = if segments.any(|segment| segment.turn().number.is_some()) {
        "none of the {n} quotations that are long enough has its source in what somebody says in a turn of another document, so coverage.csv \
         has no rows; quote_traces.csv says what is most like them"
    } else {
        "no document has turns, so coverage.csv cannot say what was quoted of them; {n} quotations are long enough to look for their sources, \
         which quote_traces.csv has"
    };
    Warning::new(WarningKind::Quotations, "coverage.csv", message).amount(traceable)
}

/// Quotations with their sources.
pub(crate) struct Traced {
    pub(crate) rows: Vec<QuoteTraceRow>,
    quoted: Vec<QuotedTokens>,
    /// The sources of each.
    found: Vec<Vec<Trace>>,
    /// Documents that have changed since they were counted.
    pub(crate) changed: Vec<DocumentId>,
}

/// The sources of quotations in documents that may be some.
pub(crate) fn traced(
    reader: TextReader<'_>,
    quotes: &QuotationResults,
    parameters: TraceParameters,
    may_be_source: &(dyn Fn(DocumentId) -> bool + Sync),
) -> Result<Traced, RunError> {
    let corpus = reader.corpus;
    let quoted: Vec<QuotedTokens> = quotes
        .rows
        .iter()
        .zip(quotes.tokens.iter().zip(&quotes.elisions))
        .map(|(row, (tokens, elisions))| QuotedTokens {
            document: document_of(row),
            tokens: tokens.clone(),
            elisions: elisions.clone(),
            is_said: is_said(corpus, row),
        })
        .collect();
    let found = traces(corpus, &quoted, parameters, may_be_source);
    let (places, changed) = source_places(reader, &found)?;
    let mut rows = Vec::new();
    for (quote, traces) in quotes.rows.iter().zip(&found) {
        for (rank, trace) in (1..).zip(traces) {
            let place = places.get(&(trace.document, trace.tokens.start, trace.tokens.end));
            let Some(SourcePlace { bytes, text }) = place else { continue };
            let row = TraceRow { corpus, quote, trace, rank }.made();
            rows.push(QuoteTraceRow {
                source_text: text.as_str().into(),
                source_start: bytes.start as u64,
                source_end: bytes.end as u64,
                ..row
            });
        }
    }
    Ok(Traced { rows, quoted, found, changed })
}

/// Whether a quotation stands in somebody's turn.
fn is_said(corpus: &TokenizedCorpus, row: &QuoteRow) -> bool {
    let segment = corpus.segment(document_of(row), SegmentId(row.segment.saturating_sub(1) as u32));
    segment.is_some_and(|segment| !segment.turn().speaker.is_empty() || !segment.turn().name.is_empty())
}

/// Where a source stands, and how it begins.
struct SourcePlace {
    bytes: std::ops::Range<usize>,
    text: String,
}

/// Where tokens of documents are in the texts.
type SourcePlaces = BTreeMap<(DocumentId, u32, u32), SourcePlace>;

/// So many characters of a source are shown.
const SOURCE_CHARACTERS: usize = 300;

/// Where the sources stand in their texts.
fn source_places(
    reader: TextReader<'_>,
    found: &[Vec<Trace>],
) -> Result<(SourcePlaces, Vec<DocumentId>), RunError> {
    let mut wanted: BTreeMap<DocumentId, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for trace in found.iter().flatten() {
        wanted.entry(trace.document).or_default().insert((trace.tokens.start, trace.tokens.end));
    }
    let documents: Vec<DocumentId> = wanted.keys().copied().collect();
    let ReadBack { found, changed } = reader.map(&documents, |document, text| {
        let ranges = wanted.get(&document)?;
        let mut cutter = TokenCutter::new(reader.tokens);
        let tokens = ranges.iter().map(|(start, end)| *start..*end);
        let spans = TokenSpans::of(reader.corpus, document, text, &mut cutter, tokens)?;
        let places = ranges.iter().map(|&(start, end)| {
            let bytes = spans.span(start..end)?;
            let text = shortened(text.get(bytes.clone())?, SOURCE_CHARACTERS);
            Some(((document, start, end), SourcePlace { bytes, text }))
        });
        places.collect::<Option<Vec<_>>>()
    })?;
    Ok((found.into_iter().flat_map(|(_, places)| places).collect(), changed))
}

/// A row of the list of sources, to be made.
struct TraceRow<'a> {
    corpus: &'a TokenizedCorpus,
    quote: &'a QuoteRow,
    trace: &'a Trace,
    rank: u64,
}

impl TraceRow<'_> {
    fn made(&self) -> QuoteTraceRow {
        let Self { corpus, quote, trace, rank } = self;
        let source = corpus.document(trace.document);
        let turn = corpus.segment(trace.document, trace.segment).map(SegmentView::turn).unwrap_or_default();
        let speaker = if turn.name.is_empty() { turn.speaker } else { turn.name };
        let quoted = if quote.speaker_name.is_empty() { &quote.speaker } else { &quote.speaker_name };
        let kind = match (trace.is_quoted, trace.is_said) {
            (true, _) => "quotation",
            (false, true) => "turn",
            (false, false) => "text",
        };
        QuoteTraceRow {
            document: quote.document,
            path: quote.path.clone(),
            quote: quote.quote,
            rank: *rank,
            verdict: trace.verdict.name().into(),
            source: kind.into(),
            quoted_speaker: quoted.as_str().into(),
            source_document: source.path.as_str().into(),
            source_date: source.iso_date().into(),
            source_segment: u64::from(trace.segment.0) + 1,
            source_turn: turn.number.map(u64::from),
            source_speaker: speaker.into(),
            source_role: turn.role.map_or("", SpeakerRole::name).into(),
            same_speaker: same_name(&quote.speaker_name, speaker),
            days: self.days(),
            coverage: Real::from(trace.coverage),
            sequence: Real::from(trace.sequence),
            dice: Real::from(trace.dice),
            margin: Real::from((!trace.is_quoted).then_some(trace.margin)),
            exact_run: u64::from(trace.exact_run),
            places: u64::from(trace.places),
            flags: self.flags().into(),
            edits: self.edits().into(),
            source_text: Text::default(),
            source_start: 0,
            source_end: 0,
        }
    }

    /// The days from the source to the quotation.
    fn days(&self) -> Option<i64> {
        let date = |document: DocumentId| self.corpus.document(document).iso_date();
        days_between(date(self.trace.document), date(document_of(self.quote)))
    }

    /// What a person should look at.
    fn flags(&self) -> String {
        let Self { corpus, quote, trace, .. } = self;
        let text = &quote.text;
        let has_ellipsis = text.contains('\u{2026}') || text.contains("...");
        let last = corpus.segment_of_token(trace.document, trace.tokens.end.saturating_sub(1));
        let source = corpus.tokens_of(trace.document);
        let source = source.get(trace.tokens.start as usize..trace.tokens.end as usize).unwrap_or_default();
        let differences = Differences::new(corpus.vocabulary(), &trace.edits, source);
        let flags = [
            ("ellipsis", has_ellipsis),
            ("brackets", text.contains(['[', '('])),
            ("several_segments", last.is_some_and(|last| last.id() != trace.segment)),
            ("changes_meaning_word", differences.change_meaning(trace.verdict)),
            ("reordered", trace.verdict == Verdict::Edited && differences.reorder()),
            ("source_is_later", self.days().is_some_and(|days| days < 0)),
        ];
        flags.into_iter().filter(|(_, is_so)| *is_so).map(|(flag, _)| flag).collect::<Vec<_>>().join(" ")
    }

    /// The words from the source to the quotation.
    fn edits(&self) -> String {
        if !self.trace.verdict.is_claim() && self.trace.verdict != Verdict::Similar {
            return String::new();
        }
        marked(self.corpus.vocabulary(), &self.trace.edits, usize::MAX)
    }
}

/// Whether two names are of one person; nothing where one is not known.
fn same_name(quoted: &str, speaker: &str) -> Option<bool> {
    if quoted.is_empty() || speaker.is_empty() {
        return None;
    }
    let (quoted, speaker) = (quoted.to_lowercase(), speaker.to_lowercase());
    let ends = |long: &str, short: &str| long == short || long.ends_with(&format!(" {short}"));
    Some(ends(&quoted, &speaker) || ends(&speaker, &quoted))
}

/// The days from one date to another.
pub(super) fn days_between(from: &str, to: &str) -> Option<i64> {
    Some(Span::Day.of(to)? - Span::Day.of(from)?)
}

/// What documents quote of a turn.
#[derive(Clone, Debug, Default)]
struct Quoted {
    quotations: u64,
    words: u64,
    exact: u64,
    edited: u64,
    retranslated: u64,
}

/// What is quoted of the turns of documents.
struct Coverage<'a> {
    corpus: &'a TokenizedCorpus,
    /// By the document in which somebody speaks, the turn, and the document that quotes.
    quoted: BTreeMap<(DocumentId, Option<u32>), BTreeMap<DocumentId, Quoted>>,
}

impl<'a> Coverage<'a> {
    fn of(
        corpus: &'a TokenizedCorpus,
        rows: &[QuoteRow],
        tokens: &[QuotedTokens],
        found: &[Vec<Trace>],
    ) -> Self {
        let mut quoted: BTreeMap<(DocumentId, Option<u32>), BTreeMap<DocumentId, Quoted>> = BTreeMap::new();
        for ((row, tokens), traces) in rows.iter().zip(tokens).zip(found) {
            let said = traces.iter().find(|trace| trace.is_said && trace.verdict.is_claim());
            let Some(trace) = said.filter(|_| row.kind.as_str() != "nested") else { continue };
            let segment = corpus.segment(trace.document, trace.segment);
            let turn = segment.and_then(|segment| segment.turn().number);
            let by = quoted.entry((trace.document, turn)).or_default().entry(tokens.document).or_default();
            by.quotations += 1;
            by.words += tokens.tokens.len() as u64;
            match trace.verdict {
                Verdict::Exact => by.exact += 1,
                Verdict::Edited => by.edited += 1,
                _ => by.retranslated += 1,
            }
        }
        Self { corpus, quoted }
    }

    /// The turns of every document that is quoted, each with those that quote from it, or alone.
    fn rows(&self, beginnings: &[textmill_corpus::StringTable]) -> Vec<CoverageRow> {
        let sources: BTreeSet<DocumentId> = self.quoted.keys().map(|(source, _)| *source).collect();
        let mut rows = Vec::new();
        for source in sources {
            // An opening statement has a speaker, and no turn; a title has neither.
            let is_said = |segment: &SegmentView<'_>| {
                !segment.turn().speaker.is_empty() || !segment.turn().name.is_empty()
            };
            let segments: Vec<SegmentView<'_>> =
                self.corpus.counted_segments_of(source).filter(is_said).collect();
            let of_turn =
                |one: &SegmentView<'_>, other: &SegmentView<'_>| one.turn().number == other.turn().number;
            for turn in segments.chunk_by(of_turn) {
                let Some(first) = turn.first() else { continue };
                let tokens: u64 = turn.iter().map(|segment| segment.tokens().len() as u64).sum();
                if tokens == 0 || first.kind() == SegmentKind::Label {
                    continue;
                }
                let row = self.turn_row(source, *first, tokens, beginnings.get(source.index()));
                match self.quoted.get(&(source, first.turn().number)) {
                    None => rows.push(row),
                    Some(by) => rows.extend(by.iter().map(|(document, quoted)| {
                        let document = self.corpus.document(*document);
                        CoverageRow {
                            quoted_by: document.path.as_str().into(),
                            quotations: quoted.quotations,
                            words_quoted: quoted.words,
                            share: Real::from(quoted.words as f64 / tokens as f64),
                            exact: quoted.exact,
                            edited: quoted.edited,
                            retranslated: quoted.retranslated,
                            days: days_between(self.corpus.document(source).iso_date(), document.iso_date()),
                            ..row.clone()
                        }
                    })),
                }
            }
        }
        rows
    }

    fn turn_row(
        &self,
        source: DocumentId,
        first: SegmentView<'_>,
        tokens: u64,
        beginnings: Option<&textmill_corpus::StringTable>,
    ) -> CoverageRow {
        let (document, turn, place) = (self.corpus.document(source), first.turn(), first.id().0 as usize);
        CoverageRow {
            source_document: document.path.as_str().into(),
            source_date: document.iso_date().into(),
            turn: turn.number.map(u64::from),
            speaker: if turn.name.is_empty() { turn.speaker } else { turn.name }.into(),
            role: turn.role.map_or("", SpeakerRole::name).into(),
            beginning: beginnings
                .filter(|table| place < table.len())
                .map_or("", |table| &table[place])
                .into(),
            tokens,
            share: Real::from(0.0),
            ..CoverageRow::default()
        }
    }
}

//! Quotations and their speakers.

use std::ops::Range;

use textmill_corpus::{DocumentId, SegmentId, SegmentView, TokenizedCorpus};
use textmill_normalize::TokenCutter;
use textmill_report::{MarkTotals, QuotationResults, reports::QuoteRow};
use textmill_reuse::{Block, CueLists, MarkCounts, Quotation, quotations};

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::{ReadBack, TextReader, changed_warnings, shortened},
    token_spans::TokenSpans,
};

/// Finds what stands in quotation marks.
pub(crate) fn find_quotes(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let (results, changed) = quotes_of(run.text_reader(), &wanted, &run.plan.cues.lists)?;
    let warnings: Vec<_> = changed_warnings(corpus, "quotes.csv", &changed).collect();
    run.results.account.warnings.extend(warnings);
    run.results.quotations = results;
    Ok(())
}

/// The quotations of some documents, and those that have changed since they were counted.
pub(crate) fn quotes_of(
    reader: TextReader<'_>,
    wanted: &[DocumentId],
    cues: &CueLists,
) -> Result<(QuotationResults, Vec<DocumentId>), RunError> {
    let corpus = reader.corpus;
    let ReadBack { found, changed } = reader.map(wanted, |document, text| {
        let blocks = blocks(corpus, document);
        let (quotations, counts) = quotations(text, &blocks, cues);
        let mut cutter = TokenCutter::new(reader.tokens);
        let inner = quotations.iter().map(|quotation| quotation.inner.clone());
        let spans = TokenSpans::at(corpus, document, text, &mut cutter, inner)?;
        let rows: Vec<(QuoteRow, Range<u32>, Vec<u32>)> = (1..)
            .zip(&quotations)
            .map(|(number, quotation)| {
                let tokens = spans.tokens_in(quotation.inner.clone());
                let elisions = elisions(text, quotation, &spans);
                (row(corpus, document, text, number, quotation), tokens, elisions)
            })
            .collect();
        Some((rows, counts))
    })?;
    let mut results = QuotationResults::default();
    let mut marks = MarkCounts::default();
    for (_, (rows, counts)) in found {
        for (row, tokens, elisions) in rows {
            results.rows.push(row);
            results.tokens.push(tokens);
            results.elisions.push(elisions);
        }
        marks += counts;
    }
    let MarkCounts { marks, opening, closing, apostrophes, unresolved } = marks;
    results.marks = MarkTotals { marks, opening, closing, apostrophes, unresolved };
    Ok((results, changed))
}

/// How many tokens of a quotation stand before each ellipsis.
fn elisions(text: &str, quotation: &Quotation, spans: &TokenSpans) -> Vec<u32> {
    let Range { start, end } = quotation.inner;
    let said = text.get(start..end).unwrap_or_default();
    let signs = ["\u{2026}", "...", ". . ."].into_iter().flat_map(|sign| said.match_indices(sign));
    let mut before: Vec<u32> =
        signs.map(|(place, _)| spans.tokens_in(start..start + place).len() as u32).collect();
    before.sort_unstable();
    before.dedup();
    before
}

/// The document of a quotation.
pub(crate) fn document_of(row: &QuoteRow) -> DocumentId {
    DocumentId(row.document.saturating_sub(1) as u32)
}

/// The segments of a document, with their sentences.
fn blocks(corpus: &TokenizedCorpus, document: DocumentId) -> Vec<Block<'_>> {
    corpus
        .segments_of(document)
        .map(|segment| {
            let turn = segment.turn();
            Block {
                span: segment.span().range(),
                kind: segment.kind(),
                turn: turn.number,
                speaker: if turn.name.is_empty() { turn.speaker } else { turn.name },
                language: corpus.language_of(document, segment),
                sentences: segment.sentences().map(|sentence| sentence.span.start as usize).collect(),
            }
        })
        .collect()
}

/// So many characters of a quotation are shown.
const CHARACTERS: usize = 300;

fn row(
    corpus: &TokenizedCorpus,
    document: DocumentId,
    text: &str,
    number: u64,
    quotation: &Quotation,
) -> QuoteRow {
    let Quotation { outer, inner, block, status, kind, words, speaker, .. } = quotation;
    let segment = corpus.segment(document, SegmentId(*block as u32));
    let mark = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    QuoteRow {
        document: u64::from(document.0) + 1,
        path: corpus.document(document).path.as_str().into(),
        quote: number,
        kind: kind.name().into(),
        speaker: speaker.printed.as_str().into(),
        speaker_name: speaker.name.as_str().into(),
        speaker_status: speaker.status.name().into(),
        cue: speaker.cue.as_str().into(),
        cue_rule: speaker.rule.name().into(),
        teller: speaker.teller.as_str().into(),
        words: *words as u64,
        text: shortened(mark(inner.clone()), CHARACTERS).into(),
        status: status.name().into(),
        marks: format!("{} {}", mark(outer.start..inner.start), mark(inner.end..outer.end)).trim_end().into(),
        segment: *block as u64 + 1,
        segment_kind: segment.map_or("", |segment| segment.kind().name()).into(),
        turn: segment.and_then(|segment| segment.turn().number).map(u64::from),
        counted: segment.is_some_and(SegmentView::is_counted),
        language: segment
            .map(|segment| corpus.language_of(document, segment).to_string())
            .unwrap_or_default()
            .into(),
        byte_start: outer.start as u64,
        byte_end: outer.end as u64,
    }
}

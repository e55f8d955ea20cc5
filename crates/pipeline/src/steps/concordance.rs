//! Words in their contexts: every occurrence of a node.

use std::collections::BTreeSet;

use textmill_corpus::{DocumentId, SegmentView, Sentence, TokenizedCorpus, WordTable};
use textmill_frequency::{CountingUnit, Units};
use textmill_normalize::{CutWords, TokenCutter, TokenRules, whole_sentences};
use textmill_report::{Warning, WarningKind, reports::KwicRow};

use crate::{
    RunError,
    counted_run::CountedRun,
    nearest::{nearest, perhaps},
    node_patterns::{NodePatterns, NodesInWords},
    read_back::{ReadBack, TextReader, changed_warnings, on_one_line},
};

/// The occurrences of the nodes that the configuration names.
pub(crate) fn find_nodes(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let nodes = &run.plan.kwic_nodes;
    if nodes.is_empty() {
        return Ok(());
    }
    let corpus = &run.results.corpus;
    let reader = run.text_reader();
    let (rows, changed) = concordance_rows(reader, nodes, CountingUnit::Term)?;
    let found: BTreeSet<&str> = rows.iter().map(|row| row.pattern.as_str()).collect();
    let frequencies = &run.results.counts.totals.terms.frequency;
    let missing = nodes.all().filter(|node| !found.contains(node)).map(|node| {
        let why = why_nowhere(nodes, node, corpus.vocabulary().terms(), frequencies);
        let warning = format!("{node:?} is nowhere in the segments that are counted; {why}");
        Warning::new(WarningKind::NoEffect, "kwic.nodes", warning)
    });
    run.results.account.warnings.extend(missing.chain(changed_warnings(corpus, "kwic.csv", &changed)));
    run.results.concordance = rows;
    Ok(())
}

/// What a person should know of a node that was not found: the words of it that do not occur, and which ones may be meant; or that all do.
pub(crate) fn why_nowhere(
    nodes: &NodePatterns,
    node: &str,
    words: &WordTable,
    frequencies: &[u64],
) -> String {
    match nodes.unknown_words(node, words).first() {
        Some(word) if *word == node => perhaps(&nearest(words, frequencies, word)),
        Some(word) => format!("{word:?} does not occur; {}", perhaps(&nearest(words, frequencies, word))),
        None => "its words occur, but not here, or not in a row".to_owned(),
    }
}

/// The occurrences of some nodes in the counted segments, in the order of the documents, then of their places; and the documents that
/// have changed since they were counted.
///
/// Which words are meant is known from the corpus; the texts of the documents that have any are read back for the contexts.
pub(crate) fn concordance_rows(
    reader: TextReader<'_>,
    nodes: &NodePatterns,
    unit: CountingUnit,
) -> Result<(Vec<KwicRow>, Vec<DocumentId>), RunError> {
    let units = Units::new(reader.corpus.vocabulary(), unit);
    let in_words = nodes.in_words(units.words());
    let context =
        Context { corpus: reader.corpus, tokens: reader.tokens, nodes, units: &units, in_words: &in_words };
    let wanted: Vec<DocumentId> =
        reader.corpus.document_ids().filter(|&document| context.has_any(document)).collect();
    let ReadBack { found, changed } = reader.map(&wanted, |document, text| context.rows(document, text))?;
    Ok((found.into_iter().flat_map(|(_, rows)| rows).collect(), changed))
}

struct Context<'a> {
    corpus: &'a TokenizedCorpus,
    tokens: TokenRules,
    nodes: &'a NodePatterns,
    units: &'a Units<'a>,
    in_words: &'a NodesInWords,
}

impl Context<'_> {
    /// Whether a node may be in a document.
    fn has_any(&self, document: DocumentId) -> bool {
        self.corpus.counted_segments_of(document).any(|segment| self.may_hold(segment))
    }

    fn may_hold(&self, segment: SegmentView<'_>) -> bool {
        segment.tokens().iter().any(|&surface| self.in_words.may_begin(self.units.of(surface)))
    }

    /// The rows of a document; `None` if its words are no longer those that were counted.
    fn rows(&self, document: DocumentId, text: &str) -> Option<Vec<KwicRow>> {
        let (mut rows, mut cutter, cuts) = (Vec::new(), TokenCutter::new(self.tokens), CutWords::of(text));
        for segment in self.corpus.counted_segments_of(document).filter(|&segment| self.may_hold(segment)) {
            self.add_segment((document, segment), text, &cuts, &mut cutter, &mut rows)?;
        }
        Some(rows)
    }

    fn add_segment(
        &self,
        (document, segment): (DocumentId, SegmentView<'_>),
        text: &str,
        cuts: &CutWords<'_>,
        cutter: &mut TokenCutter,
        rows: &mut Vec<KwicRow>,
    ) -> Option<()> {
        let span = segment.span();
        let said = text.get(span.start as usize..span.end as usize)?;
        let language = self.corpus.language_of(document, segment);
        let mut words = cutter.cut(said, language, cuts, |_, _| true).spans;
        if words.len() != segment.tokens().len() {
            return None;
        }
        let mut sentences = whole_sentences(said, language).peekable();
        for Sentence { tokens, .. } in segment.sentences() {
            let (here, rest) = words.split_at(tokens.len());
            words = rest;
            for (place, &[begin, end]) in here.iter().enumerate() {
                let units = tokens[place..].iter().map(|&surface| self.units.of(surface));
                let Some((node, length)) = self.in_words.at(units) else { continue };
                let word = begin as usize..here.get(place + length - 1).map_or(end, |last| last[1]) as usize;
                while sentences.next_if(|sentence| sentence.end <= word.start).is_some() {}
                let sentence = sentences.peek()?.clone();
                let occurrence = Occurrence { sentence, word, base: span.start as usize };
                rows.push(self.row(document, segment, said, &occurrence, self.nodes.given(node)));
            }
        }
        Some(())
    }

    fn row(
        &self,
        document: DocumentId,
        segment: SegmentView<'_>,
        said: &str,
        Occurrence { sentence, word, base }: &Occurrence,
        node: &str,
    ) -> KwicRow {
        let left = said.ceil_char_boundary(word.start.saturating_sub(CONTEXT_BYTES)).max(sentence.start);
        let right = said.floor_char_boundary(word.end.saturating_add(CONTEXT_BYTES)).min(sentence.end);
        let turn = segment.turn();
        let of_document = self.corpus.document(document);
        KwicRow {
            document: u64::from(document.0) + 1,
            path: of_document.path.as_str().into(),
            date: of_document.iso_date().into(),
            group: of_document.metadata.group.as_deref().unwrap_or_default().into(),
            kind: segment.kind().name().into(),
            speaker: if turn.name.is_empty() { turn.speaker } else { turn.name }.into(),
            left: on_one_line(said.get(left..word.start).unwrap_or_default()).into(),
            node: said.get(word.clone()).unwrap_or_default().into(),
            right: on_one_line(said.get(word.end..right).unwrap_or_default()).into(),
            pattern: node.into(),
            byte_start: (base + word.start) as u64,
            byte_end: (base + word.end) as u64,
        }
    }
}

/// Where a word stands in its segment, and the segment in its text.
struct Occurrence {
    sentence: std::ops::Range<usize>,
    word: std::ops::Range<usize>,
    base: usize,
}

/// This much of a sentence is shown on each side: a text without full stops is one sentence.
const CONTEXT_BYTES: usize = 1000;

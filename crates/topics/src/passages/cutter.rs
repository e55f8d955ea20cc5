//! Cuts documents into passages.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use textmill_corpus::{DocumentId, SegmentId, TokenizedCorpus};

use super::{ModelWord, Passage, WordReader};

/// Passages of words that are not numbered yet.
pub(super) struct Cut {
    pub(super) passages: Vec<Passage>,
    /// The words, each with its segment.
    pub(super) tokens: Vec<(ModelWord, SegmentId)>,
}

impl Cut {
    /// The words in their order, each with the number of passages that it is in.
    pub(super) fn passages_with(&self) -> Vec<(ModelWord, u32)> {
        let mut occurrences: Vec<(ModelWord, usize)> = Vec::with_capacity(self.tokens.len());
        for (number, passage) in self.passages.iter().enumerate() {
            let tokens = self.tokens[passage.tokens.clone()].iter();
            occurrences.extend(tokens.map(|&(word, _)| (word, number)));
        }
        occurrences.sort_unstable();
        occurrences.dedup();
        let words = occurrences.chunk_by(|one, other| one.0 == other.0);
        words.filter_map(|run| run.first().map(|&(word, _)| (word, run.len() as u32))).collect()
    }
}

/// How often a word occurs, and in how many segments.
#[derive(Clone, Copy, Default)]
pub(super) struct SegmentSpread {
    pub(super) tokens: u64,
    pub(super) segments: u32,
    /// The last segment with it, counted from 1.
    last: u64,
}

/// The spread of each word over the counted segments of a corpus.
pub(super) fn segments_with(
    corpus: &TokenizedCorpus,
    reader: &WordReader,
) -> HashMap<ModelWord, SegmentSpread, FixedState> {
    let mut spreads: HashMap<ModelWord, SegmentSpread, FixedState> = HashMap::default();
    let segments = corpus.document_ids().flat_map(|document| corpus.counted_segments_of(document));
    for (segment, number) in segments.zip(1..) {
        for word in reader.words_of(segment.sentences()) {
            let spread = spreads.entry(word).or_default();
            spread.tokens += 1;
            spread.segments += u32::from(spread.last != number);
            spread.last = number;
        }
    }
    spreads
}

/// Collects sentences into passages.
pub(super) struct Cutter {
    shortest: usize,
    longest: usize,
    cut: Cut,
    /// The passage that is still growing; it ends where the tokens end.
    open: Option<Passage>,
}

impl Cutter {
    /// Cuts the counted segments of a corpus.
    pub(super) fn cut(
        corpus: &TokenizedCorpus,
        reader: &WordReader,
        is_kept: &dyn Fn(&ModelWord) -> bool,
        shortest: usize,
        longest: usize,
    ) -> Cut {
        let cut = Cut { passages: Vec::new(), tokens: Vec::new() };
        let mut cutter = Self { shortest, longest: longest.max(1), cut, open: None };
        let mut words = Vec::new();
        for document in corpus.document_ids() {
            for segment in corpus.counted_segments_of(document) {
                for sentence in segment.sentences() {
                    words.clear();
                    words.extend(reader.words_of([sentence]).filter(is_kept));
                    cutter.add_sentence(document, segment.id(), &words);
                }
                cutter.end_segment();
            }
            cutter.end_document(document);
        }
        cutter.cut
    }

    fn add_sentence(&mut self, document: DocumentId, segment: SegmentId, words: &[ModelWord]) {
        let open = self.open.as_ref().map_or(0, Passage::tokens);
        if open >= self.shortest && open + words.len() > self.longest {
            self.close();
        }
        for part in words.chunks(self.longest) {
            let start = self.cut.tokens.len();
            self.cut.tokens.extend(part.iter().map(|&word| (word, segment)));
            let end = self.cut.tokens.len();
            let new = || Passage { document, segments: (segment, segment), tokens: start..start };
            let open = self.open.get_or_insert_with(new);
            open.tokens.end = end;
            open.segments.1 = segment;
            if open.tokens() >= self.longest {
                self.close();
            }
        }
    }

    fn end_segment(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.tokens() >= self.shortest) {
            self.close();
        }
    }

    /// What is left at the end of a document joins the passage before it, if that does not become too long.
    fn end_document(&mut self, document: DocumentId) {
        let Some(rest) = self.open.take() else { return };
        match self.cut.passages.last_mut() {
            Some(last) if last.document == document && last.tokens() + rest.tokens() <= self.longest => {
                last.tokens.end = rest.tokens.end;
                last.segments.1 = rest.segments.1;
            }
            _ => self.cut.passages.push(rest),
        }
    }

    fn close(&mut self) {
        self.cut.passages.extend(self.open.take());
    }
}

//! The corpus as sentences of units, for the counting of sequences and windows.

use textmill_corpus::{DocumentId, TokenizedCorpus};

use crate::{Sentences, Units};

/// The counted sentences of a corpus, each token as its unit.
#[derive(Clone, Copy, Debug)]
pub struct CorpusSentences<'a> {
    corpus: &'a TokenizedCorpus,
    units: &'a Units<'a>,
}

impl<'a> CorpusSentences<'a> {
    /// The sentences of a corpus.
    pub fn new(corpus: &'a TokenizedCorpus, units: &'a Units<'a>) -> Self {
        Self { corpus, units }
    }
}

impl Sentences for CorpusSentences<'_> {
    fn documents(&self) -> usize {
        self.corpus.documents().len()
    }

    fn units(&self) -> usize {
        self.units.len()
    }

    fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32])) {
        let mut run = Vec::new();
        for segment in self.corpus.counted_segments_of(DocumentId(document as u32)) {
            for sentence in segment.sentences() {
                run.clear();
                run.extend(sentence.tokens.iter().map(|&surface| self.units.of(surface)));
                give(&run);
            }
        }
    }

    fn tokens(&self, document: usize) -> usize {
        self.corpus.tokens_of(DocumentId(document as u32)).len()
    }
}

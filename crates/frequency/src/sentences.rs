//! The corpus as sentences of units, for the counting of sequences and windows.

use textmill_corpus::{DocumentId, SurfaceId, TokenizedCorpus};

use crate::{Sentences, Units};

/// How far a sequence reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// To the next comma, dash, bracket, quotation mark or the like.
    #[default]
    Clause,
    /// To the end of the sentence.
    Sentence,
}

/// The counted sentences of a corpus, or their clauses, each token as its unit.
#[derive(Clone, Copy, Debug)]
pub struct CorpusSentences<'a> {
    pub(crate) corpus: &'a TokenizedCorpus,
    pub(crate) units: &'a Units<'a>,
    reach: Reach,
}

impl<'a> CorpusSentences<'a> {
    /// The sentences of a corpus, or what sequences may reach over in them.
    pub fn new(corpus: &'a TokenizedCorpus, units: &'a Units<'a>, reach: Reach) -> Self {
        Self { corpus, units, reach }
    }

    /// Calls `give` for each sentence or clause of a document in the order of the text.
    pub(crate) fn each_surface_run(&self, document: usize, give: &mut dyn FnMut(&[SurfaceId])) {
        let segments = self.corpus.counted_segments_of(DocumentId(document as u32));
        for sentence in segments.flat_map(|segment| segment.sentences()) {
            match self.reach {
                Reach::Sentence => give(sentence.tokens),
                Reach::Clause => sentence.clauses().for_each(&mut *give),
            }
        }
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
        self.each_surface_run(document, &mut |tokens| {
            run.clear();
            run.extend(tokens.iter().map(|&surface| self.units.of(surface)));
            give(&run);
        });
    }

    fn tokens(&self, document: usize) -> usize {
        self.corpus.tokens_of(DocumentId(document as u32)).len()
    }
}

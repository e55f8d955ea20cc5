//! The sentences of a corpus in which the sources of quotations are looked for.

use std::ops::Range;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentId, SurfaceId, TokenizedCorpus, Vocabulary};

use super::weights::stem;

/// A counted sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SourceSentence {
    pub(super) document: DocumentId,
    pub(super) segment: SegmentId,
    /// The number of its first token among those of the document.
    pub(super) first_token: u32,
    pub(super) tokens: u32,
    /// Sentences of one turn, with nothing between that is not counted, have the same number.
    pub(super) run: u32,
    /// Whether it is in somebody's turn, and not a writer's.
    pub(super) is_said: bool,
}

impl SourceSentence {
    pub(super) fn range(self) -> Range<u32> {
        self.first_token..self.first_token + self.tokens
    }
}

/// The sentences of a document, and its stems with the numbers of the sentences that have them.
struct OfDocument {
    sentences: Vec<SourceSentence>,
    cells: Vec<(u32, u32)>,
}

/// All counted sentences, in order, and where stems occur in them.
pub(super) struct SourceSentences {
    pub(super) sentences: Vec<SourceSentence>,
    /// For each stem where its postings begin.
    offsets: Vec<u32>,
    postings: Vec<u32>,
}

impl SourceSentences {
    /// The sentences of a corpus that are not left out, with the postings of the stems that are wanted.
    pub(super) fn of(
        corpus: &TokenizedCorpus,
        is_wanted: &[bool],
        is_left_out: impl Fn(&SourceSentence) -> bool + Sync,
    ) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let of_documents: Vec<OfDocument> = documents
            .par_iter()
            .map(|&document| {
                let sentences = sentences_of(corpus, document, &is_left_out);
                let mut cells = Vec::new();
                for (number, sentence) in (0..).zip(&sentences) {
                    let stems =
                        tokens(corpus, *sentence).iter().map(|token| stem(corpus.vocabulary(), *token));
                    let mut stems: Vec<u32> =
                        stems.filter(|stem| is_wanted[stem.index()]).map(|stem| stem.0).collect();
                    stems.sort_unstable();
                    stems.dedup();
                    cells.extend(stems.into_iter().map(|stem| (stem, number)));
                }
                OfDocument { sentences, cells }
            })
            .collect();
        Self::join(corpus.vocabulary(), of_documents)
    }

    fn join(vocabulary: &Vocabulary, of_documents: Vec<OfDocument>) -> Self {
        let mut offsets = vec![0_u32; vocabulary.stems().len() + 1];
        for (stem, _) in of_documents.iter().flat_map(|part| &part.cells) {
            offsets[*stem as usize + 1] += 1;
        }
        for stem in 1..offsets.len() {
            offsets[stem] += offsets[stem - 1];
        }
        let mut next = offsets.clone();
        let mut postings = vec![0; offsets.last().copied().unwrap_or_default() as usize];
        let (mut sentences, mut runs): (Vec<SourceSentence>, u32) = (Vec::new(), 0);
        for OfDocument { sentences: mut of_document, cells } in of_documents {
            let base = sentences.len() as u32;
            for (stem, number) in cells {
                let slot = &mut next[stem as usize];
                postings[*slot as usize] = base + number;
                *slot += 1;
            }
            let last = of_document.last().map_or(0, |sentence| sentence.run + 1);
            of_document.iter_mut().for_each(|sentence| sentence.run += runs);
            runs += last;
            sentences.append(&mut of_document);
        }
        Self { sentences, offsets, postings }
    }

    /// The sentences with a stem, in ascending order.
    pub(super) fn with(&self, stem: u32) -> &[u32] {
        let range = self.offsets[stem as usize] as usize..self.offsets[stem as usize + 1] as usize;
        &self.postings[range]
    }

    /// How many sentences have each stem.
    pub(super) fn frequencies(&self) -> Vec<u32> {
        self.offsets.windows(2).map(|offsets| offsets[1] - offsets[0]).collect()
    }
}

/// The tokens of a sentence.
pub(super) fn tokens(corpus: &TokenizedCorpus, sentence: SourceSentence) -> &[SurfaceId] {
    let range = sentence.first_token as usize..(sentence.first_token + sentence.tokens) as usize;
    corpus.tokens_of(sentence.document).get(range).unwrap_or_default()
}

/// The counted sentences of a document that are not left out.
fn sentences_of(
    corpus: &TokenizedCorpus,
    document: DocumentId,
    is_left_out: impl Fn(&SourceSentence) -> bool,
) -> Vec<SourceSentence> {
    let mut sentences: Vec<SourceSentence> = Vec::new();
    let (mut first_token, mut run, mut last) = (0, 0, None);
    for segment in corpus.segments_of(document) {
        let turn = segment.turn();
        let is_said = !turn.speaker.is_empty() || !turn.name.is_empty();
        for sentence in segment.sentences() {
            let tokens = sentence.tokens.len() as u32;
            let mut found =
                SourceSentence { document, segment: segment.id(), first_token, tokens, run, is_said };
            first_token += tokens;
            if !segment.is_counted() || is_left_out(&found) {
                continue;
            }
            // What is not counted, or left out, stands between.
            let goes_on = sentences.last().is_some_and(|last| last.range().end == found.first_token);
            run += u32::from(!goes_on || last != Some(turn.number));
            last = Some(turn.number);
            found.run = run;
            sentences.push(found);
        }
    }
    sentences
}

//! The sizes of each document.

use textmill_corpus::TokenizedCorpus;

use crate::DocumentCounts;

/// The sizes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentProfile {
    /// Segments of its text, counted or not.
    pub segments: u64,
    /// Sentences of the segments that are counted.
    pub sentences: u64,
    /// Tokens of the segments that are counted.
    pub tokens: u64,
    /// Tokens of the segments that the selection leaves out.
    pub excluded_tokens: u64,
    /// Distinct terms among the tokens counted.
    pub types: u64,
    /// Distinct stems among the tokens counted.
    pub stems: u64,
}

/// The profile of each document, in order.
pub fn profiles(
    corpus: &TokenizedCorpus,
    terms: &DocumentCounts,
    stems: &DocumentCounts,
) -> Vec<DocumentProfile> {
    let profile = |document| {
        let counted = || corpus.counted_segments_of(document);
        let tokens: usize = counted().map(|segment| segment.tokens().len()).sum();
        DocumentProfile {
            segments: corpus.segments_of(document).len() as u64,
            sentences: counted().map(|segment| segment.sentences().len() as u64).sum(),
            tokens: tokens as u64,
            excluded_tokens: (corpus.tokens_of(document).len() - tokens) as u64,
            types: terms.row(document).len() as u64,
            stems: stems.row(document).len() as u64,
        }
    };
    corpus.document_ids().map(profile).collect()
}

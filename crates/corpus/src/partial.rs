//! The tokens of some documents, before the whole corpus is known.

use crate::{Document, Segment, Span, WordTable, interner::Interner};

/// The tokens of consecutive documents, with words numbered as they came.
///
/// A thread fills one document after another; [`crate::TokenizedCorpus::merge`] joins the parts.
#[derive(Debug, Default)]
pub struct PartialCorpus {
    pub(crate) documents: Vec<Document>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) sentences: Vec<Span>,
    /// A number of `interner` for each token.
    pub(crate) tokens: Vec<u32>,
    /// For each document its first segment, for each segment its first sentence, for each sentence its first token.
    pub(crate) first_segments: Vec<usize>,
    pub(crate) first_sentences: Vec<usize>,
    pub(crate) first_tokens: Vec<usize>,
    interner: Interner,
}

impl PartialCorpus {
    /// Begins a document; the segments that follow are its own.
    pub fn begin_document(&mut self, document: Document) {
        self.interner.set_language(document.language);
        self.first_segments.push(self.segments.len());
        self.documents.push(document);
    }

    /// Begins a segment of the document begun last; the sentences that follow are its own.
    pub fn begin_segment(&mut self, segment: Segment) {
        self.first_sentences.push(self.sentences.len());
        self.segments.push(segment);
    }

    /// Begins a sentence of the segment begun last; the tokens that follow are its own.
    pub fn begin_sentence(&mut self, span: Span) {
        self.first_tokens.push(self.tokens.len());
        self.sentences.push(span);
    }

    /// Adds a token to the sentence begun last: the word at `start..end` of a text, exactly as it stands there.
    ///
    /// # Panics
    ///
    /// If that is no part of the text, or no document was begun.
    #[inline]
    pub fn push_token(&mut self, text: &str, start: usize, end: usize) {
        self.tokens.push(self.interner.intern(text, start, end));
    }

    /// The documents so far.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Takes the words out, in the order of their numbers.
    pub(crate) fn take_words(&mut self) -> WordTable {
        std::mem::take(&mut self.interner).into_words()
    }
}

//! The tokens of some documents, before the whole corpus is known.

use crate::{
    Document, Language, Segment, SurfaceId,
    columns::{Columns, DocumentBuilder},
    interner::Interner,
};

/// The tokens of some documents, with words numbered as they came.
///
/// A thread fills one document after another; [`crate::TokenizedCorpus::merge`] joins the parts.
#[derive(Debug, Default)]
pub struct PartialCorpus {
    pub(crate) documents: Vec<(Document, Columns)>,
    open: Option<Document>,
    /// The language of the document begun last.
    language: Option<Language>,
    builder: DocumentBuilder,
    interner: Interner,
}

impl PartialCorpus {
    /// Begins a document; the segments that follow are its own.
    pub fn begin_document(&mut self, document: Document) {
        self.close_document();
        self.begin_piece(document.language);
        self.open = Some(document);
    }

    /// Begins a piece of a document in a language, whose beginning is elsewhere: the segments that follow are its own. It becomes a part
    /// of the document by [`PartialCorpus::append`].
    pub fn begin_piece(&mut self, language: Language) {
        self.interner.set_language(language);
        self.language = Some(language);
    }

    /// Adds the next piece to the document begun last. All is as if its segments had been added here.
    pub fn append(&mut self, piece: Self) {
        let numbers = self.interner.absorb(&piece.interner.into_words());
        self.builder.append(piece.builder, |token| SurfaceId(numbers[token.index()]));
        self.set_language(None);
    }

    /// Begins a segment of the document begun last; the sentences that follow are its own. It begins where the one before it
    /// ended.
    pub fn begin_segment(&mut self, segment: &Segment) {
        self.builder.begin_segment(segment);
    }

    /// Begins a sentence of the segment begun last at a byte of the document's text; the next `tokens` tokens are its own. It
    /// reaches to the next sentence, or to the end of the segment.
    pub fn begin_sentence(&mut self, start: u32, tokens: usize) {
        self.builder.begin_sentence(start, tokens);
    }

    /// The tokens to come are of a language; without it, of the document's.
    pub fn set_language(&mut self, language: Option<Language>) {
        if let Some(language) = language.or(self.language) {
            self.interner.set_language(language);
        }
    }

    /// Adds tokens to the document begun last: the words that begin and end at some bytes of a text, as they stand there. `clauses` has
    /// the numbers of those, among them, with which a clause begins inside a sentence, in ascending order.
    ///
    /// # Panics
    ///
    /// If one is no part of the text, or no document was begun.
    pub fn push_tokens(&mut self, text: &str, words: &[[u32; 2]], clauses: &[u32]) {
        self.builder.begin_clauses(clauses);
        self.interner.intern(text, words, &mut self.builder.tokens);
    }

    /// The languages of the documents so far.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        self.interner.languages()
    }

    /// The documents so far, and what numbered their words.
    pub(crate) fn into_documents_and_interner(mut self) -> (Vec<(Document, Columns)>, Interner) {
        self.close_document();
        (self.documents, self.interner)
    }

    fn close_document(&mut self) {
        if let Some(document) = self.open.take() {
            self.documents.push((document, self.builder.finish()));
        }
    }
}

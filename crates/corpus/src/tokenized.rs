//! The corpus as columns of ids.

use rayon::prelude::*;

use crate::{
    Document, DocumentId, Language, PartialCorpus, Selection, SurfaceId, Vocabulary, WordRules, WordTable,
    columns::{Columns, SegmentView},
    interner::Interner,
    order::in_order,
};

/// Every token of the corpus as an id, cut into documents, segments and sentences.
///
/// The texts are gone; what stays is 4 bytes a token, 8 a sentence, 12 a segment, the documents, and the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenizedCorpus {
    documents: Vec<Document>,
    /// Of each document.
    columns: Vec<Columns>,
    vocabulary: Vocabulary,
}

impl TokenizedCorpus {
    /// Joins the parts and derives the vocabulary of all of them. The documents come in the byte order of their paths.
    ///
    /// The ids depend on the documents alone, not on how they were parted.
    pub fn merge(parts: Vec<PartialCorpus>, rules: &dyn WordRules, selection: &Selection) -> Self {
        let (parts, words): (Vec<_>, Vec<_>) =
            parts.into_iter().map(PartialCorpus::into_documents_and_words).unzip();
        let (surfaces, places) = merge_words(words);
        let mut documents: Vec<(Document, Columns)> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        for (mut part, places) in parts.into_iter().zip(places) {
            part.par_iter_mut().for_each(|(_, columns)| {
                columns.renumber(|token| places[token.index()]);
                columns.select(selection);
            });
            documents.append(&mut part);
        }
        documents.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        let (documents, columns) = documents.into_iter().unzip();
        Self { documents, columns, vocabulary: Vocabulary::derive(surfaces, rules) }
    }

    /// The documents in the order of their paths.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The id of each document, in order.
    pub fn document_ids(&self) -> impl ExactSizeIterator<Item = DocumentId> + use<> {
        (0..self.documents.len() as u32).map(DocumentId)
    }

    /// A document.
    pub fn document(&self, document: DocumentId) -> &Document {
        &self.documents[document.index()]
    }

    /// The segments of a document, in the order of its text.
    pub fn segments_of(&self, document: DocumentId) -> impl ExactSizeIterator<Item = SegmentView<'_>> {
        self.columns[document.index()].segments()
    }

    /// The segments of a document that the selection counts.
    pub fn counted_segments_of(&self, document: DocumentId) -> impl Iterator<Item = SegmentView<'_>> {
        self.segments_of(document).filter(|segment| segment.is_counted())
    }

    /// The tokens of a document, also of segments that are not counted.
    pub fn tokens_of(&self, document: DocumentId) -> &[SurfaceId] {
        self.columns[document.index()].tokens()
    }

    /// How many tokens the corpus has, counted or not.
    pub fn token_count(&self) -> u64 {
        self.columns.iter().map(|columns| columns.tokens().len() as u64).sum()
    }

    /// The words of the corpus.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

/// Puts the words of all parts into one order; says for each word of each part which place it has there.
fn merge_words(parts: Vec<WordTable>) -> (WordTable, Vec<Vec<SurfaceId>>) {
    // Most words are in most parts: numbering them once leaves few to be sorted.
    let mut interner = Interner::default();
    let mut numbers: Vec<Vec<SurfaceId>> = Vec::with_capacity(parts.len());
    for words in parts {
        numbers.push(renumbered(&words, &mut interner));
    }
    let words = interner.into_words();
    let order = in_order(words.len(), |number| words.word(number));
    let mut merged = WordTable::default();
    let mut places = vec![0; words.len()];
    for number in order {
        places[number as usize] = merged.len() as u32;
        let (language, text) = words.word(number as usize);
        merged.push(language, text);
    }
    for number in numbers.iter_mut().flatten() {
        *number = SurfaceId(places[number.index()]);
    }
    (merged, numbers)
}

fn renumbered(words: &WordTable, interner: &mut Interner) -> Vec<SurfaceId> {
    let mut numbers = Vec::with_capacity(words.len());
    let mut last: Option<Language> = None;
    for (language, text) in words.iter() {
        if last != Some(language) {
            interner.set_language(language);
            last = Some(language);
        }
        interner.intern(text, &[[0, text.len() as u32]], &mut numbers);
    }
    numbers
}

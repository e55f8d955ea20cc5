//! The corpus as columns of ids.

use rayon::prelude::*;

use crate::{
    Document, DocumentId, Language, PartialCorpus, SegmentId, SegmentKind, SegmentRule, Selection, SurfaceId,
    Vocabulary, WordRules, WordTable,
    columns::{Columns, SegmentView},
    order::in_order,
};

/// Every token of the corpus as an id, cut into documents, segments and sentences.
///
/// The texts are gone; what stays is 4 bytes a token, 8 a sentence, 11 a segment, the documents, and the vocabulary.
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
        let (surfaces, places) = merge_words(&words);
        drop(words);
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

    /// The documents, to be described better once all are known. Their paths must stay.
    pub fn documents_mut(&mut self) -> &mut [Document] {
        &mut self.documents
    }

    /// Says anew what a segment is, and whether it counts.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    pub fn relabel(
        &mut self,
        (document, segment): (DocumentId, SegmentId),
        (kind, rule): (SegmentKind, SegmentRule),
        selection: &Selection,
    ) {
        let columns = &mut self.columns[document.index()];
        columns.relabel(segment, kind, rule);
        columns.select(selection);
    }

    /// The language of a segment: that of its words, else the document's.
    pub fn language_of(&self, document: DocumentId, segment: SegmentView<'_>) -> Language {
        match segment.tokens().first() {
            Some(token) => self.vocabulary.surfaces().language(token.index()),
            None => self.document(document).language,
        }
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

    /// Counts no segment of a document from now on.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    pub fn leave_out(&mut self, document: DocumentId) {
        self.columns[document.index()].leave_out();
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
fn merge_words(parts: &[WordTable]) -> (WordTable, Vec<Vec<SurfaceId>>) {
    // Where the words of each part begin among those of all parts.
    let mut starts = Vec::with_capacity(parts.len());
    let count = parts.iter().fold(0, |start, words| {
        starts.push(start);
        start + words.len()
    });
    let locate = |place: usize| {
        let part = starts.partition_point(|&start| start <= place) - 1;
        (part, place - starts[part])
    };
    let word = |place: usize| {
        let (part, number) = locate(place);
        parts[part].word(number)
    };
    let mut merged = WordTable::default();
    let mut ids: Vec<Vec<SurfaceId>> = parts.iter().map(|words| vec![SurfaceId(0); words.len()]).collect();
    let mut last = None;
    for place in in_order(count, word) {
        let (language, text) = word(place as usize);
        if last.replace((language, text)) != Some((language, text)) {
            merged.push(language, text);
        }
        let (part, number) = locate(place as usize);
        ids[part][number] = SurfaceId(merged.len() as u32 - 1);
    }
    (merged, ids)
}

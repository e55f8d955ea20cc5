//! The corpus as columns of ids.

use std::{borrow::Cow, collections::HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::{
    Document, DocumentId, Language, PartialCorpus, SegmentId, SegmentKind, SegmentRule, Selection, SurfaceId,
    Vocabulary, WordRules, WordTable,
    acronyms::Acronyms,
    columns::{Columns, SegmentRun, SegmentView},
    interner::Interner,
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
        let (parts, interners): (Vec<_>, Vec<_>) =
            parts.into_iter().map(PartialCorpus::into_documents_and_interner).unzip();
        let (words, mut numbers) = join_words(interners);
        let words = spelt_alike(words, &mut numbers, rules);
        let acronyms = Acronyms::of(&words, &parts, &numbers, rules);
        let (vocabulary, ids) = Vocabulary::derive(&words, &acronyms, rules);
        drop(words);
        let mut documents: Vec<(Document, Columns)> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        for (mut part, numbers) in parts.into_iter().zip(numbers) {
            let ids: Vec<SurfaceId> = numbers.into_iter().map(|number| ids[number as usize]).collect();
            part.par_iter_mut().for_each(|(_, columns)| {
                columns.renumber(|token| ids[token.index()]);
                columns.select(selection);
            });
            documents.append(&mut part);
        }
        documents.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        let (documents, columns) = documents.into_iter().unzip();
        Self { documents, columns, vocabulary }
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

    /// One segment of a document; `None` if it has fewer.
    pub fn segment(&self, document: DocumentId, segment: SegmentId) -> Option<SegmentView<'_>> {
        self.columns[document.index()].segment(segment.0 as usize)
    }

    /// The segment of a document that has a token, by its number among all tokens of the document; `None` if it has fewer.
    pub fn segment_of_token(&self, document: DocumentId, token: u32) -> Option<SegmentView<'_>> {
        self.columns[document.index()].segment_of_token(token as usize)
    }

    /// The segments of a document that the selection counts.
    pub fn counted_segments_of(&self, document: DocumentId) -> impl Iterator<Item = SegmentView<'_>> {
        self.segments_of(document).filter(|segment| segment.is_counted())
    }

    /// The segments of a document, neighbours joined if all of them are counted, or none.
    pub fn runs_of(&self, document: DocumentId) -> impl Iterator<Item = SegmentRun<'_>> {
        self.columns[document.index()].runs()
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

/// Makes one word of those that are spelt alike, and numbers the words of the parts anew. Most corpora have none.
fn spelt_alike(words: WordTable, numbers: &mut [Vec<u32>], rules: &dyn WordRules) -> WordTable {
    let respelt = |place: usize| match rules.spelling(words.text(place)) {
        Cow::Owned(spelling) => Some((place, spelling)),
        Cow::Borrowed(_) => None,
    };
    let respelt: HashMap<usize, String, FixedState> =
        (0..words.len()).into_par_iter().filter_map(respelt).collect::<Vec<_>>().into_iter().collect();
    if respelt.is_empty() {
        return words;
    }
    let (mut table, mut new, mut known) =
        (WordTable::default(), Vec::new(), HashMap::with_hasher(FixedState::default()));
    for place in 0..words.len() {
        let spelling = respelt.get(&place).map_or_else(|| words.text(place), String::as_str);
        let number = *known.entry((words.language(place), spelling)).or_insert_with(|| {
            table.push(words.language(place), spelling);
            table.len() as u32 - 1
        });
        new.push(number);
    }
    numbers.par_iter_mut().flatten().for_each(|number| *number = new[*number as usize]);
    table
}

/// Joins the words of the parts, in no order that means anything; says for each word of each part which number it has there.
fn join_words(interners: Vec<Interner>) -> (WordTable, Vec<Vec<u32>>) {
    let (all, numbers) = join_interners(interners);
    (all.into_words(), numbers)
}

/// Joins halves beside each other: with many threads there are many parts, and each would wait for those before it.
fn join_interners(mut parts: Vec<Interner>) -> (Interner, Vec<Vec<u32>>) {
    if parts.len() < 2 {
        let all = parts.pop().unwrap_or_default();
        let numbers = vec![(0..all.len() as u32).collect()];
        return (all, numbers);
    }
    let others = parts.split_off(parts.len() / 2);
    let ((mut all, mut numbers), (others, mut more)) =
        rayon::join(|| join_interners(parts), || join_interners(others));
    // The words of the first half keep their numbers.
    let new = all.absorb(&others.into_words());
    more.par_iter_mut().flatten().for_each(|number| *number = new[*number as usize]);
    numbers.append(&mut more);
    (all, numbers)
}

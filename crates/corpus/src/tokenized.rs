//! The corpus as columns of ids.

use std::ops::Range;

use rayon::prelude::*;

use crate::{
    Document, DocumentId, Language, PartialCorpus, Segment, SegmentId, Selection, Span, SurfaceId,
    Vocabulary, WordRules, WordTable, interner::Interner,
};

/// A sentence of a segment: at least one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Where it is in the document's text.
    pub span: Span,
    /// Its tokens in their order.
    pub tokens: &'a [SurfaceId],
}

/// Every token of the corpus as an id, cut into documents, segments and sentences.
///
/// The texts are gone; what stays is 4 bytes a token, 16 bytes a sentence, the segments, and the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenizedCorpus {
    documents: Vec<Document>,
    segments: Vec<Segment>,
    sentences: Vec<Span>,
    tokens: Vec<SurfaceId>,
    /// Where the segments of each document begin, and where the last one's end; the next two likewise.
    segment_offsets: Vec<usize>,
    sentence_offsets: Vec<usize>,
    token_offsets: Vec<usize>,
    counted: Vec<bool>,
    vocabulary: Vocabulary,
}

impl TokenizedCorpus {
    /// Joins the parts in their order and derives the vocabulary of all of them.
    ///
    /// The ids depend on the documents alone, not on how they were parted.
    pub fn merge(mut parts: Vec<PartialCorpus>, rules: &dyn WordRules, selection: &Selection) -> Self {
        let words: Vec<WordTable> = parts.iter_mut().map(PartialCorpus::take_words).collect();
        let (surfaces, places) = merge_words(&words);
        drop(words);
        let mut corpus = Self {
            documents: Vec::new(),
            segments: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::with_capacity(parts.iter().map(|part| part.tokens.len()).sum()),
            segment_offsets: Vec::new(),
            sentence_offsets: Vec::new(),
            token_offsets: Vec::new(),
            counted: Vec::new(),
            vocabulary: Vocabulary::default(),
        };
        for (part, places) in parts.into_iter().zip(places) {
            corpus.append(part, &places);
        }
        corpus.segment_offsets.push(corpus.segments.len());
        corpus.sentence_offsets.push(corpus.sentences.len());
        corpus.token_offsets.push(corpus.tokens.len());
        corpus.counted = corpus.segments.iter().map(|segment| selection.counts(segment)).collect();
        corpus.vocabulary = Vocabulary::derive(surfaces, rules);
        corpus
    }

    fn append(&mut self, part: PartialCorpus, places: &[u32]) {
        let (segments, sentences, tokens) = (self.segments.len(), self.sentences.len(), self.tokens.len());
        self.segment_offsets.extend(part.first_segments.iter().map(|first| first + segments));
        self.sentence_offsets.extend(part.first_sentences.iter().map(|first| first + sentences));
        self.token_offsets.extend(part.first_tokens.iter().map(|first| first + tokens));
        self.documents.extend(part.documents);
        self.segments.extend(part.segments);
        self.sentences.extend(part.sentences);
        self.tokens.extend(part.tokens.iter().map(|&number| SurfaceId(places[number as usize])));
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
    pub fn segments_of(&self, document: DocumentId) -> impl Iterator<Item = SegmentId> + use<> {
        let range = self.segment_range(document);
        (range.start as u32..range.end as u32).map(SegmentId)
    }

    /// The segments of a document that the selection counts.
    pub fn counted_segments_of(&self, document: DocumentId) -> impl Iterator<Item = SegmentId> + '_ {
        self.segments_of(document).filter(|&segment| self.is_counted(segment))
    }

    /// A segment.
    pub fn segment(&self, segment: SegmentId) -> &Segment {
        &self.segments[segment.index()]
    }

    /// Whether the selection counts the words of a segment.
    pub fn is_counted(&self, segment: SegmentId) -> bool {
        self.counted[segment.index()]
    }

    /// The sentences of a segment.
    pub fn sentences_of(&self, segment: SegmentId) -> impl ExactSizeIterator<Item = Sentence<'_>> {
        let range = self.sentence_offsets[segment.index()]..self.sentence_offsets[segment.index() + 1];
        range.map(|sentence| Sentence {
            span: self.sentences[sentence],
            tokens: &self.tokens[self.token_offsets[sentence]..self.token_offsets[sentence + 1]],
        })
    }

    /// The tokens of a segment.
    pub fn tokens_of_segment(&self, segment: SegmentId) -> &[SurfaceId] {
        self.tokens_of_segments(segment.index()..segment.index() + 1)
    }

    /// The tokens of a document, also of segments that are not counted.
    pub fn tokens_of_document(&self, document: DocumentId) -> &[SurfaceId] {
        self.tokens_of_segments(self.segment_range(document))
    }

    /// Every token of the corpus.
    pub fn tokens(&self) -> &[SurfaceId] {
        &self.tokens
    }

    /// The words of the corpus.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn segment_range(&self, document: DocumentId) -> Range<usize> {
        self.segment_offsets[document.index()]..self.segment_offsets[document.index() + 1]
    }

    fn tokens_of_segments(&self, segments: Range<usize>) -> &[SurfaceId] {
        let first = self.token_offsets[self.sentence_offsets[segments.start]];
        let end = self.token_offsets[self.sentence_offsets[segments.end]];
        &self.tokens[first..end]
    }
}

/// Puts the words of all parts into one order; says for each word of each part which place it has there.
fn merge_words(parts: &[WordTable]) -> (WordTable, Vec<Vec<u32>>) {
    // Most words are in most parts: numbering them once leaves few to be sorted.
    let mut interner = Interner::default();
    let mut numbers: Vec<Vec<u32>> = Vec::with_capacity(parts.len());
    for words in parts {
        let number = |(language, text): (Language, &str)| {
            interner.set_language(language);
            interner.intern(text, 0, text.len())
        };
        numbers.push(words.iter().map(number).collect());
    }
    let words = interner.into_words();
    let mut order: Vec<u32> = (0..words.len() as u32).collect();
    let word = |number: u32| (words.language(number as usize), words.text(number as usize));
    order.par_sort_unstable_by(|&one, &other| word(one).cmp(&word(other)));
    let mut merged = WordTable::default();
    let mut places = vec![0; words.len()];
    for number in order {
        places[number as usize] = merged.len() as u32;
        let (language, text) = word(number);
        merged.push(language, text);
    }
    for number in numbers.iter_mut().flatten() {
        *number = places[*number as usize];
    }
    (merged, numbers)
}

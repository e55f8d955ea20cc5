//! From a document's segments to the tokens of a partial corpus.

use textmill_corpus::{Document, PartialCorpus, Segment, Span};

use crate::{LineBreaks, sentences, words};

/// Adds a document to `corpus`: its segments, the sentences of each, the words of each sentence.
///
/// Word boundaries are those of the whole segment; a word belongs to the sentence in which it begins. A sentence without
/// a word is left out. `segments` must cover `text`, as ingest makes them.
pub fn tokenize(document: Document, text: &str, segments: Vec<Segment>, corpus: &mut PartialCorpus) {
    corpus.begin_document(document);
    for segment in segments {
        let (start, part) = (segment.span.start, segment.span.of(text));
        corpus.begin_segment(segment);
        tokenize_segment(part, start, corpus);
    }
}

fn tokenize_segment(text: &str, offset: u32, corpus: &mut PartialCorpus) {
    let mut words = words(text).peekable();
    for sentence in sentences(text, LineBreaks::Soft) {
        let end = sentence.end;
        let mut begun = false;
        while let Some(word) = words.next_if(|word| word.start < end) {
            if !begun {
                corpus.begin_sentence(Span::new(sentence.clone()).shifted(offset));
                begun = true;
            }
            corpus.push_token(&text[word]);
        }
    }
}

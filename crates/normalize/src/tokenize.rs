//! From a document's segments to the tokens of a partial corpus.

use textmill_corpus::{Document, Language, PartialCorpus, Segment, Span};

use crate::{CutWords, TokenCutter, whole_sentences};

/// Adds a document to `corpus`: its segments, the sentences of each, the words of each sentence.
///
/// Word boundaries are those of the whole segment, and a word that a line end cuts is one ([`CutWords`]); tokens are made of them by the rules
/// of the cutter. A token belongs to the sentence in which it begins. Sentences are those of the language of the segment
/// ([`whole_sentences`]); one without a token is left out.
/// `segments` must cover `text`, as ingest makes them.
pub fn tokenize(
    document: Document,
    text: &str,
    segments: &[Segment],
    cutter: &mut TokenCutter,
    corpus: &mut PartialCorpus,
) {
    let language = document.language;
    let cuts = CutWords::of(text);
    corpus.begin_document(document);
    // No word crosses a line end, so segments that end with one need not be tokenized one by one.
    let go_together = |segment: &Segment, next: &Segment| {
        segment.language == next.language && follows_line_end(text, next.span.start as usize)
    };
    for run in segments.chunk_by(go_together) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        corpus.set_language(first.language);
        let part = Span { start: first.span.start, end: last.span.end }.of(text);
        let starts_between = |end: u32, next: u32| {
            let after = run.partition_point(|segment| segment.span.start - first.span.start <= end);
            run.get(after).is_some_and(|segment| segment.span.start - first.span.start <= next)
        };
        let of_run = first.language.unwrap_or(language);
        let tokens = cutter.cut(part, of_run, &cuts, |end, next| !starts_between(end, next));
        corpus.push_tokens(part, tokens.spans, tokens.clauses);
        let mut words = tokens.spans;
        for segment in run {
            corpus.begin_segment(segment);
            let language = segment.language.unwrap_or(language);
            words = tokenize_segment(part, first.span.start, segment.span, language, words, corpus);
        }
    }
}

/// Whether there is a line end right before a place, and none that reaches across it.
fn follows_line_end(text: &str, place: usize) -> bool {
    let bytes = text.as_bytes();
    match place.checked_sub(1).and_then(|last| bytes.get(last)) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(place) != Some(&b'\n'),
        _ => false,
    }
}

/// Adds the sentences of a segment, and returns the words that are left. Words are counted from `base`, where `part` begins.
fn tokenize_segment<'a>(
    part: &str,
    base: u32,
    segment: Span,
    language: Language,
    words: &'a [[u32; 2]],
    corpus: &mut PartialCorpus,
) -> &'a [[u32; 2]] {
    let mut left = words;
    let start = segment.start - base;
    let text = Span { start, end: segment.end - base }.of(part);
    for sentence in whole_sentences(text, language) {
        let end = start + sentence.end as u32;
        let here = left.iter().position(|word| word[0] >= end).unwrap_or(left.len());
        let (words, rest) = left.split_at(here);
        left = rest;
        if !words.is_empty() {
            corpus.begin_sentence(segment.start + sentence.start as u32, words.len());
        }
    }
    left
}

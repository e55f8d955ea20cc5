//! From a document's segments to the tokens of a partial corpus.

use std::ops::Range;

use textmill_corpus::{Document, PartialCorpus, Segment, Span};

use crate::{LineBreaks, Tokenizer, abbreviations::ends_with_abbreviation, sentences};

/// Adds a document to `corpus`: its segments, the sentences of each, the words of each sentence.
///
/// Word boundaries are those of the whole segment; a word belongs to the sentence in which it begins. Sentences are those of
/// UAX #29 with line ends as white space, joined where one ends with a title or an initial; one without a word is left out.
/// `segments` must cover `text`, as ingest makes them.
pub fn tokenize(
    document: Document,
    text: &str,
    segments: Vec<Segment>,
    tokenizer: &mut Tokenizer,
    corpus: &mut PartialCorpus,
) {
    corpus.begin_document(document);
    for segment in segments {
        let (start, part) = (segment.span.start, segment.span.of(text));
        corpus.begin_segment(segment);
        tokenize_segment(part, start, tokenizer.words(part), corpus);
    }
}

fn tokenize_segment(text: &str, offset: u32, words: &[[u32; 2]], corpus: &mut PartialCorpus) {
    let mut left = words;
    for sentence in whole_sentences(text) {
        let here = left.iter().take_while(|word| (word[0] as usize) < sentence.end).count();
        let (words, rest) = left.split_at(here);
        left = rest;
        if words.is_empty() {
            continue;
        }
        corpus.begin_sentence(Span::new(sentence).shifted(offset));
        for &[start, end] in words {
            corpus.push_token(text, start as usize, end as usize);
        }
    }
}

/// The sentences of a segment, of which none ends with a title or an initial (`Mr. Venn`, `J. Teller`).
fn whole_sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut parts = sentences(text, LineBreaks::Soft);
    std::iter::from_fn(move || {
        let mut whole = parts.next()?;
        while ends_with_abbreviation(&text[whole.clone()]) {
            let Some(more) = parts.next() else { break };
            whole.end = more.end;
        }
        Some(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::whole_sentences;

    #[test]
    fn a_title_or_an_initial_ends_no_sentence() {
        let text = "Mr. Venn met J. Teller. Nobody asked Dr. Farrow. Was it I. Yes. St. Pell. Dr.";
        let parts: Vec<&str> = whole_sentences(text).map(|range| text[range].trim()).collect();
        assert_eq!(
            parts,
            ["Mr. Venn met J. Teller.", "Nobody asked Dr. Farrow.", "Was it I.", "Yes.", "St. Pell.", "Dr."]
        );
    }
}

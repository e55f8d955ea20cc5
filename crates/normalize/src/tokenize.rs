//! From a document's segments to the tokens of a partial corpus.

use rayon::prelude::*;
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
    // Pieces have vocabularies of their own, which one thread would make for nothing.
    let piece_bytes = if rayon::current_num_threads() > 1 { PIECE_BYTES } else { u32::MAX };
    tokenize_in_pieces(document, text, segments, piece_bytes, cutter, corpus);
}

/// The same; a document of twice `piece_bytes` is cut into pieces.
fn tokenize_in_pieces(
    document: Document,
    text: &str,
    segments: &[Segment],
    piece_bytes: u32,
    cutter: &mut TokenCutter,
    corpus: &mut PartialCorpus,
) {
    let whole = Whole { text, language: document.language, cuts: CutWords::of(text) };
    corpus.begin_document(document);
    let pieces = pieces(segments, piece_bytes);
    if pieces.len() < 2 {
        return whole.tokenize(segments, cutter, corpus);
    }
    let pieces: Vec<(PartialCorpus, TokenCutter)> = pieces
        .into_par_iter()
        .map(|segments| {
            let (mut piece, mut cutter) = (PartialCorpus::default(), cutter.another());
            piece.begin_piece(whole.language);
            whole.tokenize(segments, &mut cutter, &mut piece);
            (piece, cutter)
        })
        .collect();
    for (piece, of_piece) in pieces {
        corpus.append(piece);
        cutter.add(&of_piece);
    }
}

/// The pieces of a document that is longer than two of them have about so many bytes.
const PIECE_BYTES: u32 = 1 << 21;

/// The segments of a long document in pieces, for threads to share; all segments of any other document. The words of a segment are the
/// same whatever stands before it.
fn pieces(segments: &[Segment], piece_bytes: u32) -> Vec<&[Segment]> {
    let bytes = segments.last().map_or(0, |last| last.span.end);
    if bytes / 2 < piece_bytes {
        return vec![segments];
    }
    let number = |segment: &Segment| segment.span.start / piece_bytes;
    segments.chunk_by(|one, next| number(one) == number(next)).collect()
}

/// A document whose segments are cut into words.
struct Whole<'t> {
    text: &'t str,
    language: Language,
    cuts: CutWords<'t>,
}

impl Whole<'_> {
    /// Adds some of its segments.
    fn tokenize(&self, segments: &[Segment], cutter: &mut TokenCutter, corpus: &mut PartialCorpus) {
        let Self { text, language, cuts } = self;
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
            let of_run = first.language.unwrap_or(*language);
            let tokens = cutter.cut(part, of_run, cuts, |end, next| !starts_between(end, next));
            corpus.push_tokens(part, tokens.spans, tokens.clauses);
            let mut words = tokens.spans;
            for segment in run {
                corpus.begin_segment(segment);
                let language = segment.language.unwrap_or(*language);
                words = tokenize_segment(part, first.span.start, segment.span, language, words, corpus);
            }
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

#[cfg(test)]
mod tests {
    use std::{borrow::Cow, sync::Arc};

    use proptest::prelude::*;
    use textmill_corpus::{
        Document, Genre, Language, Metadata, PartialCorpus, Segment, SegmentKind, Selection, Span, Speaker,
        SpeakerRole, SpeakerStatus, TokenizedCorpus, WordRules,
    };

    use super::tokenize_in_pieces;
    use crate::{TokenCutter, TokenRules};

    struct Unchanged;

    impl WordRules for Unchanged {
        fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> {
            surface.into()
        }

        fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> {
            term.into()
        }

        fn is_stop_word(&self, _: Language, _: &str) -> bool {
            false
        }
    }

    /// A segment of a line that some numbers choose the rest of.
    fn segment(span: Span, [speaker, turn, language]: [u8; 3]) -> Segment {
        let speaker = (speaker > 0).then(|| {
            Arc::new(Speaker {
                printed: format!("Speaker {speaker}"),
                name: String::new(),
                status: SpeakerStatus::Named,
                role: SpeakerRole::Speaker,
            })
        });
        Segment {
            speaker,
            turn: (turn > 0).then_some(turn.into()),
            language: (language == 1).then(|| Language::from_code("fr")).flatten(),
            ..Segment::plain(SegmentKind::Paragraph, span)
        }
    }

    fn document(text: &str) -> Document {
        Document {
            path: "a".to_owned(),
            text_bytes: text.len() as u64,
            text_hash: 0,
            title: None,
            date: None,
            published: None,
            genre: Genre::Plain,
            language: Language::UNDETERMINED,
            metadata: Metadata::default(),
        }
    }

    /// Everything that is known of the segments of the one document of a corpus.
    fn shown(corpus: &TokenizedCorpus) -> Vec<String> {
        let surface = |token: &textmill_corpus::SurfaceId| corpus.vocabulary().surfaces().word(token.index());
        let segments = corpus.document_ids().flat_map(|id| corpus.segments_of(id));
        segments
            .map(|segment| {
                let sentences: Vec<_> = segment
                    .sentences()
                    .map(|sentence| {
                        let tokens: Vec<_> = sentence.tokens.iter().map(surface).collect();
                        (sentence.span, tokens, sentence.clauses().map(<[_]>::len).collect::<Vec<_>>())
                    })
                    .collect();
                format!("{:?} {:?} {:?} {sentences:?}", segment.span(), segment.kind(), segment.turn())
            })
            .collect()
    }

    proptest! {
        #[test]
        fn the_pieces_of_a_document_make_the_whole(
            lines in prop::collection::vec(
                (
                    prop::sample::select(&[
                        "It rose, and \u{201C}it fell. ", "the dam-\n", "Mr.\n", "keeper said:\u{201D} No.\n\n", "\r\n", "l'eau d'Aske ",
                        "see www.a.example\n", "a \"b\nc\" d\n", "(one; two)\r", "<b>3.5 %\n",
                    ][..]),
                    [0_u8..3, 0_u8..3, 0_u8..4],
                ),
                1..40,
            ),
            piece_bytes in 1_u32..60,
        ) {
            let (mut text, mut segments) = (String::new(), Vec::new());
            for (line, choices) in lines {
                let start = text.len();
                text.push_str(line);
                segments.push(segment(Span::new(start..text.len()), choices));
            }
            let read = |piece_bytes: u32| {
                let (mut part, mut cutter) = (PartialCorpus::default(), TokenCutter::new(TokenRules::default()));
                tokenize_in_pieces(document(&text), &text, &segments, piece_bytes, &mut cutter, &mut part);
                let corpus = TokenizedCorpus::merge(vec![part], &Unchanged, &Selection::default());
                (shown(&corpus), corpus.vocabulary().clone(), cutter.left_out())
            };
            prop_assert_eq!(read(piece_bytes), read(u32::MAX));
        }
    }
}

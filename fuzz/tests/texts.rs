//! Texts: words, sentences, segments, quotations.

#![allow(clippy::unwrap_used, reason = "a target fails by panicking")]

use bolero::check;
use textmill_corpus::{Language, SegmentKind};
use textmill_fuzz::text_of;
use textmill_ingest::segments;
use textmill_normalize::{
    CutWords, Instructions, LineBreaks, TokenCutter, TokenRules, Tokenizer, composed, normal_form, sentences,
    whole_sentences, words,
};
use textmill_reuse::{Block, CueLists, quotations};

const LANGUAGES: [&str; 8] = ["en", "de", "fr", "ru", "tr", "zh", "ar", "th"];

fn language(input: &[u8]) -> Language {
    let place = input.first().map_or(0, |byte| usize::from(*byte) % LANGUAGES.len());
    Language::from_code(LANGUAGES[place]).unwrap()
}

#[test]
fn words_are_those_of_the_plain_tokenizer() {
    check!().for_each(|input: &[u8]| {
        let text = text_of(input);
        let expected: Vec<[u32; 2]> = words(&text).map(|word| [word.start as u32, word.end as u32]).collect();
        for instructions in Instructions::available() {
            assert_eq!(Tokenizer::with(instructions).words(&text), expected, "{instructions:?} {text:?}");
        }
        let language = language(input);
        let cuts = CutWords::of(&text);
        let cut =
            TokenCutter::new(TokenRules::default()).cut(&text, language, &cuts, |_, _| true).spans.to_vec();
        assert!(
            cut.iter().all(|[begin, end]| begin < end && text.get(*begin as usize..*end as usize).is_some())
        );
        assert!(cut.windows(2).all(|pair| pair[0][1] <= pair[1][0]));
        for [begin, end] in cut {
            let surface = &text[begin as usize..end as usize];
            let form = normal_form(surface).into_owned();
            assert_eq!(normal_form(&form), form, "{surface:?}");
            assert_eq!(normal_form(&composed(surface)), form, "{surface:?}");
        }
    });
}

#[test]
fn sentences_follow_each_other_without_gaps() {
    check!().for_each(|input: &[u8]| {
        let text = text_of(input);
        let found = |ranges: Vec<std::ops::Range<usize>>| {
            assert_eq!(ranges.iter().map(|range| &text[range.clone()]).collect::<String>(), text);
        };
        found(sentences(&text, LineBreaks::Soft).collect());
        found(whole_sentences(&text, language(input)).collect());
    });
}

#[test]
fn segments_cover_the_text_and_quotations_lie_in_it() {
    check!().for_each(|input: &[u8]| {
        let text = text_of(input);
        let found = segments(&text);
        let mut end = 0;
        for segment in &found {
            assert_eq!(segment.span.start, end, "{text:?}");
            end = segment.span.end;
        }
        assert_eq!(end as usize, if found.is_empty() { 0 } else { text.len() }, "{text:?}");
        let blocks: Vec<Block<'_>> = found
            .iter()
            .map(|segment| Block {
                span: segment.span.start as usize..segment.span.end as usize,
                kind: SegmentKind::Paragraph,
                turn: None,
                speaker: "",
                language: language(input),
                sentences: vec![segment.span.start as usize],
            })
            .collect();
        let (quoted, counts) = quotations(&text, &blocks, &CueLists::default());
        for quotation in quoted {
            assert!(
                text.get(quotation.outer.clone()).is_some() && text.get(quotation.inner.clone()).is_some()
            );
            assert!(
                quotation.outer.start <= quotation.inner.start && quotation.inner.end <= quotation.outer.end
            );
        }
        assert!(counts.opening + counts.closing <= counts.marks, "{text:?}");
    });
}

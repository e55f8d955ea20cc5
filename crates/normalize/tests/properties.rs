//! Laws that hold for every text.

use std::borrow::Cow;

use proptest::{collection::vec, prelude::*, sample::select};
use textmill_corpus::{
    Document, Genre, Language, Metadata, PartialCorpus, Segment, SegmentKind, Selection, Span,
    TokenizedCorpus, WordRules,
};
use textmill_normalize::{
    CutWords, Instructions, LineBreaks, TokenCutter, TokenRules, Tokenizer, normal_form, sentences, tokenize,
    word_segments, words,
};
use unicode_segmentation::UnicodeSegmentation;

/// Characters among which every rule of both boundary algorithms finds its case.
const INTERESTING: &[char] = &[
    'a', 'b', 'Z', 'é', 'ß', 'я', 'Ё', '1', '2', '٣', '_', '.', '\'', ':', ',', ';', '"', '-', ' ', ' ',
    '\n', '\r', '\t', '!', '?', '(', ')', '’', '‘', '“', '”', '—', '…', '\u{A0}', '\u{202F}', '\u{AD}',
    '\u{200D}', '\u{200B}', '\u{308}', '\u{FEFF}', '\u{2028}', '\u{85}', 'א', 'ב', '״', 'カ', 'ー', '漢',
    '한', 'ก', '²', '½', '☺', '👩', '🏽', '🇩', '🇪', '\u{3000}', '\u{2003}', '׳', '·', 'ⅷ', 'ʼ',
];

fn text() -> impl Strategy<Value = String> {
    let interesting = vec(select(INTERESTING), 0..60).prop_map(String::from_iter);
    let any = vec(any::<char>(), 0..40).prop_map(String::from_iter);
    prop_oneof![4 => interesting, 1 => any]
}

/// Text on which the other crate follows the rules of words to the letter.
///
/// After a joiner and a pictograph (WB3c) it forgets what stood before: it joins `a.` and `U+200D ☺`, against WB6, and
/// puts a boundary into `U+200D Ⓜa`, against WB5. So a joiner stays here only between two pictographs, as in emoji.
fn comparable() -> impl Strategy<Value = String> {
    const PICTOGRAPHS: &[char] = &['☺', '👩', '©', '®', '™', '‼', '⁉', 'Ⓜ'];
    text().prop_map(|text| {
        let mut kept = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let before_pictograph =
                characters.peek().is_some_and(|next| !next.is_ascii() && !next.is_alphabetic());
            let between = before_pictograph && kept.ends_with(PICTOGRAPHS);
            if character != '\u{200D}' || !before_pictograph || between {
                kept.push(character);
            }
        }
        kept
    })
}

/// Ranges that follow each other from the first byte to the last.
fn cover(text: &str, ranges: &[std::ops::Range<usize>]) -> bool {
    let mut end = 0;
    ranges.iter().all(|range| range.start == std::mem::replace(&mut end, range.end)) && end == text.len()
}

#[test]
fn a_joined_pictograph_changes_nothing_else() {
    for (text, expected) in [("Ⓜa", 0..4), ("\u{200D}Ⓜa", 0..7), ("a.\u{200D}☺", 0..1)] {
        assert_eq!(words(text).collect::<Vec<_>>(), [expected]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn word_boundaries_are_those_of_unicode_segmentation(text in comparable()) {
        let ours: Vec<&str> = word_segments(&text).map(|range| &text[range]).collect();
        let theirs: Vec<&str> = text.split_word_bounds().collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn words_are_those_of_unicode_segmentation(text in comparable()) {
        let ours: Vec<(usize, &str)> = words(&text).map(|range| (range.start, &text[range])).collect();
        let theirs: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn the_fast_tokenizer_finds_the_words_of_the_plain_one(text in text(), lead in 0_usize..130) {
        // The same text at any place in a block, and at the beginning of the next one.
        for text in [text.clone(), " ".repeat(lead) + &text, "ab ".repeat(lead) + &text + &text, "é".repeat(lead) + &text] {
            let expected: Vec<[u32; 2]> = words(&text).map(|word| [word.start as u32, word.end as u32]).collect();
            for instructions in Instructions::available() {
                let mut tokenizer = Tokenizer::with(instructions);
                prop_assert_eq!(tokenizer.words(&text), expected.as_slice(), "{:?} of {:?}", instructions, &text);
            }
        }
    }

    #[test]
    fn sentence_boundaries_are_those_of_unicode_segmentation(text in comparable()) {
        let ours: Vec<&str> = sentences(&text, LineBreaks::Hard).map(|range| &text[range]).collect();
        let theirs: Vec<&str> = text.split_sentence_bounds().collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn segments_and_sentences_cover_the_text(text in text()) {
        prop_assert!(cover(&text, &word_segments(&text).collect::<Vec<_>>()));
        prop_assert!(cover(&text, &sentences(&text, LineBreaks::Hard).collect::<Vec<_>>()));
        prop_assert!(cover(&text, &sentences(&text, LineBreaks::Soft).collect::<Vec<_>>()));
    }

    #[test]
    fn word_spans_ascend_without_overlap(text in text()) {
        let mut end = 0;
        for word in words(&text) {
            prop_assert!(end <= word.start && word.start < word.end);
            end = word.end;
            prop_assert!(text[word].chars().any(char::is_alphanumeric));
        }
    }

    #[test]
    fn the_normal_form_of_a_normal_form_is_itself(text in text()) {
        let once = normal_form(&text).into_owned();
        prop_assert_eq!(normal_form(&once), once.as_str());
    }

    #[test]
    fn a_word_has_a_normal_form_with_an_alphanumeric_character(text in text()) {
        for word in words(&text) {
            let term = normal_form(&text[word.clone()]).into_owned();
            prop_assert!(!term.is_empty(), "{:?}", &text[word]);
        }
    }

    #[test]
    fn the_tokens_of_a_corpus_are_those_of_its_segments(
        texts in proptest::collection::vec((text(), 1..9_usize), 0..4)
    ) {
        let mut part = PartialCorpus::default();
        for (number, (text, pieces)) in texts.iter().enumerate() {
            tokenize(document(number, text), text, &cut(text, *pieces), &mut cutter(), &mut part);
        }
        let corpus = TokenizedCorpus::merge(vec![part], &Unchanged, &Selection::default());
        for (id, (text, pieces)) in corpus.document_ids().zip(&texts) {
            prop_assert_eq!(corpus.segments_of(id).len(), cut(text, *pieces).len());
            for segment in corpus.segments_of(id) {
                let part = segment.span().of(text);
                let mut cutter = cutter();
                let own = cutter.cut(part, Language::UNDETERMINED, &CutWords::of(text), |_, _| true).spans;
                let own: Vec<std::ops::Range<usize>> =
                    own.iter().map(|&[start, end]| start as usize..end as usize).collect();
                let found = segment.tokens().iter().map(|token| corpus.vocabulary().surfaces().text(token.index()));
                prop_assert_eq!(found.collect::<Vec<_>>(), own.iter().map(|word| &part[word.clone()]).collect::<Vec<_>>());
                for sentence in segment.sentences() {
                    let span = (sentence.span.start - segment.span().start) as usize..(sentence.span.end - segment.span().start) as usize;
                    prop_assert_eq!(sentence.tokens.len(), own.iter().filter(|word| span.contains(&word.start)).count());
                    prop_assert!(!sentence.tokens.is_empty());
                }
            }
        }
    }
}

fn cutter() -> TokenCutter {
    TokenCutter::new(TokenRules::default())
}

/// A text in pieces, some of which end with a line end.
fn cut(text: &str, pieces: usize) -> Vec<Segment> {
    let mut ends: Vec<usize> =
        (1..=pieces).map(|piece| text.floor_char_boundary(text.len() * piece / pieces)).collect();
    ends.extend(text.match_indices(['\n', '\r']).map(|(place, _)| place + 1));
    ends.sort_unstable();
    ends.dedup();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let spans =
        starts.zip(&ends).filter(|(start, end)| start < end).map(|(start, &end)| Span::new(start..end));
    spans.map(|span| Segment::plain(SegmentKind::Paragraph, span)).collect()
}

fn document(number: usize, text: &str) -> Document {
    Document {
        path: number.to_string(),
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

/// Rules that make a surface its own term and stem.
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

/// What looks beyond a word: markup, links, entities, numbers with signs, addresses, and every kind of line end.
const MARKED: &[&str] = &[
    "<script>",
    "<b>",
    "</b>",
    "</",
    "<",
    ">",
    "<a href=\"x\"",
    "<br",
    "[dam](",
    "](",
    "http://a.b/c",
    "x.html",
    ")",
    "&amp;",
    "&#39;",
    "&",
    ";",
    "#tag",
    "#",
    "@name",
    "river",
    "r",
    " ",
    " ",
    ". ",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\r\r",
    "U.S.",
    "3.5 %",
    "$",
    "«",
    "\"",
    ":",
    "...",
    "⮊",
    "👩",
    "'",
    "*",
    "a@b.cd",
    "well-",
    "known",
    "漢字",
    "カナ",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Segments end with lines. They are cut together when they are counted, and one by one when places are looked for.
    #[test]
    fn lines_are_cut_alike_together_and_one_by_one(pieces in vec(select(MARKED), 0..40)) {
        let text = pieces.concat();
        let cuts = CutWords::of(&text);
        let mut cutter = TokenCutter::new(TokenRules::default());
        let mut cut = |part: &str| cutter.cut(part, Language::UNDETERMINED, &cuts, |_, _| true).spans.to_vec();
        let together = cut(&text);
        let (mut one_by_one, mut start) = (Vec::new(), 0);
        let ends = text.char_indices().filter(|&(place, sign)| {
            sign == '\n' || (sign == '\r' && text.as_bytes().get(place + 1) != Some(&b'\n'))
        });
        let ends: Vec<usize> = ends.map(|(place, _)| place + 1).chain([text.len()]).collect();
        for end in ends {
            let base = start as u32;
            one_by_one.extend(cut(&text[start..end]).iter().map(|[from, to]| [from + base, to + base]));
            start = end;
        }
        prop_assert_eq!(together, one_by_one, "{:?}", text);
    }
}

//! Which words are key: the sides must differ at all, and few of the words that differ as much may be false.

use std::borrow::Cow;

use textmill_corpus::{
    Document, Genre, Language, Metadata, PartialCorpus, Segment, SegmentKind, Selection, Span,
    TokenizedCorpus, WordRules,
};
use textmill_frequency::{
    ClassPostings, CountingUnit, KeynessComparison, KeynessParameters, KeynessUnit, SegmentClasses, Side,
    Units, compare,
};

struct AsWritten;

impl WordRules for AsWritten {
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

/// Documents of 500 tokens each, of which the first half is the target: a word, and the documents that have it, as often as they are named.
fn compared(documents: usize, words: &[(String, Vec<usize>)]) -> (KeynessComparison, Vec<String>) {
    let mut part = PartialCorpus::default();
    for number in 0..documents {
        let mut tokens: Vec<&str> = words
            .iter()
            .flat_map(|(word, places)| places.iter().filter(|place| **place == number).map(|_| word.as_str()))
            .collect();
        tokens.resize(500, "filler");
        let text = tokens.join(" ");
        part.begin_document(Document {
            path: format!("{number:03}"),
            text_bytes: text.len() as u64,
            text_hash: 0,
            title: None,
            date: None,
            published: None,
            genre: Genre::Plain,
            language: Language::UNDETERMINED,
            metadata: Metadata::default(),
        });
        part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
        part.begin_sentence(0, 500);
        tokens.iter().for_each(|token| part.push_tokens(token, &[[0, token.len() as u32]], &[]));
    }
    let corpus = TokenizedCorpus::merge(vec![part], &AsWritten, &Selection::default());
    let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let is_target =
        |document: &Document| document.path.parse::<usize>().is_ok_and(|number| number < documents / 2);
    let classes =
        SegmentClasses::new(&corpus, |document, _| Some(if is_target(document) { "a" } else { "b" }));
    let postings = ClassPostings::new(&corpus, &units, &classes);
    let side = |class: usize| Some(if class == 0 { Side::Target } else { Side::Reference });
    let comparison = compare(&postings, &units, &side, &KeynessParameters::default()).remove(0);
    let texts =
        comparison.units.iter().map(|unit| units.words().text(unit.unit as usize).to_owned()).collect();
    (comparison, texts)
}

fn unit<'a>((comparison, texts): &'a (KeynessComparison, Vec<String>), word: &str) -> &'a KeynessUnit {
    &comparison.units[texts.iter().position(|text| text == word).unwrap_or(usize::MAX)]
}

/// 30 words of one subject, which stand together in seven documents of both sides.
fn subject() -> Vec<(String, Vec<usize>)> {
    (0..30).map(|number| (format!("subject{number}"), vec![8, 9, 10, 20, 21, 22, 23])).collect()
}

#[test]
fn nothing_is_key_where_the_sides_do_not_differ() {
    let found = compared(24, &subject());
    assert_eq!(found.0.can_be_key, Some(true));
    let word = unit(&found, "subject0");
    assert!(word.permutation_q.unwrap() > 0.5 && word.permutation_fdr.is_none() && !word.is_key());
}

#[test]
fn a_word_that_no_labelling_of_any_word_reaches_is_key_beside_words_that_come_together() {
    let mut words = subject();
    words.push(("river".to_owned(), (0..7).collect()));
    let found = compared(24, &words);
    let word = unit(&found, "river");
    // Where chance makes one word of the subject differ so much, it makes all thirty: the average is high, the chance is low.
    assert!(word.permutation_q.unwrap() < 0.05, "{:?}", word.permutation_q);
    assert!(word.is_key() && word.permutation_fdr <= word.permutation_q);
    assert!(!unit(&found, "subject0").is_key());
}

#[test]
fn many_words_that_differ_a_little_are_key_together() {
    // Each of forty words stands three times in eight documents of the target and in one of the reference, each in others.
    let places = |number: usize| -> Vec<usize> {
        let mut places: Vec<usize> =
            (0..8).map(|place| (number * 7 + place * (1 + number % 3)) % 12).collect();
        places.push(12 + number % 12);
        places.sort_unstable();
        places.dedup();
        places.repeat(3)
    };
    let mut words: Vec<(String, Vec<usize>)> =
        (0..40).map(|number| (format!("word{number}"), places(number))).collect();
    words.push(("river".to_owned(), (0..12).collect()));
    // Words of both sides, which differ by chance alone.
    words.extend((0..60).map(|number| {
        let places: Vec<usize> = (0..8).map(|place| (number * 5 + place * 7) % 24).collect();
        (format!("other{number}"), places.repeat(3))
    }));
    let found = compared(24, &words);
    let of = |name: &str, holds: &dyn Fn(&KeynessUnit) -> bool| {
        let units = found.0.units.iter().zip(&found.1);
        units.filter(|(unit, text)| text.starts_with(name) && holds(unit)).count()
    };
    let is_sure = |unit: &KeynessUnit| unit.permutation_q.is_some_and(|q| q < 0.05);
    assert!(of("word", &is_sure) < of("word", &KeynessUnit::is_key));
    assert_eq!(of("other", &KeynessUnit::is_key), 0);
    // False words are counted among those whose G² holds for all stems, so that nothing else is listed with them.
    let key = found.0.units.iter().filter(|unit| unit.is_key());
    assert!(key.into_iter().all(|unit| unit.bonferroni.is_some_and(|p| p.value < 0.05)));
}

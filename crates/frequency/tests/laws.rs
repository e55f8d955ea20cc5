//! The laws of counts, against counts made the slow way.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use proptest::prelude::*;
use textmill_corpus::{
    Document, Genre, Language, Metadata, PartialCorpus, Segment, SegmentKind, Selection, Span,
    TokenizedCorpus, WordRules,
};
use textmill_frequency::{
    Budget, CorpusSentences, CountingUnit, Division, DocumentCounts, Frequencies, Reach, Sentences, Totals,
    Units, count_ngrams, documents_by_language, expression_interactions, forms, ngram_dispersion, stop_stems,
    tokens_by_language, totals, unit_dispersion,
};
use textmill_measures::{Dispersion, PartCount, PartsSummary, Spacing, interaction};

/// A document as a list of segments, each a kind and sentences of words.
type Text = Vec<(SegmentKind, Vec<Vec<String>>)>;

/// Terms are lower-case surfaces; stems are their first letters.
struct Letters;

impl WordRules for Letters {
    fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> {
        surface.to_lowercase().into()
    }

    fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> {
        term[..1].into()
    }

    fn is_stop_word(&self, _: Language, term: &str) -> bool {
        term == "aa"
    }
}

fn part(texts: &[(usize, &Text)]) -> PartialCorpus {
    let mut part = PartialCorpus::default();
    for (number, text) in texts {
        let path = format!("{number:03}");
        let language = Language::from_code(if number % 3 == 2 { "de" } else { "en" }).unwrap();
        part.begin_document(Document {
            path,
            text_bytes: 0,
            text_hash: 0,
            title: None,
            date: None,
            published: None,
            genre: Genre::Plain,
            language,
            metadata: Metadata::default(),
        });
        for (kind, sentences) in *text {
            part.begin_segment(&Segment::plain(*kind, Span::new(0..0)));
            for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
                part.begin_sentence(0, sentence.len());
                sentence.iter().for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
            }
        }
    }
    part
}

/// The corpus of some texts, read in parts of `size` documents.
fn corpus_of_parts(texts: &[Text], size: usize) -> TokenizedCorpus {
    let numbered: Vec<(usize, &Text)> = texts.iter().enumerate().collect();
    TokenizedCorpus::merge(numbered.chunks(size).map(part).collect(), &Letters, &Selection::default())
}

fn corpus(texts: &[Text]) -> TokenizedCorpus {
    corpus_of_parts(texts, 2)
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    // No word is in capitals throughout: acronyms are words of their own.
    texts_of("[aAbB][ab]?")
}

fn texts_of(word: &'static str) -> impl Strategy<Value = Vec<Text>> {
    let sentence = proptest::collection::vec(word, 0..8);
    let kind = prop_oneof![3 => Just(SegmentKind::Paragraph), 1 => Just(SegmentKind::Label)];
    let segment = (kind, proptest::collection::vec(sentence, 0..4));
    proptest::collection::vec(proptest::collection::vec(segment, 0..4), 0..7)
}

/// The counted sentences of a text.
fn counted(text: &Text) -> impl Iterator<Item = &Vec<String>> {
    text.iter().filter(|(kind, _)| *kind != SegmentKind::Label).flat_map(|(_, sentences)| sentences)
}

/// Frequency and document frequency of each term with its language, counted the slow way.
fn slow_terms(texts: &[Text]) -> BTreeMap<(usize, String), (u64, BTreeSet<usize>)> {
    let mut terms: BTreeMap<(usize, String), (u64, BTreeSet<usize>)> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        for word in counted(text).flatten() {
            let cell = terms.entry((number % 3 / 2, word.to_lowercase())).or_default();
            cell.0 += 1;
            cell.1.insert(number);
        }
    }
    terms
}

/// The totals by way of the matrix.
fn matrix_totals(corpus: &TokenizedCorpus, unit: CountingUnit) -> Frequencies {
    let units = Units::new(corpus.vocabulary(), unit);
    DocumentCounts::of(corpus, &units).totals(units.len())
}

proptest! {
    #[test]
    fn acronyms_do_not_hang_on_the_parts(texts in texts_of("[aA]{2}|[bB]{1,2}|c")) {
        let one = corpus_of_parts(&texts, 1);
        prop_assert_eq!(&one, &corpus_of_parts(&texts, 3));
        let vocabulary = one.vocabulary();
        let spellings: BTreeSet<(Language, &str)> = vocabulary.surfaces().iter().collect();
        for (language, term) in vocabulary.terms().iter().filter(|(_, term)| *term != term.to_lowercase()) {
            prop_assert!(term.chars().all(char::is_uppercase));
            prop_assert!(spellings.contains(&(language, term.to_lowercase().as_str())), "{term} in lower case");
        }
    }

    #[test]
    fn terms_are_counted_as_the_slow_way_counts_them(texts in texts()) {
        let corpus = corpus(&texts);
        let found = matrix_totals(&corpus, CountingUnit::Term);
        let words = corpus.vocabulary().terms();
        let mut fast = BTreeMap::new();
        for (term, (language, text)) in words.iter().enumerate() {
            if found.frequency[term] > 0 {
                let language = usize::from(language.code() == "de");
                fast.insert((language, text.to_owned()), (found.frequency[term], found.document_frequency[term]));
            }
        }
        let slow: BTreeMap<_, _> = slow_terms(&texts).into_iter().map(|(term, cell)| (term, (cell.0, cell.1.len() as u64))).collect();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn totals_are_those_of_the_matrices(texts in texts()) {
        let corpus = corpus(&texts);
        let found = totals(&corpus);
        for (unit, found) in [
            (CountingUnit::Surface, &found.surfaces), (CountingUnit::Term, &found.terms), (CountingUnit::Stem, &found.stems)
        ] {
            prop_assert_eq!(found, &matrix_totals(&corpus, unit));
        }
        let rows = |unit| DocumentCounts::of(&corpus, &Units::new(corpus.vocabulary(), unit));
        let (terms, stems) = (rows(CountingUnit::Term), rows(CountingUnit::Stem));
        for (document, profile) in corpus.document_ids().zip(&found.profiles) {
            prop_assert_eq!(profile.types, terms.row(document).len() as u64);
            prop_assert_eq!(profile.stems, stems.row(document).len() as u64);
        }
    }

    #[test]
    fn nothing_is_lost(texts in texts()) {
        let corpus = corpus(&texts);
        let Totals { terms, stems, profiles, .. } = totals(&corpus);
        let tokens: u64 = profiles.iter().map(|profile| profile.tokens).sum();
        let excluded: u64 = profiles.iter().map(|profile| profile.excluded_tokens).sum();
        prop_assert_eq!(tokens + excluded, corpus.token_count());
        prop_assert_eq!(tokens, terms.tokens());
        prop_assert_eq!(tokens, stems.tokens());
        let forms: u64 = forms(corpus.vocabulary(), &terms).iter().map(|form| form.frequency).sum();
        prop_assert_eq!(tokens, forms);
        prop_assert_eq!(profiles.len(), texts.len());
        for (profile, text) in profiles.iter().zip(&texts) {
            prop_assert_eq!(profile.tokens, counted(text).map(|sentence| sentence.len() as u64).sum::<u64>());
        }
    }

    #[test]
    fn sequences_are_counted_as_the_slow_way_counts_them(texts in texts(), n in 1_usize..=5, minimum in 1_u64..4) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let sentences = CorpusSentences::new(&corpus, &units, Reach::Clause);
        let counts = count_ngrams(&sentences, &[n], minimum, &Budget::default()).unwrap().remove(0);
        let mut slow: BTreeMap<(usize, Vec<String>), (u64, BTreeSet<usize>)> = BTreeMap::new();
        let mut windows = 0;
        for (number, text) in texts.iter().enumerate() {
            for sentence in counted(text) {
                windows += (sentence.len() + 1).saturating_sub(n) as u64;
                for window in sentence.windows(n) {
                    let words = window.iter().map(|word| word.to_lowercase()).collect();
                    let cell = slow.entry((number % 3 / 2, words)).or_default();
                    cell.0 += 1;
                    cell.1.insert(number);
                }
            }
        }
        prop_assert_eq!(counts.occurrences, windows);
        prop_assert_eq!(counts.types, slow.len() as u64);
        slow.retain(|_, cell| cell.0 >= minimum);
        let mut fast = BTreeMap::new();
        for ngram in &counts.ngrams {
            let words: Vec<String> = ngram.units[..n].iter().map(|&unit| units.words().text(unit as usize).to_owned()).collect();
            let language = usize::from(units.words().language(ngram.units[0] as usize).code() == "de");
            fast.insert((language, words), (ngram.frequency, ngram.document_frequency));
        }
        let slow: BTreeMap<_, _> = slow.into_iter().map(|(words, cell)| (words, (cell.0, cell.1.len() as u64))).collect();
        prop_assert_eq!(fast, slow);
        prop_assert!(counts.ngrams.is_sorted_by(|one, other| one.frequency >= other.frequency));
    }

    #[test]
    fn languages_and_stop_words_are_counted_as_the_slow_way_counts_them(texts in texts()) {
        let corpus = corpus(&texts);
        let Totals { terms, stems, .. } = totals(&corpus);
        let tokens = tokens_by_language(corpus.vocabulary().stems(), &stems);
        let documents = documents_by_language(&corpus);
        for (code, residues) in [("en", [0, 1].as_slice()), ("de", &[2])] {
            let language = Language::from_code(code).unwrap();
            let sizes = texts.iter().enumerate().filter(|(number, _)| residues.contains(&(number % 3)));
            let sizes: Vec<u64> = sizes.map(|(_, text)| counted(text).map(|sentence| sentence.len() as u64).sum()).collect();
            prop_assert_eq!(tokens.get(&language).copied().unwrap_or(0), sizes.iter().sum::<u64>());
            let with_words = sizes.iter().filter(|&&size| size > 0).count() as u64;
            prop_assert_eq!(documents.get(&language).copied().unwrap_or(0), with_words);
        }
        let flags = stop_stems(corpus.vocabulary(), &stems, &forms(corpus.vocabulary(), &terms));
        let slow = slow_terms(&texts);
        for (stem, (language, letter)) in corpus.vocabulary().stems().iter().enumerate() {
            let language = usize::from(language.code() == "de");
            let of_stem = slow.iter().filter(|((other, term), _)| *other == language && term.starts_with(letter));
            let (mut stop, mut all) = (0, 0);
            for ((_, term), (frequency, _)) in of_stem {
                all += frequency;
                stop += if term == "aa" { *frequency } else { 0 };
            }
            prop_assert_eq!(flags[stem], stop > all - stop);
        }
    }

    #[test]
    fn the_parts_in_which_documents_are_read_change_nothing(texts in texts(), size in 1_usize..5) {
        prop_assert_eq!(corpus_of_parts(&texts, size), corpus_of_parts(&texts, 100));
    }

    #[test]
    fn doubling_the_documents_doubles_the_counts(texts in texts()) {
        // Three empty texts keep the rhythm of the languages.
        let mut padded = texts;
        while padded.len() % 3 != 0 {
            padded.push(Text::new());
        }
        let once = totals(&corpus(&padded)).stems;
        let twice = totals(&corpus(&[padded.clone(), padded].concat())).stems;
        let doubled = |counts: &[u64]| counts.iter().map(|count| count * 2).collect::<Vec<_>>();
        prop_assert_eq!(twice.frequency, doubled(&once.frequency));
        prop_assert_eq!(twice.document_frequency, doubled(&once.document_frequency));
    }

    #[test]
    fn counts_of_parts_add_up(texts in texts(), split in 0_usize..7) {
        let whole = corpus(&texts);
        let units = Units::new(whole.vocabulary(), CountingUnit::Stem);
        let counts = DocumentCounts::of(&whole, &units);
        let mut sum = Frequencies::zero(units.len());
        for side in [true, false] {
            let mut part = Frequencies::zero(units.len());
            for document in whole.document_ids().filter(|document| (document.index() < split) == side) {
                for &(unit, count) in counts.row(document) {
                    part.frequency[unit as usize] += u64::from(count);
                    part.document_frequency[unit as usize] += 1;
                }
            }
            sum += &part;
        }
        prop_assert_eq!(sum, counts.totals(units.len()));
    }

    #[test]
    fn an_empty_document_changes_only_the_lists(texts in texts()) {
        let mut longer = texts.clone();
        longer.push(Text::new());
        prop_assert_eq!(totals(&corpus(&texts)).stems, totals(&corpus(&longer)).stems);
    }
}

/// The sentences of each document as units, with the language.
fn runs(corpus: &TokenizedCorpus, units: &Units<'_>) -> Vec<Vec<(Language, Vec<u32>)>> {
    let sentences = CorpusSentences::new(corpus, units, Reach::Clause);
    let of_document = |document| {
        let mut found = Vec::new();
        sentences.each_run(document, &mut |run| {
            if let Some(&first) = run.first() {
                found.push((units.words().language(first as usize), run.to_vec()));
            }
        });
        found
    };
    (0..sentences.documents()).map(of_document).collect()
}

proptest! {
    /// Each cell of an expression, counted by looking at every sequence.
    #[test]
    fn expressions_interact_as_their_cells_say(texts in texts(), n in 2_usize..=5, minimum in 1_u64..4) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let clauses = CorpusSentences::new(&corpus, &units, Reach::Clause);
        let counted = count_ngrams(&clauses, &[n], minimum, &Budget::default()).unwrap();
        let found = expression_interactions(&clauses, &counted[0]);
        let sentences = runs(&corpus, &units);
        for (ngram, found) in counted[0].ngrams.iter().zip(&found) {
            let language = units.words().language(ngram.units[0] as usize);
            let mut cells = vec![0; 1 << n];
            for (_, run) in sentences.iter().flatten().filter(|sentence| sentence.0 == language) {
                for sequence in run.windows(n) {
                    let agrees = |place: usize| usize::from(sequence[place] == ngram.units[place]) << place;
                    cells[(0..n).map(agrees).sum::<usize>()] += 1;
                }
            }
            prop_assert_eq!(*found, interaction(&cells), "{:?}", cells);
        }
    }

    /// Spread, where every occurrence is looked for token by token.
    #[test]
    fn spreads_are_those_of_occurrences_found_one_by_one(texts in texts(), n in 1_usize..=3, parts in 0_u64..6) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let division = if parts == 0 { Division::Documents } else { Division::Equal(parts) };
        let clauses = CorpusSentences::new(&corpus, &units, Reach::Clause);
        let counted = count_ngrams(&clauses, &[n], 2, &Budget::default()).unwrap();
        let spreads = ngram_dispersion(&clauses, &counted[0], division, 2);
        prop_assert_eq!(spreads.len(), counted[0].ngrams.len());
        let sentences = runs(&corpus, &units);
        for spread in &spreads {
            let ngram = &counted[0].ngrams[spread.item as usize];
            let language = units.words().language(ngram.units[0] as usize);
            let (mut positions, mut tokens, mut ends) = (Vec::new(), 0_u64, Vec::new());
            for document in &sentences {
                for (_, run) in document.iter().filter(|sentence| sentence.0 == language) {
                    let is_here = |&start: &usize| run[start..].starts_with(&ngram.units[..n]);
                    positions.extend((0..run.len()).filter(is_here).map(|start| tokens + start as u64));
                    tokens += run.len() as u64;
                }
                ends.push(tokens);
            }
            if parts > 0 {
                let parts = parts.min(tokens);
                ends = (1..=parts).map(|part| part * tokens / parts).collect();
            }
            let starts = std::iter::once(0).chain(ends.iter().copied());
            let all: Vec<PartCount> = starts.zip(&ends).map(|(start, &end)| PartCount {
                count: positions.iter().filter(|place| (start..end).contains(place)).count() as u64,
                size: end - start,
            }).collect();
            let summary = PartsSummary::of(all.iter().map(|part| part.size)).unwrap();
            let with: Vec<PartCount> = all.into_iter().filter(|part| part.count > 0).collect();
            prop_assert_eq!(spread.frequency, positions.len() as u64);
            prop_assert_eq!(spread.dispersion, Dispersion::of(&with, &summary));
            prop_assert_eq!(spread.spacing, Spacing::of(&positions, tokens));
            if n == 1 {
                let alone = unit_dispersion(&corpus, &units, division, 2);
                let alone = alone.iter().find(|alone| alone.item == ngram.units[0]).unwrap();
                prop_assert_eq!(alone.dispersion, spread.dispersion);
                prop_assert_eq!(alone.spacing, spread.spacing);
            }
        }
    }
}

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
    Budget, ChangeParameters, ClassPostings, CorpusSentences, CountingUnit, Division, DocumentCounts,
    Frequencies, KeynessParameters, Phrases, Postings, Reach, SegmentClasses, Sentences, Side, Totals,
    TrendCounts, TrendLine, Units, adjacent_collocations, commonest_spellings, commonest_surfaces,
    commonest_terms, compare, count_ngrams, documents_by_language, expression_interactions, forms, movers,
    ngram_dispersion, stop_stems, text_diversity, tokens_by_language, totals, trend_changes, trends,
    unit_dispersion,
};
use textmill_measures::{
    Contingency, Dispersion, DiversityParameters, PartCount, PartsSummary, Readability, Spacing, TextSizes,
    interaction, rate_interval, syllables,
};

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

/// The key with the highest count; of equally high ones the first.
fn highest<K: Ord + Clone>(counts: &BTreeMap<K, u64>) -> Option<K> {
    let best = counts.iter().max_by_key(|(key, count)| (**count, std::cmp::Reverse((*key).clone())))?;
    Some(best.0.clone())
}

proptest! {
    #[test]
    fn what_is_shown_is_what_occurs_most(texts in texts()) {
        let corpus = corpus(&texts);
        let (vocabulary, Totals { surfaces, terms, .. }) = (corpus.vocabulary(), totals(&corpus));
        let counts = |of: &dyn Fn(&str) -> String, word: &dyn Fn(&str) -> String, number: usize| {
            let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
            let of_language = texts.iter().enumerate().filter(|(text, _)| text % 3 / 2 == number);
            for spelling in of_language.flat_map(|(_, text)| counted(text).flatten()) {
                *counts.entry(of(spelling)).or_default().entry(word(spelling)).or_default() += 1;
            }
            counts
        };
        let (lower, first) = (|word: &str| word.to_lowercase(), |word: &str| word.to_lowercase()[..1].to_owned());
        for number in [0, 1] {
            let language = Language::from_code(if number == 1 { "de" } else { "en" }).unwrap();
            let spellings = counts(&lower, &str::to_owned, number);
            let shown = commonest_surfaces(vocabulary, &surfaces);
            prop_assert_eq!(shown.len(), vocabulary.terms().len());
            for (term, surface) in shown.into_iter().enumerate() {
                let (of, text) = vocabulary.terms().word(term);
                if of == language {
                    let expected = spellings.get(text).and_then(highest);
                    prop_assert_eq!(surface.map(|surface| vocabulary.surfaces().text(surface.index()).to_owned()), expected);
                }
            }
            let forms = counts(&first, &lower, number);
            let shown = commonest_terms(vocabulary, &terms);
            prop_assert_eq!(shown.len(), vocabulary.stems().len());
            for (stem, term) in shown.into_iter().enumerate() {
                let (of, text) = vocabulary.stems().word(stem);
                if of == language {
                    let expected = forms.get(text).and_then(highest);
                    prop_assert_eq!(term.map(|term| vocabulary.terms().text(term.index()).to_owned()), expected);
                }
            }
        }
    }

    #[test]
    fn pairs_of_neighbours_have_the_margins_and_the_spelling_that_are_found_one_by_one(texts in texts()) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        prop_assert_eq!(units.is_empty(), texts.iter().flatten().all(|(_, sentences)| sentences.concat().is_empty()));
        let sentences = CorpusSentences::new(&corpus, &units, Reach::Clause);
        let bigrams = count_ngrams(&sentences, &[2], 1, &Budget::default()).unwrap().remove(0);
        let spellings = commonest_spellings(&sentences, &bigrams);
        let pairs: Vec<(usize, &[String])> = texts
            .iter()
            .enumerate()
            .flat_map(|(number, text)| counted(text).flat_map(move |sentence| sentence.windows(2).map(move |pair| (number % 3 / 2, pair))))
            .collect();
        let collocations = adjacent_collocations(&sentences, &bigrams);
        prop_assert_eq!(collocations.len(), bigrams.ngrams.len());
        for (pair, spelling) in collocations.iter().zip(&spellings) {
            let [first, second] = [pair.first, pair.second].map(|unit| units.words().text(unit as usize));
            let number = usize::from(units.words().language(pair.first as usize).code() == "de");
            let count = |holds: &dyn Fn(&[String]) -> bool| {
                pairs.iter().filter(|(of, pair)| *of == number && holds(pair)).count() as u64
            };
            let is_first = |pair: &[String]| pair[0].to_lowercase() == first;
            let is_second = |pair: &[String]| pair[1].to_lowercase() == second;
            let both = count(&|pair| is_first(pair) && is_second(pair));
            let expected = Contingency::from_frequencies(both, count(&is_first), count(&is_second), count(&|_| true));
            prop_assert_eq!(Some(pair.table), expected);
            let mut spelt: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
            let surface = |word: &String| {
                let surfaces = corpus.vocabulary().surfaces();
                let is_it = |place: &usize| surfaces.text(*place) == word && usize::from(surfaces.language(*place).code() == "de") == number;
                (0..surfaces.len()).find(is_it).unwrap() as u32
            };
            for (_, pair) in pairs.iter().filter(|(of, pair)| *of == number && is_first(pair) && is_second(pair)) {
                *spelt.entry(pair.iter().map(surface).collect()).or_default() += 1;
            }
            let found: Vec<u32> = spelling[..2].iter().map(|surface| surface.0).collect();
            prop_assert_eq!(Some(found), highest(&spelt));
        }
    }

    #[test]
    fn a_document_of_several_parts_of_a_side_counts_once(texts in texts()) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        // Segments one after the other are of the first, second and third class; the target is the first.
        let classes = SegmentClasses::new(&corpus, |_, segment| ["a", "b", "c"].get(segment.id().index() % 3).copied());
        let postings = ClassPostings::new(&corpus, &units, &classes);
        let side = |class: usize| classes.names().get(class).map(|name| if name == "a" { Side::Target } else { Side::Reference });
        let parameters = KeynessParameters { min_frequency: 1, permutations: 0, ..KeynessParameters::default() };
        for comparison in compare(&postings, &units, &side, &parameters) {
            let number = usize::from(comparison.language.code() == "de");
            for found in &comparison.units {
                let text = units.words().text(found.unit as usize);
                let (mut frequency, mut documents) = ([0; 2], [BTreeSet::new(), BTreeSet::new()]);
                for (document, segments) in texts.iter().enumerate().filter(|(document, _)| document % 3 / 2 == number) {
                    for (place, (kind, sentences)) in segments.iter().enumerate() {
                        let count = sentences.iter().flatten().filter(|word| word.to_lowercase() == text).count() as u64;
                        if *kind != SegmentKind::Label && count > 0 {
                            frequency[usize::from(place % 3 > 0)] += count;
                            documents[usize::from(place % 3 > 0)].insert(document);
                        }
                    }
                }
                prop_assert_eq!(found.frequency, frequency);
                prop_assert_eq!(found.documents, documents.map(|documents| documents.len() as u64));
            }
        }
    }

    #[test]
    fn texts_are_as_readable_as_their_words_say(texts in texts_of("[abe]{1,9}")) {
        let corpus = corpus(&texts);
        let classes = SegmentClasses::new(&corpus, |document, _| Some(document.path.as_str()));
        for found in text_diversity(&corpus, &DiversityParameters::default(), &classes) {
            let number: usize = found.key.parse().unwrap();
            let language = if number % 3 == 2 { "de" } else { "en" };
            prop_assert_eq!(found.language, Language::from_code(language));
            let mut sizes = TextSizes { syllables: Some(0), words_of_three_syllables: Some(0), ..TextSizes::default() };
            for sentence in counted(&texts[number]).filter(|sentence| !sentence.is_empty()) {
                sizes.sentences += 1;
                for word in sentence {
                    let spoken = u64::from(syllables(word, language).unwrap());
                    sizes.words += 1;
                    sizes.letters += word.len() as u64;
                    sizes.characters += word.len() as u64;
                    sizes.words_of_seven_letters += u64::from(word.len() >= 7);
                    sizes.syllables = sizes.syllables.map(|all| all + spoken);
                    sizes.words_of_three_syllables = sizes.words_of_three_syllables.map(|all| all + u64::from(spoken >= 3));
                }
            }
            prop_assert_eq!(found.sentences, sizes.sentences);
            let expected = Readability::ALL.iter().map(|formula| formula.of(&sizes).filter(|_| formula.holds_for(language)));
            prop_assert_eq!(found.readability, expected.collect::<Vec<_>>());
        }
    }
}

proptest! {
    #[test]
    fn trends_are_those_of_documents_counted_one_by_one(
        texts in texts_of("[ab]"),
        times in prop::collection::vec(prop::option::of(0_usize..3), 7),
    ) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let lines: Vec<TrendLine> = (0..units.len() as u32)
            .map(|unit| TrendLine {
                language: units.words().language(unit as usize),
                units: vec![unit],
                phrases: Phrases::find(&CorpusSentences::new(&corpus, &units, Reach::Clause), |_| None),
            })
            .collect();
        let counts = TrendCounts::of(&corpus, &units, &units, &lines);
        let times = &times[..texts.len()];
        // The count of a line and the size of each document of a time that has words of its language.
        let found_at = |line: usize, is_then: &dyn Fn(usize) -> bool| -> Vec<(f64, u64)> {
            let (language, word) = units.words().word(line);
            let of = |number: usize| {
                let words: Vec<&String> = counted(&texts[number]).flatten().collect();
                let same = words.iter().filter(|other| other.as_str() == word).count();
                (same as f64, words.len() as u64)
            };
            let has = |number: &usize| is_then(*number) && usize::from(language.code() == "de") == number % 3 / 2;
            (0..texts.len()).filter(has).map(of).filter(|(_, size)| *size > 0).collect()
        };
        for trend in trends(&counts, times, 3) {
            let documents = found_at(trend.line, &|number| times[number] == Some(trend.period));
            prop_assert_eq!(trend.documents, documents.len() as u64);
            prop_assert_eq!(trend.frequency, documents.iter().map(|(count, _)| *count as u64).sum::<u64>());
            prop_assert_eq!(trend.tokens, documents.iter().map(|(_, size)| size).sum::<u64>());
            // No text is long enough for two passages.
            let basis = match (trend.tokens, trend.frequency, documents.len()) {
                (0, ..) => "no tokens",
                (_, 0, _) | (_, _, 1) => "words",
                _ => "documents",
            };
            prop_assert_eq!(trend.basis.name(), basis);
            prop_assert_eq!(trend.interval, rate_interval(&documents).map(|interval| interval.map(|rate| rate * 1e6)));
        }
        let halves: Vec<Option<usize>> = times.iter().map(|time| time.filter(|time| *time < 2)).collect();
        let changes = trend_changes(&counts, &halves, ChangeParameters { draws: 99, seed: 1 });
        for line in 0..lines.len() {
            let found = [0, 1].map(|half| found_at(line, &|number| halves[number] == Some(half)));
            let change = changes.iter().find(|change| change.line == line);
            prop_assert_eq!(change.is_some(), found.iter().all(|half| !half.is_empty()));
            let Some(change) = change else { continue };
            let sums = found.each_ref().map(|half| half.iter().fold((0.0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1)));
            prop_assert_eq!(change.documents, found.each_ref().map(|half| half.len() as u64));
            prop_assert_eq!(change.frequency, sums.map(|(count, _)| count as u64));
            prop_assert_eq!(change.tokens, sums.map(|(_, size)| size));
            // The limits lie as far off as the root of the squared distances to the limits of the two rates (on the scale of log₂).
            let rates = sums.map(|(count, size)| count / size as f64);
            let limits = found.each_ref().map(|half| rate_interval(half).unwrap());
            let is_known = |place: usize| rates[place] > 0.0;
            let expected = (is_known(0) && is_known(1)).then(|| (rates[1] / rates[0]).log2());
            prop_assert_eq!(change.log_ratio.is_some(), expected.is_some());
            let is_near = |found: f64, expected: f64| (found - expected).abs() < 1e-9 * (1.0 + expected.abs());
            let Some(expected) = expected else {
                prop_assert!(change.interval.iter().any(Option::is_none));
                continue;
            };
            prop_assert!(is_near(change.log_ratio.unwrap(), expected));
            let distance = |last: f64, first: f64| (last / rates[1]).log2().hypot((first / rates[0]).log2());
            let [[first_low, first_high], [last_low, last_high]] = limits;
            let bounds = [
                (last_low > rates[1] * 1e-6).then(|| expected - distance(last_low, first_high)),
                (first_low > rates[0] * 1e-6).then(|| expected + distance(last_high, first_low)),
            ];
            for (found, expected) in change.interval.iter().zip(bounds) {
                prop_assert_eq!(found.is_some(), expected.is_some());
                prop_assert!(found.zip(expected).is_none_or(|(found, expected)| is_near(found, expected)));
            }
        }
    }
}

proptest! {
    #[test]
    fn words_that_move_most_are_those_that_differ_most_from_even(
        texts in texts_of("[ab]{1,2}"),
        times in prop::collection::vec(prop::option::of(0_usize..3), 7),
        minimum in 1_u64..4,
        count in 0_usize..9,
    ) {
        let corpus = corpus(&texts);
        let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let postings = Postings::of_documents(&corpus, &units);
        let period = |number: usize| times[number];
        let words_of = |german: bool, then: usize| -> Vec<String> {
            let has = |number: &usize| (number % 3 == 2) == german && period(*number) == Some(then);
            (0..texts.len()).filter(has).flat_map(|number| counted(&texts[number]).flatten().cloned()).collect()
        };
        // 2 Σ O ln(O / E), and the frequency in all periods.
        let slow = |unit: u32| -> (f64, u64) {
            let (language, word) = units.words().word(unit as usize);
            let cells: Vec<(f64, f64)> = (0..3)
                .map(|then| words_of(language.code() == "de", then))
                .map(|words| (words.iter().filter(|other| *other == word).count() as f64, words.len() as f64))
                .collect();
            let (all, size) = cells.iter().fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
            let of_cell = |&(observed, own): &(f64, f64)| {
                if observed > 0.0 { 2.0 * observed * (observed / (all / size * own)).ln() } else { 0.0 }
            };
            (cells.iter().map(of_cell).sum(), all as u64)
        };
        let may_be = |unit: u32| !units.words().text(unit as usize).ends_with('a');
        let mut expected: Vec<f64> = (0..units.len() as u32)
            .filter(|&unit| may_be(unit))
            .map(slow)
            .filter(|(_, frequency)| *frequency >= minimum)
            .map(|(score, _)| score)
            .collect();
        expected.sort_by(|one, other| other.total_cmp(one));
        expected.truncate(count);
        let found = movers(&units, &postings, &times[..texts.len()], &may_be, minimum, count);
        prop_assert!(found.iter().all(|&unit| may_be(unit) && slow(unit).1 >= minimum));
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), expected.len());
        for (&unit, expected) in found.iter().zip(expected) {
            prop_assert!((slow(unit).0 - expected).abs() < 1e-9 * (1.0 + expected));
        }
    }
}

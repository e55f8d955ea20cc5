//! `words_by_group.csv`: how often each stem occurs in each group, source, genre, and value of an attribute.

use std::{cmp::Reverse, collections::BTreeMap};

use textmill_corpus::{DocumentId, Language, TokenizedCorpus};
use textmill_frequency::DocumentCounts;
use textmill_measures::per_million;

use super::shown;
use crate::{Counts, Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of words and groups.
    GroupWordRow in "words_by_group.csv", one row is "a stem that occurs 5 times or more in all, and a value of what documents are grouped by in which it occurs";
    level: Text, "", "What documents are grouped by: group, source, genre, or the name of an attribute (data/attributes.csv). Levels with one value, or with more than 50, have no rows.";
    value: Text, "", "The value; documents without one are in no row of the level.";
    language: Text, "", "The language, as in frequency.csv.";
    stem: Text, "", "The stem.";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    frequency: u64, "tokens", "How many tokens of the documents with this value have the stem.";
    per_million: Real, "per million tokens", "10^6 * frequency / tokens counted in the language in the documents with this value.";
    document_frequency: u64, "documents", "How many of these documents have it.";
    documents: u64, "documents", "How many documents have this value, and words of the language.";
    stop_word: bool, "", "As in frequency.csv.";
}

/// Rarer stems have no rows.
const LEAST_FREQUENCY: u64 = 5;
/// A level of more values is a list of names.
const MOST_VALUES: usize = 50;

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<GroupWordRow>(&[Need::DocumentTerms], |results, set| {
        let levels = levels(&results.corpus);
        let values = levels.iter().flat_map(|(level, values)| {
            values.iter().map(move |(value, documents)| (level.as_str(), *value, documents.as_slice()))
        });
        set.write(values.flat_map(|(level, value, documents)| {
            rows(&results.corpus, &results.document_terms, &results.counts, (level, value, documents))
        }))
    });

/// The documents of each value of a level.
type Values<'a> = BTreeMap<&'a str, Vec<DocumentId>>;

/// What documents are grouped by, with their values.
fn levels(corpus: &TokenizedCorpus) -> BTreeMap<String, Values<'_>> {
    let mut levels: BTreeMap<String, Values<'_>> = BTreeMap::new();
    for id in corpus.document_ids() {
        let document = corpus.document(id);
        let metadata = &document.metadata;
        let named = [
            ("group", metadata.group.as_deref()),
            ("source", metadata.source.as_deref()),
            ("genre", Some(document.shown_genre())),
        ];
        let attributes =
            metadata.attributes.iter().map(|(name, value)| (name.as_ref(), Some(value.as_ref())));
        for (level, value) in named.into_iter().chain(attributes) {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            levels.entry(level.to_owned()).or_default().entry(value).or_default().push(id);
        }
    }
    levels.retain(|_, values| (2..=MOST_VALUES).contains(&values.len()));
    levels
}

/// The rows of a value, from the most frequent stem; of equally frequent ones the first by language and bytes.
fn rows(
    corpus: &TokenizedCorpus,
    document_terms: &DocumentCounts,
    counts: &Counts,
    (level, value, documents): (&str, &str, &[DocumentId]),
) -> Vec<GroupWordRow> {
    let vocabulary = corpus.vocabulary();
    let mut of_stem: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    let mut of_language: BTreeMap<Language, (u64, u64)> = BTreeMap::new();
    for &document in documents {
        let mut here: BTreeMap<Language, u64> = BTreeMap::new();
        for &(stem, count) in document_terms.row(document) {
            let (frequency, document_frequency) = of_stem.entry(stem).or_default();
            *frequency += u64::from(count);
            *document_frequency += 1;
            *here.entry(vocabulary.stems().language(stem as usize)).or_default() += u64::from(count);
        }
        for (language, tokens) in here {
            let (all, documents) = of_language.entry(language).or_default();
            *all += tokens;
            *documents += 1;
        }
    }
    let is_frequent = |stem: &u32| counts.totals.stems.frequency[*stem as usize] >= LEAST_FREQUENCY;
    let mut order: Vec<(Reverse<u64>, u32, u64)> = of_stem
        .into_iter()
        .filter(|(stem, _)| is_frequent(stem))
        .map(|(stem, (frequency, documents))| (Reverse(frequency), stem, documents))
        .collect();
    order.sort_unstable();
    let row = |(Reverse(frequency), stem, document_frequency): (Reverse<u64>, u32, u64)| {
        let (language, text) = vocabulary.stems().word(stem as usize);
        let (tokens, documents) = of_language.get(&language).copied().unwrap_or_default();
        GroupWordRow {
            level: level.into(),
            value: value.into(),
            language: language.code().into(),
            stem: text.into(),
            surface: shown(corpus, counts.stem_surfaces[stem as usize]),
            frequency,
            per_million: per_million(frequency, tokens).into(),
            document_frequency,
            documents,
            stop_word: counts.stop_stems[stem as usize],
        }
    };
    order.into_iter().map(row).collect()
}

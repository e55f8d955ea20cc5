//! `frequency.csv`: how often each stem occurs.

use std::cmp::Reverse;

use rayon::prelude::*;
use textmill_corpus::TokenizedCorpus;
use textmill_frequency::tokens_by_language;
use textmill_measures::{per_million, ranks};

use super::shown;
use crate::{Counts, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the frequency table.
    FrequencyRow in "frequency.csv", one row is "a stem that occurs in the counted segments";
    rank: u64, "", "1 for the most frequent stem; equally frequent stems share the smallest of their ranks.";
    language: Text, "", "The language of the segments in which it was counted; the same spelling in two languages has two rows.";
    stem: Text, "", "The stem, for counting; data/forms.csv says which terms were counted for it.";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    frequency: u64, "tokens", "How many tokens have this stem; the sum of the column is the number of tokens counted.";
    per_million: Real, "per million tokens", "10^6 * frequency / tokens counted in documents of the same language.";
    document_frequency: u64, "documents", "How many documents have at least one such token.";
    stop_word: bool, "", "Whether more than half of its tokens are stop words. Stop words are counted, not dropped.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<FrequencyRow>(&[], |results, set| {
    set.write_parallel(rows(&results.corpus, &results.counts))
});

/// The rows of the frequency table, from the most frequent stem; of equally frequent ones the first by language and bytes.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    counts: &'a Counts,
) -> impl IndexedParallelIterator<Item = FrequencyRow> + 'a {
    let Counts { totals, stem_surfaces, stop_stems, .. } = counts;
    let (vocabulary, stems) = (corpus.vocabulary(), &totals.stems);
    let tokens = tokens_by_language(vocabulary.stems(), stems);
    let mut order: Vec<(Reverse<u64>, usize)> =
        stems.frequency.iter().enumerate().map(|(stem, &frequency)| (Reverse(frequency), stem)).collect();
    order.retain(|(frequency, _)| frequency.0 > 0);
    order.par_sort_unstable();
    let ranks = ranks(order.iter().map(|(frequency, _)| frequency.0));
    let row = move |((Reverse(frequency), stem), rank): ((Reverse<u64>, usize), u64)| {
        let (language, text) = vocabulary.stems().word(stem);
        FrequencyRow {
            rank,
            language: language.code().into(),
            stem: text.into(),
            surface: shown(corpus, stem_surfaces[stem]),
            frequency,
            per_million: per_million(frequency, tokens[&language]).into(),
            document_frequency: stems.document_frequency[stem],
            stop_word: stop_stems[stem],
        }
    };
    order.into_par_iter().zip(ranks).map(row)
}

//! `data/dispersion.csv`: how evenly stems and sequences of terms are spread.

use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{NgramCounts, UnitDispersion};
use textmill_measures::{DISPERSION, Definition, SPACING};

use super::{
    sequences::{Sequence, SequenceWords, sequence},
    shown,
};
use crate::{Counts, Need, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the table of dispersion.
    DispersionRow in "data/dispersion.csv", one row is "a stem, or a sequence of terms, that is frequent enough";
    language: Text, "", "The language of the words.";
    n: u64, "", "1 for a stem; for a sequence of terms inside a clause or a sentence (ngrams.across), its length.";
    words: Text, "", "The stem, or the terms with a space between them.";
    surface: Text, "", "The commonest spelling of the stem's commonest term, for reading; empty for a sequence.";
    stop_words: u64, "terms", "1 for a stem that is a stop word; of a sequence how many of its terms are.";
    frequency: u64, "", "How many counted tokens have this stem, or how often the sequence occurs.";
    range: u64, "parts", "In how many parts it occurs. Parts are the documents with tokens of the language, or, with dispersion.parts, so many equal parts of its running text; a sequence is in the part of its first token, and its rates are by tokens.";
    + measures dispersion_definitions;
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<DispersionRow>(&[Need::Dispersion], |results, set| set.write(rows(results)));

/// The measures of a row but the range: over the parts, then along the running text of the language.
fn dispersion_definitions() -> Vec<&'static Definition> {
    DISPERSION.iter().skip(1).chain(&SPACING).collect()
}

/// The rows of stems, then those of sequences.
fn rows(results: &Results) -> impl Iterator<Item = DispersionRow> + '_ {
    let Results { corpus, counts, ngrams, dispersion, .. } = results;
    let words = SequenceWords::of(results);
    let sequences = ngrams.iter().zip(&dispersion.ngrams);
    let sequences = sequences.flat_map(move |(ngrams, spreads)| ngram_rows(words, ngrams, spreads));
    stem_rows(corpus, &dispersion.stems, counts).chain(sequences)
}

/// The rows of stems, in their order.
fn stem_rows<'a>(
    corpus: &'a TokenizedCorpus,
    spreads: &'a [UnitDispersion],
    counts: &'a Counts,
) -> impl Iterator<Item = DispersionRow> + 'a {
    let stems = corpus.vocabulary().stems();
    spreads.iter().map(move |spread| DispersionRow {
        language: stems.language(spread.item as usize).to_string().into(),
        words: stems.text(spread.item as usize).into(),
        surface: shown(corpus, counts.stem_surfaces[spread.item as usize]),
        stop_words: counts.stop_stems[spread.item as usize].into(),
        ..row(1, spread)
    })
}

/// The rows of sequences of terms of one length, from the most frequent one.
fn ngram_rows<'a>(
    words: SequenceWords<'a>,
    counts: &'a NgramCounts,
    spreads: &'a [UnitDispersion],
) -> impl Iterator<Item = DispersionRow> + 'a {
    spreads.iter().filter_map(move |spread| {
        let sequence = sequence(words, counts.n, counts.ngrams.get(spread.item as usize)?);
        let Sequence { language, words, stop_words } = sequence;
        Some(DispersionRow { language, words, stop_words, ..row(counts.n, spread) })
    })
}

fn row(n: usize, spread: &UnitDispersion) -> DispersionRow {
    let parts = spread.dispersion.values().into_iter().skip(1);
    DispersionRow {
        language: Text::default(),
        n: n as u64,
        words: Text::default(),
        surface: Text::default(),
        stop_words: 0,
        frequency: spread.frequency,
        range: spread.dispersion.range,
        measures: parts.chain(spread.spacing.values()).map(|(_, value)| value.into()).collect(),
    }
}

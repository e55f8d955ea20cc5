//! `data/skipgrams.csv`: how often sequences of terms with gaps occur.

use textmill_frequency::NgramCounts;

use super::{
    ngrams::{self, NgramRow},
    sequences::SequenceWords,
};
use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of skip-grams.
    SkipgramRow in "data/skipgrams.csv", one row is "a sequence of terms inside a clause, or a sentence (ngrams.across), with gaps of at most ngrams.skips terms in all (Guthrie et al. 2006)";
    n: u64, "terms", "The length of the sequence, the gaps not counted.";
    rank: u64, "", "1 for the most frequent sequence of its length; equally frequent ones share the smallest of their ranks.";
    language: Text, "", "The language of the documents in which it was counted.";
    words: Text, "", "The terms, with a space between them.";
    frequency: u64, "sequences", "How often it occurs in the counted segments; each choice of places counts.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
    stop_words: u64, "terms", "How many of its terms are stop words: 0, or up to n.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<SkipgramRow>(&[Need::Skipgrams], |results, set| {
        let words = SequenceWords::of(results);
        set.write(results.skipgrams.iter().flat_map(move |skipgrams| rows(words, skipgrams)))
    });

/// The rows of the table of skip-grams of one length, from the most frequent one.
fn rows<'a>(words: SequenceWords<'a>, counts: &'a NgramCounts) -> impl Iterator<Item = SkipgramRow> + 'a {
    ngrams::rows(words, counts, &[]).map(
        |NgramRow { n, rank, language, words, frequency, document_frequency, stop_words, .. }| SkipgramRow {
            n,
            rank,
            language,
            words,
            frequency,
            document_frequency,
            stop_words,
        },
    )
}

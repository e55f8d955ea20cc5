//! `ngrams.csv`: sequences of words.

use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{Ngram, NgramCounts};
use textmill_measures::ranks;

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of n-grams.
    NgramRow in "ngrams.csv", one row is "a sequence of terms inside a clause, or a sentence (ngrams.across)";
    n: u64, "terms", "The length of the sequence.";
    rank: u64, "", "1 for the most frequent sequence of its length; equally frequent ones share the smallest of their ranks.";
    language: Text, "", "The language of the documents in which it was counted.";
    words: Text, "", "The terms, with a space between them.";
    frequency: u64, "sequences", "How often it occurs in the counted segments; summary.csv says how many sequences there are, and how many were too rare for a row.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
    stop_words: u64, "terms", "How many of its terms are stop words: 0, or up to n.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<NgramRow>(&[Need::Ngrams], |results, set| {
    set.write(results.ngrams.iter().flat_map(|ngrams| rows(&results.corpus, ngrams)))
});

/// The rows of the table of n-grams of one length, from the most frequent one.
pub(super) fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    counts: &'a NgramCounts,
) -> impl Iterator<Item = NgramRow> + 'a {
    let ranks = ranks(counts.ngrams.iter().map(|ngram| ngram.frequency));
    counts.ngrams.iter().zip(ranks).map(move |(ngram, rank)| {
        let Sequence { language, words, stop_words } = sequence(corpus, counts.n, ngram);
        NgramRow {
            n: counts.n as u64,
            rank,
            language,
            words,
            frequency: ngram.frequency,
            document_frequency: ngram.document_frequency,
            stop_words,
        }
    })
}

/// A sequence of terms, as it is shown.
pub(super) struct Sequence {
    pub(super) language: Text,
    pub(super) words: Text,
    /// How many of the terms are stop words.
    pub(super) stop_words: u64,
}

/// A sequence of so many terms.
pub(super) fn sequence(corpus: &TokenizedCorpus, n: usize, ngram: &Ngram) -> Sequence {
    let terms = corpus.vocabulary().terms();
    let units = || ngram.units.iter().take(n).map(|&term| term as usize);
    let words: Vec<&str> = units().map(|term| terms.text(term)).collect();
    let language = units().next().map(|term| terms.language(term).to_string());
    let stop_terms = corpus.vocabulary().stop_terms();
    Sequence {
        language: language.unwrap_or_default().into(),
        words: words.join(" ").into(),
        stop_words: units().filter(|term| stop_terms[*term]).count() as u64,
    }
}

//! `ngrams.csv`: sequences of words.

use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{NgramCounts, ranks};

use crate::{Text, columns::report};

report! {
    /// A row of the table of n-grams.
    NgramRow in "ngrams.csv", one row is "a sequence of terms inside a sentence";
    n: u64, "terms", "The length of the sequence.";
    rank: u64, "", "1 for the most frequent sequence of its length; equally frequent ones share the smallest of their ranks.";
    language: Text, "", "The language of the documents in which it was counted.";
    words: Text, "", "The terms, with a space between them.";
    frequency: u64, "sequences", "How often it occurs in the counted segments; summary.csv says how many sequences there are, and how many were too rare for a row.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
}

report! {
    /// A row of the table of skip-grams.
    SkipgramRow in "skipgrams.csv", one row is "a sequence of terms inside a sentence, with gaps of at most ngrams.skips terms in all (Guthrie et al. 2006)";
    n: u64, "terms", "The length of the sequence, the gaps not counted.";
    rank: u64, "", "1 for the most frequent sequence of its length; equally frequent ones share the smallest of their ranks.";
    language: Text, "", "The language of the documents in which it was counted.";
    words: Text, "", "The terms, with a space between them.";
    frequency: u64, "sequences", "How often it occurs in the counted segments; each choice of places counts.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
}

/// The rows of the table of skip-grams of one length, from the most frequent one.
pub fn skipgram_rows<'a>(
    corpus: &'a TokenizedCorpus,
    counts: &'a NgramCounts,
) -> impl Iterator<Item = SkipgramRow> + 'a {
    ngram_rows(corpus, counts).map(|NgramRow { n, rank, language, words, frequency, document_frequency }| {
        SkipgramRow { n, rank, language, words, frequency, document_frequency }
    })
}

/// The rows of the table of n-grams of one length, from the most frequent one.
pub fn ngram_rows<'a>(
    corpus: &'a TokenizedCorpus,
    counts: &'a NgramCounts,
) -> impl Iterator<Item = NgramRow> + 'a {
    let terms = corpus.vocabulary().terms();
    let ranks = ranks(counts.ngrams.iter().map(|ngram| ngram.frequency));
    counts.ngrams.iter().zip(ranks).map(move |(ngram, rank)| {
        let units = &ngram.units[..counts.n];
        let words: Vec<&str> = units.iter().map(|&term| terms.text(term as usize)).collect();
        let language = units.first().map(|&term| terms.language(term as usize).to_string());
        NgramRow {
            n: counts.n as u64,
            rank,
            language: language.unwrap_or_default().into(),
            words: words.join(" ").into(),
            frequency: ngram.frequency,
            document_frequency: ngram.document_frequency,
        }
    })
}

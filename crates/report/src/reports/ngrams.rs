//! `data/ngrams.csv`: sequences of words.

use textmill_corpus::SurfaceId;
use textmill_frequency::{LONGEST_NGRAM, NgramCounts};
use textmill_measures::ranks;

use super::sequences::{Sequence, SequenceWords, sequence};
use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of n-grams.
    NgramRow in "data/ngrams.csv", one row is "a sequence of terms inside a clause, or a sentence (ngrams.across)";
    n: u64, "terms", "The length of the sequence.";
    rank: u64, "", "1 for the most frequent sequence of its length; equally frequent ones share the smallest of their ranks.";
    language: Text, "", "The language of the documents in which it was counted.";
    words: Text, "", "The terms (or the units of words.unit, with ngrams.unit), with a space between them.";
    surface: Text, "", "The commonest spelling of the sequence, for reading; of the 20,000 most frequent ones of each length it is their own, of others that of each word.";
    frequency: u64, "sequences", "How often it occurs in the counted segments; summary.csv says how many sequences there are, and how many were too rare for a row.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
    stop_words: u64, "terms", "How many of its terms are stop words: 0, or up to n.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<NgramRow>(&[Need::Ngrams], |results, set| {
    let words = SequenceWords::of(results);
    let spellings = results.ngram_spellings.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let tables = results.ngrams.iter().zip(spellings);
    set.write(tables.flat_map(|(ngrams, spellings)| rows(words, ngrams, spellings)))
});

/// The rows of the table of n-grams of one length, from the most frequent one.
pub(super) fn rows<'a>(
    shown: SequenceWords<'a>,
    counts: &'a NgramCounts,
    spellings: &'a [[SurfaceId; LONGEST_NGRAM]],
) -> impl Iterator<Item = NgramRow> + 'a {
    let ranks = ranks(counts.ngrams.iter().map(|ngram| ngram.frequency));
    counts.ngrams.iter().zip(ranks).enumerate().map(move |(place, (ngram, rank))| {
        let Sequence { language, words, stop_words } = sequence(shown, counts.n, ngram);
        NgramRow {
            n: counts.n as u64,
            rank,
            language,
            surface: match spellings.get(place).and_then(|spelling| spelling.get(..counts.n)) {
                Some(spelling) => shown.written(spelling),
                None => shown.spelt(ngram.units.get(..counts.n).unwrap_or_default()),
            },
            words,
            frequency: ngram.frequency,
            document_frequency: ngram.document_frequency,
            stop_words,
        }
    })
}

//! `data/expressions.csv`: how far the words of sequences belong together.

use textmill_frequency::NgramCounts;
use textmill_measures::Interaction;

use super::sequences::{Sequence, SequenceWords, sequence};
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of expressions.
    ExpressionRow in "data/expressions.csv", one row is "a sequence of terms inside a clause, or a sentence (ngrams.across) that is frequent enough";
    n: u64, "terms", "The length of the sequence: K.";
    language: Text, "", "The language.";
    words: Text, "", "The terms, with a space between them.";
    frequency: u64, "sequences", "How often it occurs in the counted segments.";
    document_frequency: u64, "documents", "In how many documents it occurs.";
    stop_words: u64, "terms", "How many of its terms are stop words: 0, or up to n.";
    lambda: Real, "", "The interaction of all its words in the saturated log-linear model: the sum over the 2^K cells of (-1)^(K - b) ln(c + 1/2), where c is how many sequences of K terms agree with it in just the b places of the cell; 0 for none, natural logarithm (Blaheta and Johnson 2001; quanteda's textstat_collocations).";
    z: Real, "", "Wald's z of lambda: lambda / sqrt(sum of 1 / (c + 1/2)).";
    log10_p: Real, "", "The logarithm (base 10) of the two-sided p of z; takes sequences as independent, which they are not.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<ExpressionRow>(&[Need::Expressions], |results, set| {
        let words = SequenceWords::of(results);
        let expressions = results.expressions.iter();
        set.write(expressions.flat_map(|(ngrams, found)| rows(words, ngrams, found)))
    });

/// The rows of the expressions of one length, from the most frequent one.
fn rows<'a>(
    words: SequenceWords<'a>,
    counts: &'a NgramCounts,
    interactions: &'a [Option<Interaction>],
) -> impl Iterator<Item = ExpressionRow> + 'a {
    counts.ngrams.iter().zip(interactions).map(move |(ngram, interaction)| {
        let Sequence { language, words, stop_words } = sequence(words, counts.n, ngram);
        ExpressionRow {
            n: counts.n as u64,
            language,
            words,
            frequency: ngram.frequency,
            document_frequency: ngram.document_frequency,
            stop_words,
            lambda: interaction.map(|found| found.lambda).into(),
            z: interaction.map(|found| found.z).into(),
            log10_p: interaction.map(|found| found.log10_p).into(),
        }
    })
}

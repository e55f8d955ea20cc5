//! `collocations.csv`: words that stand together more often than chance would have it.

use std::collections::BTreeMap;

use textmill_corpus::SurfaceId;
use textmill_frequency::Collocation;
use textmill_measures::{Association, Definition};

use super::sequences::SequenceWords;
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of collocations.
    CollocationRow in "collocations.csv", one row is "a pair of terms, adjacent or in the window of a node";
    kind: Text, "", "adjacent (neighbours in a clause, or a sentence: ngrams.across, in this order) or window (around a node of collocations.nodes, inside its sentence).";
    language: Text, "", "The language of the pair.";
    first: Text, "", "The first term; the node of a window, of one word or of several, which count as one token there.";
    second: Text, "", "The second term; the collocate.";
    first_surface: Text, "", "The commonest spelling of the first, for reading; of neighbours, in the commonest spelling of the pair.";
    second_surface: Text, "", "The commonest spelling of the second.";
    stop_words: u64, "terms", "How many of the two are stop words. Rows without any come first, then by log-likelihood.";
    frequency: u64, "pairs", "f: how often the two meet. Where windows overlap, a token is met in each.";
    left: Option<u64>, "pairs", "How often the collocate stands before the node.";
    right: Option<u64>, "pairs", "How often it stands after the node.";
    document_frequency: u64, "documents", "In how many documents they meet.";
    first_frequency: u64, "", "f1: pairs of neighbours with this first term; of a window the tokens of the node.";
    second_frequency: u64, "", "f2: pairs of neighbours with this second term; of a window the tokens of the collocate.";
    total: u64, "", "N: all pairs of neighbours of the language; of a window its counted tokens.";
    expected: Real, "pairs", "How often they would meet by chance: f1 * f2 / N; of a window the places in all windows * f2 / N.";
    + measures usual_associations;
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<CollocationRow>(&[Need::Collocations], |results, set| {
        let words = SequenceWords::of(results);
        let kinds = results.collocations.kinds().into_iter();
        let spellings = &results.collocations.spellings;
        set.write(kinds.flat_map(|(kind, pairs)| rows(words, kind, pairs, spellings)))
    });

/// The measures that people use most.
fn usual() -> Vec<Association> {
    vec![
        Association::LogLikelihood,
        Association::MutualInformation,
        Association::NormalizedMutualInformation,
        Association::TScore,
        Association::LogDice,
        Association::DeltaPSecondGivenFirst,
        Association::DeltaPFirstGivenSecond,
    ]
}

/// What the measures of [`CollocationRow`] mean.
fn usual_associations() -> Vec<&'static Definition> {
    usual().into_iter().map(Association::definition).collect()
}

/// Pairs without stop words first, then those with one, then those of two; among them those with the largest log-likelihood first; of equal
/// ones the more frequent, then in their order.
fn in_order<'a>(words: SequenceWords<'_>, pairs: &'a [Collocation]) -> Vec<&'a Collocation> {
    let weight = |pair: &Collocation| Association::LogLikelihood.of(&pair.table).unwrap_or(f64::NEG_INFINITY);
    let weighed = |pair: &'a Collocation| (words.stop_words(&[pair.first, pair.second]), weight(pair), pair);
    let mut weighed: Vec<(u64, f64, &Collocation)> = pairs.iter().map(weighed).collect();
    weighed.sort_by(|one, other| {
        let by_weight = one.0.cmp(&other.0).then_with(|| other.1.total_cmp(&one.1));
        by_weight.then_with(|| other.2.table.joint().cmp(&one.2.table.joint()))
    });
    weighed.into_iter().map(|(_, _, pair)| pair).collect()
}

/// The rows of the pairs of one kind.
fn rows<'a>(
    words: SequenceWords<'a>,
    kind: &'static str,
    pairs: &'a [Collocation],
    spellings: &'a BTreeMap<(u32, u32), [SurfaceId; 2]>,
) -> impl Iterator<Item = CollocationRow> + 'a {
    let is_adjacent = kind == "adjacent";
    let spelt = move |pair: &Collocation| {
        let own = spellings.get(&(pair.first, pair.second)).filter(|_| is_adjacent);
        match own {
            Some([first, second]) => [words.written(&[*first]), words.written(&[*second])],
            None => [words.surface(pair.first), words.surface(pair.second)],
        }
    };
    in_order(words, pairs).into_iter().map(move |pair| {
        let [first_surface, second_surface] = spelt(pair);
        CollocationRow {
            kind: kind.into(),
            language: words.language(pair.first),
            first: words.text(pair.first).into_owned().into(),
            second: words.text(pair.second).into_owned().into(),
            first_surface,
            second_surface,
            stop_words: words.stop_words(&[pair.first, pair.second]),
            frequency: pair.table.joint(),
            left: pair.left,
            right: pair.right,
            document_frequency: pair.document_frequency,
            first_frequency: pair.table.first(),
            second_frequency: pair.table.second(),
            total: pair.table.total(),
            expected: pair.table.expected_joint().into(),
            measures: usual().into_iter().map(|measure| measure.of(&pair.table).into()).collect(),
        }
    })
}

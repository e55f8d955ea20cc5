//! `collocations.csv`: words that stand together more often than chance would have it.

use textmill_corpus::{SurfaceId, TokenizedCorpus};
use textmill_frequency::Collocation;
use textmill_measures::{Association, Definition};

use super::shown;
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of collocations.
    CollocationRow in "collocations.csv", one row is "a pair of terms, adjacent or in the window of a node";
    kind: Text, "", "adjacent (neighbours in a clause, or a sentence: ngrams.across, in this order) or window (around a node of collocations.nodes, inside its sentence).";
    language: Text, "", "The language of the pair.";
    first: Text, "", "The first term; the node of a window.";
    second: Text, "", "The second term; the collocate.";
    first_surface: Text, "", "The commonest spelling of the first, for reading.";
    second_surface: Text, "", "The commonest spelling of the second.";
    stop_words: u64, "terms", "How many of the two are stop words.";
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
        let (corpus, surfaces) = (&results.corpus, &results.counts.term_surfaces);
        let kinds = results.collocations.kinds().into_iter();
        set.write(kinds.flat_map(|(kind, pairs)| rows(corpus, kind, pairs, surfaces)))
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

/// Pairs with the largest log-likelihood first; of equal ones the more frequent, then in their order.
fn by_log_likelihood(pairs: &[Collocation]) -> Vec<&Collocation> {
    let weight = |pair: &Collocation| Association::LogLikelihood.of(&pair.table).unwrap_or(f64::NEG_INFINITY);
    let mut weighed: Vec<(f64, &Collocation)> = pairs.iter().map(|pair| (weight(pair), pair)).collect();
    weighed.sort_by(|one, other| {
        let by_weight = other.0.total_cmp(&one.0);
        by_weight.then_with(|| other.1.table.joint().cmp(&one.1.table.joint()))
    });
    weighed.into_iter().map(|(_, pair)| pair).collect()
}

/// The rows of the pairs of one kind, by log-likelihood.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    kind: &'static str,
    pairs: &'a [Collocation],
    surfaces: &'a [Option<SurfaceId>],
) -> impl Iterator<Item = CollocationRow> + 'a {
    let (terms, stop_terms) = (corpus.vocabulary().terms(), corpus.vocabulary().stop_terms());
    by_log_likelihood(pairs).into_iter().map(move |pair| CollocationRow {
        kind: kind.into(),
        language: terms.language(pair.first as usize).to_string().into(),
        first: terms.text(pair.first as usize).into(),
        second: terms.text(pair.second as usize).into(),
        first_surface: shown(corpus, surfaces[pair.first as usize]),
        second_surface: shown(corpus, surfaces[pair.second as usize]),
        stop_words: [pair.first, pair.second].into_iter().filter(|term| stop_terms[*term as usize]).count()
            as u64,
        frequency: pair.table.joint(),
        left: pair.left,
        right: pair.right,
        document_frequency: pair.document_frequency,
        first_frequency: pair.table.first(),
        second_frequency: pair.table.second(),
        total: pair.table.total(),
        expected: pair.table.expected_joint().into(),
        measures: usual().into_iter().map(|measure| measure.of(&pair.table).into()).collect(),
    })
}

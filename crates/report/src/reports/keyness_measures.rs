//! `data/keyness_measures.csv`: the rows of keyness.csv with every measure there is.

use rayon::prelude::*;
use textmill_frequency::{KeynessComparison, KeynessParameters, KeynessUnit, keyness_measures};
use textmill_measures::{Definition, KeynessMeasure};

use super::keyness::in_order;
use crate::{Need, Real, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the table of all measures of keyness.
    KeynessMeasuresRow in "data/keyness_measures.csv", one row is "a row of keyness.csv, in the same order, with every measure there is";
    comparison: Text, "", "As in keyness.csv.";
    language: Text, "", "The language.";
    stem: Text, "", "The stem.";
    tests: u64, "tests", "The size of the family over which p is corrected: all stems of the language that occur on any side, also those that are too rare for a row, or in the word list only.";
    log10_q: Real, "", "The logarithm (base 10) of the false discovery rate of G2 (Benjamini and Hochberg 1995).";
    bonferroni_p: Real, "", "p of G2 times tests, at most 1 (Bonferroni).";
    permutation_p: Real, "", "How often as large a difference (the root of G2, scaled for how the stem clusters in documents) comes about when the labels target and reference are dealt out anew to whole documents; two-sided, at least 1 / (1 + permutations), exact where there are few ways to deal. Of this stem alone: permutation_q of keyness.csv is corrected for all. Empty where a document is on both sides, and against a word list.";
    documents_log_ratio: Real, "", "The log ratio of the document frequencies: documents with the stem instead of tokens, of all documents of the side. Empty against a word list, which has no documents, like the next two.";
    documents_g2: Real, "", "G2 of the document frequencies, signed.";
    documents_log10_p: Real, "", "The logarithm (base 10) of the p of that.";
    key_documents: u64, "documents", "In how many documents of the target it is key by itself: the document against the whole reference has a G2 of at least 3.84.";
    target_dp_norm: Real, "", "DPnorm (Lijffijt and Gries 2012) over the documents of the target: 0 is even, 1 is uneven.";
    reference_dp_norm: Real, "", "DPnorm over the documents of the reference.";
    + measures keyness_definitions;
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<KeynessMeasuresRow>(&[Need::Keyness], |results, set| {
        let comparisons = results.keyness.iter();
        set.write_parts(comparisons.flat_map(|(name, found)| {
            in_order(found).map(move |(comparison, units)| {
                units.into_par_iter().map(move |unit| row(results, name, comparison, unit))
            })
        }))
    });

/// What the measures of a row mean.
fn keyness_definitions() -> Vec<&'static Definition> {
    keyness_measures(&KeynessParameters::default(), 1).into_iter().map(KeynessMeasure::definition).collect()
}

fn row(
    results: &Results,
    name: &str,
    comparison: &KeynessComparison,
    unit: &KeynessUnit,
) -> KeynessMeasuresRow {
    KeynessMeasuresRow {
        comparison: name.into(),
        language: comparison.language.to_string().into(),
        stem: results.corpus.vocabulary().stems().text(unit.unit as usize).into(),
        tests: comparison.tests,
        log10_q: unit.q.map(|q| q.log10).into(),
        bonferroni_p: unit.bonferroni.map(|p| p.value).into(),
        permutation_p: unit.permutation_p.into(),
        documents_log_ratio: unit.documents_log_ratio.into(),
        documents_g2: unit.documents_g2.into(),
        documents_log10_p: unit.documents_log10_p.into(),
        key_documents: unit.key_documents,
        target_dp_norm: unit.dp_norm[0].into(),
        reference_dp_norm: unit.dp_norm[1].into(),
        measures: unit.measures.iter().map(|&value| value.into()).collect(),
    }
}

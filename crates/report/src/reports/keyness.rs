//! `keyness.csv`: which words are typical of one part of the corpus in comparison with another.

use rayon::prelude::*;
use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{KeynessComparison, KeynessParameters, KeynessUnit, keyness_measures};
use textmill_measures::{Definition, KeynessMeasure};

use super::shown;
use crate::{Counts, Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of keyness.
    KeynessRow in "keyness.csv", one row is "a stem in a comparison of a target with a reference, frequent enough on both together";
    comparison: Text, "", "What is compared: a group and all others, or the name of a comparison of the configuration.";
    language: Text, "", "The language; only words of one language are compared.";
    stem: Text, "", "The stem.";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    stop_word: bool, "", "As in frequency.csv.";
    key: Text, "", "positive (more frequent in the target: permutation_q below 0.05), negative, lockword (log ratio between -0.25 and 0.25, and q above 0.05) or empty (undecided). Against a word list, and where documents are on both sides, nothing can be said by documents: there it rests on q below 0.05 and a conservative log ratio that is not 0, which take words for independent.";
    log_ratio_low: Real, "", "The lower bound of the log ratio (base 2) with the confidence keyness.confidence, exact for Poisson counts (Clopper and Pearson 1934); of this stem alone, and with words as independent draws. Empty where the target does not have it: then it is open.";
    log_ratio_high: Real, "", "The upper bound. Empty where the reference does not have it.";
    target_frequency: u64, "tokens", "a: how often it occurs in the target.";
    reference_frequency: u64, "tokens", "b: how often it occurs in the reference.";
    target_tokens: u64, "tokens", "n1: the tokens of the target in the language.";
    reference_tokens: u64, "tokens", "n2: the tokens of the reference in the language.";
    target_document_frequency: u64, "documents", "In how many documents of the target it occurs.";
    reference_document_frequency: u64, "documents", "In how many documents of the reference it occurs.";
    target_documents: u64, "documents", "The documents of the target.";
    reference_documents: u64, "documents", "The documents of the reference; 0 for a word list.";
    tests: u64, "tests", "The size of the family over which p is corrected: all stems of the language that occur on any side, also those that are too rare for a row, or in the word list only.";
    log10_q: Real, "", "The logarithm (base 10) of the false discovery rate of G2 (Benjamini and Hochberg 1995). It takes each word for an independent draw, which words of one document are not.";
    q: Real, "", "The false discovery rate of G2, with the same assumption.";
    bonferroni_p: Real, "", "p of G2 times tests, at most 1 (Bonferroni).";
    permutation_p: Real, "", "How often as large a difference of the rates comes about when the labels target and reference are dealt out anew to whole documents; two-sided, at least 1 / (1 + permutations), exact where there are few ways to deal. Empty where a document is on both sides, and against a word list.";
    permutation_q: Real, "", "The same p, corrected for the family: the share of those deals in which any stem of the comparison differs as much, each in root mean squares of its own differences (Westfall and Young 1993, max-T). The family is the rows of this comparison and language that occur in 4 documents or more, and no other comparison: of 20 comparisons of nothing with nothing one has a key word. Empty for stems in fewer documents, and where there are too few documents for any p below 0.05.";
    documents_log_ratio: Real, "", "The log ratio of the document frequencies: documents with the stem instead of tokens, of all documents of the side. Empty against a word list, which has no documents, like the next two.";
    documents_g2: Real, "", "G2 of the document frequencies, signed.";
    documents_log10_p: Real, "", "The logarithm (base 10) of the p of that.";
    key_documents: u64, "documents", "In how many documents of the target it is key by itself: the document against the whole reference has a G2 of at least 3.84.";
    target_dp_norm: Real, "", "DPnorm (Lijffijt and Gries 2012) over the documents of the target: 0 is even, 1 is uneven.";
    reference_dp_norm: Real, "", "DPnorm over the documents of the reference.";
    + measures keyness_definitions;
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<KeynessRow>(&[Need::Keyness], |results, set| {
    let comparisons = results.keyness.iter();
    set.write_parts(comparisons.flat_map(|(name, found)| rows(&results.corpus, name, found, &results.counts)))
});

/// What the measures of a row mean.
fn keyness_definitions() -> Vec<&'static Definition> {
    keyness_measures(&KeynessParameters::default(), 1).into_iter().map(KeynessMeasure::definition).collect()
}

/// The rows of a comparison, a part for each language: in each language the positive key words by their log ratio, then the negative ones,
/// then all others from the largest G² for the target to the largest against it.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    name: &'a str,
    comparisons: &'a [KeynessComparison],
    counts: &'a Counts,
) -> impl Iterator<Item = impl IndexedParallelIterator<Item = KeynessRow> + 'a> + 'a {
    let places = Places::new();
    comparisons.iter().map(move |comparison| {
        let mut units: Vec<&KeynessUnit> = comparison.units.iter().collect();
        let can_be_key = comparison.can_be_key;
        let order = |unit: &KeynessUnit| {
            let log_ratio = places.value(unit, places.log_ratio).unwrap_or(0.0);
            match places.key(unit, can_be_key) {
                "positive" => (0, -log_ratio),
                "negative" => (1, log_ratio),
                _ => (2, -places.value(unit, places.g2).unwrap_or(0.0)),
            }
        };
        units.par_sort_by(|one, other| {
            let (one_rank, one_value) = order(one);
            let (other_rank, other_value) = order(other);
            one_rank.cmp(&other_rank).then(one_value.total_cmp(&other_value)).then(one.unit.cmp(&other.unit))
        });
        units.into_par_iter().map(move |unit| row(corpus, name, comparison, unit, counts, places))
    })
}

fn row(
    corpus: &TokenizedCorpus,
    name: &str,
    comparison: &KeynessComparison,
    unit: &KeynessUnit,
    counts: &Counts,
    places: Places,
) -> KeynessRow {
    let stems = corpus.vocabulary().stems();
    KeynessRow {
        comparison: name.into(),
        language: comparison.language.to_string().into(),
        stem: stems.text(unit.unit as usize).into(),
        surface: shown(corpus, counts.stem_surfaces[unit.unit as usize]),
        stop_word: counts.stop_stems[unit.unit as usize],
        key: places.key(unit, comparison.can_be_key).into(),
        log_ratio_low: unit.log_ratio_interval[0].into(),
        log_ratio_high: unit.log_ratio_interval[1].into(),
        target_frequency: unit.frequency[0],
        reference_frequency: unit.frequency[1],
        target_tokens: comparison.tokens[0],
        reference_tokens: comparison.tokens[1],
        target_document_frequency: unit.documents[0],
        reference_document_frequency: unit.documents[1],
        target_documents: comparison.documents[0],
        reference_documents: comparison.documents[1],
        tests: comparison.tests,
        log10_q: unit.q.map(|q| q.log10).into(),
        q: unit.q.map(|q| q.value).into(),
        bonferroni_p: unit.bonferroni.map(|p| p.value).into(),
        permutation_p: unit.permutation_p.into(),
        permutation_q: unit.permutation_q.into(),
        documents_log_ratio: unit.documents_log_ratio.into(),
        documents_g2: unit.documents_g2.into(),
        documents_log10_p: unit.documents_log10_p.into(),
        key_documents: unit.key_documents,
        target_dp_norm: unit.dp_norm[0].into(),
        reference_dp_norm: unit.dp_norm[1].into(),
        measures: unit.measures.iter().map(|&value| value.into()).collect(),
    }
}

/// Where the measures stand on which the verdict rests.
#[derive(Clone, Copy)]
struct Places {
    g2: usize,
    log_ratio: usize,
    conservative: usize,
}

impl Places {
    fn new() -> Self {
        let measures = keyness_measures(&KeynessParameters::default(), 1);
        let place = |is: fn(&KeynessMeasure) -> bool| measures.iter().position(is).unwrap_or(usize::MAX);
        Self {
            g2: place(|measure| matches!(measure, KeynessMeasure::LogLikelihood)),
            log_ratio: place(|measure| matches!(measure, KeynessMeasure::LogRatioHardie)),
            conservative: place(|measure| matches!(measure, KeynessMeasure::ConservativeLogRatio(_))),
        }
    }

    fn value(self, unit: &KeynessUnit, place: usize) -> Option<f64> {
        unit.measures.get(place).copied().flatten()
    }

    /// What a unit is of a comparison in which documents can or cannot show anything.
    fn key(self, unit: &KeynessUnit, can_be_key: Option<bool>) -> &'static str {
        let q = unit.q.map_or(1.0, |q| q.value);
        let conservative = self.value(unit, self.conservative).unwrap_or(0.0);
        let log_ratio = self.value(unit, self.log_ratio).unwrap_or(f64::MAX);
        // The side on which it is more frequent, if it is key.
        let side = match can_be_key {
            Some(_) if unit.permutation_q.is_some_and(|q| q < 0.05) => log_ratio,
            None if q < 0.05 => conservative,
            _ => 0.0,
        };
        if side > 0.0 {
            "positive"
        } else if side < 0.0 {
            "negative"
        } else if q > 0.05 && log_ratio.abs() <= 0.25 {
            "lockword"
        } else {
            ""
        }
    }
}

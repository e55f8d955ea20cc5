//! `keyness.csv`: which words are typical of one part of the corpus in comparison with another.

use rayon::prelude::*;
use textmill_frequency::{KeynessComparison, KeynessParameters, KeynessUnit, keyness_measures};
use textmill_measures::KeynessMeasure;

use super::shown;
use crate::{Need, Real, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the table of keyness.
    KeynessRow in "keyness.csv", one row is "a stem in a comparison of a target with a reference, frequent enough on both together";
    comparison: Text, "", "What is compared: a group and all others, or the name of a comparison of the configuration.";
    language: Text, "", "The language; only words of one language are compared.";
    stem: Text, "", "The stem.";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    stop_word: bool, "", "As in frequency.csv.";
    key: Text, "", "positive (more frequent in the target: permutation_fdr below 0.05, which there is where some stem of the comparison and language has permutation_q below 0.05), negative, lockword (nearly as frequent on both sides: log_ratio_low and log_ratio_high lie between -0.5 and 0.5) or empty (undecided). Against a word list, and where documents are on both sides, nothing can be said by documents: there it rests on q below 0.05 and a conservative log ratio that is not 0, which take words for independent.";
    log_ratio: Real, "", "The effect: the logarithm (base 2) of the rate in the target over that in the reference, a frequency of 0 taken as 1/2 (Hardie 2014); 1 is twice as frequent, -1 half as frequent.";
    log_ratio_low: Real, "", "The lower bound of the log ratio with the confidence keyness.confidence, exact for Poisson counts (Clopper and Pearson 1934); of this stem alone, and with words as independent draws. Empty where the target does not have it: then it is open.";
    log_ratio_high: Real, "", "The upper bound. Empty where the reference does not have it.";
    target_frequency: u64, "tokens", "a: how often it occurs in the target.";
    reference_frequency: u64, "tokens", "b: how often it occurs in the reference.";
    target_tokens: u64, "tokens", "n1: the tokens of the target in the language.";
    reference_tokens: u64, "tokens", "n2: the tokens of the reference in the language.";
    target_document_frequency: u64, "documents", "In how many documents of the target it occurs.";
    reference_document_frequency: u64, "documents", "In how many documents of the reference it occurs.";
    target_documents: u64, "documents", "The documents of the target.";
    reference_documents: u64, "documents", "The documents of the reference; 0 for a word list.";
    log_likelihood: Real, "", "G2 of the frequencies, signed: negative where the rate in the target is lower (Dunning 1993).";
    q: Real, "", "The false discovery rate of G2 (Benjamini and Hochberg 1995) over all stems of the language that occur on any side. It takes each word for an independent draw, which words of one document are not.";
    permutation_q: Real, "", "How often any stem of the comparison differs as much when the labels target and reference are dealt out anew to whole documents (Westfall and Young 1993, max-T). The difference is the root of G2, scaled for how the stem clusters in documents, so that labellings with targets of other sizes can be compared, in root mean squares of the stem's own differences. The family is the rows of this comparison and language that occur in 4 documents or more, and no other comparison: of 20 comparisons of nothing with nothing one has a key word. Empty for stems in fewer documents, where a document is on both sides, against a word list, and where there are too few documents for any p below 0.05.";
    permutation_fdr: Real, "", "The false discovery rate by the same labellings (Tusher, Tibshirani and Chu 2001), among the stems that no independent draw of words would put there: those whose G2 of the stem's own two cells, which is a little smaller than log_likelihood, is below 0.05 by Bonferroni for all stems of the language on any side. How many of them a labelling has on average whose own permutation p is at most the one of this stem, over how many there are in the documents as they are; at most permutation_q, which it is for other stems. Of the stems below 0.05 one in 20 or fewer is expected to be there by chance; permutation_q is stricter: it is the chance of any at all. Empty where permutation_q is, and where no stem of the comparison and language has permutation_q below 0.05: there the sides may be alike.";
    target_dp_norm: Real, "", "How evenly the target's documents share it: DPnorm (Lijffijt and Gries 2012), from 0, even, to 1, uneven.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<KeynessRow>(&[Need::Keyness], |results, set| {
    let comparisons = results.keyness.iter();
    set.write_parts(comparisons.flat_map(|(name, found)| {
        in_order(found).map(move |(comparison, units)| {
            units.into_par_iter().map(move |unit| row(results, name, comparison, unit))
        })
    }))
});

/// The stems of the comparisons of each language in the order of their rows: the positive key words by their log ratio, then the negative
/// ones, then all others from the largest G² for the target to the largest against it.
pub(super) fn in_order(
    comparisons: &[KeynessComparison],
) -> impl Iterator<Item = (&KeynessComparison, Vec<&KeynessUnit>)> {
    let places = Places::new();
    comparisons.iter().map(move |comparison| {
        let mut units: Vec<&KeynessUnit> = comparison.units.iter().collect();
        let order = |unit: &KeynessUnit| {
            let log_ratio = places.value(unit, places.log_ratio).unwrap_or(0.0);
            match places.key(unit, comparison.can_be_key) {
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
        (comparison, units)
    })
}

fn row(results: &Results, name: &str, comparison: &KeynessComparison, unit: &KeynessUnit) -> KeynessRow {
    let (corpus, counts, places) = (&results.corpus, &results.counts, Places::new());
    let stems = corpus.vocabulary().stems();
    KeynessRow {
        comparison: name.into(),
        language: comparison.language.to_string().into(),
        stem: stems.text(unit.unit as usize).into(),
        surface: shown(corpus, counts.stem_surfaces[unit.unit as usize]),
        stop_word: counts.stop_stems[unit.unit as usize],
        key: places.key(unit, comparison.can_be_key).into(),
        log_ratio: places.value(unit, places.log_ratio).into(),
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
        log_likelihood: places.value(unit, places.g2).into(),
        q: unit.q.map(|q| q.value).into(),
        permutation_q: unit.permutation_q.into(),
        permutation_fdr: unit.permutation_fdr.into(),
        target_dp_norm: unit.dp_norm[0].into(),
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
            Some(_) if unit.is_key() => log_ratio,
            None if q < 0.05 => conservative,
            _ => 0.0,
        };
        if side > 0.0 {
            "positive"
        } else if side < 0.0 {
            "negative"
        } else if unit.is_lockword() {
            "lockword"
        } else {
            ""
        }
    }
}

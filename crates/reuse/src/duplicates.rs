//! Documents that are in the corpus more than once, exactly or nearly.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use textmill_corpus::DocumentId;

use crate::passages::{RollingHashes, Run, RunTexts, SeedRule, SharedSeeds, appended, finished, select};

/// What a document repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duplicate {
    /// The document that is repeated, which comes first.
    pub of: DocumentId,
    /// Whether both have the same terms in the same order.
    pub is_exact: bool,
    /// The share of the distinct sequences of eight terms of the shorter one that are in the other, from 0 to 1.
    pub containment: f64,
}

/// The length of the sequences.
const LENGTH: usize = 8;
/// From this containment on, a document is nearly a duplicate.
const NEARLY: f64 = 0.8;
/// Candidates are found by the sequences that windows of so many of them select: of any fifteen terms that two documents share, one at least.
const LONG: SeedRule = SeedRule { length: LENGTH, window: 8 };
/// Documents without a whole window are compared among themselves by all their sequences.
const SHORT: SeedRule = SeedRule { length: LENGTH, window: 1 };
/// Documents of fewer terms have no whole window.
pub const SHORT_DOCUMENT: usize = LONG.length + LONG.window - 1;
/// Two documents may be near duplicates if they share one of so many selected sequences of the shorter one. Where 0.8 of all are shared, two
/// thirds of the selected ones are as a rule, fewer where the changes are far apart.
const CANDIDATE: usize = 4;
/// So many of the candidates for a document are compared whole: those with which it shares the largest part of the selected sequences of the
/// shorter one.
const COMPARED: usize = 4;
/// Of a sequence in more documents than this, each document is paired with the first and with the one before it only: a formula of its
/// source says little of a pair, and the copies of a story that a hundred papers print are found by the first.
const ALL_PAIRS: usize = 50;

/// For each document that repeats an earlier one, by its terms, which it is: the first one with the same terms, or else the one with the
/// largest containment, if that is at least four fifths.
///
/// Every document is one run of the texts, see [`RunTexts::of_documents`]. Documents of fewer than [`SHORT_DOCUMENT`] terms are near duplicates
/// only of each other. Of the candidates for a document, those four are compared with which it shares the largest part of the selected sequences.
///
/// ```
/// use textmill_corpus::DocumentId;
/// use textmill_reuse::{RunTexts, duplicates};
///
/// let (one, other) = ([1, 2, 3], [2, 3]);
/// let runs = [one.as_slice(), &other, &one].into_iter().zip(0..).map(|(run, id)| (DocumentId(id), 0, run));
/// let found = duplicates(&RunTexts::of_runs(runs));
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[&DocumentId(2)].of, DocumentId(0));
/// ```
pub fn duplicates(texts: &RunTexts) -> BTreeMap<DocumentId, Duplicate> {
    let mut found = BTreeMap::new();
    let first = mark_exact(texts, &mut found);
    let (short, long): (Vec<Run>, Vec<Run>) =
        first.into_iter().partition(|(_, run)| run.len() < SHORT_DOCUMENT);
    found.extend(near(texts.terms(), &short, SHORT));
    found.extend(near(texts.terms(), &long, LONG));
    found
}

/// Marks the documents that have the terms of an earlier one, and gives the others.
fn mark_exact(texts: &RunTexts, found: &mut BTreeMap<DocumentId, Duplicate>) -> Vec<Run> {
    let runs: Vec<Run> = texts.runs().filter(|(_, run)| !run.is_empty()).collect();
    let terms = |run: &Range<usize>| texts.terms().get(run.clone()).unwrap_or_default();
    let keys: Vec<u64> = runs
        .par_iter()
        .map(|(_, run)| finished(terms(run).iter().fold(0, |sum, term| appended(sum, *term))))
        .collect();
    let mut known: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
    let mut first = Vec::new();
    for (number, (&key, (document, run))) in keys.iter().zip(&runs).enumerate() {
        let equal = known.entry((key, run.len())).or_default();
        // The hash finds candidates, the terms decide.
        match equal.iter().find(|other| terms(&runs[**other].1) == terms(run)) {
            Some(&of) => {
                let of = runs[of].0;
                found.insert(*document, Duplicate { of, is_exact: true, containment: 1.0 });
            }
            None => {
                equal.push(number);
                first.push((*document, run.clone()));
            }
        }
    }
    first
}

/// The documents that nearly repeat an earlier one.
fn near(terms: &[u32], runs: &[Run], rule: SeedRule) -> Vec<(DocumentId, Duplicate)> {
    let seeds = SharedSeeds::of_runs(terms, runs, rule);
    let index = SharedIndex::of(runs, &seeds);
    let of_run = |number: usize| terms.get(runs[number].1.clone()).unwrap_or_default();
    let selected: Vec<usize> =
        (0..runs.len()).into_par_iter().map(|number| distinct_selected(of_run(number), rule)).collect();
    (0..runs.len())
        .into_par_iter()
        .map_init(
            || vec![0_u32; runs.len()],
            |shared, number| {
                let candidates = index.candidates(number, &selected, shared);
                let mut best: Option<Duplicate> = None;
                let own = if candidates.is_empty() { Vec::new() } else { distinct(of_run(number)) };
                for other in candidates {
                    let containment = containment(&own, of_run(other));
                    let of = runs[other].0;
                    let is_better = best.is_none_or(|best| {
                        containment > best.containment || containment == best.containment && of < best.of
                    });
                    if containment >= NEARLY && is_better {
                        best = Some(Duplicate { of, is_exact: false, containment });
                    }
                }
                best.map(|best| (runs[number].0, best))
            },
        )
        .flatten_iter()
        .collect()
}

/// Which documents, by their numbers among those compared, have which shared sequences.
struct SharedIndex {
    /// The documents of each sequence, in ascending order.
    documents: Vec<u32>,
    ends: Vec<usize>,
    /// The sequences of each document.
    sequences: Vec<u32>,
    sequence_ends: Vec<usize>,
}

impl SharedIndex {
    fn of(runs: &[Run], seeds: &SharedSeeds) -> Self {
        let numbers: BTreeMap<DocumentId, u32> =
            (0..).zip(runs).map(|(number, (document, _))| (*document, number)).collect();
        let (mut documents, mut ends) = (Vec::new(), Vec::new());
        let mut of_document: Vec<(u32, u32)> = Vec::new();
        for (sequence, group) in (0..).zip(seeds.groups()) {
            for places in group.chunk_by(|one, other| one.document == other.document) {
                let number = numbers[&places[0].document];
                documents.push(number);
                of_document.push((number, sequence));
            }
            ends.push(documents.len());
        }
        of_document.par_sort_unstable();
        let sequence_ends = (0..runs.len() as u32)
            .map(|number| of_document.partition_point(|(document, _)| *document <= number))
            .collect();
        let sequences = of_document.into_iter().map(|(_, sequence)| sequence).collect();
        Self { documents, ends, sequences, sequence_ends }
    }

    /// The earlier documents that a document may repeat, those with the largest shared part first.
    ///
    /// `shared` has a 0 for each document, before and afterwards.
    fn candidates(&self, number: usize, selected: &[usize], shared: &mut [u32]) -> Vec<usize> {
        let mut met = Vec::new();
        for &sequence in part(&self.sequences, &self.sequence_ends, number) {
            let documents = part(&self.documents, &self.ends, sequence as usize);
            let before = documents.partition_point(|document| (*document as usize) < number);
            let earlier = &documents[..before];
            let paired: [&[u32]; 2] = match earlier {
                [first, .., last] if documents.len() > ALL_PAIRS => {
                    [std::slice::from_ref(first), std::slice::from_ref(last)]
                }
                all => [all, &[]],
            };
            for &other in paired.into_iter().flatten() {
                let count = &mut shared[other as usize];
                if *count == 0 {
                    met.push(other as usize);
                }
                *count += 1;
            }
        }
        let mut candidates = Vec::new();
        for other in met {
            let count = std::mem::take(&mut shared[other]) as usize;
            let fewer = selected[number].min(selected[other]);
            if count * CANDIDATE >= fewer {
                candidates.push((count as u64, fewer as u64, other));
            }
        }
        // Shares are compared as fractions.
        candidates.sort_unstable_by(|one, other| {
            let by_share = (other.0 * one.1).cmp(&(one.0 * other.1));
            by_share.then(other.0.cmp(&one.0)).then(one.2.cmp(&other.2))
        });
        candidates.truncate(COMPARED);
        candidates.into_iter().map(|(_, _, other)| other).collect()
    }
}

/// A part of a list whose parts end at some places.
fn part<'a>(list: &'a [u32], ends: &[usize], number: usize) -> &'a [u32] {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &list[start..ends[number]]
}

/// How many different sequences of some terms are selected.
fn distinct_selected(terms: &[u32], rule: SeedRule) -> usize {
    let mut hashes = Vec::new();
    select(terms, rule, |_, hash| hashes.push(hash));
    hashes.sort_unstable();
    hashes.dedup();
    hashes.len()
}

/// The different sequences of eight terms, each as a number of 64 bits, in order.
fn distinct(terms: &[u32]) -> Vec<u64> {
    let count = (terms.len() + 1).saturating_sub(LENGTH);
    let mut rolling = RollingHashes::new(terms, LENGTH);
    let mut hashes: Vec<u64> = (0..count).map(|_| rolling.next()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The share of the sequences of the document with fewer of them that the other one has too. `own`: the different sequences of one, in order.
fn containment(own: &[u64], other: &[u32]) -> f64 {
    let other = distinct(other);
    let (shorter, longer) = if own.len() <= other.len() { (own, &*other) } else { (&*other, own) };
    let shared = shorter.iter().filter(|hash| longer.binary_search(hash).is_ok()).count();
    if shorter.is_empty() { 0.0 } else { shared as f64 / shorter.len() as f64 }
}

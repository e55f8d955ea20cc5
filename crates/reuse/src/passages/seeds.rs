//! Places where passages may be found: a sample of short sequences that every long passage is sure to hold.
//!
//! Of every window of `w` sequences of `k` terms, the one with the smallest hash is selected, the last one among equals. What two documents
//! share over `k + w - 1` terms holds a whole window, in which both select the same sequence, because its hash is made of the shared terms
//! alone (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003).

use std::ops::Range;

use rayon::prelude::*;
use textmill_corpus::DocumentId;

use super::{
    repeated::Repeated,
    texts::{BORDER, RunTexts},
};

/// A document, and the places of the terms of one of its runs.
pub(crate) type Run = (DocumentId, Range<usize>);

/// How seeds are selected for passages of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeedRule {
    /// Terms in a sequence.
    pub(crate) length: usize,
    /// Sequences in a window.
    pub(crate) window: usize,
}

impl SeedRule {
    /// Longer sequences are rarer, so fewer places are compared in vain; shorter ones leave larger windows, so fewer are selected. A little
    /// more than half of the passage is a fair middle.
    pub(super) fn of(min_tokens: usize) -> Self {
        let length = (min_tokens / 2 + 1).min(min_tokens).max(1);
        Self { length, window: (min_tokens + 1).saturating_sub(length).max(1) }
    }
}

/// A selected sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seed {
    hash: u64,
    place: u32,
    document: DocumentId,
}

/// The places of one sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeedPlace {
    pub(super) place: u32,
    pub(crate) document: DocumentId,
}

/// The selected sequences that more than one document has, each with all places where it is selected.
#[derive(Debug, Default)]
pub(crate) struct SharedSeeds {
    places: Vec<SeedPlace>,
    /// Where the places of each sequence end.
    ends: Vec<usize>,
}

/// So many seeds are sorted at once: 16 bytes each. Where more of a corpus may be shared, its terms are gone through several times, each time for
/// the seeds of a part of all hashes.
const SEEDS_AT_ONCE: u64 = 1 << 24;
/// The terms of so many sequences are compared by one thread in one go.
const GROUPS_AT_ONCE: usize = 1 << 12;

impl SharedSeeds {
    pub(super) fn of(texts: &RunTexts, rule: SeedRule) -> Self {
        Self::of_runs(texts.terms(), &texts.runs().collect::<Vec<_>>(), rule)
    }

    /// Of some runs: the document of each, and the places of its terms.
    pub(crate) fn of_runs(terms: &[u32], runs: &[Run], rule: SeedRule) -> Self {
        let expected = 2 * runs.iter().map(|(_, run)| run.len()).sum::<usize>() / (rule.window + 1);
        let chunks = chunks(runs);
        let repeated = Repeated::of(&chunks, expected, |runs, take| {
            for (_, run) in runs.iter() {
                select(terms.get(run.clone()).unwrap_or_default(), rule, |_, hash| take(spread(hash)));
            }
        });
        let passes = repeated.count().div_ceil(SEEDS_AT_ONCE).max(1);
        Self::in_passes(terms, &chunks, rule, &repeated, passes)
    }

    fn in_passes(terms: &[u32], chunks: &[&[Run]], rule: SeedRule, repeated: &Repeated, passes: u64) -> Self {
        let mut shared = Self::default();
        let width = (u64::MAX / passes).saturating_add(1);
        for pass in 0..passes {
            let is_wanted = |hash: u64| (passes == 1 || hash / width == pass) && repeated.may_hold(hash);
            let mut seeds: Vec<Seed> =
                chunks.par_iter().flat_map_iter(|runs| seeds_of(terms, runs, rule, is_wanted)).collect();
            seeds.par_sort_unstable();
            shared.add_all(terms, rule, &seeds);
        }
        shared
    }

    /// Adds the sequences of sorted seeds that more than one document has.
    fn add_all(&mut self, terms: &[u32], rule: SeedRule, seeds: &[Seed]) {
        let groups: Vec<&[Seed]> = seeds
            .chunk_by(|one, other| one.hash == other.hash)
            .filter(|group| group.iter().any(|seed| seed.document != group[0].document))
            .collect();
        let parts: Vec<Self> = groups
            .par_chunks(GROUPS_AT_ONCE)
            .map(|groups| {
                let mut part = Self::default();
                groups.iter().for_each(|group| part.add(terms, rule, group));
                part
            })
            .collect();
        for part in parts {
            let base = self.places.len();
            self.places.extend(part.places);
            self.ends.extend(part.ends.iter().map(|end| base + end));
        }
    }

    /// Adds the sequences of the seeds of one hash: the hash finds, the terms decide. Nearly always all of them are equal.
    fn add(&mut self, terms: &[u32], rule: SeedRule, group: &[Seed]) {
        let sequence = |seed: &Seed| sequence_at(terms, seed.place, rule.length);
        if group.windows(2).all(|pair| sequence(&pair[0]) == sequence(&pair[1])) {
            return self.add_equal(group);
        }
        let mut sorted = group.to_vec();
        sorted.sort_by(|one, other| sequence(one).cmp(sequence(other)));
        sorted
            .chunk_by(|one, other| sequence(one) == sequence(other))
            .for_each(|equal| self.add_equal(equal));
    }

    /// Adds the places of one sequence, if they are in more than one document.
    fn add_equal(&mut self, seeds: &[Seed]) {
        if seeds.windows(2).any(|pair| pair[0].document != pair[1].document) {
            self.places
                .extend(seeds.iter().map(|seed| SeedPlace { place: seed.place, document: seed.document }));
            self.ends.push(self.places.len());
        }
    }

    /// How many sequences there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The places of a sequence, in ascending order.
    pub(super) fn group(&self, group: usize) -> &[SeedPlace] {
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start..self.ends[group]]
    }

    /// The groups.
    pub(crate) fn groups(&self) -> impl ExactSizeIterator<Item = &[SeedPlace]> {
        (0..self.len()).map(|group| self.group(group))
    }
}

/// A selected hash is the smallest of its window, so those of all seeds crowd at the low end. This spreads them, and keeps different ones
/// different.
fn spread(hash: u64) -> u64 {
    hash.wrapping_mul(FINISH)
}

/// The terms of a sequence.
pub(super) fn sequence_at(terms: &[u32], place: u32, length: usize) -> &[u32] {
    terms.get(place as usize..place as usize + length).unwrap_or_default()
}

/// The runs in parts of about equal length.
fn chunks(runs: &[Run]) -> Vec<&[Run]> {
    const TERMS: usize = 1 << 15;
    let (mut chunks, mut start, mut terms) = (Vec::new(), 0, 0);
    for (number, (_, run)) in runs.iter().enumerate() {
        terms += run.len();
        if terms >= TERMS {
            chunks.push(&runs[start..=number]);
            (start, terms) = (number + 1, 0);
        }
    }
    chunks.push(&runs[start..]);
    chunks
}

/// The seeds of some runs whose hashes are wanted. That is asked after all are selected: a look into a large table between two hashes would
/// make the processor wait.
fn seeds_of(terms: &[u32], runs: &[Run], rule: SeedRule, is_wanted: impl Fn(u64) -> bool) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for (document, run) in runs {
        let start = run.start as u32;
        let terms = terms.get(run.clone()).unwrap_or_default();
        select(terms, rule, |place, hash| {
            seeds.push(Seed { hash: spread(hash), place: start + place as u32, document: *document });
        });
    }
    seeds.retain(|seed| is_wanted(seed.hash));
    seeds
}

/// Calls `take` with the place and the hash of every sequence that some window of the terms selects, in ascending order.
pub(crate) fn select(terms: &[u32], SeedRule { length, window }: SeedRule, mut take: impl FnMut(usize, u64)) {
    if terms.len() < length + window - 1 {
        return;
    }
    let mut hashes = RollingHashes::new(terms, length);
    // The hashes of the last sequences; the next one takes the place of the oldest.
    let mut recent = vec![0; window];
    let mut oldest = 0;
    let (mut best, mut smallest) = (0, u64::MAX);
    let mut taken = None;
    for place in 0..=terms.len() - length {
        let hash = hashes.next();
        recent[oldest] = hash;
        oldest = if oldest + 1 == window { 0 } else { oldest + 1 };
        if hash <= smallest {
            (best, smallest) = (place, hash);
        } else if best + window == place {
            // The smallest one has left the window.
            (best, smallest) = (place + 1 - window, recent[oldest]);
            let others = recent[oldest..].iter().chain(&recent[..oldest]).skip(1);
            for (hash, place) in others.zip(best + 1..) {
                if *hash <= smallest {
                    (best, smallest) = (place, *hash);
                }
            }
        }
        if place + 1 >= window && taken != Some(best) {
            take(best, smallest);
            taken = Some(best);
        }
    }
}

/// The hashes of all sequences of a length, each made of the one before it.
pub(crate) struct RollingHashes<'a> {
    terms: &'a [u32],
    length: usize,
    place: usize,
    sum: u64,
    /// The factor of the term that leaves.
    leaving: u64,
}

impl<'a> RollingHashes<'a> {
    pub(crate) fn new(terms: &'a [u32], length: usize) -> Self {
        let first = terms.get(..length - 1).unwrap_or_default();
        let sum = first.iter().fold(0, |sum, term| appended(sum, *term));
        let leaving = (1..length).fold(1_u64, |factor, _| factor.wrapping_mul(BASE));
        Self { terms, length, place: 0, sum, leaving }
    }

    /// The hash of the next sequence. There is one for each place at which a whole sequence begins.
    pub(crate) fn next(&mut self) -> u64 {
        if let Some(before) = self.place.checked_sub(1) {
            self.sum = self.sum.wrapping_sub(mixed(self.terms[before]).wrapping_mul(self.leaving));
        }
        self.sum = appended(self.sum, self.terms[self.place + self.length - 1]);
        self.place += 1;
        finished(self.sum)
    }
}

// Odd numbers of the digits of π.
const BASE: u64 = 0x243F_6A88_85A3_08D3;
const TERM: u64 = 0x1319_8A2E_0370_7345;
const FINISH: u64 = 0xA409_3822_299F_31D1;

fn mixed(term: u32) -> u64 {
    let product = (u64::from(term) + 1).wrapping_mul(TERM);
    product ^ (product >> 32)
}

/// The sum of the hashes of a sequence with one more term.
pub(crate) fn appended(sum: u64, term: u32) -> u64 {
    debug_assert_ne!(term, BORDER, "no sequence crosses a border");
    sum.wrapping_mul(BASE).wrapping_add(mixed(term))
}

/// A sum as a hash, whose order says nothing of the terms.
pub(crate) fn finished(sum: u64) -> u64 {
    let product = u128::from(sum ^ TERM) * u128::from(FINISH);
    (product as u64) ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::DocumentId;

    use super::{Repeated, RollingHashes, Run, SeedRule, SharedSeeds, appended, finished, select};
    use crate::RunTexts;

    proptest! {
        #[test]
        fn every_window_selects_its_last_smallest_sequence(
            terms in prop::collection::vec(0_u32..3, 0..60),
            min_tokens in 1_usize..12,
        ) {
            let rule = SeedRule::of(min_tokens);
            prop_assert_eq!(rule.length + rule.window - 1, min_tokens);
            let hash = |place: usize| {
                finished(terms[place..place + rule.length].iter().fold(0, |sum, term| appended(sum, *term)))
            };
            let mut expected: Vec<usize> = Vec::new();
            for start in 0..(terms.len() + 1).saturating_sub(min_tokens) {
                let window = start..start + rule.window;
                let best = window.min_by_key(|place| (hash(*place), usize::MAX - place));
                expected.extend(best);
            }
            expected.sort_unstable();
            expected.dedup();
            let mut selected = Vec::new();
            select(&terms, rule, |place, found| {
                assert_eq!(found, hash(place));
                selected.push(place);
            });
            prop_assert_eq!(selected, expected);
        }

        #[test]
        fn passes_change_nothing(
            runs in prop::collection::vec(prop::collection::vec(0_u32..4, 0..40), 1..6),
            passes in 1_u64..9,
        ) {
            let texts = RunTexts::of_runs((0..).map(DocumentId).zip(&runs).map(|(id, run)| (id, 0, run.as_slice())));
            let rule = SeedRule::of(5);
            let runs: Vec<_> = texts.runs().collect();
            let once = SharedSeeds::of_runs(texts.terms(), &runs, rule);
            let chunks: Vec<&[Run]> = runs.chunks(2).collect();
            let all = Repeated::of(&chunks, 0, |_, take| {
                (0..2 << 16).for_each(|hash| take(hash << 48));
            });
            let often = SharedSeeds::in_passes(texts.terms(), &chunks, rule, &all, passes);
            prop_assert_eq!((once.places, once.ends), (often.places, often.ends));
        }
    }

    #[test]
    fn hashes_roll() {
        let terms = [5, 1, 5, 1, 2];
        let mut hashes = RollingHashes::new(&terms, 2);
        let all: Vec<u64> = (0..4).map(|_| hashes.next()).collect();
        assert_eq!(all[0], all[2]);
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    }
}

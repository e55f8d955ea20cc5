//! Expressions: sequences of two to five units, and how far their units belong together.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use textmill_corpus::Language;
use textmill_measures::{Interaction, interaction};

use crate::{
    CorpusSentences, LONGEST_NGRAM, Ngram, NgramCounts, Sentences, Units,
    shares::{add_all, sum_of_shares},
};

/// The interaction of the units of each sequence, in the order of `ngrams`, which were counted in the same sentences;
/// `None` for single units.
///
/// The cells count all sequences of that length inside sentences of the language, by the places at which they agree
/// with the expression.
pub fn expression_interactions(
    sentences: &CorpusSentences<'_>,
    ngrams: &NgramCounts,
) -> Vec<Option<Interaction>> {
    if !(2..=LONGEST_NGRAM).contains(&ngrams.n) {
        return vec![None; ngrams.ngrams.len()];
    }
    let margins = Margins::count(sentences, ngrams);
    ngrams.ngrams.par_iter().map(|ngram| interaction(&margins.cells(ngram))).collect()
}

/// The chunks in which documents are counted: each has a table of its own.
const CHUNKS: usize = 8;

/// Some of the places of an expression, as a mask, with the units there and 0 elsewhere.
type Partial = (usize, [u32; LONGEST_NGRAM]);

/// How many sequences have certain units at certain places, whatever stands at the others.
struct Margins<'a> {
    n: usize,
    units: &'a Units<'a>,
    /// All sequences of a language.
    totals: BTreeMap<Language, u64>,
    /// Those with a unit at a place: `singles[place][unit]`.
    singles: Vec<Vec<u64>>,
    /// Where each partial expression of at least two places, but not all, is counted.
    places: HashMap<Partial, usize, FixedState>,
    counts: Vec<u64>,
}

impl<'a> Margins<'a> {
    fn count(sentences: &CorpusSentences<'a>, ngrams: &NgramCounts) -> Self {
        let (n, units) = (ngrams.n, sentences.units);
        let mut margins = Self {
            n,
            units,
            totals: BTreeMap::new(),
            singles: vec![vec![0; units.len()]; n],
            places: HashMap::default(),
            counts: Vec::new(),
        };
        // At which places of any expression each unit stands.
        let mut stands = vec![0_u8; units.len()];
        for ngram in &ngrams.ngrams {
            for (place, &unit) in ngram.units.iter().enumerate().take(n) {
                stands[unit as usize] |= 1 << place;
            }
            for mask in partial_masks(n) {
                let next = margins.places.len();
                margins.places.entry(partial(mask, &ngram.units)).or_insert(next);
            }
        }
        margins.counts = vec![0; margins.places.len()];
        margins.count_singles(sentences);
        margins.count_partials(sentences, &stands);
        margins
    }

    fn count_singles(&mut self, sentences: &CorpusSentences<'_>) {
        let (n, units) = (self.n, self.units);
        let of_documents = |documents: std::ops::Range<usize>| {
            let (mut singles, mut totals) =
                (vec![vec![0_u64; units.len()]; n], BTreeMap::<Language, u64>::new());
            for document in documents {
                sentences.each_run(document, &mut |run| {
                    for sequence in run.windows(n) {
                        for (&unit, singles) in sequence.iter().zip(&mut singles) {
                            singles[unit as usize] += 1;
                        }
                    }
                    if let Some(&first) = run.first() {
                        let sequences = (run.len() + 1).saturating_sub(n) as u64;
                        *totals.entry(units.words().language(first as usize)).or_default() += sequences;
                    }
                });
            }
            (singles, totals)
        };
        let sums = sum_of_shares(sentences.documents(), of_documents, |mut sum, more| {
            sum.0.iter_mut().zip(&more.0).for_each(|(sum, more)| add_all(sum, more));
            for (language, sequences) in more.1 {
                *sum.1.entry(language).or_default() += sequences;
            }
            sum
        });
        if let Some(sums) = sums {
            (self.singles, self.totals) = sums;
        }
    }

    fn count_partials(&mut self, sentences: &CorpusSentences<'_>, stands: &[u8]) {
        let (n, places) = (self.n, &self.places);
        if places.is_empty() {
            return;
        }
        let of_chunk = |chunk: usize| {
            let mut counts = vec![0_u64; places.len()];
            let all = sentences.documents();
            for document in all * chunk / CHUNKS..all * (chunk + 1) / CHUNKS {
                sentences.each_run(document, &mut |run| {
                    for sequence in run.windows(n) {
                        count_agreements(sequence, stands, places, &mut counts);
                    }
                });
            }
            counts
        };
        let chunks: Vec<Vec<u64>> = (0..CHUNKS).into_par_iter().map(of_chunk).collect();
        for chunk in chunks {
            self.counts.iter_mut().zip(chunk).for_each(|(sum, count)| *sum += count);
        }
    }

    /// How many sequences agree with an expression at the places of each mask, and at no other.
    fn cells(&self, ngram: &Ngram) -> Vec<u64> {
        let all = (1 << self.n) - 1;
        let mut cells: Vec<u64> = (0..=all).map(|mask| self.at_least(mask, ngram)).collect();
        // Each count without those that agree at one place more, place by place.
        for place in 0..self.n {
            for mask in (0..=all).filter(|mask| mask >> place & 1 == 0) {
                cells[mask] = cells[mask].saturating_sub(cells[mask | 1 << place]);
            }
        }
        cells
    }

    /// How many sequences agree with an expression at the places of a mask, at least.
    fn at_least(&self, mask: usize, ngram: &Ngram) -> u64 {
        if mask == (1 << self.n) - 1 {
            return ngram.frequency;
        }
        match mask.count_ones() {
            0 => {
                let language = self.units.words().language(ngram.units[0] as usize);
                self.totals.get(&language).copied().unwrap_or_default()
            }
            1 => {
                let place = mask.trailing_zeros() as usize;
                self.singles[place][ngram.units[place] as usize]
            }
            _ => self.places.get(&partial(mask, &ngram.units)).map_or(0, |&place| self.counts[place]),
        }
    }
}

/// The masks of at least two of n places, but not all.
fn partial_masks(n: usize) -> impl Iterator<Item = usize> {
    (0..(1_usize << n) - 1).filter(|mask| mask.count_ones() >= 2)
}

fn partial(mask: usize, units: &[u32; LONGEST_NGRAM]) -> Partial {
    let mut kept = *units;
    kept.iter_mut().enumerate().filter(|(place, _)| mask >> place & 1 == 0).for_each(|(_, unit)| *unit = 0);
    (mask, kept)
}

/// Counts a sequence for every partial expression that it agrees with.
fn count_agreements(
    sequence: &[u32],
    stands: &[u8],
    places: &HashMap<Partial, usize, FixedState>,
    counts: &mut [u64],
) {
    let mut units = [0; LONGEST_NGRAM];
    let mut may_agree = 0;
    for (place, &unit) in sequence.iter().enumerate() {
        units[place] = unit;
        may_agree |= usize::from(stands[unit as usize]) & 1 << place;
    }
    // Every part of the places at which it may agree.
    let all = (1 << sequence.len()) - 1;
    let mut mask = may_agree;
    while mask != 0 {
        if mask != all
            && mask.count_ones() >= 2
            && let Some(&place) = places.get(&partial(mask, &units))
        {
            counts[place] += 1;
        }
        mask = (mask - 1) & may_agree;
    }
}

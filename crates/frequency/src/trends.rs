//! How the frequency of units changes from period to period.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use textmill_corpus::Language;
use textmill_measures::{bootstrap_interval, per_million};

use crate::{Postings, Units};

/// The frequency of a unit in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The unit.
    pub unit: u32,
    /// The index of the period.
    pub period: usize,
    /// How often it occurs in the documents of the period.
    pub frequency: u64,
    /// The tokens of these documents in its language.
    pub tokens: u64,
    /// The number of these documents that have tokens of its language.
    pub documents: u64,
    /// Occurrences per million tokens.
    pub per_million: Option<f64>,
    /// The 95 % interval of `per_million`, by drawing documents with replacement.
    pub interval: Option<(f64, f64)>,
}

/// How intervals are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendParameters {
    /// How often the documents of a period are drawn.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
}

/// The frequencies of units by period; `period_of` gives the period of each document, if it has one.
pub fn trends(
    units: &Units<'_>,
    postings: &Postings,
    period_of: &[Option<usize>],
    wanted: &[u32],
    parameters: TrendParameters,
) -> Vec<Trend> {
    let periods = period_of.iter().flatten().max().map_or(0, |last| last + 1);
    let mut documents_of: Vec<Vec<u32>> = vec![Vec::new(); periods];
    for (document, period) in (0_u32..).zip(period_of) {
        if let Some(period) = period {
            documents_of[*period].push(document);
        }
    }
    // The counts of a unit are looked up by document: one map for all its periods.
    let of_unit = |&unit: &u32| -> Vec<Trend> {
        let Some(sizes) = postings.sizes().get(&units.words().language(unit as usize)) else {
            return Vec::new();
        };
        let counts: HashMap<u32, u32, FixedState> = postings.of(unit).iter().copied().collect();
        let of_period = |(period, documents): (usize, &Vec<u32>)| {
            let documents = documents.iter().map(|&document| {
                let count = counts.get(&document).copied().unwrap_or_default();
                (u64::from(count), sizes[document as usize])
            });
            let documents: Vec<(u64, u64)> = documents.filter(|(_, size)| *size > 0).collect();
            trend(unit, period, &documents, parameters)
        };
        documents_of.par_iter().enumerate().map(of_period).collect()
    };
    wanted.par_iter().flat_map_iter(of_unit).collect()
}

/// The frequency of a unit in a period, given its count in each document and the document's size.
fn trend(unit: u32, period: usize, documents: &[(u64, u64)], parameters: TrendParameters) -> Trend {
    let (frequency, tokens) = documents.iter().fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
    let counted: Vec<(f64, u64)> = documents.iter().map(|&(count, size)| (count as f64, size)).collect();
    let number = u64::from(unit) << 24 | period as u64;
    let interval = bootstrap_interval(parameters.seed, number, parameters.draws, &counted);
    Trend {
        unit,
        period,
        frequency,
        tokens,
        documents: documents.len() as u64,
        per_million: per_million(frequency, tokens),
        interval: interval.map(|(low, high)| (low * 1e6, high * 1e6)),
    }
}

/// The units whose frequencies differ most between the periods: those with the largest G² over all periods of their language.
pub fn movers(
    units: &Units<'_>,
    postings: &Postings,
    period_of: &[Option<usize>],
    min_frequency: u64,
    count: usize,
) -> Vec<u32> {
    let periods = period_of.iter().flatten().max().map_or(0, |last| last + 1);
    let of_period = |sizes: &Vec<u64>| {
        let mut tokens = vec![0_u64; periods];
        for (size, period) in sizes.iter().zip(period_of) {
            if let Some(period) = period {
                tokens[*period] += size;
            }
        }
        tokens
    };
    let tokens: BTreeMap<Language, Vec<u64>> =
        postings.sizes().iter().map(|(language, sizes)| (*language, of_period(sizes))).collect();
    let mut scored: Vec<(f64, u32)> = (0..units.len() as u32)
        .into_par_iter()
        .filter_map(|unit| {
            let tokens = tokens.get(&units.words().language(unit as usize))?;
            let mut observed = vec![0_u64; periods];
            for &(document, occurrences) in postings.of(unit) {
                if let Some(period) = period_of[document as usize] {
                    observed[period] += u64::from(occurrences);
                }
            }
            let frequency: u64 = observed.iter().sum();
            if frequency < min_frequency.max(1) {
                return None;
            }
            Some((heterogeneity(&observed, tokens), unit))
        })
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.truncate(count);
    scored.into_iter().map(|(_, unit)| unit).collect()
}

/// 2 Σ O ln(O / E) over the periods, with E in proportion to their tokens.
fn heterogeneity(observed: &[u64], tokens: &[u64]) -> f64 {
    let frequency = observed.iter().sum::<u64>() as f64;
    let all = tokens.iter().sum::<u64>() as f64;
    let cell = |(&observed, &tokens): (&u64, &u64)| match observed {
        0 => 0.0,
        _ => observed as f64 * libm::log(observed as f64 * all / (frequency * tokens as f64)),
    };
    2.0 * observed.iter().zip(tokens).map(cell).sum::<f64>()
}

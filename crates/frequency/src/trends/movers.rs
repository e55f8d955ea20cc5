//! The words that change most.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::Language;

use crate::{Postings, Units};

/// The units whose frequencies differ most between the periods: those with the largest G² over all periods of their language. `may_be` says
/// which may be among them.
pub fn movers(
    units: &Units<'_>,
    postings: &Postings,
    period_of: &[Option<usize>],
    may_be: &(dyn Fn(u32) -> bool + Sync),
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
        .filter(|&unit| may_be(unit))
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

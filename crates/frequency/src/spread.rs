//! How evenly the units are spread over the documents of their language, and over its running text.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{Language, TokenizedCorpus};

use crate::{
    Postings, Units,
    measures::{Dispersion, Part, PartsSummary, Spacing},
};

/// The spread of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The unit.
    pub unit: u32,
    /// How often it occurs.
    pub frequency: u64,
    /// Over the documents that have tokens of its language.
    pub dispersion: Dispersion,
    /// Over the tokens of its language, documents in the order of their paths.
    pub spacing: Spacing,
}

/// The spread of each unit that occurs at least so often, in the order of the units.
pub fn spreads(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    postings: &Postings,
    min_frequency: u64,
) -> Vec<Spread> {
    let summaries: BTreeMap<Language, PartsSummary> = postings
        .sizes()
        .iter()
        .filter_map(|(language, sizes)| Some((*language, PartsSummary::of(sizes.iter().copied())?)))
        .collect();
    let positions = positions(corpus, units);
    (0..units.len() as u32)
        .into_par_iter()
        .filter_map(|unit| {
            let language = units.words().language(unit as usize);
            let (sizes, summary) = (postings.sizes().get(&language)?, summaries.get(&language)?);
            let frequency = postings.frequency(unit);
            let part = |&(part, count): &(u32, u32)| Part { count: count.into(), size: sizes[part as usize] };
            let parts: Vec<Part> = postings.of(unit).iter().map(part).collect();
            (frequency >= min_frequency.max(1)).then(|| Spread {
                unit,
                frequency,
                dispersion: Dispersion::of(&parts, summary),
                spacing: Spacing::of(&positions[unit as usize], summary.total_size()),
            })
        })
        .collect()
}

/// The places of each unit among the tokens of its language that are counted, from 0.
fn positions(corpus: &TokenizedCorpus, units: &Units<'_>) -> Vec<Vec<u64>> {
    let mut positions = vec![Vec::new(); units.len()];
    let mut lengths: BTreeMap<Language, u64> = BTreeMap::new();
    for document in corpus.document_ids() {
        for segment in corpus.counted_segments_of(document) {
            for &surface in segment.tokens() {
                let unit = units.of(surface) as usize;
                let length = lengths.entry(units.words().language(unit)).or_default();
                positions[unit].push(*length);
                *length += 1;
            }
        }
    }
    positions
}

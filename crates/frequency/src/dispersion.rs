//! How evenly units and sequences are spread: over the parts of the running text of their language, and along it.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, TokenizedCorpus};
use textmill_measures::{Dispersion, PartCount, PartsSummary, Spacing};

use crate::{CorpusSentences, LONGEST_NGRAM, NgramCounts, Reach, Sentences, Units};

/// The parts over which occurrences are spread. A sequence is in the part of its first token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// The documents that have tokens of the language.
    Documents,
    /// This number of parts of equal size (to a token), with the documents in the order of their paths. A corpus with
    /// fewer tokens has one part for each token.
    Equal(u64),
}

/// The spread of a unit or of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDispersion {
    /// The unit, or the index of the sequence among those given.
    pub item: u32,
    /// How often it occurs.
    pub frequency: u64,
    /// Over the parts.
    pub dispersion: Dispersion,
    /// Along the tokens of its language, with the documents in the order of their paths.
    pub spacing: Spacing,
}

/// The spread of each unit that occurs at least `min_frequency` times, in the order of the units.
pub fn unit_dispersion(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    division: Division,
    min_frequency: u64,
) -> Vec<UnitDispersion> {
    let text = RunningText::of(CorpusSentences::new(corpus, units, Reach::Sentence));
    let every = |run: &[u32], give: &mut dyn FnMut(u32, usize)| {
        run.iter().zip(0..).for_each(|(&unit, place)| give(unit, place));
    };
    let language = |unit: u32| units.words().language(unit as usize);
    let positions = text.positions(units.len(), &every);
    text.spreads(&positions, &language, division, min_frequency)
}

/// The spread of each sequence that occurs at least `min_frequency` times, in the order of `ngrams`, which were counted
/// in the same sentences.
pub fn ngram_dispersion(
    sentences: &CorpusSentences<'_>,
    ngrams: &NgramCounts,
    division: Division,
    min_frequency: u64,
) -> Vec<UnitDispersion> {
    let (text, units) = (RunningText::of(*sentences), sentences.units);
    let frequent = ngrams.ngrams.iter().zip(0_u32..).filter(|(ngram, _)| ngram.frequency >= min_frequency);
    let places: HashMap<[u32; LONGEST_NGRAM], u32, FixedState> =
        frequent.map(|(ngram, place)| (ngram.units, place)).collect();
    let known = |run: &[u32], give: &mut dyn FnMut(u32, usize)| {
        for (sequence, place) in run.windows(ngrams.n.max(1)).zip(0..) {
            let mut units = [0; LONGEST_NGRAM];
            units.iter_mut().zip(sequence).for_each(|(unit, &given)| *unit = given);
            if let Some(&item) = places.get(&units) {
                give(item, place);
            }
        }
    };
    let language = |item: u32| {
        let first = ngrams.ngrams.get(item as usize).map_or(0, |ngram| ngram.units[0]);
        units.words().language(first as usize)
    };
    let positions = text.positions(ngrams.ngrams.len(), &known);
    text.spreads(&positions, &language, division, min_frequency)
}

/// The counted tokens of each language in a row.
struct RunningText<'a> {
    sentences: CorpusSentences<'a>,
    /// Where each document begins among the tokens of a language; at last, how many there are.
    starts: BTreeMap<Language, Vec<u64>>,
}

/// Finds the items of a sentence: each with the place of its first token.
type Find<'f> = &'f (dyn Fn(&[u32], &mut dyn FnMut(u32, usize)) + Sync);

impl<'a> RunningText<'a> {
    fn of(sentences: CorpusSentences<'a>) -> Self {
        let units = sentences.units;
        let documents: Vec<DocumentId> = sentences.corpus.document_ids().collect();
        let tokens: Vec<BTreeMap<Language, u64>> = documents
            .into_par_iter()
            .map(|document| {
                let mut tokens = BTreeMap::new();
                sentences.each_run(document.index(), &mut |run| {
                    if let Some(language) = language_of(units, run) {
                        *tokens.entry(language).or_default() += run.len() as u64;
                    }
                });
                tokens
            })
            .collect();
        let mut starts: BTreeMap<Language, Vec<u64>> = BTreeMap::new();
        for language in tokens.iter().flat_map(BTreeMap::keys) {
            starts.entry(*language).or_insert_with(|| vec![0]);
        }
        for (language, starts) in &mut starts {
            let mut end = 0;
            starts.extend(tokens.iter().map(|tokens| {
                end += tokens.get(language).copied().unwrap_or_default();
                end
            }));
        }
        Self { sentences, starts }
    }

    /// The ascending positions of each of so many items among the tokens of their language.
    fn positions(&self, items: usize, find: Find<'_>) -> Vec<Vec<u64>> {
        let of_document = |document: usize| -> Vec<(u32, u64)> {
            let mut found = Vec::new();
            let start = |language: &Language| {
                self.starts.get(language).and_then(|starts| starts.get(document)).copied().unwrap_or_default()
            };
            let mut lengths: BTreeMap<Language, u64> = BTreeMap::new();
            self.sentences.each_run(document, &mut |run| {
                let Some(language) = language_of(self.sentences.units, run) else { return };
                let position = lengths.entry(language).or_insert_with(|| start(&language));
                find(run, &mut |item, place| found.push((item, *position + place as u64)));
                *position += run.len() as u64;
            });
            found
        };
        let found: Vec<Vec<(u32, u64)>> =
            (0..self.sentences.documents()).into_par_iter().map(of_document).collect();
        let mut counts = vec![0_usize; items];
        found.iter().flatten().for_each(|&(item, _)| counts[item as usize] += 1);
        let mut positions: Vec<Vec<u64>> = counts.into_iter().map(Vec::with_capacity).collect();
        found.iter().flatten().for_each(|&(item, position)| positions[item as usize].push(position));
        positions
    }

    fn spreads(
        &self,
        positions: &[Vec<u64>],
        language: &(dyn Fn(u32) -> Language + Sync),
        division: Division,
        min_frequency: u64,
    ) -> Vec<UnitDispersion> {
        let parts: BTreeMap<Language, RunningParts> = self
            .starts
            .iter()
            .filter_map(|(language, starts)| Some((*language, RunningParts::of(starts, division)?)))
            .collect();
        positions
            .par_iter()
            .zip(0_u32..positions.len() as u32)
            .filter(|(positions, _)| positions.len() as u64 >= min_frequency.max(1))
            .filter_map(|(positions, item)| {
                let parts = parts.get(&language(item))?;
                Some(UnitDispersion {
                    item,
                    frequency: positions.len() as u64,
                    dispersion: Dispersion::of(&parts.with(positions), &parts.summary),
                    spacing: Spacing::of(positions, parts.summary.total_size()),
                })
            })
            .collect()
    }
}

/// The language of a sentence, which is that of its words.
fn language_of(units: &Units<'_>, run: &[u32]) -> Option<Language> {
    run.first().map(|&unit| units.words().language(unit as usize))
}

/// The parts of the running text of a language.
struct RunningParts {
    /// Where each part that is not empty begins; at last, where the text ends.
    bounds: Vec<u64>,
    summary: PartsSummary,
}

impl RunningParts {
    fn of(starts: &[u64], division: Division) -> Option<Self> {
        let tokens = *starts.last()?;
        let mut bounds = match division {
            Division::Documents => starts.to_vec(),
            Division::Equal(parts) => {
                let parts = parts.clamp(1, tokens.max(1));
                let bound = |part: u64| (u128::from(part) * u128::from(tokens) / u128::from(parts)) as u64;
                (0..=parts).map(bound).collect()
            }
        };
        bounds.dedup();
        let sizes = bounds.windows(2).map(|pair| pair[1] - pair[0]);
        let summary = PartsSummary::of(sizes)?;
        Some(Self { bounds, summary })
    }

    /// The parts in which ascending positions lie.
    fn with(&self, mut positions: &[u64]) -> Vec<PartCount> {
        let mut parts = Vec::new();
        let mut bounds = self.bounds.as_slice();
        while let Some(&first) = positions.first() {
            let next = bounds.partition_point(|&bound| bound <= first);
            let (Some(&start), Some(&end)) = (bounds.get(next.wrapping_sub(1)), bounds.get(next)) else {
                break;
            };
            let count = positions.partition_point(|&position| position < end);
            parts.push(PartCount { count: count as u64, size: end - start });
            positions = &positions[count..];
            bounds = &bounds[next..];
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Division, RunningParts};

    proptest! {
        #[test]
        fn occurrences_are_counted_in_their_parts(
            sizes in proptest::collection::vec(0_u64..6, 1..12),
            places in proptest::collection::btree_set(0_u64..40, 0..20),
            equal in proptest::option::of(1_u64..50),
        ) {
            let mut starts = vec![0];
            starts.extend(sizes.iter().scan(0, |sum, size| { *sum += size; Some(*sum) }));
            let tokens = *starts.last().unwrap();
            let places: Vec<u64> = places.into_iter().filter(|place| *place < tokens).collect();
            let Some(parts) = RunningParts::of(&starts, equal.map_or(Division::Documents, Division::Equal)) else {
                prop_assert_eq!(tokens, 0);
                return Ok(());
            };
            // One token after the other, and one part after the other.
            let slow: Vec<(u64, u64)> = parts.bounds.windows(2).map(|part| {
                (places.iter().filter(|place| (part[0]..part[1]).contains(place)).count() as u64, part[1] - part[0])
            }).collect();
            let found: Vec<(u64, u64)> = parts.with(&places).iter().map(|part| (part.count, part.size)).collect();
            prop_assert_eq!(found, slow.iter().copied().filter(|part| part.0 > 0).collect::<Vec<_>>());
            prop_assert_eq!(parts.summary.total_size(), tokens);
            match equal {
                Some(equal) => {
                    prop_assert_eq!(parts.summary.parts(), equal.min(tokens));
                    let range = || slow.iter().map(|part| part.1);
                    prop_assert!(range().max().unwrap() - range().min().unwrap() <= 1);
                }
                None => prop_assert_eq!(parts.summary.parts(), sizes.iter().filter(|size| **size > 0).count() as u64),
            }
        }
    }
}

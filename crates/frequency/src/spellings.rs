//! How sequences are spelt: `Security Council`, `World War II`, though each word alone is mostly written otherwise.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use textmill_corpus::SurfaceId;

use crate::{CorpusSentences, LONGEST_NGRAM, NgramCounts, Sentences, shares::sum_of_shares};

/// So many of the most frequent sequences have a spelling of their own: to count those of all would take as long as to count the sequences.
pub const SPELT_SEQUENCES: usize = 20_000;
/// So many bits tell which two units sequences begin with: most sequences of a text need no look at the table.
const BEGINNINGS: usize = 1 << 18;

type Units = [u32; LONGEST_NGRAM];
/// The place of a sequence, and how it is written.
type Spelling = (u32, Units);

/// The commonest spelling of each of the first [`SPELT_SEQUENCES`] sequences, which were counted in the same sentences; of equally frequent
/// ones the first in the order of the surfaces. Unused places are 0.
pub fn commonest_spellings(
    sentences: &CorpusSentences<'_>,
    ngrams: &NgramCounts,
) -> Vec<[SurfaceId; LONGEST_NGRAM]> {
    let n = ngrams.n.clamp(1, LONGEST_NGRAM);
    let spelt = ngrams.ngrams.iter().take(SPELT_SEQUENCES);
    let places: HashMap<Units, u32, FixedState> =
        spelt.zip(0..).map(|(ngram, place)| (ngram.units, place)).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let mut begins = vec![false; BEGINNINGS];
    places.keys().for_each(|units| begins[beginning(units[0], units[1])] = true);
    let of_documents = |documents: std::ops::Range<usize>| {
        let mut counts = SpellingCounts::new(places.len());
        for document in documents {
            sentences.each_surface_run(document, &mut |surfaces| {
                count_spellings(sentences, n, surfaces, &begins, &places, &mut counts);
            });
        }
        counts.into_all()
    };
    let counts = sum_of_shares(sentences.documents(), of_documents, |mut sum, more| {
        more.into_iter().for_each(|(spelling, count)| *sum.entry(spelling).or_default() += count);
        sum
    });
    commonest(places.len(), counts.unwrap_or_default())
}

/// How often each sequence is written in which way. Most are nearly always written as where they stand first.
struct SpellingCounts {
    /// The first spelling of each sequence; its count is 0 if there is none yet.
    firsts: Vec<(Units, u32)>,
    others: HashMap<Spelling, u32, FixedState>,
}

impl SpellingCounts {
    fn new(sequences: usize) -> Self {
        Self { firsts: vec![([0; LONGEST_NGRAM], 0); sequences], others: HashMap::default() }
    }

    fn add(&mut self, place: u32, spelling: Units) {
        let (first, count) = &mut self.firsts[place as usize];
        if *count == 0 {
            *first = spelling;
        }
        if *first == spelling {
            *count += 1;
        } else {
            *self.others.entry((place, spelling)).or_default() += 1;
        }
    }

    /// The counts of all spellings.
    fn into_all(self) -> HashMap<Spelling, u32, FixedState> {
        let mut all = self.others;
        let firsts = (0..).zip(self.firsts).filter(|(_, (_, count))| *count > 0);
        all.extend(firsts.map(|(place, (spelling, count))| ((place, spelling), count)));
        all
    }
}

fn count_spellings(
    sentences: &CorpusSentences<'_>,
    n: usize,
    surfaces: &[SurfaceId],
    begins: &[bool],
    places: &HashMap<Units, u32, FixedState>,
    counts: &mut SpellingCounts,
) {
    for sequence in surfaces.windows(n) {
        let unit = |surface: &SurfaceId| sentences.units.of(*surface);
        let second = sequence.get(1).map_or(0, unit);
        if !begins[beginning(unit(&sequence[0]), second)] {
            continue;
        }
        let (mut units, mut spelling) = ([0; LONGEST_NGRAM], [0; LONGEST_NGRAM]);
        for (place, surface) in sequence.iter().enumerate() {
            (units[place], spelling[place]) = (unit(surface), surface.0);
        }
        if let Some(&place) = places.get(&units) {
            counts.add(place, spelling);
        }
    }
}

/// The bit for the first two units of a sequence.
fn beginning(first: u32, second: u32) -> usize {
    let mixed = u64::from(first).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ u64::from(second).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    (mixed >> 40) as usize % BEGINNINGS
}

/// The commonest spelling of each place. The order of the table does not matter: of any two spellings one is better.
#[allow(
    clippy::iter_over_hash_type,
    reason = "of any two spellings one is better, in whatever order they come"
)]
fn commonest(places: usize, counts: HashMap<Spelling, u32, FixedState>) -> Vec<[SurfaceId; LONGEST_NGRAM]> {
    let mut best: Vec<Option<(u32, Units)>> = vec![None; places];
    for ((place, spelling), count) in counts {
        let known = &mut best[place as usize];
        let is_better = known.is_none_or(|(most, first)| count > most || count == most && spelling < first);
        if is_better {
            *known = Some((count, spelling));
        }
    }
    best.into_iter()
        .map(|best| best.map_or([0; LONGEST_NGRAM], |(_, spelling)| spelling).map(SurfaceId))
        .collect()
}

//! What two documents share around a seed, as far as it goes.

use rayon::prelude::*;

use super::{
    seeds::{SeedPlace, SeedRule, SharedSeeds},
    texts::BORDER,
};

/// A sequence of terms at two places of two documents that differ before and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) length: u32,
}

/// A sequence at so many places is compared place by place. Of one at more, which is a formula or a text with hundreds of copies, each place
/// is compared with those whose text goes on like its own, to the right and to the left.
pub(super) const ALL_PAIRS: usize = 128;
/// With so many of these on each side.
const NEIGHBOURS: usize = 16;

/// Texts that go on alike for so many terms are in the order of their places.
const COMPARED: usize = 1024;

/// The places of a sequence without those that overlap with the one before and with the one behind: a text that repeats one word for pages
/// has the sequence at every place, and its first and last ones say all of it.
fn without_periods(group: &[SeedPlace], length: usize) -> Vec<SeedPlace> {
    let overlap = |one: Option<&SeedPlace>, other: &SeedPlace| {
        one.is_some_and(|one| {
            one.document == other.document && one.place.abs_diff(other.place) < length as u32
        })
    };
    let is_inside = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| group.get(before));
        overlap(before, &group[place]) && overlap(group.get(place + 1), &group[place])
    };
    (0..group.len()).filter(|place| !is_inside(*place)).map(|place| group[place]).collect()
}

/// Which places of the terms are seeds that documents share, and which of them are at many places.
pub(super) struct SeedMarks {
    shared: Vec<u64>,
    crowded: Vec<u64>,
}

impl SeedMarks {
    /// `most_places`: a seed at more is at many.
    fn of(seeds: &SharedSeeds, terms: usize, most_places: usize) -> Self {
        let words = terms / 64 + 1;
        let mut marks = Self { shared: vec![0; words], crowded: vec![0; words] };
        for group in seeds.groups() {
            for seed in group {
                let (word, bit) = (seed.place as usize / 64, 1 << (seed.place % 64));
                marks.shared[word] |= bit;
                if group.len() > most_places {
                    marks.crowded[word] |= bit;
                }
            }
        }
        marks
    }

    fn is_set(bits: &[u64], place: usize) -> bool {
        bits.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// All matches of at least some terms, each once, in ascending order.
pub(super) fn matches(terms: &[u32], seeds: &SharedSeeds, rule: SeedRule, min_tokens: usize) -> Vec<Match> {
    let marks = SeedMarks::of(seeds, terms.len(), ALL_PAIRS);
    let finder = Finder { terms, marks: &marks, rule, min_tokens };
    collected(seeds, |group, found| finder.add_group(group, found))
}

/// The matches that hold a seed at few places, each once, in ascending order.
pub(super) fn matches_of_rare(
    terms: &[u32],
    seeds: &SharedSeeds,
    rule: SeedRule,
    min_tokens: usize,
    most_places: usize,
) -> Vec<Match> {
    let marks = SeedMarks::of(seeds, terms.len(), most_places);
    let finder = Finder { terms, marks: &marks, rule, min_tokens };
    collected(seeds, |group, found| {
        if group.len() <= most_places {
            finder.add_pairs(group, found);
        }
    })
}

fn collected(
    seeds: &SharedSeeds,
    add_group: impl Fn(&[SeedPlace], &mut Vec<Match>) + Send + Sync,
) -> Vec<Match> {
    let mut matches: Vec<Match> = (0..seeds.len())
        .into_par_iter()
        .with_min_len(64)
        .fold(Vec::new, |mut found, group| {
            add_group(seeds.group(group), &mut found);
            found
        })
        .flatten_iter()
        .collect();
    matches.par_sort_unstable();
    matches.dedup();
    matches
}

struct Finder<'a> {
    terms: &'a [u32],
    marks: &'a SeedMarks,
    rule: SeedRule,
    min_tokens: usize,
}

/// Another seed of a match that is sure to find it too, so that it is found once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FoundBy {
    /// One before, if it is at few places.
    EarlierOfFew,
    /// Any one before.
    Earlier,
    /// Any one behind.
    Later,
}

impl Finder<'_> {
    fn add_group(&self, group: &[SeedPlace], found: &mut Vec<Match>) {
        if group.len() <= ALL_PAIRS {
            return self.add_pairs(group, found);
        }
        let mut order = without_periods(group, self.rule.length);
        order.sort_by(|one, other| self.to_the_right(*one, *other));
        self.add_neighbours(&order, FoundBy::Earlier, found);
        order.sort_by(|one, other| self.to_the_left(*one, *other));
        self.add_neighbours(&order, FoundBy::Later, found);
    }

    fn add_pairs(&self, group: &[SeedPlace], found: &mut Vec<Match>) {
        for (place, one) in group.iter().enumerate() {
            for other in &group[place + 1..] {
                found.extend(self.around(*one, *other, FoundBy::EarlierOfFew));
            }
        }
    }

    /// Neighbours in the order of what follows are neighbours at every earlier seed of their match too: what stands between them there has
    /// all of the match, and stands between them here. So is it with what goes before, and later seeds.
    fn add_neighbours(&self, order: &[SeedPlace], found_by: FoundBy, found: &mut Vec<Match>) {
        for (place, one) in order.iter().enumerate() {
            for other in order[place + 1..].iter().take(NEIGHBOURS) {
                found.extend(self.around(*one, *other, found_by));
            }
        }
    }

    fn to_the_right(&self, one: SeedPlace, other: SeedPlace) -> std::cmp::Ordering {
        let rest = |place: SeedPlace| {
            let rest = self.terms.get(place.place as usize + self.rule.length..).unwrap_or_default();
            rest.iter().take(COMPARED).take_while(|term| **term != BORDER)
        };
        rest(one).cmp(rest(other)).then(one.place.cmp(&other.place))
    }

    fn to_the_left(&self, one: SeedPlace, other: SeedPlace) -> std::cmp::Ordering {
        let rest = |place: SeedPlace| {
            let rest = self.terms.get(..place.place as usize).unwrap_or_default();
            rest.iter().rev().take(COMPARED).take_while(|term| **term != BORDER)
        };
        rest(one).cmp(rest(other)).then(one.place.cmp(&other.place))
    }

    /// The match around a seed at two places, unless another of its seeds finds it or it is too short.
    fn around(&self, one: SeedPlace, other: SeedPlace, found_by: FoundBy) -> Option<Match> {
        if one.document == other.document {
            return None;
        }
        let (one, other) = (one.place.min(other.place) as usize, one.place.max(other.place) as usize);
        let is_equal =
            |one: usize, other: usize| self.terms[one] == self.terms[other] && self.terms[one] != BORDER;
        let is_seed = |one: usize, other: usize| {
            SeedMarks::is_set(&self.marks.shared, one) && SeedMarks::is_set(&self.marks.shared, other)
        };
        let mut before = 0;
        // A border stands first, so there is always a term before a seed.
        while is_equal(one - before - 1, other - before - 1) {
            before += 1;
            let (one, other) = (one - before, other - before);
            let is_found = match found_by {
                FoundBy::EarlierOfFew => is_seed(one, other) && !SeedMarks::is_set(&self.marks.crowded, one),
                FoundBy::Earlier => is_seed(one, other),
                FoundBy::Later => false,
            };
            if is_found {
                return None;
            }
        }
        let mut length = self.rule.length;
        while is_equal(one + length, other + length) {
            length += 1;
            let later = length - self.rule.length;
            if found_by == FoundBy::Later && is_seed(one + later, other + later) {
                return None;
            }
        }
        let length = before + length;
        let (one, other) = ((one - before) as u32, (other - before) as u32);
        (length >= self.min_tokens).then_some(Match { one, other, length: length as u32 })
    }
}

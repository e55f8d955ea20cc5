//! In how many windows terms occur, and pairs of them.

use rayon::prelude::*;

use super::sliding::{Slider, TrackedWindows};

/// Boolean sliding windows: for each of some terms, and each pair of terms of one topic, the number of windows they are in.
///
/// A window has a fixed number of terms and moves by one. A passage that is not longer than a window is one window, and
/// a passage without terms has no window. Whether a term is in a window more than once does not matter.
#[derive(Clone, Debug)]
pub struct Cooccurrences {
    tracked: Tracked,
    counts: TrackedWindows,
}

/// The windows of two terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairCounts {
    /// All windows.
    pub windows: u64,
    /// Those that the first term is in.
    pub first: u64,
    /// Those that the second term is in.
    pub second: u64,
    /// Those that both are in.
    pub both: u64,
}

impl Cooccurrences {
    /// Counts the terms of all topics in one pass, the same for any number of threads.
    ///
    /// Terms should be numbered from 0 without large gaps, because memory is reserved for each number up to the largest
    /// term of a topic. A window of 0 terms is treated as one of 1.
    pub fn of(passages: &[&[u32]], topics: &[Vec<u32>], window: usize) -> Self {
        let tracked = Tracked::of(topics);
        let slid = passages.par_iter().fold(
            || Slider::new(&tracked, window),
            |mut slider, passage| {
                slider.pass(passage);
                slider
            },
        );
        let zero = || TrackedWindows::zero(&tracked);
        // Whole numbers: the order in which the parts are added does not matter.
        let counts = slid.map(Slider::into_counts).reduce(zero, |sum, part| sum.add(&part));
        Self { tracked, counts }
    }

    /// The number of windows.
    pub fn windows(&self) -> u64 {
        self.counts.windows
    }

    /// The counts of two terms; `None` unless one topic has both.
    pub fn pair(&self, first: u32, second: u32) -> Option<PairCounts> {
        let (one, other) = (self.tracked.place_of(first)?, self.tracked.place_of(second)?);
        let both = if one == other {
            self.counts.terms[one]
        } else {
            self.counts.pairs[self.tracked.pair_of(one, other)?]
        };
        Some(PairCounts {
            windows: self.counts.windows,
            first: self.counts.terms[one],
            second: self.counts.terms[other],
            both,
        })
    }
}

/// The terms and pairs that are counted.
#[derive(Clone, Debug)]
pub(super) struct Tracked {
    /// In order.
    pub(super) terms: Vec<u32>,
    /// For each number of a term, its place among the terms.
    places: Vec<Option<u32>>,
    /// Term by term, the terms that it shares a topic with, in order.
    partners: Vec<Vec<Partner>>,
    /// The number of pairs.
    pub(super) pairs: usize,
}

/// A term that shares a topic with another, and the number of the pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partner {
    pub(super) term: usize,
    pub(super) pair: usize,
}

impl Tracked {
    fn of(topics: &[Vec<u32>]) -> Self {
        let mut terms: Vec<u32> = topics.iter().flatten().copied().collect();
        terms.sort_unstable();
        terms.dedup();
        let mut places = vec![None; terms.last().map_or(0, |&term| term as usize + 1)];
        for (place, &term) in terms.iter().enumerate() {
            places[term as usize] = Some(place as u32);
        }
        let mut tracked = Self { partners: vec![Vec::new(); terms.len()], terms, places, pairs: 0 };
        tracked.add_pairs(topics);
        tracked
    }

    fn add_pairs(&mut self, topics: &[Vec<u32>]) {
        let mut pairs = Vec::new();
        for topic in topics {
            let places: Vec<usize> = topic.iter().filter_map(|&term| self.place_of(term)).collect();
            for (number, &one) in places.iter().enumerate() {
                let others = places[number + 1..].iter().filter(|&&other| other != one);
                pairs.extend(others.map(|&other| (one.min(other), one.max(other))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.pairs = pairs.len();
        for (pair, (one, other)) in pairs.into_iter().enumerate() {
            self.partners[one].push(Partner { term: other, pair });
            self.partners[other].push(Partner { term: one, pair });
        }
        for partners in &mut self.partners {
            partners.sort_unstable_by_key(|partner| partner.term);
        }
    }

    pub(super) fn place_of(&self, term: u32) -> Option<usize> {
        self.places.get(term as usize).copied().flatten().map(|place| place as usize)
    }

    pub(super) fn partners(&self, term: usize) -> &[Partner] {
        &self.partners[term]
    }

    pub(super) fn pair_of(&self, one: usize, other: usize) -> Option<usize> {
        let partners = self.partners(one);
        let place = partners.binary_search_by_key(&other, |partner| partner.term).ok()?;
        partners.get(place).map(|partner| partner.pair)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cooccurrences, PairCounts};
    use crate::coherence::examples;

    #[test]
    fn only_pairs_within_a_topic_are_counted() {
        let passages = [vec![0, 1, 2, 3], vec![2, 0, 0]];
        let counts = Cooccurrences::of(&examples::slices(&passages), &[vec![2, 0], vec![1, 3], vec![]], 10);
        let pair = PairCounts { windows: 2, first: 2, second: 2, both: 2 };
        assert_eq!(counts.pair(0, 2), Some(pair));
        assert_eq!(counts.pair(3, 1), Some(PairCounts { first: 1, second: 1, both: 1, ..pair }));
        assert_eq!(counts.pair(0, 1), None);
        assert_eq!(counts.pair(0, 99), None);
    }

    #[test]
    fn nothing_to_count() {
        assert_eq!(Cooccurrences::of(&[], &[], 10).windows(), 0);
        let counts = Cooccurrences::of(&[&[]], &[vec![4, 5]], 10);
        assert_eq!(counts.pair(4, 5), Some(PairCounts { windows: 0, first: 0, second: 0, both: 0 }));
    }

    #[test]
    fn any_number_of_threads_counts_the_same() {
        let passages: Vec<Vec<u32>> = examples::passages().into_iter().cycle().take(900).collect();
        let count = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let slices = examples::slices(&passages);
            let counts = pool.install(|| Cooccurrences::of(&slices, &examples::topics(), 7)).counts;
            (counts.windows, counts.terms, counts.pairs)
        };
        assert_eq!(count(1), count(2));
        assert_eq!(count(1), count(8));
    }
}

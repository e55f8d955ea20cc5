//! Where the source of a quotation may be: windows of sentences that share much with it.

use std::cmp::Reverse;

/// The weight that sentences, or quotations, share with a quotation; uses its memory again for the next one.
pub(super) struct SharedWeights {
    /// Of 400 words, each of 32 bits at most, the sum fits: small numbers for many sentences.
    weights: Vec<u32>,
    /// The sentences that have any.
    touched: Vec<u32>,
}

impl SharedWeights {
    pub(super) fn new(sentences: usize) -> Self {
        Self { weights: vec![0; sentences], touched: Vec::new() }
    }

    pub(super) fn add(&mut self, sentence: u32, weight: u64) {
        let sum = &mut self.weights[sentence as usize];
        if *sum == 0 {
            self.touched.push(sentence);
        }
        *sum = sum.saturating_add(u32::try_from(weight.max(1)).unwrap_or(u32::MAX));
    }

    pub(super) fn drain(&mut self, mut take: impl FnMut(u32, u64)) {
        for sentence in self.touched.drain(..) {
            take(sentence, u64::from(std::mem::take(&mut self.weights[sentence as usize])));
        }
    }
}

/// The sentences with the largest weights, a limited number of them; of equal ones those that come first.
pub(super) struct Heaviest {
    limit: usize,
    /// Up to twice as many, the largest among them.
    kept: Vec<(Reverse<u64>, u32)>,
    /// What is lighter cannot be among them.
    least: u64,
}

impl Heaviest {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: Vec::with_capacity(2 * limit), least: 0 }
    }

    #[inline]
    pub(super) fn add(&mut self, sentence: u32, weight: u64) {
        if weight < self.least {
            return;
        }
        self.kept.push((Reverse(weight), sentence));
        if self.kept.len() == 2 * self.limit {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.limit {
            let (_, (Reverse(least), _), _) = self.kept.select_nth_unstable(self.limit - 1);
            self.least = *least;
            self.kept.truncate(self.limit);
        }
    }

    /// The sentences, in no order.
    pub(super) fn sentences(mut self) -> impl Iterator<Item = u32> {
        self.cut();
        self.kept.into_iter().map(|(_, sentence)| sentence)
    }
}

/// A window that shares less of the weight of a quotation's stems cannot be similar: with shared weight s, weights q and w ≥ s, and
/// 2s / (q + w) ≥ .35, s is at least .21 q.
pub(super) const LEAST_SHARED: f64 = 0.21;

/// Another source is more than so many sentences away.
const NEAR: u32 = 3;

/// Neighbouring sentences, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Window {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Window {
    pub(super) fn is_near(self, other: Self) -> bool {
        self.first <= other.last + NEAR && other.first <= self.last + NEAR
    }
}

/// A window, and how much of a quotation it has.
pub(super) struct Scored {
    pub(super) window: Window,
    pub(super) dice: f64,
    /// The share of the quotation's stems; among equal ones that of a shorter window is larger by a little.
    pub(super) share: f64,
}

/// Of two windows with the same share the shorter one is better: what a weight of all is worth.
pub(super) const SHORTER: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::Heaviest;

    proptest! {
        #[test]
        fn the_heaviest_are_those_of_a_sorted_list(
            weights in prop::collection::vec(0_u64..9, 0..60),
            limit in 1_usize..12,
        ) {
            let mut heaviest = Heaviest::new(limit);
            let mut sorted: Vec<(Reverse<u64>, u32)> = weights.iter().map(|weight| Reverse(*weight)).zip(0..).collect();
            sorted.iter().for_each(|(weight, number)| heaviest.add(*number, weight.0));
            sorted.sort_unstable();
            sorted.truncate(limit);
            let mut expected: Vec<u32> = sorted.into_iter().map(|(_, number)| number).collect();
            expected.sort_unstable();
            let mut found: Vec<u32> = heaviest.sentences().collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}

//! Where the source of a quotation may be: windows of sentences that share much with it.

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

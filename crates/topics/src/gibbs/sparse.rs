//! Draws over the topics that a word has, for models of many topics.
//!
//! ```text
//! p(k) ∝ weight_k · n_kw + β · weight_k,   weight_k = (n_dk + α_k) / (n_k + V·β)
//! ```
//!
//! The first part is zero for all topics that the word does not have, and is summed for the others. The sum of the
//! weights in the second part is kept up to date. Only when a draw falls on it, which is rare, are all topics looked at.

use crate::gibbs::{
    lanes::{Count, Ends, LANES, LaneArray, Numbers, ends_of, lane_of, place_of},
    lists::{List, TopicLists},
    rates::Rates,
    simd::Simd,
    steps::Steps,
};

type Weights = Vec<LaneArray<f32>>;

/// The counts of a batch's beginning, as lists.
pub(crate) struct SparseSnapshot<'a, C> {
    pub(crate) lists: &'a TopicLists<C>,
    pub(crate) rates: &'a Rates<Weights>,
}

impl<C> Clone for SparseSnapshot<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for SparseSnapshot<'_, C> {}

impl<'a, C: Count> Steps for SparseSnapshot<'a, C> {
    type Passage = SparsePassage;
    type Word = List<'a, C>;
    type Target = Target;

    fn passage(self) -> SparsePassage {
        SparsePassage::new(self.rates.prior.len())
    }

    #[inline(always)]
    fn enter(self, passage: &mut SparsePassage, topics: &[u16]) {
        passage.enter(self.rates, topics);
    }

    #[inline(always)]
    fn word(self, word: u32) -> List<'a, C> {
        self.lists.list(word)
    }

    #[inline(always)]
    fn prefetch(self, simd: impl Simd, word: u32) {
        self.lists.prefetch(simd, word);
    }

    #[inline(always)]
    fn leave_out(self, passage: &mut SparsePassage, _list: List<'a, C>, topic: usize) {
        passage.leave_out(self.rates, topic);
    }

    #[inline(always)]
    fn sum(self, simd: impl Simd, passage: &mut SparsePassage, list: List<'a, C>, left_out: usize) -> Ends {
        passage.sum(simd, list, left_out)
    }

    #[inline(always)]
    fn aim(self, simd: impl Simd, passage: &SparsePassage, ends: &Ends, uniform: f32) -> Target {
        passage.aim(simd, self.rates, ends, uniform)
    }

    #[inline(always)]
    fn find(self, simd: impl Simd, passage: &mut SparsePassage, list: List<'a, C>, target: Target) -> usize {
        passage.find(simd, self.rates, list, target)
    }

    #[inline(always)]
    fn take_in(self, passage: &mut SparsePassage, old: usize, new: usize) {
        passage.take_in(self.rates, old, new);
    }
}

/// The state of one passage while it is sampled.
#[derive(Clone, Debug)]
pub(crate) struct SparsePassage {
    /// n_dk.
    counts: Weights,
    weights: Weights,
    /// The sum of the weights.
    total: f64,
    /// The sums of the last draw, along the blocks in each lane.
    along: Weights,
}

/// Where a draw falls.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// So far in a lane of the word's list.
    List(usize, f32),
    /// At this part of the sum of all weights.
    Rest(f32),
}

impl SparsePassage {
    pub(crate) fn new(blocks: usize) -> Self {
        let zero = Weights::zero(blocks);
        Self { counts: zero.clone(), weights: zero.clone(), total: 0.0, along: zero }
    }

    /// Begins a passage whose tokens have these topics.
    #[inline(always)]
    pub(crate) fn enter(&mut self, rates: &Rates<Weights>, topics: &[u16]) {
        self.weights.clone_from(&rates.prior);
        self.total = rates.all_prior;
        self.counts.as_flattened_mut().fill(0.0);
        for &topic in topics {
            self.add(rates, usize::from(topic));
        }
    }

    /// Takes away a token that the list and the rates still count.
    #[inline(always)]
    pub(crate) fn leave_out(&mut self, rates: &Rates<Weights>, topic: usize) {
        *self.counts.of_mut(topic) -= 1.0;
        let in_passage = self.counts.of(topic) + rates.alpha.of(topic);
        self.set(topic, in_passage * rates.rate_without.of(topic));
    }

    /// Gives the token that was left out its new topic.
    #[inline(always)]
    pub(crate) fn take_in(&mut self, rates: &Rates<Weights>, old: usize, new: usize) {
        self.weigh(rates, old);
        self.add(rates, new);
    }

    /// Weighs the topics in the list of a word, of which a token of topic `left_out` is not counted.
    #[inline(always)]
    pub(crate) fn sum<S: Simd, C: Count>(&mut self, simd: S, list: List<'_, C>, left_out: usize) -> Ends {
        let (left_out, mut sum) = (simd.load_counters(&[left_out as u32; LANES]), simd.splat(0.0));
        let weights = self.weights.as_flattened();
        for ((along, topics), counts) in self.along.iter_mut().zip(list.topics).zip(list.counts) {
            let is_left_out = simd.equal(simd.widen(topics), left_out);
            let counts = simd.minus_one_where(C::load_counters(simd, counts), is_left_out);
            let weights = simd.gather(weights, topics);
            sum = simd.add(sum, simd.multiply(weights, simd.convert(counts)));
            *along = simd.store(sum);
        }
        ends_of(simd, sum)
    }

    #[inline(always)]
    pub(crate) fn aim(&self, simd: impl Simd, rates: &Rates<Weights>, ends: &Ends, uniform: f32) -> Target {
        let (of_list, rest) = (ends[LANES], rates.beta * self.total as f32);
        let target = uniform * (of_list + rest);
        if target < of_list {
            let (lane, into) = lane_of(simd, ends, target);
            Target::List(lane, into)
        } else {
            Target::Rest((target - of_list) / rest)
        }
    }

    /// The topic that a target falls on. A target that rounding lets fall behind the last topic goes to the last.
    #[inline(always)]
    pub(crate) fn find<C: Count>(
        &mut self,
        simd: impl Simd,
        rates: &Rates<Weights>,
        list: List<'_, C>,
        target: Target,
    ) -> usize {
        match target {
            Target::List(lane, into) => {
                let place =
                    place_of(simd, &self.along[..list.topics.len()], (lane, into)).min(list.length - 1);
                usize::from(list.topics.as_flattened()[place])
            }
            Target::Rest(part) => self.find_in_all(simd, rates, part),
        }
    }

    #[inline(always)]
    fn find_in_all(&mut self, simd: impl Simd, rates: &Rates<Weights>, part: f32) -> usize {
        let mut sum = simd.splat(0.0);
        for (along, weights) in self.along.iter_mut().zip(&self.weights) {
            sum = simd.add(sum, simd.load(weights));
            *along = simd.store(sum);
        }
        let ends = ends_of(simd, sum);
        let target = lane_of(simd, &ends, part * ends[LANES]);
        place_of(simd, &self.along, target).min(rates.topics - 1)
    }

    #[inline(always)]
    fn add(&mut self, rates: &Rates<Weights>, topic: usize) {
        *self.counts.of_mut(topic) += 1.0;
        self.weigh(rates, topic);
    }

    #[inline(always)]
    fn weigh(&mut self, rates: &Rates<Weights>, topic: usize) {
        let in_passage = self.counts.of(topic) + rates.alpha.of(topic);
        self.set(topic, in_passage * rates.rate.of(topic));
    }

    #[inline(always)]
    fn set(&mut self, topic: usize, weight: f32) {
        let place = self.weights.of_mut(topic);
        self.total += f64::from(weight) - f64::from(*place);
        *place = weight;
    }
}

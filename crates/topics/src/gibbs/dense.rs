//! Draws over all topics, for models of some hundred topics and for sampling one token after the other.
//!
//! ```text
//! p(k) ∝ weight_k · (n_kw + β),   weight_k = (n_dk + α_k) / (n_k + V·β)
//! ```
//!
//! The weights are those of one passage and change at two topics only when a token changes its topic, so a draw is one
//! multiplication and two additions a topic.

use crate::gibbs::{
    lanes::{Count, Ends, LANES, LaneArray, Numbers, at, ends_of, lane_of, place_of},
    rates::Rates,
    rows::{LINE, TopicRows},
    simd::Simd,
    steps::Steps,
};

/// The counts of a batch's beginning, as rows.
pub(crate) struct DenseSnapshot<'a, C, N> {
    pub(crate) rows: &'a TopicRows<C>,
    pub(crate) rates: &'a Rates<N>,
}

impl<C, N> Clone for DenseSnapshot<'_, C, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, N> Copy for DenseSnapshot<'_, C, N> {}

impl<'a, C: Count, N: Numbers> Steps for DenseSnapshot<'a, C, N> {
    type Passage = DensePassage<N>;
    type Word = &'a [LaneArray<C>];
    type Target = (usize, f32);

    fn passage(self) -> DensePassage<N> {
        DensePassage::new(self.rates.prior.length())
    }

    #[inline(always)]
    fn enter(self, passage: &mut DensePassage<N>, topics: &[u16]) {
        passage.enter(self.rates, topics);
    }

    #[inline(always)]
    fn word(self, word: u32) -> &'a [LaneArray<C>] {
        self.rows.row_of_length(word, self.rates.prior.length())
    }

    #[inline(always)]
    fn prefetch(self, simd: impl Simd, word: u32) {
        for line in self.word(word).chunks(LINE / size_of::<LaneArray<C>>()) {
            simd.prefetch(&line[0]);
        }
    }

    #[inline(always)]
    fn leave_out(self, passage: &mut DensePassage<N>, row: &'a [LaneArray<C>], topic: usize) {
        passage.leave_out(self.rates, row, topic);
    }

    #[inline(always)]
    fn sum(
        self,
        simd: impl Simd,
        passage: &mut DensePassage<N>,
        row: &'a [LaneArray<C>],
        _left_out: usize,
    ) -> Ends {
        passage.sum(simd, self.rates, &row[..self.rates.prior.length()])
    }

    #[inline(always)]
    fn aim(self, simd: impl Simd, _passage: &DensePassage<N>, ends: &Ends, uniform: f32) -> (usize, f32) {
        lane_of(simd, ends, uniform * ends[LANES])
    }

    #[inline(always)]
    fn find(
        self,
        simd: impl Simd,
        passage: &mut DensePassage<N>,
        _row: &'a [LaneArray<C>],
        target: (usize, f32),
    ) -> usize {
        passage.find(simd, self.rates, target)
    }

    #[inline(always)]
    fn take_in(self, passage: &mut DensePassage<N>, old: usize, new: usize) {
        passage.take_in(self.rates, old, new);
    }
}

/// The state of one passage while it is sampled.
#[derive(Clone, Debug)]
pub(crate) struct DensePassage<N> {
    /// n_dk.
    counts: N,
    weights: N,
    /// The sums of the last draw, along the blocks in each lane.
    along: N,
}

impl<N: Numbers> DensePassage<N> {
    pub(crate) fn new(blocks: usize) -> Self {
        Self { counts: N::zero(blocks), weights: N::zero(blocks), along: N::zero(blocks) }
    }

    /// Begins a passage whose tokens have these topics.
    #[inline(always)]
    pub(crate) fn enter(&mut self, rates: &Rates<N>, topics: &[u16]) {
        self.weights.clone_from(&rates.prior);
        self.counts.blocks_mut().as_flattened_mut().fill(0.0);
        for &topic in topics {
            self.add(rates, usize::from(topic));
        }
    }

    /// Takes a token away.
    #[inline(always)]
    pub(crate) fn remove(&mut self, rates: &Rates<N>, topic: usize) {
        *self.counts.of_mut(topic) -= 1.0;
        self.weigh(rates, topic);
    }

    /// Adds a token.
    #[inline(always)]
    pub(crate) fn add(&mut self, rates: &Rates<N>, topic: usize) {
        *self.counts.of_mut(topic) += 1.0;
        self.weigh(rates, topic);
    }

    /// Takes away a token that the row and the rates still count.
    #[inline(always)]
    pub(crate) fn leave_out<C: Count>(&mut self, rates: &Rates<N>, row: &[LaneArray<C>], topic: usize) {
        *self.counts.of_mut(topic) -= 1.0;
        let in_passage = self.counts.of(topic) + rates.alpha.of(topic);
        let of_word = at(row, topic).as_f32();
        let without = (of_word - 1.0 + rates.beta) / (of_word + rates.beta);
        *self.weights.of_mut(topic) = in_passage * rates.rate_without.of(topic) * without;
    }

    /// Gives the token that was left out its new topic.
    #[inline(always)]
    pub(crate) fn take_in(&mut self, rates: &Rates<N>, old: usize, new: usize) {
        self.weigh(rates, old);
        self.add(rates, new);
    }

    /// Weighs the topics for a word.
    #[inline(always)]
    pub(crate) fn sum<C: Count>(&mut self, simd: impl Simd, rates: &Rates<N>, row: &[LaneArray<C>]) -> Ends {
        let (beta, mut sum) = (simd.splat(rates.beta), simd.splat(0.0));
        let places = self.along.blocks_mut().iter_mut().zip(self.weights.blocks()).zip(row);
        for ((along, weights), counts) in places {
            let of_word = simd.add(simd.convert(C::load_counters(simd, counts)), beta);
            sum = simd.add(sum, simd.multiply(simd.load(weights), of_word));
            *along = simd.store(sum);
        }
        ends_of(simd, sum)
    }

    /// The topic that a target falls on. A target that rounding lets fall behind the last topic goes to the last.
    #[inline(always)]
    pub(crate) fn find(&self, simd: impl Simd, rates: &Rates<N>, target: (usize, f32)) -> usize {
        place_of(simd, self.along.blocks(), target).min(rates.topics - 1)
    }

    #[inline(always)]
    fn weigh(&mut self, rates: &Rates<N>, topic: usize) {
        let in_passage = self.counts.of(topic) + rates.alpha.of(topic);
        *self.weights.of_mut(topic) = in_passage * rates.rate.of(topic);
    }
}

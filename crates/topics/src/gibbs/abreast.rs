//! Draws over all topics for sixteen passages at once, for models of few topics.
//!
//! ```text
//! p(k) ∝ weight_k · (n_kw + β),   weight_k = (n_dk + α_k) / (n_k + V·β)
//! ```
//!
//! Each passage has a lane, and the topics follow one another: the counts of sixteen words are transposed, and every operation is that of
//! sixteen draws, none of which waits for another. The numbers are those of [`dense`](crate::gibbs::dense), added in the same order: blocks
//! of [`LANES`] topics, topic by topic along the blocks, then a tree across the topics of a block.

use std::array;

use crate::gibbs::{
    batch::{InWork, OpenPassage, Places, Snapshot, Waiting},
    lanes::{Count, LANES, LaneArray, Numbers, at},
    rates::Rates,
    rows::{LINE, TopicRows},
    simd::{Simd, WIDE},
    sweep::Sweep,
};

/// A number for each passage, where a register can be loaded from at once.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Lane16([f32; WIDE]);

/// The counts of a batch's beginning, as rows.
pub(crate) struct AbreastSnapshot<'a, C, N> {
    pub(crate) rows: &'a TopicRows<C>,
    pub(crate) rates: &'a Rates<N>,
}

impl<C, N> Clone for AbreastSnapshot<'_, C, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, N> Copy for AbreastSnapshot<'_, C, N> {}

/// The passages in work, each in a lane.
#[derive(Clone, Debug)]
pub(crate) struct Abreast {
    /// n_dk.
    counts: Vec<[Lane16; LANES]>,
    /// The sums of the last draw, along the blocks.
    along: Vec<[Lane16; LANES]>,
    /// The number of each topic.
    numbers: Vec<LaneArray<f32>>,
    tokens: Tokens,
}

/// A token of each passage.
#[derive(Clone, Debug, Default)]
struct Tokens {
    topics: Lane16,
    uniforms: Lane16,
    /// How often the word has the topic.
    counted: Lane16,
}

impl Abreast {
    fn new(topics: usize) -> Self {
        let blocks = topics.div_ceil(LANES);
        let number = |block: usize| array::from_fn(|lane| (block * LANES + lane) as f32);
        Self {
            counts: vec![Default::default(); blocks],
            along: vec![Default::default(); blocks],
            numbers: (0..blocks).map(number).collect(),
            tokens: Tokens::default(),
        }
    }

    #[inline(always)]
    fn count(&mut self, topic: usize, place: usize) -> &mut f32 {
        &mut self.counts.as_flattened_mut()[topic].0[place % WIDE]
    }
}

impl Places for Abreast {
    #[inline(always)]
    fn enter(&mut self, place: usize, topics: &[u16]) {
        for counts in self.counts.as_flattened_mut() {
            counts.0[place % WIDE] = 0.0;
        }
        for &topic in topics {
            *self.count(usize::from(topic), place) += 1.0;
        }
    }

    #[inline(always)]
    fn swap(&mut self, one: usize, other: usize) {
        for counts in self.counts.as_flattened_mut() {
            counts.0.swap(one % WIDE, other % WIDE);
        }
    }
}

impl<C: Count, N: Numbers> Snapshot for AbreastSnapshot<'_, C, N> {
    type Workspace = Abreast;

    fn workspace(self) -> Abreast {
        Abreast::new(self.rates.topics)
    }

    #[inline(always)]
    fn sample(self, simd: impl Simd, sweep: Sweep<'_>, abreast: &mut Abreast, waiting: Waiting<'_>) {
        let mut in_work = InWork::<WIDE>::begin(simd, sweep, waiting, abreast);
        while in_work.left_in_all() > 0 {
            for _ in 0..in_work.left_in_all() {
                self.step(simd, sweep, in_work.passages(), abreast);
            }
            in_work.replace_finished(simd, sweep, abreast);
        }
    }
}

impl<'a, C: Count, N: Numbers> AbreastSnapshot<'a, C, N> {
    /// Draws a new topic for the next token of each of the passages.
    #[inline(always)]
    fn step(
        self,
        simd: impl Simd,
        sweep: Sweep<'_>,
        passages: &mut [OpenPassage<'_>],
        abreast: &mut Abreast,
    ) {
        let mut rows = [self.row(0); WIDE];
        let mut old = [0; WIDE];
        for (place, passage) in passages.iter_mut().enumerate().take(WIDE) {
            let token = passage.next(simd, sweep, |soon| self.prefetch(simd, soon));
            (rows[place], old[place]) = (self.row(token.word), token.topic);
            abreast.tokens.topics.0[place] = token.topic as i32 as f32;
            abreast.tokens.uniforms.0[place] = token.uniform;
            abreast.tokens.counted.0[place] = at(rows[place], token.topic).as_f32();
        }
        let new = self.draw(simd, abreast, rows);
        for (place, passage) in passages.iter_mut().enumerate().take(WIDE) {
            let new = new[place] as usize;
            *abreast.count(old[place], place) -= 1.0;
            *abreast.count(new, place) += 1.0;
            passage.take(new);
        }
    }

    #[inline(always)]
    fn row(self, word: u32) -> &'a [LaneArray<C>] {
        self.rows.row_of_length(word, self.rates.prior.length())
    }

    #[inline(always)]
    fn prefetch(self, simd: impl Simd, word: u32) {
        for line in self.row(word).chunks(LINE / size_of::<LaneArray<C>>()) {
            simd.prefetch(&line[0]);
        }
    }

    /// A new topic for each of the tokens, whose words have these rows.
    #[inline(always)]
    fn draw(self, simd: impl Simd, abreast: &mut Abreast, rows: [&[LaneArray<C>]; WIDE]) -> [u32; WIDE] {
        let ends = tree(simd, self.sum(simd, abreast, rows));
        let target = simd.multiply_wide(simd.load_wide(&abreast.tokens.uniforms.0), ends[LANES - 1]);
        let new = place(simd, &abreast.along, &ends, target);
        let last = simd.splat_wide((self.rates.topics - 1) as f32);
        simd.store_integers(simd.select(simd.not_above_wide(new, last), new, last))
    }

    /// Weighs the topics for the tokens, which are left out: the sums along the blocks.
    #[inline(always)]
    fn sum<S: Simd>(self, simd: S, abreast: &mut Abreast, rows: [&[LaneArray<C>]; WIDE]) -> [S::Wide; LANES] {
        let Abreast { counts, along, numbers, tokens } = abreast;
        let (old, counted) = (simd.load_wide(&tokens.topics.0), simd.load_wide(&tokens.counted.0));
        let beta = simd.splat_wide(self.rates.beta);
        let without = simd.add_wide(simd.subtract_wide(counted, simd.splat_wide(1.0)), beta);
        let without = simd.divide_wide(without, simd.add_wide(counted, beta));
        let mut sums = [simd.splat_wide(0.0); LANES];
        let Rates { alpha, rate, rate_without, .. } = self.rates;
        let rates = alpha.blocks().iter().zip(rate.blocks().iter().zip(rate_without.blocks()));
        let topics = counts.iter().zip(along.iter_mut()).zip(numbers.iter().zip(rates));
        for (block, ((counts, along), (numbers, (alpha, (rate, rate_without))))) in topics.enumerate() {
            let of_words = C::transpose(simd, array::from_fn(|place| &rows[place][block]));
            for lane in 0..LANES {
                let is_old = simd.equal_wide(old, simd.splat_wide(numbers[lane]));
                let count = simd.decrement_where(is_old, simd.load_wide(&counts[lane].0));
                let in_passage = simd.add_wide(count, simd.splat_wide(alpha[lane]));
                let rate =
                    simd.select(is_old, simd.splat_wide(rate_without[lane]), simd.splat_wide(rate[lane]));
                let weight = simd.multiply_where(is_old, simd.multiply_wide(in_passage, rate), without);
                let weighed = simd.multiply_wide(weight, simd.add_wide(of_words[lane], beta));
                sums[lane] = simd.add_wide(sums[lane], weighed);
                along[lane].0 = simd.store_wide(sums[lane]);
            }
        }
        sums
    }
}

/// The sums up to and with each topic of a block, added as [`Simd::prefix`] does.
#[inline(always)]
fn tree<S: Simd>(simd: S, sums: [S::Wide; LANES]) -> [S::Wide; LANES] {
    let shifted = |sums: [S::Wide; LANES], by: usize| -> [S::Wide; LANES] {
        array::from_fn(
            |lane| if lane % 4 < by { sums[lane] } else { simd.add_wide(sums[lane], sums[lane - by]) },
        )
    };
    let halves = shifted(shifted(sums, 1), 2);
    array::from_fn(|lane| if lane < 4 { halves[lane] } else { simd.add_wide(halves[lane], halves[3]) })
}

/// The place that each target falls on: topic by topic of a block, along the blocks for each; as
/// [`lane_of`](crate::gibbs::lanes::lane_of) and [`place_of`](crate::gibbs::lanes::place_of) find it.
#[inline(always)]
fn place<S: Simd>(simd: S, along: &[[Lane16; LANES]], ends: &[S::Wide; LANES], target: S::Wide) -> S::Wide {
    let (zero, last) = (simd.splat_wide(0.0), simd.splat_wide((LANES - 1) as f32));
    let mut lanes = zero;
    for &end in ends {
        lanes = simd.increment_where(simd.not_above_wide(end, target), lanes);
    }
    lanes = simd.select(simd.not_above_wide(lanes, last), lanes, last);
    let mut blocks = zero;
    for lane in 0..LANES {
        let is_here = simd.equal_wide(lanes, simd.splat_wide(lane as f32));
        let into = if lane == 0 { target } else { simd.subtract_wide(target, ends[lane - 1]) };
        let mut passed = zero;
        for along in along {
            passed = simd.increment_where(simd.not_above_wide(simd.load_wide(&along[lane].0), into), passed);
        }
        blocks = simd.select(is_here, passed, blocks);
    }
    simd.add_wide(simd.multiply_wide(blocks, simd.splat_wide(LANES as f32)), lanes)
}

#[cfg(test)]
impl<C: Count, N: Numbers> AbreastSnapshot<'_, C, N> {
    /// Draws for one token, in one of the lanes; the topics of its passage are given.
    #[inline(always)]
    pub(crate) fn draw_one(
        self,
        simd: impl Simd,
        place: usize,
        topics: &[u16],
        token: crate::gibbs::batch::Token,
    ) -> usize {
        let mut abreast = self.workspace();
        abreast.enter(place, topics);
        let mut rows = [self.row(0); WIDE];
        rows[place] = self.row(token.word);
        abreast.tokens.topics.0[place] = token.topic as f32;
        abreast.tokens.uniforms.0[place] = token.uniform;
        abreast.tokens.counted.0[place] = at(rows[place], token.topic).as_f32();
        self.draw(simd, &mut abreast, rows)[place] as usize
    }
}

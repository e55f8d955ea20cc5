//! One sweep over a small corpus, strictly one token after the other.

use crate::gibbs::{
    dense::DensePassage,
    lanes::{Count, LANES, LaneArray, Numbers, at_mut, for_length, lane_of},
    philox::{AT_ONCE, Drawn},
    rates::Rates,
    rows::TopicRows,
    simd::{Simd, SimdWork},
    sweep::Sweep,
};

/// Samples every token; the counts follow every change.
pub(crate) fn sample<C: Count>(sweep: Sweep<'_>, counts: &mut TopicRows<C>, topics: &mut [u16]) {
    for_length!(counts.stride(), N => {
        let rates: Rates<N> = sweep.rates(counts.stride(), counts.totals());
        sweep.instructions.run(Sequence { sweep, counts, topics, rates });
    });
}

/// A whole sweep.
struct Sequence<'a, C, N> {
    sweep: Sweep<'a>,
    counts: &'a mut TopicRows<C>,
    topics: &'a mut [u16],
    rates: Rates<N>,
}

impl<C: Count, N: Numbers> SimdWork for Sequence<'_, C, N> {
    #[inline(always)]
    fn run(self, simd: impl Simd) {
        let Self { sweep, counts, topics, mut rates } = self;
        let mut state = DensePassage::<N>::new(counts.stride());
        for passage in 0..sweep.corpus.len() {
            let range = sweep.corpus.range(passage);
            let (words, topics) = (&sweep.corpus.tokens()[range.clone()], &mut topics[range]);
            state.enter(&rates, topics);
            let mut drawn = Drawn::default();
            for (position, (&word, topic)) in words.iter().zip(topics).enumerate() {
                if position.is_multiple_of(AT_ONCE) {
                    drawn = sweep.draw(simd, passage, position);
                }
                let old = usize::from(*topic);
                at_mut(counts.row_mut(word), old).decrement();
                counts.totals_mut()[old] -= 1;
                rates.set(old, counts.totals()[old]);
                state.remove(&rates, old);
                let ends = state.sum(simd, &rates, counts.row(word));
                let target = drawn.uniform(position) * ends[LANES];
                let new = state.find(simd, &rates, lane_of(simd, &ends, target));
                at_mut(counts.row_mut(word), new).increment();
                counts.totals_mut()[new] += 1;
                rates.set(new, counts.totals()[new]);
                state.add(&rates, new);
                *topic = new as u16;
            }
        }
    }
}

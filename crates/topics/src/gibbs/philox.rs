//! Random numbers that are a function of where they are used, not of what was drawn before.

use textmill_measures::{PhiloxWords, philox, philox_words};

use crate::gibbs::{
    lanes::{LANES, LaneArray},
    simd::Simd,
};

/// What a number is drawn for; part of the counter, so that no two uses share a number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// The first topic of a token.
    Start = 0,
    /// The next topic of a token in a sweep.
    Sweep = 1,
    /// The key of a chain.
    Chain = 2,
    /// Whether a passage is among those that a chain begins with.
    Sample = 3,
}

/// How many numbers are made at once.
pub(crate) const AT_ONCE: usize = 4 * LANES;

/// Numbers for [`AT_ONCE`] tokens: the words of as many counters as there are lanes, each of which serves four tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drawn([LaneArray<u32>; 4]);

impl Drawn {
    /// The number of the token at this position, from 0 (included) to 1 (excluded): the upper 24 bits as a fraction,
    /// which `f32` holds exactly.
    #[inline(always)]
    pub(crate) fn uniform(&self, position: usize) -> f32 {
        let bits = self.0[position % 4][position / 4 % LANES];
        (bits >> 8) as i32 as f32 * (1.0 / 16_777_216.0)
    }
}

/// The generator of one chain: [`philox`] with the chain's key, for several tokens at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Philox {
    key: [u32; 2],
}

impl Philox {
    /// The generator of one chain. The chain's key is itself drawn, as seed and chain do not fit into 64 bits.
    pub(crate) fn new(seed: u64, chain: u32) -> Self {
        let of_seed = [seed as u32, (seed >> 32) as u32];
        let [low, high, _, _] = philox([chain, 0, 0, Purpose::Chain as u32], of_seed);
        Self { key: [low, high] }
    }

    /// Numbers for [`AT_ONCE`] tokens from `position` (a multiple of it) on.
    #[inline(always)]
    pub(crate) fn draw(
        self,
        simd: impl Simd,
        purpose: Purpose,
        [sweep, passage, position]: [u32; 3],
    ) -> Drawn {
        let mut places = [position / 4; LANES];
        for (lane, place) in places.iter_mut().enumerate() {
            *place += lane as u32;
        }
        Drawn(self.blocks(simd, [[sweep; LANES], [passage; LANES], places, [purpose as u32; LANES]]))
    }

    #[inline(always)]
    fn blocks(self, simd: impl Simd, counter: [LaneArray<u32>; 4]) -> [LaneArray<u32>; 4] {
        let counter = counter.map(|words| simd.load_counters(&words));
        philox_words(Lanes(simd), counter, self.key).map(|words| simd.store_counters(words))
    }
}

/// Numbers for what comes before the first sweep, from 0 (included) to 1 (excluded).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draws(Philox);

impl Draws {
    /// Those of one chain.
    pub(crate) fn new(seed: u64, chain: u32) -> Self {
        Self(Philox::new(seed, chain))
    }

    /// The number of a passage.
    pub(crate) fn of_passage(self, passage: u32) -> f64 {
        self.number(Purpose::Sample, passage / 4, 0, passage % 4)
    }

    /// The number of a token.
    pub(crate) fn of_token(self, passage: u32, position: u32) -> f64 {
        self.number(Purpose::Start, passage, position / 4, position % 4)
    }

    fn number(self, purpose: Purpose, passage: u32, block: u32, place: u32) -> f64 {
        let words = philox([0, passage, block, purpose as u32], self.0.key);
        f64::from(words[place as usize % 4]) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The registers of a kind of processor as words of the generator.
#[derive(Clone, Copy)]
struct Lanes<S>(S);

impl<S: Simd> PhiloxWords for Lanes<S> {
    type Word = S::Counters;

    #[inline(always)]
    fn splat(self, value: u32) -> S::Counters {
        self.0.load_counters(&[value; LANES])
    }

    #[inline(always)]
    fn xor(self, one: S::Counters, other: S::Counters) -> S::Counters {
        self.0.xor(one, other)
    }

    #[inline(always)]
    fn widening_products(self, factor: u32, words: S::Counters) -> (S::Counters, S::Counters) {
        self.0.widening_products(factor, words)
    }
}

#[cfg(test)]
mod tests {
    use textmill_measures::philox;

    use super::{AT_ONCE, Philox, Purpose};
    use crate::gibbs::simd::Portable;

    #[test]
    fn numbers_made_at_once_are_those_of_their_own_counters() {
        let random = Philox::new(7, 3);
        let drawn = random.draw(Portable, Purpose::Sweep, [5, 9, 64]);
        for token in 0..AT_ONCE {
            let block = philox([5, 9, (64 + token as u32) / 4, Purpose::Sweep as u32], random.key);
            assert_eq!(drawn.uniform(64 + token), (block[token % 4] >> 8) as f32 / 16_777_216.0);
        }
    }

    /// Pearson's χ² with 63 degrees of freedom stays below its 99.9 % point, 103.4.
    #[test]
    fn numbers_are_uniform() {
        let mut bins = [0_u32; 64];
        for passage in 0..2_000 {
            let drawn = Philox::new(1, 0).draw(Portable, Purpose::Sweep, [0, passage, 0]);
            for token in 0..AT_ONCE {
                bins[(drawn.uniform(token) * 64.0) as usize] += 1;
            }
        }
        let expected = (2_000 * AT_ONCE) as f64 / 64.0;
        let chi_square: f64 = bins.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
        assert!(chi_square < 103.4, "{chi_square}");
    }

    #[test]
    fn chains_and_seeds_differ() {
        let first = |seed, chain| Philox::new(seed, chain).draw(Portable, Purpose::Start, [0, 0, 0]).0;
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
        assert_ne!(first(1, 0), first(1 << 32 | 1, 0));
    }
}

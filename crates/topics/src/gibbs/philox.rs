//! Random numbers that are a function of where they are used, not of what was drawn before.

use crate::gibbs::{
    lanes::{Block, LANES},
    simd::{Portable, Simd},
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
}

/// How many numbers are made at once.
pub(crate) const AT_ONCE: usize = 4 * LANES;

/// Numbers for [`AT_ONCE`] tokens: the words of as many counters as there are lanes, each of which serves four tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drawn([Block<u32>; 4]);

impl Drawn {
    /// The number of the token at this position, from 0 (included) to 1 (excluded): the upper 24 bits as a fraction,
    /// which `f32` holds exactly.
    #[inline(always)]
    pub(crate) fn uniform(&self, position: usize) -> f32 {
        let bits = self.0[position % 4][position / 4 % LANES];
        (bits >> 8) as i32 as f32 * (1.0 / 16_777_216.0)
    }
}

/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter-based
/// generator: every number depends on the key and the counter alone, so threads may draw in any order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Philox {
    key: [u32; 2],
}

impl Philox {
    /// The generator of one chain. The chain's key is itself drawn, as seed and chain do not fit into 64 bits.
    pub(crate) fn new(seed: u64, chain: u32) -> Self {
        let of_seed = Self { key: [seed as u32, (seed >> 32) as u32] };
        let [low, high, _, _] = of_seed.block([chain, 0, 0, Purpose::Chain as u32]);
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

    fn block(self, counter: [u32; 4]) -> [u32; 4] {
        self.blocks(Portable, counter.map(|word| [word; LANES])).map(|lanes| lanes[0])
    }

    #[inline(always)]
    fn blocks(self, simd: impl Simd, counter: [Block<u32>; 4]) -> [Block<u32>; 4] {
        let (mut one, mut two) = (simd.load_counters(&counter[0]), simd.load_counters(&counter[1]));
        let (mut three, mut four) = (simd.load_counters(&counter[2]), simd.load_counters(&counter[3]));
        let mut key = self.key;
        for _ in 0..10 {
            let splat = [simd.load_counters(&[key[0]; LANES]), simd.load_counters(&[key[1]; LANES])];
            let (high_0, low_0) = simd.widening_products(0xD251_1F53, one);
            let (high_1, low_1) = simd.widening_products(0xCD9E_8D57, three);
            one = simd.xor(simd.xor(high_1, two), splat[0]);
            three = simd.xor(simd.xor(high_0, four), splat[1]);
            (two, four) = (low_1, low_0);
            key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        }
        let stored = [simd.store_counters(one), simd.store_counters(two)];
        let [one, two] = stored;
        [one, two, simd.store_counters(three), simd.store_counters(four)]
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, Philox, Purpose};
    use crate::gibbs::simd::Portable;

    /// The known answers that its authors publish with the generator.
    #[test]
    fn known_answers() {
        for (counter, key, expected) in [
            ([0; 4], [0; 2], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]),
            (
                [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
                [0xA409_3822, 0x299F_31D0],
                [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1],
            ),
        ] {
            assert_eq!(Philox { key }.block(counter), expected);
        }
    }

    #[test]
    fn numbers_made_at_once_are_those_of_their_own_counters() {
        let random = Philox::new(7, 3);
        let drawn = random.draw(Portable, Purpose::Sweep, [5, 9, 64]);
        for token in 0..AT_ONCE {
            let block = random.block([5, 9, (64 + token as u32) / 4, Purpose::Sweep as u32]);
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

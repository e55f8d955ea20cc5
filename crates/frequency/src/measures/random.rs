//! Random numbers by counter: the n-th number of the k-th stream follows from the seed, k and n alone, so results depend
//! neither on the order of the work nor on the number of threads.

/// The generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011): ten rounds of multiplication mix a counter of 128 bits
/// with a key of 64 bits.
pub(super) fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
    const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        let one = u64::from(MULTIPLIERS[0]) * u64::from(c0);
        let other = u64::from(MULTIPLIERS[1]) * u64::from(c2);
        (c0, c2) = ((other >> 32) as u32 ^ c1 ^ k0, (one >> 32) as u32 ^ c3 ^ k1);
        (c1, c3) = (other as u32, one as u32);
        k0 = k0.wrapping_add(KEY_STEPS[0]);
        k1 = k1.wrapping_add(KEY_STEPS[1]);
    }
    [c0, c1, c2, c3]
}

/// One stream of random numbers.
pub(super) struct Stream {
    key: [u32; 2],
    number: [u32; 2],
    block: u64,
    unused: Vec<u32>,
}

impl Stream {
    /// The stream with a number, of a seed.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self { key: halves(seed), number: halves(number), block: 0, unused: Vec::with_capacity(4) }
    }

    /// A number below a bound above 0, each with the same chance (Lemire 2019: the high half of a product, and numbers that
    /// would favour some results are drawn again).
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let too_low = bound.wrapping_neg() % bound.max(1);
        loop {
            let product = u64::from(self.next()) * u64::from(bound);
            if product as u32 >= too_low {
                return (product >> 32) as u32;
            }
        }
    }

    fn next(&mut self) -> u32 {
        if let Some(number) = self.unused.pop() {
            return number;
        }
        let [low, high] = halves(self.block);
        self.block += 1;
        let [first, second, third, fourth] = philox([low, high, self.number[0], self.number[1]], self.key);
        self.unused.extend([fourth, third, second]);
        first
    }
}

fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::{Stream, philox};

    #[test]
    fn known_answers_of_the_authors() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
        let ones = u32::MAX;
        assert_eq!(philox([ones; 4], [ones; 2]), [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]);
        let digits_of_pi = [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344];
        let found = philox(digits_of_pi, [0xA409_3822, 0x299F_31D0]);
        assert_eq!(found, [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]);
    }

    #[test]
    fn streams_are_repeatable_and_even() {
        let draw = |seed, number| {
            let mut stream = Stream::new(seed, number);
            (0..6000).map(|_| stream.below(6)).collect::<Vec<u32>>()
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
        for side in 0..6 {
            let count = draw(7, 0).into_iter().filter(|&drawn| drawn == side).count();
            // Five standard deviations around 1000.
            assert!((856..=1144).contains(&count), "{side}: {count}");
        }
        assert_eq!(Stream::new(0, 0).below(1), 0);
    }
}

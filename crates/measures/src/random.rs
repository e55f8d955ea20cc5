//! Streams of random numbers by counter: the n-th number of the k-th stream follows from the seed, k and n alone, so results depend
//! neither on the order of the work nor on the number of threads.

use crate::philox;

/// One stream of random numbers.
pub(crate) struct Stream {
    key: [u32; 2],
    number: [u32; 2],
    block: u64,
    unused: Vec<u32>,
}

impl Stream {
    /// The stream with a number, of a seed.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        Self { key: halves(seed), number: halves(number), block: 0, unused: Vec::with_capacity(4) }
    }

    /// A number below a bound above 0, each with the same chance (Lemire 2019: the high half of a product, and numbers that
    /// would favour some results are drawn again).
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
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
    use super::Stream;

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

//! Which hashes come more than once. Nearly all sequences of most corpora stand at one place only, and need not be kept.

use rayon::prelude::*;

/// Tells hashes that came once from those that may have come more often.
///
/// It is a table of counters of two bits that stop at two. A hash that came once is taken for one that came more often, if another hash has the
/// same counter: with eight counters for each hash that happens to one in eight, or fewer; in the largest table to more. No hash that came more
/// often is missed. The highest bits of the hashes must be evenly spread.
pub(super) struct Repeated {
    /// 32 counters a word.
    counters: Vec<u64>,
    /// How many bits of a hash do not say which counter it has.
    shift: u32,
    /// How many hashes, each as often as it came, may have come more often.
    count: u64,
}

const COUNTERS_A_WORD: usize = 32;
/// So many bits of a hash say which counter it has. The largest table has a quarter of a gigabyte.
const MOST_BITS: u32 = 30;
const FEWEST_BITS: u32 = 16;
/// Counters are parted so that those of one part stay in the nearer caches while they are counted up.
const PART_BITS: u32 = 8;
const PARTS: usize = 1 << PART_BITS;
/// The hashes of so many inputs wait at once.
const INPUTS_AT_ONCE: usize = 256;

impl Repeated {
    /// Counts the hashes that `hashes_of` gives of all inputs, of which about so many are expected.
    pub(super) fn of<T: Sync>(
        inputs: &[T],
        expected: usize,
        hashes_of: impl Fn(&T, &mut dyn FnMut(u64)) + Sync,
    ) -> Self {
        let bits = (8 * expected.max(1)).next_power_of_two().ilog2().clamp(FEWEST_BITS, MOST_BITS);
        let mut repeated = Self {
            counters: vec![0; (1_usize << bits) / COUNTERS_A_WORD],
            shift: u64::BITS - bits,
            count: 0,
        };
        for inputs in inputs.chunks(INPUTS_AT_ONCE) {
            let parted: Vec<Parted> = inputs
                .par_iter()
                .map(|input| {
                    let mut numbers = Vec::new();
                    hashes_of(input, &mut |hash| numbers.push(repeated.number(hash)));
                    Parted::of(&numbers, bits)
                })
                .collect();
            repeated.count_up(&parted);
        }
        repeated
    }

    /// How many hashes, each as often as it came, may have come more than once.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Whether a hash may have come more than once.
    #[inline]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let number = self.number(hash) as usize;
        let word = self.counters.get(number / COUNTERS_A_WORD).copied().unwrap_or_default();
        word >> (2 * (number % COUNTERS_A_WORD)) & 2 != 0
    }

    #[inline]
    fn number(&self, hash: u64) -> u32 {
        (hash >> self.shift) as u32
    }

    fn count_up(&mut self, parted: &[Parted]) {
        let words = self.counters.len() / PARTS;
        let counts = self.counters.par_chunks_mut(words).enumerate().map(|(part, counters)| {
            let mut count = 0;
            for number in parted.iter().flat_map(|parted| parted.part(part)) {
                let number = *number as usize % (words * COUNTERS_A_WORD);
                let shift = 2 * (number % COUNTERS_A_WORD);
                let word = &mut counters[number / COUNTERS_A_WORD];
                let before = *word >> shift & 3;
                // 0, 1, 2: the second one says that the first came more than once, too.
                *word += u64::from(before < 2) << shift;
                count += [0, 2, 1, 1][before as usize];
            }
            count
        });
        self.count += counts.sum::<u64>();
    }
}

/// Numbers of counters by their parts.
struct Parted {
    numbers: Vec<u32>,
    /// Where those of each part begin, and those of the last one end.
    starts: Vec<usize>,
}

impl Parted {
    fn of(numbers: &[u32], bits: u32) -> Self {
        let part = |number: u32| (number >> (bits - PART_BITS)) as usize;
        let mut starts = vec![0; PARTS + 1];
        numbers.iter().for_each(|number| starts[part(*number) + 1] += 1);
        (0..PARTS).for_each(|part| starts[part + 1] += starts[part]);
        let mut next = starts.clone();
        let mut parted = vec![0; numbers.len()];
        for &number in numbers {
            let next = &mut next[part(number)];
            parted[*next] = number;
            *next += 1;
        }
        Self { numbers: parted, starts }
    }

    fn part(&self, part: usize) -> &[u32] {
        &self.numbers[self.starts[part]..self.starts[part + 1]]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Repeated;

    proptest! {
        #[test]
        fn what_comes_twice_is_known_and_little_else(inputs in prop::collection::vec(prop::collection::vec(0_u64..400, 0..80), 0..300)) {
            let hash = |number: u64| (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut times: BTreeMap<u64, u64> = BTreeMap::new();
            inputs.iter().flatten().for_each(|number| *times.entry(*number).or_default() += 1);
            let expected = times.values().sum::<u64>() as usize;
            let repeated = Repeated::of(&inputs, expected, |input, take| {
                input.iter().for_each(|number| take(hash(*number)));
            });
            // Among 65,536 counters, those of 400 numbers are different.
            for number in 0..400 {
                prop_assert_eq!(repeated.may_hold(hash(number)), times.get(&number).is_some_and(|times| *times >= 2));
            }
            prop_assert_eq!(repeated.count(), times.values().filter(|times| **times >= 2).sum::<u64>());
        }
    }

    #[test]
    fn hashes_that_share_a_counter_are_kept() {
        let repeated = Repeated::of(&[[1_u64, 2]], 2, |pair, take| pair.iter().for_each(|hash| take(*hash)));
        assert!(repeated.may_hold(1) && repeated.may_hold(2));
        assert_eq!(repeated.count(), 2);
    }
}

//! The partitions: ranges of first units that about as many occurrences begin with.

/// Which partition the occurrences that begin with a unit belong to.
///
/// Partitions are ranges, not hashes, so that partitions in order, each in the order of its keys, are all keys in order.
pub(crate) struct Ranges {
    /// Of each unit.
    of_unit: Vec<u16>,
    /// The first unit of each partition, and how many tokens begin an occurrence in it.
    starts: Vec<u32>,
    weights: Vec<u64>,
    total: u64,
}

/// A partition's number is one of 16 bits; more of them would also be more than a cache can write to at once.
const MOST_PARTITIONS: usize = 4096;

impl Ranges {
    /// Cuts the units, each with its weight, into about so many ranges of about the same weight.
    pub(crate) fn new(weights: impl ExactSizeIterator<Item = u64> + Clone, partitions: usize) -> Self {
        let partitions = partitions.clamp(1, MOST_PARTITIONS) as u64;
        let total = weights.clone().sum::<u64>().max(1);
        let share = total.div_ceil(partitions);
        let mut ranges =
            Self { of_unit: Vec::with_capacity(weights.len()), starts: vec![0], weights: vec![0], total };
        let mut last = 0;
        for (weight, unit) in weights.zip(0..) {
            // A range ends where the next unit would lead further from its share than it is now.
            if ranges.weights[last] + weight / 2 >= share && ranges.weights[last] > 0 {
                ranges.starts.push(unit);
                ranges.weights.push(0);
                last += 1;
            }
            ranges.weights[last] += weight;
            ranges.of_unit.push(last as u16);
        }
        ranges
    }

    /// How many partitions there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The partition of a unit.
    #[inline]
    pub(crate) fn of(&self, unit: u32) -> usize {
        self.of_unit[unit as usize].into()
    }

    /// The first unit of a partition.
    #[inline]
    pub(crate) fn start(&self, partition: usize) -> u32 {
        self.starts[partition]
    }

    /// How many bits tell the units of any partition apart.
    pub(crate) fn bits(&self) -> u32 {
        let ends = self.starts.iter().skip(1).copied().chain([self.of_unit.len() as u32]);
        let widths = self.starts.iter().zip(ends).map(|(start, end)| (end - start) as usize);
        widths.map(bits).max().unwrap_or(0)
    }

    /// How many of `records` occurrences belong to a partition, by its weight.
    pub(crate) fn expected(&self, partition: usize, records: usize) -> usize {
        (self.weights[partition] as f64 / self.total as f64 * records as f64) as usize
    }
}

/// How many bits numbers below a count have.
pub(crate) fn bits(count: usize) -> u32 {
    usize::BITS - count.saturating_sub(1).leading_zeros()
}

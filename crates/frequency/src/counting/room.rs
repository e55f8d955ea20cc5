//! How the memory of a pass is shared out.

use super::{Budget, CountError, store::Store};

/// The room for the records of a pass.
pub(crate) struct Room {
    pub(crate) store: Store,
    /// How many partitions there should be.
    pub(crate) partitions: usize,
    /// How many records each thread holds before it puts them away.
    pub(crate) capacity: usize,
}

/// The distinct keys of so many records fit into a second level cache.
const RECORDS_PER_PARTITION: usize = 1 << 15;
/// With more of them, the ends of all buffers no longer do.
const MOST_PARTITIONS: usize = 1 << 10;
/// A thread that spills holds at least so many records.
const LEAST_CAPACITY: usize = 1 << 8;

impl Room {
    /// The room for at most `records` records of so many bytes.
    pub(crate) fn new(budget: &Budget, records: usize, bytes_each: usize) -> Result<Self, CountError> {
        let bytes = records.saturating_mul(bytes_each);
        let store = budget.store(bytes)?;
        let partitions = (records / RECORDS_PER_PARTITION).clamp(1, MOST_PARTITIONS);
        if store.is_memory() {
            return Ok(Self { store, partitions, capacity: usize::MAX });
        }
        let share = budget.bytes / rayon::current_num_threads().max(1) / 2;
        // A partition of average size fits into the share of its thread.
        let partitions = partitions.max(bytes.div_ceil(share.max(1)));
        Ok(Self { store, partitions, capacity: (share / bytes_each).max(LEAST_CAPACITY) })
    }
}

//! Documents shared out among the threads, for sums that are as large as the vocabulary: one for each thread, not for each document.

use std::ops::Range;

use rayon::prelude::*;

/// Makes a sum of each of as many ranges of documents as there are threads, and joins them in the order of the documents. The sums must
/// be of integers: then neither the ranges nor the threads can change them.
pub(crate) fn sum_of_shares<T: Send>(
    documents: usize,
    sum: impl Fn(Range<usize>) -> T + Sync,
    join: impl Fn(T, T) -> T,
) -> Option<T> {
    let size = documents.div_ceil(rayon::current_num_threads()).max(1);
    let starts: Vec<usize> = (0..documents).step_by(size).collect();
    let sums: Vec<T> = starts.into_par_iter().map(|start| sum(start..documents.min(start + size))).collect();
    sums.into_iter().reduce(join)
}

/// Adds numbers place by place.
pub(crate) fn add_all(sums: &mut [u64], more: &[u64]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

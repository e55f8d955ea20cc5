//! Exact counts of sequences of units, with or without gaps, and of units in the windows around others.
//!
//! What is counted becomes numbers of 64 bits, which are sorted into partitions that fit into a cache; each partition is then
//! counted by itself. So the time goes into reading and writing memory in order, not into waiting for a large table.
//! The results do not depend on the number of threads or on the memory budget.

mod error;
mod sentences;

mod chunks;
mod text;

mod layout;
mod ranges;
mod record;
mod room;
mod scatter;
mod store;

mod table;
mod tally;

mod order;
mod row;

mod ngrams;
mod skipgrams;
mod windows;

pub use error::CountError;
pub use ngrams::{LONGEST_NGRAM, Ngram, NgramCounts, count_ngrams};
pub use sentences::Sentences;
pub use skipgrams::{MOST_SKIPPED, count_skipgrams};
pub use store::Budget;
pub use windows::{NodeCount, Nodes, Pair, WIDEST_SIDE, WindowCounts, WindowSpan, count_windows};

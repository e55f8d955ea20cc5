//! Every count, and every measure on counts.
//!
//! Counts are integers that can be produced by parts and added; measures are computed from finished counts, in a fixed
//! order, so that neither threads nor the order of files can change a digit.

mod unit;

mod counts;
mod totals;

mod forms;
mod languages;
mod shown;

mod ngrams;

mod measures;

mod duplicates;

pub use counts::{DocumentCounts, Frequencies};
pub use duplicates::{Duplicate, duplicates};
pub use forms::{Form, forms, stop_stems};
pub use languages::{documents_by_language, tokens_by_language};
pub use measures::{per_million, ranks, tf_idf};
pub use ngrams::{LONGEST_NGRAM, Ngram, NgramCounts, count_ngrams};
pub use shown::{commonest_surfaces, commonest_terms};
pub use totals::{DocumentProfile, Totals, totals};
pub use unit::{CountingUnit, Units};

//! Every count of the corpus, and the tables of counts and measures that reports are made of. The measures themselves
//! are in `textmill-measures`.
//!
//! Counts are integers that are computed in parts and added. Measures are computed from finished counts in a fixed
//! order. So neither the number of threads nor the order of the files can change a digit.
//!
//! - [`Units`] are what is counted: surfaces, terms or stems. [`totals`](totals()), [`DocumentCounts`] and [`Postings`]
//!   count them, and [`ClassPostings`] counts them by [`SegmentClasses`].
//! - [`count_ngrams`], [`count_skipgrams`] and [`count_windows`] count sequences and windows of anything that
//!   implements [`Sentences`], such as [`CorpusSentences`].
//! - [`compare`] (keyness), [`unit_dispersion`], [`text_diversity`], [`adjacent_collocations`],
//!   [`expression_interactions`] and [`trends`](trends()) turn counts into tables.

mod unit;

mod counts;
mod totals;

mod forms;
mod languages;
mod shown;
mod spellings;

mod counting;
mod sentences;
mod shares;

mod classes;
mod collocations;
mod dispersion;
mod diversity;
mod expressions;
mod keyness;
mod phrases;
mod postings;
mod trends;

pub use classes::SegmentClasses;
pub use collocations::{Collocation, adjacent_collocations, window_collocations};
pub use counting::{
    Budget, CountError, LONGEST_NGRAM, MOST_SKIPPED, Ngram, NgramCounts, NodeCount, Nodes, Pair, Sentences,
    WIDEST_SIDE, WindowCounts, WindowSpan, count_ngrams, count_skipgrams, count_windows,
};
pub use counts::{DocumentCounts, Frequencies};
pub use dispersion::{Division, UnitDispersion, ngram_dispersion, unit_dispersion};
pub use diversity::{TextDiversity, text_diversity};
pub use expressions::expression_interactions;
pub use forms::{Form, forms, stop_stems};
pub use keyness::{
    FEWEST_DOCUMENTS, KeynessComparison, KeynessParameters, KeynessUnit, ReferenceList, Side, compare,
    compare_with_list, keyness_measures,
};
pub use languages::{documents_by_language, tokens_by_language};
pub use phrases::{PhraseSentences, Phrases};
pub use postings::{ClassPart, ClassPostings, Postings};
pub use sentences::{CorpusSentences, Reach};
pub use shown::{commonest_surfaces, commonest_terms};
pub use spellings::{SPELT_SEQUENCES, commonest_spellings};
pub use totals::{DocumentProfile, Totals, totals};
pub use trends::{
    ChangeParameters, IntervalBasis, Trend, TrendChange, TrendCounts, TrendLine, movers, trend_changes,
    trends,
};
pub use unit::{CountingUnit, Units};

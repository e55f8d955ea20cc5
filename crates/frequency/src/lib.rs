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

mod counting;
mod sentences;

mod classes;
mod comparison;
mod expressions;
mod pairs;
mod postings;
mod spread;
mod trends;
mod variety;

mod duplicates;

pub use classes::SegmentClasses;
pub use comparison::{
    ComparedUnit, Comparison, ComparisonParameters, ReferenceList, Side, compare, compare_with_list,
    keyness_measures,
};
pub use counting::{
    Budget, CountError, LONGEST_NGRAM, MOST_SKIPPED, Ngram, NgramCounts, NodeCount, Nodes, Pair, Sentences,
    WIDEST_SIDE, WindowCounts, WindowSpan, count_ngrams, count_skipgrams, count_windows,
};
pub use counts::{DocumentCounts, Frequencies};
pub use duplicates::{Duplicate, duplicates};
pub use expressions::expression_interactions;
pub use forms::{Form, forms, stop_stems};
pub use languages::{documents_by_language, tokens_by_language};
pub use pairs::{ScoredPair, adjacent_pairs, window_pairs};
pub use postings::{ClassPart, ClassPostings, Postings};
pub use sentences::CorpusSentences;
pub use shown::{commonest_surfaces, commonest_terms};
pub use spread::{Division, Spread, ngram_spreads, unit_spreads};
pub use totals::{DocumentProfile, Totals, totals};
pub use trends::{Trend, TrendParameters, movers, trends};
pub use unit::{CountingUnit, Units};
pub use variety::{Variety, varieties};

//! Measures on counts, each with its definition as data. The crate depends on no other crate of the project: integers
//! go in, numbers come out.
//!
//! [`Association`] and [`KeynessMeasure`] are measures of a [`Contingency`] table, [`Dispersion`] of the parts and
//! [`Spacing`] of the positions in which a word occurs, [`Diversity`] of the tokens of a document and [`Readability`]
//! of its sizes. [`Permutations`], [`benjamini_hochberg`] and [`rate_interval`] tell how far to trust a
//! difference. [`published`](published()) recomputes numbers that others have published.
//!
//! Every measure is `None` where it is undefined, and never infinite or NaN. Logarithms come from `libm`, so all
//! machines agree to the last digit.

mod association;
mod bit_sums;
mod contingency;
mod definition;
mod dispersion;
mod diversity;
mod false_discoveries;
mod keyness;
mod log_ratio;
mod multiple_tests;
mod permutation;
mod philox;
mod polarity;
mod published;
mod random;
mod rate_interval;
mod readability;
mod single;
mod special;

pub use association::{Association, Interaction, interaction};
pub use contingency::Contingency;
pub use definition::Definition;
pub use dispersion::{DISPERSION, Dispersion, PartCount, PartsSummary, SPACING, Spacing};
pub use diversity::{DIVERSITY, Diversity, DiversityParameters};
pub use false_discoveries::{FalseDiscoveries, FalseDiscoveryRates, least_g2};
pub use keyness::{KeynessMeasure, LogOdds, Prior};
pub use log_ratio::{Family, log_ratio_interval};
pub use multiple_tests::{Corrected, benjamini_hochberg, bonferroni};
pub use permutation::{Differences, LargestDifferences, Permutations};
pub use philox::{PhiloxWords, philox, philox_words};
pub use polarity::{Polarity, polarity};
pub use published::{Check, published};
pub use rate_interval::rate_interval;
pub use readability::{Readability, TextSizes, syllables};
pub use single::{per_million, ranks, tf_idf};

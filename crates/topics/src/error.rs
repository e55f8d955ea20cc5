//! Why there is no topic model.

use crate::CorpusError;

/// Why there is no model. Messages read after "failed to".
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TopicError {
    /// A parameter is outside its range.
    #[error("use {parameter} = {value}: it must be {range}")]
    Parameter {
        /// The parameter's name in the configuration.
        parameter: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        range: &'static str,
    },
    /// There is too little text for the number of topics asked for.
    #[error(
        "find {topics} topics in {passages} passages of {terms} different words: there must be more of both"
    )]
    TooLittleText {
        /// The number of topics asked for.
        topics: usize,
        /// The number of passages.
        passages: usize,
        /// The number of different words in them.
        terms: usize,
    },
    /// There are more topics than the model of so many words has room for.
    #[error(
        "find {topics} topics of {terms} different words: topics times words may be at most {}; take fewer topics, or fewer words (topics.min_segments)",
        crate::params::MOST_PROBABILITIES
    )]
    TooManyTopics {
        /// The number of topics asked for.
        topics: usize,
        /// The number of different words.
        terms: usize,
    },
    /// There is more than the sampler can count.
    #[error("sample the passages")]
    Sampler(#[from] CorpusError),
    /// The caller asked to stop.
    #[error("finish the topic model: it was interrupted")]
    Interrupted,
}

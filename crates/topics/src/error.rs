//! Why there is no topic model.

/// Why no model was made. Messages read after "failed to".
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
        "find {topics} topics in {passages} passages of {terms} different terms: there must be more of both"
    )]
    TooLittleText {
        /// The number of topics asked for.
        topics: usize,
        /// The number of passages.
        passages: usize,
        /// The number of different terms in them.
        terms: usize,
    },
    /// The caller asked to stop.
    #[error("finish the topic model: it was interrupted")]
    Interrupted,
}

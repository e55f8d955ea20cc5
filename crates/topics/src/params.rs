//! The parameters of the model, unchecked and checked.

use crate::{Passages, TopicError};

/// The parameters as the user gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicParams {
    /// The number of topics K.
    pub topics: usize,
    /// How often the sampler visits every token; nothing for a number that suits the size of the text.
    pub sweeps: Option<u32>,
    /// The prior weight α of each topic in each passage.
    pub alpha: f64,
    /// The prior weight β of each term in each topic.
    pub beta: f64,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Default for TopicParams {
    fn default() -> Self {
        Self { topics: 10, sweeps: None, alpha: 0.1, beta: 0.05, seed: 1 }
    }
}

/// Parameters that are fit for the passages they were checked against.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidParams {
    pub(crate) topics: usize,
    pub(crate) sweeps: u32,
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
    pub(crate) seed: u64,
}

/// The most topics that a token's assignment can name.
const MOST_TOPICS: usize = u16::MAX as usize;
/// Visits of tokens that a model is worth, when the user does not say how often to visit each: small corpora need many
/// sweeps to settle and can afford them, large ones settle in fewer.
const VISITS: usize = 100_000_000;
const FEWEST_SWEEPS: usize = 100;
const MOST_SWEEPS: usize = 2_000;

impl TopicParams {
    /// Checks what can be checked without a text.
    ///
    /// # Errors
    ///
    /// A parameter outside its range.
    pub fn check_ranges(&self) -> Result<(), TopicError> {
        let wrong = |parameter, value: String, range| Err(TopicError::Parameter { parameter, value, range });
        if !(2..=MOST_TOPICS).contains(&self.topics) {
            return wrong("topics.k", self.topics.to_string(), "between 2 and 65535");
        }
        if self.sweeps == Some(0) {
            return wrong("topics.sweeps", "0".to_owned(), "at least 1");
        }
        for (parameter, value) in [("topics.alpha", self.alpha), ("topics.beta", self.beta)] {
            if !(value.is_finite() && value > 0.0) {
                return wrong(parameter, value.to_string(), "larger than 0");
            }
        }
        Ok(())
    }

    /// Checks the parameters against the passages that they are meant for.
    ///
    /// # Errors
    ///
    /// A parameter outside its range, or fewer passages or terms than topics.
    pub fn check(&self, passages: &Passages) -> Result<ValidParams, TopicError> {
        self.check_ranges()?;
        if passages.len() < self.topics || passages.terms().len() < self.topics {
            let (topics, terms) = (self.topics, passages.terms().len());
            return Err(TopicError::TooLittleText { topics, passages: passages.len(), terms });
        }
        let fitting = (VISITS / passages.tokens().max(1)).clamp(FEWEST_SWEEPS, MOST_SWEEPS) as u32;
        Ok(ValidParams {
            topics: self.topics,
            sweeps: self.sweeps.unwrap_or(fitting),
            alpha: self.alpha,
            beta: self.beta,
            seed: self.seed,
        })
    }
}

impl ValidParams {
    /// How often the sampler visits every token.
    pub fn sweeps(&self) -> u32 {
        self.sweeps
    }
}

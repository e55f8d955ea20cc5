//! The parameters of the model, unchecked and checked.

use crate::{Passages, TopicError};

/// The parameters as the user gives them.
///
/// ```
/// use textmill_topics::{Passages, TopicError, TopicParams};
///
/// let params = TopicParams { topics: 1, ..TopicParams::default() };
/// let error = params.check_ranges().unwrap_err();
/// assert_eq!(error.to_string(), "use topics.k = 1: it must be between 2 and 65535");
///
/// // Ten topics need at least ten passages.
/// let error = TopicParams::default().check(&Passages::default()).unwrap_err();
/// assert_eq!(error, TopicError::TooLittleText { topics: 10, passages: 0, terms: 0 });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TopicParams {
    /// The number of topics K.
    pub topics: usize,
    /// How often the sampler visits every token; `None` for as often as the chains come nearer to each other, up to a bound that depends
    /// on the size of the text.
    pub sweeps: Option<u32>,
    /// The number of chains; the most typical one becomes the model. `None` for a number that depends on the size of
    /// the text.
    pub chains: Option<u32>,
    /// The initial prior weight α of each topic in each passage.
    pub alpha: f64,
    /// The initial prior weight β of each word in each topic.
    pub beta: f64,
    /// Whether the prior weights are learnt from the text.
    pub learn: bool,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Default for TopicParams {
    fn default() -> Self {
        Self { topics: 10, sweeps: None, chains: None, alpha: 0.3, beta: 0.05, learn: true, seed: 1 }
    }
}

/// Parameters that were checked against passages.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidParams {
    pub(crate) topics: usize,
    /// How many sweeps there are at most.
    pub(crate) sweeps: u32,
    /// Whether there are just so many.
    pub(crate) is_fixed: bool,
    pub(crate) chains: u32,
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
    pub(crate) learn: bool,
    pub(crate) seed: u64,
}

/// The most topics that a token's assignment can name.
const MOST_TOPICS: usize = u16::MAX as usize;
/// The most probabilities (topics times words) of a model, fitted or saved: 1 GiB of them.
pub(crate) const MOST_PROBABILITIES: usize = 1 << 27;
/// The most visits of each token that can be asked for.
const MOST_ASKED_SWEEPS: u32 = 100_000;
/// The most chains that are run.
const MOST_CHAINS: u32 = 100;
/// Visits of tokens that all chains together are worth at most, when the user does not say how often to visit each.
const VISITS: usize = 300_000_000;
const FEWEST_SWEEPS: usize = 200;
const MOST_SWEEPS: usize = 500;
/// After so many sweeps the chains are compared for the first time, then after half as many more each.
const FIRST_ROUND: u32 = 100;

impl TopicParams {
    /// Checks the ranges, which needs no text.
    ///
    /// # Errors
    ///
    /// A parameter outside its range.
    pub fn check_ranges(&self) -> Result<(), TopicError> {
        let wrong = |parameter, value: String, range| Err(TopicError::Parameter { parameter, value, range });
        if !(2..=MOST_TOPICS).contains(&self.topics) {
            return wrong("topics.k", self.topics.to_string(), "between 2 and 65535");
        }
        if let Some(sweeps) = self.sweeps.filter(|sweeps| !(1..=MOST_ASKED_SWEEPS).contains(sweeps)) {
            return wrong("topics.sweeps", sweeps.to_string(), "between 1 and 100000");
        }
        if let Some(chains) = self.chains.filter(|chains| !(1..=MOST_CHAINS).contains(chains)) {
            return wrong("topics.chains", chains.to_string(), "between 1 and 100");
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
    /// A parameter outside its range, fewer passages or words than topics, or more topics than a model of so many words has room for.
    pub fn check(&self, passages: &Passages) -> Result<ValidParams, TopicError> {
        self.check_ranges()?;
        if passages.len() < self.topics || passages.words().len() < self.topics {
            let (topics, terms) = (self.topics, passages.words().len());
            return Err(TopicError::TooLittleText { topics, passages: passages.len(), terms });
        }
        let terms = passages.words().len();
        if self.topics.saturating_mul(terms) > MOST_PROBABILITIES {
            return Err(TopicError::TooManyTopics { topics: self.topics, terms });
        }
        let chains = self.chains.unwrap_or(fitting_chains(passages.tokens()));
        let visits = passages.tokens().saturating_mul(chains as usize).max(1);
        let sweeps = (VISITS / visits).clamp(FEWEST_SWEEPS, MOST_SWEEPS) as u32;
        Ok(ValidParams {
            topics: self.topics,
            sweeps: self.sweeps.unwrap_or(sweeps),
            is_fixed: self.sweeps.is_some(),
            chains,
            alpha: self.alpha,
            beta: self.beta,
            learn: self.learn,
            seed: self.seed,
        })
    }
}

/// The more text, the less two chains differ, and the more each costs.
fn fitting_chains(tokens: usize) -> u32 {
    if tokens < 1_000_000 { 5 } else { 3 }
}

impl ValidParams {
    /// The number of topics.
    pub fn topics(&self) -> usize {
        self.topics
    }

    /// The sweeps after which the chains are compared; the last are all there are.
    pub(crate) fn rounds(&self) -> Vec<u32> {
        let mut ends = Vec::new();
        let mut end = FIRST_ROUND;
        // A last round of a few sweeps would have few samples.
        while !self.is_fixed && end + end / 4 < self.sweeps {
            ends.push(end);
            end += end / 2;
        }
        ends.push(self.sweeps);
        ends
    }

    /// How often the sampler visits every token, at most.
    pub fn sweeps(&self) -> u32 {
        self.sweeps
    }

    /// The number of chains.
    pub fn chains(&self) -> u32 {
        self.chains
    }
}

#[cfg(test)]
mod tests {
    use super::TopicParams;
    use crate::{TopicError, noise::block_passages};

    #[test]
    fn a_model_that_would_take_too_much_memory_is_refused() {
        // 12,000 words in 12,000 passages.
        let passages = block_passages(1500, 12_000);
        let params = |topics: usize| TopicParams { topics, ..TopicParams::default() };
        let refused = TopicError::TooManyTopics { topics: 11_500, terms: 12_000 };
        assert_eq!(params(11_500).check(&passages).unwrap_err(), refused);
        assert!(params(11_000).check(&passages).is_ok());
    }

    #[test]
    fn sweeps_are_bounded() {
        let asked =
            |sweeps: u32| TopicParams { sweeps: Some(sweeps), ..TopicParams::default() }.check_ranges();
        assert!(asked(1).is_ok() && asked(100_000).is_ok());
        assert!(asked(0).is_err() && asked(100_001).is_err());
    }
}

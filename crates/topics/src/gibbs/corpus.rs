//! What is sampled: passages as rows of word numbers, and the priors.

use std::{fmt, ops::Range};

/// The counts of a passage are kept as `f32`, which is exact so far.
const PASSAGE_TOKENS: usize = 1 << 24;

/// Passages as rows of word numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    offsets: Vec<usize>,
    tokens: Vec<u32>,
    words: usize,
}

/// Why passages or priors cannot be sampled. Messages read after "failed to".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CorpusError {
    /// The offsets do not begin with 0, descend, or do not end where the tokens end.
    Offsets,
    /// A token names a word that is not in the vocabulary.
    Words,
    /// There are more than 2³¹ − 1 words, passages or tokens, or more than 2²⁴ tokens in one passage.
    TooMany,
    /// There is no topic, or there are more than 65535, or a prior is not a positive number.
    Priors,
    /// The table of words and topics is larger than memory can address.
    TooLarge,
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Offsets => "cut the tokens into passages: the offsets must ascend from 0 to their number",
            Self::Words => "number the words: each token must name a word of the vocabulary",
            Self::TooMany => "number the tokens: there are more of them than the sampler can count",
            Self::Priors => "use the priors: there must be 1 to 65535 topics, and every prior larger than 0",
            Self::TooLarge => "hold the counts of each word and topic: there are too many of both",
        })
    }
}

impl std::error::Error for CorpusError {}

impl Default for Corpus {
    fn default() -> Self {
        Self { offsets: vec![0], tokens: Vec::new(), words: 0 }
    }
}

impl Corpus {
    /// Passage `d` has the tokens `offsets[d]..offsets[d + 1]`; each token is the number of a word below `words`.
    ///
    /// # Errors
    ///
    /// [`CorpusError::Offsets`], [`CorpusError::TooMany`] and [`CorpusError::Words`].
    pub fn new(offsets: Vec<usize>, tokens: Vec<u32>, words: usize) -> Result<Self, CorpusError> {
        let ends = offsets.first() == Some(&0) && offsets.last() == Some(&tokens.len());
        if !ends || !offsets.is_sorted() {
            return Err(CorpusError::Offsets);
        }
        let countable = [words, offsets.len(), tokens.len()].iter().all(|&n| i32::try_from(n).is_ok());
        if !countable || offsets.windows(2).any(|pair| pair[1] - pair[0] > PASSAGE_TOKENS) {
            return Err(CorpusError::TooMany);
        }
        if tokens.iter().any(|&word| word as usize >= words) {
            return Err(CorpusError::Words);
        }
        Ok(Self { offsets, tokens, words })
    }

    /// The number of passages.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no passage.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words of all passages, one after the other.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// The number of words in the vocabulary, V.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The range of the tokens of a passage in [`Self::tokens`].
    pub fn range(&self, passage: usize) -> Range<usize> {
        self.offsets[passage]..self.offsets[passage + 1]
    }

    /// Where the tokens of consecutive passages stand.
    pub(crate) fn span(&self, passages: &Range<usize>) -> Range<usize> {
        self.offsets[passages.start]..self.offsets[passages.end]
    }
}

/// The weights of the Dirichlet priors.
#[derive(Clone, Debug, PartialEq)]
pub struct Priors {
    /// The weight of each topic in a passage; its length is the number of topics K.
    pub alpha: Vec<f64>,
    /// The weight of each word in a topic.
    pub beta: f64,
}

impl Priors {
    /// The same weight for every topic.
    pub fn symmetric(topics: usize, alpha: f64, beta: f64) -> Self {
        Self { alpha: vec![alpha; topics], beta }
    }

    /// The number of topics K.
    pub fn topics(&self) -> usize {
        self.alpha.len()
    }

    pub(crate) fn check(&self) -> Result<(), CorpusError> {
        // Draws work with `f32`, which must neither overflow nor lose a prior.
        let positive = |&prior: &f64| prior > 0.0 && (prior as f32).is_normal();
        let known = (1..=usize::from(u16::MAX)).contains(&self.alpha.len());
        if known && self.alpha.iter().all(positive) && positive(&self.beta) {
            Ok(())
        } else {
            Err(CorpusError::Priors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Corpus, CorpusError, Priors};

    #[test]
    fn what_cannot_be_sampled_is_refused() {
        let corpus = |offsets: &[usize], tokens: &[u32], words| {
            Corpus::new(offsets.to_vec(), tokens.to_vec(), words).map(|_| ())
        };
        assert_eq!(corpus(&[0], &[], 0), Ok(()));
        assert_eq!(corpus(&[0, 1, 1, 3], &[0, 1, 1], 2), Ok(()));
        assert_eq!(corpus(&[], &[], 0), Err(CorpusError::Offsets));
        assert_eq!(corpus(&[1, 3], &[0, 1, 1], 2), Err(CorpusError::Offsets));
        assert_eq!(corpus(&[0, 2], &[0, 1, 1], 2), Err(CorpusError::Offsets));
        assert_eq!(corpus(&[0, 3, 2, 3], &[0, 1, 1], 2), Err(CorpusError::Offsets));
        assert_eq!(corpus(&[0, 3], &[0, 1, 2], 2), Err(CorpusError::Words));
        assert_eq!(corpus(&[0], &[], usize::MAX), Err(CorpusError::TooMany));
        let long = vec![0; (1 << 24) + 1];
        assert_eq!(corpus(&[0, long.len()], &long, 1), Err(CorpusError::TooMany));
        for (topics, alpha, beta) in
            [(0, 0.1, 0.1), (70_000, 0.1, 0.1), (2, 0.0, 0.1), (2, 0.1, f64::NAN), (2, f64::INFINITY, 0.1)]
        {
            assert_eq!(Priors::symmetric(topics, alpha, beta).check(), Err(CorpusError::Priors));
        }
    }
}

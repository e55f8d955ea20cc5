//! What the sampler found: averages over several of its states.

use std::cmp::Reverse;

use crate::{Passages, ValidParams, counts::TopicCounts};

/// A fitted model. Topics are numbered from 0, the most prevalent first.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicModel {
    params: ValidParams,
    samples: u32,
    /// Sums over the samples, in the order of the topics' numbers.
    of_word: Vec<u64>,
    of_passage: Vec<u64>,
    totals: Vec<u64>,
    passage_tokens: Vec<u64>,
}

impl TopicModel {
    /// The number of topics.
    pub fn topics(&self) -> usize {
        self.totals.len()
    }

    /// The parameters that it was fitted with.
    pub fn params(&self) -> &ValidParams {
        &self.params
    }

    /// How many states of the sampler were averaged.
    pub fn samples(&self) -> u32 {
        self.samples
    }

    /// φ: the probability of a term in a topic, (n_kw + β) / (n_k + V·β).
    pub fn probability(&self, topic: usize, term: usize) -> f64 {
        let (beta, terms) = (self.params.beta, self.of_word.len() / self.topics());
        (self.frequency(topic, term) + beta) / (self.mean(self.totals[topic]) + beta * terms as f64)
    }

    /// How many tokens of a term have a topic, on average over the samples.
    pub fn frequency(&self, topic: usize, term: usize) -> f64 {
        self.mean(self.of_word[term * self.topics() + topic])
    }

    /// θ: the share of a topic in a passage, (n_dk + α) / (n_d + K·α).
    pub fn share(&self, passage: usize, topic: usize) -> f64 {
        let alpha = self.params.alpha;
        let tokens = self.passage_tokens[passage] as f64;
        (self.mean(self.of_passage[passage * self.topics() + topic]) + alpha)
            / (tokens + alpha * self.topics() as f64)
    }

    /// The share of a topic in all tokens.
    pub fn prevalence(&self, topic: usize) -> f64 {
        let tokens: u64 = self.totals.iter().sum();
        self.totals[topic] as f64 / tokens.max(1) as f64
    }

    /// The most probable terms of a topic, the most probable first; of equally probable ones the first in order.
    pub fn top_terms(&self, topic: usize, count: usize) -> Vec<usize> {
        let terms = self.of_word.len() / self.topics();
        let mut order: Vec<usize> = (0..terms).collect();
        order.sort_by_key(|&term| (Reverse(self.of_word[term * self.topics() + topic]), term));
        order.truncate(count);
        order
    }

    fn mean(&self, sum: u64) -> f64 {
        sum as f64 / f64::from(self.samples.max(1))
    }
}

/// The sums of the states sampled so far.
pub(crate) struct Samples<'a> {
    passages: &'a Passages,
    params: &'a ValidParams,
    samples: u32,
    of_word: Vec<u64>,
    of_passage: Vec<u64>,
}

impl<'a> Samples<'a> {
    pub(crate) fn new(passages: &'a Passages, params: &'a ValidParams) -> Self {
        let of_word = vec![0; passages.terms().len() * params.topics];
        let of_passage = vec![0; passages.len() * params.topics];
        Self { passages, params, samples: 0, of_word, of_passage }
    }

    pub(crate) fn take(&mut self, counts: &TopicCounts, topics: &[u16]) {
        self.samples += 1;
        for (sum, &count) in self.of_word.iter_mut().zip(counts.words()) {
            *sum += u64::from(count);
        }
        for passage in 0..self.passages.len() {
            let sums = &mut self.of_passage[passage * self.params.topics..][..self.params.topics];
            for &topic in &topics[self.passages.range(passage)] {
                sums[usize::from(topic)] += 1;
            }
        }
    }

    /// The model, with its topics in the order of their prevalence.
    pub(crate) fn into_model(self) -> TopicModel {
        let topics = self.params.topics;
        let total = |topic: usize| self.of_word.iter().skip(topic).step_by(topics).sum::<u64>();
        let totals: Vec<u64> = (0..topics).map(total).collect();
        let mut order: Vec<usize> = (0..topics).collect();
        order.sort_by_key(|&topic| (Reverse(totals[topic]), topic));
        let reorder = |rows: &[u64]| -> Vec<u64> {
            rows.chunks_exact(topics).flat_map(|row| order.iter().map(|&topic| row[topic])).collect()
        };
        TopicModel {
            params: self.params.clone(),
            samples: self.samples,
            of_word: reorder(&self.of_word),
            of_passage: reorder(&self.of_passage),
            totals: reorder(&totals),
            passage_tokens: self.passages.iter().map(|passage| passage.tokens() as u64).collect(),
        }
    }
}

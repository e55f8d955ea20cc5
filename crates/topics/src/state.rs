//! The result of a chain: averages over several of its states.

use std::cmp::Reverse;

use crate::{
    Passages,
    gibbs::{Chain, Priors},
};

/// The averaged state of a chain.
///
/// Counts are summed up over the samples, so φ and θ are means of states and not the last one.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainState {
    topics: usize,
    samples: u32,
    /// The priors, which all samples share.
    priors: Priors,
    /// Word by word, the sum of the counts of each topic.
    of_word: Vec<u32>,
    /// Passage by passage.
    of_passage: Vec<u32>,
    totals: Vec<u64>,
    passage_tokens: Vec<u32>,
}

impl ChainState {
    /// No samples yet.
    pub(crate) fn new(passages: &Passages, topics: usize, priors: Priors) -> Self {
        Self {
            topics,
            samples: 0,
            priors,
            of_word: vec![0; passages.words().len() * topics],
            of_passage: vec![0; passages.len() * topics],
            totals: vec![0; topics],
            passage_tokens: passages.iter().map(|passage| passage.tokens() as u32).collect(),
        }
    }

    /// Adds the present state of a chain over the same passages.
    pub(crate) fn sample(&mut self, chain: &Chain<'_>) {
        self.samples += 1;
        let corpus = chain.corpus();
        for passage in 0..corpus.len() {
            let range = corpus.range(passage);
            let sums = &mut self.of_passage[passage * self.topics..][..self.topics];
            for (&word, &topic) in corpus.tokens()[range.clone()].iter().zip(&chain.topics()[range]) {
                let topic = usize::from(topic);
                sums[topic] += 1;
                self.of_word[word as usize * self.topics + topic] += 1;
                self.totals[topic] += 1;
            }
        }
    }

    /// The same with its topics in another order: topic `order[place]` becomes topic `place`.
    pub(crate) fn reordered(self, order: &[usize]) -> Self {
        let rows = |rows: &[u32]| -> Vec<u32> {
            rows.chunks_exact(self.topics.max(1))
                .flat_map(|row| order.iter().map(|&topic| row[topic]))
                .collect()
        };
        let alpha = order.iter().map(|&topic| self.priors.alpha[topic]).collect();
        Self {
            of_word: rows(&self.of_word),
            of_passage: rows(&self.of_passage),
            totals: order.iter().map(|&topic| self.totals[topic]).collect(),
            priors: Priors { alpha, beta: self.priors.beta },
            ..self
        }
    }

    /// The topics from the most prevalent to the least; of equal ones the first.
    pub(crate) fn by_prevalence(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.topics).collect();
        order.sort_by_key(|&topic| (Reverse(self.totals[topic]), topic));
        order
    }

    /// The number of topics K.
    pub fn topics(&self) -> usize {
        self.topics
    }

    /// The number of words V.
    pub fn words(&self) -> usize {
        self.of_word.len() / self.topics.max(1)
    }

    /// The number of states that were averaged.
    pub fn samples(&self) -> u32 {
        self.samples
    }

    /// The priors.
    pub fn priors(&self) -> &Priors {
        &self.priors
    }

    /// φ: the probability of a word in a topic, (n_kw + β) / (n_k + V·β).
    pub fn probability(&self, topic: usize, word: usize) -> f64 {
        let beta = self.priors.beta;
        (self.frequency(topic, word) + beta) / (self.tokens(topic) + beta * self.words() as f64)
    }

    /// φ, topic by topic.
    pub fn phi(&self) -> Vec<f64> {
        let probability = |topic| (0..self.words()).map(move |word| self.probability(topic, word));
        (0..self.topics).flat_map(probability).collect()
    }

    /// The shares of the words in the tokens of each topic, topic by topic: φ without its prior.
    pub(crate) fn word_shares(&self) -> Vec<f64> {
        let shares = |topic: usize| {
            let all = self.totals.get(topic).copied().unwrap_or_default().max(1) as f64;
            (0..self.words()).map(move |word| f64::from(self.of_word[word * self.topics + topic]) / all)
        };
        (0..self.topics).flat_map(shares).collect()
    }

    /// φ, word by word.
    pub fn phi_by_word(&self) -> Vec<f64> {
        let probability = |word| (0..self.topics).map(move |topic| self.probability(topic, word));
        (0..self.words()).flat_map(probability).collect()
    }

    /// The mean number of tokens of a word with a topic.
    pub fn frequency(&self, topic: usize, word: usize) -> f64 {
        self.mean(u64::from(self.of_word[word * self.topics + topic]))
    }

    /// The mean number of tokens with a topic.
    pub fn tokens(&self, topic: usize) -> f64 {
        self.mean(self.totals[topic])
    }

    /// θ: the share of a topic in a passage, (n_dk + α_k) / (n_d + Σα).
    pub fn share(&self, passage: usize, topic: usize) -> f64 {
        let alpha = &self.priors.alpha;
        let tokens = f64::from(self.passage_tokens[passage]);
        let count = self.mean(u64::from(self.of_passage[passage * self.topics + topic]));
        (count + alpha[topic]) / (tokens + alpha.iter().sum::<f64>())
    }

    /// θ of a passage.
    pub fn shares(&self, passage: usize) -> Vec<f64> {
        (0..self.topics).map(|topic| self.share(passage, topic)).collect()
    }

    /// The topic with the largest share in a passage; of equal shares the first.
    pub fn main_topic(&self, passage: usize) -> usize {
        let better = |best: usize, topic: usize| {
            if self.share(passage, topic) > self.share(passage, best) { topic } else { best }
        };
        (1..self.topics).fold(0, better)
    }

    /// The share of a topic in all tokens.
    pub fn prevalence(&self, topic: usize) -> f64 {
        let tokens: u64 = self.totals.iter().sum();
        self.totals[topic] as f64 / tokens.max(1) as f64
    }

    /// The `count` most probable words of a topic, in descending order; of equally probable ones the first comes first.
    pub fn top_words(&self, topic: usize, count: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.words() as u32).collect();
        let key = |word: &u32| (Reverse(self.of_word[*word as usize * self.topics + topic]), *word);
        if order.len() > count {
            order.select_nth_unstable_by_key(count, key);
            order.truncate(count);
        }
        order.sort_unstable_by_key(key);
        order
    }

    /// The words of a topic and the sums of their counts over the samples, in order; those of 0 are left out.
    pub(crate) fn counts(&self, topic: usize) -> impl Iterator<Item = (u32, u32)> {
        let counts = self.of_word.iter().skip(topic).step_by(self.topics.max(1)).copied();
        (0..).zip(counts).filter(|(_, count)| *count > 0)
    }

    fn mean(&self, sum: u64) -> f64 {
        sum as f64 / f64::from(self.samples.max(1))
    }
}

//! How far chains agree, and which of them is the most typical.

use std::{cmp::Reverse, collections::HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::{
    ChainState,
    divergence::{divergence, divergences},
    matching::best_matching,
};

/// Tables of more divergences, times words, are not computed whole …
const WHOLE_TABLE: usize = 1 << 28;
/// … but for the topics that share most of so many top words, so many of them for each topic.
const SHARED_WORDS: usize = 30;
const CANDIDATES: usize = 6;

/// A topic of fewer tokens is none.
const LEAST_TOKENS: f64 = 10.0;

/// A topic with a smaller stability than this is not the same in all chains: it is nearer to chance than to identity. In texts of
/// random words no topic reaches it but one that takes most of the text.
pub const STABLE: f64 = 0.5;

/// How far chains agree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Agreement {
    /// The chain that agrees most with all others; of equal ones the first.
    pub(crate) prototype: usize,
    /// For each chain, the stability of each of its topics: the mean over the other chains of
    ///
    /// ```text
    /// (s − c) / (1 − c)      s = 1 − JSD of the matched topics,  c = mean of 1 − JSD of topics that are not matched
    /// ```
    ///
    /// with the Jensen–Shannon divergence in bits of the shares of the words in the tokens of a topic: 1 if the other chain has the same
    /// topic, 0 if what it has is no more alike than two topics by chance are. Nothing, if there is no other chain. The prior β has no
    /// part in it: where it is large, topics of few tokens would look alike because they are all nearly nothing but prior.
    pub(crate) stability: Vec<Vec<Option<f64>>>,
}

impl Agreement {
    /// The stability of the topics of the prototype.
    pub(crate) fn of_prototype(&self) -> &[Option<f64>] {
        self.stability.get(self.prototype).map_or(&[], Vec::as_slice)
    }
}

/// Matches the topics of every two chains, so that the sum of their divergences is the least.
pub(crate) fn agreement(chains: &[ChainState]) -> Agreement {
    let topics = chains.first().map_or(0, ChainState::topics);
    let mut sums = vec![vec![0.0; topics]; chains.len()];
    let phis: Vec<Vec<f64>> = chains.par_iter().map(ChainState::word_shares).collect();
    for one in 0..chains.len() {
        for other in one + 1..chains.len() {
            let table = divergence_table(&chains[one], &phis[one], &chains[other], &phis[other]);
            let matches = best_matching(&table, topics);
            let chance = chance(&phis[one], &phis[other], chains[one].words(), &matches);
            for (topic, matched) in matches.into_iter().enumerate() {
                let similarity = 1.0 - table[topic * topics + matched];
                // What is left over is alike in all chains, because it is nothing but the prior.
                let is_empty = chains[one].tokens(topic).min(chains[other].tokens(matched)) < LEAST_TOKENS;
                let stability =
                    if chance < 1.0 && !is_empty { (similarity - chance) / (1.0 - chance) } else { 0.0 };
                sums[one][topic] += stability;
                sums[other][matched] += stability;
            }
        }
    }
    let whole = |chain: &usize| sums[*chain].iter().sum::<f64>();
    let prototype =
        (0..chains.len()).reduce(|best, chain| if whole(&chain) > whole(&best) { chain } else { best });
    let others = chains.len().saturating_sub(1);
    let mean = |sum: f64| (others > 0).then(|| sum / others as f64);
    Agreement {
        prototype: prototype.unwrap_or(0),
        stability: sums.into_iter().map(|sums| sums.into_iter().map(mean).collect()).collect(),
    }
}

/// How alike topics are that are not matched: the mean over a few such pairs for each topic, always the same ones.
fn chance(phi: &[f64], other_phi: &[f64], words: usize, matches: &[usize]) -> f64 {
    let topics = matches.len();
    let row = |phi: &'_ [f64], topic: usize| topic * words..((topic + 1) * words).min(phi.len());
    let of_topic = |topic: usize| -> Vec<f64> {
        let steps = [1, 2, topics / 3, topics / 2].into_iter().filter(|&step| step > 0 && step < topics);
        let mut steps: Vec<usize> = steps.collect();
        steps.dedup();
        let matched = matches[topic];
        let similarity = |step: usize| {
            let other = (matched + step) % topics;
            1.0 - divergence(&phi[row(phi, topic)], &other_phi[row(other_phi, other)])
        };
        steps.into_iter().map(similarity).collect()
    };
    let found: Vec<Vec<f64>> = (0..topics).into_par_iter().map(of_topic).collect();
    let pairs: usize = found.iter().map(Vec::len).sum();
    if pairs == 0 { 0.0 } else { found.iter().flatten().sum::<f64>() / pairs as f64 }
}

/// The divergence of each topic of one model from each of another.
fn divergence_table(one: &ChainState, phi: &[f64], other: &ChainState, other_phi: &[f64]) -> Vec<f64> {
    let (topics, words) = (one.topics(), one.words());
    if topics.saturating_mul(topics).saturating_mul(words) <= WHOLE_TABLE {
        return divergences(phi, other_phi, words);
    }
    let mut with_word: HashMap<u32, Vec<usize>, FixedState> = HashMap::default();
    for topic in 0..topics {
        for word in other.top_words(topic, SHARED_WORDS) {
            with_word.entry(word).or_default().push(topic);
        }
    }
    let row = |topic: usize| {
        let mut shared = vec![0_usize; topics];
        for word in one.top_words(topic, SHARED_WORDS) {
            with_word.get(&word).into_iter().flatten().for_each(|&other| shared[other] += 1);
        }
        let mut order: Vec<usize> = (0..topics).collect();
        order.sort_by_key(|&other| (Reverse(shared[other]), other));
        // The others have little in common, and are matched only if there is no other way.
        let mut row = vec![1.0; topics];
        let of = |phi: &'_ [f64], topic: usize| topic * words..((topic + 1) * words).min(phi.len());
        for &other in order.iter().take(CANDIDATES) {
            row[other] = divergence(&phi[of(phi, topic)], &other_phi[of(other_phi, other)]);
        }
        row
    };
    (0..topics).into_par_iter().flat_map_iter(row).collect()
}

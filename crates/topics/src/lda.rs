//! Latent Dirichlet allocation by collapsed Gibbs sampling.
//!
//! Each token has a topic. A sweep visits every token, takes its topic away, and draws a new one with probability
//!
//! ```text
//! p(k) ∝ (n_dk + α) · (n_kw + β) / (n_k + V·β)
//! ```
//!
//! where the counts (of topic k in the passage, of topic k for the word, of topic k) leave the token itself out
//! (Griffiths and Steyvers, 2004).
//!
//! Small corpora are sampled strictly one token after the other. Large ones are cut into batches by the corpus alone:
//! within a batch every passage draws from the word counts at the batch's beginning, and the changes are added when it
//! ends. Random numbers depend on sweep, passage and position only. So the result is the same for any number of threads.

use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

use crate::{
    Passages, TopicError, TopicModel, ValidParams,
    counts::TopicCounts,
    model::Samples,
    philox::{Philox, Purpose},
};

/// Up to so many tokens, one is sampled after the other.
const SEQUENTIAL_TOKENS: usize = 1_000_000;
/// A batch holds at least so many tokens …
const BATCH_TOKENS: usize = 64 * 1024;
/// … and one part in so many of the corpus.
const BATCHES: usize = 50;
/// Samples are taken in the last part in so many of the sweeps …
const SAMPLED_PART: u32 = 4;
/// … and there are about so many of them.
const SAMPLES: u32 = 25;

/// Fits a model. `on_sweep` is told of each finished sweep and may end the work.
///
/// # Errors
///
/// [`TopicError::Interrupted`], if `on_sweep` ended it.
pub fn fit(
    passages: &Passages,
    params: &ValidParams,
    mut on_sweep: impl FnMut(u32) -> ControlFlow<()>,
) -> Result<TopicModel, TopicError> {
    let mut sampler = Sampler::start(passages, params);
    let mut samples = Samples::new(passages, params);
    let first_sample = params.sweeps - params.sweeps.div_ceil(SAMPLED_PART);
    let thinning = (params.sweeps - first_sample).div_ceil(SAMPLES);
    for sweep in 0..params.sweeps {
        sampler.sweep(sweep);
        if sweep >= first_sample && (params.sweeps - 1 - sweep).is_multiple_of(thinning) {
            samples.take(&sampler.counts, &sampler.topics);
        }
        if on_sweep(sweep + 1).is_break() {
            return Err(TopicError::Interrupted);
        }
    }
    Ok(samples.into_model())
}

struct Sampler<'a> {
    passages: &'a Passages,
    params: &'a ValidParams,
    random: Philox,
    batches: Vec<Range<usize>>,
    /// The topic of each token.
    topics: Vec<u16>,
    counts: TopicCounts,
}

impl<'a> Sampler<'a> {
    /// Gives each token a topic at random.
    fn start(passages: &'a Passages, params: &'a ValidParams) -> Self {
        let random = Philox::new(params.seed);
        let mut topics = Vec::with_capacity(passages.tokens());
        let mut counts = TopicCounts::zero(passages.terms().len(), params.topics);
        for passage in 0..passages.len() {
            for (position, &word) in passages.words(passage).iter().enumerate() {
                let uniform = random.uniform(Purpose::Start, 0, passage as u32, position as u32);
                let topic = ((uniform * params.topics as f64) as usize).min(params.topics - 1) as u16;
                topics.push(topic);
                counts.add(word, topic);
            }
        }
        Self { passages, params, random, batches: batches(passages), topics, counts }
    }

    fn sweep(&mut self, sweep: u32) {
        if self.batches.is_empty() {
            self.sweep_in_sequence(sweep);
        } else {
            self.sweep_in_batches(sweep);
        }
    }

    fn sweep_in_sequence(&mut self, sweep: u32) {
        let mut draw = Draw::new(self.params, self.passages.terms().len());
        for passage in 0..self.passages.len() {
            let words = self.passages.words(passage);
            let topics = &mut self.topics[self.passages.range(passage)];
            draw.enter(topics);
            for (position, (&word, topic)) in words.iter().zip(topics).enumerate() {
                let uniform = self.random.uniform(Purpose::Sweep, sweep, passage as u32, position as u32);
                let new = draw.topic(&self.counts, word, *topic, uniform);
                if new != *topic {
                    self.counts.remove(word, *topic);
                    self.counts.add(word, new);
                    *topic = new;
                }
            }
        }
    }

    fn sweep_in_batches(&mut self, sweep: u32) {
        let Self { passages, params, random, counts, topics, .. } = self;
        for batch in &self.batches {
            let new: Vec<Vec<u16>> = batch
                .clone()
                .into_par_iter()
                .map_init(
                    || Draw::new(params, passages.terms().len()),
                    |draw, passage| {
                        let old = &topics[passages.range(passage)];
                        draw.enter(old);
                        let tokens = passages.words(passage).iter().zip(old).enumerate();
                        let draws = tokens.map(|(position, (&word, &topic))| {
                            let uniform =
                                random.uniform(Purpose::Sweep, sweep, passage as u32, position as u32);
                            draw.topic(counts, word, topic, uniform)
                        });
                        draws.collect()
                    },
                )
                .collect();
            for (passage, new) in batch.clone().zip(new) {
                let old = &mut topics[passages.range(passage)];
                for ((&word, old), new) in passages.words(passage).iter().zip(old).zip(new) {
                    counts.remove(word, *old);
                    counts.add(word, new);
                    *old = new;
                }
            }
        }
    }
}

/// The batches of a large corpus, as ranges of passages; none for a small one.
fn batches(passages: &Passages) -> Vec<Range<usize>> {
    if passages.tokens() <= SEQUENTIAL_TOKENS {
        return Vec::new();
    }
    let size = BATCH_TOKENS.max(passages.tokens() / BATCHES);
    let (mut batches, mut start, mut tokens) = (Vec::new(), 0, 0);
    for (number, passage) in passages.iter().enumerate() {
        tokens += passage.tokens();
        if tokens >= size || number + 1 == passages.len() {
            batches.push(start..number + 1);
            (start, tokens) = (number + 1, 0);
        }
    }
    batches
}

/// Draws topics for the tokens of one passage.
struct Draw {
    alpha: f64,
    beta: f64,
    all_beta: f64,
    /// The count of each topic in the passage, kept up to date.
    passage: Vec<u32>,
    /// The sums of the weights up to and with each topic.
    sums: Vec<f64>,
}

impl Draw {
    fn new(params: &ValidParams, words: usize) -> Self {
        Self {
            alpha: params.alpha,
            beta: params.beta,
            all_beta: params.beta * words as f64,
            passage: vec![0; params.topics],
            sums: vec![0.0; params.topics],
        }
    }

    fn enter(&mut self, topics: &[u16]) {
        self.passage.fill(0);
        for &topic in topics {
            self.passage[usize::from(topic)] += 1;
        }
    }

    /// The next topic of a token that has topic `old`, which `counts` still hold.
    fn topic(&mut self, counts: &TopicCounts, word: u32, old: u16, uniform: f64) -> u16 {
        self.passage[usize::from(old)] -= 1;
        let (word_counts, totals) = (counts.of_word(word), counts.totals());
        let mut sum = 0.0;
        for (topic, place) in self.sums.iter_mut().enumerate() {
            let own = u32::from(topic == usize::from(old));
            let in_passage = f64::from(self.passage[topic]) + self.alpha;
            let of_word = f64::from(word_counts[topic] - own) + self.beta;
            let of_topic = f64::from(totals[topic] - own) + self.all_beta;
            sum += in_passage * of_word / of_topic;
            *place = sum;
        }
        let target = uniform * sum;
        let new = self.sums.partition_point(|&sum| sum <= target).min(self.sums.len() - 1);
        self.passage[new] += 1;
        new as u16
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::fit;
    use crate::{Passages, TopicError, TopicModel, TopicParams};

    fn fitted(passages: &Passages, params: &TopicParams) -> TopicModel {
        fit(passages, &params.check(passages).unwrap(), |_| ControlFlow::Continue(())).unwrap()
    }

    /// Passages that each use the words of one of three blocks only.
    fn blocks() -> Passages {
        let passages: Vec<Vec<u32>> = (0..30_u32)
            .map(|passage| (0..40).map(|word| passage % 3 * 8 + (word * 7 + passage) % 8).collect())
            .collect();
        Passages::of_words(&passages)
    }

    #[test]
    fn blocks_of_words_become_topics() {
        let passages = blocks();
        for seed in 1..=5 {
            let model = fitted(
                &passages,
                &TopicParams { topics: 3, sweeps: Some(200), seed, ..TopicParams::default() },
            );
            for passage in 0..passages.len() {
                let same_block = |topic| model.share(passage, topic) > 0.9;
                assert_eq!(
                    (0..3).filter(|&topic| same_block(topic)).count(),
                    1,
                    "passage {passage}, seed {seed}"
                );
                let topic = (0..3).find(|&topic| same_block(topic));
                assert_eq!(topic, (0..3).find(|&topic| model.share(passage % 3, topic) > 0.9));
            }
        }
    }

    #[test]
    fn probabilities_and_shares_sum_to_one() {
        let passages = blocks();
        let model = fitted(&passages, &TopicParams { topics: 4, sweeps: Some(20), ..TopicParams::default() });
        for topic in 0..4 {
            let sum: f64 = (0..passages.terms().len()).map(|term| model.probability(topic, term)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
        for passage in 0..passages.len() {
            let sum: f64 = (0..4).map(|topic| model.share(passage, topic)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
        let sum: f64 = (0..4).map(|topic| model.prevalence(topic)).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }

    /// On a corpus of two passages with two tokens each, the sampler must visit states as often as Bayes' rule says.
    #[test]
    fn states_are_visited_as_often_as_the_exact_posterior_says() {
        let passages = Passages::of_words(&[vec![0, 1], vec![0, 0]]);
        let (alpha, beta) = (0.7, 0.4);
        let mut weights = Vec::new();
        for state in 0..16_u32 {
            let topic = |token: u32| (state >> token & 1) as usize;
            weights.push(joint(
                &[(0, 0, topic(0)), (0, 1, topic(1)), (1, 0, topic(2)), (1, 0, topic(3))],
                alpha,
                beta,
            ));
        }
        let together = |state: u32| (state & 1) == (state >> 2 & 1);
        let total: f64 = weights.iter().sum();
        let exact =
            (0..16).filter(|&state| together(state)).map(|state| weights[state as usize]).sum::<f64>()
                / total;
        let (mut visited, runs) = (0, 4_000);
        for seed in 0..runs {
            let params = TopicParams { topics: 2, sweeps: Some(12), alpha, beta, seed };
            visited += u32::from(last_state_joins(&passages, &params, 0, 2));
        }
        let found = f64::from(visited) / runs as f64;
        let error = (exact * (1.0 - exact) / runs as f64).sqrt();
        assert!(
            (found - exact).abs() < 4.0 * error,
            "{found} visited, {exact} exact, standard error {error}"
        );
    }

    /// The collapsed joint probability, up to a constant, token by token (Pólya urns).
    fn joint(tokens: &[(usize, usize, usize)], alpha: f64, beta: f64) -> f64 {
        let (mut passage, mut word, mut topic) = ([[0.0; 2]; 2], [[0.0; 2]; 2], [0.0; 2]);
        let mut probability = 1.0;
        for &(d, w, k) in tokens {
            probability *= (passage[d][k] + alpha) * (word[w][k] + beta) / (topic[k] + 2.0 * beta);
            passage[d][k] += 1.0;
            word[w][k] += 1.0;
            topic[k] += 1.0;
        }
        probability
    }

    fn last_state_joins(passages: &Passages, params: &TopicParams, one: usize, other: usize) -> bool {
        let params = params.check(passages).unwrap();
        let mut sampler = super::Sampler::start(passages, &params);
        (0..params.sweeps()).for_each(|sweep| sampler.sweep(sweep));
        sampler.topics[one] == sampler.topics[other]
    }

    #[test]
    fn an_interruption_ends_the_work() {
        let passages = blocks();
        let params = TopicParams { topics: 3, ..TopicParams::default() }.check(&passages).unwrap();
        let result = fit(&passages, &params, |sweep| {
            if sweep == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(result.unwrap_err(), TopicError::Interrupted);
    }

    #[test]
    fn threads_change_nothing() {
        let words = |passage: u64| {
            (0..100_u64).map(move |word| ((passage * 131 + word * word * 17) % 997) as u32).collect()
        };
        let passages = Passages::of_words(&(0..10_100).map(words).collect::<Vec<Vec<u32>>>());
        let params = TopicParams { topics: 4, sweeps: Some(3), ..TopicParams::default() };
        assert!(!super::batches(&passages).is_empty(), "large enough for batches");
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fitted(&passages, &params))
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(8));
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let passages = blocks();
        let check = |params: TopicParams| params.check(&passages).is_err();
        assert!(check(TopicParams { topics: 1, ..TopicParams::default() }));
        assert!(check(TopicParams { topics: 31, ..TopicParams::default() }));
        assert!(check(TopicParams { alpha: 0.0, topics: 3, ..TopicParams::default() }));
        assert!(check(TopicParams { beta: f64::NAN, topics: 3, ..TopicParams::default() }));
        assert!(check(TopicParams { sweeps: Some(0), topics: 3, ..TopicParams::default() }));
        assert!(TopicParams::default().check(&Passages::default()).is_err());
    }
}

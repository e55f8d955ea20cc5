//! Draws compared with exact probabilities, for every way to draw.

use crate::{
    gibbs::{
        Chain, Corpus, Priors,
        abreast::AbreastSnapshot,
        batch::Token,
        dense::DenseSnapshot,
        lanes::{Count, LaneArray, Numbers},
        lists::TopicLists,
        rates::Rates,
        rows::TopicRows,
        simd::{Simd, SimdInstructions, SimdWork, WIDE},
        sparse::SparseSnapshot,
        steps::Steps,
    },
    noise::Noise,
};

fn corpus(passages: &[&[u32]], words: usize) -> Corpus {
    let offsets = (0..=passages.len()).map(|end| passages[..end].iter().map(|words| words.len()).sum());
    Corpus::new(offsets.collect(), passages.concat(), words).unwrap()
}

fn tiny() -> (Corpus, Priors) {
    (corpus(&[&[0, 1], &[0, 0]], 2), Priors { alpha: vec![0.5, 1.2, 0.2], beta: 0.3 })
}

/// The exact probability of each assignment of three topics to four tokens, by Pólya urns.
fn exact(corpus: &Corpus, priors: &Priors) -> Vec<([u16; 4], f64)> {
    let states = (0..81_u16).map(|state| [state % 3, state / 3 % 3, state / 9 % 3, state / 27]);
    let weighed: Vec<([u16; 4], f64)> = states.map(|state| (state, joint(corpus, priors, &state))).collect();
    let all: f64 = weighed.iter().map(|pair| pair.1).sum();
    weighed.into_iter().map(|(state, weight)| (state, weight / all)).collect()
}

fn joint(corpus: &Corpus, priors: &Priors, state: &[u16]) -> f64 {
    let (mut of_word, mut totals, mut probability) = ([[0.0; 3]; 2], [0.0; 3], 1.0);
    for passage in 0..corpus.len() {
        let mut in_passage = [0.0; 3];
        for token in corpus.range(passage) {
            let (word, topic) = (corpus.tokens()[token] as usize, usize::from(state[token]));
            probability *= (in_passage[topic] + priors.alpha[topic]) * (of_word[word][topic] + priors.beta)
                / (totals[topic] + priors.beta * corpus.words() as f64);
            in_passage[topic] += 1.0;
            of_word[word][topic] += 1.0;
            totals[topic] += 1.0;
        }
    }
    probability
}

/// Compares the states that independent runs end in with the exact posterior: the topic of each token, and whether two
/// tokens share it.
fn compare(runs: u32, mut last_state: impl FnMut(u32) -> Vec<u16>) {
    let (corpus, priors) = tiny();
    let exact = exact(&corpus, &priors);
    let states: Vec<Vec<u16>> = (0..runs).map(&mut last_state).collect();
    let check = |what: &str, holds: &dyn Fn(&[u16]) -> bool| {
        let expected: f64 = exact.iter().filter(|pair| holds(&pair.0)).map(|pair| pair.1).sum();
        let found = states.iter().filter(|state| holds(state)).count() as f64 / f64::from(runs);
        let error = (expected * (1.0 - expected) / f64::from(runs)).sqrt();
        assert!((found - expected).abs() < 4.0 * error, "{what}: {found}, exact {expected}, error {error}");
    };
    for token in 0..4 {
        for topic in 0..3 {
            check(&format!("topic {topic} of token {token}"), &|state| state[token] == topic);
        }
        for other in 0..token {
            check(&format!("tokens {token} and {other}"), &|state| state[token] == state[other]);
        }
    }
}

#[test]
fn sampling_in_sequence_visits_states_as_often_as_the_posterior_says() {
    let (corpus, priors) = tiny();
    compare(20_000, |seed| {
        let mut chain = Chain::start(&corpus, &priors, u64::from(seed), 0).unwrap();
        (0..12).for_each(|_| chain.sweep());
        chain.topics().to_vec()
    });
}

/// Draws with one uniform number a topic for one token.
struct One<'a, S> {
    snapshot: S,
    /// The passage's topics and the token's place, word and number.
    topics: &'a [u16],
    position: usize,
    word: u32,
    uniforms: &'a [f32],
    drawn: &'a mut Vec<usize>,
}

impl<S: Steps> SimdWork for One<'_, S> {
    fn run(self, simd: impl Simd) {
        let mut passage = self.snapshot.passage();
        self.snapshot.enter(&mut passage, self.topics);
        let (word, mut old) = (self.snapshot.word(self.word), usize::from(self.topics[self.position]));
        for &uniform in self.uniforms {
            self.snapshot.leave_out(&mut passage, word, old);
            let ends = self.snapshot.sum(simd, &mut passage, word, old);
            let target = self.snapshot.aim(simd, &passage, &ends, uniform);
            let new = self.snapshot.find(simd, &mut passage, word, target);
            self.snapshot.take_in(&mut passage, old, old);
            self.drawn.push(new);
            old = usize::from(self.topics[self.position]);
        }
    }
}

/// A way to draw: with the state of all tokens, for one of them, topics for some random numbers.
type Way = fn(&Corpus, &Priors, &[u16], usize, &[f32]) -> Vec<usize>;

fn with_rows<N: Numbers>(
    corpus: &Corpus,
    priors: &Priors,
    state: &[u16],
    token: usize,
    uniforms: &[f32],
) -> Vec<usize> {
    let rows = &TopicRows::<u16>::of_tokens(corpus.words(), priors.topics(), corpus.tokens(), state);
    let rates = &Rates::<N>::new(rows.stride(), priors, corpus.words(), rows.totals());
    draw(corpus, DenseSnapshot { rows, rates }, state, token, uniforms)
}

fn with_lists<C: Count>(
    corpus: &Corpus,
    priors: &Priors,
    state: &[u16],
    token: usize,
    uniforms: &[f32],
) -> Vec<usize> {
    let lists = &TopicLists::<C>::of_tokens(corpus.words(), priors.topics(), corpus.tokens(), state);
    let blocks = crate::gibbs::lanes::blocks(priors.topics());
    let rates = &Rates::new(blocks, priors, corpus.words(), lists.totals());
    draw(corpus, SparseSnapshot { lists, rates }, state, token, uniforms)
}

fn draw<S: Steps>(corpus: &Corpus, snapshot: S, state: &[u16], token: usize, uniforms: &[f32]) -> Vec<usize> {
    let range = (0..corpus.len()).map(|passage| corpus.range(passage)).find(|range| range.contains(&token));
    let range = range.unwrap();
    let (topics, position, word) = (&state[range.clone()], token - range.start, corpus.tokens()[token]);
    let mut drawn = Vec::new();
    SimdInstructions::best().run(One { snapshot, topics, position, word, uniforms, drawn: &mut drawn });
    drawn
}

/// The same, abreast.
struct OneAbreast<'a, C, N> {
    snapshot: AbreastSnapshot<'a, C, N>,
    topics: &'a [u16],
    token: Token,
    uniforms: &'a [f32],
    drawn: &'a mut Vec<usize>,
}

impl<C: Count, N: Numbers> SimdWork for OneAbreast<'_, C, N> {
    fn run(self, simd: impl Simd) {
        for (number, &uniform) in self.uniforms.iter().enumerate() {
            let token = Token { uniform, ..self.token };
            self.drawn.push(self.snapshot.draw_one(simd, number % WIDE, self.topics, token));
        }
    }
}

fn abreast<C: Count>(
    corpus: &Corpus,
    priors: &Priors,
    state: &[u16],
    token: usize,
    uniforms: &[f32],
) -> Vec<usize> {
    let rows = &TopicRows::<C>::of_tokens(corpus.words(), priors.topics(), corpus.tokens(), state);
    let rates = &Rates::<Vec<_>>::new(rows.stride(), priors, corpus.words(), rows.totals());
    let range = (0..corpus.len()).map(|passage| corpus.range(passage)).find(|range| range.contains(&token));
    let (topics, topic) = (&state[range.unwrap()], usize::from(state[token]));
    let token = Token { word: corpus.tokens()[token], topic, uniform: 0.0 };
    let (snapshot, mut drawn) = (AbreastSnapshot { rows, rates }, Vec::new());
    SimdInstructions::best().run(OneAbreast { snapshot, topics, token, uniforms, drawn: &mut drawn });
    drawn
}

fn visits_states_rightly(way: Way) {
    let (corpus, priors) = tiny();
    compare(10_000, |run| {
        let mut noise = Noise::new(u64::from(run) * 7_919);
        let mut state: Vec<u16> = (0..4).map(|_| noise.below(3) as u16).collect();
        for token in (0..4).cycle().take(4 * 12) {
            state[token] = way(&corpus, &priors, &state, token, &[noise.uniform() as f32])[0] as u16;
        }
        state
    });
}

#[test]
fn draws_from_rows_visit_states_as_often_as_the_posterior_says() {
    visits_states_rightly(with_rows::<[LaneArray<f32>; 1]>);
}

#[test]
fn draws_abreast_visit_states_as_often_as_the_posterior_says() {
    visits_states_rightly(abreast::<u16>);
    visits_states_rightly(abreast::<u32>);
}

#[test]
fn draws_from_lists_visit_states_as_often_as_the_posterior_says() {
    visits_states_rightly(with_lists::<u16>);
    visits_states_rightly(with_lists::<u32>);
}

/// With evenly spaced numbers instead of random ones, every topic is drawn as often as it is probable.
fn draws_rightly(topics: usize, way: Way) {
    let mut noise = Noise::new(topics as u64);
    let alpha = (0..topics).map(|_| 0.01 + noise.uniform()).collect();
    let priors = Priors { alpha, beta: 0.05 };
    let tokens: Vec<u32> = (0..600).map(|_| noise.below(25) as u32).collect();
    let corpus = Corpus::new((0..=20).map(|end| end * 30).collect(), tokens, 25).unwrap();
    let state: Vec<u16> = (0..600).map(|_| noise.below(topics) as u16).collect();
    let uniforms: Vec<f32> = (0..20_000).map(|step| (step as f32 + 0.5) / 20_000.0).collect();
    for token in [0, 31, 299, 599] {
        let expected = conditional(&corpus, &priors, &state, token);
        let drawn = way(&corpus, &priors, &state, token, &uniforms);
        for (topic, expected) in expected.iter().enumerate() {
            let found = drawn.iter().filter(|&&drawn| drawn == topic).count() as f64 / 20_000.0;
            assert!((found - expected).abs() < 2.1 / 20_000.0, "{found}, expected {expected}, of {topics}");
        }
    }
}

/// p(k) ∝ (n_dk + α_k) · (n_kw + β) / (n_k + V·β), without the token.
fn conditional(corpus: &Corpus, priors: &Priors, state: &[u16], token: usize) -> Vec<f64> {
    let passage = (0..corpus.len()).find(|&passage| corpus.range(passage).contains(&token)).unwrap();
    let weight = |topic: usize| {
        let count = |holds: &dyn Fn(usize) -> bool| {
            let others = (0..state.len()).filter(|&other| other != token);
            others.filter(|&other| usize::from(state[other]) == topic && holds(other)).count() as f64
        };
        let in_passage = count(&|other| corpus.range(passage).contains(&other));
        let of_word = count(&|other| corpus.tokens()[other] == corpus.tokens()[token]);
        (in_passage + priors.alpha[topic]) * (of_word + priors.beta)
            / (count(&|_| true) + corpus.words() as f64 * priors.beta)
    };
    let weights: Vec<f64> = (0..priors.topics()).map(weight).collect();
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}

/// The sums are added in the same order, so the draws are the same to the last bit.
#[test]
fn draws_abreast_are_those_in_steps() {
    same_draws(3, with_rows::<[LaneArray<f32>; 1]>);
    same_draws(10, with_rows::<[LaneArray<f32>; 2]>);
    same_draws(20, with_rows::<[LaneArray<f32>; 4]>);
    same_draws(50, with_rows::<[LaneArray<f32>; 8]>);
    same_draws(129, with_rows::<[LaneArray<f32>; 32]>);
}

fn same_draws(topics: usize, in_steps: Way) {
    let mut noise = Noise::new(topics as u64);
    let priors = Priors { alpha: (0..topics).map(|_| 0.01 + noise.uniform()).collect(), beta: 0.05 };
    let tokens: Vec<u32> = (0..600).map(|_| noise.below(25) as u32).collect();
    let corpus = Corpus::new((0..=20).map(|end| end * 30).collect(), tokens, 25).unwrap();
    let state: Vec<u16> = (0..600).map(|_| noise.below(topics) as u16).collect();
    let uniforms: Vec<f32> = (0..200).map(|_| noise.uniform() as f32).collect();
    for token in 0..600 {
        let expected = in_steps(&corpus, &priors, &state, token, &uniforms);
        assert_eq!(abreast::<u16>(&corpus, &priors, &state, token, &uniforms), expected);
        assert_eq!(abreast::<u32>(&corpus, &priors, &state, token, &uniforms), expected);
    }
}

#[test]
fn topics_are_drawn_as_often_as_they_are_probable() {
    draws_rightly(1, with_rows::<[LaneArray<f32>; 1]>);
    draws_rightly(5, with_rows::<[LaneArray<f32>; 1]>);
    for topics in [1, 8, 9, 50, 256] {
        draws_rightly(topics, abreast::<u16>);
    }
    draws_rightly(50, with_rows::<[LaneArray<f32>; 8]>);
    draws_rightly(128, with_rows::<[LaneArray<f32>; 16]>);
    draws_rightly(250, with_rows::<[LaneArray<f32>; 32]>);
    draws_rightly(270, with_rows::<Vec<LaneArray<f32>>>);
    for topics in [1, 5, 50, 150, 400] {
        draws_rightly(topics, with_lists::<u16>);
    }
}

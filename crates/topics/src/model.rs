//! The model: the most typical of several chains, with what the others say of its topics.

use crate::{
    ChainState, Passages, TopicError, ValidParams,
    chains::{OnSweep, run_chains},
    stability::agreement,
};

/// A topic that is less like its likes in the other chains than this is not supported by the text: in texts of words drawn at
/// random, chains agree on topics up to some 0.57.
pub const STABLE: f64 = 0.6;

/// A fitted model. Topics are numbered from 0, the most prevalent first.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicModel {
    params: ValidParams,
    chain: usize,
    state: ChainState,
    stability: Vec<Option<f64>>,
}

/// Fits a model: runs the chains, matches their topics, and takes the chain that agrees most with the others (Rieger, Jentsch and
/// Rahnenführer, 2024). `on_sweep` is told of each finished sweep of any chain and may end the work.
///
/// # Errors
///
/// [`TopicError::Interrupted`], if `on_sweep` ended it, and [`TopicError::Sampler`], if there is too much to count.
pub fn fit(
    passages: &Passages,
    params: &ValidParams,
    on_sweep: OnSweep<'_>,
) -> Result<TopicModel, TopicError> {
    let mut chains = run_chains(passages, params, 0..params.chains, on_sweep)?;
    let agreement = agreement(&chains);
    let chain = agreement.prototype;
    let state = chains.swap_remove(chain);
    let order = state.by_prevalence();
    let stability = &agreement.stability[chain];
    Ok(TopicModel {
        params: params.clone(),
        chain,
        stability: order.iter().map(|&topic| stability[topic]).collect(),
        state: state.reordered(&order),
    })
}

impl TopicModel {
    /// The number of topics.
    pub fn topics(&self) -> usize {
        self.state.topics()
    }

    /// The parameters that it was fitted with.
    pub fn params(&self) -> &ValidParams {
        &self.params
    }

    /// The number of the chain that it is, from 0.
    pub fn chain(&self) -> usize {
        self.chain
    }

    /// φ, θ and the priors.
    pub fn state(&self) -> &ChainState {
        &self.state
    }

    /// How alike a topic and its likes in the other chains are, beyond chance: 1 is the same; nothing, if there is but one chain.
    pub fn stability(&self, topic: usize) -> Option<f64> {
        self.stability.get(topic).copied().flatten()
    }

    /// Whether the text supports a topic; a single chain cannot tell, and denies none.
    pub fn is_stable(&self, topic: usize) -> bool {
        self.stability(topic).is_none_or(|stability| stability >= STABLE)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{TopicModel, fit};
    use crate::{
        Passages, TopicError, TopicParams,
        noise::{Noise, block_passages},
    };

    fn fitted(passages: &Passages, params: &TopicParams) -> TopicModel {
        fit(passages, &params.check(passages).unwrap(), &|| ControlFlow::Continue(())).unwrap()
    }

    fn params(topics: usize) -> TopicParams {
        TopicParams { topics, sweeps: Some(150), chains: Some(4), ..TopicParams::default() }
    }

    #[test]
    fn blocks_of_words_become_stable_topics() {
        let passages = block_passages(3, 30);
        for seed in 1..=3 {
            let model = fitted(&passages, &TopicParams { seed, ..params(3) });
            for passage in 0..passages.len() {
                let topic = model.state().main_topic(passage);
                assert!(model.state().share(passage, topic) > 0.9, "passage {passage}, seed {seed}");
                assert_eq!(topic, model.state().main_topic(passage % 3));
            }
            assert!((0..3).all(|topic| model.stability(topic).unwrap() > 0.9 && model.is_stable(topic)));
        }
    }

    #[test]
    fn noise_has_no_stable_topics() {
        let mut noise = Noise::new(3);
        let rows: Vec<Vec<u32>> =
            (0..40).map(|_| (0..40).map(|_| noise.below(200) as u32).collect()).collect();
        let model = fitted(&Passages::of_words(&rows), &params(6));
        let stability: Vec<Option<f64>> = (0..6).map(|topic| model.stability(topic)).collect();
        let stable = (0..6).filter(|&topic| model.is_stable(topic)).count();
        assert!(stable <= 1, "{stability:?}");
    }

    #[test]
    fn one_chain_cannot_tell_stability() {
        let model = fitted(&block_passages(3, 30), &TopicParams { chains: Some(1), ..params(3) });
        assert_eq!((model.chain(), model.stability(0), model.is_stable(0)), (0, None, true));
    }

    #[test]
    fn probabilities_and_shares_sum_to_one() {
        let passages = block_passages(3, 31);
        let model = fitted(&passages, &params(4));
        let state = model.state();
        let is_one = |sum: f64| (sum - 1.0).abs() < 1e-12;
        for topic in 0..4 {
            assert!(is_one((0..state.words()).map(|word| state.probability(topic, word)).sum()));
        }
        assert!((0..passages.len()).all(|passage| is_one(state.shares(passage).iter().sum())));
        assert!(is_one((0..4).map(|topic| state.prevalence(topic)).sum()));
        assert!((1..4).all(|topic| state.prevalence(topic - 1) >= state.prevalence(topic)));
    }

    #[test]
    fn threads_change_nothing() {
        let passages = block_passages(5, 60);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fitted(&passages, &params(5)))
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(8));
    }

    #[test]
    fn an_interruption_ends_the_work() {
        let passages = block_passages(3, 30);
        let params = params(3).check(&passages).unwrap();
        assert_eq!(fit(&passages, &params, &|| ControlFlow::Break(())), Err(TopicError::Interrupted));
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let passages = block_passages(3, 30);
        let check = |params: TopicParams| params.check(&passages).is_err();
        assert!(check(TopicParams { topics: 1, ..params(2) }));
        assert!(check(TopicParams { topics: 31, ..params(2) }));
        assert!(check(TopicParams { alpha: 0.0, ..params(2) }));
        assert!(check(TopicParams { beta: f64::NAN, ..params(2) }));
        assert!(check(TopicParams { sweeps: Some(0), ..params(2) }));
        assert!(check(TopicParams { chains: Some(0), ..params(2) }));
    }
}

//! Several chains over the same passages.

use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::{
    ChainState, Passages, TopicError, ValidParams,
    gibbs::{Chain, Priors},
    learn::learn_priors,
};

/// Chains over fewer tokens are run side by side, each sampling one token after the other; over more, one chain after the other,
/// each on all threads.
const SIDE_BY_SIDE: usize = 1_000_000;
/// Samples are taken in the last part in so many of the sweeps …
const SAMPLED_PART: u32 = 4;
/// … and there are about so many of them.
const SAMPLES: u32 = 20;
/// The priors are learnt from this sweep on, about so many times, and stay as they are while samples are taken.
const LEARNT_FROM: u32 = 20;
const LEARNT_TIMES: u32 = 30;

/// Called after each sweep of any chain; `Break` ends the work.
pub type OnSweep<'a> = &'a (dyn Fn() -> ControlFlow<()> + Sync);

/// Runs chains with the numbers given.
pub(crate) fn run_chains(
    passages: &Passages,
    params: &ValidParams,
    chains: std::ops::Range<u32>,
    on_sweep: OnSweep<'_>,
) -> Result<Vec<ChainState>, TopicError> {
    let run = |chain| run_chain(passages, params, chain, on_sweep);
    if passages.tokens() <= SIDE_BY_SIDE {
        chains.into_par_iter().map(run).collect()
    } else {
        chains.map(run).collect()
    }
}

pub(crate) fn run_chain(
    passages: &Passages,
    params: &ValidParams,
    chain: u32,
    on_sweep: OnSweep<'_>,
) -> Result<ChainState, TopicError> {
    let priors = Priors::symmetric(params.topics, params.alpha, params.beta);
    let mut chain = Chain::start(passages.corpus(), &priors, params.seed, chain)?;
    let first_sample = params.sweeps - params.sweeps.div_ceil(SAMPLED_PART);
    let thinning = (params.sweeps - first_sample).div_ceil(SAMPLES);
    let learning = (first_sample / LEARNT_TIMES).max(1);
    let mut state = None;
    for sweep in 0..params.sweeps {
        chain.sweep();
        if params.learn && sweep >= LEARNT_FROM && sweep < first_sample && sweep.is_multiple_of(learning) {
            learn_priors(&mut chain);
        }
        if sweep >= first_sample && (params.sweeps - 1 - sweep).is_multiple_of(thinning) {
            let new = || ChainState::new(passages, params.topics, chain.priors().clone());
            state.get_or_insert_with(new).sample(&chain);
        }
        if on_sweep().is_break() {
            return Err(TopicError::Interrupted);
        }
    }
    Ok(state.unwrap_or_else(|| ChainState::new(passages, params.topics, chain.priors().clone())))
}

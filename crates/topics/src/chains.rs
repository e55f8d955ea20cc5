//! Several chains over the same passages, run until they agree.

use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::{
    ChainState, Passages, TopicError, ValidParams,
    gibbs::Chain,
    learn::learn_priors,
    start::start,
    trace::{Decision, Trace, TracePoint},
};

/// Chains over fewer tokens are run side by side, each sampling one token after the other; over more, one chain after the other,
/// each on all threads.
const SIDE_BY_SIDE: usize = 1_000_000;
/// So many candidates are begun for each chain …
const CANDIDATES: u32 = 3;
/// … and swept so often, before the likelier ones are kept.
const CANDIDATE_SWEEPS: u32 = 25;
/// Samples are taken in the last half of the sweeps of a round, about so many of them.
const SAMPLES: u32 = 20;
/// The priors are learnt from this sweep on, and every so many sweeps, and stay as they are while samples are taken. Earlier, while the
/// topics form, a learnt α would freeze them.
const LEARNT_FROM: u32 = 50;
const LEARNT_EVERY: u32 = 5;

/// Called after each sweep of any chain; `Break` ends the work.
pub type OnSweep<'a> = &'a (dyn Fn() -> ControlFlow<()> + Sync);

/// Chains that have ended.
pub(crate) struct Ended {
    /// The means of the samples of the last round.
    pub(crate) states: Vec<ChainState>,
    /// How they got there.
    pub(crate) trace: Trace,
}

/// Runs the chains in rounds, until they agree, no longer come nearer to each other, or reach the bound.
pub(crate) fn run_chains(
    passages: &Passages,
    params: &ValidParams,
    on_sweep: OnSweep<'_>,
) -> Result<Ended, TopicError> {
    let run = Run { passages, params, on_sweep };
    let mut chains = run.candidates()?;
    let (mut trace, mut done) = (Trace::default(), run.candidate_sweeps());
    for end in params.rounds() {
        let round = Round::new(done, end);
        let states = run.each(&mut chains, |chain| run.round(chain, round))?;
        done = end;
        let likelihoods = run.each(&mut chains, |chain| Ok(chain.log_likelihood_per_token()))?;
        let point = TracePoint::of(end, &states, &likelihoods);
        if trace.add(point, end == params.sweeps) != Decision::GoOn {
            return Ok(Ended { states, trace });
        }
    }
    Err(TopicError::Interrupted)
}

/// Runs one chain from its start to the end of its sweeps, without candidates or rounds.
pub(crate) fn run_chain(
    passages: &Passages,
    params: &ValidParams,
    chain: u32,
    on_sweep: OnSweep<'_>,
) -> Result<ChainState, TopicError> {
    let run = Run { passages, params, on_sweep };
    run.round(&mut start(passages, params, chain)?, Round::new(0, params.sweeps))
}

/// The sweeps from one number to another.
#[derive(Clone, Copy)]
struct Round {
    first: u32,
    end: u32,
    first_sample: u32,
    thinning: u32,
}

impl Round {
    fn new(first: u32, end: u32) -> Self {
        let sampled = (end - first).div_ceil(2);
        Self { first, end, first_sample: end - sampled, thinning: sampled.div_ceil(SAMPLES).max(1) }
    }

    fn learns(self, sweep: u32) -> bool {
        // A short run learns too, in the second quarter.
        let from = LEARNT_FROM.min(self.end / 4);
        sweep >= from && sweep < self.first_sample && sweep.is_multiple_of(LEARNT_EVERY)
    }

    fn samples(self, sweep: u32) -> bool {
        sweep >= self.first_sample && (self.end - 1 - sweep).is_multiple_of(self.thinning)
    }
}

struct Run<'a> {
    passages: &'a Passages,
    params: &'a ValidParams,
    on_sweep: OnSweep<'a>,
}

impl<'a> Run<'a> {
    fn candidate_sweeps(&self) -> u32 {
        CANDIDATE_SWEEPS.min(self.params.sweeps / 4)
    }

    fn is_side_by_side(&self) -> bool {
        self.passages.tokens() <= SIDE_BY_SIDE
    }

    /// The likelier ones of as many chains as there are candidates, in their order. A chain that has begun with two subjects as one topic
    /// stays there, and can be known by its likelihood.
    fn candidates(&self) -> Result<Vec<Chain<'a>>, TopicError> {
        let sweeps = self.candidate_sweeps();
        let candidates = if sweeps == 0 { self.params.chains } else { self.params.chains * CANDIDATES };
        let begin = |chain: u32| -> Result<(Option<f64>, Chain<'a>), TopicError> {
            let mut chain = start(self.passages, self.params, chain)?;
            for _ in 0..sweeps {
                self.sweep(&mut chain)?;
            }
            Ok((chain.log_likelihood_per_token(), chain))
        };
        let begun: Vec<(Option<f64>, Chain<'a>)> = match self.is_side_by_side() {
            true => (0..candidates).into_par_iter().map(begin).collect::<Result<_, _>>()?,
            false => (0..candidates).map(begin).collect::<Result<_, _>>()?,
        };
        let mut order: Vec<usize> = (0..begun.len()).collect();
        let likelihood = |place: &usize| begun[*place].0.unwrap_or(f64::NEG_INFINITY);
        order.sort_by(|one, other| likelihood(other).total_cmp(&likelihood(one)).then(one.cmp(other)));
        order.truncate(self.params.chains as usize);
        let kept = begun.into_iter().enumerate().filter(|(place, _)| order.contains(place));
        Ok(kept.map(|(_, (_, chain))| chain).collect())
    }

    fn each<T: Send>(
        &self,
        chains: &mut [Chain<'a>],
        work: impl Fn(&mut Chain<'a>) -> Result<T, TopicError> + Sync + Send,
    ) -> Result<Vec<T>, TopicError> {
        match self.is_side_by_side() {
            true => chains.par_iter_mut().map(work).collect(),
            false => chains.iter_mut().map(work).collect(),
        }
    }

    fn round(&self, chain: &mut Chain<'a>, round: Round) -> Result<ChainState, TopicError> {
        let mut state = None;
        for sweep in round.first..round.end {
            self.sweep(chain)?;
            if self.params.learn && round.learns(sweep) {
                learn_priors(chain);
            }
            if round.samples(sweep) {
                let new = || ChainState::new(self.passages, self.params.topics, chain.priors().clone());
                state.get_or_insert_with(new).sample(chain);
            }
        }
        let new = || ChainState::new(self.passages, self.params.topics, chain.priors().clone());
        Ok(state.unwrap_or_else(new))
    }

    fn sweep(&self, chain: &mut Chain<'_>) -> Result<(), TopicError> {
        chain.sweep();
        match (self.on_sweep)() {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(TopicError::Interrupted),
        }
    }
}

/// How many sweeps all chains make at most, to show progress.
pub fn most_sweeps(params: &ValidParams) -> u64 {
    let candidates = u64::from(CANDIDATE_SWEEPS.min(params.sweeps / 4)) * u64::from(CANDIDATES - 1);
    u64::from(params.chains) * (u64::from(params.sweeps) + candidates)
}

//! How the chains of a fit came to agree.

use crate::{
    ChainState,
    stability::{Agreement, STABLE, agreement},
};

/// What was decided after a round of sweeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// To make more.
    #[default]
    GoOn,
    /// To stop, because the chains agree.
    Agreed,
    /// To stop, because they no longer come nearer to each other or to the text.
    NoBetter,
    /// To stop, because the number of sweeps is reached.
    Bound,
}

/// Of so much of the text the topics are stable, where chains agree …
const AGREED_SHARE: f64 = 0.95;
/// … and the mean stability is as large as this, or no longer rises by more than the next one.
const AGREED_STABILITY: f64 = 0.9;
const AGREED_RISE: f64 = 0.02;
/// Chains no longer come nearer to each other if two rounds have raised the mean stability by less than this …
const LEAST_RISE: f64 = 0.01;
/// … and the mean log-likelihood of a token by less than this, in nats.
const LEAST_GAIN: f64 = 0.001;

/// The chains after a round of sweeps.
#[derive(Clone, Debug, PartialEq)]
pub struct TracePoint {
    /// The sweeps of each chain so far.
    pub sweeps: u32,
    /// The mean stability of the topics of the most typical chain; `None` for one chain.
    pub stability: Option<f64>,
    /// How many of its topics are stable.
    pub stable_topics: usize,
    /// Their share of all tokens.
    pub stable_share: f64,
    /// ln p of a token, mean over tokens and chains.
    pub log_likelihood: Option<f64>,
    /// What was decided.
    pub decision: Decision,
    pub(crate) agreement: Agreement,
}

impl TracePoint {
    pub(crate) fn of(sweeps: u32, states: &[ChainState], likelihoods: &[Option<f64>]) -> Self {
        let agreement = agreement(states);
        let stability = agreement.of_prototype();
        let known: Option<Vec<f64>> = stability.iter().copied().collect();
        let known = known.filter(|known| !known.is_empty());
        let stable: Vec<usize> = (0..stability.len())
            .filter(|&topic| stability[topic].is_none_or(|stability| stability >= STABLE))
            .collect();
        let prototype = states.get(agreement.prototype);
        let likelihoods: Option<Vec<f64>> = likelihoods.iter().copied().collect();
        Self {
            sweeps,
            stability: known.map(|known| known.iter().sum::<f64>() / known.len() as f64),
            stable_topics: stable.len(),
            stable_share: prototype
                .map_or(0.0, |state| stable.iter().map(|&topic| state.prevalence(topic)).sum()),
            log_likelihood: likelihoods
                .map(|likelihoods| likelihoods.iter().sum::<f64>() / likelihoods.len().max(1) as f64),
            decision: Decision::GoOn,
            agreement,
        }
    }
}

/// The rounds of a fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace(Vec<TracePoint>);

impl Trace {
    /// The rounds in their order.
    pub fn points(&self) -> &[TracePoint] {
        &self.0
    }

    /// What ended the fit.
    pub fn end(&self) -> Decision {
        self.0.last().map_or(Decision::GoOn, |point| point.decision)
    }

    /// Adds a round, and decides whether there is to be another one.
    pub(crate) fn add(&mut self, mut point: TracePoint, is_last: bool) -> Decision {
        point.decision = self.decide(&point, is_last);
        let decision = point.decision;
        self.0.push(point);
        decision
    }

    fn decide(&self, point: &TracePoint, is_last: bool) -> Decision {
        let rise = |rounds: usize| -> Option<f64> {
            let before = self.0.get(self.0.len().checked_sub(rounds)?)?;
            Some(point.stability? - before.stability?)
        };
        let gain = |rounds: usize| -> Option<f64> {
            let before = self.0.get(self.0.len().checked_sub(rounds)?)?;
            Some(point.log_likelihood? - before.log_likelihood?)
        };
        let agrees = point.stability.is_some_and(|stability| stability >= AGREED_STABILITY)
            || rise(1).is_some_and(|rise| rise <= AGREED_RISE);
        let no_gain = gain(2).is_some_and(|gain| gain <= LEAST_GAIN);
        // One chain has nothing to agree with.
        let no_rise = point.stability.is_none() || rise(2).is_some_and(|rise| rise <= LEAST_RISE);
        if point.stability.is_some() && point.stable_share >= AGREED_SHARE && agrees {
            Decision::Agreed
        } else if no_gain && no_rise {
            Decision::NoBetter
        } else if is_last {
            Decision::Bound
        } else {
            Decision::GoOn
        }
    }

    pub(crate) fn agreement(&self) -> Option<&Agreement> {
        self.0.last().map(|point| &point.agreement)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Trace, TracePoint};
    use crate::stability::Agreement;

    fn decisions(rounds: &[(f64, f64, f64)]) -> Vec<Decision> {
        let mut trace = Trace::default();
        let point = |&(stability, stable_share, log_likelihood): &(f64, f64, f64)| TracePoint {
            sweeps: 100,
            stability: Some(stability),
            stable_topics: 0,
            stable_share,
            log_likelihood: Some(log_likelihood),
            decision: Decision::GoOn,
            agreement: Agreement { prototype: 0, stability: Vec::new() },
        };
        let last = rounds.len() - 1;
        rounds.iter().enumerate().map(|(place, round)| trace.add(point(round), place == last)).collect()
    }

    #[test]
    fn rounds_end_where_more_would_not_help() {
        use Decision::{Agreed, Bound, GoOn, NoBetter};
        assert_eq!(decisions(&[(0.95, 1.0, -7.0), (0.95, 1.0, -7.0)])[0], Agreed);
        assert_eq!(decisions(&[(0.7, 1.0, -7.0), (0.71, 1.0, -7.0)]), [GoOn, Agreed]);
        assert_eq!(decisions(&[(0.7, 0.6, -7.1), (0.75, 0.6, -7.0), (0.8, 0.6, -6.9)]), [GoOn, GoOn, Bound]);
        let still = (0.7, 0.6, -7.0);
        assert_eq!(decisions(&[still, still, still, still]), [GoOn, GoOn, NoBetter, NoBetter]);
        // The likelihood still rises.
        assert_eq!(decisions(&[(0.7, 0.6, -7.1), (0.7, 0.6, -7.05), (0.7, 0.6, -7.0), still])[2], GoOn);
    }
}

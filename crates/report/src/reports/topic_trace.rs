//! `data/topic_trace.csv`: how the chains of the topic model came to agree.

use textmill_topics::{Decision, TracePoint};

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A round of sweeps.
    TopicTraceRow in "data/topic_trace.csv", one row is "a round of sweeps of all chains of the topic model, after which they were compared";
    sweeps: u64, "sweeps", "How often each chain has visited each token so far.";
    stability: Real, "", "The mean stability of the topics of the most typical chain, as in topics.csv; empty for one chain.";
    stable_topics: u64, "topics", "How many of its topics are stable.";
    stable_share: Real, "share", "Their share of all words that the model reads.";
    log_likelihood: Real, "nats", "Mean ln p of a token in the last state of a chain, mean over the chains.";
    decision: Text, "", "go on; agreed (stable topics have 95 % of the words, and stability is 0.9 or has risen by at most 0.02); no better (in two rounds stability has risen by at most 0.01 and log_likelihood by at most 0.001); or bound (topics.sweeps, or the number that suits the size of the text).";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<TopicTraceRow>(&[Need::Topics], |results, set| {
    let points = results.topics.fitted.iter().flat_map(|fitted| fitted.model.trace().points());
    set.write(points.map(row))
});

fn row(point: &TracePoint) -> TopicTraceRow {
    TopicTraceRow {
        sweeps: u64::from(point.sweeps),
        stability: point.stability.into(),
        stable_topics: point.stable_topics as u64,
        stable_share: point.stable_share.into(),
        log_likelihood: point.log_likelihood.into(),
        decision: match point.decision {
            Decision::GoOn => "go on",
            Decision::Agreed => "agreed",
            Decision::NoBetter => "no better",
            Decision::Bound => "bound",
        }
        .into(),
    }
}

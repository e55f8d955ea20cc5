//! `data/topic_selection.csv`: the numbers of topics that were tried.

use textmill_topics::{Choice, GridPoint, Mean};

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A number of topics that was tried.
    TopicSelectionRow in "data/topic_selection.csv", one row is "a number of topics that was tried (topics.k = auto): five chains, of which each leaves out another fifth of the passages";
    topics: u64, "", "The number of topics K.";
    choice: Text, "", "chosen: the smallest number whose score is at most one standard error of the best one below it; runner-up: the best score of the others; empty for all others.";
    score: Real, "", "What the choice rests on: the mean over the chains of the mean over their topics of stability * (1 + NPMI) / 2.";
    score_standard_error: Real, "", "Its standard error over the chains.";
    stability: Real, "", "Mean stability, as in topics.csv, between chains that saw different passages.";
    stability_standard_error: Real, "", "Its standard error over the chains.";
    npmi: Real, "", "Mean coherence, as in topics.csv.";
    npmi_standard_error: Real, "", "Its standard error over the chains.";
    held_out: Real, "nats", "Mean ln p of a word at an odd place of a passage that the chain did not see, given the words at even places (document completion, Wallach et al. 2009). For information: it rises with the number of topics, and has no say in the choice.";
    held_out_standard_error: Real, "nats", "Its standard error over the chains.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<TopicSelectionRow>(&[Need::Topics], |results, set| {
        set.write(rows(&results.topics.selection))
    });

/// The rows of the numbers of topics that were tried.
fn rows(points: &[GridPoint]) -> impl Iterator<Item = TopicSelectionRow> + '_ {
    let mean = |value: Option<Mean>| -> Real { value.map(|value| value.mean).into() };
    let error = |value: Option<Mean>| -> Real { value.map(|value| value.standard_error).into() };
    points.iter().map(move |point| TopicSelectionRow {
        topics: point.topics as u64,
        choice: match point.choice {
            Choice::Chosen => "chosen",
            Choice::RunnerUp => "runner-up",
            Choice::Other => "",
        }
        .into(),
        score: mean(point.score),
        score_standard_error: error(point.score),
        stability: mean(point.stability),
        stability_standard_error: error(point.stability),
        npmi: mean(point.npmi),
        npmi_standard_error: error(point.npmi),
        held_out: mean(point.held_out),
        held_out_standard_error: error(point.held_out),
    })
}

//! `data/topic_drift.csv`: whether the topics of a saved model still fit.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// How well a saved model fits some documents.
    TopicDriftRow in "data/topic_drift.csv", one row is "all documents, or those of a period, beside those that the saved model was fitted to (topics.keep, textmill topics apply)";
    period: Text, "", "The period (trends.period) of the documents' dates; empty for all documents.";
    documents: u64, "documents", "The documents.";
    tokens: u64, "tokens", "Their content words: those that a model would read if it knew them.";
    known_share: Real, "share", "The share of these that the model knows; a phrase counts once.";
    fitted_known_share: Real, "share", "The same of the documents that it was fitted to.";
    log_likelihood: Real, "nats", "Mean ln p of a known word at an odd place of a passage, given those at even places (document completion).";
    fitted_log_likelihood: Real, "nats", "The same of the documents that it was fitted to, whose words it has seen.";
    refit: Text, "", "due: known_share is below nine tenths of fitted_known_share, or log_likelihood is lower by more than 0.4; not due; due also where no known word is left to be explained; or empty, where there are fewer than 200 words, or the model does not say how it fitted.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicDriftRow>(&[Need::Topics, Need::TopicDrift], |results, set| {
        set.write(results.topics.drift.iter().cloned())
    });

//! The parameters that the columns of reports rest on, as the data dictionary states them.

use std::collections::BTreeMap;

use textmill_reuse::SHORT_DOCUMENT;
use textmill_topics::{
    STABLE,
    coherence::{C_V_WINDOW, PMI_WINDOW},
    labels::FREX_LABELS,
};

use crate::{Config, TopicNumber, config::Across};

/// The parameters by report and column.
pub(crate) fn column_parameters(config: &Config) -> BTreeMap<(&'static str, &'static str), String> {
    let mut parameters = BTreeMap::new();
    let mut state = |file: &'static str, columns: &[&'static str], text: String| {
        parameters.extend(columns.iter().map(|column| ((file, *column), text.clone())));
    };
    let diversity = &config.diversity;
    state("data/diversity.csv", &["msttr"], format!("w = {} (diversity.segment)", diversity.segment));
    state("data/diversity.csv", &["mattr"], format!("w = {} (diversity.window)", diversity.window));
    let threshold = diversity.mtld_threshold;
    state("data/diversity.csv", &["mtld"], format!("threshold = {threshold} (diversity.mtld_threshold)"));
    state(
        "data/diversity.csv",
        &["basis"],
        format!("at least {} (diversity.min_tokens)", diversity.min_tokens),
    );
    state("data/diversity.csv", &["hdd"], format!("k = {} (diversity.hdd_sample)", diversity.hdd_sample));

    let run = format!("at least {} (reuse.min_tokens)", config.reuse.min_tokens);
    state("passages.csv", &["tokens"], run.clone());
    state("reuse.csv", &["longest_run"], run + ", or several of 5 or more");

    let collocations = &config.collocations;
    let window = format!(
        "of windows: {} tokens to the left and {} to the right (collocations.left, collocations.right)",
        collocations.left, collocations.right
    );
    state("collocations.csv", &["left", "right", "expected"], window);
    let least = format!("at least {} (collocations.min_frequency)", collocations.min_frequency);
    state("collocations.csv", &["frequency"], least.clone());
    state("data/expressions.csv", &["frequency"], least);
    let ngrams = &config.ngrams;
    let reach = if ngrams.across == Across::Clause { "clause" } else { "sentence" };
    let words = format!("inside a {reach} (ngrams.across)");
    for file in ["data/ngrams.csv", "data/skipgrams.csv", "data/expressions.csv"] {
        state(file, &["words"], words.clone());
    }
    state(
        "data/ngrams.csv",
        &["frequency"],
        format!("at least {} (ngrams.min_frequency)", ngrams.min_frequency),
    );
    state(
        "data/skipgrams.csv",
        &["words"],
        format!("{words}; at most {} left out (ngrams.skips)", ngrams.skips),
    );
    let least = format!("at least {} (dispersion.min_frequency)", config.dispersion.min_frequency);
    state("data/dispersion.csv", &["frequency"], least);
    add_keyness(config, &mut state);
    add_topics(config, &mut state);
    let trends = &config.trends;
    let draws = format!("{} draws, seed {} (trends.draws, trends.seed)", trends.draws, trends.seed);
    state("data/trend_changes.csv", &["permutation_p"], draws);
    let sample = format!(
        "documents of fewer than {SHORT_DOCUMENT} counted words are near duplicates only of each other"
    );
    state("documents.csv", &["near_duplicate_of", "containment"], sample);
    parameters
}

fn add_keyness(config: &Config, state: &mut impl FnMut(&'static str, &[&'static str], String)) {
    let keyness = &config.keyness;
    let conservative = format!("confidence = {} (keyness.confidence)", keyness.confidence);
    let (usual, all) = ("keyness.csv", "data/keyness_measures.csv");
    state(usual, &["log_ratio_low", "log_ratio_high"], conservative.clone());
    state(all, &["log_ratio_conservative_log2", "log_ratio_positive_log2"], conservative);
    state(all, &["simple_maths"], format!("n = {} per million (keyness.simple_maths)", keyness.simple_maths));
    let prior = format!("prior = {} per word (keyness.prior)", keyness.prior);
    state(all, &["log_odds", "log_odds_z", "log_odds_log10_p"], prior);
    let permutations = format!(
        "{} permutations, seed {} (keyness.permutations, keyness.seed)",
        keyness.permutations, keyness.seed
    );
    state(usual, &["permutation_q", "permutation_fdr"], permutations.clone());
    state(all, &["permutation_p"], permutations);
    let least = format!("at least {} in target and reference (keyness.min_frequency)", keyness.min_frequency);
    state(usual, &["target_frequency", "reference_frequency"], least);
}

fn add_topics(config: &Config, state: &mut impl FnMut(&'static str, &[&'static str], String)) {
    let topics = &config.topics;
    if topics.k == TopicNumber::Fixed(0) {
        return;
    }
    let relevance = format!("lambda = {} (topics.relevance)", topics.relevance);
    state("topics.csv", &["relevant_words"], relevance.clone());
    state("data/topic_terms.csv", &["relevance"], relevance);
    state("topics.csv", &["label"], format!("weight of exclusivity = {FREX_LABELS}"));
    state("data/topic_terms.csv", &["frex"], format!("weight of exclusivity = {FREX_LABELS}"));
    state("topics.csv", &["npmi"], format!("windows of {PMI_WINDOW} words"));
    state("topics.csv", &["c_v"], format!("windows of {C_V_WINDOW} words"));
    state("topics.csv", &["status", "stability"], format!("stable from {STABLE} on"));
    let alpha = format!(
        "at the start {} (topics.alpha), beta {} (topics.beta), seed {}",
        topics.alpha, topics.beta, topics.seed
    );
    state("topics.csv", &["alpha"], alpha);
}

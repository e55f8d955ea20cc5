//! `data/topic_terms.csv`: the words of topics.

use textmill_topics::labels::FREX_LABELS;

use super::topic_tables::{TopicTables, TopicWeights};
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A word of a topic.
    TopicTermRow in "data/topic_terms.csv", one row is "one of the 30 most probable words of a topic that is not unstable";
    topic: u64, "", "The number of the topic.";
    rank: u64, "", "1 for the most probable word.";
    term: Text, "", "The word: a term (or stem, by topics.unit), or two that are one word of the model.";
    surface: Text, "", "Its commonest spelling.";
    probability: Real, "share", "phi = (n + beta) / (tokens of the topic + V * beta), with n the frequency.";
    frequency: Real, "tokens", "How many of its tokens have this topic, on average over the sampled states.";
    relevance: Real, "", "lambda ln phi + (1 - lambda) ln(phi / p), with p the probability of the word in the model: the sum over topics of phi times prevalence.";
    frex: Real, "", "1 / (0.5 / E + 0.5 / F), with E and F the shares of words that have at most its exclusivity and its probability in the topic (Bischof and Airoldi 2012); near 1 for words that are both frequent and its own.";
    exclusivity: Real, "", "phi / sum of phi over all topics.";
}

/// How many words of a topic have a row.
const LISTED_WORDS: usize = 30;

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<TopicTermRow>(&[Need::Topics], |results, set| {
    set.write(results.topics.tables().iter().flat_map(rows))
});

/// The rows of the topics' words.
fn rows<'a>(tables: &'a TopicTables<'a>) -> Vec<TopicTermRow> {
    let state = tables.state();
    let reading = TopicWeights::of(state);
    let terms = reading.terms(state.words());
    let rows = |topic: usize| {
        let relevances = terms.relevances(topic, tables.relevance);
        let (frex, exclusivities) = (terms.frex(topic, FREX_LABELS), terms.exclusivities(topic));
        let words = state.top_words(topic, LISTED_WORDS).into_iter().zip(1..);
        let row = move |(word, rank): (u32, u64)| {
            let number = word as usize;
            let (term, surface) = tables.words.get(number).cloned().unwrap_or_default();
            TopicTermRow {
                topic: topic as u64 + 1,
                rank,
                term: term.into(),
                surface: surface.into(),
                probability: state.probability(topic, number).into(),
                frequency: state.frequency(topic, number).into(),
                relevance: relevances[number].into(),
                frex: frex[number].into(),
                exclusivity: exclusivities[number].into(),
            }
        };
        words.map(row)
    };
    (0..state.topics()).filter(|&topic| tables.is_shown(topic)).flat_map(rows).collect()
}

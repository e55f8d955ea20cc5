//! `topic_terms.csv`: the words of topics.

use super::topic_tables::TopicTables;
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A word of a topic.
    TopicTermRow in "topic_terms.csv", one row is "one of the 30 most probable words of a topic that is not unstable";
    topic: u64, "", "The number of the topic.";
    rank: u64, "", "1 for the most probable word.";
    term: Text, "", "The word: a term (or stem, by topics.unit), or two that are one word of the model.";
    surface: Text, "", "Its commonest spelling.";
    probability: Real, "share", "phi = (n + beta) / (tokens of the topic + V * beta), with n the frequency.";
    frequency: Real, "tokens", "How many of its tokens have this topic, on average over the sampled states.";
    relevance: Real, "", "0.6 ln phi + 0.4 ln(phi / p), with p the share of the word in the text.";
    frex: Real, "", "1 / (0.5 / E + 0.5 / F), with E and F the shares of words that have at most its exclusivity and its probability in the topic (Bischof and Airoldi 2012); near 1 for words that are both frequent and its own.";
    exclusivity: Real, "", "phi / sum of phi over all topics.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<TopicTermRow>(&[Need::Topics], |results, set| {
    set.write(results.topics.tables().iter().flat_map(TopicTables::term_rows))
});

//! `data/topic_groups.csv`: the topics of groups, speakers and periods.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A topic in a group of documents or segments.
    TopicGroupRow in "data/topic_groups.csv", one row is "a topic in the words of a group, a speaker, a period or a value of topics.by";
    level: Text, "", "group, speaker, period (trends.period of the document's date), or one of topics.by.";
    name: Text, "", "The group, the speaker's one name in a document, the period, or the value.";
    topic: u64, "", "The number of the topic.";
    documents: u64, "documents", "The documents with words of it.";
    tokens: u64, "tokens", "Its words that the model reads; those with fewer than 50 have no row.";
    share: Real, "share", "The share of its words that the topic accounts for: the mean of theta phi / sum of theta phi over all topics, with theta of the passage.";
    low: Real, "share", "The lower end of an interval of 95 %: that of a rate of clustered counts, by the jackknife over documents (as in trends.csv); empty for fewer than two documents.";
    high: Real, "share", "The upper end.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicGroupRow>(&[Need::Topics, Need::TopicGroups], |results, set| {
        set.write(results.topics.groups.iter().cloned())
    });

//! `data/topic_passages.csv`: passages that show what topics are.

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A passage that shows what a topic is.
    TopicPassageRow in "data/topic_passages.csv", one row is "one of the three passages with the largest share of a topic that is not unstable";
    topic: u64, "", "The number of the topic.";
    rank: u64, "", "1 for the passage with the largest share.";
    share: Real, "share", "The topic's share in the passage.";
    path: Text, "", "The document.";
    first_segment: u64, "", "The number of the passage's first segment in data/segments.csv.";
    last_segment: u64, "", "The number of its last segment.";
    segment: u64, "", "The number of the segment of the sentence.";
    speaker: Text, "", "Who says it, if that is known.";
    byte_start: u64, "bytes", "Where the sentence begins in the decoded text.";
    byte_end: u64, "bytes", "Where it ends.";
    sentence: Text, "", "The sentence of the passage of which the topic accounts for most words, with line ends as spaces; read back from the file.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicPassageRow>(&[Need::Topics, Need::TopicPassages], |results, set| {
        set.write(results.topics.examples.iter().cloned())
    });

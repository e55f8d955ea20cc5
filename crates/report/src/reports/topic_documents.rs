//! `data/topic_documents.csv`: the topics of passages.

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_topics::{Passage, Passages};

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A topic of a passage.
    TopicDocumentRow in "data/topic_documents.csv", one row is "a passage and a topic";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    passage: u64, "", "The number of the passage in its document, from 1: consecutive segments of some 60 to 150 content words together.";
    first_segment: u64, "", "The number of its first segment in data/segments.csv.";
    last_segment: u64, "", "The number of its last segment.";
    tokens: u64, "tokens", "How many words the model reads in it.";
    topic: u64, "", "The number of the topic.";
    share: Real, "share", "theta = (n + alpha) / (tokens + sum of alpha), with n the tokens of the passage that have this topic, on average over the sampled states; of a saved model that is applied, its fixed point for the passage.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicDocumentRow>(&[Need::Topics], |results, set| {
        set.write(rows(&results.corpus, &results.topics.passages, &results.topics.shares))
    });

/// The rows of the passages' topics, given their shares.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    passages: &'a Passages,
    shares: &'a [Vec<f64>],
) -> impl Iterator<Item = TopicDocumentRow> + 'a {
    numbered(passages).zip(shares).flat_map(move |((number, passage), shares)| {
        let path = &corpus.document(passage.document).path;
        shares.iter().zip(1..).map(move |(&share, topic)| TopicDocumentRow {
            document: u64::from(passage.document.0) + 1,
            path: path.as_str().into(),
            passage: number,
            first_segment: u64::from(passage.segments.0.0) + 1,
            last_segment: u64::from(passage.segments.1.0) + 1,
            tokens: passage.tokens() as u64,
            topic,
            share: share.into(),
        })
    })
}

/// The passages, each with its number in its document.
fn numbered(passages: &Passages) -> impl Iterator<Item = (u64, &Passage)> {
    let mut last: Option<(DocumentId, u64)> = None;
    passages.iter().map(move |passage| {
        let number = last.filter(|last| last.0 == passage.document).map_or(1, |last| last.1 + 1);
        last = Some((passage.document, number));
        (number, passage)
    })
}

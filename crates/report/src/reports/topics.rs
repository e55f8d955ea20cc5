//! `topics.csv`, `topic_terms.csv`, `topic_documents.csv`: the topic model.

use textmill_corpus::{DocumentId, SurfaceId, TokenizedCorpus};
use textmill_topics::{Passage, Passages, TopicModel, npmi};

use super::shown;
use crate::{Real, Text, columns::report};

/// How many terms of a topic are shown, and measured for coherence.
pub const TOP_TERMS: usize = 10;
/// How many terms of a topic have a row.
const LISTED_TERMS: usize = 30;
/// The window of the coherence, in content terms.
const COHERENCE_WINDOW: usize = 10;

report! {
    /// A topic.
    TopicRow in "topics.csv", one row is "a topic";
    topic: u64, "", "The number of the topic; 1 for the most prevalent.";
    prevalence: Real, "share", "Its share of all content terms.";
    npmi: Real, "", "Coherence: mean NPMI (natural logarithm) of the pairs of its 10 most probable terms, in boolean windows of 10 content terms, epsilon 1e-12; from -1 (never together) to 1 (always).";
    passages: u64, "passages", "In how many passages it has the largest share.";
    terms: Text, "", "Its 10 most probable terms in their commonest spelling, the most probable first.";
}

report! {
    /// A term of a topic.
    TopicTermRow in "topic_terms.csv", one row is "one of the 30 most probable terms of a topic";
    topic: u64, "", "The number of the topic.";
    rank: u64, "", "1 for the most probable term.";
    term: Text, "", "The term.";
    surface: Text, "", "The term's commonest spelling.";
    probability: Real, "share", "phi = (n + beta) / (tokens of the topic + V * beta), with n the frequency.";
    frequency: Real, "tokens", "How many tokens of the term have this topic, on average over the sampled states.";
}

report! {
    /// A topic of a passage.
    TopicDocumentRow in "topic_documents.csv", one row is "a passage and a topic";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    passage: u64, "", "The number of the passage in its document, from 1: consecutive segments of some 60 to 150 content terms together.";
    first_segment: u64, "", "The number of its first segment in segments.csv.";
    last_segment: u64, "", "The number of its last segment.";
    tokens: u64, "tokens", "How many of its tokens the model reads: content terms.";
    topic: u64, "", "The number of the topic.";
    share: Real, "share", "theta = (n + alpha) / (tokens + K * alpha), with n the tokens of the passage that have this topic, on average over the sampled states.";
}

/// The rows of the topics.
pub fn topic_rows<'a>(
    corpus: &'a TokenizedCorpus,
    passages: &'a Passages,
    model: &'a TopicModel,
    surfaces: &'a [Option<SurfaceId>],
) -> impl Iterator<Item = TopicRow> + 'a {
    let dominated = dominated_passages(passages, model);
    (0..model.topics()).map(move |topic| {
        let top = model.top_terms(topic, TOP_TERMS);
        let shown = top.iter().map(|&term| shown(corpus, surfaces[passages.terms()[term].index()]).0);
        TopicRow {
            topic: topic as u64 + 1,
            prevalence: model.prevalence(topic).into(),
            npmi: npmi(passages, &top, COHERENCE_WINDOW).into(),
            passages: dominated[topic],
            terms: shown.collect::<Vec<String>>().join(" ").into(),
        }
    })
}

/// In how many passages each topic has the largest share; the first of equal ones counts.
fn dominated_passages(passages: &Passages, model: &TopicModel) -> Vec<u64> {
    let mut dominated = vec![0; model.topics()];
    for passage in 0..passages.len() {
        let mut best = 0;
        for topic in 1..model.topics() {
            if model.share(passage, topic) > model.share(passage, best) {
                best = topic;
            }
        }
        dominated[best] += 1;
    }
    dominated
}

/// The rows of the topics' terms.
pub fn topic_term_rows<'a>(
    corpus: &'a TokenizedCorpus,
    passages: &'a Passages,
    model: &'a TopicModel,
    surfaces: &'a [Option<SurfaceId>],
) -> impl Iterator<Item = TopicTermRow> + 'a {
    (0..model.topics()).flat_map(move |topic| {
        model.top_terms(topic, LISTED_TERMS).into_iter().zip(1..).map(move |(number, rank)| {
            let term = passages.terms()[number];
            TopicTermRow {
                topic: topic as u64 + 1,
                rank,
                term: corpus.vocabulary().terms().text(term.index()).into(),
                surface: shown(corpus, surfaces[term.index()]),
                probability: model.probability(topic, number).into(),
                frequency: model.frequency(topic, number).into(),
            }
        })
    })
}

/// The rows of the passages' topics.
pub fn topic_document_rows<'a>(
    corpus: &'a TokenizedCorpus,
    passages: &'a Passages,
    model: &'a TopicModel,
) -> impl Iterator<Item = TopicDocumentRow> + 'a {
    numbered(passages).flat_map(move |(index, number, passage)| {
        let path = &corpus.document(passage.document).path;
        (0..model.topics()).map(move |topic| TopicDocumentRow {
            document: u64::from(passage.document.0) + 1,
            path: path.as_str().into(),
            passage: number,
            first_segment: u64::from(passage.segments.0.0) + 1,
            last_segment: u64::from(passage.segments.1.0) + 1,
            tokens: passage.tokens() as u64,
            topic: topic as u64 + 1,
            share: model.share(index, topic).into(),
        })
    })
}

/// The passages, each with its index and its number in its document.
fn numbered(passages: &Passages) -> impl Iterator<Item = (usize, u64, &Passage)> {
    let mut last: Option<(DocumentId, u64)> = None;
    passages.iter().enumerate().map(move |(index, passage)| {
        let number = last.filter(|last| last.0 == passage.document).map_or(1, |last| last.1 + 1);
        last = Some((passage.document, number));
        (index, number, passage)
    })
}

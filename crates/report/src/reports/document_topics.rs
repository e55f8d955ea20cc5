//! `data/document_topics.csv` and `data/document_topics_long.csv`: the topics of documents.

use serde::ser::{Serialize, SerializeTuple, Serializer};
use textmill_topics::DocumentPart;

use crate::{AddedColumn, Column, Need, Real, Report, ReportEntry, Results, Text, columns::report};

report! {
    /// A topic of a document.
    DocumentTopicLongRow in "data/document_topics_long.csv", one row is "a document and a topic";
    document: u64, "", "The number of the document.";
    path: Text, "", "Its path.";
    topic: u64, "", "The number of the topic.";
    label: Text, "", "Its four words with the largest FREX, as in topics.csv; of a saved model that is applied, its own.";
    tokens: u64, "tokens", "How many words the model reads in the document.";
    share: Real, "share", "The share of these that the topic accounts for: the mean of theta phi / sum of theta phi over all topics, with theta of the passage.";
}

pub(super) const LONG_ENTRY: ReportEntry =
    ReportEntry::on_request::<DocumentTopicLongRow>(&[Need::Topics, Need::DocumentTopics], |results, set| {
        let labels = labels(results);
        let documents = results.topics.documents.iter();
        set.write(documents.flat_map(|part| {
            let labels = &labels;
            part.topics.iter().enumerate().map(move |(topic, sum)| DocumentTopicLongRow {
                document: u64::from(part.document.0) + 1,
                path: results.corpus.document(part.document).path.as_str().into(),
                topic: topic as u64 + 1,
                label: labels.get(topic).map_or("", String::as_str).into(),
                tokens: part.words,
                share: share(part, *sum),
            })
        }))
    });

/// A document with all its topics.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DocumentTopicsRow {
    document: u64,
    texts: [Text; 6],
    tokens: u64,
    main_topic: u64,
    main_share: Real,
    shares: Vec<Real>,
}

impl Report for DocumentTopicsRow {
    const FILE: &'static str = "data/document_topics.csv";
    const ROW: &'static str = "a document, with the share of each topic";

    fn columns() -> Vec<Column> {
        let column = |(name, kind, unit, meaning)| Column { name, kind, unit, meaning, definition: None };
        [
            ("document", "integer", "", "The number of the document."),
            ("path", "text", "", "Its path."),
            ("title", "text", "", "Its title."),
            ("date", "text", "", "Its day (ISO 8601), as in documents.csv."),
            ("group", "text", "", "Its group."),
            ("language", "text", "", "Its language."),
            ("tokens", "integer", "tokens", "How many words the model reads in it."),
            ("main_topic", "integer", "", "The number of the topic with the largest share; of equal ones the first."),
            ("main_label", "text", "", "The label of that topic."),
            ("main_share", "decimal", "share", "Its share."),
            (
                "topic_1",
                "decimal",
                "share",
                "The share of the topic of this number in these words: the mean of theta phi / sum of theta phi over all topics, with theta of \
                 the passage.",
            ),
        ]
        .into_iter()
        .map(column)
        .collect()
    }
}

impl Serialize for DocumentTopicsRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [path, title, date, group, language, main_label] = &self.texts;
        let mut row = serializer.serialize_tuple(10 + self.shares.len())?;
        row.serialize_element(&self.document)?;
        for text in [path, title, date, group, language] {
            row.serialize_element(text)?;
        }
        row.serialize_element(&self.tokens)?;
        row.serialize_element(&self.main_topic)?;
        row.serialize_element(main_label)?;
        row.serialize_element(&self.main_share)?;
        self.shares.iter().try_for_each(|share| row.serialize_element(share))?;
        row.end()
    }
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<DocumentTopicsRow>(&[Need::Topics, Need::DocumentTopics], |results, set| {
        let labels = labels(results);
        let topics = results.topics.fixed.as_ref().map_or(1, |fixed| fixed.topics());
        let of_topics = DocumentTopicsRow::columns().pop();
        let more: Vec<AddedColumn> = (2..=topics)
            .filter_map(|topic| Some(AddedColumn { name: format!("topic_{topic}"), column: of_topics? }))
            .collect();
        let documents = results.topics.documents.iter();
        set.write_wider(&more, documents.map(|part| row(results, &labels, part)))
    });

fn row(results: &Results, labels: &[String], part: &DocumentPart) -> DocumentTopicsRow {
    let document = results.corpus.document(part.document);
    let better =
        |best: usize, topic: usize| if part.topics[topic] > part.topics[best] { topic } else { best };
    let main = (1..part.topics.len()).fold(0, better);
    DocumentTopicsRow {
        document: u64::from(part.document.0) + 1,
        texts: [
            document.path.as_str().into(),
            document.shown_title().into(),
            document.iso_date().into(),
            document.metadata.group.as_deref().unwrap_or_default().into(),
            document.language.to_string().into(),
            labels.get(main).map_or("", String::as_str).into(),
        ],
        tokens: part.words,
        main_topic: main as u64 + 1,
        main_share: part.topics.get(main).map_or(Real::default(), |sum| share(part, *sum)),
        shares: part.topics.iter().map(|sum| share(part, *sum)).collect(),
    }
}

fn share(part: &DocumentPart, sum: f64) -> Real {
    (part.words > 0).then(|| sum / part.words as f64).into()
}

/// The labels of the topics that are shown.
fn labels(results: &Results) -> Vec<String> {
    let topics = &results.topics;
    let of_applied = || topics.applied.as_ref().map(|applied| applied.labels.clone()).unwrap_or_default();
    let labels = topics.tables().map_or_else(of_applied, |tables| tables.labels());
    let is_shown = |topic: usize| topics.is_shown.get(topic).copied().unwrap_or(true);
    labels
        .into_iter()
        .enumerate()
        .map(|(topic, label)| if is_shown(topic) { label } else { String::new() })
        .collect()
}

//! Where topics are spoken of, and by whom.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use textmill_corpus::{Document, DocumentId, SegmentId, SegmentView, Span, TokenizedCorpus};
use textmill_ingest::FoundFile;
use textmill_measures::bootstrap_interval;
use textmill_report::reports::{TopicGroupRow, TopicPassageRow};
use textmill_topics::{ClassShares, Example, examples};

use crate::{
    analysis::value, config::Config, error::RunError, evidence::sentences_at, measure_config::iso_date,
    topics::Topics,
};

/// How many passages show what a topic is.
const EXAMPLES: usize = 3;
/// A class with fewer words says nothing of topics.
const LEAST_WORDS: u64 = 50;
/// How often the documents of a class are drawn for an interval.
const DRAWS: u32 = 999;

/// The passages that show what topics are, with the sentences read back from the files.
pub(crate) fn passage_rows(
    corpus: &TokenizedCorpus,
    topics: &Topics,
    files: &[FoundFile],
    config: &Config,
) -> Result<Vec<TopicPassageRow>, RunError> {
    let (Some(fixed), Some(reader)) = (&topics.fixed, &topics.reader) else { return Ok(Vec::new()) };
    let of_topic = |topic: usize| {
        let found = examples(corpus, &topics.passages, reader, fixed, &topics.shares, topic, EXAMPLES);
        found.into_iter().zip(1..).map(move |(example, rank)| (topic, rank, example))
    };
    let shown = (0..fixed.topics()).filter(|&topic| topics.is_shown.get(topic) == Some(&true));
    let found: Vec<(usize, u64, Example)> = shown.flat_map(of_topic).collect();
    let passages: Vec<_> = topics.passages.iter().collect();
    let place = |example: &Example| (passages[example.passage].document, example.sentence);
    let places: Vec<(DocumentId, Span)> = found.iter().map(|(_, _, example)| place(example)).collect();
    let sentences = sentences_at(corpus, &places, files, &config.reading()?);
    let row = |((topic, rank, example), sentence): ((usize, u64, Example), String)| {
        let passage = passages[example.passage];
        let mut segments = corpus.segments_of(passage.document);
        let speaker = segments.find(|segment| segment.id() == example.segment);
        let speaker = speaker.map(|segment| segment.turn().name).unwrap_or_default();
        TopicPassageRow {
            topic: topic as u64 + 1,
            rank,
            share: example.share.into(),
            path: corpus.document(passage.document).path.as_str().into(),
            first_segment: u64::from(passage.segments.0.0) + 1,
            last_segment: u64::from(passage.segments.1.0) + 1,
            segment: u64::from(example.segment.0) + 1,
            speaker: speaker.into(),
            byte_start: u64::from(example.sentence.start),
            byte_end: u64::from(example.sentence.end),
            sentence: sentence.into(),
        }
    };
    Ok(found.into_iter().zip(sentences).map(row).collect())
}

/// The shares of topics in groups, in what speakers say, and in periods.
pub(crate) fn group_rows(corpus: &TokenizedCorpus, topics: &Topics, config: &Config) -> Vec<TopicGroupRow> {
    let length = config.trends.date_length().unwrap_or(7);
    let period = |document: &Document| iso_date(document)?.get(..length).map(str::to_owned);
    let of =
        |level: &'static str, name: NameOf<'_>| level_rows(corpus, topics, level, name, config.topics.seed);
    let mut rows = of("group", &|document, segment| value("group", document, segment));
    rows.extend(of("speaker", &|document, segment| value("speaker", document, segment)));
    rows.extend(of("period", &|document, _| period(document)));
    rows
}

/// What a segment belongs to at a level.
type NameOf<'a> = &'a dyn Fn(&Document, SegmentView<'_>) -> Option<String>;

fn level_rows(
    corpus: &TokenizedCorpus,
    topics: &Topics,
    level: &'static str,
    name: NameOf<'_>,
    seed: u64,
) -> Vec<TopicGroupRow> {
    let Some(fixed) = &topics.fixed else { return Vec::new() };
    let names: Vec<Vec<Option<String>>> = corpus
        .document_ids()
        .map(|id| corpus.segments_of(id).map(|segment| name(corpus.document(id), segment)).collect())
        .collect();
    let distinct: BTreeSet<&String> = names.iter().flatten().flatten().collect();
    let places: BTreeMap<&String, usize> = distinct.iter().copied().zip(0..).collect();
    let classes: Vec<Vec<Option<usize>>> = names
        .iter()
        .map(|names| names.iter().map(|name| places.get(name.as_ref()?).copied()).collect())
        .collect();
    let class = |document: DocumentId, segment: SegmentId| {
        classes.get(document.index())?.get(segment.0 as usize).copied().flatten()
    };
    let shares = ClassShares::of(&topics.passages, fixed, &topics.shares, distinct.len(), &class);
    let cells: Vec<(usize, &String, usize)> = distinct
        .into_iter()
        .enumerate()
        .filter(|(class, _)| shares.words(*class) >= LEAST_WORDS)
        .flat_map(|(class, name)| (0..fixed.topics()).map(move |topic| (class, name, topic)))
        .collect();
    let row = |&(class, name, topic): &(usize, &String, usize)| {
        let parts = shares.documents(class);
        let counted: Vec<(f64, u64)> = parts.iter().map(|part| (part.topics[topic], part.words)).collect();
        let interval = bootstrap_interval(seed, (class as u64) << 24 | topic as u64, DRAWS, &counted);
        let words = shares.words(class);
        let sum: f64 = counted.iter().map(|(part, _)| part).sum();
        TopicGroupRow {
            level: level.into(),
            name: name.as_str().into(),
            topic: topic as u64 + 1,
            documents: parts.len() as u64,
            tokens: words,
            share: (sum / words as f64).into(),
            low: interval.map(|(low, _)| low).into(),
            high: interval.map(|(_, high)| high).into(),
        }
    };
    cells.par_iter().map(row).collect()
}

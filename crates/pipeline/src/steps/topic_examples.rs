//! Passages that show what topics are.

use textmill_corpus::{DocumentId, Span, TokenizedCorpus};
use textmill_report::{TopicResults, reports::TopicPassageRow};
use textmill_topics::{Example, Passage, examples};

use crate::{RunError, counted_run::CountedRun, read_back::changed_warnings};

/// How many passages show what a topic is.
const EXAMPLES: usize = 3;

/// The passages with the largest shares of each topic that is shown, with the sentences read back from the files.
pub(crate) fn find_examples(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let (corpus, topics) = (&run.results.corpus, &run.results.topics);
    let found = all_examples(corpus, topics);
    let passages: Vec<&Passage> = topics.passages.iter().collect();
    let place = |found: &(usize, u64, Example)| (passages[found.2.passage].document, found.2.sentence);
    let places: Vec<(DocumentId, Span)> = found.iter().map(place).collect();
    let reader = run.text_reader();
    let (sentences, changed) = reader.sentences(&places)?;
    let row = |((topic, rank, example), sentence): ((usize, u64, Example), String)| {
        row(corpus, passages[example.passage], topic, rank, &example, sentence)
    };
    let rows = found.into_iter().zip(sentences).map(row).collect();
    run.results.account.warnings.extend(changed_warnings(corpus, "data/topic_passages.csv", &changed));
    run.results.topics.examples = rows;
    Ok(())
}

/// The examples of each topic that is shown: the topic, the rank, and the example.
fn all_examples(corpus: &TokenizedCorpus, topics: &TopicResults) -> Vec<(usize, u64, Example)> {
    let (Some(fixed), Some(reader)) = (&topics.fixed, &topics.reader) else { return Vec::new() };
    let of_topic = |topic: usize| {
        let found = examples(corpus, &topics.passages, reader, fixed, &topics.shares, topic, EXAMPLES);
        found.into_iter().zip(1..).map(move |(example, rank)| (topic, rank, example))
    };
    let shown = (0..fixed.topics()).filter(|&topic| topics.is_shown.get(topic) == Some(&true));
    shown.flat_map(of_topic).collect()
}

fn row(
    corpus: &TokenizedCorpus,
    passage: &Passage,
    topic: usize,
    rank: u64,
    example: &Example,
    sentence: String,
) -> TopicPassageRow {
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
}

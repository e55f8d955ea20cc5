//! What helps to read a topic: where it occurs, and who speaks about it.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentId, Span, TokenizedCorpus};

use crate::{FixedTopics, Passages, passages::WordReader};

/// The shares of topics in classes of segments, document by document.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassShares {
    topics: usize,
    /// For each class, the documents with words of it: their numbers, their words, and for each topic the sum of its part in them.
    classes: Vec<Vec<DocumentPart>>,
}

/// The part of a document in a class.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentPart {
    /// The document.
    pub document: DocumentId,
    /// The number of its words in the class.
    pub words: u64,
    /// The number of these words that each topic accounts for: Σ θ_k φ_kw / Σ_j θ_j φ_jw.
    pub topics: Vec<f64>,
}

impl ClassShares {
    /// Distributes each word of each passage over the topics, by the shares θ of the passage, and sums by document and
    /// by the class of the segment, which is below `classes` (`None` for a segment without a class).
    pub fn of(
        passages: &Passages,
        topics: &FixedTopics,
        shares: &[Vec<f64>],
        classes: usize,
        class: &(dyn Fn(DocumentId, SegmentId) -> Option<usize> + Sync),
    ) -> Self {
        let mut parts: Vec<Vec<DocumentPart>> = vec![Vec::new(); classes];
        for (number, passage) in passages.iter().enumerate() {
            let Some(shares) = shares.get(number) else { break };
            for (word, segment) in passages.words_by_segment(number) {
                let place = class(passage.document, segment).and_then(|class| parts.get_mut(class));
                let Some(parts) = place else { continue };
                if parts.last().is_none_or(|part| part.document != passage.document) {
                    let topics = vec![0.0; topics.topics()];
                    parts.push(DocumentPart { document: passage.document, words: 0, topics });
                }
                let Some(part) = parts.last_mut() else { continue };
                part.words += 1;
                let all = topics.probability(shares, word);
                let row = topics.row(word).iter().zip(shares);
                part.topics.iter_mut().zip(row).for_each(|(sum, (phi, share))| *sum += phi * share / all);
            }
        }
        Self { topics: topics.topics(), classes: parts }
    }

    /// The documents of a class.
    pub fn documents(&self, class: usize) -> &[DocumentPart] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    /// The number of words of a class.
    pub fn words(&self, class: usize) -> u64 {
        self.documents(class).iter().map(|part| part.words).sum()
    }

    /// The share of each topic in the words of a class; `None` for a class without words.
    pub fn shares(&self, class: usize) -> Option<Vec<f64>> {
        let words = self.words(class);
        let sum = |topic: usize| self.documents(class).iter().map(|part| part.topics[topic]).sum::<f64>();
        (words > 0).then(|| (0..self.topics).map(|topic| sum(topic) / words as f64).collect())
    }
}

/// A passage that shows what a topic is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Example {
    /// The number of the passage.
    pub passage: usize,
    /// The topic's share in it.
    pub share: f64,
    /// Its sentence in which the topic accounts for most words.
    pub sentence: Span,
    /// The segment of this sentence.
    pub segment: SegmentId,
}

/// A sentence of few words must do with them: so many words count as those of other topics in every sentence.
const DOUBT: f64 = 3.0;

/// The passages with the largest shares of a topic, at most `most`, in descending order; of equal shares the first
/// comes first.
pub fn examples(
    corpus: &TokenizedCorpus,
    passages: &Passages,
    reader: &WordReader,
    topics: &FixedTopics,
    shares: &[Vec<f64>],
    topic: usize,
    most: usize,
) -> Vec<Example> {
    let share =
        |passage: usize| shares.get(passage).and_then(|shares| shares.get(topic)).copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..passages.len()).collect();
    order.sort_by(|&one, &other| share(other).total_cmp(&share(one)).then(one.cmp(&other)));
    order.truncate(most);
    let example = |passage: usize| {
        let (sentence, segment) =
            best_sentence(corpus, passages, reader, topics, shares.get(passage)?, passage, topic)?;
        Some(Example { passage, share: share(passage), sentence, segment })
    };
    order.into_par_iter().filter_map(example).collect()
}

fn best_sentence(
    corpus: &TokenizedCorpus,
    passages: &Passages,
    reader: &WordReader,
    topics: &FixedTopics,
    shares: &[f64],
    passage: usize,
    topic: usize,
) -> Option<(Span, SegmentId)> {
    let passage = passages.iter().nth(passage)?;
    let (first, last) = passage.segments;
    let segments = corpus.counted_segments_of(passage.document);
    let segments = segments.filter(|segment| (first..=last).contains(&segment.id()));
    let mut best: Option<(f64, Span, SegmentId)> = None;
    for segment in segments {
        for sentence in segment.sentences() {
            let (mut words, mut sum) = (DOUBT, 0.0);
            for number in reader.words_of([sentence]).filter_map(|word| passages.number(word)) {
                let of_topic = topics.row(number).get(topic).zip(shares.get(topic));
                let all = topics.probability(shares, number);
                words += 1.0;
                sum += of_topic.map_or(0.0, |(phi, share)| phi * share / all);
            }
            if best.is_none_or(|best| sum / words > best.0) {
                best = Some((sum / words, sentence.span, segment.id()));
            }
        }
    }
    best.map(|(_, span, segment)| (span, segment))
}

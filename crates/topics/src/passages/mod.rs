//! The documents of the model: passages of about 60 to 150 content words.

mod cutter;
mod generic;
mod words;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use foldhash::fast::FixedState;
use textmill_corpus::{DocumentId, Language, SegmentId, TokenizedCorpus};

use crate::Corpus;
use cutter::{Cut, Cutter, segments_with};

pub use words::{LONGEST_PHRASE, ModelUnit, ModelWord, WordReader, generic_terms};

/// Which words the model reads, and how long a passage is.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageRules {
    /// The language whose words are modelled; `None` for all languages.
    pub language: Option<Language>,
    /// Whether terms or stems are the model's words. Stemming makes topics less stable (Schofield and Mimno 2016).
    pub unit: ModelUnit,
    /// A passage with fewer words than this takes in the next segment of its document.
    pub shortest: usize,
    /// A passage with more words than this is cut at the end of a sentence.
    pub longest: usize,
    /// A word is left out if it occurs in fewer segments than this; `None` for 2, or 3 from a thousand passages on, or
    /// 5 from ten thousand passages on.
    pub min_segments: Option<u32>,
    /// A word is left out if it occurs in a larger share of the passages than this.
    pub max_passage_share: f64,
    /// Pairs of neighbouring words that are one word of the model.
    pub phrases: Vec<ModelWord>,
}

impl Default for PassageRules {
    fn default() -> Self {
        Self {
            language: None,
            unit: ModelUnit::Term,
            shortest: 60,
            longest: 150,
            min_segments: None,
            max_passage_share: 0.3,
            phrases: Vec::new(),
        }
    }
}

impl PassageRules {
    fn least_segments(&self, passages: u64) -> u32 {
        self.min_segments.unwrap_or(match passages {
            0..1_000 => 2,
            1_000..10_000 => 3,
            _ => 5,
        })
    }
}

/// A passage: consecutive content words of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The document that it is from.
    pub document: DocumentId,
    /// The first and the last segment that it has words of.
    pub segments: (SegmentId, SegmentId),
    tokens: Range<usize>,
}

impl Passage {
    /// The number of words that the model sees of it.
    pub fn tokens(&self) -> usize {
        self.tokens.len()
    }
}

/// The passages of a corpus, with their words numbered from 0.
///
/// ```
/// use textmill_topics::{PassageRules, Passages};
/// # use std::borrow::Cow;
/// # use textmill_corpus::*;
/// # struct Plain;
/// # impl WordRules for Plain {
/// #     fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> { surface.into() }
/// #     fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> { term.into() }
/// #     fn is_stop_word(&self, _: Language, _: &str) -> bool { false }
/// # }
/// # fn corpus(documents: &[&str]) -> TokenizedCorpus {
/// #     let mut part = PartialCorpus::default();
/// #     for (number, text) in documents.iter().enumerate() {
/// #         part.begin_document(Document {
/// #             path: number.to_string(),
/// #             text_bytes: text.len() as u64,
/// #             text_hash: 0,
/// #             title: None,
/// #             date: None,
/// #             published: None,
/// #             genre: Genre::Plain,
/// #             language: Language::UNDETERMINED,
/// #             metadata: Metadata::default(),
/// #         });
/// #         part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
/// #         part.begin_sentence(0, text.split(' ').count());
/// #         text.split(' ').for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
/// #     }
/// #     TokenizedCorpus::merge(vec![part], &Plain, &Selection::default())
/// # }
///
/// let corpus = corpus(&["river lake boat", "river boat and a lake", "tax"]);
/// let rules = PassageRules { max_passage_share: 1.0, ..PassageRules::default() };
/// let passages = Passages::cut(&corpus, &rules);
///
/// // "and", "a" and "tax" are in one segment only, so the third document has no passage.
/// assert_eq!((passages.len(), passages.tokens(), passages.words().len()), (2, 6, 3));
/// // Words are numbered in the order of the terms: boat, lake, river.
/// assert_eq!(passages.words_of(0), [2, 1, 0]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    passages: Vec<Passage>,
    corpus: Corpus,
    /// The segment of each token.
    segments: Vec<SegmentId>,
    words: Vec<ModelWord>,
    /// The number of each word.
    order: HashMap<ModelWord, u32, FixedState>,
    unit: ModelUnit,
    /// The words that were left out because they are in too many passages, each with how many.
    widespread: Vec<(ModelWord, u32)>,
}

impl Passages {
    /// Cuts the counted segments of a corpus into passages of content words. A passage never crosses the end of a
    /// document.
    ///
    /// Content words are in the language of the rules, have at least two characters and a letter, and are neither stop
    /// words nor other words that are typical of no subject (`also`, `would`).
    pub fn cut(corpus: &TokenizedCorpus, rules: &PassageRules) -> Self {
        let reader = WordReader::of_content(corpus.vocabulary(), rules.unit, rules.language, &rules.phrases);
        let segments = segments_with(corpus, &reader);
        let tokens: u64 = segments.values().map(|spread| spread.tokens).sum();
        let least = rules.least_segments(tokens / rules.longest.max(1) as u64);
        // What is too rare does not make a passage longer.
        let is_kept = |word: &ModelWord| segments.get(word).is_some_and(|spread| spread.segments >= least);
        let cut = Cutter::cut(corpus, &reader, &is_kept, rules.shortest, rules.longest);
        let most = (cut.passages.len() as f64 * rules.max_passage_share).max(1.0);
        let (kept, widespread): (Vec<_>, Vec<_>) =
            cut.passages_with().into_iter().partition(|(_, passages)| f64::from(*passages) <= most);
        let kept = kept.into_iter().map(|(word, _)| word).collect();
        Self { widespread, ..Self::numbered(cut, kept, rules.unit) }
    }

    /// Cuts a corpus into passages of the words of a model, with the numbers that they have in the model.
    pub fn cut_for(
        corpus: &TokenizedCorpus,
        reader: &WordReader,
        words: Vec<ModelWord>,
        rules: &PassageRules,
    ) -> Self {
        let known: HashSet<ModelWord, FixedState> = words.iter().copied().collect();
        let cut = Cutter::cut(corpus, reader, &|word| known.contains(word), rules.shortest, rules.longest);
        Self::numbered(cut, words, rules.unit)
    }

    /// Keeps some words, numbered in their order, and the passages that have any.
    fn numbered(cut: Cut, words: Vec<ModelWord>, unit: ModelUnit) -> Self {
        let order: HashMap<ModelWord, u32, FixedState> = words.iter().copied().zip(0..).collect();
        let (mut passages, mut tokens, mut segments) = (Vec::new(), Vec::new(), Vec::new());
        for passage in cut.passages {
            let start = tokens.len();
            for &(word, segment) in &cut.tokens[passage.tokens.clone()] {
                if let Some(&number) = order.get(&word) {
                    tokens.push(number);
                    segments.push(segment);
                }
            }
            if tokens.len() > start {
                passages.push(Passage { tokens: start..tokens.len(), ..passage });
            }
        }
        let corpus = corpus_of(&passages, tokens, words.len());
        Self { passages, corpus, segments, words, order, unit, widespread: Vec::new() }
    }

    /// The words that are left out because they are in too many passages, in their order, each with how many these are.
    pub fn widespread(&self) -> &[(ModelWord, u32)] {
        &self.widespread
    }

    /// The number of passages.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// Whether there are no passages.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// The total number of words in all passages.
    pub fn tokens(&self) -> usize {
        self.corpus.tokens().len()
    }

    /// The distinct words, in the order of their numbers.
    pub fn words(&self) -> &[ModelWord] {
        &self.words
    }

    /// What the words are.
    pub fn unit(&self) -> ModelUnit {
        self.unit
    }

    /// The passages, in the order of the documents.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Passage> {
        self.passages.iter()
    }

    /// The passages in the form that is sampled.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The numbers of the words of a passage, in the order of the text.
    pub fn words_of(&self, passage: usize) -> &[u32] {
        &self.corpus.tokens()[self.corpus.range(passage)]
    }

    /// The words of a passage in their order, each with how often it stands there.
    pub(crate) fn word_counts(&self, passage: usize) -> Vec<(u32, f64)> {
        let mut words = self.words_of(passage).to_vec();
        words.sort_unstable();
        let runs = words.chunk_by(|one, other| one == other);
        runs.filter_map(|run| run.first().map(|&word| (word, run.len() as f64))).collect()
    }

    /// The words of a passage with the segment of each, in the order of the text.
    pub fn words_by_segment(&self, passage: usize) -> impl Iterator<Item = (u32, SegmentId)> {
        let range = self.corpus.range(passage);
        self.corpus.tokens()[range.clone()].iter().copied().zip(self.segments[range].iter().copied())
    }

    /// The number of a word, if the model reads it.
    pub fn number(&self, word: ModelWord) -> Option<u32> {
        self.order.get(&word).copied()
    }

    /// The passages whose numbers are kept, with the same words.
    pub(crate) fn subset(&self, is_kept: impl Fn(usize) -> bool) -> Self {
        let (mut passages, mut tokens, mut segments) = (Vec::new(), Vec::new(), Vec::new());
        for (number, passage) in self.passages.iter().enumerate().filter(|(number, _)| is_kept(*number)) {
            let (start, range) = (tokens.len(), self.corpus.range(number));
            tokens.extend_from_slice(&self.corpus.tokens()[range.clone()]);
            segments.extend_from_slice(&self.segments[range]);
            passages.push(Passage { tokens: start..tokens.len(), ..passage.clone() });
        }
        let corpus = corpus_of(&passages, tokens, self.words.len());
        Self {
            passages,
            corpus,
            segments,
            words: self.words.clone(),
            order: self.order.clone(),
            unit: self.unit,
            widespread: self.widespread.clone(),
        }
    }

    /// The words of each passage.
    pub fn rows(&self) -> Vec<&[u32]> {
        (0..self.len()).map(|passage| self.words_of(passage)).collect()
    }

    /// Passages of given words, for tests.
    #[cfg(test)]
    pub(crate) fn of_words(rows: &[Vec<u32>]) -> Self {
        let words = rows.iter().flatten().copied().max().map_or(0, |word| word + 1);
        let (mut passages, mut start) = (Vec::new(), 0);
        for row in rows {
            let tokens = start..start + row.len();
            start = tokens.end;
            passages.push(Passage {
                document: DocumentId(0),
                segments: (SegmentId(0), SegmentId(0)),
                tokens,
            });
        }
        let corpus = corpus_of(&passages, rows.concat(), words as usize);
        let words: Vec<ModelWord> = (0..words).map(ModelWord::one).collect();
        let order = words.iter().copied().zip(0..).collect();
        Self { passages, corpus, segments: vec![SegmentId(0); start], words, order, ..Self::default() }
    }
}

fn corpus_of(passages: &[Passage], tokens: Vec<u32>, words: usize) -> Corpus {
    let ends = passages.iter().map(|passage| passage.tokens.end);
    let offsets = std::iter::once(0).chain(ends).collect();
    // The passages are one after the other, and every number was taken from the words.
    Corpus::new(offsets, tokens, words).unwrap_or_default()
}

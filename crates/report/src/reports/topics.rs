//! The topic model: topics, their words, the passages, groups and examples, and the choice of their number.

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_topics::{
    ChainState, GridPoint, Mean, Passage, Passages, SecondOpinion, TopicModel,
    coherence::{C_V_WINDOW, Cooccurrences, PMI_WINDOW, UMass, WHOLE_PASSAGE, c_npmi, c_v, u_mass},
    labels::{FREX_LABELS, TopicTerms, exp_entropy, top_by},
};

use crate::{Real, Text, columns::report};

/// How many words of a topic are shown, and measured for coherence.
pub const TOP_WORDS: usize = 10;
/// How many words name a topic.
const LABEL_WORDS: usize = 4;
/// How many words of a topic have a row.
const LISTED_WORDS: usize = 30;
/// The weight of the probability in the relevance of a word (Sievert and Shirley 2014).
const RELEVANCE: f64 = 0.6;

report! {
    /// A topic.
    TopicRow in "topics.csv", one row is "a topic";
    topic: u64, "", "The number of the topic; 1 for the most prevalent.";
    status: Text, "", "stable; unstable, if other chains of the sampler find it too differently (stability below 0.6): the text does not support it, and without topics.show_unstable it has no words here; empty, if there is only one chain.";
    label: Text, "", "Its four words with the largest FREX.";
    prevalence: Real, "share", "Its share of all words that the model reads.";
    stability: Real, "", "How alike the chains find it: the mean over the other chains of (s - c) / (1 - c), with s = 1 - JSD (base 2) of its phi and that of the topic that is matched with it (Hungarian method), and c the same of topics that are not matched; 1 is the same, 0 no more alike than two topics by chance.";
    passages: u64, "passages", "In how many passages it has the largest share.";
    npmi: Real, "", "Coherence: mean NPMI (natural logarithm) of the pairs of its 10 most probable words, in boolean windows of 10 words that the model reads, epsilon 1e-12; from -1 (never together) to 1 (always).";
    c_v: Real, "", "Coherence C_V of the same words (Roeder et al. 2015): mean cosine of context vectors of NPMI, window 110, gamma 1; its author advises against using it alone.";
    u_mass: Real, "", "Coherence of the same words in boolean passages: mean of ln((D(wi, wj) / D + 1e-12) / (D(wj) / D)) over the pairs with wj the more probable one (the variant of gensim); at most 0.";
    exclusivity: Real, "", "Mean of phi / sum of phi over all topics, of its 10 most probable words: 1, if no other topic has them.";
    effective_words: Real, "words", "The effective number of its words: exp of the entropy of phi.";
    alpha: Real, "", "The weight of the topic in the prior of passages, learnt unless topics.learn = false.";
    nmf_cosine: Real, "", "How alike non-negative matrix factorisation finds it: the cosine of the topic (counts times idf) and the factor that is matched with it.";
    words: Text, "", "Its 10 most probable words in their commonest spelling, the most probable first.";
    relevant_words: Text, "", "Its 10 most relevant words: 0.6 ln phi + 0.4 ln(phi / p), with p the share of the word in the text (Sievert and Shirley 2014).";
    nmf_words: Text, "", "The 10 words of the matched factor with the largest weights.";
}

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

report! {
    /// A topic of a passage.
    TopicDocumentRow in "topic_documents.csv", one row is "a passage and a topic";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    passage: u64, "", "The number of the passage in its document, from 1: consecutive segments of some 60 to 150 content words together.";
    first_segment: u64, "", "The number of its first segment in segments.csv.";
    last_segment: u64, "", "The number of its last segment.";
    tokens: u64, "tokens", "How many words the model reads in it.";
    topic: u64, "", "The number of the topic.";
    share: Real, "share", "theta = (n + alpha) / (tokens + sum of alpha), with n the tokens of the passage that have this topic, on average over the sampled states; of a saved model that is applied, its fixed point for the passage.";
}

report! {
    /// A passage that shows what a topic is.
    TopicPassageRow in "topic_passages.csv", one row is "one of the three passages with the largest share of a topic that is not unstable";
    topic: u64, "", "The number of the topic.";
    rank: u64, "", "1 for the passage with the largest share.";
    share: Real, "share", "The topic's share in the passage.";
    path: Text, "", "The document.";
    first_segment: u64, "", "The number of the passage's first segment in segments.csv.";
    last_segment: u64, "", "The number of its last segment.";
    segment: u64, "", "The number of the segment of the sentence.";
    speaker: Text, "", "Who says it, if that is known.";
    byte_start: u64, "bytes", "Where the sentence begins in the decoded text.";
    byte_end: u64, "bytes", "Where it ends.";
    sentence: Text, "", "The sentence of the passage of which the topic accounts for most words, with line ends as spaces; read back from the file.";
}

report! {
    /// A topic in a group of documents or segments.
    TopicGroupRow in "topic_groups.csv", one row is "a topic in the words of a group, a speaker or a period";
    level: Text, "", "group, speaker or period (trends.period of the document's date).";
    name: Text, "", "The group, the speaker's one name in a document, or the period.";
    topic: u64, "", "The number of the topic.";
    documents: u64, "documents", "The documents with words of it.";
    tokens: u64, "tokens", "Its words that the model reads; those with fewer than 50 have no row.";
    share: Real, "share", "The share of its words that the topic accounts for: the mean of theta phi / sum of theta phi over all topics, with theta of the passage.";
    low: Real, "share", "The lower end of an interval of 95 %: percentile 2.5 of the share in 999 draws of whole documents with replacement; empty for fewer than two documents.";
    high: Real, "share", "The upper end.";
}

report! {
    /// A number of topics that was tried.
    TopicSelectionRow in "topic_selection.csv", one row is "a number of topics that was tried (topics.k = auto): five chains, of which each leaves out another fifth of the passages";
    topics: u64, "", "The number of topics K.";
    chosen: bool, "", "Whether it was taken: of those whose held_out is as good as the best, the smallest whose score is as good as the best of theirs; as good is a difference of at most its standard error, sqrt(s1^2 + s2^2).";
    score: Real, "", "The mean over the chains of the mean over their topics of stability * (1 + NPMI) / 2.";
    score_standard_error: Real, "", "Its standard error over the chains.";
    stability: Real, "", "Mean stability, as in topics.csv, between chains that saw different passages.";
    stability_standard_error: Real, "", "Its standard error over the chains.";
    npmi: Real, "", "Mean coherence, as in topics.csv.";
    npmi_standard_error: Real, "", "Its standard error over the chains.";
    held_out: Real, "nats", "Mean ln p of a word at an odd place of a passage that the chain did not see, given the words at even places (document completion, Wallach et al. 2009).";
    held_out_standard_error: Real, "nats", "Its standard error over the chains.";
}

/// A model with what its tables say.
#[derive(Clone, Copy, Debug)]
pub struct TopicTables<'a> {
    /// The passages.
    pub passages: &'a Passages,
    /// The model.
    pub model: &'a TopicModel,
    /// The words as they are shown, by their numbers: the word, and its commonest spelling.
    pub words: &'a [(String, String)],
    /// What another kind of model makes of the passages.
    pub second_opinion: Option<&'a SecondOpinion>,
    /// Whether topics that the text does not support are shown.
    pub show_unstable: bool,
}

/// φ with what tells topics apart.
struct Reading {
    phi: Vec<f64>,
    prevalence: Vec<f64>,
}

impl Reading {
    fn of(state: &ChainState) -> Self {
        let prevalence = (0..state.topics()).map(|topic| state.prevalence(topic)).collect();
        Self { phi: state.phi(), prevalence }
    }

    fn terms(&self, words: usize) -> TopicTerms<'_> {
        TopicTerms::new(&self.phi, words, &self.prevalence)
    }
}

impl TopicTables<'_> {
    fn state(&self) -> &ChainState {
        self.model.state()
    }

    fn is_shown(&self, topic: usize) -> bool {
        self.show_unstable || self.model.is_stable(topic)
    }

    fn surfaces(&self, words: impl IntoIterator<Item = usize>) -> String {
        let surfaces = words.into_iter().filter_map(|word| self.words.get(word));
        surfaces.map(|(_, surface)| surface.as_str()).collect::<Vec<&str>>().join(", ")
    }

    /// The words that name each topic.
    pub fn labels(&self) -> Vec<String> {
        let reading = Reading::of(self.state());
        let terms = reading.terms(self.passages.words().len());
        (0..self.model.topics())
            .map(|topic| self.surfaces(top_by(&terms.frex(topic, FREX_LABELS), LABEL_WORDS)))
            .collect()
    }

    /// The rows of topics.
    pub fn topic_rows(&self) -> Vec<TopicRow> {
        let state = self.state();
        let top: Vec<Vec<u32>> = (0..state.topics()).map(|topic| state.top_words(topic, TOP_WORDS)).collect();
        let rows = self.passages.rows();
        let count = |window: usize| Cooccurrences::of(&rows, &top, window);
        let (near, wide, whole) = (count(PMI_WINDOW), count(C_V_WINDOW), count(WHOLE_PASSAGE));
        let mut main_topics = vec![0; state.topics()];
        (0..self.passages.len()).for_each(|passage| main_topics[state.main_topic(passage)] += 1);
        let reading = Reading::of(state);
        let terms = reading.terms(state.words());
        let labels = self.labels();
        let row = |topic: usize| {
            let shown = |words: String| if self.is_shown(topic) { words.into() } else { Text::default() };
            let matched = self.second_opinion.and_then(|opinion| opinion.matches.get(topic));
            let nmf_words = matched.map(|matched| matched.top_words.iter().map(|&word| word as usize));
            let status = match (self.model.stability(topic), self.model.is_stable(topic)) {
                (None, _) => "",
                (_, true) => "stable",
                _ => "unstable",
            };
            let top_words = &top[topic];
            TopicRow {
                topic: topic as u64 + 1,
                status: status.into(),
                label: shown(labels[topic].clone()),
                prevalence: state.prevalence(topic).into(),
                stability: self.model.stability(topic).into(),
                passages: main_topics[topic],
                npmi: c_npmi(&near, top_words).into(),
                c_v: c_v(&wide, top_words).into(),
                u_mass: u_mass(&whole, top_words, UMass::Gensim).into(),
                exclusivity: terms.exclusivity(topic, TOP_WORDS).into(),
                effective_words: exp_entropy(terms.row(topic)).into(),
                alpha: state.priors().alpha[topic].into(),
                nmf_cosine: matched.map(|matched| matched.cosine).into(),
                words: shown(self.surfaces(top_words.iter().map(|&word| word as usize))),
                relevant_words: shown(self.surfaces(top_by(&terms.relevances(topic, RELEVANCE), TOP_WORDS))),
                nmf_words: shown(nmf_words.map(|words| self.surfaces(words)).unwrap_or_default()),
            }
        };
        (0..state.topics()).map(row).collect()
    }

    /// The rows of the topics' words.
    pub fn term_rows(&self) -> Vec<TopicTermRow> {
        let state = self.state();
        let reading = Reading::of(state);
        let terms = reading.terms(state.words());
        let rows = |topic: usize| {
            let relevances = terms.relevances(topic, RELEVANCE);
            let (frex, exclusivities) = (terms.frex(topic, FREX_LABELS), terms.exclusivities(topic));
            let words = state.top_words(topic, LISTED_WORDS).into_iter().zip(1..);
            let row = move |(word, rank): (u32, u64)| {
                let number = word as usize;
                let (term, surface) = self.words.get(number).cloned().unwrap_or_default();
                TopicTermRow {
                    topic: topic as u64 + 1,
                    rank,
                    term: term.into(),
                    surface: surface.into(),
                    probability: state.probability(topic, number).into(),
                    frequency: state.frequency(topic, number).into(),
                    relevance: relevances[number].into(),
                    frex: frex[number].into(),
                    exclusivity: exclusivities[number].into(),
                }
            };
            words.map(row)
        };
        (0..state.topics()).filter(|&topic| self.is_shown(topic)).flat_map(rows).collect()
    }
}

/// The rows of the passages' topics, given their shares.
pub fn topic_document_rows<'a>(
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

/// The rows of the numbers of topics that were tried.
pub fn topic_selection_rows(points: &[GridPoint]) -> impl Iterator<Item = TopicSelectionRow> + '_ {
    let mean = |value: Option<Mean>| -> Real { value.map(|value| value.mean).into() };
    let error = |value: Option<Mean>| -> Real { value.map(|value| value.standard_error).into() };
    points.iter().map(move |point| TopicSelectionRow {
        topics: point.topics as u64,
        chosen: point.is_chosen,
        score: mean(point.score),
        score_standard_error: error(point.score),
        stability: mean(point.stability),
        stability_standard_error: error(point.stability),
        npmi: mean(point.npmi),
        npmi_standard_error: error(point.npmi),
        held_out: mean(point.held_out),
        held_out_standard_error: error(point.held_out),
    })
}

//! What topics.csv and topic_terms.csv say of a fitted model.

use textmill_topics::{
    ChainState, Passages, SecondOpinion, TopicModel,
    coherence::{C_V_WINDOW, Cooccurrences, PMI_WINDOW, UMass, WHOLE_PASSAGE, c_npmi, c_v, u_mass},
    labels::{FREX_LABELS, TopicTerms, exp_entropy, top_by},
};

use super::{topic_terms::TopicTermRow, topics::TopicRow};
use crate::Text;

/// How many words of a topic are shown, and measured for coherence.
pub(super) const TOP_WORDS: usize = 10;
/// How many words name a topic.
const LABEL_WORDS: usize = 4;
/// How many words of a topic have a row.
const LISTED_WORDS: usize = 30;
/// The weight of the probability in the relevance of a word (Sievert and Shirley 2014).
const RELEVANCE: f64 = 0.6;

/// A model with what its tables say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TopicTables<'a> {
    /// The passages.
    pub passages: &'a Passages,
    /// The model.
    pub model: &'a TopicModel,
    /// The words as they are shown, by their numbers: the word, and its commonest spelling.
    pub words: &'a [(String, String)],
    /// What another kind of model makes of the passages.
    pub second_opinion: &'a SecondOpinion,
    /// Whether topics that the text does not support are shown.
    pub show_unstable: bool,
}

/// φ with what tells topics apart.
struct TopicWeights {
    phi: Vec<f64>,
    prevalence: Vec<f64>,
}

impl TopicWeights {
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
    pub(crate) fn labels(&self) -> Vec<String> {
        let reading = TopicWeights::of(self.state());
        let terms = reading.terms(self.passages.words().len());
        (0..self.model.topics())
            .map(|topic| self.surfaces(top_by(&terms.frex(topic, FREX_LABELS), LABEL_WORDS)))
            .collect()
    }

    /// The rows of topics.
    pub(crate) fn topic_rows(&self) -> Vec<TopicRow> {
        let state = self.state();
        let top: Vec<Vec<u32>> = (0..state.topics()).map(|topic| state.top_words(topic, TOP_WORDS)).collect();
        let rows = self.passages.rows();
        let count = |window: usize| Cooccurrences::of(&rows, &top, window);
        let (near, wide, whole) = (count(PMI_WINDOW), count(C_V_WINDOW), count(WHOLE_PASSAGE));
        let mut main_topics = vec![0; state.topics()];
        (0..self.passages.len()).for_each(|passage| main_topics[state.main_topic(passage)] += 1);
        let reading = TopicWeights::of(state);
        let terms = reading.terms(state.words());
        let labels = self.labels();
        let row = |topic: usize| {
            let shown = |words: String| if self.is_shown(topic) { words.into() } else { Text::default() };
            let matched = self.second_opinion.matches.get(topic);
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
    pub(crate) fn term_rows(&self) -> Vec<TopicTermRow> {
        let state = self.state();
        let reading = TopicWeights::of(state);
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

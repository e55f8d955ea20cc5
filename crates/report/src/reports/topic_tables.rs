//! What topics.csv and data/topic_terms.csv say of a fitted model.

use textmill_topics::{
    ChainState, Passages, SecondOpinion, TopicModel,
    labels::{FREX_LABELS, TopicTerms, top_by},
};

/// How many words name a topic.
const LABEL_WORDS: usize = 4;

/// A model with what its tables say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TopicTables<'a> {
    /// The passages.
    pub(crate) passages: &'a Passages,
    /// The model.
    pub(crate) model: &'a TopicModel,
    /// The words as they are shown, by their numbers: the word, and its commonest spelling.
    pub(crate) words: &'a [(String, String)],
    /// What another kind of model makes of the passages.
    pub(crate) second_opinion: &'a SecondOpinion,
    /// Whether topics that the text does not support are shown.
    pub(crate) show_unstable: bool,
    /// The weight of the probability in the relevance of a word (Sievert and Shirley 2014).
    pub(crate) relevance: f64,
}

/// φ with what tells topics apart.
pub(super) struct TopicWeights {
    phi: Vec<f64>,
    prevalence: Vec<f64>,
}

impl TopicWeights {
    pub(super) fn of(state: &ChainState) -> Self {
        let prevalence = (0..state.topics()).map(|topic| state.prevalence(topic)).collect();
        Self { phi: state.phi(), prevalence }
    }

    pub(super) fn terms(&self, words: usize) -> TopicTerms<'_> {
        TopicTerms::new(&self.phi, words, &self.prevalence)
    }
}

impl TopicTables<'_> {
    pub(super) fn state(&self) -> &ChainState {
        self.model.state()
    }

    pub(super) fn is_shown(&self, topic: usize) -> bool {
        self.show_unstable || self.model.is_stable(topic)
    }

    pub(super) fn surfaces(&self, words: impl IntoIterator<Item = usize>) -> String {
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
}

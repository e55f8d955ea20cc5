//! The topics of a run.

use textmill_corpus::TokenizedCorpus;
use textmill_topics::{
    DocumentPart, FixedTopics, GridPoint, PassageRules, Passages, SavedFit, SavedModel, SecondOpinion,
    TopicModel, WordReader,
};

use crate::reports::{TopicDriftRow, TopicGroupRow, TopicPassageRow, TopicTables};

/// The topics of a run; empty if there is no model.
#[derive(Debug, Default)]
pub struct TopicResults {
    /// The passages, which are the documents of the model.
    pub passages: Passages,
    /// Which words the model reads.
    pub reader: Option<WordReader>,
    /// φ and α, if there are topics.
    pub fixed: Option<FixedTopics>,
    /// θ of each passage.
    pub shares: Vec<Vec<f64>>,
    /// Whether each topic is shown.
    pub is_shown: Vec<bool>,
    /// The model, if it was fitted in this run.
    pub fitted: Option<FittedTopics>,
    /// The numbers of topics that were tried.
    pub selection: Vec<GridPoint>,
    /// Passages that illustrate topics.
    pub examples: Vec<TopicPassageRow>,
    /// Topics by document, of those that have words of the model.
    pub documents: Vec<DocumentPart>,
    /// A saved model that is applied.
    pub applied: Option<AppliedTopics>,
    /// Whether it still fits.
    pub drift: Vec<TopicDriftRow>,
    /// Topics by group, speaker and period.
    pub groups: Vec<TopicGroupRow>,
}

/// What a saved model says of itself.
#[derive(Clone, Debug, Default)]
pub struct AppliedTopics {
    /// The labels of its topics.
    pub labels: Vec<String>,
    /// Their stability in the text that it was fitted to.
    pub stability: Vec<Option<f64>>,
    /// Their ten most probable words, as they are counted.
    pub words: Vec<Vec<String>>,
    /// How well it fits the documents that it was fitted to.
    pub fit: Option<SavedFit>,
}

/// A model that was fitted in this run.
#[derive(Debug)]
pub struct FittedTopics {
    /// The model.
    pub model: TopicModel,
    /// The comparison with another kind of model.
    pub second_opinion: SecondOpinion,
    /// How the passages were cut.
    pub rules: PassageRules,
    /// The words in the order of their numbers: as they are counted, and as they are shown.
    pub words: Vec<(String, String)>,
    /// Whether topics that the text does not support are shown.
    pub show_unstable: bool,
    /// The weight of the probability in the relevance of a word.
    pub relevance: f64,
}

impl TopicResults {
    /// What the tables say of a fitted model.
    pub(crate) fn tables(&self) -> Option<TopicTables<'_>> {
        let FittedTopics { model, second_opinion, words, show_unstable, relevance, .. } =
            self.fitted.as_ref()?;
        Some(TopicTables {
            passages: &self.passages,
            model,
            words,
            second_opinion,
            show_unstable: *show_unstable,
            relevance: *relevance,
        })
    }

    /// The fitted model as a file.
    pub fn saved(&self, corpus: &TokenizedCorpus) -> Option<SavedModel> {
        let labels = self.tables()?.labels();
        let FittedTopics { model, rules, .. } = self.fitted.as_ref()?;
        Some(SavedModel::of(model, &self.passages, corpus.vocabulary(), rules, &labels))
    }
}

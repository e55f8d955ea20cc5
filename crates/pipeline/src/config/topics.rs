//! How topics are found.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_corpus::Language;
use textmill_topics::{ModelUnit, ModelWord, PassageRules, TopicParams};

use super::{
    group_by::GroupBy,
    values::{TopicLanguage, TopicNumber},
};

/// The topic model: topics.csv and the reports whose names begin with topic_.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TopicConfig {
    /// The number of topics; 0 for no model; "auto" tries several, and data/topic_selection.csv says how they fared.
    pub k: TopicNumber,
    /// The numbers that "auto" tries, such as [5, 10, 20]; empty for those from 3 to 50 that suit the number of passages.
    pub grid: Vec<usize>,
    /// How often the sampler visits every token; without it as often as the chains come nearer to each other, up to a bound that suits the
    /// size of the text (data/topic_trace.csv).
    #[schemars(extend("examples" = [1000]))]
    pub sweeps: Option<u32>,
    /// How many chains are run; without it a number that suits the size of the text.
    #[schemars(extend("examples" = [10]))]
    pub chains: Option<u32>,
    /// The prior weight of each topic in each passage, to begin with.
    pub alpha: f64,
    /// The prior weight of each word in each topic, to begin with.
    pub beta: f64,
    /// Whether both weights are learnt from the text.
    pub learn: bool,
    /// The seed of the random numbers.
    pub seed: u64,
    /// Which words are read: those of the language of the most words ("main"), of "all", or of one by its code, such as "en".
    pub language: TopicLanguage,
    /// "term", or "stem", which makes topics less stable.
    pub unit: TopicUnit,
    /// Whether neighbours that strongly belong together ("press conference") are one word of the model.
    pub phrases: bool,
    /// The fewest and the most words of a passage, which is what the model takes for a document.
    pub passage_words: [usize; 2],
    /// Words in fewer segments are left out; without it a number that suits the size of the text.
    #[schemars(extend("examples" = [3]))]
    pub min_segments: Option<u32>,
    /// Words in a larger share of the passages are left out.
    pub max_share: f64,
    /// What data/topic_groups.csv sums topics by, beside groups, speakers and periods: any of "source", "genre", "role", "kind" and the names
    /// of columns.
    pub by: Vec<GroupBy>,
    /// The weight of the probability in the relevance of a word, from 0 to 1: the lambda of Sievert and Shirley (2014).
    pub relevance: f64,
    /// Whether the words of topics are shown on which the chains disagree.
    pub show_unstable: bool,
    /// The data/topic_model.json of an earlier run, whose path is relative to the folder of this configuration: its topics are measured instead of
    /// new ones, with their numbers and names, and data/topic_drift.csv says whether they still fit.
    #[schemars(extend("examples" = ["data/topic_model.json"]))]
    pub keep: Option<PathBuf>,
    /// Also write data/document_topics_long.csv, a row for each document and topic.
    pub long: bool,
}

/// What the words of the model are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TopicUnit {
    /// Normal forms.
    #[default]
    Term,
    /// Stems.
    Stem,
}

impl Default for TopicConfig {
    fn default() -> Self {
        let TopicParams { topics, sweeps, chains, alpha, beta, learn, seed } = TopicParams::default();
        let PassageRules { shortest, longest, max_passage_share, min_segments, .. } = PassageRules::default();
        Self {
            k: TopicNumber::Fixed(topics),
            grid: Vec::new(),
            sweeps,
            chains,
            alpha,
            beta,
            learn,
            seed,
            language: TopicLanguage::Main,
            unit: TopicUnit::Term,
            phrases: true,
            passage_words: [shortest, longest],
            min_segments,
            max_share: max_passage_share,
            by: Vec::new(),
            relevance: 0.6,
            show_unstable: false,
            keep: None,
            long: false,
        }
    }
}

impl TopicConfig {
    /// The parameters of the model; `None` if there is to be none.
    pub(crate) fn params(&self) -> Option<TopicParams> {
        let topics = match self.k {
            TopicNumber::Fixed(0) => return None,
            TopicNumber::Fixed(topics) => topics,
            TopicNumber::Auto => TopicParams::default().topics,
        };
        let Self { sweeps, chains, alpha, beta, learn, seed, .. } = *self;
        Some(TopicParams { topics, sweeps, chains, alpha, beta, learn, seed })
    }

    pub(crate) fn unit(&self) -> ModelUnit {
        match self.unit {
            TopicUnit::Term => ModelUnit::Term,
            TopicUnit::Stem => ModelUnit::Stem,
        }
    }

    /// How passages are cut, in a language (`None` for all), with pairs that are one word.
    pub(crate) fn rules(&self, language: Option<Language>, phrases: Vec<ModelWord>) -> PassageRules {
        let [shortest, longest] = self.passage_words;
        PassageRules {
            language,
            unit: self.unit(),
            shortest,
            longest,
            min_segments: self.min_segments,
            max_passage_share: self.max_share,
            phrases,
        }
    }
}

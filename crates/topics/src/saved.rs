//! A model as a file, to measure next month's documents with this month's topics.

use serde::{Deserialize, Serialize};
use textmill_corpus::{Language, Vocabulary};

use crate::{
    FixedTopics, LONGEST_PHRASE, ModelUnit, ModelWord, PassageRules, Passages, TopicModel,
    params::MOST_PROBABILITIES, passages::WordReader,
};

/// The version of the format.
const VERSION: u32 = 1;

/// The most topics that a model is read with.
const MOST_TOPICS: usize = 65_535;
/// The longest passage that a model may ask for.
const LONGEST_PASSAGE: usize = 1_000_000;

/// A model as it is written (as JSON), with everything that is needed to apply it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedModel {
    /// The version of the format.
    textmill_topic_model: u32,
    /// `term` or `stem`.
    unit: String,
    /// The code of the language of the words; `None` for all languages.
    language: Option<String>,
    /// The fewest and the most words of a passage.
    passage_words: (usize, usize),
    /// α of each topic.
    alpha: Vec<f64>,
    beta: f64,
    /// How many states of the sampler the counts are sums of.
    samples: u32,
    /// The words: the language and one unit, or two that are one word.
    words: Vec<(String, Vec<String>)>,
    topics: Vec<SavedTopic>,
    /// How well it fits the documents that it was fitted to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fit: Option<SavedFit>,
}

/// How well a model fits documents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedFit {
    /// The share of their content words that it knows.
    pub known: f64,
    /// Mean ln p of a word, by document completion.
    pub log_likelihood: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedTopic {
    /// Words that name the topic.
    label: String,
    stability: Option<f64>,
    /// Places of words, and the sums of their counts; those of 0 are left out.
    counts: Vec<(u32, u32)>,
}

/// Why a saved model cannot be used. Messages read after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SavedModelError {
    /// The format has another version.
    #[error("use the model: its format has version {0}, and this program reads version {VERSION}")]
    Version(u32),
    /// Its parts contradict each other.
    #[error("use the model: {0}; was it changed by hand?")]
    Inconsistent(&'static str),
    /// It is larger than any that is read.
    #[error(
        "use the model: it has {topics} topics of {words} words, of which at most {MOST_PROBABILITIES} together are read"
    )]
    TooLarge {
        /// Its topics.
        topics: usize,
        /// Its words.
        words: usize,
    },
}

impl SavedModel {
    /// The form in which a fitted model is saved; `labels` name its topics.
    pub fn of(
        model: &TopicModel,
        passages: &Passages,
        vocabulary: &Vocabulary,
        rules: &PassageRules,
        labels: &[String],
    ) -> Self {
        let state = model.state();
        let table = rules.unit.table(vocabulary);
        let word = |word: &ModelWord| {
            let units = word.units();
            let texts = units.iter().map(|unit| table.text(*unit as usize).to_owned()).collect();
            let language = units.first().map(|unit| table.language(*unit as usize).to_string());
            (language.unwrap_or_default(), texts)
        };
        let topic = |topic: usize| SavedTopic {
            label: labels.get(topic).cloned().unwrap_or_default(),
            stability: model.stability(topic),
            counts: state.counts(topic).collect(),
        };
        Self {
            textmill_topic_model: VERSION,
            unit: match rules.unit {
                ModelUnit::Term => "term".to_owned(),
                ModelUnit::Stem => "stem".to_owned(),
            },
            language: rules.language.map(|language| language.to_string()),
            passage_words: (rules.shortest, rules.longest),
            alpha: state.priors().alpha.clone(),
            beta: state.priors().beta,
            samples: state.samples(),
            words: passages.words().iter().map(word).collect(),
            topics: (0..model.topics()).map(topic).collect(),
            fit: None,
        }
    }

    /// The model with how well it fits its documents.
    #[must_use]
    pub fn with_fit(self, fit: Option<SavedFit>) -> Self {
        Self { fit, ..self }
    }

    /// How well it fits the documents that it was fitted to; none in a model of an older version.
    pub fn fit(&self) -> Option<SavedFit> {
        self.fit
    }

    /// Checks what was read from a file.
    ///
    /// # Errors
    ///
    /// The format has another version, or the numbers cannot be those of a model.
    pub fn check(self) -> Result<Self, SavedModelError> {
        if self.textmill_topic_model != VERSION {
            return Err(SavedModelError::Version(self.textmill_topic_model));
        }
        let (topics, words) = (self.topics.len(), self.words.len());
        if topics > MOST_TOPICS || topics.saturating_mul(words) > MOST_PROBABILITIES {
            return Err(SavedModelError::TooLarge { topics, words });
        }
        let is_weight = |weight: &f64| weight.is_finite() && *weight > 0.0;
        let (shortest, longest) = self.passage_words;
        let problem = if self.topics.is_empty() || self.alpha.len() != self.topics.len() {
            Some("there must be as many weights alpha as topics, and at least one")
        } else if !self.alpha.iter().all(is_weight) || !is_weight(&self.beta) || self.samples == 0 {
            Some("weights and samples must be larger than 0")
        } else if self.topics.iter().flat_map(|topic| &topic.counts).any(|(word, _)| *word as usize >= words)
        {
            Some("a count is of a word that the model does not have")
        } else if self.words.iter().any(|(_, units)| !(1..=LONGEST_PHRASE).contains(&units.len())) {
            Some("a word is one to four units")
        } else if shortest == 0 || longest < shortest || longest > LONGEST_PASSAGE {
            Some("a passage has at least 1 word, and at most a million")
        } else if !["term", "stem"].contains(&self.unit.as_str()) {
            Some("the unit is term or stem")
        } else {
            None
        };
        problem.map_or(Ok(self), |problem| Err(SavedModelError::Inconsistent(problem)))
    }

    /// The labels of the topics.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &str> {
        self.topics.iter().map(|topic| topic.label.as_str())
    }

    /// The stability of a topic in the text that the model was fitted to.
    pub fn stability(&self, topic: usize) -> Option<f64> {
        self.topics.get(topic)?.stability
    }

    /// The most probable words of a topic, as they are counted; of equally probable ones the first of the model.
    pub fn top_words(&self, topic: usize, most: usize) -> Vec<String> {
        let mut counts = self.topics.get(topic).map(|topic| topic.counts.clone()).unwrap_or_default();
        counts.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        let words = counts.iter().take(most).filter_map(|&(word, _)| self.words.get(word as usize));
        words.map(|(_, units)| units.join(" ")).collect()
    }

    /// The number of words.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The words, each as its language and its units.
    pub(crate) fn words_with_language(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.words.iter().map(|(language, units)| (language.as_str(), units.as_slice()))
    }

    /// Of each topic the places of its words, and the sums of their counts.
    pub(crate) fn counts(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        self.topics.iter().map(|topic| topic.counts.as_slice())
    }

    /// The rules by which passages are cut; their words are given by the model.
    pub fn rules(&self) -> PassageRules {
        PassageRules {
            language: self.language.as_deref().and_then(Language::from_code),
            unit: if self.unit == "stem" { ModelUnit::Stem } else { ModelUnit::Term },
            shortest: self.passage_words.0,
            longest: self.passage_words.1,
            ..PassageRules::default()
        }
    }

    /// φ and α, for new passages.
    pub fn topics(&self) -> FixedTopics {
        let (topics, words) = (self.topics.len(), self.words.len());
        let mut phi = vec![0.0; topics * words];
        for (place, topic) in self.topics.iter().enumerate() {
            let samples = f64::from(self.samples);
            let tokens: f64 = topic.counts.iter().map(|(_, count)| f64::from(*count)).sum::<f64>() / samples;
            let rate = tokens + self.beta * words as f64;
            phi.iter_mut().skip(place).step_by(topics).for_each(|phi| *phi = self.beta / rate);
            for &(word, count) in &topic.counts {
                if let Some(phi) = phi.get_mut(word as usize * topics + place) {
                    *phi = (f64::from(count) / samples + self.beta) / rate;
                }
            }
        }
        FixedTopics::new(self.alpha.clone(), phi)
    }

    /// Cuts a corpus into passages of the words that the model knows, numbered as in the model.
    pub fn cut(&self, corpus: &textmill_corpus::TokenizedCorpus) -> (Passages, WordReader) {
        let rules = self.rules();
        let table = rules.unit.table(corpus.vocabulary());
        let places: std::collections::HashMap<(Language, &str), u32, foldhash::fast::FixedState> =
            table.iter().zip(0..).collect();
        // A word that the corpus does not have gets a number that nothing there has.
        let unit = |language: &str, text: &String| {
            let language = Language::from_code(language).unwrap_or(Language::UNDETERMINED);
            places.get(&(language, text.as_str())).copied().unwrap_or(ModelWord::UNKNOWN)
        };
        let word = |(language, units): &(String, Vec<String>)| {
            let units: Vec<u32> = units.iter().map(|text| unit(language, text)).collect();
            ModelWord::phrase(&units)
        };
        let words: Vec<ModelWord> = self.words.iter().map(word).collect();
        let reader = WordReader::of_content(corpus.vocabulary(), rules.unit, rules.language, &words);
        (Passages::cut_for(corpus, &reader, words, &rules), reader)
    }
}

#[cfg(test)]
mod tests {
    use super::{SavedModel, SavedModelError};
    use crate::FixedTopics;

    /// Two topics over three words, of which one is two units.
    fn json() -> serde_json::Value {
        serde_json::json!({
            "textmill_topic_model": 1, "unit": "term", "language": "en", "passage_words": [60, 150],
            "alpha": [0.5, 0.25], "beta": 0.1, "samples": 2,
            "words": [["en", ["river"]], ["en", ["lock"]], ["en", ["foreign", "minister"]]],
            "topics": [
                { "label": "a", "stability": 0.9, "counts": [[0, 6], [2, 2]] },
                { "label": "b", "stability": null, "counts": [[1, 4]] },
            ],
        })
    }

    fn read(json: serde_json::Value) -> Result<SavedModel, SavedModelError> {
        serde_json::from_value::<SavedModel>(json).unwrap().check()
    }

    #[test]
    fn probabilities_are_those_of_the_counts() {
        let model = read(json()).unwrap();
        let topics: FixedTopics = model.topics();
        // (6/2 + 0.1) / (8/2 + 3 · 0.1)
        let expected = [[3.1 / 4.3, 0.1 / 2.3], [0.1 / 4.3, 2.1 / 2.3], [1.1 / 4.3, 0.1 / 2.3]];
        for (word, expected) in expected.iter().enumerate() {
            for (found, expected) in topics.row(word as u32).iter().zip(expected) {
                assert!((found - expected).abs() < 1e-12);
            }
        }
        assert_eq!((model.words(), model.stability(0), model.stability(1)), (3, Some(0.9), None));
        assert_eq!(model.labels().collect::<Vec<_>>(), ["a", "b"]);
        let written = serde_json::to_value(&model).unwrap();
        assert_eq!(read(written).unwrap(), model);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let with = |key: &str, value: serde_json::Value| {
            let mut changed = json();
            changed[key] = value;
            read(changed).err()
        };
        assert_eq!(with("textmill_topic_model", 2.into()), Some(SavedModelError::Version(2)));
        for (key, value) in [
            ("alpha", serde_json::json!([0.5])),
            ("alpha", serde_json::json!([0.5, 0.0])),
            ("beta", serde_json::json!(-1.0)),
            ("samples", serde_json::json!(0)),
            ("topics", serde_json::json!([])),
            ("unit", serde_json::json!("lemma")),
            ("passage_words", serde_json::json!([9, 3])),
            ("passage_words", serde_json::json!([1, 100_000_000_000_u64])),
            ("words", serde_json::json!([["en", ["river"]]])),
            ("words", serde_json::json!([["en", []], ["en", ["a"]], ["en", ["b"]]])),
        ] {
            assert!(matches!(with(key, value), Some(SavedModelError::Inconsistent(_))), "{key}");
        }
    }

    #[test]
    fn a_model_that_would_fill_the_memory_is_refused() {
        let topic = serde_json::json!({ "label": "a", "stability": null, "counts": [] });
        let mut model = json();
        model["topics"] = vec![topic; 20_000].into();
        model["alpha"] = vec![0.1; 20_000].into();
        model["words"] = vec![serde_json::json!(["en", ["a"]]); 20_000].into();
        assert_eq!(read(model).err(), Some(SavedModelError::TooLarge { topics: 20_000, words: 20_000 }));
    }
}

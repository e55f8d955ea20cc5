//! The part of the configuration that says how topics are found.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use textmill_corpus::Language;
use textmill_topics::{ModelUnit, ModelWord, PassageRules, TopicParams};

use crate::config::{ConfigError, language, value_error};

const AUTO: &str = "auto";
const MAIN: &str = "main";
const ALL: &str = "all";
const TERM: &str = "term";
const STEM: &str = "stem";

/// How many topics there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopicNumber {
    /// So many; 0 for no model.
    Fixed(usize),
    /// As many as the text supports.
    Auto,
}

impl FromStr for TopicNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == AUTO {
            return Ok(Self::Auto);
        }
        text.parse().map(Self::Fixed).map_err(|_| "expected a number of topics, or auto".to_owned())
    }
}

impl Serialize for TopicNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fixed(topics) => serializer.serialize_u64(*topics as u64),
            Self::Auto => serializer.serialize_str(AUTO),
        }
    }
}

impl<'de> Deserialize<'de> for TopicNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl de::Visitor<'_> for NumberVisitor {
    type Value = TopicNumber;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number of topics, or \"auto\"")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<TopicNumber, E> {
        let topics = usize::try_from(value);
        topics.map(TopicNumber::Fixed).map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<TopicNumber, E> {
        let topics = usize::try_from(value);
        topics.map(TopicNumber::Fixed).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<TopicNumber, E> {
        match value {
            AUTO => Ok(TopicNumber::Auto),
            _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TopicConfig {
    /// The number of topics, or `auto`; 0 for no topic model.
    pub(crate) k: TopicNumber,
    /// The numbers that `auto` tries; without any, some that suit the number of passages.
    pub(crate) grid: Vec<usize>,
    /// How often the sampler visits every token; without it a number that suits the size of the text.
    pub(crate) sweeps: Option<u32>,
    /// How many chains are run; without it a number that suits the size of the text.
    pub(crate) chains: Option<u32>,
    /// The prior weight of each topic in each passage, to begin with.
    pub(crate) alpha: f64,
    /// The prior weight of each word in each topic, to begin with.
    pub(crate) beta: f64,
    /// Whether both are learnt from the text.
    pub(crate) learn: bool,
    /// The seed of the random numbers.
    pub(crate) seed: u64,
    /// `main` (the language of the most tokens), `all`, or a code.
    pub(crate) language: String,
    /// `term` or `stem`.
    pub(crate) unit: String,
    /// Whether neighbours that strongly belong together are one word of the model.
    pub(crate) phrases: bool,
    /// The fewest and the most words of a passage.
    pub(crate) passage_words: [usize; 2],
    /// Words in fewer segments are left out; without it a number that suits the size of the text.
    pub(crate) min_segments: Option<u32>,
    /// Words in a larger share of the passages are left out.
    pub(crate) max_share: f64,
    /// Whether topics are shown that the text does not support.
    pub(crate) show_unstable: bool,
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
            language: MAIN.to_owned(),
            unit: TERM.to_owned(),
            phrases: true,
            passage_words: [shortest, longest],
            min_segments,
            max_share: max_passage_share,
            show_unstable: false,
        }
    }
}

/// Which words the topic model reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopicLanguage {
    /// Those of the language that most tokens have.
    Main,
    /// Those of all languages.
    All,
    /// Those of one language.
    One(Language),
}

impl TopicConfig {
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        self.language()?;
        if ![TERM, STEM].contains(&self.unit.as_str()) {
            return Err(value_error("topics.unit", &self.unit, "term or stem"));
        }
        let [shortest, longest] = self.passage_words;
        if shortest == 0 || longest < shortest {
            let given = format!("[{shortest}, {longest}]");
            return Err(value_error(
                "topics.passage_words",
                &given,
                "the fewest words (at least 1) and the most",
            ));
        }
        if !(self.max_share > 0.0 && self.max_share <= 1.0) {
            let given = self.max_share.to_string();
            return Err(value_error("topics.max_share", &given, "a share above 0, and at most 1"));
        }
        match self.grid.iter().find(|&&topics| topics < 2) {
            Some(topics) => Err(value_error("topics.grid", &topics.to_string(), "numbers from 2 on")),
            None => Ok(()),
        }
    }

    /// Which words the model reads.
    pub(crate) fn language(&self) -> Result<TopicLanguage, ConfigError> {
        match self.language.as_str() {
            MAIN => Ok(TopicLanguage::Main),
            ALL => Ok(TopicLanguage::All),
            code => language("topics.language", code, "main, all").map(TopicLanguage::One),
        }
    }

    /// The parameters of the model; nothing, if none is wanted.
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
        if self.unit == STEM { ModelUnit::Stem } else { ModelUnit::Term }
    }

    /// How passages are cut, in a language (nothing for all), with pairs that are one word.
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

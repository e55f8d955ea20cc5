//! Values of the configuration that are words: each has a type, so that a wrong word is an error with its line.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use textmill_corpus::{Language, SegmentKind, SpeakerRole};

/// Implements serde and the schema of a type that is written as one word, by its `Display` and `FromStr`.
macro_rules! written_as_text {
    ($type:ident, $schema:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

/// The shape of a language code in the schema.
const CODE: &str = "^[a-z]{2}$";

/// `auto`, or the code of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputLanguage {
    /// The language of each document is guessed.
    #[default]
    Auto,
    /// Every document has this language.
    One(Language),
}

impl InputLanguage {
    /// The language, if one is given.
    pub fn given(self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::One(language) => Some(language),
        }
    }
}

impl fmt::Display for InputLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::One(language) => language.fmt(f),
        }
    }
}

impl FromStr for InputLanguage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            code => language(code, "auto or ").map(Self::One),
        }
    }
}

written_as_text!(
    InputLanguage,
    json_schema!({ "type": "string", "anyOf": [{ "const": "auto" }, { "pattern": CODE }] })
);

fn language(code: &str, others: &str) -> Result<Language, String> {
    let expected =
        || format!("{code:?}: expected {others}a language code of two lower-case letters, such as en");
    Language::from_code(code).ok_or_else(expected)
}

/// The code of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LanguageCode(pub Language);

impl Default for LanguageCode {
    fn default() -> Self {
        Self(Language::UNDETERMINED)
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for LanguageCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        language(text, "").map(Self)
    }
}

written_as_text!(LanguageCode, json_schema!({ "type": "string", "pattern": CODE }));

/// Which words the topic model reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopicLanguage {
    /// Those of the language that most tokens have.
    #[default]
    Main,
    /// Those of all languages.
    All,
    /// Those of one language.
    One(Language),
}

impl fmt::Display for TopicLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => f.write_str("main"),
            Self::All => f.write_str("all"),
            Self::One(language) => language.fmt(f),
        }
    }
}

impl FromStr for TopicLanguage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "main" => Ok(Self::Main),
            "all" => Ok(Self::All),
            code => language(code, "main, all or ").map(Self::One),
        }
    }
}

written_as_text!(
    TopicLanguage,
    json_schema!({ "type": "string", "anyOf": [{ "enum": ["main", "all"] }, { "pattern": CODE }] })
);

/// A kind of segment, by its name in data/segments.csv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindName(pub SegmentKind);

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for KindName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || format!("{text:?} is no kind of segment: expected any of {}", kind_names().join(", "));
        SegmentKind::from_name(text).map(Self).ok_or_else(expected)
    }
}

fn kind_names() -> Vec<&'static str> {
    SegmentKind::ALL.iter().map(|kind| kind.name()).collect()
}

written_as_text!(KindName, json_schema!({ "type": "string", "enum": kind_names() }));

/// The part that a speaker plays, by its name in data/segments.csv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleName(pub SpeakerRole);

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for RoleName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || format!("{text:?} is no role of a speaker: expected any of {}", role_names().join(", "));
        SpeakerRole::from_name(text).map(Self).ok_or_else(expected)
    }
}

fn role_names() -> Vec<&'static str> {
    SpeakerRole::ALL.iter().map(|role| role.name()).collect()
}

written_as_text!(RoleName, json_schema!({ "type": "string", "enum": role_names() }));

/// A day (`2031-03-14`), a month or a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateBound(String);

impl DateBound {
    /// As it is written (ISO 8601).
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DateBound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let has_shape = text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let is_within = |range: std::ops::Range<usize>, most: u32| {
            text.get(range).is_none_or(|part| part.parse().is_ok_and(|part: u32| (1..=most).contains(&part)))
        };
        match text.len() {
            4 | 7 | 10 if has_shape && is_within(5..7, 12) && is_within(8..10, 31) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(format!("{text:?}: expected a day (2031-03-14), a month (2031-03) or a year")),
        }
    }
}

written_as_text!(DateBound, json_schema!({ "type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$" }));

/// How many topics there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicNumber {
    /// This many; 0 for no model.
    Fixed(usize),
    /// As many as the text supports.
    Auto,
}

impl FromStr for TopicNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        text.parse().map(Self::Fixed).map_err(|_| "expected a number of topics, or auto".to_owned())
    }
}

impl Serialize for TopicNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fixed(topics) => serializer.serialize_u64(*topics as u64),
            Self::Auto => serializer.serialize_str("auto"),
        }
    }
}

impl<'de> Deserialize<'de> for TopicNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a number of topics, or \"auto\"")]
        enum Written {
            Number(usize),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(topics) => Ok(Self::Fixed(topics)),
            Written::Word(word) if word == "auto" => Ok(Self::Auto),
            Written::Word(word) => {
                Err(de::Error::custom(format!("{word:?}: expected a number of topics, or \"auto\"")))
            }
        }
    }
}

impl JsonSchema for TopicNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TopicNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "const": "auto" }] })
    }
}

//! The keys of the configuration in the order in which they are declared: serde keeps it, a map of JSON does not.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::Config;

/// The sections, each with its keys and their values; `null` where a key has no value.
pub(super) type Sections = Vec<(String, Vec<(String, Value)>)>;

/// The sections of a configuration.
pub(super) fn sections(config: &Config) -> Sections {
    let text = serde_json::to_string(config).unwrap_or_default();
    let Pairs(sections): Pairs<Pairs<Value>> = serde_json::from_str(&text).unwrap_or(Pairs(Vec::new()));
    sections.into_iter().map(|(name, Pairs(keys))| (name, keys)).collect()
}

struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairVisitor(std::marker::PhantomData))
    }
}

struct PairVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for PairVisitor<T> {
    type Value = Pairs<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

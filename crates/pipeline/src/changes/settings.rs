//! The version, the configuration and the files of settings of two sets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use textmill_report::Manifest;

use super::{Change, ChangedPart, Changes, text_row};

const NAME: &str = "settings";

/// Adds what is different between the facts of two manifests.
pub(super) fn compare(old: &Manifest, new: &Manifest, changes: &mut Changes) {
    let (old, new) = (facts(old), facts(new));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut part = ChangedPart::new(NAME);
    for key in keys {
        let (before, after) = (old.get(key), new.get(key));
        if before == after {
            part.same += 1;
            continue;
        }
        let change = Change::of(before.is_some(), after.is_some());
        part.add(change);
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        changes.rows.push(text_row(NAME, change, key, "value", &text(before), &text(after)));
    }
    changes.parts.push(part);
}

/// What a set was made with, by name.
fn facts(manifest: &Manifest) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    flatten("configuration", &manifest.configuration, &mut facts);
    facts.insert("version: textmill".to_owned(), manifest.textmill.clone());
    facts.insert("version: Unicode".to_owned(), manifest.unicode.clone());
    facts.insert("version: stemmer".to_owned(), manifest.stemmer.clone());
    facts.extend(manifest.dictionaries.clone().map(|version| ("version: dictionaries".to_owned(), version)));
    let settings = manifest.settings.iter();
    facts.extend(settings.map(|file| (format!("file of settings: {}", file.path), file.sha256.clone())));
    facts
}

/// The leaves of a value: a list is one, since a change of its length would move all that follows.
fn flatten(name: &str, value: &Value, facts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                flatten(&format!("{name}.{key}"), value, facts);
            }
        }
        Value::String(text) => {
            facts.insert(name.to_owned(), text.clone());
        }
        value => {
            facts.insert(name.to_owned(), value.to_string());
        }
    }
}

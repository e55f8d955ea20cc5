//! What people write to say what is to be done: configurations, metadata, patterns, saved models.

#![allow(clippy::unwrap_used, reason = "a target fails by panicking")]

use std::fs;

use bolero::check;
use textmill_fuzz::{assembled, text_of};
use textmill_ingest::{MetadataTable, PathPatterns};
use textmill_pipeline::{LoadedConfig, Plan};
use textmill_topics::SavedModel;

#[test]
fn configurations() {
    check!().for_each(|input: &[u8]| {
        let text = text_of(input);
        let Ok(loaded) = LoadedConfig::from_toml(&text) else { return };
        let shown = loaded.show();
        if let Ok(plan) = Plan::new(loaded) {
            assert!(plan.reports().count() > 0);
            // What is shown is a configuration again.
            LoadedConfig::from_toml(&shown).map_err(|error| format!("{error} of {shown}")).unwrap();
        }
    });
}

#[test]
fn metadata() {
    let folder = tempfile::tempdir().unwrap();
    check!().for_each(|input: &[u8]| {
        let bytes = [b"path,title,date,group\n", assembled(input).as_slice()].concat();
        fs::write(folder.path().join("metadata.csv"), &bytes).unwrap();
        if let Ok(table) = MetadataTable::of_folder(folder.path()) {
            let own = textmill_corpus::Metadata::default();
            table.paths().for_each(|path| drop(table.of_document(path, own.clone())));
        }
    });
}

#[test]
fn patterns_of_paths() {
    check!().for_each(|input: &[u8]| {
        let patterns: Vec<String> = text_of(input).split('\n').map(ToOwned::to_owned).collect();
        if let Ok(compiled) = PathPatterns::new(&patterns) {
            for path in &patterns {
                if let Some(matching) = compiled.first_match(path) {
                    assert!(patterns.iter().any(|pattern| pattern == matching));
                }
            }
        }
    });
}

#[test]
fn saved_models() {
    check!().for_each(|input: &[u8]| {
        let text = text_of(input);
        let near = format!("{{\"format\": 1, \"words\": [\"a\", \"b\"], {text}");
        for text in [&text, &near] {
            if let Ok(model) = serde_json::from_str::<SavedModel>(text) {
                drop(model.check());
            }
        }
    });
}

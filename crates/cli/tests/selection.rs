//! What counts: kinds, speakers, roles, duplicates.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use support::{assert_code, rows, sum, textmill};
use tempfile::TempDir;

const INTERVIEW: &str = "A talk about the river Vell\n\nBy Edda Brandt\n\nQuestion: Why alpha?\n\nMinister Ann Lee: Because beta.\n\n\
                         Tobias Quill: Also gamma.\n\nQuestion: When delta?\n\nLee: After epsilon.\n\nSupport us\n\nNotify of\n\nmaud\n\nNo zeta.\n";

/// Runs with a configuration of the selection; returns the words counted among those that stand for each part of the text.
#[track_caller]
fn counted(selection: &str, files: &[(&str, &str)]) -> (TempDir, BTreeSet<String>) {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("in")).unwrap();
    for (name, text) in files {
        fs::write(path("in").join(name), text).unwrap();
    }
    fs::write(path("config.toml"), format!("[selection]\n{selection}\n[topics]\nk = 0\n")).unwrap();
    let arguments = [("--output", path("out")), ("--config", path("config.toml"))];
    let mut run = textmill();
    run.arg("run").arg(path("in"));
    for (flag, value) in &arguments {
        run.arg(flag).arg(value);
    }
    assert_code(&run.output().unwrap(), 0);
    let words = rows(&path("out"), "data/forms.csv").into_iter().map(|row| row["term"].clone());
    let marked = ["vell", "edda", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "support"];
    let words = words.filter(|word| marked.contains(&word.as_str())).collect();
    (folder, words)
}

#[track_caller]
fn check(selection: &str, expected: &[&str]) {
    let (_folder, words) = counted(selection, &[("a.txt", INTERVIEW)]);
    assert_eq!(words, expected.iter().map(|word| (*word).to_owned()).collect(), "{selection}");
}

#[test]
fn furniture_and_comments_do_not_count_unless_somebody_wants_them() {
    check("", &["vell", "alpha", "beta", "gamma", "delta", "epsilon"]);
    check(
        "exclude_kinds = []",
        &["vell", "edda", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "support"],
    );
    check(
        "exclude_kinds = [\"question\", \"title\", \"comment\", \"boilerplate\", \"byline\"]",
        &["beta", "gamma", "epsilon"],
    );
}

#[test]
fn speakers_and_roles() {
    check("speakers = [\"Ann Lee\"]", &["beta", "epsilon"]);
    check("speakers = [\"Lee\"]", &["epsilon"]);
    check("exclude_speakers = [\"Tobias Quill\", \"Question\"]", &["vell", "beta", "epsilon"]);
    check("roles = [\"questioner\"]", &["alpha", "delta"]);
    check("roles = [\"answerer\", \"speaker\"]", &["beta", "gamma", "epsilon"]);
}

#[test]
fn wrong_values_are_named() {
    let folder = TempDir::new().unwrap();
    for (selection, key) in [
        ("roles = [\"asker\"]", "\"asker\" is no role of a speaker: expected any of questioner,"),
        ("duplicates = \"drop\"", "unknown variant `drop`, expected `keep` or `drop-exact`"),
    ] {
        let config = folder.path().join("config.toml");
        fs::write(&config, format!("[selection]\n{selection}\n")).unwrap();
        let run = textmill().args(["run", "."]).arg("--config").arg(&config).output().unwrap();
        assert_code(&run, 2);
        assert!(support::said(&run).contains(key), "{}", support::said(&run));
    }
}

fn tokens(output: &Path) -> u64 {
    sum(&rows(output, "frequency.csv"), "frequency")
}

#[test]
fn exact_duplicates_are_flagged_and_dropped_on_request() {
    let text = "It rained on the beta for seven days, and then the delta was full of water from end to end.";
    let files = [("a.txt", text), ("b.txt", &text.to_uppercase()), ("c.txt", "Not the same at all.")];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, *text)).collect();
    let (kept, _) = counted("", &files);
    let (dropped, _) = counted("duplicates = \"drop-exact\"", &files);
    for folder in [&kept, &dropped] {
        let documents = rows(&folder.path().join("out"), "documents.csv");
        let duplicates: Vec<&str> = documents.iter().map(|row| row["duplicate_of"].as_str()).collect();
        assert_eq!(duplicates, ["", "1", ""]);
    }
    assert_eq!(tokens(&kept.path().join("out")), 20 + 20 + 5);
    assert_eq!(tokens(&dropped.path().join("out")), 20 + 5);
}

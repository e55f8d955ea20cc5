//! The real documents that the project exists for, read from `$TEXTMILL_TEST_DATA/seeds`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;

use support::{assert_code, quick_run, rows, sum, test_data};
use tempfile::TempDir;

#[test]
fn turns_and_entries_are_those_that_a_reader_counts() {
    let Some(data) = test_data() else { return };
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("outputs");
    assert_code(&quick_run(&data.join("seeds"), &output).output().unwrap(), 0);

    let mut turns: BTreeMap<(String, u64), (String, String)> = BTreeMap::new();
    for row in rows(&output, "data/segments.csv")
        .into_iter()
        .filter(|row| !row["turn"].is_empty() && row["kind"] != "label")
    {
        let key = (row["path"].clone(), row["turn"].parse().unwrap());
        let turn = turns.entry(key).or_insert((row["kind"].clone(), row["speaker"].clone()));
        assert_eq!(
            *turn,
            (row["kind"].clone(), row["speaker"].clone()),
            "a turn has one kind and one speaker"
        );
    }
    let of = |document: &str| -> Vec<(&str, &str)> {
        let turns = turns.iter().filter(|((path, _), _)| path.starts_with(document));
        turns.map(|(_, (kind, speaker))| (kind.as_str(), speaker.as_str())).collect()
    };
    let (question, answer) = (("question", "Question"), ("answer", "Sergey Lavrov"));
    let mut transcript = [question, answer].repeat(17);
    let before = of("002").iter().position(|turn| turn.0 == "interjection").unwrap();
    transcript.insert(before, ("interjection", "Maria Zakharova"));
    assert_eq!(of("002"), transcript);
    assert_eq!(of("004"), [question, answer].repeat(10));
    assert_eq!(of("001"), [("entry", ""); 10]);
    assert_eq!(of("000"), []);
    assert_eq!(of("003"), []);

    let documents = rows(&output, "documents.csv");
    assert_eq!(documents.len(), 5);
    assert!(documents.iter().all(|row| row["language"] == "en" && !row["title"].is_empty()));
    assert_eq!(sum(&documents, "tokens"), sum(&rows(&output, "frequency.csv"), "frequency"));
}

/// How many segments of each kind a document has.
fn kinds(output: &std::path::Path, document: &str) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for row in rows(output, "data/segments.csv").into_iter().filter(|row| row["path"].starts_with(document)) {
        *kinds.entry(row["kind"].clone()).or_insert(0) += 1;
    }
    kinds
}

#[test]
fn what_is_no_text_is_known() {
    let Some(data) = test_data() else { return };
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("outputs");
    assert_code(&quick_run(&data.join("seeds"), &output).output().unwrap(), 0);

    let expected = |pairs: &[(&str, usize)]| -> BTreeMap<String, usize> {
        pairs.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
    };
    let story = [
        ("boilerplate", 3),
        ("byline", 2),
        ("caption", 1),
        ("comment", 1),
        ("heading", 2),
        ("paragraph", 11),
    ];
    assert_eq!(kinds(&output, "000"), expected(&[story.as_slice(), &[("title", 1)]].concat()));
    let live =
        [("boilerplate", 1), ("date", 1), ("entry", 20), ("label", 10), ("paragraph", 4), ("title", 1)];
    assert_eq!(kinds(&output, "001"), expected(&live));
    let transcript =
        [("answer", 152), ("boilerplate", 1), ("date", 1), ("header", 1), ("interjection", 1), ("label", 35)];
    let said = [("question", 31), ("source", 1), ("statement", 25), ("title", 1)];
    assert_eq!(kinds(&output, "002"), expected(&[transcript.as_slice(), &said].concat()));
    assert_eq!(
        kinds(&output, "003"),
        expected(&[("boilerplate", 1), ("heading", 4), ("paragraph", 23), ("title", 1)])
    );
    let interview =
        [("answer", 54), ("boilerplate", 11), ("comment", 29), ("date", 1), ("label", 20), ("paragraph", 2)];
    assert_eq!(
        kinds(&output, "004"),
        expected(&[interview.as_slice(), &[("question", 10), ("title", 2)]].concat())
    );

    let opening: Vec<_> =
        rows(&output, "data/segments.csv").into_iter().filter(|row| row["rule"] == "opening").collect();
    assert!(opening.iter().all(|row| row["speaker"].is_empty() && row["speaker_name"] == "Sergey Lavrov"));
    let comments = rows(&output, "data/segments.csv").into_iter().filter(|row| row["kind"] == "comment");
    assert!(comments.into_iter().all(|row| row["counted"] == "false" && row["speaker_name"].is_empty()));
}

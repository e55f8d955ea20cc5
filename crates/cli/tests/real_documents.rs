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
    for row in rows(&output, "segments.csv")
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

//! Forty real transcripts, read by a person: how many turns and how many questions each has, against what is found.
//!
//! They were chosen by the way they print their speakers, then at equal steps through the names: 22 conversations and 18 speeches,
//! letters and releases. The texts are no part of the project; the numbers are.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, io::Read};

use support::{assert_code, quick_run, rows, test_data};
use tempfile::TempDir;

/// The number of the transcript, its turns, and how many of them are questions.
const TRUTH: &[(u32, usize, usize)] = &[
    (1785, 26, 13),
    (2134, 13, 7),
    (4790, 11, 5),
    (4880, 7, 3),
    (5162, 45, 22),
    (23223, 29, 12),
    (24603, 17, 8),
    (18243, 28, 14),
    (20975, 18, 5),
    (6215, 6, 5),
    (16813, 32, 16),
    (19342, 7, 3),
    (8793, 12, 6),
    (11904, 55, 27),
    (20859, 37, 18),
    (7080, 15, 7),
    (12070, 14, 7),
    (23369, 20, 10),
    (17175, 1, 0),
    (4971, 12, 6),
    (557, 16, 8),
    (20821, 100, 52),
    (1413, 0, 0),
    (18281, 0, 0),
    (22519, 0, 0),
    (3679, 0, 0),
    (5012, 0, 0),
    (8407, 0, 0),
    (12311, 0, 0),
    (16324, 0, 0),
    (21147, 0, 0),
    (23371, 0, 0),
    (4808, 0, 0),
    (8120, 0, 0),
    (40066, 0, 0),
    (41183, 1, 0),
    (1666, 0, 0),
    (493, 0, 0),
    (17432, 0, 0),
    (597, 0, 0),
];

/// What is found otherwise, so that a change shows: labels that the scan misspelt or lost (5162, 6215, and 557, which is beyond
/// repair), a name without its colon and one that is printed again on a new page (4971).
const FOUND: &[(u32, usize, usize)] = &[(5162, 44, 21), (6215, 4, 4), (4971, 12, 5), (557, 3, 3)];

#[test]
fn turns_and_questions_are_those_that_a_reader_counts() {
    let Some(data) = test_data() else { return };
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    let packed = fs::File::open(data.join("corpora/english.jsonl.gz")).unwrap();
    let mut lines = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut lines).unwrap();
    for line in lines.lines() {
        let record: BTreeMap<String, String> = serde_json::from_str(line).unwrap();
        if TRUTH.iter().any(|(number, ..)| record["id"] == number.to_string()) {
            fs::write(input.join(format!("{}.txt", record["id"])), &record["text"]).unwrap();
        }
    }
    let output = folder.path().join("out");
    assert_code(&quick_run(&input, &output).args(["--only", "data/segments.csv"]).output().unwrap(), 0);

    let mut found: BTreeMap<u32, (usize, usize)> =
        TRUTH.iter().map(|&(number, ..)| (number, (0, 0))).collect();
    for row in rows(&output, "data/segments.csv").iter().filter(|row| row["kind"] == "label") {
        let number: u32 = row["path"].trim_end_matches(".txt").parse().unwrap();
        let (turns, questions) = found.get_mut(&number).unwrap();
        *turns += 1;
        *questions += usize::from(row["role"] == "questioner");
    }
    let differing: Vec<(u32, usize, usize)> = TRUTH
        .iter()
        .filter(|&&(number, turns, questions)| found[&number] != (turns, questions))
        .map(|&(number, ..)| (number, found[&number].0, found[&number].1))
        .collect();
    assert_eq!(differing, FOUND);
}

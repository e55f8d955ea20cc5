//! What documents have from each other, and what was changed, on texts of our own and on the real documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::PathBuf};

use support::{assert_code, rows, test_data, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

const AGENCY: &str = "The old mill above the village burned down on Tuesday night, and the fire brigade of three parishes \
needed nine hours to save the neighbouring barns. Nobody was hurt, because the miller had taken his family to a wedding \
in the next valley. Its owner expects an expert, who suspects a broken lamp in the upper store.\n";

const PAPER: &str = "Fire in the valley\n\nOur readers were woken by bells. The old mill above the village burned down late on Tuesday \
night, and the brigade of three parishes needed ten hours to save the neighbouring barns. Nobody was hurt, because the \
miller had taken his family to a wedding in the next valley. The police have not said anything about causes yet.\n";

const OTHER: &str = "The council met again to speak about the new bridge, its price and its colour. Members could agree about none of \
these, and went home when the landlord closed the hall at midnight.\n";

fn run(texts: &[(&str, &str)], threads: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    for (name, text) in texts {
        fs::write(input.join(name), text).unwrap();
    }
    let output = folder.path().join("out");
    let mut command = textmill();
    command.args(["run", "--threads", threads, "--only", "reuse.csv", "--output"]).arg(&output).arg(&input);
    assert_code(&command.output().unwrap(), 0);
    (folder, output)
}

fn bytes<'a>(text: &'a str, row: &Row, side: &str) -> &'a str {
    let number = |end: &str| row[&format!("{side}_{end}")].parse::<usize>().unwrap();
    &text[number("start")..number("end")]
}

#[test]
fn a_story_that_was_reworked_is_shown_with_its_changes() {
    let dates = "path,date\npaper.txt,2031-03-05\nagency.txt,2031-03-04\n";
    let texts = [("paper.txt", PAPER), ("agency.txt", AGENCY), ("other.txt", OTHER), ("metadata.csv", dates)];
    let (_folder, output) = run(&texts, "2");
    let found = rows(&output, "reuse.csv");
    assert_eq!(found.len(), 1);
    let row = &found[0];
    let cell = |column: &str| row[column].as_str();
    assert_eq!((cell("kind"), cell("order"), cell("days")), ("edited", "date", "1"));
    assert_eq!((cell("source_document"), cell("text_document")), ("agency.txt", "paper.txt"));
    let said = bytes(AGENCY, row, "source");
    assert!(said.starts_with("The old mill") && said.ends_with("the next valley"), "{said}");
    let said = bytes(PAPER, row, "text");
    assert!(said.starts_with("The old mill") && said.ends_with("the next valley"), "{said}");
    // "late" was put in, "fire" left out, nine hours became ten.
    assert_eq!((cell("insertions"), cell("deletions"), cell("substitutions")), ("1", "1", "1"));
    assert_eq!(
        cell("edits"),
        "The old mill above the village burned down {+late+} on Tuesday night and the [-fire-] brigade of three parishes needed \
         [-nine-] {+ten+} hours to save the \u{2026} in the next valley"
    );
    let number = |column: &str| cell(column).parse::<f64>().unwrap();
    assert_eq!(number("source_tokens") - number("deletions") - number("substitutions"), number("matched"));
    assert_eq!(number("text_tokens") - number("insertions") - number("substitutions"), number("matched"));
    assert!(number("identity") > 0.9 && number("identity") < 1.0);
}

#[test]
fn a_copy_is_told_from_a_part_and_from_an_unrelated_text() {
    let part = format!("Readers write to us. {} So says the agency.\n", &AGENCY[..186]);
    let long = format!("{OTHER}{}", part.replace('\n', " "));
    let (_folder, output) =
        run(&[("a.txt", AGENCY), ("b.txt", AGENCY), ("c.txt", &long), ("d.txt", OTHER)], "1");
    let found = rows(&output, "reuse.csv");
    let kinds: Vec<[&str; 4]> = found
        .iter()
        .map(|row| ["source_document", "text_document", "kind", "order"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            ["a.txt", "b.txt", "duplicate", "unknown"],
            ["c.txt", "d.txt", "duplicate", "unknown"],
            ["a.txt", "c.txt", "exact", "unknown"],
            ["b.txt", "c.txt", "exact", "unknown"],
        ]
    );
    assert!(found.iter().all(|row| row["identity"] == "1.000000" && row["edits"].chars().count() < 120));
}

#[test]
fn the_same_rows_from_any_number_of_threads() {
    let copies: Vec<(String, String)> = (0..40)
        .map(|copy| {
            let text = if copy % 2 == 0 { AGENCY } else { PAPER };
            (format!("{copy}.txt"), text.replace("Tuesday", &format!("day {copy}")))
        })
        .collect();
    let texts: Vec<(&str, &str)> = copies.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let with = |threads: &str| {
        let (_folder, output) = run(&texts[..16], threads);
        fs::read(output.join("reuse.csv")).unwrap()
    };
    let one = with("1");
    assert!(one.len() > 10_000);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("8"));
    // Of sequences in too many documents, the summary says so.
    let (_folder, output) = run(&texts, "2");
    let summary = rows(&output, "summary.csv");
    let passed_over = summary.iter().find(|row| row["subject"] == "sequences at many places").unwrap();
    assert!(passed_over["total"].parse::<u64>().unwrap() > 10);
}

#[test]
fn what_the_real_documents_have_from_each_other() {
    let Some(data) = test_data() else { return };
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("out");
    let mut command = textmill();
    command.args(["run", "--only", "reuse.csv", "--output"]).arg(&output).arg(data.join("seeds"));
    assert_code(&command.output().unwrap(), 0);
    let found = rows(&output, "reuse.csv");
    let pairs: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|row| (&row["source_document"][..3], &row["text_document"][..3], row["kind"].as_str()))
        .collect();
    // The sentence that the story has from the blog, and two that stand in another translation in the transcript.
    assert_eq!(pairs, [("001", "000", "exact"), ("001", "002", "edited"), ("002", "000", "edited")]);
    let cell = |column: &str| found[0][column].as_str();
    let span = ["source_start", "source_end", "text_start", "text_end"].map(cell);
    assert_eq!(span, ["1111", "1235", "1770", "1894"]);
}

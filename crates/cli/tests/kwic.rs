//! `textmill kwic` and kwic.csv: what they find, that they agree, and how lines are printed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Output, Stdio},
};

use support::{assert_code, rows, said, textmill};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join("in").join(name), text).unwrap();
    }
    folder
}

fn kwic(folder: &Path, arguments: &[&str]) -> Output {
    textmill().arg("kwic").args(arguments).arg(folder.join("in")).current_dir(folder).output().unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_pattern_finds_words_however_they_are_written() {
    let text = "Die Stra\u{df}e ist lang. They didn\u{2019}t see the STRASSE. A well-known caf\u{e9}.\n";
    let folder = folder(&[("a.txt", text)]);
    for (pattern, count) in [
        ("Stra\u{df}e", 2),
        ("strasse", 2),
        ("STRA*", 2),
        ("didn\u{2019}t", 1),
        ("didn't", 1),
        ("well-known", 1),
        ("cafe\u{301}", 1),
    ] {
        let found = kwic(folder.path(), &[pattern]);
        assert_code(&found, 0);
        assert_eq!(lines(&found).len(), count, "{pattern}");
    }
    let as_written = kwic(folder.path(), &["STRASSE", "--unit", "surface"]);
    assert_eq!(lines(&as_written).len(), 1, "a surface is meant with its capitals");
}

#[test]
fn several_words_are_found_in_a_row_and_inside_a_sentence() {
    let text = "The press conference began. He met the press. Conference rooms were full.\n\nA Press  Conference again.\n";
    let folder = folder(&[("a.txt", text)]);
    let found = kwic(folder.path(), &["press conference"]);
    assert_eq!(lines(&found), ["The press conference began. a.txt", "A Press Conference again. a.txt"]);
    assert!(said(&found).contains("2 places in 1 document\n"), "{}", said(&found));
    assert_eq!(lines(&kwic(folder.path(), &["p* conf*"])).len(), 2);
    // Of nodes that begin with the same word, the longest is meant; the others are found elsewhere.
    let config = "[kwic]\nnodes = [\"press\", \"press conference\"]\n";
    fs::write(folder.path().join("textmill.toml"), config).unwrap();
    let run = ["run", "in", "--only", "kwic", "--output", "out"];
    assert_code(&textmill().args(run).current_dir(folder.path()).output().unwrap(), 0);
    let found: Vec<(String, String)> = rows(&folder.path().join("out"), "kwic.csv")
        .into_iter()
        .map(|row| (row["node"].clone(), row["pattern"].clone()))
        .collect();
    let pair = |node: &str, pattern: &str| (node.to_owned(), pattern.to_owned());
    let expected = [
        pair("press conference", "press conference"),
        pair("press", "press"),
        pair("Press  Conference", "press conference"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn nothing_found_is_said_and_is_a_failure() {
    let folder = folder(&[("a.txt", "The river rose.\n")]);
    let found = kwic(folder.path(), &["harbour"]);
    assert_code(&found, 1);
    assert!(said(&found).contains("\"harbour\" is nowhere"), "{}", said(&found));
}

/// Lines that the pages of one source share are furniture, for the command as for the report.
#[test]
fn the_command_and_the_report_find_the_same() {
    let page = |story: &str| format!("{story}\n\nOther news from the river desk\n");
    let stories = [
        "The river rose at night.",
        "The river fell.",
        "No water came.",
        "The mayor of the river town left.",
    ];
    let pages: Vec<(String, String)> =
        stories.iter().enumerate().map(|(number, story)| (format!("{number}.txt"), page(story))).collect();
    let files: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    fs::write(folder.path().join("textmill.toml"), "[kwic]\nnodes = [\"river*\"]\n").unwrap();
    let out = folder.path().join("out");
    let run = textmill()
        .args(["run", "in", "--only", "kwic", "--output"])
        .arg(&out)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_code(&run, 0);
    let report = fs::read(out.join("kwic.csv")).unwrap();
    let printed = kwic(folder.path(), &["river*", "--format", "csv"]);
    assert_code(&printed, 0);
    assert_eq!(String::from_utf8(printed.stdout), String::from_utf8(report));
    assert_eq!(rows(&out, "kwic.csv").len(), 3);
    let ingest = textmill().args(["ingest", "in"]).current_dir(folder.path()).output().unwrap();
    let shown = String::from_utf8(ingest.stdout).unwrap();
    assert_eq!(shown.matches("\nboilerplate      repeated_across").count(), 4, "{shown}");
}

#[test]
fn lines_can_be_read_by_programs() {
    let folder = folder(&[("a.txt", "The \"river\" rose, they said.\n")]);
    let found = kwic(folder.path(), &["rose", "--format", "json"]);
    let row: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!((row["node"].as_str(), row["left"].as_str()), (Some("rose"), Some("The \"river\"")));
    assert_eq!((row["byte_start"].as_u64(), row["byte_end"].as_u64()), (Some(12), Some(16)));
}

#[test]
fn signs_that_a_terminal_obeys_do_not_reach_it() {
    let folder = folder(&[("a.txt", "The \u{1b}[31mriver\u{7} rose.\n")]);
    for arguments in [["kwic", "rose", "in"].as_slice(), &["ingest", "in"]] {
        let done = textmill().args(arguments).current_dir(folder.path()).output().unwrap();
        assert_code(&done, 0);
        assert!(!done.stdout.contains(&0x1b) && !done.stdout.contains(&7));
        assert!(String::from_utf8(done.stdout).unwrap().contains("\u{241b}[31mriver\u{2407}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_named_by_what_was_printed() {
    let folder = folder(&[("a.txt", "The river rose.\n")]);
    for (arguments, what) in [
        (["kwic", "river", "in"].as_slice(), "the concordance"),
        (&["ingest", "in"], "the segments"),
        (&["verify"], "the published numbers"),
        (&["config"], "the configuration"),
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = textmill().args(arguments).current_dir(folder.path()).stdout(full).output().unwrap();
        assert_code(&done, 1);
        assert!(said(&done).contains(&format!("failed to print {what}")), "{}", said(&done));
    }
}

fn with_input(arguments: &[&str], folder: &Path, input: &str) -> Output {
    let mut command = textmill();
    command.args(arguments).current_dir(folder);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn standard_input_is_a_document_or_records() {
    let folder = TempDir::new().unwrap();
    let found = with_input(&["kwic", "river", "-"], folder.path(), "The river rose.\n");
    assert_eq!(lines(&found), ["The river rose. stdin.txt"]);
    let records = "{\"text\": \"The river rose.\"}\n{\"text\": \"The river fell.\"}\n";
    let run = ["run", "-", "--stdin-format", "jsonl", "--output", "out", "--topics", "0"];
    assert_code(&with_input(&run, folder.path(), records), 0);
    let out = folder.path().join("out");
    let paths: Vec<String> = rows(&out, "documents.csv").into_iter().map(|row| row["path"].clone()).collect();
    assert_eq!(paths, ["stdin.jsonl/00000001", "stdin.jsonl/00000002"]);
    let total = |subject: &str| {
        rows(&out, "summary.csv").into_iter().find(|row| row["subject"] == subject).unwrap()["total"].clone()
    };
    assert_eq!((total("files found"), total("rows of the ledger")), ("1".to_owned(), "3".to_owned()));
    let mixed = textmill().args(["run", "-", "in"]).current_dir(folder.path()).output().unwrap();
    assert_code(&mixed, 2);
}

#[test]
fn documents_that_a_run_drops_are_not_searched() {
    let text =
        "It rained on the river for seven days, and then the harbour was full of water from end to end.\n";
    let folder = folder(&[("a.txt", text), ("b.txt", text)]);
    assert_eq!(lines(&kwic(folder.path(), &["river"])).len(), 2);
    fs::write(folder.path().join("textmill.toml"), "[selection]\nduplicates = \"drop-exact\"\n").unwrap();
    assert_eq!(lines(&kwic(folder.path(), &["river"])).len(), 1);
}

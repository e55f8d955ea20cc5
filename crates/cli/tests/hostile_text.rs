//! Whatever a text holds, it is counted, and the counts balance.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{assert_code, quick_run, rows, sum, test_data};
use tempfile::TempDir;

/// What trips programs up: marks, joiners, controls, quotes, announcements, times, and characters of many scripts.
const PIECES: &[&str] = &[
    "Question: ",
    "Ann Lee: ",
    "10:46 GMT",
    "- 9:05\n",
    "JOURNALIST 2: ",
    "[02:50:05] ANN LEE",
    "(inaudible): ",
    "> x\n> y\n",
    "• y\n• z\n",
    "1. z\n2. a\n",
    "Notify of\n",
    "Comments are closed.\n",
    "MOSCOW, May 1 (X) — Z",
    "By Ann Lee\n",
    "(Photo: A)\n",
    "Gifts are tax deductible.\n",
    "Submitted on 2024-02-30\n",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "\u{A0}",
    "\u{85}",
    "\u{2028}",
    "the ",
    "Мир ",
    "don’t ",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{202E}",
    "א\"ב ",
    "カナ",
    "漢字",
    "한글",
    "ไทย",
    "👩\u{200D}👩",
    "🇩🇪🇫",
    "=1+1",
    "@x",
    "\"",
    "'",
    "_",
    "__",
    "1,000.5",
    "http://a.b/c?d=e",
    "[Applause]",
    "(x)",
    ".",
    "?!",
    "…",
    "\u{1}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "ß",
    "İ",
    "ﬁ",
    "Ⓜ",
    "²",
];

#[test]
fn random_texts_are_counted_and_balance() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("input");
    fs::create_dir(&input).unwrap();
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for number in 0..150 {
        let text: String = (0..random() % 400).map(|_| PIECES[random() % PIECES.len()]).collect();
        fs::write(input.join(format!("{number:03}.txt")), text).unwrap();
    }
    let long_line = "word ".repeat(200_000);
    fs::write(input.join("long line.txt"), long_line).unwrap();
    fs::write(input.join("long word.txt"), "w".repeat(1_000_000)).unwrap();
    fs::write(input.join("long name.txt"), format!("{}: a\n", "Name".repeat(30_000)).repeat(20)).unwrap();
    let output = folder.path().join("outputs");
    assert_code(&quick_run(&input, &output).output().unwrap(), 0);

    let documents = rows(&output, "documents.csv");
    let segments = rows(&output, "data/segments.csv");
    assert_eq!(documents.len(), 153);
    assert_eq!(sum(&documents, "tokens"), sum(&rows(&output, "frequency.csv"), "frequency"));
    assert_eq!(sum(&documents, "tokens") + sum(&documents, "excluded_tokens"), sum(&segments, "tokens"));
    let segment_bytes = sum(&segments, "byte_end") - sum(&segments, "byte_start");
    assert_eq!(segment_bytes, sum(&documents, "text_bytes"));
}

#[test]
fn naughty_strings_are_counted() {
    let Some(data) = test_data() else { return };
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("input");
    fs::create_dir(&input).unwrap();
    let strings = fs::read_to_string(data.join("conformance/blns.txt")).unwrap();
    let mut files = 0;
    for (number, line) in
        strings.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    {
        fs::write(input.join(format!("{number:04}.txt")), line).unwrap();
        files += 1;
    }
    let output = folder.path().join("outputs");
    assert_code(&quick_run(&input, &output).output().unwrap(), 0);
    assert_eq!(rows(&output, "documents.csv").len(), files);
    assert!(files > 400);
}

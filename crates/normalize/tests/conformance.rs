//! The Unicode Character Database's own tests, read from `$TEXTMILL_TEST_DATA/conformance`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

use std::{
    env, fs,
    io::{Write, stderr},
    path::PathBuf,
};

use textmill_normalize::{LineBreaks, normal_form, sentences, word_segments};
use unicode_normalization::UnicodeNormalization;

/// The lines of a file of test data without its comments, or nothing (said aloud) where there is no test data.
fn data(name: &str) -> Option<Vec<String>> {
    let Some(folder) = env::var_os("TEXTMILL_TEST_DATA") else {
        // Written past the test harness, which keeps to itself what passing tests print.
        let _ = writeln!(stderr(), "SKIPPED: {name} was not read, because TEXTMILL_TEST_DATA is not set");
        return None;
    };
    let text = fs::read_to_string(PathBuf::from(folder).join("conformance").join(name)).unwrap();
    let lines = text.lines().map(|line| line.split('#').next().unwrap().trim().to_owned());
    Some(lines.filter(|line| !line.is_empty() && !line.starts_with('@')).collect())
}

fn characters(code_points: &str) -> String {
    let character = |code: &str| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
    code_points.split_whitespace().map(character).collect()
}

/// The parts of a line such as `÷ 0061 × 0308 ÷ 0020 ÷`.
fn parts(line: &str) -> Vec<String> {
    let parts = line.split('÷').map(|part| characters(&part.replace('×', " ")));
    parts.filter(|part| !part.is_empty()).collect()
}

#[test]
fn word_boundaries_pass_the_whole_segment_test_of_unicode() {
    let Some(lines) = data("WordBreakTest-17.0.0.txt") else { return };
    assert_eq!(lines.len(), 1_944);
    for line in lines {
        let expected = parts(&line);
        let text = expected.concat();
        let found: Vec<&str> = word_segments(&text).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn sentence_boundaries_pass_the_whole_segment_test_of_unicode() {
    let Some(lines) = data("SentenceBreakTest-17.0.0.txt") else { return };
    assert_eq!(lines.len(), 512);
    for line in lines {
        let expected = parts(&line);
        let text = expected.concat();
        let found: Vec<&str> = sentences(&text, LineBreaks::Hard).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn case_folding_is_that_of_unicode() {
    let Some(lines) = data("CaseFolding-17.0.0.txt") else { return };
    let mut folded = 0;
    for line in lines {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        if matches!(fields[1], "C" | "F") {
            folded += 1;
            assert_eq!(normal_form(&characters(fields[0])), normal_form(&characters(fields[2])), "{line}");
        }
    }
    assert_eq!(folded, 1_585);
}

#[test]
fn canonically_equivalent_spellings_have_one_normal_form() {
    let Some(lines) = data("NormalizationTest-17.0.0.txt") else { return };
    assert_eq!(lines.len(), 20_034);
    for line in lines {
        let columns: Vec<String> = line.split(';').take(3).map(characters).collect();
        let (source, composed, decomposed) = (&columns[0], &columns[1], &columns[2]);
        assert_eq!(&source.nfc().collect::<String>(), composed, "{line}");
        assert_eq!(normal_form(source), normal_form(composed), "{line}");
        assert_eq!(normal_form(source), normal_form(decomposed), "{line}");
    }
}

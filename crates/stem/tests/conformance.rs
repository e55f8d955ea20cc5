//! The word lists of Snowball, read from `$TEXTMILL_TEST_DATA/conformance`.

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

use textmill_corpus::Language;
use textmill_stem::{StemEngine, stem};

/// The (word, stem) pairs of a list, or nothing (said aloud) where there is no test data.
fn list(name: &str) -> Option<Vec<(String, String)>> {
    let Some(folder) = env::var_os("TEXTMILL_TEST_DATA") else {
        // Written past the test harness, which keeps to itself what passing tests print.
        let _ = writeln!(stderr(), "SKIPPED: {name} was not read, because TEXTMILL_TEST_DATA is not set");
        return None;
    };
    let text = fs::read_to_string(PathBuf::from(folder).join("conformance").join(name)).unwrap();
    let pairs = text.lines().map(|line| line.split_once('\t').unwrap());
    Some(pairs.map(|(word, stem)| (word.to_owned(), stem.to_owned())).collect())
}

#[track_caller]
fn check(code: &str, name: &str, words: usize) {
    let Some(list) = list(&format!("snowball-rust-stemmers/{name}.tsv")) else { return };
    assert_eq!(list.len(), words);
    let language = Language::from_code(code).unwrap();
    let differing: Vec<_> =
        list.iter().filter(|(word, expected)| stem(language, word) != *expected).collect();
    assert_eq!(differing.len(), 0, "{:?}", &differing[..differing.len().min(5)]);
}

#[test]
fn english_stems_are_those_of_snowball() {
    check("en", "english", 29_417);
}

#[test]
fn french_stems_are_those_of_snowball() {
    check("fr", "french", 20_403);
}

#[test]
fn german_stems_are_those_of_snowball() {
    check("de", "german", 35_033);
}

#[test]
fn russian_stems_are_those_of_snowball() {
    check("ru", "russian", 49_673);
}

#[test]
fn spanish_stems_are_those_of_snowball() {
    check("es", "spanish", 28_390);
}

#[test]
fn elisions_are_cut_off_as_in_snowball_3() {
    let Some(list) = list("snowball-3/french.tsv") else { return };
    let french = Language::from_code("fr").unwrap();
    let elided = list.iter().filter(|(word, expected)| word.contains('\'') && !expected.contains('\''));
    let mut words = 0;
    for (word, _) in elided {
        words += 1;
        let (_, rest) = word.split_once('\'').unwrap();
        assert_eq!(stem(french, word), stem(french, rest), "{word}");
    }
    assert!(words > 700, "{words} words with an elision");
}

#[test]
fn stems_of_snowball_3_are_those_of_its_own_lists() {
    for (code, name, words) in [
        ("da", "danish", 23_832),
        ("nl", "dutch", 45_670),
        ("en", "english", 42_649),
        ("fr", "french", 21_655),
        ("de", "german", 35_033),
        ("no", "norwegian", 20_895),
        ("pt", "portuguese", 32_016),
        ("ru", "russian", 49_785),
        ("es", "spanish", 28_378),
    ] {
        let Some(list) = list(&format!("snowball-3/{name}.tsv")) else { return };
        assert_eq!(list.len(), words, "{name}");
        let language = Language::from_code(code).unwrap();
        // Numbers and what is elided are no words here, and stay as they are; `jusqu'` and its like are cut off here, not there.
        let is_word = |word: &str| {
            word.starts_with(char::is_alphabetic) && !word.ends_with('\'') && !word.contains("qu'")
        };
        let differing: Vec<_> = list
            .iter()
            .filter(|(word, expected)| {
                is_word(word) && StemEngine::Snowball3.stem(language, word) != *expected
            })
            .collect();
        assert_eq!(differing.len(), 0, "{name}: {:?}", &differing[..differing.len().min(5)]);
    }
}

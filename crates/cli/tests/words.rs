//! What is counted as one word, through the program: acronyms, numbers, elisions, letters of languages, ends of sentences.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::PathBuf};

use support::{assert_code, rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// A folder of texts, and their reports.
struct Counted {
    folder: TempDir,
    output: PathBuf,
}

/// Counts texts in a language.
fn counted(language: &str, texts: &[&str]) -> Counted {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (text, number) in texts.iter().zip(1..) {
        fs::write(folder.path().join("in").join(format!("{number}.txt")), text).unwrap();
    }
    let (config, output) = (folder.path().join("words.toml"), folder.path().join("out"));
    fs::write(&config, format!("[input]\nlanguage = \"{language}\"\n[topics]\nk = 0\n")).unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    Counted { folder, output }
}

/// `surface term stem frequency` of the rows of forms.csv with some surfaces, in the order of these.
#[track_caller]
fn check_forms(counted: &Counted, expected: &[[&str; 4]]) {
    let forms = rows(&counted.output, "forms.csv");
    for [surface, term, stem, frequency] in expected {
        let row = forms.iter().find(|row: &&Row| row["surface"] == *surface);
        assert!(row.is_some(), "{surface} in {forms:?}");
        let row = row.unwrap();
        assert_eq!([&row["term"], &row["stem"], &row["frequency"]], [term, stem, frequency], "{surface}");
    }
}

#[test]
fn acronyms_stand_apart_from_words_in_lower_case() {
    let text = "He told us that the US will leave. We know that the US has left us here. Nobody in the US aids them, but AIDS is there. \
                Those who know say that the WHO knows. They came, and it was in the IT sector that it began.";
    let texts = counted("en", &[text]);
    check_forms(
        &texts,
        &[
            ["US", "US", "US", "3"],
            ["us", "us", "us", "2"],
            ["AIDS", "AIDS", "AIDS", "1"],
            ["aids", "aids", "aid", "1"],
            ["WHO", "WHO", "WHO", "1"],
            ["IT", "IT", "IT", "1"],
        ],
    );
}

#[test]
fn capitals_that_show_nothing() {
    let headline = "THE RIVER ROSE AND LEFT US ALONE\n\nTHE river rose at night. It left us alone in the cold, and the dam was closed. The end.";
    let emphasis =
        "I said that you may NOT go. ".to_owned() + &"It is not so, and they do not know it. ".repeat(150);
    let names = "The NATO met. Nato has met, said the man from Nato.";
    let texts = counted("en", &[headline, &emphasis, names]);
    check_forms(
        &texts,
        &[
            ["THE", "the", "the", "2"],
            ["US", "us", "us", "1"],
            ["NOT", "not", "not", "1"],
            ["NATO", "nato", "nato", "1"],
            ["Nato", "nato", "nato", "2"],
        ],
    );
}

#[test]
fn a_pattern_in_capitals_means_the_acronym() {
    let texts = counted(
        "en",
        &["He told us that the US will leave. We know that the US has left us here for nato. The Nato met."],
    );
    let found = |word: &str| {
        let mut kwic = textmill();
        let found = kwic
            .arg("kwic")
            .arg(word)
            .arg(texts.folder.path().join("in"))
            .args(["--format", "csv"])
            .output()
            .unwrap();
        String::from_utf8(found.stdout).unwrap().lines().skip(1).count()
    };
    assert_eq!((found("US"), found("us"), found("NATO")), (2, 2, 2));
}

#[test]
fn numbers_keep_their_figures() {
    let texts = counted("fi", &["Vuonna 2022 oli 202 tapausta, 100 ja 10."]);
    check_forms(
        &texts,
        &[["2022", "2022", "2022", "1"], ["202", "202", "202", "1"], ["100", "100", "100", "1"]],
    );
}

#[test]
fn elisions_and_letters_of_languages() {
    let italian = counted("it", &["L'accordo c'è. Un accordo dell’Italia, nell'accordo."]);
    check_forms(
        &italian,
        &[
            ["L'accordo", "l'accordo", "accord", "1"],
            ["accordo", "accordo", "accord", "1"],
            ["nell'accordo", "nell'accordo", "accord", "1"],
        ],
    );
    let stop = rows(&italian.output, "forms.csv")
        .iter()
        .any(|row| row["term"] == "c'è" && row["stop_word"] == "true");
    assert!(stop, "c'è is a stop word");
    let turkish = counted("tr", &["DIŞİŞLERİ Irak'ta. İstanbul ve istanbul, Türkiye'de ve Türkiye."]);
    check_forms(
        &turkish,
        &[
            ["DIŞİŞLERİ", "dışişleri", "dışiş", "1"],
            ["İstanbul", "istanbul", "istanbul", "1"],
            ["Irak'ta", "ırak'ta", "ırak", "1"],
        ],
    );
    let stems: Vec<String> =
        rows(&turkish.output, "frequency.csv").iter().map(|row| row["stem"].clone()).collect();
    assert_eq!(stems.iter().filter(|stem| stem.starts_with("türki")).count(), 1, "{stems:?}");
}

#[test]
fn sentences_end_where_the_language_ends_them() {
    let sentences = |language: &str, text: &str| {
        rows(&counted(language, &[text]).output, "documents.csv")[0]["sentences"].clone()
    };
    assert_eq!(sentences("de", "Am 14. März 2031 kam er, z. B. mit ca. 3 Mio. Euro."), "1");
    assert_eq!(sentences("en", "Dr. Smith met J.D. Vance in the U.S. Senate at 10 a.m. on Jan. 6."), "1");
    assert_eq!(sentences("en", "He left the U.S. The talks failed. No. They did not."), "4");
    assert_eq!(sentences("el", "Πού είναι; Εδώ."), "2");
}

#[test]
fn a_word_that_a_line_end_cuts_is_one() {
    let text = "It was said at night by the minis-\nter that the dam had been closed since Mon-\nday, and nobody else in the well-\nknown \
                house had seen the minister on that Monday, or so they said to us.";
    let texts = counted("en", &[text]);
    check_forms(
        &texts,
        &[
            ["minis-\nter", "minister", "minist", "1"],
            ["minister", "minister", "minist", "1"],
            ["Mon-\nday", "monday", "monday", "1"],
            ["well", "well", "well", "1"],
        ],
    );
    let stems = rows(&texts.output, "frequency.csv");
    let minister = stems.iter().find(|row| row["stem"] == "minist").unwrap();
    assert_eq!((minister["frequency"].as_str(), minister["surface"].as_str()), ("2", "minister"));
    let mut kwic = textmill();
    let found = kwic
        .arg("kwic")
        .arg("minister")
        .arg(texts.folder.path().join("in"))
        .args(["--format", "csv"])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(found.stdout).unwrap().matches("1.txt").count(),
        2,
        "a concordance finds both"
    );
}

//! What only several documents, or parts of one, can show: common lines, languages of segments, the order of day and month.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{assert_code, quick_run, rows, textmill};
use tempfile::TempDir;

/// A folder with documents, which are read into `out`.
fn run(files: &[(&str, String)], config: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    for (name, text) in files {
        let path = input.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = folder.path().join("out");
    let mut command = if config.is_empty() {
        quick_run(&input, &output)
    } else {
        let path = folder.path().join("c.toml");
        fs::write(&path, config).unwrap();
        let mut command = textmill();
        command.arg("run").arg(&input).arg("--output").arg(&output).arg("--config").arg(path);
        command
    };
    assert_code(&command.output().unwrap(), 0);
    folder
}

#[test]
fn lines_that_the_pages_of_a_source_share_are_furniture() {
    let page = |number: usize| {
        format!(
            "The river at gauge w{number} rose\nIt rose at night, and nobody saw it.\nIt fell again.\nOur other sites\n"
        )
    };
    let files: Vec<(String, String)> =
        (1..=3).map(|number| (format!("site/{number}.txt"), page(number))).collect();
    let mut files: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    files.push(("else/4.txt", page(4)));
    let folder = run(&files, "");
    let found: Vec<(String, String)> = rows(&folder.path().join("out"), "data/segments.csv")
        .into_iter()
        .filter(|row| row["byte_start"].parse::<u32>().unwrap() > 60)
        .map(|row| (row["path"].clone(), row["rule"].clone()))
        .filter(|(_, rule)| rule == "repeated_across_documents")
        .collect();
    assert_eq!(
        found.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        ["site/1.txt", "site/2.txt", "site/3.txt"]
    );
    let frequency = rows(&folder.path().join("out"), "frequency.csv");
    let sites = frequency.iter().find(|row| row["surface"] == "sites").unwrap();
    assert_eq!(sites["frequency"], "1", "in the other folder only");
}

#[test]
fn a_pasted_text_has_its_own_language() {
    let english = "The minister said that the treaty was written for a river that no longer exists, and that nobody who has seen the \
                   gauge at the border this summer would believe the figures of the commission. They have been told of it.";
    let german = "Die Ministerin sagte, der Vertrag sei für einen Fluss geschrieben worden, den es nicht mehr gibt, und dass niemand, \
                  der den Pegel in diesem Sommer gesehen hat, den Zahlen der Kommission noch glauben würde.";
    let folder = run(&[("a.txt", format!("{english}\n{english}\n{german}\n"))], "");
    let output = folder.path().join("out");
    let languages: Vec<String> =
        rows(&output, "data/segments.csv").into_iter().map(|row| row["language"].clone()).collect();
    assert_eq!(languages, ["en", "en", "de"]);
    assert_eq!(rows(&output, "documents.csv")[0]["language"], "en");
    let frequency = rows(&output, "frequency.csv");
    let die = frequency.iter().find(|row| row["surface"] == "Die" || row["surface"] == "die").unwrap();
    assert_eq!((die["language"].as_str(), die["stop_word"].as_str()), ("de", "true"));
}

#[test]
fn encodings_and_misread_text_are_put_right_where_the_person_says_so() {
    let config = "[input]\nmojibake = \"mend\"\n[input.encodings]\n\"old/*\" = \"koi8-r\"\n[topics]\nk = 0\n";
    let folder = run(
        &[("a.txt", "Itâ€™s the riverâ€™s cafÃ©.\n".to_owned()), ("old/b.txt", "river\n".to_owned())],
        config,
    );
    let ledger = rows(&folder.path().join("out"), "data/ledger.csv");
    assert_eq!(
        (ledger[0]["mojibake_characters"].as_str(), ledger[0]["mojibake_mended"].as_str()),
        ("3", "true")
    );
    assert_eq!(
        (ledger[1]["encoding"].as_str(), ledger[1]["encoding_evidence"].as_str()),
        ("KOI8-R", "configuration")
    );
    let forms = rows(&folder.path().join("out"), "data/forms.csv");
    assert!(forms.iter().any(|row| row["term"] == "café"));
}

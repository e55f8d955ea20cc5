//! What is key, and what only looks so because one document repeats it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs};

use support::{assert_code, keyness_rows, rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

const PLAN: &str = "The committee met on Monday and the members talked about the plan for a long time. ";

/// The reports on documents in folders, by their paths.
fn compared(documents: &[(String, String)]) -> (TempDir, Vec<Row>, Vec<Row>) {
    let folder = TempDir::new().unwrap();
    for (path, text) in documents {
        let file = folder.path().join("in").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let (config, output) = (folder.path().join("c.toml"), folder.path().join("out"));
    fs::write(&config, "[input]\nlanguage = \"en\"\n[topics]\nk = 0\n[keyness]\nall_measures = true\n")
        .unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    let (keyness, warnings) = (keyness_rows(&output), rows(&output, "warnings.csv"));
    (folder, keyness, warnings)
}

/// Documents of two groups of a size, with more text in some.
fn two_groups(size: usize, more: impl Fn(&str, usize) -> String) -> Vec<(String, String)> {
    let groups = ["a", "b"].into_iter().flat_map(|group| (1..=size).map(move |number| (group, number)));
    groups
        .map(|(group, number)| {
            (format!("{group}/{number}.txt"), format!("{}{}", PLAN.repeat(40), more(group, number)))
        })
        .collect()
}

fn row<'a>(keyness: &'a [Row], stem: &str) -> &'a Row {
    keyness.iter().find(|row| row["stem"] == stem).unwrap()
}

#[test]
fn a_word_that_one_document_repeats_is_not_key() {
    let documents =
        two_groups(
            5,
            |group, number| if (group, number) == ("a", 1) { "alpha ".repeat(40) } else { String::new() },
        );
    let (_folder, keyness, _) = compared(&documents);
    let alpha = row(&keyness, "alpha");
    assert_eq!((alpha["key"].as_str(), alpha["permutation_p"].as_str()), ("", "1.000000"));
    assert_eq!(alpha["q"], "0.000000", "a test of words takes each for an independent draw");
}

#[test]
fn a_word_that_most_documents_of_a_group_have_is_key() {
    let documents = two_groups(12, |group, number| {
        if group == "a" { format!("beta {} ", "beta ".repeat(number % 3)) } else { String::new() }
    });
    let (_folder, keyness, _) = compared(&documents);
    let beta = row(&keyness, "beta");
    assert_eq!(beta["key"], "positive");
    assert!(beta["permutation_q"].parse::<f64>().unwrap() < 0.05);
    assert_eq!(keyness[0]["stem"], "beta", "key words come first");
    assert!(
        beta["log_ratio_low"].parse::<f64>().unwrap() > 0.0 && beta["log_ratio_high"].is_empty(),
        "open at 0"
    );
    let names: std::collections::BTreeSet<&str> =
        keyness.iter().map(|row| row["comparison"].as_str()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["group: a"], "two groups are one comparison");
}

/// That a rare word shows no difference does not show that there is none.
#[test]
fn a_lockword_is_shown_to_be_as_frequent() {
    let documents = two_groups(12, |_, number| if number < 3 { "delta ".to_owned() } else { String::new() });
    let (_folder, keyness, _) = compared(&documents);
    let (the, delta) = (row(&keyness, "the"), row(&keyness, "delta"));
    assert_eq!((the["log_ratio"].as_str(), the["key"].as_str()), ("0.000000", "lockword"));
    assert_eq!((delta["log_ratio"].as_str(), delta["key"].as_str()), ("0.000000", ""));
}

#[test]
fn too_few_documents_are_told_and_nothing_is_key() {
    let documents = two_groups(2, |group, _| if group == "a" { "gamma ".repeat(30) } else { String::new() });
    let (_folder, keyness, warnings) = compared(&documents);
    assert!(keyness.iter().all(
        |row| row["permutation_q"].is_empty() && !["positive", "negative"].contains(&row["key"].as_str())
    ));
    assert!(
        warnings
            .iter()
            .any(|row| row["kind"] == "too few documents"
                && row["subject"].contains("2 and 2 documents in en")),
        "{warnings:?}"
    );
}

#[test]
fn documents_on_both_sides_are_named_as_the_reason() {
    let transcript = |number: usize| {
        let turn = |name: &str, word: &str| format!("{name}: {PLAN}{word} {word} {word}.\n\n");
        let turns = (0..6).map(|_| turn("Ilse Marren", "river") + &turn("Tom Venn", "lock"));
        (format!("{number}.txt"), turns.collect::<String>())
    };
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (path, text) in (1..=4).map(transcript) {
        fs::write(folder.path().join("in").join(path), text).unwrap();
    }
    let (config, output) = (folder.path().join("c.toml"), folder.path().join("out"));
    fs::write(
        &config,
        "[input]\nlanguage = \"en\"\n[keyness]\nby = \"speaker\"\nall_measures = true\n[topics]\nk = 0\n",
    )
    .unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    let keyness = keyness_rows(&output);
    assert_eq!(row(&keyness, "river")["key"], "positive");
    assert!(keyness.iter().all(|row| row["permutation_p"].is_empty()));
    let warnings = rows(&output, "warnings.csv");
    assert!(warnings.iter().any(|row| row["warning"].contains("are on both sides")), "{warnings:?}");
}

#[test]
fn columns_of_the_metadata_are_offered() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    let mut metadata = "path,continent,number\n".to_owned();
    for number in 0..8 {
        fs::write(input.join(format!("{number}.txt")), PLAN.repeat(20)).unwrap();
        metadata += &format!("{number}.txt,{},{number}\n", ["Asia", "Africa"][number % 2]);
    }
    fs::write(input.join("metadata.csv"), metadata).unwrap();
    let output = folder.path().join("out");
    let mut run = textmill();
    run.arg("run").arg(&input).arg("--output").arg(&output).args(["--topics", "0"]);
    assert_code(&run.output().unwrap(), 0);
    let warnings = rows(&output, "warnings.csv");
    let compared = warnings.iter().find(|row| row["kind"] == "compared").unwrap();
    assert!(compared["warning"].ends_with("; it could be \"continent\" (2 values)"), "{compared:?}");
}

/// What is compared of some documents where nothing is said, and what the warning about it says.
fn compared_by_itself(documents: &[(&str, String)]) -> (Vec<String>, String) {
    let documents: Vec<(String, String)> =
        documents.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    let (_folder, keyness, warnings) = compared(&documents);
    let names: std::collections::BTreeSet<String> =
        keyness.iter().map(|row| row["comparison"].clone()).collect();
    let about = warnings.iter().find(|row| row["subject"] == "keyness.csv");
    (names.into_iter().collect(), about.map(|row| row["warning"].clone()).unwrap_or_default())
}

#[test]
fn what_is_compared_without_a_word_is_what_the_documents_have_two_of() {
    let plain = PLAN.repeat(12);
    let (names, said) = compared_by_itself(&[("a/1.txt", plain.clone()), ("b/1.txt", plain.clone())]);
    assert_eq!((names.as_slice(), said.as_str()), (&["group: a".to_owned()][..], ""), "groups need no words");

    // In one folder without a table: the documents, since all are of one genre and nobody speaks.
    let (names, said) =
        compared_by_itself(&[("1.txt", plain.clone()), ("2.txt", plain.clone()), ("3.txt", plain.clone())]);
    assert_eq!(names, ["document: 1.txt", "document: 2.txt", "document: 3.txt"]);
    assert!(said.contains("each document of 3 is compared") && said.contains("keyness.by"), "{said}");

    // Sources come before genres, but two of them must have words.
    let table = |last: &str| format!("path,source\n1.txt,Courier\n2.txt,{last}\n");
    let (names, _) = compared_by_itself(&[
        ("1.txt", plain.clone()),
        ("2.txt", plain.clone()),
        ("metadata.csv", table("Gazette")),
    ]);
    assert_eq!(names, ["source: Courier"]);
    let (names, _) = compared_by_itself(&[
        ("1.txt", plain.clone()),
        ("2.txt", "Short.".to_owned()),
        ("3.txt", plain.clone()),
        ("metadata.csv", table("Gazette")),
    ]);
    assert_eq!(names, ["document: 1.txt", "document: 2.txt", "document: 3.txt"]);

    let turns = |word: &str| format!("Ilse Marren: {PLAN}{word}\n\nTom Venn: {PLAN}\n\n").repeat(8);
    let (names, said) = compared_by_itself(&[("1.txt", turns("river")), ("2.txt", turns("lock"))]);
    assert_eq!(names, ["speaker: Ilse Marren"]);
    assert!(said.contains("each speaker of 2"), "{said}");

    let (names, said) = compared_by_itself(&[("1.txt", plain)]);
    assert!(names.is_empty() && said.contains("no two documents"), "{said}");
}

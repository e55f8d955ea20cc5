//! Tables that answer a question without a join: who answers whom, what a segment is, which documents have which metadata.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::PathBuf};

use support::{assert_code, rows, textmill};
use tempfile::TempDir;

/// A run on some files without a topic model.
fn run(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).unwrap();
    files.iter().for_each(|(name, text)| fs::write(input.join(name), text).unwrap());
    let mut run = textmill();
    run.arg("run").arg(&input).arg("--output").arg(&output).args(["--topics", "0", "--formats", "csv"]);
    assert_code(&run.output().unwrap(), 0);
    (folder, output)
}

const CONFERENCE: &str = "\
Question: Will the dam hold?\n
Ilse Marren: It will hold.\n
Dario Venn: The engineers say so too.\n
Ilse Marren: They do.\n
Question: And the lock?\n
Question: Is it open?\n
Ilse Marren: It is open since Monday.\n
Question: Thank you both.\n
Question: Who pays?\n
Dario Venn: The district pays.\n";

#[test]
fn speakers_have_the_questions_that_they_answer() {
    let (_folder, output) = run(&[("a.txt", CONFERENCE)]);
    let answered: BTreeMap<String, String> = rows(&output, "speakers.csv")
        .into_iter()
        .map(|row| (format!("{}/{}", row["speaker"], row["role"]), row["questions_answered"].clone()))
        .collect();
    // Two answers to the first question are one; the two about the lock are one question, and so are the last two.
    assert_eq!(answered["Ilse Marren/answerer"], "2");
    assert_eq!(answered["Dario Venn/answerer"], "2");
    assert!(
        answered.iter().all(|(who, answered)| who.ends_with("answerer") != answered.is_empty()),
        "{answered:?}"
    );
}

#[test]
fn segments_begin_with_their_words() {
    let long = format!("A long paragraph {}ends here.", "of the river and the dam ".repeat(10));
    let (_folder, output) = run(&[
        ("a.txt", &format!("The dam\n\nThe gate\twas  shut.\n\n{long}\n")),
        ("b.txt", "=2+3 is no formula.\n"),
    ]);
    let beginnings: Vec<String> =
        rows(&output, "data/segments.csv").into_iter().map(|row| row["beginning"].clone()).collect();
    let cut: String = long.chars().take(80).collect();
    assert_eq!(
        beginnings,
        ["The dam", "The gate was shut.", &format!("{}\u{2026}", cut.trim_end()), "'=2+3 is no formula."]
    );
}

#[test]
fn documents_have_the_columns_of_the_person_beside_ours() {
    let (_folder, output) = run(&[
        ("a.txt", "The river rose at the old lock.\n"),
        ("b.txt", "Nobody saw it in the harbour.\n"),
        ("c.txt", "A third text of the same river.\n"),
        (
            "metadata.csv",
            "path,group,Tokens,party,metadata_tokens\na.txt,north,many,SPD,x\nb.txt,south,few,,y\n",
        ),
    ]);
    let wide = rows(&output, "data/documents_wide.csv");
    let of = |column: &str| wide.iter().map(|row| row[column].as_str()).collect::<Vec<_>>();
    assert_eq!(of("path"), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(of("group"), ["north", "south", ""]);
    assert_eq!(of("party"), ["SPD", "", ""]);
    // A column of the person's has no name of ours.
    assert_eq!(of("tokens"), ["7", "6", "7"]);
    assert_eq!(of("metadata_tokens"), ["x", "y", ""]);
    assert_eq!(of("metadata_metadata_tokens"), ["many", "few", ""]);
    let described = rows(&output, "columns.csv");
    assert!(described.iter().any(|row| row["file"] == "data/documents_wide.csv" && row["column"] == "party"));
}

#[test]
fn names_of_columns_may_be_anything() {
    let names = "path,\"Land, Partei\",\"a \"\"quoted\"\" one\",=SUM(1),\"two\nlines\"\n";
    let (_folder, output) = run(&[
        ("a.txt", "The river rose at the old lock.\n"),
        ("metadata.csv", &format!("{names}a.txt,w,x,y,z\n")),
    ]);
    let wide = rows(&output, "data/documents_wide.csv");
    assert_eq!(wide.len(), 1);
    for (name, value) in
        [("land, partei", "w"), ("a \"quoted\" one", "x"), ("'=sum(1)", "y"), ("two lines", "z")]
    {
        assert_eq!(wide[0].get(name).map(String::as_str), Some(value), "{name}: {:?}", wide[0]);
    }
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(output.join("datapackage.json")).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let resource = resources.iter().find(|resource| resource["path"] == "data/documents_wide.csv").unwrap();
    let fields = resource["schema"]["fields"].as_array().unwrap();
    assert!(fields.iter().all(|field| wide[0].contains_key(field["name"].as_str().unwrap())), "{fields:?}");
}

#[test]
fn where_nobody_asks_nothing_is_answered_and_nothing_is_zero() {
    let text = "Anna Berg: The dam is old.\nIlse Marren: It holds.\nAnna Berg: It leaks.\nIlse Marren: It does not.\n";
    let (_folder, output) = run(&[("a.txt", text)]);
    let speakers = rows(&output, "speakers.csv");
    assert_eq!(speakers.len(), 2);
    assert!(speakers.iter().all(|row| row["questions_answered"].is_empty()), "{speakers:?}");
}

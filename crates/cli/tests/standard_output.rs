//! Reports and segments on standard output, as CSV and as JSON.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    fs,
    path::Path,
    process::{Output, Stdio},
};

use serde_json::{Value, json};
use support::{assert_code, rows, said, textmill};
use tempfile::TempDir;

/// A folder with a document of awkward words and a file that is none.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(
        folder.path().join("in/a.txt"),
        "Question: Is it true?\nIlse Marren: =2+3 is \"five\" and 1e5 is nan.\nQuestion: And then?\nIlse Marren: It rained.\n",
    )
    .unwrap();
    fs::write(folder.path().join("in/b.bin"), b"\0\x01\x02").unwrap();
    folder
}

fn call(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = textmill();
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.output().unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    str::from_utf8(&output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_report_is_printed_and_nothing_is_written() {
    let folder = folder();
    let folder = folder.path();
    assert_code(&call(folder, &["run", "in", "--only", "frequency", "--output", "kept"]), 3);
    let printed = call(folder, &["run", "in", "--only", "frequency", "--output", "-"]);
    assert_code(&printed, 3);
    assert_eq!(printed.stdout, fs::read(folder.join("kept/frequency.csv")).unwrap());
    assert!(
        said(&printed).contains("1 file could not be used") && !said(&printed).contains("tmp"),
        "{}",
        said(&printed)
    );
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");

    let printed = call(folder, &["run", "in", "--only", "frequency", "-o", "-", "--stdout-format", "json"]);
    let (objects, rows) = (objects(&printed), rows(&folder.join("kept"), "frequency.csv"));
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(&rows) {
        assert_eq!(object["surface"], json!(row["surface"].trim_start_matches('\'')));
        assert_eq!(object["frequency"], json!(row["frequency"].parse::<u64>().unwrap()));
        assert_eq!(object["per_million"], json!(row["per_million"].parse::<f64>().unwrap()));
        assert_eq!(object["stop_word"], json!(row["stop_word"] == "true"));
    }
    assert!(objects.iter().any(|object| object["surface"] == "1e5"));
}

#[test]
fn more_than_one_report_cannot_be_printed() {
    let folder = folder();
    for only in [[].as_slice(), &["--only", "frequency,forms"]] {
        let mut arguments = vec!["run", "in", "--output", "-"];
        arguments.extend(only);
        let output = call(folder.path(), &arguments);
        assert_code(&output, 2);
        assert!(said(&output).contains("--only"), "{}", said(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn segments_and_published_numbers_are_rows_for_programs() {
    let folder = folder();
    let folder = folder.path();
    assert_code(&call(folder, &["run", "in", "--only", "segments", "--output", "kept"]), 3);
    let printed = call(folder, &["ingest", "in", "--format", "csv"]);
    assert_code(&printed, 3);
    assert_eq!(printed.stdout, fs::read(folder.join("kept/data/segments.csv")).unwrap());
    assert!(said(&printed).contains("b.bin"), "{}", said(&printed));
    let printed = objects(&call(folder, &["ingest", "in", "--format", "json", "--whole"]));
    let answer = printed.iter().find(|segment| segment["kind"] == "answer").unwrap();
    assert_eq!(answer["beginning"], "=2+3 is \"five\" and 1e5 is nan.");
    assert_eq!((&answer["turn"], &answer["time"]), (&json!(2), &Value::Null));

    let numbers = objects(&call(folder, &["verify", "--format", "json"]));
    assert!(numbers.len() > 200 && numbers.iter().all(|number| number["agrees"] == true));
    let table = call(folder, &["verify", "--format", "csv"]).stdout;
    assert_eq!(csv::Reader::from_reader(table.as_slice()).records().count(), numbers.len());
}

#[test]
fn places_are_objects_with_the_columns_of_the_report() {
    let folder = folder();
    let found = call(folder.path(), &["kwic", "five", "in", "--format", "json"]);
    let found = objects(&found);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["node"], &found[0]["document"], &found[0]["date"]),
        (&json!("five"), &json!(1), &Value::Null)
    );
}

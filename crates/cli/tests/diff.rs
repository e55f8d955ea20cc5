//! What is different between two sets of reports.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::Output,
};

use support::textmill;
use tempfile::TempDir;

struct Place {
    folder: TempDir,
}

/// A row of the differences: table, change, row, column, old, new, difference.
type Row = [String; 7];

impl Place {
    /// Two folders of documents with the reports on them: in the second, one document is other, one new, one gone, and one has another name.
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("old/a.txt", "The river rose over the bank. The river fell again.\n");
        place.write("old/b.txt", "A bank of sand was in the river, and the ferry went around it.\n");
        place.write("old/gone.txt", "The ferry was sold to a bank.\n");
        place.write("old/table.csv", "text\nA river of words.\nA bank of words.\n");
        place.write("new/a.txt", "The river rose over the bank. The sea fell again.\n");
        place.write("new/moved.txt", "A bank of sand was in the river, and the ferry went around it.\n");
        place.write("new/came.txt", "The sea rose again, and then it fell over the bank.\n");
        place.write("new/tables/table.csv", "text\nA river of words.\nA bank of words.\n");
        place.write("old.toml", "[topics]\nk = 0\n[keyness]\nconfidence = 0.95\n");
        place.write("new.toml", "[topics]\nk = 0\n[keyness]\nconfidence = 0.99\n");
        place.run("old");
        place.run("new");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, name: &str) {
        let mut command = textmill();
        command.arg("run").arg(self.path(name)).arg("--config").arg(self.path(&format!("{name}.toml")));
        let done = command.arg("--output").arg(self.path(&format!("{name}-reports"))).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    fn diff(&self, old: &str, new: &str, more: &[&str]) -> Output {
        let mut command = textmill();
        command.arg("diff").arg(self.path(old)).arg(self.path(new)).args(more);
        command.output().unwrap()
    }

    fn rows(&self, old: &str, new: &str) -> Vec<Row> {
        let printed = self.diff(old, new, &["--format", "csv"]);
        assert!(matches!(printed.status.code(), Some(0 | 3)), "{printed:?}");
        table(&printed.stdout).1.into_iter().map(|row| row.try_into().unwrap()).collect()
    }
}

fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

fn of<'a>(rows: &'a [Row], table: &str) -> Vec<[&'a str; 5]> {
    let own = rows.iter().filter(|row| row[0] == table);
    own.map(|row| [&row[1], &row[2], &row[3], &row[4], &row[5]].map(String::as_str)).collect()
}

#[test]
fn the_same_set_has_no_differences() {
    let place = Place::new();
    assert!(place.rows("old-reports", "old-reports").is_empty());
    let printed = place.diff("old-reports", "old-reports", &[]);
    assert_eq!(printed.status.code(), Some(0));
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(
        text.lines().all(|line| line.ends_with(" the same") || line.ends_with("empty in both")),
        "{text}"
    );
    assert!(text.contains("files           4 the same"), "{text}");
}

#[test]
fn settings_files_and_documents() {
    let place = Place::new();
    let rows = place.rows("old-reports", "new-reports");
    assert!(of(&rows, "settings").contains(&[
        "changed",
        "configuration.keyness.confidence",
        "value",
        "0.95",
        "0.99"
    ]));
    let files: Vec<(&str, &str)> = of(&rows, "files").iter().map(|row| (row[0], row[1])).collect();
    let expected = [
        ("changed", "a.txt"),
        ("renamed", "b.txt"),
        ("added", "came.txt"),
        ("removed", "gone.txt"),
        ("renamed", "table.csv"),
    ];
    assert_eq!(files, expected);
    let documents: BTreeSet<(&str, &str, &str, &str, &str)> = of(&rows, "documents")
        .into_iter()
        .map(|[change, row, column, old, new]| (change, row, column, old, new))
        .collect();
    for row in [
        ("renamed", "moved.txt", "path", "b.txt", "moved.txt"),
        // A record moves with its file.
        ("renamed", "tables/table.csv/00000002", "path", "table.csv/00000002", "tables/table.csv/00000002"),
        ("added", "came.txt", "tokens", "", "11"),
        ("removed", "gone.txt", "tokens", "7", ""),
    ] {
        assert!(documents.contains(&row), "{row:?} in {documents:?}");
    }
    // As many words as before: its content differs, which the files say.
    assert!(!documents.iter().any(|row| row.1 == "a.txt"), "{documents:?}");
    assert!(!documents.iter().any(|row| row.1 == "moved.txt" && row.2 == "tokens"), "{documents:?}");
}

/// Each word whose counts differ is told, and no other, with the counts of the two tables.
#[test]
fn words_differ_as_the_tables_do() {
    let place = Place::new();
    let counts = |set: &str| -> BTreeMap<String, (String, String)> {
        let (header, rows) = table(&fs::read(place.path(set).join("frequency.csv")).unwrap());
        let at = |name: &str| header.iter().position(|column| column == name).unwrap();
        let (language, stem, count, documents) =
            (at("language"), at("stem"), at("frequency"), at("document_frequency"));
        let key = |row: &Vec<String>| format!("{} \u{b7} {}", row[language], row[stem]);
        rows.iter().map(|row| (key(row), (row[count].clone(), row[documents].clone()))).collect()
    };
    let (old, new) = (counts("old-reports"), counts("new-reports"));
    let expected: BTreeSet<&String> =
        old.keys().chain(new.keys()).filter(|word| old.get(*word) != new.get(*word)).collect();
    let rows = place.rows("old-reports", "new-reports");
    let found: BTreeSet<&String> =
        rows.iter().filter(|row| row[0] == "frequency").map(|row| &row[2]).collect();
    assert!(expected.len() > 3);
    assert_eq!(found, expected);
    for row in rows.iter().filter(|row| row[0] == "frequency" && row[3] == "frequency") {
        let count = |counts: &BTreeMap<String, (String, String)>| {
            counts.get(&row[2]).map_or("", |(count, _)| count).to_owned()
        };
        assert_eq!((&row[4], &row[5]), (&count(&old), &count(&new)));
        let expected = match (row[4].parse::<f64>(), row[5].parse::<f64>()) {
            (Ok(old), Ok(new)) => format!("{:.6}", new - old),
            _ => String::new(),
        };
        assert_eq!(row[6], expected);
    }
}

/// What is added one way is removed the other way; every difference has its counterpart.
#[test]
fn the_other_way_round_everything_is_mirrored() {
    let place = Place::new();
    let mirrored = |row: &Row| -> (String, String, String, String, String) {
        let change = match row[1].as_str() {
            "added" => "removed",
            "removed" => "added",
            other => other,
        };
        // What is renamed stands under its new path.
        let name = if change == "renamed" { String::new() } else { row[2].clone() };
        (row[0].clone(), change.to_owned(), name, row[3].clone(), format!("{} {}", row[5], row[4]))
    };
    let plain = |row: &Row| -> (String, String, String, String, String) {
        let name = if row[1] == "renamed" { String::new() } else { row[2].clone() };
        (row[0].clone(), row[1].clone(), name, row[3].clone(), format!("{} {}", row[4], row[5]))
    };
    let there: BTreeSet<_> = place.rows("old-reports", "new-reports").iter().map(mirrored).collect();
    let back: BTreeSet<_> = place.rows("new-reports", "old-reports").iter().map(plain).collect();
    assert!(there.len() > 20);
    assert_eq!(there, back);
}

#[test]
fn what_is_the_largest_difference_comes_first() {
    let place = Place::new();
    let rows = place.rows("old-reports", "new-reports");
    let first = rows.iter().find(|row| row[0] == "frequency").unwrap();
    // From none to two of some forty words; "river" has lost one of five.
    assert_eq!(first[2], "en \u{b7} sea");
    let text = String::from_utf8(place.diff("old-reports", "new-reports", &["--rows", "1"]).stdout).unwrap();
    assert!(text.contains("+ en \u{b7} sea: frequency 2, "), "{text}");
    assert!(text.contains("more (--rows, --format csv)"), "{text}");
}

#[test]
fn the_exit_code_says_whether_anything_differs_and_a_folder_without_reports_is_an_error() {
    let place = Place::new();
    assert_eq!(place.diff("old-reports", "new-reports", &[]).status.code(), Some(3));
    for (old, new) in [("old-reports", "new"), ("nowhere", "old-reports")] {
        let failed = place.diff(old, new, &[]);
        assert_eq!(failed.status.code(), Some(1));
        let message = String::from_utf8_lossy(&failed.stderr).into_owned();
        assert!(message.contains("manifest.json") && failed.stdout.is_empty(), "{message}");
    }
    let json = place.diff("old-reports", "new-reports", &["--format", "json"]);
    let lines = String::from_utf8(json.stdout).unwrap();
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{lines}");
    assert_eq!(lines.lines().count(), place.rows("old-reports", "new-reports").len());
}

/// Reports of which only some were written have fewer tables; the forms of the files may differ.
#[test]
fn sets_with_other_tables_and_another_form() {
    let place = Place::new();
    let run = |output: &str, more: &[&str]| {
        let mut command = textmill();
        command.arg("run").arg(place.path("old")).arg("--config").arg(place.path("old.toml"));
        let done = command.arg("--output").arg(place.path(output)).args(more).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    run("few", &["--only", "frequency"]);
    run("excel", &["--csv", "excel", "--locale", "de"]);
    let few = place.rows("old-reports", "few");
    assert!(of(&few, "frequency").is_empty(), "{few:?}");
    assert!(of(&few, "reports").iter().any(|row| row[..2] == ["removed", "keyness.csv"]), "{few:?}");
    // The numbers are written in another way, and mean the same.
    let excel = place.rows("old-reports", "excel");
    let tables: BTreeSet<&str> = excel.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(tables, BTreeSet::from(["reports", "settings"]), "{excel:?}");
}

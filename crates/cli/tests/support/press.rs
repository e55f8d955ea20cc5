//! Many small documents in one run, and what the reports say of each.

#![allow(dead_code, clippy::unwrap_used, reason = "no test file uses all of it, and tests may panic")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::support::{rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// The reports of one run over a folder.
pub(crate) struct Reports {
    folder: TempDir,
    pub(crate) code: Option<i32>,
    documents: Vec<Row>,
    segments: Vec<Row>,
    ledger: Vec<Row>,
    pub(crate) warnings: Vec<Row>,
}

/// Runs once over some files.
#[track_caller]
pub(crate) fn read<B: AsRef<[u8]>>(files: impl IntoIterator<Item = (impl AsRef<str>, B)>) -> Reports {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, bytes) in files {
        let file = path("in").join(name.as_ref());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    fs::write(path("c.toml"), "[topics]\nk = 0\n").unwrap();
    let mut run = textmill();
    run.arg("run").arg(path("in")).arg("--output").arg(path("out")).arg("--config").arg(path("c.toml"));
    run.args(["--quiet", "--only", "documents,segments,ledger,warnings,forms,terms_by_document"]);
    let code = run.output().unwrap().status.code();
    let report = |name: &str| rows(&path("out"), name);
    Reports {
        code,
        documents: report("documents.csv"),
        segments: report("data/segments.csv"),
        ledger: report("data/ledger.csv"),
        warnings: report("warnings.csv"),
        folder,
    }
}

#[track_caller]
fn cells<const N: usize>(rows: &[Row], path: &str, columns: [&str; N]) -> [String; N] {
    let row = rows.iter().find(|row| row["path"] == path);
    assert!(row.is_some(), "{path} has no row");
    columns.map(|column| row.unwrap()[column].clone())
}

impl Reports {
    #[track_caller]
    pub(crate) fn document<const N: usize>(&self, path: &str, columns: [&str; N]) -> [String; N] {
        cells(&self.documents, path, columns)
    }

    #[track_caller]
    pub(crate) fn ledger<const N: usize>(&self, path: &str, columns: [&str; N]) -> [String; N] {
        cells(&self.ledger, path, columns)
    }

    /// Any other report, which the run wrote too.
    pub(crate) fn report(&self, name: &str) -> Vec<Row> {
        rows(&self.folder.path().join("out"), name)
    }

    pub(crate) fn paths(&self) -> Vec<&str> {
        self.ledger.iter().map(|row| row["path"].as_str()).collect()
    }

    fn of<'a>(&'a self, path: &str) -> impl Iterator<Item = &'a Row> + use<'a> {
        let rows: Vec<&Row> = self.segments.iter().filter(|row| row["path"] == path).collect();
        assert!(!rows.is_empty(), "{path} has no segments");
        rows.into_iter()
    }

    /// The announcements of a document: the name, else what is printed; `?` where somebody asks; `@` and the time.
    pub(crate) fn turns(&self, path: &str) -> Vec<String> {
        let labels = self.of(path).filter(|row| row["kind"] == "label" && !row["turn"].is_empty());
        labels
            .map(|row| {
                let name =
                    if row["speaker_name"].is_empty() { &row["speaker"] } else { &row["speaker_name"] };
                let mark = if row["role"] == "questioner" { "?" } else { "" };
                let time = if row["time"].is_empty() { String::new() } else { format!("@{}", row["time"]) };
                format!("{name}{mark}{time}")
            })
            .collect()
    }

    /// Who says the text of a document, in its order and each once.
    pub(crate) fn speakers(&self, path: &str) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let names = self.of(path).map(|row| row["speaker_name"].as_str());
        names.filter(|name| !name.is_empty() && seen.insert(*name)).collect()
    }

    /// The kinds of the segments of a document, in their order.
    pub(crate) fn kinds(&self, path: &str) -> Vec<&str> {
        self.of(path).map(|row| row["kind"].as_str()).collect()
    }

    /// What the segments of a kind are, with the name of who says them; of a file of UTF-8 without a mark.
    pub(crate) fn said(&self, path: &str, kind: &str) -> Vec<(String, &str)> {
        let text = fs::read_to_string(self.folder.path().join("in").join(path)).unwrap();
        let found = self.of(path).filter(|row| row["kind"] == kind);
        found
            .map(|row| {
                let [start, end] = ["byte_start", "byte_end"].map(|column| row[column].parse().unwrap());
                (text.get(start..end).unwrap_or_default().trim().to_owned(), row["speaker_name"].as_str())
            })
            .collect()
    }

    /// The words of the corpus.
    pub(crate) fn words(&self) -> BTreeSet<String> {
        self.report("data/forms.csv").into_iter().map(|row| row["term"].clone()).collect()
    }

    /// The words of a document.
    pub(crate) fn words_of(&self, path: &str) -> BTreeSet<String> {
        let rows = self.report("data/terms_by_document.csv").into_iter().filter(|row| row["path"] == path);
        rows.map(|row| row["surface"].clone()).collect()
    }
}

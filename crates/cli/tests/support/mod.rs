//! What the tests of the program share.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "no test file uses all of it, and tests may panic"
)]

pub(crate) mod zoo;

use std::{
    collections::BTreeMap,
    env, fs,
    io::{Write, stderr},
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The program, run where no configuration is found by chance.
pub(crate) fn textmill() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_textmill"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

/// A run over `input` into `output`, with a configuration that makes the topic model quick, also where the reports are there already.
pub(crate) fn quick_run(input: &Path, output: &Path) -> Command {
    let config = output.with_extension("toml");
    fs::write(&config, "[topics]\nk = 4\nsweeps = 20\n").unwrap();
    let mut command = textmill();
    command.arg("run").arg(input).arg("--output").arg(output).arg("--config").arg(config).arg("--force");
    command
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The outside test data, or nothing (said aloud) where there is none.
pub(crate) fn test_data() -> Option<PathBuf> {
    let folder = env::var_os("TEXTMILL_TEST_DATA").map(PathBuf::from);
    if folder.is_none() {
        // Written past the test harness, which keeps to itself what passing tests print.
        let _ = writeln!(
            stderr(),
            "SKIPPED: the real documents were not read, because TEXTMILL_TEST_DATA is not set"
        );
    }
    folder
}

/// The files of a folder and of those in it, by their paths with `/`.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let (name, path) = (entry.file_name().into_string().unwrap(), entry.path());
        if path.is_dir() {
            let inner = self::files(&path).into_iter();
            files.extend(inner.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

/// Fails with the names of the files that differ.
#[track_caller]
pub(crate) fn assert_same_files(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    let names = one.keys().chain(other.keys());
    let differing: Vec<&String> = names.filter(|name| one.get(*name) != other.get(*name)).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

/// The rows of a report, by column.
pub(crate) fn rows(output: &Path, report: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(output.join(report)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The rows of keyness.csv, each with the columns of data/keyness_measures.csv, whose rows are in the same order.
pub(crate) fn keyness_rows(output: &Path) -> Vec<BTreeMap<String, String>> {
    let (usual, measures) = (rows(output, "keyness.csv"), rows(output, "data/keyness_measures.csv"));
    assert_eq!(usual.len(), measures.len());
    let both = |(mut row, measures): (BTreeMap<String, String>, BTreeMap<String, String>)| {
        assert_eq!(
            (&row["comparison"], &row["language"], &row["stem"]),
            (&measures["comparison"], &measures["language"], &measures["stem"])
        );
        row.extend(measures);
        row
    };
    usual.into_iter().zip(measures).map(both).collect()
}

/// The sum of a column of whole numbers.
pub(crate) fn sum<'a>(rows: impl IntoIterator<Item = &'a BTreeMap<String, String>>, column: &str) -> u64 {
    rows.into_iter().map(|row| row[column].parse::<u64>().unwrap()).sum()
}

/// What a finished program said on its standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Fails with what the program said, unless it ended with `code`.
#[track_caller]
pub(crate) fn assert_code(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
}

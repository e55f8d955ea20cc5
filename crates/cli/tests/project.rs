//! The settings of a project: `textmill config`, `textmill init`, and a run repeated from its manifest.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::Path};

use support::{assert_code, assert_same_files, files, root, rows, said, test_data, textmill};
use tempfile::TempDir;

fn printed(arguments: &[&str], folder: &Path) -> String {
    let done = textmill().args(arguments).current_dir(folder).output().unwrap();
    assert_code(&done, 0);
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_configuration_in_force_says_where_each_value_comes_from() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("press")).unwrap();
    fs::write(folder.path().join("press/a.txt"), "The river rose.").unwrap();
    fs::write(folder.path().join("textmill.toml"), "[ngrams]\nn = [2]\n").unwrap();
    let of_directory = printed(&["config", "press", "--seed", "9"], folder.path());
    assert!(of_directory.contains("n = [2]  # textmill.toml\n"), "{of_directory}");
    assert!(of_directory.contains("seed = 9  # --seed\n"), "{of_directory}");
    assert!(of_directory.contains("min_frequency = 2  # default\n"), "{of_directory}");
    // The folder of the documents comes first.
    fs::write(folder.path().join("press/textmill.toml"), "[ngrams]\nn = [3]\n").unwrap();
    let of_folder = printed(&["config", "press"], folder.path());
    assert!(of_folder.contains("n = [3]  # ") && !of_folder.contains("n = [2]"), "{of_folder}");
    // What is printed is a configuration again.
    fs::write(folder.path().join("again.toml"), &of_folder).unwrap();
    let again = printed(&["config", "press", "--config", "again.toml"], folder.path());
    assert!(again.contains("n = [3]  # again.toml\n"), "{again}");
    // One that cannot be run is refused.
    fs::write(folder.path().join("press/textmill.toml"), "[ngrams]\nn = [9]\n").unwrap();
    assert_code(&textmill().args(["config", "press"]).current_dir(folder.path()).output().unwrap(), 2);
    let schema: serde_json::Value =
        serde_json::from_str(&printed(&["config", "--schema"], folder.path())).unwrap();
    assert_eq!(schema["properties"]["ngrams"]["$ref"], "#/$defs/NgramConfig");
}

/// Runs over a folder, with the settings that lie in it.
fn run(input: &Path, output: &Path, more: &[&str]) {
    let done = textmill().arg("run").arg(input).arg("--output").arg(output).args(more).output().unwrap();
    assert_code(&done, 0);
}

#[test]
fn a_run_is_repeated_from_its_manifest() {
    let folder = TempDir::new().unwrap();
    let seeds = root().join("seeds");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let flags = ["--only", "frequency,evidence, keyness.csv", "--topics", "0"];
    run(&seeds, &first, &flags);
    assert!(!rows(&first, "evidence.csv").is_empty(), "naming the report switched it on");
    let manifest = first.join("manifest.json");
    run(&seeds, &second, &["--config", manifest.to_str().unwrap()]);
    assert_same_files(&first, &second);
}

#[test]
fn a_repeated_run_says_if_a_file_that_it_names_is_another() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "The river rose.").unwrap();
    fs::write(
        input.join("textmill.toml"),
        "[input]\nexclude = [\"words.txt\"]\n[stop_words]\nfile = \"words.txt\"\n",
    )
    .unwrap();
    fs::write(input.join("words.txt"), "river\n").unwrap();
    let first = folder.path().join("first");
    run(&input, &first, &["--only", "frequency"]);
    let manifest = first.join("manifest.json");
    let again = |name: &str| {
        let output = folder.path().join(name);
        run(&input, &output, &["--config", manifest.to_str().unwrap()]);
        output
    };
    assert_same_files(&first, &again("same"));
    fs::write(input.join("words.txt"), "harbour\n").unwrap();
    let warnings = rows(&again("other"), "warnings.csv");
    let told = warnings.iter().find(|row| row["subject"] == "stop words").unwrap();
    assert!(told["warning"].starts_with("it is not the file of the run that is repeated"), "{told:?}");
}

#[test]
fn the_manifest_says_where_the_configuration_was() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "The river rose.").unwrap();
    let place = |more: &[&str]| {
        run(&input, &folder.path().join("out"), more);
        let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        manifest["configuration_source"]["place"].as_str().unwrap().to_owned()
    };
    assert_eq!(place(&["--topics", "0"]), "defaults");
    let config = folder.path().join("named.toml");
    fs::write(&config, "[topics]\nk = 0\n").unwrap();
    assert_eq!(place(&["--config", config.to_str().unwrap()]), "named file");
    fs::copy(&config, input.join("textmill.toml")).unwrap();
    assert_eq!(place(&[]), "input folder");
    let ledger = rows(&folder.path().join("out"), "data/ledger.csv");
    assert_eq!(
        (ledger[1]["path"].as_str(), ledger[1]["reason"].as_str()),
        ("textmill.toml", "configures the run")
    );
}

/// `textmill init` says what would be guessed anyway: until somebody corrects it, the reports are the same. Only the account of the
/// files differs, by the two that were written.
#[test]
fn what_init_writes_changes_nothing_until_it_is_corrected() {
    let folder = TempDir::new().unwrap();
    let seeds = test_data().map_or(root().join("seeds"), |data| data.join("seeds"));
    let input = folder.path().join("in");
    copy(&seeds, &input);
    ["metadata.csv", "textmill.toml"].iter().for_each(|name| drop(fs::remove_file(input.join(name))));
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    let quick = ["--topics", "3"];
    let done = |output: &Path| {
        let run = textmill().arg("run").arg(&input).arg("--output").arg(output).args(quick).output().unwrap();
        assert!(matches!(run.status.code(), Some(0 | 3)), "{}", said(&run));
        let mut files = files(output);
        ["manifest.json", "datapackage.json", "data/ledger.csv", "summary.csv", "report.xlsx", "report.html"]
            .iter()
            .for_each(|name| drop(files.remove(*name)));
        files
    };
    let expected = done(&before);
    let init = textmill().arg("init").arg(&input).output().unwrap();
    assert_code(&init, 0);
    let found = done(&after);
    let differing: Vec<&String> =
        expected.keys().filter(|name| expected.get(*name) != found.get(*name)).collect();
    assert_eq!(differing, Vec::<&String>::new());

    let table = fs::read_to_string(input.join("metadata.csv")).unwrap();
    assert!(table.starts_with("path,title,date,source,genre,group,language,guessed\n"), "{table}");
    assert_eq!(table.lines().count(), rows(&before, "documents.csv").len() + 1);
    let again = textmill().arg("init").arg(&input).output().unwrap();
    assert_code(&again, 1);
    assert!(said(&again).contains("it is there already"), "{}", said(&again));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            _ = fs::copy(entry.path(), target).unwrap()
        }
    }
}

#[test]
fn reports_are_named_with_or_without_their_ending() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "The river rose.").unwrap();
    run(&input, &folder.path().join("out"), &["--only", " Frequency , data/forms.csv"]);
    assert!(
        folder.path().join("out/data/forms.csv").exists() && folder.path().join("out/frequency.csv").exists()
    );
    let wrong = textmill().args(["run", "x", "--only", "freqency.csv"]).output().unwrap();
    assert_code(&wrong, 2);
    assert!(said(&wrong).contains("a similar value exists: 'frequency'"), "{}", said(&wrong));
}

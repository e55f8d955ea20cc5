//! The sample corpus, and the reports of it that the project keeps.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, env, fs, path::Path};

use support::{assert_code, assert_same_files, files, quick_run, root, rows, sum, textmill};
use tempfile::TempDir;

fn sample_run(output: &Path) {
    let mut command = textmill();
    command.args(["run", "seeds", "--output"]).arg(output).current_dir(root());
    assert_code(&command.output().unwrap(), 0);
}

/// `SNAPSHOTS=overwrite` accepts the new reports.
#[test]
fn a_fresh_run_gives_the_reports_that_are_kept() {
    if env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        return sample_run(&root().join("outputs"));
    }
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("outputs");
    sample_run(&output);
    assert_same_files(&output, &root().join("outputs"));
}

#[test]
fn threads_locale_time_zone_and_working_directory_change_nothing() {
    let folder = TempDir::new().unwrap();
    let seeds = root().join("seeds");
    let expected = folder.path().join("expected");
    assert_code(&quick_run(&seeds, &expected).args(["--threads", "1"]).output().unwrap(), 3);
    for threads in ["2", "8"] {
        let output = folder.path().join(threads);
        let mut run = quick_run(&seeds, &output);
        run.args(["--threads", threads]).current_dir(folder.path());
        run.env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "tr_TR.UTF-8")
            .env("TZ", "Asia/Kathmandu")
            .env("USER", "nobody");
        assert_code(&run.output().unwrap(), 3);
        assert_same_files(&output, &expected);
    }
}

#[test]
fn the_order_of_the_directory_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut paths: Vec<_> = walk(&root().join("seeds"));
    for name in ["forward", "backward"] {
        let copy = folder.path().join(name);
        for path in &paths {
            let target = copy.join(path.strip_prefix(root().join("seeds")).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(path, target).unwrap();
        }
        assert_code(&quick_run(&copy, &folder.path().join(format!("{name}-out"))).output().unwrap(), 3);
        paths.reverse();
    }
    assert_same_files(&folder.path().join("forward-out"), &folder.path().join("backward-out"));
}

#[test]
fn only_the_reports_that_are_wanted_are_written_and_they_are_the_same() {
    let folder = TempDir::new().unwrap();
    let (all, some) = (folder.path().join("all"), folder.path().join("some"));
    assert_code(&quick_run(&root().join("seeds"), &all).output().unwrap(), 3);
    assert_code(
        &quick_run(&root().join("seeds"), &some)
            .args(["--only", "frequency.csv,data/forms.csv"])
            .output()
            .unwrap(),
        3,
    );
    let (all, some) = (support::files(&all), support::files(&some));
    let names: Vec<&str> = some.keys().map(String::as_str).collect();
    let account = [
        "columns.csv",
        "data/forms.csv",
        "data/ledger.csv",
        "datapackage.json",
        "frequency.csv",
        "manifest.json",
        "summary.csv",
        "warnings.csv",
    ];
    assert_eq!(names, account);
    for name in ["frequency.csv", "data/forms.csv", "data/ledger.csv"] {
        assert!(some[name] == all[name], "{name}");
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { found.extend(walk(&entry)) } else { found.push(entry) }
    }
    found.sort();
    found
}

#[test]
fn the_reports_balance() {
    let outputs = root().join("outputs");
    let summary: BTreeMap<String, u64> = rows(&outputs, "summary.csv")
        .into_iter()
        .map(|row| (row["subject"].clone(), row["total"].parse().unwrap()))
        .collect();
    let ledger = rows(&outputs, "data/ledger.csv");
    let with_status = |status| ledger.iter().filter(|row| row["status"] == status).count() as u64;
    assert_eq!(summary["files found"], walk(&root().join("seeds")).len() as u64);
    assert_eq!(summary["rows of the ledger"], ledger.len() as u64);
    assert_eq!(with_status("document"), summary["documents"]);
    assert_eq!(with_status("rejected"), summary["rejected files"]);
    assert_eq!(with_status("excluded"), summary["excluded files"]);
    assert_eq!(
        with_status("document") + with_status("rejected") + with_status("excluded"),
        ledger.len() as u64
    );

    let documents = rows(&outputs, "documents.csv");
    let segments = rows(&outputs, "data/segments.csv");
    let counted = || segments.iter().filter(|row| row["counted"] == "true");
    assert_eq!(sum(&documents, "tokens"), summary["tokens counted"]);
    assert_eq!(sum(counted(), "tokens"), summary["tokens counted"]);
    assert_eq!(sum(&segments, "tokens"), summary["tokens of the texts"]);
    assert_eq!(sum(&rows(&outputs, "frequency.csv"), "frequency"), summary["tokens counted"]);
    assert_eq!(sum(&rows(&outputs, "data/forms.csv"), "frequency"), summary["tokens counted"]);
    assert_eq!(sum(&rows(&outputs, "data/terms_by_document.csv"), "count"), summary["tokens counted"]);
    assert_eq!(sum(counted(), "sentences"), summary["sentences"]);
    let spoken = counted().filter(|row| !row["role"].is_empty());
    assert_eq!(sum(&rows(&outputs, "speakers.csv"), "tokens"), sum(spoken, "tokens"));

    let ngrams = rows(&outputs, "data/ngrams.csv");
    for n in ["2", "3"] {
        let shown = sum(ngrams.iter().filter(|row| row["n"] == n), "frequency");
        assert_eq!(shown, summary[&format!("{n}-grams in rows")]);
        assert_eq!(shown + summary[&format!("{n}-grams too rare for a row")], summary[&format!("{n}-grams")]);
    }
}

#[test]
fn segments_cover_each_text_without_gaps() {
    let outputs = root().join("outputs");
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(&outputs, "data/segments.csv") {
        let end = ends.insert(row["path"].clone(), row["byte_end"].clone());
        assert_eq!(row["byte_start"], end.unwrap_or("0".to_owned()), "{row:?}");
    }
    for document in rows(&outputs, "documents.csv") {
        assert_eq!(ends.remove(&document["path"]).unwrap_or("0".to_owned()), document["text_bytes"]);
    }
}

/// A block of the README that begins with "```csv FILE" shows lines of that report.
#[test]
fn the_readme_quotes_the_reports() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut quoted = 0;
    for block in readme.split("```csv ").skip(1) {
        let (name, lines) = block.split_once('\n').unwrap();
        let report = fs::read_to_string(root().join(name)).unwrap();
        for line in lines.lines().take_while(|line| *line != "```") {
            assert!(report.lines().any(|known| known == line), "{name} has no line {line:?}");
            quoted += 1;
        }
    }
    assert!(quoted >= 4, "{quoted}");
}

/// Every document of the sample has a group, so the frequencies of the groups are those of all.
#[test]
fn the_words_of_the_groups_balance() {
    let outputs = root().join("outputs");
    let mut of_groups: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in rows(&outputs, "words_by_group.csv").iter().filter(|row| row["level"] == "group") {
        let frequency: u64 = row["frequency"].parse().unwrap();
        *of_groups.entry((row["language"].clone(), row["stem"].clone())).or_default() += frequency;
        let rate: f64 = row["per_million"].parse().unwrap();
        let documents: [u64; 2] =
            ["document_frequency", "documents"].map(|column| row[column].parse().unwrap());
        assert!(rate > 0.0 && documents[0] > 0 && documents[0] <= documents[1], "{row:?}");
    }
    let frequent = rows(&outputs, "frequency.csv").into_iter().filter_map(|row| {
        let frequency: u64 = row["frequency"].parse().unwrap();
        (frequency >= 5).then(|| ((row["language"].clone(), row["stem"].clone()), frequency))
    });
    assert_eq!(of_groups, frequent.collect());
}

#[test]
fn every_column_is_in_the_dictionary() {
    let outputs = root().join("outputs");
    let dictionary = rows(&outputs, "columns.csv");
    let mut described = 0;
    for name in files(&outputs).into_keys().filter(|name| name.ends_with(".csv")) {
        let header = csv::Reader::from_path(outputs.join(&name)).unwrap().headers().unwrap().clone();
        let columns: Vec<&str> =
            dictionary.iter().filter(|row| row["file"] == name).map(|row| row["column"].as_str()).collect();
        assert_eq!(header.iter().collect::<Vec<_>>(), columns, "{name}");
        described += columns.len();
    }
    assert_eq!(described, dictionary.len());
    assert!(dictionary.iter().all(|row| !row["meaning"].is_empty() && !row["kind"].is_empty()));
}

#[test]
fn cells_hold_no_formula_and_no_number_that_is_none() {
    let outputs = root().join("outputs");
    for row in rows(&outputs, "columns.csv") {
        let (file, column, kind) = (&row["file"], &row["column"], row["kind"].as_str());
        for cell in rows(&outputs, file).iter().map(|row| &row[column]).filter(|cell| !cell.is_empty()) {
            match kind {
                // A source may be later than what quotes it.
                "integer" if column == "days" => {
                    assert!(cell.parse::<i64>().is_ok(), "{file} {column} {cell}")
                }
                "integer" => assert!(cell.parse::<u64>().is_ok(), "{file} {column} {cell}"),
                "decimal" => assert!(cell.parse::<f64>().is_ok_and(f64::is_finite), "{file} {column} {cell}"),
                "boolean" => assert!(["true", "false"].contains(&cell.as_str()), "{file} {column} {cell}"),
                _ => assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']),
                    "{file} {column} {cell}"
                ),
            }
        }
    }
}

#[test]
fn the_sample_shows_what_a_reader_of_it_knows() {
    let outputs = root().join("outputs");
    let segments = rows(&outputs, "data/segments.csv");
    let turns = |path: &str, kind: &str| {
        let mut turns: Vec<(&str, &str)> = segments
            .iter()
            .filter(|row| row["path"] == path && row["kind"] == kind)
            .map(|row| (row["turn"].as_str(), row["speaker"].as_str()))
            .collect();
        turns.dedup();
        turns
    };
    let conference = "official/conference-2031-03-14.txt";
    assert_eq!(turns(conference, "question").len(), 14);
    assert_eq!(turns(conference, "answer").len(), 14);
    assert!(turns(conference, "answer").iter().all(|turn| turn.1 == "Ilse Marren"));
    assert_eq!(
        turns(conference, "interjection").iter().map(|turn| turn.1).collect::<Vec<_>>(),
        ["Tobias Quill"]
    );
    let interview = "tidewatch/interview-venn-2031-04-02.txt";
    assert_eq!((turns(interview, "question").len(), turns(interview, "answer").len()), (10, 10));
    assert_eq!(turns("wire/live-2031-03-14.txt", "entry").len(), 10);

    let encodings: BTreeMap<String, String> = rows(&outputs, "data/ledger.csv")
        .into_iter()
        .map(|row| (row["path"].clone(), row["encoding"].clone()))
        .collect();
    assert_eq!(encodings["russian/vestnik-2031-03-15.txt"], "windows-1251");
    assert_eq!(encodings["wire/2031-05-15-brannock-talks.txt"], "UTF-16LE");
    let languages: BTreeMap<String, String> = rows(&outputs, "documents.csv")
        .into_iter()
        .map(|row| (row["path"].clone(), row["language"].clone()))
        .collect();
    for (path, language) in &languages {
        let expected = match path.split('/').next().unwrap() {
            "french" => "fr",
            "german" => "de",
            "russian" => "ru",
            "spanish" => "es",
            _ if path == "wire/embargoed.txt" => "und",
            _ => "en",
        };
        assert_eq!(language, expected, "{path}");
    }
}

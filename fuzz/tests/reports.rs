//! Whole runs over small folders, and what is written read back.

#![allow(clippy::unwrap_used, reason = "a target fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use bolero::check;
use textmill_fuzz::{assembled, text_of};
use textmill_pipeline::{Job, LoadedConfig, Plan, RunError, Silent, run};
use textmill_report::{Warning, WarningKind, csv_text, guarded, unguarded, warning_rows};

#[test]
fn tables_are_read_back_as_they_were() {
    check!().for_each(|input: &[u8]| {
        // Each once: equal warnings are one row.
        let texts: BTreeSet<String> = text_of(input).split('|').map(ToOwned::to_owned).collect();
        for text in &texts {
            assert_eq!(unguarded(&guarded(text)), *text);
            assert!(!guarded(text).starts_with(['=', '+', '-', '@', '\t', '\r']), "{text:?}");
        }
        // A NUL is in no cell.
        let shown_of = |text: &String| text.replace('\0', "");
        let warnings: Vec<Warning> = texts
            .iter()
            .map(|text| Warning::new(WarningKind::EmptyDocument, text.as_str(), text.as_str()))
            .collect();
        let table = csv_text(warning_rows(&warnings)).unwrap();
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.iter().all(|row| row.len() == 5));
        let shown: Vec<String> = rows.iter().map(|row| unguarded(&row[4]).into_owned()).collect();
        assert!(texts.iter().all(|text| shown.contains(&shown_of(text))), "{texts:?} {shown:?}");
        let cells = rows.iter().flat_map(|row| row.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
        let mut parts =
            cells.flat_map(|cell| cell.split([';', '\t']).map(ToOwned::to_owned).collect::<Vec<_>>());
        assert!(parts.all(|part| !part.starts_with(['=', '+', '@'])), "{rows:?}");
    });
}

const CONFIG: &str = "[topics]\nk = 0\n[kwic]\nnodes = [\"river\", \"*\"]\n[reports]\nformats = [\"csv\"]\n[ngrams]\nmin_frequency = 1\n[evidence]\nplaces = 1\n";

fn sum(output: &Path, report: &str, column: &str) -> u64 {
    let mut reader = csv::Reader::from_path(output.join(report)).unwrap();
    let place = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    reader.records().map(|row| row.unwrap()[place].parse::<u64>().unwrap()).sum()
}

#[test]
fn runs_balance() {
    let folder = tempfile::tempdir().unwrap();
    let (documents, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&documents).unwrap();
    check!().for_each(|input: &[u8]| {
        let bytes = assembled(input);
        let middle = bytes.len() / 2;
        fs::write(documents.join("a.txt"), &bytes[..middle]).unwrap();
        fs::write(documents.join("b.md"), &bytes[middle..]).unwrap();
        fs::write(documents.join("c.txt"), "The river rose again, and nobody had seen it rise so fast.")
            .unwrap();
        let plan = Plan::new(LoadedConfig::from_toml(CONFIG).unwrap()).unwrap();
        let job = Job::new(vec![documents.to_str().unwrap().to_owned()], output.clone(), plan);
        match run(&job, &Silent) {
            Ok(finished) => {
                let tokens = finished.tokens();
                assert_eq!(sum(&output, "frequency.csv", "frequency"), tokens);
                assert_eq!(sum(&output, "documents.csv", "tokens"), tokens);
                assert_eq!(sum(&output, "data/forms.csv", "frequency"), tokens);
                assert_eq!(finished.changed(), 0);
            }
            Err(error) => assert!(matches!(error, RunError::NoDocuments { .. }), "{error}"),
        }
    });
}

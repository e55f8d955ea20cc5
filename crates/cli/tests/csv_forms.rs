//! The CSV files as programs and spreadsheets read them: quotes, guards, other separators, and the description of the tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::PathBuf};

use sha2::{Digest, Sha256};
use support::{assert_code, files, rows, textmill};
use tempfile::TempDir;

/// A run on a text with words that spreadsheets misread.
fn run(flags: &[&str]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let text = "The gate was shut. It opened;=2+3;on Tuesday, as 1e5 and 0042 and MARCH1 and nan and NA and true show. The gate opened again.";
    fs::write(folder.path().join("in/=a;b.txt"), text).unwrap();
    fs::write(folder.path().join("textmill.toml"), "[topics]\nk = 0\n[kwic]\nnodes = [\"opened\"]\n")
        .unwrap();
    let output = folder.path().join("out");
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--config").arg(folder.path().join("textmill.toml"));
    let done = run.arg("--output").arg(&output).args(flags).output().unwrap();
    assert_code(&done, 0);
    (folder, output)
}

#[test]
fn every_text_is_quoted_and_no_number() {
    let (_folder, output) = run(&[]);
    let forms = fs::read_to_string(output.join("data/forms.csv")).unwrap();
    for word in ["1e5", "0042", "nan", "true"] {
        assert!(forms.lines().any(|line| line.contains(&format!(",\"{word}\",1,"))), "{word}: {forms}");
    }
    let kwic = fs::read_to_string(output.join("kwic.csv")).unwrap();
    assert!(kwic.contains(";'=2+3;on Tuesday") && kwic.contains("\"'=a;b.txt\""), "{kwic}");
    let columns = rows(&output, "columns.csv");
    for (name, report) in [("data/forms.csv", forms), ("kwic.csv", kwic)] {
        let kinds: Vec<&str> =
            columns.iter().filter(|row| row["file"] == name).map(|row| row["kind"].as_str()).collect();
        for line in report.lines().skip(1) {
            // No cell here has a quotation mark inside.
            let mut rest = line;
            for kind in &kinds {
                let is_text = rest.starts_with('"');
                let cell = match rest.strip_prefix('"') {
                    Some(text) => &text[..text.find('"').unwrap()],
                    None => rest.split(',').next().unwrap(),
                };
                assert!(cell.is_empty() || is_text == (*kind == "text"), "{kind}: {line}");
                rest = rest.get(cell.len() + if is_text { 3 } else { 1 }..).unwrap_or_default();
            }
        }
    }
}

#[test]
fn a_spreadsheet_gets_its_separator_its_decimal_mark_and_a_byte_order_mark_together() {
    let (_folder, plain) = run(&[]);
    let plain = fs::read_to_string(plain.join("frequency.csv")).unwrap();
    for (locale, separator, mark) in
        [("de", ';', ','), ("fr_FR.UTF-8", ';', ','), ("de-CH", ';', '.'), ("en", ',', '.')]
    {
        let (_folder, output) = run(&["--csv", "excel", "--locale", locale]);
        let text = fs::read_to_string(output.join("frequency.csv")).unwrap();
        let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(separator as u8).from_reader(text.as_bytes());
        let found: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        let mut reader = csv::Reader::from_reader(plain.as_bytes());
        for (row, known) in found.iter().zip(reader.records()) {
            let known = known.unwrap();
            assert_eq!(
                row.get(5).unwrap(),
                known.get(5).unwrap().replace('.', &mark.to_string()),
                "{locale}"
            );
            assert_eq!((row.get(2), row.get(4)), (known.get(2), known.get(4)), "{locale}");
        }
        let package: serde_json::Value =
            serde_json::from_slice(&fs::read(output.join("datapackage.json")).unwrap()).unwrap();
        assert_eq!(package["resources"][0]["dialect"]["delimiter"], separator.to_string());
    }
    let mut wrong = textmill();
    let wrong = wrong.args(["run", ".", "--csv", "excel", "--locale", "German"]).output().unwrap();
    assert_code(&wrong, 2);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("reports.locale"));
}

#[test]
fn the_data_package_describes_every_table() {
    let (_folder, output) = run(&[]);
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(output.join("datapackage.json")).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let tables = files(&output).into_keys().filter(|name| name.ends_with(".csv"));
    assert_eq!(resources.len(), tables.count());
    for resource in resources {
        let bytes = fs::read(output.join(resource["path"].as_str().unwrap())).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"));
        let header = csv::Reader::from_reader(bytes.as_slice()).headers().unwrap().clone();
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(header.iter().collect::<Vec<_>>(), fields);
        for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let table = &key["reference"]["resource"];
            assert!(
                resources
                    .iter()
                    .any(|other| other["name"] == *table && other["schema"]["primaryKey"].is_array())
            );
        }
    }
}

#[test]
fn the_citation_has_the_version_of_the_program_and_of_the_file_for_others() {
    let version = env!("CARGO_PKG_VERSION");
    let cited = textmill().arg("cite").output().unwrap();
    assert_code(&cited, 0);
    assert!(String::from_utf8_lossy(&cited.stdout).contains(&format!("version = {{{version}}}")));
    let file =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../CITATION.cff")).unwrap();
    assert!(file.contains(&format!("\nversion: {version}\n")));
}

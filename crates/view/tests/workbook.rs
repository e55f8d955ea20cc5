//! The workbook, read back: every cell is that of its table, with its type, and nothing is a formula.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, fs, path::Path};

use calamine::{Data, Reader, Xlsx, open_workbook};
use tempfile::TempDir;
use textmill_view::{Cell, FilledWorkbook, SHEET_ROWS, Tables, WORKBOOK};

/// The rows of the headings and above.
const ABOVE: usize = 3;

fn outputs() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../outputs")
}

/// Writes the workbook of a folder, and reads its sheets.
fn sheets(folder: &Path) -> BTreeMap<String, Vec<Vec<Data>>> {
    let target = TempDir::new().unwrap();
    let path = target.path().join(WORKBOOK);
    FilledWorkbook::of(&Tables::of(folder).unwrap(), SHEET_ROWS).unwrap().save(&path).unwrap();
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let names = workbook.sheet_names();
    for name in &names {
        let formulas = workbook.worksheet_formula(name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name} has a formula");
    }
    names
        .iter()
        .map(|name| {
            let range = workbook.worksheet_range(name).unwrap();
            let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let value = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
            let read = (0..rows).map(|row| (0..columns).map(|column| value(row, column)).collect()).collect();
            (name.clone(), read)
        })
        .collect()
}

fn is_same(found: &Data, cell: &Cell) -> bool {
    match (found, cell) {
        (Data::Empty, Cell::Missing) => true,
        (Data::String(found), Cell::Text(text)) => found == text,
        (Data::Float(found), Cell::Number(number, _)) => found.to_bits() == number.to_bits(),
        (Data::Int(found), Cell::Number(number, _)) => *found as f64 == *number,
        (Data::Bool(found), Cell::Boolean(value)) => found == value,
        (Data::DateTime(found), Cell::Text(text)) => {
            let (year, month, day, ..) = found.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}") == *text
        }
        _ => false,
    }
}

/// Compares a sheet with the first rows of a table, as many as it has.
#[track_caller]
fn check(folder: &Path, sheet: &[Vec<Data>], file: &str) -> usize {
    let table = Tables::of(folder).unwrap().first_rows(file, usize::MAX).unwrap().unwrap();
    let mut count = 0;
    for (row, expected) in sheet.iter().skip(ABOVE).zip(&table.rows) {
        if matches!(row.first(), Some(Data::String(text)) if text.starts_with("… ")) {
            break;
        }
        for (place, cell) in expected.iter().enumerate() {
            let found = row.get(place).unwrap_or(&Data::Empty);
            assert!(is_same(found, cell), "{file}: {found:?} is not {cell:?}");
            count += 1;
        }
    }
    count
}

#[test]
fn every_cell_is_that_of_its_table() {
    let folder = outputs();
    let sheets = sheets(&folder);
    let mut cells = 0;
    for (name, file) in [
        ("Documents", "documents.csv"),
        ("Speakers", "speakers.csv"),
        ("Words", "frequency.csv"),
        ("Pairs", "collocations.csv"),
        ("Phrases", "data/expressions.csv"),
        ("Topics", "topics.csv"),
        ("Topics by group", "data/topic_groups.csv"),
        ("Topics by document", "data/document_topics.csv"),
        ("Trends", "trends.csv"),
        ("Changes", "data/trend_changes.csv"),
        ("Places", "kwic.csv"),
        ("Quotations", "quotes.csv"),
        ("Sources of quotations", "quote_traces.csv"),
        ("Coverage", "coverage.csv"),
        ("Shared passages", "passages.csv"),
        ("Taken over", "reuse.csv"),
        ("Ledger", "data/ledger.csv"),
        ("Columns", "columns.csv"),
    ] {
        cells += check(&folder, &sheets[name], file);
    }
    assert!(cells > 50_000, "{cells}");
    // Of the differences, those that are key come first, then the first of the others.
    let table = Tables::of(&folder).unwrap().first_rows("keyness.csv", usize::MAX).unwrap().unwrap();
    let differences = &sheets["Differences"];
    let mut rows = table.rows.iter();
    for row in differences.iter().skip(ABOVE).filter(|row| !matches!(row.get(1), Some(Data::Empty) | None)) {
        let is_row =
            |expected: &&Vec<Cell>| expected.iter().zip(row).all(|(cell, found)| is_same(found, cell));
        assert!(rows.any(|expected| is_row(&expected)), "{row:?}");
    }
}

#[test]
fn awkward_texts_stay_texts() {
    let words = [
        "0042",
        "1e5",
        "1E5",
        "MARCH1",
        "1-2",
        "=SUM(A1)",
        "+1",
        "-1",
        "@x",
        "true",
        "nan",
        "NA",
        "41,300",
        "2.10",
        "october 7",
        "http://a.example",
        "'tis",
        " lead",
        "\u{202E}abc",
        "<b>&amp;</b>",
        "12345678901234567890",
        "a;'=b",
        "_x0041_",
    ];
    let folder = TempDir::new().unwrap();
    let mut csv =
        "rank,language,stem,surface,frequency,per_million,document_frequency,stop_word\n".to_owned();
    for word in words {
        let cell = textmill_report::guarded(word).replace('"', "\"\"");
        csv += &format!("1,\"en\",\"{cell}\",\"{cell}\",3,1.500000,1,false\n");
    }
    fs::write(folder.path().join("frequency.csv"), csv).unwrap();
    let kinds = ["integer", "string", "string", "string", "integer", "number", "integer", "boolean"];
    let names = [
        "rank",
        "language",
        "stem",
        "surface",
        "frequency",
        "per_million",
        "document_frequency",
        "stop_word",
    ];
    let fields: Vec<serde_json::Value> = names
        .iter()
        .zip(kinds)
        .map(|(name, kind)| serde_json::json!({ "name": name, "type": kind }))
        .collect();
    let package = serde_json::json!({ "version": "0", "resources": [
        { "path": "frequency.csv", "dialect": { "delimiter": "," }, "schema": { "fields": fields } }
    ]});
    fs::write(folder.path().join("datapackage.json"), package.to_string()).unwrap();
    let sheets = sheets(folder.path());
    assert_eq!(check(folder.path(), &sheets["Words"], "frequency.csv"), words.len() * 8);
    let shown: Vec<String> = sheets["Words"].iter().skip(ABOVE).map(|row| row[3].to_string()).collect();
    assert_eq!(shown, words);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let target = TempDir::new().unwrap();
    let tables = Tables::of(&outputs()).unwrap();
    let bytes = |name: &str| {
        let path = target.path().join(name);
        FilledWorkbook::of(&tables, SHEET_ROWS).unwrap().save(&path).unwrap();
        fs::read(path).unwrap()
    };
    assert!(bytes("one.xlsx") == bytes("other.xlsx"));
}

//! The reports as other people's programs read them: LibreOffice and gnumeric the tables and the workbook, Chromium the page.
//!
//! Without these programs the tests say SKIPPED; with `TEXTMILL_PROGRAMS=required` they fail then.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use calamine::{Data, Reader, open_workbook_auto};
use support::{assert_code, files, test_data, textmill};
use tempfile::TempDir;
use textmill_view::{Cell, Table, Tables};

fn outputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../outputs").canonicalize().unwrap()
}

/// LibreOffice, if it has its spreadsheet.
fn libreoffice() -> Option<PathBuf> {
    let has_calc = |program: &PathBuf| {
        let target = TempDir::new().unwrap();
        fs::write(target.path().join("a.csv"), "a,b\n1,2\n").unwrap();
        let profile = format!("-env:UserInstallation=file://{}/profile", target.path().display());
        let convert = ["--headless", "--convert-to", "ods", "--infilter=CSV:44,34,76,1", "--outdir"];
        let mut soffice = Command::new(program);
        soffice.arg(profile).args(convert).arg(target.path()).arg(target.path().join("a.csv"));
        soffice.output().is_ok() && target.path().join("a.ods").is_file()
    };
    program(&["soffice", "libreoffice"], has_calc)
}

/// The first of some programs that is there and works.
fn program(names: &[&str], works: impl Fn(&PathBuf) -> bool) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let found = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
        .filter(|path| works(path));
    if found.is_none() {
        let is_required = env::var_os("TEXTMILL_PROGRAMS").is_some_and(|value| value == "required");
        assert!(!is_required, "{} must be installed, with what this test needs of it", names[0]);
        eprintln!(
            "SKIPPED: the test with {}, which is not installed, or not with what the test needs",
            names[0]
        );
    }
    found
}

/// A file as LibreOffice reads it, sheet by sheet.
fn read_by_libreoffice(program: &Path, file: &Path, filter: Option<&str>) -> Vec<(String, Vec<Vec<Data>>)> {
    read_all_by_libreoffice(program, &[file.to_owned()], filter).remove(0)
}

/// Files as LibreOffice reads them: it takes longer to start than to read one.
fn read_all_by_libreoffice(
    program: &Path,
    files: &[PathBuf],
    filter: Option<&str>,
) -> Vec<Vec<(String, Vec<Vec<Data>>)>> {
    let target = TempDir::new().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", target.path().display());
    let mut convert = Command::new(program);
    convert.args([profile.as_str(), "--headless", "--convert-to", "ods", "--outdir"]).arg(target.path());
    if let Some(filter) = filter {
        convert.arg(format!("--infilter={filter}"));
    }
    let done = convert.args(files).output().unwrap();
    let read = |file: &PathBuf| {
        let path = target.path().join(file.file_name().unwrap()).with_extension("ods");
        assert!(path.is_file(), "{}: {}", file.display(), String::from_utf8_lossy(&done.stderr));
        sheets_of(&path)
    };
    files.iter().map(read).collect()
}

/// The cells of the sheets of a file, none of which is a formula.
fn sheets_of(file: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut workbook = open_workbook_auto(file).unwrap();
    let sheets = workbook.worksheets();
    for (name, _) in &sheets {
        let formulas = workbook.worksheet_formula(name).unwrap();
        // LibreOffice keeps true and false as formulas without arguments.
        let is_formula = |formula: &String| {
            !formula.is_empty() && !formula.contains("TRUE()") && !formula.contains("FALSE()")
        };
        let found = formulas.rows().flatten().find(|formula| is_formula(formula));
        assert_eq!(found, None, "{}: {name}", file.display());
    }
    let cells = |range: &calamine::Range<Data>| {
        let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
        let value = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        (0..rows).map(|row| (0..columns).map(|column| value(row, column)).collect()).collect()
    };
    sheets.iter().map(|(name, range)| (name.clone(), cells(range))).collect()
}

fn is_same(found: &Data, cell: &Cell) -> bool {
    match (found, cell) {
        (Data::Empty, Cell::Missing) => true,
        (Data::String(found), Cell::Missing) => found.is_empty(),
        (Data::String(found), Cell::Text(text)) => found == text,
        (Data::Float(found), Cell::Number(number, _)) => (found - number).abs() <= 1e-12 * number.abs(),
        (Data::Int(found), Cell::Number(number, _)) => *found as f64 == *number,
        (Data::Bool(found), Cell::Boolean(value)) => found == value,
        // LibreOffice keeps true as 1 that is shown as a word.
        (Data::Float(found), Cell::Boolean(value)) => *found == f64::from(u8::from(*value)),
        (Data::DateTimeIso(found), Cell::Text(text)) => found.starts_with(text.as_str()),
        (Data::DateTime(found), Cell::Text(text)) => {
            let (year, month, day, ..) = found.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}") == *text
        }
        _ => false,
    }
}

fn table(file: &str) -> Table {
    table_in(&outputs(), file)
}

fn table_in(folder: &Path, file: &str) -> Table {
    Tables::of(folder).unwrap().first_rows(file, usize::MAX).unwrap().unwrap()
}

/// The reports of the real documents in a form of CSV, if they are there.
fn real_reports(arguments: &[&str]) -> Option<(TempDir, PathBuf)> {
    let seeds = test_data()?.join("seeds");
    let target = TempDir::new().unwrap();
    let output = target.path().join("out");
    let mut run = textmill();
    run.arg("run").arg(seeds).arg("--output").arg(&output).args(arguments);
    assert_code(&run.output().unwrap(), 0);
    Some((target, output))
}

/// How many cells of the rows of a sheet differ from those of a table, and how many were compared.
fn compare(rows: &[Vec<Data>], table: &Table, is_equal: impl Fn(&Data, &Cell) -> bool) -> usize {
    let mut cells = 0;
    for (row, expected) in rows.iter().zip(&table.rows) {
        for (place, cell) in expected.iter().enumerate() {
            let found = row.get(place).unwrap_or(&Data::Empty);
            assert!(is_equal(found, cell), "{}: {found:?} is not {cell:?}", table.file);
            cells += 1;
        }
    }
    cells
}

/// Whether a cell of a table is read as it is, but for the apostrophe of the guard and for booleans, which may be words.
fn is_read(found: &Data, cell: &Cell) -> bool {
    match (found, cell) {
        (Data::String(found), Cell::Text(text)) => *found == textmill_report::guarded(text),
        (Data::String(found), Cell::Boolean(_)) => found.to_lowercase() == cell.shown(),
        _ => is_same(found, cell),
    }
}

const TABLES: [&str; 7] = [
    "columns.csv",
    "kwic.csv",
    "data/topic_passages.csv",
    "summary.csv",
    "frequency.csv",
    "documents.csv",
    "warnings.csv",
];

/// Every table of a folder.
fn all_tables(folder: &Path) -> Vec<Table> {
    let names = files(folder).into_keys().filter(|name| name.ends_with(".csv"));
    names.map(|name| table_in(folder, &name)).collect()
}

/// Opens every table of a folder as the dialog offers it (tab, comma and semicolon separate), in English and in German: no row is split, and
/// no cell is a formula.
fn check_no_row_is_split(program: &Path, folder: &Path) {
    let tables = all_tables(folder);
    assert!(tables.len() > 25);
    let paths: Vec<PathBuf> = tables.iter().map(|table| folder.join(&table.file)).collect();
    for language in ["1033", "1031"] {
        let filter = format!("CSV:9/44/59,34,76,1,,{language},false,false,false");
        for (table, sheets) in tables.iter().zip(read_all_by_libreoffice(program, &paths, Some(&filter))) {
            let rows = &sheets[0].1;
            // A last row whose only value is missing is none.
            assert!(rows.len() <= table.rows.len() + 1 && rows.len() >= table.rows.len(), "{}", table.file);
            assert!(
                rows.iter().all(|row| row.len() <= table.columns.len()),
                "{}: a row is split",
                table.file
            );
        }
    }
}

#[test]
fn libreoffice_splits_no_row_and_runs_no_cell_of_a_table() {
    let Some(program) = libreoffice() else { return };
    check_no_row_is_split(&program, &outputs());
}

#[test]
fn libreoffice_splits_no_row_of_the_real_documents() {
    let Some(program) = libreoffice() else { return };
    let Some((_target, output)) = real_reports(&["--formats", "csv"]) else { return };
    check_no_row_is_split(&program, &output);
}

#[test]
fn libreoffice_keeps_every_cell_of_a_table_where_quoted_cells_are_texts() {
    let Some(program) = libreoffice() else { return };
    for file in TABLES {
        let sheets = read_by_libreoffice(
            &program,
            &outputs().join(file),
            Some("CSV:44,34,76,1,,1033,true,false,false"),
        );
        assert!(compare(&sheets[0].1[1..], &table(file), is_read) > 0);
    }
}

#[test]
fn libreoffice_keeps_every_cell_of_the_workbook() {
    let Some(program) = libreoffice() else { return };
    let sheets = read_by_libreoffice(&program, &outputs().join("report.xlsx"), None);
    assert!(compare_workbook(&sheets, &outputs()) > 30_000);
    let Some((_target, output)) = real_reports(&[]) else { return };
    let sheets = read_by_libreoffice(&program, &output.join("report.xlsx"), None);
    assert!(compare_workbook(&sheets, &output) > 30_000);
}

/// Compares the sheets of a workbook that show the first rows of a table, and says how many cells these are.
fn compare_workbook(sheets: &[(String, Vec<Vec<Data>>)], folder: &Path) -> usize {
    let plans = [
        ("Documents", "documents.csv"),
        ("Speakers", "speakers.csv"),
        ("Words", "frequency.csv"),
        ("Pairs", "collocations.csv"),
        ("Topics", "topics.csv"),
        ("Topics by document", "data/document_topics.csv"),
        ("Quotations", "quotes.csv"),
        ("Sources of quotations", "quote_traces.csv"),
        ("Coverage", "coverage.csv"),
        ("Ledger", "data/ledger.csv"),
        ("Columns", "columns.csv"),
    ];
    let compared = plans.iter().map(|(name, file)| {
        let rows = &sheets.iter().find(|(known, _)| known == name).unwrap().1;
        let table = table_in(folder, file);
        let shown = rows.len().saturating_sub(3).min(table.rows.len()).min(2000);
        compare(&rows[3..3 + shown], &table, is_same)
    });
    compared.sum()
}

#[test]
fn libreoffice_in_german_keeps_every_number_of_a_table_for_spreadsheets() {
    let Some(program) = libreoffice() else { return };
    let Some((_target, output)) = real_reports(&["--csv", "excel", "--locale", "de"]) else { return };
    let tables = all_tables(&output);
    let paths: Vec<PathBuf> = tables.iter().map(|table| output.join(&table.file)).collect();
    // As a double click reads it where ; separates, with numbers in the German way.
    let filter = Some("CSV:59,34,76,1,,1031,false,true,false");
    for (table, sheets) in tables.iter().zip(read_all_by_libreoffice(&program, &paths, filter)) {
        let rows = &sheets[0].1;
        let is_kept = |found: &Data, cell: &Cell| match cell {
            Cell::Number(..) | Cell::Missing => is_same(found, cell),
            Cell::Text(_) | Cell::Boolean(_) => true,
        };
        assert!(rows.len() >= table.rows.len(), "{}", table.file);
        compare(&rows[1..], table, is_kept);
    }
}

/// A file as gnumeric reads it in a locale and writes it again.
fn read_by_gnumeric(program: &Path, file: &Path, locale: &str) -> Vec<(String, Vec<Vec<Data>>)> {
    let target = TempDir::new().unwrap();
    let path = target.path().join("again.xlsx");
    let mut convert = Command::new(program);
    convert.env("LC_ALL", locale);
    let done = convert.args(["--export-type", "Gnumeric_Excel:xlsx2"]).arg(file).arg(&path).output().unwrap();
    assert!(path.is_file(), "{}", String::from_utf8_lossy(&done.stderr));
    sheets_of(&path)
}

#[test]
fn gnumeric_splits_no_row_and_alters_no_number() {
    let Some(program) = program(&["ssconvert"], |_| true) else { return };
    for table in all_tables(&outputs()) {
        let file = &table.file;
        let sheets = read_by_gnumeric(&program, &outputs().join(file), "C.UTF-8");
        let rows = &sheets[0].1;
        assert!(rows.len() <= table.rows.len() + 1 && rows.len() >= table.rows.len(), "{file}");
        assert!(rows.iter().all(|row| row.len() <= table.columns.len()), "{file}: a row is split");
        let is_kept = |found: &Data, cell: &Cell| !matches!(cell, Cell::Number(..)) || is_same(found, cell);
        compare(&rows[1..], &table, is_kept);
    }
    let sheets = read_by_gnumeric(&program, &outputs().join("report.xlsx"), "C.UTF-8");
    assert!(compare_workbook(&sheets, &outputs()) > 30_000);
}

#[test]
fn gnumeric_in_german_keeps_every_number_of_a_table_for_spreadsheets() {
    let Some(program) = program(&["ssconvert"], |_| true) else { return };
    // Where the C library does not know German, the program falls back to English in silence.
    let knows_german = |locale: &PathBuf| {
        let names = Command::new(locale).arg("-a").output().map(|names| names.stdout).unwrap_or_default();
        String::from_utf8_lossy(&names).lines().any(|name| name.eq_ignore_ascii_case("de_DE.utf8"))
    };
    if self::program(&["locale"], knows_german).is_none() {
        return;
    }
    let Some((_target, output)) = real_reports(&["--csv", "excel", "--locale", "de"]) else { return };
    let mut numbers = 0;
    for table in all_tables(&output) {
        let file = &table.file;
        let sheets = read_by_gnumeric(&program, &output.join(file), "de_DE.UTF-8");
        let rows = &sheets[0].1;
        assert!(rows.iter().all(|row| row.len() <= table.columns.len()), "{file}: a row is split");
        let is_kept = |found: &Data, cell: &Cell| !matches!(cell, Cell::Number(..)) || is_same(found, cell);
        numbers += compare(&rows[1..], &table, is_kept);
    }
    assert!(numbers > 50_000, "{numbers}");
}

/// The page after its script has run, and what it wrote to the console.
fn run_page(program: &Path, folder: &Path, find: &str) -> (String, Vec<String>) {
    let profile = TempDir::new().unwrap();
    let page = folder.join("report.html");
    let done = Command::new(program)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}#find={find}", page.display()))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    let console = told.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
    (String::from_utf8_lossy(&done.stdout).into_owned(), console)
}

#[test]
fn the_search_of_the_page_finds_what_the_concordance_has() {
    let Some(program) = program(&["chromium", "chromium-browser", "google-chrome"], |_| true) else { return };
    let kwic = table("kwic.csv");
    let (page, console) = run_page(&program, &outputs(), "sanction*");
    assert_eq!(console, Vec::<String>::new());
    let documents: std::collections::BTreeSet<&str> =
        kwic.rows.iter().map(|row| kwic.text(row, "path")).collect();
    let expected = format!("{} places in {} documents", kwic.rows.len(), documents.len());
    assert!(page.contains(&expected), "{expected}");
    let lines = page.matches("class=\"node\"").count();
    assert_eq!(lines, kwic.rows.len());
    // A word of the table of frequencies, in all its forms.
    let forms = table("data/forms.csv");
    let of_river: Vec<&Vec<Cell>> = forms
        .rows
        .iter()
        .filter(|row| forms.text(row, "stem") == "river" && forms.text(row, "language") == "en")
        .collect();
    let total: f64 = of_river.iter().filter_map(|row| forms.number(row, "frequency")).sum();
    let words: Vec<&str> = of_river.iter().map(|row| forms.text(row, "surface")).collect();
    // Debian starts the browser by a script of the shell, which minds an apostrophe.
    let pattern = words.join("%20%7C%20").replace('\u{2019}', "%E2%80%99").replace('\'', "%27");
    let (page, console) = run_page(&program, &outputs(), &pattern);
    assert_eq!(console, Vec::<String>::new());
    assert!(page.contains(&format!("{total} places in ")), "{words:?}: {total}");
    assert!(fs::metadata(outputs().join("report.html")).unwrap().len() < 500_000);
}

#[test]
fn the_search_of_the_page_finds_words_however_they_are_written() {
    let Some(program) = program(&["chromium", "chromium-browser", "google-chrome"], |_| true) else { return };
    let folder = TempDir::new().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).unwrap();
    let text = format!(
        "The cafe\u{301} is open, un caf\u{e9} noir. The \u{fb01}nance minister and finance. Die Stra\u{df}e, die STRASSE und Strasse. {}\n\n\
         He saw </script><script>document.title = 'no'</script> and <img src=x onerror=\"alert(1)\"> pictures, said a scripted <b>script</b> \
         &amp; went to the <em>open</em> sea. \u{202e}The right\u{202c} hand: {}\n",
        "e\u{301}".repeat(40_000),
        "w".repeat(10_000)
    );
    fs::write(input.join("a.txt"), text).unwrap();
    assert_code(&textmill().arg("run").arg(&input).arg("--output").arg(&output).output().unwrap(), 0);
    for pattern in [
        "caf\u{e9}",
        "cafe\u{301}",
        "finance",
        "stra*",
        "\u{e9}*",
        "script*",
        "pictures",
        "a",
        "open%20sea",
        "right",
        "www*",
    ] {
        let found = textmill()
            .args(["kwic", &pattern.replace("%20", " "), "--format", "csv"])
            .arg(&input)
            .output()
            .unwrap();
        let places = csv::Reader::from_reader(found.stdout.as_slice()).records().count();
        let (page, console) = run_page(&program, &output, pattern);
        assert_eq!(console, Vec::<String>::new());
        let plural = if places == 1 { "" } else { "s" };
        assert!(
            places > 0 && page.contains(&format!("{places} place{plural} in 1 document")),
            "{pattern}: {places}"
        );
    }
}

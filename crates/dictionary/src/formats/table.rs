//! Tables: a row for each pattern, a column for each key, or a list of words with weights.

use super::ReadDictionary;
use crate::DictionaryError;

const KEYS: [&str; 5] = ["key", "category", "dimension", "class", "sentiment"];
const PATTERNS: [&str; 6] = ["pattern", "word", "term", "value", "entry", "dicterm"];
const WEIGHTS: [&str; 3] = ["weight", "score", "valence"];
/// The key of a list of words that has only weights.
const SCORE: &str = "score";

/// How a table is to be understood.
enum Layout {
    /// The columns of the key, of the pattern, and of the weight.
    Long { key: Option<usize>, pattern: usize, weight: Option<usize> },
    /// The column of the pattern; every other column is a key.
    Wide { pattern: usize },
    /// A word, a key, and 1 where the word is of the key, else 0.
    Flags,
}

/// Reads a table whose header names a column `pattern` (or word, term, DicTerm) and perhaps `key` (or category) and `weight` (or score); of a
/// table without one, a word and a number a line, or a word, a key and 0 or 1.
pub(super) fn read(text: &str, separator: u8) -> Result<ReadDictionary, DictionaryError> {
    // Where the decimal mark is a comma, spreadsheets put semicolons between the cells.
    let first = text.lines().next().unwrap_or_default();
    let has_semicolons = separator == b',' && first.contains(';') && !first.contains(',');
    let separator = if has_semicolons { b';' } else { separator };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .quoting(separator != b'\t')
        .from_reader(text.as_bytes());
    let mut rows: Vec<(u64, csv::StringRecord)> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| DictionaryError::File(format!("it is no table: {error}")))?;
        let line = row.position().map_or(0, csv::Position::line);
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((line, row));
        }
    }
    let Some((_, first)) = rows.first() else { return Ok(ReadDictionary::default()) };
    let header: Vec<String> = first.iter().map(|cell| cell.trim().to_owned()).collect();
    let (layout, rows) = match layout_of_header(&header) {
        Some(layout) => (layout, rows.get(1..).unwrap_or_default()),
        None => (layout_of_rows(&rows)?, rows.as_slice()),
    };
    let mut read = ReadDictionary::default();
    if let Layout::Wide { pattern } = layout {
        header.iter().enumerate().filter(|(column, _)| *column != pattern).for_each(|(_, key)| {
            read.dictionary.add_key(&path(key));
        });
    }
    rows.iter().for_each(|(line, row)| add_row(&layout, &header, *line, row, &mut read));
    Ok(read)
}

fn layout_of_header(header: &[String]) -> Option<Layout> {
    let place = |names: &[&str]| {
        header.iter().position(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    };
    let pattern = place(&PATTERNS)?;
    let (key, weight) = (place(&KEYS), place(&WEIGHTS));
    match (key, weight) {
        (None, None) if header.len() > 1 => Some(Layout::Wide { pattern }),
        (None, None) => None,
        _ => Some(Layout::Long { key, pattern, weight }),
    }
}

fn layout_of_rows(rows: &[(u64, csv::StringRecord)]) -> Result<Layout, DictionaryError> {
    let is_number =
        |row: &csv::StringRecord, column: usize| row.get(column).is_some_and(|cell| number(cell).is_some());
    let all = |holds: &dyn Fn(&csv::StringRecord) -> bool| rows.iter().all(|(_, row)| holds(row));
    if all(&|row| {
        row.len() == 3 && !is_number(row, 1) && matches!(row.get(2).map(str::trim), Some("0" | "1"))
    }) {
        return Ok(Layout::Flags);
    }
    if all(&|row| row.len() >= 2 && is_number(row, 1)) {
        return Ok(Layout::Long { key: None, pattern: 0, weight: Some(1) });
    }
    let problem =
        "its first line must name the columns: pattern, and key or weight, or a column for each key";
    Err(DictionaryError::line(rows.first().map_or(1, |(line, _)| *line), problem))
}

fn add_row(
    layout: &Layout,
    header: &[String],
    line: u64,
    row: &csv::StringRecord,
    read: &mut ReadDictionary,
) {
    let cell = |column: usize| row.get(column).unwrap_or_default().trim();
    match layout {
        Layout::Flags => {
            let key = path(cell(1));
            read.dictionary.add_key(&key);
            if cell(2) == "1" {
                read.dictionary.add(&key, cell(0), None);
            }
        }
        Layout::Wide { pattern } => {
            for (column, key) in header.iter().enumerate().filter(|(column, _)| column != pattern) {
                match (cell(column), number(cell(column))) {
                    ("" | "0", _) => {}
                    (_, Some(weight)) if weight != 1.0 => {
                        read.dictionary.add(&path(key), cell(*pattern), Some(weight));
                    }
                    _ => {
                        read.dictionary.add(&path(key), cell(*pattern), None);
                    }
                }
            }
        }
        Layout::Long { key, pattern, weight } => {
            let key = key.map_or(SCORE, cell);
            let weight = match weight.map(|column| (cell(column), number(cell(column)))) {
                None | Some(("", None)) => None,
                Some((_, Some(weight))) => Some(weight),
                Some((given, None)) => {
                    read.note(line, format!("{given:?} is no number: {:?} is left out", cell(*pattern)));
                    return;
                }
            };
            if key.is_empty() || cell(*pattern).is_empty() {
                read.note(line, "the key or the pattern is missing, and the row is left out");
                return;
            }
            read.dictionary.add(&path(key), cell(*pattern), weight);
        }
    }
}

/// Levels of a key have `.` between them; one that stands at an end, or beside another, is of the name.
fn path(key: &str) -> Vec<String> {
    let parts: Vec<&str> = key.split('.').collect();
    if parts.iter().any(|part| part.trim().is_empty()) {
        return vec![key.to_owned()];
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let number = cell.parse().ok().or_else(|| cell.replace(',', ".").parse().ok());
    number.filter(|number: &f64| number.is_finite())
}

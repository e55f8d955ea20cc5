//! Who quotes whom: who is quoted how much, which turns reached which document, and what was changed on the way.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scale::Percent;
use crate::{Cell, Table, Tables, ViewError, numbers::grouped};

/// So many people are named.
const SPEAKERS: usize = 12;
/// So many documents with turns have a matrix, of so many turns.
const SOURCES: usize = 4;
const TURNS: usize = 60;
/// So many quotations are shown beside their sources.
const CHANGED: usize = 24;

#[derive(Serialize)]
pub(crate) struct Quotes {
    pub(crate) speakers: Vec<Quoted>,
    pub(crate) more_speakers: usize,
    pub(crate) unknown: String,
    pub(crate) sources: Vec<Matrix>,
    pub(crate) more_sources: usize,
    pub(crate) changed: Vec<Changed>,
    pub(crate) more_changed: usize,
}

/// Somebody who is quoted.
#[derive(Serialize)]
pub(crate) struct Quoted {
    pub(crate) name: String,
    pub(crate) quotations: String,
    pub(crate) words: String,
    pub(crate) documents: String,
    pub(crate) width: Percent,
    pub(crate) found: String,
}

/// The turns of a document, and who quotes them.
#[derive(Serialize)]
pub(crate) struct Matrix {
    pub(crate) path: String,
    pub(crate) turns: Vec<TurnHead>,
    pub(crate) rows: Vec<MatrixRow>,
    pub(crate) quoted: usize,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct TurnHead {
    pub(crate) number: String,
    pub(crate) title: String,
}

#[derive(Serialize)]
pub(crate) struct MatrixRow {
    pub(crate) path: String,
    pub(crate) cells: Vec<MatrixCell>,
    pub(crate) quotations: u64,
}

#[derive(Clone, Default, Serialize)]
pub(crate) struct MatrixCell {
    pub(crate) class: String,
    pub(crate) quotations: String,
    pub(crate) title: String,
}

/// A quotation beside its source.
#[derive(Serialize)]
pub(crate) struct Changed {
    pub(crate) verdict: String,
    pub(crate) path: String,
    pub(crate) speaker: String,
    pub(crate) source: String,
    pub(crate) parts: Vec<EditPart>,
    pub(crate) flags: String,
}

/// Words that are in both, or in one of a quotation and its source.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct EditPart {
    /// `both`, `added` or `left_out`.
    pub(crate) kind: &'static str,
    pub(crate) words: String,
}

pub(crate) fn section(tables: &Tables) -> Result<Option<Quotes>, ViewError> {
    let speakers = tables.read_where("speakers_quoted.csv", |_, row| row.get(0) == Some("corpus"))?;
    let coverage = tables.first_rows("coverage.csv", 100_000)?;
    let traces = tables.read_where("quote_traces.csv", |columns, row| {
        let cell = |name: &str| {
            columns.iter().position(|column| column.name == name).and_then(|place| row.get(place))
        };
        cell("rank") == Some("1") && matches!(cell("verdict"), Some("edited" | "retranslated"))
    })?;
    let Some(speakers) = speakers.filter(|table| !table.rows.is_empty()) else { return Ok(None) };
    let named: Vec<&Vec<Cell>> =
        speakers.rows.iter().filter(|row| !speakers.text(row, "speaker").is_empty()).collect();
    let largest = named.iter().filter_map(|row| speakers.number(row, "words")).fold(1.0, f64::max);
    let unknown = speakers.rows.iter().find(|row| speakers.text(row, "speaker").is_empty());
    let (sources, more_sources) = coverage.as_ref().map(matrices).unwrap_or_default();
    let changed: Vec<Changed> =
        traces.iter().flat_map(|table| table.rows.iter().map(|row| changed(table, row))).collect();
    Ok(Some(Quotes {
        more_speakers: named.len().saturating_sub(SPEAKERS),
        speakers: named.into_iter().take(SPEAKERS).map(|row| quoted(&speakers, row, largest)).collect(),
        unknown: unknown.map(|row| speakers.text(row, "quotations").to_owned()).unwrap_or_default(),
        sources,
        more_sources,
        more_changed: changed.len().saturating_sub(CHANGED),
        changed: changed.into_iter().take(CHANGED).collect(),
    }))
}

fn quoted(table: &Table, row: &[Cell], largest: f64) -> Quoted {
    let count = |column: &str| table.number(row, column).unwrap_or_default();
    Quoted {
        name: table.text(row, "speaker").to_owned(),
        quotations: grouped(count("quotations")),
        words: grouped(count("words")),
        documents: grouped(count("documents")),
        width: Percent(100.0 * count("words") / largest),
        found: grouped(count("exact") + count("edited") + count("retranslated")),
    }
}

/// The documents with turns, those that are quoted most first; and how many more there are.
fn matrices(table: &Table) -> (Vec<Matrix>, usize) {
    let mut of_source: BTreeMap<&str, Vec<&Vec<Cell>>> = BTreeMap::new();
    for row in &table.rows {
        of_source.entry(table.text(row, "source_document")).or_default().push(row);
    }
    let mut matrices: Vec<Matrix> =
        of_source.into_iter().map(|(path, rows)| matrix(table, path, &rows)).collect();
    matrices
        .sort_by_key(|matrix| std::cmp::Reverse(matrix.rows.iter().map(|row| row.quotations).sum::<u64>()));
    let more = matrices.len().saturating_sub(SOURCES);
    matrices.truncate(SOURCES);
    (matrices, more)
}

/// The turns that answer, or are quoted, by the documents that quote.
fn matrix(table: &Table, path: &str, rows: &[&Vec<Cell>]) -> Matrix {
    let is_shown =
        |row: &[Cell]| table.text(row, "role") != "questioner" || !table.text(row, "quoted_by").is_empty();
    let mut heads: Vec<TurnHead> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_shown(row)) {
        let number = table.text(row, "turn");
        if places.contains_key(number) {
            continue;
        }
        places.insert(number, heads.len());
        let number = if number.is_empty() { "\u{2013}" } else { number };
        let title = format!("{}: {}", table.text(row, "speaker"), table.text(row, "beginning"));
        heads.push(TurnHead { number: number.to_owned(), title });
    }
    let mut by: BTreeMap<&str, Vec<MatrixCell>> = BTreeMap::new();
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    let mut is_quoted = vec![false; heads.len()];
    for row in rows {
        let (quoting, turn) = (table.text(row, "quoted_by"), table.text(row, "turn"));
        let Some(&place) = places.get(turn).filter(|_| !quoting.is_empty()) else { continue };
        let cells = by.entry(quoting).or_insert_with(|| vec![MatrixCell::default(); heads.len()]);
        let number = |column: &str| table.number(row, column).unwrap_or_default();
        cells[place] = MatrixCell {
            class: shade(number("words_quoted")).to_owned(),
            quotations: table.text(row, "quotations").to_owned(),
            title: format!(
                "{} words of {}: {} exact, {} edited, {} in other words",
                table.text(row, "words_quoted"),
                table.text(row, "tokens"),
                table.text(row, "exact"),
                table.text(row, "edited"),
                table.text(row, "retranslated"),
            ),
        };
        *sums.entry(quoting).or_default() += number("quotations") as u64;
        is_quoted[place] = true;
    }
    let more = heads.len().saturating_sub(TURNS);
    heads.truncate(TURNS);
    let rows = by.into_iter().map(|(quoting, mut cells)| {
        cells.truncate(TURNS);
        MatrixRow {
            path: quoting.to_owned(),
            cells,
            quotations: sums.get(quoting).copied().unwrap_or_default(),
        }
    });
    Matrix {
        path: path.to_owned(),
        turns: heads,
        rows: rows.collect(),
        quoted: is_quoted.into_iter().filter(|is_quoted| *is_quoted).count(),
        more,
    }
}

/// The shade of a cell: a fragment, a sentence, a few, many.
fn shade(words: f64) -> &'static str {
    match words {
        words if words < 10.0 => "q1",
        words if words < 30.0 => "q2",
        words if words < 90.0 => "q3",
        _ => "q4",
    }
}

fn changed(table: &Table, row: &[Cell]) -> Changed {
    let turn = table.text(row, "source_turn");
    let turn = if turn.is_empty() { String::new() } else { format!(", turn {turn}") };
    Changed {
        verdict: if table.text(row, "verdict") == "edited" { "edited" } else { "in other words" }.to_owned(),
        path: table.text(row, "path").to_owned(),
        speaker: table.text(row, "quoted_speaker").to_owned(),
        source: format!("{}{turn}", table.text(row, "source_document")),
        parts: edit_parts(table.text(row, "edits")),
        flags: table.text(row, "flags").replace(' ', ", ").replace('_', " "),
    }
}

/// The parts of `we have [-no-] {+every+} intention`.
fn edit_parts(edits: &str) -> Vec<EditPart> {
    let mut parts = Vec::new();
    let mut push = |kind, words: &str| {
        if !words.trim().is_empty() {
            parts.push(EditPart { kind, words: words.trim().to_owned() });
        }
    };
    let mut rest = edits;
    while let Some((start, kind, end_mark)) = [("[-", "left_out", "-]"), ("{+", "added", "+}")]
        .into_iter()
        .filter_map(|(mark, kind, end)| rest.find(mark).map(|start| (start, kind, end)))
        .min()
    {
        push("both", rest.get(..start).unwrap_or_default());
        let inner = rest.get(start + 2..).unwrap_or_default();
        // A text that was cut has no end mark.
        let end = inner.find(end_mark).unwrap_or(inner.len());
        push(kind, inner.get(..end).unwrap_or_default());
        rest = inner.get(end + end_mark.len()..).unwrap_or_default();
    }
    push("both", rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::{EditPart, edit_parts};

    #[test]
    fn edits_are_parted() {
        let parts = |edits: &str| -> Vec<(&str, String)> {
            edit_parts(edits).into_iter().map(|EditPart { kind, words }| (kind, words)).collect()
        };
        assert_eq!(
            parts("we have [-no-] {+every+} intention"),
            [
                ("both", "we have".to_owned()),
                ("left_out", "no".to_owned()),
                ("added", "every".to_owned()),
                ("both", "intention".to_owned()),
            ]
        );
        assert_eq!(parts("{+a b\u{2026}"), [("added", "a b\u{2026}".to_owned())]);
        assert_eq!(parts(""), []);
    }
}

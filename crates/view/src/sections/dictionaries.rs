//! How often the keys of dictionaries are found, in all documents and in their parts: a point and its interval for each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scale::{Percent, Scale, shown};
use crate::{Cell, Table, Tables, ViewError};

/// So many dictionaries, keys of each, and values of a level are shown.
const MOST_DICTIONARIES: usize = 6;
const MOST_KEYS: usize = 24;
const MOST_VALUES: usize = 16;
/// By what parts are formed, the first that there is: what the person has named comes before what is guessed.
const LEVELS: [&str; 5] = ["group", "source", "genre", "speaker", "period"];
/// An axis is at most so many times as long as its largest rate: wider intervals end at it.
const LONGEST: f64 = 2.5;

#[derive(Serialize)]
pub(crate) struct Dictionaries {
    pub(crate) dictionaries: Vec<DictionaryPicture>,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct DictionaryPicture {
    pub(crate) name: String,
    /// By what the parts are formed; empty where there are none.
    pub(crate) level: String,
    /// All documents, a line for each key; then a chart for each key, a line for each part.
    pub(crate) charts: Vec<Chart>,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) lines: Vec<ChartLine>,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct ChartLine {
    pub(crate) name: String,
    pub(crate) at: Percent,
    pub(crate) low: Percent,
    pub(crate) width: Percent,
    pub(crate) rate: String,
    pub(crate) interval: String,
    pub(crate) count: String,
    pub(crate) documents: String,
}

/// The section; none without dictionaries.
pub(crate) fn section(tables: &Tables) -> Result<Option<Dictionaries>, ViewError> {
    let Some(table) = tables.first_rows("dictionary_groups.csv", usize::MAX)? else { return Ok(None) };
    let mut names: Vec<&str> = Vec::new();
    for row in &table.rows {
        let name = table.text(row, "dictionary");
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    let dictionaries: Vec<DictionaryPicture> =
        names.iter().take(MOST_DICTIONARIES).map(|name| picture(&table, name)).collect();
    let more = names.len().saturating_sub(MOST_DICTIONARIES);
    Ok((!dictionaries.is_empty()).then_some(Dictionaries { dictionaries, more }))
}

fn picture(table: &Table, name: &str) -> DictionaryPicture {
    let own = table.rows.iter().filter(|row| table.text(row, "dictionary") == name);
    let mut levels: BTreeMap<&str, Vec<&Vec<Cell>>> = BTreeMap::new();
    own.for_each(|row| levels.entry(table.text(row, "level")).or_default().push(row));
    let all = levels.get("all").cloned().unwrap_or_default();
    let keys: Vec<&str> = all.iter().map(|row| table.text(row, "key")).collect();
    let mut charts = vec![chart(table, "", "key", &all, MOST_KEYS)];
    let level = LEVELS.into_iter().find(|level| levels.contains_key(level)).unwrap_or_default();
    let parts = levels.get(level).cloned().unwrap_or_default();
    for key in keys.iter().take(MOST_KEYS) {
        let of_key: Vec<&Vec<Cell>> =
            parts.iter().copied().filter(|row| table.text(row, "key") == *key).collect();
        let is_found = of_key.iter().any(|row| table.number(row, "count").is_some_and(|count| count > 0.0));
        if is_found {
            charts.push(chart(table, key, "value", &of_key, MOST_VALUES));
        }
    }
    let more = keys.len().saturating_sub(MOST_KEYS);
    DictionaryPicture { name: name.to_owned(), level: level.to_owned(), charts, more }
}

/// The lines of some rows on one axis, which begins at 0.
fn chart(table: &Table, title: &str, name: &str, rows: &[&Vec<Cell>], most: usize) -> Chart {
    let number = |row: &[Cell], column: &str| table.number(row, column).unwrap_or_default();
    let shown_rows = rows.iter().take(most);
    let largest = |column: &str| shown_rows.clone().map(|row| number(row, column)).fold(0.0, f64::max);
    let scale = Scale::between(0.0, largest("per_million_high").min(largest("per_million") * LONGEST));
    let line = |row: &&Vec<Cell>| {
        let [rate, low, high] =
            ["per_million", "per_million_low", "per_million_high"].map(|column| number(row, column));
        let width = scale.place(high) - scale.place(low);
        ChartLine {
            name: table.text(row, name).to_owned(),
            at: scale.percent(rate),
            low: scale.percent(low),
            width: Percent(width),
            rate: shown(rate.round()),
            interval: format!("{} to {}", shown(low.round()), shown(high.round())),
            count: table.text(row, "count").to_owned(),
            documents: format!("{}/{}", table.text(row, "with_key"), table.text(row, "documents")),
        }
    };
    Chart {
        title: title.to_owned(),
        lines: shown_rows.clone().map(line).collect(),
        more: rows.len().saturating_sub(most),
    }
}

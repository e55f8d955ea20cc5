//! Which words are frequent: a dot a word, on an axis of logarithms.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::scale::{Percent, Scale, Tick, shown};
use crate::{Cell, Table, Tables, ViewError};

/// So many words are shown.
const MOST: usize = 30;
/// So many forms of a word are looked for.
const MOST_FORMS: usize = 40;

/// How each counted word is written, by language and stem.
pub(crate) struct Forms(BTreeMap<(String, String), BTreeSet<String>>);

impl Forms {
    /// Reads them for the words of tables that are shown.
    pub(crate) fn of(tables: &Tables, shown: [Option<&Table>; 3]) -> Result<Self, ViewError> {
        let mut wanted: BTreeSet<(String, String)> = BTreeSet::new();
        for table in shown.into_iter().flatten() {
            let column = if table.place("stem").is_some() { "stem" } else { "word" };
            wanted.extend(
                table
                    .rows
                    .iter()
                    .map(|row| (table.text(row, "language").to_owned(), table.text(row, column).to_owned())),
            );
        }
        let mut forms: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let table = tables.read_where("data/forms.csv", |columns, row| {
            let cell = |name: &str| {
                let place = columns.iter().position(|column| column.name == name);
                place
                    .and_then(|place| row.get(place))
                    .map(textmill_report::unguarded)
                    .unwrap_or_default()
                    .into_owned()
            };
            wanted.contains(&(cell("language"), cell("stem")))
        })?;
        if let Some(table) = &table {
            for row in &table.rows {
                let key = (table.text(row, "language").to_owned(), table.text(row, "stem").to_owned());
                forms.entry(key).or_default().insert(table.text(row, "surface").to_owned());
            }
        }
        Ok(Self(forms))
    }

    /// Words in capitals that are terms of their own, as JSON: `["US"]`.
    pub(crate) fn acronyms(tables: &Tables) -> Result<String, ViewError> {
        let table = tables.read_where("data/forms.csv", |columns, row| {
            let place = columns.iter().position(|column| column.name == "term");
            place.and_then(|place| row.get(place)).is_some_and(|term| term.starts_with(char::is_uppercase))
        })?;
        let terms: BTreeSet<&str> =
            table.iter().flat_map(|table| table.rows.iter().map(|row| table.text(row, "term"))).collect();
        Ok(serde_json::to_string(&terms).unwrap_or_else(|_| "[]".to_owned()))
    }

    /// What the search of the page looks for: all spellings of a word, in the letters that they have.
    pub(crate) fn search_for(&self, language: &str, stem: &str, surface: &str) -> String {
        let forms = self.0.get(&(language.to_owned(), stem.to_owned()));
        let forms: Vec<&str> = forms.into_iter().flatten().map(String::as_str).take(MOST_FORMS).collect();
        if forms.is_empty() { surface.to_owned() } else { forms.join(" | ") }
    }
}

#[derive(Serialize)]
pub(crate) struct Words {
    pub(crate) ticks: Vec<Tick>,
    pub(crate) rows: Vec<WordRow>,
}

#[derive(Serialize)]
pub(crate) struct WordRow {
    pub(crate) word: String,
    pub(crate) language: String,
    pub(crate) search: String,
    pub(crate) at: Percent,
    pub(crate) radius: String,
    pub(crate) per_million: String,
    pub(crate) frequency: String,
    pub(crate) documents: String,
}

/// The most frequent words that are no stop words.
pub(crate) fn frequent(tables: &Tables) -> Result<Option<Table>, ViewError> {
    let mut count = 0;
    let table = tables.read_where("frequency.csv", |columns, row| {
        let place = columns.iter().position(|column| column.name == "stop_word");
        let is_wanted = count < MOST && place.and_then(|place| row.get(place)) != Some("true");
        count += usize::from(is_wanted);
        is_wanted
    })?;
    Ok(table.filter(|table| !table.rows.is_empty()))
}

pub(crate) fn section(table: &Table, forms: &Forms) -> Words {
    let rate = |row: &[Cell]| table.number(row, "per_million").unwrap_or_default().max(1e-9);
    let scale = Scale::of(table.rows.iter().map(|row| rate(row).log10()));
    let most =
        table.rows.iter().filter_map(|row| table.number(row, "document_frequency")).fold(1.0, f64::max);
    let row = |row: &Vec<Cell>| {
        let documents = table.number(row, "document_frequency").unwrap_or_default();
        let (language, word) = (table.text(row, "language"), table.text(row, "surface"));
        WordRow {
            word: word.to_owned(),
            language: language.to_owned(),
            search: forms.search_for(language, table.text(row, "stem"), word),
            at: scale.percent(rate(row).log10()),
            // The area says in how many documents it is.
            radius: format!("{:.1}", 2.5 + 4.5 * (documents / most).sqrt()),
            per_million: shown(rate(row)),
            frequency: table.text(row, "frequency").to_owned(),
            documents: table.text(row, "document_frequency").to_owned(),
        }
    };
    Words { ticks: scale.powers_of_ten(), rows: table.rows.iter().map(row).collect() }
}

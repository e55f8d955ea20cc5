//! Which words belong together: neighbours, by log-likelihood, with bars of logDice.

use serde::Serialize;

use super::scale::Percent;
use crate::{Cell, Tables, ViewError, table::field_of};

/// So many pairs are shown.
const MOST: usize = 30;
/// The largest logDice, of a pair of which neither word stands without the other.
const LARGEST: f64 = 14.0;

#[derive(Serialize)]
pub(crate) struct Pairs {
    pub(crate) rows: Vec<PairRow>,
}

#[derive(Serialize)]
pub(crate) struct PairRow {
    pub(crate) pair: String,
    pub(crate) language: String,
    pub(crate) frequency: String,
    pub(crate) documents: String,
    pub(crate) expected: String,
    pub(crate) width: Percent,
    pub(crate) log_dice: String,
}

pub(crate) fn section(tables: &Tables) -> Result<Option<Pairs>, ViewError> {
    let mut count = 0;
    let table = tables.read_where("collocations.csv", |columns, row| {
        let cell = |name: &str| field_of(columns, row, name);
        let is_wanted = count < MOST && cell("kind") == Some("adjacent") && cell("stop_words") == Some("0");
        count += usize::from(is_wanted);
        is_wanted
    })?;
    let Some(table) = table.filter(|table| !table.rows.is_empty()) else { return Ok(None) };
    let row = |row: &Vec<Cell>| {
        let log_dice = table.number(row, "log_dice_log2").unwrap_or_default();
        PairRow {
            pair: format!("{} {}", table.text(row, "first_surface"), table.text(row, "second_surface")),
            language: table.text(row, "language").to_owned(),
            frequency: table.text(row, "frequency").to_owned(),
            documents: table.text(row, "document_frequency").to_owned(),
            expected: format!("{:.1}", table.number(row, "expected").unwrap_or_default()),
            width: Percent((log_dice / LARGEST * 100.0).clamp(0.0, 100.0)),
            log_dice: format!("{log_dice:.1}"),
        }
    };
    Ok(Some(Pairs { rows: table.rows.iter().map(row).collect() }))
}

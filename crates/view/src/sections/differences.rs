//! What sets one part apart from the others: a point and its interval for each word.

use serde::Serialize;

use super::{
    scale::{Percent, Scale, Tick, shown},
    words::Forms,
};
use crate::{Cell, Table, Tables, ViewError, table::field_of};

/// So many words of each direction are shown of a comparison, key or not.
const MOST: usize = 14;
/// So many comparisons are shown.
const MOST_COMPARISONS: usize = 12;
/// An interval without an end reaches so far beyond the point, in powers of two.
const OPEN: f64 = 12.0;
/// No axis is longer than this, in powers of two.
const LONGEST: f64 = 10.0;

#[derive(Serialize)]
pub(crate) struct Differences {
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct Comparison {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) zero: Percent,
    pub(crate) rows: Vec<DifferenceRow>,
    pub(crate) key: usize,
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct DifferenceRow {
    pub(crate) word: String,
    pub(crate) language: String,
    pub(crate) search: String,
    pub(crate) at: Percent,
    pub(crate) low: Percent,
    pub(crate) high: Percent,
    pub(crate) is_open_low: bool,
    pub(crate) is_open_high: bool,
    pub(crate) class: &'static str,
    pub(crate) key: String,
    pub(crate) told: String,
    pub(crate) counts: String,
    pub(crate) rate: String,
    pub(crate) documents: String,
}

/// The rows of the page, of every comparison the key words and the largest differences; and how many comparisons there are.
pub(crate) fn rows(tables: &Tables) -> Result<(Option<Table>, usize), ViewError> {
    let (mut comparison, mut comparisons, mut others, mut stems) = (String::new(), 0, 0, 0);
    let table = tables.read_where("keyness.csv", |columns, row| {
        let cell = |name: &str| field_of(columns, row, name);
        let of_row = cell("comparison").unwrap_or_default();
        if of_row != comparison {
            of_row.clone_into(&mut comparison);
            comparisons += 1;
            (others, stems) = (0, 0);
        }
        let is_key = matches!(cell("key"), Some("positive" | "negative"));
        let is_stop_word = cell("stop_word") == Some("true");
        let is_wanted =
            comparisons <= MOST_COMPARISONS && !is_stop_word && (is_key && stems < 400 || others < MOST);
        stems += usize::from(is_wanted && is_key);
        others += usize::from(is_wanted && !is_key);
        is_wanted
    })?;
    Ok((table.filter(|table| !table.rows.is_empty()), comparisons))
}

pub(crate) fn section(table: &Table, all: usize, forms: &Forms) -> Differences {
    let mut groups: Vec<(String, Vec<&Vec<Cell>>)> = Vec::new();
    for row in &table.rows {
        let name = table.text(row, "comparison");
        match groups.last_mut().filter(|(known, _)| known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name.to_owned(), vec![row])),
        }
    }
    let more = all.saturating_sub(groups.len());
    let comparisons = groups.into_iter().map(|(name, rows)| comparison(table, forms, name, &rows)).collect();
    Differences { comparisons, more }
}

/// What the picture shows, in words.
fn told(point: f64, low: Option<f64>, high: Option<f64>, is_key: bool) -> String {
    let times = |ratio: f64| format!("{} times", shown(ratio.exp2()));
    let bound = |bound: Option<f64>| bound.map_or_else(|| "no bound".to_owned(), times);
    let key = if is_key { "key" } else { "not shown to differ" };
    format!("{} as often, from {} to {}, {key}", times(point), bound(low), bound(high))
}

fn comparison(table: &Table, forms: &Forms, name: String, rows: &[&Vec<Cell>]) -> Comparison {
    let key = |row: &[Cell], wanted: &str| table.text(row, "key") == wanted;
    let positive = rows.iter().filter(|row| key(row, "positive")).take(MOST);
    let negative = rows.iter().filter(|row| key(row, "negative")).take(MOST);
    let mut chosen: Vec<&Vec<Cell>> = positive.chain(negative).copied().collect();
    let keys = rows.iter().filter(|row| key(row, "positive") || key(row, "negative")).count();
    // Where nothing is key, the largest differences are shown all the same, hollow.
    let others = rows.iter().filter(|row| !key(row, "positive") && !key(row, "negative"));
    chosen.extend(others.take(MOST.saturating_sub(chosen.len())).copied());
    let ratio = |row: &[Cell]| table.number(row, "log_ratio").unwrap_or_default();
    chosen.sort_by(|one, other| ratio(other).total_cmp(&ratio(one)));
    let bounds = |row: &[Cell]| {
        let of = |column: &str| table.number(row, column);
        (of("log_ratio_low"), of("log_ratio_high"))
    };
    let ends = chosen.iter().flat_map(|row| {
        let (low, high) = bounds(row);
        [low.unwrap_or(ratio(row)), ratio(row), high.unwrap_or(ratio(row)), 0.0]
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    // The axis holds every point; a longer interval has an arrow.
    let points = chosen
        .iter()
        .map(|row| ratio(row))
        .fold((0.0_f64, 0.0_f64), |(low, high), point| (low.min(point), high.max(point)));
    let scale = Scale::between(
        (low - 0.5).max((-LONGEST).min(points.0 - 0.7)),
        (high + 0.5).min(LONGEST.max(points.1 + 0.7)),
    );
    let row = |row: &&Vec<Cell>| {
        let (low, high) = bounds(row);
        let point = ratio(row);
        let text = |column: &str| table.text(row, column).to_owned();
        let is_key = key(row, "positive") || key(row, "negative");
        DifferenceRow {
            word: text("surface"),
            language: text("language"),
            search: forms.search_for(
                table.text(row, "language"),
                table.text(row, "stem"),
                table.text(row, "surface"),
            ),
            at: scale.percent(point),
            low: scale.percent(low.unwrap_or(point - OPEN)),
            high: scale.percent(high.unwrap_or(point + OPEN)),
            // An end beyond the axis is drawn like none.
            is_open_low: low.is_none_or(|low| !scale.holds(low)),
            is_open_high: high.is_none_or(|high| !scale.holds(high)),
            class: match (is_key, point >= 0.0) {
                (true, true) => "often key",
                (true, false) => "seldom key",
                (false, true) => "often",
                (false, false) => "seldom",
            },
            key: text("key"),
            told: told(point, low, high, is_key),
            counts: format!(
                "{} : {}",
                table.text(row, "target_frequency"),
                table.text(row, "reference_frequency")
            ),
            rate: table
                .number(row, "permutation_fdr")
                .map_or_else(|| "\u{2013}".to_owned(), |rate| format!("{rate:.3}")),
            documents: format!(
                "{}/{} : {}/{}",
                table.text(row, "target_document_frequency"),
                table.text(row, "target_documents"),
                table.text(row, "reference_document_frequency"),
                table.text(row, "reference_documents")
            ),
        }
    };
    Comparison {
        target: name.split_once(": ").map_or(name.as_str(), |(_, target)| target).to_owned(),
        ticks: scale.powers_of_two(),
        zero: scale.percent(0.0),
        rows: chosen.iter().map(row).collect(),
        key: keys,
        more: keys.saturating_sub(chosen.len()),
        name,
    }
}

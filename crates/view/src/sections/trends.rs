//! How words come and go: a small picture a word, with the band of its interval.

use serde::Serialize;

use super::words::Forms;
use crate::{Cell, Table, Tables, ViewError};

/// So many words have a picture.
const MOST: usize = 12;
/// A line needs so many periods with two documents or more.
const FEWEST_PERIODS: usize = 3;
/// The size of a picture.
pub(crate) const WIDTH: f64 = 240.0;
pub(crate) const HEIGHT: f64 = 90.0;

#[derive(Serialize)]
pub(crate) struct Trends {
    pub(crate) pictures: Vec<Picture>,
    pub(crate) reason: String,
    /// How many lines of trends.csv have no picture.
    pub(crate) more: usize,
}

#[derive(Serialize)]
pub(crate) struct Picture {
    pub(crate) word: String,
    pub(crate) language: String,
    pub(crate) search: String,
    pub(crate) band: String,
    pub(crate) lines: Vec<String>,
    pub(crate) points: Vec<Point>,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) most: String,
    pub(crate) description: String,
}

#[derive(Serialize)]
pub(crate) struct Point {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) class: &'static str,
    pub(crate) title: String,
}

/// The lines of all documents.
pub(crate) fn lines(tables: &Tables) -> Result<Option<Table>, ViewError> {
    let table = tables.read_where("trends.csv", |columns, row| {
        let place = columns.iter().position(|column| column.name == "part");
        place.and_then(|place| row.get(place)).is_none_or(str::is_empty)
    })?;
    Ok(table.filter(|table| !table.rows.is_empty()))
}

pub(crate) fn section(table: &Table, forms: &Forms) -> Trends {
    let mut words: Vec<Line<'_>> = Vec::new();
    for row in &table.rows {
        let (language, word) = (table.text(row, "language"), table.text(row, "word"));
        match words.last_mut().filter(|(of_language, known, _)| *of_language == language && *known == word) {
            Some((_, _, rows)) => rows.push(row),
            None => words.push((language, word, vec![row])),
        }
    }
    let documents = |row: &Vec<Cell>| table.number(row, "documents").unwrap_or_default();
    let has_line = words
        .iter()
        .any(|(_, _, rows)| rows.iter().filter(|row| documents(row) >= 2.0).count() >= FEWEST_PERIODS);
    if !has_line {
        let reason = format!(
            "No line is drawn: fewer than {FEWEST_PERIODS} periods have two documents or more, and one document is not a period."
        );
        return Trends { pictures: Vec::new(), reason, more: 0 };
    }
    let more = words.len().saturating_sub(MOST);
    let chosen = from_each_pattern(table, words);
    let pictures = chosen.iter().map(|(language, word, rows)| picture(table, forms, language, word, rows));
    Trends { pictures: pictures.collect(), reason: String::new(), more }
}

/// A line: its language, its word, and its rows.
type Line<'a> = (&'a str, &'a str, Vec<&'a Vec<Cell>>);

/// The lines that have a picture: the first of each pattern, then the second of each, in the order of the table.
fn from_each_pattern<'a>(table: &'a Table, words: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut turns: Vec<(usize, usize, Line<'a>)> = Vec::new();
    for (place, line) in words.into_iter().enumerate() {
        let pattern = line.2.first().map_or("", |row| table.text(row, "pattern"));
        let turn = seen.entry(pattern).or_default();
        turns.push((*turn, place, line));
        *turn += 1;
    }
    turns.sort_by_key(|(turn, place, _)| (*turn, *place));
    turns.truncate(MOST);
    turns.sort_by_key(|(_, place, _)| *place);
    turns.into_iter().map(|(_, _, line)| line).collect()
}

/// Where the periods stand, in steps from the first: one after another, with a step between two that have others between them.
fn places(rows: &[&Vec<Cell>], has_gap: &dyn Fn(&[Cell]) -> bool) -> Vec<usize> {
    let mut next = 0;
    let step = |row: &&Vec<Cell>| {
        next += usize::from(has_gap(row) && next > 0);
        next += 1;
        next - 1
    };
    rows.iter().map(step).collect()
}

fn picture(table: &Table, forms: &Forms, language: &str, word: &str, rows: &[&Vec<Cell>]) -> Picture {
    let of = |row: &[Cell], column: &str| table.number(row, column);
    let tops = rows.iter().filter_map(|row| of(row, "per_million"));
    // A band that is far higher than the line is cut, or the line would be flat.
    let highest = tops.fold(1e-9, f64::max);
    let largest = highest * 1.6;
    let places = places(rows, &|row| of(row, "periods_skipped").unwrap_or_default() > 0.0);
    let length = places.last().copied().unwrap_or_default();
    let x =
        |place: usize| if length == 0 { WIDTH / 2.0 } else { places[place] as f64 / length as f64 * WIDTH };
    let y = |rate: f64| HEIGHT - (rate / largest).min(1.0) * HEIGHT;
    let known: Vec<(usize, &Vec<Cell>)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| of(row, "documents").unwrap_or_default() > 0.0 && of(row, "per_million").is_some())
        .map(|(place, row)| (place, *row))
        .collect();
    // A line goes only from a period to the next one: none over a gap.
    let mut lines: Vec<String> = Vec::new();
    for pair in known.windows(2).filter(|pair| places[pair[1].0] == places[pair[0].0] + 1) {
        let [from, to] = [&pair[0], &pair[1]].map(|(place, row)| {
            format!("{:.1} {:.1}", x(*place), y(of(row, "per_million").unwrap_or_default()))
        });
        lines.push(format!("M{from}L{to}"));
    }
    let band = |(place, row): &(usize, &Vec<Cell>)| {
        let (low, high) = (of(row, "per_million_low")?, of(row, "per_million_high")?);
        let half = (WIDTH / (length + 1) as f64 * 0.4).clamp(1.5, 9.0);
        let (left, right) = (x(*place) - half, x(*place) + half);
        // One that goes on above the picture ends in a point.
        let top = if high > largest {
            format!("M{left:.1} 0L{:.1} -6L{right:.1} 0", x(*place))
        } else {
            format!("M{left:.1} {:.1}H{right:.1}", y(high))
        };
        Some(format!("{top}V{:.1}H{left:.1}Z", y(low)))
    };
    let point = |(place, row): &(usize, &Vec<Cell>)| {
        let rate = of(row, "per_million").unwrap_or_default();
        let documents = of(row, "documents").unwrap_or_default();
        Point {
            x: format!("{:.1}", x(*place)),
            y: format!("{:.1}", y(rate)),
            class: if documents >= 2.0 { "point" } else { "point one" },
            title: format!(
                "{}: {} per million, {} to {}; {documents:.0} documents",
                table.text(row, "period"),
                super::scale::shown(rate),
                of(row, "per_million_low").map_or_else(|| "?".to_owned(), super::scale::shown),
                of(row, "per_million_high").map_or_else(|| "?".to_owned(), super::scale::shown),
            ),
        }
    };
    let of_first = |column: &str| rows.first().map_or("", |row| table.text(row, column)).to_owned();
    let surface = of_first("surface");
    let name = if surface.is_empty() { of_first("pattern") } else { surface };
    Picture {
        search: forms.search_for(language, word, &name),
        description: known.iter().map(|one| point(one).title).collect::<Vec<_>>().join("; "),
        band: known.iter().filter_map(band).collect::<String>(),
        lines,
        points: known.iter().map(point).collect(),
        first: of_first("period"),
        last: rows.last().map_or("", |row| table.text(row, "period")).to_owned(),
        most: super::scale::shown(highest),
        language: language.to_owned(),
        word: name,
    }
}

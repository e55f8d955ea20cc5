//! What it is about: a card a topic.

use serde::Serialize;

use super::scale::{Percent, Scale};
use crate::{Cell, Table, Tables, ViewError};

/// So many words of a topic have a bar.
const WORDS: usize = 8;
/// So many groups are compared.
const GROUPS: usize = 8;

#[derive(Serialize)]
pub(crate) struct Topics {
    pub(crate) cards: Vec<Card>,
    pub(crate) unstable: Vec<String>,
    pub(crate) shown_share: String,
    pub(crate) has_groups: bool,
}

#[derive(Serialize)]
pub(crate) struct Card {
    pub(crate) number: String,
    pub(crate) label: String,
    pub(crate) share: String,
    pub(crate) stability: String,
    pub(crate) stability_width: Percent,
    pub(crate) passages: String,
    pub(crate) words: Vec<WordBar>,
    pub(crate) groups: Vec<GroupLine>,
    pub(crate) more_groups: usize,
    pub(crate) sentence: String,
    pub(crate) speaker: String,
    pub(crate) path: String,
}

#[derive(Serialize)]
pub(crate) struct WordBar {
    pub(crate) word: String,
    pub(crate) width: Percent,
}

#[derive(Serialize)]
pub(crate) struct GroupLine {
    pub(crate) name: String,
    pub(crate) at: Percent,
    pub(crate) low: Percent,
    pub(crate) width: Percent,
    pub(crate) share: String,
    pub(crate) interval: String,
}

pub(crate) fn section(tables: &Tables) -> Result<Option<Topics>, ViewError> {
    let Some(topics) = tables.first_rows("topics.csv", 200)?.filter(|table| !table.rows.is_empty()) else {
        return Ok(None);
    };
    let words = tables.read_where("data/topic_terms.csv", |columns, row| {
        let place = columns.iter().position(|column| column.name == "rank");
        place.and_then(|place| row.get(place)?.parse::<usize>().ok()).is_some_and(|rank| rank <= WORDS)
    })?;
    let groups = tables.read_where("data/topic_groups.csv", |_, row| row.get(0) == Some("group"))?;
    let passages = tables.first_rows("data/topic_passages.csv", 5000)?;
    let is_unstable = |row: &Vec<Cell>| topics.text(row, "status") == "unstable";
    let shown: f64 = topics
        .rows
        .iter()
        .filter(|row| !is_unstable(row))
        .filter_map(|row| topics.number(row, "prevalence"))
        .sum();
    let card = |row: &Vec<Cell>| {
        let number = topics.text(row, "topic").to_owned();
        let of_topic = |table: &Option<Table>| -> Vec<Vec<Cell>> {
            let rows = table
                .iter()
                .flat_map(|table| table.rows.iter().filter(|row| table.text(row, "topic") == number));
            rows.cloned().collect()
        };
        let stability = topics.number(row, "stability");
        let best = of_topic(&passages).into_iter().next();
        let of_best = |column: &str| {
            let cell =
                passages.as_ref().zip(best.as_ref()).map(|(table, row)| table.text(row, column).to_owned());
            cell.unwrap_or_default()
        };
        let of_groups = of_topic(&groups);
        Card {
            more_groups: of_groups.len().saturating_sub(GROUPS),
            label: topics.text(row, "label").to_owned(),
            share: format!("{:.0}", 100.0 * topics.number(row, "prevalence").unwrap_or_default()),
            stability: stability.map_or_else(String::new, |stability| format!("{stability:.2}")),
            stability_width: Percent(100.0 * stability.unwrap_or_default().clamp(0.0, 1.0)),
            passages: topics.text(row, "passages").to_owned(),
            words: words.as_ref().map(|table| word_bars(table, &of_topic(&words))).unwrap_or_default(),
            groups: groups.as_ref().map(|table| group_lines(table, &of_groups)).unwrap_or_default(),
            sentence: of_best("sentence"),
            speaker: of_best("speaker"),
            path: of_best("path"),
            number,
        }
    };
    Ok(Some(Topics {
        cards: topics.rows.iter().filter(|row| !is_unstable(row)).map(card).collect(),
        unstable: topics
            .rows
            .iter()
            .filter(|row| is_unstable(row))
            .map(|row| topics.text(row, "topic").to_owned())
            .collect(),
        has_groups: groups.as_ref().is_some_and(|table| !table.rows.is_empty()),
        shown_share: format!("{:.0}", 100.0 * shown),
    }))
}

fn word_bars(table: &Table, rows: &[Vec<Cell>]) -> Vec<WordBar> {
    let probability = |row: &Vec<Cell>| table.number(row, "probability").unwrap_or_default();
    let largest = rows.iter().map(probability).fold(1e-12, f64::max);
    let bar = |row: &Vec<Cell>| WordBar {
        word: table.text(row, "surface").to_owned(),
        width: Percent(100.0 * probability(row) / largest),
    };
    rows.iter().map(bar).collect()
}

fn group_lines(table: &Table, rows: &[Vec<Cell>]) -> Vec<GroupLine> {
    let scale = Scale::between(0.0, 1.0);
    let line = |row: &Vec<Cell>| {
        let of = |column: &str| table.number(row, column);
        let share = of("share")?;
        let (low, high) = (of("low").unwrap_or(share), of("high").unwrap_or(share));
        Some(GroupLine {
            name: table.text(row, "name").to_owned(),
            at: scale.percent(share),
            low: scale.percent(low),
            width: Percent(scale.place(high) - scale.place(low)),
            share: format!("{:.0}", 100.0 * share),
            interval: if of("low").is_some() {
                format!("{:.0}\u{2013}{:.0}", 100.0 * low, 100.0 * high)
            } else {
                String::new()
            },
        })
    };
    rows.iter().filter_map(line).take(GROUPS).collect()
}

//! What was read, and who speaks: a bar a document, in the colours of its kinds of segments.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scale::Percent;
use crate::{Tables, ViewError};

/// So many documents have a bar.
const MOST: usize = 40;
/// So many speakers are named.
const MOST_SPEAKERS: usize = 12;

/// The kinds with a colour of their own, in the order of the bars; all others share the last one.
const KINDS: [&str; 7] = ["statement", "answer", "question", "entry", "paragraph", "quotation", "comment"];

#[derive(Serialize)]
pub(crate) struct Documents {
    pub(crate) bars: Vec<Bar>,
    pub(crate) more: u64,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) speakers: Vec<Speaker>,
}

#[derive(Serialize)]
pub(crate) struct Bar {
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) date: String,
    pub(crate) genre: String,
    pub(crate) group: String,
    pub(crate) tokens: String,
    pub(crate) left_out: String,
    pub(crate) parts: Vec<Part>,
    pub(crate) flags: String,
}

#[derive(Serialize)]
pub(crate) struct Part {
    pub(crate) at: Percent,
    pub(crate) width: Percent,
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) tokens: u64,
}

#[derive(Serialize)]
pub(crate) struct Kind {
    pub(crate) name: String,
    pub(crate) class: String,
}

#[derive(Serialize)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) documents: String,
    pub(crate) turns: String,
    pub(crate) tokens: String,
    pub(crate) width: Percent,
    pub(crate) share: String,
}

/// The place of a kind among those with colours.
fn place_of(kind: &str, is_counted: bool) -> usize {
    if !is_counted {
        return KINDS.len() + 1;
    }
    KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len())
}

fn name_of(place: usize) -> &'static str {
    match place {
        _ if place == KINDS.len() => "other",
        _ if place > KINDS.len() => "left out of every count",
        _ => KINDS[place],
    }
}

pub(crate) fn section(tables: &Tables) -> Result<Option<Documents>, ViewError> {
    let Some(documents) = tables.first_rows("documents.csv", MOST)? else { return Ok(None) };
    let mut kinds: BTreeMap<(String, usize), u64> = BTreeMap::new();
    let segments = tables.read_where("data/segments.csv", |_, row| {
        row.get(0).and_then(|number| number.parse::<usize>().ok()).is_some_and(|number| number <= MOST)
    })?;
    if let Some(segments) = &segments {
        for row in &segments.rows {
            let place = place_of(segments.text(row, "kind"), segments.text(row, "counted") == "true");
            let tokens = segments.number(row, "tokens").unwrap_or_default() as u64;
            *kinds.entry((segments.text(row, "document").to_owned(), place)).or_default() += tokens;
        }
    }
    let size = |row: &[crate::Cell]| {
        documents.number(row, "tokens").unwrap_or_default()
            + documents.number(row, "excluded_tokens").unwrap_or_default()
    };
    let longest = documents.rows.iter().map(|row| size(row)).fold(1.0, f64::max);
    let mut used = vec![false; KINDS.len() + 2];
    let mut bars = Vec::new();
    for row in &documents.rows {
        let number = documents.text(row, "document").to_owned();
        let (mut at, mut parts) = (0.0, Vec::new());
        for (place, used) in used.iter_mut().enumerate() {
            let Some(&tokens) = kinds.get(&(number.clone(), place)).filter(|tokens| **tokens > 0) else {
                continue;
            };
            let width = tokens as f64 / longest * 100.0;
            parts.push(Part {
                at: Percent(at),
                width: Percent(width),
                class: format!("kind{place}"),
                name: name_of(place).to_owned(),
                tokens,
            });
            at += width;
            *used = true;
        }
        let title = documents.text(row, "title");
        let path = documents.text(row, "path");
        let copies = ["duplicate_of", "near_duplicate_of"].map(|name| documents.text(row, name));
        bars.push(Bar {
            title: if title.is_empty() { path } else { title }.to_owned(),
            path: path.to_owned(),
            date: documents.text(row, "date").to_owned(),
            genre: documents.text(row, "genre").to_owned(),
            group: documents.text(row, "group").to_owned(),
            tokens: crate::numbers::grouped(documents.number(row, "tokens").unwrap_or_default()),
            left_out: documents.text(row, "excluded_tokens").to_owned(),
            parts,
            flags: copies
                .iter()
                .find(|copy| !copy.is_empty())
                .map_or_else(String::new, |copy| format!("repeats document {copy}")),
        });
    }
    let kinds = used.iter().enumerate().filter(|(_, used)| **used);
    let kinds =
        kinds.map(|(place, _)| Kind { name: name_of(place).to_owned(), class: format!("kind{place}") });
    Ok(Some(Documents { bars, more: documents.more, kinds: kinds.collect(), speakers: speakers(tables)? }))
}

fn speakers(tables: &Tables) -> Result<Vec<Speaker>, ViewError> {
    let Some(table) = tables.first_rows("speakers.csv", MOST_SPEAKERS)? else { return Ok(Vec::new()) };
    let largest = table.rows.iter().filter_map(|row| table.number(row, "tokens")).fold(1.0, f64::max);
    let row = |row: &Vec<crate::Cell>| {
        let tokens = table.number(row, "tokens").unwrap_or_default();
        let share = 100.0 * table.number(row, "share").unwrap_or_default();
        Speaker {
            name: table.text(row, "speaker").to_owned(),
            role: table.text(row, "role").to_owned(),
            documents: table.text(row, "documents").to_owned(),
            turns: table.text(row, "turns").to_owned(),
            tokens: crate::numbers::grouped(tokens),
            width: Percent(tokens / largest * 100.0),
            share: format!("{share:.1}"),
        }
    };
    Ok(table.rows.iter().map(row).collect())
}

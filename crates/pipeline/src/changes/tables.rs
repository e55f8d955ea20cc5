//! The rows of tables of two sets.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use textmill_report::{Text, reports::ChangeRow};
use textmill_view::{Cell, Tables};

use crate::RunError;

use super::{Change, ChangedPart, Changes, files::Renamed};

/// A table whose rows can be told apart by some of their cells.
pub(super) struct ComparedTable {
    file: &'static str,
    /// The columns that tell its rows apart.
    key: &'static [&'static str],
    /// The columns of which a difference makes a changed row.
    facts: &'static [&'static str],
    /// The columns that are shown with them. They differ also where nothing of the row has changed: shares of another total, for example.
    measures: &'static [&'static str],
    order: Order,
}

/// In which order the rows are: the largest differences first.
#[derive(Clone, Copy)]
enum Order {
    /// By the difference of a number.
    Number(&'static str),
    /// By how far a rate has moved in standard errors of its counts: that a rare word has doubled says more than that a common one has
    /// one place less in ten thousand. Of rates p with counts n: |p' − p| / √(p²/n + p'²/n').
    Rate { count: &'static str, rate: &'static str },
    /// By the difference of the roots of a likelihood ratio with a sign, which are in standard errors too.
    Root(&'static str),
}

/// The tables that are compared. The numbers of documents and topics are those of one run: tables with nothing else are not among them.
pub(super) const COMPARED: &[ComparedTable] = &[
    ComparedTable {
        file: "documents.csv",
        key: &["path"],
        facts: &[
            "title",
            "date",
            "source",
            "genre",
            "group",
            "language",
            "segments",
            "sentences",
            "tokens",
            "excluded_tokens",
        ],
        measures: &[],
        order: Order::Number("tokens"),
    },
    ComparedTable {
        file: "speakers.csv",
        key: &["speaker", "role"],
        facts: &["documents", "turns", "tokens"],
        measures: &["share"],
        order: Order::Number("tokens"),
    },
    ComparedTable {
        file: "frequency.csv",
        key: &["language", "stem"],
        facts: &["frequency", "document_frequency"],
        measures: &["per_million"],
        order: Order::Rate { count: "frequency", rate: "per_million" },
    },
    ComparedTable {
        file: "words_by_group.csv",
        key: &["level", "value", "language", "stem"],
        facts: &["frequency", "document_frequency"],
        measures: &["per_million"],
        order: Order::Rate { count: "frequency", rate: "per_million" },
    },
    ComparedTable {
        file: "keyness.csv",
        key: &["comparison", "language", "stem"],
        facts: &["key", "target_frequency", "reference_frequency"],
        measures: &["log_ratio", "log_likelihood", "q"],
        order: Order::Root("log_likelihood"),
    },
    ComparedTable {
        file: "collocations.csv",
        key: &["kind", "language", "first", "second"],
        facts: &["frequency"],
        measures: &["log_likelihood", "npmi"],
        order: Order::Root("log_likelihood"),
    },
    ComparedTable {
        file: "dictionary_groups.csv",
        key: &["dictionary", "key", "level", "value"],
        facts: &["count", "negated", "tokens"],
        measures: &["per_million"],
        order: Order::Rate { count: "count", rate: "per_million" },
    },
    ComparedTable {
        file: "trends.csv",
        key: &["language", "pattern", "word", "part", "period"],
        facts: &["frequency", "tokens"],
        measures: &["per_million"],
        order: Order::Rate { count: "frequency", rate: "per_million" },
    },
];

/// The cells of a row that are compared, by the place of their column among the facts and measures.
type Cells = Vec<Cell>;
/// What tells a row apart: its key, and how many rows before it have the same key.
type Key = (Vec<String>, u32);

impl ComparedTable {
    /// Adds what is different between the rows of the table in two sets, if both have it.
    pub(super) fn compare(
        &self,
        old: &Tables,
        new: &Tables,
        renamed: &Renamed,
        changes: &mut Changes,
    ) -> Result<(), RunError> {
        let (old, new) = rayon::join(|| self.rows(old), || self.rows(new));
        let (Some(mut old), Some(new)) = (old?, new?) else { return Ok(()) };
        let renamed_rows = self.rename(&mut old, renamed);
        let mut part = ChangedPart::new(self.name());
        let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        let mut found: Vec<(f64, Vec<ChangeRow>)> = Vec::new();
        for key in keys {
            let (was, is) = (old.get(key), new.get(key));
            let old_path = renamed_rows.get(key);
            let Some(change) = self.change(was, is, old_path.is_some()) else {
                part.same += 1;
                continue;
            };
            part.add(change);
            let mut rows = self.rows_of(key, change, was, is);
            if let Some(path) = old_path {
                rows.insert(
                    0,
                    self.row(key, change, "path", &Cell::Text(path.clone()), &Cell::Text(shown(key))),
                );
            }
            found.push((self.distance(was, is), rows));
        }
        found.sort_by(|(one, _), (other, _)| other.partial_cmp(one).unwrap_or(Ordering::Equal));
        changes.rows.extend(found.into_iter().flat_map(|(_, rows)| rows));
        changes.parts.push(part);
        Ok(())
    }

    /// The file of the table.
    pub(super) fn file(&self) -> &'static str {
        self.file
    }

    /// The name of the table.
    pub(super) fn name(&self) -> &'static str {
        self.file.trim_end_matches(".csv")
    }

    fn compared(&self) -> impl Iterator<Item = &'static str> {
        self.facts.iter().chain(self.measures).copied()
    }

    /// The rows by their keys; `None` without the table.
    fn rows(&self, tables: &Tables) -> Result<Option<BTreeMap<Key, Cells>>, RunError> {
        let mut rows: BTreeMap<Key, Cells> = BTreeMap::new();
        let names: Vec<&str> = self.key.iter().copied().chain(self.compared()).collect();
        let is_there = tables.each_cells(self.file, &names, |mut cells| {
            let compared = cells.split_off(self.key.len());
            let mut key = (cells.iter().map(|cell| cell.shown().to_owned()).collect(), 0);
            while rows.contains_key(&key) {
                key.1 += 1;
            }
            rows.insert(key, compared);
        })?;
        Ok(is_there.then_some(rows))
    }

    /// Gives the rows of renamed files their new path. Returns the old ones, by the new keys.
    fn rename(&self, rows: &mut BTreeMap<Key, Cells>, renamed: &Renamed) -> BTreeMap<Key, String> {
        let mut old_paths = BTreeMap::new();
        if self.key != ["path"] {
            return old_paths;
        }
        let moved: Vec<(Key, Key)> = rows
            .keys()
            .filter_map(|key| {
                let path = renamed.new_path(key.0.first()?)?;
                Some((key.clone(), (vec![path], key.1)))
            })
            .collect();
        // Two files may have exchanged their names: all leave before any arrives.
        let moved: Vec<(Key, Key, Cells)> = moved
            .into_iter()
            .filter_map(|(old, new)| rows.remove(&old).map(|cells| (old, new, cells)))
            .collect();
        for (old, new, cells) in moved {
            old_paths.insert(new.clone(), shown(&old));
            rows.insert(new, cells);
        }
        old_paths
    }

    /// What is different; `None` if nothing is.
    fn change(&self, was: Option<&Cells>, is: Option<&Cells>, is_renamed: bool) -> Option<Change> {
        let (Some(was), Some(is)) = (was, is) else { return Some(Change::of(was.is_some(), is.is_some())) };
        let has_changed =
            was.iter().zip(is).take(self.facts.len()).any(|(was, is)| was.shown() != is.shown());
        match (is_renamed, has_changed) {
            (true, _) => Some(Change::Renamed),
            (false, true) => Some(Change::Changed),
            (false, false) => None,
        }
    }

    /// A row for each cell that differs.
    fn rows_of(&self, key: &Key, change: Change, was: Option<&Cells>, is: Option<&Cells>) -> Vec<ChangeRow> {
        let cell = |cells: Option<&Cells>, place: usize| {
            cells.and_then(|cells| cells.get(place)).cloned().unwrap_or(Cell::Missing)
        };
        let rows = self.compared().enumerate().filter_map(|(place, column)| {
            let (was, is) = (cell(was, place), cell(is, place));
            (was.shown() != is.shown()).then(|| self.row(key, change, column, &was, &is))
        });
        rows.collect()
    }

    fn row(&self, key: &Key, change: Change, column: &str, was: &Cell, is: &Cell) -> ChangeRow {
        let difference = was.number().zip(is.number()).map(|(was, is)| is - was);
        ChangeRow {
            table: self.name().into(),
            change: change.name().into(),
            row: shown(key).into(),
            column: column.into(),
            old: Text::from(was.shown()),
            new: Text::from(is.shown()),
            difference: difference.map(Into::into),
        }
    }

    /// How far apart two rows are, by what orders them; a missing number counts as 0.
    fn distance(&self, was: Option<&Cells>, is: Option<&Cells>) -> f64 {
        let number = |cells: Option<&Cells>, name: &str| {
            let place = self.compared().position(|column| column == name);
            let number = place.and_then(|place| cells?.get(place)?.number());
            number.filter(|number| number.is_finite()).unwrap_or(0.0)
        };
        let both = |name: &str| [was, is].map(|cells| number(cells, name));
        let ([one, other], scale) = match self.order {
            Order::Number(name) => (both(name), 1.0),
            Order::Root(name) => (both(name).map(|ratio| ratio.abs().sqrt().copysign(ratio)), 1.0),
            Order::Rate { count, rate } => {
                let (rates, counts) = (both(rate), both(count));
                let variance =
                    |(rate, count): (f64, f64)| if count > 0.0 { rate * rate / count } else { 0.0 };
                let variance: f64 = rates.into_iter().zip(counts).map(variance).sum();
                (rates, if variance > 0.0 { variance.sqrt() } else { 1.0 })
            }
        };
        (other - one).abs() / scale
    }
}

/// A key for a person.
fn shown(key: &Key) -> String {
    let parts: Vec<&str> = key.0.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" \u{b7} ")
}

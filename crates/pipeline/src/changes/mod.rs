//! What is different between two sets of reports.
//!
//! - `settings`: the version, the configuration, the files of settings, by the two manifests;
//! - `files`: the files that were read, and the files of the two sets;
//! - `tables`: the rows of the tables, by the cells that tell them apart.

mod files;
mod settings;
mod tables;

use std::{fs, path::Path};

use textmill_report::{MANIFEST, Manifest, reports::ChangeRow};
use textmill_view::Tables;

use crate::RunError;

use files::{Renamed, files_read, reports};

/// What is different between two sets of reports.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// A row for each difference: settings first, then files, then the tables, each with the largest differences first.
    pub rows: Vec<ChangeRow>,
    /// How much is different in each part that was compared.
    pub parts: Vec<ChangedPart>,
}

/// How much is different in a table, or in another part of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedPart {
    /// Its name, as in [`ChangeRow::table`].
    pub name: String,
    /// How many rows are the same.
    pub same: u64,
    /// How many differ.
    pub changed: u64,
    /// How many are only in the new set.
    pub added: u64,
    /// How many are only in the old set.
    pub removed: u64,
    /// How many have another path.
    pub renamed: u64,
}

impl ChangedPart {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    fn add(&mut self, change: Change) {
        let count = match change {
            Change::Changed => &mut self.changed,
            Change::Added => &mut self.added,
            Change::Removed => &mut self.removed,
            Change::Renamed => &mut self.renamed,
        };
        *count += 1;
    }

    /// Whether nothing is different.
    pub fn is_same(&self) -> bool {
        self.changed + self.added + self.removed + self.renamed == 0
    }
}

/// How a row differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Changed,
    Added,
    Removed,
    Renamed,
}

impl Change {
    fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
        }
    }

    /// What one of two things, or both, says of them.
    fn of(has_old: bool, has_new: bool) -> Self {
        match (has_old, has_new) {
            (false, _) => Self::Added,
            (true, false) => Self::Removed,
            (true, true) => Self::Changed,
        }
    }
}

/// Compares two sets of reports: what they were made with, of which files, and the tables that have rows that can be told apart.
///
/// # Errors
///
/// One of the folders holds no reports, or a table cannot be read.
pub fn changes(old: &Path, new: &Path) -> Result<Changes, RunError> {
    let (old_manifest, new_manifest) = (manifest_of(old)?, manifest_of(new)?);
    let (old, new) = (Tables::of(old)?, Tables::of(new)?);
    let mut changes = Changes::default();
    settings::compare(&old_manifest, &new_manifest, &mut changes);
    let renamed: Renamed = files_read(&old_manifest.inputs, &new_manifest.inputs, &mut changes);
    for table in tables::COMPARED {
        match unchanged_rows(table.file(), &old_manifest, &new_manifest) {
            Some(rows) => changes.parts.push(ChangedPart { same: rows, ..ChangedPart::new(table.name()) }),
            None => table.compare(&old, &new, &renamed, &mut changes)?,
        }
    }
    reports(&old_manifest.outputs, &new_manifest.outputs, &mut changes);
    Ok(changes)
}

/// How many rows a table has that is the same file in two sets.
fn unchanged_rows(file: &str, old: &Manifest, new: &Manifest) -> Option<u64> {
    let record = |manifest: &Manifest| manifest.outputs.iter().find(|output| output.file == file).cloned();
    let (old, new) = (record(old)?, record(new)?);
    (old.sha256 == new.sha256).then_some(new.rows)
}

fn manifest_of(folder: &Path) -> Result<Manifest, RunError> {
    let path = folder.join(MANIFEST);
    let unreadable = |source| RunError::Manifest { path: path.clone(), source };
    let content = fs::read(&path).map_err(unreadable)?;
    serde_json::from_slice(&content).map_err(|error| unreadable(error.into()))
}

/// A row of a difference between two texts.
fn text_row(table: &str, change: Change, row: &str, column: &str, old: &str, new: &str) -> ChangeRow {
    ChangeRow {
        table: table.into(),
        change: change.name().into(),
        row: row.into(),
        column: column.into(),
        old: old.into(),
        new: new.into(),
        difference: None,
    }
}

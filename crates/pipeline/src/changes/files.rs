//! The files that were read for two sets, and the files of the sets.

use std::collections::{BTreeMap, BTreeSet};

use textmill_report::{InputRecord, OutputRecord};

use super::{Change, ChangedPart, Changes, text_row};

const FILES: &str = "files";
const REPORTS: &str = "reports";
/// Of a file, the hash of its content is compared.
const CONTENT: &str = "sha256";

/// The old paths of files that have another one now, with the new ones.
#[derive(Debug, Default)]
pub(super) struct Renamed(BTreeMap<String, String>);

impl Renamed {
    /// What a path is now: that of a renamed file, or of a document in one.
    pub(super) fn new_path(&self, path: &str) -> Option<String> {
        if let Some(new) = self.0.get(path) {
            return Some(new.clone());
        }
        // A document in a file has the path of the file and a place in it.
        let ends = path.match_indices('/').map(|(end, _)| end);
        ends.rev().find_map(|end| {
            let (file, place) = path.split_at(end);
            self.0.get(file).map(|new| format!("{new}{place}"))
        })
    }
}

/// Adds what is different between the files that were read. A file that is gone and one that is new are one renamed file if they have the
/// same content and no other file has it.
pub(super) fn files_read(old: &[InputRecord], new: &[InputRecord], changes: &mut Changes) -> Renamed {
    let mut part = ChangedPart::new(FILES);
    let (before, after) = (by_path(old), by_path(new));
    let renamed = renamed(&before, &after);
    let new_names: BTreeSet<&str> = renamed.0.values().map(String::as_str).collect();
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    for path in paths {
        let (was, is) = (before.get(path).copied(), after.get(path).copied());
        if let Some(new_path) = renamed.0.get(path) {
            part.add(Change::Renamed);
            changes.rows.push(text_row(FILES, Change::Renamed, path, "path", path, new_path));
            continue;
        }
        if new_names.contains(path) {
            continue;
        }
        if was == is {
            part.same += 1;
            continue;
        }
        add(&mut part, Change::of(was.is_some(), is.is_some()), path, was, is, changes);
    }
    changes.parts.push(part);
    renamed
}

/// Adds which files of the sets are different: also those whose rows are not compared.
pub(super) fn reports(old: &[OutputRecord], new: &[OutputRecord], changes: &mut Changes) {
    let hashes = |outputs: &'_ [OutputRecord]| -> BTreeMap<String, String> {
        outputs.iter().map(|output| (output.file.clone(), output.sha256.clone())).collect()
    };
    let (before, after) = (hashes(old), hashes(new));
    let mut part = ChangedPart::new(REPORTS);
    let files: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for file in files {
        let (was, is) = (before.get(file).map(String::as_str), after.get(file).map(String::as_str));
        if was == is {
            part.same += 1;
            continue;
        }
        add(&mut part, Change::of(was.is_some(), is.is_some()), file, was, is, changes);
    }
    changes.parts.push(part);
}

fn add(
    part: &mut ChangedPart,
    change: Change,
    path: &str,
    was: Option<&str>,
    is: Option<&str>,
    changes: &mut Changes,
) {
    part.add(change);
    let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
    changes.rows.push(text_row(&part.name, change, path, CONTENT, was, is));
}

fn by_path(records: &[InputRecord]) -> BTreeMap<&str, &str> {
    records.iter().map(|record| (record.path.as_str(), record.sha256.as_str())).collect()
}

/// The files that have another path: one of the old and one of the new have the content, and neither path is in both.
fn renamed(old: &BTreeMap<&str, &str>, new: &BTreeMap<&str, &str>) -> Renamed {
    let gone = only_one_of(old.iter().filter(|(path, _)| !new.contains_key(*path)));
    let came = only_one_of(new.iter().filter(|(path, _)| !old.contains_key(*path)));
    let pairs =
        gone.into_iter().filter_map(|(hash, path)| Some((path.to_owned(), came.get(hash)?.to_string())));
    Renamed(pairs.collect())
}

/// The paths by the hash of the content, where only one has it.
fn only_one_of<'a>(files: impl Iterator<Item = (&'a &'a str, &'a &'a str)>) -> BTreeMap<&'a str, &'a str> {
    let mut paths: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    files.for_each(|(path, hash)| paths.entry(hash).or_default().push(path));
    paths
        .into_iter()
        .filter_map(|(hash, paths)| <[&str; 1]>::try_from(paths).ok().map(|[path]| (hash, path)))
        .collect()
}

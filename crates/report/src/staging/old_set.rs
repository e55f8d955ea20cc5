//! Which files of the output folder belong to the set that is there, and which of them somebody has edited.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::{Component, Path},
    time::SystemTime,
};

use rayon::prelude::*;
use textmill_ingest::DigestWriter;

use crate::{
    OutputRecord, ReportError,
    manifest::{MANIFEST, OldManifest},
};

/// The set that is in the output folder, by its manifest and by what its files hold.
#[derive(Debug, Default)]
pub(super) struct OldSet {
    /// Files of which the manifest is true: they may go.
    files: BTreeMap<String, Option<Stamp>>,
    /// Files that have the name of a report, and are no longer what was written: they are the person's now.
    edited: BTreeSet<String>,
}

/// By what a change of a file can be seen without reading it.
type Stamp = (u64, Option<SystemTime>);

impl OldSet {
    /// The set of which the manifest is in a folder. `names` are those that files of a set may have.
    ///
    /// A name in a manifest alone gives no right to a file: its bytes must be those that were written.
    pub(super) fn of(folder: &Path, names: &BTreeSet<String>) -> Result<Self, ReportError> {
        let path = folder.join(MANIFEST);
        // Opened, a pipe of that name would wait for its writer.
        if !is_plain_file(&path) {
            return Ok(Self::default());
        }
        let text =
            fs::read_to_string(&path).map_err(|source| ReportError::Write { path: path.clone(), source })?;
        let manifest: OldManifest =
            serde_json::from_str(&text).map_err(|source| ReportError::BadManifest { path, source })?;
        let records = manifest.outputs.into_iter().filter(|record| is_inside(&record.file));
        let records: Vec<OutputRecord> =
            records.filter(|record| is_plain_file(&folder.join(&record.file))).collect();
        let stamps: Vec<(bool, Option<Stamp>)> =
            records.par_iter().map(|record| as_written(folder, record)).collect();
        let mut set = Self::default();
        for (record, (is_as_written, stamp)) in records.into_iter().zip(stamps) {
            if is_as_written {
                set.files.insert(record.file, stamp);
            } else if names.contains(&record.file) {
                set.edited.insert(record.file);
            }
        }
        set.files.insert(MANIFEST.to_owned(), None);
        Ok(set)
    }

    /// Whether there is a set.
    pub(super) fn is_there(&self) -> bool {
        !self.files.is_empty()
    }

    /// The files of the set, edited ones too.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.edited).map(String::as_str)
    }

    /// Whether a file belongs to the set, edited or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name) || self.edited.contains(name)
    }

    /// The files that somebody has edited, also since the set was looked at.
    pub(super) fn edited(&mut self, folder: &Path) -> BTreeSet<String> {
        let changed = self.files.iter().filter(|(name, stamp)| {
            let now = fs::symlink_metadata(folder.join(name)).ok().map(|found| stamp_of(&found));
            stamp.is_some() && now.is_some() && now != **stamp
        });
        let changed: Vec<String> = changed.map(|(name, _)| name.clone()).collect();
        self.edited.extend(changed);
        self.edited.clone()
    }
}

/// Whether a file is what a manifest says, and by what a later change will be seen.
fn as_written(folder: &Path, record: &OutputRecord) -> (bool, Option<Stamp>) {
    let path = folder.join(&record.file);
    let stamp = fs::symlink_metadata(&path).ok().map(|found| stamp_of(&found));
    let has_size = stamp.is_some_and(|(bytes, _)| bytes == record.bytes);
    (has_size && hash_of(&path).is_ok_and(|hash| hash == record.sha256), stamp)
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut writer = DigestWriter::new(io::sink());
    io::copy(&mut io::BufReader::with_capacity(1 << 18, File::open(path)?), &mut writer)?;
    Ok(writer.finish().1.sha256)
}

fn stamp_of(found: &fs::Metadata) -> Stamp {
    (found.len(), found.modified().ok())
}

fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether a name leads to a place below the folder.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

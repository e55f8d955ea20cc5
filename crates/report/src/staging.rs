//! A folder that takes the place of another in one step.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::{
    ReportError,
    manifest::{MANIFEST, OldManifest},
};

/// Held by the run that writes to the staging folder.
const LOCK: &str = ".lock";

/// The folder in which a new set grows, beside the one that it will replace.
///
/// Dropped without [`Staging::replace_target`], it is removed and the old set stays. What a killed run left behind is
/// removed by the next one.
#[derive(Debug)]
pub(crate) struct Staging {
    target: PathBuf,
    folder: PathBuf,
    /// Files of the old set: not carried over.
    old_files: BTreeSet<String>,
    _lock: File,
}

impl Staging {
    /// Makes the staging folder for a target folder, which need not exist yet.
    ///
    /// `names` are the files that a set may hold: none of them may be in the target unless its manifest accounts for it.
    pub(crate) fn begin(target: &Path, names: &[&str]) -> Result<Self, ReportError> {
        let target = resolve(target)?;
        let folder = staging_path(&target);
        recover(&target, &folder).map_err(|source| write_error(&target, source))?;
        fs::create_dir_all(&folder).map_err(|source| write_error(&folder, source))?;
        let lock_path = folder.join(LOCK);
        let lock = File::create(&lock_path).map_err(|source| write_error(&lock_path, source))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ReportError::Busy { path: target }),
            Err(TryLockError::Error(source)) => return Err(write_error(&lock_path, source)),
        }
        // From here on, dropping `staging` removes the folder.
        let mut staging = Self { old_files: BTreeSet::new(), target, folder, _lock: lock };
        staging.clear()?;
        staging.old_files = old_files(&staging.target, names)?;
        Ok(staging)
    }

    /// Where to write a file of the new set.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts the new set in the place of the old one. Files of the target that belong to no set come along.
    pub(crate) fn replace_target(self) -> Result<(), ReportError> {
        let lock_path = self.folder.join(LOCK);
        if self.target.exists() {
            carry_over(&self.target, &self.folder, &self.old_files)?;
        }
        fs::remove_file(&lock_path).map_err(|source| write_error(&lock_path, source))?;
        sync_folder(&self.folder)?;
        if self.target.exists() {
            exchange(&self.folder, &self.target)
        } else {
            fs::rename(&self.folder, &self.target)
        }
        .map_err(|source| write_error(&self.target, source))?;
        sync_folder(self.target.parent().unwrap_or(Path::new(".")))
        // Dropping `self` removes the folder, which now holds the old set.
    }

    /// Empties the folder of what a killed run left.
    fn clear(&self) -> Result<(), ReportError> {
        let remove = |entry: io::Result<fs::DirEntry>| -> io::Result<()> {
            let entry = entry?;
            match entry.file_type()? {
                _ if entry.file_name() == LOCK => Ok(()),
                kind if kind.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            }
        };
        let cleared = fs::read_dir(&self.folder).and_then(|mut entries| entries.try_for_each(remove));
        cleared.map_err(|source| write_error(&self.folder, source))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done about a failure: the next run clears the folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn write_error(path: &Path, source: io::Error) -> ReportError {
    ReportError::Write { path: path.to_owned(), source }
}

/// The target as an absolute path without links, so that the staging folder lies on the same file system.
fn resolve(target: &Path) -> Result<PathBuf, ReportError> {
    match fs::metadata(target) {
        Ok(metadata) if !metadata.is_dir() => {
            return Err(ReportError::NotAFolder { path: target.to_owned() });
        }
        Ok(_) => return fs::canonicalize(target).map_err(|source| write_error(target, source)),
        Err(_) => {}
    }
    let absolute = std::path::absolute(target).map_err(|source| write_error(target, source))?;
    if let Some(parent) = absolute.parent() {
        fs::create_dir_all(parent).map_err(|source| write_error(parent, source))?;
    }
    Ok(absolute)
}

fn staging_path(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.textmill-staging"))
}

/// The files of the old set, by its manifest.
fn old_files(target: &Path, names: &[&str]) -> Result<BTreeSet<String>, ReportError> {
    let path = target.join(MANIFEST);
    let mut files = BTreeSet::new();
    if path.exists() {
        let text = fs::read_to_string(&path).map_err(|source| write_error(&path, source))?;
        let manifest: OldManifest =
            serde_json::from_str(&text).map_err(|source| ReportError::BadManifest { path, source })?;
        files.extend(manifest.outputs.into_iter().map(|output| output.file));
        files.insert(MANIFEST.to_owned());
    }
    match names.iter().find(|name| !files.contains(**name) && target.join(name).exists()) {
        Some(name) => Err(ReportError::ForeignFile { path: target.join(name) }),
        None => Ok(files),
    }
}

/// Brings what belongs to no set from the old folder to the new one, without taking it out of the old one.
fn carry_over(from: &Path, to: &Path, except: &BTreeSet<String>) -> Result<(), ReportError> {
    let entries = fs::read_dir(from).map_err(|source| write_error(from, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| write_error(from, source))?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| except.contains(name)) {
            continue;
        }
        let (source_path, target_path) = (entry.path(), to.join(&name));
        let kind = entry.file_type().map_err(|source| write_error(&source_path, source))?;
        if kind.is_dir() {
            fs::create_dir(&target_path).map_err(|source| write_error(&target_path, source))?;
            carry_over(&source_path, &target_path, &BTreeSet::new())?;
        } else {
            link_or_copy(&source_path, &target_path).map_err(|source| write_error(&target_path, source))?;
        }
    }
    Ok(())
}

fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

/// Gives two folders each other's name in one step, where the system can; else in two, between which the old set is set
/// aside; the next run finds it there.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            exchange_in_steps(one, other)
        }
        result => Ok(result?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    exchange_in_steps(one, other)
}

fn exchange_in_steps(one: &Path, other: &Path) -> io::Result<()> {
    let aside = aside_path(one);
    fs::rename(other, &aside)?;
    if let Err(error) = fs::rename(one, other) {
        fs::rename(&aside, other)?;
        return Err(error);
    }
    fs::rename(&aside, one)
}

/// Where the old set waits while names are exchanged in two steps.
fn aside_path(staging: &Path) -> PathBuf {
    staging.with_extension("textmill-old")
}

/// Gives the old set its name back, if a run was killed between the two steps.
fn recover(target: &Path, staging: &Path) -> io::Result<()> {
    let aside = aside_path(staging);
    if aside.exists() && !target.exists() { fs::rename(aside, target) } else { Ok(()) }
}

/// Makes the names in a folder last through a power cut.
fn sync_folder(folder: &Path) -> Result<(), ReportError> {
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| write_error(folder, source))?;
    let _ = folder;
    Ok(())
}

//! What a person keeps beside the reports moves on to the folder of the new set.
//!
//! Everything is moved by its name, nothing is copied: links stay links, pipes stay pipes, and owner, times and inode stay what they were.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::attributes::copy_attributes;
use crate::manifest::MANIFEST;

/// What could not be moved, and why.
#[derive(Debug)]
pub(super) struct MoveError {
    pub(super) path: PathBuf,
    pub(super) source: io::Error,
}

impl MoveError {
    fn of(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self { path, source }
    }
}

/// Files that belong to a set, by their paths in the folder, with `/` between their parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Ours(BTreeSet<String>);

impl Ours {
    pub(super) fn new(files: impl IntoIterator<Item = String>) -> Self {
        Self(files.into_iter().collect())
    }

    pub(super) fn add(&mut self, files: impl IntoIterator<Item = String>) {
        self.0.extend(files);
    }

    fn has(&self, path: Option<&str>) -> bool {
        path.is_some_and(|path| self.0.contains(path))
    }

    /// The folders that its files are in, the innermost first.
    fn folders(&self) -> Vec<&str> {
        let parents =
            |file: &'_ String| -> Vec<usize> { file.match_indices('/').map(|(at, _)| at).collect() };
        let all =
            self.0.iter().flat_map(|file| parents(file).into_iter().filter_map(move |at| file.get(..at)));
        let different: BTreeSet<&str> = all.collect();
        different.into_iter().rev().collect()
    }

    /// Removes the files from a folder, then the folders that are empty without them, then the folder itself. What is not ours stays.
    pub(super) fn remove_from(&self, folder: &Path) -> Result<(), MoveError> {
        let inner = self.folders();
        for part in inner.iter().copied().chain([""]) {
            make_writable(&folder.join(part));
        }
        // The manifest last: should we be stopped, it still says which of the files are ours.
        let (manifest, others): (Vec<_>, Vec<_>) = self.0.iter().partition(|file| *file == MANIFEST);
        for file in others.into_iter().chain(manifest) {
            let path = folder.join(file);
            if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
                ignore(fs::remove_file(&path), io::ErrorKind::NotFound).map_err(MoveError::of(&path))?;
            }
        }
        for part in inner.into_iter().chain([""]) {
            let path = folder.join(part);
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
                ignore(fs::remove_dir(&path), io::ErrorKind::DirectoryNotEmpty)
                    .map_err(MoveError::of(&path))?;
            }
        }
        Ok(())
    }
}

/// What happens to a file of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It gets a second name where the system lets it, so that it is in its place all the time; else it moves.
    Link,
    /// It moves. The first name of what has two is removed.
    Move,
}

/// Moves everything but `ours` from one folder to another.
pub(super) fn move_over(from: &Path, to: &Path, ours: &Ours, way: Way) -> Result<(), MoveError> {
    let folders = ours.folders();
    Moving { ours, way, folders: folders.into_iter().collect() }.folder(from, to, Some(""))
}

struct Moving<'a> {
    ours: &'a Ours,
    way: Way,
    folders: BTreeSet<&'a str>,
}

impl Moving<'_> {
    /// Moves what is in a folder. `prefix` is its path in the folder of the set, unless a part of that is no text: no report is there.
    fn folder(&self, from: &Path, to: &Path, prefix: Option<&str>) -> Result<(), MoveError> {
        for entry in fs::read_dir(from).map_err(MoveError::of(from))? {
            let entry = entry.map_err(MoveError::of(from))?;
            let name = entry.file_name();
            let path = prefix.and_then(|prefix| Some(format!("{prefix}{}", name.to_str()?)));
            if self.ours.has(path.as_deref()) {
                continue;
            }
            let (source, target) = (entry.path(), to.join(&name));
            let is_folder = entry.file_type().map_err(MoveError::of(&source))?.is_dir();
            let is_of_set = path.as_deref().is_some_and(|path| self.folders.contains(path));
            if is_folder && (is_of_set || is_real_folder(&target)) {
                self.folder(&source, &target, path.map(|path| path + "/").as_deref())?;
                if self.way == Way::Move && !is_of_set {
                    let _ = fs::remove_dir(&source);
                }
            } else {
                make_folder(from, to).map_err(MoveError::of(to))?;
                self.entry(&source, &target, is_folder).map_err(MoveError::of(&source))?;
            }
        }
        Ok(())
    }

    fn entry(&self, source: &Path, target: &Path, is_folder: bool) -> io::Result<()> {
        if is_folder {
            return rename_folder(source, &free_name(target)?);
        }
        if is_same_file(source, target)? {
            return if self.way == Way::Move { fs::remove_file(source) } else { Ok(()) };
        }
        // What has its name by now stays.
        let target = free_name(target)?;
        if self.way == Way::Link && fs::hard_link(source, &target).is_ok() {
            return Ok(());
        }
        // A file that has vanished need not be brought along.
        ignore(fs::rename(source, &target), io::ErrorKind::NotFound)
    }
}

/// Makes a folder as another one is, if it is not there.
fn make_folder(like: &Path, folder: &Path) -> io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    copy_attributes(like, folder)
}

/// A folder that may not be written to cannot get another parent: it may be written to meanwhile.
fn rename_folder(source: &Path, target: &Path) -> io::Result<()> {
    match fs::rename(source, target) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            let permissions = fs::symlink_metadata(source)?.permissions();
            if !make_writable(source) {
                return Err(error);
            }
            let renamed = fs::rename(source, target);
            let there = if renamed.is_ok() { target } else { source };
            fs::set_permissions(there, permissions).and(renamed)
        }
        renamed => ignore(renamed, io::ErrorKind::NotFound),
    }
}

#[cfg(unix)]
fn make_writable(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    const OWNER: u32 = 0o700;
    let Ok(found) = fs::symlink_metadata(folder) else { return false };
    let mode = found.permissions().mode();
    found.is_dir()
        && (mode & OWNER == OWNER
            || fs::set_permissions(folder, fs::Permissions::from_mode(mode | OWNER)).is_ok())
}

#[cfg(not(unix))]
fn make_writable(_: &Path) -> bool {
    false
}

/// So many names are tried.
const MOST_NAMES: u32 = 100_000;

/// The path, or the first of `NAME-2`, `NAME-3` and so on that nothing has.
///
/// # Errors
///
/// What cannot be looked at may be there, and may not: nothing gets another name for that.
pub(super) fn free_name(path: &Path) -> io::Result<PathBuf> {
    let name = |number: u32| {
        if number == 1 {
            return path.to_owned();
        }
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{number}"));
        if let Some(extension) = path.extension() {
            name.push(".");
            name.push(extension);
        }
        path.with_file_name(name)
    };
    for path in (1..MOST_NAMES).map(name) {
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn ignore(result: io::Result<()>, kind: io::ErrorKind) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        result => result,
    }
}

fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    match (one.symlink_metadata(), other.symlink_metadata()) {
        (Ok(one), Ok(other)) => Ok((one.dev(), one.ino()) == (other.dev(), other.ino())),
        (Err(error), _) | (_, Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(false),
    }
}

/// Without inodes nothing has two names.
#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::free_name;

    #[test]
    fn a_name_is_free_or_the_first_that_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        assert_eq!(free_name(&path).unwrap(), path);
        fs::write(&path, "").unwrap();
        fs::write(folder.path().join("notes-2.txt"), "").unwrap();
        assert_eq!(free_name(&path).unwrap(), folder.path().join("notes-3.txt"));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_looked_at_gets_no_other_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(free_name(&file.join("notes.txt")).is_err());
    }
}

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
    /// Held until the old set is removed. It is a file of its own, in none of the folders that change their names.
    lock: Lock,
}

impl Staging {
    /// Makes the staging folder for a target folder, which need not exist yet.
    ///
    /// `names` are the files that a set may hold: none of them may be in the target unless its manifest accounts for it.
    pub(crate) fn begin(target: &Path, names: &[&str]) -> Result<Self, ReportError> {
        let target = resolve(target)?;
        let folder = beside(&target, "textmill-staging");
        let lock = Lock::take(&target)?;
        recover(&target, &folder).map_err(|source| write_error(&target, source))?;
        remove_left_over(&folder).map_err(|source| write_error(&folder, source))?;
        fs::create_dir(&folder).map_err(|source| write_error(&folder, source))?;
        // From here on, dropping `staging` removes the folder.
        let mut staging = Self { old_files: BTreeSet::new(), target, folder, lock };
        staging.old_files = old_files(&staging.target, names)?;
        Ok(staging)
    }

    /// Where to write a file of the new set.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts the new set in the place of the old one. Files of the target that belong to no set come along.
    pub(crate) fn replace_target(self) -> Result<(), ReportError> {
        let there_is_an_old_set = self.target.exists();
        if there_is_an_old_set {
            carry_over(&self.target, &self.folder, &self.old_files)?;
            copy_permissions(&self.target, &self.folder)?;
        }
        sync_folder(&self.folder)?;
        let replaced = match there_is_an_old_set {
            true => exchange(&self.folder, &self.target),
            false => fs::rename(&self.folder, &self.target),
        };
        replaced.map_err(|source| write_error(&self.target, source))?;
        sync_folder(self.target.parent().unwrap_or(Path::new(".")))?;
        if there_is_an_old_set {
            // What somebody put into the old folder since it was looked at.
            carry_over(&self.folder, &self.target, &self.old_files)?;
        }
        Ok(())
        // Dropping `self` removes the folder, which now holds the old set.
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done about a failure: the next run clears the folder.
        let _ = remove_left_over(&self.folder);
        let _ = fs::remove_file(&self.lock.path);
    }
}

/// Keeps two runs from writing to one output.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(target: &Path) -> Result<Self, ReportError> {
        let path = beside(target, "textmill-lock");
        loop {
            let file = File::create(&path).map_err(|source| write_error(&path, source))?;
            match file.try_lock() {
                Ok(()) if is_still_there(&path, &file) => return Ok(Self { path, _file: file }),
                // Another run has finished and removed the file since we opened it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(ReportError::Busy { path: target.to_owned() }),
                Err(TryLockError::Error(source)) => return Err(write_error(&path, source)),
            }
        }
    }
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(path), file.metadata()) {
        (Ok(named), Ok(open)) => (named.dev(), named.ino()) == (open.dev(), open.ino()),
        _ => false,
    }
}

/// An open file cannot be removed.
#[cfg(not(unix))]
fn is_still_there(path: &Path, _: &File) -> bool {
    path.exists()
}

fn remove_left_over(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn copy_permissions(from: &Path, to: &Path) -> Result<(), ReportError> {
    let copied = fs::metadata(from).and_then(|metadata| fs::set_permissions(to, metadata.permissions()));
    copied.map_err(|source| write_error(to, source))
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
        Ok(_) => {
            let target = fs::canonicalize(target).map_err(|source| write_error(target, source))?;
            return if can_be_replaced(&target) {
                Ok(target)
            } else {
                Err(ReportError::NotReplaceable { path: target })
            };
        }
        // A link that leads nowhere.
        Err(_) if target.is_symlink() => return Err(ReportError::NotAFolder { path: target.to_owned() }),
        Err(_) => {}
    }
    let absolute = std::path::absolute(target).map_err(|source| write_error(target, source))?;
    if let Some(parent) = absolute.parent() {
        fs::create_dir_all(parent).map_err(|source| write_error(parent, source))?;
    }
    Ok(absolute)
}

/// Whether another folder can take a folder's name: not the root, not where a file system is mounted, and not the folder that
/// we or the person's shell work in.
fn can_be_replaced(target: &Path) -> bool {
    let Some(parent) = target.parent() else { return false };
    let is_in_use = std::env::current_dir().is_ok_and(|current| current.starts_with(target));
    !is_in_use && are_on_one_file_system(target, parent)
}

#[cfg(unix)]
fn are_on_one_file_system(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn are_on_one_file_system(_: &Path, _: &Path) -> bool {
    true
}

/// A hidden name beside the target.
fn beside(target: &Path, role: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{role}"))
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

/// Brings what belongs to no set from one folder to another that does not have it, without taking it out of the first.
fn carry_over(from: &Path, to: &Path, except: &BTreeSet<String>) -> Result<(), ReportError> {
    let entries = fs::read_dir(from).map_err(|source| write_error(from, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| write_error(from, source))?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| except.contains(name)) {
            continue;
        }
        let (source_path, target_path) = (entry.path(), to.join(&name));
        if target_path.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            continue;
        }
        let kind = entry.file_type().map_err(|source| write_error(&source_path, source))?;
        if kind.is_dir() {
            fs::create_dir_all(&target_path).map_err(|source| write_error(&target_path, source))?;
            copy_permissions(&source_path, &target_path)?;
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

//! A folder that takes the place of another in one step.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{
    ReportError,
    carry::{CarryError, carry_over, copy_permissions, remove_folder},
    lock::Lock,
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
    /// The folders that files of a set are in.
    inner: BTreeSet<String>,
    /// Held until the old set is removed (fields are dropped after `Drop::drop`). It is a file of its own, in none of the
    /// folders that change their names.
    _lock: Lock,
}

impl Staging {
    /// Makes the staging folder for a target folder, which need not exist yet.
    ///
    /// `names` are the files that a set may hold: none of them may be in the target unless its manifest accounts for it.
    pub(crate) fn begin(target: &Path, names: &[&str]) -> Result<Self, ReportError> {
        let target = resolve(target)?;
        let folder = beside(&target, "textmill-staging");
        let lock = Lock::take(beside(&target, "textmill-lock"), &target)?;
        recover(&target, &folder).map_err(|source| write_error(&target, source))?;
        remove_folder(&folder).map_err(|source| write_error(&folder, source))?;
        fs::create_dir(&folder).map_err(|source| write_error(&folder, source))?;
        // From here on, dropping `staging` removes the folder.
        let inner = names.iter().filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect();
        let mut staging = Self { old_files: BTreeSet::new(), inner, target, folder, _lock: lock };
        staging.old_files = old_files(&staging.target, names)?;
        staging.check_files(names)?;
        staging.check_inner()?;
        Ok(staging)
    }

    /// What stands where a file of a set may be must be a file: a folder would be removed with all that the person has put into it.
    fn check_files(&self, names: &[&str]) -> Result<(), ReportError> {
        let old = self.old_files.iter().map(String::as_str);
        let mut paths = old.chain(names.iter().copied()).map(|name| self.target.join(name));
        let folder = paths.find(|path| fs::symlink_metadata(path).is_ok_and(|found| found.is_dir()));
        folder.map_or(Ok(()), |path| Err(ReportError::ForeignFile { path }))
    }

    /// Folders of a set may be there already, with files of the person beside ours; a file or a link of their name cannot.
    fn check_inner(&self) -> Result<(), ReportError> {
        let taken = self
            .inner
            .iter()
            .map(|name| self.target.join(name))
            .find(|path| fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir()));
        taken.map_or(Ok(()), |path| Err(ReportError::ForeignFile { path }))
    }

    /// Where to write a file of the new set.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Makes a file of the new set.
    pub(crate) fn create(&self, name: &str) -> io::Result<File> {
        let path = self.path_of(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        File::create_new(path)
    }

    /// Where the new set grows.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files of the old set.
    pub(crate) fn old_files(&self) -> &BTreeSet<String> {
        &self.old_files
    }

    /// Puts the new set in the place of the old one. Files of the target that belong to no set come along.
    pub(crate) fn replace_target(self) -> Result<(), ReportError> {
        let there_is_an_old_set = self.target.exists();
        if there_is_an_old_set {
            let failed = |CarryError { path, source }| ReportError::Write { path, source };
            carry_over(&self.target, &self.folder, &self.old_files).map_err(failed)?;
            let copied = copy_permissions(&self.target, &self.folder);
            copied.map_err(|source| write_error(&self.folder, source))?;
        }
        for folder in &self.inner {
            let path = self.folder.join(folder);
            if path.exists() {
                sync_folder(&path)?;
            }
        }
        sync_folder(&self.folder)?;
        let replaced = match there_is_an_old_set {
            true => exchange(&self.folder, &self.target),
            false => fs::rename(&self.folder, &self.target),
        };
        replaced.map_err(|source| write_error(&self.target, source))?;
        sync_folder(self.target.parent().unwrap_or(Path::new(".")))?;
        if there_is_an_old_set { self.carry_over_the_newest() } else { Ok(()) }
        // Dropping `self` removes the folder, which now holds the old set.
    }

    /// Brings along what somebody put into the old folder since it was looked at; if that fails, the old folder is kept.
    fn carry_over_the_newest(&self) -> Result<(), ReportError> {
        carry_over(&self.folder, &self.target, &self.old_files).map_err(|CarryError { source, .. }| {
            let mut name = self.target.file_name().unwrap_or_default().to_owned();
            name.push(".before");
            let kept = self.target.with_file_name(name);
            // Where even that fails, it stays under the name that it has.
            let path = if fs::rename(&self.folder, &kept).is_ok() { kept } else { self.folder.clone() };
            ReportError::NotCarriedOver { path, source }
        })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done about a failure: the next run clears the folder.
        let _ = remove_folder(&self.folder);
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

/// Whether another folder can take a folder's name: not the root, not where another file system is mounted, not what may not be
/// written to, and not the folder that we or the person's shell work in.
fn can_be_replaced(target: &Path) -> bool {
    let Some(parent) = target.parent() else { return false };
    let is_in_use = std::env::current_dir().is_ok_and(|current| current.starts_with(target));
    let is_read_only = fs::metadata(target).is_ok_and(|metadata| metadata.permissions().readonly());
    !is_in_use && !is_read_only && are_on_one_file_system(target, parent)
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
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(role);
    target.with_file_name(name)
}

/// The files of the old set, by its manifest.
fn old_files(target: &Path, names: &[&str]) -> Result<BTreeSet<String>, ReportError> {
    let path = target.join(MANIFEST);
    let mut files = BTreeSet::new();
    // Opened, a pipe of that name would wait for its writer.
    if path.is_file() {
        let text = fs::read_to_string(&path).map_err(|source| write_error(&path, source))?;
        let manifest: OldManifest =
            serde_json::from_str(&text).map_err(|source| ReportError::BadManifest { path, source })?;
        files.extend(manifest.outputs.into_iter().map(|output| output.file));
        files.insert(MANIFEST.to_owned());
    }
    let mut names = [MANIFEST].into_iter().chain(names.iter().copied());
    if let Some(name) = names.find(|name| !files.contains(*name) && target.join(name).exists()) {
        return Err(ReportError::ForeignFile { path: target.join(name) });
    }
    Ok(files)
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

/// Puts in order what a run left that was killed while it exchanged names in two steps: the old set gets its name back, if
/// nothing has it.
fn recover(target: &Path, staging: &Path) -> io::Result<()> {
    let aside = aside_path(staging);
    if target.exists() { remove_folder(&aside) } else { fs::rename(aside, target).or_else(ignore_missing) }
}

fn ignore_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Makes the names in a folder last through a power cut.
fn sync_folder(folder: &Path) -> Result<(), ReportError> {
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| write_error(folder, source))?;
    let _ = folder;
    Ok(())
}

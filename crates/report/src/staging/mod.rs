//! A folder that takes the place of another in one step.
//!
//! The new set grows in a folder beside the old one. When it is whole, what the person keeps beside the old reports moves over, and the two
//! folders exchange their names. Nothing is removed here but files that a run wrote; whatever else a folder holds, in whichever state a run
//! was stopped, moves to the output folder.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{ReportError, lock::Lock, manifest::MANIFEST};

mod attributes;
mod hidden;
mod moving;
mod old_set;

use attributes::{copy_attributes, is_mount};
use hidden::beside;
use moving::{MoveError, Ours, Way, free_name, move_over};
use old_set::OldSet;

/// The folder in which a new set grows, beside the one that it will replace.
///
/// Dropped without [`Staging::replace_target`], it is removed and the old set stays. What a killed run left behind is
/// put in order by the next one.
#[derive(Debug)]
pub(crate) struct Staging {
    target: PathBuf,
    folder: PathBuf,
    old: OldSet,
    /// What may be removed when all is done: files that a run wrote.
    ours: Ours,
    /// The folders that files of a set are in.
    inner: BTreeSet<String>,
    /// The folder holds what could not be moved, and is left to the person.
    is_kept: bool,
    /// Held until the old set is removed (fields are dropped after `Drop::drop`). It is a file of its own, in none of the
    /// folders that change their names.
    _lock: Lock,
}

/// What there is to say of a set that has taken its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Files of the old set that are not in the new one.
    pub removed: Vec<String>,
    /// Reports of the old set that somebody has edited, with the names under which they were kept.
    pub edited: Vec<(String, String)>,
    /// A folder whose names could not be made to last through a power cut.
    pub unsettled: Option<PathBuf>,
}

impl Staging {
    /// Makes the staging folder for a target folder, which need not exist yet.
    ///
    /// `names` are the files that a set may hold: none of them may be in the target unless its manifest accounts for it.
    pub(crate) fn begin(target: &Path, names: &[&str]) -> Result<Self, ReportError> {
        let target = resolve(target)?;
        let folder = beside(&target, "textmill-staging");
        let lock = Lock::take(beside(&target, "textmill-lock"), &target)?;
        let names: BTreeSet<String> = names.iter().map(|&name| name.to_owned()).collect();
        recover(&target, &folder, &names)?;
        let old = OldSet::of(&target, &names)?;
        let inner = names.iter().filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect();
        check_files(&target, &names, &old)?;
        check_inner(&target, &inner)?;
        check_mounts(&target, &inner)?;
        fs::create_dir(&folder).map_err(|source| write_error(&folder, source))?;
        // From here on, dropping `staging` removes the folder.
        let ours = Ours::new(names);
        let staging = Self { target, folder, old, ours, inner, is_kept: false, _lock: lock };
        staging.take_after_target()?;
        Ok(staging)
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
    pub(crate) fn old_files(&self) -> impl Iterator<Item = &str> {
        self.old.files()
    }

    /// Whether there is an old set.
    pub(crate) fn has_old_set(&self) -> bool {
        self.old.is_there()
    }

    /// Puts the new set in the place of the old one. Files of the target that belong to no set come along.
    pub(crate) fn replace_target(mut self) -> Result<Replaced, ReportError> {
        let mut replaced = Replaced::default();
        let there_is_a_folder = self.target.exists();
        if there_is_a_folder {
            replaced.edited = self.keep_edited()?;
            let old = Ours::new(self.old.files().map(ToOwned::to_owned));
            move_over(&self.target, &self.folder, &old, Way::Link).map_err(not_moved)?;
            self.take_after_target()?;
        }
        let inner = self.inner.iter().map(|folder| self.folder.join(folder)).filter(|folder| folder.exists());
        for folder in inner.chain([self.folder.clone()]) {
            sync_folder(&folder).map_err(|source| write_error(&folder, source))?;
        }
        let exchanged = match there_is_a_folder {
            true => exchange(&self.folder, &self.target),
            false => fs::rename(&self.folder, &self.target),
        };
        exchanged.map_err(|source| write_error(&self.target, source))?;
        let parent = self.target.parent().unwrap_or(Path::new("."));
        replaced.unsettled = sync_folder(parent).is_err().then(|| parent.to_owned());
        if there_is_a_folder {
            self.leave_old_set()?;
        }
        Ok(replaced)
    }

    /// Gives the folder, and those in it, what the target's have: before files are made in it, so that they are of its group, and again
    /// at the end.
    fn take_after_target(&self) -> Result<(), ReportError> {
        let inner = self.inner.iter().map(String::as_str);
        for part in inner.chain([""]) {
            let (from, to) = (self.target.join(part), self.folder.join(part));
            if from.exists() && to.exists() {
                copy_attributes(&from, &to).map_err(|source| write_error(&to, source))?;
            }
        }
        Ok(())
    }

    /// Keeps reports that somebody has edited under another name, `keyness.yours.csv` for `keyness.csv`.
    fn keep_edited(&mut self) -> Result<Vec<(String, String)>, ReportError> {
        let mut kept = Vec::new();
        for file in self.old.edited(&self.target) {
            let (from, to) = (self.target.join(&file), name_of_edited(&file));
            // Neither where the person has such a file already.
            let place = self.target.join(&to);
            let place = free_name(&place).map_err(|source| write_error(&place, source))?;
            let name = place
                .strip_prefix(&self.target)
                .unwrap_or(Path::new(&to))
                .to_string_lossy()
                .replace('\\', "/");
            let to = self.folder.join(&name);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(|source| write_error(folder, source))?;
            }
            match fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(|_| ())) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                result => result.map_err(|source| write_error(&to, source))?,
            }
            self.ours.add([name.clone()]);
            kept.push((file, name));
        }
        Ok(kept)
    }

    /// The folder holds the old set now. What somebody put into it at the last moment moves on; if that fails, it stays beside the new one.
    fn leave_old_set(&mut self) -> Result<(), ReportError> {
        // Not what a set may hold: a file of such a name that the old set has not is the person's.
        self.ours = Ours::new(self.old.files().map(ToOwned::to_owned));
        move_over(&self.folder, &self.target, &self.ours, Way::Move).map_err(
            |MoveError { source, .. }| {
                self.is_kept = true;
                let mut name = self.target.file_name().unwrap_or_default().to_owned();
                name.push(".before");
                let kept = free_name(&self.target.with_file_name(name));
                let kept = kept.and_then(|kept| fs::rename(&self.folder, &kept).map(|()| kept));
                // Where even that fails, it stays under the name that it has, and the next run moves what is in it.
                let path = kept.unwrap_or_else(|_| self.folder.clone());
                ReportError::NotCarriedOver { path, source }
            },
        )
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.is_kept || !self.folder.exists() {
            return;
        }
        // Nothing to be done about a failure: the next run puts the folder in order.
        let moved = move_over(&self.folder, &self.target, &self.ours, Way::Move);
        let _ = moved.and_then(|()| self.ours.remove_from(&self.folder));
    }
}

/// `keyness.yours.csv` for `keyness.csv`: a name that programs still open.
fn name_of_edited(file: &str) -> String {
    match file.rsplit_once('.') {
        Some((name, extension)) if !extension.contains('/') => format!("{name}.yours.{extension}"),
        _ => format!("{file}.yours"),
    }
}

fn write_error(path: &Path, source: io::Error) -> ReportError {
    ReportError::Write { path: path.to_owned(), source }
}

fn not_moved(MoveError { path, source }: MoveError) -> ReportError {
    ReportError::NotMoved { path, source }
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
    let is_in_use = std::env::current_dir().is_ok_and(|current| current.starts_with(target));
    let is_read_only = fs::metadata(target).is_ok_and(|metadata| metadata.permissions().readonly());
    target.parent().is_some() && !is_in_use && !is_read_only && !is_mount(target)
}

/// What stands where a file of a set may be must be a file of the old set: nothing else would survive it.
fn check_files(target: &Path, names: &BTreeSet<String>, old: &OldSet) -> Result<(), ReportError> {
    let is_foreign = |name: &str| {
        let found = fs::symlink_metadata(target.join(name));
        found.is_ok_and(|found| !old.has(name) || found.is_dir())
    };
    match [MANIFEST].into_iter().chain(names.iter().map(String::as_str)).find(|name| is_foreign(name)) {
        Some(name) => Err(ReportError::ForeignFile { path: target.join(name) }),
        None => Ok(()),
    }
}

/// Folders of a set may be there already, with files of the person beside ours; a file or a link of their name cannot.
fn check_inner(target: &Path, inner: &BTreeSet<String>) -> Result<(), ReportError> {
    let mut paths = inner.iter().map(|name| target.join(name));
    let taken = paths.find(|path| fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir()));
    taken.map_or(Ok(()), |path| Err(ReportError::ForeignFile { path }))
}

/// What another file system is mounted on cannot move to another folder. (What lies deeper moves with its folder.)
fn check_mounts(target: &Path, inner: &BTreeSet<String>) -> Result<(), ReportError> {
    for part in inner.iter().map(String::as_str).chain([""]) {
        let Ok(entries) = fs::read_dir(target.join(part)) else { continue };
        if let Some(mounted) = entries.flatten().map(|entry| entry.path()).find(|path| is_mount(path)) {
            return Err(ReportError::MountInside { path: mounted });
        }
    }
    Ok(())
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

/// Puts in order what a run left that was killed. An old set that was set aside gets its name back, if nothing has it. From what remains, files
/// of the person move to the target.
fn recover(target: &Path, staging: &Path, names: &BTreeSet<String>) -> Result<(), ReportError> {
    let aside = aside_path(staging);
    if is_real_folder(&aside)? && !target.exists() {
        fs::rename(&aside, target).map_err(|source| write_error(&aside, source))?;
    }
    for left in [&aside, staging] {
        if is_real_folder(left)? {
            // The manifest may be half written: then what is there is known by its names alone.
            let old = OldSet::of(left, names).unwrap_or_default();
            let mut ours = Ours::new(names.iter().cloned().chain([MANIFEST.to_owned()]));
            ours.add(old.files().map(ToOwned::to_owned).collect::<Vec<_>>());
            move_over(left, target, &ours, Way::Move).map_err(not_moved)?;
            ours.remove_from(left)
                .map_err(|MoveError { path, source }| ReportError::Write { path, source })?;
        }
    }
    Ok(())
}

/// Whether there is a folder of a hidden name; what is something else is not ours to follow or to remove.
fn is_real_folder(path: &Path) -> Result<bool, ReportError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => Err(ReportError::ForeignFile { path: path.to_owned() }),
        Err(_) => Ok(false),
    }
}

/// Makes the names in a folder last through a power cut.
fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    let _ = folder;
    Ok(())
}

//! Files of the output folder that belong to no set: they move on to the new one.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// What could not be brought along, and why.
#[derive(Debug)]
pub(crate) struct CarryError {
    pub(crate) path: PathBuf,
    pub(crate) source: io::Error,
}

/// Brings every file of a folder but `except` to another one, without taking it out of the first. A file that is there
/// already stays if it is the same one, and gives way if it is not: the one in `from` is newer then. `except` has paths in the folder,
/// with `/` between their parts.
pub(crate) fn carry_over(from: &Path, to: &Path, except: &BTreeSet<String>) -> Result<(), CarryError> {
    carry_folder(from, to, "", except)
}

/// Does so with what is below `prefix`.
fn carry_folder(from: &Path, to: &Path, prefix: &str, except: &BTreeSet<String>) -> Result<(), CarryError> {
    let problem = |path: &Path| {
        let path = path.to_owned();
        move |source| CarryError { path, source }
    };
    for entry in fs::read_dir(from).map_err(problem(from))? {
        let entry = entry.map_err(problem(from))?;
        let name = entry.file_name();
        let path = name.to_str().map(|name| format!("{prefix}{name}"));
        if path.as_ref().is_some_and(|path| except.contains(path)) {
            continue;
        }
        let (source, target) = (entry.path(), to.join(&name));
        if entry.file_type().map_err(problem(&source))?.is_dir() {
            fs::create_dir_all(&target).map_err(problem(&target))?;
            // What has a name that is no text is no report, nor is what is in it.
            match path {
                Some(path) => carry_folder(&source, &target, &format!("{path}/"), except)?,
                None => carry_folder(&source, &target, "", &BTreeSet::new())?,
            }
            // Last, since they may forbid to put anything there.
            copy_permissions(&source, &target).map_err(problem(&target))?;
        } else if !is_same_file(&source, &target) {
            link(&source, &target).map_err(problem(&target))?;
        }
    }
    Ok(())
}

/// Gives a folder the permissions of another.
pub(crate) fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

/// Removes a folder and all in it, also what its owner may not write to; a folder that is not there is no error.
pub(crate) fn remove_folder(folder: &Path) -> io::Result<()> {
    let removed = fs::remove_dir_all(folder).or_else(|_| {
        make_writable(folder);
        fs::remove_dir_all(folder)
    });
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn make_writable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.for_each(|entry| make_writable(&entry.path()));
}

#[cfg(not(unix))]
fn make_writable(_: &Path) {}

/// Links a file to a name, in the place of what has that name; copies it where it cannot be linked. A file that has vanished
/// need not be brought along.
fn link(source: &Path, target: &Path) -> io::Result<()> {
    if target.symlink_metadata().is_ok() {
        fs::remove_file(target)?;
    }
    match fs::hard_link(source, target).or_else(|_| fs::copy(source, target).map(|_| ())) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (one.symlink_metadata(), other.symlink_metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, other: &Path) -> bool {
    other.exists()
}

//! One run at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::ReportError;

/// Keeps two runs from writing to one output. Dropping it removes its file.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of an output; `path` is its file.
    pub(crate) fn take(path: PathBuf, output: &Path) -> Result<Self, ReportError> {
        loop {
            let problem = |source| ReportError::Write { path: path.clone(), source };
            let file = open(&path).map_err(|source| match fs::symlink_metadata(&path) {
                Ok(found) if !found.is_file() => ReportError::ForeignFile { path: path.clone() },
                _ => problem(source),
            })?;
            if !file.metadata().map_err(problem)?.is_file() {
                return Err(ReportError::ForeignFile { path });
            }
            match file.try_lock() {
                Ok(()) if is_still_there(&path, &file) => return Ok(Self { path, _file: file }),
                // Another run has finished and removed the file since we opened it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(ReportError::Busy { path: output.to_owned() }),
                Err(TryLockError::Error(source)) => return Err(problem(source)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where it cannot be removed, an unlocked file stays, which hinders nobody.
        let _ = fs::remove_file(&self.path);
    }
}

/// Opens the file, or makes it. Others may have put something else there: a link is not followed, a pipe not waited for, and nothing is cut
/// short.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits() as i32);
    }
    options.open(path)
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(path), file.metadata()) {
        (Ok(named), Ok(open)) => (named.dev(), named.ino()) == (open.dev(), open.ino()),
        _ => false,
    }
}

/// An open file cannot be removed.
#[cfg(not(unix))]
fn is_still_there(path: &Path, _: &File) -> bool {
    path.exists()
}

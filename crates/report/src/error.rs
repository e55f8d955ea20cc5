//! Why reports could not be written.

use std::{io, path::PathBuf};

/// Why the set of reports could not be replaced; the old set stays. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A file or folder could not be written.
    #[error("write {}", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The output exists and is not a folder.
    #[error("write reports to {}: it is not a folder", .path.display())]
    NotAFolder {
        /// The output.
        path: PathBuf,
    },
    /// The output cannot be replaced by another folder.
    #[error(
        "write reports to {}: a set is replaced whole, and this folder cannot be, because it is the root, the working \
         directory, above it, read-only, or a mount point; name a folder inside it",
        .path.display()
    )]
    NotReplaceable {
        /// The output.
        path: PathBuf,
    },
    /// The output contains a file with the name of a report that is not in the manifest.
    #[error("replace {}: it was not written by textmill; move it away or choose another output folder", .path.display())]
    ForeignFile {
        /// The file.
        path: PathBuf,
    },
    /// Another run is writing to the same output.
    #[error("write to {}: another run is writing there", .path.display())]
    Busy {
        /// The output.
        path: PathBuf,
    },
    /// The manifest of the old set cannot be understood.
    #[error("read {}, which should say which files belong to the old reports; remove it if it is not theirs", .path.display())]
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// In the output folder, another file system is mounted.
    #[error(
        "write reports to the folder of {}: another file system is mounted there, which cannot move to the new set; name another output \
         folder, or one inside it",
        .path.display()
    )]
    MountInside {
        /// Where it is mounted.
        path: PathBuf,
    },
    /// A file of the person in the output folder could not be moved to the new set. The old set stays.
    #[error(
        "move {}, which is kept beside the reports, to the folder of the new ones; move it away, or name another output folder",
        .path.display()
    )]
    NotMoved {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The new set is in place, but a file of the user that was added to the old folder at the last moment was not
    /// moved.
    #[error("bring along your own files: the new reports are in place, and the old folder is now {}", .path.display())]
    NotCarriedOver {
        /// Where the old folder is.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A row could not be formatted.
    #[error("format a row of {file}")]
    Format {
        /// The report.
        file: &'static str,
        /// What is wrong with it.
        source: crate::CsvError,
    },
}

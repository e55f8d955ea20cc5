//! The account of every file found.

use std::fmt;

use crate::Decoding;

/// Why a file did not become a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reject {
    /// The system did not let us read it.
    Unreadable(String),
    /// It is not a regular file: a pipe, a socket, a device.
    NotRegular,
    /// A symbolic link that leads nowhere.
    DanglingLink,
    /// A symbolic link to a folder: followed, it could lead round in circles.
    LinkToFolder,
    /// The format of its extension is not read.
    UnsupportedFormat(String),
    /// Its bytes are not text.
    Binary(&'static str),
    /// It is larger than spans can address.
    TooLarge,
    /// A record without a text, or that is none.
    BadRecord(String),
    /// An archive inside an archive.
    NestedArchive,
    /// A member of an archive whose name leads out of it.
    LeavesArchive,
    /// A symbolic link in an archive.
    LinkInArchive,
    /// A member of an archive whose name makes another member its folder.
    BelowMember,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(problem) => write!(f, "cannot be read: {problem}"),
            Self::NotRegular => f.write_str("not a regular file"),
            Self::DanglingLink => f.write_str("a symbolic link that leads nowhere"),
            Self::LinkToFolder => f.write_str("a symbolic link to a folder is not followed"),
            Self::UnsupportedFormat(extension) => {
                write!(f, "the format .{extension} is not read; save it as plain text")
            }
            Self::Binary(sign) => write!(f, "not text: {sign}"),
            Self::TooLarge => f.write_str("larger than 4 GiB; split it"),
            Self::BadRecord(problem) => write!(f, "not a document: {problem}"),
            Self::NestedArchive => f.write_str("an archive inside an archive is not read; unpack it"),
            Self::LeavesArchive => f.write_str("its name leads out of the archive"),
            Self::BelowMember => f.write_str("its name makes a folder of another member; unpack the archive"),
            Self::LinkInArchive => f.write_str("a symbolic link in an archive is not followed"),
        }
    }
}

/// What a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a document, decoded like this.
    Document(Decoding),
    /// It holds documents, each with a row of its own.
    Container,
    /// It holds documents, but cannot be read to its end; the documents before that count. The text says why.
    BrokenOff(String),
    /// It could not be used.
    Rejected(Reject),
    /// It is left out on purpose; the text says by which rule.
    Excluded(String),
}

/// One file found, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The path below the input folder, with `/` between its parts.
    pub path: String,
    /// The size of the file in bytes, where it was read.
    pub bytes: Option<u64>,
    /// What it came to.
    pub outcome: Outcome,
}

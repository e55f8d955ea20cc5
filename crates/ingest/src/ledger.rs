//! The account of every file found.

use std::fmt;

use crate::Decoding;

/// Why a file did not become a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reject {
    /// It cannot be read; with the error of the operating system.
    Unreadable(String),
    /// It is not a regular file: a pipe, a socket, a device.
    NotRegular,
    /// It is a symbolic link whose target does not exist.
    DanglingLink,
    /// It is a symbolic link to a folder, which could lead to a cycle.
    LinkToFolder,
    /// The format of its extension is not supported.
    UnsupportedFormat(String),
    /// Its bytes are not text.
    Binary(&'static str),
    /// It is larger than spans can address.
    TooLarge,
    /// It is a record without a text, or not a valid record.
    BadRecord(String),
    /// It is an archive inside an archive.
    NestedArchive,
    /// It is a member of an archive whose name leads out of the archive.
    LeavesArchive,
    /// It is a symbolic link in an archive.
    LinkInArchive,
    /// It is a member of an archive whose name treats another member as a folder.
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
                write!(f, "the format .{extension} is not read; {}", way_to_text(extension))
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

/// How a person makes a text of a file whose format is not read, by its extension.
fn way_to_text(extension: &str) -> &'static str {
    match extension {
        "doc" | "dot" | "wpd" | "wps" | "sxw" | "pages" => {
            "convert it: soffice --headless --convert-to docx FILE"
        }
        "ppt" | "pptx" | "odp" | "key" => "convert it: soffice --headless --convert-to pdf FILE",
        "pdf" => "convert it: pdftotext -layout FILE",
        "xls" | "xlsb" | "xlsx" | "ods" | "numbers" => "save the sheet as CSV UTF-8",
        "rtf" => "convert it: soffice --headless --convert-to odt FILE",
        "epub" | "mobi" | "azw3" | "fb2" => "convert it: ebook-convert FILE FILE.txt",
        "parquet" | "arrow" | "feather" | "orc" => {
            "convert it: duckdb -c \"copy (from 'FILE') to 'FILE.jsonl'\""
        }
        "sqlite" | "db" | "sqlite3" => "export the table: sqlite3 -csv -header FILE 'select * from TABLE'",
        "eml" | "mbox" | "msg" | "mht" | "mhtml" => "save the message as plain text",
        "tar" | "tgz" | "7z" | "rar" | "bz2" | "xz" | "lzma" | "br" | "lz4" => "unpack it",
        "jpg" | "jpeg" | "png" | "tif" | "tiff" | "gif" | "webp" | "djvu" | "heic" => {
            "it is a picture: recognise its text first, as with ocrmypdf or tesseract"
        }
        "mp3" | "mp4" | "wav" | "m4a" | "ogg" | "flac" | "mov" | "avi" | "webm" | "mkv" => {
            "transcribe it with a speech recogniser; its .vtt, .srt or .json is read"
        }
        "geojson" | "yaml" | "yml" | "toml" | "sql" | "log" => {
            "it is data; keep it elsewhere, or name it in input.exclude"
        }
        "rdata" | "rds" | "sav" | "dta" | "feat" => "write the table as CSV in the program that made it",
        _ => "save it as plain text",
    }
}

/// The outcome for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a document; with how it was decoded.
    Document(Decoding),
    /// It contains documents, each with a row of its own.
    Container,
    /// It contains documents, but cannot be read to its end; with the reason. The documents before that count.
    BrokenOff(String),
    /// It could not be used; with the reason.
    Rejected(Reject),
    /// It is left out on purpose; with the rule that leaves it out.
    Excluded(String),
}

/// A file that was found, and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The path below the input folder, with `/` between its parts.
    pub path: String,
    /// The size of the file in bytes, if it was read.
    pub bytes: Option<u64>,
    /// The outcome.
    pub outcome: Outcome,
}

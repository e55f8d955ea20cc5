//! From paths to documents: discovery, reading, decoding, structure, metadata, and the ledger of every file found.
//!
//! In the order of the data: [`discover`] lists the files, [`read`] and [`unpack`] give the bytes of one, [`expand`] the texts of the
//! documents in it, [`segments`] cuts a text into labelled parts, [`MetadataTable`] says what is known of it from outside. What a
//! file came to stands in its [`LedgerRow`].
//!
//! A file that cannot be used is a [`Reject`], a row of the ledger: the run goes on. An [`IngestError`] is a mistake of the
//! whole run, such as a missing folder.

mod error;
mod ledger;

mod discover;
mod pattern;

mod format;
mod read;
mod zstd;

mod archive;
mod lines;
mod records;

mod encodings;
mod mojibake;

mod decode;

mod markup;

mod expand;

mod dates;
mod metadata;

mod structure;

mod genre;
mod repeated;

pub use archive::archive_members;
pub use dates::{document_date, settle_dates};
pub use decode::{Decoded, Decoding, EncodingEvidence, EncodingHint, decode};
pub use discover::{Discovery, FoundFile, discover};
pub use encodings::EncodingRules;
pub use error::IngestError;
pub use expand::{Found, Give, Reading, Source, expand, expand_lines};
pub use format::{Compression, Format, format_of, unpack};
pub use genre::genre;
pub use ledger::{LedgerRow, Outcome, Reject};
pub use lines::LineReader;
pub use metadata::MetadataTable;
pub use pattern::PathPatterns;
pub use read::{open, read};
pub use records::{Record, RecordColumns, json_record, table_records};
pub use repeated::furniture_candidates;
pub use structure::segments;

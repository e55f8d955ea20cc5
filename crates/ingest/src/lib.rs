//! From paths to documents: discovery, reading, decoding, structure, metadata, and the ledger of every file found.
//!
//! In the order of the data: [`discover`](discover()) lists the files, a [`DocumentSource`] opens and unpacks them and
//! decodes the texts of their documents, [`segments`] cuts a text into labelled parts, and a [`MetadataTable`]
//! describes documents from outside. A [`LedgerRow`] records the outcome for each file.
//!
//! A file that cannot be used is a [`Reject`] in its row of the ledger, and the run goes on. An [`IngestError`] ends
//! the run, for example if a folder is missing.

mod error;
mod ledger;

mod discover;
mod pattern;

mod format;
mod read;
mod zstd;

mod allowance;
mod archive;
mod delimiter;
mod lines;
mod press_export;
mod records;
mod zip_parts;

mod digest;

mod code_pages;
mod codec;
mod encodings;
mod guess;
mod mojibake;

mod decode;

mod formats;
mod markup;

mod expand;
mod siblings;
mod source;

mod dates;
mod metadata;

mod characters;
mod phrases;
mod words;

mod structure;

mod genre;
mod repeated;

pub use codec::{CodePageName, Codec};
pub use dates::{DocumentDates, document_dates, settle_dates};
pub use decode::{Decoded, Decoding, EncodingEvidence, EncodingHint, decode};
pub use delimiter::delimiter_of;
pub use digest::{Digest, DigestReader, DigestWriter, digest, digest_of_file};
pub use discover::{Discovery, FoundFile, discover, input_root};
pub use encodings::EncodingRules;
pub use error::IngestError;
pub use expand::{Found, Reading, Source};
#[cfg(feature = "pdf")]
pub use formats::{answer_with_pages, read_pdfs_apart};
pub use genre::genre;
pub use ledger::{LedgerRow, Outcome, Reject};
pub use metadata::MetadataTable;
pub use pattern::PathPatterns;
pub use read::{open, read_bounded};
pub use records::RecordColumns;
pub use repeated::{FurnitureCandidates, furniture_candidates, label_common_lines};
pub use source::{DocumentSource, Item, ReadBuffers};
pub use structure::{AnnouncementClues, announcement_clues, give_to_speaker, segments};

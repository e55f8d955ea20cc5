//! Formats whose content is more than a text: transcripts of recorders, encodings of text, feeds, spreadsheets, mails.
//!
//! Each reader gives a plain text, or records. A transcript's text is lines of `[00:00:04] NAME: …`, or of `>> NAME: …` where no times are
//! known, with a blank line between turns, so that the rules of structure read it like any other.

mod elements;
#[cfg(feature = "html")]
mod epub;
mod feed;
mod json;
mod mail;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod speech_json;
#[cfg(feature = "spreadsheets")]
mod spreadsheet;
mod subtitles;
mod tei;
mod transcript;

#[cfg(feature = "html")]
pub(crate) use epub::epub_record;
pub(crate) use feed::{FeedItem, feed_records, is_feed};
pub(crate) use json::{JsonContent, json_content};
pub(crate) use mail::{mail_record, mails_of_mbox};
#[cfg(feature = "pdf")]
pub(crate) use pdf::pdf_text;
#[cfg(feature = "pdf")]
pub use pdf::{answer_with_pages, read_pdfs_apart};
pub(crate) use rtf::{is_rtf, rtf_record};
#[cfg(feature = "spreadsheets")]
pub(crate) use spreadsheet::sheets;
pub(crate) use subtitles::{is_subtitles, subtitle_text};
pub(crate) use tei::{is_tei, tei_records};

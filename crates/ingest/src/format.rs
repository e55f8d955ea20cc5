//! What the name of a file says of its content.

use crate::{
    Reject,
    formats::{is_feed, is_rtf, is_subtitles, is_tei},
};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One text.
    Text,
    /// A JSON object on each line, each a document.
    JsonLines,
    /// A table with a header, each row a document. The delimiter is a tab, or else guessed.
    Table {
        /// Whether the cells are parted by tabs.
        tabs: bool,
    },
    /// JSON: objects in a list, or one.
    Json,
    /// Subtitles: SubRip or WebVTT.
    Subtitles,
    /// XML: a text in TEI, or a feed.
    Xml,
    /// Rich text.
    Rtf,
    /// A message, or a page that was saved as one.
    Mail,
    /// Several messages.
    Mbox,
    /// A book.
    #[cfg(feature = "html")]
    Epub,
    /// The text layer of PDF.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A workbook, each row of its sheets a document.
    #[cfg(feature = "spreadsheets")]
    Spreadsheet,
    /// Files in an archive of tar.
    Tar,
    /// Files in a ZIP archive.
    Zip,
    /// A page of the web.
    #[cfg(feature = "html")]
    Html,
    /// A document of Word.
    Docx,
    /// A document of LibreOffice and its relatives.
    Odt,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    /// As it is.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// The format that a path claims, and how the file is packed. A file without an extension is taken for text.
///
/// # Errors
///
/// [`Reject::UnsupportedFormat`] for an extension that is not read, [`Reject::NestedArchive`] for an archive that is packed again.
pub(crate) fn format_of(path: &str) -> Result<(Format, Compression), Reject> {
    let (path, compression) = match extension(path).as_deref() {
        Some("gz") => (stem(path), Compression::Gzip),
        Some("tgz") => return Ok((Format::Tar, Compression::Gzip)),
        Some("zst") => (stem(path), Compression::Zstd),
        _ => (path, Compression::None),
    };
    let format = match extension(path).as_deref() {
        None | Some("txt" | "text" | "md" | "markdown") => Format::Text,
        Some("jsonl" | "ndjson" | "jsonlines") => Format::JsonLines,
        Some("json") => Format::Json,
        Some("srt" | "vtt") => Format::Subtitles,
        Some("xml" | "tei" | "rss" | "atom") => Format::Xml,
        Some("csv") => Format::Table { tabs: false },
        Some("tsv" | "tab") => Format::Table { tabs: true },
        #[cfg(feature = "html")]
        Some("html" | "htm" | "xhtml") => Format::Html,
        #[cfg(feature = "html")]
        Some("epub") => Format::Epub,
        #[cfg(feature = "pdf")]
        Some("pdf") => Format::Pdf,
        #[cfg(feature = "spreadsheets")]
        Some("xlsx" | "xlsm" | "xls" | "xlsb" | "ods") => Format::Spreadsheet,
        Some("rtf") => Format::Rtf,
        Some("eml" | "mht" | "mhtml") => Format::Mail,
        Some("mbox") => Format::Mbox,
        Some("tar") => Format::Tar,
        Some("docx" | "docm" | "dotx") => Format::Docx,
        Some("odt" | "ott") => Format::Odt,
        Some("zip") if compression == Compression::None => Format::Zip,
        Some("zip" | "gz" | "zst") => return Err(Reject::NestedArchive),
        Some(other) => return Err(Reject::UnsupportedFormat(other.to_owned())),
    };
    Ok((format, compression))
}

/// The format that the first bytes of what is called a text show, where that is another one.
pub(crate) fn format_of_content(bytes: &[u8]) -> Option<Format> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = &head[..head.len().min(1024)];
    let begins = |start: &[u8]| head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    if is_rtf(head) {
        return Some(Format::Rtf);
    }
    #[cfg(feature = "pdf")]
    if begins(b"%PDF-") {
        return Some(Format::Pdf);
    }
    if begins(b"WEBVTT") {
        return Some(Format::Subtitles);
    }
    #[cfg(feature = "html")]
    if begins(b"<!doctype html") || begins(b"<html") {
        return Some(Format::Html);
    }
    let is_xml = begins(b"<?xml") || begins(b"<TEI") || begins(b"<rss") || begins(b"<feed");
    let text = String::from_utf8_lossy(head);
    #[cfg(feature = "html")]
    if begins(b"<?xml") && text.to_ascii_lowercase().contains("<html") {
        return Some(Format::Html);
    }
    if is_line_of_json(bytes) {
        return Some(Format::JsonLines);
    }
    if is_xml && (is_tei(&text) || is_feed(&text)) {
        return Some(Format::Xml);
    }
    is_subtitles(&text).then_some(Format::Subtitles)
}

/// The longest line of which this is asked.
const LONGEST_JSON_LINE: usize = 1 << 20;

/// Whether the first line of some bytes is an object of JSON.
fn is_line_of_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let end = memchr::memchr(b'\n', &text[..text.len().min(LONGEST_JSON_LINE)]);
    let line = text[..end.unwrap_or(text.len().min(LONGEST_JSON_LINE))].trim_ascii_end();
    let is_object = line.starts_with(b"{\"") && line.ends_with(b"}");
    is_object
        && serde_json::from_slice::<std::collections::BTreeMap<String, serde::de::IgnoredAny>>(line).is_ok()
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// One to nine letters and digits, of which one is a letter, after the last full stop of a name. What follows it in
/// `Dr. Smith interview` or `2031.03.14` is no extension.
fn extension(path: &str) -> Option<String> {
    let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    let is_extension = (1..=9).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_extension.then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Compression, Format, format_of};
    use crate::Reject;

    #[test]
    fn formats_of_names() {
        for (path, format, compression) in [
            ("a/b.TXT", Format::Text, Compression::None),
            ("b", Format::Text, Compression::None),
            ("a.d/b", Format::Text, Compression::None),
            ("Dr. Smith interview", Format::Text, Compression::None),
            ("2031.03.14 press", Format::Text, Compression::None),
            ("2031.03.14", Format::Text, Compression::None),
            ("b.md.gz", Format::Text, Compression::Gzip),
            ("b.jsonl.zst", Format::JsonLines, Compression::Zstd),
            ("b.ndjson", Format::JsonLines, Compression::None),
            ("b.jsonlines", Format::JsonLines, Compression::None),
            ("b.json", Format::Json, Compression::None),
            ("b.srt", Format::Subtitles, Compression::None),
            ("b.tsv", Format::Table { tabs: true }, Compression::None),
            ("b.zip", Format::Zip, Compression::None),
            ("b.docx", Format::Docx, Compression::None),
            ("b.odt.gz", Format::Odt, Compression::Gzip),
        ] {
            assert_eq!(format_of(path), Ok((format, compression)), "{path}");
        }
        assert_eq!(format_of("b.geojson"), Err(Reject::UnsupportedFormat("geojson".to_owned())));
        assert_eq!(format_of("b.mp3"), Err(Reject::UnsupportedFormat("mp3".to_owned())));
        assert_eq!(format_of("b.mp3.gz"), Err(Reject::UnsupportedFormat("mp3".to_owned())));
        assert_eq!(format_of("b.zip.gz"), Err(Reject::NestedArchive));
    }
}

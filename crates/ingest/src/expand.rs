//! The documents in a file: one text, or many records or members.

use std::{io::Read, sync::Arc};

use textmill_corpus::Metadata;

#[cfg(feature = "html")]
use crate::formats::epub_record;
#[cfg(feature = "pdf")]
use crate::formats::pdf_text;
#[cfg(feature = "spreadsheets")]
use crate::formats::sheets;
use crate::{
    Codec, Decoded, Decoding, EncodingHint, EncodingRules, RecordColumns, Reject,
    allowance::Allowance,
    archive::{archive_members, tar_members},
    decode,
    discover::{LOCK_FILE, is_lock_file},
    format::{Compression, Format, format_of, format_of_content},
    formats::{
        FeedItem, JsonContent, feed_records, is_feed, is_tei, json_content, mail_record, mails_of_mbox,
        rtf_record, subtitle_text, tei_records,
    },
    lines::LineReader,
    markup,
    mojibake::{count_mojibake, mend_mojibake},
    press_export::press_articles,
    records::{Record, json_record, metadata_of_values, table_records, table_sample},
    structure::{front_matter, front_matter_values},
    zip_parts::ZipParts,
};

/// How the bytes of files are turned into texts.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The columns or keys of records.
    pub columns: RecordColumns,
    /// The encodings that the user specified.
    pub encodings: EncodingRules,
    /// In which encoding the files beside are: asked for texts that are not UTF-8 and declare nothing.
    pub expected: Option<Codec>,
    /// Whether text that is certainly UTF-8 misread as Windows-1252 is repaired, or only reported.
    pub mends_mojibake: bool,
}

/// The text of a document, and its metadata from the file itself.
#[derive(Debug)]
pub struct Source<'a> {
    /// The text and how it was decoded.
    pub decoded: Decoded<'a>,
    /// The metadata in the record or page.
    pub metadata: Metadata,
    /// Some text of the documents around it, in the same table or the same part of a file of lines: what language they have.
    pub neighbours: Option<Arc<str>>,
}

/// What is found in a file.
#[derive(Debug)]
pub enum Found<'a> {
    /// A document.
    Document(Source<'a>),
    /// A file or member whose records or members are documents.
    Container,
    /// A container that cannot be read to its end, and why; the documents found before that count.
    BrokenOff(String),
    /// Something that is not a document, and why.
    Rejected(Reject),
    /// Something that is left out, and by which rule.
    Excluded(String),
}

/// Takes what is found in a file, with its path.
pub(crate) type Give<'g> = dyn FnMut(String, Found<'_>) + 'g;

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expanded {
    /// A document, which was given.
    Document,
    /// A container, whose documents were given.
    Container,
    /// A container that cannot be read to its end, and why.
    BrokenOff(String),
}

impl Expanded {
    /// What is found at the path of the container; `None` for a document, which was given already.
    pub(crate) fn container(self) -> Option<Found<'static>> {
        match self {
            Self::Document => None,
            Self::Container => Some(Found::Container),
            Self::BrokenOff(reason) => Some(Found::BrokenOff(reason)),
        }
    }
}

/// How many bytes of lines are parsed at a time.
pub(crate) const PIECE_BYTES: usize = 1 << 20;

/// Gives the documents of an unpacked file: the file itself, its records, or the members of the archive and theirs.
///
/// Records have the path of their file, `/` and the number of the line or row in eight figures, so that paths are in the order of
/// the records, and no file can have one. Members have the path of their archive, `/` and their names.
///
/// # Errors
///
/// Why the file is neither a document nor a container.
pub(crate) fn expand(
    path: &str,
    format: Format,
    bytes: &[u8],
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) -> Result<Expanded, Reject> {
    if format != Format::Text {
        return expand_as(path, format, bytes, reading, allowance, give);
    }
    match format_of_content(bytes) {
        // What is called a text and looks like a feed may be broken, or a part of one: then it is a text after all.
        Some(Format::Xml) => expand_xml(path, bytes, reading, give)
            .or_else(|_| expand_as(path, Format::Text, bytes, reading, allowance, give)),
        Some(other) => expand_as(path, other, bytes, reading, allowance, give),
        None => expand_as(path, Format::Text, bytes, reading, allowance, give),
    }
}

/// As [`expand`], with no look at the content.
fn expand_as(
    path: &str,
    format: Format,
    bytes: &[u8],
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) -> Result<Expanded, Reject> {
    match format {
        Format::Json => return expand_json(path, bytes, reading, give),
        Format::Subtitles => {
            let decoded = decode(bytes, reading.hint(path))?;
            let record = Record { text: subtitle_text(&decoded.text)?, metadata: Metadata::default() };
            give(path.to_owned(), Found::Document(reading.record(record, decoded.decoding)));
            return Ok(Expanded::Document);
        }
        Format::Xml => return expand_xml(path, bytes, reading, give),
        Format::Rtf => return give_one(path, rtf_record(bytes)?, Decoding::by_format(), reading, give),
        Format::Mail => {
            return give_one(path, mail_record(bytes, &html_of_mail)?, Decoding::by_format(), reading, give);
        }
        Format::Mbox => {
            for (message, number) in mails_of_mbox(bytes).into_iter().zip(1..) {
                let found = match mail_record(message, &html_of_mail) {
                    Ok(record) => Found::Document(reading.record(record, Decoding::by_format())),
                    Err(reject) => Found::Rejected(reject),
                };
                give(record_path(path, number), found);
            }
        }
        #[cfg(feature = "html")]
        Format::Epub => {
            return give_one(
                path,
                epub_record(&ZipParts::new(bytes, allowance))?,
                Decoding::by_format(),
                reading,
                give,
            );
        }
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let text = pdf_text(bytes, allowance)?;
            // Databases export their articles as PDF too.
            if let Some(articles) = press_articles(&text) {
                give_records(path, articles, &Decoding::by_format(), reading, give);
                return Ok(Expanded::Container);
            }
            let record = Record { text, metadata: Metadata::default() };
            return give_one(path, record, Decoding::by_format(), reading, give);
        }
        #[cfg(feature = "spreadsheets")]
        Format::Spreadsheet => expand_workbook(path, bytes, reading, allowance, give)?,
        Format::Tar => expand_tar(path, bytes, reading, allowance, give)?,
        Format::JsonLines => return expand_line_pieces(path, bytes, reading, give),
        Format::Table { tabs } => expand_table(path, tabs, bytes, reading, give)?,
        Format::Zip => expand_archive(path, bytes, reading, allowance, give)?,
        Format::Text => {
            let decoded = decode(bytes, reading.hint(path))?;
            if let Some(articles) = press_articles(&decoded.text) {
                give_records(path, articles, &decoded.decoding, reading, give);
                return Ok(Expanded::Container);
            }
            let metadata = match front_matter(&decoded.text) {
                Some((matter, _)) => {
                    metadata_of_values(&front_matter_values(matter).collect::<Vec<_>>(), &reading.columns)
                }
                None => Metadata::default(),
            };
            give(path.to_owned(), Found::Document(reading.source(decoded, metadata)));
            return Ok(Expanded::Document);
        }
        #[cfg(feature = "html")]
        Format::Html => {
            let hint = match (reading.hint(path), markup::declared_encoding(bytes)) {
                (EncodingHint::None | EncodingHint::Expected(_), Some(encoding)) => {
                    EncodingHint::Declared(encoding)
                }
                (hint, _) => hint,
            };
            let page = decode(bytes, hint)?;
            if let Some(articles) = markup::press_page(&page.text).and_then(|text| press_articles(&text)) {
                give_records(path, articles, &page.decoding, reading, give);
                return Ok(Expanded::Container);
            }
            give(
                path.to_owned(),
                Found::Document(reading.record(markup::html_page(&page.text)?, page.decoding)),
            );
            return Ok(Expanded::Document);
        }
        Format::Docx | Format::Odt => {
            let text = if format == Format::Docx { markup::docx_text } else { markup::odt_text }(
                &ZipParts::new(bytes, allowance),
            )?;
            let record = Record { text, metadata: Metadata::default() };
            give(path.to_owned(), Found::Document(reading.record(record, Decoding::by_format())));
            return Ok(Expanded::Document);
        }
    }
    Ok(Expanded::Container)
}

fn expand_json(path: &str, bytes: &[u8], reading: &Reading, give: &mut Give<'_>) -> Result<Expanded, Reject> {
    let decoded = decode(bytes, reading.hint(path))?;
    let record = match json_content(&decoded.text, &reading.columns)? {
        JsonContent::Transcript(text) => Record { text, metadata: Metadata::default() },
        JsonContent::Document(record) => record,
        JsonContent::Records(records) => {
            let texts = records.iter().filter_map(|record| Some(record.as_ref().ok()?.text.as_str()));
            let neighbours = neighbours(texts);
            for (record, number) in records.into_iter().zip(1..) {
                let found = match record {
                    Ok(record) => {
                        let source = reading.record(record, decoded.decoding);
                        Found::Document(Source { neighbours: neighbours.clone(), ..source })
                    }
                    Err(reject) => Found::Rejected(reject),
                };
                give(record_path(path, number), found);
            }
            return Ok(Expanded::Container);
        }
    };
    give(path.to_owned(), Found::Document(reading.record(record, decoded.decoding)));
    Ok(Expanded::Document)
}

/// Gives the texts of an XML file: of TEI, or of a feed.
fn expand_xml(path: &str, bytes: &[u8], reading: &Reading, give: &mut Give<'_>) -> Result<Expanded, Reject> {
    let decoded = decode(bytes, reading.hint(path))?;
    let records = if is_tei(&decoded.text) {
        tei_records(&decoded.text)?
    } else if is_feed(&decoded.text) {
        feed_records(&decoded.text)?.into_iter().map(record_of_item).collect()
    } else {
        let problem = "its XML is neither TEI nor a feed (RSS, Atom); save its text as plain text";
        return Err(Reject::Unreadable(problem.to_owned()));
    };
    match <[Record; 1]>::try_from(records) {
        Ok([record]) => {
            give(path.to_owned(), Found::Document(reading.record(record, decoded.decoding)));
            Ok(Expanded::Document)
        }
        Err(records) => {
            give_records(path, records, &decoded.decoding, reading, give);
            Ok(Expanded::Container)
        }
    }
}

/// The document of an item of a feed; its markup is taken off.
fn record_of_item(FeedItem { record, is_html }: FeedItem) -> Record {
    #[cfg(feature = "html")]
    if is_html && let Ok(text) = markup::html_fragment(&record.text) {
        return Record { text, ..record };
    }
    let _ = is_html;
    record
}

/// Gives the one document of a file.
fn give_one(
    path: &str,
    record: Record,
    decoding: Decoding,
    reading: &Reading,
    give: &mut Give<'_>,
) -> Result<Expanded, Reject> {
    give(path.to_owned(), Found::Document(reading.record(record, decoding)));
    Ok(Expanded::Document)
}

/// The text of the page of a message.
fn html_of_mail(html: &str) -> Option<String> {
    #[cfg(feature = "html")]
    return markup::html_fragment(html).ok();
    #[cfg(not(feature = "html"))]
    return None;
}

/// Gives the rows of the sheets that have a column of texts, numbered through all of them.
#[cfg(feature = "spreadsheets")]
fn expand_workbook(
    path: &str,
    bytes: &[u8],
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) -> Result<(), Reject> {
    let (mut row, mut first_problem) = (0, None);
    for sheet in sheets(bytes, allowance)? {
        let sample = table_sample(&sheet, true, &reading.columns);
        let neighbours = neighbours(sample.iter().map(|record| record.text.as_str()));
        let read = table_records(&sheet, true, &reading.columns, |record| {
            row += 1;
            let found = match record {
                Ok(record) => {
                    let source = reading.record(record, Decoding::by_format());
                    Found::Document(Source { neighbours: neighbours.clone(), ..source })
                }
                Err(reject) => Found::Rejected(reject),
            };
            give(record_path(path, row), found);
        });
        if let Err(problem) = read {
            first_problem.get_or_insert(problem);
        }
    }
    match first_problem {
        Some(problem) if row == 0 => Err(problem),
        _ => Ok(()),
    }
}

/// Gives records that were found in a file together, in their order.
fn give_records(
    path: &str,
    records: Vec<Record>,
    decoding: &Decoding,
    reading: &Reading,
    give: &mut Give<'_>,
) {
    let neighbours = neighbours(records.iter().map(|record| record.text.as_str()));
    for (record, number) in records.into_iter().zip(1..) {
        let source = reading.record(record, *decoding);
        let source = Source { neighbours: neighbours.clone(), ..source };
        give(record_path(path, number), Found::Document(source));
    }
}

/// Gives the records of all lines, a piece at a time.
fn expand_line_pieces(
    path: &str,
    source: impl Read,
    reading: &Reading,
    give: &mut Give<'_>,
) -> Result<Expanded, Reject> {
    let (mut lines, mut piece, mut has_given) = (LineReader::new(source), Vec::new(), false);
    loop {
        match lines.next_piece(&mut piece, PIECE_BYTES) {
            Ok(Some(first)) => expand_lines(path, &piece, first, reading, give),
            Ok(None) => return Ok(Expanded::Container),
            Err(error) if has_given => return Ok(Expanded::BrokenOff(error.to_string())),
            Err(error) => return Err(Reject::Unreadable(error.to_string())),
        }
        has_given = true;
    }
}

/// So many bytes of records say which language they have.
const NEIGHBOUR_BYTES: usize = 4096;

/// Some text of records, a line each, if there are several.
fn neighbours<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Arc<str>> {
    let (mut sample, mut count) = (String::new(), 0);
    for text in texts {
        let beginning = &text[..text.floor_char_boundary(NEIGHBOUR_BYTES / 8)];
        sample.extend(beginning.chars().map(|one| if matches!(one, '\n' | '\r') { ' ' } else { one }));
        sample.push('\n');
        count += 1;
        if sample.len() >= NEIGHBOUR_BYTES {
            break;
        }
    }
    (count > 1).then(|| sample.into())
}

/// Gives the records of some lines of a file, of which the first has a number. Blank lines are none.
pub(crate) fn expand_lines(path: &str, lines: &[u8], first: u64, reading: &Reading, give: &mut Give<'_>) {
    let lines = if first == 1 { lines.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(lines) } else { lines };
    let numbered = lines.split(|&byte| byte == b'\n').zip(first..);
    let records: Vec<(u64, Result<Record, Reject>)> = numbered
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .map(|(line, number)| (number, json_record(line, &reading.columns)))
        .collect();
    let neighbours =
        neighbours(records.iter().filter_map(|(_, record)| Some(record.as_ref().ok()?.text.as_str())));
    for (number, record) in records {
        let found = match record {
            Ok(record) => {
                let source = reading.record(record, Decoding::by_format());
                Found::Document(Source { neighbours: neighbours.clone(), ..source })
            }
            Err(reject) => Found::Rejected(reject),
        };
        give(record_path(path, number), found);
    }
}

fn expand_table(
    path: &str,
    tabs: bool,
    bytes: &[u8],
    reading: &Reading,
    give: &mut Give<'_>,
) -> Result<(), Reject> {
    let table = decode(bytes, reading.hint(path))?;
    let sample: Vec<Record> = table_sample(&table.text, tabs, &reading.columns);
    let neighbours = neighbours(sample.iter().map(|record| record.text.as_str()));
    let mut row = 0;
    table_records(&table.text, tabs, &reading.columns, |record| {
        row += 1;
        let found = match record {
            Ok(record) => {
                let replaced = match table.decoding.replaced {
                    0 => 0,
                    _ => record.text.matches('\u{FFFD}').count() as u64,
                };
                let source = reading.record(record, Decoding { replaced, ..table.decoding });
                Found::Document(Source { neighbours: neighbours.clone(), ..source })
            }
            Err(reject) => Found::Rejected(reject),
        };
        give(record_path(path, row), found);
    })
}

fn expand_archive(
    path: &str,
    bytes: &[u8],
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) -> Result<(), Reject> {
    archive_members(bytes, allowance, |name, member| {
        expand_member(path, name, member, reading, allowance, give)
    })
}

fn expand_tar(
    path: &str,
    bytes: &[u8],
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) -> Result<(), Reject> {
    tar_members(bytes, allowance, |name, member| expand_member(path, name, member, reading, allowance, give))
}

/// Gives the documents of a member of an archive.
fn expand_member(
    archive: &str,
    name: &str,
    member: Result<&mut dyn Read, Reject>,
    reading: &Reading,
    allowance: &Allowance,
    give: &mut Give<'_>,
) {
    let path = format!("{archive}/{name}");
    if let Some(rule) = excluded_member(name) {
        give(path, Found::Excluded(rule.to_owned()));
        return;
    }
    let expanded = member.and_then(|member| match format_of(name)? {
        (Format::Zip | Format::Tar, _) => Err(Reject::NestedArchive),
        (Format::JsonLines, Compression::None) => expand_line_pieces(&path, member, reading, give),
        (format, Compression::None) => {
            let mut buffer = Vec::new();
            member.read_to_end(&mut buffer).map_err(|error| Reject::Unreadable(error.to_string()))?;
            expand(&path, format, &buffer, reading, allowance, give)
        }
        _ => Err(Reject::NestedArchive),
    });
    match expanded.map(Expanded::container) {
        Ok(None) => {}
        Ok(Some(container)) => give(path, container),
        Err(reject) => give(path, Found::Rejected(reject)),
    }
}

/// Why a member is left out, as it would be in a folder: a system puts it into archives by itself, and nobody wrote it, or it is hidden.
fn excluded_member(name: &str) -> Option<&'static str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let is_of_system = name.split('/').any(|part| part == "__MACOSX" || part.starts_with("._"))
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini");
    if is_of_system {
        return Some("a file of the system that packed the archive");
    }
    let is_hidden = |part: &str| {
        part.starts_with('.') && !part.trim_start_matches('.').is_empty() && !part.contains('\\')
    };
    if name.split('/').any(is_hidden) {
        return Some("a hidden file");
    }
    is_lock_file(file).then_some(LOCK_FILE)
}

fn record_path(path: &str, number: u64) -> String {
    format!("{path}/{number:08}")
}

impl Reading {
    fn hint(&self, path: &str) -> EncodingHint {
        let configured = self.encodings.of(path).map(EncodingHint::Configured);
        let expected = || self.expected.map(EncodingHint::Expected);
        configured.or_else(expected).unwrap_or_default()
    }

    fn record(&self, Record { text, metadata }: Record, decoding: Decoding) -> Source<'static> {
        self.source(Decoded { text: text.into(), decoding }, metadata)
    }

    fn source<'a>(&self, mut decoded: Decoded<'a>, metadata: Metadata) -> Source<'a> {
        decoded.decoding.mojibake = count_mojibake(&decoded.text);
        if decoded.decoding.mojibake > 0 && self.mends_mojibake {
            decoded.text = mend_mojibake(&decoded.text).into();
            decoded.decoding.is_mended = true;
        }
        Source { decoded, metadata, neighbours: None }
    }
}

#[cfg(test)]
mod tests {
    use super::{Expanded, Found, Reading, expand};
    use crate::{allowance::Allowance, format::Format};

    fn expanded(format: Format, bytes: &[u8]) -> (bool, Vec<(String, String)>) {
        let mut found = Vec::new();
        let expanded =
            expand("f", format, bytes, &Reading::default(), &Allowance::of_file(0), &mut |path, source| {
                let text = match source {
                    Found::Document(source) => source.decoded.text.into_owned(),
                    Found::Container | Found::BrokenOff(_) => "container".to_owned(),
                    Found::Excluded(rule) => rule,
                    Found::Rejected(reject) => {
                        reject.to_string().split(':').next().unwrap_or_default().to_owned()
                    }
                };
                found.push((path, text));
            });
        (expanded.unwrap() == Expanded::Container, found)
    }

    fn pairs(found: &[(&str, &str)]) -> Vec<(String, String)> {
        found.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn documents_of_files() {
        assert_eq!(expanded(Format::Text, b"a"), (false, pairs(&[("f", "a")])));
        let lines = b"\xEF\xBB\xBF{\"text\": \"a\"}\n\n{\"text\": \"b\"}\r\nc";
        let expected = [("f/00000001", "a"), ("f/00000003", "b"), ("f/00000004", "not a document")];
        assert_eq!(expanded(Format::JsonLines, lines), (true, pairs(&expected)));
        let table = "text\nä\nb\n".as_bytes();
        let expected = [("f/00000001", "ä"), ("f/00000002", "b")];
        assert_eq!(expanded(Format::Table { tabs: false }, table), (true, pairs(&expected)));
    }

    #[test]
    fn what_was_misread_is_mended_on_request() {
        let read = |mends_mojibake: bool| {
            let reading = Reading { mends_mojibake, ..Reading::default() };
            let mut found = None;
            expand(
                "f",
                Format::Text,
                "Itâ€™s".as_bytes(),
                &reading,
                &Allowance::of_file(0),
                &mut |_, source| {
                    let Found::Document(source) = source else { return };
                    let decoded = source.decoded;
                    found = Some((
                        decoded.text.into_owned(),
                        decoded.decoding.mojibake,
                        decoded.decoding.is_mended,
                    ));
                },
            )
            .unwrap();
            found.unwrap()
        };
        assert_eq!(read(false), ("Itâ€™s".to_owned(), 1, false));
        assert_eq!(read(true), ("It’s".to_owned(), 1, true));
    }
}

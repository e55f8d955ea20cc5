//! Documents that are records: lines of JSON, rows of a table.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde_json::value::RawValue;
use textmill_corpus::{Language, Metadata};

use crate::{Reject, delimiter::delimiter_of};

/// A document that is a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its text.
    pub text: String,
    /// What else the record says.
    pub metadata: Metadata,
}

/// The names of the columns (of a table) or keys (of an object) that are used. Without a name, the first of the usual
/// names that the record has is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordColumns {
    /// The text; usually `text`, `content`, `body`, `article`, `transcript`, `message` or `comment`.
    pub text: Option<String>,
    /// The title; usually `title` or `headline`.
    pub title: Option<String>,
    /// The day; usually `date`, `published`, `published_at`, `created_at` or `timestamp`.
    pub date: Option<String>,
    /// Who published it; usually `source`, `publisher`, `outlet` or `site`.
    pub source: Option<String>,
    /// What sort of text it is; usually `genre`, `type` or `kind`.
    pub genre: Option<String>,
    /// The group; usually `group`.
    pub group: Option<String>,
    /// The code of the language; usually `language` or `lang`.
    pub language: Option<String>,
    /// Who speaks; usually `speaker`, `speaker_name` or `speakername`.
    pub speaker: Option<String>,
}

/// So much of the name of a column is repeated in a reason.
const NAME_BYTES: usize = 40;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Text,
    Title,
    Date,
    Source,
    Genre,
    Group,
    Language,
    Speaker,
}

impl Field {
    const ALL: [Self; 8] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Source,
        Self::Genre,
        Self::Group,
        Self::Language,
        Self::Speaker,
    ];

    fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "content",
                "body",
                "article",
                "transcript",
                "message",
                "comment",
                "speech",
                "inhalt",
                "texte",
                "texto",
                "testo",
                "текст",
            ],
            Self::Title => {
                &["title", "headline", "titel", "titre", "título", "titulo", "titolo", "заголовок"]
            }
            Self::Date => {
                &["date", "published", "published_at", "created_at", "timestamp", "datum", "fecha", "дата"]
            }
            Self::Source => {
                &["source", "publisher", "outlet", "site", "quelle", "fuente", "fonte", "источник"]
            }
            Self::Genre => &["genre", "type", "kind"],
            Self::Group => &["group", "gruppe", "groupe", "grupo", "gruppo", "группа"],
            Self::Language => &["language", "lang", "sprache", "langue", "idioma", "lingua", "язык"],
            Self::Speaker => &[
                "speaker",
                "speaker_name",
                "speakername",
                "redner",
                "rednerin",
                "sprecher",
                "sprecherin",
                "orateur",
                "orador",
                "oratore",
                "оратор",
                "спикер",
            ],
        }
    }
}

impl RecordColumns {
    /// The name that stands for a field among those of a record.
    fn find<'a>(&self, field: Field, names: &[&'a str]) -> Option<&'a str> {
        let chosen = match field {
            Field::Text => &self.text,
            Field::Title => &self.title,
            Field::Date => &self.date,
            Field::Source => &self.source,
            Field::Genre => &self.genre,
            Field::Group => &self.group,
            Field::Language => &self.language,
            Field::Speaker => &self.speaker,
        };
        let is = |wanted: &str| names.iter().copied().find(|name| name.trim().eq_ignore_ascii_case(wanted));
        match chosen {
            Some(chosen) => names.iter().copied().find(|name| name == chosen),
            None => field.usual_names().iter().find_map(|usual| is(usual)),
        }
    }

    fn no_text(&self, names: &[&str]) -> Reject {
        let wanted = self.text.as_deref().unwrap_or("text");
        let names: Vec<&str> =
            names.iter().take(12).map(|name| &name[..name.floor_char_boundary(NAME_BYTES)]).collect();
        Reject::BadRecord(format!("no text {wanted:?} among {}; name it as records.text", names.join(", ")))
    }
}

/// Reads an object on a line of JSON. Values other than texts and numbers mean nothing.
///
/// # Errors
///
/// [`Reject::BadRecord`] for a line that is no object, or has no text.
pub(crate) fn json_record(line: &[u8], columns: &RecordColumns) -> Result<Record, Reject> {
    let bad = |error: serde_json::Error| Reject::BadRecord(format!("not a JSON object on one line: {error}"));
    let object: BTreeMap<JsonKey<'_>, &RawValue> = serde_json::from_slice(line).map_err(bad)?;
    let names: Vec<&str> = object.keys().map(|key| key.0.as_ref()).collect();
    let value = |field: Field| -> Option<Cow<'_, str>> {
        let name = columns.find(field, &names)?;
        let raw = object.get(&JsonKey(Cow::Borrowed(name)))?.get();
        json_text(raw).filter(|_| !raw.starts_with(['t', 'f']))
    };
    let name = columns.find(Field::Text, &names).ok_or_else(|| columns.no_text(&names))?;
    let raw = object.get(&JsonKey(Cow::Borrowed(name))).map_or("", |raw| raw.get());
    let text = match value(Field::Text) {
        Some(text) => text.into_owned(),
        None => serde_json::from_str(raw).map_err(|error| {
            let name = &name[..name.floor_char_boundary(NAME_BYTES)];
            Reject::BadRecord(format!("{name:?} is no text: {error}"))
        })?,
    };
    let mut metadata = metadata(value);
    let used: Vec<&str> = Field::ALL.into_iter().filter_map(|field| columns.find(field, &names)).collect();
    let others = names.iter().filter(|name| !used.contains(name)).filter_map(|name| {
        let raw = object.get(&JsonKey(Cow::Borrowed(name)))?.get();
        Some((*name, json_text(raw)?))
    });
    metadata.attributes = attributes(others);
    Ok(Record { text, metadata })
}

/// A value as a text, if it is a text, a number, or true or false.
fn json_text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok().map(Cow::Owned),
        b'-' | b'0'..=b'9' | b't' | b'f' => Some(Cow::Borrowed(raw)),
        _ => None,
    }
}

/// A value of an attribute has at most so many bytes; a longer one is another text.
const ATTRIBUTE_BYTES: usize = 400;

/// The attributes of names and values, with the names in lower case; empty values are none.
fn attributes<'a>(values: impl Iterator<Item = (&'a str, Cow<'a, str>)>) -> BTreeMap<Arc<str>, Arc<str>> {
    let trimmed = values.map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()));
    let fits = |(name, value): &(String, String)| {
        !name.is_empty()
            && !value.is_empty()
            && value.len() <= ATTRIBUTE_BYTES
            && name.len() <= ATTRIBUTE_BYTES
    };
    trimmed.filter(fits).map(|(name, value)| (Arc::from(name), Arc::from(value))).collect()
}

/// A key that is copied only where it has escapes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
struct JsonKey<'a>(#[serde(borrow)] Cow<'a, str>);

/// A table with a header, and what its columns are.
struct Table<'t> {
    reader: csv::Reader<&'t [u8]>,
    places: Columns,
}

/// The places of the columns of a table.
struct Columns {
    fields: BTreeMap<Field, usize>,
    text: usize,
    /// The columns that are no fields, by their names.
    others: Vec<(String, usize)>,
}

impl<'t> Table<'t> {
    fn new(table: &'t str, tabs: bool, columns: &RecordColumns) -> Result<Self, Reject> {
        let has_text = |header: &csv::StringRecord| {
            let names: Vec<&str> = header.iter().collect();
            columns.find(Field::Text, &names).is_some()
        };
        let delimiter = if tabs { b'\t' } else { delimiter_of(table.as_bytes(), false, has_text) };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(false).from_reader(table.as_bytes());
        let header = reader.headers().map_err(bad_row)?.clone();
        let names: Vec<&str> = header.iter().collect();
        let fields: BTreeMap<Field, usize> = Field::ALL
            .into_iter()
            .filter_map(|field| {
                let name = columns.find(field, &names)?;
                Some((field, names.iter().position(|known| *known == name)?))
            })
            .collect();
        let text = *fields.get(&Field::Text).ok_or_else(|| columns.no_text(&names))?;
        let is_other = |place: &usize| !fields.values().any(|used| used == place);
        let others = names.iter().zip(0..).filter(|(_, place)| is_other(place));
        let others =
            others.map(|(name, place)| ((*name).trim_start_matches('\u{FEFF}').to_owned(), place)).collect();
        Ok(Self { reader, places: Columns { fields, text, others } })
    }
}

fn bad_row(error: csv::Error) -> Reject {
    Reject::BadRecord(error.to_string())
}

/// The document of a row.
fn record_of_row(row: &csv::StringRecord, Columns { fields, text, others }: &Columns) -> Record {
    let cell = |place: usize| row.get(place).filter(|cell| !cell.trim().is_empty());
    let mut metadata = metadata(|field| cell(*fields.get(&field)?).map(Cow::Borrowed));
    let others =
        others.iter().filter_map(|(name, place)| Some((name.as_str(), Cow::Borrowed(cell(*place)?))));
    metadata.attributes = attributes(others);
    Record { text: cell(*text).unwrap_or_default().to_owned(), metadata }
}

/// So many rows of a table say which language its texts have.
const SAMPLE_ROWS: usize = 64;

/// The first rows of a table that are documents.
pub(crate) fn table_sample(table: &str, tabs: bool, columns: &RecordColumns) -> Vec<Record> {
    let Ok(Table { mut reader, places }) = Table::new(table, tabs, columns) else { return Vec::new() };
    let rows = reader.records().take(SAMPLE_ROWS).filter_map(Result::ok);
    rows.map(|row| record_of_row(&row, &places)).collect()
}

/// Gives the rows of a table with a header, each a document.
///
/// # Errors
///
/// [`Reject::BadRecord`] for a table without a column of texts; for a row that has too many or too few cells, in its place.
pub(crate) fn table_records(
    table: &str,
    tabs: bool,
    columns: &RecordColumns,
    mut give: impl FnMut(Result<Record, Reject>),
) -> Result<(), Reject> {
    let Table { mut reader, places } = Table::new(table, tabs, columns)?;
    for row in reader.records() {
        if let Ok(row) = &row
            && let Some(reject) = unclosed_quote(table, row)
        {
            give(Err(reject));
            continue;
        }
        give(row.map_err(bad_row).map(|row| record_of_row(&row, &places)));
    }
    Ok(())
}

/// Why a row is none that goes to the end of the table because a quotation mark in it is never closed.
fn unclosed_quote(table: &str, row: &csv::StringRecord) -> Option<Reject> {
    let position = row.position()?;
    let cells: usize = row.iter().map(|cell| cell.len() + 3).sum();
    let start = usize::try_from(position.byte()).ok()?;
    // Rows before the last end before the table does, whatever quotation marks they have.
    let rest = table.get(start..).filter(|rest| rest.len() <= 2 * cells + 16)?.trim();
    let marks = memchr::memchr_iter(b'"', rest.as_bytes()).count();
    (marks % 2 == 1 && rest.contains('\n')).then(|| {
        let line = position.line();
        Reject::BadRecord(format!("a quotation mark is opened in line {line} and never closed"))
    })
}

/// The metadata that keys and their values say.
pub(crate) fn metadata_of_values(values: &[(&str, String)], columns: &RecordColumns) -> Metadata {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let used: Vec<&str> = Field::ALL.into_iter().filter_map(|field| columns.find(field, &names)).collect();
    let others = values.iter().filter(|(name, _)| !used.contains(name));
    let mut metadata = metadata(|field| {
        let name = columns.find(field, &names)?;
        values.iter().find(|(known, _)| *known == name).map(|(_, value)| Cow::Borrowed(value.as_str()))
    });
    // The speakers of a talk are in its head, and it is not one turn of theirs.
    metadata.speaker = None;
    metadata.attributes = attributes(others.map(|(name, value)| (*name, Cow::Borrowed(value.as_str()))));
    metadata
}

fn metadata<'a>(value: impl Fn(Field) -> Option<Cow<'a, str>>) -> Metadata {
    let text = |field: Field| -> Option<Arc<str>> {
        value(field).map(|value| Arc::from(value.trim())).filter(|value: &Arc<str>| !value.is_empty())
    };
    let language = text(Field::Language).and_then(|code| Language::from_code(&code.to_lowercase()));
    Metadata {
        title: text(Field::Title),
        date: text(Field::Date),
        source: text(Field::Source),
        genre: text(Field::Genre),
        group: text(Field::Group),
        language,
        speaker: text(Field::Speaker),
        attributes: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, RecordColumns, json_record, table_records};
    use crate::Reject;

    fn table(text: &str, tabs: bool) -> Result<Vec<Result<Record, Reject>>, Reject> {
        let mut records = Vec::new();
        table_records(text, tabs, &RecordColumns::default(), |record| records.push(record))?;
        Ok(records)
    }

    #[test]
    fn a_line_of_json() {
        let line = br#"{"id": 7, "Text": "The \"river\"\nrose.", "headline": "Flood", "date": 2031, "lang": "EN", "tags": ["a"], "text2": {}}"#;
        let record = json_record(line, &RecordColumns::default()).unwrap();
        assert_eq!(record.text, "The \"river\"\nrose.");
        assert_eq!(record.metadata.title.as_deref(), Some("Flood"));
        assert_eq!(record.metadata.date.as_deref(), Some("2031"));
        assert_eq!(record.metadata.language.map(|language| language.to_string()).as_deref(), Some("en"));
        let columns = RecordColumns { text: Some("headline".to_owned()), ..RecordColumns::default() };
        assert_eq!(json_record(line, &columns).unwrap().text, "Flood");
    }

    #[test]
    fn lines_that_are_no_documents() {
        let deep = "[".repeat(100_000);
        for line in [
            r#"{"title": "Flood"}"#,
            "[1]",
            "{",
            "",
            r#"{"text": 1"#,
            r#"{"text": ["a"]}"#,
            &deep,
            "{\"text\": \"\u{7f}\" x}",
        ] {
            let reject = json_record(line.as_bytes(), &RecordColumns::default());
            assert!(matches!(reject, Err(Reject::BadRecord(_))), "{reject:?}");
        }
        assert!(json_record(b"{\"text\": \"\xFF\"}", &RecordColumns::default()).is_err());
    }

    #[test]
    fn rows_of_tables() {
        let records = table("id;body;Title\n1;\"The river\nrose.\";Flood\n2;;\n", false).unwrap();
        assert_eq!(records[0].as_ref().map(|record| record.text.as_str()), Ok("The river\nrose."));
        assert_eq!(records[0].as_ref().unwrap().metadata.title.as_deref(), Some("Flood"));
        assert_eq!(records[1].as_ref().unwrap().text, "");
        let records = table("text\tdate\nIt rose, they say.\t2031\nShort\n", true).unwrap();
        assert_eq!(records[0].as_ref().map(|record| record.text.as_str()), Ok("It rose, they say."));
        assert!(matches!(records[1], Err(Reject::BadRecord(_))), "a row with too few cells");
        assert!(matches!(table("a,b\n1,2\n", false), Err(Reject::BadRecord(_))), "no column of texts");
    }
}

//! The descriptions of documents in `metadata.csv`.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
    sync::Arc,
};

use csv::StringRecord;
use textmill_corpus::{Language, Metadata};

use crate::{IngestError, delimiter::delimiter_of, discover::METADATA_NAME, open, read_bounded};

/// A table has at most so many bytes.
const MOST_BYTES: u64 = 1 << 30;

/// The metadata of the documents of a folder, by path.
///
/// ```
/// use textmill_corpus::Metadata;
/// use textmill_ingest::MetadataTable;
///
/// let folder = std::env::temp_dir().join(format!("textmill-metadata-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// std::fs::write(folder.join("metadata.csv"), "path,title\na.txt,The river\n")?;
///
/// let table = MetadataTable::of_folder(&folder)?;
/// let title = |path| table.of_document(path, Metadata::default()).title;
/// assert_eq!(title("a.txt").as_deref(), Some("The river"));
/// assert_eq!(title("b.txt"), None);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataTable {
    rows: BTreeMap<String, Metadata>,
    /// The paths of rows that were guessed, by `textmill init`.
    guessed: BTreeSet<String>,
    content: Option<Vec<u8>>,
}

impl MetadataTable {
    /// Reads `metadata.csv` of a folder; a folder without one has no metadata.
    ///
    /// The file is UTF-8, with commas, semicolons or tabs. It has a header with a column `path` (below the folder, with
    /// `/` between its parts) and any of `title`, `date`, `source`, `genre`, `group`, `speaker` and `language` (a
    /// two-letter code). An empty cell gives no value. If the column `guessed` is not empty, the row was written by a
    /// program, and may have been corrected by the user. Other columns are attributes of the documents.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is larger than 1 GiB, or a row has too many or too few cells, no path, the path of an earlier row, or an
    /// invalid language code.
    pub fn of_folder(folder: &Path) -> Result<Self, IngestError> {
        let path = folder.join(METADATA_NAME);
        match open(&path).and_then(|file| read_bounded(file, MOST_BYTES)) {
            Ok(content) => Ok(Self { content: Some(content.clone()), ..Self::parse(&content, &path)? }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() => {
                Ok(Self::default())
            }
            Err(error) => Err(IngestError::UnreadableMetadata { path, source: error.into() }),
        }
    }

    fn parse(file: &[u8], path: &Path) -> Result<Self, IngestError> {
        let unreadable = |source| IngestError::UnreadableMetadata { path: path.to_owned(), source };
        let bad = |line, problem| Err(IngestError::BadMetadata { path: path.to_owned(), line, problem });
        if let Err(error) = std::str::from_utf8(file) {
            let line = file[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
            return bad(line, "it is not UTF-8; save the file as CSV UTF-8".to_owned());
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter_of(file, false, |header| MetadataColumns::of_header(header).is_ok()))
            .from_reader(file);
        let columns = match MetadataColumns::of_header(reader.headers().map_err(unreadable)?) {
            Ok(columns) => columns,
            Err(problem) => return bad(1, problem),
        };
        let mut table = Self::default();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            let document = match columns.row(&record) {
                Ok((document, metadata)) => {
                    if columns.is_guessed(&record) {
                        table.guessed.insert(document.clone());
                    }
                    if table.rows.insert(document.clone(), metadata).is_none() {
                        continue;
                    }
                    document
                }
                Err(problem) => return bad(line, problem),
            };
            return bad(line, format!("the path {document:?} has a row already"));
        }
        Ok(table)
    }

    /// The metadata of the document at a path. Values of the table take precedence over those of the document itself
    /// (`own`). If neither gives a group, the first folder of the path is the group.
    pub fn of_document(&self, path: &str, own: Metadata) -> Metadata {
        let Metadata { title, date, source, genre, group, language, speaker, attributes } =
            self.rows.get(path).cloned().unwrap_or_default();
        let mut all = own.attributes;
        all.extend(attributes);
        let mut metadata = Metadata {
            title: title.or(own.title),
            date: date.or(own.date),
            source: source.or(own.source),
            genre: genre.or(own.genre),
            group: group.or(own.group),
            language: language.or(own.language),
            speaker: speaker.or(own.speaker),
            attributes: all,
        };
        if metadata.group.is_none() {
            metadata.group = path.split_once('/').map(|(folder, _)| folder.into());
        }
        metadata
    }

    /// Whether the row of a document was guessed, so that a value that is also in the document counts as taken from
    /// there.
    pub fn is_guessed(&self, path: &str) -> bool {
        self.guessed.contains(path)
    }

    /// The paths of the rows, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The bytes of the file, if there is one.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }
}

/// Where each column stands.
#[derive(Default)]
struct MetadataColumns {
    path: Option<usize>,
    title: Option<usize>,
    date: Option<usize>,
    source: Option<usize>,
    genre: Option<usize>,
    group: Option<usize>,
    language: Option<usize>,
    speaker: Option<usize>,
    guessed: Option<usize>,
    /// The others, by their names.
    attributes: Vec<(Arc<str>, usize)>,
}

impl MetadataColumns {
    fn of_header(header: &StringRecord) -> Result<Self, String> {
        let (mut columns, mut others) = (Self::default(), HashSet::new());
        for (position, name) in header.iter().enumerate() {
            let name = name.trim_start_matches('\u{FEFF}').trim().to_lowercase();
            let place = match name.as_str() {
                "path" => &mut columns.path,
                "title" => &mut columns.title,
                "date" => &mut columns.date,
                "source" => &mut columns.source,
                "genre" => &mut columns.genre,
                "group" => &mut columns.group,
                "language" => &mut columns.language,
                "speaker" => &mut columns.speaker,
                "guessed" => &mut columns.guessed,
                "" => continue,
                other => {
                    if !others.insert(other.to_owned()) {
                        return Err(format!(
                            "the header has two columns named {other} (capitals do not count)"
                        ));
                    }
                    columns.attributes.push((Arc::from(other), position));
                    continue;
                }
            };
            if place.replace(position).is_some() {
                return Err(format!("the header has two columns named {name}"));
            }
        }
        if columns.path.is_none() {
            return Err("the header has no column named path".to_owned());
        }
        Ok(columns)
    }

    fn is_guessed(&self, record: &StringRecord) -> bool {
        self.guessed.and_then(|column| record.get(column)).is_some_and(|cell| !cell.trim().is_empty())
    }

    fn row(&self, record: &StringRecord) -> Result<(String, Metadata), String> {
        let cell = |column: Option<usize>| -> Option<Arc<str>> {
            let text = column.and_then(|column| record.get(column)).unwrap_or_default().trim();
            (!text.is_empty()).then(|| Arc::from(text))
        };
        // A path may begin or end with white space, but need not begin with `./`.
        let path = self.path.and_then(|column| record.get(column)).unwrap_or_default();
        let path = path.strip_prefix("./").unwrap_or(path).to_owned();
        if path.trim().is_empty() {
            return Err("the path is empty".to_owned());
        }
        let language = match cell(self.language) {
            None => None,
            Some(code) => Some(Language::from_code(&code).ok_or_else(|| {
                format!("{code:?} is not a language code; write two lower-case letters, such as en")
            })?),
        };
        let metadata = Metadata {
            title: cell(self.title),
            date: cell(self.date),
            source: cell(self.source),
            genre: cell(self.genre),
            group: cell(self.group),
            language,
            speaker: cell(self.speaker),
            attributes: self
                .attributes
                .iter()
                .filter_map(|(name, column)| Some((name.clone(), cell(Some(*column))?)))
                .collect(),
        };
        Ok((path, metadata))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use textmill_corpus::Metadata;

    use super::MetadataTable;

    fn parse(text: &str) -> Result<MetadataTable, String> {
        MetadataTable::parse(text.as_bytes(), Path::new("metadata.csv")).map_err(|error| error.to_string())
    }

    #[test]
    fn the_group_is_given_or_the_folder() {
        let table = parse("path,group\na/x.txt,left\na/y.txt,\n").unwrap();
        let group = |path| table.of_document(path, Metadata::default()).group;
        assert_eq!(group("a/x.txt").as_deref(), Some("left"));
        assert_eq!(group("a/y.txt").as_deref(), Some("a"));
        assert_eq!(group("b/c/z.txt").as_deref(), Some("b"));
        assert_eq!(group("z.txt"), None);
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        let problem = parse("path,language\na.txt,en\nb.txt,English\n").unwrap_err();
        assert!(
            problem.starts_with("use line 3 of metadata.csv: \"English\" is not a language code"),
            "{problem}"
        );
        let problem = parse("path,title\na.txt,A\nb.txt,A\na.txt,B\n").unwrap_err();
        assert_eq!(problem, "use line 4 of metadata.csv: the path \"a.txt\" has a row already");
        assert_eq!(
            parse("file\nx\n").unwrap_err(),
            "use line 1 of metadata.csv: the header has no column named path"
        );
        assert!(parse("path,title\na.txt\n").is_err());
    }

    #[test]
    fn a_file_as_spreadsheets_write_it() {
        let table = parse("\u{FEFF}Path;Title\r\na.txt;\"One; two\"\r\n").unwrap();
        assert_eq!(table.of_document("a.txt", Metadata::default()).title.as_deref(), Some("One; two"));
        let table = parse("path,title,\"a; b; c; d\"\r./a.txt,One,\r").unwrap();
        assert_eq!(table.of_document("a.txt", Metadata::default()).title.as_deref(), Some("One"));
        assert_eq!(
            parse("path,title,Title\n").unwrap_err(),
            "use line 1 of metadata.csv: the header has two columns named title"
        );
        let latin =
            MetadataTable::parse(b"path,title\na.txt,\xC9lan\n", Path::new("metadata.csv")).unwrap_err();
        assert_eq!(
            latin.to_string(),
            "use line 2 of metadata.csv: it is not UTF-8; save the file as CSV UTF-8"
        );
    }

    #[test]
    fn columns_that_differ_in_capitals_are_an_error() {
        let table = parse("path,Party,party\na.txt,SPD,spd\n");
        assert!(table.is_err_and(|error| error.contains("two columns named party")));
    }

    #[test]
    fn other_columns_are_attributes() {
        let table = parse("path,Mood,speaker\na.txt,gloomy,Ilse Marren\nb.txt,,\n").unwrap();
        let metadata = |path| table.of_document(path, Metadata::default());
        assert_eq!(metadata("a.txt").attributes.get("mood").map(|mood| &**mood), Some("gloomy"));
        assert_eq!(metadata("a.txt").speaker.as_deref(), Some("Ilse Marren"));
        assert!(metadata("b.txt").attributes.is_empty());
    }
}

//! The formats of dictionaries.

mod lexicoder;
mod liwc;
mod table;
mod wordstat;
mod xml;
mod yaml;

use std::str::FromStr;

use crate::{Dictionary, DictionaryError, Note, decode::decode};

/// How a dictionary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nested maps and lists, as quanteda writes them; `__` holds the patterns of a key that has keys below it.
    Yaml,
    /// LIWC of 2001 to 2015 (`.dic`): numbered categories between lines of `%`, then a word and its numbers a line.
    Liwc,
    /// XML of Yoshikoder (`.ykd`) and of Lexicoder 2 (`.lcd`).
    Xml,
    /// Lexicoder 3 (`.lc3`): `+KEY`, then its patterns, one a line.
    Lexicoder,
    /// WordStat (`.cat`): tabs for levels, `PATTERN (weight)`, `_` between words.
    WordStat,
    /// A table with commas: the columns key, pattern and perhaps weight; or, as LIWC-22 writes it (`.dicx`), a column for each key; or a list
    /// of words with their weights.
    Csv,
    /// The same with tabs.
    Tsv,
}

impl Format {
    const ALL: [(Self, &'static str, &'static [&'static str]); 7] = [
        (Self::Yaml, "yaml", &["yml", "yaml"]),
        (Self::Liwc, "liwc", &["dic"]),
        (Self::Xml, "xml", &["ykd", "lcd", "xml"]),
        (Self::Lexicoder, "lexicoder", &["lc3"]),
        (Self::WordStat, "wordstat", &["cat"]),
        (Self::Csv, "csv", &["csv", "dicx"]),
        (Self::Tsv, "tsv", &["tsv", "txt", "tab"]),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// The format that the ending of a file's name stands for, if it stands for one.
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let has = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        Self::ALL.iter().find(|(_, _, endings)| has(endings)).map(|(format, ..)| *format)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(_, name, _)| *name == text).map(|(format, ..)| *format);
        known.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|(_, name, _)| *name).collect();
            format!("{text:?} is none of {}", names.join(", "))
        })
    }
}

/// A dictionary, and what of its file was left out or guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadDictionary {
    /// The dictionary.
    pub dictionary: Dictionary,
    /// In the order of the lines.
    pub notes: Vec<Note>,
}

impl ReadDictionary {
    fn note(&mut self, line: u64, text: impl Into<String>) {
        self.notes.push(Note { line: Some(line), text: text.into() });
    }
}

/// Reads a dictionary. Without the name of an encoding (of the WHATWG Encoding Standard) the bytes are read as what a byte order mark or
/// an XML declaration says, else as UTF-8, else as Windows-1252, with a note.
///
/// # Errors
///
/// The text breaks the rules of the format, or no pattern is in it.
pub fn read_dictionary(
    bytes: &[u8],
    format: Format,
    encoding: Option<&str>,
) -> Result<ReadDictionary, DictionaryError> {
    let mut notes = Vec::new();
    let text = decode(bytes, encoding, &mut notes)?;
    let is_xml = text.trim_start().starts_with("<?xml") || text.trim_start().starts_with("<dictionary");
    let mut read = match format {
        // Files of WordStat may hold what Yoshikoder has written.
        _ if is_xml => xml::read(&text)?,
        Format::Yaml => yaml::read(&text)?,
        Format::Liwc => liwc::read(&text)?,
        Format::Xml => {
            return Err(DictionaryError::File("it is no XML: it begins with no <dictionary>".to_owned()));
        }
        Format::Lexicoder => lexicoder::read(&text)?,
        Format::WordStat => wordstat::read(&text)?,
        Format::Csv => table::read(&text, b',')?,
        Format::Tsv => table::read(&text, b'\t')?,
    };
    if read.dictionary.entries().is_empty() {
        return Err(DictionaryError::File(format!("no pattern is in it; it was read as {}", format.name())));
    }
    notes.append(&mut read.notes);
    Ok(ReadDictionary { notes, dictionary: read.dictionary.without_headings() })
}

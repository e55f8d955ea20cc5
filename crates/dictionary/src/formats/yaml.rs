//! YAML as quanteda reads and writes it.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::ReadDictionary;
use crate::DictionaryError;

/// The key of the patterns of a key that has keys below it.
const OWN: &str = "__";
/// Keys and lists that are nested deeper than this are no dictionary.
const MOST_LEVELS: usize = 64;

/// What is open at a place of the file.
enum Open {
    /// A map; whether the next scalar is a key.
    Map {
        wants_key: bool,
    },
    List,
}

/// Reads nested maps and lists of patterns. Nothing is taken for anything but text: `no` and `NA` are keys, `1984` is a pattern. A key that
/// has one number, written without quotation marks, is a pattern with its weight.
pub(super) fn read(text: &str) -> Result<ReadDictionary, DictionaryError> {
    let mut reader = YamlReader::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| broken(&error))?;
        reader.take(event, span.start.line() as u64)?;
    }
    Ok(reader.read)
}

fn broken(error: &ScanError) -> DictionaryError {
    DictionaryError::line(error.marker().line() as u64, format!("it is no YAML: {}", error.info()))
}

#[derive(Default)]
struct YamlReader {
    open: Vec<Open>,
    path: Vec<String>,
    read: ReadDictionary,
}

impl YamlReader {
    fn take(&mut self, event: Event<'_>, line: u64) -> Result<(), DictionaryError> {
        match event {
            Event::MappingStart(..) => self.begin(Open::Map { wants_key: true }, line),
            Event::SequenceStart(..) => {
                self.begin(Open::List, line)?;
                self.declare();
                Ok(())
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.end_value();
                Ok(())
            }
            Event::Scalar(text, style, ..) => {
                self.scalar(&text, style, line);
                Ok(())
            }
            Event::Alias(_) => Err(DictionaryError::line(
                line,
                "a reference (*name) has no meaning in a dictionary; write its patterns out",
            )),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open, line: u64) -> Result<(), DictionaryError> {
        if matches!(self.open.last(), Some(Open::Map { wants_key: true })) {
            return Err(DictionaryError::line(line, "a key is a list or a map, where a name is expected"));
        }
        if self.open.len() >= MOST_LEVELS {
            return Err(DictionaryError::line(
                line,
                format!("it is nested deeper than {MOST_LEVELS} levels"),
            ));
        }
        self.open.push(open);
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, line: u64) {
        if let Some(Open::Map { wants_key }) = self.open.last_mut()
            && *wants_key
        {
            *wants_key = false;
            self.path.push(text.to_owned());
            return;
        }
        let is_plain = style == ScalarStyle::Plain;
        let is_nothing = is_plain && matches!(text, "" | "~" | "null");
        let is_of_map = matches!(self.open.last(), Some(Open::Map { .. }));
        let weight = if is_plain && is_of_map {
            text.parse::<f64>().ok().filter(|weight| weight.is_finite())
        } else {
            None
        };
        let path = own_path(&self.path);
        match (weight, path.as_slice()) {
            (Some(weight), [above @ .., pattern]) if !above.is_empty() => {
                self.read.dictionary.add(above, pattern, Some(weight));
            }
            (_, []) => self.read.note(line, format!("{text:?} is of no key, and left out")),
            _ if is_nothing => self.declare(),
            (_, path) => {
                self.read.dictionary.add(path, text, None);
            }
        }
        self.end_value();
    }

    /// A key of a list is one, though the list be empty.
    fn declare(&mut self) {
        let path = own_path(&self.path);
        if !path.is_empty() {
            self.read.dictionary.add_key(&path);
        }
    }

    /// After the value of a key, the next key is expected.
    fn end_value(&mut self) {
        if let Some(Open::Map { wants_key }) = self.open.last_mut() {
            *wants_key = true;
            self.path.pop();
        }
    }
}

fn own_path(path: &[String]) -> Vec<String> {
    path.iter().filter(|name| *name != OWN).cloned().collect()
}

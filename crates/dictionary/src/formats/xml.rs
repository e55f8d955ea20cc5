//! The XML of Yoshikoder and Lexicoder 2: nested `cnode`s (keys) with `pnode`s (patterns).

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::ReadDictionary;
use crate::DictionaryError;

/// A key, by its path, and a pattern of it; without one, the key alone.
type Found = (Vec<String>, Option<String>);

/// Reads keys and patterns, also the patterns of a key that has keys below it. A single key that holds everything and no pattern of its own is
/// the name of the dictionary.
pub(super) fn read(text: &str) -> Result<ReadDictionary, DictionaryError> {
    let mut reader = Reader::from_str(text);
    let (mut path, mut found): (Vec<String>, Vec<Found>) = (Vec::new(), Vec::new());
    let mut is_dictionary = false;
    loop {
        let place = reader.buffer_position();
        let broken = |problem: String| {
            let before = text.get(..place as usize).unwrap_or(text);
            DictionaryError::line(before.matches('\n').count() as u64 + 1, format!("it is no XML: {problem}"))
        };
        let event = reader.read_event().map_err(|error| broken(error.to_string()))?;
        let (tag, has_content) = match &event {
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(tag) if tag.name().as_ref() == "cnode" => {
                path.pop();
                continue;
            }
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(broken("it ends inside a cnode".to_owned())),
            _ => continue,
        };
        match tag.name().as_ref() {
            "dictionary" => is_dictionary = true,
            "cnode" => {
                path.push(name_of(tag).map_err(broken)?);
                found.push((path.clone(), None));
                if !has_content {
                    path.pop();
                }
            }
            "pnode" => found.push((path.clone(), Some(name_of(tag).map_err(broken)?))),
            _ => {}
        }
    }
    if !is_dictionary {
        return Err(DictionaryError::File("it has no element <dictionary>".to_owned()));
    }
    Ok(dictionary(found))
}

fn name_of(tag: &BytesStart<'_>) -> Result<String, String> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_ref() == "name" {
            let name = unescape(&attribute.value).map_err(|error| error.to_string())?;
            return Ok(name.into_owned());
        }
    }
    Err("an element has no name".to_owned())
}

/// The keys and patterns that were found, without the name of the whole.
fn dictionary(found: Vec<Found>) -> ReadDictionary {
    let mut read = ReadDictionary::default();
    let root = found.first().and_then(|(path, _)| path.first()).cloned();
    let is_root = |path: &[String]| path.first() == root.as_ref();
    let has_below = found.iter().any(|(path, _)| path.len() > 1);
    let is_wrapped = has_below
        && found.iter().all(|(path, pattern)| is_root(path) && (path.len() > 1 || pattern.is_none()));
    let above = usize::from(is_wrapped);
    for (path, pattern) in found {
        let path = path.get(above..).unwrap_or_default();
        match pattern {
            Some(pattern) if path.is_empty() => {
                read.notes.push(crate::Note {
                    line: None,
                    text: format!("{pattern:?} is of no key, and left out"),
                });
            }
            Some(pattern) => {
                read.dictionary.add(path, &pattern, None);
            }
            None if path.is_empty() => {}
            None => {
                read.dictionary.add_key(path);
            }
        }
    }
    read
}

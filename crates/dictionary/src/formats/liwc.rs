//! The `.dic` files of LIWC.

use std::collections::{BTreeMap, BTreeSet};

use super::ReadDictionary;
use crate::DictionaryError;

/// Reads the categories between two lines of `%`, and the words with the numbers of their categories after them.
pub(super) fn read(text: &str) -> Result<ReadDictionary, DictionaryError> {
    let mut reader = LiwcReader::default();
    let mut marks = 0;
    for (line, number) in text.lines().zip(1_u64..) {
        let bare = line.trim();
        if bare == "%" {
            marks += 1;
        } else if !bare.is_empty() {
            match marks {
                0 => reader.read.note(number, "what stands before the first % is left out"),
                1 => reader.category(line, number),
                _ => reader.word(line, number),
            }
        }
    }
    if marks < 2 {
        return Err(DictionaryError::File("the categories must stand between two lines of %".to_owned()));
    }
    Ok(reader.read)
}

#[derive(Default)]
struct LiwcReader {
    read: ReadDictionary,
    /// The paths of the categories, by their numbers.
    categories: BTreeMap<u64, Vec<String>>,
    /// The names above the next category, by the number of tabs before them.
    above: Vec<String>,
    unknown: BTreeSet<u64>,
}

impl LiwcReader {
    /// `id name`, with a tab in front for each level above it.
    fn category(&mut self, line: &str, number: u64) {
        let level = line.chars().take_while(|one| *one == '\t').count();
        let bare = line.trim();
        let (id, name) = bare.split_once(char::is_whitespace).unwrap_or((bare, ""));
        self.above.truncate(level);
        let Ok(id) = id.parse::<u64>() else {
            // A heading of those below it.
            self.above.push(bare.to_owned());
            self.read.note(
                number,
                format!("{bare:?} has no number: it is a heading, to which no word can belong"),
            );
            return;
        };
        let name = if name.trim().is_empty() { id.to_string() } else { name.trim().to_owned() };
        self.above.push(name);
        if let Some(first) = self.categories.get(&id) {
            self.read
                .note(number, format!("the number {id} is that of {:?} too, which has it", first.join(".")));
            return;
        }
        self.read.dictionary.add_key(&self.above);
        self.categories.insert(id, self.above.clone());
    }

    /// `word id id …`. A word of several needs a tab behind it, or numbers at the end of the line.
    fn word(&mut self, line: &str, number: u64) {
        let (word, fields) = match line.trim().split_once('\t') {
            Some((word, rest)) => (word.trim().to_owned(), rest.split_whitespace().collect::<Vec<_>>()),
            None => without_tabs(line),
        };
        let (plain, other): (Vec<&str>, Vec<&str>) =
            fields.iter().partition(|field| field.parse::<u64>().is_ok());
        if !other.is_empty() {
            let other = other.join(" ");
            self.read.note(number, format!("{word:?}: {other:?} depends on the words beside it, and is left out; its plain numbers count"));
        }
        if plain.is_empty() && other.is_empty() {
            self.read.note(number, format!("{word:?} has no number of a category, and is left out"));
        }
        for id in plain.into_iter().filter_map(|field| field.parse::<u64>().ok()) {
            match self.categories.get(&id) {
                Some(path) => {
                    self.read.dictionary.add(path, &word, None);
                }
                None if self.unknown.insert(id) => {
                    self.read.note(
                        number,
                        format!(
                            "no category has the number {id}: {word:?}, and others with it, are not of it"
                        ),
                    );
                }
                None => {}
            }
        }
    }
}

/// The numbers at the end of a line, and what stands before them.
fn without_tabs(line: &str) -> (String, Vec<&str>) {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let is_number =
        |part: &&&str| part.starts_with(|one: char| one.is_ascii_digit() || matches!(one, '(' | '<'));
    let numbers = parts.iter().skip(1).rev().take_while(is_number).count();
    let (word, numbers) = parts.split_at(parts.len() - numbers);
    (word.join(" "), numbers.to_vec())
}

//! What a dictionary is.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// Categories (keys) in the order of the file, and the patterns that count for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary {
    keys: Vec<Vec<String>>,
    entries: Vec<Entry>,
    places: HashMap<Vec<String>, u32, FixedState>,
    /// The entries by key and pattern: the same one twice is one.
    known: HashMap<(u32, String), usize, FixedState>,
}

/// A pattern of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The number of the key.
    pub key: u32,
    /// A word or several with blanks between them, in which `*` stands for any letters, none included, and `?` for one.
    pub pattern: String,
    /// Its weight, if the file gives one.
    pub weight: Option<f64>,
}

impl Dictionary {
    /// Adds a key, if it is new, and returns its number. A key without patterns is one too: it is counted, and never found.
    pub fn add_key(&mut self, path: &[String]) -> u32 {
        if let Some(&number) = self.places.get(path) {
            return number;
        }
        let number = self.keys.len() as u32;
        self.keys.push(path.to_vec());
        self.places.insert(path.to_vec(), number);
        number
    }

    /// Adds a pattern to a key. Blanks at its ends and several in a row mean nothing. The same pattern of the same key counts once, with the
    /// first weight; says whether it was new.
    pub fn add(&mut self, path: &[String], pattern: &str, weight: Option<f64>) -> bool {
        let key = self.add_key(path);
        let pattern = pattern.split_whitespace().collect::<Vec<_>>().join(" ");
        if pattern.is_empty() || self.known.contains_key(&(key, pattern.clone())) {
            return false;
        }
        self.known.insert((key, pattern.clone()), self.entries.len());
        self.entries.push(Entry { key, pattern, weight });
        true
    }

    /// The dictionary without keys that have no pattern of their own and others below them: they are headings, and what is never found
    /// must not seem to be counted.
    pub(crate) fn without_headings(self) -> Self {
        let mut is_counted = vec![false; self.keys.len()];
        self.entries.iter().for_each(|entry| is_counted[entry.key as usize] = true);
        let above: HashSet<&[String], FixedState> =
            self.keys.iter().flat_map(|path| (1..path.len()).map(|levels| &path[..levels])).collect();
        let mut kept = Self::default();
        for (path, is_counted) in self.keys.iter().zip(is_counted) {
            if is_counted || !above.contains(path.as_slice()) {
                kept.add_key(path);
            }
        }
        for entry in &self.entries {
            if let Some(path) = self.keys.get(entry.key as usize) {
                kept.add(path, &entry.pattern, entry.weight);
            }
        }
        kept
    }

    /// The paths of the keys, from the highest level down.
    pub fn keys(&self) -> &[Vec<String>] {
        &self.keys
    }

    /// The names of the keys: the levels of their paths with `.` between them.
    pub fn key_names(&self) -> Vec<String> {
        self.keys.iter().map(|path| path.join(".")).collect()
    }

    /// The patterns, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether any pattern has a weight.
    pub fn has_weights(&self) -> bool {
        self.entries.iter().any(|entry| entry.weight.is_some())
    }
}

//! The inputs of a published number.

use std::str::FromStr;

/// Named numbers and lists of numbers, as they stand in the table.
pub(super) struct NamedNumbers<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> NamedNumbers<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { pairs: text.split(' ').filter_map(|pair| pair.split_once('=')).collect() }
    }

    /// A single number; nothing, if it is not given or no number.
    pub(super) fn get<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// A list of numbers; nothing, if it is not given or one of them is no number.
    pub(super) fn list<T: FromStr>(&self, name: &str) -> Option<Vec<T>> {
        self.text(name)?.split(',').map(|number| number.parse().ok()).collect()
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1)
    }
}

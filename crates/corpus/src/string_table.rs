//! Many strings in one allocation.

use std::ops::{Index, Range};

/// A list of strings, stored end to end: 8 bytes and the string's own bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringTable {
    bytes: String,
    /// Where each string begins, and where the last one ends.
    offsets: Vec<usize>,
}

impl Default for StringTable {
    fn default() -> Self {
        Self { bytes: String::new(), offsets: vec![0] }
    }
}

impl StringTable {
    /// Adds a string at the end.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.offsets.push(self.bytes.len());
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All strings end to end, and where each begins and ends there.
    pub(crate) fn joined(&self) -> (&str, impl Iterator<Item = Range<usize>>) {
        (&self.bytes, self.offsets.windows(2).map(|ends| ends[0]..ends[1]))
    }

    /// The strings in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|position| &self[position])
    }
}

impl Index<usize> for StringTable {
    type Output = str;

    /// The string at a position.
    ///
    /// # Panics
    ///
    /// If there is no such position.
    fn index(&self, position: usize) -> &str {
        &self.bytes[self.offsets[position]..self.offsets[position + 1]]
    }
}

//! Words of several languages in one order.

use std::ops::Range;

use crate::{Language, StringTable};

/// A list of words, each with its language: of surfaces, of terms or of stems.
///
/// The same spelling in two languages is two words: German *die* is not English *die*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordTable {
    languages: Vec<Language>,
    texts: StringTable,
}

impl WordTable {
    /// Adds a word at the end.
    pub fn push(&mut self, language: Language, text: &str) {
        self.languages.push(language);
        self.texts.push(text);
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.languages.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.languages.is_empty()
    }

    /// The language of the word at a position.
    ///
    /// # Panics
    ///
    /// If there is no such position.
    pub fn language(&self, position: usize) -> Language {
        self.languages[position]
    }

    /// The spelling of the word at a position.
    ///
    /// # Panics
    ///
    /// If there is no such position.
    pub fn text(&self, position: usize) -> &str {
        &self.texts[position]
    }

    /// The word at a position.
    ///
    /// # Panics
    ///
    /// If there is no such position.
    pub fn word(&self, position: usize) -> (Language, &str) {
        (self.language(position), self.text(position))
    }

    /// All words end to end, and of each the language and where it begins and ends there.
    pub(crate) fn joined(&self) -> (&str, impl Iterator<Item = (Language, Range<usize>)>) {
        let (text, places) = self.texts.joined();
        (text, self.languages.iter().copied().zip(places))
    }

    /// The words in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Language, &str)> {
        self.languages.iter().copied().zip(self.texts.iter())
    }
}

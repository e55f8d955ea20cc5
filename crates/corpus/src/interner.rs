//! One number for each distinct word.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::{Language, WordTable};

/// Numbers words in the order in which they are first met.
///
/// The numbers are local to one interner: [`crate::TokenizedCorpus::merge`] replaces them by ids that depend on the
/// data alone.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    words: WordTable,
    numbers: HashTable<u32>,
    hasher: FixedState,
}

impl Interner {
    /// The number of a word, new or known.
    pub(crate) fn intern(&mut self, language: Language, text: &str) -> u32 {
        let Self { words, numbers, hasher } = self;
        let hash = hasher.hash_one((language, text));
        let same = |&number: &u32| {
            words.text(number as usize) == text && words.language(number as usize) == language
        };
        if let Some(&number) = numbers.find(hash, same) {
            return number;
        }
        let number = words.len() as u32;
        words.push(language, text);
        numbers.insert_unique(hash, number, |&number| {
            hasher.hash_one((words.language(number as usize), words.text(number as usize)))
        });
        number
    }

    /// The words in the order of their numbers.
    pub(crate) fn into_words(self) -> WordTable {
        self.words
    }
}

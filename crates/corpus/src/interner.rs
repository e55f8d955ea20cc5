//! One number for each distinct word.

use std::{hash::BuildHasher, ops::Range};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::{
    Language, SurfaceId, WordTable,
    short_words::{ShortWords, SmallKey},
};

/// Numbers words in the order in which they are first met.
///
/// The numbers are local to one interner: [`crate::TokenizedCorpus::merge`] replaces them by ids that depend on the data alone.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    words: WordTable,
    languages: Vec<Numbers>,
    /// The place in `languages` of the language of the words to come.
    current: usize,
}

/// The slot of a word is asked for while so many words before it are looked up. The table is larger than the nearest caches, and a rare word,
/// whose number comes as a surprise, would hold up all that follow until its slot is there.
const AHEAD: usize = 16;

/// The numbers of the words of one language.
#[derive(Debug)]
struct Numbers {
    language: Language,
    short: ShortWords,
    long: HashTable<u32>,
    hasher: FixedState,
}

impl Interner {
    /// The words to come are of a language.
    pub(crate) fn set_language(&mut self, language: Language) {
        let known = self.languages.iter().position(|numbers| numbers.language == language);
        self.current = known.unwrap_or_else(|| {
            self.languages.push(Numbers {
                language,
                short: ShortWords::default(),
                long: HashTable::new(),
                hasher: FixedState::default(),
            });
            self.languages.len() - 1
        });
    }

    /// Adds the numbers of words that begin and end at some bytes of a text, in their order, new or known.
    ///
    /// # Panics
    ///
    /// If one is no word of the text, or no language was set.
    pub(crate) fn intern(&mut self, text: &str, words: &[[u32; 2]], numbers: &mut Vec<SurfaceId>) {
        let Self { words: table, languages, current } = self;
        let known = &mut languages[*current];
        let place = |&[start, end]: &[u32; 2]| start as usize..end as usize;
        let mut keys = [SmallKey::default(); AHEAD];
        for (key, word) in keys.iter_mut().zip(words) {
            *key = SmallKey::at(text.as_bytes(), &place(word));
            known.short.prefetch(*key);
        }
        numbers.reserve(words.len());
        for (number, word) in words.iter().enumerate() {
            let key = keys[number % AHEAD];
            if let Some(soon) = words.get(number + AHEAD) {
                let soon = SmallKey::at(text.as_bytes(), &place(soon));
                known.short.prefetch(soon);
                keys[number % AHEAD] = soon;
            }
            let found = known.short.glance(key);
            numbers.push(SurfaceId(found.unwrap_or_else(|| known.number(text, place(word), key, table))));
        }
    }

    /// Adds the words of a list; says which number each has here.
    pub(crate) fn absorb(&mut self, words: &WordTable) -> Vec<u32> {
        let (text, places) = words.joined();
        let mut last = None;
        let number = |(language, place): (Language, Range<usize>)| {
            if last.replace(language) != Some(language) {
                self.set_language(language);
            }
            self.number(text, place)
        };
        places.map(number).collect()
    }

    /// The number of the word at a place of a text.
    #[inline]
    fn number(&mut self, text: &str, place: Range<usize>) -> u32 {
        let Self { words, languages, current } = self;
        let known = &mut languages[*current];
        let key = SmallKey::at(text.as_bytes(), &place);
        known.short.glance(key).unwrap_or_else(|| known.number(text, place, key, words))
    }

    /// How many words have a number.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The languages that were set.
    pub(crate) fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        self.languages.iter().map(|numbers| numbers.language)
    }

    /// The words in the order of their numbers.
    pub(crate) fn into_words(self) -> WordTable {
        self.words
    }
}

impl Numbers {
    /// The number of a word that a glance did not find.
    #[cold]
    fn number(&mut self, text: &str, place: Range<usize>, key: SmallKey, words: &mut WordTable) -> u32 {
        let (language, word) = (self.language, &text[place.clone()]);
        let short = self.short.number(key, text, place, || push(words, language, word));
        short.unwrap_or_else(|| self.long_number(word, words))
    }

    #[cold]
    fn long_number(&mut self, word: &str, words: &mut WordTable) -> u32 {
        let Self { language, long, hasher, .. } = self;
        let hash = hasher.hash_one(word);
        if let Some(&number) = long.find(hash, |&number| words.text(number as usize) == word) {
            return number;
        }
        let number = push(words, *language, word);
        long.insert_unique(hash, number, |&number| hasher.hash_one(words.text(number as usize)));
        number
    }
}

#[cold]
fn push(words: &mut WordTable, language: Language, word: &str) -> u32 {
    let number = words.len() as u32;
    words.push(language, word);
    number
}

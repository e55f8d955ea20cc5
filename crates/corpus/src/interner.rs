//! One number for each distinct word.
//!
//! This runs for every token of the corpus, so it is optimised for the common case: a short word that was met before. A
//! word is looked up in up to three places, the cheapest first:
//!
//! ```text
//! key = HashedKey::at(text, place)     the bytes of a word of up to 11 bytes, with their hash; 0 for a longer one
//! 1. glance: the home slot of the key  one cache line, no loop; finds nearly every token
//! 2. the slots that follow it, or the table of words of 12 to 27 bytes
//! 3. a hash table of numbers, whose words are compared in the list of words
//! ```
//!
//! Only step 1 is inlined. The rest is `#[cold]`, which keeps the loop over the tokens small.
//!
//! The tables of a large corpus do not fit into the L1 and L2 caches, and a lookup takes longer to wait for its slot
//! than to do anything else. So words are looked up in batches, in two loops: the first one computes the keys and prefetches their
//! home slots, the second one compares. When it reaches a word, its slot has usually arrived. A table that grows in between only
//! has the glance miss: a slot is compared with the whole key.
//!
//! What must hold:
//!
//! - The length of a word alone decides in which of the three tables it is, so a miss in one table needs no look at
//!   another.
//! - Numbers depend on the order in which words are met. They never leave this crate: merging replaces them by ids that
//!   depend on the data only.
//! - The same spelling in two languages is two words, so each language has its own tables.

use std::{hash::BuildHasher, ops::Range};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::{
    Language, SurfaceId, WordTable,
    short_words::{HashedKey, ShortWords},
};

/// Numbers words in the order in which they are first met.
///
/// The numbers are local to one interner: [`crate::TokenizedCorpus::merge`] replaces them by ids that depend on the data alone.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    words: WordTable,
    languages: Vec<WordNumbers>,
    /// The place in `languages` of the language of the words to come.
    current: usize,
}

/// Words that are looked up together. A rare word, whose slot is not cached, would otherwise stall the lookups of all words after
/// it.
const BATCH: usize = 256;

/// The numbers of the words of one language.
#[derive(Debug)]
struct WordNumbers {
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
            self.languages.push(WordNumbers {
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
        let mut keys = [HashedKey::default(); BATCH];
        for words in words.chunks(BATCH) {
            for (key, word) in keys.iter_mut().zip(words) {
                *key = HashedKey::at(text.as_bytes(), &place(word));
                known.short.prefetch(*key);
            }
            let number =
                |(key, word): (&HashedKey, _)| SurfaceId(known.number(text, place(word), *key, table));
            numbers.extend(keys.iter().zip(words).map(number));
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
            let key = HashedKey::at(text.as_bytes(), &place);
            self.languages[self.current].number(text, place, key, &mut self.words)
        };
        places.map(number).collect()
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

impl WordNumbers {
    /// The number of the word at a place of a text, which has this key.
    #[inline]
    fn number(&mut self, text: &str, place: Range<usize>, key: HashedKey, words: &mut WordTable) -> u32 {
        self.short.glance(key).unwrap_or_else(|| self.number_of_unseen(text, place, key, words))
    }

    /// The number of a word that a glance did not find.
    #[cold]
    fn number_of_unseen(
        &mut self,
        text: &str,
        place: Range<usize>,
        key: HashedKey,
        words: &mut WordTable,
    ) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::Interner;
    use crate::Language;

    /// Words of every way to keep one: of all lengths at which that changes, and with a zero byte.
    const WORDS: [&str; 9] = [
        "a",
        "eleven_byte",
        "twelve_bytes",
        "twelve_byte2",
        "of-seven-and-twenty-bytes-a",
        "of-eight-and-twenty-bytes-ab",
        "a\0",
        "ab",
        "B",
    ];

    fn interner(words: impl Iterator<Item = (Language, &'static str)>) -> Interner {
        let mut interner = Interner::default();
        for (language, word) in words {
            interner.set_language(language);
            interner.intern(word, &[[0, word.len() as u32]], &mut Vec::new());
        }
        interner
    }

    #[test]
    fn words_of_another_interner_get_the_numbers_of_the_same_words() {
        let [english, german] = ["en", "de"].map(|code| Language::from_code(code).unwrap());
        let mut one = interner(WORDS.iter().map(|word| (english, *word)));
        let both = WORDS.iter().rev().flat_map(|word| [(german, *word), (english, *word)]);
        let other = interner(both).into_words();
        let numbers = one.absorb(&other);
        assert_eq!(one.len(), 2 * WORDS.len());
        let all = one.into_words();
        assert_eq!(numbers.len(), other.len());
        for (word, number) in other.iter().zip(numbers) {
            assert_eq!(all.word(number as usize), word);
        }
    }
}

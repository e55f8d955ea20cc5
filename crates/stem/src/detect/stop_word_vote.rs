//! A guess by stop words: each word of a sample votes for the languages whose list it is in.
//!
//! It costs a fiftieth of the detector's trigrams, and decides most texts of some length.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use textmill_corpus::Language;
use whatlang::Lang;

use super::of_guess;

/// A vote is counted if the winner has at least as many votes as the caller asks for, so large a share of the words of the sample: one in so many …
const ONE_IN: u32 = 4;
/// … and so many times the votes of the next language. Related languages share many stop words.
const LEAD: f64 = 1.4;

/// A bit for each language, in the order of `CANDIDATES`.
type Set = u64;

/// The stop words of all candidates.
struct Lists {
    candidates: Vec<Language>,
    /// The place of each candidate.
    numbers: HashMap<Language, usize, FixedState>,
    /// The words with a [`ShortKey`], then all others.
    short: HashTable<(ShortKey, Set)>,
    long: HashMap<&'static str, Set, FixedState>,
    /// For the first bytes of the long words, a bit for each length of one.
    long_lengths: [u64; 32],
    /// The short words of each candidate, and how long its longest word is: few enough to be at hand while a text of it is read.
    of_candidates: Vec<OwnWords>,
    /// A bit for some bits of the hash of each short word. Most words of a text are none of these, and need no look at the table,
    /// which is larger than what a processor has at hand.
    hashes: Box<[u64; HASHES / 64]>,
}

/// The stop words of one language.
#[derive(Clone, Default)]
struct OwnWords {
    short: HashTable<ShortKey>,
    longest: usize,
}

/// So many hashes are told apart; there are ten thousand words or so.
const HASHES: usize = 1 << 17;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let candidates = Lang::all().iter().map(|&language| of_guess(language));
    let list = |language: &Language| stop_words::lookup(language.code()).unwrap_or_default();
    let candidates: Vec<Language> =
        candidates.filter(|language| !list(language).is_empty()).take(Set::BITS as usize).collect();
    let mut lists = Lists {
        candidates: Vec::new(),
        numbers: candidates.iter().copied().zip(0..).collect(),
        short: HashTable::new(),
        long: HashMap::default(),
        long_lengths: [0; 32],
        of_candidates: vec![OwnWords::default(); candidates.len()],
        hashes: Box::new([0; HASHES / 64]),
    };
    for (number, language) in candidates.iter().enumerate() {
        list(language).iter().for_each(|word| lists.add(word, number));
    }
    Lists { candidates, ..lists }
});

impl Lists {
    /// Adds a word of the language of a number.
    fn add(&mut self, word: &'static str, number: usize) {
        let Self { short, long, long_lengths, hashes, of_candidates, .. } = self;
        let own = &mut of_candidates[number];
        own.longest = own.longest.max(word.len());
        let set = match ShortKey::of(word, &(0..word.len())) {
            // As in texts, what is no letter is no part of a word.
            Some(key) if words_of(word).eq(std::iter::once(0..word.len())) => {
                let hash = key.hash();
                hashes[place_of(hash)] |= bit_of(hash);
                own.short.entry(hash, |known| *known == key, |known| known.hash()).or_insert(key);
                let entry = short.entry(hash, |(known, _)| *known == key, |(known, _)| known.hash());
                &mut entry.or_insert((key, 0)).into_mut().1
            }
            _ => {
                let (first, bit) = first_and_length(word);
                long_lengths[first] |= bit;
                long.entry(word).or_default()
            }
        };
        *set |= 1 << number;
    }

    /// Whether the candidate of a number has a word of a text, in lower case, as a stop word.
    fn is_word_of(&self, number: usize, text: &str, word: Range<usize>, lower: &mut String) -> bool {
        let own = &self.of_candidates[number];
        if let Some(key) = ShortKey::of(text, &word) {
            return own.short.find(key.hash(), |known| *known == key).is_some();
        }
        // A letter has at most three times the bytes of its lower case: the sign for Kelvin has.
        word.len() <= 3 * own.longest && self.languages_of(text, word, lower) >> number & 1 == 1
    }

    /// The languages that have a word of a text, in lower case, as a stop word; `lower` is used again and again.
    fn languages_of(&self, text: &str, word: Range<usize>, lower: &mut String) -> Set {
        if let Some(key) = ShortKey::of(text, &word) {
            return self.languages_of_key(key);
        }
        let (first, bit) = first_and_length(&text[word.clone()]);
        if self.long_lengths[first] & bit == 0 && text[word.clone()].is_ascii() {
            return 0;
        }
        lower.clear();
        lower.extend(text[word].chars().flat_map(char::to_lowercase));
        // The sign for Kelvin becomes a letter of ASCII.
        match ShortKey::of(lower, &(0..lower.len())) {
            Some(key) => self.languages_of_key(key),
            None => self.long.get(lower.as_str()).copied().unwrap_or_default(),
        }
    }

    fn languages_of_key(&self, key: ShortKey) -> Set {
        let hash = key.hash();
        if self.hashes[place_of(hash)] & bit_of(hash) == 0 {
            return 0;
        }
        self.short.find(hash, |(known, _)| *known == key).map_or(0, |(_, languages)| *languages)
    }
}

/// A word of up to eight ASCII letters and apostrophes: its bytes in lower case.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ShortKey(u64);

impl ShortKey {
    /// The key of a word of a text.
    fn of(text: &str, word: &Range<usize>) -> Option<Self> {
        /// The bit by which small letters differ from capital ones, and which apostrophes have too.
        const SMALL: u64 = u64::from_ne_bytes([0x20; 8]);
        let unused = 8_usize.checked_sub(word.len()).filter(|&unused| unused < 8)?;
        // Reading past the word and cutting off costs less than a copy of some length.
        let bytes = match text.as_bytes().get(word.start..)?.first_chunk::<8>() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => {
                let mut bytes = [0; 8];
                bytes.iter_mut().zip(&text.as_bytes()[word.clone()]).for_each(|(to, from)| *to = *from);
                u64::from_le_bytes(bytes)
            }
        };
        let key = (bytes | SMALL) & (u64::MAX >> (8 * unused));
        (key & HIGHEST_BITS == 0).then_some(Self(key))
    }

    fn hash(self) -> u64 {
        let product = u128::from(self.0) * 0x9E37_79B9_7F4A_7C15;
        product as u64 ^ (product >> 64) as u64
    }
}

/// The number of the first byte of a word, in either case, and the bit of its length, which long words share.
fn first_and_length(word: &str) -> (usize, u64) {
    (usize::from(word.as_bytes().first().copied().unwrap_or_default() % 32), 1 << word.len().min(63))
}

fn place_of(hash: u64) -> usize {
    hash as usize % HASHES / 64
}

fn bit_of(hash: u64) -> u64 {
    1 << (hash % 64)
}

/// So many words of a text are enough to see that it is of a language …
const FIRST_WORDS: usize = 30;
/// … if one in so many is one of its stop words.
const ONE_OF_OWN_IN: usize = 8;

/// Whether the stop words of a language are known.
pub(super) fn has_list(language: Language) -> bool {
    LISTS.numbers.contains_key(&language)
}

/// Whether the first words of a text hold enough stop words of a language; also where its stop words are not known.
pub(super) fn has_words_of(text: &str, language: Language) -> bool {
    let Some(&number) = LISTS.numbers.get(&language) else { return true };
    let (mut words, mut own) = (0, 0);
    let mut lower = String::new();
    for word in words_of(text).take(FIRST_WORDS) {
        words += 1;
        own += usize::from(LISTS.is_word_of(number, text, word, &mut lower));
        // Most texts need not be read so far.
        if own * ONE_OF_OWN_IN >= FIRST_WORDS {
            return true;
        }
    }
    own * ONE_OF_OWN_IN >= words
}

/// The words of a text: runs of letters and apostrophes.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut position = 0;
    std::iter::from_fn(move || {
        let start = position + run_length(text.get(position..)?, false);
        position = start + run_length(text.get(start..)?, true);
        (position > start).then_some(start..position)
    })
}

/// How many bytes at the beginning of a text are letters and apostrophes, or are none.
fn run_length(text: &str, of_word: bool) -> usize {
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    for (number, chunk) in chunks.iter().enumerate() {
        let eight = u64::from_le_bytes(*chunk);
        let wanted = if of_word { ascii_word_bytes(eight) } else { !ascii_word_bytes(eight) };
        let ends = !wanted & HIGHEST_BITS | eight & HIGHEST_BITS;
        if ends != 0 {
            return end_of_run(text, 8 * number + ends.trailing_zeros() as usize / 8, of_word);
        }
    }
    end_of_run(text, text.len() - rest.len(), of_word)
}

/// As [`run_length`], of a text of which so many bytes are known to be of the run.
fn end_of_run(text: &str, known: usize, of_word: bool) -> usize {
    let is_other = |character: char| (character.is_alphabetic() || character == '\'') != of_word;
    text[known..].find(is_other).map_or(text.len(), |length| known + length)
}

const HIGHEST_BITS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The highest bit of each of eight bytes that is an ASCII letter or an apostrophe.
fn ascii_word_bytes(eight: u64) -> u64 {
    let all = |byte: u8| u64::from_ne_bytes([byte; 8]);
    let lowest_bits = eight & !HIGHEST_BITS;
    // No sum of a byte exceeds 255, so none reaches the next byte.
    let small = lowest_bits | all(0x20);
    let from_a = small + all(0x80 - b'a');
    let beyond_z = small + all(0x7F - b'z');
    let no_apostrophe = (lowest_bits ^ all(b'\'')) + all(0x7F);
    (from_a & !beyond_z | !no_apostrophe) & !eight & HIGHEST_BITS
}

/// The votes of each language, with how many words voted.
fn votes(sample: &str) -> (Vec<(u32, Language)>, u32) {
    let mut lower = String::new();
    let mut votes = [0_u32; Set::BITS as usize];
    let mut words = 0;
    for word in words_of(sample) {
        words += 1;
        let mut set = LISTS.languages_of(sample, word, &mut lower);
        while set != 0 {
            votes[set.trailing_zeros() as usize] += 1;
            set &= set - 1;
        }
    }
    (votes.into_iter().zip(LISTS.candidates.iter().copied()).collect(), words)
}

/// The language of whose stop words a text has most: at least two, and more than of any other.
pub(super) fn leader(text: &str) -> Option<Language> {
    let (mut votes, _) = votes(text);
    votes.sort();
    let [.., (next, _), (most, language)] = votes[..] else { return None };
    (most >= 2 && most > next).then_some(language)
}

/// Whether a text has clearly more stop words of another language than of one: three at least, and twice as many and one.
pub(super) fn is_of_another(text: &str, language: Language) -> bool {
    let (votes, _) = votes(text);
    let of = |wanted: bool| {
        votes.iter().filter(|(_, known)| (*known == language) == wanted).map(|(votes, _)| *votes).max()
    };
    let (own, other) = (of(true).unwrap_or_default(), of(false).unwrap_or_default());
    other >= 3 && other > 2 * own + 1
}

/// The language that wins the vote, if one does beyond doubt: with at least `fewest` votes.
pub(super) fn winner(sample: &str, fewest: u32) -> Option<Language> {
    let mut lower = String::new();
    // All are looked up before the first is counted, so that the processor need not wait for one before it asks for the next.
    let sets: Vec<Set> = words_of(sample).map(|word| LISTS.languages_of(sample, word, &mut lower)).collect();
    let words = sets.len() as u32;
    let mut votes = [0_u32; Set::BITS as usize];
    for mut set in sets {
        while set != 0 {
            votes[set.trailing_zeros() as usize] += 1;
            set &= set - 1;
        }
    }
    let ranked = || votes.into_iter().zip(LISTS.candidates.iter().copied());
    let (most, language) = ranked().max()?;
    let (next, _) = ranked().filter(|(_, other)| *other != language).max()?;
    let wins = most >= fewest && most * ONE_IN >= words && f64::from(most) >= f64::from(next) * LEAD;
    wins.then_some(language)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::Language;

    use super::{LISTS, winner, words_of};

    proptest! {
        #[test]
        fn words_are_runs_of_letters(text in "[aZz{@`' 1é,б\u{301}]{0,30}") {
            let expected: Vec<&str> = text
                .split(|character: char| !character.is_alphabetic() && character != '\'')
                .filter(|word| !word.is_empty())
                .collect();
            prop_assert_eq!(words_of(&text).map(|word| &text[word]).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn every_stop_word_of_one_word_is_found_in_a_text() {
        let mut lower = String::new();
        for (number, language) in LISTS.candidates.iter().enumerate() {
            let words = stop_words::lookup(language.code()).unwrap_or_default();
            for word in words.iter().filter(|word| word.to_lowercase() == **word) {
                for text in [format!("7, {word} and more"), format!("7, {word}"), (*word).to_string()] {
                    let start = text.find(*word).unwrap();
                    let place = start..start + word.len();
                    if words_of(&text).any(|found| found == place) {
                        let found = LISTS.languages_of(&text, place.clone(), &mut lower);
                        assert_eq!(found >> number & 1, 1, "{language}: {word} in {text}");
                        assert!(
                            LISTS.is_word_of(number, &text, place, &mut lower),
                            "{language}: {word} in {text}"
                        );
                    }
                }
            }
        }
        let english = LISTS.candidates.iter().position(|known| *known == Language::from_code("en").unwrap());
        let capitals = LISTS.languages_of("THE", 0..3, &mut lower) >> english.unwrap() & 1;
        assert_eq!(capitals, 1);
        let kelvin = "\u{212A}an";
        assert_eq!(
            LISTS.languages_of(kelvin, 0..kelvin.len(), &mut lower),
            LISTS.languages_of("kan", 0..3, &mut lower)
        );
    }

    #[test]
    fn the_words_of_one_language_are_those_of_its_list() {
        let mut lower = String::new();
        let lists =
            LISTS.candidates.iter().flat_map(|language| stop_words::lookup(language.code())).flatten();
        let others = ["THE", "\u{212A}an", "treaty", "Yourselves", "incomprehensibilities", "é", "ÜBER"];
        for word in lists.copied().chain(others) {
            let languages = LISTS.languages_of(word, 0..word.len(), &mut lower);
            for number in 0..LISTS.candidates.len() {
                let is_own = LISTS.is_word_of(number, word, 0..word.len(), &mut lower);
                assert_eq!(is_own, languages >> number & 1 == 1, "{word} {:?}", LISTS.candidates[number]);
            }
        }
    }

    #[test]
    fn a_few_words_decide_nothing() {
        assert_eq!(winner("", 20), None);
        assert_eq!(winner("the treaty was written for a river that no longer exists", 20), None);
    }

    #[test]
    fn a_paragraph_decides() {
        let english = "The minister said that the treaty was written for a river that no longer exists, and that nobody who \
                       has seen the gauge at the border this summer would believe the figures of the commission. ";
        assert_eq!(
            winner(&english.repeat(3), 20).map(|language| language.to_string()).as_deref(),
            Some("en")
        );
    }
}

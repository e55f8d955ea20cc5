//! A guess by stop words: each word of a sample votes for the languages whose list it is in.
//!
//! It costs a fiftieth of the detector's trigrams, and decides most texts of some length.

use std::{hash::BuildHasher, sync::LazyLock};

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
    languages_of_word: HashTable<(&'static str, Set)>,
    /// A bit for some bits of the hash of each word. Most words of a text are none of these, and need no look at the table, which is
    /// larger than what a processor has at hand.
    hashes: Box<[u64; HASHES / 64]>,
    hasher: FixedState,
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
        languages_of_word: HashTable::new(),
        hashes: Box::new([0; HASHES / 64]),
        hasher: FixedState::default(),
    };
    for (number, language) in candidates.iter().enumerate() {
        list(language).iter().for_each(|word| lists.add(word, number));
    }
    Lists { candidates, ..lists }
});

impl Lists {
    /// Adds a word of the language of a number.
    fn add(&mut self, word: &'static str, number: usize) {
        let Self { languages_of_word, hashes, hasher, .. } = self;
        let hash = hasher.hash_one(word);
        hashes[place_of(hash)] |= bit_of(hash);
        let same = |(known, _): &(&str, Set)| *known == word;
        let entry = languages_of_word.entry(hash, same, |(known, _)| hasher.hash_one(known));
        entry.or_insert((word, 0)).get_mut().1 |= 1 << number;
    }

    /// The languages that have a word in lower case as a stop word.
    fn languages_of(&self, word: &str) -> Set {
        let hash = self.hasher.hash_one(word);
        if self.hashes[place_of(hash)] & bit_of(hash) == 0 {
            return 0;
        }
        self.languages_of_word.find(hash, |(known, _)| *known == word).map_or(0, |(_, languages)| *languages)
    }
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

/// Whether the first words of a text hold enough stop words of a language; also where its stop words are not known.
pub(super) fn has_words_of(text: &str, language: Language) -> bool {
    let Some(number) = LISTS.candidates.iter().position(|candidate| *candidate == language) else {
        return true;
    };
    let (mut words, mut own) = (0, 0);
    let mut lower = String::new();
    for word in words_of(text).take(FIRST_WORDS) {
        words += 1;
        own += usize::from(languages_of(word, &mut lower) >> number & 1 == 1);
        // Most texts need not be read so far.
        if own * ONE_OF_OWN_IN >= FIRST_WORDS {
            return true;
        }
    }
    own * ONE_OF_OWN_IN >= words
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphabetic() && character != '\'')
        .filter(|word| !word.is_empty())
}

/// The languages that have a word as a stop word; `lower` is used again and again.
fn languages_of(word: &str, lower: &mut String) -> Set {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    LISTS.languages_of(lower)
}

/// The language that wins the vote, if one does beyond doubt: with at least `fewest` votes.
pub(super) fn winner(sample: &str, fewest: u32) -> Option<Language> {
    let mut votes = [0_u32; Set::BITS as usize];
    let mut words = 0;
    let mut lower = String::new();
    for word in words_of(sample) {
        words += 1;
        let mut set = languages_of(word, &mut lower);
        while set != 0 {
            votes[set.trailing_zeros() as usize] += 1;
            set &= set - 1;
        }
    }
    let mut ranked: Vec<(u32, Language)> = votes.into_iter().zip(LISTS.candidates.iter().copied()).collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    let (&(most, language), &(next, _)) = (ranked.first()?, ranked.get(1)?);
    let wins = most >= fewest && most * ONE_IN >= words && f64::from(most) >= f64::from(next) * LEAD;
    wins.then_some(language)
}

#[cfg(test)]
mod tests {
    use super::winner;

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

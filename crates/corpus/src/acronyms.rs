//! Words in capitals that are other words than those in lower case: `US` and `us`, `WHO` and `who`, `AIDS` and `aids`.
//!
//! Capitals alone show nothing: headlines are set in them, stories begin with them, and speakers are quoted with them (`I said NO`). A
//! spelling is an acronym if it stands in capitals in sentences that have words in lower case, and not first in its segment, for at least
//! half of its occurrences, and, where the word in lower case is a stop word, not too seldom beside it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeInclusive,
};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::{Document, Language, SurfaceId, WordRules, WordTable, columns::Columns};

/// How many letters an acronym has.
const LETTERS: RangeInclusive<usize> = 2..=6;
/// Half of its occurrences stand inside sentences.
const INSIDE_OF: u64 = 2;
/// Beside a stop word, it is one of so many.
const BESIDE_STOP_WORD: u64 = 200;

/// A word in lower case that is rarer than this beside the capitals is one that somebody typed wrongly.
const LOWER_ONE_IN: u64 = 200;

/// Which words are acronyms, by their numbers; none in most small corpora.
#[derive(Default)]
pub(crate) struct Acronyms {
    /// Those that stand beside a word in lower case, with that word.
    apart: BTreeMap<u32, u32>,
    /// Those that have no such word, but an ending that a stemmer would cut: `AIDS` is no form of `aid`.
    unstemmed: Vec<u32>,
}

/// No word in lower case.
const NONE: u32 = u32::MAX;

impl Acronyms {
    /// Those of the words of some documents, whose tokens `numbers` gives the numbers of the words, part by part.
    pub(crate) fn of(
        words: &WordTable,
        parts: &[Vec<(Document, Columns)>],
        numbers: &[Vec<u32>],
        rules: &dyn WordRules,
    ) -> Self {
        let pairs = pairs(words, rules);
        if pairs.is_empty() {
            return Self::default();
        }
        let looks = Looks::of(words, &pairs);
        let mut uses = vec![Uses::NONE; pairs.len()];
        for (part, numbers) in parts.iter().zip(numbers) {
            uses = sum(uses, looks.uses_in(part, numbers));
        }
        let mut found: Vec<(u32, u32, Uses)> =
            pairs.into_iter().zip(uses).map(|((one, lower), uses)| (one, lower, uses)).collect();
        found.retain(|(_, _, uses)| uses.inside > 0 && uses.inside * INSIDE_OF >= uses.all);
        let wanted = found.iter().map(|(_, lower, _)| *lower).filter(|lower| *lower != NONE).collect();
        let frequencies = frequencies(&wanted, parts, numbers);
        let is_stop_word =
            |word: u32| rules.is_stop_word(words.language(word as usize), words.text(word as usize));
        let mut acronyms = Self::default();
        for (capitals, lower, uses) in found {
            let frequency = frequencies.get(&lower).copied().unwrap_or_default();
            if lower == NONE {
                acronyms.unstemmed.push(capitals);
            } else if frequency * LOWER_ONE_IN >= uses.all
                && (uses.inside * BESIDE_STOP_WORD >= frequency || !is_stop_word(lower))
            {
                acronyms.apart.insert(capitals, lower);
            }
        }
        acronyms
    }

    /// Whether a word is one beside a word in lower case.
    pub(crate) fn has(&self, word: usize) -> bool {
        !self.apart.is_empty() && self.apart.contains_key(&(word as u32))
    }

    /// The acronyms that stand beside a word in lower case.
    pub(crate) fn apart(&self) -> impl Iterator<Item = usize> + '_ {
        self.apart.keys().map(|word| *word as usize)
    }

    /// The words in lower case beside which there are acronyms.
    pub(crate) fn lower_words(&self) -> impl Iterator<Item = usize> + '_ {
        self.apart.values().map(|word| *word as usize)
    }

    /// The words of which no ending is cut.
    pub(crate) fn unstemmed(&self) -> impl Iterator<Item = usize> + '_ {
        self.unstemmed.iter().map(|word| *word as usize)
    }
}

/// The words in capitals that stand in lower case too, each with that word; and those that do not, where a stemmer would cut them.
fn pairs(words: &WordTable, rules: &dyn WordRules) -> Vec<(u32, u32)> {
    let is_of_capitals = |word: &u32| is_in_capitals(words.text(*word as usize));
    let capitals: Vec<u32> = (0..words.len() as u32).into_par_iter().filter(is_of_capitals).collect();
    let lower: Vec<(Language, String)> = capitals
        .iter()
        .map(|&word| (words.language(word as usize), words.text(word as usize).to_lowercase()))
        .collect();
    let wanted: HashSet<(Language, &str), FixedState> =
        lower.iter().map(|(language, text)| (*language, text.as_str())).collect();
    let longest = lower.iter().map(|(_, text)| text.len()).max().unwrap_or_default();
    let is_wanted = |&word: &u32| {
        let (language, text) = words.word(word as usize);
        text.len() <= longest && wanted.contains(&(language, text))
    };
    let all = (0..words.len() as u32).into_par_iter();
    let known: HashMap<(Language, &str), u32, FixedState> =
        all.filter(is_wanted).map(|word| (words.word(word as usize), word)).collect();
    let pair = |(&word, (language, text)): (&u32, &(Language, String))| {
        let beside = known.get(&(*language, text.as_str())).copied();
        let is_cut = || rules.stem(*language, text).len() < text.len();
        beside.or_else(|| is_cut().then_some(NONE)).map(|lower| (word, lower))
    };
    capitals.iter().zip(&lower).filter_map(pair).collect()
}

/// Whether a word is all capital letters, and of the length of an acronym.
fn is_in_capitals(word: &str) -> bool {
    if word.len() > 4 * LETTERS.end() || !word.starts_with(char::is_uppercase) {
        return false;
    }
    LETTERS.contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// How often some words stand in the documents.
fn frequencies(
    wanted: &HashSet<u32, FixedState>,
    parts: &[Vec<(Document, Columns)>],
    numbers: &[Vec<u32>],
) -> HashMap<u32, u64, FixedState> {
    let mut all = HashMap::default();
    if wanted.is_empty() {
        return all;
    }
    for (part, numbers) in parts.iter().zip(numbers) {
        let of_part: Vec<usize> = (0..numbers.len()).filter(|own| wanted.contains(&numbers[*own])).collect();
        let mut places: Vec<u32> = vec![0; numbers.len()];
        of_part.iter().zip(1..).for_each(|(own, place)| places[*own] = place);
        let count = |mut counts: Vec<u64>, (_, columns): &(Document, Columns)| {
            columns.tokens().iter().for_each(|token| counts[places[token.index()] as usize] += 1);
            counts
        };
        let none = || vec![0_u64; of_part.len() + 1];
        let add = |one: Vec<u64>, other: Vec<u64>| {
            one.into_iter().zip(other).map(|(one, other)| one + other).collect()
        };
        let counts = part.par_iter().fold(none, count).reduce(none, add);
        for (own, count) in of_part.iter().zip(counts.into_iter().skip(1)) {
            *all.entry(numbers[*own]).or_default() += count;
        }
    }
    all
}

/// What is asked of a word of a sentence: it begins in lower case, it is in capitals, it is in capitals and of a pair; nothing of most.
const LOWER: u8 = 1;
const UPPER: u8 = 1 << 1;
const OF_PAIR: u8 = 1 << 2;

/// What is asked of the words of sentences.
struct Looks {
    flags: Vec<u8>,
    /// The places of the uses of the words in capitals.
    places: HashMap<u32, u32, FixedState>,
    pairs: usize,
}

/// How often a word stands in the corpus, and how often inside a sentence that is not all capitals.
#[derive(Clone, Copy, Default)]
struct Uses {
    all: u64,
    inside: u64,
}

impl Uses {
    const NONE: Self = Self { all: 0, inside: 0 };
}

fn sum(one: Vec<Uses>, other: Vec<Uses>) -> Vec<Uses> {
    let sum =
        |(one, other): (Uses, Uses)| Uses { all: one.all + other.all, inside: one.inside + other.inside };
    one.into_iter().zip(other).map(sum).collect()
}

impl Looks {
    fn of(words: &WordTable, pairs: &[(u32, u32)]) -> Self {
        let flag = |place: usize| {
            let text = words.text(place);
            if text.starts_with(char::is_lowercase) {
                LOWER
            } else if text.len() > 1 && text.chars().all(char::is_uppercase) {
                UPPER
            } else {
                0
            }
        };
        let mut flags: Vec<u8> = (0..words.len()).into_par_iter().map(flag).collect();
        let places: HashMap<u32, u32, FixedState> =
            pairs.iter().map(|(capitals, _)| *capitals).zip(0..).collect();
        for (capitals, _) in pairs {
            flags[*capitals as usize] |= OF_PAIR;
        }
        Self { flags, places, pairs: pairs.len() }
    }

    fn no_uses(&self) -> Vec<Uses> {
        vec![Uses::NONE; self.pairs]
    }

    /// The uses of the words in capitals in the documents of a part.
    fn uses_in(&self, part: &[(Document, Columns)], numbers: &[u32]) -> Vec<Uses> {
        // Looked at for every token: in the order of its own numbers, it is a single look.
        let flags: Vec<u8> = numbers.iter().map(|&word| self.flags[word as usize]).collect();
        let of_document = |mut uses: Vec<Uses>, (_, columns): &(Document, Columns)| {
            for segment in columns.segments() {
                for (sentence, place) in segment.sentences().zip(0..) {
                    self.add_sentence(sentence.tokens, place == 0, numbers, &flags, &mut uses);
                }
            }
            uses
        };
        part.par_iter().fold(|| self.no_uses(), of_document).reduce(|| self.no_uses(), sum)
    }

    fn add_sentence(
        &self,
        tokens: &[SurfaceId],
        is_first: bool,
        numbers: &[u32],
        flags: &[u8],
        uses: &mut [Uses],
    ) {
        let flag = |token: &SurfaceId| flags[token.index()];
        if tokens.iter().fold(0, |all, token| all | flag(token)) & OF_PAIR == 0 {
            return;
        }
        let count = |wanted: u8| tokens.iter().filter(|token| flag(token) & wanted != 0).count();
        let is_running = count(LOWER) > count(UPPER);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| flag(token) & OF_PAIR != 0) {
            let Some(&place) = self.places.get(&numbers[token.index()]) else { continue };
            // The first word of a paragraph may be set in capitals because it is that.
            let is_inside = (at > 0 || !is_first) && is_running;
            let of_word = &mut uses[place as usize];
            of_word.all += 1;
            of_word.inside += u64::from(is_inside);
        }
    }
}

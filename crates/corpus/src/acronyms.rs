//! Words in capitals that are other words than those in lower case: `US` and `us`, `WHO` and `who`, `AIDS` and `aids`.
//!
//! Capitals alone show nothing: headlines are set in them, stories begin with them, and speakers are quoted with them (`I said NO`). A
//! spelling is an acronym if it stands in capitals inside sentences that have words in lower case, for at least half of its
//! occurrences, and, where the word in lower case is a stop word, not too seldom beside it.

use std::{
    collections::{HashMap, HashSet},
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

/// Which words are acronyms, by their numbers; none in most small corpora.
pub(crate) struct Acronyms(Vec<bool>);

impl Acronyms {
    /// Those of the words of some documents, whose tokens `numbers` gives the numbers of the words, part by part.
    pub(crate) fn of(
        words: &WordTable,
        parts: &[Vec<(Document, Columns)>],
        numbers: &[Vec<u32>],
        rules: &dyn WordRules,
    ) -> Self {
        let pairs = pairs(words);
        if pairs.is_empty() {
            return Self(Vec::new());
        }
        let looks = Looks::of(words, &pairs);
        let mut uses = looks.no_uses();
        for (part, numbers) in parts.iter().zip(numbers) {
            uses = sum(uses, looks.uses_in(part, numbers));
        }
        let mut is_acronym = vec![false; words.len()];
        for (place, (capitals, lower)) in pairs.iter().enumerate() {
            let ([of_capitals, of_lower], _) =
                uses[2 * place..].split_first_chunk().unwrap_or((&[Uses::NONE; 2], &[]));
            let Uses { all, inside } = *of_capitals;
            let is_stop_word =
                rules.is_stop_word(words.language(*lower as usize), words.text(*lower as usize));
            let is_rare = is_stop_word && inside * BESIDE_STOP_WORD < of_lower.all;
            is_acronym[*capitals as usize] = inside > 0 && inside * INSIDE_OF >= all && !is_rare;
        }
        Self(is_acronym)
    }

    /// Whether a word is one.
    pub(crate) fn has(&self, word: usize) -> bool {
        self.0.get(word).copied().unwrap_or_default()
    }
}

/// The words in capitals that stand in lower case too, each with that word.
fn pairs(words: &WordTable) -> Vec<(u32, u32)> {
    let is_of_capitals = |word: &u32| is_in_capitals(words.text(*word as usize));
    let capitals: Vec<u32> = (0..words.len() as u32).filter(is_of_capitals).collect();
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
    let known: HashMap<(Language, &str), u32, FixedState> =
        (0..words.len() as u32).filter(is_wanted).map(|word| (words.word(word as usize), word)).collect();
    let pair = |(&word, (language, text)): (&u32, &(Language, String))| {
        Some((word, *known.get(&(*language, text.as_str()))?))
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

/// What is asked of a word of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// It has no letters of two cases, or is a single letter.
    Other,
    /// It begins with a letter in lower case.
    Lower,
    /// It is in capitals.
    Upper,
}

/// What is asked of the words of sentences.
struct Looks {
    cases: Vec<Case>,
    /// The places of the uses of the words of pairs, counted from 1; 0 for others.
    places: Vec<u32>,
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
        let case = |place: usize| {
            let text = words.text(place);
            if text.starts_with(char::is_lowercase) {
                Case::Lower
            } else if text.len() > 1 && text.chars().all(char::is_uppercase) {
                Case::Upper
            } else {
                Case::Other
            }
        };
        let cases = (0..words.len()).into_par_iter().map(case).collect();
        let mut places = vec![0; words.len()];
        for (&(capitals, lower), place) in pairs.iter().zip((1..).step_by(2)) {
            places[capitals as usize] = place;
            places[lower as usize] = place + 1;
        }
        Self { cases, places, pairs: pairs.len() }
    }

    fn no_uses(&self) -> Vec<Uses> {
        vec![Uses::NONE; 2 * self.pairs]
    }

    /// The uses of the words of pairs in the documents of a part: of each pair those in capitals, then those in lower case.
    fn uses_in(&self, part: &[(Document, Columns)], numbers: &[u32]) -> Vec<Uses> {
        let of_document = |mut uses: Vec<Uses>, (_, columns): &(Document, Columns)| {
            for sentence in columns.segments().flat_map(|segment| segment.sentences()) {
                self.add_sentence(sentence.tokens, numbers, &mut uses);
            }
            uses
        };
        part.par_iter().fold(|| self.no_uses(), of_document).reduce(|| self.no_uses(), sum)
    }

    fn add_sentence(&self, tokens: &[SurfaceId], numbers: &[u32], uses: &mut [Uses]) {
        let word = |token: &SurfaceId| numbers[token.index()] as usize;
        let (mut lower, mut upper, mut has_pair) = (0_usize, 0_usize, false);
        for token in tokens {
            let word = word(token);
            lower += usize::from(self.cases[word] == Case::Lower);
            upper += usize::from(self.cases[word] == Case::Upper);
            has_pair |= self.places[word] > 0;
        }
        if !has_pair {
            return;
        }
        for (at, token) in tokens.iter().enumerate() {
            let word = word(token);
            let Some(place) = self.places[word].checked_sub(1) else { continue };
            // What stands first may be set in capitals because it does.
            let is_inside = at > 0 && lower > upper && self.cases[word] == Case::Upper;
            let of_word = &mut uses[place as usize];
            of_word.all += 1;
            of_word.inside += u64::from(is_inside);
        }
    }
}

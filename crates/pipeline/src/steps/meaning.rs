//! Whether what differs between a quotation and its source changes what is said: a negation, a number, a name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use textmill_corpus::{SurfaceId, Vocabulary};
use textmill_reuse::{Edit, Verdict};

/// Words of a language on which the meaning turns.
#[derive(Debug, Default)]
struct MeaningWords {
    negations: BTreeSet<&'static str>,
    prefixes: Vec<&'static str>,
    quantities: BTreeSet<&'static str>,
    /// The numbers that words stand for.
    numbers: BTreeMap<&'static str, &'static str>,
}

impl MeaningWords {
    fn add(&mut self, line: &'static str) {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("negation") => self.negations.extend(words),
            Some("prefix") => self.prefixes.extend(words),
            Some("quantity") => self.quantities.extend(words),
            Some(number) => self.numbers.extend(words.map(|word| (word, number))),
            None => {}
        }
    }
}

static WORDS: LazyLock<BTreeMap<&'static str, MeaningWords>> = LazyLock::new(|| {
    let mut of_language: BTreeMap<&'static str, MeaningWords> = BTreeMap::new();
    let mut language = "";
    for line in include_str!("meaning.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(code) => language = code,
            None => of_language.entry(language).or_default().add(line),
        }
    }
    of_language
});

/// Names that begin with so many equal letters may be one name in two spellings.
const SAME_NAME: usize = 4;
/// What a prefix turns round has so many letters.
const PREFIXED: usize = 4;

/// The differences between a quotation and its source.
pub(super) struct Differences<'a> {
    vocabulary: &'a Vocabulary,
    edits: &'a [Edit],
    /// The words of the source, with those around what is quoted.
    source: &'a [SurfaceId],
}

impl<'a> Differences<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary, edits: &'a [Edit], source: &'a [SurfaceId]) -> Self {
        Self { vocabulary, edits, source }
    }

    /// Whether they touch what is said.
    ///
    /// Of an edited quotation every word counts that is in one of both only. Another translation, or what is similar, has other words throughout: there a negation
    /// counts if only one of both has any, a number or a name if the quotation has it and the source has not.
    pub(super) fn change_meaning(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Edited => {
                self.changed().any(|word| {
                    let word = self.word(word);
                    word.is_negation() || word.is_quantity() || word.number().is_some() || word.is_name()
                }) || self.has_prefix()
            }
            Verdict::Retranslated | Verdict::Similar => {
                self.has_negation(is_in_quotation) != self.has_negation(is_in_source) || self.has_new_facts()
            }
            Verdict::Exact | Verdict::None => false,
        }
    }

    /// Whether a word that is no stop word stands elsewhere in the quotation.
    pub(super) fn reorder(&self) -> bool {
        let term = |word: &SurfaceId| self.vocabulary.term(*word);
        let left_out: BTreeSet<_> = self
            .edits
            .iter()
            .filter_map(|edit| if let Edit::LeftOut(word) = edit { Some(term(word)) } else { None })
            .collect();
        self.edits.iter().any(|edit| {
            matches!(edit, Edit::Added(word) if left_out.contains(&term(word)) && !self.vocabulary.stop_terms()[term(word).index()])
        })
    }

    fn word(&self, surface: SurfaceId) -> Word<'a> {
        let surfaces = self.vocabulary.surfaces();
        let text = surfaces.text(surface.index());
        let language = surfaces.language(surface.index()).to_string();
        Word {
            text,
            small: text.to_lowercase(),
            of_language: WORDS.get(language.as_str()),
            is_small_elsewhere: self.is_small_elsewhere(surface),
        }
    }

    /// The words that are in one of both only.
    fn changed(&self) -> impl Iterator<Item = SurfaceId> + '_ {
        self.edits.iter().filter_map(|edit| match edit {
            Edit::Added(word) | Edit::LeftOut(word) => Some(*word),
            Edit::Kept(_) => None,
        })
    }

    /// Whether a changed word is another one with a negating prefix: unlikely.
    fn has_prefix(&self) -> bool {
        let words: Vec<Word<'_>> = self.changed().map(|word| self.word(word)).collect();
        let of_language = words.iter().find_map(|word| word.of_language);
        let prefixes = of_language.map(|words| words.prefixes.as_slice()).unwrap_or_default();
        let all: BTreeSet<&str> = words.iter().map(|word| word.small.as_str()).collect();
        all.iter().any(|word| {
            prefixes.iter().any(|prefix| {
                let rest = word.strip_prefix(prefix).unwrap_or_default();
                rest.chars().count() >= PREFIXED && all.contains(rest)
            })
        })
    }

    fn has_negation(&self, is_of_side: fn(&Edit) -> Option<SurfaceId>) -> bool {
        self.edits.iter().filter_map(is_of_side).any(|word| self.word(word).is_negation())
    }

    /// Whether the quotation has a number or a name that the source has not.
    fn has_new_facts(&self) -> bool {
        let source: Vec<Word<'_>> = self.source.iter().map(|word| self.word(*word)).collect();
        let numbers: BTreeSet<String> = source.iter().filter_map(Word::number).collect();
        let has_name = |name: &Word<'_>| {
            let beginning: String = name.small.chars().take(SAME_NAME).collect();
            let is_short = beginning.chars().count() < SAME_NAME;
            source.iter().any(|word| {
                word.small == name.small || !is_short && word.is_name() && word.small.starts_with(&beginning)
            })
        };
        self.edits.iter().filter_map(is_in_quotation).map(|word| self.word(word)).any(|word| {
            word.number().is_some_and(|number| !numbers.contains(&number))
                || word.is_name() && !has_name(&word)
        })
    }

    /// Whether a capital may be that of a sentence: the word is written small elsewhere in the corpus.
    fn is_small_elsewhere(&self, word: SurfaceId) -> bool {
        let terms = self.vocabulary.term_of_surface();
        let term = self.vocabulary.term(word);
        let first = terms.partition_point(|other| *other < term);
        let surfaces = terms[first..].iter().take_while(|other| **other == term).count();
        let text = |surface: usize| self.vocabulary.surfaces().text(surface);
        (first..first + surfaces).any(|surface| text(surface).starts_with(char::is_lowercase))
    }
}

fn is_in_quotation(edit: &Edit) -> Option<SurfaceId> {
    match edit {
        Edit::Kept(word) | Edit::Added(word) => Some(*word),
        Edit::LeftOut(_) => None,
    }
}

fn is_in_source(edit: &Edit) -> Option<SurfaceId> {
    match edit {
        Edit::Kept(word) | Edit::LeftOut(word) => Some(*word),
        Edit::Added(_) => None,
    }
}

/// A word, and what its language says of it.
struct Word<'a> {
    text: &'a str,
    small: String,
    of_language: Option<&'static MeaningWords>,
    is_small_elsewhere: bool,
}

impl Word<'_> {
    fn is_negation(&self) -> bool {
        self.small.ends_with("n't")
            || self.small.ends_with("n\u{2019}t")
            || self.of_language.is_some_and(|words| words.negations.contains(self.small.as_str()))
    }

    fn is_quantity(&self) -> bool {
        self.of_language.is_some_and(|words| words.quantities.contains(self.small.as_str()))
    }

    /// The number that it is, in figures or in words, whatever parts its figures.
    fn number(&self) -> Option<String> {
        if self.text.contains(char::is_numeric) {
            return Some(self.small.chars().filter(|letter| letter.is_alphanumeric()).collect());
        }
        let number = self.of_language?.numbers.get(self.small.as_str())?;
        Some((*number).to_owned())
    }

    fn is_name(&self) -> bool {
        self.text.starts_with(char::is_uppercase) && !self.is_small_elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn every_language_has_its_words() {
        assert_eq!(WORDS.len(), 10);
        for (code, words) in WORDS.iter() {
            assert!(words.negations.len() >= 7 && words.quantities.len() >= 10, "{code}");
            assert!(words.numbers.len() >= 25 && !words.prefixes.is_empty(), "{code}");
            assert!(words.numbers.values().all(|number| number.parse::<u64>().is_ok()), "{code}");
            let all = words.negations.iter().chain(&words.quantities).chain(words.numbers.keys());
            assert!(all.into_iter().all(|word| word.to_lowercase() == **word), "{code}");
        }
    }
}

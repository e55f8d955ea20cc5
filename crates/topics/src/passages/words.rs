//! The words of the model: terms or stems, and phrases of them that are one word.

use std::collections::HashSet;

use super::generic::is_generic;
use foldhash::fast::FixedState;
use textmill_corpus::{Language, Sentence, SurfaceId, Vocabulary, WordTable};

/// What the words of the model are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelUnit {
    /// Normal forms.
    #[default]
    Term,
    /// Stems.
    Stem,
}

impl ModelUnit {
    /// The table that the numbers of units are indices of.
    pub fn table(self, vocabulary: &Vocabulary) -> &WordTable {
        match self {
            Self::Term => vocabulary.terms(),
            Self::Stem => vocabulary.stems(),
        }
    }

    /// The unit of each surface.
    fn of_surfaces(self, vocabulary: &Vocabulary) -> Vec<u32> {
        let terms = vocabulary.term_of_surface().iter();
        match self {
            Self::Term => terms.map(|term| term.0).collect(),
            Self::Stem => terms.map(|term| vocabulary.stem_of_term()[term.index()].0).collect(),
        }
    }
}

/// The most units of a phrase that is one word of the model.
pub const LONGEST_PHRASE: usize = 4;
/// A place that no unit has.
const UNUSED: u32 = u32::MAX;

/// A word of the model: a unit, or a phrase of up to four neighbouring ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelWord([u32; LONGEST_PHRASE]);

impl ModelWord {
    /// A unit that no text has: one of a saved model that a corpus does not know.
    pub const UNKNOWN: u32 = u32::MAX - 1;

    /// A unit.
    pub fn one(unit: u32) -> Self {
        Self::phrase(&[unit])
    }

    /// Units that are one word; those past the fourth are left out.
    pub fn phrase(units: &[u32]) -> Self {
        let mut places = [UNUSED; LONGEST_PHRASE];
        places.iter_mut().zip(units).for_each(|(place, unit)| *place = *unit);
        Self(places)
    }

    /// Its units, of which there is at least one.
    pub fn units(&self) -> &[u32] {
        let length = self.0.iter().position(|unit| *unit == UNUSED).unwrap_or(LONGEST_PHRASE);
        self.0.get(..length).unwrap_or_default()
    }

    /// The word as text, with a space between its units.
    pub fn text(&self, table: &WordTable) -> String {
        let units: Vec<&str> = self.units().iter().map(|unit| table.text(*unit as usize)).collect();
        units.join(" ")
    }
}

/// The terms of a language (`None` for all languages) that are no stop words and say nothing of a subject, which no model reads.
pub fn generic_terms(vocabulary: &Vocabulary, language: Option<Language>) -> impl Iterator<Item = usize> {
    let terms = vocabulary.terms();
    (0..terms.len()).filter(move |&term| {
        language.is_none_or(|language| terms.language(term) == language)
            && !vocabulary.stop_terms()[term]
            && is_generic(terms.language(term), terms.text(term))
    })
}

/// Reads the words of the model from the tokens of sentences.
#[derive(Clone, Debug)]
pub struct WordReader {
    of_surface: Vec<u32>,
    /// Whether a surface is a word by itself.
    is_content: Vec<bool>,
    phrases: HashSet<ModelWord, FixedState>,
    /// The most units of a phrase.
    longest: usize,
}

impl WordReader {
    /// Reads the content words of a language (`None` for all languages), and phrases of them. Content words have at least
    /// two characters and begin with a letter, and are neither addresses nor stop words nor other words that are typical of no subject.
    pub fn of_content(
        vocabulary: &Vocabulary,
        unit: ModelUnit,
        language: Option<Language>,
        phrases: &[ModelWord],
    ) -> Self {
        let terms = vocabulary.terms();
        let is_content = |term: usize| {
            let text = terms.text(term);
            language.is_none_or(|language| terms.language(term) == language)
                && !vocabulary.stop_terms()[term]
                && !is_generic(terms.language(term), text)
                && text.starts_with(|first: char| first.is_alphabetic() || first == '#')
                && text.chars().any(char::is_alphabetic)
                // An address is of no subject.
                && !text.contains(['/', '@'])
                && text.chars().nth(1).is_some()
        };
        let of_term: Vec<bool> = (0..terms.len()).map(is_content).collect();
        Self {
            of_surface: unit.of_surfaces(vocabulary),
            is_content: vocabulary.term_of_surface().iter().map(|term| of_term[term.index()]).collect(),
            phrases: phrases.iter().filter(|phrase| phrase.units().len() > 1).copied().collect(),
            longest: phrases.iter().map(|phrase| phrase.units().len()).max().unwrap_or(1),
        }
    }

    /// Whether a surface is a content word.
    pub fn is_content(&self, surface: SurfaceId) -> bool {
        self.is_content[surface.index()]
    }

    /// The words of some sentences in order. No phrase reaches over the end of a clause.
    pub fn words_of<'a>(
        &'a self,
        sentences: impl IntoIterator<Item = Sentence<'a>>,
    ) -> impl Iterator<Item = ModelWord> {
        sentences.into_iter().flat_map(Sentence::clauses).flat_map(|clause| self.words(clause))
    }

    /// The words of a clause in order: at each place the longest phrase, so of overlapping ones the first is taken.
    pub fn words(&self, tokens: &[SurfaceId]) -> impl Iterator<Item = ModelWord> {
        let mut place = 0;
        std::iter::from_fn(move || {
            while let Some(&token) = tokens.get(place) {
                place += 1;
                if self.is_content(token) {
                    let word = self.word_at(token, tokens.get(place..).unwrap_or_default());
                    place += word.units().len() - 1;
                    return Some(word);
                }
            }
            None
        })
    }

    /// The longest phrase that begins with a content word, or that word.
    fn word_at(&self, first: SurfaceId, next: &[SurfaceId]) -> ModelWord {
        let (mut units, mut length) = ([UNUSED; LONGEST_PHRASE], 1);
        units[0] = self.of_surface[first.index()];
        let mut found = ModelWord(units);
        for token in
            next.iter().take(self.longest.saturating_sub(1)).take_while(|token| self.is_content(**token))
        {
            units[length] = self.of_surface[token.index()];
            length += 1;
            if self.phrases.contains(&ModelWord(units)) {
                found = ModelWord(units);
            }
        }
        found
    }
}

//! The words of the model: terms or stems, and pairs of them that are one word.

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

/// A word of the model: a unit, or two neighbouring ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelWord {
    /// The unit.
    pub first: u32,
    /// The next unit, if both are one word.
    pub second: Option<u32>,
}

impl ModelWord {
    /// A unit.
    pub fn one(first: u32) -> Self {
        Self { first, second: None }
    }

    /// Two units that are one word.
    pub fn two(first: u32, second: u32) -> Self {
        Self { first, second: Some(second) }
    }

    /// The word as text, with a space between two units.
    pub fn text(self, table: &WordTable) -> String {
        let first = table.text(self.first as usize);
        self.second
            .map_or_else(|| first.to_owned(), |second| format!("{first} {}", table.text(second as usize)))
    }
}

/// Reads the words of the model from the tokens of sentences.
#[derive(Clone, Debug)]
pub struct WordReader {
    of_surface: Vec<u32>,
    /// Whether a surface is a word by itself.
    is_content: Vec<bool>,
    phrases: HashSet<(u32, u32), FixedState>,
}

impl WordReader {
    /// Reads the content words of a language (`None` for all languages), and pairs of them. Content words have at least
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
            phrases: phrases.iter().filter_map(|phrase| Some((phrase.first, phrase.second?))).collect(),
        }
    }

    /// Whether a surface is a content word.
    pub fn is_content(&self, surface: SurfaceId) -> bool {
        self.is_content[surface.index()]
    }

    /// The words of some sentences in order. No pair reaches over the end of a clause.
    pub fn words_of<'a>(
        &'a self,
        sentences: impl IntoIterator<Item = Sentence<'a>>,
    ) -> impl Iterator<Item = ModelWord> {
        sentences.into_iter().flat_map(Sentence::clauses).flat_map(|clause| self.words(clause))
    }

    /// The words of a clause in order. Of overlapping pairs the first one is taken.
    pub fn words(&self, tokens: &[SurfaceId]) -> impl Iterator<Item = ModelWord> {
        let mut place = 0;
        std::iter::from_fn(move || {
            while let Some(&token) = tokens.get(place) {
                place += 1;
                let unit = self.of_surface[token.index()];
                if !self.is_content(token) {
                    continue;
                }
                let next = tokens.get(place).filter(|&&next| self.is_content(next));
                let next = next.map(|next| self.of_surface[next.index()]);
                if let Some(next) = next.filter(|&next| self.phrases.contains(&(unit, next))) {
                    place += 1;
                    return Some(ModelWord::two(unit, next));
                }
                return Some(ModelWord::one(unit));
            }
            None
        })
    }
}

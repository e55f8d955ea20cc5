//! What is counted: surfaces, terms or stems.

use textmill_corpus::{SurfaceId, Vocabulary, WordTable};

/// The unit of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountingUnit {
    /// The spelling in the text.
    Surface,
    /// The normal form.
    Term,
    /// What the stemmer makes of the term.
    Stem,
}

/// The words of a unit of counting, and which of them each surface counts for.
#[derive(Clone, Debug)]
pub struct Units<'a> {
    words: &'a WordTable,
    of_surface: Vec<u32>,
}

impl<'a> Units<'a> {
    /// The units of a vocabulary.
    pub fn new(vocabulary: &'a Vocabulary, unit: CountingUnit) -> Self {
        let terms = vocabulary.term_of_surface().iter();
        let (words, of_surface) = match unit {
            CountingUnit::Surface => {
                (vocabulary.surfaces(), (0..vocabulary.surfaces().len() as u32).collect())
            }
            CountingUnit::Term => (vocabulary.terms(), terms.map(|term| term.0).collect()),
            CountingUnit::Stem => {
                let stems = vocabulary.stem_of_term();
                (vocabulary.stems(), terms.map(|term| stems[term.index()].0).collect())
            }
        };
        Self { words, of_surface }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The units themselves: terms and stems in the order of language, then bytes, surfaces in that of their ids.
    pub fn words(&self) -> &'a WordTable {
        self.words
    }

    /// The place of the unit that a surface counts for.
    ///
    /// # Panics
    ///
    /// If the surface is not of the vocabulary.
    pub fn of(&self, surface: SurfaceId) -> u32 {
        self.of_surface[surface.index()]
    }
}

//! How hard a text is to read, by the lengths of its sentences and words.
//!
//! A formula was fitted to the readers, the texts and the language of its author; numbers of different formulas or languages
//! do not compare. Symbols: W words, S sentences, L letters, C characters (letters and digits), Y syllables, P words of three
//! or more syllables, G words of more than six letters.

mod definitions;
mod english_exceptions;
mod syllables;

pub use syllables::syllables;

use super::Definition;
use super::definition::finite;

/// SMOG was fitted to samples of 30 sentences; for fewer it is empty.
const LEAST_SENTENCES_FOR_SMOG: u64 = 30;

/// The sizes of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextSizes {
    /// W.
    pub words: u64,
    /// S.
    pub sentences: u64,
    /// L, of all words.
    pub letters: u64,
    /// C, letters and digits of all words.
    pub characters: u64,
    /// Y, of all words; `None` if there is no rule for the language.
    pub syllables: Option<u64>,
    /// P; `None` if there is no rule for the language.
    pub words_of_three_syllables: Option<u64>,
    /// G.
    pub words_of_seven_letters: u64,
}

/// A formula of readability.
///
/// ```
/// use textmill_measures::{Readability, TextSizes};
///
/// let sizes = TextSizes { words: 12, sentences: 3, words_of_seven_letters: 3, ..TextSizes::default() };
/// // 12 / 3 words in a sentence, and 25 long words in a hundred.
/// assert_eq!(Readability::Lix.of(&sizes), Some(4.0 + 25.0));
/// // The syllables are not known.
/// assert_eq!(Readability::FleschReadingEase.of(&sizes), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub enum Readability {
    FleschReadingEase,
    FleschAmstad,
    FleschKandelMoles,
    FernandezHuerta,
    FleschOborneva,
    FleschKincaid,
    GunningFog,
    Smog,
    AutomatedReadabilityIndex,
    ColemanLiau,
    Lix,
}

impl Readability {
    /// All formulas, in the order of the data dictionary.
    pub const ALL: [Self; 11] = [
        Self::FleschReadingEase,
        Self::FleschAmstad,
        Self::FleschKandelMoles,
        Self::FernandezHuerta,
        Self::FleschOborneva,
        Self::FleschKincaid,
        Self::GunningFog,
        Self::Smog,
        Self::AutomatedReadabilityIndex,
        Self::ColemanLiau,
        Self::Lix,
    ];

    /// Whether numbers are no words for the formula: it counts syllables, which are not to be seen in them, or letters, which they lack.
    pub fn leaves_out_numbers(self) -> bool {
        !matches!(self, Self::AutomatedReadabilityIndex | Self::Lix)
    }

    /// What the formula means.
    pub fn definition(self) -> &'static Definition {
        definitions::of(self)
    }

    /// The name of the column.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// The ISO 639-1 code of the language that the formula was made for; `None` if it is valid for any language with
    /// letters.
    pub fn language(self) -> Option<&'static str> {
        match self {
            Self::Lix => None,
            Self::FleschAmstad => Some("de"),
            Self::FleschKandelMoles => Some("fr"),
            Self::FernandezHuerta => Some("es"),
            Self::FleschOborneva => Some("ru"),
            _ => Some("en"),
        }
    }

    /// Whether the formula is valid for a language, given its ISO 639-1 code.
    pub fn holds_for(self, language: &str) -> bool {
        self.language().is_none_or(|own| own == language)
    }

    /// The readability of a text; `None` if it has no words or no sentences, or if syllables are needed and unknown.
    pub fn of(self, sizes: &TextSizes) -> Option<f64> {
        if sizes.words == 0 || sizes.sentences == 0 {
            return None;
        }
        let words = sizes.words as f64;
        let sentence = words / sizes.sentences as f64;
        let syllables = || sizes.syllables.map(|syllables| syllables as f64 / words);
        let ease = |constant: f64, of_sentence: f64, of_word: f64| {
            Some(constant - of_sentence * sentence - of_word * syllables()?)
        };
        let value = match self {
            Self::FleschReadingEase => ease(206.835, 1.015, 84.6)?,
            Self::FleschAmstad => ease(180.0, 1.0, 58.5)?,
            Self::FleschKandelMoles => ease(207.0, 1.015, 73.6)?,
            Self::FernandezHuerta => ease(206.84, 1.02, 60.0)?,
            Self::FleschOborneva => ease(206.835, 1.3, 60.1)?,
            Self::FleschKincaid => 0.39 * sentence + 11.8 * syllables()? - 15.59,
            Self::GunningFog => 0.4 * (sentence + 100.0 * sizes.words_of_three_syllables? as f64 / words),
            Self::Smog => smog(sizes)?,
            Self::AutomatedReadabilityIndex => {
                4.71 * sizes.characters as f64 / words + 0.5 * sentence - 21.43
            }
            Self::ColemanLiau => (5.88 * sizes.letters as f64 - 29.6 * sizes.sentences as f64) / words - 15.8,
            Self::Lix => sentence + 100.0 * sizes.words_of_seven_letters as f64 / words,
        };
        finite(value)
    }
}

fn smog(sizes: &TextSizes) -> Option<f64> {
    if sizes.sentences < LEAST_SENTENCES_FOR_SMOG {
        return None;
    }
    let in_30_sentences = 30.0 * sizes.words_of_three_syllables? as f64 / sizes.sentences as f64;
    Some(1.043 * in_30_sentences.sqrt() + 3.1291)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Readability, TextSizes};

    #[test]
    fn names_are_unique_and_definitions_complete() {
        let names: BTreeSet<&str> = Readability::ALL.map(Readability::name).into();
        assert_eq!(names.len(), Readability::ALL.len());
    }

    #[test]
    fn empty_where_the_text_is_too_short_or_syllables_are_unknown() {
        for formula in Readability::ALL {
            assert_eq!(formula.of(&TextSizes::default()), None);
        }
        let sizes = TextSizes { words: 12, sentences: 3, letters: 45, characters: 47, ..Default::default() };
        let known: Vec<Readability> =
            Readability::ALL.into_iter().filter(|formula| formula.of(&sizes).is_some()).collect();
        assert_eq!(
            known,
            [Readability::AutomatedReadabilityIndex, Readability::ColemanLiau, Readability::Lix]
        );
        let short = TextSizes { words_of_three_syllables: Some(1), ..sizes };
        assert_eq!(Readability::Smog.of(&short), None);
        assert!(Readability::GunningFog.of(&short).is_some());
    }

    #[test]
    fn each_formula_has_its_language() {
        assert!(Readability::Lix.holds_for("sv") && Readability::Lix.holds_for("en"));
        assert!(Readability::FleschAmstad.holds_for("de") && !Readability::FleschAmstad.holds_for("en"));
    }

    #[test]
    fn longer_words_are_harder() {
        let easy = TextSizes { words: 100, sentences: 10, syllables: Some(120), ..Default::default() };
        let hard = TextSizes { syllables: Some(180), ..easy };
        for formula in [Readability::FleschReadingEase, Readability::FleschOborneva] {
            assert!(formula.of(&easy) > formula.of(&hard));
        }
        assert!(Readability::FleschKincaid.of(&easy) < Readability::FleschKincaid.of(&hard));
    }
}

//! The diversity of the vocabulary and the readability of documents, groups and speakers.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, SegmentView, TokenizedCorpus, Vocabulary};
use textmill_measures::{Diversity, DiversityParameters, Readability, TextSizes, syllables};

use crate::SegmentClasses;

/// The measures of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextDiversity {
    /// The name of the class that the text consists of.
    pub key: String,
    /// Its language, that of nine tenths of its words; `None` if there is none. Readability is of the words of this language.
    pub language: Option<Language>,
    /// The number of its sentences.
    pub sentences: u64,
    /// The diversity of its terms.
    pub diversity: Diversity,
    /// Its readability by each formula of [`Readability::ALL`]; `None` if the formula is not for its language.
    pub readability: Vec<Option<f64>>,
}

/// The text of each class, which consists of its counted segments, in the order of the classes; classes without words
/// are left out.
pub fn text_diversity(
    corpus: &TokenizedCorpus,
    parameters: &DiversityParameters,
    classes: &SegmentClasses,
) -> Vec<TextDiversity> {
    let words = WordSizes::of(corpus.vocabulary());
    let mut segments: Vec<Vec<(DocumentId, SegmentView<'_>)>> = vec![Vec::new(); classes.names().len()];
    for document in corpus.document_ids() {
        for segment in corpus.counted_segments_of(document).filter(|segment| !segment.tokens().is_empty()) {
            if let Some(class) = classes.of(document, segment.id()) {
                segments[class].push((document, segment));
            }
        }
    }
    let variety = |(name, segments): (&String, Vec<(DocumentId, SegmentView<'_>)>)| {
        let mut text = ClassText::default();
        segments.iter().for_each(|&(document, segment)| text.add(corpus, document, segment, &words));
        (!segments.is_empty()).then(|| text.variety(name.clone(), parameters))
    };
    classes.names().par_iter().zip(segments).filter_map(variety).collect()
}

/// The letters and syllables of each surface.
struct WordSizes {
    sizes: Vec<WordSize>,
}

#[derive(Clone, Copy, Default)]
struct WordSize {
    letters: u32,
    characters: u32,
    syllables: Option<u32>,
}

impl WordSize {
    fn add_to(self, sizes: &mut TextSizes) {
        let Self { letters, characters, syllables } = self;
        sizes.words += 1;
        sizes.letters += u64::from(letters);
        sizes.characters += u64::from(characters);
        sizes.words_of_seven_letters += u64::from(letters >= 7);
        let syllables = syllables.unwrap_or_default();
        *sizes.syllables.get_or_insert(0) += u64::from(syllables);
        *sizes.words_of_three_syllables.get_or_insert(0) += u64::from(syllables >= 3);
    }
}

impl WordSizes {
    fn of(vocabulary: &Vocabulary) -> Self {
        let surfaces = vocabulary.surfaces();
        let size = |surface: usize| {
            let text = surfaces.text(surface);
            WordSize {
                letters: text.chars().filter(|character| character.is_alphabetic()).count() as u32,
                characters: text.chars().filter(|character| character.is_alphanumeric()).count() as u32,
                syllables: syllables(text, surfaces.language(surface).code()),
            }
        };
        Self { sizes: (0..surfaces.len()).into_par_iter().map(size).collect() }
    }
}

#[derive(Default)]
struct ClassText {
    terms: Vec<u32>,
    sentences: u64,
    languages: BTreeMap<Language, LanguageSizes>,
}

/// The sizes of what a text has in one language.
#[derive(Default)]
struct LanguageSizes {
    /// Of all words.
    all: TextSizes,
    /// Of those with letters.
    spoken: TextSizes,
    has_unknown_syllables: bool,
}

/// A text is of one language if so many tenths of its words are, not counting those whose language nobody could tell.
const TENTHS_OF_ONE_LANGUAGE: u64 = 9;

impl ClassText {
    fn add(
        &mut self,
        corpus: &TokenizedCorpus,
        document: DocumentId,
        segment: SegmentView<'_>,
        words: &WordSizes,
    ) {
        let sizes = self.languages.entry(corpus.language_of(document, segment)).or_default();
        let sentences = segment.sentences().len() as u64;
        self.sentences += sentences;
        sizes.all.sentences += sentences;
        sizes.spoken.sentences += sentences;
        let term_of_surface = corpus.vocabulary().term_of_surface();
        for surface in segment.tokens() {
            self.terms.push(term_of_surface[surface.index()].0);
            let size = words.sizes[surface.index()];
            size.add_to(&mut sizes.all);
            if size.letters > 0 {
                size.add_to(&mut sizes.spoken);
                sizes.has_unknown_syllables |= size.syllables.is_none();
            }
        }
    }

    /// The language of the text, if it has one; readability is that of the words of this language.
    fn main_language(&self) -> Option<Language> {
        let told = || self.languages.iter().filter(|(language, _)| **language != Language::UNDETERMINED);
        let words: u64 = told().map(|(_, sizes)| sizes.all.words).sum();
        let Some((language, sizes)) = told().max_by_key(|(_, sizes)| sizes.all.words) else {
            return self.languages.keys().next().copied();
        };
        (sizes.all.words * 10 >= words * TENTHS_OF_ONE_LANGUAGE).then_some(*language)
    }

    fn variety(mut self, key: String, parameters: &DiversityParameters) -> TextDiversity {
        let language = self.main_language();
        let mut sizes = language.and_then(|language| self.languages.remove(&language)).unwrap_or_default();
        if sizes.has_unknown_syllables {
            (sizes.spoken.syllables, sizes.spoken.words_of_three_syllables) = (None, None);
        }
        let readability = |formula: &Readability| {
            formula
                .of(if formula.leaves_out_numbers() { &sizes.spoken } else { &sizes.all })
                .filter(|_| language.is_some_and(|language| formula.holds_for(language.code())))
        };
        TextDiversity {
            key,
            language,
            sentences: self.sentences,
            diversity: Diversity::of(&self.terms, parameters),
            readability: Readability::ALL.iter().map(readability).collect(),
        }
    }
}

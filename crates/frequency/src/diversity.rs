//! The diversity of the vocabulary and the readability of documents, groups and speakers.

use std::collections::BTreeSet;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, SegmentView, TokenizedCorpus, Vocabulary};
use textmill_measures::{Diversity, DiversityParameters, Readability, TextSizes, syllables};

use crate::SegmentClasses;

/// The measures of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextDiversity {
    /// The name of the class that the text consists of.
    pub key: String,
    /// Its language; `None` if it has several.
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
    languages: BTreeSet<Language>,
    /// Of all words.
    sizes: TextSizes,
    /// Of those with letters.
    spoken: TextSizes,
    has_unknown_syllables: bool,
}

impl ClassText {
    fn add(
        &mut self,
        corpus: &TokenizedCorpus,
        document: DocumentId,
        segment: SegmentView<'_>,
        words: &WordSizes,
    ) {
        self.languages.insert(corpus.language_of(document, segment));
        let sentences = segment.sentences().len() as u64;
        self.sizes.sentences += sentences;
        self.spoken.sentences += sentences;
        let term_of_surface = corpus.vocabulary().term_of_surface();
        for surface in segment.tokens() {
            self.terms.push(term_of_surface[surface.index()].0);
            let size = words.sizes[surface.index()];
            size.add_to(&mut self.sizes);
            if size.letters > 0 {
                size.add_to(&mut self.spoken);
                self.has_unknown_syllables |= size.syllables.is_none();
            }
        }
    }

    fn variety(mut self, key: String, parameters: &DiversityParameters) -> TextDiversity {
        if self.has_unknown_syllables {
            (self.spoken.syllables, self.spoken.words_of_three_syllables) = (None, None);
        }
        let language = self.languages.first().copied().filter(|_| self.languages.len() == 1);
        let readability = |formula: &Readability| {
            formula
                .of(if formula.counts_syllables() { &self.spoken } else { &self.sizes })
                .filter(|_| language.is_some_and(|language| formula.holds_for(language.code())))
        };
        TextDiversity {
            key,
            language,
            sentences: self.sizes.sentences,
            diversity: Diversity::of(&self.terms, parameters),
            readability: Readability::ALL.iter().map(readability).collect(),
        }
    }
}

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
///
/// ```
/// use textmill_frequency::{CountingUnit, Units};
/// # use std::borrow::Cow;
/// # use textmill_corpus::*;
/// # struct Lower;
/// # impl WordRules for Lower {
/// #     fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> { surface.to_lowercase().into() }
/// #     fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> { term.into() }
/// #     fn is_stop_word(&self, _: Language, _: &str) -> bool { false }
/// # }
/// # fn corpus(documents: &[(&str, &str)]) -> TokenizedCorpus {
/// #     let mut part = PartialCorpus::default();
/// #     for &(path, text) in documents {
/// #         part.begin_document(Document {
/// #             path: path.to_owned(),
/// #             text_bytes: text.len() as u64,
/// #             text_hash: 0,
/// #             title: None,
/// #             date: None,
/// #             published: None,
/// #             genre: Genre::Plain,
/// #             language: Language::UNDETERMINED,
/// #             metadata: Metadata::default(),
/// #         });
/// #         part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
/// #         part.begin_sentence(0, text.split(' ').count());
/// #         text.split(' ').for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
/// #     }
/// #     TokenizedCorpus::merge(vec![part], &Lower, &Selection::default())
/// # }
///
/// let corpus = corpus(&[("1", "The river rose"), ("2", "the River fell")]);
/// let surfaces = Units::new(corpus.vocabulary(), CountingUnit::Surface);
/// let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
///
/// // Six spellings of four terms.
/// assert_eq!((surfaces.len(), terms.len()), (6, 4));
/// let texts: Vec<&str> = terms.words().iter().map(|(_, text)| text).collect();
/// assert_eq!(texts, ["fell", "river", "rose", "the"]);
/// ```
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

    /// The number of units.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no units.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The units themselves: terms and stems in the order of language, then bytes, surfaces in the order of their ids.
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

//! Classes of segments: the values of an attribute of segments, numbered.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{Document, DocumentId, SegmentId, SegmentView, TokenizedCorpus};

/// The class of each segment of a corpus, 4 bytes a segment.
///
/// Classes are numbered in the byte order of their names.
///
/// ```
/// use textmill_corpus::{DocumentId, SegmentId};
/// use textmill_frequency::SegmentClasses;
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
/// let corpus = corpus(&[("new/1", "it fell"), ("old/1", "it rose"), ("readme", "about it")]);
/// // The class of a segment is the first folder of its document, if there is one.
/// let classes = SegmentClasses::new(&corpus, |document, _| {
///     document.path.split_once('/').map(|(folder, _)| folder)
/// });
///
/// assert_eq!(classes.names(), ["new", "old"]);
/// assert_eq!(classes.of(DocumentId(1), SegmentId(0)), Some(1));
/// assert_eq!(classes.of(DocumentId(2), SegmentId(0)), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentClasses {
    names: Vec<String>,
    /// Of each segment of each document; [`NO_CLASS`] for one without.
    classes: Vec<u32>,
    /// Where the segments of each document begin.
    offsets: Vec<usize>,
}

const NO_CLASS: u32 = u32::MAX;

impl SegmentClasses {
    /// The classes of a corpus, given the name of the class of each segment, if it has one.
    pub fn new<'a>(
        corpus: &'a TokenizedCorpus,
        name: impl Fn(&'a Document, SegmentView<'a>) -> Option<&'a str> + Sync,
    ) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let of_document = |&document: &DocumentId| {
            let mut names: Vec<Option<&str>> = Vec::new();
            let segments = corpus.segments_of(document);
            names.extend(segments.map(|segment| name(corpus.document(document), segment)));
            LocalClasses::of(&names)
        };
        let local: Vec<LocalClasses<'a>> = documents.par_iter().map(of_document).collect();
        let mut places: BTreeMap<&str, u32> =
            local.iter().flat_map(|classes| &classes.names).map(|name| (*name, 0)).collect();
        for (place, number) in places.values_mut().zip(0..) {
            *place = number;
        }
        let mut all = Self {
            names: places.keys().map(|name| (*name).to_owned()).collect(),
            classes: Vec::with_capacity(local.iter().map(|classes| classes.of_segment.len()).sum()),
            offsets: Vec::with_capacity(local.len() + 1),
        };
        for LocalClasses { names, of_segment } in local {
            all.offsets.push(all.classes.len());
            let numbers: Vec<u32> = names.iter().map(|name| places[name]).collect();
            let number = |class: u32| numbers.get(class as usize).copied().unwrap_or(NO_CLASS);
            all.classes.extend(of_segment.into_iter().map(number));
        }
        all.offsets.push(all.classes.len());
        all
    }

    /// The names of the classes, by their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The class of a segment, if it has one.
    pub fn of(&self, document: DocumentId, segment: SegmentId) -> Option<usize> {
        let place = self.offsets.get(document.index())? + segment.0 as usize;
        self.classes.get(place).copied().filter(|&class| class != NO_CLASS).map(|class| class as usize)
    }
}

/// The classes of one document's segments, numbered as they come.
struct LocalClasses<'a> {
    names: Vec<&'a str>,
    of_segment: Vec<u32>,
}

impl<'a> LocalClasses<'a> {
    fn of(segments: &[Option<&'a str>]) -> Self {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut names = Vec::new();
        let mut of_segment = Vec::with_capacity(segments.len());
        for name in segments {
            of_segment.push(name.map_or(NO_CLASS, |name| {
                *numbers.entry(name).or_insert_with(|| {
                    names.push(name);
                    names.len() as u32 - 1
                })
            }));
        }
        Self { names, of_segment }
    }
}

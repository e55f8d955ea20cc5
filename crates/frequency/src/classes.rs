//! Classes of segments: the values of something that segments have, numbered.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{Document, DocumentId, SegmentId, SegmentView, TokenizedCorpus};

/// The class of each segment of a corpus, 4 bytes a segment.
///
/// Classes are numbered in the byte order of their names.
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

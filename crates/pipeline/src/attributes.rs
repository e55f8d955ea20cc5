//! What segments are grouped by.

use std::collections::BTreeMap;

use textmill_corpus::{Document, SegmentView, TokenizedCorpus, is_meant};
use textmill_frequency::SegmentClasses;

use crate::{GroupBy, corpus_part::iso_date, period::PeriodNames};

/// Something that a document or a segment has, and by which segments can be grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    Path,
    Group,
    Source,
    Genre,
    Speaker,
    Role,
    Kind,
    Period(PeriodNames),
    /// Another column of a table.
    Column(String),
}

impl Attribute {
    /// What the configuration names; `None` for nothing.
    pub(crate) fn of_config(by: &GroupBy) -> Option<Self> {
        Some(match by {
            GroupBy::Group => Self::Group,
            GroupBy::Source => Self::Source,
            GroupBy::Genre => Self::Genre,
            GroupBy::Speaker => Self::Speaker,
            GroupBy::Role => Self::Role,
            GroupBy::Kind => Self::Kind,
            GroupBy::Document => Self::Path,
            GroupBy::Attribute(name) => Self::Column(name.to_lowercase()),
            GroupBy::None => return None,
        })
    }

    /// The value that a segment has.
    pub(crate) fn value<'a>(&'a self, document: &'a Document, segment: SegmentView<'a>) -> Option<&'a str> {
        match self {
            Self::Speaker => Some(segment.turn().name).filter(|name| !name.is_empty()),
            Self::Role => segment.turn().role.map(|role| role.name()),
            Self::Kind => Some(segment.kind().name()),
            _ => self.value_of_document(document),
        }
    }

    /// The value that a whole document has; `None` also for what only segments have.
    pub(crate) fn value_of_document<'a>(&'a self, document: &'a Document) -> Option<&'a str> {
        let metadata = &document.metadata;
        match self {
            Self::Path => Some(&document.path),
            Self::Group => metadata.group.as_deref(),
            Self::Source => metadata.source.as_deref(),
            Self::Genre => Some(document.shown_genre()),
            Self::Column(name) => metadata.attributes.get(name.as_str()).map(|value| &**value),
            Self::Period(names) => iso_date(document).and_then(|date| names.of(date)),
            Self::Speaker | Self::Role | Self::Kind => None,
        }
    }

    /// The classes of all segments.
    pub(crate) fn classes(&self, corpus: &TokenizedCorpus) -> SegmentClasses {
        SegmentClasses::new(corpus, |document, segment| self.value(document, segment))
    }

    /// The classes of the segments that count.
    pub(crate) fn counted_classes(&self, corpus: &TokenizedCorpus) -> SegmentClasses {
        SegmentClasses::new(
            corpus,
            |document, segment| {
                if segment.is_counted() { self.value(document, segment) } else { None }
            },
        )
    }
}

/// Whether a document has one of the wanted values of every attribute that is named.
pub(crate) fn has_attributes(document: &Document, wanted: &BTreeMap<String, Vec<String>>) -> bool {
    wanted.iter().all(|(name, values)| {
        let value = document.metadata.attributes.get(name.to_lowercase().as_str());
        values.is_empty() || value.is_some_and(|value| values.iter().any(|wanted| is_meant(wanted, value)))
    })
}

/// The warning that no document has a value of what a key of the configuration names.
pub(crate) fn no_value(key: &str, name: &str) -> String {
    format!(
        "no document has a value of {name:?}, which {key} names; data/attributes.csv shows which there are"
    )
}

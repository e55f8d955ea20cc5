//! Parts of the corpus that a comparison names.

use std::path::Path;

use textmill_corpus::{DateEvidence, Document, SegmentView};
use textmill_ingest::PathPatterns;

use crate::{CompareConfig, ConfigError, PartConfig, attributes::has_attributes, word_list::WordList};

/// A comparison that the person names, ready to be made.
#[derive(Debug)]
pub(crate) struct NamedComparison {
    pub(crate) name: String,
    pub(crate) target: CorpusPart,
    pub(crate) reference: ComparisonReference,
}

/// What a target is compared with.
#[derive(Debug)]
pub(crate) enum ComparisonReference {
    /// Everything else.
    Rest,
    /// Another part.
    Part(Box<CorpusPart>),
    /// A list of words and frequencies from outside.
    List(WordList),
}

impl NamedComparison {
    /// Compiles the patterns, and reads the word list, whose path is relative to a folder.
    pub(crate) fn new(config: &CompareConfig, folder: &Path) -> Result<Self, ConfigError> {
        let reference = match (&config.reference_list, &config.reference) {
            (Some(list), _) => ComparisonReference::List(WordList::read(list, folder)?),
            (None, Some(part)) => ComparisonReference::Part(Box::new(CorpusPart::new(part)?)),
            (None, None) => ComparisonReference::Rest,
        };
        Ok(Self { name: config.name.clone(), target: CorpusPart::new(&config.target)?, reference })
    }

    /// The parts of the corpus that it names.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &CorpusPart> {
        let reference = match &self.reference {
            ComparisonReference::Part(part) => Some(part.as_ref()),
            ComparisonReference::Rest | ComparisonReference::List(_) => None,
        };
        std::iter::once(&self.target).chain(reference)
    }
}

/// A part whose patterns are compiled.
#[derive(Debug)]
pub(crate) struct CorpusPart {
    pub(crate) config: PartConfig,
    documents: PathPatterns,
}

impl CorpusPart {
    fn new(config: &PartConfig) -> Result<Self, ConfigError> {
        Ok(Self { config: config.clone(), documents: PathPatterns::new(&config.documents)? })
    }

    /// Whether a segment of a document belongs to the part.
    pub(crate) fn holds(&self, document: &Document, segment: SegmentView<'_>) -> bool {
        let PartConfig { speakers, roles, kinds, .. } = &self.config;
        let turn = segment.turn();
        self.holds_document(document)
            && is_in(speakers, &[turn.speaker, turn.name])
            && (roles.is_empty() || roles.iter().any(|role| Some(role.0) == turn.role))
            && (kinds.is_empty() || kinds.iter().any(|kind| kind.0 == segment.kind()))
    }

    fn holds_document(&self, document: &Document) -> bool {
        let PartConfig { documents, groups, sources, genres, attributes, from, to, .. } = &self.config;
        let metadata = &document.metadata;
        // A date that is less exact than the bound is neither before nor after it.
        let date = |bound: &str| iso_date(document)?.get(..bound.len());
        (documents.is_empty() || self.documents.first_match(&document.path).is_some())
            && is_in(groups, &[metadata.group.as_deref().unwrap_or_default()])
            && is_in(sources, &[metadata.source.as_deref().unwrap_or_default()])
            && is_in(genres, &[metadata.genre.as_deref().unwrap_or(document.genre.name())])
            && has_attributes(document, attributes)
            && from.as_ref().is_none_or(|from| date(from.as_str()).is_some_and(|date| date >= from.as_str()))
            && to.as_ref().is_none_or(|to| date(to.as_str()).is_some_and(|date| date <= to.as_str()))
    }
}

/// Whether any of the values is wanted; all are if nothing is named.
fn is_in(wanted: &[String], values: &[&str]) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| values.contains(&wanted.as_str()))
}

/// The day or month of a document (ISO 8601), if it was understood.
pub(crate) fn iso_date(document: &Document) -> Option<&str> {
    let date = document.date.as_ref().filter(|date| date.evidence != DateEvidence::AsGiven)?;
    Some(date.iso.as_str())
}

//! Parts of the corpus that a comparison names.

use std::path::Path;

use textmill_corpus::{DateEvidence, Document, SegmentView, is_meant};
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
        (documents.is_empty() || self.documents.first_match(&document.path).is_some())
            && is_in(groups, &[metadata.group.as_deref().unwrap_or_default()])
            && is_in(sources, &[metadata.source.as_deref().unwrap_or_default()])
            && is_in(genres, &[document.shown_genre()])
            && has_attributes(document, attributes)
            && is_between(
                iso_date(document),
                from.as_ref().map(|from| from.as_str()),
                to.as_ref().map(|to| to.as_str()),
            )
    }
}

/// Whether a date is wholly between two bounds, of which each may be a day, a month or a year, and so may the date: a year is between its
/// first day and its last.
fn is_between(date: Option<&str>, from: Option<&str>, to: Option<&str>) -> bool {
    let Some(date) = date else { return from.is_none() && to.is_none() };
    from.is_none_or(|from| first_day(date) >= first_day(from))
        && to.is_none_or(|to| last_day(date) <= last_day(to))
}

/// The first day of a day, a month or a year.
fn first_day(date: &str) -> String {
    format!("{date}{}", "-01-01".get(date.len().saturating_sub(4)..).unwrap_or_default())
}

/// The last day, or one after it that no month has.
fn last_day(date: &str) -> String {
    format!("{date}{}", "-12-31".get(date.len().saturating_sub(4)..).unwrap_or_default())
}

/// Whether any of the values is wanted; all are if nothing is named.
fn is_in(wanted: &[String], values: &[&str]) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| values.iter().any(|value| is_meant(wanted, value)))
}

/// The day or month of a document (ISO 8601), if it was understood.
pub(crate) fn iso_date(document: &Document) -> Option<&str> {
    let date = document.date.as_ref().filter(|date| date.evidence != DateEvidence::AsGiven)?;
    Some(date.iso.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_between;

    #[test]
    fn dates_between_bounds_of_any_exactness() {
        for (date, from, to, is) in [
            ("2008", Some("2008-01-01"), Some("2008-12-31"), true),
            ("2008-05", Some("2008-01-01"), Some("2008-12-31"), true),
            ("2008", Some("2008"), Some("2008"), true),
            ("2008-02-30", Some("2008-02"), Some("2008-02"), true),
            ("2008", Some("2008-02-01"), None, false),
            ("2008", None, Some("2008-06"), false),
            ("2008-05", Some("2008-05-02"), None, false),
            ("2009", None, Some("2008-12-31"), false),
            ("2008-05-03", Some("2008-05-03"), Some("2008-05-03"), true),
        ] {
            assert_eq!(is_between(Some(date), from, to), is, "{date} {from:?} {to:?}");
        }
        assert!(is_between(None, None, None) && !is_between(None, Some("2008"), None));
    }
}

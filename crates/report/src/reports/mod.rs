//! The reports, one file each: the row, what it needs, and how it is made of the results of a run.
//!
//! A new report is a new file here, with its `report!` and its `ENTRY`, and its two lines below: the module and its place in
//! [`REPORTS`].

mod associations;
mod attributes;
mod change;
mod collocations;
mod columns;
mod compounds;
mod coverage;
mod dictionary;
mod dispersion;
mod diversity;
mod document_topics;
mod documents;
mod documents_wide;
mod evidence;
mod expressions;
mod forms;
mod frequency;
mod keyness;
mod keyness_measures;
mod kwic;
mod ledger;
mod ngrams;
mod passage_places;
mod passages;
mod quote_check;
mod quote_traces;
mod quotes;
mod reuse;
mod segments;
mod sequences;
mod skipgrams;
mod speakers;
mod speakers_quoted;
mod summary;
mod terms_by_document;
mod topic_documents;
mod topic_drift;
mod topic_groups;
mod topic_left_out;
mod topic_match;
mod topic_passages;
mod topic_selection;
mod topic_tables;
mod topic_terms;
mod topic_trace;
mod topics;
mod trend_changes;
mod trends;
mod verification;
mod warnings;
mod words_by_group;

use textmill_corpus::{SurfaceId, TokenizedCorpus, without_cut};

use crate::{Report, ReportEntry, Text};

pub use change::ChangeRow;
pub(crate) use columns::{ColumnRow, added_to, dictionary};
pub use compounds::CompoundRow;
pub use coverage::CoverageRow;
pub use evidence::EvidenceRow;
pub use kwic::KwicRow;
pub use ledger::LedgerFileRow;
pub use passage_places::PassagePlaceRow;
pub use passages::PassageRow;
pub use quote_check::QuoteCheckRow;
pub use quote_traces::QuoteTraceRow;
pub use quotes::QuoteRow;
pub use reuse::ReuseRow;
pub use segments::SegmentRow;
pub use summary::SummaryRow;
pub use topic_drift::TopicDriftRow;
pub use topic_groups::TopicGroupRow;
pub use topic_match::TopicMatchRow;
pub use topic_passages::TopicPassageRow;
pub(crate) use topic_tables::TopicTables;
pub use topics::TOPIC_WORDS;
pub use verification::VerificationRow;
pub use warnings::WarningRow;

/// Every report, in the order in which they are written. The data dictionary, `columns.csv`, is made of those that were.
pub static REPORTS: &[ReportEntry] = &[
    ledger::ENTRY,
    documents::ENTRY,
    documents_wide::ENTRY,
    attributes::ENTRY,
    segments::ENTRY,
    speakers::ENTRY,
    frequency::ENTRY,
    forms::ENTRY,
    compounds::ENTRY,
    terms_by_document::ENTRY,
    words_by_group::ENTRY,
    ngrams::ENTRY,
    skipgrams::ENTRY,
    dispersion::ENTRY,
    diversity::ENTRY,
    collocations::ENTRY,
    associations::ENTRY,
    expressions::ENTRY,
    keyness::ENTRY,
    keyness_measures::ENTRY,
    trends::ENTRY,
    trend_changes::ENTRY,
    dictionary::ENTRY,
    dictionary::GROUPS_ENTRY,
    dictionary::MATCHES_ENTRY,
    dictionary::UNUSED_ENTRY,
    dictionary::SCORES_ENTRY,
    passages::ENTRY,
    passage_places::ENTRY,
    reuse::ENTRY,
    quotes::ENTRY,
    quote_traces::ENTRY,
    coverage::ENTRY,
    speakers_quoted::ENTRY,
    kwic::ENTRY,
    evidence::ENTRY,
    topics::ENTRY,
    topic_terms::ENTRY,
    document_topics::ENTRY,
    document_topics::LONG_ENTRY,
    topic_documents::ENTRY,
    topic_left_out::ENTRY,
    topic_passages::ENTRY,
    topic_groups::ENTRY,
    topic_drift::ENTRY,
    topic_selection::ENTRY,
    topic_trace::ENTRY,
    summary::ENTRY,
    warnings::ENTRY,
];

/// The names of the files that a set may hold beside the topic model and the manifest.
pub(crate) fn files() -> impl Iterator<Item = &'static str> {
    REPORTS.iter().map(|report| report.file).chain([ColumnRow::FILE])
}

/// The spelling that stands for a unit; empty for a unit that does not occur.
fn shown(corpus: &TokenizedCorpus, surface: Option<SurfaceId>) -> Text {
    surface.map_or_else(Text::default, |surface| {
        let text = corpus.vocabulary().surfaces().text(surface.index());
        without_cut(text).map_or_else(|| text.into(), Text::from)
    })
}

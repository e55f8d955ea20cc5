//! The reports, one file each: the row, and how it is made of the stages' results.

mod columns;
mod documents;
mod forms;
mod frequency;
mod ledger;
mod ngrams;
mod segments;
mod summary;
mod terms_by_document;
mod topics;
mod warnings;

use textmill_corpus::{SurfaceId, TokenizedCorpus};

use crate::{Report, Text};

pub use columns::{ColumnRow, dictionary};
pub use documents::{DocumentRow, document_rows};
pub use forms::{FormRow, form_rows};
pub use frequency::{FrequencyRow, frequency_rows};
pub use ledger::{LedgerFileRow, ledger_rows};
pub use ngrams::{NgramRow, ngram_rows};
pub use segments::{SegmentRow, segment_rows};
pub use summary::SummaryRow;
pub use terms_by_document::{DocumentTermRow, document_term_rows};
pub use topics::{
    TOP_TERMS, TopicDocumentRow, TopicRow, TopicTermRow, topic_document_rows, topic_rows, topic_term_rows,
};
pub use warnings::WarningRow;

/// The files of all reports.
pub const FILES: &[&str] = &[
    ColumnRow::FILE,
    DocumentRow::FILE,
    DocumentTermRow::FILE,
    FormRow::FILE,
    FrequencyRow::FILE,
    LedgerFileRow::FILE,
    NgramRow::FILE,
    SegmentRow::FILE,
    SummaryRow::FILE,
    TopicDocumentRow::FILE,
    TopicRow::FILE,
    TopicTermRow::FILE,
    WarningRow::FILE,
];

/// The spelling that stands for a unit, or nothing for a unit that does not occur.
fn shown(corpus: &TokenizedCorpus, surface: Option<SurfaceId>) -> Text {
    surface.map_or_else(Text::default, |surface| corpus.vocabulary().surfaces().text(surface.index()).into())
}

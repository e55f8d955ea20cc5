//! The reports, one file each: the row, and how it is made of the stages' results.

mod collocations;
mod columns;
mod dispersion;
mod diversity;
mod documents;
mod evidence;
mod expressions;
mod forms;
mod frequency;
mod keyness;
mod kwic;
mod ledger;
mod ngrams;
mod segments;
mod summary;
mod terms_by_document;
mod topics;
mod trends;
mod warnings;

use textmill_corpus::{SurfaceId, TokenizedCorpus};

use crate::{Report, Text};

pub use collocations::{
    AssociationRow, CollocationRow, all_associations, association_rows, collocation_rows, usual_associations,
};
pub use columns::{ColumnRow, dictionary};
pub use dispersion::{DispersionRow, dispersion_definitions, dispersion_rows, ngram_dispersion_rows};
pub use diversity::{DiversityRow, diversity_definitions, diversity_rows};
pub use documents::{DocumentRow, document_rows};
pub use evidence::EvidenceRow;
pub use expressions::{ExpressionRow, expression_rows};
pub use forms::{FormRow, form_rows};
pub use frequency::{FrequencyRow, frequency_rows};
pub use keyness::{KeynessRow, keyness_definitions, keyness_rows};
pub use kwic::KwicRow;
pub use ledger::{LedgerFileRow, ledger_rows};
pub use ngrams::{NgramRow, SkipgramRow, ngram_rows, skipgram_rows};
pub use segments::{SegmentRow, segment_rows};
pub use summary::SummaryRow;
pub use terms_by_document::{DocumentTermRow, document_term_rows};
pub use topics::{
    TOP_WORDS, TopicDocumentRow, TopicGroupRow, TopicPassageRow, TopicRow, TopicSelectionRow, TopicTables,
    TopicTermRow, topic_document_rows, topic_selection_rows,
};
pub use trends::{TrendRow, trend_rows};
pub use warnings::WarningRow;

/// The files of all reports.
pub const FILES: &[&str] = &[
    AssociationRow::FILE,
    CollocationRow::FILE,
    ColumnRow::FILE,
    DispersionRow::FILE,
    DiversityRow::FILE,
    DocumentRow::FILE,
    DocumentTermRow::FILE,
    EvidenceRow::FILE,
    ExpressionRow::FILE,
    FormRow::FILE,
    FrequencyRow::FILE,
    KeynessRow::FILE,
    KwicRow::FILE,
    LedgerFileRow::FILE,
    NgramRow::FILE,
    SegmentRow::FILE,
    SkipgramRow::FILE,
    SummaryRow::FILE,
    TopicDocumentRow::FILE,
    TopicGroupRow::FILE,
    TopicPassageRow::FILE,
    TopicRow::FILE,
    TopicSelectionRow::FILE,
    TopicTermRow::FILE,
    TrendRow::FILE,
    WarningRow::FILE,
];

/// The spelling that stands for a unit, or nothing for a unit that does not occur.
fn shown(corpus: &TokenizedCorpus, surface: Option<SurfaceId>) -> Text {
    surface.map_or_else(Text::default, |surface| corpus.vocabulary().surfaces().text(surface.index()).into())
}

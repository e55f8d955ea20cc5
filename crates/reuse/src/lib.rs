//! What documents have from each other: passages that they share, quotations, and where these are from.
//!
//! - [`passages`](passages()) finds every sequence of terms that two documents share, exactly and completely; [`clusters`] joins those that
//!   overlap; [`aligned_passages`] finds those that were taken over with changes.
//! - [`duplicates`](duplicates()) finds documents that repeat others, exactly or nearly.
//! - [`quotations`](quotations()) finds what stands in quotation marks, of which kind it is, and who is quoted.
//! - [`traces`](traces()) finds the sentences of other documents that quotations are from.
//!
//! **Invariant:** nothing here reads a file, and nothing depends on the number of threads.

mod alignment;
mod duplicates;
mod passages;
mod quotations;
mod traces;

pub use alignment::Step;
pub use duplicates::{Duplicate, SHORT_DOCUMENT, duplicates};
pub use passages::{
    AlignedPassage, AlignedPassages, Passage, Passages, Place, RunTexts, aligned_passages, clusters, passages,
};
pub use quotations::{
    Attribution, AttributionRule, AttributionStatus, Block, CueError, CueLists, MarkCounts, Quotation,
    QuotationKind, QuotationStatus, quotations,
};
pub use traces::{Edit, LONGEST_TRACED, QuotedTokens, Trace, TraceParameters, Verdict, traces};

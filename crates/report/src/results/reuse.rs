//! What documents have from each other.

use std::ops::Range;

use crate::reports::{CoverageRow, PassagePlaceRow, PassageRow, QuoteRow, QuoteTraceRow, ReuseRow};

/// Passages that documents share.
#[derive(Debug, Default)]
pub struct PassageResults {
    /// Every passage.
    pub rows: Vec<PassageRow>,
    /// Where they stand.
    pub places: Vec<PassagePlaceRow>,
    /// How many sequences stand at too many places for every two of them to be compared.
    pub crowded: u64,
}

/// What documents have from each other.
#[derive(Debug, Default)]
pub struct ReuseResults {
    /// Every passage that two documents share, with its changes.
    pub rows: Vec<ReuseRow>,
    /// How many sequences stand at too many places to look around them.
    pub crowded: u64,
}

/// What stands in quotation marks.
#[derive(Debug, Default)]
pub struct QuotationResults {
    /// Every quotation.
    pub rows: Vec<QuoteRow>,
    /// The tokens of each, among those of its document.
    pub tokens: Vec<Range<u32>>,
    /// How many of these stand before each ellipsis in it.
    pub elisions: Vec<Vec<u32>>,
    /// What became of the marks.
    pub marks: MarkTotals,
}

/// What became of the quotation marks of a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkTotals {
    /// All of them, and apostrophes.
    pub marks: u64,
    /// Those with which quotations begin.
    pub opening: u64,
    /// Those with which quotations end.
    pub closing: u64,
    /// Apostrophes, and signs of omission.
    pub apostrophes: u64,
    /// All others.
    pub unresolved: u64,
}

/// Where quotations are from.
#[derive(Debug, Default)]
pub struct TraceResults {
    /// The sources.
    pub rows: Vec<QuoteTraceRow>,
    /// What was quoted of the turns of these.
    pub coverage: Vec<CoverageRow>,
}

//! What documents have from each other.

use crate::reports::{PassagePlaceRow, PassageRow};

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

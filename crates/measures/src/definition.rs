//! What a column of measures means, as data: the words of the data dictionary.

/// The definition of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name of the column. It contains the unit, or the base of the logarithm of a score.
    pub name: &'static str,
    /// The formula, in the symbols that the module explains.
    pub formula: &'static str,
    /// The base of the logarithm: `2`, `10` or `e`; empty if there is none.
    pub log_base: &'static str,
    /// How zeros are treated, and when the cell is empty.
    pub when_zero: &'static str,
    /// Which way to read it, and the range.
    pub direction: &'static str,
    /// Author and year.
    pub source: &'static str,
}

/// A value, unless it is not a number or infinite.
pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

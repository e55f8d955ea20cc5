//! The 2×2 table of a comparison: two words that meet, or a word in two samples.
//!
//! | | word 2 | other | |
//! | --- | --- | --- | --- |
//! | word 1, or the target | O₁₁ | O₁₂ | R₁ |
//! | other, or the reference | O₂₁ | O₂₂ | R₂ |
//! | | C₁ | C₂ | N |
//!
//! The expected count of a cell is E = R · C / N.

/// The largest total: up to 2⁵³ each count is exact as a floating-point number.
const LARGEST_TOTAL: u64 = 1 << 53;

/// A 2×2 table with its margins.
///
/// ```
/// use textmill_measures::Contingency;
///
/// // One word occurs at 29 of 41 places, another at 5, and 4 of these are the same.
/// let table = Contingency::from_frequencies(4, 29, 5, 41).unwrap();
/// assert_eq!(table.observed(), Some([4, 25, 1, 11]));
///
/// // The same table: a word 4 times in a target of 29 tokens and once in a reference of 12.
/// assert_eq!(Contingency::from_samples(4, 29, 1, 12), Some(table));
///
/// // Two words cannot meet more often than one of them occurs.
/// assert_eq!(Contingency::from_frequencies(6, 29, 5, 41), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    joint: u64,
    first: u64,
    second: u64,
    row: u64,
    total: u64,
}

impl Contingency {
    /// From the frequency signature of a pair: how often the two words meet (f), how often each occurs (f₁, f₂), and
    /// the number of places (N). `None` if these cannot be counts of the same places, or if N is 0 or above 2⁵³.
    pub fn from_frequencies(joint: u64, first: u64, second: u64, total: u64) -> Option<Self> {
        let table = Self { joint, first, second, row: first, total };
        (table.has_fit_margins() && table.observed().is_some()).then_some(table)
    }

    /// From a word in two samples: a times in a target of n₁ tokens, b times in a reference of n₂ tokens. `None` if it
    /// occurs more often than there are tokens, or if n₁ + n₂ is 0 or above 2⁵³.
    pub fn from_samples(target: u64, target_size: u64, reference: u64, reference_size: u64) -> Option<Self> {
        if target > target_size || reference > reference_size {
            return None;
        }
        let total = target_size.checked_add(reference_size)?;
        Self::from_frequencies(target, target_size, target + reference, total)
    }

    /// From the four cells O₁₁, O₁₂, O₂₁, O₂₂. `None` if their sum is 0 or above 2⁵³.
    pub fn from_cells(cells: [u64; 4]) -> Option<Self> {
        let [o11, o12, o21, o22] = cells;
        let first = o11.checked_add(o12)?;
        let second = o11.checked_add(o21)?;
        let total = first.checked_add(o21)?.checked_add(o22)?;
        Self::from_frequencies(o11, first, second, total)
    }

    /// From a node (f₁ times) and a collocate (f₂ times) that occurs f times within windows of S places around the
    /// node. The first row are the f₁ · S places in windows, so E₁₁ = f₁ · f₂ · S / N (Evert 2008, surface
    /// cooccurrence).
    ///
    /// Windows that end at a sentence have fewer places: see [`from_window_places`](Self::from_window_places).
    pub fn from_window(joint: u64, node: u64, collocate: u64, total: u64, span: u64) -> Option<Self> {
        Self::from_window_places(joint, node, collocate, total, node.checked_mul(span)?)
    }

    /// As [`from_window`](Self::from_window), with the number of places in all windows as counted.
    ///
    /// Where windows overlap, a place counts in each of them, so f may exceed f₂, and the places may exceed N. Then
    /// there is no table of four cells, and all measures that need more than O₁₁ and E₁₁ are `None`. The measures of
    /// shares (Dice, Jaccard, …) take f₁ and f₂ as they are, not the places. `None` if f exceeds the places, if a word
    /// occurs more than N times, if N is 0, or if N or the places are above 2⁵³.
    pub fn from_window_places(
        joint: u64,
        node: u64,
        collocate: u64,
        total: u64,
        window_places: u64,
    ) -> Option<Self> {
        let table = Self { joint, first: node, second: collocate, row: window_places, total };
        (table.has_fit_margins() && joint <= window_places && window_places <= LARGEST_TOTAL).then_some(table)
    }

    fn has_fit_margins(&self) -> bool {
        (1..=LARGEST_TOTAL).contains(&self.total) && self.first <= self.total && self.second <= self.total
    }

    /// f = O₁₁, how often the two meet.
    pub fn joint(&self) -> u64 {
        self.joint
    }

    /// f₁, how often the first occurs; of samples, the size of the target.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// f₂, how often the second occurs.
    pub fn second(&self) -> u64 {
        self.second
    }

    /// N, the sum of all cells.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// O₁₁, O₁₂, O₂₁ and O₂₂; `None` if overlapping windows make one of them negative.
    pub fn observed(&self) -> Option<[u64; 4]> {
        let o12 = self.row.checked_sub(self.joint)?;
        let o21 = self.second.checked_sub(self.joint)?;
        let o22 = (self.total + self.joint).checked_sub(self.row.checked_add(self.second)?)?;
        Some([self.joint, o12, o21, o22])
    }

    /// E₁₁, E₁₂, E₂₁ and E₂₂; `None` if there is no table.
    pub fn expected(&self) -> Option<[f64; 4]> {
        let [r1, r2, c1, c2] = self.margins()?;
        let total = self.total as f64;
        Some([r1 * c1 / total, r1 * c2 / total, r2 * c1 / total, r2 * c2 / total])
    }

    /// E₁₁ = R₁ · C₁ / N, even if there is no table.
    pub fn expected_joint(&self) -> f64 {
        self.row as f64 * self.second as f64 / self.total as f64
    }

    /// R₁, R₂, C₁ and C₂; `None` if there is no table.
    pub(super) fn margins(&self) -> Option<[f64; 4]> {
        let [o11, o12, o21, o22] = self.observed()?;
        Some([o11 + o12, o21 + o22, o11 + o21, o12 + o22].map(|count| count as f64))
    }

    /// O₁₁O₂₂ − O₁₂O₂₁ = N O₁₁ − R₁C₁, computed exactly and then rounded.
    pub(super) fn determinant(&self) -> f64 {
        let observed = i128::from(self.total) * i128::from(self.joint);
        (observed - i128::from(self.row) * i128::from(self.second)) as f64
    }

    /// O₁₁ − E₁₁, without the cancellation of a subtraction.
    pub(super) fn difference(&self) -> f64 {
        self.determinant() / self.total as f64
    }

    /// The table with its columns of Fisher's test: R₁, C₁ and N as whole numbers.
    pub(super) fn whole_margins(&self) -> (u64, u64, u64) {
        (self.row, self.second, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::Contingency;

    #[test]
    fn three_ways_to_the_same_table() {
        let table = Contingency::from_cells([4, 25, 1, 11]).unwrap();
        assert_eq!(Contingency::from_frequencies(4, 29, 5, 41), Some(table));
        assert_eq!(Contingency::from_samples(4, 29, 1, 12), Some(table));
        assert_eq!(Contingency::from_window(4, 29, 5, 41, 1), Some(table));
        assert_eq!(table.observed(), Some([4, 25, 1, 11]));
        let expected = table.expected().unwrap();
        assert!((expected[0] - 3.5366).abs() < 1e-4);
        assert!((expected.iter().sum::<f64>() - 41.0).abs() < 1e-12);
        assert!((table.difference() - (4.0 - expected[0])).abs() < 1e-12);
    }

    #[test]
    fn counts_that_cannot_be() {
        assert_eq!(Contingency::from_frequencies(3, 2, 5, 10), None);
        assert_eq!(Contingency::from_frequencies(3, 5, 2, 10), None);
        assert_eq!(Contingency::from_frequencies(1, 6, 6, 10), None);
        assert_eq!(Contingency::from_frequencies(0, 0, 0, 0), None);
        assert_eq!(Contingency::from_samples(2, 1, 0, 5), None);
        assert_eq!(Contingency::from_samples(1, u64::MAX, 0, 5), None);
        assert_eq!(Contingency::from_cells([u64::MAX; 4]), None);
        assert_eq!(Contingency::from_window(1, 5, 5, 10, u64::MAX), None);
    }

    #[test]
    fn overlapping_windows_have_an_expectation_but_no_table() {
        let table = Contingency::from_window(7, 10, 4, 100, 4).unwrap();
        assert_eq!(table.observed(), None);
        assert_eq!(table.expected(), None);
        assert!((table.expected_joint() - 1.6).abs() < 1e-12);
        assert!((table.difference() - 5.4).abs() < 1e-12);
    }
}

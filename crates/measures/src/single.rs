//! Measures on single counts.

/// Occurrences per million tokens: 10⁶ · frequency / tokens. `None` if there are no tokens.
///
/// ```
/// use textmill_measures::per_million;
///
/// assert_eq!(per_million(3, 2_000_000), Some(1.5));
/// assert_eq!(per_million(0, 0), None);
/// ```
pub fn per_million(frequency: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| frequency as f64 * 1e6 / tokens as f64)
}

/// The ranks of frequencies that are given in descending order: 1 for the largest. Equal frequencies share the smallest
/// of their ranks, and the ranks that they leave free are skipped.
///
/// ```
/// use textmill_measures::ranks;
///
/// assert_eq!(ranks([5, 5, 3]), [1, 1, 3]);
/// ```
pub fn ranks(descending: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut ranks: Vec<u64> = Vec::new();
    let mut last = None;
    for (position, frequency) in descending.into_iter().enumerate() {
        let rank = match (last, ranks.last()) {
            (Some(same), Some(&rank)) if same == frequency => rank,
            _ => position as u64 + 1,
        };
        ranks.push(rank);
        last = Some(frequency);
    }
    ranks
}

/// Term frequency times inverse document frequency: count · log₁₀(documents / document frequency), with neither smoothing
/// nor normalisation; quanteda's default. It is 0 for a unit that is in every document. `None` for one that is in no
/// document.
///
/// ```
/// use textmill_measures::tf_idf;
///
/// assert_eq!(tf_idf(3, 10, 10), Some(0.0));
/// // In one document of ten: log₁₀ 10 = 1.
/// assert_eq!(tf_idf(3, 10, 1), Some(3.0));
/// ```
pub fn tf_idf(count: u64, documents: u64, document_frequency: u64) -> Option<f64> {
    (document_frequency > 0).then(|| count as f64 * libm::log10(documents as f64 / document_frequency as f64))
}

#[cfg(test)]
mod tests {
    use super::{per_million, ranks, tf_idf};

    #[test]
    fn equal_frequencies_share_the_smallest_rank() {
        assert_eq!(ranks([9, 7, 7, 7, 2, 1, 1]), [1, 2, 2, 2, 5, 6, 6]);
        assert_eq!(ranks([]), []);
    }

    #[test]
    fn shares_and_weights() {
        assert_eq!(per_million(35, 112_289_776).map(|value| (value * 1e4).round()), Some(3117.0));
        assert_eq!(per_million(0, 0), None);
        assert_eq!(tf_idf(3, 100, 10), Some(3.0));
        assert_eq!(tf_idf(3, 10, 10), Some(0.0));
        assert_eq!(tf_idf(0, 10, 0), None);
    }
}

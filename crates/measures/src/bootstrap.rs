//! An interval for a rate, by drawing whole documents.

use super::random::Stream;

/// The 95 % interval (percentiles 2.5 and 97.5, Efron 1979) of the rate of occurrences per token: all documents are
/// drawn with replacement, as many as there are, `draws` times. A document is given as its occurrences, which may be
/// fractions, and its tokens.
///
/// The draws depend on the seed, the number of the task and the documents only. `None` for fewer than two documents,
/// for 0 draws, or if no document has tokens.
///
/// ```
/// use textmill_measures::bootstrap_interval;
///
/// // Both documents have 2 occurrences per 100 tokens, so every draw has the same rate.
/// assert_eq!(bootstrap_interval(1, 0, 99, &[(2.0, 100), (4.0, 200)]), Some((0.02, 0.02)));
/// // One document has no interval.
/// assert_eq!(bootstrap_interval(1, 0, 99, &[(2.0, 100)]), None);
/// ```
pub fn bootstrap_interval(
    seed: u64,
    number: u64,
    draws: u32,
    documents: &[(f64, u64)],
) -> Option<(f64, f64)> {
    let count = u32::try_from(documents.len()).ok().filter(|&count| count >= 2)?;
    let mut stream = Stream::new(seed, number);
    let mut rates: Vec<f64> = (0..draws)
        .filter_map(|_| {
            let (mut occurrences, mut tokens) = (0.0, 0_u64);
            for _ in 0..count {
                let (more, size) = documents.get(stream.below(count) as usize)?;
                occurrences += more;
                tokens += size;
            }
            (tokens > 0).then(|| occurrences / tokens as f64)
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * (rates.len().saturating_sub(1)) as f64).round() as usize;
        rates.get(place).copied()
    };
    Some((at(0.025)?, at(0.975)?))
}

#[cfg(test)]
mod tests {
    use super::bootstrap_interval;

    #[test]
    fn an_interval_holds_the_rate_and_is_a_point_where_all_documents_agree() {
        let documents: Vec<(f64, u64)> = (0..20).map(|number| (f64::from(number % 5), 100)).collect();
        let (low, high) = bootstrap_interval(1, 7, 999, &documents).unwrap_or_default();
        assert!(low < 0.02 && 0.02 < high && low > 0.01 && high < 0.03, "{low} {high}");
        assert_eq!(bootstrap_interval(1, 7, 999, &documents), Some((low, high)), "the same again");
        assert_eq!(bootstrap_interval(1, 7, 99, &[(2.0, 100), (4.0, 200)]), Some((0.02, 0.02)));
        assert_eq!(bootstrap_interval(1, 7, 99, &[(2.0, 100)]), None);
        assert_eq!(bootstrap_interval(1, 7, 99, &[(0.0, 0), (0.0, 0)]), None);
    }
}

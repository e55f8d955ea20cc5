//! Coherence by the mutual information of pairs of terms.

use super::{Cooccurrences, EPSILON, PairCounts, sum_over_pairs};

/// C_NPMI (Aletras and Stevenson, 2013): the mean over the pairs of terms of
///
/// ```text
/// ln((p(i,j) + ε) / (p(i) · p(j))) / −ln(p(i,j) + ε)      ε = 10⁻¹²
/// ```
///
/// with p the share of windows; as gensim's `c_npmi`. Between −1 (no pair ever meets) and about 1 (all always do). A
/// pair with a term that is in no window counts −1; one that is in every window 1, which is the limit (gensim: −1).
///
/// `None` for fewer than two terms, or if a pair was not counted.
pub fn c_npmi(counts: &Cooccurrences, terms: &[u32]) -> Option<f64> {
    let (sum, pairs) = sum_over_pairs(counts, terms, npmi)?;
    Some(sum / pairs as f64)
}

/// C_UCI (Newman and others, 2010): the mean over the pairs of terms of
///
/// ```text
/// ln((p(i,j) + ε) / (p(i) · p(j)))      ε = 10⁻¹²
/// ```
///
/// with p the share of windows; as gensim's `c_uci`. 0 if the terms are independent; at least ln ε = −27.6, which is also
/// the value of a pair with a term that is in no window, and at most the logarithm of the number of windows.
///
/// `None` for fewer than two terms, or if a pair was not counted.
pub fn c_uci(counts: &Cooccurrences, terms: &[u32]) -> Option<f64> {
    let (sum, pairs) = sum_over_pairs(counts, terms, pmi)?;
    Some(sum / pairs as f64)
}

fn pmi(pair: &PairCounts) -> f64 {
    let shares = Shares::of(pair);
    if shares.apart == 0.0 { libm::log(EPSILON) } else { libm::log((shares.both + EPSILON) / shares.apart) }
}

/// Normalised pointwise mutual information (Bouma, 2009).
pub(super) fn npmi(pair: &PairCounts) -> f64 {
    let shares = Shares::of(pair);
    if shares.apart == 0.0 {
        return -1.0; // A term that is in no window meets none.
    }
    if shares.both >= 1.0 {
        return 1.0; // The limit: both are in every window.
    }
    libm::log((shares.both + EPSILON) / shares.apart) / -libm::log(shares.both + EPSILON)
}

/// The share of windows with both terms, and the one to expect if they were independent.
struct Shares {
    both: f64,
    apart: f64,
}

impl Shares {
    fn of(pair: &PairCounts) -> Self {
        let share = |count: u64| count as f64 / pair.windows.max(1) as f64;
        Self { both: share(pair.both), apart: share(pair.first) * share(pair.second) }
    }
}

#[cfg(test)]
mod tests {
    use super::{c_npmi, c_uci, npmi, pmi};
    use crate::coherence::{Cooccurrences, EPSILON, PairCounts, examples};

    #[track_caller]
    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() < tolerance, "{found} instead of {expected}");
    }

    #[track_caller]
    fn check(passages: &[Vec<u32>], terms: &[u32], window: usize, uci: f64, npmi: f64) {
        let counts = Cooccurrences::of(&examples::slices(passages), &[terms.to_vec()], window);
        close(c_uci(&counts, terms).unwrap(), uci, 1e-12);
        close(c_npmi(&counts, terms).unwrap(), npmi, 1e-12);
    }

    #[test]
    fn closed_forms() {
        // ln((p(i,j) + ε) / (p(i) p(j))), and that by −ln(p(i,j) + ε).
        let of = |both: f64, apart: f64| {
            let uci = ((both + EPSILON) / apart).ln();
            (uci, uci / -(both + EPSILON).ln())
        };
        let check_pair = |passages: &[Vec<u32>], window: usize, both: f64, apart: f64| {
            let (uci, npmi) = of(both, apart);
            check(passages, &[0, 1], window, uci, npmi);
        };
        // Four windows; each term in two of them, both in one: independent.
        check_pair(&[vec![0, 1], vec![0, 2], vec![1, 2], vec![2, 2]], 10, 0.25, 0.25);
        // Always together in half of the windows.
        check_pair(&[vec![0, 1], vec![2, 3]], 10, 0.5, 0.25);
        // Never together.
        check_pair(&[vec![0, 2], vec![1, 3]], 10, 0.0, 0.25);
        // Windows of two: 01, 12, 20; p(0) = 2/3, p(1) = 2/3, p(0,1) = 1/3.
        check_pair(&[vec![0, 1, 2, 0]], 2, 1.0 / 3.0, 4.0 / 9.0);
        // Everywhere, and nowhere.
        check(&[vec![0, 1], vec![1, 0]], &[0, 1], 10, (1.0 + EPSILON).ln(), 1.0);
        check(&[vec![0, 1], vec![1, 0]], &[0, 7], 10, EPSILON.ln(), -1.0);
        check(&[], &[0, 1], 10, EPSILON.ln(), -1.0);
    }

    #[test]
    fn the_pair_of_gensims_test() {
        // test_direct_confirmation.py: documents {2, 3, 4} and {3, 5} of five.
        let pair = PairCounts { windows: 5, first: 3, second: 2, both: 1 };
        close(pmi(&pair), -0.182321557, 1e-9);
        close(npmi(&pair), -0.113282753, 1e-9);
    }

    #[test]
    fn numbers_of_gensim() {
        // CoherenceModel of gensim 4.4.0 on the same passages, topic by topic.
        let (passages, topics) = (examples::passages(), examples::topics());
        for (window, npmi, uci) in [
            (10, [-0.03505090950889635, -0.04457616481745906], [-0.03778068029625005, -0.05096645358911363]),
            (3, [-0.08570964429156334, -0.10181384938026135], [-0.3144478219860356, -0.43866621919144927]),
        ] {
            let counts = Cooccurrences::of(&examples::slices(&passages), &topics, window);
            for (topic, terms) in topics.iter().enumerate() {
                close(c_npmi(&counts, terms).unwrap(), npmi[topic], 1e-12);
                close(c_uci(&counts, terms).unwrap(), uci[topic], 1e-12);
            }
        }
    }

    #[test]
    fn no_pairs_have_no_coherence() {
        let counts = Cooccurrences::of(&[&[0, 1, 2]], &[vec![0], vec![1, 2]], 10);
        assert_eq!(c_npmi(&counts, &[0]), None);
        assert_eq!(c_npmi(&counts, &[0, 1]), None);
        assert_eq!(c_uci(&counts, &[]), None);
    }
}

//! How well the top terms of a topic belong together.

use std::collections::BTreeMap;

use crate::Passages;

/// Added to the probability of a pair, so that a pair that never meets has a finite value.
const EPSILON: f64 = 1e-12;

/// The mean NPMI of the pairs of `terms` (at least two), each pair's being
///
/// ```text
/// ln((p(i,j) + ε) / (p(i) · p(j))) / −ln(p(i,j) + ε)      ε = 10⁻¹²
/// ```
///
/// with p the share of windows that hold the term, or both terms. Windows are `window` content terms long and move by one;
/// a passage that is no longer is one window. Gensim's `c_npmi` has the same definition. Between −1 (no pair ever meets)
/// and 1 (all always do).
///
/// Nothing for fewer than two terms.
pub fn npmi(passages: &Passages, terms: &[usize], window: usize) -> Option<f64> {
    let counts = WindowCounts::of(passages, terms, window);
    let mut sum = 0.0;
    let mut pairs = 0;
    for one in 0..terms.len() {
        for other in one + 1..terms.len() {
            sum += counts.npmi(one, other);
            pairs += 1;
        }
    }
    (pairs > 0).then(|| sum / f64::from(pairs))
}

/// In how many windows the terms occur.
struct WindowCounts {
    windows: u64,
    terms: Vec<u64>,
    pairs: BTreeMap<(usize, usize), u64>,
}

impl WindowCounts {
    fn of(passages: &Passages, terms: &[usize], window: usize) -> Self {
        let mut places = vec![None; passages.terms().len()];
        for (place, &term) in terms.iter().enumerate() {
            places[term] = Some(place);
        }
        let mut counts = Self { windows: 0, terms: vec![0; terms.len()], pairs: BTreeMap::new() };
        for passage in 0..passages.len() {
            let words = passages.words(passage);
            for words in words.windows(window.clamp(1, words.len().max(1))) {
                let mut found: Vec<usize> = words.iter().filter_map(|&word| places[word as usize]).collect();
                found.sort_unstable();
                found.dedup();
                counts.add_window(&found);
            }
        }
        counts
    }

    fn add_window(&mut self, found: &[usize]) {
        self.windows += 1;
        for (position, &one) in found.iter().enumerate() {
            self.terms[one] += 1;
            for &other in &found[position + 1..] {
                *self.pairs.entry((one, other)).or_insert(0) += 1;
            }
        }
    }

    fn npmi(&self, one: usize, other: usize) -> f64 {
        let share = |count: u64| count as f64 / self.windows.max(1) as f64;
        let both = share(self.pairs.get(&(one, other)).copied().unwrap_or(0));
        let apart = share(self.terms[one]) * share(self.terms[other]);
        if apart == 0.0 {
            return -1.0; // A term that is in no window meets none.
        }
        if both >= 1.0 {
            return 1.0; // The limit: both are in every window.
        }
        libm::log((both + EPSILON) / apart) / -libm::log(both + EPSILON)
    }
}

#[cfg(test)]
mod tests {
    use super::npmi;
    use crate::Passages;

    #[track_caller]
    fn check(passages: &[Vec<u32>], terms: &[usize], window: usize, expected: f64) {
        let found = npmi(&Passages::of_words(passages), terms, window).unwrap();
        assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
    }

    #[test]
    fn closed_forms() {
        // Four windows; each term in two of them, both in one: p = 1/4, independent.
        check(&[vec![0, 1], vec![0, 2], vec![1, 2], vec![2, 2]], &[0, 1], 10, 0.0);
        // Always together in half of the windows: ln((1/2) / (1/4)) / ln 2 = 1.
        check(&[vec![0, 1], vec![2, 3]], &[0, 1], 10, 1.0);
        // Never together: ln(ε / (1/4)) / −ln ε.
        let epsilon: f64 = 1e-12;
        check(&[vec![0, 2], vec![1, 3]], &[0, 1], 10, (epsilon * 4.0).ln() / -epsilon.ln());
    }

    #[test]
    fn windows_move_by_one() {
        // Windows of two: 01, 12, 20; p(0) = 2/3, p(1) = 2/3, p(0,1) = 1/3: ln((1/3) / (4/9)) = ln(3/4).
        let expected = 0.75_f64.ln() / -(1.0_f64 / 3.0).ln();
        check(&[vec![0, 1, 2, 0]], &[0, 1], 2, expected);
    }

    #[test]
    fn one_term_has_no_coherence() {
        assert_eq!(npmi(&Passages::of_words(&[vec![0]]), &[0], 10), None);
    }
}

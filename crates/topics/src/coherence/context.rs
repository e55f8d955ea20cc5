//! Coherence by the similarity of the context vectors of the terms.

use super::{Cooccurrences, mutual::npmi};

/// C_V (Röder, Both and Hinneburg, 2015): the mean over the terms of the cosine between the term's context vector and the
/// sum of all, where the context vector holds the NPMI of the term with each of the terms, itself included.
///
/// With γ = 1, as gensim's `c_v` (Palmetto had γ = 2 for years); NPMI as in [`c_npmi`](super::c_npmi). Between −1 and 1, in
/// practice between 0 and 1. Its author advises against using it as the only measure.
///
/// A term that is in no window has a zero vector, a zero in the vectors of the other terms, and the cosine 0. (Gensim
/// returns NaN then.)
///
/// `None` for fewer than two terms, or if a pair was not counted.
pub fn c_v(counts: &Cooccurrences, terms: &[u32]) -> Option<f64> {
    if terms.len() < 2 {
        return None;
    }
    let vectors: Vec<Vec<f64>> =
        terms.iter().map(|&term| context_vector(counts, term, terms)).collect::<Option<_>>()?;
    let mut whole = vec![0.0; terms.len()];
    for vector in &vectors {
        for (sum, value) in whole.iter_mut().zip(vector) {
            *sum += value;
        }
    }
    let sum: f64 = vectors.iter().map(|vector| cosine(vector, &whole)).sum();
    Some(sum / terms.len() as f64)
}

fn context_vector(counts: &Cooccurrences, term: u32, terms: &[u32]) -> Option<Vec<f64>> {
    let value = |&other: &u32| {
        let pair = counts.pair(term, other)?;
        Some(if pair.first == 0 || pair.second == 0 { 0.0 } else { npmi(&pair) })
    };
    terms.iter().map(value).collect()
}

fn cosine(one: &[f64], other: &[f64]) -> f64 {
    let product = |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
    let lengths = product(one, one).sqrt() * product(other, other).sqrt();
    if lengths > 0.0 { product(one, other) / lengths } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::c_v;
    use crate::coherence::{C_V_WINDOW, Cooccurrences, examples};

    #[track_caller]
    fn check(passages: &[&[u32]], topics: &[Vec<u32>], window: usize, expected: &[f64]) {
        let counts = Cooccurrences::of(passages, topics, window);
        for (terms, expected) in topics.iter().zip(expected) {
            let found = c_v(&counts, terms).unwrap();
            assert!((found - expected).abs() < 1e-11, "{found} instead of {expected}");
        }
    }

    #[test]
    fn the_example_of_gensims_documentation() {
        // Terms in the documents {2, 3, 4} and {3, 5} of five.
        check(&[&[0], &[0, 1], &[0], &[1], &[7]], &[vec![0, 1]], 10, &[0.623018926945]);
    }

    #[test]
    fn closed_forms() {
        // Always together: every NPMI is 1.
        check(&[&[0, 1], &[7]], &[vec![0, 1]], 10, &[1.0]);
        // Independent: the vectors are (1, 0) and (0, 1), their sum (1, 1).
        check(&[&[0, 1], &[0], &[1], &[7]], &[vec![0, 1]], 10, &[0.5_f64.sqrt()]);
    }

    #[test]
    fn terms_in_no_window() {
        check(&[&[0, 1], &[7]], &[vec![0, 1, 5]], 10, &[2.0 / 3.0]);
        check(&[&[0, 1], &[7]], &[vec![4, 5]], 10, &[0.0]);
        check(&[], &[vec![4, 5]], 10, &[0.0]);
    }

    #[test]
    fn numbers_of_gensim() {
        // CoherenceModel of gensim 4.4.0 on the same passages, topic by topic.
        let (passages, topics) = (examples::passages(), examples::topics());
        let passages = examples::slices(&passages);
        check(&passages, &topics, 10, &[0.44700491522676217, 0.3662261913978113]);
        check(&passages, &topics, C_V_WINDOW, &[0.6736301154717649, 0.6119522233349156]);
    }

    #[test]
    fn no_pairs_have_no_coherence() {
        let counts = Cooccurrences::of(&[&[0, 1, 2]], &[vec![0], vec![1, 2]], 10);
        assert_eq!(c_v(&counts, &[0]), None);
        assert_eq!(c_v(&counts, &[0, 1]), None);
    }
}

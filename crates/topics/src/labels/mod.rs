//! Which terms say what a topic is about.

mod effective;
mod frex;
mod terms;

pub use effective::{exp_entropy, inverse_simpson};
pub use frex::{FREX_EXCLUSIVITY, FREX_LABELS};
pub use terms::TopicTerms;

/// The relevance of a term to a topic (Sievert and Shirley, 2014), which pyLDAvis orders terms by.
///
/// ```text
/// λ · ln φ_kw + (1 − λ) · ln(φ_kw / p_w)
/// ```
///
/// with φ_kw the probability of the term in the topic and p_w that in the whole corpus. λ = 1 orders by probability, λ = 0 by
/// [`lift`]; the authors found 0.6 best for naming topics. λ is held between 0 and 1. In natural units, without bounds; the
/// larger, the more telling. −∞ for a term that the topic or the corpus does not have.
pub fn relevance(phi_kw: f64, p_w: f64, lambda: f64) -> f64 {
    if !(phi_kw > 0.0 && p_w > 0.0) {
        return f64::NEG_INFINITY;
    }
    let lambda = lambda.clamp(0.0, 1.0);
    let probability = libm::log(phi_kw);
    lambda * probability + (1.0 - lambda) * (probability - libm::log(p_w))
}

/// The lift of a term in a topic (Taddy, 2012): how many times more probable it is there than in the whole corpus, φ_kw / p_w.
///
/// At least 0; 1 for a term that the topic has as often as all. 0 for a term that the corpus does not have.
pub fn lift(phi_kw: f64, p_w: f64) -> f64 {
    if p_w > 0.0 { phi_kw / p_w } else { 0.0 }
}

/// The indices of the `n` largest scores, in descending order of the scores; of equal scores the first comes first. NaN
/// comes last.
pub fn top_by(scores: &[f64], n: usize) -> Vec<usize> {
    let key = |place: usize| if scores[place].is_nan() { f64::NEG_INFINITY } else { scores[place] + 0.0 };
    let by_score = |one: &usize, other: &usize| {
        let no_number = |place: usize| scores[place].is_nan();
        no_number(*one).cmp(&no_number(*other)).then(key(*other).total_cmp(&key(*one))).then(one.cmp(other))
    };
    let mut order: Vec<usize> = (0..scores.len()).collect();
    if n < order.len() && n > 0 {
        order.select_nth_unstable_by(n - 1, by_score);
    }
    order.truncate(n);
    order.sort_unstable_by(by_score);
    order
}

#[cfg(test)]
mod tests {
    use super::{lift, relevance, top_by};
    use crate::noise::Noise;

    #[test]
    fn relevance_lies_between_probability_and_lift() {
        assert!((relevance(0.04, 0.01, 1.0) - 0.04_f64.ln()).abs() < 1e-15);
        assert!((relevance(0.04, 0.01, 0.0) - 4.0_f64.ln()).abs() < 1e-15);
        // 0.6 ln 0.04 + 0.4 ln 4
        assert!((relevance(0.04, 0.01, 0.6) - -1.3768077504735545).abs() < 1e-12);
        assert_eq!(relevance(0.0, 0.01, 0.0), f64::NEG_INFINITY);
        assert_eq!(relevance(0.1, 0.0, 0.5), f64::NEG_INFINITY);
        assert_eq!(relevance(f64::NAN, 0.1, 0.5), f64::NEG_INFINITY);
    }

    #[test]
    fn lift_is_a_ratio() {
        assert_eq!(lift(0.5, 0.125), 4.0);
        assert_eq!(lift(0.0, 0.125), 0.0);
        assert_eq!(lift(0.5, 0.0), 0.0);
    }

    #[test]
    fn ties_are_broken_by_place() {
        assert_eq!(top_by(&[1.0, 3.0, 3.0, 0.0, 3.0], 4), [1, 2, 4, 0]);
        assert_eq!(top_by(&[0.0, -0.0, 0.0], 3), [0, 1, 2]);
        assert_eq!(top_by(&[f64::NAN, 1.0, -f64::NAN, f64::NEG_INFINITY, f64::INFINITY], 9), [4, 1, 3, 0, 2]);
        assert!(top_by(&[1.0], 0).is_empty());
        assert!(top_by(&[], 5).is_empty());
    }

    #[test]
    fn the_top_begins_the_whole_order() {
        let mut noise = Noise::new(8);
        let scores: Vec<f64> = (0..300).map(|_| noise.below(40) as f64).collect();
        let all = top_by(&scores, 300);
        assert!(all.is_sorted_by_key(|&place| (-scores[place], place)));
        for n in [1, 7, 100, 299] {
            assert_eq!(top_by(&scores, n), all[..n]);
        }
    }
}

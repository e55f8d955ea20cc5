//! Terms that are both frequent in a topic and exclusive to it.

/// The weight of exclusivity with which R's stm compares topics.
pub const FREX_EXCLUSIVITY: f64 = 0.7;
/// The weight of exclusivity with which R's stm names topics.
pub const FREX_LABELS: f64 = 0.5;

/// See [`TopicTerms::frex`](super::TopicTerms::frex).
pub(super) fn frex(probabilities: &[f64], exclusivities: &[f64], weight: f64) -> Vec<f64> {
    let weight = weight.clamp(0.0, 1.0);
    let ranks = ecdf(exclusivities).into_iter().zip(ecdf(probabilities));
    ranks.map(|(exclusive, frequent)| 1.0 / (weight / exclusive + (1.0 - weight) / frequent)).collect()
}

/// The rank of each score, from 1 for the least, over the number of scores. Equal ones have the mean of their ranks.
fn ecdf(scores: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|&one, &other| scores[one].total_cmp(&scores[other]).then(one.cmp(&other)));
    let mut ranks = vec![0.0; scores.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&one, &other| scores[one] == scores[other]) {
        let mean = before as f64 + (equal.len() + 1) as f64 / 2.0;
        for &place in equal {
            ranks[place] = mean / scores.len() as f64;
        }
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{ecdf, frex};

    #[test]
    fn equal_scores_share_their_ranks() {
        assert_eq!(ecdf(&[3.0, 1.0, 3.0, 2.0]), [0.875, 0.25, 0.875, 0.5]);
        assert_eq!(ecdf(&[0.0, -0.0]), [0.75, 0.75]);
        assert_eq!(ecdf(&[5.0]), [1.0]);
        assert!(ecdf(&[]).is_empty());
    }

    #[test]
    fn it_is_a_harmonic_mean() {
        let (probabilities, exclusivities) = ([0.4, 0.3, 0.2, 0.1], [0.1, 0.9, 0.5, 0.7]);
        let found = frex(&probabilities, &exclusivities, 0.5);
        // Ranks: frequency 4 3 2 1, exclusivity 1 4 2 3, each over 4.
        let expected = [0.4, 24.0 / 28.0, 0.5, 0.375];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found} instead of {expected}");
        }
        assert_eq!(frex(&probabilities, &exclusivities, 1.0), [0.25, 1.0, 0.5, 0.75]);
        assert_eq!(frex(&probabilities, &exclusivities, -3.0), [1.0, 0.75, 0.5, 0.25]);
        assert!(frex(&[f64::NAN], &[f64::NAN], 0.5)[0].is_finite());
    }
}

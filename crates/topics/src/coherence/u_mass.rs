//! Coherence by the conditional probability of one term given another.

use super::{Cooccurrences, EPSILON, PairCounts, sum_over_pairs};

/// The variants of UMass, named after their source. They differ in more than a factor, so their values cannot be
/// compared.
///
/// D(j) is the number of passages with the term j, D(i,j) of those with both, D of all; of each pair, j is the term that
/// comes earlier in the list, the more probable one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UMass {
    /// Gensim's `u_mass`: the mean over the pairs of ln((D(i,j)/D + ε) / (D(j)/D)), ε = 10⁻¹². Between ln ε = −27.6 and 0.
    Gensim,
    /// MALLET's `coherence`: the sum over the pairs of ln((D(i,j) + β) / (D(j) + β)), with β the model's prior weight of a
    /// term in a topic, more than 0. At most 0. MALLET itself takes a term to be in a passage only if one of its tokens there
    /// has the topic; here any token will do.
    Mallet {
        /// The prior weight.
        beta: f64,
    },
    /// Mimno and others (2011): the sum over the pairs of ln((D(i,j) + 1) / D(j)). At most ln 2 for each pair.
    Mimno,
}

/// UMass over the top terms of a topic, the most probable first, with counts of whole passages
/// ([`WHOLE_PASSAGE`](super::WHOLE_PASSAGE)).
///
/// A pair whose earlier term is in no passage has no conditional probability. It counts with the smallest value that
/// the variant can have for this number of passages: as if the earlier term were in all passages, and never with the
/// other one. (Gensim: 0, the largest.)
///
/// `None` for fewer than two terms, or if a pair was not counted.
pub fn u_mass(counts: &Cooccurrences, terms: &[u32], variant: UMass) -> Option<f64> {
    let (sum, pairs) = sum_over_pairs(counts, terms, |pair| variant.confirmation(pair))?;
    Some(if variant == UMass::Gensim { sum / pairs as f64 } else { sum })
}

impl UMass {
    fn confirmation(self, pair: &PairCounts) -> f64 {
        let all = pair.windows.max(1) as f64;
        let (both, earlier) =
            if pair.first == 0 { (0.0, all) } else { (pair.both as f64, pair.first as f64) };
        match self {
            Self::Gensim => libm::log((both / all + EPSILON) / (earlier / all)),
            Self::Mallet { beta } => {
                let beta = beta.max(f64::MIN_POSITIVE);
                libm::log((both + beta) / (earlier + beta))
            }
            Self::Mimno => libm::log((both + 1.0) / earlier),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{UMass, u_mass};
    use crate::coherence::{Cooccurrences, EPSILON, PairCounts, WHOLE_PASSAGE, examples};

    const MALLET: UMass = UMass::Mallet { beta: 0.01 };

    #[track_caller]
    fn check(terms: &[u32], variant: UMass, expected: f64) {
        // Term 0 is in four passages, 1 in two, 2 in one, 9 in none.
        let passages: [&[u32]; 5] = [&[0, 1, 2, 0], &[0, 1], &[0], &[0, 4, 4], &[4]];
        let counts = Cooccurrences::of(&passages, &[terms.to_vec()], WHOLE_PASSAGE);
        let found = u_mass(&counts, terms, variant).unwrap();
        assert!((found - expected).abs() < 1e-11, "{found} instead of {expected}");
    }

    #[test]
    fn closed_forms() {
        let ln = f64::ln;
        check(&[0, 1, 2], UMass::Mimno, ln(3.0 / 4.0) + ln(2.0 / 4.0) + ln(2.0 / 2.0));
        check(&[0, 1, 2], MALLET, ln(2.01 / 4.01) + ln(1.01 / 4.01) + ln(1.01 / 2.01));
        check(&[0, 1, 2], UMass::Gensim, (ln(2.0 / 4.0) + ln(1.0 / 4.0) + ln(1.0 / 2.0)) / 3.0);
        check(&[2, 0], UMass::Gensim, 0.0);
    }

    #[test]
    fn terms_that_never_meet() {
        let ln = f64::ln;
        check(&[2, 4], UMass::Gensim, ln(EPSILON * 5.0));
        check(&[9, 0], UMass::Gensim, ln(EPSILON));
        check(&[9, 0], MALLET, ln(0.01 / 5.01));
        check(&[9, 0], UMass::Mimno, ln(1.0 / 5.0));
        check(&[0, 9], UMass::Mimno, ln(1.0 / 4.0));
        let unsmoothed = UMass::Mallet { beta: 0.0 };
        assert!(
            unsmoothed.confirmation(&PairCounts { windows: 3, first: 1, second: 1, both: 0 }).is_finite()
        );
    }

    #[test]
    fn the_pair_of_gensims_test() {
        // test_direct_confirmation.py: of five documents two hold the earlier term, one of them both.
        let pair = PairCounts { windows: 5, first: 2, second: 3, both: 1 };
        assert!((UMass::Gensim.confirmation(&pair) - 0.5_f64.ln()).abs() < 1e-11);
    }

    #[test]
    fn numbers_of_gensim() {
        let (passages, topics) = (examples::passages(), examples::topics());
        let counts = Cooccurrences::of(&examples::slices(&passages), &topics, WHOLE_PASSAGE);
        for (terms, expected) in topics.iter().zip([-0.15747693986763087, -0.2023964336157459]) {
            let found = u_mass(&counts, terms, UMass::Gensim).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
        }
    }

    #[test]
    fn one_term_has_no_coherence() {
        let counts = Cooccurrences::of(&[&[0]], &[vec![0]], WHOLE_PASSAGE);
        assert_eq!(u_mass(&counts, &[0], UMass::Mimno), None);
    }
}

//! The weights of the priors, learnt from the counts.
//!
//! Both are maximum-likelihood estimates for Dirichlet-multinomial counts, by Minka's fixed point (2000, revised 2012), for which
//! only integer histograms are needed: ψ(n + a) − ψ(a) = Σ 1 / (a + i) over i < n, so a sum over many counts n is a sum over i of how
//! many counts are larger than i. No digamma function is called, and the result is the same on every machine. An asymmetric α and
//! a symmetric β are what pays (Wallach, Mimno and McCallum 2009).

use crate::gibbs::Chain;

/// So often each fixed point is taken.
const STEPS: usize = 8;
/// No topic gets a smaller weight in a passage than this: at 0 it could never come back.
const LEAST_ALPHA: f64 = 1e-4;
/// What β is held within; small texts would drive it out of any bounds.
const BETA: (f64, f64) = (0.005, 0.5);

/// Learns α_k of each topic and β from the present state of a chain.
pub(crate) fn learn_priors(chain: &mut Chain<'_>) {
    let topics = chain.priors().topics();
    let (of_topics, lengths) = passage_tails(chain, topics);
    let (cells, totals) = word_tails(chain);
    let words = chain.corpus().words() as f64;
    let priors = chain.priors_mut();
    for _ in 0..STEPS {
        learn_alpha(&mut priors.alpha, &of_topics, &lengths);
    }
    for _ in 0..STEPS {
        priors.beta = better_beta(priors.beta, words, &cells, &totals);
    }
}

/// How many counts are larger than 0, 1, 2, …
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tail(Vec<u64>);

impl Tail {
    fn of(counts: impl Iterator<Item = usize>) -> Self {
        let mut tail: Vec<u64> = Vec::new();
        for count in counts.filter(|&count| count > 0) {
            if tail.len() < count {
                tail.resize(count, 0);
            }
            tail[count - 1] += 1;
        }
        for place in (1..tail.len()).rev() {
            tail[place - 1] += tail[place];
        }
        Self(tail)
    }

    /// Σ ψ(n + a) − ψ(a) over the counts n.
    fn digammas(&self, a: f64) -> f64 {
        self.0.iter().zip(0_u32..).map(|(&larger, i)| larger as f64 / (a + f64::from(i))).sum()
    }
}

/// α_k ← α_k · Σ_d [ψ(n_dk + α_k) − ψ(α_k)] / Σ_d [ψ(N_d + Σα) − ψ(Σα)].
fn learn_alpha(alpha: &mut [f64], of_topics: &[Tail], lengths: &Tail) {
    let below = lengths.digammas(alpha.iter().sum());
    if below > 0.0 {
        for (alpha, counts) in alpha.iter_mut().zip(of_topics) {
            *alpha = (*alpha * counts.digammas(*alpha) / below).max(LEAST_ALPHA);
        }
    }
}

/// β · Σ_kw [ψ(n_kw + β) − ψ(β)] / (V · Σ_k [ψ(n_k + Vβ) − ψ(Vβ)]).
fn better_beta(beta: f64, words: f64, cells: &Tail, totals: &Tail) -> f64 {
    let below = words * totals.digammas(words * beta);
    if below > 0.0 { (beta * cells.digammas(beta) / below).clamp(BETA.0, BETA.1) } else { beta }
}

/// The counts n_dk of each topic, and the lengths N_d.
fn passage_tails(chain: &Chain<'_>, topics: usize) -> (Vec<Tail>, Tail) {
    let corpus = chain.corpus();
    let mut of_topics: Vec<Vec<usize>> = vec![Vec::new(); topics];
    for passage in 0..corpus.len() {
        let mut here = chain.topics()[corpus.range(passage)].to_vec();
        here.sort_unstable();
        for run in here.chunk_by(|one, other| one == other) {
            if let Some(counts) = run.first().and_then(|&topic| of_topics.get_mut(usize::from(topic))) {
                counts.push(run.len());
            }
        }
    }
    let lengths = Tail::of((0..corpus.len()).map(|passage| corpus.range(passage).len()));
    (of_topics.into_iter().map(|counts| Tail::of(counts.into_iter())).collect(), lengths)
}

/// The counts n_kw, and n_k.
fn word_tails(chain: &Chain<'_>) -> (Tail, Tail) {
    let mut counts = Vec::new();
    for word in 0..chain.corpus().words() as u32 {
        chain.for_word(word, |_, count| counts.push(count as usize));
    }
    (Tail::of(counts.into_iter()), Tail::of(chain.totals().iter().map(|&total| total as usize)))
}

#[cfg(test)]
mod tests {
    use super::{Tail, better_beta, learn_alpha, learn_priors};
    use crate::{
        gibbs::{Chain, Corpus, Priors},
        noise::Noise,
    };

    #[test]
    fn tails_sum_up_differences_of_digammas() {
        let tail = Tail::of([0, 3, 1, 3].into_iter());
        assert_eq!(tail, Tail(vec![3, 2, 2]));
        let slow = |n: usize, a: f64| (0..n).map(|i| 1.0 / (a + i as f64)).sum::<f64>();
        assert!((tail.digammas(0.3) - (2.0 * slow(3, 0.3) + slow(1, 0.3))).abs() < 1e-12);
        assert_eq!(Tail::of(std::iter::empty()).digammas(1.0), 0.0);
    }

    /// The number of topic 0 among `length` tokens of a passage, drawn from a Pólya urn, which has the Dirichlet-multinomial law.
    fn urn(noise: &mut Noise, alpha: [f64; 2], length: usize) -> [usize; 2] {
        let mut counts = [0_usize; 2];
        for _ in 0..length {
            let weights = [alpha[0] + counts[0] as f64, alpha[1] + counts[1] as f64];
            let drawn = usize::from(noise.uniform() * (weights[0] + weights[1]) >= weights[0]);
            counts[drawn] += 1;
        }
        counts
    }

    #[test]
    fn weights_are_found_again() {
        let (mut noise, truth) = (Noise::new(5), [0.8, 0.2]);
        let passages: Vec<[usize; 2]> =
            (0..4000).map(|number| urn(&mut noise, truth, 20 + number % 60)).collect();
        let of_topics = [0, 1].map(|topic| Tail::of(passages.iter().map(|counts| counts[topic])));
        let lengths = Tail::of(passages.iter().map(|counts| counts[0] + counts[1]));
        let mut alpha = [0.3, 0.3];
        for _ in 0..500 {
            learn_alpha(&mut alpha, &of_topics, &lengths);
        }
        assert!((alpha[0] - 0.8).abs() < 0.05 && (alpha[1] - 0.2).abs() < 0.02, "{alpha:?}");
        // The same urns as two words of a topic: a symmetric weight.
        let even: Vec<[usize; 2]> = (0..4000).map(|_| urn(&mut noise, [0.25, 0.25], 40)).collect();
        let cells = Tail::of(even.iter().flatten().copied());
        let totals = Tail::of(even.iter().map(|counts| counts[0] + counts[1]));
        let beta = (0..500).fold(0.1, |beta, _| better_beta(beta, 2.0, &cells, &totals));
        assert!((beta - 0.25).abs() < 0.02, "{beta}");
    }

    #[test]
    fn degenerate_counts_leave_weights_within_bounds() {
        let corpus = Corpus::new(vec![0, 1, 1], vec![0], 1).unwrap();
        let mut chain = Chain::start(&corpus, &Priors::symmetric(3, 0.3, 0.05), 1, 0).unwrap();
        (0..50).for_each(|_| learn_priors(&mut chain));
        let Priors { alpha, beta } = chain.priors();
        assert!(alpha.iter().all(|alpha| alpha.is_finite() && *alpha >= 1e-4), "{alpha:?}");
        assert!((0.005..=0.5).contains(beta), "{beta}");
    }
}

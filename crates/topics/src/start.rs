//! Where a chain begins.
//!
//! A chain that begins at random needs hundreds of sweeps until its topics have formed, and often ends where two subjects are one topic. So
//! each begins near the factors of a non-negative factorisation, of four fifths of the passages, drawn at random and its own: what chains then
//! have in common they have from the text, and not from a common start.

use rayon::prelude::*;

use crate::{
    Passages, TopicError, ValidParams,
    gibbs::{Chain, Corpus, Draws, Priors},
    nmf::{Nmf, PassageCounts, inverse_document_frequencies, tf_idf},
};

/// The share of the passages that is factorised. Starts that read all of them would agree on words in any order too …
const FACTORISED_SHARE: f64 = 0.8;
/// … but about so many at most.
const FACTORISED_PASSAGES: f64 = 5_000.0;
/// The share of a topic that all words have, so that none is ruled out.
const EVEN_SHARE: f64 = 0.1;
/// So often the shares of the topics in a passage are improved before its tokens are drawn.
const STEPS: usize = 5;

/// A chain at its start.
pub(crate) fn start<'a>(
    passages: &'a Passages,
    params: &ValidParams,
    chain: u32,
) -> Result<Chain<'a>, TopicError> {
    let (corpus, topics) = (passages.corpus(), params.topics);
    let priors = Priors::symmetric(topics, params.alpha, params.beta);
    let draws = Draws::new(params.seed, chain);
    let share = FACTORISED_SHARE.min(FACTORISED_PASSAGES / passages.len().max(1) as f64);
    let sample: Vec<usize> =
        (0..passages.len()).filter(|&passage| draws.of_passage(passage as u32) < share).collect();
    let phi = factors(passages, &sample, topics);
    let drawn = draw_topics(corpus, &priors.alpha, &phi, draws);
    Ok(Chain::start_at(corpus, &priors, params.seed, chain, drawn)?)
}

/// φ of the factors of some passages, word by word.
fn factors(passages: &Passages, sample: &[usize], topics: usize) -> Vec<f64> {
    let words = passages.words().len();
    let rows = sample.iter().map(|&passage| passages.word_counts(passage)).collect();
    let matrix = tf_idf(&PassageCounts { words, rows });
    let idf = inverse_document_frequencies(&matrix);
    let nmf = Nmf::fit(&matrix, topics);
    let even = 1.0 / words.max(1) as f64;
    let mut phi = vec![even; words * topics];
    for (topic, row) in nmf.h.chunks_exact(words.max(1)).enumerate() {
        // The factor is of weights; what is drawn is tokens.
        let count = |(weight, idf): (&f64, &f64)| if *idf > 0.0 { weight / idf } else { 0.0 };
        let sum: f64 = row.iter().zip(&idf).map(count).sum();
        if sum > 0.0 {
            for (word, pair) in row.iter().zip(&idf).enumerate() {
                phi[word * topics + topic] = (1.0 - EVEN_SHARE) * count(pair) / sum + EVEN_SHARE * even;
            }
        }
    }
    phi
}

/// A topic for each token, with probabilities in proportion to θ φ, where θ of the passage is estimated from its words.
fn draw_topics(corpus: &Corpus, alpha: &[f64], phi: &[f64], draws: Draws) -> Vec<u16> {
    let topics = alpha.len();
    let row = |word: u32| &phi[word as usize * topics..][..topics];
    let of_passage = |passage: usize| -> Vec<u16> {
        let words = &corpus.tokens()[corpus.range(passage)];
        let mut shares = alpha.to_vec();
        for _ in 0..STEPS {
            let mut next = alpha.to_vec();
            for &word in words {
                let sum: f64 = row(word).iter().zip(&shares).map(|(phi, share)| phi * share).sum();
                let parts = row(word).iter().zip(&shares).map(|(phi, share)| phi * share / sum);
                next.iter_mut().zip(parts).for_each(|(next, part)| *next += part);
            }
            shares = next;
        }
        let draw = |(position, &word): (usize, &u32)| {
            let weights = row(word).iter().zip(&shares).map(|(phi, share)| phi * share);
            let mut rest = draws.of_token(passage as u32, position as u32) * weights.clone().sum::<f64>();
            let passed = weights.take_while(|weight| {
                rest -= weight;
                rest >= 0.0
            });
            passed.count().min(topics - 1) as u16
        };
        words.iter().enumerate().map(draw).collect()
    };
    (0..corpus.len()).into_par_iter().flat_map_iter(of_passage).collect()
}

#[cfg(test)]
mod tests {
    use super::start;
    use crate::{TopicParams, gibbs::Chain, noise::block_passages};

    fn begun(seed: u64, chain: u32) -> Vec<u16> {
        let passages = block_passages(4, 80);
        let params = TopicParams { topics: 4, seed, ..TopicParams::default() };
        let params = params.check(&passages).unwrap();
        start(&passages, &params, chain).unwrap().topics().to_vec()
    }

    #[test]
    fn blocks_of_words_are_there_before_the_first_sweep() {
        let topics = begun(1, 0);
        // Forty tokens of each passage; most have the topic of its block.
        let main = |passage: usize| {
            let mut counts = [0; 4];
            topics[passage * 40..][..40].iter().for_each(|&topic| counts[usize::from(topic)] += 1);
            (0..4).max_by_key(|&topic| counts[topic]).unwrap()
        };
        assert!((4..80).all(|passage| main(passage) == main(passage % 4)));
    }

    #[test]
    fn chains_and_seeds_begin_elsewhere_and_each_the_same_again() {
        assert_eq!(begun(1, 0), begun(1, 0));
        assert_ne!(begun(1, 0), begun(1, 1));
        assert_ne!(begun(1, 0), begun(2, 0));
    }

    #[test]
    fn more_topics_than_factors_are_no_error() {
        let passages = block_passages(1, 20);
        let params = TopicParams { topics: 8, ..TopicParams::default() }.check(&passages).unwrap();
        let mut chain: Chain<'_> = start(&passages, &params, 0).unwrap();
        chain.sweep();
        assert!(chain.topics().iter().all(|&topic| topic < 8));
    }
}

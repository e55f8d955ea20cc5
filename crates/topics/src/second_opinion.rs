//! Another kind of model for the same passages: non-negative matrix factorisation.

use rayon::prelude::*;

use crate::{
    ChainState, Passages,
    agreement::{adjusted_rand_index, normalized_mutual_information},
    labels::top_by,
    matching::best_matching,
    nmf::{Nmf, PassageCounts, inverse_document_frequencies, tf_idf},
};

/// A factorisation with as many factors as a topic model has topics, matched with them.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondOpinion {
    /// For each topic of the model, the factor that it is matched with.
    pub matches: Vec<Match>,
    /// The normalised mutual information of the main topics and the main factors of the passages.
    pub nmi: Option<f64>,
    /// Their adjusted Rand index.
    pub ari: Option<f64>,
    /// ‖X − WH‖ / ‖X‖.
    pub error: f64,
}

/// A factor that is matched with a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The cosine of the topic's φ, weighted like the matrix, and the factor; from 0 to 1.
    pub cosine: f64,
    /// The words with the largest weights in the factor.
    pub top_words: Vec<u32>,
}

/// Factorises the tf-idf matrix of the passages into as many factors as a model has topics, from a deterministic start
/// (NNDSVD, Boutsidis and Gallopoulos 2008), and matches topics and factors so that the sum of their cosines is
/// largest.
pub fn second_opinion(passages: &Passages, state: &ChainState, top_words: usize) -> SecondOpinion {
    let (topics, words) = (state.topics(), passages.words().len());
    let counts = PassageCounts {
        words,
        rows: (0..passages.len()).map(|passage| passages.word_counts(passage)).collect(),
    };
    let matrix = tf_idf(&counts);
    let weights = inverse_document_frequencies(&matrix);
    let nmf = Nmf::fit(&matrix, topics);
    let factors: Vec<&[f64]> = nmf.h.chunks_exact(words.max(1)).collect();
    let row = |topic: usize| {
        let weighted: Vec<f64> =
            weights.iter().enumerate().map(|(word, idf)| state.frequency(topic, word) * idf).collect();
        factors.iter().map(move |factor| cosine(&weighted, factor)).collect::<Vec<f64>>()
    };
    let cosines: Vec<f64> = (0..topics).into_par_iter().flat_map_iter(row).collect();
    let costs: Vec<f64> = cosines.iter().map(|cosine| 1.0 - cosine).collect();
    let matched = best_matching(&costs, topics);
    let matches = matched.iter().enumerate().map(|(topic, &factor)| Match {
        cosine: cosines.get(topic * topics + factor).copied().unwrap_or_default(),
        top_words: factors
            .get(factor)
            .map(|factor| top_by(factor, top_words).into_iter().map(|word| word as u32).collect())
            .unwrap_or_default(),
    });
    let main_topics: Vec<usize> = (0..passages.len()).map(|passage| state.main_topic(passage)).collect();
    let main_factors: Vec<usize> =
        nmf.w.chunks_exact(topics.max(1)).map(|row| top_by(row, 1).first().copied().unwrap_or(0)).collect();
    SecondOpinion {
        matches: matches.collect(),
        nmi: normalized_mutual_information(&main_topics, &main_factors),
        ari: adjusted_rand_index(&main_topics, &main_factors),
        error: nmf.error,
    }
}

fn cosine(one: &[f64], other: &[f64]) -> f64 {
    let product = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let lengths = (product(one, one) * product(other, other)).sqrt();
    if lengths > 0.0 { (product(one, other) / lengths).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::second_opinion;
    use crate::{TopicParams, fit, noise::block_passages};

    #[test]
    fn both_kinds_of_model_find_blocks_of_words() {
        let passages = block_passages(4, 40);
        let params = TopicParams { topics: 4, sweeps: Some(150), chains: Some(3), ..TopicParams::default() };
        let model = fit(&passages, &params.check(&passages).unwrap(), &|| ControlFlow::Continue(())).unwrap();
        let opinion = second_opinion(&passages, model.state(), 8);
        assert!((opinion.nmi.unwrap() - 1.0).abs() < 1e-9 && (opinion.ari.unwrap() - 1.0).abs() < 1e-9);
        for (topic, matched) in opinion.matches.iter().enumerate() {
            assert!(matched.cosine > 0.95, "{}", matched.cosine);
            let (mut factor, mut words) = (matched.top_words.clone(), model.state().top_words(topic, 8));
            factor.sort_unstable();
            words.sort_unstable();
            assert_eq!(factor, words);
        }
    }
}

//! Ten bars in images of five by five pixels (Griffiths and Steyvers, 2004): topics that are known and overlap.

use rayon::prelude::*;

use crate::{
    gibbs::{Chain, Corpus, Priors},
    noise::Noise,
};

/// The pixels of the bars: rows, then columns.
fn bar(topic: usize) -> [u32; 5] {
    std::array::from_fn(|at| if topic < 5 { topic * 5 + at } else { at * 5 + topic - 5 } as u32)
}

/// Passages of 100 pixels, whose shares of topics are even over all shares (α = 1): the gaps between sorted numbers.
fn images(passages: usize) -> Corpus {
    let (mut noise, mut tokens) = (Noise::new(4), Vec::new());
    for _ in 0..passages {
        let mut cuts: Vec<f64> = (0..9).map(|_| noise.uniform()).collect();
        cuts.sort_by(f64::total_cmp);
        for _ in 0..100 {
            let at = noise.uniform();
            let topic = cuts.iter().filter(|&&cut| cut < at).count();
            tokens.push(bar(topic)[noise.below(5)]);
        }
    }
    Corpus::new((0..=passages).map(|end| end * 100).collect(), tokens, 25).unwrap()
}

/// The cosine of each bar with the topic that is nearest.
fn cosines(chain: &Chain<'_>) -> Vec<f64> {
    let mut topics = vec![[0.0; 25]; 10];
    for word in 0..25 {
        chain.for_word(word, |topic, count| topics[topic][word as usize] = f64::from(count));
    }
    let cosine = |topic: &[f64; 25], bar: &[u32; 5]| {
        let norm = topic.iter().map(|count| count * count).sum::<f64>().sqrt();
        bar.iter().map(|&word| topic[word as usize]).sum::<f64>() / (norm * 5_f64.sqrt())
    };
    let nearest = |topic: usize| topics.iter().map(|other| cosine(other, &bar(topic))).fold(0.0, f64::max);
    (0..10).map(nearest).collect()
}

#[test]
fn bars_are_found_from_nearly_every_start() {
    let corpus = images(1_000);
    let found = (0..20_u64).into_par_iter().filter(|&seed| {
        let mut chain = Chain::start(&corpus, &Priors::symmetric(10, 1.0, 0.1), seed, 0).unwrap();
        (0..150).for_each(|_| chain.sweep());
        cosines(&chain).into_iter().all(|cosine| cosine >= 0.95)
    });
    assert!(found.count() >= 19);
}

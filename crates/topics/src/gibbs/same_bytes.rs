//! The same bytes for any number of threads, any instructions, and any way to keep the counts.

use crate::{
    gibbs::{Chain, Corpus, Priors, simd::SimdInstructions},
    noise::Noise,
};

/// A corpus that is sampled in batches, or one that is sampled in sequence.
fn corpus(passages: usize) -> Corpus {
    let mut noise = Noise::new(3);
    let (mut offsets, mut tokens) = (vec![0], Vec::new());
    for passage in 0..passages {
        let length = if passage % 10 == 0 { 0 } else { 70 + noise.below(81) as u32 };
        let block = noise.below(9) as u32 * 100;
        tokens.extend((0..length).map(|_| block + (noise.uniform() * noise.uniform() * 200.0) as u32));
        offsets.push(tokens.len());
    }
    Corpus::new(offsets, tokens, 1_000).unwrap()
}

fn chain<'c>(corpus: &'c Corpus, topics: usize) -> Chain<'c> {
    let alpha = (1..=topics).map(|topic| 1.0 / topic as f64).collect();
    Chain::start(corpus, &Priors { alpha, beta: 0.01 }, 5, 1).unwrap()
}

fn swept(mut chain: Chain<'_>, sweeps: u32) -> Vec<u16> {
    (0..sweeps).for_each(|_| chain.sweep());
    counts_are_those_of_the_topics(&chain);
    chain.topics().to_vec()
}

fn counts_are_those_of_the_topics(chain: &Chain<'_>) {
    let (topics, words) = (chain.priors().topics(), chain.corpus().words());
    let (mut expected, mut totals) = (vec![0; topics * words], vec![0; topics]);
    for (&word, &topic) in chain.corpus().tokens().iter().zip(chain.topics()) {
        expected[word as usize * topics + usize::from(topic)] += 1;
        totals[usize::from(topic)] += 1;
    }
    let mut found = vec![0; topics * words];
    for word in 0..words {
        chain.for_word(word as u32, |topic, count| found[word * topics + topic] = count);
    }
    assert!(found == expected);
    assert_eq!(chain.totals(), totals);
}

#[test]
fn threads_change_nothing() {
    let corpus = corpus(11_000);
    assert!(corpus.tokens().len() > 1_000_000);
    for topics in [10, 300] {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| swept(chain(&corpus, topics), 2))
        };
        let one = with(1);
        assert!(one == with(2));
        assert!(one == with(8));
    }
}

#[test]
fn instructions_change_nothing() {
    let (large, small) = (corpus(11_000), corpus(500));
    for topics in [3, 10, 20, 50, 128, 200, 300] {
        for corpus in [&large, &small] {
            let of = |instructions| {
                let mut chain = chain(corpus, topics);
                chain.instructions = instructions;
                swept(chain, 2)
            };
            let [portable, others @ ..] = &SimdInstructions::all()[..] else { unreachable!("there is one") };
            let expected = of(*portable);
            for other in others {
                assert!(of(*other) == expected, "{topics} topics, {other:?}");
            }
        }
    }
}

#[test]
fn seeds_and_chains_differ() {
    let corpus = corpus(50);
    let topics = |seed, number| {
        let chain = Chain::start(&corpus, &Priors::symmetric(7, 0.1, 0.1), seed, number).unwrap();
        swept(chain, 1)
    };
    assert_eq!(topics(1, 0), topics(1, 0));
    assert_ne!(topics(1, 0), topics(1, 1));
    assert_ne!(topics(1, 0), topics(2, 0));
}

/// Written down once, so that another platform, compiler or kernel that gives other bytes is noticed.
#[test]
fn bytes_are_those_of_the_first_release() {
    let (large, small) = (corpus(11_000), corpus(500));
    let hash = |topics: Vec<u16>| {
        let fold = |hash: u64, topic| (hash ^ u64::from(topic)).wrapping_mul(0x0100_0000_01b3);
        topics.into_iter().fold(0xcbf2_9ce4_8422_2325, fold)
    };
    let hashes = [
        hash(swept(chain(&small, 20), 2)),
        hash(swept(chain(&large, 20), 2)),
        hash(swept(chain(&large, 300), 2)),
    ];
    let first: [u64; 3] = [0x6171_5ce5_3ea2_4ef7, 0x5f73_a4cb_47f4_2ea5, 0xebc5_bda8_645f_13be];
    assert_eq!(hashes, first);
}

//! Sweeps of the sampler of the topic model.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion write functions, and a bench may panic"
)]

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, your_documents};
use textmill_corpus::Language;
use textmill_topics::{Chain, PassageRules, Passages, Priors};

const SWEEPS: u32 = 10;

fn swept(mut chain: Chain<'_>) -> Chain<'_> {
    (0..SWEEPS).for_each(|_| chain.sweep());
    chain
}

fn topics(criterion: &mut Criterion) {
    let rules = PassageRules { language: Language::from_code("en"), ..PassageRules::default() };
    let passages = Passages::cut(&corpus(&your_documents()), &rules);
    let mut group = criterion.benchmark_group("topics");
    group.sample_size(10);
    group.throughput(Throughput::Elements(passages.tokens() as u64 * u64::from(SWEEPS)));
    for topics in [10, 50, 250, 500] {
        let priors = Priors::symmetric(topics, 0.1, 0.01);
        let start = || Chain::start(passages.corpus(), &priors, 1, 0).expect("the priors are positive");
        let expected = swept(start());
        let name = BenchmarkId::new("collapsed Gibbs, tokens visited", topics);
        group.bench_function(name, |bencher| {
            let check = |chain| assert_eq!(swept(chain).topics(), expected.topics());
            bencher.iter_batched(start, check, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(benches, topics);
criterion_main!(benches);

//! Sweeps of the sampler of the topic model.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion write functions, and a bench may panic"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, your_documents};
use textmill_corpus::Language;
use textmill_topics::{Chain, PassageRules, Passages, Priors};

const SWEEPS: u32 = 10;

fn topics(criterion: &mut Criterion) {
    let rules = PassageRules { language: Language::from_code("en"), ..PassageRules::default() };
    let passages = Passages::cut(&corpus(&your_documents()), &rules);
    let mut group = criterion.benchmark_group("topics");
    group.sample_size(10);
    group.throughput(Throughput::Elements(passages.tokens() as u64 * u64::from(SWEEPS)));
    for topics in [8, 50, 500] {
        let priors = Priors::symmetric(topics, 0.1, 0.01);
        let swept = || {
            let mut chain = Chain::start(passages.corpus(), &priors, 1, 0).expect("the priors are positive");
            (0..SWEEPS).for_each(|_| chain.sweep());
            chain
        };
        let expected = swept();
        let name = BenchmarkId::new("collapsed Gibbs, tokens visited", topics);
        group.bench_function(name, |bencher| {
            bencher.iter(|| assert_eq!(swept().topics(), expected.topics()));
        });
    }
    group.finish();
}

criterion_group!(benches, topics);
criterion_main!(benches);

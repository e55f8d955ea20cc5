//! Sweeps of the sampler of the topic model.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion write functions, and a bench may panic"
)]

use std::ops::ControlFlow;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, documents};
use textmill_corpus::Language;
use textmill_topics::{PassageRules, Passages, TopicParams, fit};

const SWEEPS: u32 = 20;

fn topics(criterion: &mut Criterion) {
    let rules = PassageRules { language: Language::from_code("en"), ..PassageRules::default() };
    let passages = Passages::cut(&corpus(&documents()), &rules);
    let mut group = criterion.benchmark_group("topics");
    group.sample_size(20);
    group.throughput(Throughput::Elements(passages.tokens() as u64 * u64::from(SWEEPS)));
    for k in [8, 50] {
        let params = TopicParams { topics: k, sweeps: Some(SWEEPS), ..TopicParams::default() };
        let params = params.check(&passages).expect("the sample is large enough");
        let expected = fit(&passages, &params, |_| ControlFlow::Continue(())).expect("nobody interrupts");
        group.bench_with_input(
            BenchmarkId::new("collapsed Gibbs, tokens visited", k),
            &params,
            |bencher, params| {
                bencher.iter(|| {
                    let model = fit(&passages, params, |_| ControlFlow::Continue(()));
                    assert_eq!(model.as_ref(), Ok(&expected));
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, topics);
criterion_main!(benches);

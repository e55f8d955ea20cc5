//! Writing: rows made of results, formatted, and put in the place of an old set.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion write functions, and a bench may panic"
)]

use std::{fs, path::Path};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, your_documents};
use textmill_frequency::{CountingUnit, DocumentCounts, Units};
use textmill_report::{
    Account, ConfigurationSource, Counts, Manifest, PassedOver, ReportSet, Results, reports::REPORTS,
};

fn results() -> Results {
    let corpus = corpus(&your_documents());
    let counts = Counts::of(&corpus);
    let mut results = Results::new(Account::default(), corpus, counts);
    let stems = Units::new(results.corpus.vocabulary(), CountingUnit::Stem);
    results.document_terms = DocumentCounts::of(&results.corpus, &stems);
    results
}

/// Writes a set of one report; returns its size.
fn write(output: &Path, file: &str, results: &Results) -> u64 {
    let entry = REPORTS.iter().find(|report| report.file == file).expect("it is a report");
    let mut set = ReportSet::begin(output).expect("the folder can be written");
    entry.write(results, &mut set).expect("the disk has room");
    set.commit(manifest()).expect("the set can be replaced");
    fs::metadata(output.join(file)).expect("it was written").len()
}

fn manifest() -> Manifest {
    Manifest {
        textmill: String::new(),
        unicode: String::new(),
        dictionaries: None,
        stemmer: String::new(),
        configuration: serde_json::Value::Null,
        configuration_source: ConfigurationSource::default(),
        settings: Vec::new(),
        inputs: Vec::new(),
        passed_over: PassedOver::default(),
        outputs: Vec::new(),
    }
}

fn report(criterion: &mut Criterion) {
    let results = results();
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let output = folder.path().join("outputs");
    let mut group = criterion.benchmark_group("report");
    group.sample_size(20);
    for file in ["frequency.csv", "data/segments.csv", "data/terms_by_document.csv"] {
        let bytes = write(&output, file, &results);
        assert!(bytes > 1_000, "{file}");
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function(BenchmarkId::new("writing", file), |bencher| {
            bencher.iter(|| assert_eq!(write(&output, file, &results), bytes));
        });
    }
    group.finish();
}

criterion_group!(benches, report);
criterion_main!(benches);

//! From results to the set of reports.

use textmill_corpus::TokenizedCorpus;
use textmill_report::{
    Manifest, Report, ReportSet,
    reports::{
        EvidenceRow, KwicRow, SummaryRow, TopicGroupRow, TopicPassageRow, TopicTables, association_rows,
        collocation_rows, dispersion_rows, diversity_rows, document_rows, document_term_rows,
        expression_rows, form_rows, frequency_rows, keyness_rows, ledger_rows, ngram_dispersion_rows,
        ngram_rows, segment_rows, skipgram_rows, topic_document_rows, topic_selection_rows, trend_rows,
    },
};

use crate::{
    account::{Account, Outcomes},
    analysis::Analysis,
    config::Config,
    counts::Counts,
    error::RunError,
    interrupt::Interrupt,
    topics::Topics,
};

/// Everything that a run found out.
pub(crate) struct Results<'a> {
    pub(crate) account: Account,
    pub(crate) corpus: &'a TokenizedCorpus,
    pub(crate) counts: Counts,
    pub(crate) analysis: Analysis,
    pub(crate) kwic: Vec<KwicRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
    pub(crate) topics: Topics,
    pub(crate) topic_passages: Vec<TopicPassageRow>,
    pub(crate) topic_groups: Vec<TopicGroupRow>,
}

/// Writes every report that is wanted and replaces the old set.
pub(crate) fn write_reports(
    reports: ReportSet,
    results: Results<'_>,
    config: &Config,
    interrupt: &Interrupt,
) -> Result<(), RunError> {
    let Results { account, corpus, counts, analysis, kwic, evidence, topics, topic_passages, topic_groups } =
        &results;
    let Counts { totals, stem_surfaces, term_surfaces, stop_stems, .. } = counts;
    let stems = &totals.stems;
    let mut writer = Writer { reports, config, interrupt };
    writer.write(|| ledger_rows(&account.ledger, &account.inputs))?;
    writer.write(|| document_rows(corpus, &totals.profiles, &counts.duplicates))?;
    writer.write(|| segment_rows(corpus))?;
    writer.write(|| frequency_rows(corpus, stems, stem_surfaces, stop_stems))?;
    writer.write(|| form_rows(corpus, &counts.forms, stems, term_surfaces))?;
    writer
        .write(|| document_term_rows(corpus, &counts.stems_by_document, totals, stem_surfaces, stop_stems))?;
    writer.write(|| counts.ngrams.iter().flat_map(|ngrams| ngram_rows(corpus, ngrams)))?;
    if config.ngrams.skips > 0 {
        writer.write(|| counts.skipgrams.iter().flat_map(|ngrams| skipgram_rows(corpus, ngrams)))?;
    }
    write_analysis(&mut writer, corpus, analysis, counts)?;
    writer.write(|| kwic.iter().cloned())?;
    if config.evidence.places > 0 {
        writer.write(|| evidence.iter().cloned())?;
    }
    write_topics(&mut writer, corpus, topics, topic_passages, topic_groups)?;
    writer.write(|| summary(&results))?;
    writer.write(|| account.warnings.iter().cloned())?;
    let Writer { reports, .. } = writer;
    Ok(reports.commit(manifest(results.account, config))?)
}

/// Writes the reports that are wanted, as long as nobody interrupts.
struct Writer<'a> {
    reports: ReportSet,
    config: &'a Config,
    interrupt: &'a Interrupt,
}

impl Writer<'_> {
    fn write<R: Report, I: IntoIterator<Item = R>>(
        &mut self,
        rows: impl FnOnce() -> I,
    ) -> Result<(), RunError> {
        self.interrupt.check()?;
        if self.config.reports.wants(R::FILE) {
            self.reports.write(rows())?;
        }
        Ok(())
    }
}

fn write_analysis(
    writer: &mut Writer<'_>,
    corpus: &TokenizedCorpus,
    analysis: &Analysis,
    Counts { ngrams, stem_surfaces, term_surfaces, stop_stems, .. }: &Counts,
) -> Result<(), RunError> {
    let Analysis {
        spreads, ngram_spreads, varieties, adjacent, windows, comparisons, periods, trends, ..
    } = analysis;
    let kinds = || [("adjacent", adjacent), ("window", windows)].into_iter();
    writer.write(|| {
        let sequences = ngrams.iter().zip(ngram_spreads);
        let sequences =
            sequences.flat_map(|(ngrams, spreads)| ngram_dispersion_rows(corpus, ngrams, spreads));
        dispersion_rows(corpus, spreads, stem_surfaces).chain(sequences)
    })?;
    writer.write(|| varieties.iter().flat_map(|(level, varieties)| diversity_rows(level, varieties)))?;
    writer
        .write(|| kinds().flat_map(|(kind, pairs)| collocation_rows(corpus, kind, pairs, term_surfaces)))?;
    if writer.config.collocations.all_measures {
        writer.write(|| kinds().flat_map(|(kind, pairs)| association_rows(corpus, kind, pairs)))?;
    }
    if !writer.config.collocations.expressions.is_empty() {
        let expressions = analysis.expressions.iter();
        writer.write(|| expressions.flat_map(|(ngrams, found)| expression_rows(corpus, ngrams, found)))?;
    }
    writer.write(|| {
        comparisons
            .iter()
            .flat_map(|(name, comparison)| keyness_rows(corpus, name, comparison, stem_surfaces, stop_stems))
    })?;
    writer.write(|| trend_rows(corpus, trends, periods, stem_surfaces))
}

fn write_topics(
    writer: &mut Writer<'_>,
    corpus: &TokenizedCorpus,
    topics: &Topics,
    passages: &[TopicPassageRow],
    groups: &[TopicGroupRow],
) -> Result<(), RunError> {
    let tables = topics.tables();
    writer.write(|| tables.iter().flat_map(TopicTables::topic_rows))?;
    writer.write(|| tables.iter().flat_map(TopicTables::term_rows))?;
    writer.write(|| topic_document_rows(corpus, &topics.passages, &topics.shares))?;
    writer.write(|| passages.iter().cloned())?;
    writer.write(|| groups.iter().cloned())?;
    if !topics.selection.is_empty() {
        writer.write(|| topic_selection_rows(&topics.selection))?;
    }
    if let Some(model) = topics.saved(corpus) {
        let count = model.labels().len() as u64;
        writer.reports.write_model(&model, count)?;
    }
    Ok(())
}

fn summary(results: &Results<'_>) -> Vec<SummaryRow> {
    let Results { account, corpus, counts, topics, .. } = results;
    let Outcomes { documents, containers, rejected, excluded } = account.outcomes();
    let row = SummaryRow::new;
    let profiles = || counts.totals.profiles.iter();
    let mut rows = vec![
        row(
            "files found",
            account.ledger.len() as u64,
            "the rows of ledger.csv; documents + containers + rejected + excluded",
        ),
        row("documents", documents, "the rows of documents.csv"),
        row("containers", containers, "files whose records or members are documents"),
        row("rejected files", rejected, "files that could not be used; ledger.csv says why"),
        row("excluded files", excluded, "files left out by a rule; ledger.csv says which"),
        row("tokens of the texts", corpus.token_count(), "tokens counted + tokens left out"),
        row(
            "tokens counted",
            counts.totals.stems.tokens(),
            "the sum of frequency.csv, of forms.csv and of documents.csv",
        ),
        row(
            "tokens left out",
            profiles().map(|profile| profile.excluded_tokens).sum(),
            "words of segments that the selection leaves out; segments.csv says which",
        ),
        row(
            "sentences",
            profiles().map(|profile| profile.sentences).sum(),
            "sentences of the segments counted",
        ),
        row("types", counts.totals.terms.types() as u64, "distinct terms; the rows of forms.csv"),
        row("stems", counts.totals.stems.types() as u64, "distinct stems; the rows of frequency.csv"),
    ];
    for ngrams in &counts.ngrams {
        let shown: u64 = ngrams.ngrams.iter().map(|ngram| ngram.frequency).sum();
        let (n, rows_shown) = (ngrams.n, ngrams.ngrams.len() as u64);
        let all = "sequences in the text: the sum of max(0, L - n + 1) over sentences of L tokens";
        rows.push(row(&format!("{n}-grams"), ngrams.occurrences, all));
        rows.push(row(&format!("{n}-grams in rows"), shown, "the sum of ngrams.csv for this length"));
        rows.push(row(
            &format!("{n}-grams too rare for a row"),
            ngrams.occurrences - shown,
            "see ngrams.min_frequency",
        ));
        rows.push(row(&format!("different {n}-grams"), ngrams.types, "with and without a row"));
        rows.push(row(
            &format!("different {n}-grams in rows"),
            rows_shown,
            "the rows of ngrams.csv for this length",
        ));
    }
    if !topics.passages.is_empty() {
        let passages = topics.passages.len() as u64;
        rows.push(row("passages", passages, "what the topic model takes for a document"));
        let words = topics.passages.tokens() as u64;
        rows.push(row("words in passages", words, "the words that the topic model reads"));
    }
    let Some(model) = topics.fitted.as_ref().map(|fitted| &fitted.model) else { return rows };
    let unstable = (0..model.topics()).filter(|&topic| !model.is_stable(topic)).count() as u64;
    rows.extend([
        row("topics", model.topics() as u64, "the rows of topics.csv"),
        row("unstable topics", unstable, "topics that the text does not support"),
        row(
            "chains",
            model.params().chains().into(),
            "how many models were fitted, of which the most typical is shown",
        ),
        row("chain", model.chain() as u64 + 1, "the number of that one"),
        row(
            "sweeps",
            model.params().sweeps().into(),
            "how often the sampler visited every word in each chain",
        ),
    ]);
    rows
}

fn manifest(account: Account, config: &Config) -> Manifest {
    Manifest {
        textmill: env!("CARGO_PKG_VERSION").to_owned(),
        unicode: textmill_normalize::UNICODE_VERSION.to_owned(),
        stemmer: textmill_stem::ENGINE.to_owned(),
        configuration: serde_json::to_value(config).unwrap_or_default(),
        settings: account.settings,
        inputs: account.inputs,
        outputs: Vec::new(),
    }
}

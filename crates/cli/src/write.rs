//! From results to the set of reports.

use rayon::prelude::*;
use textmill_corpus::TokenizedCorpus;
use textmill_report::{
    Manifest, Report, ReportSet,
    reports::{
        EvidenceRow, KwicRow, TopicGroupRow, TopicPassageRow, TopicTables, association_rows,
        collocation_rows, dispersion_rows, diversity_rows, document_rows, document_term_rows,
        expression_rows, form_rows, frequency_rows, keyness_rows, ledger_rows, ngram_dispersion_rows,
        ngram_rows, segment_rows, skipgram_rows, topic_document_rows, topic_selection_rows, trend_rows,
    },
};

use crate::{
    account::Account, analysis::Analysis, config::Config, counts::Counts, error::RunError,
    interrupt::Interrupt, summary::summary_rows, topics::Topics,
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

/// Writes every report that is wanted and replaces the old set. The account goes into the manifest: none is left in `results`.
pub(crate) fn write_reports(
    reports: ReportSet,
    results: &mut Results<'_>,
    config: &Config,
    interrupt: &Interrupt,
) -> Result<(), RunError> {
    let Results { account, corpus, counts, analysis, kwic, evidence, topics, topic_passages, topic_groups } =
        &*results;
    let Counts { totals, stem_surfaces, term_surfaces, stop_stems, .. } = counts;
    let stems = &totals.stems;
    let mut writer = Writer { reports, config, interrupt };
    writer.write(|| ledger_rows(&account.ledger, &account.inputs))?;
    writer.write(|| document_rows(corpus, &totals.profiles, &counts.duplicates))?;
    writer.write(|| segment_rows(corpus))?;
    writer.write_parallel(|| frequency_rows(corpus, stems, stem_surfaces, stop_stems))?;
    writer.write_parallel(|| form_rows(corpus, &counts.forms, stems, term_surfaces))?;
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
    writer.write(|| summary_rows(results))?;
    writer.write(|| account.warnings.iter().cloned())?;
    let Writer { reports, .. } = writer;
    Ok(reports.commit(manifest(std::mem::take(&mut results.account), config))?)
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
        if self.wants::<R>()? {
            self.reports.write(rows())?;
        }
        Ok(())
    }

    /// As [`Writer::write`], for rows of words, which several threads make.
    fn write_parallel<R: Report, I: IndexedParallelIterator<Item = R>>(
        &mut self,
        rows: impl FnOnce() -> I,
    ) -> Result<(), RunError> {
        if self.wants::<R>()? {
            self.reports.write_parallel(rows())?;
        }
        Ok(())
    }

    fn wants<R: Report>(&self) -> Result<bool, RunError> {
        self.interrupt.check()?;
        Ok(self.config.reports.wants(R::FILE))
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

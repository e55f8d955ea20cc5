//! All counts of a run.

use textmill_corpus::{SurfaceId, TermId, TokenizedCorpus};
use textmill_frequency::{
    CorpusSentences, CountError, CountingUnit, DocumentCounts, Duplicate, Form, NgramCounts, Totals, Units,
    commonest_surfaces, commonest_terms, count_ngrams, count_skipgrams, duplicates, forms, stop_stems,
    totals,
};
use textmill_report::{
    Report,
    reports::{DispersionRow, DocumentRow, DocumentTermRow, NgramRow, SkipgramRow},
};

use crate::config::Config;

/// All counts of a run, ready to be reported. What no report wants that is written is empty.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) totals: Totals,
    pub(crate) stems_by_document: DocumentCounts,
    /// What each document repeats of those before it.
    pub(crate) duplicates: Vec<Option<Duplicate>>,
    pub(crate) forms: Vec<Form>,
    /// Whether each stem counts as a stop word.
    pub(crate) stop_stems: Vec<bool>,
    pub(crate) ngrams: Vec<NgramCounts>,
    /// With gaps.
    pub(crate) skipgrams: Vec<NgramCounts>,
    /// The spelling by which each stem and each term is shown.
    pub(crate) stem_surfaces: Vec<Option<SurfaceId>>,
    pub(crate) term_surfaces: Vec<Option<SurfaceId>>,
}

impl Counts {
    /// Counts a corpus; `duplicates` were found before, because they may change what counts.
    pub(crate) fn of(
        corpus: &TokenizedCorpus,
        duplicates: Vec<Option<Duplicate>>,
        config: &Config,
    ) -> Result<Self, CountError> {
        let vocabulary = corpus.vocabulary();
        let totals = totals(corpus);
        let forms = forms(vocabulary, &totals.terms);
        let term_surfaces = commonest_surfaces(vocabulary, &totals.surfaces);
        let stem_terms = commonest_terms(vocabulary, &totals.terms);
        let surface_of_stem = |term: &Option<TermId>| term.and_then(|term| term_surfaces[term.index()]);
        Ok(Self {
            stop_stems: stop_stems(vocabulary, &totals.stems, &forms),
            stems_by_document: stems_by_document(corpus, config),
            duplicates,
            ngrams: ngrams(corpus, config)?,
            skipgrams: skipgrams(corpus, config)?,
            stem_surfaces: stem_terms.iter().map(surface_of_stem).collect(),
            forms,
            term_surfaces,
            totals,
        })
    }
}

/// What each document repeats of those before it, where a report or the configuration asks for it. Leaves exact duplicates out
/// of all counts, if the configuration says so.
pub(crate) fn find_duplicates(corpus: &mut TokenizedCorpus, config: &Config) -> Vec<Option<Duplicate>> {
    let drops = config.selection.drops_exact_duplicates();
    if !drops && !config.reports.wants(DocumentRow::FILE) {
        return Vec::new();
    }
    let found = duplicates(corpus);
    for document in corpus.document_ids().filter(|_| drops) {
        if found[document.index()].is_some_and(|duplicate| duplicate.is_exact) {
            corpus.leave_out(document);
        }
    }
    found
}

fn stems_by_document(corpus: &TokenizedCorpus, config: &Config) -> DocumentCounts {
    if !config.reports.wants(DocumentTermRow::FILE) {
        return DocumentCounts::default();
    }
    DocumentCounts::of(corpus, &Units::new(corpus.vocabulary(), CountingUnit::Stem))
}

fn ngrams(corpus: &TokenizedCorpus, config: &Config) -> Result<Vec<NgramCounts>, CountError> {
    let are_spread = config.reports.wants(DispersionRow::FILE) && config.dispersion.n.iter().any(|&n| n > 1);
    if !config.reports.wants(NgramRow::FILE) && !are_spread {
        return Ok(Vec::new());
    }
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let sentences = CorpusSentences::new(corpus, &terms);
    count_ngrams(&sentences, &config.ngrams.n, config.ngrams.min_frequency, &config.budget())
}

/// Sequences of two and three terms with gaps, where the person asks for them.
fn skipgrams(corpus: &TokenizedCorpus, config: &Config) -> Result<Vec<NgramCounts>, CountError> {
    let skips = config.ngrams.skips;
    if skips == 0 || !config.reports.wants(SkipgramRow::FILE) {
        return Ok(Vec::new());
    }
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let sentences = CorpusSentences::new(corpus, &terms);
    let minimum = config.ngrams.min_frequency;
    [2, 3].iter().map(|&n| count_skipgrams(&sentences, n, skips, minimum, &config.budget())).collect()
}

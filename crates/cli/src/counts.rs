//! All counts of a run.

use textmill_corpus::{SurfaceId, TermId, TokenizedCorpus};
use textmill_frequency::{
    CountingUnit, DocumentCounts, Form, NgramCounts, Totals, Units, commonest_surfaces, commonest_terms,
    count_ngrams, forms, stop_stems, totals,
};
use textmill_report::{
    Report,
    reports::{DocumentTermRow, NgramRow},
};

use crate::config::Config;

/// All counts of a run, ready to be reported. What no report wants that is written is empty.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) totals: Totals,
    pub(crate) stems_by_document: DocumentCounts,
    pub(crate) forms: Vec<Form>,
    /// Whether each stem counts as a stop word.
    pub(crate) stop_stems: Vec<bool>,
    pub(crate) ngrams: Vec<NgramCounts>,
    /// The spelling by which each stem and each term is shown.
    pub(crate) stem_surfaces: Vec<Option<SurfaceId>>,
    pub(crate) term_surfaces: Vec<Option<SurfaceId>>,
}

impl Counts {
    pub(crate) fn of(corpus: &TokenizedCorpus, config: &Config) -> Self {
        let vocabulary = corpus.vocabulary();
        let totals = totals(corpus);
        let forms = forms(vocabulary, &totals.terms);
        let term_surfaces = commonest_surfaces(vocabulary, &totals.surfaces);
        let stem_terms = commonest_terms(vocabulary, &totals.terms);
        let surface_of_stem = |term: &Option<TermId>| term.and_then(|term| term_surfaces[term.index()]);
        Self {
            stop_stems: stop_stems(vocabulary, &totals.stems, &forms),
            stems_by_document: stems_by_document(corpus, config),
            ngrams: ngrams(corpus, config),
            stem_surfaces: stem_terms.iter().map(surface_of_stem).collect(),
            forms,
            term_surfaces,
            totals,
        }
    }
}

fn stems_by_document(corpus: &TokenizedCorpus, config: &Config) -> DocumentCounts {
    if !config.reports.wants(DocumentTermRow::FILE) {
        return DocumentCounts::default();
    }
    DocumentCounts::of(corpus, &Units::new(corpus.vocabulary(), CountingUnit::Stem))
}

fn ngrams(corpus: &TokenizedCorpus, config: &Config) -> Vec<NgramCounts> {
    if !config.reports.wants(NgramRow::FILE) {
        return Vec::new();
    }
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let lengths = config.ngrams.n.iter();
    lengths.map(|&n| count_ngrams(corpus, &terms, n, config.ngrams.min_frequency)).collect()
}

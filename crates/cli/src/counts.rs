//! All counts of a run.

use textmill_corpus::{SurfaceId, TokenizedCorpus};
use textmill_frequency::{
    CountingUnit, DocumentCounts, DocumentProfile, Form, Frequencies, NgramCounts, Units, commonest_surfaces,
    commonest_terms, count_ngrams, forms, profiles, stop_stems,
};

use textmill_report::{Report, reports::NgramRow};

use crate::config::Config;

/// All counts of a run, ready to be reported.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) profiles: Vec<DocumentProfile>,
    pub(crate) stems_by_document: DocumentCounts,
    pub(crate) stems: Frequencies,
    pub(crate) terms: Frequencies,
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
        let lengths = if config.reports.wants(NgramRow::FILE) { config.ngrams.n.as_slice() } else { &[] };
        let [surfaces, terms, stems] = [CountingUnit::Surface, CountingUnit::Term, CountingUnit::Stem]
            .map(|unit| Units::new(vocabulary, unit));
        let terms_by_document = DocumentCounts::of(corpus, &terms);
        let stems_by_document = DocumentCounts::of(corpus, &stems);
        let surface_totals = DocumentCounts::of(corpus, &surfaces).totals(surfaces.len());
        let term_totals = terms_by_document.totals(terms.len());
        let stem_totals = stems_by_document.totals(stems.len());
        let forms = forms(vocabulary, &term_totals);
        let term_surfaces = commonest_surfaces(vocabulary, &surface_totals);
        let stem_terms = commonest_terms(vocabulary, &term_totals);
        Self {
            profiles: profiles(corpus, &terms_by_document, &stems_by_document),
            stop_stems: stop_stems(vocabulary, &stem_totals, &forms),
            stems: stem_totals,
            forms,
            ngrams: lengths
                .iter()
                .map(|&n| count_ngrams(corpus, &terms, n, config.ngrams.min_frequency))
                .collect(),
            stem_surfaces: stem_terms
                .iter()
                .map(|term| term.and_then(|term| term_surfaces[term.index()]))
                .collect(),
            term_surfaces,
            terms: term_totals,
            stems_by_document,
        }
    }
}

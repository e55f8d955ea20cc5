//! What is counted in every run.

use textmill_corpus::{SurfaceId, TermId, TokenizedCorpus};
use textmill_frequency::{Form, Totals, commonest_surfaces, commonest_terms, forms, stop_stems, totals};

/// The totals of a corpus, and how its words are shown.
#[derive(Debug)]
pub struct Counts {
    /// How often surfaces, terms and stems occur, and the sizes of the documents.
    pub totals: Totals,
    /// Which terms are counted for which stem.
    pub forms: Vec<Form>,
    /// Whether each stem counts as a stop word.
    pub stop_stems: Vec<bool>,
    /// The spelling by which each stem is shown; `None` for one that does not occur.
    pub stem_surfaces: Vec<Option<SurfaceId>>,
    /// The spelling by which each term is shown.
    pub term_surfaces: Vec<Option<SurfaceId>>,
}

impl Counts {
    /// Counts the selected segments of a corpus.
    pub fn of(corpus: &TokenizedCorpus) -> Self {
        let vocabulary = corpus.vocabulary();
        let totals = totals(corpus);
        let (forms, (term_surfaces, stem_terms)) = rayon::join(
            || forms(vocabulary, &totals.terms),
            || {
                rayon::join(
                    || commonest_surfaces(vocabulary, &totals.surfaces),
                    || commonest_terms(vocabulary, &totals.terms),
                )
            },
        );
        let surface_of_stem = |term: &Option<TermId>| term.and_then(|term| term_surfaces[term.index()]);
        Self {
            stop_stems: stop_stems(vocabulary, &totals.stems, &forms),
            stem_surfaces: stem_terms.iter().map(surface_of_stem).collect(),
            forms,
            term_surfaces,
            totals,
        }
    }
}

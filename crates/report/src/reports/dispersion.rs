//! `dispersion.csv`: how evenly each stem is spread.

use textmill_corpus::{SurfaceId, TokenizedCorpus};
use textmill_frequency::{
    Spread,
    measures::{DISPERSION, Definition, SPACING},
};

use super::shown;
use crate::{Text, columns::report};

report! {
    /// A row of the table of dispersion.
    DispersionRow in "dispersion.csv", one row is "a stem that is frequent enough";
    language: Text, "", "The language of the stem.";
    stem: Text, "", "The stem.";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    frequency: u64, "tokens", "How many counted tokens have this stem.";
    range: u64, "documents", "In how many documents with tokens of the language it occurs.";
    + measures dispersion_definitions;
}

/// The measures of a row but the range: over the documents that have tokens of the language, then over its running text.
pub fn dispersion_definitions() -> Vec<&'static Definition> {
    DISPERSION.iter().skip(1).chain(&SPACING).collect()
}

/// The rows of the table of dispersion, in the order of the stems.
pub fn dispersion_rows<'a>(
    corpus: &'a TokenizedCorpus,
    spreads: &'a [Spread],
    surfaces: &'a [Option<SurfaceId>],
) -> impl Iterator<Item = DispersionRow> + 'a {
    let stems = corpus.vocabulary().stems();
    spreads.iter().map(move |spread| DispersionRow {
        language: stems.language(spread.unit as usize).to_string().into(),
        stem: stems.text(spread.unit as usize).into(),
        surface: shown(corpus, surfaces[spread.unit as usize]),
        frequency: spread.frequency,
        range: spread.dispersion.range,
        measures: spread
            .dispersion
            .values()
            .into_iter()
            .skip(1)
            .chain(spread.spacing.values())
            .map(|(_, value)| value.into())
            .collect(),
    })
}

//! `data/associations.csv`: the pairs of collocations.csv with every measure of association.

use textmill_frequency::Collocation;
use textmill_measures::{Association, Definition, Family};

use super::sequences::SequenceWords;
use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of all measures of association.
    AssociationRow in "data/associations.csv", one row is "a pair of collocations.csv, with every measure there is";
    kind: Text, "", "As in collocations.csv.";
    language: Text, "", "The language of the pair.";
    first: Text, "", "The first term; the node of a window.";
    second: Text, "", "The second term; the collocate.";
    frequency: u64, "pairs", "As in collocations.csv.";
    + measures all_associations;
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<AssociationRow>(&[Need::Collocations], |results, set| {
        let words = SequenceWords::of(results);
        let kinds = results.collocations.kinds().into_iter();
        set.write(kinds.flat_map(|(kind, pairs)| rows(words, kind, pairs)))
    });

/// All measures, for a family of so many pairs.
fn all(pairs: u64) -> Vec<Association> {
    Family::new(CONFIDENCE, pairs.max(1)).into_iter().flat_map(Association::all).collect()
}

/// The confidence of the conservative log ratio.
const CONFIDENCE: f64 = 0.95;

/// What the measures of [`AssociationRow`] mean.
fn all_associations() -> Vec<&'static Definition> {
    all(1).into_iter().map(Association::definition).collect()
}

/// The rows with all measures of the pairs of one kind, in their order.
fn rows<'a>(
    words: SequenceWords<'a>,
    kind: &'static str,
    pairs: &'a [Collocation],
) -> impl Iterator<Item = AssociationRow> + 'a {
    let measures = all(pairs.len() as u64);
    pairs.iter().map(move |pair| AssociationRow {
        kind: kind.into(),
        language: words.language(pair.first),
        first: words.text(pair.first).into_owned().into(),
        second: words.text(pair.second).into_owned().into(),
        frequency: pair.table.joint(),
        measures: measures.iter().map(|measure| measure.of(&pair.table).into()).collect(),
    })
}

//! Parts of the corpus compared with each other.

use textmill_corpus::{DocumentId, SegmentView, TokenizedCorpus};
use textmill_frequency::{
    Comparison, ComparisonParameters, CountingUnit, Side, Units, compare, compare_with_list,
};
use textmill_report::reports::WarningRow;

use crate::{
    RunError,
    attributes::Attribute,
    compute::Run,
    corpus_part::{ComparisonReference, NamedComparison},
    observer::go_on,
};

/// Each value of what segments are compared by against all others, then the comparisons that the person names.
pub(crate) fn compare_parts(run: &mut Run<'_>) -> Result<(), RunError> {
    let parameters = run.plan.config.keyness.parameters();
    let corpus = &run.results.corpus;
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let mut comparisons = Vec::new();
    if let Some(attribute) = Attribute::of_keyness(run.plan.config.keyness.by) {
        let by = run.plan.config.keyness.by.name();
        let classes = attribute.counted_classes(corpus);
        for (class, name) in classes.names().iter().enumerate().filter(|_| classes.names().len() > 1) {
            go_on(run.observer)?;
            let side = |document: DocumentId, segment: SegmentView<'_>| {
                let of_segment = classes.of(document, segment.id())?;
                Some(if of_segment == class { Side::Target } else { Side::Reference })
            };
            comparisons.push((format!("{by}: {name}"), compare(corpus, &stems, &side, &parameters)));
        }
    }
    for comparison in &run.plan.comparisons {
        go_on(run.observer)?;
        comparisons.push((comparison.name.clone(), compare_named(corpus, &stems, comparison, &parameters)));
    }
    let empty = comparisons.iter().filter(|(_, found)| found.is_empty());
    let warnings = empty.map(|(name, _)| {
        let warning =
            "nothing is compared: target or reference has no counted words in any language of the other";
        WarningRow::new("frequency", format!("keyness: {name}"), warning)
    });
    run.results.account.warnings.extend(warnings);
    run.results.keyness = comparisons;
    Ok(())
}

fn compare_named(
    corpus: &TokenizedCorpus,
    stems: &Units<'_>,
    NamedComparison { target, reference, .. }: &NamedComparison,
    parameters: &ComparisonParameters,
) -> Vec<Comparison> {
    if let ComparisonReference::List(list) = reference {
        let is_target =
            |document: DocumentId, segment: SegmentView<'_>| target.holds(corpus.document(document), segment);
        let reference = list.in_stems_of(corpus);
        let found = compare_with_list(corpus, stems, &is_target, list.language, &reference, parameters);
        return found.into_iter().collect();
    }
    let side = |document: DocumentId, segment: SegmentView<'_>| {
        let document = corpus.document(document);
        if target.holds(document, segment) {
            return Some(Side::Target);
        }
        match reference {
            ComparisonReference::Part(part) => part.holds(document, segment).then_some(Side::Reference),
            ComparisonReference::Rest | ComparisonReference::List(_) => Some(Side::Reference),
        }
    };
    compare(corpus, stems, &side, parameters)
}

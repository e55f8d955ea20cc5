//! The diversity of vocabularies, and readability.

use textmill_frequency::text_diversity;

use crate::{RunError, attributes::Attribute, counted_run::CountedRun};

/// The levels of data/diversity.csv.
const LEVELS: [(&str, Attribute); 3] =
    [("document", Attribute::Path), ("group", Attribute::Group), ("speaker", Attribute::Speaker)];

/// The diversity of documents, groups and speakers.
pub(crate) fn measure_diversity(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let parameters = run.plan.config.diversity.parameters();
    let of_level = |(level, attribute): (&'static str, Attribute)| {
        (level, text_diversity(corpus, &parameters, &attribute.counted_classes(corpus)))
    };
    run.results.min_tokens = run.plan.config.diversity.min_tokens;
    run.results.diversity = LEVELS.into_iter().map(of_level).collect();
    Ok(())
}

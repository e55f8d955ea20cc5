//! Parts of the corpus compared with each other.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{
    ClassPostings, CountingUnit, KeynessComparison, KeynessParameters, SegmentClasses, Side, Units, compare,
    compare_with_list,
};
use textmill_report::{Warning, WarningKind};

use crate::{
    CompareBy, GroupBy, KeynessConfig, RunError,
    attributes::Attribute,
    corpus_part::{ComparisonReference, NamedComparison},
    counted_run::CountedRun,
    observer::go_on,
    rules::WordChoice,
};

/// Each value of what segments are compared by against all others, then the comparisons that the person names.
pub(crate) fn compare_parts(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let mut warnings = Vec::new();
    let parameters = fitting(run.plan.config.keyness.parameters(), corpus.documents().len(), &mut warnings);
    let mut comparisons = compare_values(run, &stems, &parameters, &mut warnings)?;
    for comparison in &run.plan.comparisons {
        go_on(run.observer)?;
        let found = compare_named(corpus, &stems, comparison, &run.plan.words, &parameters);
        comparisons.push((comparison.name.clone(), found));
    }
    let empty = comparisons.iter().filter(|(_, found)| found.is_empty());
    warnings.extend(empty.map(|(name, _)| {
        let warning =
            "nothing is compared: target or reference has no counted words in any language of the other";
        Warning::new(WarningKind::NothingCompared, format!("keyness: {name}"), warning)
    }));
    let is_tested = parameters.permutations > 0;
    warnings.extend(comparisons.iter().flat_map(|(name, found)| document_warnings(name, found, is_tested)));
    run.results.account.warnings.extend(warnings);
    run.results.keyness = comparisons;
    Ok(())
}

/// What a reader should know of comparisons in which documents show nothing.
fn document_warnings(name: &str, found: &[KeynessComparison], is_tested: bool) -> Vec<Warning> {
    let warning = |comparison: &KeynessComparison| {
        let ([target, reference], language) = (comparison.documents, comparison.language);
        let (kind, subject, message) = match comparison.can_be_key {
            Some(true) => return None,
            Some(false) => (
                WarningKind::TooFewDocuments,
                format!("keyness: {name} ({target} and {reference} documents in {language})"),
                "there are too few documents to show that any word is key, so key is empty; compare larger parts, or read log ratios as \
                 descriptions",
            ),
            None if reference == 0 || comparison.units.is_empty() => return None,
            None if !is_tested => (
                WarningKind::BothSides,
                format!("keyness: {name} ({language})"),
                "documents are not dealt out anew (keyness.permutations = 0), so key rests on q, which takes words for independent",
            ),
            None => (
                WarningKind::BothSides,
                format!("keyness: {name} ({language})"),
                "documents are on both sides, so key rests on q, which takes words for independent; compare parts of whole documents, such as \
                 groups or sources",
            ),
        };
        Some(Warning::new(kind, subject, message))
    };
    found.iter().filter_map(warning).collect()
}

/// A labelling of permutation_p takes a bit for each document: the labellings of a comparison have at most this many, 1 GiB.
const MOST_BITS: u64 = 1 << 33;

/// The parameters with as many labellings as fit into memory.
fn fitting(
    parameters: KeynessParameters,
    documents: usize,
    warnings: &mut Vec<Warning>,
) -> KeynessParameters {
    let wanted = parameters.permutations;
    let most = MOST_BITS / (documents as u64).max(1);
    let permutations = wanted.min(u32::try_from(most).unwrap_or(u32::MAX));
    if permutations < wanted {
        let warning = format!(
            "permutation_p rests on {permutations} labellings and not on {wanted}, because those of {documents} documents would not \
             fit into memory; keyness.permutations says how many are wanted"
        );
        warnings.push(Warning::new(WarningKind::ComparisonBound, "keyness.csv", warning));
    }
    KeynessParameters { permutations, ..parameters }
}

/// The values that are compared, and the words of each.
struct Compared {
    by: GroupBy,
    classes: SegmentClasses,
    postings: ClassPostings,
}

impl Compared {
    /// The values of something; `None` if there are fewer than two, or nothing is meant.
    fn by(corpus: &TokenizedCorpus, stems: &Units<'_>, by: GroupBy) -> Option<Self> {
        let classes = Attribute::of_config(&by)?.counted_classes(corpus);
        if classes.names().len() < 2 {
            return None;
        }
        let postings = ClassPostings::new(corpus, stems, &classes);
        Some(Self { by, classes, postings })
    }

    /// How many values have enough words.
    fn with_enough_words(&self) -> usize {
        let sizes = self.postings.class_sizes(self.classes.names().len());
        sizes.into_iter().filter(|size| *size >= ENOUGH_WORDS).count()
    }
}

/// A value of fewer words is not worth a comparison that nobody has asked for.
const ENOUGH_WORDS: u64 = 100;

/// What the person wants to be compared.
fn compared_by(
    corpus: &TokenizedCorpus,
    stems: &Units<'_>,
    by: &GroupBy,
    warnings: &mut Vec<Warning>,
) -> Option<Compared> {
    let found = Compared::by(corpus, stems, by.clone());
    if found.is_none() && *by != GroupBy::None {
        let warning = format!(
            "nothing is compared by {0}, because there are fewer than two values of it; name them in metadata.csv, or let keyness.by \
             compare by something else (source, genre, speaker, role, kind, document, or a name in data/attributes.csv)",
            by.name()
        );
        warnings.push(Warning::new(WarningKind::NothingCompared, "keyness.csv", warning));
    }
    found
}

/// What is compared where the person says nothing: groups if there are two, else the first of sources, genres and speakers of which two
/// have enough words, else the documents.
fn what_to_compare(
    corpus: &TokenizedCorpus,
    stems: &Units<'_>,
    warnings: &mut Vec<Warning>,
) -> Option<Compared> {
    let groups = Compared::by(corpus, stems, GroupBy::Group);
    if groups.is_some() {
        return groups;
    }
    let others = [GroupBy::Source, GroupBy::Genre, GroupBy::Speaker, GroupBy::Document].into_iter();
    let found = others
        .filter(|by| *by != GroupBy::Genre || has_given_genres(corpus))
        .filter_map(|by| Compared::by(corpus, stems, by))
        .find(|compared| compared.by == GroupBy::Document || compared.with_enough_words() > 1);
    let warning = match &found {
        Some(Compared { by, classes, .. }) => format!(
            "there are no groups to compare, so each {0} of {1} is compared with the others; folders or metadata.csv name groups, and \
             keyness.by says what is compared (\"{0}\" keeps this){2}",
            by.name(),
            classes.names().len(),
            columns_to_compare(corpus)
        ),
        None => "nothing is compared: there are no two documents with counted words, and no two speakers; keyness.compare names parts of a document".to_owned(),
    };
    warnings.push(Warning::new(WarningKind::Compared, "keyness.csv", warning));
    found
}

/// Columns of the metadata by which documents could be compared: of most of them the value is known, and few values are different.
fn columns_to_compare(corpus: &TokenizedCorpus) -> String {
    const MOST_VALUES: usize = 20;
    let documents = corpus.documents();
    let mut columns: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (name, value) in documents.iter().flat_map(|document| &document.metadata.attributes) {
        let (known, values) = columns.entry(name).or_default();
        *known += 1;
        values.insert(value);
    }
    let parts = |(known, values): &(usize, BTreeSet<&str>)| {
        known * 2 > documents.len() && (2..=MOST_VALUES.min(known / 2)).contains(&values.len())
    };
    let named: Vec<String> = columns
        .into_iter()
        .filter(|(_, column)| parts(column))
        .map(|(name, (_, values))| format!("\"{name}\" ({} values)", values.len()))
        .collect();
    if named.is_empty() { String::new() } else { format!("; it could be {}", named.join(" or ")) }
}

/// Whether genres are given: those that are guessed from the shape of texts would often part a collection by accident.
fn has_given_genres(corpus: &TokenizedCorpus) -> bool {
    corpus.documents().iter().any(|document| document.metadata.genre.is_some())
}

/// Each value against all others: one counting, of which each comparison is a view.
fn compare_values(
    run: &CountedRun<'_>,
    stems: &Units<'_>,
    parameters: &KeynessParameters,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<(String, Vec<KeynessComparison>)>, RunError> {
    let KeynessConfig { by, max_comparisons, .. } = &run.plan.config.keyness;
    let corpus = &run.results.corpus;
    let found = match by {
        CompareBy::Auto => what_to_compare(corpus, stems, warnings),
        CompareBy::By(by) => compared_by(corpus, stems, by, warnings),
    };
    let Some(Compared { by, classes, postings }) = found else { return Ok(Vec::new()) };
    let names = classes.names();
    let mut compared = largest(&postings.class_sizes(names.len()), *max_comparisons);
    if names.len() == 2 && compared.len() == 2 {
        // The other comparison is the mirror image.
        compared.truncate(1);
    }
    if compared.len() < names.len() && names.len() > 2 {
        let (all, by) = (names.len(), by.name());
        let warning = format!(
            "only {} of {all} values of {by} are compared with the others, those with the most words; \
             keyness.max_comparisons says how many, keyness.by compares by something else",
            compared.len()
        );
        warnings.push(Warning::new(WarningKind::ComparisonBound, "keyness.csv", warning));
    }
    let compare_value = |class: usize| {
        go_on(run.observer)?;
        let side = |of_part: usize| Some(if of_part == class { Side::Target } else { Side::Reference });
        let found = compare(&postings, stems, &side, parameters);
        Ok((format!("{}: {}", by.name(), names[class]), found))
    };
    compared.into_iter().map(compare_value).collect()
}

/// The classes with the most words, at most this many, in their order; of equally large ones the first.
fn largest(sizes: &[u64], most: usize) -> Vec<usize> {
    let mut classes: Vec<usize> = (0..sizes.len()).collect();
    classes.sort_by_key(|&class| std::cmp::Reverse(sizes[class]));
    classes.truncate(most);
    classes.sort_unstable();
    classes
}

/// The classes of a comparison that the person names.
const TARGET: &str = "target";
const REFERENCE: &str = "reference";

fn compare_named(
    corpus: &TokenizedCorpus,
    stems: &Units<'_>,
    NamedComparison { target, reference, .. }: &NamedComparison,
    words: &WordChoice,
    parameters: &KeynessParameters,
) -> Vec<KeynessComparison> {
    let classes = SegmentClasses::new(corpus, |document, segment| {
        if target.holds(document, segment) {
            return Some(TARGET);
        }
        match reference {
            ComparisonReference::Rest => Some(REFERENCE),
            ComparisonReference::Part(part) => part.holds(document, segment).then_some(REFERENCE),
            ComparisonReference::List(_) => None,
        }
    });
    let postings = ClassPostings::new(corpus, stems, &classes);
    let is_target = |class: usize| classes.names().get(class).is_some_and(|name| name == TARGET);
    if let ComparisonReference::List(list) = reference {
        let in_stems = list.in_stems_of(corpus, words);
        let found = compare_with_list(&postings, stems, &is_target, list.language, &in_stems, parameters);
        return found.into_iter().collect();
    }
    let side = |class: usize| Some(if is_target(class) { Side::Target } else { Side::Reference });
    compare(&postings, stems, &side, parameters)
}

#[cfg(test)]
mod tests {
    use textmill_frequency::KeynessParameters;

    use super::{fitting, largest};

    #[test]
    fn labellings_that_would_fill_the_memory_are_fewer_and_told() {
        let wanted = KeynessParameters { permutations: 99_999, ..KeynessParameters::default() };
        let mut warnings = Vec::new();
        assert_eq!(fitting(wanted, 80_000, &mut warnings), wanted);
        assert!(warnings.is_empty());
        assert_eq!(fitting(wanted, 1 << 20, &mut warnings).permutations, 8_192);
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn the_largest_classes_in_their_order() {
        assert_eq!(largest(&[5, 9, 0, 9, 7], 3), [1, 3, 4]);
        assert_eq!(largest(&[1, 1, 1], 2), [0, 1]);
        assert!(largest(&[1], 0).is_empty());
    }
}

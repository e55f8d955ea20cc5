//! Names and patterns of the configuration that nothing in the documents has: a typing mistake, as a rule.

use std::collections::BTreeSet;

use textmill_corpus::{SegmentKind, SegmentView, Selection, SpeakerRole, TokenizedCorpus, is_meant};
use textmill_report::{Results, Warning, WarningKind};

use crate::{KindName, PartConfig, Plan, SelectionConfig};

/// A warning for each name or pattern of the configuration that nothing has.
pub(crate) fn names_without_effect(plan: &Plan, results: &Results) -> Vec<Warning> {
    let known = if has_names(plan) { KnownNames::of(&results.corpus) } else { KnownNames::default() };
    let mut warnings = selection_warnings(&plan.config.selection, &known);
    for comparison in &plan.comparisons {
        for part in comparison.parts() {
            warnings.extend(part_warnings(&comparison.name, &part.config, &known));
        }
    }
    warnings.extend(path_warnings(plan, results));
    warnings
}

const NO_SPEAKER: &str = "no speaker of that name (see data/segments.csv)";
const NO_ROLE: &str = "no speaker of that role (see data/segments.csv)";
const NO_KIND: &str = "no segment of that kind (see data/segments.csv)";

fn selection_warnings(selection: &SelectionConfig, known: &KnownNames<'_>) -> Vec<Warning> {
    let SelectionConfig { exclude_kinds, speakers, exclude_speakers, roles, .. } = selection;
    let mut warnings = Vec::new();
    for (key, names) in [("selection.speakers", speakers), ("selection.exclude_speakers", exclude_speakers)] {
        warnings.extend(missing(key, names, |name| known.has_speaker(name), NO_SPEAKER));
    }
    let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
    warnings.extend(missing("selection.roles", &roles, |name| known.has_role(name), NO_ROLE));
    // The kinds that are left out by default are many, and few documents have all of them.
    let is_chosen = |kind: &&KindName| !Selection::NO_TEXT.contains(&kind.0);
    let kinds: Vec<String> = exclude_kinds.iter().filter(is_chosen).map(ToString::to_string).collect();
    warnings.extend(missing("selection.exclude_kinds", &kinds, |name| known.has_kind(name), NO_KIND));
    warnings
}

/// Whether any name of a speaker, a role, a group and their like has to be looked up.
fn has_names(plan: &Plan) -> bool {
    let selection = &plan.config.selection;
    !(selection.speakers.is_empty()
        && selection.exclude_speakers.is_empty()
        && selection.roles.is_empty()
        && selection.exclude_kinds.iter().all(|kind| Selection::NO_TEXT.contains(&kind.0))
        && plan.comparisons.is_empty())
}

fn warning(key: &str, name: &str, reason: &str) -> Warning {
    Warning::new(
        WarningKind::NoEffect,
        key,
        format!("{name:?} has no effect: there is {reason}; is it misspelt?"),
    )
}

fn missing<'a>(
    key: &'a str,
    names: &'a [String],
    is_known: impl Fn(&str) -> bool + 'a,
    reason: &'a str,
) -> impl Iterator<Item = Warning> + 'a {
    names.iter().filter(move |name| !is_known(name)).map(move |name| warning(key, name, reason))
}

/// What the documents and segments are called.
#[derive(Default)]
struct KnownNames<'a> {
    speakers: BTreeSet<&'a str>,
    roles: BTreeSet<SpeakerRole>,
    kinds: BTreeSet<SegmentKind>,
    groups: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    genres: BTreeSet<&'a str>,
}

impl<'a> KnownNames<'a> {
    fn of(corpus: &'a TokenizedCorpus) -> Self {
        let mut known = Self::default();
        for id in corpus.document_ids() {
            let document = corpus.document(id);
            known.groups.extend(document.metadata.group.as_deref());
            known.sources.extend(document.metadata.source.as_deref());
            known.genres.insert(document.shown_genre());
            for segment in corpus.segments_of(id) {
                known.add(segment);
            }
        }
        known
    }

    fn has_speaker(&self, given: &str) -> bool {
        self.speakers.contains(given) || self.speakers.iter().any(|name| is_meant(given, name))
    }

    fn has_role(&self, name: &str) -> bool {
        self.roles.iter().any(|role| role.name() == name)
    }

    fn has_kind(&self, name: &str) -> bool {
        self.kinds.iter().any(|kind| kind.name() == name)
    }

    fn add(&mut self, segment: SegmentView<'a>) {
        let turn = segment.turn();
        self.speakers.extend([turn.speaker, turn.name]);
        self.roles.extend(turn.role);
        self.kinds.insert(segment.kind());
    }
}

fn part_warnings(comparison: &str, part: &PartConfig, known: &KnownNames<'_>) -> Vec<Warning> {
    let key = format!("keyness: {comparison}");
    let PartConfig { groups, sources, genres, speakers, roles, kinds, .. } = part;
    let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let mut warnings = Vec::new();
    let sets = [
        (groups, &known.groups, "no group of that name (see documents.csv)"),
        (sources, &known.sources, "no source of that name (see documents.csv)"),
        (genres, &known.genres, "no genre of that name (see documents.csv)"),
    ];
    for (names, known, reason) in sets {
        warnings.extend(missing(&key, names, |name| known.iter().any(|known| is_meant(name, known)), reason));
    }
    warnings.extend(missing(&key, speakers, |name| known.has_speaker(name), NO_SPEAKER));
    warnings.extend(missing(&key, &roles, |name| known.has_role(name), NO_ROLE));
    warnings.extend(missing(&key, &kinds, |name| known.has_kind(name), NO_KIND));
    warnings
}

/// Patterns of paths that no file has.
fn path_warnings(plan: &Plan, results: &Results) -> Vec<Warning> {
    let encodings: Vec<String> = plan.config.input.encodings.keys().cloned().collect();
    let comparisons = plan.comparisons.iter().flat_map(|comparison| {
        comparison
            .parts()
            .map(|part| (format!("keyness: {}", comparison.name), part.config.documents.clone()))
    });
    let input = &plan.config.input;
    let keys = [
        ("input.exclude".to_owned(), input.exclude.clone()),
        ("input.expected_rejects".to_owned(), input.expected_rejects.clone()),
        ("input.encodings".to_owned(), encodings),
    ];
    let mut warnings = Vec::new();
    for (key, patterns) in keys.into_iter().chain(comparisons) {
        for pattern in patterns {
            let compiled = textmill_ingest::PathPatterns::new(std::slice::from_ref(&pattern));
            let has_any = compiled.is_ok_and(|compiled| {
                results.account.ledger.iter().any(|row| compiled.first_match(&row.path).is_some())
            });
            if !has_any {
                warnings.push(warning(&key, &pattern, "no file of such a path (see data/ledger.csv)"));
            }
        }
    }
    warnings
}

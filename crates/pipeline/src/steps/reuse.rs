//! Passages that one document has from another, with what was changed in them.

use std::collections::BTreeMap;

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_report::{ReuseResults, reports::ReuseRow};
use textmill_reuse::{AlignedPassage, AlignedPassages, Edit, Place, RunTexts, aligned_passages};

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::changed_warnings,
    steps::{
        edits::marked,
        passages::{DocumentExtent, PassageSpans, PlaceSpan, WantedPlaces, read_spans},
        traces::days_between,
    },
};

/// Longer stretches without changes are shortened.
const MOST_KEPT: usize = 8;

/// Finds what documents have from each other.
pub(crate) fn find_reuse(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let stems: Vec<u32> = corpus.vocabulary().stem_of_term().iter().map(|stem| stem.0).collect();
    let min_tokens = run.plan.config.reuse.min_tokens;
    let AlignedPassages { mut passages, crowded } =
        aligned_passages(&RunTexts::of(corpus), &stems, &ranks(corpus), min_tokens);
    // Those first that have the most in common.
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.matched));
    let mut wanted: WantedPlaces = BTreeMap::new();
    for passage in &passages {
        for (place, tokens) in sides(passage) {
            wanted.entry(place.document).or_default().push((place.first_token, tokens, None));
        }
    }
    let (spans, changed) = read_spans(run, wanted)?;
    let extents: Vec<DocumentExtent> =
        corpus.document_ids().map(|document| DocumentExtent::of(corpus, document)).collect();
    let rows = passages.iter().filter_map(|passage| row(corpus, passage, &spans, &extents)).collect();
    let warnings: Vec<_> = changed_warnings(corpus, "reuse.csv", &changed).collect();
    run.results.account.warnings.extend(warnings);
    run.results.reuse = ReuseResults { rows, crowded };
    Ok(())
}

/// The documents by their days, those without one last: of two, the first is the source.
fn ranks(corpus: &TokenizedCorpus) -> Vec<u32> {
    let mut order: Vec<DocumentId> = corpus.document_ids().collect();
    let date = |document: DocumentId| corpus.document(document).iso_date();
    order.sort_by_key(|document| (date(*document).is_empty(), date(*document), *document));
    let mut ranks = vec![0; order.len()];
    for (rank, document) in (0..).zip(order) {
        ranks[document.index()] = rank;
    }
    ranks
}

fn sides(passage: &AlignedPassage) -> [(Place, u32); 2] {
    [(passage.source, passage.source_tokens), (passage.text, passage.text_tokens)]
}

/// The row of a passage, if both texts are still those that were counted.
fn row(
    corpus: &TokenizedCorpus,
    passage: &AlignedPassage,
    spans: &PassageSpans,
    extents: &[DocumentExtent],
) -> Option<ReuseRow> {
    let [source_span, text_span] = sides(passage).map(|side| spans.places.get(&side));
    let (PlaceSpan { bytes: source_bytes, .. }, PlaceSpan { bytes: text_bytes, .. }) =
        (source_span?, text_span?);
    let [source, text] = sides(passage).map(|(place, _)| corpus.document(place.document));
    let days = days_between(source.iso_date(), text.iso_date());
    let edits = passage.edits(corpus);
    let changes = Changes::of(&edits);
    let covers = |(place, tokens): (Place, u32)| extents[place.document.index()].is_covered_by(tokens);
    let kind = match changes {
        _ if sides(passage).into_iter().any(covers) => "duplicate",
        Changes { insertions: 0, deletions: 0, substitutions: 0 } => "exact",
        _ => "edited",
    };
    Some(ReuseRow {
        kind: kind.into(),
        order: if days.is_some_and(|days| days != 0) { "date" } else { "unknown" }.into(),
        days,
        source_document: source.path.as_str().into(),
        source_date: source.iso_date().into(),
        text_document: text.path.as_str().into(),
        text_date: text.iso_date().into(),
        source_tokens: passage.source_tokens.into(),
        text_tokens: passage.text_tokens.into(),
        matched: passage.matched.into(),
        identity: passage.identity.into(),
        longest_run: passage.longest_run.into(),
        insertions: changes.insertions,
        deletions: changes.deletions,
        substitutions: changes.substitutions,
        source_start: source_bytes.start as u64,
        source_end: source_bytes.end as u64,
        text_start: text_bytes.start as u64,
        text_end: text_bytes.end as u64,
        edits: marked(corpus.vocabulary(), &edits, MOST_KEPT).into(),
    })
}

/// What was changed, in words.
#[derive(Default)]
struct Changes {
    insertions: u64,
    deletions: u64,
    substitutions: u64,
}

impl Changes {
    /// Between two words that were kept, as many as were left out and put in were replaced.
    fn of(edits: &[Edit]) -> Self {
        let mut changes = Self::default();
        for group in edits.split(|edit| matches!(edit, Edit::Kept(_))) {
            let added = group.iter().filter(|edit| matches!(edit, Edit::Added(_))).count() as u64;
            let left_out = group.len() as u64 - added;
            let replaced = added.min(left_out);
            changes.substitutions += replaced;
            changes.insertions += added - replaced;
            changes.deletions += left_out - replaced;
        }
        changes
    }
}

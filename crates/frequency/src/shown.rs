//! What a reader is shown for a unit.

use textmill_corpus::{SurfaceId, TermId, Vocabulary};

use crate::Frequencies;

/// For each term its most frequent surface (of equally frequent ones the first in byte order); `None` for a term that
/// does not occur.
pub fn commonest_surfaces(vocabulary: &Vocabulary, surfaces: &Frequencies) -> Vec<Option<SurfaceId>> {
    let terms = vocabulary.term_of_surface().iter().map(|term| term.index());
    let commonest = commonest(vocabulary.terms().len(), terms, &surfaces.frequency);
    commonest.into_iter().map(|surface| surface.map(SurfaceId)).collect()
}

/// For each stem its most frequent term (of equally frequent ones the first in byte order); `None` for a stem that does
/// not occur.
pub fn commonest_terms(vocabulary: &Vocabulary, terms: &Frequencies) -> Vec<Option<TermId>> {
    let stems = vocabulary.stem_of_term().iter().map(|stem| stem.index());
    let commonest = commonest(vocabulary.stems().len(), stems, &terms.frequency);
    commonest.into_iter().map(|term| term.map(TermId)).collect()
}

/// For each of `groups` groups the place of its member with the highest frequency.
fn commonest(groups: usize, group_of: impl Iterator<Item = usize>, frequencies: &[u64]) -> Vec<Option<u32>> {
    let mut commonest: Vec<Option<(u64, u32)>> = vec![None; groups];
    for (member, (group, &frequency)) in group_of.zip(frequencies).enumerate() {
        let best = &mut commonest[group];
        if frequency > best.map_or(0, |(frequency, _)| frequency) {
            *best = Some((frequency, member as u32));
        }
    }
    commonest.into_iter().map(|best| best.map(|(_, member)| member)).collect()
}

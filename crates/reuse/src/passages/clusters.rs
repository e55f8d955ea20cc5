//! Passages that overlap.

use textmill_corpus::DocumentId;

use super::Passage;

/// The cluster of each passage, numbered from 0 in the order of the passages: those whose places overlap in some document by at least half of
/// the shorter one, and those that these overlap with.
///
/// ```
/// use textmill_corpus::DocumentId;
/// use textmill_reuse::{Passage, Place, clusters};
///
/// let passage = |tokens, first_token| {
///     Passage { tokens, places: vec![Place { document: DocumentId(0), first_token }] }
/// };
/// assert_eq!(clusters(&[passage(10, 0), passage(8, 4), passage(9, 11)]), [0, 0, 1]);
/// ```
pub fn clusters(passages: &[Passage]) -> Vec<u32> {
    let mut places: Vec<Extent> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        places.extend(passage.places.iter().map(|place| {
            let (document, start) = (place.document, place.first_token);
            Extent { document, start, end: start + passage.tokens, passage: number }
        }));
    }
    places.sort_unstable_by_key(|place| (place.document, place.start, u32::MAX - place.end, place.passage));
    let mut sets = Sets::new(passages.len());
    // What was last, and what reaches furthest: whatever else overlaps with a place is in the cluster of one of these two.
    let (mut last, mut furthest): (Option<Extent>, Option<Extent>) = (None, None);
    for place in places {
        for before in [last, furthest].into_iter().flatten() {
            if before.overlaps_by_half(place) {
                sets.join(before.passage, place.passage);
            }
        }
        if furthest.is_none_or(|furthest| furthest.document != place.document || place.end > furthest.end) {
            furthest = Some(place);
        }
        last = Some(place);
    }
    sets.numbers()
}

/// A place of a passage, with its end.
#[derive(Clone, Copy)]
struct Extent {
    document: DocumentId,
    start: u32,
    end: u32,
    passage: usize,
}

impl Extent {
    /// Whether it shares half of the shorter one with a place that does not begin before it.
    fn overlaps_by_half(self, other: Self) -> bool {
        let shared = self.end.min(other.end).saturating_sub(other.start);
        self.document == other.document && 2 * shared >= (self.end - self.start).min(other.end - other.start)
    }
}

/// Sets that grow together.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn new(number: usize) -> Self {
        Self { parents: (0..number).collect() }
    }

    fn root(&mut self, member: usize) -> usize {
        let mut root = member;
        while self.parents[root] != root {
            self.parents[root] = self.parents[self.parents[root]];
            root = self.parents[root];
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    fn numbers(mut self) -> Vec<u32> {
        let mut numbers = vec![None; self.parents.len()];
        let mut next = 0;
        let mut of_member = Vec::with_capacity(self.parents.len());
        for member in 0..self.parents.len() {
            let root = self.root(member);
            let number = *numbers[root].get_or_insert_with(|| {
                next += 1;
                next - 1
            });
            of_member.push(number);
        }
        of_member
    }
}

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
    let mut places: Vec<(DocumentId, u32, u32, usize)> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        let ends = |start: u32| start + passage.tokens;
        places.extend(passage.places.iter().map(|place| {
            (place.document, place.first_token, ends(place.first_token), number)
        }));
    }
    places.sort_unstable_by_key(|&(document, start, end, number)| (document, start, u32::MAX - end, number));
    let mut sets = Sets::new(passages.len());
    // What was last, and what reaches furthest: whatever else overlaps with a place is in the cluster of one of these two.
    let (mut last, mut furthest): (Option<(DocumentId, u32, u32, usize)>, Option<(DocumentId, u32, u32, usize)>) =
        (None, None);
    for place in places {
        for before in [last, furthest].into_iter().flatten() {
            if overlap_by_half(before, place) {
                sets.join(before.3, place.3);
            }
        }
        let reaches_further = furthest.is_none_or(|furthest| furthest.0 != place.0 || place.2 > furthest.2);
        if reaches_further {
            furthest = Some(place);
        }
        last = Some(place);
    }
    sets.numbers()
}

/// Whether two places, the first of which does not begin later, share half of the shorter one.
fn overlap_by_half(one: (DocumentId, u32, u32, usize), other: (DocumentId, u32, u32, usize)) -> bool {
    let shared = one.2.min(other.2).saturating_sub(other.1);
    one.0 == other.0 && 2 * shared >= (one.2 - one.1).min(other.2 - other.1)
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

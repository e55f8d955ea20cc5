//! Lines that several documents of one source have at their beginnings or ends: the furniture of the site.

use std::hash::{BuildHasher, Hasher};

use textmill_corpus::{Segment, SegmentId, SegmentKind};

use crate::structure::{could_be_furniture, greets};

/// So many segments are looked at from each end of a document.
const ENDS: usize = 12;

/// The lines of a document that would be furniture if other documents had them too: short ones at its ends that are no sentences,
/// of no turn, and that no rule knows to be something else. With the number of each comes a hash of its text.
pub fn furniture_candidates(text: &str, segments: &[Segment]) -> Vec<(SegmentId, u64)> {
    let is_at_an_end = |place: usize| place < ENDS || place + ENDS >= segments.len();
    let candidates = segments.iter().enumerate().filter(|(place, segment)| {
        let is_open =
            matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::Heading | SegmentKind::ListItem);
        let line = segment.span.of(text).trim();
        is_at_an_end(*place) && is_open && segment.turn.is_none() && could_be_furniture(line) && !greets(line)
    });
    candidates.map(|(place, segment)| (SegmentId(place as u32), hash(segment.span.of(text).trim()))).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = foldhash::quality::FixedState::default().build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::furniture_candidates;
    use crate::segments;

    #[test]
    fn short_lines_at_the_ends() {
        let text = "The Weir Post\nThe river has left its bed\nIt rose at night, and nobody saw it.\nOur other sites\n";
        let found = |text: &str| furniture_candidates(text, &segments(text)).len();
        assert_eq!(found(text), 2, "the heading and the last line; the first is the title");
        assert_eq!(found("It rose at night.\nThank you very much.\n"), 0);
    }
}

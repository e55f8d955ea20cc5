//! Which segments count.

use std::collections::BTreeSet;

use crate::SegmentKind;

/// The kinds of segment that are left out of every count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    excluded_kinds: BTreeSet<SegmentKind>,
}

impl Selection {
    /// Counts every segment but those of the kinds given.
    pub fn without(kinds: impl IntoIterator<Item = SegmentKind>) -> Self {
        Self { excluded_kinds: kinds.into_iter().collect() }
    }

    /// Whether the words of a segment of a kind count.
    pub fn counts(&self, kind: SegmentKind) -> bool {
        !self.excluded_kinds.contains(&kind)
    }
}

impl Default for Selection {
    /// Counts all but labels: a speaker's name before each answer is not the speaker's word.
    fn default() -> Self {
        Self::without([SegmentKind::Label])
    }
}

//! Which segments count.

use std::collections::BTreeSet;

use crate::{SegmentKind, SegmentView, SpeakerRole, is_meant};

/// Says which segments count: all but those that are left out by their kind, their speaker or their speaker's role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Kinds that do not count.
    pub excluded_kinds: BTreeSet<SegmentKind>,
    /// If there is any, only what these speakers say counts. A speaker is meant by the name as printed or by the one name for
    /// all its spellings, or by a pattern of them ([`is_meant`]).
    pub speakers: BTreeSet<String>,
    /// Speakers whose words do not count.
    pub excluded_speakers: BTreeSet<String>,
    /// If there is any, only what speakers of these roles say counts.
    pub roles: BTreeSet<SpeakerRole>,
}

impl Selection {
    /// The kinds that are no part of what a text says: announcements, the page's furniture, footnotes, readers' comments.
    pub const NO_TEXT: &[SegmentKind] = &[
        SegmentKind::Header,
        SegmentKind::Byline,
        SegmentKind::Dateline,
        SegmentKind::Date,
        SegmentKind::Source,
        SegmentKind::Caption,
        SegmentKind::Label,
        SegmentKind::StageDirection,
        SegmentKind::Footnote,
        SegmentKind::Comment,
        SegmentKind::Boilerplate,
    ];

    /// Counts every segment but those of the kinds given.
    pub fn without(kinds: impl IntoIterator<Item = SegmentKind>) -> Self {
        Self {
            excluded_kinds: kinds.into_iter().collect(),
            speakers: BTreeSet::new(),
            excluded_speakers: BTreeSet::new(),
            roles: BTreeSet::new(),
        }
    }

    /// Whether the words of a segment count.
    pub fn counts(&self, segment: SegmentView<'_>) -> bool {
        if self.excluded_kinds.contains(&segment.kind()) {
            return false;
        }
        if self.speakers.is_empty() && self.excluded_speakers.is_empty() && self.roles.is_empty() {
            return true;
        }
        let turn = segment.turn();
        let is_in = |names: &BTreeSet<String>| {
            names.iter().any(|given| is_meant(given, turn.speaker) || is_meant(given, turn.name))
        };
        (self.speakers.is_empty() || is_in(&self.speakers))
            && !is_in(&self.excluded_speakers)
            && (self.roles.is_empty() || turn.role.is_some_and(|role| self.roles.contains(&role)))
    }
}

impl Default for Selection {
    /// Counts all but [`Selection::NO_TEXT`].
    fn default() -> Self {
        Self::without(Self::NO_TEXT.iter().copied())
    }
}

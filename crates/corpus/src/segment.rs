//! A labelled part of a document.

use std::fmt;

use crate::Span;

macro_rules! segment_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What a part of a text is to its reader.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SegmentKind {
            $($(#[$doc])* $name,)+
        }

        impl SegmentKind {
            /// Every kind, in the order of the declaration.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name that stands in tables and in the configuration.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The kind of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($code => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

segment_kinds! {
    /// The title of the document.
    Title = "title",
    /// A heading inside the document.
    Heading = "heading",
    /// A paragraph, and whatever could not be told to be anything else.
    Paragraph = "paragraph",
    /// What announces a turn or an entry: the speaker's name before the colon, the time before the text.
    Label = "label",
    /// A paragraph of an entry of a live blog.
    Entry = "entry",
    /// A paragraph of a question put to a speaker.
    Question = "question",
    /// A paragraph of the answer to a question.
    Answer = "answer",
    /// A paragraph of a named speaker's turn that neither asks nor answers.
    Statement = "statement",
    /// A paragraph of a speaker who cuts in on another's answer.
    Interjection = "interjection",
}

impl fmt::Display for SegmentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A labelled part of a document. The segments of a document cover its text without gaps or overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it is; the line ends and blank lines that follow a segment belong to it.
    pub span: Span,
    /// The number of the turn or of the live blog's entry in its document, from 1.
    pub turn: Option<u32>,
    /// Who speaks, as printed.
    pub speaker: Option<String>,
    /// The time of day, as printed (`10:46 GMT`).
    pub time: Option<String>,
}

impl Segment {
    /// A segment of a kind that has neither speaker, turn nor time.
    pub fn plain(kind: SegmentKind, span: Span) -> Self {
        Self { kind, span, turn: None, speaker: None, time: None }
    }
}

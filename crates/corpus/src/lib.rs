//! The plain types that Textmill's stages pass to each other.
//!
//! In the order of the data: a [`Document`] is cut into [`Segment`]s; the words of its segments are pushed into a
//! [`PartialCorpus`], which interns their spellings; partial corpora are merged into one [`TokenizedCorpus`], whose
//! columns hold nothing but ids, and whose [`Vocabulary`] leads from a surface to its term and its stem.
//!
//! **Invariant:** this crate depends on no other crate of the project and reads no file.

mod elision;
mod id;
mod language;
mod named;
mod span;
mod spelling;

mod document;
mod segment;

mod string_table;
mod word_table;

mod interner;
mod order;
mod prefetch;
mod short_words;

mod columns;
mod partial;

mod acronyms;
mod name_pattern;
mod selection;
mod tokenized;
mod vocabulary;

pub use columns::{SegmentRun, SegmentView, Sentence, Turn};
pub use document::{DateEvidence, Document, DocumentDate, Genre, Metadata, text_hash};
pub use elision::{elided_word, elision_length, has_elisions, without_elision};
pub use id::{DocumentId, SegmentId, StemId, SurfaceId, TermId};
pub use language::Language;
pub use name_pattern::{PatternPart, is_meant, matches_parts};
pub use partial::PartialCorpus;
pub use segment::{Segment, SegmentKind, SegmentRule, Speaker, SpeakerRole, SpeakerStatus};
pub use selection::Selection;
pub use span::Span;
pub use spelling::without_cut;
pub use string_table::StringTable;
pub use tokenized::TokenizedCorpus;
pub use vocabulary::{Vocabulary, WordRules};
pub use word_table::WordTable;

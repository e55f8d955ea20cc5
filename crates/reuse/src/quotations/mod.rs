//! Quotations: where they are, of which kind, and who is quoted.

mod cues;
mod genders;
mod kinds;
mod marks;
mod names;
mod pairing;
mod phrases;
mod speakers;

use std::ops::Range;

use textmill_corpus::{Language, SegmentKind};

pub use cues::{CueError, CueLists};
pub use kinds::QuotationKind;
pub use pairing::{MarkCounts, QuotationStatus};
pub use speakers::{Attribution, AttributionRule, AttributionStatus};

use names::Names;
use pairing::pairs;

/// A segment of a document, as quotations see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// Where it is in the text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: SegmentKind,
    /// The turn or the entry that it belongs to.
    pub turn: Option<u32>,
    /// Who speaks in its turn; empty where nobody does.
    pub speaker: &'a str,
    /// Its language.
    pub language: Language,
    /// Where its sentences begin, in ascending order.
    pub sentences: Vec<usize>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where it is in the text, with its marks.
    pub outer: Range<usize>,
    /// Where its words are.
    pub inner: Range<usize>,
    /// The number of the block in which it begins.
    pub block: usize,
    /// How its marks stand.
    pub status: QuotationStatus,
    /// What it is.
    pub kind: QuotationKind,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Its words, parted by white space.
    pub words: usize,
    /// Who is quoted.
    pub speaker: Attribution,
}

/// The quotations of a text whose blocks are given, in the order of their beginnings, and what became of its marks.
///
/// ```
/// use textmill_corpus::{Language, SegmentKind};
/// use textmill_reuse::{Block, CueLists, quotations};
///
/// let text = "\u{201C}The dam holds,\u{201D} Ilse Marren said.";
/// let language = Language::from_code("en").unwrap();
/// let block = Block { span: 0..text.len(), kind: SegmentKind::Paragraph, turn: None, speaker: "", language, sentences: vec![0] };
/// let (found, counts) = quotations(text, &[block], &CueLists::default());
/// assert_eq!(&text[found[0].inner.clone()], "The dam holds,");
/// assert_eq!((found[0].speaker.name.as_str(), found[0].speaker.cue.as_str()), ("Ilse Marren", "said"));
/// assert_eq!((counts.marks, counts.opening, counts.closing), (2, 1, 1));
/// ```
pub fn quotations(text: &str, blocks: &[Block<'_>], cues: &CueLists) -> (Vec<Quotation>, MarkCounts) {
    let (pairs, counts) = pairs(text, blocks);
    if pairs.is_empty() {
        return (Vec::new(), counts);
    }
    let names = Names::of(text, blocks, &pairs, cues);
    let attributions = speakers::attributions(text, blocks, &pairs, &names, cues);
    let quotations = pairs.iter().zip(attributions).map(|(pair, speaker)| {
        let words = text.get(pair.inner.clone()).unwrap_or_default().split_whitespace().count();
        let kind = kinds::kind_of(text, blocks, pair, words, &speaker);
        let (outer, inner) = (pair.outer.clone(), pair.inner.clone());
        Quotation {
            outer,
            inner,
            block: pair.block,
            status: pair.status,
            kind,
            depth: pair.depth,
            words,
            speaker,
        }
    });
    (quotations.collect(), counts)
}

//! What a quotation is.

use textmill_corpus::SegmentKind;

use super::{Attribution, Block, pairing::Pair, speakers::AttributionRule};

/// What a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuotationKind {
    /// A paragraph of its own.
    Block,
    /// A clause or more.
    Direct,
    /// A part of a clause.
    Fragment,
    /// A word or a few that the writer keeps away from.
    Term,
    /// The title of a work or an event.
    Title,
    /// In a title or a heading.
    Headline,
    /// In another quotation.
    Nested,
}

impl QuotationKind {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Direct => "direct",
            Self::Fragment => "fragment",
            Self::Term => "term",
            Self::Title => "title",
            Self::Headline => "headline",
            Self::Nested => "nested",
        }
    }
}

/// A quotation of so many words may be a clause.
const CLAUSE_WORDS: usize = 4;

pub(super) fn kind_of(
    text: &str,
    blocks: &[Block<'_>],
    pair: &Pair,
    words: usize,
    speaker: &Attribution,
) -> QuotationKind {
    let block = &blocks[pair.block];
    if matches!(block.kind, SegmentKind::Title | SegmentKind::Subtitle | SegmentKind::Heading) {
        return QuotationKind::Headline;
    }
    if pair.depth > 0 {
        return QuotationKind::Nested;
    }
    let inner = text.get(pair.inner.clone()).unwrap_or_default().trim();
    let has_cue = speaker.rule != AttributionRule::None;
    if words >= CLAUSE_WORDS {
        let is_alone = |part: Option<&str>| {
            part.unwrap_or_default().chars().all(|character| !character.is_alphanumeric())
        };
        if is_alone(text.get(block.span.start..pair.outer.start))
            && is_alone(text.get(pair.outer.end..block.span.end))
        {
            return QuotationKind::Block;
        }
        if !has_cue && is_title(inner) {
            return QuotationKind::Title;
        }
        let ends_clause = inner.ends_with(['.', ',', '!', '?', '\u{2026}', '\u{3002}']);
        let begins_clause = inner.trim_start_matches(['\u{2026}', '.', ' ']).starts_with(char::is_uppercase);
        return if ends_clause && begins_clause { QuotationKind::Direct } else { QuotationKind::Fragment };
    }
    if !has_cue && words >= 2 && is_title(inner) {
        return QuotationKind::Title;
    }
    if has_cue { QuotationKind::Fragment } else { QuotationKind::Term }
}

/// Whether all words of four letters and more begin with capitals or figures, the first one among them.
fn is_title(inner: &str) -> bool {
    let mut words =
        inner.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let is_capital = |word: &str| word.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
    let first = words.next().unwrap_or_default();
    is_capital(first) && words.all(|word| word.chars().count() < 4 || is_capital(word))
}

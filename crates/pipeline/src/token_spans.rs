//! Where the tokens of a document stand in its text.

use std::ops::Range;

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_normalize::{CutWords, TokenCutter};

/// The spans of tokens of a document, as far as they are wanted.
pub(crate) struct TokenSpans {
    /// For each segment that has wanted tokens the number of its first one, and the spans of all, in bytes of the text.
    segments: Vec<(u32, Vec<[u32; 2]>)>,
}

impl TokenSpans {
    /// Cuts again the segments that have any of some ranges of tokens, which are in ascending order of their beginnings. `None` if the text is
    /// not the one that was counted.
    pub(crate) fn of(
        corpus: &TokenizedCorpus,
        document: DocumentId,
        text: &str,
        cutter: &mut TokenCutter,
        wanted: impl IntoIterator<Item = Range<u32>>,
    ) -> Option<Self> {
        let cuts = CutWords::of(text);
        let mut wanted = wanted.into_iter().peekable();
        // How far the ranges reach that have begun.
        let (mut reach, mut first) = (0, 0);
        let mut segments = Vec::new();
        for segment in corpus.segments_of(document) {
            let tokens = segment.tokens().len() as u32;
            while let Some(range) = wanted.next_if(|range| range.start < first + tokens) {
                reach = reach.max(range.end);
            }
            if tokens > 0 && reach > first {
                let span = segment.span();
                let said = text.get(span.range())?;
                let spans = cutter.cut(said, corpus.language_of(document, segment), &cuts, |_, _| true).spans;
                if spans.len() as u32 != tokens {
                    return None;
                }
                segments.push((
                    first,
                    spans.iter().map(|[start, end]| [start + span.start, end + span.start]).collect(),
                ));
            }
            first += tokens;
        }
        Some(Self { segments })
    }

    /// Cuts again the segments that overlap with any of some ranges of bytes, which are in ascending order of their beginnings.
    pub(crate) fn at(
        corpus: &TokenizedCorpus,
        document: DocumentId,
        text: &str,
        cutter: &mut TokenCutter,
        wanted: impl IntoIterator<Item = Range<usize>>,
    ) -> Option<Self> {
        let mut wanted = wanted.into_iter().peekable();
        let (mut reach, mut first, mut ranges) = (0, 0, Vec::new());
        for segment in corpus.segments_of(document) {
            let (span, tokens) = (segment.span().range(), segment.tokens().len() as u32);
            while let Some(range) = wanted.next_if(|range| range.start < span.end) {
                reach = reach.max(range.end);
            }
            if reach > span.start {
                ranges.push(first..first + tokens);
            }
            first += tokens;
        }
        Self::of(corpus, document, text, cutter, ranges)
    }

    /// The tokens that lie in a range of bytes.
    pub(crate) fn tokens_in(&self, bytes: Range<usize>) -> Range<u32> {
        let mut tokens: Option<Range<u32>> = None;
        let ends_before = |(_, spans): &(u32, Vec<[u32; 2]>)| {
            spans.last().is_some_and(|span| (span[1] as usize) <= bytes.start)
        };
        let here = &self.segments[self.segments.partition_point(ends_before)..];
        let begins_here = |(_, spans): &&(u32, Vec<[u32; 2]>)| {
            spans.first().is_some_and(|span| (span[0] as usize) < bytes.end)
        };
        for (first, spans) in here.iter().take_while(begins_here) {
            let start = spans.partition_point(|span| (span[0] as usize) < bytes.start);
            let end = spans.partition_point(|span| (span[1] as usize) <= bytes.end);
            if start < end {
                let low = tokens.map_or(first + start as u32, |tokens| tokens.start);
                tokens = Some(low..first + end as u32);
            }
        }
        tokens.unwrap_or(0..0)
    }

    /// The span of a range of tokens, from the first one's beginning to the last one's end.
    pub(crate) fn span(&self, tokens: Range<u32>) -> Option<Range<usize>> {
        let [start, _] = self.token(tokens.start)?;
        let [_, end] = self.token(tokens.end.checked_sub(1)?)?;
        Some(start as usize..end as usize)
    }

    fn token(&self, token: u32) -> Option<[u32; 2]> {
        let after = self.segments.partition_point(|(first, _)| *first <= token);
        let (first, spans) = self.segments.get(after.checked_sub(1)?)?;
        spans.get((token - first) as usize).copied()
    }
}

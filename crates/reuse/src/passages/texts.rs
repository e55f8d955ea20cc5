//! The terms of a corpus, laid out so that no passage crosses a border.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentView, SurfaceId, TokenizedCorpus};

/// The terms of documents in runs. A passage stands inside one run: in one document and one speaker's turn, with nothing between its words
/// that is not counted.
///
/// Every run stands between two borders, which equal no term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunTexts {
    terms: Vec<u32>,
    runs: Vec<Run>,
}

/// A run of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// The place of its first term.
    start: u32,
    /// The place of the border behind it.
    end: u32,
    document: DocumentId,
    /// The number of its first term among the tokens of the document.
    first_token: u32,
}

/// Equals no term: a corpus has fewer words than this.
pub(super) const BORDER: u32 = u32::MAX;

/// Where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The number of its first token among the tokens of the document, counted or not.
    pub first_token: u32,
}

impl Default for RunTexts {
    fn default() -> Self {
        Self { terms: vec![BORDER], runs: Vec::new() }
    }
}

impl RunTexts {
    /// The counted text of a corpus by its turns.
    ///
    /// ```
    /// use textmill_corpus::TokenizedCorpus;
    /// use textmill_reuse::RunTexts;
    ///
    /// assert!(RunTexts::of(&TokenizedCorpus::default()).is_empty());
    /// ```
    pub fn of(corpus: &TokenizedCorpus) -> Self {
        Self::of_corpus(corpus, |document, add| {
            let (mut last, mut token) = (None, 0);
            for segment in corpus.segments_of(document) {
                let tokens = segment.tokens();
                if segment.is_counted() {
                    let begins = last != Some(turn_of(segment));
                    add(tokens, begins.then_some(token));
                    last = Some(turn_of(segment));
                } else if !tokens.is_empty() {
                    last = None;
                }
                token += tokens.len() as u32;
            }
        })
    }

    /// The counted text of a corpus, a run a document, whoever speaks and whatever was left out in it: for [`duplicates`](crate::duplicates()),
    /// not for passages, whose places would be counted from the first counted token.
    pub fn of_documents(corpus: &TokenizedCorpus) -> Self {
        Self::of_corpus(corpus, |document, add| {
            for (number, segment) in corpus.counted_segments_of(document).enumerate() {
                add(segment.tokens(), (number == 0).then_some(0));
            }
        })
    }

    /// The texts of a corpus. `walk` goes through a document: it gives pieces of its runs in their order, and with the first of each run the number
    /// of its first token.
    fn of_corpus(
        corpus: &TokenizedCorpus,
        walk: impl Fn(DocumentId, &mut dyn FnMut(&[SurfaceId], Option<u32>)) + Sync,
    ) -> Self {
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let lengths: Vec<Vec<(u32, u32)>> = documents
            .par_iter()
            .map(|document| {
                let mut runs: Vec<(u32, u32)> = Vec::new();
                walk(*document, &mut |tokens, first_token| {
                    runs.extend(first_token.map(|first_token| (first_token, 0)));
                    if let Some((_, length)) = runs.last_mut() {
                        *length += tokens.len() as u32;
                    }
                });
                runs
            })
            .collect();
        let mut runs = Vec::with_capacity(lengths.iter().map(Vec::len).sum());
        let mut start = 1;
        for (document, lengths) in documents.iter().zip(&lengths) {
            for &(first_token, length) in lengths {
                runs.push(Run { start, end: start + length, document: *document, first_token });
                start += length + 1;
            }
        }
        // The first touch of so much memory takes longer than all that follows, so all threads share it.
        let mut terms: Vec<u32> = (0..start as usize).into_par_iter().map(|_| BORDER).collect();
        let (mut parts, mut rest) = (Vec::with_capacity(documents.len()), &mut terms[1..]);
        for lengths in &lengths {
            let length: usize = lengths.iter().map(|(_, length)| *length as usize + 1).sum();
            let (part, others) = rest.split_at_mut(length);
            parts.push(part);
            rest = others;
        }
        let vocabulary = corpus.vocabulary();
        documents.par_iter().zip(parts).for_each(|(document, part)| {
            let (mut rest, mut has_begun) = (part.iter_mut(), false);
            walk(*document, &mut |tokens, first_token| {
                if first_token.is_some() && std::mem::replace(&mut has_begun, true) {
                    rest.next().into_iter().for_each(|border| *border = BORDER);
                }
                tokens.iter().zip(&mut rest).for_each(|(token, term)| *term = vocabulary.term(*token).0);
            });
            rest.for_each(|border| *border = BORDER);
        });
        Self { terms, runs }
    }

    /// Texts whose runs are given: the document, the number of the first token in it, and the terms.
    pub fn of_runs<'a>(runs: impl IntoIterator<Item = (DocumentId, u32, &'a [u32])>) -> Self {
        let mut texts = Self::default();
        for (document, first_token, terms) in runs {
            texts.begin_run(document, first_token);
            texts.extend(terms.iter().copied());
        }
        texts.close();
        texts
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    fn begin_run(&mut self, document: DocumentId, first_token: u32) {
        self.close();
        let start = self.terms.len() as u32;
        self.runs.push(Run { start, end: start, document, first_token });
    }

    fn extend(&mut self, terms: impl Iterator<Item = u32>) {
        self.terms.extend(terms);
        if let Some(run) = self.runs.last_mut() {
            run.end = self.terms.len() as u32;
        }
    }

    fn close(&mut self) {
        if self.terms.last() != Some(&BORDER) {
            self.terms.push(BORDER);
        }
    }

    /// All terms and borders; the first and the last is a border.
    pub(crate) fn terms(&self) -> &[u32] {
        &self.terms
    }

    /// The runs: the document of each, and the places of its terms.
    pub(crate) fn runs(&self) -> impl ExactSizeIterator<Item = (DocumentId, std::ops::Range<usize>)> {
        self.runs.iter().map(|run| (run.document, run.start as usize..run.end as usize))
    }

    /// Where a place in the terms is.
    pub(super) fn place(&self, term: u32) -> Place {
        let Some(run) = self.runs.get(self.run_of(term)) else {
            return Place { document: DocumentId(0), first_token: 0 };
        };
        Place { document: run.document, first_token: run.first_token + (term - run.start) }
    }

    /// The number of the run that has a place in the terms.
    pub(super) fn run_of(&self, term: u32) -> usize {
        self.runs.partition_point(|run| run.start <= term).saturating_sub(1)
    }

    /// How many terms there are in all.
    pub(super) fn length(&self) -> usize {
        self.runs.iter().map(|run| (run.end - run.start) as usize).sum()
    }
}

/// What tells turns apart: a passage is one person's words.
fn turn_of(segment: SegmentView<'_>) -> Option<u32> {
    segment.turn().number
}

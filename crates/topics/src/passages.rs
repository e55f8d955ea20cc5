//! What the model takes for a document: passages of some 60 to 150 content terms.

use std::ops::Range;

use textmill_corpus::{DocumentId, Language, SegmentId, TermId, TokenizedCorpus, Vocabulary};

/// Which terms count as content, and how long a passage is.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageRules {
    /// The language whose words are modelled; nothing for all.
    pub language: Option<Language>,
    /// A passage of fewer terms takes in the next segment …
    pub shortest: usize,
    /// … and one of more is cut at the end of a sentence.
    pub longest: usize,
    /// A term is left out if it occurs in fewer segments than this.
    pub min_segments: u32,
    /// A term is left out if it occurs in a larger share of the passages than this.
    pub max_passage_share: f64,
}

impl Default for PassageRules {
    fn default() -> Self {
        Self { language: None, shortest: 60, longest: 150, min_segments: 2, max_passage_share: 0.3 }
    }
}

/// A passage: consecutive content terms of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The document that it is from.
    pub document: DocumentId,
    /// The first and the last segment that it has terms of.
    pub segments: (SegmentId, SegmentId),
    tokens: Range<usize>,
}

impl Passage {
    /// How many terms the model sees of it.
    pub fn tokens(&self) -> usize {
        self.tokens.len()
    }
}

/// The passages of a corpus, with their terms numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    passages: Vec<Passage>,
    tokens: Vec<u32>,
    terms: Vec<TermId>,
}

impl Passages {
    /// Cuts the counted segments of a corpus into passages, none of which crosses the border of a document.
    ///
    /// Content terms are in the language asked for, hold a letter and are no stop words.
    pub fn cut(corpus: &TokenizedCorpus, rules: &PassageRules) -> Self {
        let is_content = content_terms(corpus, rules);
        let mut cutter = Cutter { rules, passages: Vec::new(), tokens: Vec::new(), open: None };
        for document in corpus.document_ids() {
            for segment in corpus.counted_segments_of(document) {
                for sentence in segment.sentences() {
                    let terms = sentence.tokens.iter().map(|&surface| corpus.vocabulary().term(surface));
                    cutter.add_sentence(
                        document,
                        segment.id(),
                        terms.filter(|term| is_content[term.index()]),
                    );
                }
                cutter.end_segment();
            }
            cutter.end_document(document);
        }
        Self::number(cutter.passages, cutter.tokens, rules)
    }

    /// Leaves out the terms that are in too many passages and numbers the rest in the order of their ids.
    fn number(passages: Vec<Passage>, tokens: Vec<TermId>, rules: &PassageRules) -> Self {
        let most = (passages.len() as f64 * rules.max_passage_share).max(1.0);
        let spread = passage_frequencies(&passages, &tokens);
        let kept: Vec<TermId> =
            spread.iter().filter(|(_, count)| f64::from(*count) <= most).map(|pair| pair.0).collect();
        let mut numbered = Self { terms: kept, ..Self::default() };
        for passage in passages {
            let start = numbered.tokens.len();
            for term in &tokens[passage.tokens.clone()] {
                numbered.tokens.extend(numbered.terms.binary_search(term).ok().map(|number| number as u32));
            }
            if numbered.tokens.len() > start {
                numbered.passages.push(Passage { tokens: start..numbered.tokens.len(), ..passage });
            }
        }
        numbered
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// How many terms they hold together.
    pub fn tokens(&self) -> usize {
        self.tokens.len()
    }

    /// The different terms, in the order of their numbers.
    pub fn terms(&self) -> &[TermId] {
        &self.terms
    }

    /// The passages, in the order of the documents.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Passage> {
        self.passages.iter()
    }

    /// The numbers of the terms of a passage, in the order of the text.
    pub(crate) fn words(&self, passage: usize) -> &[u32] {
        &self.tokens[self.passages[passage].tokens.clone()]
    }

    /// Where the terms of a passage stand among those of all passages.
    pub(crate) fn range(&self, passage: usize) -> Range<usize> {
        self.passages[passage].tokens.clone()
    }

    /// Passages of given words, for tests.
    #[cfg(test)]
    pub(crate) fn of_words(passages: &[Vec<u32>]) -> Self {
        let words = passages.iter().flatten().copied().max().map_or(0, |word| word + 1);
        let mut made = Self { terms: (0..words).map(TermId).collect(), ..Self::default() };
        for words in passages {
            let start = made.tokens.len();
            made.tokens.extend(words);
            made.passages.push(Passage {
                document: DocumentId(0),
                segments: (SegmentId(0), SegmentId(0)),
                tokens: start..made.tokens.len(),
            });
        }
        made
    }
}

/// Whether each term of the vocabulary is content.
fn content_terms(corpus: &TokenizedCorpus, rules: &PassageRules) -> Vec<bool> {
    let vocabulary = corpus.vocabulary();
    let mut spread = vec![0_u32; vocabulary.terms().len()];
    let mut last_seen = vec![None; vocabulary.terms().len()];
    let segments = corpus.document_ids().flat_map(|document| corpus.counted_segments_of(document));
    for (number, segment) in segments.enumerate() {
        for &surface in segment.tokens() {
            let term = vocabulary.term(surface).index();
            if last_seen[term].replace(number) != Some(number) {
                spread[term] += 1;
            }
        }
    }
    let is_word = |term: usize| is_content_word(vocabulary, term, rules.language);
    spread
        .iter()
        .enumerate()
        .map(|(term, &segments)| segments >= rules.min_segments && is_word(term))
        .collect()
}

fn is_content_word(vocabulary: &Vocabulary, term: usize, language: Option<Language>) -> bool {
    let text = vocabulary.terms().text(term);
    language.is_none_or(|language| vocabulary.terms().language(term) == language)
        && !vocabulary.stop_terms()[term]
        && text.chars().any(char::is_alphabetic)
        && text.chars().nth(1).is_some()
}

/// The terms in order, each with the number of passages that it is in.
fn passage_frequencies(passages: &[Passage], tokens: &[TermId]) -> Vec<(TermId, u32)> {
    let mut occurrences: Vec<(TermId, usize)> = Vec::with_capacity(tokens.len());
    for (number, passage) in passages.iter().enumerate() {
        occurrences.extend(tokens[passage.tokens.clone()].iter().map(|&term| (term, number)));
    }
    occurrences.sort_unstable();
    occurrences.dedup();
    let terms = occurrences.chunk_by(|one, other| one.0 == other.0);
    terms.filter_map(|run| run.first().map(|&(term, _)| (term, run.len() as u32))).collect()
}

/// Collects sentences into passages.
struct Cutter<'a> {
    rules: &'a PassageRules,
    passages: Vec<Passage>,
    tokens: Vec<TermId>,
    /// The passage that is still growing; it ends where `tokens` end.
    open: Option<Passage>,
}

impl Cutter<'_> {
    fn add_sentence(
        &mut self,
        document: DocumentId,
        segment: SegmentId,
        terms: impl Iterator<Item = TermId>,
    ) {
        let terms: Vec<TermId> = terms.collect();
        let open = self.open.as_ref().map_or(0, Passage::tokens);
        if open >= self.rules.shortest && open + terms.len() > self.rules.longest {
            self.close();
        }
        for part in terms.chunks(self.rules.longest.max(1)) {
            let start = self.tokens.len();
            self.tokens.extend(part);
            let end = self.tokens.len();
            let new = || Passage { document, segments: (segment, segment), tokens: start..start };
            let open = self.open.get_or_insert_with(new);
            open.tokens.end = end;
            open.segments.1 = segment;
            if open.tokens() >= self.rules.longest {
                self.close();
            }
        }
    }

    fn end_segment(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.tokens() >= self.rules.shortest) {
            self.close();
        }
    }

    /// What is left at the end of a document joins the passage before it, if that does not become too long.
    fn end_document(&mut self, document: DocumentId) {
        let Some(rest) = self.open.take() else { return };
        match self.passages.last_mut() {
            Some(last)
                if last.document == document && last.tokens() + rest.tokens() <= self.rules.longest =>
            {
                last.tokens.end = rest.tokens.end;
                last.segments.1 = rest.segments.1;
            }
            _ => self.passages.push(rest),
        }
    }

    fn close(&mut self) {
        self.passages.extend(self.open.take());
    }
}

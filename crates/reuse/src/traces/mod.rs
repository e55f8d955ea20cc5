//! Where quotations are from: the sentences of other documents that say the same, word by word or in another translation.
//!
//! `windows` has the sentences that may be a source, `compared` what a quotation and some of them have in common; the verdict is made here.

mod compared;
mod sentences;
mod weights;
mod windows;

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentId, StemId, SurfaceId, TermId, TokenizedCorpus};

use compared::{Compared, Query, edits, ratio};
use sentences::{SourceSentence, SourceSentences, tokens};
use weights::Weights;
use windows::{Heaviest, LEAST_SHARED, SHORTER, Scored, SharedWeights, Window};

/// A quotation whose source is looked for: its tokens among those of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedTokens {
    /// The document that quotes.
    pub document: DocumentId,
    /// The tokens between the marks.
    pub tokens: Range<u32>,
    /// How many of these tokens stand before each ellipsis: there, words of the source may be left out.
    pub elisions: Vec<u32>,
    /// Whether it stands in somebody's turn: there its words are a source for others all the same.
    pub is_said: bool,
}

/// From when on a source is claimed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraceParameters {
    /// Words of the shortest quotation whose source is looked for.
    pub min_words: usize,
    /// Words of the shortest one that another translation may be claimed for.
    pub retranslated_words: usize,
    /// The weighted common subsequence from which another translation is claimed.
    pub retranslated: f64,
    /// How much less any other sentence may have in common with it.
    pub margin: f64,
    /// The common subsequence from which a sentence is shown as similar.
    pub similar: f64,
}

impl Default for TraceParameters {
    fn default() -> Self {
        Self { min_words: 4, retranslated_words: 12, retranslated: 0.45, margin: 0.1, similar: 0.35 }
    }
}

/// What a source is to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It has all words, in this order, with nothing between.
    Exact,
    /// It has nearly all, in order; some are left out, added or changed.
    Edited,
    /// It says the same in other words, as another translation does.
    Retranslated,
    /// It is like it; no more is claimed.
    Similar,
    /// Nothing is like it; the best sentence is shown.
    None,
}

impl Verdict {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Edited => "edited",
            Self::Retranslated => "retranslated",
            Self::Similar => "similar",
            Self::None => "none",
        }
    }

    /// Whether a source is claimed.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Exact | Self::Edited | Self::Retranslated)
    }
}

/// A word of a quotation or of its source, as an editor would mark it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// In both.
    Kept(SurfaceId),
    /// In the quotation alone.
    Added(SurfaceId),
    /// In the source alone.
    LeftOut(SurfaceId),
}

/// Where a quotation may be from.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What is claimed.
    pub verdict: Verdict,
    /// The document.
    pub document: DocumentId,
    /// The segment in which the source begins.
    pub segment: SegmentId,
    /// The tokens of the sentences of the source, or of its words alone where they stand together.
    pub tokens: Range<u32>,
    /// Whether it is in somebody's turn; else in a writer's text.
    pub is_said: bool,
    /// Whether it is in quotation marks there.
    pub is_quoted: bool,
    /// The share of the quotation's weight whose stems the source has in the same order, from 0 to 1.
    pub coverage: f64,
    /// The weighted common subsequence: twice its weight over that of both, from 0 to 1.
    pub sequence: f64,
    /// The same of the sets of stems.
    pub dice: f64,
    /// How much less the best sentence elsewhere has of that.
    pub margin: f64,
    /// The longest run of equal terms.
    pub exact_run: u32,
    /// At how many places in sources of this kind the words stand exactly; 0 if not exact.
    pub places: u32,
    /// The words of both.
    pub edits: Vec<Edit>,
}

/// Looks for the source of each quotation in the other documents, as far as they may be sources: at most one in what people say in their
/// turns, one in what writers write, and one in what others quote; for none of more than [`LONGEST_TRACED`] words. The traces of a quotation are in the order of their verdicts.
///
/// Candidates are one to three neighbouring sentences of a turn. They are compared by their stems, of which each weighs log2 of the number of
/// sentences over that of those that have it.
pub fn traces(
    corpus: &TokenizedCorpus,
    quotations: &[QuotedTokens],
    parameters: TraceParameters,
    may_be_source: &(dyn Fn(DocumentId) -> bool + Sync),
) -> Vec<Vec<Trace>> {
    let tracer = Tracer::new(corpus, quotations, parameters, may_be_source);
    let room = || (SharedWeights::new(tracer.sources.sentences.len()), SharedWeights::new(quotations.len()));
    // A slogan that a text quotes a thousand times is looked for once.
    let mut first: BTreeMap<(DocumentId, &[SurfaceId], &[u32]), usize> = BTreeMap::new();
    let same: Vec<usize> = (0..)
        .zip(quotations)
        .map(|(place, quotation)| {
            let words = quoted_tokens(corpus, quotation);
            *first.entry((quotation.document, words, quotation.elisions.as_slice())).or_insert(place)
        })
        .collect();
    let found: Vec<Vec<Trace>> = (0..quotations.len())
        .into_par_iter()
        .map_init(room, |(sentences, quoted), place| {
            if same[place] == place { tracer.trace(sentences, quoted, place) } else { Vec::new() }
        })
        .collect();
    same.into_iter().map(|place| found[place].clone()).collect()
}

struct Tracer<'a> {
    corpus: &'a TokenizedCorpus,
    quotations: &'a [QuotedTokens],
    parameters: TraceParameters,
    sources: SourceSentences,
    weights: Weights<'a>,
    /// Quotations as sources, by their stems.
    quoted: BTreeMap<u32, Vec<u32>>,
}

/// So many sentences are looked at with their neighbours, and so many windows word by word.
const SENTENCES: usize = 24;
const WINDOWS: usize = 8;
/// Words of the longest quotation whose source is looked for. Longer ones are documents in a document: passages find what is shared with them.
pub const LONGEST_TRACED: usize = 400;
/// So many words that are no stop words must be common for another translation to be claimed: a stock phrase has fewer.
const CONTENT_WORDS: usize = 4;

impl<'a> Tracer<'a> {
    fn new(
        corpus: &'a TokenizedCorpus,
        quotations: &'a [QuotedTokens],
        parameters: TraceParameters,
        may_be_source: &(dyn Fn(DocumentId) -> bool + Sync),
    ) -> Self {
        let vocabulary = corpus.vocabulary();
        let mut is_wanted = vec![false; vocabulary.stems().len()];
        let mut of_document: BTreeMap<DocumentId, Vec<Range<u32>>> = BTreeMap::new();
        for quotation in quotations {
            for token in quoted_tokens(corpus, quotation) {
                is_wanted[weights::stem(vocabulary, *token).index()] = true;
            }
            if !quotation.is_said && quotation.tokens.len() >= parameters.min_words {
                of_document.entry(quotation.document).or_default().push(quotation.tokens.clone());
            }
        }
        // What is quoted is a source of its own kind.
        let is_left_out = |sentence: &SourceSentence| {
            let ranges = of_document.get(&sentence.document).map(Vec::as_slice).unwrap_or_default();
            let here = sentence.range();
            let is_quoted = !sentence.is_said
                && ranges.iter().any(|range| range.start < here.end && here.start < range.end);
            is_quoted || !may_be_source(sentence.document)
        };
        let sources = SourceSentences::of(corpus, &is_wanted, is_left_out);
        let weights = Weights::new(vocabulary, &sources.frequencies(), sources.sentences.len());
        let mut quoted: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, quotation) in (0..).zip(quotations).filter(|(_, other)| {
            !other.is_said && other.tokens.len() <= LONGEST_TRACED && may_be_source(other.document)
        }) {
            let mut stems: Vec<u32> =
                quoted_tokens(corpus, quotation).iter().map(|token| weights.stem(*token).0).collect();
            stems.sort_unstable();
            stems.dedup();
            for stem in stems {
                quoted.entry(stem).or_default().push(number);
            }
        }
        Self { corpus, quotations, parameters, sources, weights, quoted }
    }

    fn trace(&self, shared: &mut SharedWeights, quoted: &mut SharedWeights, place: usize) -> Vec<Trace> {
        let quotation = &self.quotations[place];
        let words = quoted_tokens(self.corpus, quotation);
        if words.len() < self.parameters.min_words.max(1) || quotation.tokens.len() > LONGEST_TRACED {
            return Vec::new();
        }
        let query = Query::of(words, quotation, &self.weights);
        let candidates = self.candidates(shared, &query);
        let mut traces: Vec<Trace> =
            [true, false].into_iter().filter_map(|is_said| self.best(&query, &candidates, is_said)).collect();
        traces.extend(self.best_quotation(quoted, &query));
        // A source that is not claimed is shown only where none is.
        let has_claim = traces.iter().any(|trace| trace.verdict.is_claim());
        traces.retain(|trace| trace.verdict.is_claim() || !has_claim);
        if !has_claim {
            traces.sort_by(|one, other| other.sequence.total_cmp(&one.sequence));
            traces.truncate(1);
        }
        traces.sort_by_key(|trace| (trace.verdict, !trace.is_said, trace.is_quoted));
        traces
    }

    /// Windows of sentences that share much with a quotation, in order.
    fn candidates(&self, shared: &mut SharedWeights, query: &Query) -> Vec<Window> {
        let mut rest: u64 = query.set_weight;
        for (stem, weight) in &query.set {
            // What shares only common words with it cannot be alike.
            if (rest as f64) < LEAST_SHARED * query.set_weight as f64 {
                break;
            }
            rest -= weight;
            let sentences = self.sources.with(stem.0);
            for sentence in
                without(sentences, |sentence| self.sources.sentences[sentence].document, query.document)
            {
                shared.add(*sentence, *weight);
            }
        }
        // Some of each kind: what others wrote must not push aside what was said.
        let (mut said, mut written) = (Heaviest::new(SENTENCES), Heaviest::new(SENTENCES));
        shared.drain(|number, weight| {
            let is_said = self.sources.sentences[number as usize].is_said;
            (if is_said { &mut said } else { &mut written }).add(number, weight);
        });
        let mut windows: Vec<Window> = Vec::new();
        for of_kind in [said, written] {
            windows.extend(of_kind.sentences().flat_map(|sentence| self.windows_around(sentence)));
        }
        windows.sort_unstable();
        windows.dedup();
        windows
    }

    /// The windows of one to three sentences of a turn that have a sentence.
    fn windows_around(&self, sentence: u32) -> impl Iterator<Item = Window> {
        let run = self.sources.sentences[sentence as usize].run;
        let is_of_run = move |sentence: u32| {
            self.sources.sentences.get(sentence as usize).is_some_and(|other| other.run == run)
        };
        (0..3_u32)
            .flat_map(move |before| {
                let first = sentence.checked_sub(before).filter(|first| is_of_run(*first));
                first.into_iter().flat_map(move |first| {
                    (before..3)
                        .map(move |last| (first, first + last))
                        .filter(move |(_, last)| is_of_run(*last))
                })
            })
            .map(|(first, last)| Window { first, last })
    }

    fn window_tokens(&self, window: Window) -> &'a [SurfaceId] {
        let (first, last) =
            (self.sources.sentences[window.first as usize], self.sources.sentences[window.last as usize]);
        let range = first.first_token as usize..(last.first_token + last.tokens) as usize;
        self.corpus.tokens_of(first.document).get(range).unwrap_or_default()
    }

    /// The best of some windows in what is said, or in what is written.
    fn best(&self, query: &Query, windows: &[Window], is_said: bool) -> Option<Trace> {
        let of_kind =
            windows.iter().filter(|window| self.sources.sentences[window.first as usize].is_said == is_said);
        let mut scored: Vec<Scored> = of_kind.map(|window| self.scored(query, *window)).collect();
        let mut compared: Vec<(Compared, Window)> = Vec::new();
        // A part of a long sentence has little in common with all of it: the shares of the quotation find that.
        for by_share in [true, false] {
            let value = |scored: &Scored| if by_share { scored.share } else { scored.dice };
            scored.sort_by(|one, other| {
                value(other).total_cmp(&value(one)).then(one.window.cmp(&other.window))
            });
            let best = scored.iter().take(WINDOWS);
            compared.extend(best.map(|scored| {
                (self.compare(query, self.window_tokens(scored.window), scored.dice), scored.window)
            }));
        }
        let (best, window) =
            compared.into_iter().min_by(|one, other| one.0.order(&other.0).then(one.1.cmp(&other.1)))?;
        let elsewhere =
            scored.iter().find(|other| !other.window.is_near(window)).map_or(0.0, |other| other.dice);
        let margin = best.dice - elsewhere;
        let first = self.sources.sentences[window.first as usize];
        let places = if best.is_exact { self.exact_places(query, windows, is_said) } else { 0 };
        let source = SourceStart {
            document: first.document,
            segment: first.segment,
            first_token: first.first_token,
            is_said,
            is_quoted: false,
        };
        Some(self.made(query, best, margin, source, places))
    }

    fn scored(&self, query: &Query, window: Window) -> Scored {
        let tokens = self.window_tokens(window);
        let (shared, all) = self.shared(query, tokens);
        let dice = ratio(2 * shared, query.set_weight + all);
        Scored { window, dice, share: ratio(shared, query.set_weight) - all as f64 * SHORTER }
    }

    /// How many sentences have all words of a quotation in a row.
    fn exact_places(&self, query: &Query, windows: &[Window], is_said: bool) -> u32 {
        let singles = windows.iter().filter(|window| window.first == window.last);
        let exact = singles.filter(|window| {
            let sentence = self.sources.sentences[window.first as usize];
            let terms: Vec<TermId> =
                tokens(self.corpus, sentence).iter().map(|token| self.weights.term(*token)).collect();
            sentence.is_said == is_said && terms.windows(query.terms.len()).any(|run| run == query.terms)
        });
        (exact.count() as u32).max(1)
    }

    /// The best of what others quote.
    fn best_quotation(&self, shared: &mut SharedWeights, query: &Query) -> Option<Trace> {
        for (stem, weight) in &query.set {
            let others = self.quoted.get(&stem.0).map(Vec::as_slice).unwrap_or_default();
            for other in without(others, |other| self.quotations[other].document, query.document) {
                shared.add(*other, *weight);
            }
        }
        let mut best: Option<(u64, std::cmp::Reverse<u32>)> = None;
        shared.drain(|other, weight| best = best.max(Some((weight, std::cmp::Reverse(other)))));
        let (_, std::cmp::Reverse(other)) = best?;
        let other = &self.quotations[other as usize];
        let words = quoted_tokens(self.corpus, other);
        let mut compared = self.compare(query, words, self.dice(query, words));
        // What an ellipsis of either stands for was said in between.
        let is_elided = query.elisions.iter().any(|before| (1..query.words.len()).contains(before));
        if compared.is_exact && (is_elided || compared.spans_elision(&other.elisions)) {
            (compared.is_exact, compared.is_edited) = (false, true);
        }
        let places = u32::from(compared.is_exact);
        let source = SourceStart {
            document: other.document,
            segment: segment_of(self.corpus, other.document, other.tokens.start),
            first_token: other.tokens.start,
            is_said: false,
            is_quoted: true,
        };
        let trace = self.made(query, compared, 1.0, source, places);
        matches!(trace.verdict, Verdict::Exact | Verdict::Edited).then_some(trace)
    }

    /// The weight of the stems that a quotation and some tokens share, and of all stems of the tokens.
    fn shared(&self, query: &Query, tokens: &[SurfaceId]) -> (u64, u64) {
        let mut stems: Vec<StemId> = tokens.iter().map(|token| self.weights.stem(*token)).collect();
        stems.sort_unstable();
        stems.dedup();
        let is_shared = |stem: &StemId| stems.binary_search(stem).is_ok();
        let shared = query.set.iter().filter(|(stem, _)| is_shared(stem)).map(|(_, weight)| weight).sum();
        (shared, self.weights.sum(&stems))
    }

    fn dice(&self, query: &Query, tokens: &[SurfaceId]) -> f64 {
        let (shared, all) = self.shared(query, tokens);
        ratio(2 * shared, query.set_weight + all)
    }

    fn compare(&self, query: &Query, tokens: &[SurfaceId], dice: f64) -> Compared {
        Compared::of(query, tokens, dice, &self.weights, self.corpus.vocabulary().stop_terms())
    }

    fn made(
        &self,
        query: &Query,
        compared: Compared,
        margin: f64,
        source: SourceStart,
        places: u32,
    ) -> Trace {
        let SourceStart { document, segment, first_token, is_said, is_quoted } = source;
        let verdict = self.verdict(query, &compared, margin);
        let together = compared
            .source_range(query.words.len())
            .filter(|_| matches!(verdict, Verdict::Exact | Verdict::Edited))
            .map(|range| range.start as u32..range.end as u32);
        let tokens = together.clone().unwrap_or(0..compared.tokens.len() as u32);
        Trace {
            verdict,
            document,
            segment: together
                .map_or(segment, |range| segment_of(self.corpus, document, first_token + range.start)),
            tokens: first_token + tokens.start..first_token + tokens.end,
            is_said,
            is_quoted,
            coverage: compared.coverage,
            sequence: compared.sequence,
            dice: compared.dice,
            margin,
            exact_run: compared.exact_run,
            places,
            edits: edits(query, &compared, &self.weights),
        }
    }

    fn verdict(&self, query: &Query, compared: &Compared, margin: f64) -> Verdict {
        let words = query.terms.len();
        if compared.is_exact {
            return Verdict::Exact;
        }
        if compared.is_edited {
            return Verdict::Edited;
        }
        let TraceParameters { retranslated_words, retranslated, margin: least, similar, .. } =
            self.parameters;
        let is_long = words >= retranslated_words && compared.content >= CONTENT_WORDS;
        if is_long && compared.sequence >= retranslated && margin >= least {
            return Verdict::Retranslated;
        }
        if compared.sequence >= similar { Verdict::Similar } else { Verdict::None }
    }
}

/// Where the sentences of a source begin, and what they are.
struct SourceStart {
    document: DocumentId,
    segment: SegmentId,
    first_token: u32,
    is_said: bool,
    is_quoted: bool,
}

/// Numbers in ascending order, whose documents ascend too, without those of one document.
fn without(
    numbers: &[u32],
    document_of: impl Fn(usize) -> DocumentId,
    document: DocumentId,
) -> impl Iterator<Item = &u32> {
    let start = numbers.partition_point(|number| document_of(*number as usize) < document);
    let end = numbers.partition_point(|number| document_of(*number as usize) <= document);
    numbers[..start].iter().chain(&numbers[end..])
}

fn quoted_tokens<'a>(corpus: &'a TokenizedCorpus, quotation: &QuotedTokens) -> &'a [SurfaceId] {
    let range = quotation.tokens.start as usize..quotation.tokens.end as usize;
    corpus.tokens_of(quotation.document).get(range).unwrap_or_default()
}

/// The segment of a token of a document.
fn segment_of(corpus: &TokenizedCorpus, document: DocumentId, token: u32) -> SegmentId {
    corpus.segment_of_token(document, token).map_or(SegmentId(0), |segment| segment.id())
}

//! Where quotations are from: the sentences of other documents that say the same, word by word or in another translation.

mod sentences;
mod weights;

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentId, StemId, SurfaceId, TermId, TokenizedCorpus};

use crate::alignment::{Step, align, longest_run};
use sentences::{SourceSentence, SourceSentences, tokens};
use weights::{BIT, Weights};

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
/// The weight of a claim for a part of a sentence, in bits, and how much more room than its own words it may take.
const CLAIM_BITS: u64 = 16;
const ROOM: usize = 4;
/// The share of a quotation's weight that an edited one has from its source.
const EDITED: f64 = 0.8;
/// So many words that are no stop words must be common for another translation to be claimed: a stock phrase has fewer.
const CONTENT_WORDS: usize = 4;
/// Another source is more than so many sentences away.
const NEAR: u32 = 3;

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
        for (number, quotation) in
            (0..).zip(quotations).filter(|(_, other)| !other.is_said && may_be_source(other.document))
        {
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
        if words.len() < self.parameters.min_words || quotation.tokens.len() > LONGEST_TRACED {
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
        let (mut said, mut written) = (Vec::new(), Vec::new());
        shared.drain(|number, weight| {
            let of_kind =
                if self.sources.sentences[number as usize].is_said { &mut said } else { &mut written };
            of_kind.push((std::cmp::Reverse(weight), number));
        });
        let mut windows: Vec<Window> = Vec::new();
        for mut of_kind in [said, written] {
            if of_kind.len() > SENTENCES {
                of_kind.select_nth_unstable(SENTENCES);
                of_kind.truncate(SENTENCES);
            }
            windows.extend(of_kind.into_iter().flat_map(|(_, sentence)| self.windows_around(sentence)));
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
        Some(self.made(
            query,
            best,
            margin,
            first.first_token,
            first.document,
            (first.segment, is_said, false),
            places,
        ))
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
        let compared = self.compare(query, words, self.dice(query, words));
        let places = u32::from(compared.is_exact);
        let segment = segment_of(self.corpus, other.document, other.tokens.start);
        let trace = self.made(
            query,
            compared,
            1.0,
            other.tokens.start,
            other.document,
            (segment, false, true),
            places,
        );
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
        let stems: Vec<StemId> = tokens.iter().map(|token| self.weights.stem(*token)).collect();
        let terms: Vec<TermId> = tokens.iter().map(|token| self.weights.term(*token)).collect();
        let (common, steps) = align(&query.stems, &stems, |stem| self.weights.of(*stem));
        let exact = terms.windows(query.terms.len()).position(|run| run == query.terms);
        let common = common.min(query.weight);
        let coverage = ratio(common, query.weight);
        let exact_run = longest_run(&query.terms, &terms) as u32;
        let room = room(&steps, &query.elisions);
        let words = query.terms.len();
        let is_compact = room <= words + words / 2 + ROOM;
        let is_heavy = common >= CLAIM_BITS * u64::from(BIT) && exact_run >= 2;
        let stop_terms = self.corpus.vocabulary().stop_terms();
        let content = steps.iter().filter(|step| match step {
            Step::Both(quoted, _) => !stop_terms[query.terms[*quoted].index()],
            _ => false,
        });
        let content = content.count();
        Compared {
            content,
            is_edited: exact.is_none() && coverage >= EDITED && is_compact && is_heavy,
            coverage,
            sequence: ratio(2 * common, query.weight + self.weights.sum(&stems)),
            dice,
            exact_run,
            is_exact: exact.is_some(),
            steps: match exact {
                Some(place) => (0..query.terms.len()).map(|word| Step::Both(word, place + word)).collect(),
                None => steps,
            },
            tokens: tokens.to_vec(),
            terms,
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a trace has so many parts")]
    fn made(
        &self,
        query: &Query,
        compared: Compared,
        margin: f64,
        first_token: u32,
        document: DocumentId,
        (segment, is_said, is_quoted): (SegmentId, bool, bool),
        places: u32,
    ) -> Trace {
        let verdict = self.verdict(query, &compared, margin);
        let places_in_source = compared.steps.iter().filter_map(|step| match step {
            Step::Both(_, source) | Step::Source(source) => Some(*source as u32),
            Step::Quoted(_) => None,
        });
        let (low, high) =
            places_in_source.fold((u32::MAX, 0), |(low, high), place| (low.min(place), high.max(place + 1)));
        let is_together = matches!(verdict, Verdict::Exact | Verdict::Edited) && low < high;
        let tokens = if is_together { low..high } else { 0..compared.tokens.len() as u32 };
        Trace {
            verdict,
            document,
            segment: if is_together { segment_of(self.corpus, document, first_token + low) } else { segment },
            tokens: first_token + tokens.start..first_token + tokens.end,
            is_said,
            is_quoted,
            coverage: compared.coverage,
            sequence: compared.sequence,
            dice: compared.dice,
            margin,
            exact_run: compared.exact_run,
            places,
            edits: edits(query, &compared),
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

/// The weight that sentences, or quotations, share with a quotation; uses its memory again for the next one.
struct SharedWeights {
    weights: Vec<u64>,
    /// The sentences that have any.
    touched: Vec<u32>,
}

impl SharedWeights {
    fn new(sentences: usize) -> Self {
        Self { weights: vec![0; sentences], touched: Vec::new() }
    }

    fn add(&mut self, sentence: u32, weight: u64) {
        let sum = &mut self.weights[sentence as usize];
        if *sum == 0 {
            self.touched.push(sentence);
        }
        // A stem that is everywhere weighs nothing, but it was seen.
        *sum += weight.max(1);
    }

    fn drain(&mut self, mut take: impl FnMut(u32, u64)) {
        for sentence in self.touched.drain(..) {
            take(sentence, std::mem::take(&mut self.weights[sentence as usize]));
        }
    }
}

/// A window that shares less of the weight of a quotation's stems cannot be similar: with shared weight s, weights q and w ≥ s, and
/// 2s / (q + w) ≥ .35, s is at least .21 q.
const LEAST_SHARED: f64 = 0.21;

/// A quotation to be compared.
struct Query {
    document: DocumentId,
    words: Vec<SurfaceId>,
    terms: Vec<TermId>,
    stems: Vec<StemId>,
    /// How many words stand before each ellipsis.
    elisions: Vec<usize>,
    weight: u64,
    /// Its different stems with their weights, the heaviest first.
    set: Vec<(StemId, u64)>,
    set_weight: u64,
}

impl Query {
    fn of(words: &[SurfaceId], quotation: &QuotedTokens, weights: &Weights<'_>) -> Self {
        let stems: Vec<StemId> = words.iter().map(|token| weights.stem(*token)).collect();
        let mut set: Vec<(StemId, u64)> = stems.iter().map(|stem| (*stem, weights.of(*stem))).collect();
        set.sort_unstable_by_key(|(stem, weight)| (std::cmp::Reverse(*weight), *stem));
        set.dedup();
        Self {
            document: quotation.document,
            elisions: quotation.elisions.iter().map(|words| *words as usize).collect(),
            words: words.to_vec(),
            terms: words.iter().map(|token| weights.term(*token)).collect(),
            weight: weights.sum(&stems),
            set_weight: set.iter().map(|(_, weight)| weight).sum(),
            stems,
            set,
        }
    }
}

/// Neighbouring sentences, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Window {
    first: u32,
    last: u32,
}

impl Window {
    fn is_near(self, other: Self) -> bool {
        self.first <= other.last + NEAR && other.first <= self.last + NEAR
    }
}

/// A window, and how much of a quotation it has.
struct Scored {
    window: Window,
    dice: f64,
    /// The share of the quotation's stems; among equal ones that of a shorter window is larger by a little.
    share: f64,
}

/// Of two windows with the same share the shorter one is better: what a weight of all is worth.
const SHORTER: f64 = 1e-9;

/// What a quotation and some sentences have in common.
struct Compared {
    coverage: f64,
    sequence: f64,
    dice: f64,
    exact_run: u32,
    is_exact: bool,
    is_edited: bool,
    /// The common words that are no stop words.
    content: usize,
    steps: Vec<Step>,
    tokens: Vec<SurfaceId>,
    terms: Vec<TermId>,
}

impl Compared {
    /// Exact ones first, then edited ones, then those that have most in common.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_claim = (other.is_exact, other.is_edited).cmp(&(self.is_exact, self.is_edited));
        by_claim.then(other.sequence.total_cmp(&self.sequence))
    }
}

/// The words of a quotation and of its source. What the quotation has before and behind all common words stands for as many of the source.
fn edits(query: &Query, compared: &Compared) -> Vec<Edit> {
    let both = || {
        compared.steps.iter().filter_map(|step| {
            if let Step::Both(quoted, source) = step { Some((*quoted, *source)) } else { None }
        })
    };
    let (Some(first), Some(last)) = (both().next(), both().next_back()) else { return Vec::new() };
    let left_out = |range: Range<usize>| {
        compared.tokens.get(range).unwrap_or_default().iter().map(|word| Edit::LeftOut(*word))
    };
    let added = |range: Range<usize>| {
        query.words.get(range).unwrap_or_default().iter().map(|word| Edit::Added(*word))
    };
    let mut edits: Vec<Edit> =
        left_out(first.1.saturating_sub(first.0)..first.1).chain(added(0..first.0)).collect();
    for step in &compared.steps {
        match *step {
            Step::Both(quoted, source) if query.terms[quoted] == compared.terms[source] => {
                edits.push(Edit::Kept(query.words[quoted]));
            }
            // Other forms of a stem.
            Step::Both(quoted, source) => {
                edits.extend([Edit::LeftOut(compared.tokens[source]), Edit::Added(query.words[quoted])]);
            }
            Step::Quoted(quoted) => edits.push(Edit::Added(query.words[quoted])),
            Step::Source(source) => edits.push(Edit::LeftOut(compared.tokens[source])),
        }
    }
    let behind = query.words.len() - last.0 - 1;
    let end = compared.tokens.len().min(last.1 + 1 + behind);
    edits.extend(left_out(last.1 + 1..end).chain(added(last.0 + 1..query.words.len())));
    edits
}

/// How many words the source has from the first common word to the last one, but for those that an ellipsis stands for.
fn room(steps: &[Step], elisions: &[usize]) -> usize {
    // The number of the next word of the quotation, and the words of the source since the last one.
    let (mut next, mut between, mut room) = (0, 0, 0);
    for step in steps {
        match *step {
            Step::Source(_) => between += 1,
            Step::Both(word, _) | Step::Quoted(word) => {
                let is_elided =
                    elisions.iter().any(|elision| (next..=word).contains(elision) && *elision > 0);
                room += if is_elided { 0 } else { between };
                room += usize::from(matches!(step, Step::Both(..)));
                (next, between) = (word + 1, 0);
            }
        }
    }
    room + between
}

fn quoted_tokens<'a>(corpus: &'a TokenizedCorpus, quotation: &QuotedTokens) -> &'a [SurfaceId] {
    let range = quotation.tokens.start as usize..quotation.tokens.end as usize;
    corpus.tokens_of(quotation.document).get(range).unwrap_or_default()
}

/// The segment of a token of a document.
fn segment_of(corpus: &TokenizedCorpus, document: DocumentId, token: u32) -> SegmentId {
    let mut end = 0;
    let mut segments = corpus.segments_of(document);
    let segment = segments.find(|segment| {
        end += segment.tokens().len() as u32;
        token < end
    });
    segment.map_or(SegmentId(0), |segment| segment.id())
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

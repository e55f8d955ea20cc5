//! How often each surface, term and stem occurs in the whole corpus, and the sizes of each document, in one pass.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentRun, SurfaceId, TokenizedCorpus};

use crate::Frequencies;

/// The sizes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentProfile {
    /// Segments of its text, whether counted or not.
    pub segments: u64,
    /// Sentences of the segments that are counted.
    pub sentences: u64,
    /// Tokens of the segments that are counted.
    pub tokens: u64,
    /// Tokens of the segments that are not counted.
    pub excluded_tokens: u64,
    /// Distinct terms among the tokens counted.
    pub types: u64,
    /// Distinct stems among the tokens counted.
    pub stems: u64,
}

/// The frequencies of all units in the counted segments, and the profile of each document, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Of each surface.
    pub surfaces: Frequencies,
    /// Of each term.
    pub terms: Frequencies,
    /// Of each stem.
    pub stems: Frequencies,
    /// Of each document.
    pub profiles: Vec<DocumentProfile>,
}

/// Counts tokens of a document, and adds to `met` those of which it had none before.
///
/// Whether a word is new to a document cannot be foretold, and a processor that guesses wrong stops fetching ahead from tables that lie
/// all over the memory: so every word is written to the next place, which only a new one uses up.
fn count(tokens: &[SurfaceId], document: DocumentId, tallies: &mut [SurfaceTally], met: &mut Vec<u32>) {
    let mut known = met.len();
    met.resize(known + tokens.len(), 0);
    for token in tokens {
        let tally = &mut tallies[token.index()];
        tally.frequency += 1;
        met[known] = token.0;
        known += usize::from(tally.spread.is_new_to(document));
    }
    met.truncate(known);
}

/// Keeps of some units those that a document has not had before.
fn keep_new(units: &mut Vec<u32>, document: DocumentId, spreads: &mut [Spread]) {
    let mut kept = 0;
    for place in 0..units.len() {
        let unit = units[place];
        units[kept] = unit;
        kept += usize::from(spreads[unit as usize].is_new_to(document));
    }
    units.truncate(kept);
}

/// The documents are counted in at most so many shares: each needs room for the whole vocabulary.
const MOST_SHARES: usize = 8;

/// Counts a corpus.
///
/// ```
/// use textmill_frequency::totals;
/// # use std::borrow::Cow;
/// # use textmill_corpus::*;
/// # struct Lower;
/// # impl WordRules for Lower {
/// #     fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> { surface.to_lowercase().into() }
/// #     fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> { term.into() }
/// #     fn is_stop_word(&self, _: Language, _: &str) -> bool { false }
/// # }
/// # fn corpus(documents: &[(&str, &str)]) -> TokenizedCorpus {
/// #     let mut part = PartialCorpus::default();
/// #     for &(path, text) in documents {
/// #         part.begin_document(Document {
/// #             path: path.to_owned(),
/// #             text_bytes: text.len() as u64,
/// #             text_hash: 0,
/// #             title: None,
/// #             date: None,
/// #             published: None,
/// #             genre: Genre::Plain,
/// #             language: Language::UNDETERMINED,
/// #             metadata: Metadata::default(),
/// #         });
/// #         part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
/// #         part.begin_sentence(0, text.split(' ').count());
/// #         text.split(' ').for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
/// #     }
/// #     TokenizedCorpus::merge(vec![part], &Lower, &Selection::default())
/// # }
///
/// let totals = totals(&corpus(&[("1", "the river and The lake"), ("2", "the river")]));
/// // In the order of the terms: and, lake, river, the.
/// assert_eq!(totals.terms.frequency, [1, 1, 2, 3]);
/// assert_eq!(totals.terms.document_frequency, [1, 1, 2, 2]);
/// assert_eq!((totals.profiles[0].tokens, totals.profiles[0].types), (5, 4));
/// ```
pub fn totals(corpus: &TokenizedCorpus) -> Totals {
    let share_of = |documents: &[DocumentId]| {
        let mut share = DocumentShare::new(corpus);
        documents.iter().for_each(|&document| share.add(document));
        share
    };
    let counts: Vec<DocumentShare<'_>> =
        shares(corpus).par_iter().map(|documents| share_of(documents)).collect();
    let mut counts = counts.into_iter();
    let first = counts.next().unwrap_or_else(|| DocumentShare::new(corpus));
    let all = counts.fold(first, |mut all, share| {
        all.join(share);
        all
    });
    all.into_totals()
}

/// All documents in their order, cut into shares of about as many tokens.
fn shares(corpus: &TokenizedCorpus) -> Vec<Vec<DocumentId>> {
    let most = rayon::current_num_threads().clamp(1, MOST_SHARES) as u64;
    let tokens_of_a_share = corpus.token_count().div_ceil(most).max(1);
    let (mut shares, mut last, mut tokens): (Vec<Vec<DocumentId>>, _, _) = (Vec::new(), None, 0);
    for document in corpus.document_ids() {
        // Documents without a token may come after the last one that has any.
        let share = (tokens / tokens_of_a_share).min(most - 1);
        match shares.last_mut() {
            Some(documents) if last == Some(share) => documents.push(document),
            _ => shares.push(vec![document]),
        }
        last = Some(share);
        tokens += corpus.tokens_of(document).len() as u64;
    }
    shares
}

/// The counts of some consecutive documents.
///
/// What is asked for together lies together: the time of counting goes into waiting for memory.
struct DocumentShare<'a> {
    corpus: &'a TokenizedCorpus,
    surfaces: Vec<SurfaceTally>,
    terms: Vec<Spread>,
    stems: Vec<Spread>,
    profiles: Vec<DocumentProfile>,
    /// Units of the document at hand, each once.
    met: Vec<u32>,
}

/// How often a surface occurs, and where.
#[derive(Clone, Copy, Default)]
struct SurfaceTally {
    frequency: u64,
    spread: Spread,
}

/// In how many documents a unit occurs.
#[derive(Clone, Copy, Default)]
struct Spread {
    documents: u32,
    /// The number of the last of them, from 1; 0 for none.
    last: u32,
}

impl Spread {
    /// Notes that the unit occurs in a document; whether that was not known.
    #[inline]
    fn is_new_to(&mut self, document: DocumentId) -> bool {
        let number = document.0 + 1;
        let is_new = std::mem::replace(&mut self.last, number) != number;
        self.documents += u32::from(is_new);
        is_new
    }
}

impl<'a> DocumentShare<'a> {
    fn new(corpus: &'a TokenizedCorpus) -> Self {
        let vocabulary = corpus.vocabulary();
        Self {
            corpus,
            surfaces: vec![SurfaceTally::default(); vocabulary.surfaces().len()],
            terms: vec![Spread::default(); vocabulary.terms().len()],
            stems: vec![Spread::default(); vocabulary.stems().len()],
            profiles: Vec::new(),
            met: Vec::new(),
        }
    }

    fn add(&mut self, document: DocumentId) {
        let mut profile = DocumentProfile {
            segments: self.corpus.segments_of(document).len() as u64,
            sentences: 0,
            tokens: 0,
            excluded_tokens: 0,
            types: 0,
            stems: 0,
        };
        self.met.clear();
        for SegmentRun { is_counted, sentences, tokens } in self.corpus.runs_of(document) {
            if !is_counted {
                profile.excluded_tokens += tokens.len() as u64;
                continue;
            }
            profile.sentences += sentences as u64;
            profile.tokens += tokens.len() as u64;
            count(tokens, document, &mut self.surfaces, &mut self.met);
        }
        let vocabulary = self.corpus.vocabulary();
        let (term_of_surface, stem_of_term) = (vocabulary.term_of_surface(), vocabulary.stem_of_term());
        self.met.iter_mut().for_each(|place| *place = term_of_surface[*place as usize].0);
        keep_new(&mut self.met, document, &mut self.terms);
        profile.types = self.met.len() as u64;
        self.met.iter_mut().for_each(|place| *place = stem_of_term[*place as usize].0);
        keep_new(&mut self.met, document, &mut self.stems);
        profile.stems = self.met.len() as u64;
        self.profiles.push(profile);
    }

    /// Adds the counts of the documents that come after these.
    fn join(&mut self, other: Self) {
        for (sum, more) in self.surfaces.iter_mut().zip(other.surfaces) {
            sum.frequency += more.frequency;
            sum.spread.documents += more.spread.documents;
        }
        for (sum, more) in self.terms.iter_mut().zip(other.terms) {
            sum.documents += more.documents;
        }
        for (sum, more) in self.stems.iter_mut().zip(other.stems) {
            sum.documents += more.documents;
        }
        self.profiles.extend(other.profiles);
    }

    /// The frequency of a term is the sum of those of its surfaces, that of a stem the sum of those of its terms.
    fn into_totals(self) -> Totals {
        let vocabulary = self.corpus.vocabulary();
        let mut terms = Frequencies::zero(self.terms.len());
        let mut stems = Frequencies::zero(self.stems.len());
        for (surface, term) in self.surfaces.iter().zip(vocabulary.term_of_surface()) {
            terms.frequency[term.index()] += surface.frequency;
        }
        for (frequency, stem) in terms.frequency.iter().zip(vocabulary.stem_of_term()) {
            stems.frequency[stem.index()] += frequency;
        }
        terms.document_frequency = self.terms.iter().map(|term| term.documents.into()).collect();
        stems.document_frequency = self.stems.iter().map(|stem| stem.documents.into()).collect();
        let surfaces = Frequencies {
            frequency: self.surfaces.iter().map(|surface| surface.frequency).collect(),
            document_frequency: self.surfaces.iter().map(|surface| surface.spread.documents.into()).collect(),
        };
        Totals { surfaces, terms, stems, profiles: self.profiles }
    }
}

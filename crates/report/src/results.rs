//! The results of a run, which reports are made of.

mod account;
mod counts;
mod dictionaries;
mod reuse;
mod topics;

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Language, StringTable, SurfaceId, TokenizedCorpus};
use textmill_frequency::{
    Collocation, CountingUnit, DocumentCounts, KeynessComparison, LONGEST_NGRAM, NgramCounts, Phrases,
    TextDiversity, Trend, TrendChange, UnitDispersion,
};
use textmill_measures::Interaction;
use textmill_reuse::Duplicate;

pub use account::{Account, Outcomes};
pub use counts::Counts;
pub use dictionaries::{DictionaryDocument, DictionaryGroup, DictionaryMatch, DictionaryResults, KeyCount};
pub use reuse::{MarkTotals, PassageResults, QuotationResults, ReuseResults, TraceResults};
pub use topics::{AppliedTopics, FittedTopics, TopicResults};

use crate::reports::{CompoundRow, EvidenceRow, KwicRow};

/// The results of a run. Results that no written report [needs](crate::Need) are empty.
#[derive(Debug)]
pub struct Results {
    /// What was read.
    pub account: Account,
    /// The documents, as words.
    pub corpus: TokenizedCorpus,
    /// The totals, and how words are shown.
    pub counts: Counts,
    /// For each document the earlier one that it repeats, if any.
    pub duplicates: Vec<Option<Duplicate>>,
    /// How often each stem occurs in each document.
    pub document_terms: DocumentCounts,
    /// What sequences and pairs are made of.
    pub sequence_unit: CountingUnit,
    /// Sequences that count as stop words, each with a space between its words.
    pub stop_phrases: BTreeSet<String>,
    /// Sequences of terms, a table for each length.
    pub ngrams: Vec<NgramCounts>,
    /// How the most frequent sequences of each table are written; unused places are 0.
    pub ngram_spellings: Vec<Vec<[SurfaceId; LONGEST_NGRAM]>>,
    /// Sequences with gaps, a table for each length.
    pub skipgrams: Vec<NgramCounts>,
    /// Words that hyphens join, whole.
    pub compounds: Vec<CompoundRow>,
    /// The first characters of each segment, a table for each document; an empty one where the text has changed.
    pub beginnings: Vec<StringTable>,
    /// How evenly words are spread.
    pub dispersion: DispersionResults,
    /// Texts of fewer tokens have no measures of diversity and readability.
    pub min_tokens: u64,
    /// Diversity and readability by level: document, group, speaker.
    pub diversity: Vec<(&'static str, Vec<TextDiversity>)>,
    /// Pairs of terms.
    pub collocations: CollocationResults,
    /// Sequences of each length, and how far their terms belong together.
    pub expressions: Vec<(NgramCounts, Vec<Option<Interaction>>)>,
    /// Comparisons by name, one for each language.
    pub keyness: Vec<(String, Vec<KeynessComparison>)>,
    /// Frequencies by period.
    pub trends: TrendResults,
    /// What dictionaries found.
    pub dictionaries: Vec<DictionaryResults>,
    /// Passages that documents share.
    pub passages: PassageResults,
    /// What documents have from each other, with changes.
    pub reuse: ReuseResults,
    /// What stands in quotation marks.
    pub quotations: QuotationResults,
    /// Where quotations are from.
    pub traces: TraceResults,
    /// Words in their contexts.
    pub concordance: Vec<KwicRow>,
    /// Passages of the text that illustrate the rows of other reports.
    pub evidence: Vec<EvidenceRow>,
    /// The topic model.
    pub topics: TopicResults,
}

impl Results {
    /// The results of a run that has read and counted its documents; everything else is empty.
    pub fn new(account: Account, corpus: TokenizedCorpus, counts: Counts) -> Self {
        Self {
            account,
            corpus,
            counts,
            duplicates: Vec::new(),
            document_terms: DocumentCounts::default(),
            sequence_unit: CountingUnit::Term,
            stop_phrases: BTreeSet::new(),
            ngrams: Vec::new(),
            ngram_spellings: Vec::new(),
            skipgrams: Vec::new(),
            compounds: Vec::new(),
            beginnings: Vec::new(),
            dispersion: DispersionResults::default(),
            min_tokens: 0,
            diversity: Vec::new(),
            collocations: CollocationResults::default(),
            expressions: Vec::new(),
            keyness: Vec::new(),
            trends: TrendResults::default(),
            dictionaries: Vec::new(),
            passages: PassageResults::default(),
            reuse: ReuseResults::default(),
            quotations: QuotationResults::default(),
            traces: TraceResults::default(),
            concordance: Vec::new(),
            evidence: Vec::new(),
            topics: TopicResults::default(),
        }
    }
}

/// How evenly words are spread.
#[derive(Debug, Default)]
pub struct DispersionResults {
    /// Of stems.
    pub stems: Vec<UnitDispersion>,
    /// Of sequences of terms, in the order of the tables of n-grams.
    pub ngrams: Vec<Vec<UnitDispersion>>,
}

/// Pairs of terms.
#[derive(Debug, Default)]
pub struct CollocationResults {
    /// Neighbours.
    pub adjacent: Vec<Collocation>,
    /// How the most frequent neighbours are written together.
    pub spellings: BTreeMap<(u32, u32), [SurfaceId; 2]>,
    /// Nodes and the collocates in their windows; a node after all units is a phrase.
    pub windows: Vec<Collocation>,
    /// The nodes of several units, numbered after all units.
    pub phrases: Phrases,
}

impl CollocationResults {
    /// The pairs by kind.
    pub fn kinds(&self) -> [(&'static str, &[Collocation]); 2] {
        [("adjacent", &self.adjacent), ("window", &self.windows)]
    }
}

/// Frequencies by period.
#[derive(Debug)]
pub struct TrendResults {
    /// The names of the periods, in their order.
    pub periods: Vec<String>,
    /// How many periods without documents are left out before each.
    pub skipped: Vec<u64>,
    /// The first half of the time, and the last.
    pub halves: [String; 2],
    /// What words are: stems that the program takes, terms that patterns find.
    pub unit: CountingUnit,
    /// What is followed, a line each.
    pub followed: Vec<Followed>,
    /// The frequencies in all documents, then in those of each value of what they are parted by.
    pub parts: Vec<TrendPart>,
}

impl Default for TrendResults {
    fn default() -> Self {
        let (periods, skipped, halves) = (Vec::new(), Vec::new(), Default::default());
        Self { periods, skipped, halves, unit: CountingUnit::Stem, followed: Vec::new(), parts: Vec::new() }
    }
}

/// What a line follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The language.
    pub language: Language,
    /// The pattern, as it was given; empty for what the program takes.
    pub pattern: String,
    /// The only word of the line; none for all that a pattern finds.
    pub word: Option<u32>,
}

/// The lines in some documents.
#[derive(Debug, Default)]
pub struct TrendPart {
    /// The value that these documents have; empty for all documents.
    pub name: String,
    /// The frequencies, by line, then by period.
    pub trends: Vec<Trend>,
    /// The changes, by line.
    pub changes: Vec<TrendChange>,
}

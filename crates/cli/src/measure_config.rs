//! The parts of the configuration that say what is measured.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use textmill_corpus::{DateEvidence, Document, SegmentView};
use textmill_frequency::{ComparisonParameters, Division, TrendParameters, WindowSpan};
use textmill_ingest::{IngestError, PathPatterns};

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DispersionConfig {
    /// What is rarer has no row.
    pub(crate) min_frequency: u64,
    /// 1 for stems; lengths of n-grams, which must be among those of ngrams.n.
    pub(crate) n: Vec<usize>,
    /// How many equal parts the text of a language has; 0 for its documents.
    pub(crate) parts: u64,
}

impl Default for DispersionConfig {
    fn default() -> Self {
        Self { min_frequency: 5, n: vec![1], parts: 0 }
    }
}

impl DispersionConfig {
    pub(crate) fn division(&self) -> Division {
        match self.parts {
            0 => Division::Documents,
            parts => Division::Equal(parts),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CollocationConfig {
    /// Pairs that are rarer have no row.
    pub(crate) min_frequency: u64,
    /// Patterns of terms (`sanction*`) in whose windows collocates are counted.
    pub(crate) nodes: Vec<String>,
    /// How many tokens before a node belong to its window.
    pub(crate) left: usize,
    /// How many after it.
    pub(crate) right: usize,
    /// Whether associations.csv is written, with all measures.
    pub(crate) all_measures: bool,
    /// The lengths (2 to 5) of the sequences in expressions.csv; none for no such report.
    pub(crate) expressions: Vec<usize>,
}

impl Default for CollocationConfig {
    fn default() -> Self {
        Self {
            min_frequency: 3,
            nodes: Vec::new(),
            left: 5,
            right: 5,
            all_measures: false,
            expressions: Vec::new(),
        }
    }
}

impl CollocationConfig {
    pub(crate) fn span(&self) -> WindowSpan {
        WindowSpan { left: self.left, right: self.right }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct KeynessConfig {
    /// `group`, `source`, `genre`, `speaker`, `role` or `kind`: each value against all others; `none` for no such comparison.
    pub(crate) by: String,
    /// Stems that are rarer in target and reference together have no row.
    pub(crate) min_frequency: u64,
    /// The confidence of the conservative log ratio.
    pub(crate) confidence: f64,
    /// What simple maths adds to each rate, per million.
    pub(crate) simple_maths: f64,
    /// What the log-odds add to the count of each type: α of their flat Dirichlet prior.
    pub(crate) prior: f64,
    /// How many labellings of documents are tried.
    pub(crate) permutations: u32,
    /// Their seed.
    pub(crate) seed: u64,
    /// Comparisons of parts that the person names.
    pub(crate) compare: Vec<CompareConfig>,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        let ComparisonParameters { min_frequency, confidence, simple_maths, pseudocount, permutations, seed } =
            ComparisonParameters::default();
        Self {
            by: "group".to_owned(),
            min_frequency,
            confidence,
            simple_maths,
            prior: pseudocount,
            permutations,
            seed,
            compare: Vec::new(),
        }
    }
}

impl KeynessConfig {
    pub(crate) fn parameters(&self) -> ComparisonParameters {
        ComparisonParameters {
            min_frequency: self.min_frequency,
            confidence: self.confidence,
            simple_maths: self.simple_maths,
            pseudocount: self.prior,
            permutations: self.permutations,
            seed: self.seed,
        }
    }
}

/// What segments are compared by.
pub(crate) const KEYNESS_BY: &[&str] = &["group", "source", "genre", "speaker", "role", "kind", "none"];

/// A comparison that the person names.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CompareConfig {
    pub(crate) name: String,
    pub(crate) target: PartConfig,
    /// Everything else, if there is none.
    pub(crate) reference: Option<PartConfig>,
    /// Or a list of words and frequencies from outside.
    pub(crate) reference_list: Option<WordListConfig>,
}

/// A list of words and frequencies, as from a reference corpus.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct WordListConfig {
    /// A file of comma- or tab-separated values; its place is relative to the configuration's.
    pub(crate) file: PathBuf,
    /// The language of its words.
    pub(crate) language: String,
    /// All tokens of the text that was counted; the sum of the frequencies, if nothing is said.
    pub(crate) tokens: Option<u64>,
    /// The column of the words, if its name is not known.
    pub(crate) word_column: Option<String>,
    /// The column of the frequencies, if its name is not known.
    pub(crate) frequency_column: Option<String>,
}

/// A part of the corpus: the segments that meet every condition that is given.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PartConfig {
    /// Patterns of paths.
    documents: Vec<String>,
    groups: Vec<String>,
    sources: Vec<String>,
    genres: Vec<String>,
    speakers: Vec<String>,
    roles: Vec<String>,
    kinds: Vec<String>,
    /// The first day (`2031-03-14`), month or year.
    from: Option<String>,
    /// The last.
    to: Option<String>,
}

impl PartConfig {
    /// The first bound that is neither a day nor a month nor a year.
    pub(crate) fn bad_bound(&self) -> Option<&str> {
        let is_bad = |bound: &&str| !(matches!(bound.len(), 4 | 7 | 10) && has_iso_shape(bound));
        [&self.from, &self.to].into_iter().flatten().map(String::as_str).find(is_bad)
    }
}

/// The day or month of a document (ISO 8601), if it was understood.
pub(crate) fn iso_date(document: &Document) -> Option<&str> {
    let date = document.date.as_ref().filter(|date| date.evidence != DateEvidence::AsGiven)?;
    Some(date.iso.as_str())
}

/// `2031-03-14`, or a beginning of it.
fn has_iso_shape(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// A part whose patterns are compiled.
#[derive(Debug)]
pub(crate) struct CorpusPart {
    config: PartConfig,
    documents: PathPatterns,
}

impl CorpusPart {
    pub(crate) fn new(config: &PartConfig) -> Result<Self, IngestError> {
        Ok(Self { config: config.clone(), documents: PathPatterns::new(&config.documents)? })
    }

    /// Whether a segment of a document belongs to the part.
    pub(crate) fn holds(&self, document: &Document, segment: SegmentView<'_>) -> bool {
        let PartConfig { documents, groups, sources, genres, speakers, roles, kinds, from, to } =
            &self.config;
        let is_in = |wanted: &[String], values: &[&str]| {
            wanted.is_empty() || wanted.iter().any(|wanted| values.contains(&wanted.as_str()))
        };
        let metadata = &document.metadata;
        let given = |value: &Option<std::sync::Arc<str>>| value.as_deref().unwrap_or_default().to_owned();
        let turn = segment.turn();
        // A date that is less exact than the bound is neither before nor after it.
        let date = |bound: &String| iso_date(document)?.get(..bound.len());
        (documents.is_empty() || self.documents.first_match(&document.path).is_some())
            && is_in(groups, &[&given(&metadata.group)])
            && is_in(sources, &[&given(&metadata.source)])
            && is_in(genres, &[metadata.genre.as_deref().unwrap_or(document.genre.name())])
            && is_in(speakers, &[turn.speaker, turn.name])
            && is_in(roles, &[turn.role.map_or("", |role| role.name())])
            && is_in(kinds, &[segment.kind().name()])
            && from.as_ref().is_none_or(|from| date(from).is_some_and(|date| date >= from.as_str()))
            && to.as_ref().is_none_or(|to| date(to).is_some_and(|date| date <= to.as_str()))
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TrendConfig {
    /// `year`, `month` or `day`.
    pub(crate) period: String,
    /// Patterns of stems; those that change most, if there is none.
    pub(crate) words: Vec<String>,
    /// How many of those that change most.
    pub(crate) top: usize,
    /// Stems that are rarer do not count among them.
    pub(crate) min_frequency: u64,
    /// How often the documents are drawn for the intervals.
    pub(crate) draws: u32,
    /// The seed.
    pub(crate) seed: u64,
}

impl Default for TrendConfig {
    fn default() -> Self {
        Self {
            period: "month".to_owned(),
            words: Vec::new(),
            top: 20,
            min_frequency: 10,
            draws: 999,
            seed: 1,
        }
    }
}

impl TrendConfig {
    pub(crate) fn parameters(&self) -> TrendParameters {
        TrendParameters { draws: self.draws, seed: self.seed }
    }

    /// How many characters of a day (`2031-03-14`) name the period; nothing for a word that names none.
    pub(crate) fn date_length(&self) -> Option<usize> {
        match self.period.as_str() {
            "year" => Some(4),
            "month" => Some(7),
            "day" => Some(10),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct KwicConfig {
    /// Patterns of words (`sanction*`) whose occurrences kwic.csv shows.
    pub(crate) nodes: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EvidenceConfig {
    /// How many places evidence.csv names for each key word and each pair, at most 3; 0 for none.
    pub(crate) places: usize,
}

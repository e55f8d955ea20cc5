//! `textmill.toml`.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use textmill_corpus::{Language, SegmentKind, Selection, SpeakerRole};
use textmill_frequency::{Budget, LONGEST_NGRAM, MOST_SKIPPED, WIDEST_SIDE};
use textmill_ingest::{EncodingRules, IngestError, Reading, RecordColumns};
use textmill_report::{
    Report,
    reports::{
        ColumnRow, FILES, LedgerFileRow, SummaryRow, TopicDocumentRow, TopicGroupRow, TopicPassageRow,
        TopicRow, TopicSelectionRow, TopicTermRow, WarningRow,
    },
};
use textmill_topics::TopicParams;

use crate::{
    args::RunArgs,
    measure_config::{
        CollocationConfig, DispersionConfig, EvidenceConfig, KEYNESS_BY, KeynessConfig, KwicConfig,
        TrendConfig,
    },
    topic_config::TopicConfig,
};

/// The name of the configuration that is read without being named.
const DEFAULT_PATH: &str = "textmill.toml";

/// The configuration as it stands in the file; every key may be missing, none may be unknown.
///
/// The manifest states it whole, so it holds nothing that does not change the reports.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) input: InputConfig,
    pub(crate) records: RecordConfig,
    pub(crate) selection: SelectionConfig,
    pub(crate) stop_words: StopWordConfig,
    pub(crate) ngrams: NgramConfig,
    pub(crate) dispersion: DispersionConfig,
    pub(crate) collocations: CollocationConfig,
    pub(crate) keyness: KeynessConfig,
    pub(crate) trends: TrendConfig,
    pub(crate) kwic: KwicConfig,
    pub(crate) evidence: EvidenceConfig,
    pub(crate) topics: TopicConfig,
    pub(crate) reports: ReportConfig,
    /// The folder of the configuration, to which the files that it names are relative.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InputConfig {
    /// Patterns of files that are no documents.
    pub(crate) exclude: Vec<String>,
    /// Patterns of files that are known to be rejected: they stay in the ledger, but do not change the exit code.
    pub(crate) expected_rejects: Vec<String>,
    /// `auto`, or the code of the language of every document whose metadata gives none.
    pub(crate) language: String,
    /// The encodings of some files, by patterns.
    pub(crate) encodings: BTreeMap<String, String>,
    /// `report`, or `mend`: what is done with text that was UTF-8 and was read as Windows-1252.
    pub(crate) mojibake: String,
}

impl Default for InputConfig {
    fn default() -> Self {
        Self {
            exclude: Vec::new(),
            expected_rejects: Vec::new(),
            language: AUTO.to_owned(),
            encodings: BTreeMap::new(),
            mojibake: REPORT.to_owned(),
        }
    }
}

const REPORT: &str = "report";
const MEND: &str = "mend";

/// The columns of tables and the keys of JSON objects that mean something; the usual names are known without it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RecordConfig {
    text: Option<String>,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    genre: Option<String>,
    group: Option<String>,
    language: Option<String>,
}

impl RecordConfig {
    fn columns(&self) -> RecordColumns {
        let Self { text, title, date, source, genre, group, language } = self.clone();
        RecordColumns { text, title, date, source, genre, group, language }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SelectionConfig {
    /// The kinds of segment that are left out of every count.
    pub(crate) exclude_kinds: Vec<String>,
    /// Count nothing but what these speakers say, if there are any.
    pub(crate) speakers: Vec<String>,
    /// The speakers whose words are left out.
    pub(crate) exclude_speakers: Vec<String>,
    /// Count nothing but what speakers of these roles say, if there are any.
    pub(crate) roles: Vec<String>,
    /// `keep`, or `drop-exact`: documents that have the same terms as an earlier one are not counted.
    pub(crate) duplicates: String,
}

const KEEP: &str = "keep";
const DROP_EXACT: &str = "drop-exact";

impl SelectionConfig {
    /// Whether documents that repeat an earlier one are left out.
    pub(crate) fn drops_exact_duplicates(&self) -> bool {
        self.duplicates == DROP_EXACT
    }
}

impl Default for SelectionConfig {
    fn default() -> Self {
        Self {
            exclude_kinds: Selection::NO_TEXT.iter().map(|kind| kind.name().to_owned()).collect(),
            speakers: Vec::new(),
            exclude_speakers: Vec::new(),
            roles: Vec::new(),
            duplicates: KEEP.to_owned(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StopWordConfig {
    /// A file of more stop words, one a line; its place is relative to the configuration's.
    pub(crate) file: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NgramConfig {
    /// The lengths that are counted.
    pub(crate) n: Vec<usize>,
    /// A sequence that is rarer has no row of its own.
    pub(crate) min_frequency: u64,
    /// How many terms skip-grams of two and three terms may pass over; 0 for no skip-grams.
    pub(crate) skips: usize,
    /// The most memory for counting, in megabytes; what is over goes into a temporary file. 0 for no limit.
    pub(crate) memory_mb: usize,
}

impl Default for NgramConfig {
    fn default() -> Self {
        Self { n: vec![2, 3], min_frequency: 2, skips: 0, memory_mb: 0 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ReportConfig {
    /// The reports that are wanted; none for all. The account of the run (the ledger, the totals, the warnings, the data
    /// dictionary and the manifest) is always written.
    pub(crate) only: Vec<String>,
}

impl ReportConfig {
    /// Whether a report is wanted.
    pub(crate) fn wants(&self, file: &str) -> bool {
        self.only.is_empty() || ACCOUNT.contains(&file) || self.only.iter().any(|wanted| wanted == file)
    }

    /// Whether a report of the topic model is wanted.
    pub(crate) fn wants_topics(&self) -> bool {
        let files = [
            TopicRow::FILE,
            TopicTermRow::FILE,
            TopicDocumentRow::FILE,
            TopicGroupRow::FILE,
            TopicPassageRow::FILE,
            TopicSelectionRow::FILE,
        ];
        files.iter().any(|file| self.wants(file))
    }
}

/// The reports that are always written.
const ACCOUNT: &[&str] = &[LedgerFileRow::FILE, SummaryRow::FILE, WarningRow::FILE, ColumnRow::FILE];

/// So many places of a row are evidence enough.
const MOST_PLACES: usize = 3;

const AUTO: &str = "auto";
impl Config {
    /// Reads a configuration: the one that is named, else the one of the working directory, if there is one.
    pub(crate) fn of(path: Option<&Path>) -> Result<Self, ConfigError> {
        let config = match path {
            Some(path) => Self::read(path)?,
            None if Path::new(DEFAULT_PATH).exists() => Self::read(Path::new(DEFAULT_PATH))?,
            None => Self::default(),
        };
        config.check()?;
        Ok(config)
    }

    /// Reads the configuration of a run, and lets the command line have the last word.
    pub(crate) fn of_run(arguments: &RunArgs) -> Result<Self, ConfigError> {
        let mut config = Self::of(arguments.config.as_deref())?;
        config.topics.k = arguments.topics.unwrap_or(config.topics.k);
        config.topics.seed = arguments.seed.unwrap_or(config.topics.seed);
        if !arguments.only.is_empty() {
            config.reports.only.clone_from(&arguments.only);
        }
        config.check()?;
        Ok(config)
    }

    fn read(path: &Path) -> Result<Self, ConfigError> {
        let problem = |source| ConfigError::Unreadable { path: path.to_owned(), source };
        let text = fs::read_to_string(path).map_err(problem)?;
        let mut config: Self = toml::from_str(&text)
            .map_err(|source| ConfigError::Malformed { path: path.to_owned(), source })?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        self.selection()?;
        self.language()?;
        if ![REPORT, MEND].contains(&self.input.mojibake.as_str()) {
            return Err(value_error("input.mojibake", &self.input.mojibake, "report or mend"));
        }
        self.topics.check()?;
        if let Some(file) = self.reports.only.iter().find(|file| !FILES.contains(&file.as_str())) {
            return Err(value_error("reports.only", file, &format!("any of {}", FILES.join(", "))));
        }
        self.check_measures()?;
        let lengths = &self.ngrams.n;
        let is_wrong =
            |&(place, n): &(usize, &usize)| !(1..=LONGEST_NGRAM).contains(n) || lengths[..place].contains(n);
        match lengths.iter().enumerate().find(is_wrong) {
            Some((_, n)) => Err(value_error("ngrams.n", &n.to_string(), "numbers from 1 to 5, each once")),
            None => Ok(()),
        }
    }

    fn check_measures(&self) -> Result<(), ConfigError> {
        let KeynessConfig { by, confidence, simple_maths, prior, .. } = &self.keyness;
        if !KEYNESS_BY.contains(&by.as_str()) {
            return Err(value_error("keyness.by", by, &format!("any of {}", KEYNESS_BY.join(", "))));
        }
        if !(*confidence > 0.0 && *confidence < 1.0) {
            return Err(value_error(
                "keyness.confidence",
                &confidence.to_string(),
                "a number between 0 and 1, such as 0.95",
            ));
        }
        for (key, value) in [("keyness.simple_maths", simple_maths), ("keyness.prior", prior)] {
            if !(*value > 0.0 && value.is_finite()) {
                return Err(value_error(key, &value.to_string(), "a number above 0"));
            }
        }
        self.check_sequences()?;
        for (place, compare) in self.keyness.compare.iter().enumerate() {
            if self.keyness.compare.iter().take(place).any(|other| other.name == compare.name) {
                return Err(value_error(
                    "keyness.compare",
                    &compare.name,
                    "another name for each comparison",
                ));
            }
            if compare.reference.is_some() && compare.reference_list.is_some() {
                let expected = "either reference or reference_list";
                return Err(value_error("keyness.compare", &compare.name, expected));
            }
            if let Some(list) = &compare.reference_list {
                language(
                    "keyness.compare.reference_list.language",
                    &list.language,
                    "the language of the words:",
                )?;
            }
        }
        let parts = self.keyness.compare.iter();
        let mut parts = parts.flat_map(|compare| compare.reference.iter().chain([&compare.target]));
        if let Some(bound) = parts.find_map(|part| part.bad_bound()) {
            return Err(value_error(
                "keyness.compare",
                bound,
                "a day (2031-03-14), a month (2031-03) or a year as from and to",
            ));
        }
        if self.evidence.places > MOST_PLACES {
            return Err(value_error(
                "evidence.places",
                &self.evidence.places.to_string(),
                "a number from 0 to 3",
            ));
        }
        if self.ngrams.skips > MOST_SKIPPED {
            return Err(value_error("ngrams.skips", &self.ngrams.skips.to_string(), "a number from 0 to 4"));
        }
        if self.trends.date_length().is_none() {
            return Err(value_error("trends.period", &self.trends.period, "year, month or day"));
        }
        let CollocationConfig { left, right, .. } = self.collocations;
        if left.max(right) > WIDEST_SIDE {
            let expected = format!("at most {WIDEST_SIDE} tokens on each side");
            return Err(value_error("collocations.left or right", &left.max(right).to_string(), &expected));
        }
        Ok(())
    }

    /// The lengths of sequences.
    fn check_sequences(&self) -> Result<(), ConfigError> {
        let is_counted = |n: &&usize| **n != 1 && !self.ngrams.n.contains(n);
        if let Some(n) = self.dispersion.n.iter().find(is_counted) {
            let expected = "1, or lengths that are among ngrams.n";
            return Err(value_error("dispersion.n", &n.to_string(), expected));
        }
        let is_long = |n: &&usize| !(2..=LONGEST_NGRAM).contains(*n);
        match self.collocations.expressions.iter().find(is_long) {
            Some(n) => Err(value_error("collocations.expressions", &n.to_string(), "numbers from 2 to 5")),
            None => Ok(()),
        }
    }

    /// How texts are made of bytes.
    pub(crate) fn reading(&self) -> Result<Reading, IngestError> {
        Ok(Reading {
            columns: self.records.columns(),
            encodings: EncodingRules::new(&self.input.encodings)?,
            mends_mojibake: self.input.mojibake == MEND,
        })
    }

    /// The memory for counting.
    pub(crate) fn budget(&self) -> Budget {
        match self.ngrams.memory_mb {
            0 => Budget::default(),
            megabytes => Budget { bytes: megabytes.saturating_mul(1 << 20), folder: None },
        }
    }

    /// Which segments count.
    pub(crate) fn selection(&self) -> Result<Selection, ConfigError> {
        let SelectionConfig { exclude_kinds, speakers, exclude_speakers, roles, duplicates } =
            &self.selection;
        if ![KEEP, DROP_EXACT].contains(&duplicates.as_str()) {
            return Err(value_error("selection.duplicates", duplicates, "keep or drop-exact"));
        }
        let kinds: Vec<&str> = SegmentKind::ALL.iter().map(|kind| kind.name()).collect();
        let kind = |name: &String| {
            let expected =
                || value_error("selection.exclude_kinds", name, &format!("any of {}", kinds.join(", ")));
            SegmentKind::from_name(name).ok_or_else(expected)
        };
        let known: Vec<&str> = SpeakerRole::ALL.iter().map(|role| role.name()).collect();
        let role = |name: &String| {
            let expected = || value_error("selection.roles", name, &format!("any of {}", known.join(", ")));
            SpeakerRole::from_name(name).ok_or_else(expected)
        };
        Ok(Selection {
            excluded_kinds: exclude_kinds.iter().map(kind).collect::<Result<_, _>>()?,
            speakers: speakers.iter().cloned().collect(),
            excluded_speakers: exclude_speakers.iter().cloned().collect(),
            roles: roles.iter().map(role).collect::<Result<_, _>>()?,
        })
    }

    /// The language of the documents whose metadata gives none; nothing, if it is to be guessed.
    pub(crate) fn language(&self) -> Result<Option<Language>, ConfigError> {
        match self.input.language.as_str() {
            AUTO => Ok(None),
            code => language("input.language", code, "auto").map(Some),
        }
    }

    /// The parameters of the topic model; nothing, if none is wanted.
    pub(crate) fn topic_params(&self) -> Option<TopicParams> {
        self.topics.params().filter(|_| self.reports.wants_topics())
    }

    /// The user's stop words, one a line; nothing, if there is no file of them.
    pub(crate) fn stop_word_text(&self) -> Result<Option<String>, ConfigError> {
        let Some(file) = &self.stop_words.file else { return Ok(None) };
        let path = self.folder.join(file);
        fs::read_to_string(&path).map(Some).map_err(|source| ConfigError::Unreadable { path, source })
    }
}

/// The language of a code, or an error that says what else the key may say.
pub(crate) fn language(key: &'static str, code: &str, words: &str) -> Result<Language, ConfigError> {
    let expected = format!("{words} or a code of two lower-case letters, such as en");
    Language::from_code(code).ok_or_else(|| value_error(key, code, &expected))
}

pub(crate) fn value_error(key: &'static str, value: &str, expected: &str) -> ConfigError {
    ConfigError::Value { key, value: value.to_owned(), expected: expected.to_owned() }
}

/// Why the configuration cannot be used. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("read {}", .path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("understand {}", .path.display())]
    Malformed { path: PathBuf, source: toml::de::Error },
    #[error("use {key} = {value:?} of the configuration: expected {expected}")]
    Value { key: &'static str, value: String, expected: String },
}

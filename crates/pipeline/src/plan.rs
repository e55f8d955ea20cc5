//! What a run will do: a configuration that was checked, the reports that are wanted, and what they need.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use textmill_corpus::Selection;
use textmill_ingest::{EncodingRules, PathPatterns, Reading, digest};
use textmill_normalize::TokenRules;
use textmill_report::{
    ConfigurationSource, Need, Presence, ReportEntry, Warning, WarningKind, reports::REPORTS,
};

use crate::{
    AppliedModel, Config, ConfigError, DictionaryConfig, Duplicates, LoadedConfig, Mojibake, WordConfig,
    WordUnit,
    corpus_part::{ComparisonReference, NamedComparison},
    cue_words::CueWords,
    dictionary_words::NamedDictionary,
    node_patterns::NodePatterns,
    rules::WordChoice,
    settings_file::read_list_text,
    stop_word_list::StopWordList,
    switches::SWITCHES,
    word_list::WordList,
    word_map::{Arrow, WordMap},
    word_patterns::PatternCase,
};

/// A run that can be carried out: the configuration is checked, its patterns are compiled, the files that it names are read.
///
/// What is computed follows from the reports that are wanted, and from nothing else.
#[derive(Debug)]
pub struct Plan {
    /// How tokens are made of words.
    pub(crate) token_rules: TokenRules,
    /// With what naming a report switches on.
    pub(crate) config: Config,
    pub(crate) source: ConfigurationSource,
    pub(crate) exclude: PathPatterns,
    pub(crate) expected_rejects: PathPatterns,
    pub(crate) reading: Reading,
    pub(crate) selection: Selection,
    /// The person's stop words.
    pub(crate) stop_words: StopWordList,
    /// What words are counted as.
    pub(crate) words: WordChoice,
    /// Terms in whose windows collocates are counted.
    pub(crate) window_nodes: NodePatterns,
    /// Terms, or several in a row, whose every occurrence is shown.
    pub(crate) kwic_nodes: NodePatterns,
    /// Stems that are followed over time.
    pub(crate) trend_words: NodePatterns,
    /// Warnings about the files that the configuration names.
    pub(crate) warnings: Vec<Warning>,
    /// The dictionaries that the person names.
    pub(crate) dictionaries: Vec<NamedDictionary>,
    /// The comparisons that the person names.
    pub(crate) comparisons: Vec<NamedComparison>,
    /// What says that somebody says something.
    pub(crate) cues: CueWords,
    /// The saved topic model that the configuration names.
    pub(crate) kept_model: Option<AppliedModel>,
    /// In the order in which they are written.
    reports: Vec<&'static ReportEntry>,
    needs: BTreeSet<Need>,
}

impl Plan {
    /// Checks a configuration and makes a plan of it.
    ///
    /// # Errors
    ///
    /// A value that is out of its range or contradicts another, a bad pattern, or a file of stop words or of word frequencies that
    /// cannot be read or understood.
    ///
    /// ```
    /// use textmill_pipeline::{LoadedConfig, Plan};
    ///
    /// let loaded = LoadedConfig::from_toml("[reports]\nonly = [\"evidence\"]\n")?;
    /// let plan = Plan::new(loaded)?;
    /// assert!(plan.reports().any(|file| file == "evidence.csv"), "naming a report switches it on");
    ///
    /// let loaded = LoadedConfig::from_toml("[keyness]\nconfidence = 95\n")?;
    /// let error = Plan::new(loaded).unwrap_err().to_string();
    /// assert!(error.contains("keyness.confidence = 95"), "{error}");
    /// # Ok::<(), textmill_pipeline::ConfigError>(())
    /// ```
    pub fn new(loaded: LoadedConfig) -> Result<Self, ConfigError> {
        let mut loaded = loaded;
        for switch in SWITCHES {
            if is_named(&loaded.config, switch.file) && !(switch.is_on)(&loaded.config) {
                (switch.turn_on)(&mut loaded)?;
            }
        }
        let LoadedConfig { config, folder, source, repeated_files, .. } = loaded;
        config.check()?;
        let reports: Vec<&'static ReportEntry> =
            REPORTS.iter().filter(|report| is_wanted(report, &config)).collect();
        let needs = all_needs(&reports, &config);
        let comparisons = config.keyness.compare.iter();
        let token_rules =
            config.tokens.rules(config.input.words, needs.iter().any(|need| needs_clauses(*need)));
        let case = match config.words.unit {
            WordUnit::Surface => PatternCase::Surfaces,
            _ => PatternCase::NormalForms,
        };
        let mut plan = Self {
            token_rules,
            source,
            exclude: PathPatterns::new(&config.input.exclude)?,
            expected_rejects: PathPatterns::new(&config.input.expected_rejects)?,
            reading: Reading {
                expected: None,
                columns: config.records.columns(),
                encodings: EncodingRules::new(&config.input.encodings)?,
                mends_mojibake: config.input.mojibake == Mojibake::Mend,
            },
            selection: config.selection.selection(),
            stop_words: match &config.stop_words.file {
                Some(file) => StopWordList::of(read(folder.join(file))?)?,
                None => StopWordList::default(),
            },
            window_nodes: NodePatterns::new(
                "collocations.nodes",
                &config.collocations.nodes,
                case,
                token_rules,
            )?,
            kwic_nodes: NodePatterns::new("kwic.nodes", &config.kwic.nodes, case, token_rules)?,
            trend_words: NodePatterns::new("trends.words", &config.trends.words, case, token_rules)?,
            words: word_choice(&config.words, &folder)?,
            cues: CueWords::read(&config.reuse.cues, &folder)?,
            kept_model: config.topics.keep.as_ref().map(|file| kept_model(&folder.join(file))).transpose()?,
            dictionaries: dictionaries(&config.dictionaries, &folder, token_rules)?,
            comparisons: comparisons
                .map(|comparison| NamedComparison::new(comparison, &folder))
                .collect::<Result<_, _>>()?,
            warnings: Vec::new(),
            reports,
            needs,
            config,
        };
        plan.warnings = plan.changed_files(&repeated_files);
        plan.warnings.extend(word_warnings(&plan));
        Ok(plan)
    }

    /// Warnings of the files that the configuration names and that are not those of the run that is repeated.
    fn changed_files(&self, repeated: &BTreeMap<String, String>) -> Vec<Warning> {
        let changed = self.setting_files().into_iter().filter(|(name, content)| {
            repeated.get(name).is_some_and(|sha256| *sha256 != digest(content).sha256)
        });
        let warning = |(name, _): (String, &[u8])| {
            let warning = "it is not the file of the run that is repeated: its SHA-256 is another";
            Warning::new(WarningKind::OtherSetting, name, warning)
        };
        changed.map(warning).collect()
    }

    /// The files that the configuration names, by what the manifest calls them.
    pub(crate) fn setting_files(&self) -> Vec<(String, &[u8])> {
        let given = [
            ("stop words", self.config.stop_words.file.is_some(), self.stop_words.text.as_bytes()),
            ("lemmas", self.config.words.lemmas.is_some(), self.words.lemmas.content.as_slice()),
            ("exceptions", self.config.words.exceptions.is_some(), self.words.exceptions.content.as_slice()),
        ];
        let given = given.into_iter().filter(|(_, is_given, _)| *is_given);
        let given = given.map(|(name, _, content)| (name.to_owned(), content));
        let lists = self.word_lists().into_iter();
        let lists = lists.map(|(name, list)| (format!("word list of {name}"), list.content.as_slice()));
        let cues = self.cues.contents.iter();
        let cues = cues.map(|(language, content)| (format!("cues of {language}"), content.as_slice()));
        let dictionaries = self.dictionaries.iter();
        let dictionaries =
            dictionaries.map(|read| (format!("dictionary {}", read.name), read.content.as_slice()));
        given.chain(lists).chain(cues).chain(dictionaries).collect()
    }

    /// The files of the reports that will be written, but for the data dictionary, the topic model and the manifest.
    pub fn reports(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.reports.iter().map(|report| report.file)
    }

    /// The configuration, with what naming a report switches on.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The word lists that comparisons name, by the names of the comparisons in their byte order.
    fn word_lists(&self) -> BTreeMap<&str, &WordList> {
        let lists = self.comparisons.iter().filter_map(|comparison| match &comparison.reference {
            ComparisonReference::List(list) => Some((comparison.name.as_str(), list)),
            ComparisonReference::Rest | ComparisonReference::Part(_) => None,
        });
        lists.collect()
    }

    pub(crate) fn entries(&self) -> &[&'static ReportEntry] {
        &self.reports
    }

    /// Whether something must be computed.
    pub(crate) fn needs(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }
}

/// Whether the person asks for a report by its name.
fn is_named(config: &Config, file: &str) -> bool {
    config.reports.only.iter().any(|name| name.file() == file)
}

fn is_wanted(report: &ReportEntry, config: &Config) -> bool {
    let is_named = is_named(config, report.file);
    match report.presence {
        Presence::Always => true,
        _ if !config.reports.only.is_empty() => is_named,
        Presence::Usual => true,
        Presence::OnRequest => {
            SWITCHES.iter().any(|switch| switch.file == report.file && (switch.is_on)(config))
        }
    }
}

/// The needs of the reports, and what these need in their turn.
fn all_needs(reports: &[&ReportEntry], config: &Config) -> BTreeSet<Need> {
    let mut needs: BTreeSet<Need> = reports.iter().flat_map(|report| report.needs).copied().collect();
    if config.selection.duplicates == Duplicates::DropExact {
        needs.insert(Need::Duplicates);
    }
    loop {
        let before = needs.len();
        let implied: Vec<Need> = needs.iter().flat_map(|need| implied(*need, config)).copied().collect();
        needs.extend(implied);
        if needs.len() == before {
            return needs;
        }
    }
}

/// What must be there before something else can be computed.
fn implied(need: Need, config: &Config) -> &'static [Need] {
    match need {
        Need::Dispersion if config.dispersion.has_sequences() => &[Need::Ngrams],
        Need::Evidence => &[Need::Keyness, Need::Collocations],
        Need::TopicPassages | Need::TopicGroups => &[Need::Topics],
        Need::Passages => &[Need::Quotations],
        Need::Traces => &[Need::Quotations, Need::Beginnings],
        _ => &[],
    }
}

/// The lists that say what words are counted as.
fn word_choice(config: &WordConfig, folder: &Path) -> Result<WordChoice, ConfigError> {
    let map = |file: &Option<PathBuf>, arrow: Arrow| match file {
        Some(file) => WordMap::read(folder.join(file), arrow),
        None => Ok(WordMap::default()),
    };
    Ok(WordChoice {
        unit: config.unit,
        engine: config.stemmer.engine(),
        lemmas: map(&config.lemmas, Arrow::ToTerms)?,
        exceptions: map(&config.exceptions, Arrow::FromTerm)?,
    })
}

/// Warnings of lists that have no effect, or of which a part has none.
fn word_warnings(plan: &Plan) -> Vec<Warning> {
    let WordConfig { unit, lemmas, exceptions, .. } = &plan.config.words;
    let mut warnings = Vec::new();
    let mut warn = |key: &'static str, warning: String| {
        warnings.push(Warning::new(WarningKind::WordList, key, warning));
    };
    if lemmas.is_some() && *unit != WordUnit::Lemma {
        warn("words.lemmas", "the list has no effect: words.unit is not \"lemma\"".to_owned());
    }
    if exceptions.is_some() && *unit != WordUnit::Stem {
        warn("words.exceptions", "the exceptions have no effect: words.unit is not \"stem\"".to_owned());
    }
    for (key, map) in [("words.lemmas", &plan.words.lemmas), ("words.exceptions", &plan.words.exceptions)] {
        if let Some((first, others)) = &map.ambiguous {
            let forms =
                if *others == 1 { "1 form stands".to_owned() } else { format!("{others} forms stand") };
            warn(
                key,
                format!(
                    "{forms} there twice with different meanings, the first of them {first:?}; the first line counts"
                ),
            );
        }
    }
    warnings
}

/// Reads the dictionaries that the configuration names.
fn dictionaries(
    config: &DictionaryConfig,
    folder: &Path,
    rules: TokenRules,
) -> Result<Vec<NamedDictionary>, ConfigError> {
    let mut read: Vec<NamedDictionary> = Vec::new();
    for file in &config.r#use {
        let dictionary = NamedDictionary::read(file, folder, rules)?;
        if read.iter().any(|other| other.name == dictionary.name) {
            let expected = "another name for each dictionary: give dictionaries.use.name";
            return Err(ConfigError::value(
                "dictionaries.use",
                format!("{:?} twice", dictionary.name),
                expected,
            ));
        }
        read.push(dictionary);
    }
    Ok(read)
}

/// Reads the saved topic model that the configuration names.
fn kept_model(path: &Path) -> Result<AppliedModel, ConfigError> {
    AppliedModel::read(path).map_err(|error| {
        let expected = format!("the data/topic_model.json of an earlier run: failed to {}", chain(&error));
        ConfigError::value("topics.keep", path.display(), expected)
    })
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |said, cause| format!("{said}: {cause}"))
}

/// Whether the ends of clauses must be known for something.
fn needs_clauses(need: Need) -> bool {
    matches!(
        need,
        Need::Ngrams
            | Need::Skipgrams
            | Need::Collocations
            | Need::Expressions
            | Need::Topics
            | Need::TopicPassages
            | Need::TopicGroups
            | Need::Evidence
    )
}

fn read(path: PathBuf) -> Result<String, ConfigError> {
    read_list_text(&path).map_err(|source| ConfigError::Unreadable { path, source })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use textmill_report::Need;

    use super::Plan;
    use crate::LoadedConfig;

    fn plan(text: &str) -> Plan {
        Plan::new(LoadedConfig::from_toml(text).unwrap()).unwrap()
    }

    #[test]
    fn needs_follow_from_the_reports_that_are_wanted() {
        let all = plan("");
        for need in [Need::Keyness, Need::Topics, Need::Ngrams, Need::Duplicates, Need::TopicGroups] {
            assert!(all.needs(need), "{need:?}");
        }
        for need in [Need::Evidence, Need::Skipgrams, Need::Expressions] {
            assert!(!all.needs(need), "{need:?}");
        }
        let few = plan("[reports]\nonly = [\"frequency.csv\"]\n");
        assert!(few.needs.is_empty(), "{:?}", few.needs);
        let evidence = plan("[reports]\nonly = [\"evidence.csv\"]\n");
        assert_eq!(evidence.config.evidence.places, 1);
        assert!(
            evidence.needs(Need::Keyness)
                && evidence.needs(Need::Collocations)
                && !evidence.needs(Need::Topics)
        );
        let spread = plan("[dispersion]\nn = [1, 2]\n[reports]\nonly = [\"data/dispersion.csv\"]\n");
        assert!(spread.needs(Need::Ngrams));
        let groups = plan("[reports]\nonly = [\"data/topic_groups.csv\"]\n");
        assert!(groups.needs(Need::Topics) && !groups.needs(Need::TopicPassages));
        assert!(
            plan("[selection]\nduplicates = \"drop-exact\"\n[reports]\nonly = [\"forms\"]")
                .needs(Need::Duplicates)
        );
    }

    #[test]
    fn a_number_of_topics_that_is_given_is_not_searched_for() {
        let text = "[topics]\nk = 8\n[reports]\nonly = [\"topic_selection\"]\n";
        let error = Plan::new(LoadedConfig::from_toml(text).unwrap()).unwrap_err().to_string();
        assert!(error.contains("topics.k = 8") && error.contains("--topics auto"), "{error}");
        let auto = plan("[reports]\nonly = [\"topic_selection\"]\n");
        assert_eq!(auto.config.topics.k, crate::TopicNumber::Auto);
    }

    #[test]
    fn what_has_no_bound_is_refused() {
        for (text, key) in [
            ("[keyness]\npermutations = 4000000000", "keyness.permutations"),
            ("[keyness]\nmax_comparisons = 1000000", "keyness.max_comparisons"),
            ("[trends]\ndraws = 4000000000", "trends.draws"),
            ("[trends]\ntop = 100000000", "trends.top"),
            ("[dispersion]\nparts = 100000000000", "dispersion.parts"),
            ("[topics]\npassage_words = [1, 100000000000]", "topics.passage_words"),
            ("[topics]\nk = 100000", "topics.k"),
            ("[topics]\ngrid = [1]", "topics.grid"),
            ("[topics]\nchains = 1000000", "topics.chains"),
            ("[ngrams]\nn = [6]", "ngrams.n"),
            ("[ngrams]\nn = [2, 2]", "ngrams.n"),
            ("[ngrams]\nskips = 9", "ngrams.skips"),
            ("[collocations]\nleft = 100000", "collocations.left"),
            ("[collocations]\nexpressions = [1]", "collocations.expressions"),
            ("[evidence]\nplaces = 4", "evidence.places"),
            ("[keyness]\nconfidence = 1.0", "keyness.confidence"),
            ("[keyness]\nprior = 0.0", "keyness.prior"),
            ("[dispersion]\nn = [4]", "dispersion.n"),
        ] {
            let error = Plan::new(LoadedConfig::from_toml(text).unwrap()).unwrap_err().to_string();
            assert!(error.contains(key), "{text}: {error}");
        }
    }

    #[test]
    fn a_bad_pattern_is_found_before_any_work() {
        let text = "[[keyness.compare]]\nname = \"a\"\ntarget = { documents = [\"[\"] }\n";
        let error = Plan::new(LoadedConfig::from_toml(text).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "understand the pattern \"[\"");
    }

    #[test]
    fn a_wrong_word_is_named_with_its_line() {
        for (text, line) in [
            ("[selection]\nroles = [\"asker\"]", "roles = [\"asker\"]"),
            ("[selection]\nduplicates = \"drop\"", "duplicates = \"drop\""),
            ("[[keyness.compare]]\ntarget = { kinds = [\"anwser\"] }", "anwser"),
            ("[topics]\nk = \"many\"", "k = \"many\""),
            ("[reports]\nonly = [\"freqency\"]", "freqency"),
        ] {
            let error = LoadedConfig::from_toml(text).unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(cause.contains(line) && cause.contains("line 2"), "{cause}");
        }
    }
}

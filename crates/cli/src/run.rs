//! The pipeline on one screen: discover, read, count, model, report.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Instant,
};

use textmill_corpus::{PartialCorpus, TokenizedCorpus};
use textmill_frequency::{CountingUnit, Units};
use textmill_ingest::{Discovery, FoundFile, MetadataTable, PathPatterns, discover, settle_dates};
use textmill_report::{
    Report, ReportSet,
    reports::{EvidenceRow, KwicRow, TopicDocumentRow, TopicGroupRow, TopicPassageRow},
};
use textmill_topics::SavedModel;

use crate::{
    account::Account,
    analysis::Analysis,
    args::{ApplyArgs, RunArgs},
    config::{Config, language},
    counts::{Counts, find_duplicates},
    done::Done,
    error::RunError,
    evidence::{evidence_rows, places},
    furniture::label_common_lines,
    interrupt::Interrupt,
    kwic::{KwicUnit, Search, concordance},
    measure_config::WordListConfig,
    progress::Progress,
    read::{ReadFiles, Reader, read_files},
    rules::{Rules, language_warnings},
    topic_rows::{group_rows, passage_rows},
    topics::{apply_model, model_topics},
    word_list::WordList,
    word_patterns::WordPatterns,
    write::{Results, write_reports},
};

/// Reads the documents and writes the reports, on as many threads as the person asks for.
pub(crate) fn run(arguments: &RunArgs) -> Result<Done, RunError> {
    let config = Config::of_run(arguments)?;
    config.topic_params().map_or(Ok(()), |params| params.check_ranges())?;
    on_threads(arguments, &config, None)
}

/// The reports that an applied model has something to say in.
const APPLIED: &[&str] = &[TopicDocumentRow::FILE, TopicPassageRow::FILE, TopicGroupRow::FILE];

/// Measures documents with the topics of a saved model.
pub(crate) fn apply(arguments: &ApplyArgs) -> Result<Done, RunError> {
    let ApplyArgs { model, inputs, output, config, threads, quiet } = arguments;
    let run = RunArgs {
        inputs: inputs.clone(),
        output: output.clone(),
        config: config.clone(),
        threads: *threads,
        only: APPLIED.iter().map(|file| (*file).to_owned()).collect(),
        topics: None,
        seed: None,
        quiet: *quiet,
        verbose: false,
    };
    let config = Config::of_run(&run)?;
    on_threads(&run, &config, Some(&read_model(model)?))
}

/// A saved model, and the bytes of its file.
struct AppliedModel {
    model: SavedModel,
    content: Vec<u8>,
}

fn read_model(path: &Path) -> Result<AppliedModel, RunError> {
    let unreadable = |source| RunError::Model { path: path.to_owned(), source };
    let content = fs::read(path).map_err(unreadable)?;
    let model: SavedModel = serde_json::from_slice(&content).map_err(|error| unreadable(error.into()))?;
    Ok(AppliedModel { model: model.check()?, content })
}

fn on_threads(arguments: &RunArgs, config: &Config, model: Option<&AppliedModel>) -> Result<Done, RunError> {
    let interrupt = Interrupt::listen();
    let threads = arguments.threads.map_or(0, usize::from);
    // This thread works too: it need not be woken, and glibc gives it memory in larger pieces than it gives any other. It can be asked
    // once in the life of a thread, and a program runs one command.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build();
    let pool = pool.map_err(|source| RunError::Threads { threads, source })?;
    pool.install(|| {
        let progress = Progress::new(arguments);
        Run { arguments, config, model, progress: &progress, interrupt: &interrupt }.pipeline()
    })
}

/// What a run is to do, and how it says what it does.
struct Run<'a> {
    arguments: &'a RunArgs,
    config: &'a Config,
    model: Option<&'a AppliedModel>,
    progress: &'a Progress,
    interrupt: &'a Interrupt,
}

/// What the person gives beside the configuration and the documents.
struct Settings {
    stop_words: Option<String>,
    word_lists: BTreeMap<String, WordList>,
}

/// What was read.
struct Gathered {
    files: Vec<FoundFile>,
    account: Account,
    corpus: TokenizedCorpus,
}

impl Run<'_> {
    fn pipeline(&self) -> Result<Done, RunError> {
        let &Self { arguments, config, progress, interrupt, .. } = self;
        let began = Instant::now();
        let settings =
            Settings { stop_words: config.stop_word_text()?, word_lists: read_word_lists(config)? };
        let expected_rejects = PathPatterns::new(&config.input.expected_rejects)?;
        let found =
            discover(&arguments.inputs, &PathPatterns::new(&config.input.exclude)?, &arguments.output)?;
        let metadata = MetadataTable::of_folder(&found.root)?;
        // The files that the person names are read before anything is touched.
        let reports = ReportSet::begin(&arguments.output)?;
        let Gathered { files, mut account, mut corpus } = self.gather(found, &metadata, &settings)?;

        interrupt.check()?;
        let stage = progress.steps("counting", 1);
        let duplicates = find_duplicates(&mut corpus, config);
        let counts = Counts::of(&corpus, duplicates, config)?;
        let analysis = Analysis::of(&corpus, &counts, config, &settings.word_lists, interrupt)?;
        let kwic = kwic_rows(&corpus, &files, config, &metadata, interrupt)?;
        account.warnings.extend(analysis.warnings.iter().cloned());
        let evidence = find_evidence(&corpus, &analysis, &files, config)?;
        drop(stage);

        interrupt.check()?;
        let topics = match self.model {
            Some(applied) => apply_model(&corpus, &applied.model),
            None => model_topics(&corpus, &counts, config, progress, interrupt)?,
        };
        account.warnings.extend(topics.warnings.iter().cloned());
        let wants = |file| config.reports.wants(file);
        let topic_passages = match wants(TopicPassageRow::FILE) {
            true => passage_rows(&corpus, &topics, &files, config)?,
            false => Vec::new(),
        };
        let topic_groups = match wants(TopicGroupRow::FILE) {
            true => group_rows(&corpus, &topics, config),
            false => Vec::new(),
        };

        let _stage = progress.steps("writing", 1);
        let done = Done {
            documents: corpus.documents().len() as u64,
            tokens: counts.totals.stems.tokens(),
            unexpected_rejects: account.unexpected_rejects(&expected_rejects),
            warnings: account.warnings.len(),
            output: arguments.output.clone(),
            duration: began.elapsed(),
        };
        let mut results = Results {
            account,
            corpus: &corpus,
            counts,
            analysis,
            kwic,
            evidence,
            topics,
            topic_passages,
            topic_groups,
        };
        write_reports(reports, &mut results, config, interrupt)?;
        // The program ends: the system takes all memory back at once, which costs less than to give it back piece by piece.
        std::mem::forget(results);
        std::mem::forget(corpus);
        Ok(Done { duration: began.elapsed(), ..done })
    }

    /// Reads the files that were found, and joins them to a corpus.
    fn gather(
        &self,
        found: Discovery,
        metadata: &MetadataTable,
        Settings { stop_words, word_lists }: &Settings,
    ) -> Result<Gathered, RunError> {
        let &Self { config, model, progress, interrupt, .. } = self;
        let stage = progress.bytes("reading", found.files.iter().map(|file| file.bytes).sum());
        let reading = config.reading()?;
        let reader = Reader { metadata, language: config.language()?, reading, interrupt };
        let ReadFiles { accounts, parts, candidates } = read_files(&found.files, &reader, &stage)?;
        let mut account = Account::of(accounts, found.passed_over, metadata);
        metadata.content().iter().for_each(|content| account.add_setting("metadata.csv", content));
        stop_words.iter().for_each(|text| account.add_setting("stop words", text.as_bytes()));
        model.iter().for_each(|model| account.add_setting("topic model", &model.content));
        for (name, list) in word_lists {
            account.add_setting(&format!("word list of {name}"), &list.content);
        }
        drop(stage);

        let _stage = progress.steps("vocabulary", 1);
        let languages: BTreeSet<_> = parts.iter().flat_map(PartialCorpus::languages).collect();
        account.warnings.extend(language_warnings(&languages));
        let rules = Rules::new(&languages, stop_words.as_deref().unwrap_or_default());
        let selection = config.selection()?;
        let mut corpus = TokenizedCorpus::merge(parts, &rules, &selection);
        label_common_lines(&mut corpus, &candidates, &selection);
        settle_dates(corpus.documents_mut());
        Ok(Gathered { files: found.files, account, corpus })
    }
}

/// The word lists that comparisons of the configuration name, by the names of the comparisons.
fn read_word_lists(config: &Config) -> Result<BTreeMap<String, WordList>, RunError> {
    let named = config.keyness.compare.iter();
    let named = named.filter_map(|compare| Some((compare.name.clone(), compare.reference_list.as_ref()?)));
    let read = |(name, list): (String, &WordListConfig)| {
        let language = language("keyness.compare.reference_list.language", &list.language, "the language:")?;
        Ok((name, WordList::read(list, &config.folder, language)?))
    };
    named.map(read).collect()
}

/// The occurrences of the nodes that the person names; the files are read again for them.
fn kwic_rows(
    corpus: &TokenizedCorpus,
    files: &[FoundFile],
    config: &Config,
    metadata: &MetadataTable,
    interrupt: &Interrupt,
) -> Result<Vec<KwicRow>, RunError> {
    let patterns = WordPatterns::new(&config.kwic.nodes);
    if patterns.is_empty() || !config.reports.wants(KwicRow::FILE) {
        return Ok(Vec::new());
    }
    let search = Search {
        patterns,
        unit: KwicUnit::Term,
        reading: config.reading()?,
        selection: config.selection()?,
        metadata,
        language: config.language()?,
        corpus: Some(corpus),
    };
    Ok(concordance(files, &search, interrupt)?.0)
}

/// The places that show what key words and pairs are, where the person asks for them; the files are read again for the sentences.
fn find_evidence(
    corpus: &TokenizedCorpus,
    analysis: &Analysis,
    files: &[FoundFile],
    config: &Config,
) -> Result<Vec<EvidenceRow>, RunError> {
    let most = config.evidence.places;
    if most == 0 || !config.reports.wants(EvidenceRow::FILE) {
        return Ok(Vec::new());
    }
    let (reading, mut rows) = (config.reading()?, Vec::new());
    for (subjects, unit) in analysis.subjects().iter().zip([CountingUnit::Stem, CountingUnit::Term]) {
        let units = Units::new(corpus.vocabulary(), unit);
        let places = places(corpus, &units, subjects, most);
        rows.extend(evidence_rows(corpus, &units, subjects, &places, files, &reading));
    }
    Ok(rows)
}

//! The run on one screen: find, read, count, compute, write.

use std::path::{Path, PathBuf};

use textmill_ingest::{MetadataTable, Outcome, discover};
use textmill_report::{
    Account, Counts, InputRecord, Need, Replaced, ReportSet, Results, Warning, WarningKind,
    reports::WarningRow, warning_rows,
};

use crate::{
    Estimate, Job, Observer, RunError,
    counted_run::CountedRun,
    estimate::check_memory,
    gather::{Gathered, find_duplicates, gather},
    observer::go_on,
    warnings::{escapes_warning, names_without_effect, repeat_warning, unexpected_rejects},
    write::{view_files, write_reports},
};

/// Reads the documents of a job, computes what its reports need, and replaces the old reports by new ones in one step.
///
/// Nothing of the output folder is changed before that step: after any error the old reports are as they were.
///
/// # Errors
///
/// Inputs that are not there, an output that cannot be written, a topic model that cannot be fitted as asked, an observer that ends
/// the run. A file that cannot be read is no error, but a row of `data/ledger.csv`.
pub fn run(job: &Job, observer: &dyn Observer) -> Result<Finished, RunError> {
    let plan = &job.plan;
    let found = discover(&job.inputs, &plan.exclude, &job.output)?;
    let expected = Estimate::of(&found.files, plan);
    check_memory(&expected, job.memory)?;
    observer.expect(&expected);
    let metadata = MetadataTable::of_folder(&found.root)?;
    // The files that the person names are read before anything is touched.
    let set = ReportSet::begin_with(&job.output, &view_files())?;
    let Gathered { files, account, mut corpus } = gather(plan, found, &metadata, observer)?;
    check_documents(&account, &set, job)?;

    go_on(observer)?;
    let duplicates =
        if plan.needs(Need::Duplicates) { find_duplicates(&mut corpus, plan) } else { Vec::new() };
    let counts = Counts::of(&corpus);
    let mut results = Results::new(account, corpus, counts);
    results.duplicates = duplicates;
    results.sequence_unit = plan.config.ngrams.unit.counting_unit();
    results.stop_phrases = plan.stop_words.phrases.clone();
    results.account.settings = settings_of(job, &metadata);
    results.account.warnings.extend(plan.warnings.iter().cloned());
    results.account.warnings.extend(names_without_effect(plan, &results));
    let terms = results.corpus.vocabulary().terms();
    let escapes = escapes_warning(terms, &results.counts.totals.terms.frequency);
    results.account.warnings.extend(escapes);
    let repeats = repeat_warning(&results);
    results.account.warnings.extend(repeats);

    let mut run = CountedRun { job, plan, files: &files, observer, results };
    run.compute()?;

    let CountedRun { mut results, .. } = run;
    let rejects = unexpected_rejects(&results.account.ledger, &plan.expected_rejects);
    let changed = |warning: &&Warning| warning.kind() == WarningKind::ChangedFile;
    let changed = results.account.warnings.iter().filter(changed).count() as u64;
    let replaced = write_reports(set, &mut results, plan, &files, observer)?;
    Ok(Finished { unexpected_rejects: rejects, changed, replaced, output: job.output.clone(), results })
}

/// A run that has written its reports.
///
/// It holds the memory of the run. A program that ends now can spare itself giving it back, with [`std::mem::forget`].
#[derive(Debug)]
pub struct Finished {
    unexpected_rejects: u64,
    changed: u64,
    replaced: Replaced,
    output: PathBuf,
    results: Results,
}

impl Finished {
    /// How many documents there are.
    pub fn documents(&self) -> u64 {
        self.results.corpus.documents().len() as u64
    }

    /// How many words were counted.
    pub fn tokens(&self) -> u64 {
        self.results.counts.totals.stems.tokens()
    }

    /// How many files could not be used, wholly or in part, that the configuration does not expect to be so.
    pub fn unexpected_rejects(&self) -> u64 {
        self.unexpected_rejects
    }

    /// How many texts were missing from a report that shows sentences, because their files changed or could not be read again.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// What a reader of the reports should know.
    pub fn warnings(&self) -> Vec<WarningRow> {
        warning_rows(&self.results.account.warnings)
    }

    /// What became of the reports of the last run.
    pub fn replaced(&self) -> &Replaced {
        &self.replaced
    }

    /// The folder of the reports.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Everything that the run found out.
    pub fn results(&self) -> &Results {
        &self.results
    }
}

/// An error, if there is no document and the reports of an earlier run would be replaced by empty ones.
fn check_documents(account: &Account, set: &ReportSet, job: &Job) -> Result<(), RunError> {
    if account.outcomes().documents > 0 || !set.replaces_reports() {
        return Ok(());
    }
    let rejected = account.ledger.iter().find_map(|row| match &row.outcome {
        Outcome::Rejected(reject) => Some((row.path.clone(), reject.to_string())),
        _ => None,
    });
    let other = account.ledger.first().map(|row| match &row.outcome {
        Outcome::Excluded(rule) => (row.path.clone(), rule.clone()),
        _ => (row.path.clone(), "it holds no document".to_owned()),
    });
    let (first, reason) = rejected.or(other).unwrap_or_default();
    // Of the input itself, which cannot be listed, there is nothing below.
    let first = if first.is_empty() { job.inputs.join(", ") } else { first };
    Err(RunError::NoDocuments { files: account.files, first, reason, output: job.output.clone() })
}

/// The files that are no documents, but say something of documents or words.
pub(crate) fn settings_of(job: &Job, metadata: &MetadataTable) -> Vec<InputRecord> {
    let metadata = metadata.content().map(|content| InputRecord::of("metadata.csv", content));
    let named = job.plan.setting_files().into_iter().map(|(name, content)| InputRecord::of(name, content));
    let model = job.model.as_ref().or(job.plan.kept_model.as_ref());
    let model = model.map(|model| InputRecord::of("topic model", &model.content));
    metadata.into_iter().chain(named).chain(model).collect()
}

//! A run between counting and writing: what its steps work on.

use textmill_ingest::FoundFile;
use textmill_report::Results;

use crate::{AppliedModel, Job, Observer, Plan, read_back::TextReader};

/// A run whose documents were read and counted.
pub(crate) struct CountedRun<'a> {
    pub(crate) job: &'a Job,
    pub(crate) plan: &'a Plan,
    /// The files of the documents, to read sentences back.
    pub(crate) files: &'a [FoundFile],
    pub(crate) observer: &'a dyn Observer,
    pub(crate) results: Results,
}

impl CountedRun<'_> {
    /// The saved topic model that is applied: that of the job, else the one that the configuration names.
    pub(crate) fn model(&self) -> Option<&AppliedModel> {
        self.job.model.as_ref().or(self.plan.kept_model.as_ref())
    }

    /// What reads the texts of the documents back.
    pub(crate) fn text_reader(&self) -> TextReader<'_> {
        TextReader {
            corpus: &self.results.corpus,
            files: self.files,
            reading: &self.plan.reading,
            tokens: self.plan.token_rules,
            observer: self.observer,
        }
    }
}

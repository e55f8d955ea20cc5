//! A run between counting and writing: what its steps work on.

use textmill_ingest::FoundFile;
use textmill_report::Results;

use crate::{Job, Observer, Plan};

/// A run whose documents were read and counted.
pub(crate) struct CountedRun<'a> {
    pub(crate) job: &'a Job,
    pub(crate) plan: &'a Plan,
    /// The files of the documents, to read sentences back.
    pub(crate) files: &'a [FoundFile],
    pub(crate) observer: &'a dyn Observer,
    pub(crate) results: Results,
}

//! What is to be done, and with what.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use textmill_ingest::read_bounded;
use textmill_report::reports::TopicMatchRow;
use textmill_topics::{SavedModel, match_topics};

use crate::{Plan, ReportName, RunError};

/// A saved model has at most so many bytes.
const MOST_MODEL_BYTES: u64 = 4 << 30;

/// A plan with its inputs and its output.
#[derive(Debug)]
pub struct Job {
    /// Folders, files, or patterns such as `press/**/*.txt`.
    pub inputs: Vec<String>,
    /// The folder for the reports. Those of an earlier run are replaced all at once; other files in it are left alone.
    pub output: PathBuf,
    /// What is done.
    pub plan: Plan,
    /// A topic model that is applied instead of fitting one.
    pub model: Option<AppliedModel>,
    /// How many bytes of memory the run may need, as far as can be told before it: more is an error. `None` for any number.
    pub memory: Option<u64>,
}

impl Job {
    /// A job without a saved topic model.
    pub fn new(inputs: Vec<String>, output: PathBuf, plan: Plan) -> Self {
        Self { inputs, output, plan, model: None, memory: None }
    }
}

/// A saved topic model, and the bytes of its file.
#[derive(Debug)]
pub struct AppliedModel {
    pub(crate) model: SavedModel,
    pub(crate) content: Vec<u8>,
}

impl AppliedModel {
    /// The reports in which an applied model has something to say.
    pub fn reports() -> Vec<ReportName> {
        let files = [
            "data/document_topics.csv",
            "data/topic_documents.csv",
            "data/topic_passages.csv",
            "data/topic_groups.csv",
            "data/topic_drift.csv",
        ];
        files.iter().filter_map(|file| file.parse().ok()).collect()
    }

    /// Reads the file `data/topic_model.json` of an earlier run.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is no model, or one of a size that no run writes.
    pub fn read(path: &Path) -> Result<Self, RunError> {
        let unreadable = |source| RunError::Model { path: path.to_owned(), source };
        let content =
            File::open(path).and_then(|file| read_bounded(file, MOST_MODEL_BYTES)).map_err(unreadable)?;
        let model: SavedModel = serde_json::from_slice(&content).map_err(|error| unreadable(error.into()))?;
        Ok(Self { model: model.check()?, content })
    }
}

/// Which topics of two saved models are the same.
///
/// # Errors
///
/// A file that cannot be read, is no model, or one of a size that no run writes.
pub fn matched_topics(old: &Path, new: &Path) -> Result<Vec<TopicMatchRow>, RunError> {
    let [old, new] = [AppliedModel::read(old)?.model, AppliedModel::read(new)?.model];
    let label = |model: &SavedModel, topic: Option<usize>| {
        topic.and_then(|topic| model.labels().nth(topic)).unwrap_or_default().to_owned()
    };
    let number = |topic: Option<usize>| topic.map(|topic| topic as u64 + 1);
    let found = match_topics(&old, &new).into_iter();
    let row = found.map(|found| TopicMatchRow {
        old: number(found.old),
        old_label: label(&old, found.old).into(),
        new: number(found.new),
        new_label: label(&new, found.new).into(),
        similarity: found.similarity.into(),
    });
    Ok(row.collect())
}

//! The settings of a new project: a configuration, and a table of the documents found.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use textmill_corpus::Document;
use textmill_ingest::{MetadataTable, discover};

use crate::{
    CONFIG_NAME, Config, Observer, Plan, RunError,
    corpus_part::iso_date,
    gather::{Gathered, gather},
};

/// The files that were written.
#[derive(Debug)]
pub struct InitialFiles {
    /// `textmill.toml`: every key with its meaning and its default.
    pub config: PathBuf,
    /// `metadata.csv`: every document with what is guessed of it.
    pub metadata: PathBuf,
    /// How many documents it has.
    pub documents: u64,
    /// How many of them have no date.
    pub without_date: u64,
}

const METADATA_NAME: &str = "metadata.csv";

/// Writes `textmill.toml` and `metadata.csv` into a folder of documents. The table says what would be guessed of each document, and that it is
/// guessed: what is not corrected there changes nothing.
///
/// # Errors
///
/// A folder without documents, or in which either file is already; neither is written then.
pub fn initial_files(folder: &Path, plan: &Plan, observer: &dyn Observer) -> Result<InitialFiles, RunError> {
    let (config, metadata) = (folder.join(CONFIG_NAME), folder.join(METADATA_NAME));
    if let Some(path) = [&config, &metadata].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(RunError::SettingExists { path: path.clone() });
    }
    let found = discover(&[folder.display().to_string()], &plan.exclude, Path::new(""))?;
    let Gathered { corpus, .. } = gather(plan, found, &MetadataTable::default(), observer)?;
    let documents = corpus.documents();
    let table = table(documents).map_err(|source| RunError::Setting { path: metadata.clone(), source })?;
    write_new(&metadata, &table)?;
    if let Err(error) = write_new(&config, Config::template().as_bytes()) {
        // Both or neither; where even this fails, the next attempt says that the file is there.
        let _ = fs::remove_file(&metadata);
        return Err(error);
    }
    Ok(InitialFiles {
        config,
        metadata,
        documents: documents.len() as u64,
        without_date: documents.iter().filter(|document| date(document).is_empty()).count() as u64,
    })
}

fn write_new(path: &Path, content: &[u8]) -> Result<(), RunError> {
    let problem = |source| RunError::Setting { path: path.to_owned(), source };
    let mut file = File::create_new(path).map_err(problem)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    written.map_err(|source| {
        // What is half written is nothing to correct by hand.
        let _ = fs::remove_file(path);
        problem(source)
    })
}

/// The table of the documents, with the columns that `metadata.csv` may have.
fn table(documents: &[Document]) -> Result<Vec<u8>, std::io::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["path", "title", "date", "source", "genre", "group", "language", "guessed"])?;
    for document in documents {
        let metadata = &document.metadata;
        let title = document.shown_title();
        let genre = document.shown_genre();
        let code = document.language.code();
        writer.write_record([
            document.path.as_str(),
            title,
            date(document),
            metadata.source.as_deref().unwrap_or_default(),
            genre,
            metadata.group.as_deref().unwrap_or_default(),
            if document.language == textmill_corpus::Language::UNDETERMINED { "" } else { code },
            "yes",
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn date(document: &Document) -> &str {
    iso_date(document).unwrap_or_default()
}

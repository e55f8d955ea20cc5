//! The person's words that say that somebody says something.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use textmill_reuse::{CueError, CueLists};

use crate::{LanguageCode, settings_file::read_list, word_list::WordListError};

/// The cues of quotations, with those of the files that the configuration names.
#[derive(Debug, Default)]
pub(crate) struct CueWords {
    pub(crate) lists: CueLists,
    /// The files, by their languages.
    pub(crate) contents: Vec<(String, Vec<u8>)>,
}

impl CueWords {
    pub(crate) fn read(
        files: &BTreeMap<LanguageCode, PathBuf>,
        folder: &Path,
    ) -> Result<Self, WordListError> {
        let mut words = Self::default();
        for (language, file) in files {
            let path = folder.join(file);
            let malformed =
                |line, problem: String| WordListError::Malformed { path: path.clone(), line, problem };
            let content = read_list(&path)
                .map_err(|source| WordListError::Unreadable { path: path.clone(), source })?;
            let text = std::str::from_utf8(&content).map_err(|error| {
                let before = content.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
                malformed(line, "it is not UTF-8; save the file as UTF-8".to_owned())
            })?;
            words
                .lists
                .add(language.0, text)
                .map_err(|CueError { line, problem }| malformed(line, problem))?;
            words.contents.push((language.to_string(), content));
        }
        Ok(words)
    }
}

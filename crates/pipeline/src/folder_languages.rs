//! The languages of folders of short files, which say of what language a headline in them is.

use std::{collections::BTreeMap, io::Read};

use textmill_corpus::Language;
use textmill_ingest::{FoundFile, open};
use textmill_stem::detect_language_of_lines;

/// Files are short if they have at most so many bytes, on the average of their folder …
const SHORT_BYTES: u64 = 1200;
/// … and a folder says something if it has at least so many.
const FEWEST_FILES: usize = 4;
/// So many files of a folder are looked at, so many bytes of each.
const SAMPLE_FILES: usize = 16;
const SAMPLE_BYTES: u64 = 512;

/// The language that the short texts of each folder have.
#[derive(Debug, Default)]
pub(crate) struct FolderLanguages(BTreeMap<String, Language>);

impl FolderLanguages {
    /// Looks at some files of each folder of short ones.
    pub(crate) fn of(files: &[FoundFile]) -> Self {
        let mut folders: BTreeMap<&str, Vec<&FoundFile>> = BTreeMap::new();
        for file in files.iter().filter(|file| is_text(&file.path)) {
            folders.entry(folder(&file.path)).or_default().push(file);
        }
        let is_short = |files: &[&FoundFile]| {
            let bytes: u64 = files.iter().map(|file| file.bytes).sum();
            files.len() >= FEWEST_FILES && bytes <= SHORT_BYTES * files.len() as u64
        };
        let short = folders.into_iter().filter(|(_, files)| is_short(files));
        Self(
            short
                .map(|(folder, files)| (folder.to_owned(), detect_language_of_lines(&sample(&files))))
                .collect(),
        )
    }

    /// The language of the folder of a path, if it is one of short texts.
    pub(crate) fn of_path(&self, path: &str) -> Option<Language> {
        self.0.get(folder(path)).copied()
    }
}

fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_none_or(|(_, extension)| matches!(extension, "txt" | "text" | "md"))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The beginnings of some files, at equal steps through their paths.
fn sample(files: &[&FoundFile]) -> String {
    let step = files.len().div_ceil(SAMPLE_FILES);
    let mut sample = String::new();
    for file in files.iter().step_by(step) {
        let mut bytes = Vec::new();
        // A file that cannot be read has its row in the ledger when its turn comes.
        if open(&file.location).and_then(|opened| opened.take(SAMPLE_BYTES).read_to_end(&mut bytes)).is_ok() {
            sample.push_str(&String::from_utf8_lossy(&bytes).replace(['\n', '\r'], " "));
            sample.push('\n');
        }
    }
    sample
}

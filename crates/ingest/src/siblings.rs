//! In which encoding the files around a file are, where a file alone does not say enough: one word with an accent, one `£`.

use std::{
    collections::BTreeMap,
    io::Read,
    sync::{Mutex, PoisonError},
};

use crate::{
    Codec, FoundFile,
    format::{Compression, Format, format_of},
    guess::guess,
    read::open,
};

/// So many files of a folder are looked at, so many bytes of each.
const FILES: usize = 16;
const BYTES: u64 = 16 * 1024;
/// So many files of a folder that are not UTF-8 say something of another one.
const FEWEST: usize = 3;
/// So many files are looked through for those of a folder, which may have many folders in it.
const LOOKED_THROUGH: usize = 4096;

/// What the files of each folder are in, found when it is first asked for.
pub(crate) struct Siblings<'a> {
    /// All files, in the byte order of their paths.
    files: &'a [FoundFile],
    known: Mutex<BTreeMap<&'a str, Option<Codec>>>,
}

impl<'a> Siblings<'a> {
    pub(crate) fn new(files: &'a [FoundFile]) -> Self {
        Self { files, known: Mutex::default() }
    }

    /// The encoding of most of those files beside one that are not UTF-8.
    pub(crate) fn codec(&self, file: &'a FoundFile) -> Option<Codec> {
        let folder = folder(&file.path);
        // Others wait meanwhile, and need not look again.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(folder).or_insert_with(|| self.look(folder))
    }

    fn look(&self, folder: &str) -> Option<Codec> {
        let first = self.files.partition_point(|file| file.path.as_str() < folder);
        let near = self.files[first..].iter().take_while(|file| file.path.starts_with(folder));
        let is_text = |file: &&FoundFile| {
            matches!(format_of(&file.path), Ok((Format::Text, Compression::None)))
                && self::folder(&file.path) == folder
        };
        let texts: Vec<&FoundFile> = near.take(LOOKED_THROUGH).filter(is_text).collect();
        let step = texts.len().div_ceil(FILES).max(1);
        let guesses: Vec<Codec> =
            texts.into_iter().step_by(step).filter_map(beginning).map(|bytes| guess(&bytes, None)).collect();
        if guesses.len() < FEWEST {
            return None;
        }
        let count = |codec: Codec| guesses.iter().filter(|other| **other == codec).count();
        // Of equally frequent ones none is that of the folder.
        guesses.iter().copied().find(|codec| count(*codec) * 2 > guesses.len())
    }
}

/// The folder of a path, with the `/` after it.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

/// The beginning of a file that is not UTF-8, and no text of wide characters.
fn beginning(file: &FoundFile) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // A file that cannot be read has its row in the ledger when its turn comes.
    open(&file.location).ok()?.take(BYTES).read_to_end(&mut bytes).ok()?;
    let is_utf8 = match str::from_utf8(&bytes) {
        Ok(_) => true,
        // The last character may be cut.
        Err(error) => error.error_len().is_none(),
    };
    (!is_utf8 && memchr::memchr(0, &bytes).is_none()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Siblings;
    use crate::{DocumentSource, Found, FoundFile, ReadBuffers, Reading};

    /// Files of a new folder, in the order of their paths.
    fn files(folder: &tempfile::TempDir, contents: &[(&str, &[u8])]) -> Vec<FoundFile> {
        let mut files: Vec<FoundFile> = contents
            .iter()
            .map(|(path, content)| {
                let location = folder.path().join(path);
                fs::create_dir_all(location.parent().unwrap()).unwrap();
                fs::write(&location, content).unwrap();
                FoundFile { location, path: (*path).to_owned(), bytes: content.len() as u64 }
            })
            .collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files
    }

    const RUSSIAN: &[u8] = b"\xCC\xE8\xED\xE8\xF1\xF2\xF0 \xF1\xEA\xE0\xE7\xE0\xEB, \xF7\xF2\xEE \xF0\xE5\xEA\xE0 \xED\xE5 \xEF\xEE\xE4\xED\xFF\xEB\xE0\xF1\xFC.";

    const CZECH: &[u8] = b"Ministr \xF8ekl, \x9Ee \xF8eka nestoupla a plavebn\xED komora bude zav\xF8en\xE1 tak\xE9 p\xF8\xED\x9At\xED st\xF8edu.";

    #[test]
    fn a_word_is_in_the_encoding_of_the_files_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        // `čas`, or `èas`.
        let word = b"\xE8as";
        let contents: [(&str, &[u8]); 6] = [
            ("a/1.txt", CZECH),
            ("a/2.txt", CZECH),
            ("a/3.txt", CZECH),
            ("a/4.txt", word),
            ("a/b/5.txt", b"So."),
            ("c/6.txt", word),
        ];
        let files = files(&folder, &contents);
        let siblings = Siblings::new(&files);
        assert_eq!(siblings.codec(&files[3]).map(|codec| codec.name()), Some("windows-1250"));
        assert_eq!(siblings.codec(&files[5]), None, "one file says nothing of another");
        let reading = Reading::default();
        let source = DocumentSource::new(&files, &reading);
        let (mut buffers, mut texts) = (ReadBuffers::default(), Vec::new());
        while source
            .read_next(&mut buffers, &mut |item| {
                if let Found::Document(document) = item.found {
                    let evidence = document.decoded.decoding.evidence.to_string();
                    texts.push((item.path, document.decoded.text.into_owned(), evidence));
                }
            })
            .is_some()
        {}
        assert_eq!(texts[3].1, "čas");
        assert_eq!(texts[3].2, "guessed, with the files beside it");
    }

    #[test]
    fn what_reads_better_in_another_encoding_is_in_that_one() {
        let folder = tempfile::tempdir().unwrap();
        let german = b"Der Damm ist geschlossen, sagte die Ministerin f\xFCr Fl\xFCsse. Gr\xF6\xDFere Sch\xE4den gebe es nicht.";
        let files =
            files(&folder, &[("1.txt", RUSSIAN), ("2.txt", RUSSIAN), ("3.txt", RUSSIAN), ("4.txt", german)]);
        let siblings = Siblings::new(&files);
        let codec = siblings.codec(&files[3]);
        assert_eq!(codec.map(|codec| codec.name()), Some("windows-1251"));
        assert_eq!(super::guess(german, codec).name(), "windows-1252");
    }
}

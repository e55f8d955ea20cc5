//! The documents of files, opened, unpacked and cut into pieces of work for any number of threads.

mod line_file;
mod queue;

use std::{
    borrow::Cow,
    io::{self, Read},
    sync::{Mutex, PoisonError},
};

use crate::{
    Digest, Found, FoundFile, Reading, Reject,
    allowance::Allowance,
    digest::digest,
    expand::{Expanded, expand, expand_lines},
    format::{Compression, Format, format_of},
    read::read,
    siblings::Siblings,
};

use queue::{Queue, Work};

/// A buffer that grew beyond this for one file is given back after it.
const KEPT_BYTES: usize = 1 << 24;

/// Something found at a path: a document, a record, a member of an archive, a container, or a rejected file.
#[derive(Debug)]
pub struct Item<'a> {
    /// The path below the input folder.
    pub path: String,
    /// What it is.
    pub found: Found<'a>,
    /// The digest of the file, if the path is that of a file and the file could be read.
    pub digest: Option<Digest>,
}

/// The buffers of a thread, kept from one piece of work to the next.
#[derive(Debug, Default)]
pub struct ReadBuffers {
    bytes: Vec<u8>,
    unpacked: Vec<u8>,
    lines: Vec<u8>,
}

/// The documents of some files, for any number of threads.
///
/// Files are handed out in order: several small files together, a large file alone, and a file of JSON lines in pieces.
/// So no thread waits for the file of another one, and a file of JSON lines is never in memory as a whole.
///
/// ```
/// use textmill_ingest::{DocumentSource, Found, FoundFile, ReadBuffers, Reading};
///
/// let folder = std::env::temp_dir().join(format!("textmill-source-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// let location = folder.join("talks.jsonl");
/// std::fs::write(&location, "{\"text\": \"The river rose.\"}\n{\"text\": \"It fell.\"}\n")?;
/// let files = [FoundFile { location, path: "talks.jsonl".to_owned(), bytes: 51 }];
///
/// let reading = Reading::default();
/// let source = DocumentSource::new(&files, &reading);
/// let (mut buffers, mut texts) = (ReadBuffers::default(), Vec::new());
/// while source
///     .read_next(&mut buffers, &mut |item| {
///         if let Found::Document(document) = item.found {
///             texts.push((item.path, document.decoded.text.into_owned()));
///         }
///     })
///     .is_some()
/// {}
/// assert_eq!(texts[1], ("talks.jsonl/00000002".to_owned(), "It fell.".to_owned()));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct DocumentSource<'a> {
    queue: Mutex<Queue<'a>>,
    siblings: Siblings<'a>,
    reading: &'a Reading,
}

impl<'a> DocumentSource<'a> {
    /// The documents of files that [`discover`](crate::discover()) found.
    pub fn new(files: &'a [FoundFile], reading: &'a Reading) -> Self {
        Self { queue: Mutex::new(Queue::new(files)), siblings: Siblings::new(files), reading }
    }

    /// Takes the next piece of work and calls `give` with every item in it. Returns the size of the piece in bytes, or
    /// `None` if no work is left.
    ///
    /// The items of a piece come in the order of the input. A container comes after its documents.
    pub fn read_next(&self, buffers: &mut ReadBuffers, give: &mut dyn FnMut(Item<'_>)) -> Option<u64> {
        // A thread that panics ends the program; what it held is as good as before.
        let work = self.queue.lock().unwrap_or_else(PoisonError::into_inner).next(&mut buffers.lines)?;
        match work {
            Work::Files(files) => {
                for file in files {
                    buffers.read_file(file, self.reading, &self.siblings, give);
                }
                Some(files.iter().map(|file| file.bytes).sum())
            }
            Work::Lines { file, first } => {
                expand_lines(&file.path, &buffers.lines, first, self.reading, &mut |path, found| {
                    give(Item { path, found, digest: None });
                });
                Some(buffers.lines.len() as u64)
            }
            Work::End { file, found, digest } => {
                give(Item { path: file.path.clone(), found: *found, digest });
                Some(0)
            }
        }
    }
}

impl ReadBuffers {
    /// Gives a file and, if it is a container, first its documents.
    fn read_file<'f>(
        &mut self,
        file: &'f FoundFile,
        reading: &Reading,
        siblings: &Siblings<'f>,
        give: &mut dyn FnMut(Item<'_>),
    ) {
        let mut own = None;
        let allowance = Allowance::of_file(file.bytes);
        let expanded = self.content(file, &allowance, &mut own).and_then(|(format, content)| {
            let reading = expecting(reading, file, format, content, siblings);
            expand(&file.path, format, content, &reading, &allowance, &mut |path, found| {
                let digest = if path == file.path { own.take() } else { None };
                give(Item { path, found, digest });
            })
        });
        let found = match expanded.map(Expanded::container) {
            Ok(None) => return,
            Ok(Some(container)) => container,
            Err(reject) => Found::Rejected(reject),
        };
        give(Item { path: file.path.clone(), found, digest: own });
    }

    /// The unpacked bytes of a file; fills in its digest.
    fn content(
        &mut self,
        file: &FoundFile,
        allowance: &Allowance,
        own: &mut Option<Digest>,
    ) -> Result<(Format, &[u8]), Reject> {
        for buffer in [&mut self.bytes, &mut self.unpacked] {
            buffer.clear();
            buffer.shrink_to(KEPT_BYTES);
        }
        let (format, compression) = format_of(&file.path)?;
        read(file, &mut self.bytes)?;
        *own = Some(digest(&self.bytes));
        if compression == Compression::None {
            return Ok((format, &self.bytes));
        }
        let mut source = allowance.unpack(compression, self.bytes.as_slice());
        let problem = |error: io::Error| Reject::Unreadable(error.to_string());
        source.read_to_end(&mut self.unpacked).map_err(problem)?;
        Ok((format, &self.unpacked))
    }
}

/// How a file is read: one that may be in several encodings with a look at those beside it.
fn expecting<'r, 'f>(
    reading: &'r Reading,
    file: &'f FoundFile,
    format: Format,
    content: &[u8],
    siblings: &Siblings<'f>,
) -> Cow<'r, Reading> {
    if format != Format::Text || str::from_utf8(content).is_ok() {
        return Cow::Borrowed(reading);
    }
    Cow::Owned(Reading { expected: siblings.codec(file), ..reading.clone() })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{DocumentSource, ReadBuffers};
    use crate::{Found, FoundFile, Reading};

    #[test]
    fn a_file_of_lines_is_never_in_memory_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("a.jsonl");
        let line = format!("{{\"text\": \"{}\"}}\n", "river ".repeat(1_000));
        let content = line.repeat(2_000);
        fs::write(&location, &content).unwrap();
        let files = [FoundFile { location, path: "a.jsonl".to_owned(), bytes: content.len() as u64 }];
        let reading = Reading::default();
        let source = DocumentSource::new(&files, &reading);
        let (mut buffers, mut pieces, mut bytes, mut documents) = (ReadBuffers::default(), 0, 0, 0);
        let mut file = None;
        while let Some(read) = source.read_next(&mut buffers, &mut |item| match item.found {
            Found::Document(_) => documents += 1,
            _ => file = Some((item.path, item.digest.unwrap().bytes)),
        }) {
            (pieces, bytes) = (pieces + 1, bytes + read);
            assert!(buffers.lines.capacity() < content.len() / 4, "{}", buffers.lines.capacity());
        }
        assert!(pieces > 8, "{pieces}");
        assert_eq!((documents, bytes), (2_000, content.len() as u64));
        assert_eq!(file, Some(("a.jsonl".to_owned(), content.len() as u64)));
    }
}

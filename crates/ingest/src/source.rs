//! The documents of files, opened, unpacked and cut into pieces of work for any number of threads.

mod handover;
mod line_file;
mod queue;

use std::{
    borrow::Cow,
    io::{self, Read},
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

use handover::{Collector, Desk, Task};
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
/// So no thread waits for the file of another one, and a file of JSON lines is never in memory as a whole. When no files are left, a
/// thread that still unpacks a table, an archive or another container hands the documents in it to those that have nothing to do.
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
    desk: Desk<'a>,
    siblings: Siblings<'a>,
    reading: &'a Reading,
}

impl<'a> DocumentSource<'a> {
    /// The documents of files that [`discover`](crate::discover()) found.
    pub fn new(files: &'a [FoundFile], reading: &'a Reading) -> Self {
        Self { desk: Desk::new(Queue::new(files)), siblings: Siblings::new(files), reading }
    }

    /// Takes the next piece of work and calls `give` with every item in it. Returns the size of the piece in bytes, or
    /// `None` if no work is left. Waits while another thread may still hand over documents.
    ///
    /// The items of a piece come in the order of the input; what other threads were handed over is missing there.
    pub fn read_next(&self, buffers: &mut ReadBuffers, give: &mut dyn FnMut(Item<'_>)) -> Option<u64> {
        let (work, _reader) = match self.desk.next(&mut buffers.lines)? {
            Task::Work(work, reader) => (work, reader),
            Task::HandedOver(items) => {
                items.into_iter().for_each(give);
                return Some(0);
            }
        };
        match work {
            Work::Files(files) => {
                for file in files {
                    let mut collector = Collector::new(&self.desk, &file.path);
                    buffers.read_file(file, self.reading, &self.siblings, &mut |item| {
                        collector.take(item, give)
                    });
                    collector.finish(give);
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
    use std::{
        collections::BTreeMap,
        fs,
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    use super::{DocumentSource, ReadBuffers};
    use crate::{Found, FoundFile, Reading};

    /// A file of a temporary folder.
    fn file(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> FoundFile {
        let location = folder.path().join(name);
        fs::write(&location, content).unwrap();
        FoundFile { location, path: name.to_owned(), bytes: content.len() as u64 }
    }

    /// What is found in some files by so many threads: all items by their paths, and how many each thread was given.
    fn read_by(files: &[FoundFile], threads: usize) -> (BTreeMap<String, String>, Vec<usize>) {
        let reading = Reading::default();
        let source = DocumentSource::new(files, &reading);
        let helped = AtomicUsize::new(0);
        let read = || {
            let (mut buffers, mut found, mut is_reader) = (ReadBuffers::default(), Vec::new(), false);
            let mut give = |item: super::Item<'_>| {
                // The first file ends when the others have nothing to do, and the second when one of them got something.
                is_reader |= item.path == "0.txt";
                helped.fetch_add(usize::from(!is_reader), Ordering::Relaxed);
                let is_early = |path: &str| match path {
                    "0.txt" => source.desk.idle() + 1 < threads,
                    "a.csv" => threads > 1 && helped.load(Ordering::Relaxed) == 0,
                    _ => false,
                };
                while is_early(&item.path) {
                    thread::yield_now();
                }
                let text = match item.found {
                    Found::Document(document) => document.decoded.text.into_owned(),
                    other => format!("{other:?}"),
                };
                found.push((item.path, text));
            };
            while source.read_next(&mut buffers, &mut give).is_some() {}
            found
        };
        let found: Vec<Vec<(String, String)>> = thread::scope(|scope| {
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(read)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let counts = found.iter().map(Vec::len).collect();
        (found.into_iter().flatten().collect(), counts)
    }

    #[test]
    fn the_documents_of_a_table_are_shared_out() {
        let folder = tempfile::tempdir().unwrap();
        let row = |number: usize| format!("{number},\"{number} {}\"\n", "rivers rise ".repeat(10));
        let rows: String = (1..=1_800).map(row).collect();
        // Small files are handed out together.
        let files = [
            file(&folder, "0.txt", b"It fell."),
            file(&folder, "a.csv", format!("id,text\n{rows}5,too,many\n").as_bytes()),
        ];
        assert!(files[1].bytes > 200_000);
        let (alone, _) = read_by(&files, 1);
        assert_eq!(alone.len(), 1_803, "a text, rows, one of them with too many cells, and the table");
        for threads in [2, 5] {
            let (found, counts) = read_by(&files, threads);
            assert!(found == alone, "{threads} threads find other documents");
            assert_eq!(counts.iter().sum::<usize>(), alone.len());
            assert!(counts.iter().filter(|&&count| count > 0).count() >= 2, "{counts:?}");
        }
    }

    #[test]
    fn a_file_of_lines_is_never_in_memory_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let line = format!("{{\"text\": \"{}\"}}\n", "river ".repeat(1_000));
        let content = line.repeat(2_000);
        let files = [file(&folder, "a.jsonl", content.as_bytes())];
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

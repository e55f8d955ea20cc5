//! A file of lines, packed or not, that is read once from its beginning to its end.

use std::{
    fs::File,
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    Digest, DigestReader, Found, FoundFile, Reject, allowance::Allowance, format::Compression,
    lines::LineReader, open,
};

/// A file of lines that is being read.
pub(super) struct LineFile {
    lines: LineReader<Box<dyn Read + Send>>,
    /// The file itself: what unpacks it reads from the same place.
    file: SharedFile,
    /// Whether any lines were given.
    has_given: bool,
}

impl LineFile {
    pub(super) fn open(file: &FoundFile, compression: Compression) -> Result<Self, Reject> {
        let source = open(&file.location).map_err(|error| Reject::Unreadable(error.to_string()))?;
        let shared = SharedFile(Arc::new(Mutex::new(DigestReader::new(source))));
        let lines = LineReader::new(Allowance::of_file(file.bytes).unpack(compression, shared.clone()));
        Ok(Self { lines, file: shared, has_given: false })
    }

    /// See [`LineReader::next_piece`].
    pub(super) fn next_piece(&mut self, piece: &mut Vec<u8>, bytes: usize) -> io::Result<Option<u64>> {
        let piece = self.lines.next_piece(piece, bytes)?;
        self.has_given |= piece.is_some();
        Ok(piece)
    }

    /// What a file is that breaks off: one of which nothing was given is none at all.
    pub(super) fn broken_off(&self, error: &io::Error) -> Found<'static> {
        match self.has_given {
            true => Found::BrokenOff(error.to_string()),
            false => Found::Rejected(Reject::Unreadable(error.to_string())),
        }
    }

    /// The digest of the whole file, also of what follows a place where it could not be unpacked; `None` if the system does not give
    /// it to its end.
    pub(super) fn digest(self) -> Option<Digest> {
        let Self { lines, mut file, .. } = self;
        drop(lines);
        io::copy(&mut file, &mut io::sink()).ok()?;
        let reader = Arc::into_inner(file.0)?.into_inner().unwrap_or_else(PoisonError::into_inner);
        Some(reader.finish())
    }
}

#[derive(Clone)]
struct SharedFile(Arc<Mutex<DigestReader<File>>>);

impl Read for SharedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(buffer)
    }
}

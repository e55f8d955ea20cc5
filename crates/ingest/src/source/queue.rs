//! What is to be read, in pieces that are handed out in order.

use super::line_file::LineFile;
use crate::{
    Digest, Found, FoundFile,
    expand::PIECE_BYTES,
    format::{Compression, Format, format_of},
};

/// Consecutive files are handed out together until they have this many bytes, so that small ones cost no more than they must.
const BATCH_BYTES: u64 = 1 << 18;

/// A piece of work.
pub(super) enum Work<'a> {
    /// Files to be read as a whole.
    Files(&'a [FoundFile]),
    /// Lines of a file, which were read already, and the number of the first.
    Lines { file: &'a FoundFile, first: u64 },
    /// The end of a file of lines.
    End { file: &'a FoundFile, found: Box<Found<'static>>, digest: Option<Digest> },
}

/// The files that are left, and the file of lines that is being read.
pub(super) struct Queue<'a> {
    left: &'a [FoundFile],
    open: Option<(&'a FoundFile, LineFile)>,
}

impl<'a> Queue<'a> {
    pub(super) fn new(files: &'a [FoundFile]) -> Self {
        Self { left: files, open: None }
    }

    /// The next piece of work; lines are put into `piece`.
    pub(super) fn next(&mut self, piece: &mut Vec<u8>) -> Option<Work<'a>> {
        if let Some((file, lines)) = self.open.take() {
            return Some(self.next_piece(file, lines, piece));
        }
        let (file, rest) = self.left.split_first()?;
        let Some(compression) = compression_of_lines(file) else {
            return Some(Work::Files(self.batch()));
        };
        self.left = rest;
        Some(match LineFile::open(file, compression) {
            Ok(lines) => self.next_piece(file, lines, piece),
            Err(reject) => Work::End { file, found: Box::new(Found::Rejected(reject)), digest: None },
        })
    }

    fn next_piece(&mut self, file: &'a FoundFile, mut lines: LineFile, piece: &mut Vec<u8>) -> Work<'a> {
        let found = match lines.next_piece(piece, PIECE_BYTES) {
            Ok(Some(first)) => {
                self.open = Some((file, lines));
                return Work::Lines { file, first };
            }
            Ok(None) => Found::Container,
            Err(error) => lines.broken_off(&error),
        };
        Work::End { file, found: Box::new(found), digest: lines.digest() }
    }

    /// The next files that are read as a whole, at least one.
    fn batch(&mut self) -> &'a [FoundFile] {
        let mut bytes = 0;
        let fits = |file: &&FoundFile| {
            bytes += file.bytes;
            bytes <= BATCH_BYTES && compression_of_lines(file).is_none()
        };
        let count = self.left.iter().take_while(fits).count().max(1);
        let (batch, rest) = self.left.split_at(count);
        self.left = rest;
        batch
    }
}

/// How a file of JSON lines is packed; `None` for any other file.
fn compression_of_lines(file: &FoundFile) -> Option<Compression> {
    match format_of(&file.path) {
        Ok((Format::JsonLines, compression)) => Some(compression),
        _ => None,
    }
}

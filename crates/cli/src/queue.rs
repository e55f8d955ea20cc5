//! What is to be read, in pieces that are handed out in order.

use std::{fs::File, io::Read};

use textmill_ingest::{
    Compression, Format, FoundFile, LedgerRow, LineReader, Outcome, Reject, format_of, open, read, unpack,
};
use textmill_report::{Digest, DigestReader, InputRecord, digest};

use crate::read::FileAccount;

/// Consecutive files are handed out together until they have so many bytes, so that small ones cost no more than they must.
const BATCH_BYTES: u64 = 1 << 18;

/// Lines of a large file are handed out so many bytes at a time.
const PIECE_BYTES: usize = 1 << 20;

/// A piece of work.
pub(crate) enum Work<'a> {
    /// Files to be read as a whole.
    Files(&'a [FoundFile]),
    /// Lines of a file, which were read already; the number of the first.
    Lines { file: &'a FoundFile, first: u64, bytes: u64 },
}

/// Hands out the files in their order: those made of lines of JSON piece by piece, so that no thread waits for another's file and
/// none is in memory as a whole.
pub(crate) struct Queue<'a> {
    left: &'a [FoundFile],
    open: Option<(&'a FoundFile, Source)>,
    accounts: Vec<FileAccount>,
}

/// A file of lines that is being read.
enum Source {
    Plain(LineReader<DigestReader<File>>),
    /// Packed files are small enough to be in memory before they are unpacked.
    Packed(LineReader<Box<dyn Read + Send>>, Digest),
}

impl<'a> Queue<'a> {
    pub(crate) fn new(files: &'a [FoundFile]) -> Self {
        Self { left: files, open: None, accounts: Vec::new() }
    }

    /// The next piece of work; lines are put into `piece`.
    pub(crate) fn next(&mut self, piece: &mut Vec<u8>) -> Option<Work<'a>> {
        loop {
            if let Some((file, source)) = &mut self.open {
                let file = *file;
                match source.next_piece(piece) {
                    Ok(Some(first)) => return Some(Work::Lines { file, first, bytes: piece.len() as u64 }),
                    Ok(None) => self.close(Outcome::Container),
                    Err(error) => self.close(Outcome::Rejected(Reject::Unreadable(error.to_string()))),
                }
                continue;
            }
            let (file, rest) = self.left.split_first()?;
            let Some(compression) = compression_of_lines(file) else {
                return Some(Work::Files(self.batch()));
            };
            self.left = rest;
            match Source::open(file, compression) {
                Ok(source) => self.open = Some((file, source)),
                Err(reject) => self.account(file, None, Outcome::Rejected(reject)),
            }
        }
    }

    /// The accounts of the files that were handed out by lines.
    pub(crate) fn into_accounts(self) -> Vec<FileAccount> {
        self.accounts
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

    fn close(&mut self, outcome: Outcome) {
        if let Some((file, source)) = self.open.take() {
            let digest = match source {
                Source::Plain(lines) => lines.into_inner().finish(),
                Source::Packed(_, digest) => digest,
            };
            self.account(file, Some(digest), outcome);
        }
    }

    fn account(&mut self, file: &FoundFile, digest: Option<Digest>, outcome: Outcome) {
        let bytes = digest.as_ref().map(|digest| digest.bytes);
        let path = || file.path.clone();
        let input = digest.map(|Digest { bytes, sha256 }| InputRecord { path: path(), bytes, sha256 });
        let row = LedgerRow { path: path(), bytes, outcome };
        self.accounts.push(FileAccount { row, input, warnings: Vec::new() });
    }
}

/// How a file made of lines of JSON is packed; nothing for any other file.
fn compression_of_lines(file: &FoundFile) -> Option<Compression> {
    match format_of(&file.path) {
        Ok((Format::JsonLines, compression)) => Some(compression),
        _ => None,
    }
}

impl Source {
    fn open(file: &FoundFile, compression: Compression) -> Result<Self, Reject> {
        if compression == Compression::None {
            let source = open(&file.location).map_err(|error| Reject::Unreadable(error.to_string()))?;
            return Ok(Self::Plain(LineReader::new(DigestReader::new(source))));
        }
        let mut packed = Vec::new();
        read(file, &mut packed)?;
        let digest = digest(&packed);
        let size = digest.bytes;
        let unpacked = unpack(compression, std::io::Cursor::new(packed), size);
        Ok(Self::Packed(LineReader::new(unpacked), digest))
    }

    fn next_piece(&mut self, piece: &mut Vec<u8>) -> std::io::Result<Option<u64>> {
        match self {
            Self::Plain(lines) => lines.next_piece(piece, PIECE_BYTES),
            Self::Packed(lines, _) => lines.next_piece(piece, PIECE_BYTES),
        }
    }
}

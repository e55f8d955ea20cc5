//! Whole lines of a large file, a piece at a time.

use std::io::{self, Read};

/// The longest line that is read.
const LONGEST_LINE: usize = 256 << 20;

/// Reads a file in pieces of whole lines, so that it is never in memory as a whole.
#[derive(Debug)]
pub struct LineReader<R> {
    reader: R,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// The number of the next line, from 1.
    line: u64,
    has_ended: bool,
}

impl<R: Read> LineReader<R> {
    /// A reader of the lines of a file.
    pub fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), line: 1, has_ended: false }
    }

    /// Replaces `piece` by the next whole lines, about `bytes` of them; gives the number of the first, or nothing at the end.
    ///
    /// # Errors
    ///
    /// What the system says, or a line of more than 256 MiB.
    pub fn next_piece(&mut self, piece: &mut Vec<u8>, bytes: usize) -> io::Result<Option<u64>> {
        piece.clear();
        std::mem::swap(piece, &mut self.rest);
        while !self.has_ended {
            let wanted = bytes.saturating_sub(piece.len()).max(1 << 16);
            let read = (&mut self.reader).take(wanted as u64).read_to_end(piece)?;
            self.has_ended = read == 0;
            if piece.len() >= bytes
                && let Some(end) = memchr::memrchr(b'\n', piece)
            {
                self.rest.extend_from_slice(&piece[end + 1..]);
                piece.truncate(end + 1);
                break;
            }
            if piece.len() > LONGEST_LINE {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "it has a line of more than 256 MiB"));
            }
        }
        let first = self.line;
        self.line += memchr::memchr_iter(b'\n', piece).count() as u64;
        Ok((!piece.is_empty()).then_some(first))
    }

    /// The file, read to its last line.
    pub fn into_inner(self) -> R {
        self.reader
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LineReader;

    proptest! {
        #[test]
        fn pieces_are_whole_lines_that_make_the_file(lines in proptest::collection::vec("[a\r]{0,9}", 0..40), bytes in 1_usize..60) {
            let file = lines.join("\n");
            let mut reader = LineReader::new(file.as_bytes());
            let (mut piece, mut all, mut next) = (Vec::new(), Vec::new(), 1);
            while let Some(first) = reader.next_piece(&mut piece, bytes).unwrap() {
                prop_assert_eq!(first, next);
                next += piece.iter().filter(|&&byte| byte == b'\n').count() as u64;
                all.extend_from_slice(&piece);
                prop_assert!(piece.ends_with(b"\n") || all.len() == file.len());
            }
            prop_assert_eq!(all, file.as_bytes());
        }
    }
}

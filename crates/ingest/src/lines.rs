//! Whole lines of a large file, a piece at a time.

use std::io::{self, Read};

/// The longest line that is read.
const LONGEST_LINE: usize = 256 << 20;

/// Reads a file in pieces of whole lines, so that it is never in memory as a whole.
#[derive(Debug)]
pub(crate) struct LineReader<R> {
    reader: R,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// The number of the next line, from 1.
    line: u64,
    has_ended: bool,
    /// What stopped the reader; it is told after the whole lines before it.
    failure: Option<io::Error>,
}

impl<R: Read> LineReader<R> {
    /// A reader of the lines of a file.
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), line: 1, has_ended: false, failure: None }
    }

    /// Replaces `piece` by the next whole lines, about `bytes` bytes of them. Returns the number of the first line, or `None` at the
    /// end.
    ///
    /// # Errors
    ///
    /// What the system says, or a line of more than 256 MiB. The whole lines before it are given first; what there is of a line
    /// that breaks off is not.
    pub(crate) fn next_piece(&mut self, piece: &mut Vec<u8>, bytes: usize) -> io::Result<Option<u64>> {
        piece.clear();
        std::mem::swap(piece, &mut self.rest);
        // No line ends before this place: a long line would else be searched anew after each read.
        let mut searched = 0;
        while !self.has_ended {
            let wanted = bytes.saturating_sub(piece.len()).max(1 << 16);
            match (&mut self.reader).take(wanted as u64).read_to_end(piece) {
                Ok(read) => self.has_ended = read == 0,
                Err(error) => self.break_off(piece, error),
            }
            if piece.len() >= bytes {
                if let Some(end) = memchr::memrchr(b'\n', &piece[searched..]) {
                    let next = searched + end + 1;
                    self.rest.extend_from_slice(&piece[next..]);
                    piece.truncate(next);
                    break;
                }
                searched = piece.len();
            }
            if piece.len() > LONGEST_LINE {
                let error = io::Error::new(io::ErrorKind::InvalidData, "it has a line of more than 256 MiB");
                self.break_off(piece, error);
            }
        }
        if let Some(error) = self.failure.take_if(|_| piece.is_empty()) {
            return Err(error);
        }
        let first = self.line;
        self.line += memchr::memchr_iter(b'\n', piece).count() as u64;
        Ok((!piece.is_empty()).then_some(first))
    }

    /// Reads no further, and keeps only the whole lines.
    fn break_off(&mut self, piece: &mut Vec<u8>, error: io::Error) {
        let end = memchr::memrchr(b'\n', piece).map_or(0, |end| end + 1);
        piece.truncate(end);
        self.has_ended = true;
        self.failure = Some(error);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::io::{self, Read};

    use super::LineReader;

    /// Fails after some bytes, as a disk or a packed file does.
    struct Failing<'a>(&'a [u8]);

    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("it breaks off")),
                read => Ok(read),
            }
        }
    }

    #[test]
    fn the_whole_lines_before_a_failure_are_given_before_it() {
        let mut reader = LineReader::new(Failing(b"one\ntwo\nthr"));
        let mut piece = Vec::new();
        assert_eq!(reader.next_piece(&mut piece, 100).unwrap(), Some(1));
        assert_eq!(piece, b"one\ntwo\n");
        assert_eq!(reader.next_piece(&mut piece, 100).unwrap_err().to_string(), "it breaks off");
        assert_eq!(reader.next_piece(&mut piece, 100).unwrap(), None);
    }

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

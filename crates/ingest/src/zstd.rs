//! Zstandard files: frames one after the other, as `zstd`, `pzstd` and `cat` make them.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// Reads all frames of a source; frames that hold no data are skipped.
pub(crate) struct ZstdReader<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether a frame is being read.
    is_open: bool,
    /// Whether there was none yet: an empty file is not one of Zstandard.
    is_first: bool,
}

impl<R: BufRead> ZstdReader<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), is_open: false, is_first: true }
    }

    /// Opens the next frame; whether there is one.
    fn open_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                let problem = io::Error::new(io::ErrorKind::UnexpectedEof, "it is empty");
                return if self.is_first { Err(problem) } else { Ok(false) };
            }
            self.is_first = false;
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(bad(&error)),
            }
        }
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.open_frame()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(buffer.len() - self.decoder.can_collect());
                self.decoder.decode_blocks(&mut self.source, wanted).map_err(|error| bad(&error))?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.is_open = false;
        }
    }
}

fn bad(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::ZstdReader;

    /// A frame that holds its bytes as they are.
    fn frame(bytes: &[u8]) -> Vec<u8> {
        let header = ((bytes.len() as u32) << 3 | 1).to_le_bytes();
        [b"\x28\xB5\x2F\xFD\x00\x38".as_slice(), &header[..3], bytes].concat()
    }

    fn read(packed: &[u8]) -> Result<String, std::io::Error> {
        let mut text = String::new();
        ZstdReader::new(packed).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn frames_follow_one_another() {
        let skipped = b"\x50\x2A\x4D\x18\x04\0\0\0skip".to_vec();
        let packed = [skipped.clone(), frame(b"one"), skipped, frame(b" two")].concat();
        assert_eq!(read(&packed).unwrap(), "one two");
        assert!(read(b"").is_err());
        assert!(read(&[frame(b"one"), b"rubbish".to_vec()].concat()).is_err());
        assert!(read(&packed[..packed.len() - 2]).is_err());
    }
}

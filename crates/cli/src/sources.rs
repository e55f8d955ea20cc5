//! The documents of a file, whatever its format and however it is packed.

use std::io;

use textmill_ingest::{Compression, FoundFile, Give, Reading, Reject, expand, format_of, read, unpack};

/// A buffer that grew beyond this for one file is given back after it.
const KEPT_BYTES: usize = 1 << 24;

/// What files are read into, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    bytes: Vec<u8>,
    unpacked: Vec<u8>,
}

impl Buffers {
    /// Reads a file, shows its bytes to `see`, and gives its documents. Says whether it is a container.
    pub(crate) fn documents(
        &mut self,
        file: &FoundFile,
        reading: &Reading,
        see: impl FnOnce(&[u8]),
        give: &mut Give<'_>,
    ) -> Result<bool, Reject> {
        for buffer in [&mut self.bytes, &mut self.unpacked] {
            buffer.clear();
            buffer.shrink_to(KEPT_BYTES);
        }
        let (format, compression) = format_of(&file.path)?;
        read(file, &mut self.bytes)?;
        see(&self.bytes);
        let content = match compression {
            Compression::None => &self.bytes,
            _ => {
                let size = self.bytes.len() as u64;
                let mut source = unpack(compression, self.bytes.as_slice(), size);
                let problem = |error: io::Error| Reject::Unreadable(error.to_string());
                source.read_to_end(&mut self.unpacked).map_err(problem)?;
                &self.unpacked
            }
        };
        expand(&file.path, format, content, reading, give)
    }
}

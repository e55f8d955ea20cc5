//! How much a packed file may become.

use std::{
    io::{self, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use textmill_corpus::Span;

use crate::{format::Compression, zstd::ZstdReader};

/// What a packed file may become: so many bytes, and so many for each of its own.
const EXPANDED_BYTES: u64 = 64 << 20;
const EXPANDED_TIMES: u64 = 200;

/// How many bytes may still be unpacked of a file of the input. All that is in it shares them: the members of an archive, and what is
/// packed in these.
#[derive(Clone, Debug)]
pub(crate) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// That of a file of a size.
    pub(crate) fn of_file(bytes: u64) -> Self {
        let most = bytes.saturating_mul(EXPANDED_TIMES).saturating_add(EXPANDED_BYTES);
        Self(Arc::new(AtomicU64::new(most.min(Span::MAX_TEXT_BYTES))))
    }

    /// Reads within the allowance: reading fails where it is used up.
    pub(crate) fn cap<R: Read>(&self, inner: R) -> Capped<R> {
        Capped { inner, allowance: self.clone() }
    }

    /// Unpacks what is read. Reading fails where it is broken, or becomes too large.
    pub(crate) fn unpack<'a>(
        &self,
        compression: Compression,
        source: impl Read + Send + 'a,
    ) -> Box<dyn Read + Send + 'a> {
        match compression {
            Compression::None => Box::new(source),
            Compression::Gzip => {
                Box::new(self.cap(flate2::read::MultiGzDecoder::new(BufReader::new(source))))
            }
            Compression::Zstd => Box::new(self.cap(ZstdReader::new(BufReader::new(source)))),
        }
    }

    /// Whether so many bytes are left; then they are used.
    pub(crate) fn use_up(&self, bytes: u64) -> bool {
        // One thread unpacks a file, so nobody takes any in between.
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(bytes), Ordering::Relaxed);
        bytes <= left
    }
}

/// Fails where more is read than may be.
pub(crate) struct Capped<R> {
    inner: R,
    allowance: Allowance,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if !self.allowance.use_up(read as u64) {
            let problem = "it expands to far more than its own size; unpack it yourself";
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::{Allowance, Compression};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(compression: Compression, packed: &[u8]) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut source = Allowance::of_file(packed.len() as u64).unpack(compression, packed);
        source.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    #[test]
    fn packed_files_are_unpacked_and_bombs_are_not() {
        assert_eq!(unpacked(Compression::Gzip, &gzip(b"river")).as_deref(), Ok(b"river".as_slice()));
        let members = [gzip(b"ri"), gzip(b"ver")].concat();
        assert_eq!(
            unpacked(Compression::Gzip, &members).as_deref(),
            Ok(b"river".as_slice()),
            "several members"
        );
        let bomb = gzip(&vec![b' '; 100 << 20]);
        assert!(unpacked(Compression::Gzip, &bomb).unwrap_err().contains("expands"));
        let cut = &gzip(b"river")[..12];
        assert!(unpacked(Compression::Gzip, cut).is_err());
        assert!(unpacked(Compression::Zstd, b"no frame").is_err());
    }
}

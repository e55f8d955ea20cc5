//! Digests of files.

use std::{
    fs::File,
    io::{self, BufReader, Read, Write},
    path::Path,
};

use sha2::Digest as _;

/// The size and the SHA-256 of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The number of bytes.
    pub bytes: u64,
    /// Their SHA-256, in lower-case hexadecimal, as `sha256sum` prints it.
    pub sha256: String,
}

/// The digest of the bytes of a file.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest { bytes: bytes.len() as u64, sha256: hexadecimal(&sha2::Sha256::digest(bytes)) }
}

/// The digest of a file.
///
/// # Errors
///
/// It cannot be read.
pub fn digest_of_file(path: &Path) -> io::Result<Digest> {
    let mut writer = DigestWriter::new(io::sink());
    io::copy(&mut BufReader::with_capacity(1 << 17, File::open(path)?), &mut writer)?;
    Ok(writer.finish().1)
}

/// A reader that computes the digest of what is read through it.
#[derive(Debug)]
pub struct DigestReader<R> {
    inner: R,
    hasher: sha2::Sha256,
    bytes: u64,
}

impl<R: Read> DigestReader<R> {
    /// Wraps a reader.
    pub fn new(inner: R) -> Self {
        Self { inner, hasher: sha2::Sha256::new(), bytes: 0 }
    }

    /// The digest of everything that was read.
    pub fn finish(self) -> Digest {
        Digest { bytes: self.bytes, sha256: hexadecimal(&self.hasher.finalize()) }
    }
}

impl<R: Read> Read for DigestReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}

/// A writer that computes the digest of what is written through it.
#[derive(Debug)]
pub struct DigestWriter<W> {
    inner: W,
    hasher: sha2::Sha256,
    bytes: u64,
}

impl<W: Write> DigestWriter<W> {
    /// Wraps a writer.
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: sha2::Sha256::new(), bytes: 0 }
    }

    /// The wrapped writer, and the digest of everything that was written.
    pub fn finish(self) -> (W, Digest) {
        let digest = Digest { bytes: self.bytes, sha256: hexadecimal(&self.hasher.finalize()) };
        (self.inner, digest)
    }
}

impl<W: Write> Write for DigestWriter<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn the_digest_of_nothing_is_the_published_one() {
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest(b"").sha256, expected);
    }
}

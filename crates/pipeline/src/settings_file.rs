//! Files that a configuration names, and itself: read whole, up to a bound. Pipes may stand for them.

use std::{fs::File, io, path::Path};

use textmill_ingest::read_bounded;

/// Lists, dictionaries and configurations have at most so many bytes.
const MOST_BYTES: u64 = 256 << 20;

pub(crate) fn read_settings(path: &Path) -> io::Result<Vec<u8>> {
    read_bounded(File::open(path)?, MOST_BYTES)
}

/// The same of a file that must be UTF-8.
pub(crate) fn read_settings_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_settings(path)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8; save the file as UTF-8"))
}

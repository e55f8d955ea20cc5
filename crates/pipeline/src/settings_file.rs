//! Files that a configuration names, and itself: read whole, up to a bound. Pipes may stand for them.

use std::{fs::File, io, path::Path};

use textmill_ingest::read_bounded;

/// Lists and dictionaries have at most so many bytes.
const LIST_BYTES: u64 = 256 << 20;
/// A configuration may be the manifest of a run, which names all of its documents.
const MANIFEST_BYTES: u64 = 4 << 30;

/// A list, a dictionary.
pub(crate) fn read_list(path: &Path) -> io::Result<Vec<u8>> {
    read_bounded(File::open(path)?, LIST_BYTES)
}

/// A list that must be UTF-8.
pub(crate) fn read_list_text(path: &Path) -> io::Result<String> {
    text(read_list(path)?)
}

/// A configuration, or a manifest in its place.
pub(crate) fn read_configuration(path: &Path) -> io::Result<String> {
    text(read_bounded(File::open(path)?, MANIFEST_BYTES)?)
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    let problem = "it is not UTF-8; save the file as UTF-8";
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, problem))
}

//! The bytes of a file.

use std::{
    fs::File,
    io::{self, Read},
};

use textmill_corpus::Span;

use crate::{FoundFile, Reject};

/// Adds the whole of a file to `bytes`.
///
/// # Errors
///
/// A file larger than spans can address, or what the system says.
pub fn read(file: &FoundFile, bytes: &mut Vec<u8>) -> Result<(), Reject> {
    if file.bytes > Span::MAX_TEXT_BYTES {
        return Err(Reject::TooLarge);
    }
    let unreadable = |error: io::Error| Reject::Unreadable(error.to_string());
    let mut source = File::open(&file.location).map_err(unreadable)?;
    bytes.reserve(file.bytes as usize);
    source.read_to_end(bytes).map_err(unreadable)?;
    Ok(())
}

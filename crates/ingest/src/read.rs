//! The bytes of a file.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use textmill_corpus::Span;

use crate::{FoundFile, Reject};

/// Opens a regular file. Other files are refused: reading a pipe could block forever, and reading a device might never
/// end.
///
/// # Errors
///
/// The file cannot be opened, or is not a regular file.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
    }
}

/// Adds the whole of a file to `bytes`.
///
/// # Errors
///
/// A file larger than spans can address, or what the system says.
pub(crate) fn read(file: &FoundFile, bytes: &mut Vec<u8>) -> Result<(), Reject> {
    if file.bytes > Span::MAX_TEXT_BYTES {
        return Err(Reject::TooLarge);
    }
    let unreadable = |error: io::Error| Reject::Unreadable(error.to_string());
    let mut source = open(&file.location).map_err(unreadable)?;
    bytes.reserve(file.bytes as usize);
    source.read_to_end(bytes).map_err(unreadable)?;
    Ok(())
}

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

/// All that is in a source of at most so many bytes.
///
/// # Errors
///
/// What the system says, and [`io::ErrorKind::FileTooLarge`] for a source that has more.
///
/// ```
/// let of_seven = |most| textmill_ingest::read_bounded(b"gravity".as_slice(), most);
/// assert_eq!(of_seven(7)?, b"gravity");
/// assert_eq!(of_seven(6).unwrap_err().to_string(), "it is larger than 6 bytes");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn read_bounded(source: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= most {
        return Ok(bytes);
    }
    const MIB: u64 = 1 << 20;
    let most = if most < MIB { format!("{most} bytes") } else { format!("{} MiB", most / MIB) };
    Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {most}")))
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

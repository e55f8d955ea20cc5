//! Office documents and books: parts in a ZIP archive, each known by its name.

use std::io::Cursor;

use crate::{Reject, allowance::Allowance};

/// The bytes of such a document, and how much may still be unpacked of the file that it is in.
pub(crate) struct ZipParts<'a> {
    bytes: &'a [u8],
    allowance: Allowance,
}

impl<'a> ZipParts<'a> {
    pub(crate) fn new(bytes: &'a [u8], allowance: &Allowance) -> Self {
        Self { bytes, allowance: allowance.clone() }
    }

    /// The bytes of one part.
    ///
    /// # Errors
    ///
    /// [`Reject::Unreadable`] for bytes that are no archive, for one without the part, and where it becomes too large.
    pub(crate) fn part(&self, name: &str) -> Result<Vec<u8>, Reject> {
        use std::io::Read;
        let unreadable = |problem: String| Reject::Unreadable(format!("{name}: {problem}"));
        let mut zip =
            zip::ZipArchive::new(Cursor::new(self.bytes)).map_err(|error| unreadable(error.to_string()))?;
        let part = zip.by_name(name).map_err(|error| unreadable(error.to_string()))?;
        let mut bytes = Vec::new();
        self.allowance.cap(part).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
        Ok(bytes)
    }
}

#[cfg(test)]
impl<'a> ZipParts<'a> {
    /// That of a file of its own.
    pub(crate) fn of_file(bytes: &'a [u8]) -> Self {
        Self::new(bytes, &Allowance::of_file(bytes.len() as u64))
    }
}

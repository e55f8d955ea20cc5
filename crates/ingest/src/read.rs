//! The bytes of a file.

use std::fs;

use textmill_corpus::Span;

use crate::{FoundFile, Reject};

/// The extensions of plain text; a file without an extension is taken for text too.
const TEXT_EXTENSIONS: &[&str] = &["txt", "text", "md"];

/// Reads a file whole.
///
/// # Errors
///
/// A format that is not plain text, a file larger than spans can address, or what the system says.
pub fn read(file: &FoundFile) -> Result<Vec<u8>, Reject> {
    let extension = file.location.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if let Some(extension) = extension.filter(|extension| !TEXT_EXTENSIONS.contains(&extension.as_str())) {
        return Err(Reject::UnsupportedFormat(extension));
    }
    if file.bytes > Span::MAX_TEXT_BYTES {
        return Err(Reject::TooLarge);
    }
    fs::read(&file.location).map_err(|error| Reject::Unreadable(error.to_string()))
}

//! The bytes of a file.

use std::{
    fs::File,
    io::{self, Read},
};

use textmill_corpus::Span;

use crate::{FoundFile, Reject};

/// The extensions of plain text; a file without an extension is taken for text too.
const TEXT_EXTENSIONS: &[&str] = &["txt", "text", "md"];

/// Adds the whole of a file to `bytes`.
///
/// # Errors
///
/// A format that is not plain text, a file larger than spans can address, or what the system says.
pub fn read(file: &FoundFile, bytes: &mut Vec<u8>) -> Result<(), Reject> {
    if let Some(format) = format_of(&file.path).filter(|format| !TEXT_EXTENSIONS.contains(&format.as_str())) {
        return Err(Reject::UnsupportedFormat(format));
    }
    if file.bytes > Span::MAX_TEXT_BYTES {
        return Err(Reject::TooLarge);
    }
    let unreadable = |error: io::Error| Reject::Unreadable(error.to_string());
    let mut source = File::open(&file.location).map_err(unreadable)?;
    bytes.reserve(file.bytes as usize);
    source.read_to_end(bytes).map_err(unreadable)?;
    Ok(())
}

/// The format that the name of a file claims: one to five letters and digits, of which one is a letter, after the last full
/// stop. What follows it in `Dr. Smith interview` or `2031.03.14` is no format.
fn format_of(path: &str) -> Option<String> {
    let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    let is_format = (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_format.then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::format_of;

    #[test]
    fn formats_of_names() {
        for (path, format) in [
            ("a/b.TXT", Some("txt")),
            ("b.mp3", Some("mp3")),
            ("b", None),
            ("a.d/b", None),
            ("Dr. Smith interview", None),
            ("2031.03.14", None),
            ("2031.03.14 press", None),
        ] {
            assert_eq!(format_of(path).as_deref(), format, "{path}");
        }
    }
}

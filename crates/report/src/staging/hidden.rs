//! The hidden names beside an output folder.

use std::path::{Path, PathBuf};

use textmill_ingest::digest;

/// File systems allow names of 255 bytes. What stands beside the name takes some of them.
const LONGEST: usize = 200;
/// So many letters of its hash stand for the rest of a long name.
const HASH: usize = 16;

/// `.NAME.ROLE` beside the target.
pub(super) fn beside(target: &Path, role: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    let name =
        if name.len() <= LONGEST { name.to_owned() } else { shortened(name.as_encoded_bytes()).into() };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".");
    hidden.push(role);
    target.with_file_name(hidden)
}

/// The beginning of a name, and a hash of the whole.
fn shortened(name: &[u8]) -> String {
    let hash = digest(name).sha256;
    let beginning = String::from_utf8_lossy(name.get(..LONGEST / 2).unwrap_or(name)).replace('\u{fffd}', "_");
    format!("{beginning}-{}", hash.get(..HASH).unwrap_or(&hash))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::beside;

    #[test]
    fn long_names_stay_apart_and_short_enough() {
        assert_eq!(beside(Path::new("/a/out"), "textmill-lock"), Path::new("/a/.out.textmill-lock"));
        let [one, other] = ["x", "y"].map(|end| format!("/a/{}{end}", "é".repeat(127)));
        let [one, other] = [one, other].map(|path| beside(Path::new(&path), "textmill-staging"));
        assert_ne!(one, other);
        assert!(one.file_name().is_some_and(|name| name.len() < 255));
        assert!(one.to_string_lossy().ends_with(".textmill-staging"));
    }
}

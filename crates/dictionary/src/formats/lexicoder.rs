//! The `.lc3` files of Lexicoder 3.

use super::ReadDictionary;
use crate::DictionaryError;

/// Reads `+KEY` and the patterns below it.
pub(super) fn read(text: &str) -> Result<ReadDictionary, DictionaryError> {
    let mut read = ReadDictionary::default();
    let mut key: Option<String> = None;
    for (line, number) in text.lines().zip(1_u64..) {
        let bare = line.trim();
        if let Some(name) = bare.strip_prefix('+') {
            read.dictionary.add_key(&[name.trim().to_owned()]);
            key = Some(name.trim().to_owned());
        } else if let Some(key) = &key {
            read.dictionary.add(std::slice::from_ref(key), bare, None);
        } else if !bare.is_empty() {
            read.note(number, format!("{bare:?} stands before the first +KEY, and is left out"));
        }
    }
    Ok(read)
}

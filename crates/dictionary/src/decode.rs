//! From bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::{DictionaryError, Note};

/// The text of a file. Without a name of an encoding it is what a byte order mark says, else UTF-8, else Windows-1252, which is noted.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    encoding: Option<&str>,
    notes: &mut Vec<Note>,
) -> Result<Cow<'a, str>, DictionaryError> {
    let named = encoding.map(encoding_named).transpose()?;
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return Ok(marked.decode_without_bom_handling(&bytes[length..]).0);
    }
    let declared = named.or_else(|| declared_encoding(bytes));
    if let Some(encoding) = declared {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if had_errors {
            let text = format!(
                "some bytes mean nothing in {}: they are shown as U+FFFD, and their patterns find nothing; name the right encoding",
                encoding.name()
            );
            notes.push(Note { line: None, text });
        }
        return Ok(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            let text = "it is not UTF-8, and read as Windows-1252; name another encoding if words with accents look wrong";
            notes.push(Note { line: Some(line), text: text.to_owned() });
            Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
        }
    }
}

fn encoding_named(name: &str) -> Result<&'static Encoding, DictionaryError> {
    Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| {
        DictionaryError::File(format!("{name:?} is no encoding of the WHATWG Encoding Standard"))
    })
}

/// What the declaration of an XML file says.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

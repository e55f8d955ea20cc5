//! From bytes to text.

use std::{borrow::Cow, fmt};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use textmill_corpus::Span;

use crate::Reject;

/// How an encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingEvidence {
    /// A byte order mark says it.
    ByteOrderMark,
    /// The bytes are valid UTF-8.
    ValidUtf8,
    /// Guessed from the frequencies of bytes.
    Guessed,
}

impl fmt::Display for EncodingEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByteOrderMark => "byte order mark",
            Self::ValidUtf8 => "valid UTF-8",
            Self::Guessed => "guessed",
        })
    }
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The encoding, under its name in the WHATWG standard.
    pub encoding: &'static str,
    /// How it was found.
    pub evidence: EncodingEvidence,
    /// How many times bytes that mean nothing in that encoding were replaced by U+FFFD.
    pub replaced: u64,
}

/// Decodes the bytes of a file: by its byte order mark, else as UTF-8 if they are valid, else by a guess.
///
/// Valid UTF-8 is not copied.
///
/// # Errors
///
/// [`Reject::Binary`] for bytes that are no text in any of these, [`Reject::TooLarge`] for a text that spans cannot
/// address.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Reject> {
    let decoded = match Encoding::for_bom(bytes) {
        Some(_) if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) => {
            return Err(Reject::Binary("UTF-32 is not read"));
        }
        Some((encoding, mark)) => decode_as(encoding, &bytes[mark..], EncodingEvidence::ByteOrderMark),
        None if bytes.contains(&0) => return Err(Reject::Binary("it holds NUL bytes")),
        None => match str::from_utf8(bytes) {
            Ok(text) => Decoded {
                text: Cow::Borrowed(text),
                encoding: UTF_8.name(),
                evidence: EncodingEvidence::ValidUtf8,
                replaced: 0,
            },
            Err(_) => decode_by_guess(bytes)?,
        },
    };
    if decoded.text.len() as u64 > Span::MAX_TEXT_BYTES { Err(Reject::TooLarge) } else { Ok(decoded) }
}

fn decode_by_guess(bytes: &[u8]) -> Result<Decoded<'_>, Reject> {
    let controls = bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    if controls * 100 > bytes.len() {
        return Err(Reject::Binary("more than 1 % of it are control bytes"));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    Ok(decode_as(encoding, bytes, EncodingEvidence::Guessed))
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], evidence: EncodingEvidence) -> Decoded<'a> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let replaced = if malformed { text.matches('\u{FFFD}').count() as u64 } else { 0 };
    Decoded { text, encoding: encoding.name(), evidence, replaced }
}

#[cfg(test)]
mod tests {
    use super::{EncodingEvidence, decode};
    use crate::Reject;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, evidence: EncodingEvidence) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.evidence), (text, encoding, evidence));
        assert_eq!(decoded.replaced, 0);
    }

    #[test]
    fn a_byte_order_mark_says_the_encoding_and_is_not_text() {
        check(b"\xEF\xBB\xBFa", "a", "UTF-8", EncodingEvidence::ByteOrderMark);
        check(b"\xFF\xFEa\0", "a", "UTF-16LE", EncodingEvidence::ByteOrderMark);
        check(b"\xFE\xFF\0a", "a", "UTF-16BE", EncodingEvidence::ByteOrderMark);
    }

    #[test]
    fn valid_utf8_needs_no_guess() {
        check("жизнь".as_bytes(), "жизнь", "UTF-8", EncodingEvidence::ValidUtf8);
        check(b"", "", "UTF-8", EncodingEvidence::ValidUtf8);
    }

    #[test]
    fn other_encodings_are_guessed() {
        let text = "Министр открыла ежегодную пресс-конференцию и ответила на вопросы журналистов.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        check(&bytes, text, "windows-1251", EncodingEvidence::Guessed);
    }

    #[test]
    fn replaced_characters_are_counted() {
        let decoded = decode(b"\xEF\xBB\xBFa\xFFb\xFE").unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.replaced), ("a\u{FFFD}b\u{FFFD}", 2));
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert!(matches!(decode(b"\x89PNG\r\n\x1A\n\0\0"), Err(Reject::Binary(_))));
        assert!(matches!(decode(&[0xFF, 0x01, 0x02, 0x80]), Err(Reject::Binary(_))));
        assert!(matches!(decode(b"\xFF\xFE\0\0a\0\0\0"), Err(Reject::Binary(_))));
    }
}

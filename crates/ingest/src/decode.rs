//! From bytes to text.

use std::{borrow::Cow, fmt};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use textmill_corpus::Span;

use crate::Reject;

/// How an encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingEvidence {
    /// The configuration.
    Configured,
    /// A byte order mark.
    ByteOrderMark,
    /// The zero bytes of Latin letters in UTF-16.
    ZeroBytes,
    /// The bytes are valid UTF-8.
    ValidUtf8,
    /// A declaration in the page.
    Declared,
    /// The format allows no other encoding.
    Format,
    /// Guessed from the frequencies of bytes.
    Guessed,
}

impl fmt::Display for EncodingEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Configured => "configuration",
            Self::ByteOrderMark => "byte order mark",
            Self::ZeroBytes => "zero bytes",
            Self::ValidUtf8 => "valid UTF-8",
            Self::Declared => "declared in the page",
            Self::Format => "format",
            Self::Guessed => "guessed",
        })
    }
}

/// What is known about the encoding in advance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EncodingHint {
    /// No hint.
    #[default]
    None,
    /// The text declares it; a byte order mark or valid UTF-8 takes precedence.
    Declared(&'static Encoding),
    /// The user specified it.
    Configured(&'static Encoding),
}

/// How a text was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding, under its name in the WHATWG standard.
    pub encoding: &'static str,
    /// How it was found.
    pub evidence: EncodingEvidence,
    /// The number of replacement characters U+FFFD for bytes that are invalid in the encoding.
    pub replaced: u64,
    /// The number of characters that are certainly UTF-8 misread as Windows-1252 (`â€™` for `’`).
    pub mojibake: u64,
    /// Whether these characters were repaired.
    pub is_mended: bool,
}

impl Decoding {
    /// Text in UTF-8, since its format allows nothing else.
    pub(crate) fn by_format() -> Self {
        Self::new(UTF_8, EncodingEvidence::Format)
    }

    fn new(encoding: &'static Encoding, evidence: EncodingEvidence) -> Self {
        Self { encoding: encoding.name(), evidence, replaced: 0, mojibake: 0, is_mended: false }
    }
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// How it was decoded.
    pub decoding: Decoding,
}

/// Decodes the bytes of a file. The encoding is the one that the user specified, or else, in this order: the one of a
/// byte order mark, UTF-16 if there are zero bytes, UTF-8 if the bytes are valid, the one that the text declares, or a
/// guess.
///
/// Valid UTF-8 is not copied.
///
/// ```
/// use textmill_ingest::{EncodingEvidence, EncodingHint, Reject, decode};
///
/// // A byte order mark is not part of the text.
/// let marked = decode(b"\xEF\xBB\xBFriver", EncodingHint::None)?;
/// assert_eq!(marked.text, "river");
/// assert_eq!(marked.decoding.evidence, EncodingEvidence::ByteOrderMark);
///
/// let hint = EncodingHint::Configured(encoding_rs::WINDOWS_1251);
/// assert_eq!(decode(b"\xE6\xF3\xEA", hint)?.text, "жук");
/// # Ok::<(), Reject>(())
/// ```
///
/// # Errors
///
/// [`Reject::Binary`] for bytes that are not text, [`Reject::TooLarge`] for a text that spans cannot address.
pub fn decode(bytes: &[u8], hint: EncodingHint) -> Result<Decoded<'_>, Reject> {
    let decoded = match (hint, Encoding::for_bom(bytes)) {
        (EncodingHint::Configured(encoding), mark) => {
            let mark = mark.filter(|(marked, _)| *marked == encoding).map_or(0, |(_, length)| length);
            decode_as(encoding, &bytes[mark..], EncodingEvidence::Configured)
        }
        (_, Some(_)) if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) => {
            return Err(Reject::Binary("UTF-32 is not read"));
        }
        (_, Some((encoding, mark))) => decode_as(encoding, &bytes[mark..], EncodingEvidence::ByteOrderMark),
        (_, None) if bytes.contains(&0) => decode_utf16(bytes)?,
        (hint, None) => match (str::from_utf8(bytes), hint) {
            (Ok(text), _) => Decoded {
                text: Cow::Borrowed(text),
                decoding: Decoding::new(UTF_8, EncodingEvidence::ValidUtf8),
            },
            (Err(_), EncodingHint::Declared(encoding)) if encoding != UTF_8 => {
                decode_as(encoding, bytes, EncodingEvidence::Declared)
            }
            (Err(_), _) => decode_by_guess(bytes)?,
        },
    };
    if decoded.text.len() as u64 > Span::MAX_TEXT_BYTES { Err(Reject::TooLarge) } else { Ok(decoded) }
}

/// Decodes bytes with zeros as UTF-16, where the zeros are all at even or all at odd places, nine of ten units are of a script that
/// is written with letters (U+0000 to U+20FF), and nothing is malformed.
fn decode_utf16(bytes: &[u8]) -> Result<Decoded<'_>, Reject> {
    let binary = Err(Reject::Binary("it holds NUL bytes"));
    let upper = |first: usize| bytes.iter().skip(first).step_by(2);
    let has_zeros = |first: usize| upper(first).any(|&byte| byte == 0);
    let (encoding, first) = match (has_zeros(0), has_zeros(1)) {
        (false, true) => (UTF_16LE, 1),
        (true, false) => (UTF_16BE, 0),
        _ => return binary,
    };
    let letters = upper(first).filter(|&&byte| byte <= 0x20).count();
    if letters * 20 < bytes.len() * 9 {
        return binary;
    }
    let decoded = decode_as(encoding, bytes, EncodingEvidence::ZeroBytes);
    let controls = decoded.text.chars().filter(|one| one.is_control() && !one.is_whitespace()).count();
    if decoded.decoding.replaced > 0 || controls * 100 > bytes.len() { binary } else { Ok(decoded) }
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
    Decoded { text, decoding: Decoding { replaced, ..Decoding::new(encoding, evidence) } }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, UTF_16LE, WINDOWS_1251};

    use super::{EncodingEvidence, EncodingHint, decode};
    use crate::Reject;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, evidence: EncodingEvidence) {
        check_hinted(bytes, EncodingHint::None, text, encoding, evidence);
    }

    #[track_caller]
    fn check_hinted(
        bytes: &[u8],
        hint: EncodingHint,
        text: &str,
        encoding: &str,
        evidence: EncodingEvidence,
    ) {
        let decoded = decode(bytes, hint).unwrap();
        let found = (decoded.text.as_ref(), decoded.decoding.encoding, decoded.decoding.evidence);
        assert_eq!(found, (text, encoding, evidence));
        assert_eq!(decoded.decoding.replaced, 0);
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
        let (bytes, _, _) = WINDOWS_1251.encode(text);
        check(&bytes, text, "windows-1251", EncodingEvidence::Guessed);
    }

    #[test]
    fn the_person_knows_better_than_the_bytes_and_these_than_the_page() {
        let (bytes, _, _) = WINDOWS_1251.encode("жук");
        let configured = EncodingHint::Configured(WINDOWS_1251);
        check_hinted(&bytes, configured, "жук", "windows-1251", EncodingEvidence::Configured);
        check_hinted(
            b"\xFF\xFEa\0",
            EncodingHint::Configured(UTF_16LE),
            "a",
            "UTF-16LE",
            EncodingEvidence::Configured,
        );
        let declared = EncodingHint::Declared(WINDOWS_1251);
        check_hinted(&bytes, declared, "жук", "windows-1251", EncodingEvidence::Declared);
        check_hinted(
            "жук".as_bytes(),
            EncodingHint::Declared(KOI8_R),
            "жук",
            "UTF-8",
            EncodingEvidence::ValidUtf8,
        );
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        check(b"a\0\n\0", "a\n", "UTF-16LE", EncodingEvidence::ZeroBytes);
        check(b"\0a\x04\x16\0\n", "aЖ\n", "UTF-16BE", EncodingEvidence::ZeroBytes);
        assert!(decode(b"a\0b", EncodingHint::None).is_err(), "half a unit");
        assert!(decode(b"river\0", EncodingHint::None).is_err(), "a text with a zero at its end");
        assert!(decode(b"\0\0a\0", EncodingHint::None).is_err());
        assert!(decode(b"a\x01\0\0b\x02\0\0", EncodingHint::None).is_err());
    }

    #[test]
    fn replaced_characters_are_counted() {
        let decoded = decode(b"\xEF\xBB\xBFa\xFFb\xFE", EncodingHint::None).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.decoding.replaced), ("a\u{FFFD}b\u{FFFD}", 2));
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert!(matches!(decode(b"\x89PNG\r\n\x1A\n\0\0", EncodingHint::None), Err(Reject::Binary(_))));
        assert!(matches!(decode(&[0xFF, 0x01, 0x02, 0x80], EncodingHint::None), Err(Reject::Binary(_))));
        assert!(matches!(decode(b"\xFF\xFE\0\0a\0\0\0", EncodingHint::None), Err(Reject::Binary(_))));
    }
}

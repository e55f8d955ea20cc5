//! From bytes to text.

use std::{borrow::Cow, fmt};

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use textmill_corpus::Span;

use crate::{
    Reject,
    codec::Codec,
    guess::{guess, strange_letters},
};

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
    /// The bytes are UTF-8 but for so many places.
    Utf8But(u32),
    /// Escape sequences, which no other encoding has.
    Escapes,
    /// A declaration in the page.
    Declared,
    /// The format allows no other encoding.
    Format,
    /// Guessed from the frequencies of bytes.
    Guessed,
    /// Guessed as another one, were it not for the files beside it.
    Siblings,
}

impl fmt::Display for EncodingEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Utf8But(places) = self {
            return write!(f, "UTF-8 but for {places} {}", if *places == 1 { "place" } else { "places" });
        }
        f.write_str(match self {
            Self::Utf8But(_) => "UTF-8",
            Self::Escapes => "escape sequences",
            Self::Configured => "configuration",
            Self::ByteOrderMark => "byte order mark",
            Self::ZeroBytes => "zero bytes",
            Self::ValidUtf8 => "valid UTF-8",
            Self::Declared => "declared in the page",
            Self::Format => "format",
            Self::Guessed => "guessed",
            Self::Siblings => "guessed, with the files beside it",
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
    Declared(Codec),
    /// The files beside it are in it: where a text could be in several, it is in that one.
    Expected(Codec),
    /// The user specified it.
    Configured(Codec),
}

/// How a text was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding, under its name in the WHATWG standard, or at IANA.
    pub encoding: &'static str,
    /// How it was found.
    pub evidence: EncodingEvidence,
    /// The number of replacement characters U+FFFD for bytes that are invalid in the encoding.
    pub replaced: u64,
    /// The number of characters that are certainly UTF-8 misread as Windows-1252 (`â€™` for `’`).
    pub mojibake: u64,
    /// Whether these characters were repaired.
    pub is_mended: bool,
    /// The number of letters that the language of the text does not have, where the encoding was guessed or declared: signs that it is
    /// another one.
    pub strange: u64,
}

impl Decoding {
    /// Text in UTF-8, since its format allows nothing else.
    pub(crate) fn by_format() -> Self {
        Self::new(Codec::Standard(UTF_8), EncodingEvidence::Format)
    }

    fn new(codec: Codec, evidence: EncodingEvidence) -> Self {
        Self { encoding: codec.name(), evidence, replaced: 0, mojibake: 0, is_mended: false, strange: 0 }
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
/// byte order mark, UTF-16 or UTF-32 if there are zero bytes, ISO-2022 if there are escape sequences, UTF-8 if nearly all sequences of
/// bytes beyond ASCII are valid, the one that the text declares, or a guess.
///
/// Valid UTF-8 is not copied.
///
/// ```
/// use textmill_ingest::{Codec, EncodingEvidence, EncodingHint, Reject, decode};
///
/// // A byte order mark is not part of the text.
/// let marked = decode(b"\xEF\xBB\xBFriver", EncodingHint::None)?;
/// assert_eq!(marked.text, "river");
/// assert_eq!(marked.decoding.evidence, EncodingEvidence::ByteOrderMark);
///
/// let hint = EncodingHint::Configured(Codec::Standard(encoding_rs::WINDOWS_1251));
/// assert_eq!(decode(b"\xE6\xF3\xEA", hint)?.text, "жук");
/// # Ok::<(), Reject>(())
/// ```
///
/// # Errors
///
/// [`Reject::Binary`] for bytes that are not text, [`Reject::TooLarge`] for a text that spans cannot address.
pub fn decode(bytes: &[u8], hint: EncodingHint) -> Result<Decoded<'_>, Reject> {
    let decoded = match (hint, mark(bytes)) {
        (EncodingHint::Configured(codec), mark) => {
            let mark = mark.filter(|(marked, _)| *marked == codec).map_or(0, |(_, length)| length);
            decode_as(codec, &bytes[mark..], EncodingEvidence::Configured)
        }
        (_, Some((codec, mark))) => decode_as(codec, &bytes[mark..], EncodingEvidence::ByteOrderMark),
        (_, None) if is_wide(bytes) => decode_wide(bytes)?,
        (hint, None) => decode_narrow(bytes, hint)?,
    };
    if decoded.text.len() as u64 > Span::MAX_TEXT_BYTES { Err(Reject::TooLarge) } else { Ok(decoded) }
}

/// The encoding of a byte order mark, and its length.
fn mark(bytes: &[u8]) -> Option<(Codec, usize)> {
    // The mark of UTF-16 begins that of UTF-32.
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        return Some((Codec::Utf32Le, 4));
    }
    if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some((Codec::Utf32Be, 4));
    }
    Encoding::for_bom(bytes).map(|(encoding, length)| (Codec::Standard(encoding), length))
}

/// A text has at most one NUL byte in so many; more are halves of wide characters, or no text.
const NULS_ONE_IN: usize = 1000;

/// Whether bytes have zeros as only wide characters have, or no text at all.
fn is_wide(bytes: &[u8]) -> bool {
    let zeros = memchr::memchr_iter(0, bytes).count();
    let controls =
        || bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    let is_plain = || zeros * 10 < bytes.len() && bytes.is_ascii() && controls() * 8 < bytes.len();
    zeros * NULS_ONE_IN > bytes.len() && !is_plain()
}

/// Decodes bytes with zeros as UTF-32 or UTF-16: by the place of the zeros, or by the encoding in which they are all letters and the like.
fn decode_wide(bytes: &[u8]) -> Result<Decoded<'_>, Reject> {
    let zeros_at = |place: usize| bytes.iter().skip(place).step_by(4).filter(|byte| **byte == 0).count();
    let zeros: [usize; 4] = std::array::from_fn(zeros_at);
    let quarter = bytes.len() / 4;
    let codecs: &[Codec] = match zeros {
        [_, _, third, fourth] if quarter > 1 && fourth >= quarter && third * 10 >= quarter * 9 => {
            &[Codec::Utf32Le]
        }
        [first, second, ..] if quarter > 1 && first >= quarter && second * 10 >= quarter * 9 => {
            &[Codec::Utf32Be]
        }
        [first, second, third, fourth] if first + third < second + fourth => {
            &[Codec::Standard(UTF_16LE), Codec::Standard(UTF_16BE)]
        }
        _ => &[Codec::Standard(UTF_16BE), Codec::Standard(UTF_16LE)],
    };
    let decodings = codecs.iter().map(|codec| decode_as(*codec, bytes, EncodingEvidence::ZeroBytes));
    let is_of_letters = memchr::memchr_iter(0, bytes).count() * 4 >= bytes.len();
    let reads = |decoded: &Decoded<'_>| {
        decoded.decoding.replaced == 0
            && reads_like_text(&decoded.text)
            && (is_of_letters || has_gaps(&decoded.text))
    };
    decodings.into_iter().find(reads).ok_or(Reject::Binary("it holds NUL bytes"))
}

/// Whether nearly all characters are of the scripts in use, or blanks.
fn reads_like_text(text: &str) -> bool {
    let (mut all, mut strange) = (0_usize, 0_usize);
    for character in text.chars() {
        all += 1;
        let is_known = matches!(character,
            ' '..='~' | '\n' | '\r' | '\t' | '\u{A0}'..='\u{5FF}' | '\u{600}'..='\u{6FF}' | '\u{900}'..='\u{E7F}'
            | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2122}' | '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}' | '\u{FF00}'..='\u{FFEF}' | '\u{FEFF}');
        strange += usize::from(!is_known);
    }
    strange * 20 <= all
}

/// Whether a text has blanks or the stops of the scripts that have none.
fn has_gaps(text: &str) -> bool {
    text.contains([' ', '\n', '、', '。', '，'])
}

/// Decodes bytes whose characters have one or more of them.
fn decode_narrow(bytes: &[u8], hint: EncodingHint) -> Result<Decoded<'_>, Reject> {
    if let Some(codec) = escaped(bytes) {
        return Ok(decode_as(codec, bytes, EncodingEvidence::Escapes));
    }
    let codec = Codec::Standard(UTF_8);
    match (str::from_utf8(bytes), hint) {
        (Ok(text), _) => Ok(Decoded {
            text: Cow::Borrowed(text),
            decoding: Decoding::new(codec, EncodingEvidence::ValidUtf8),
        }),
        (Err(_), EncodingHint::Declared(declared)) if declared != codec => {
            Ok(decode_as(declared, bytes, EncodingEvidence::Declared))
        }
        (Err(_), _) => match places_beside_utf8(bytes) {
            Some(places) => Ok(decode_as(codec, bytes, EncodingEvidence::Utf8But(places))),
            None => decode_by_guess(bytes, hint),
        },
    }
}

/// The encoding of bytes with escape sequences, or with the tildes of HZ.
fn escaped(bytes: &[u8]) -> Option<Codec> {
    let has = |sequence: &[u8]| memchr::memmem::find(bytes, sequence).is_some();
    if memchr::memchr(0x1B, bytes).is_some() && bytes.is_ascii() {
        if has(b"\x1B$)C") {
            return Some(Codec::Iso2022Kr);
        }
        if has(b"\x1B$B") || has(b"\x1B$@") || has(b"\x1B(J") {
            return Some(Codec::Standard(ISO_2022_JP));
        }
    }
    let has_hz = memchr::memchr(b'~', bytes).is_some() && has(b"~{") && has(b"~}") && bytes.is_ascii();
    (has_hz && !has(b"~{}") && hz_is_chinese(bytes)).then_some(Codec::Hz)
}

/// One byte in so many of a text in HZ stands between its tildes.
const HZ_ONE_IN: usize = 10;

/// Whether what stands between the tildes of HZ is Chinese, and no word of a text that has such signs for itself: characters and punctuation
/// in common use, and not too few.
fn hz_is_chinese(bytes: &[u8]) -> bool {
    let (text, replaced) = Codec::Hz.decode(bytes);
    let chinese = text.chars().filter(|character| ('\u{4E00}'..='\u{9FFF}').contains(character)).count();
    let (mut inside, mut common) = (0, 0);
    let mut rest = bytes;
    while let Some(start) = memchr::memmem::find(rest, b"~{") {
        let from = &rest[start + 2..];
        let end = memchr::memmem::find(from, b"~}").unwrap_or(from.len());
        let pairs = from[..end].chunks_exact(2);
        inside += pairs.len();
        // The first level of GB 2312, and its punctuation.
        common += pairs.filter(|pair| matches!(pair[0], 0x21..=0x23 | 0x30..=0x57)).count();
        rest = &from[end..];
    }
    replaced == 0 && chinese >= 2 && common * 4 >= inside * 3 && 2 * inside * HZ_ONE_IN >= bytes.len()
}

/// A text is UTF-8 if at most one in so many of its sequences beyond ASCII is none.
const VALID_TO_ONE: u64 = 4;

/// At how many places bytes are not UTF-8, if they are else: of a text in another encoding hardly a sequence is valid by chance, least
/// of all one of three bytes or four.
fn places_beside_utf8(bytes: &[u8]) -> Option<u32> {
    let (mut valid, mut invalid) = (0_u64, 0_u64);
    for chunk in bytes.utf8_chunks() {
        let beyond = chunk.valid().chars().filter(|character| !character.is_ascii());
        valid += beyond.map(|character| if character.len_utf8() > 2 { VALID_TO_ONE } else { 1 }).sum::<u64>();
        invalid += u64::from(!chunk.invalid().is_empty());
    }
    (valid >= invalid * VALID_TO_ONE).then(|| u32::try_from(invalid).unwrap_or(u32::MAX))
}

fn decode_by_guess(bytes: &[u8], hint: EncodingHint) -> Result<Decoded<'_>, Reject> {
    let controls = bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    if controls * 100 > bytes.len() {
        return Err(Reject::Binary("more than 1 % of it are control bytes"));
    }
    if is_ebcdic(bytes) {
        return Err(Reject::Binary(
            "it seems to be EBCDIC: convert it to UTF-8, as with iconv -f IBM037 -t UTF-8",
        ));
    }
    let alone = guess(bytes, None);
    let (codec, evidence) = match hint {
        EncodingHint::Expected(expected) if expected != alone => {
            let codec = guess(bytes, Some(expected));
            (codec, if codec == alone { EncodingEvidence::Guessed } else { EncodingEvidence::Siblings })
        }
        _ => (alone, EncodingEvidence::Guessed),
    };
    Ok(decode_as(codec, bytes, evidence))
}

/// Whether bytes are EBCDIC: its blank is the `@` of ASCII, and nearly all of its letters and figures are beyond ASCII.
fn is_ebcdic(bytes: &[u8]) -> bool {
    let count = |is: fn(u8) -> bool| bytes.iter().filter(|byte| is(**byte)).count();
    let (blanks, letters) = (count(|byte| byte == b'@'), count(|byte| byte >= 0x81));
    let is_of_ascii = |byte: u8| byte == b' ' || byte.is_ascii_alphanumeric();
    blanks * 20 >= bytes.len() && letters * 5 >= bytes.len() * 3 && count(is_of_ascii) * 8 <= bytes.len()
}

fn decode_as(codec: Codec, bytes: &[u8], evidence: EncodingEvidence) -> Decoded<'_> {
    let (text, replaced) = codec.decode(bytes);
    let is_doubtful = matches!(
        evidence,
        EncodingEvidence::Guessed | EncodingEvidence::Siblings | EncodingEvidence::Declared
    );
    let strange = if is_doubtful { strange_letters(&text) } else { 0 };
    Decoded { text, decoding: Decoding { replaced, strange, ..Decoding::new(codec, evidence) } }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, UTF_16LE, WINDOWS_1251};

    use super::{EncodingEvidence, EncodingHint, decode};
    use crate::{Codec, Reject};

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
    fn ebcdic_is_refused_with_a_way() {
        let bytes = b"\xE3\x88\x85\x40\x84\x81\x94\x40\x89\xA2\x40\x83\x93\x96\xA2\x85\x84\x40\xA2\x89\x95\x83\x85\x40\xD4\x96\x95\x84\x81\xA8";
        let refused = decode(bytes, EncodingHint::None).unwrap_err().to_string();
        assert!(refused.contains("EBCDIC") && refused.contains("iconv"), "{refused}");
        let russian = encoding_rs::KOI8_R.encode("Река@@@@@@@@@@@поднялась").0;
        assert!(decode(&russian, EncodingHint::None).is_ok());
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
        let configured = EncodingHint::Configured(Codec::Standard(WINDOWS_1251));
        check_hinted(&bytes, configured, "жук", "windows-1251", EncodingEvidence::Configured);
        check_hinted(
            b"\xFF\xFEa\0",
            EncodingHint::Configured(Codec::Standard(UTF_16LE)),
            "a",
            "UTF-16LE",
            EncodingEvidence::Configured,
        );
        let declared = EncodingHint::Declared(Codec::Standard(WINDOWS_1251));
        check_hinted(&bytes, declared, "жук", "windows-1251", EncodingEvidence::Declared);
        check_hinted(
            "жук".as_bytes(),
            EncodingHint::Declared(Codec::Standard(KOI8_R)),
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
        assert!(decode(b"a\x01\0\0b\x02\0\x05", EncodingHint::None).is_err());
    }

    #[test]
    fn wide_characters_of_four_bytes_and_of_chinese() {
        check(b"\xFF\xFE\0\0a\0\0\0", "a", "UTF-32LE", EncodingEvidence::ByteOrderMark);
        check(b"\0\0\0a\0\0\x04\x16", "aЖ", "UTF-32BE", EncodingEvidence::ZeroBytes);
        let text = "水位が上がった。\n川は静かだ。\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, text, "UTF-16LE", EncodingEvidence::ZeroBytes);
    }

    #[test]
    fn one_bad_byte_makes_no_other_encoding() {
        for text in [
            "Der Damm ist für alle Bürger geschlossen – so heißt es.",
            "Плотина закрыта.",
            "堤は閉じている。",
            "“Yes”, she said.",
        ] {
            let mut bytes = text.as_bytes().to_vec();
            bytes.extend_from_slice(b" f\xFCr");
            let decoded = decode(&bytes, EncodingHint::None).unwrap();
            assert_eq!(decoded.text, format!("{text} f\u{FFFD}r"));
            assert_eq!(decoded.decoding.evidence.to_string(), "UTF-8 but for 1 place");
            let cut = &text.as_bytes()[..text.len() - usize::from(text.ends_with('。'))];
            let cut = decode(cut, EncodingHint::None).unwrap();
            assert_eq!(cut.decoding.encoding, "UTF-8", "{text}");
        }
    }

    #[test]
    fn escapes_say_the_encoding() {
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("川は川床を離れ");
        check(&bytes, "川は川床を離れ", "ISO-2022-JP", EncodingEvidence::Escapes);
        check(b"\x1B$)C\x0E0-\x0F a", "강 a", "ISO-2022-KR", EncodingEvidence::Escapes);
        check(b"a ~{VPND~} b", "a 中文 b", "HZ-GB-2312", EncodingEvidence::Escapes);
        check(b"if ~{x~} then", "if ~{x~} then", "UTF-8", EncodingEvidence::ValidUtf8);
        let path = b"The path ~{name~} is replaced by the name of the lock, she said.";
        check(path, &String::from_utf8_lossy(path), "UTF-8", EncodingEvidence::ValidUtf8);
        assert!(
            decode(b"The dam\0 is closed, and it will be closed for the whole summer.", EncodingHint::None)
                .is_ok()
        );
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
    }
}

//! Encodings of texts: those of the web's standard, and those beside it that files of offices and archives are in.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, Encoding, GBK};

use crate::code_pages::CodePage;

/// An encoding of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// One of the WHATWG Encoding Standard.
    Standard(&'static Encoding),
    /// A code page of DOS or the Mac, by its name.
    CodePage(CodePageName),
    /// UTF-32, with the first byte of a character last.
    Utf32Le,
    /// UTF-32, with the first byte of a character first.
    Utf32Be,
    /// ISO-2022-KR: Korean between the signs SO and SI.
    Iso2022Kr,
    /// HZ: Chinese between `~{` and `~}`.
    Hz,
}

/// A code page that the standard of the web does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePageName(pub(crate) &'static CodePage);

impl Codec {
    /// The encoding of a label: any of the WHATWG Encoding Standard, or the name of a code page such as `cp850`.
    pub fn for_label(label: &str) -> Option<Self> {
        let page = || CodePage::for_label(label).map(|page| Self::CodePage(CodePageName(page)));
        let other = || match label.trim().to_ascii_lowercase().as_str() {
            "utf-32" | "utf-32le" | "utf32" => Some(Self::Utf32Le),
            "utf-32be" => Some(Self::Utf32Be),
            "iso-2022-kr" => Some(Self::Iso2022Kr),
            "hz" | "hz-gb-2312" => Some(Self::Hz),
            _ => None,
        };
        // To the standard, labels that are a risk to browsers mean an encoding that replaces everything.
        let standard = Encoding::for_label_no_replacement(label.as_bytes()).map(Self::Standard);
        other().or(standard).or_else(page)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::CodePage(page) => page.0.name,
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Iso2022Kr => "ISO-2022-KR",
            Self::Hz => "HZ-GB-2312",
        }
    }

    /// Whether its characters have several bytes.
    pub(crate) fn has_wide_characters(self) -> bool {
        match self {
            Self::Standard(encoding) => !encoding.is_single_byte(),
            Self::CodePage(_) => false,
            Self::Utf32Le | Self::Utf32Be | Self::Iso2022Kr | Self::Hz => true,
        }
    }

    /// The text of some bytes, with U+FFFD for those that mean nothing, and how many of these there are.
    pub(crate) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, u64) {
        let text = match self {
            Self::Standard(encoding) => {
                let (text, is_malformed) = encoding.decode_without_bom_handling(bytes);
                if !is_malformed {
                    return (text, 0);
                }
                text
            }
            Self::CodePage(page) => page.0.decode(bytes).into(),
            Self::Utf32Le => utf32(bytes, u32::from_le_bytes).into(),
            Self::Utf32Be => utf32(bytes, u32::from_be_bytes).into(),
            Self::Iso2022Kr => shifted(bytes, EUC_KR, &Shifts { starts: b"\x0E", ends: b"\x0F" }).into(),
            Self::Hz => shifted(bytes, GBK, &Shifts { starts: b"~{", ends: b"~}" }).into(),
        };
        let replaced = text.matches('\u{FFFD}').count() as u64;
        (text, replaced)
    }
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let character = |four: &[u8]| {
        let four: Option<[u8; 4]> = four.try_into().ok();
        four.and_then(|four| char::from_u32(number(four))).unwrap_or('\u{FFFD}')
    };
    bytes.chunks(4).map(character).collect()
}

/// What begins and ends the characters of two bytes.
struct Shifts {
    starts: &'static [u8],
    ends: &'static [u8],
}

/// The text of bytes in which a part has its highest bits cut off, between two signs.
fn shifted(bytes: &[u8], encoding: &'static Encoding, shifts: &Shifts) -> String {
    // The header of ISO-2022-KR says no more than that it is one.
    let bytes = bytes.strip_prefix(b"\x1B$)C").unwrap_or(bytes);
    let mut whole = Vec::with_capacity(bytes.len());
    let (mut rest, mut is_shifted) = (bytes, false);
    while let Some((&first, others)) = rest.split_first() {
        let sign = if is_shifted { shifts.ends } else { shifts.starts };
        if let Some(after) = rest.strip_prefix(sign) {
            is_shifted = !is_shifted;
            rest = after;
            continue;
        }
        // A line ends what was not ended.
        is_shifted &= first != b'\n';
        whole.push(if is_shifted && first > b' ' { first | 0x80 } else { first });
        rest = others;
    }
    encoding.decode_without_bom_handling(&whole).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::Codec;

    #[track_caller]
    fn check(label: &str, bytes: &[u8], text: &str) {
        assert_eq!(Codec::for_label(label).unwrap().decode(bytes), (text.into(), 0), "{label}");
    }

    #[test]
    fn texts_in_encodings_beside_the_standard() {
        check("latin1", b"caf\xE9", "café");
        check("cp850", b"f\x81r", "für");
        check("utf-32le", b"a\0\0\0\x16\x04\0\0", "aЖ");
        check("utf-32be", b"\0\0\0a\0\0\x04\x16", "aЖ");
        check("iso-2022-kr", b"\x1B$)C\x0E0-\x0F a", "강 a");
        check("hz-gb-2312", b"a ~{VPND~} b", "a 中文 b");
        assert_eq!(Codec::for_label("klingon"), None);
        assert_eq!(Codec::Utf32Le.decode(b"a\0\0\0\xFF").1, 1);
    }
}

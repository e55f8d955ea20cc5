//! Quotation marks: which characters are some, and what each can do where it stands.

/// Marks that go together: any of them may open what another one closes, as houses and languages do it in their own ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// `“ ” „ ‟ "`, and doubled backticks and apostrophes.
    Double,
    /// `‘ ’ ‚ ‛ '`, which are apostrophes too.
    Single,
    /// `« »`.
    Guillemets,
    /// `‹ ›`.
    SingleGuillemets,
    /// `「 」`.
    Corners,
    /// `『 』`.
    WhiteCorners,
}

/// What the shape of a mark says of its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It opens in most of the languages that have it.
    Opening,
    /// It closes in most.
    Closing,
    /// It has no side.
    Straight,
}

/// A quotation mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    pub(super) family: Family,
    pub(super) shape: Shape,
    /// What stands before and behind it.
    pub(super) before: Side,
    pub(super) after: Side,
}

/// What stands on one side of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing, or white space.
    Blank,
    /// A letter or a digit.
    Word,
    /// An opening bracket, a dash, or another mark that may open.
    Opening,
    /// Any other character: punctuation, a closing bracket, a sign.
    Other,
}

impl Mark {
    /// Whether a quotation may begin with it.
    pub(super) fn may_open(self) -> bool {
        match self.family {
            Family::Corners | Family::WhiteCorners => self.shape == Shape::Opening,
            _ => matches!(self.before, Side::Blank | Side::Opening) && self.after != Side::Blank,
        }
    }

    /// Whether a quotation may end with it.
    pub(super) fn may_close(self) -> bool {
        match self.family {
            Family::Corners | Family::WhiteCorners => self.shape == Shape::Closing,
            _ => self.before != Side::Blank && self.after != Side::Word,
        }
    }

    /// Whether it has blanks on both sides, as French guillemets do on their inner one.
    pub(super) fn is_alone(self) -> bool {
        self.before == Side::Blank && self.after == Side::Blank
    }

    /// Whether it is an apostrophe inside a word.
    pub(super) fn is_inside_word(self) -> bool {
        self.family == Family::Single && self.before == Side::Word && self.after == Side::Word
    }
}

/// The marks of a part of a text that begins at `base`, in their order.
pub(super) fn marks(part: &str, base: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(place) = next_candidate(part.as_bytes(), from) {
        let rest = part.get(place..).unwrap_or_default();
        let Some((family, shape, length)) = mark_at(rest) else {
            from = place + 1;
            continue;
        };
        from = place + length;
        let before = part.get(..place).unwrap_or_default().chars().next_back();
        let after = part.get(from..).unwrap_or_default().chars().next();
        marks.push(Mark {
            start: base + place,
            end: base + from,
            family,
            shape,
            before: side(before, true),
            after: side(after, false),
        });
    }
    marks
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// The first place from another one where a mark may begin, by its first byte. Most parts of a text have none.
fn next_candidate(text: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let block = text.get(from..(from + BLOCK).min(text.len())).filter(|block| !block.is_empty())?;
        // Without a way out in the middle, the compiler looks at many bytes at a time.
        if block.iter().fold(false, |any, byte| any | may_begin(*byte)) {
            return block.iter().position(|byte| may_begin(*byte)).map(|place| from + place);
        }
        from += block.len();
    }
}

/// Whether a mark may begin with a byte: all bytes of the kind begin characters.
fn may_begin(byte: u8) -> bool {
    (byte == b'"')
        | (byte == b'\'')
        | (byte == b'`')
        | (byte == 0xC2)
        | (byte == 0xE2)
        | (byte == 0xE3)
        | (byte == 0xEF)
}

fn mark_at(rest: &str) -> Option<(Family, Shape, usize)> {
    let character = rest.chars().next()?;
    let (family, shape) = match character {
        '`' if rest.starts_with("``") => return Some((Family::Double, Shape::Opening, 2)),
        '\'' if rest.starts_with("''") => return Some((Family::Double, Shape::Closing, 2)),
        '\u{201C}' | '\u{201E}' | '\u{201F}' => (Family::Double, Shape::Opening),
        '\u{201D}' => (Family::Double, Shape::Closing),
        '"' | '\u{FF02}' => (Family::Double, Shape::Straight),
        '\u{2018}' | '\u{201A}' | '\u{201B}' => (Family::Single, Shape::Opening),
        '\u{2019}' => (Family::Single, Shape::Closing),
        '\'' => (Family::Single, Shape::Straight),
        '\u{AB}' => (Family::Guillemets, Shape::Opening),
        '\u{BB}' => (Family::Guillemets, Shape::Closing),
        '\u{2039}' => (Family::SingleGuillemets, Shape::Opening),
        '\u{203A}' => (Family::SingleGuillemets, Shape::Closing),
        '\u{300C}' => (Family::Corners, Shape::Opening),
        '\u{300D}' => (Family::Corners, Shape::Closing),
        '\u{300E}' => (Family::WhiteCorners, Shape::Opening),
        '\u{300F}' => (Family::WhiteCorners, Shape::Closing),
        _ => return None,
    };
    Some((family, shape, character.len_utf8()))
}

fn side(character: Option<char>, is_before: bool) -> Side {
    let Some(character) = character else { return Side::Blank };
    if character.is_whitespace() || matches!(character, '\u{200B}' | '\u{FEFF}' | '\u{2060}') {
        return Side::Blank;
    }
    if character.is_alphanumeric() {
        return Side::Word;
    }
    let opens = matches!(
        character,
        '(' | '[' | '{' | '<' | '-' | '\u{2010}'..='\u{2015}' | '/' | '\u{BF}' | '\u{A1}'
    ) || matches!(
        character,
        '\u{201C}' | '\u{201E}' | '\u{2018}' | '\u{201A}' | '\u{AB}' | '\u{2039}' | '"' | '\'' | '*' | '_'
    );
    if is_before && opens { Side::Opening } else { Side::Other }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{mark_at, marks};

    #[test]
    fn what_a_mark_can_do() {
        let of = |text: &str| -> Vec<(bool, bool)> {
            marks(text, 0).into_iter().map(|mark| (mark.may_open(), mark.may_close())).collect()
        };
        assert_eq!(of("\u{201C}Yes,\u{201D} he said."), [(true, false), (false, true)]);
        assert_eq!(of("a (\"dam\") b"), [(true, false), (false, true)]);
        assert_eq!(of("``so''"), [(true, false), (false, true)]);
        assert_eq!(of("\u{300C}\u{6C34}\u{300D}\u{3068}"), [(true, false), (false, true)]);
        assert!(marks("don\u{2019}t", 0)[0].is_inside_word());
        assert!(marks("\u{AB} oui \u{BB}", 0).iter().all(|mark| mark.is_alone()));
    }

    proptest! {
        #[test]
        fn every_mark_is_found(part in "[aé—\u{201C}\u{2019}\u{AB}\u{300D}\u{FF02}\"'` ]{0,20}[a б]{0,90}[a'\u{201D}`\u{2039}]{0,9}") {
            let mut expected = Vec::new();
            let mut from = 0;
            for (place, _) in part.char_indices() {
                if let Some((_, _, length)) = mark_at(&part[place..]).filter(|_| place >= from) {
                    from = place + length;
                    expected.push((7 + place, 7 + from));
                }
            }
            let found: Vec<_> = marks(&part, 7).iter().map(|mark| (mark.start, mark.end)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

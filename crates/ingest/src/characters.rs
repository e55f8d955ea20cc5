//! What characters are, from a table: where each character of a text is asked for, the searches of the standard library take too long.

use std::sync::LazyLock;

/// The properties of a character, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u8);

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 2;
const UPPERCASE: u8 = 4;
const LOWERCASE: u8 = 8;

/// The table ends after the alphabets of Europe and the Near East and the punctuation of all.
const END: usize = 0x2200;

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    (0..END as u32).map(|number| char::from_u32(number).map_or(Class(0), Class::read)).collect()
});

impl Class {
    /// That of a character.
    #[inline]
    pub(crate) fn of(character: char) -> Self {
        CLASSES.get(character as usize).copied().unwrap_or_else(|| Self::read(character))
    }

    fn read(character: char) -> Self {
        let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
        Self(
            bit(character.is_alphabetic(), ALPHABETIC)
                | bit(character.is_numeric(), NUMERIC)
                | bit(character.is_uppercase(), UPPERCASE)
                | bit(character.is_lowercase(), LOWERCASE),
        )
    }

    /// As [`char::is_alphabetic`].
    #[inline]
    pub(crate) fn is_alphabetic(self) -> bool {
        self.0 & ALPHABETIC != 0
    }

    /// As [`char::is_numeric`].
    #[inline]
    pub(crate) fn is_numeric(self) -> bool {
        self.0 & NUMERIC != 0
    }

    /// As [`char::is_alphanumeric`].
    #[inline]
    pub(crate) fn is_alphanumeric(self) -> bool {
        self.0 & (ALPHABETIC | NUMERIC) != 0
    }

    /// As [`char::is_uppercase`].
    #[inline]
    pub(crate) fn is_uppercase(self) -> bool {
        self.0 & UPPERCASE != 0
    }

    /// As [`char::is_lowercase`].
    #[inline]
    pub(crate) fn is_lowercase(self) -> bool {
        self.0 & LOWERCASE != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn the_table_says_what_the_standard_library_says() {
        for character in '\0'..='\u{2FFF}' {
            let class = Class::of(character);
            assert_eq!(class.is_alphabetic(), character.is_alphabetic(), "{character:?}");
            assert_eq!(class.is_numeric(), character.is_numeric(), "{character:?}");
            assert_eq!(class.is_alphanumeric(), character.is_alphanumeric(), "{character:?}");
            assert_eq!(class.is_uppercase(), character.is_uppercase(), "{character:?}");
            assert_eq!(class.is_lowercase(), character.is_lowercase(), "{character:?}");
        }
    }
}

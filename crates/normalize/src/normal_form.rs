//! The normal form of a surface: its term.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use textmill_corpus::{Language, without_cut};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::endings::{with_usual_sign, without_brackets};

/// The term of a surface: what stays the same in all spellings of a word that differ by case, by the coding of accents,
/// by the shape of the apostrophe, or by invisible characters.
///
/// In order: canonical decomposition, full case folding (`ß` becomes `ss`), canonical composition (NFC), the apostrophes
/// `’ ‘ ‛ ʼ ＇` to `'`, the hyphens of typesetters to `-`, and the removal of the characters that Unicode calls default-ignorable (soft hyphens, joiners,
/// directional marks, variation selectors) and of white space at the ends. A surface that holds nothing else is kept as it is.
///
/// Of a word that a line end cuts, it is that of the whole word; of `politician(s)`, that of `politicians`.
///
/// Applying it twice changes nothing more.
///
/// ```
/// use textmill_normalize::normal_form;
/// assert_eq!(normal_form("DIDN’T"), "didn't");
/// assert_eq!(normal_form("Co\u{AD}operate"), "cooperate");
/// assert_eq!(normal_form("STRASSE"), normal_form("Straße"));
/// ```
pub fn normal_form(surface: &str) -> Cow<'_, str> {
    if let Some(whole) = without_cut(surface) {
        return Cow::Owned(normal_form(&whole).into_owned());
    }
    if let Some(word) = without_brackets(surface) {
        return Cow::Owned(normal_form(&word).into_owned());
    }
    if !surface.is_ascii() {
        return Cow::Owned(normal_form_of_any(surface));
    }
    if surface.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(surface.to_ascii_lowercase());
    }
    Cow::Borrowed(surface)
}

/// A surface with its signs composed (NFC): systems and programs differ in whether `é` is one character or two.
///
/// ```
/// use textmill_normalize::composed;
/// assert_eq!(composed("Cafe\u{301}"), "Café");
/// ```
pub fn composed(surface: &str) -> Cow<'_, str> {
    if surface.is_ascii() || is_nfc_quick(surface.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(surface);
    }
    Cow::Owned(surface.nfc().collect())
}

/// The term of a surface in a language: Turkish and Azeri have two letters i, with and without a dot, in both cases; in German and French,
/// writers choose among signs that set an ending off.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_normalize::normal_form_in;
/// let turkish = Language::from_code("tr").unwrap();
/// assert_eq!(normal_form_in(turkish, "DIŞİŞLERİ"), "dışişleri");
/// assert_eq!(normal_form_in(turkish, "Irak"), "ırak");
/// let german = Language::from_code("de").unwrap();
/// assert_eq!(normal_form_in(german, "Bürger*innen"), normal_form_in(german, "BürgerInnen"));
/// ```
pub fn normal_form_in(language: Language, surface: &str) -> Cow<'_, str> {
    if let Some(spelling) = with_usual_sign(language, surface) {
        return Cow::Owned(normal_form(&spelling).into_owned());
    }
    if !matches!(language.code(), "tr" | "az") || !surface.contains(['I', 'İ']) {
        return normal_form(surface);
    }
    let small = surface.replace("I\u{307}", "i").replace('İ', "i").replace('I', "ı");
    Cow::Owned(normal_form(&small).into_owned())
}

fn normal_form_of_any(surface: &str) -> String {
    let visible: String = surface.chars().filter(|&character| !is_ignorable(character)).collect();
    // UAX #29 keeps a narrow no-break space with the word before it: French `mot !` has the word `mot` and the space.
    let visible = visible.trim();
    let kept = if visible.is_empty() { surface } else { visible };
    // Folding the decomposed form and composing afterwards is Unicode's canonical caseless match (D145).
    let decomposed: String = kept.nfd().collect();
    let folded = CaseMapper::new().fold_string(&decomposed);
    let form: String = folded.nfc().map(plain_sign).collect();
    // What cuts the word may have come to light.
    match without_cut(&form) {
        Some(whole) => normal_form(&whole).into_owned(),
        None => form,
    }
}

/// The apostrophe and the hyphen of keyboards.
fn plain_sign(character: char) -> char {
    match character {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{FF07}' => '\'',
        other => other,
    }
}

/// Default_Ignorable_Code_Point of Unicode 17.0 (DerivedCoreProperties.txt).
fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::{is_ignorable, normal_form};

    #[test]
    fn ignorable_characters_are_those_of_unicode() {
        let set = icu_properties::CodePointSetData::new::<icu_properties::props::DefaultIgnorableCodePoint>();
        for character in '\0'..=char::MAX {
            assert_eq!(is_ignorable(character), set.contains(character), "{character:?}");
        }
    }

    #[test]
    fn spellings_of_one_word_have_one_term() {
        for (one, other) in [
            ("Ukraine", "UKRAINE"),
            ("e\u{301}lan", "Élan"),
            ("l’Europe", "L'EUROPE"),
            ("ΟΔΟΣ", "οδος"),
            ("ﬁre", "FIRE"),
            ("İ", "i\u{307}"),
            ("a\u{200D}b", "ab"),
            ("co\u{2011}op", "Co-op"),
            ("porte\u{202F}", "Porte"),
        ] {
            assert_eq!(normal_form(one), normal_form(other));
        }
    }

    #[test]
    fn different_words_keep_different_terms() {
        for (one, other) in [("resume", "résumé"), ("m²", "m2"), ("ё", "е"), ("co-op", "coop")] {
            assert_ne!(normal_form(one), normal_form(other));
        }
    }

    #[test]
    fn nothing_visible_is_kept_as_it_is() {
        assert_eq!(normal_form("\u{3164}"), "\u{3164}");
    }
}

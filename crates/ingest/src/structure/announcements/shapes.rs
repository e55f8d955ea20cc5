//! What a name looks like before a delimiter.

use super::{NAME_BYTES, NAME_WORDS, OFFICE_WORDS};
use crate::{
    phrases::{Section, is_known, may_begin},
    structure::names::{
        is_form_of_address, is_name_particle, is_office_word, without_brackets, without_signs_before,
        word_of_part,
    },
};

/// A name whose last word is in capitals: `MR. VENN`.
pub(super) fn ends_in_capitals(name: &str) -> bool {
    name.contains(' ') && name.rsplit(' ').next().is_some_and(is_in_capitals)
}

/// What is no person's name, but could be anybody's in bold type: `$STDOUT`, `DJ 3`.
pub(super) fn is_name_of_a_kind(name: &str) -> bool {
    name.len() <= 40
        && name.split(' ').count() <= 4
        && name.contains(char::is_alphabetic)
        && !name.contains(is_no_sign_of_names)
}

/// Whether a word is in capitals, as names are in many transcripts; small prefixes do not count (`McCAIN`, `O'NEIL`).
pub(in crate::structure) fn is_in_capitals(word: &str) -> bool {
    const PREFIXES: [&str; 11] = ["Mc", "Mac", "De", "de", "La", "Le", "Van", "Von", "Fitz", "Di", "Du"];
    let may_have_prefix =
        matches!(word.as_bytes(), [b'M' | b'D' | b'd' | b'L' | b'V' | b'F', b'a'..=b'z', ..]);
    let bare = may_have_prefix
        .then(|| {
            PREFIXES.iter().find_map(|prefix| {
                word.strip_prefix(prefix)
                    .filter(|rest| rest.chars().filter(|one| one.is_uppercase()).count() >= 2)
            })
        })
        .flatten();
    let mut letters = bare.unwrap_or(word).chars().filter(|character| character.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// Whether a name is a word for who asks, answers, leads or is not known, with a number or without.
pub(super) fn is_word_for_somebody(name: &str) -> bool {
    const SECTIONS: [Section; 4] =
        [Section::Questioners, Section::Answerers, Section::Moderators, Section::Unidentified];
    if !may_begin(&SECTIONS, without_signs_before(name)) {
        return false;
    }
    let bare = word_of_part(name);
    SECTIONS.into_iter().any(|section| is_known(section, &bare))
}

/// Whether what stands before a delimiter could be a name: words with capitals or of a script without them, and small words where an
/// office is among the others; no quotation marks, no end of a sentence.
pub(super) fn is_name(name: &str) -> bool {
    let whole = without_brackets(name);
    let (bare, after) = whole.split_once(',').map_or((whole, ""), |(bare, after)| (bare, after.trim_start()));
    // What an office is for may be told in any words.
    let first = after.split([' ', '\u{A0}']).next().unwrap_or_default();
    let is_titled = is_office_word(first)
        && !is_form_of_address(first)
        && after.len() <= NAME_BYTES
        && bare.contains(' ');
    let bare = if is_titled { bare } else { whole };
    if name.is_empty() || bare.len() > NAME_BYTES || name.contains(is_no_sign_of_names) {
        return false;
    }
    if bare.starts_with(['(', '[']) || bare.contains(char::is_numeric) {
        // `(inaudible)`, `JOURNALIST 2`, `XX04`, but not `Article 3`.
        return is_word_for_somebody(bare) || is_code(bare);
    }
    let words = || bare.split([' ', '\u{A0}']).filter(|word| !word.is_empty());
    let starts_well = bare.starts_with(|first: char| first.is_uppercase() || is_without_case(first));
    if !starts_well || bare.contains(['(', '[', '/']) {
        return is_word_for_somebody(bare) && bare.starts_with(char::is_alphabetic);
    }
    // Small words cost a look into the phrases.
    let all_capital =
        words().all(|word| word.starts_with(|first: char| first.is_uppercase() || is_without_case(first)));
    let has_office = || words().any(is_office_word);
    let most = if all_capital && words().count() <= NAME_WORDS { NAME_WORDS } else { OFFICE_WORDS };
    words().count() <= most
        && (all_capital && most == NAME_WORDS
            || is_office_with_genitive(bare)
            || words().all(|word| is_name_word(word) || is_small_word(word))
                && (words().filter(|word| is_small_word(word) && !is_name_particle(word)).count() == 0
                    || has_office())
            || is_word_for_somebody(bare))
}

/// `Министр рек Ильза Маррен`: an office, what it is for in small Cyrillic letters, and a first and a last name.
fn is_office_with_genitive(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    let [office, domain @ .., first, last] = words.as_slice() else { return false };
    let is_small = |word: &&str| {
        word.starts_with(|one: char| ('\u{430}'..='\u{45F}').contains(&one)) || is_name_word(word)
    };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    !domain.is_empty()
        && domain.iter().all(is_small)
        && is_office_word(office)
        && is_capital(first)
        && is_capital(last)
        && !is_office_word(last)
}

/// `XX04`, `S2`: what a recorder calls somebody.
fn is_code(name: &str) -> bool {
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '_');
    (1..=4).contains(&letters.len())
        && name.len() <= 6
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_no_sign_of_names(character: char) -> bool {
    matches!(
        character,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '?'
            | '!'
            | ';'
            | '\n'
            | '\r'
            | '='
            | '<'
            | '>'
            | '{'
            | '}'
            | '|'
            | '…'
    )
}

fn is_without_case(character: char) -> bool {
    character.is_alphabetic() && !character.is_uppercase() && !character.is_lowercase()
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_uppercase() || is_without_case(first))
        || has_joined_particle(word)
        || ["-", "–", "&"].contains(&word)
        || is_name_particle(word)
        || is_office_word(word)
}

/// `d'Aske`, `al-Venn`: a particle and a name in one word.
fn has_joined_particle(word: &str) -> bool {
    let Some((particle, name)) = word.split_once(['\'', '\u{2019}', '-']) else { return false };
    let is_particle =
        ["d", "l", "al", "el", "ad", "as", "an", "ibn"].contains(&particle) || is_name_particle(particle);
    is_particle && name.starts_with(char::is_uppercase)
}

/// Words in lower case inside an office.
pub(super) fn is_small_word(word: &str) -> bool {
    const SMALL_WORDS: &[&str] = &[
        "of",
        "for",
        "the",
        "and",
        "de",
        "del",
        "der",
        "des",
        "di",
        "du",
        "da",
        "la",
        "le",
        "al",
        "ibn",
        "bin",
        "van",
        "von",
        "et",
        "el",
        "für",
        "und",
        "bei",
        "beim",
        "zu",
        "zur",
        "zum",
        "im",
        "in",
        "to",
        "on",
        "y",
        "e",
        "do",
        "dos",
        "das",
        "les",
        "l'",
        "pour",
        "aux",
        "à",
        "au",
        "an",
        "besondere",
    ];
    SMALL_WORDS.contains(&word) || word == "The" || word == "La" || word == "El" || word == "Le"
}

//! What people write in each language around a text and its speakers: words of grammar, offices, labels, the page's own lines.
//!
//! The phrases are data, a file a language in `phrases/`: sections in brackets, an entry a line, in lower case. To add a language,
//! add its file and name it in [`FILES`]; the tests say what is missing.

use std::{
    collections::{HashMap, HashSet},
    sync::{LazyLock, OnceLock},
};

use foldhash::fast::FixedState;

use crate::words::{FirstBytes, words};

/// The languages, and their phrases.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("phrases/en.txt")),
    ("de", include_str!("phrases/de.txt")),
    ("fr", include_str!("phrases/fr.txt")),
    ("es", include_str!("phrases/es.txt")),
    ("it", include_str!("phrases/it.txt")),
    ("pt", include_str!("phrases/pt.txt")),
    ("nl", include_str!("phrases/nl.txt")),
    ("da", include_str!("phrases/da.txt")),
    ("nb", include_str!("phrases/nb.txt")),
    ("sv", include_str!("phrases/sv.txt")),
    ("fi", include_str!("phrases/fi.txt")),
    ("pl", include_str!("phrases/pl.txt")),
    ("cs", include_str!("phrases/cs.txt")),
    ("hu", include_str!("phrases/hu.txt")),
    ("ro", include_str!("phrases/ro.txt")),
    ("ru", include_str!("phrases/ru.txt")),
    ("uk", include_str!("phrases/uk.txt")),
    ("el", include_str!("phrases/el.txt")),
    ("tr", include_str!("phrases/tr.txt")),
    ("ar", include_str!("phrases/ar.txt")),
    ("he", include_str!("phrases/he.txt")),
    ("zh", include_str!("phrases/zh.txt")),
    ("ja", include_str!("phrases/ja.txt")),
    ("ko", include_str!("phrases/ko.txt")),
];

/// What a phrase is for: a section of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Articles, prepositions, pronouns: they show the language of a text, and that a phrase is no name.
    FunctionWords,
    /// Words in lower case inside a person's name.
    NameParticles,
    /// What is printed for somebody who asks.
    Questioners,
    /// What is printed for somebody who answers.
    Answerers,
    /// What is printed for somebody who leads the conversation.
    Moderators,
    /// What is printed for somebody whom nobody knows.
    Unidentified,
    /// Single words of courtesy, degrees and offices.
    Offices,
    /// What stands before a colon and is nobody.
    Labels,
    /// What happens and is not said.
    StageDirections,
    /// Whole lines of a page that are no part of its text.
    PageLines,
    /// How such lines begin, whatever follows.
    PageOpenings,
    /// Whole lines that begin the readers' comments.
    CommentMarks,
    /// How those begin who speak to people.
    Greetings,
    /// What a picture's credit begins with.
    PictureCredits,
}

/// The sections by their names in the files, in the order of [`Section`].
const SECTIONS: [&str; 14] = [
    "function words",
    "name particles",
    "questioners",
    "answerers",
    "moderators",
    "unidentified",
    "offices",
    "labels",
    "stage directions",
    "page lines",
    "page openings",
    "comment marks",
    "greetings",
    "picture credits",
];

/// A set of languages that have files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Languages(u32);

impl Languages {
    /// Whether a language is in both.
    pub(crate) fn share_one(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn every() -> Self {
        Self(u32::MAX)
    }

    fn add(&mut self, number: usize) {
        self.0 |= 1 << number;
    }
}

/// The entries of a section, with their languages.
#[derive(Default)]
struct Entries {
    languages: HashMap<&'static str, Languages, FixedState>,
    first_bytes: FirstBytes,
}

impl Entries {
    fn add(&mut self, phrase: &'static str, language: usize) {
        self.languages.entry(phrase).or_default().add(language);
        self.first_bytes.add(phrase);
    }

    #[inline]
    fn get(&self, phrase: &str) -> Option<Languages> {
        self.first_bytes.may_hold(phrase).then(|| self.languages.get(phrase).copied())?
    }
}

static PHRASES: LazyLock<[Entries; SECTIONS.len()]> = LazyLock::new(|| {
    let mut sections: [Entries; SECTIONS.len()] = Default::default();
    for (number, (_, file)) in FILES.iter().enumerate() {
        let mut section = None;
        for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = SECTIONS.iter().position(|known| *known == name);
            } else if let Some(entries) = section.and_then(|section| sections.get_mut(section)) {
                entries.add(line, number);
            }
        }
    }
    sections
});

/// The languages that have a phrase, given in lower case, in a section.
pub(crate) fn languages_of(section: Section, phrase: &str) -> Languages {
    PHRASES[section as usize].get(phrase).unwrap_or_default()
}

/// Whether any language has a phrase, given in lower case, in a section.
pub(crate) fn is_known(section: Section, phrase: &str) -> bool {
    PHRASES[section as usize].get(phrase).is_some()
}

/// Whether a phrase of some sections may begin like a text, in any case: a question that most texts answer without a look into the phrases.
/// A figure may be left out of the text.
pub(crate) fn may_begin(sections: &[Section], text: &str) -> bool {
    let mut bytes = text.bytes();
    let (first, second) = (bytes.next(), bytes.next().filter(|second| !second.is_ascii_digit()));
    sections.iter().any(|section| PHRASES[*section as usize].first_bytes.may_begin(first, second))
}

/// The entries of a section with their languages, in no order.
fn entries(section: Section) -> impl Iterator<Item = (&'static str, Languages)> {
    PHRASES[section as usize].languages.iter().map(|(phrase, languages)| (*phrase, *languages))
}

/// The phrases of a section by their first words, to be looked for at the beginnings of lines.
pub(crate) struct Beginnings(HashMap<&'static str, Vec<(&'static str, Languages)>, FixedState>);

impl Beginnings {
    /// Those of a section.
    pub(crate) fn of(section: Section) -> Self {
        let mut beginnings: HashMap<&str, Vec<(&str, Languages)>, FixedState> = HashMap::default();
        for (phrase, languages) in entries(section) {
            beginnings.entry(first_word(phrase)).or_default().push((phrase, languages));
        }
        Self(beginnings)
    }

    /// The languages that have a phrase with which a line begins, up to the end of a word.
    pub(crate) fn of_line(&self, line: &str) -> Languages {
        let first = first_word(line);
        let none = Languages::default();
        if first.len() > LONGEST_WORD {
            return none;
        }
        let Some(phrases) = with_lower(first, |first| self.0.get(first)) else { return none };
        let head = line[..line.floor_char_boundary(LONGEST_PHRASE)].to_lowercase().replace('\u{A0}', " ");
        let begins = |phrase: &str| {
            head.strip_prefix(phrase).is_some_and(|rest| {
                // `read more about` begins no `read more aboutness`.
                phrase.ends_with(|last: char| !last.is_alphanumeric())
                    || !rest.starts_with(char::is_alphanumeric)
            })
        };
        let found = phrases.iter().filter(|(phrase, _)| begins(phrase));
        found.fold(none, |all, (_, languages)| Languages(all.0 | languages.0))
    }
}

/// The first words of the phrases of some sections: most lines begin with another one.
pub(crate) struct FirstWords {
    words: HashSet<&'static str, FixedState>,
    first_bytes: FirstBytes,
}

impl FirstWords {
    pub(crate) fn of(sections: &[Section]) -> Self {
        let phrases = sections.iter().flat_map(|section| entries(*section));
        let words: HashSet<&str, FixedState> = phrases.map(|(phrase, _)| first_word(phrase)).collect();
        let mut first_bytes = FirstBytes::default();
        words.iter().for_each(|word| first_bytes.add(word));
        Self { words, first_bytes }
    }

    /// Whether a line begins with one of them.
    pub(crate) fn begin(&self, line: &str) -> bool {
        if !self.first_bytes.may_hold(line) && !self.first_bytes.may_hold(line.get(..1).unwrap_or_default()) {
            return false;
        }
        let first = first_word(line);
        first.len() <= LONGEST_WORD && with_lower(first, |first| self.words.contains(first))
    }
}

/// The longest first word, and the longest phrase at the beginning of a line, in bytes.
const LONGEST_WORD: usize = 40;
const LONGEST_PHRASE: usize = 160;

fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_end = |place: &usize| match bytes[*place] {
        b' ' | b',' | b':' | b'(' => true,
        // A blank that breaks no line.
        0xC2 => bytes.get(place + 1) == Some(&0xA0),
        _ => false,
    };
    &text[..(0..bytes.len()).find(is_end).unwrap_or(bytes.len())]
}

/// A text whose phrases are asked for. Its language is found when it is first needed: most texts hold no phrase.
pub(crate) struct Speech<'a> {
    text: &'a str,
    languages: OnceLock<Languages>,
}

/// So many bytes of a piece of the text vote for its language, of pieces at so many places.
const VOTE_BYTES: usize = 240;
const PIECES: usize = 3;
/// So many words of grammar must be of one language.
const FEWEST_VOTES: usize = 4;

impl<'a> Speech<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, languages: OnceLock::new() }
    }

    /// The languages that the text may be in: those with the most words of grammar, or all where too few are known.
    pub(crate) fn languages(&self) -> Languages {
        *self.languages.get_or_init(|| vote(self.text))
    }

    /// Whether a word, given in lower case, is one of grammar in the language of the text, which must be known: most short words are
    /// one in some language.
    pub(crate) fn is_grammar(&self, word: &str) -> bool {
        self.is_in_one_of(languages_of(Section::FunctionWords, word))
    }

    /// Whether the language of the text is known, and one of some.
    pub(crate) fn is_in_one_of(&self, languages: Languages) -> bool {
        languages != Languages::default()
            && self.languages() != Languages::every()
            && self.languages().share_one(languages)
    }

    /// Whether a phrase, given in lower case, belongs to a section in the language of the text.
    pub(crate) fn has(&self, section: Section, phrase: &str) -> bool {
        let languages = languages_of(section, phrase);
        languages != Languages::default() && self.languages().share_one(languages)
    }
}

fn vote(text: &str) -> Languages {
    let (votes, _) = count_votes(pieces(text));
    let most = votes.iter().copied().max().unwrap_or_default();
    if most < FEWEST_VOTES { by_script(text) } else { leaders(&votes, most) }
}

/// How many words of grammar of each language pieces of text hold, and how many words they have.
fn count_votes<'a>(pieces: impl Iterator<Item = &'a str>) -> ([usize; FILES.len()], usize) {
    let (mut votes, mut count) = ([0_usize; FILES.len()], 0);
    let grammar = &PHRASES[Section::FunctionWords as usize];
    for (_, word) in pieces.flat_map(words) {
        count += 1;
        if !grammar.first_bytes.may_hold(word) {
            continue;
        }
        let mut languages =
            with_lower(word, |lower| grammar.languages.get(lower).copied()).unwrap_or_default().0
                & EVERY_FILE;
        while languages != 0 {
            votes[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    (votes, count)
}

/// A bit for each file.
const EVERY_FILE: u32 = u32::MAX >> (u32::BITS as usize - FILES.len());

/// A word in lower case, without an allocation where it is a short one of ASCII.
pub(crate) fn with_lower<R>(word: &str, take: impl FnOnce(&str) -> R) -> R {
    const SHORT: usize = 40;
    let is_plain = |byte: u8| byte.is_ascii() & !byte.is_ascii_uppercase();
    if word.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        return take(word);
    }
    if !word.is_ascii() || word.len() > SHORT {
        return take(&word.to_lowercase());
    }
    let mut bytes = [0; SHORT];
    let lower = &mut bytes[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match str::from_utf8(lower) {
        Ok(lower) => take(lower),
        Err(_) => take(&word.to_lowercase()),
    }
}

/// The languages with nearly as many votes as the one that has most.
fn leaders(votes: &[usize], most: usize) -> Languages {
    let mut languages = Languages::default();
    for (number, _) in votes.iter().enumerate().filter(|(_, votes)| **votes * 5 >= most * 4) {
        languages.add(number);
    }
    languages
}

/// The languages of a whole text, if its words of grammar show them, and how many these are.
pub(crate) fn vote_for(text: &str) -> (Option<Languages>, usize) {
    let (votes, words) = count_votes(std::iter::once(text));
    let most = votes.iter().copied().max().unwrap_or_default();
    let is_clear = most >= 2 && most * 8 >= words;
    (is_clear.then(|| leaders(&votes, most)), most)
}

/// The letters beyond ASCII of some languages, in lower case; `а-яё` is a range and more.
pub(crate) fn alphabets(languages: Languages) -> impl Iterator<Item = &'static str> {
    let codes = FILES.iter().enumerate().filter(move |(number, _)| languages.0 >> number & 1 == 1);
    codes.filter_map(|(_, (code, _))| {
        ALPHABETS.iter().find(|(known, _)| known == code).map(|(_, letters)| *letters)
    })
}

/// The letters beyond ASCII that texts in a language hold, with those of common foreign words.
const ALPHABETS: &[(&str, &str)] = &[
    ("en", "éèêëïöüçñáóæœâôäåø"),
    ("de", "äöüßéèàêçôáó"),
    ("fr", "àâæçéèêëîïôœùûüÿáñóö"),
    ("es", "áéíóúñüçàèò"),
    ("it", "àèéìíîòóùú"),
    ("pt", "áâãàçéêíóôõúüèòñ"),
    ("nl", "éëïóöüáèêíúàâäçôû"),
    ("da", "æøåéäöüáóè"),
    ("nb", "æøåéäöüáóòèôà"),
    ("sv", "åäöéüàáèæø"),
    ("fi", "äöåéüšž"),
    ("pl", "ąćęłńóśźżéöäü"),
    ("cs", "áčďéěíňóřšťúůýžäöüľĺŕô"),
    ("hu", "áéíóöőúüűä"),
    ("ro", "ăâîșțşţéáö"),
    ("ru", "а-яё"),
    ("uk", "а-яєіїґ"),
    ("el", "ά-ώΐΰ"),
    ("tr", "çğıöşüâîûi̇"),
    ("ar", "ء-ۓ"),
    ("he", "א-ת"),
];

/// The language of a text whose words no blanks part, by its letters.
fn by_script(text: &str) -> Languages {
    let (mut kana, mut hangul, mut han) = (0, 0, 0);
    for character in pieces(text).flat_map(str::chars) {
        match character {
            '\u{3040}'..='\u{30FF}' => kana += 1,
            '\u{AC00}'..='\u{D7A3}' => hangul += 1,
            '\u{4E00}'..='\u{9FFF}' => han += 1,
            _ => {}
        }
    }
    let code = match (kana, hangul, han) {
        (0, 0, 0..8) => return Languages::every(),
        (kana, hangul, han) if hangul > kana + han => "ko",
        (kana, _, han) if kana * 10 > han => "ja",
        _ => "zh",
    };
    let mut languages = Languages::default();
    FILES.iter().position(|(known, _)| *known == code).into_iter().for_each(|number| languages.add(number));
    languages
}

/// Pieces of a text at equal distances.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    (0..PIECES).map(move |piece| {
        let start = text.floor_char_boundary(text.len() * piece / PIECES);
        &text[start..text.floor_char_boundary((start + VOTE_BYTES).min(text.len() * (piece + 1) / PIECES))]
    })
}

#[cfg(test)]
mod tests {
    use super::{FILES, SECTIONS, Section, Speech};

    #[test]
    fn every_file_has_every_section_in_order_and_nothing_twice() {
        for (code, file) in FILES {
            let heads = file.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
            assert_eq!(heads.collect::<Vec<_>>(), SECTIONS, "{code}");
            let mut seen = std::collections::BTreeSet::new();
            let mut section = "";
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                if line.starts_with('[') {
                    section = line;
                } else if !line.is_empty() {
                    assert_eq!(line.to_lowercase(), line, "{code}");
                    assert!(seen.insert((section, line)), "{code}: {line} stands twice in {section}");
                }
            }
        }
    }

    #[test]
    fn phrases_are_asked_in_the_language_of_the_text() {
        let german =
            "Der Damm ist geschlossen, und das bleibt er auch für die nächsten Wochen, wie es heißt.";
        let english = "The dam is closed, and it will stay so for the next weeks, as they say in the town.";
        assert!(Speech::new(german).has(Section::Labels, "fazit"));
        assert!(!Speech::new(english).has(Section::Labels, "fazit"));
        assert!(Speech::new("Fazit").has(Section::Labels, "fazit"), "all are asked where nothing is known");
    }
}

//! Which encoding a text is in that says nothing of it: a decoding tried.
//!
//! `chardetng` tells scripts and encodings of several bytes apart. Among those of one byte its guess competes with all others: each
//! decodes a sample, and the one wins in which the letters are those of the language that the words then show, with capitals where
//! capitals stand, and signs where signs do: `£5` in English is not `Ł5`, and `für` not `f³r`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::{
    characters::Class,
    code_pages::PAGES,
    codec::{CodePageName, Codec},
    phrases::{alphabets, vote_for},
};

/// So many bytes beside non-ASCII ones are looked at, and at most so many around each.
const SAMPLE_BYTES: usize = 16 * 1024;
const AROUND: usize = 48;
/// So many bytes of the sample show which encodings are in question, and so many are.
const FIRST_BYTES: usize = 1024;
const IN_QUESTION: usize = 6;
/// Another encoding than the detector's must be better by so many points, and by one in so many of the doubtful bytes.
const LEAD: i64 = 3;
const LEAD_SHARE: i64 = 12;

/// The encoding of a text that is not UTF-8; `expected` is that of the texts around it.
pub(crate) fn guess(bytes: &[u8], expected: Option<Codec>) -> Codec {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let first = detector.guess(None, Utf8Detection::Deny);
    if !first.is_single_byte() && !first.decode_without_bom_handling(bytes).1 {
        return Codec::Standard(first);
    }
    if let Some(expected) = expected.filter(|codec| codec.has_wide_characters()) {
        // Bytes of other texts hardly ever are all characters of several bytes.
        if expected.decode(bytes).1 == 0 {
            return expected;
        }
    }
    let sample = sample(bytes);
    let doubtful = sample.iter().filter(|byte| !byte.is_ascii()).count() as i64;
    let first = Codec::Standard(first);
    let of_first = score(first, &sample);
    let mut best = (of_first + LEAD + doubtful / LEAD_SHARE, first);
    for codec in in_question(&sample) {
        let score = score(codec, &sample);
        if score > best.0 {
            best = (score, codec);
        }
    }
    let lead = LEAD + doubtful / LEAD_SHARE;
    expected
        .filter(|expected| !expected.has_wide_characters() && score(*expected, &sample) + lead >= best.0)
        .unwrap_or(best.1)
}

/// The encodings of one byte in which the beginning of a sample reads best, the best first: a few of many.
fn in_question(sample: &[u8]) -> Vec<Codec> {
    if sample.len() <= FIRST_BYTES {
        return others().collect();
    }
    let mut scored: Vec<(i64, Codec)> =
        others().map(|codec| (score(codec, &sample[..FIRST_BYTES]), codec)).collect();
    // Those that read alike stay in order.
    scored.sort_by_key(|(score, _)| -score);
    scored.truncate(IN_QUESTION);
    scored.into_iter().map(|(_, codec)| codec).collect()
}

/// The encodings of one byte, the commoner first.
fn others() -> impl Iterator<Item = Codec> {
    const LABELS: &[&str] = &[
        "windows-1252",
        "windows-1251",
        "windows-1250",
        "iso-8859-2",
        "iso-8859-15",
        "koi8-r",
        "koi8-u",
        "windows-1253",
        "iso-8859-7",
        "windows-1254",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "windows-1257",
        "iso-8859-13",
        "iso-8859-10",
        "iso-8859-16",
        "ibm866",
        "macintosh",
        "x-mac-cyrillic",
        "windows-1255",
        "windows-1256",
    ];
    let standard =
        LABELS.iter().filter_map(|label| Encoding::for_label(label.as_bytes())).map(Codec::Standard);
    standard.chain(PAGES.iter().map(|page| Codec::CodePage(CodePageName(page))))
}

/// The surroundings of the bytes that are not ASCII, from the beginning.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let (mut sample, mut end) = (Vec::new(), 0);
    for (place, _) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
        let start = place.saturating_sub(AROUND).max(end);
        let stop = (place + AROUND).min(bytes.len());
        if stop > end {
            sample.extend_from_slice(&bytes[start..stop]);
            end = stop;
        }
    }
    sample
}

/// So many letters that a language does not have are no foreign name …
const STRANGE: usize = 4;
/// … and one of so many.
const STRANGE_ONE_IN: usize = 500;

/// What a letter says that stands alone; those that do not fit say less.
const ALONE: i64 = -1;

/// How many letters of a text its language does not have; where the language is not clear, how many characters beyond ASCII do not fit
/// those beside them, if most do not. 0 for a few.
pub(crate) fn strange_letters(text: &str) -> u64 {
    let (Some(languages), _) = vote_for(&text[..text.floor_char_boundary(SAMPLE_BYTES)]) else {
        return misfits(text);
    };
    let known: Vec<&str> = alphabets(languages).collect();
    let is_own_script = |letter: char| {
        known.iter().any(|alphabet| alphabet.chars().next().is_some_and(|own| script(own) == script(letter)))
    };
    // Whole words in another script are those of another language, and some languages put foreign letters into their words.
    let is_strange = |(letter, near): (char, Near)| {
        Class::of(letter).is_alphabetic()
            && !known.iter().any(|alphabet| is_in(letter, alphabet))
            && (is_own_script(letter) || script(letter).has_capitals() && near.letter(letter, None) < ALONE)
    };
    let letters = text.chars().filter(|character| Class::of(*character).is_alphabetic()).count();
    let strange = beyond_ascii(text).filter(|found| is_strange(*found)).count();
    if strange >= STRANGE && strange * STRANGE_ONE_IN >= letters { strange as u64 } else { 0 }
}

/// So many characters that do not fit are no accident.
const MISFITS: u64 = 8;

/// How many characters beyond ASCII do not fit those beside them: signs and capitals inside words, letters of several scripts in one; and
/// Latin letters with accents, if there are more of them than of those without.
fn misfits(text: &str) -> u64 {
    let plain = text.bytes().filter(u8::is_ascii_alphabetic).count() as u64;
    let (mut all, mut misfits, mut accented) = (0, 0, 0);
    for (character, near) in beyond_ascii(text) {
        let is_accented = Class::of(character).is_alphabetic() && script(character) == Script::Latin;
        all += 1;
        accented += u64::from(is_accented);
        misfits += u64::from(!is_accented && near.says(character, None) < 0);
    }
    if accented > plain {
        misfits += accented;
    }
    if misfits >= MISFITS && misfits * 2 > all { misfits } else { 0 }
}

/// The characters beyond ASCII, with those beside them.
fn beyond_ascii(text: &str) -> impl Iterator<Item = (char, Near)> {
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let character = characters.next()?;
            let near = Near { before, after: characters.peek().copied().unwrap_or(' ') };
            before = character;
            if !character.is_ascii() {
                return Some((character, near));
            }
        }
    })
}

/// How well a text reads in an encoding.
fn score(codec: Codec, sample: &[u8]) -> i64 {
    let (text, _) = codec.decode(sample);
    let (languages, votes) = vote_for(&text);
    let known: Option<Vec<&str>> = languages.map(|languages| alphabets(languages).collect());
    let says = beyond_ascii(&text).map(|(character, near)| near.says(character, known.as_deref()));
    3 * votes as i64 + says.sum::<i64>()
}

/// The characters beside one.
#[derive(Clone, Copy)]
struct Near {
    before: char,
    after: char,
}

#[derive(PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Other,
}

impl Script {
    fn has_capitals(&self) -> bool {
        matches!(self, Self::Latin | Self::Greek | Self::Cyrillic)
    }
}

fn script(letter: char) -> Script {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            Script::Latin
        }
        '\u{370}'..='\u{3FF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{77F}' => Script::Arabic,
        _ => Script::Other,
    }
}

impl Near {
    /// What a character beyond ASCII says, in a language with some letters, if it is known.
    fn says(self, character: char, alphabets: Option<&[&str]>) -> i64 {
        if Class::of(character).is_alphabetic() {
            self.letter(character, alphabets)
        } else {
            self.sign(character)
        }
    }

    /// What a letter beyond ASCII says.
    fn letter(self, letter: char, alphabets: Option<&[&str]>) -> i64 {
        let [before, own, after] = [self.before, letter, self.after].map(Class::of);
        let is_alone = !before.is_alphabetic() && !after.is_alphabetic();
        let is_capital_inside = own.is_uppercase() && before.is_lowercase();
        let is_small_before_capital = own.is_lowercase() && after.is_uppercase();
        let is_mixed = [(self.before, before), (self.after, after)]
            .into_iter()
            .any(|(other, class)| class.is_alphabetic() && script(other) != script(letter));
        let is_of_language =
            alphabets.map(|alphabets| alphabets.iter().any(|alphabet| is_in(letter, alphabet)));
        let mut sum = match is_of_language {
            Some(true) => 2,
            Some(false) => -3,
            None => 1,
        };
        sum -= 4 * i64::from(is_mixed) + 3 * i64::from(is_capital_inside || is_small_before_capital);
        sum - 3 * i64::from(before.is_numeric() || after.is_numeric()) - 2 * i64::from(is_alone)
    }

    /// What a sign beyond ASCII says.
    fn sign(self, sign: char) -> i64 {
        let [before, after] = [self.before, self.after].map(Class::of);
        let is_inside = before.is_alphabetic() && after.is_alphabetic();
        let outside = |inside: i64, outside: i64| if is_inside { inside } else { outside };
        match sign {
            '’' | '‘' if !before.is_numeric() => 1,
            '“' | '„' | '«' | '‚' | '‹' | '”' | '»' | '›' => outside(-3, 2),
            '–' | '—' | '…' | '•' => outside(-1, 2),
            '£' | '€' | '¥' | '§' | '°' | '©' | '®' | '™' | '№' | 'º' | 'ª' | '½' | '¼' | '¾' | '²' | '³'
            | '·' => {
                let is_beside_figure = before.is_numeric() || after.is_numeric();
                let is_alone = self.before.is_whitespace() && self.after.is_whitespace();
                if is_beside_figure || is_alone { 2 } else { outside(-3, 0) }
            }
            '¿' | '¡' if after.is_alphabetic() && !before.is_alphabetic() => 2,
            '¿' | '¡' => -3,
            // Nobody writes it; it stands where another encoding has the euro.
            '¤' => -3,
            '\u{A0}' | '\u{AD}' => 0,
            '\u{80}'..='\u{9F}' | '\u{FFFD}' => -6,
            '\u{2500}'..='\u{25FF}' | '\u{2200}'..='\u{22FF}' => -3,
            _ => outside(-3, -2),
        }
    }
}

/// Whether a letter, in either case, is in an alphabet; the first and last letter of a script stand for it.
fn is_in(letter: char, alphabet: &str) -> bool {
    let mut lower = letter.to_lowercase();
    let lower = lower.next().unwrap_or(letter);
    match alphabet.split_once('-') {
        Some((first, last)) => {
            let bounds = (first.chars().next(), last.chars().next());
            let in_range = matches!(bounds, (Some(first), Some(last)) if (first..=last).contains(&lower));
            in_range || last.chars().skip(1).any(|known| known == lower)
        }
        None => alphabet.chars().any(|known| known == lower),
    }
}

#[cfg(test)]
mod tests {
    use super::{guess, strange_letters};
    use crate::codec::Codec;

    /// Whether a text that was written in an encoding is read again as it was.
    #[track_caller]
    fn check(bytes: &[u8], text: &str) {
        let codec = guess(bytes, None);
        assert_eq!(codec.decode(bytes).0, text, "{}", codec.name());
    }

    #[test]
    fn signs_of_english_are_signs() {
        check(
            b"The fee is \xA35 a day, said the minister. It was \xA34 a day.",
            "The fee is £5 a day, said the minister. It was £4 a day.",
        );
        check(b"It\x92s the minister\x92s \x93dam\x94, she said.", "It’s the minister’s “dam”, she said.");
        check(b"It\xD5s the minister\xD5s \xD2dam\xD3, she said.", "It’s the minister’s “dam”, she said.");
    }

    #[test]
    fn code_pages_of_dos_and_the_mac() {
        let text =
            "Der Damm ist geschlossen, sagte die Ministerin für Flüsse. Größere Schäden gebe es nicht.";
        check(b"Der Damm ist geschlossen, sagte die Ministerin f\x81r Fl\x81sse. Gr\x94\xE1ere Sch\x84den gebe es nicht.", text);
        check(b"Der Damm ist geschlossen, sagte die Ministerin f\x9Fr Fl\x9Fsse. Gr\x9A\xA7ere Sch\x8Aden gebe es nicht.", text);
        check(b"Der Damm ist geschlossen, sagte die Ministerin f\xFCr Fl\xFCsse. Gr\xF6\xDFere Sch\xE4den gebe es nicht.", text);
    }

    #[test]
    fn letters_that_a_language_does_not_have_are_counted() {
        let text = "Der Damm ist zu, sagte die Ministerin fŸr FlŸsse. Grš§ere SchŠden gebe es nicht.";
        assert_eq!(strange_letters(text), 4);
        assert_eq!(strange_letters("Der Damm ist zu, sagte die Ministerin für Flüsse, und Łukasz."), 0);
        let mixed = "Der Damm ist zu, sagte die Ministerin fьr Flьsse. Grцsse ist nicht die der Schдden, und nicht die der Flьsse.";
        assert_eq!(strange_letters(mixed), 5);
        let quoted = "Der Damm ist zu, sagte die Ministerin der Zeitung, und in der steht: «Плотина закрыта с понедельника».";
        assert_eq!(strange_letters(quoted), 0, "words of another language");
    }

    #[test]
    fn characters_that_do_not_fit_are_counted_where_no_language_is_clear() {
        // EBCDIC: `The dam is closed since Monday, and it rained.`
        let ebcdic = b"\xE3\x88\x85\x40\x84\x81\x94\x40\x89\xA2\x40\x83\x93\x96\xA2\x85\x84\x40\xA2\x89\x95\x83\x85\x40\xD4\x96\x95\x84\x81\xA8";
        let read = guess(ebcdic, None).decode(ebcdic).0;
        assert!(strange_letters(&read) > 8, "{read}");
        for text in [
            "ქალაქი დაცარიელდა, თქვა მინისტრმა, და მდინარე ავიდა.",
            "“So” – “no” – “so” – “no” – “so”",
            "東京で雨が降った。",
        ] {
            assert_eq!(strange_letters(text), 0, "{text}");
        }
    }

    #[test]
    fn an_empty_text_and_one_byte() {
        assert_eq!(guess(b"", None).decode(b"").0, "");
        assert!(matches!(guess(b"\xE9", None), Codec::Standard(_)));
    }
}

//! The language of a text.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use textmill_corpus::Language;
use whatlang::Lang;

mod stop_word_vote;

/// How many pieces of a text are looked at: a header or a comment in another language is no more than one of them.
const PIECES: usize = 3;
/// The length of a piece in bytes when words vote.
const VOTE_BYTES: [usize; 2] = [200, 600];
/// So many words must vote for the language of a text, and of a part of one, where hardly a word is of the text's.
const FEWEST_VOTES: [u32; 2] = [20, 12];
/// The length of a piece in bytes when trigrams are counted: short ones first, which are enough for most texts, then long ones, which must do.
const PIECE_BYTES: [usize; 2] = [512, 6 * 1024];

/// The language of a text: by its stop words where they decide, else by the frequency of its letters and trigrams; of a short text
/// the language that the texts around it have (`prior`), unless it contradicts that; undetermined where nothing tells.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_stem::detect_language;
///
/// let english = Language::from_code("en");
/// assert_eq!(Some(detect_language("Dam closed again", english)), english);
/// assert_eq!(detect_language("Το φράγμα έκλεισε ξανά", english).code(), "el");
/// assert_eq!(detect_language("Venn", None).code(), "und");
/// ```
pub fn detect_language(text: &str, prior: Option<Language>) -> Language {
    let mut votes =
        VOTE_BYTES.iter().map(|&bytes| stop_word_vote::winner(&sample(text, bytes), FEWEST_VOTES[0]));
    if let Some(language) = votes.find_map(|winner| winner) {
        return language;
    }
    let guesses: Vec<whatlang::Info> =
        PIECE_BYTES.iter().filter_map(|&bytes| whatlang::detect(&sample(text, bytes))).collect();
    if let Some(sure) = guesses.iter().find(|guess| guess.is_reliable() && !is_short(text)) {
        return of_guess(sure.lang());
    }
    let prior = prior.filter(|prior| *prior != Language::UNDETERMINED && !contradicts(text, *prior));
    prior.or_else(|| likely(text, guesses.first())).unwrap_or(Language::UNDETERMINED)
}

/// The language of texts that stand together, one a line: that of most of those whose own words tell it, or, where fewer than half of
/// them do, of all others together, if these tell one. One sentence of another language says nothing of the headlines beside it.
///
/// ```
/// # use textmill_stem::detect_language_of_lines;
/// let lines = "Dam closed again\nDer Damm bleibt noch bis zum Herbst geschlossen, sagt sie.\nRow over river bill\nShips wait in the \
///              harbour\nNew bridge opens in spring\nFishermen ask for more money";
/// assert_eq!(detect_language_of_lines(lines).code(), "en");
/// ```
pub fn detect_language_of_lines(lines: &str) -> Language {
    let mut told: BTreeMap<Language, usize> = BTreeMap::new();
    let mut others = String::new();
    let mut count = 0;
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        count += 1;
        match detect_language(line, None) {
            Language::UNDETERMINED => {
                others.push_str(line);
                others.push('\n');
            }
            language => *told.entry(language).or_default() += 1,
        }
    }
    if told.values().sum::<usize>() * 2 < count {
        let language = detect_language(&others, None);
        if language != Language::UNDETERMINED {
            return language;
        }
    }
    let most = told.into_iter().max_by_key(|&(language, lines)| (lines, Reverse(language)));
    most.map_or(Language::UNDETERMINED, |(language, _)| language)
}

/// A text has at least so many letters if its trigrams say anything.
const GUESSED_LETTERS: usize = 40;
/// A text with fewer letters is a headline, of which the texts around it know more than its trigrams.
const SHORT_LETTERS: usize = 120;

fn is_short(text: &str) -> bool {
    !has_letters(text, SHORT_LETTERS)
}

fn has_letters(text: &str, fewest: usize) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).nth(fewest - 1).is_some()
}

/// The language that a text is most likely in, if anything tells: the detector's first guess, sure or not, of a text with some letters
/// that holds stop words of that language, or is in a script with few languages; or the language of whose stop words it has most.
fn likely(text: &str, guess: Option<&whatlang::Info>) -> Option<Language> {
    let is_plausible = |guess: &&whatlang::Info| {
        let language = of_guess(guess.lang());
        let holds_words =
            || stop_word_vote::has_list(language) && stop_word_vote::has_words_of(text, language);
        guess.script() != whatlang::Script::Latin
            || has_letters(text, GUESSED_LETTERS) && (guess.is_reliable() || holds_words())
    };
    let is_another = |guess: &&whatlang::Info| {
        let language = of_guess(guess.lang());
        guess.script() == whatlang::Script::Latin
            && stop_word_vote::has_list(language)
            && stop_word_vote::is_of_another(text, language)
    };
    let guess = guess.filter(is_plausible).filter(|guess| !is_another(guess));
    let guess = guess.map(|guess| match guess.lang() {
        // In a few words, the language that nearly all texts of the script are in.
        Lang::Yid if is_short(text) && !has_yiddish_letters(text) => of_guess(Lang::Heb),
        Lang::Mar | Lang::Nep
            if is_short(text) && !stop_word_vote::is_of_another(text, of_guess(Lang::Hin)) =>
        {
            of_guess(Lang::Hin)
        }
        lang => of_guess(lang),
    });
    guess
        .map(|language| between_close_ones(text, language))
        .or_else(|| stop_word_vote::leader(text))
        .or_else(|| of_script(text))
}

/// Scripts that the detector does not know, each with the one language that nearly all texts of it are in.
const SCRIPTS: &[(std::ops::RangeInclusive<char>, &str)] = &[
    ('\u{0780}'..='\u{07BF}', "dv"), // Thaana: Divehi
    ('\u{0E80}'..='\u{0EFF}', "lo"), // Lao
    ('\u{0F00}'..='\u{0FFF}', "bo"), // Tibetan
];

/// The language whose script most letters of a text are in, if it is one of those that the detector does not know.
fn of_script(text: &str) -> Option<Language> {
    let letters = || text.chars().filter(|one| one.is_alphabetic());
    let (_, code) = SCRIPTS
        .iter()
        .find(|(script, _)| letters().filter(|one| script.contains(one)).count() * 2 > letters().count())?;
    Language::from_code(code)
}

/// Letters and points that Yiddish has and Hebrew does not.
fn has_yiddish_letters(text: &str) -> bool {
    text.contains(['\u{5F0}', '\u{5F1}', '\u{5F2}', '\u{FB1F}', '\u{FB2E}', '\u{FB2F}', '\u{FB4C}'])
        || text.contains("\u{5D0}\u{5B7}")
        || text.contains("\u{5D0}\u{5B8}")
}

/// Words that Danish and Norwegian, of which a detector by letters can hardly tell one from the other, write differently.
const DANISH: &[&str] = &[
    "af", "mig", "dig", "sig", "efter", "uge", "siger", "bliver", "blev", "hvad", "kun", "meget", "nogen",
    "noget", "nogle", "ud", "op", "nu", "mellem", "gennem", "hvordan", "ligesom", "have",
];
const NORWEGIAN: &[&str] = &[
    "av", "meg", "deg", "seg", "etter", "uke", "sier", "blir", "ble", "hva", "bare", "mye", "noen", "noe",
    "ut", "opp", "nå", "mellom", "gjennom", "hvordan", "slik", "ikkje", "ei",
];

/// Words that Russian has and its neighbours in script write differently or lack, and those of Ukrainian and Bulgarian.
const RUSSIAN: &[&str] = &[
    "что",
    "она",
    "он",
    "это",
    "был",
    "была",
    "было",
    "были",
    "из",
    "для",
    "к",
    "его",
    "её",
    "их",
    "мы",
    "же",
    "бы",
    "только",
    "уже",
    "сказал",
    "сказала",
    "когда",
    "если",
    "чтобы",
    "сегодня",
    "у",
    "который",
    "которая",
    "которые",
];
const UKRAINIAN: &[&str] = &[
    "що",
    "як",
    "та",
    "це",
    "але",
    "його",
    "її",
    "ми",
    "ви",
    "вона",
    "він",
    "був",
    "була",
    "було",
    "були",
    "сказав",
    "коли",
    "якщо",
    "про",
    "щоб",
    "який",
    "яка",
    "які",
    "від",
    "ще",
    "вже",
];
const BULGARIAN: &[&str] = &[
    "е",
    "се",
    "да",
    "са",
    "от",
    "ще",
    "със",
    "към",
    "като",
    "че",
    "този",
    "тази",
    "това",
    "беше",
    "бе",
    "през",
    "която",
    "който",
    "които",
    "или",
    "при",
    "й",
    "си",
    "ли",
    "аз",
    "ние",
    "каза",
];

/// One of two languages that a detector by letters can hardly tell apart, by the words that only one of them has; a language in Cyrillic
/// letters of which the text has none that mark it is another. Any other language as it is.
fn between_close_ones(text: &str, language: Language) -> Language {
    let sample = sample(text, PIECE_BYTES[1]).to_lowercase();
    let count = |words: &[&str]| {
        let of_text = sample.split(|character: char| !character.is_alphabetic());
        of_text.filter(|word| words.contains(word)).count()
    };
    let of_more = |[one, other]: [&'static str; 2], [ones, others]: [&[&str]; 2]| match count(ones)
        .cmp(&count(others))
    {
        std::cmp::Ordering::Greater => Some(one),
        std::cmp::Ordering::Less => Some(other),
        std::cmp::Ordering::Equal => None,
    };
    let code = match language.code() {
        "da" | "no" => of_more(["da", "no"], [DANISH, NORWEGIAN]),
        "bg" => of_more(["ru", "bg"], [RUSSIAN, BULGARIAN]),
        "uk" if sample.contains(['і', 'ї', 'є', 'ґ']) => None,
        "uk" if sample.contains(['ы', 'э', 'ё', 'ъ']) => Some("ru"),
        "uk" => of_more(["ru", "uk"], [RUSSIAN, UKRAINIAN]),
        "be" if !sample.contains(['і', 'ў']) => Some("ru"),
        "mk" | "sr"
            if has_cyrillic(&sample) && !sample.contains(['ј', 'љ', 'њ', 'ћ', 'ђ', 'џ', 'ѓ', 'ќ', 'ѕ']) =>
        {
            of_more(["ru", "bg"], [RUSSIAN, BULGARIAN])
        }
        _ => None,
    };
    code.and_then(Language::from_code).unwrap_or(language)
}

fn has_cyrillic(text: &str) -> bool {
    text.contains(|one: char| ('\u{400}'..='\u{4FF}').contains(&one))
}

/// Whether a text is clearly not of a language: it has another script, or hardly a stop word of the language and some of another.
fn contradicts(text: &str, language: Language) -> bool {
    let script = whatlang::detect_script(text);
    let of_language = Lang::all().iter().find(|known| of_guess(**known) == language);
    // The detector knows some languages by one of their scripts only.
    let has_other_script =
        of_language.zip(script).is_some_and(|(language, script)| !script.langs().contains(language));
    has_other_script && !has_several_scripts(language) || stop_word_vote::is_of_another(text, language)
}

/// Whether a language is written in more than one script, or in one that shares its letters with others.
fn has_several_scripts(language: Language) -> bool {
    matches!(language.code(), "sr" | "ja" | "zh" | "ko" | "uz" | "az" | "tk")
}

/// The length in bytes from which a part of a text may have a language of its own.
const FOREIGN_BYTES: usize = 120;

/// The language of a part of a text, where that is clearly not the text's: hardly a stop word of the text's language, and enough of
/// another, or another script.
pub fn detect_foreign(part: &str, language: Language) -> Option<Language> {
    if part.len() < FOREIGN_BYTES || stop_word_vote::has_words_of(part, language) {
        return None;
    }
    let winner = stop_word_vote::winner(&sample(part, VOTE_BYTES[1]), FEWEST_VOTES[1]);
    let by_script = || {
        let sample = sample(part, PIECE_BYTES[0]);
        // Latin letters are shared by too many languages for a guess without words.
        let is_latin = || whatlang::detect_script(&sample) == Some(whatlang::Script::Latin);
        if sample.is_ascii() || is_latin() {
            return None;
        }
        whatlang::detect(&sample).filter(whatlang::Info::is_reliable).map(|guess| of_guess(guess.lang()))
    };
    winner.or_else(by_script).filter(|found| *found != language && *found != Language::UNDETERMINED)
}

/// Pieces of a long text at equal distances; a short text whole.
fn sample(text: &str, bytes: usize) -> Cow<'_, str> {
    if text.len() <= PIECES * bytes {
        return Cow::Borrowed(text);
    }
    let piece = |number: usize| {
        let start = text.floor_char_boundary((text.len() - bytes) / (PIECES - 1) * number);
        &text[start..text.floor_char_boundary(start + bytes)]
    };
    Cow::Owned((0..PIECES).map(piece).collect::<Vec<_>>().join("\n"))
}

/// The two-letter code of a language of the detector (ISO 639-3 to ISO 639-1).
fn of_guess(language: Lang) -> Language {
    let code = match language.code() {
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "no",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        _ => "und",
    };
    Language::from_code(code).unwrap_or(Language::UNDETERMINED)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;
    use whatlang::Lang;

    use super::{detect_foreign, detect_language, of_guess};

    #[test]
    fn a_part_in_another_language_is_told_and_nothing_else() {
        let [english, german, russian] = ["en", "de", "ru"].map(|code| Language::from_code(code).unwrap());
        let pasted = "Die Ministerin sagte, der Vertrag sei für einen Fluss geschrieben worden, den es nicht mehr gibt, und dass \
                      niemand, der den Pegel in diesem Sommer gesehen hat, den Zahlen der Kommission noch glauben würde.";
        assert_eq!(detect_foreign(pasted, english), Some(german));
        assert_eq!(detect_foreign(pasted, german), None);
        let cyrillic = "Министр сказала, что договор был написан для реки, которой больше нет, и что комиссии никто не верит.";
        assert_eq!(detect_foreign(cyrillic, english), Some(russian));
        let names = "Ilse Marren, Dario Venn, Tobias Quill, Greta Solano, Mina Farrow, Edda Brandt, Neil Marren, Jonas Pell, Ada Lund, \
                     Petra Vogel, Hanna Weir, Karl Brun";
        assert_eq!(detect_foreign(names, english), None);
        assert_eq!(detect_foreign("Nein, danke.", english), None);
    }

    #[test]
    fn every_language_of_the_detector_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> =
            Lang::all().iter().map(|&language| of_guess(language)).collect();
        assert_eq!(codes.len(), Lang::all().len());
        assert!(!codes.contains(&Language::UNDETERMINED));
    }

    #[test]
    fn languages_of_sentences() {
        for (text, code) in [
            (
                "The minister said that the treaty was written for a river that no longer exists, and that nobody who has \
                 seen the gauge at the border this summer would believe the figures of the commission.",
                "en",
            ),
            (
                "Die Ministerin sagte, der Vertrag sei für einen Fluss geschrieben, den es nicht mehr gibt.",
                "de",
            ),
            ("Министр сказала, что договор был написан для реки, которой больше нет.", "ru"),
            ("", "und"),
            ("42", "und"),
        ] {
            assert_eq!(detect_language(text, None).code(), code, "{text}");
        }
    }

    #[test]
    fn short_texts_have_the_language_of_the_others_unless_they_contradict() {
        let [english, danish, greek] = ["en", "da", "el"].map(Language::from_code);
        for text in ["Dam closed", "Marren beats Venn", "How are you?", "Row over river bill"] {
            assert_eq!(Some(detect_language(text, english)), english, "{text}");
        }
        assert_eq!(Some(detect_language("Το φράγμα έκλεισε ξανά", english)), greek);
        assert_eq!(
            detect_language(&"river12 harbour7 eel9 ".repeat(100), None),
            Language::UNDETERMINED,
            "no language"
        );
        assert_eq!(
            detect_language("Was ist das für ein Damm, und wer hat ihn gebaut?", english).code(),
            "de"
        );
        assert_eq!(
            Some(detect_language(
                "Dæmningen er lukket, og den bliver ikke åbnet igen i denne uge, siger ministeren.",
                None
            )),
            danish
        );
        assert_eq!(detect_language("Venn", None), Language::UNDETERMINED);
        assert_eq!(detect_language("42", english), english.unwrap(), "figures are of every language");
    }
}

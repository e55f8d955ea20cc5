//! How many syllables a word has, by the spelling alone.
//!
//! These are rules of thumb, not dictionaries. Russian is exact: each vowel letter is a syllable. The others miss vowels that
//! meet without a diphthong ("Ukraine"), and foreign words; the commonest English words that the rules miss are listed. Sums over a
//! text are right within a few per cent, single words need not be.

use super::english_exceptions::ENGLISH_EXCEPTIONS;

/// The number of syllables of a word, given the ISO 639-1 code of its language: English, German, French, Spanish or
/// Russian. `None` for other languages.
///
/// A word of Latin letters has at least one syllable; a word without letters, such as a number, has 0. Characters that
/// are not letters do not split a word: "well-known" is one sequence of letters.
pub fn syllables(word: &str, language: &str) -> Option<u32> {
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("\u{2019}s"))
        .filter(|bare| is_spelt(bare))
        .unwrap_or(word);
    let letters: Vec<char> =
        word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).collect();
    let count = match language {
        "en" if is_spelt(word) => spelt(&letters),
        "en" => english(&letters),
        "de" => german(&letters),
        "fr" => french(&letters),
        "es" => spanish(&letters),
        "ru" => return Some(count(&letters, |letter| "аеёиоуыэюя".contains(letter))),
        _ => return None,
    };
    Some(if letters.is_empty() { 0 } else { count.max(1) })
}

/// `BBC`: capitals without a vowel are spelt out.
fn is_spelt(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().nth(1).is_some()
        && letters.all(|letter| letter.is_uppercase() && !"AEIOUY".contains(letter))
}

/// The names of letters have one syllable, that of w has three.
fn spelt(letters: &[char]) -> u32 {
    letters.iter().map(|&letter| if letter == 'w' { 3 } else { 1 }).sum()
}

fn count(letters: &[char], is_vowel: impl Fn(char) -> bool) -> u32 {
    letters.iter().filter(|&&letter| is_vowel(letter)).count() as u32
}

/// How many rows of vowels there are.
fn groups(letters: &[char], is_vowel: impl Fn(char) -> bool) -> u32 {
    letters
        .chunk_by(|&one, &other| is_vowel(one) == is_vowel(other))
        .fold(0, |groups, row| groups + u32::from(row.first().is_some_and(|&letter| is_vowel(letter))))
}

/// Rows of vowels, less one for a mute ending, and more for vowels that meet in two syllables.
fn english(letters: &[char]) -> u32 {
    let word: String = letters.iter().collect();
    if let Ok(place) = ENGLISH_EXCEPTIONS.binary_search_by(|(known, _)| (*known).cmp(word.as_str())) {
        return ENGLISH_EXCEPTIONS[place].1;
    }
    let is_vowel = |letter: char| "aeiouyáàâäéèêëíïóôöúü".contains(letter);
    let spoken: Vec<char> = english_with_consonant_y(letters);
    let word: String = spoken.iter().collect();
    let rows = groups(&spoken, is_vowel);
    let mute = u32::from(rows > 1 && has_mute_english_ending(&word, is_vowel));
    let inner = u32::from(rows > mute + 1 && has_mute_e_before_suffix(&word, is_vowel));
    rows + english_hiatuses(&word, rows) - mute - inner
}

/// The e of "largely", "movement" and "careful", and the a of "basically", but not that of "settlement" or "freely".
fn has_mute_e_before_suffix(word: &str, is_vowel: impl Fn(char) -> bool) -> bool {
    const SUFFIXES: [&str; 8] = ["ly", "ment", "ments", "ful", "fully", "less", "ness", "lessly"];
    let is_mute = |base: &str| {
        let mut before = base.chars().rev();
        let (last, last_but_one) = (before.next(), before.next());
        let is_consonant = |letter: char| !is_vowel(letter);
        let is_syllabic_l = last == Some('l')
            && last_but_one.is_some_and(|letter| is_consonant(letter) && !"lr".contains(letter));
        last.is_some_and(is_consonant) && !is_syllabic_l && base.contains(&is_vowel)
    };
    word.ends_with("ically")
        || SUFFIXES.iter().any(|suffix| {
            word.strip_suffix(suffix).and_then(|base| base.strip_suffix('e')).is_some_and(is_mute)
        })
}

/// The y of "yes" and "beyond", before a vowel and not after a consonant, becomes a j: it is a consonant.
fn english_with_consonant_y(letters: &[char]) -> Vec<char> {
    let is_vowel = |letter: Option<&char>| letter.is_some_and(|&letter| "aeiou".contains(letter));
    let spoken = |(place, &letter): (usize, &char)| {
        let before = place.checked_sub(1).map(|before| letters.get(before));
        let is_free = before.is_none_or(is_vowel);
        if letter == 'y' && is_free && is_vowel(letters.get(place + 1)) { 'j' } else { letter }
    };
    letters.iter().enumerate().map(spoken).collect()
}

/// The e of "make", "makes" and "called", but not that of "table", "places" or "wanted".
fn has_mute_english_ending(word: &str, is_vowel: impl Fn(char) -> bool) -> bool {
    let (stem, keeping): (&str, &[&str]) = if let Some(stem) = word.strip_suffix("es") {
        (stem, &["s", "x", "z", "c", "g", "ch", "sh"])
    } else if let Some(stem) = word.strip_suffix("ed") {
        (stem, &["t", "d"])
    } else if let Some(stem) = word.strip_suffix('e') {
        (stem, &[])
    } else {
        return false;
    };
    let mut before = stem.chars().rev();
    let (last, last_but_one) = (before.next(), before.next());
    let is_consonant = |letter: char| !is_vowel(letter);
    // In "table" and "tables" the l is the core of the syllable, in "called" and "curled" it is not.
    let is_syllabic_l = last == Some('l')
        && last_but_one.is_some_and(|letter| is_consonant(letter) && !"lr".contains(letter));
    // So is the r of "centre" and "hundred".
    let is_syllabic_r =
        last == Some('r') && last_but_one.is_some_and(|letter| is_consonant(letter) && letter != 'r');
    last.is_some_and(is_consonant)
        && !is_syllabic_l
        && !is_syllabic_r
        && !keeping.iter().any(|ending| stem.ends_with(ending))
}

/// Vowels that stand together and are spoken apart.
fn english_hiatuses(word: &str, rows: u32) -> u32 {
    let after = |pair: &str, excluded: &str, next: &str| {
        let places = word.match_indices(pair);
        let apart = places.filter(|&(place, _)| {
            let before = word.get(..place).and_then(|text| text.chars().next_back());
            let following = word.get(place + pair.len()..).unwrap_or_default();
            let is_apart = before.is_some_and(|letter| !excluded.contains(letter));
            is_apart && !next.split(' ').any(|next| !next.is_empty() && following.starts_with(next))
        });
        apart.count() as u32
    };
    let ending = |is: bool| u32::from(is);
    after("ia", "tcsg", "")
        + ending(["tiat", "ciat"].iter().any(|part| word.contains(part)))
        + after("io", "tscgxnl", "")
        + after("iu", "", "")
        + after("eo", "", "p u rg")
        + after("ua", "qg", "")
        + after("uou", "", "")
        + after("iet", "", "")
        + after("creat", "", "")
        + ending(word.starts_with("creat"))
        + ending(rows > 1 && word.ends_with("ea"))
        + ending(["ying", "oing", "eing", "uing"].iter().any(|end| word.ends_with(end)))
        + ending(rows > 1 && word.ends_with("iest"))
        + ending(word.ends_with("ism"))
        + ending(["dnt", "snt"].iter().any(|end| word.ends_with(end)))
}

/// German nouns in which the ie at the end is two syllables, also behind other words; elsewhere it is one ("Energie").
const GERMAN_IE: [&str; 12] = [
    "familie",
    "linie",
    "serie",
    "aktie",
    "studie",
    "folie",
    "prämie",
    "tragödie",
    "komödie",
    "materie",
    "bestie",
    "lilie",
];

/// Vowels that German parts at the end of words: "Spanien", "Museum", "Jubiläum", "Familie".
fn german_hiatus(letters: &[char], rows: u32) -> u32 {
    let word: String = letters.iter().collect();
    let is_apart = word.ends_with("ien") && !word.ends_with("eien")
        || ["eum", "äum"].iter().any(|end| word.ends_with(end))
        || GERMAN_IE.iter().any(|noun| word.ends_with(noun));
    u32::from(rows > 1 && is_apart)
}

/// Vowels, of which two that are a diphthong or a long vowel count once; the u of "qu" is none.
fn german(letters: &[char]) -> u32 {
    const TOGETHER: [&str; 10] = ["ai", "au", "äu", "ei", "ey", "eu", "ie", "aa", "ee", "oo"];
    let is_vowel = |letter: char| "aeiouyäöüáàâéèêíïóôúû".contains(letter);
    let mut count = 0;
    let mut rest = letters;
    while let [first, others @ ..] = rest {
        rest = others;
        let pair: String = [Some(first), others.first()].into_iter().flatten().collect();
        if is_vowel(*first) {
            count += 1;
        }
        if TOGETHER.contains(&pair.as_str()) || pair == "qu" {
            rest = others.get(1..).unwrap_or_default();
        }
    }
    count + german_hiatus(letters, count)
}

/// Rows of vowels, broken after é and before a diaeresis; less one for a mute e or es at the end.
fn french(letters: &[char]) -> u32 {
    let is_vowel = |letter: char| "aeiouyàâäéèêëîïôöùûüœæ".contains(letter);
    let mut count = 0;
    let mut before = None;
    for &letter in letters {
        let continues = before.is_some_and(|before| is_vowel(before) && before != 'é');
        if is_vowel(letter) && (!continues || "äëïöü".contains(letter)) {
            count += 1;
        }
        before = Some(letter);
    }
    let stem = match letters {
        [stem @ .., 'e', 's'] | [stem @ .., 'e'] => stem,
        _ => return count,
    };
    // The e of "vie" is part of a row already; that of "année" and "table" is a syllable of its own, and mute.
    let is_own = stem.last().is_some_and(|&last| !is_vowel(last) || last == 'é');
    if count > 1 && is_own { count - 1 } else { count }
}

/// Vowels, of which weak ones (i, u) without an accent join the strong ones beside them, and each other.
fn spanish(letters: &[char]) -> u32 {
    let is_strong = |letter: char| "aeoáéóíú".contains(letter);
    let is_weak = |letter: char| "iuü".contains(letter);
    let mut count = 0;
    // Whether the syllable at hand has a strong vowel, if it ended with a vowel.
    let mut open: Option<bool> = None;
    for (place, &letter) in letters.iter().enumerate() {
        let next_is_vowel = letters.get(place + 1).is_some_and(|&next| is_strong(next) || is_weak(next));
        let weak = is_weak(letter) || (letter == 'y' && !next_is_vowel);
        open = match (open, is_strong(letter), weak) {
            (_, false, false) => None,
            (Some(had_strong), false, true) => Some(had_strong),
            (Some(false), true, _) if !"íú".contains(letter) => Some(true),
            (_, is_strong, _) => {
                count += 1;
                Some(is_strong)
            }
        };
        // An accented weak vowel joins nothing that follows.
        if "íú".contains(letter) {
            open = Some(true);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::syllables;

    fn check(language: &str, table: &[(&str, u32)]) {
        let wrong: Vec<_> = table
            .iter()
            .map(|&(word, expected)| (word, expected, syllables(word, language).unwrap()))
            .filter(|(_, expected, found)| expected != found)
            .collect();
        assert!(wrong.is_empty(), "word, expected, found: {wrong:?}");
    }

    #[test]
    fn english_words() {
        check(
            "en",
            &[
                ("the", 1),
                ("be", 1),
                ("a", 1),
                ("I", 1),
                ("my", 1),
                ("cat", 1),
                ("make", 1),
                ("makes", 1),
                ("called", 1),
                ("walked", 1),
                ("played", 1),
                ("wanted", 2),
                ("needed", 2),
                ("table", 2),
                ("tables", 2),
                ("tabled", 2),
                ("places", 2),
                ("boxes", 2),
                ("wishes", 2),
                ("changes", 2),
                ("people", 2),
                ("being", 2),
                ("going", 2),
                ("studying", 3),
                ("thing", 1),
                ("nation", 2),
                ("vision", 2),
                ("special", 2),
                ("social", 2),
                ("radio", 3),
                ("period", 3),
                ("video", 3),
                ("medium", 3),
                ("actual", 3),
                ("language", 2),
                ("quality", 3),
                ("continuous", 4),
                ("quiet", 2),
                ("society", 4),
                ("idea", 3),
                ("area", 3),
                ("sea", 1),
                ("created", 3),
                ("tourism", 3),
                ("breakfast", 2),
                ("sentence", 2),
                ("metropolis", 4),
                ("readability", 5),
                ("yes", 1),
                ("yellow", 2),
                ("year", 1),
                ("beyond", 2),
                ("happy", 2),
                ("happiness", 3),
                ("didn't", 2),
                ("isn't", 2),
                ("don't", 1),
                ("hmm", 1),
                ("curled", 1),
                ("courageous", 3),
                ("42", 0),
                ("eye", 1),
                ("queue", 1),
                ("government", 3),
                ("philosophy", 4),
                ("university", 5),
                ("tree", 1),
                ("playing", 2),
                ("player", 2),
                ("goodbye", 2),
                ("million", 2),
                ("business", 2),
                ("statement", 2),
                ("spokesman", 2),
                ("something", 2),
                ("Wednesday", 2),
                ("earlier", 3),
                ("audience", 3),
                ("nuclear", 3),
                ("senior", 2),
                ("largely", 2),
                ("completely", 3),
                ("movement", 2),
                ("settlement", 3),
                ("economically", 5),
                ("negotiations", 5),
                ("rebellion", 3),
                ("centre", 2),
                ("hundred", 2),
                ("entered", 2),
                ("careless", 2),
                ("regardless", 3),
                ("element", 3),
                ("BBC", 3),
                ("BBC's", 3),
                ("WWF", 7),
                ("NATO", 2),
                ("Mr", 2),
                ("shy", 1),
            ],
        );
    }

    #[test]
    fn exceptions_are_in_order() {
        assert!(
            super::super::english_exceptions::ENGLISH_EXCEPTIONS.is_sorted_by(|one, other| one.0 < other.0)
        );
    }

    #[test]
    fn german_words() {
        check(
            "de",
            &[
                ("Haus", 1),
                ("Häuser", 2),
                ("Liebe", 2),
                ("Theater", 3),
                ("Quelle", 2),
                ("Straße", 2),
                ("Bundesregierung", 5),
                ("Antibiotikum", 6),
                ("neue", 2),
                ("Eier", 2),
                ("Bauer", 2),
                ("See", 1),
                ("Übung", 2),
                ("ich", 1),
                ("Universität", 5),
                ("zwei", 1),
                ("Museum", 3),
                ("Großfamilie", 5),
                ("Energie", 3),
                ("Spanien", 3),
                ("Parteien", 3),
                ("knien", 1),
            ],
        );
    }

    #[test]
    fn french_words() {
        check(
            "fr",
            &[
                ("le", 1),
                ("vie", 1),
                ("table", 1),
                ("année", 2),
                ("nation", 2),
                ("théâtre", 2),
                ("naïf", 2),
                ("Noël", 2),
                ("réalité", 4),
                ("eau", 1),
                ("oiseau", 2),
                ("homme", 1),
                ("hommes", 1),
                ("question", 2),
                ("beaucoup", 2),
                ("école", 2),
                ("les", 1),
            ],
        );
    }

    #[test]
    fn spanish_words() {
        check(
            "es",
            &[
                ("casa", 2),
                ("país", 2),
                ("día", 2),
                ("teatro", 3),
                ("guerra", 2),
                ("ciudad", 2),
                ("muy", 1),
                ("y", 1),
                ("que", 1),
                ("ayer", 2),
                ("paraguas", 3),
                ("universidad", 5),
                ("leer", 2),
                ("baúl", 2),
                ("construir", 2),
                ("rey", 1),
                ("vergüenza", 3),
                ("bueno", 2),
            ],
        );
    }

    #[test]
    fn russian_words() {
        check("ru", &[("дом", 1), ("в", 0), ("правительство", 4), ("её", 2), ("Россия", 3), ("я", 1)]);
    }

    #[test]
    fn other_languages_have_no_rule() {
        assert_eq!(syllables("ord", "sv"), None);
        assert_eq!(syllables("", "en"), Some(0));
    }
}

//! Who speaks: one name for all its spellings in a document, and what is known of it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use foldhash::fast::FixedState;

use textmill_corpus::SpeakerStatus;

/// Words for those who ask, in lower case. A number may follow.
const QUESTIONERS: &[&str] = &[
    "question",
    "q",
    "questioner",
    "journalist",
    "reporter",
    "interviewer",
    "caller",
    "journalists",
    "jrnlst",
    "j",
    "host",
    "presenter",
    "compere",
    "announcer",
    "media",
    "press",
    "frage",
    "journalistin",
    "вопрос",
    "журналист",
    "pregunta",
    "periodista",
    "domanda",
    "pergunta",
    "pytanie",
    "journaliste",
];
/// Words for those who answer.
const ANSWERERS: &[&str] =
    &["answer", "a", "antwort", "réponse", "ответ", "respuesta", "risposta", "resposta", "odpowiedź"];
/// Words for those who lead the conversation.
const MODERATORS: &[&str] = &[
    "moderator",
    "moderatorin",
    "modérateur",
    "moderador",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "ведущий",
    "модератор",
];
/// Words for somebody whom nobody knows.
const NOBODY: &[&str] = &[
    "inaudible",
    "unclear",
    "indistinct",
    "unknown",
    "unidentified",
    "unidentified speaker",
    "unidentified male",
    "unidentified female",
    "speaker",
    "crosstalk",
    "audience",
    "male voice",
    "female voice",
    "voice",
    "voice-over",
    "narrator",
];
/// Words of titles and offices, in lower case without full stops.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "hon",
    "rt",
    "the",
    "of",
    "for",
    "and",
    "foreign",
    "prime",
    "deputy",
    "vice",
    "first",
    "acting",
    "federal",
    "minister",
    "president",
    "chancellor",
    "premier",
    "secretary",
    "general",
    "state",
    "senator",
    "governor",
    "ambassador",
    "commissioner",
    "chairman",
    "treasurer",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "speaker",
    "pm",
    "king",
    "queen",
    "prince",
    "princess",
    "colonel",
    "captain",
    "major",
    "admiral",
    "affairs",
    "defence",
    "finance",
    "attorney",
    "leader",
    "opposition",
    "host",
    "presenter",
    "anchor",
    "herr",
    "frau",
    "ministerin",
    "präsident",
    "präsidentin",
    "kanzler",
    "monsieur",
    "madame",
    "m",
    "mme",
    "ministre",
    "président",
    "présidente",
    "señor",
    "señora",
    "ministro",
    "ministra",
    "presidente",
    "министр",
    "президент",
];

/// What a printed name says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePart {
    Questioner,
    Answerer,
    Moderator,
    Nobody,
    Office,
    Person,
}

/// The parts that words say.
static WORDS: LazyLock<HashMap<&str, NamePart, FixedState>> = LazyLock::new(|| {
    let lists = [
        (QUESTIONERS, NamePart::Questioner),
        (ANSWERERS, NamePart::Answerer),
        (MODERATORS, NamePart::Moderator),
        (NOBODY, NamePart::Nobody),
    ];
    lists.into_iter().flat_map(|(words, part)| words.iter().map(move |word| (*word, part))).collect()
});

static TITLE_WORDS: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| TITLES.iter().copied().collect());

/// Reads a printed name.
pub(super) fn part(printed: &str) -> NamePart {
    let lower = printed.to_lowercase();
    let bare = lower.trim_matches(['(', ')', '[', ']', '.', ' ']);
    let bare = bare.trim_end_matches(|character: char| {
        character.is_ascii_digit() || character == ' ' || character == '#'
    });
    let last = bare.rsplit(' ').next().unwrap_or_default();
    if let Some(part) = WORDS.get(bare) {
        *part
    } else if ["journalist", "reporter", "interviewer"].contains(&last) {
        // `JORDANIAN JOURNALIST` too.
        NamePart::Questioner
    } else if words_of_name(printed).is_empty() || is_prime_minister(printed) {
        NamePart::Office
    } else {
        NamePart::Person
    }
}

/// The words of a name without titles before it, and without what follows a comma or stands in brackets.
fn words_of_name(printed: &str) -> Vec<&str> {
    let name = printed.split([',', '(', '[']).next().unwrap_or_default();
    let words = name.split([' ', '\u{A0}']).filter(|word| !word.is_empty());
    words.skip_while(|word| is_title(word)).collect()
}

fn is_title(word: &str) -> bool {
    let lower = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    TITLE_WORDS.contains(lower.as_str())
}

/// So many people of one last name are told apart; more are no transcript's.
const NAMESAKES: usize = 32;

/// Of each of some printed names, given with what it says by itself, the name for all its spellings, and what is known of it.
///
/// Two names are one person's if they have the same last word, and one has no other words, or the same ones, or their initials.
/// The longest stands for all, the first of equally long ones.
pub(super) fn resolve<'a>(printed: &[(&'a str, NamePart)]) -> Vec<(String, SpeakerStatus)> {
    let mut people: Vec<Vec<&str>> = Vec::new();
    let mut namesakes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut person_of = |name: &'a str| {
        let words = words_of_name(name);
        let last = words.last().map(|last| last.to_lowercase()).unwrap_or_default();
        let known = namesakes.entry(last).or_default();
        let same = known.iter().take(NAMESAKES).copied().find(|&place| is_same(&people[place], &words));
        let place = same.unwrap_or_else(|| {
            known.push(people.len());
            people.push(words.clone());
            people.len() - 1
        });
        if words.len() > people[place].len() {
            people[place] = words;
        }
        place
    };
    let places: Vec<Option<usize>> =
        printed.iter().map(|(name, part)| (*part == NamePart::Person).then(|| person_of(name))).collect();
    let resolved = |((name, part), place): (&(&str, NamePart), Option<usize>)| match (part, place) {
        (_, Some(place)) => (people[place].join(" "), SpeakerStatus::Named),
        (NamePart::Office, None) => (office(name), SpeakerStatus::Office),
        _ => (String::new(), SpeakerStatus::Unresolved),
    };
    printed.iter().zip(places).map(resolved).collect()
}

fn is_same(one: &[&str], other: &[&str]) -> bool {
    let ([one_given @ .., one_last], [other_given @ .., other_last]) = (one, other) else { return false };
    let fits = |one: &&str, other: &&str| {
        let (one, other) =
            (one.trim_end_matches('.').to_lowercase(), other.trim_end_matches('.').to_lowercase());
        one == other
            || one.chars().count() == 1 && other.starts_with(&one)
            || other.chars().count() == 1 && one.starts_with(&other)
    };
    one_last.to_lowercase() == other_last.to_lowercase()
        && (one_given.is_empty()
            || other_given.is_empty()
            || one_given.iter().zip(other_given).all(|(one, other)| fits(one, other)))
}

/// An office in one spelling: `PM` and `Prime Minister` are `PRIME MINISTER`.
pub(super) fn office(printed: &str) -> String {
    let upper = printed.trim_end_matches('.').to_uppercase();
    if is_prime_minister(printed) { "PRIME MINISTER".to_owned() } else { upper }
}

/// `PM`, `P.M.`, `P. M.`
fn is_prime_minister(printed: &str) -> bool {
    let letters = printed.chars().filter(|character| !['.', ' '].contains(character));
    letters.flat_map(char::to_uppercase).eq("PM".chars())
}

#[cfg(test)]
mod tests {
    use textmill_corpus::SpeakerStatus;

    use super::{NamePart, part, resolve};

    #[test]
    fn parts() {
        for (printed, expected) in [
            ("Question", NamePart::Questioner),
            ("JOURNALIST 2", NamePart::Questioner),
            ("JORDANIAN JOURNALIST", NamePart::Questioner),
            ("HOST", NamePart::Questioner),
            ("P. M.", NamePart::Office),
            ("Q", NamePart::Questioner),
            ("A", NamePart::Answerer),
            ("MODERATOR", NamePart::Moderator),
            ("(inaudible)", NamePart::Nobody),
            ("UNIDENTIFIED SPEAKER", NamePart::Nobody),
            ("PRIME MINISTER", NamePart::Office),
            ("PM", NamePart::Office),
            ("Foreign Minister Sergey Lavrov", NamePart::Person),
            ("MITCHELL", NamePart::Person),
            ("Ann Questor", NamePart::Person),
        ] {
            assert_eq!(part(printed), expected, "{printed}");
        }
    }

    #[test]
    fn spellings_of_one_name() {
        let printed = [
            "Lavrov",
            "Sergey Lavrov",
            "Foreign Minister Sergey Lavrov",
            "S. Lavrov",
            "NEIL MITCHELL",
            "Mitchell",
            "Anna Mitchell",
            "PM",
            "Prime Minister",
            "Question",
            "Dario Venn, Minister for Rivers",
            "Mr Venn",
        ];
        let resolved = resolve(&printed.map(|name| (name, part(name))));
        let known = |name: &str| &resolved[printed.iter().position(|printed| *printed == name).unwrap()];
        let name = |printed: &str| known(printed).0.as_str();
        assert_eq!(
            [name("Lavrov"), name("Foreign Minister Sergey Lavrov"), name("S. Lavrov")],
            ["Sergey Lavrov"; 3]
        );
        assert_eq!((name("NEIL MITCHELL"), name("Anna Mitchell")), ("NEIL MITCHELL", "Anna Mitchell"));
        assert_eq!([name("PM"), name("Prime Minister")], ["PRIME MINISTER"; 2]);
        assert_eq!([name("Dario Venn, Minister for Rivers"), name("Mr Venn")], ["Dario Venn"; 2]);
        assert_eq!(known("Question"), &(String::new(), SpeakerStatus::Unresolved));
    }
}

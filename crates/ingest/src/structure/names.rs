//! Printed names: their parts, and one person for all spellings of a name in a document.

use std::{borrow::Cow, collections::BTreeMap};

use textmill_corpus::{Speaker, SpeakerRole, SpeakerStatus};

use crate::phrases::{Languages, Section, Speech, is_known, languages_of, with_lower};

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

impl NamePart {
    /// Whether a word says it, and no name: `Question`, `MODERATOR`.
    pub(super) fn is_by_word(self) -> bool {
        !matches!(self, Self::Office | Self::Person)
    }

    fn is_by_word_of_a_question(self) -> bool {
        matches!(self, Self::Questioner | Self::Answerer | Self::Nobody | Self::Person)
    }
}

/// Words between the parts of an office: `Minister of Rivers`, `Minister für Flüsse`.
const CONNECTIVES: &[&str] = &[
    "of", "for", "the", "and", "to", "in", "on", "at", "&", "der", "die", "das", "des", "dem", "für", "und",
    "im", "bei", "beim", "de", "la", "le", "les", "du", "pour", "et", "à", "aux", "au", "el", "del", "los",
    "las", "y", "para", "do", "da", "dos", "das", "e", "per", "dei", "della", "van", "voor", "en", "het",
    "по", "и", "an",
];

/// What offices are for, where one word says so: what follows it is a name.
const DOMAINS: &[&str] = &[
    "affairs",
    "agriculture",
    "commerce",
    "culture",
    "defence",
    "defense",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "homeland",
    "housing",
    "interior",
    "justice",
    "labor",
    "labour",
    "opposition",
    "security",
    "staff",
    "state",
    "trade",
    "transport",
    "transportation",
    "treasury",
];

/// Whether a word is one of an office, a degree or a form of address, in any language; signs around it do not count.
pub(super) fn is_office_word(word: &str) -> bool {
    let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
    // A letter is one only where it is cut short: `Dr. h. c.`
    let is_long =
        bare.chars().nth(1).is_some() || word.contains('.') && ["h", "c", "m", "H", "C", "M"].contains(&bare);
    is_long && !bare.is_empty() && with_lower(bare, |bare| is_known(Section::Offices, bare))
}

/// Whether a word is a form of address: `Herr`, `Mrs.`
pub(super) fn is_form_of_address(word: &str) -> bool {
    gender_of(word).is_some()
}

/// Whether a word may stand between the parts of an office.
pub(super) fn is_connective(word: &str) -> bool {
    with_lower(word, |word| CONNECTIVES.contains(&word))
}

/// A name in lower case, with plain apostrophes: `O’Venn` and `O'Venn` are one.
fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(|one| one.is_uppercase() || one == '\u{2019}') {
        Cow::Owned(text.to_lowercase().replace('\u{2019}', "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A name without what stands in brackets at its end: `Ann Lee (Highmere) [Lab]`.
pub(super) fn without_brackets(name: &str) -> &str {
    let mut bare = name.trim_end();
    while let Some(inside) = bare.strip_suffix([')', ']']) {
        let Some(open) = inside.rfind(['(', '[']).filter(|&open| open > 0) else { break };
        bare = inside[..open].trim_end();
    }
    bare
}

/// A printed name, read once for all who ask.
#[derive(Clone, Debug)]
pub(super) struct PrintedName<'a> {
    pub(super) printed: &'a str,
    pub(super) part: NamePart,
    name: Name<'a>,
}

impl<'a> PrintedName<'a> {
    pub(super) fn read(printed: &'a str, speech: &Speech<'_>) -> Self {
        let name = Name::read(printed);
        Self { printed, part: part_of(printed, &name, speech), name }
    }

    /// Its words after those of offices; none for an office alone.
    pub(super) fn words(&self) -> &[&'a str] {
        &self.name.words
    }
}

/// What a printed name says by itself.
pub(super) fn part(printed: &str, speech: &Speech<'_>) -> NamePart {
    part_of(printed, &Name::read(printed), speech)
}

fn part_of(printed: &str, name: &Name<'_>, speech: &Speech<'_>) -> NamePart {
    let bare = word_of_part(printed);
    let is = |section: Section| {
        let known = languages_of(section, &bare);
        // A letter is a word for one who asks in some languages, and a name's initial in others.
        let is_long =
            bare.chars().nth(1).is_some() || !bare.is_ascii() || ["q", "a"].contains(&bare.as_str());
        known != Languages::default() && (is_long || known.share_one(speech.languages()))
    };
    if is(Section::Questioners) {
        NamePart::Questioner
    } else if is(Section::Answerers) {
        NamePart::Answerer
    } else if is(Section::Moderators) {
        NamePart::Moderator
    } else if is(Section::Unidentified) {
        NamePart::Nobody
    } else if asks_for_somebody(&bare) {
        NamePart::Questioner
    } else if name.words.is_empty() || is_prime_minister(printed) {
        NamePart::Office
    } else {
        NamePart::Person
    }
}

/// Signs around a name that are no part of it.
const SIGNS: [char; 8] = ['(', ')', '[', ']', '.', '*', ' ', '\u{A0}'];

/// A printed name without signs before it.
pub(super) fn without_signs_before(printed: &str) -> &str {
    printed.trim_start_matches(SIGNS)
}

/// A printed name in lower case without brackets, figures and signs around it: `Question 2 (in French)` is `question`.
pub(super) fn word_of_part(printed: &str) -> String {
    let bare = without_brackets(printed).to_lowercase();
    let bare = bare.trim_matches(SIGNS);
    let is_number =
        |character: char| character.is_numeric() || [' ', '\u{A0}', '#', '_', '.'].contains(&character);
    match bare.trim_end_matches(is_number) {
        "" => bare.to_owned(),
        word => word.to_owned(),
    }
}

/// `JORDANIAN JOURNALIST`, `Question from Tom Venn`: the last word, or the first before a preposition, is one for who asks.
fn asks_for_somebody(bare: &str) -> bool {
    let asks = |word: &str| word.len() >= 5 && is_known(Section::Questioners, word);
    let mut words = bare.split([' ', '\u{A0}']).filter(|word| !word.is_empty());
    let (first, second, last) = (words.next(), words.next(), bare.rsplit(' ').next());
    let leads =
        first.is_some_and(asks) && second.is_some_and(|second| ["from", "by", "von", "de"].contains(&second));
    leads || last.is_some_and(asks) && second.is_some()
}

/// Whether somebody is a man or a woman, where the form of address says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Man,
    Woman,
}

fn gender_of(word: &str) -> Option<Gender> {
    with_lower(word.trim_end_matches('.'), |word| match word {
        "mr" | "sir" | "lord" | "herr" | "señor" | "sr" | "monsieur" | "m" | "shri" | "gentleman" => {
            Some(Gender::Man)
        }
        "mrs" | "ms" | "miss" | "dame" | "lady" | "frau" | "señora" | "sra" | "madame" | "mme" | "smt"
        | "madam" | "gentlewoman" => Some(Gender::Woman),
        _ => None,
    })
}

/// The parts of a printed name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Name<'a> {
    /// The words of the name without offices; none for an office alone.
    words: Vec<&'a str>,
    /// Where they are from, for whom a place is printed beside the last name: `of Texas`.
    place: Option<&'a str>,
    gender: Option<Gender>,
}

impl<'a> Name<'a> {
    fn read(printed: &'a str) -> Self {
        let bare = printed.split(['(', '[']).next().unwrap_or_default();
        let (name, after) = bare.split_once(',').map_or((bare, None), |(name, after)| (name, Some(after)));
        let words = name.split([' ', '\u{A0}']).flat_map(parted_initials).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        let gender = words.iter().find_map(|word| gender_of(word));
        let mut words = without_office(&words);
        let place = take_place(&mut words, printed);
        if let Some(given) = after.map(str::trim).filter(|after| is_given_name(after)) {
            // `Venn, Tom`
            words.insert(0, given);
        }
        move_initials_to_the_front(&mut words);
        Self { words, place, gender }
    }

    fn last(&self) -> &'a str {
        self.words.last().copied().unwrap_or_default()
    }

    fn is_lone(&self) -> bool {
        self.words.len() == 1
    }

    /// Whether two names may be one person's: they have the same last word, and one has no other words, or the same ones, or their
    /// initials; neither the forms of address nor the places beside the last names tell them apart.
    fn may_be(&self, other: &Self) -> bool {
        let ([given @ .., last], [other_given @ .., other_last]) = (&self.words[..], &other.words[..]) else {
            return false;
        };
        let differ =
            |one: Option<Gender>, other: Option<Gender>| one.is_some() && other.is_some() && one != other;
        lower(last) == lower(other_last)
            && !differ(self.gender, other.gender)
            && (self.place.is_none() || other.place.is_none() || self.place == other.place)
            && (given.is_empty()
                || other_given.is_empty()
                || given.iter().zip(other_given).all(|(one, other)| are_one_given_name(one, other)))
    }
}

/// The initials of `И.К.Маррен`, each for itself, and the name.
fn parted_initials(word: &str) -> impl Iterator<Item = &str> {
    let is_glued =
        word.char_indices().nth(1).is_some_and(|(_, second)| second == '.') && !word.ends_with('.');
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest.take()?;
        let stop = word.find('.').filter(|stop| is_glued && stop + 1 < word.len());
        let (first, others) = stop.map_or((word, None), |stop| (&word[..=stop], Some(&word[stop + 1..])));
        rest = others;
        Some(first)
    })
}

fn are_one_given_name(one: &str, other: &str) -> bool {
    let (one, other) = (lower(one.trim_end_matches('.')), lower(other.trim_end_matches('.')));
    let is_initial = |name: &str| name.chars().count() == 1;
    one == other
        || is_initial(&one) && other.starts_with(one.as_ref())
        || is_initial(&other) && one.starts_with(other.as_ref())
}

/// A word with a capital and no office, after a comma.
fn is_given_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && !text.contains(' ') && !is_office_word(text)
}

/// The words of a name after those of offices: `Minister of Rivers Ilse Marren` is `Ilse Marren`. Of an office that is for something
/// the last two words are the name, if there are more than two; fewer are what the office is for.
fn without_office<'a>(words: &[&'a str]) -> Vec<&'a str> {
    // `Mrs. VAN DER REED`: particles in capitals are of the name.
    let is_particle = |place: usize| {
        let (word, before) = (words[place], place.checked_sub(1).map(|before| words[before]));
        let is_capital =
            word.chars().all(char::is_uppercase) && is_connective(word) && with_lower(word, is_name_particle);
        is_capital && before.is_some_and(is_form_of_address)
    };
    let is_of_office = |place: &usize| {
        let word = words[*place];
        (is_office_word(word) || is_connective(word) || is_domain(word)) && !is_particle(*place)
    };
    let start = (0..words.len()).take_while(is_of_office).count();
    let rest = &words[start..];
    // `Министр рек Ильза Маррен`: what the office is for, in small letters.
    let is_small = |word: &&&str| word.starts_with(char::is_lowercase) && !is_name_particle(word);
    let small = if start > 0 { rest.iter().take_while(is_small).count() } else { 0 };
    let rest = &rest[small..];
    let last = start.checked_sub(1).and_then(|last| words.get(last));
    let is_for_something =
        start >= 2 && last.is_some_and(|last| is_connective(last) && !is_name_particle(last));
    if !is_for_something || rest.is_empty() || lower(last.unwrap_or(&"")) == "the" && start == 1 {
        return rest.to_vec();
    }
    if rest.len() <= 2 {
        return Vec::new();
    }
    let is_inner = |word: &str| word.ends_with('.') || is_name_particle(word);
    let mut from = rest.len() - 2;
    while from > 1 && is_inner(rest[from]) {
        from -= 1;
    }
    rest[from..].to_vec()
}

fn is_domain(word: &str) -> bool {
    with_lower(word, |word| DOMAINS.contains(&word))
}

/// Whether a word in lower case may stand inside a name: `von`, `de`.
pub(super) fn is_name_particle(word: &str) -> bool {
    is_known(Section::NameParticles, word)
}

/// Takes the place off that stands beside a last name: `JACKSON-LEE of Texas`.
fn take_place<'a>(words: &mut Vec<&'a str>, printed: &'a str) -> Option<&'a str> {
    let of = words.iter().position(|word| *word == "of").filter(|&of| of > 0)?;
    let start = words.get(of + 1)?.as_ptr() as usize - printed.as_ptr() as usize;
    words.truncate(of);
    let place = printed.get(start..)?;
    Some(place.split(['(', '[', ',']).next().unwrap_or_default().trim())
}

/// `MARREN I. K.`, `Marren IK`: what ends with initials has them in front.
fn move_initials_to_the_front(words: &mut Vec<&str>) {
    let is_initials = |word: &&str| {
        let length = word.chars().count();
        word.ends_with('.') && length <= 6 || length == 1 && word.chars().all(char::is_uppercase)
    };
    let initials = words.iter().rev().take_while(|word| is_initials(word)).count();
    if initials > 0 && initials < words.len() {
        words.rotate_right(initials);
    }
}

/// So many people of one last name are told apart; more are no transcript's.
const NAMESAKES: usize = 32;

/// Of each of some printed names, the name for all its spellings, and what is known of it.
///
/// The longest spelling stands for all, the first of equally long ones. A last name alone that two people bear is unresolved, and so
/// is an office that two people hold.
pub(super) fn resolve(printed: &[PrintedName<'_>]) -> Vec<(String, SpeakerStatus)> {
    let names: Vec<Option<Cow<'_, Name<'_>>>> = printed
        .iter()
        .map(|PrintedName { printed, part, name }| match part {
            NamePart::Person => Some(Cow::Borrowed(name)),
            NamePart::Office | NamePart::Moderator => holder(printed).map(Cow::Owned),
            _ => None,
        })
        .collect();
    let mut people = People::default();
    // Names that are more than a last name come first, since they say who the others may be.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&place| names[place].as_ref().map_or(0, |name| usize::MAX - name.words.len()));
    let mut persons: Vec<Option<usize>> = vec![None; names.len()];
    for place in order {
        persons[place] = names[place].as_ref().and_then(|name| people.person_of(name));
    }
    give_initials_to_their_people(printed, &mut persons);
    let holders = holders(printed, &persons);
    printed
        .iter()
        .zip(&persons)
        .map(|(&PrintedName { printed, part, .. }, person)| {
            let held = || holders.get(&office(without_brackets(printed))).copied().flatten();
            match (part, person) {
                (NamePart::Person, Some(person)) => (people.shown(*person), SpeakerStatus::Named),
                (NamePart::Office | NamePart::Moderator, _) if holds_an_office(printed, part) => {
                    match person.or_else(held) {
                        Some(person) => (people.shown(person), SpeakerStatus::Named),
                        None => (office(without_brackets(printed)), SpeakerStatus::Office),
                    }
                }
                // Only a word is known, or two people have the last name.
                _ => (String::new(), SpeakerStatus::Unresolved),
            }
        })
        .collect()
}

/// Whether the name is an office's: `The SPEAKER pro tempore`, but not `MODERATOR`.
fn holds_an_office(printed: &str, part: NamePart) -> bool {
    let bare = without_brackets(printed);
    part == NamePart::Office || bare.contains(' ') && bare.split(' ').any(is_office_word)
}

/// The initials that stand in brackets after a name, which they stand for in what follows: `Eric Quill (EQ)`.
pub(super) fn initials_in_brackets(printed: &str) -> Option<&str> {
    let (_, inside) = printed.trim_end().strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let words = Name::read(printed).words;
    let firsts = words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase);
    let is_those = words.len() >= 2 && inside.chars().flat_map(char::to_lowercase).eq(firsts);
    is_those.then_some(inside)
}

/// Makes the initials of people their names too, where they are printed in brackets once.
fn give_initials_to_their_people(printed: &[PrintedName<'_>], persons: &mut [Option<usize>]) {
    let of_name = |(name, person): (&PrintedName<'_>, &Option<usize>)| {
        Some((initials_in_brackets(name.printed)?.to_owned(), (*person)?))
    };
    let initials: BTreeMap<String, usize> = printed.iter().zip(persons.iter()).filter_map(of_name).collect();
    for (name, person) in printed.iter().zip(persons) {
        if let Some(known) = initials.get(name.printed) {
            *person = Some(*known);
        }
    }
}

/// The name in brackets after an office: `The Prime Minister (Ilse Marren)`.
fn holder(printed: &str) -> Option<Name<'_>> {
    let (_, inside) = printed.split_once(['(', '['])?;
    let inside = inside.split([')', ']']).next()?;
    let is_name = inside
        .split([' ', '\u{A0}'])
        .all(|word| word.starts_with(char::is_uppercase) || is_name_particle(word));
    let name = Name::read(inside);
    let has_name = name.words.len() >= 2 || name.gender.is_some() && !name.words.is_empty();
    (is_name && has_name && inside.len() >= 4 && inside.chars().any(char::is_lowercase)).then_some(name)
}

/// Who holds each office that is printed with a name in brackets; nobody, if two people do.
fn holders(printed: &[PrintedName<'_>], persons: &[Option<usize>]) -> BTreeMap<String, Option<usize>> {
    let mut holders: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (PrintedName { printed, part, .. }, person) in printed.iter().zip(persons) {
        if holds_an_office(printed, *part) && !part.is_by_word_of_a_question() && person.is_some() {
            let held = holders.entry(office(without_brackets(printed))).or_insert(*person);
            *held = held.filter(|_| *held == *person);
        }
    }
    holders
}

/// The people of a document.
#[derive(Default)]
struct People<'a> {
    people: Vec<Name<'a>>,
    /// Those of one last name, in lower case.
    namesakes: BTreeMap<String, Vec<usize>>,
}

impl<'a> People<'a> {
    /// Whose name it is: somebody's with a fitting one, or somebody's who was not known; nobody's where two fit a last name alone.
    fn person_of(&mut self, name: &Name<'a>) -> Option<usize> {
        let known = self.namesakes.entry(lower(name.last()).into_owned()).or_default();
        let mut fitting =
            known.iter().copied().take(NAMESAKES).filter(|&place| self.people[place].may_be(name));
        let (first, second) = (fitting.next(), fitting.next());
        match (first, second) {
            (Some(_), Some(_)) if name.is_lone() => None,
            (Some(first), _) => {
                let person = &mut self.people[first];
                person.gender = person.gender.or(name.gender);
                person.place = person.place.or(name.place);
                Some(first)
            }
            (None, _) => {
                known.push(self.people.len());
                self.people.push(name.clone());
                Some(self.people.len() - 1)
            }
        }
    }

    /// The name of a person; with the place, where others have no more of a name than that one.
    fn shown(&self, person: usize) -> String {
        let name = &self.people[person];
        let words = name.words.join(" ");
        let has_namesakes =
            self.namesakes.get(lower(name.last()).as_ref()).is_some_and(|known| known.len() > 1);
        match name.place.filter(|_| has_namesakes && name.is_lone()) {
            Some(place) => format!("{words} of {place}"),
            None => words,
        }
    }
}

/// A speaker of a name that is printed alone, as in a column; nobody for an empty one.
pub(super) fn named_speaker(printed: &str) -> Option<Speaker> {
    let printed = printed.trim();
    if printed.is_empty() {
        return None;
    }
    let read = PrintedName::read(printed, &Speech::new(""));
    let role = match read.part {
        NamePart::Questioner => SpeakerRole::Questioner,
        NamePart::Answerer => SpeakerRole::Answerer,
        NamePart::Moderator => SpeakerRole::Moderator,
        _ => SpeakerRole::Speaker,
    };
    // In a column a word is a name like the others: `AUDIENCE`.
    let (name, status) = match resolve(&[read]).into_iter().next() {
        Some((name, status)) if !name.is_empty() => (name, status),
        _ => (printed.to_owned(), SpeakerStatus::Unresolved),
    };
    Some(Speaker { printed: printed.to_owned(), name, status, role })
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

    use super::{NamePart, PrintedName, Speech, part, resolve};

    fn part_of(printed: &str) -> NamePart {
        part(printed, &Speech::new(""))
    }

    #[test]
    fn parts() {
        for (printed, expected) in [
            ("Question", NamePart::Questioner),
            ("Question (retranslated from French)", NamePart::Questioner),
            ("JOURNALIST 2", NamePart::Questioner),
            ("JORDANIAN JOURNALIST", NamePart::Questioner),
            ("HOST", NamePart::Questioner),
            ("P. M.", NamePart::Office),
            ("Q", NamePart::Questioner),
            ("A", NamePart::Answerer),
            ("MODERATOR", NamePart::Moderator),
            ("(inaudible)", NamePart::Nobody),
            ("UNIDENTIFIED SPEAKER", NamePart::Nobody),
            ("SPEAKER_00", NamePart::Nobody),
            ("PRIME MINISTER", NamePart::Office),
            ("The SPEAKER pro tempore", NamePart::Moderator),
            ("Minister for Rivers", NamePart::Office),
            ("PM", NamePart::Office),
            ("Foreign Minister Sergey Lavrov", NamePart::Person),
            ("MITCHELL", NamePart::Person),
            ("Ann Questor", NamePart::Person),
        ] {
            assert_eq!(part_of(printed), expected, "{printed}");
        }
    }

    fn names(printed: &[&str]) -> Vec<(String, SpeakerStatus)> {
        resolve(&printed.iter().map(|name| PrintedName::read(name, &Speech::new(""))).collect::<Vec<_>>())
    }

    #[track_caller]
    fn check(printed_and_name: &[(&str, &str)]) {
        let printed: Vec<&str> = printed_and_name.iter().map(|(printed, _)| *printed).collect();
        let expected: Vec<&str> = printed_and_name.iter().map(|(_, name)| *name).collect();
        let found = names(&printed);
        assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn spellings_of_one_name() {
        check(&[
            ("Lavrov", "Sergey Lavrov"),
            ("Sergey Lavrov", "Sergey Lavrov"),
            ("Foreign Minister Sergey Lavrov", "Sergey Lavrov"),
            ("S. Lavrov", "Sergey Lavrov"),
            ("NEIL MITCHELL", "NEIL MITCHELL"),
            ("Anna Mitchell", "Anna Mitchell"),
            ("PM", "PRIME MINISTER"),
            ("Prime Minister", "PRIME MINISTER"),
            ("Question", ""),
            ("Dario Venn, Minister for Rivers", "Dario Venn"),
            ("Mr Venn", "Dario Venn"),
        ]);
        check(&[
            ("SECRETARY OF RIVERS ILSE MARREN", "ILSE MARREN"),
            ("SEC. MARREN", "ILSE MARREN"),
            ("GENERAL TOM VENN", "TOM VENN"),
            ("GEN. VENN", "TOM VENN"),
            ("Secretary of Defense Anton J. Quill", "Anton J. Quill"),
        ]);
        check(&[
            ("Vizepräsident Dr. h. c. Paul Ried", "Paul Ried"),
            ("Dr. h. c. Paul Ried (SPD)", "Paul Ried"),
            ("Venn, Tom", "Tom Venn"),
            ("МАРРЕН И.К.", "И.К. МАРРЕН"),
            ("Т.И.Венн", "Т. И. Венн"),
            ("Квилл А. Б", "А. Б Квилл"),
        ]);
    }

    #[test]
    fn an_office_may_have_a_name_in_brackets() {
        check(&[("The Prime Minister (Ilse Marren)", "Ilse Marren"), ("The Prime Minister", "Ilse Marren")]);
        check(&[
            ("The SPEAKER (Mr. Venn)", "Venn"),
            ("The SPEAKER (Ms. Marren)", "Marren"),
            ("The SPEAKER", "THE SPEAKER"),
        ]);
    }

    #[test]
    fn initials_in_brackets_stand_for_the_name() {
        check(&[
            ("Eric Quill (EQ)", "Eric Quill"),
            ("EQ", "Eric Quill"),
            ("Ann Horn (SPD)", "Ann Horn"),
            ("SPD", "SPD"),
        ]);
    }

    #[test]
    fn namesakes_are_told_apart_or_stay_unresolved() {
        check(&[
            ("Mr. SMITH of Texas", "SMITH of Texas"),
            ("Mr. SMITH of Ohio", "SMITH of Ohio"),
            ("Mr. SMITH", ""),
            ("Mrs. SMITH", "SMITH"),
        ]);
        check(&[("Ann Lee", "Ann Lee"), ("Bob Lee", "Bob Lee"), ("Lee", "")]);
        assert_eq!(names(&["Ann Lee", "Bob Lee", "Lee"])[2].1, SpeakerStatus::Unresolved);
    }
}

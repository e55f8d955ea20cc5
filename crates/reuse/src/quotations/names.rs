//! People as a text names them: what `Marren` is short for, who is meant by `she`.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use textmill_corpus::SegmentKind;

use super::{
    Block,
    cues::{CueLists, Cues},
    genders::{Gender, gender_of_given_name, gender_of_office, gender_of_pronoun, title_gender},
    pairing::Pair,
    phrases::{Subject, Word, inverted, is_finite, is_oblique_name, is_two_names, subject_before, words},
};

/// The people of a text: names of two words and more, and where they stand.
pub(super) struct Names<'a> {
    /// Their full names, by the last word.
    by_last: BTreeMap<&'a str, BTreeSet<String>>,
    /// Where each is named, in order.
    mentions: Vec<Mention>,
    /// The subjects of verbs of saying, in order.
    speaking: Vec<Speaking>,
    /// Where somebody is meant by an office alone, in order.
    offices: Vec<usize>,
    /// The nouns that stand before each name.
    offices_of: BTreeMap<String, BTreeSet<String>>,
    /// What the titles of each tell, if they do not contradict each other, else the given name.
    genders: BTreeMap<String, Option<Gender>>,
    /// The first who says something and where, and where somebody else does.
    first_speaker: Option<(usize, String)>,
    second_speaks: usize,
}

/// The subject of a verb of saying.
struct Speaking {
    start: usize,
    block: usize,
    who: Who,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    /// Somebody with a full name.
    Person(String),
    /// Whoever a pronoun stands for.
    Pronoun(Gender),
    /// Somebody by an office.
    Office,
    /// A name that may be of a person or of a house.
    Other,
}

/// So many paragraphs a pronoun reaches back, each time.
const PARAGRAPHS: usize = 2;
/// And over so many verbs whose subjects are pronouns too.
const PRONOUNS: usize = 64;
/// So many quotations may begin inside one that still goes on.
const QUOTATIONS: usize = 16;

/// A place where somebody is named.
struct Mention {
    start: usize,
    name: String,
    gender: Option<Gender>,
}

impl<'a> Names<'a> {
    /// The people in the paragraphs of a text; titles may have capitals everywhere.
    pub(super) fn of(text: &'a str, blocks: &[Block<'_>], pairs: &[Pair], cues: &CueLists) -> Self {
        let mut names = Self {
            by_last: BTreeMap::new(),
            mentions: Vec::new(),
            speaking: Vec::new(),
            offices: Vec::new(),
            offices_of: BTreeMap::new(),
            genders: BTreeMap::new(),
            first_speaker: None,
            second_speaks: usize::MAX,
        };
        let is_text =
            |kind| !matches!(kind, SegmentKind::Title | SegmentKind::Subtitle | SegmentKind::Heading);
        let read: Vec<Vec<Word<'a>>> = blocks
            .iter()
            .map(|block| if is_text(block.kind) { words(text, block.span.clone(), &[]) } else { Vec::new() })
            .collect();
        for (words, block) in read.iter().zip(blocks) {
            names.add_full_names(words, cues.of(block.language));
        }
        names.keep_shortest();
        for (number, (words, block)) in read.iter().zip(blocks).enumerate() {
            names.add_mentions(words, cues.of(block.language));
            names.add_speaking(words, number, cues.of(block.language));
            names.add_offices(words, cues.of(block.language));
        }
        names.speaking.sort_by_key(|speaking| speaking.start);
        names.mentions.sort_by_key(|mention| mention.start);
        names.learn_genders();
        // Whom a quotation names is not whom the writer means by "he said".
        let is_quoted = |place: usize| {
            let after = pairs.partition_point(|pair| pair.outer.start <= place);
            pairs[..after].iter().rev().take(QUOTATIONS).any(|pair| place < pair.outer.end)
        };
        names.mentions.retain(|mention| !is_quoted(mention.start));
        names.speaking.retain(|speaking| !is_quoted(speaking.start));
        names.offices.retain(|office| !is_quoted(*office));
        names.find_first_speaker();
        names
    }

    fn add_full_names(&mut self, words: &[Word<'a>], cues: &Cues) {
        for (start, run) in capital_runs(words).into_iter().filter(|(_, run)| run.len() >= 2) {
            let mut person = person_in(run, cues);
            if ends_office(words, start, cues) && person.len() > 2 {
                person = &person[person.len() - 2..];
            }
            let first = start + run.len() - person.len();
            // "the United Nations" is no person.
            let has_article = first.checked_sub(1).is_some_and(|before| {
                !words[before].ends_phrase() && cues.articles.contains(&words[before].small())
            });
            let is_mixed =
                person.iter().any(|word| is_oblique_name(word, cues)) || is_two_names(person, cues);
            if let (2..=5, Some(last), false) = (person.len(), person.last(), has_article || is_mixed) {
                self.by_last.entry(last.text).or_default().insert(joined(person));
            }
        }
    }

    /// Of "Minister for Harbours Ilse Marren" and "Ilse Marren" the second is the name.
    fn keep_shortest(&mut self) {
        for names in self.by_last.values_mut() {
            let all = names.clone();
            names.retain(|name| !all.iter().any(|other| other != name && ends_with_name(name, other)));
        }
    }

    fn add_mentions(&mut self, words: &[Word<'a>], cues: &Cues) {
        for (start, run) in capital_runs(words) {
            let follows_office = start.checked_sub(1).is_some_and(|before| {
                !words[before].ends_phrase() && cues.roles.contains(&words[before].small())
            });
            if let (Some(name), Some(first)) = (self.person(run, cues), run.first()) {
                let before = start.checked_sub(1).map(|before| &words[before]).filter(|_| follows_office);
                let nouns =
                    run.iter().chain(before).map(Word::small).filter(|noun| cues.roles.contains(noun));
                self.offices_of.entry(name.clone()).or_default().extend(nouns.map(Cow::into_owned));
                let titles = run.iter().chain(before);
                let gender = titles
                    .map(Word::small)
                    .find_map(|small| title_gender(&small).or_else(|| gender_of_office(&small, cues)));
                self.mentions.push(Mention { start: first.start, name, gender });
            }
        }
    }

    /// "The Minister" is somebody, and it may be somebody else.
    fn add_offices(&mut self, words: &[Word<'a>], cues: &Cues) {
        for (place, word) in words.iter().enumerate() {
            let is_named = words.get(place + 1).is_some_and(Word::is_capital) && !word.ends_phrase();
            let before = place.checked_sub(1).map(|before| words[before].small());
            let has_article = before.is_some_and(|before| cues.articles.contains(&before));
            if has_article && !is_named && cues.roles.contains(&word.small()) {
                self.offices.push(word.start);
            }
        }
    }

    fn add_speaking(&mut self, words: &[Word<'a>], block: usize, cues: &Cues) {
        for place in 0..words.len() {
            if !is_finite(words, place, cues) {
                continue;
            }
            // "said Marren" stands behind a sign.
            let follows_sign = place.checked_sub(1).is_some_and(|before| !words[before].after.is_empty());
            let subject = subject_before(words, place, cues)
                .or_else(|| inverted(words, place, cues).filter(|_| follows_sign));
            let Some(subject) = subject else { continue };
            let Some(first) = words.get(subject.range().start) else { continue };
            let who = match &subject {
                Subject::Name(range) => match self.person(&words[range.clone()], cues) {
                    Some(name) => Who::Person(name),
                    None if words[range.clone()].iter().all(|word| is_acronym(word.text)) => continue,
                    None => Who::Other,
                },
                Subject::Person(word) => Who::Pronoun(gender_of_pronoun(&words[*word], cues)),
                Subject::Role(_) => Who::Office,
                Subject::Thing(_) => continue,
            };
            self.speaking.push(Speaking { start: first.start, block, who });
        }
    }

    fn learn_genders(&mut self) {
        for mention in &self.mentions {
            let known = self.genders.entry(mention.name.clone()).or_insert(mention.gender);
            if known.is_none() {
                *known = mention.gender;
            }
        }
        let contradicted: Vec<String> = self
            .mentions
            .iter()
            .filter(|mention| mention.gender.is_some() && self.gender(&mention.name) != mention.gender)
            .map(|mention| mention.name.clone())
            .collect();
        for name in contradicted {
            self.genders.insert(name, None);
        }
        for (name, gender) in &mut self.genders {
            let given = name.split(' ').next().unwrap_or_default();
            *gender = gender.or_else(|| gender_of_given_name(given));
        }
    }

    fn find_first_speaker(&mut self) {
        let mut people =
            self.speaking.iter().filter_map(|speaking| Some((speaking.start, speaking.who.person()?)));
        let Some((start, first)) = people.next() else { return };
        let second = people.find(|(_, name)| *name != first);
        self.second_speaks = second.map_or(usize::MAX, |(start, _)| start);
        self.first_speaker = Some((start, first.clone()));
    }

    /// The only person who says something before a place.
    fn only_speaker(&self, place: usize) -> Option<&str> {
        let (start, first) = self.first_speaker.as_ref()?;
        (*start < place && self.second_speaks >= place).then_some(first)
    }

    /// Who is meant by an office at a place: the only person who says something before, if an office of this name stands before theirs
    /// somewhere: "the minister" is "Foreign Minister Ilse Marren".
    pub(super) fn by_office(&self, place: usize, office: &str, cues: &Cues) -> Option<&str> {
        let name = self.only_speaker(place)?;
        let offices = self.offices_of.get(name)?;
        offices.iter().any(|known| known == office || cues.may_be_called(known, office)).then_some(name)
    }

    /// The full name of a person: one that has two words and more somewhere.
    pub(super) fn person(&self, run: &[Word<'_>], cues: &Cues) -> Option<String> {
        // Whatever comes before it, the last word is that of the name.
        let names = self.by_last.get(run.last()?.text)?;
        self.full_name(run, cues).filter(|name| names.contains(name))
    }

    /// The one full name that a name is short for; itself where there is none, nothing where there are several, or where it is no name.
    pub(super) fn full_name(&self, run: &[Word<'_>], cues: &Cues) -> Option<String> {
        let person = person_in(run, cues);
        let given = joined(person);
        let last = person.last()?;
        if person.iter().any(|word| !word.is_capital()) {
            // "Office of the Director of National Intelligence" is short for nothing.
            return Some(given);
        }
        let Some(names) = self.by_last.get(last.text) else { return Some(given) };
        let mut fitting =
            names.iter().filter(|name| ends_with_name(name, &given) || ends_with_name(&given, name));
        match (fitting.next(), fitting.next()) {
            (Some(name), None) => Some(name.clone()),
            (None, _) => Some(given),
            (Some(_), Some(_)) => None,
        }
    }

    /// Whether a run is an office and no name: `The Minister`.
    pub(super) fn is_office(&self, run: &[Word<'_>], cues: &Cues) -> bool {
        person_in(run, cues).is_empty()
    }

    /// Who is meant by a pronoun at a place: the last one who said something before, by name or as the same pronoun, if no other person is named
    /// since and nobody by an office alone; nobody where more than a paragraph stands between.
    pub(super) fn by_pronoun(&self, place: usize, block: usize, gender: Gender) -> Option<&str> {
        let before = self.speaking.partition_point(|speaking| speaking.start < place);
        let mut later = block;
        for speaking in self.speaking[..before].iter().rev().take(PRONOUNS) {
            if speaking.block + PARAGRAPHS < later {
                return None;
            }
            later = speaking.block;
            match &speaking.who {
                Who::Pronoun(other) if *other == gender => {}
                Who::Office if self.only_speaker(place).is_some() => {}
                Who::Person(name) => {
                    let is_fitting = self.gender(name).is_none_or(|known| known == gender);
                    return (is_fitting && !self.has_other(name, gender, speaking.start..place))
                        .then_some(name);
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether somebody else is named between two places whom a pronoun may mean.
    fn has_other(&self, name: &str, gender: Gender, between: std::ops::Range<usize>) -> bool {
        let from = self.mentions.partition_point(|mention| mention.start < between.start);
        let mentions = self.mentions[from..].iter().take_while(|mention| mention.start < between.end);
        let mut others = mentions.filter(|mention| mention.name != name);
        let after = self.offices.partition_point(|office| *office < between.start);
        let has_office = self.offices.get(after).is_some_and(|office| *office < between.end);
        has_office && self.only_speaker(between.end) != Some(name)
            || others.any(|other| self.gender(&other.name).is_none_or(|known| known == gender))
    }

    fn gender(&self, name: &str) -> Option<Gender> {
        self.genders.get(name).copied().flatten()
    }
}

/// Runs of words with capitals that no sign parts, with the numbers of their first words.
fn capital_runs<'w, 't>(words: &'w [Word<'t>]) -> Vec<(usize, &'w [Word<'t>])> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let length = words[start..].iter().take_while(|word| word.is_capital()).count();
        let ends =
            words[start..start + length].iter().position(|word| word.ends_phrase() || word.is_genitive());
        let length = ends.map_or(length, |end| end + 1);
        if length > 0 {
            runs.push((start, &words[start..start + length]));
        }
        start += length.max(1);
    }
    runs
}

/// Whether the words before a place are the beginning of an office: "Minister for Rivers and" before "Harbours Ilse Marren".
fn ends_office(words: &[Word<'_>], start: usize, cues: &Cues) -> bool {
    let before = words[..start].iter().rev().take(OFFICE_WORDS).take_while(|word| !word.ends_phrase());
    let mut linked = false;
    for word in before {
        if linked && cues.roles.contains(&word.small()) {
            return true;
        }
        linked |= matches!(word.text, "for" | "of");
        if !word.is_capital() && !matches!(word.text, "for" | "of" | "and" | "&" | "the") {
            return false;
        }
    }
    false
}

/// The words of an office.
const OFFICE_WORDS: usize = 6;

impl Who {
    fn person(&self) -> Option<&String> {
        if let Self::Person(name) = self { Some(name) } else { None }
    }
}

/// Whether a name is the letters of a house: `RT`, `BBC`.
fn is_acronym(name: &str) -> bool {
    name.chars().all(|letter| !letter.is_lowercase())
}

fn ends_with_name(long: &str, short: &str) -> bool {
    long == short || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
}

/// A run of capitalised words without the offices before the name, and without what the name has of somebody else's.
fn person_in<'w, 't>(run: &'w [Word<'t>], cues: &Cues) -> &'w [Word<'t>] {
    let is_office = |word: &Word<'_>| {
        let small = word.small();
        cues.roles.contains(small.trim_end_matches('s'))
            || cues.roles.contains(&small)
            || title_gender(&small).is_some()
            || TITLES.contains(&&*small)
    };
    // "Stephen King" is no king, and the initial of "Ilse M. Marren" no title.
    let has_given_name = || run.first().is_some_and(|first| gender_of_given_name(first.text).is_some());
    let is_before_name = |place: usize| {
        let word = &run[place];
        let is_last_name = || place > 0 && place + 1 == run.len() && has_given_name();
        let is_initial = || place > 0 && word.text.chars().count() == 1;
        word.is_genitive() || is_office(word) && !is_last_name() && !is_initial()
    };
    let after = (0..run.len()).rev().find(|place| is_before_name(*place)).map_or(0, |office| office + 1);
    let mut person = &run[after..];
    if person.first().is_some_and(|word| !word.is_capital()) {
        // "Office of the Director of National Intelligence" is one name.
        person = run;
    }
    let is_small_word = |word: &&Word<'_>| {
        let small = word.small();
        cues.starters.contains(&small) || cues.articles.contains(&small)
    };
    let starts = person.iter().take_while(is_small_word).count();
    &person[starts..]
}

/// What stands before names, and tells nothing of gender.
const TITLES: &[&str] = &["dr", "prof", "sen", "rep", "gov", "gen", "foreign", "prime", "master", "dame"];

/// Words with blanks between them.
pub(super) fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

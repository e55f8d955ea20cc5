//! Which of the announcements that a document could be read to hold it does hold.
//!
//! A house prints all its speakers alike, and speakers speak again; headings, labels of a database and enumerations do neither. So
//! all candidates of the document are collected first, spellings of one name are brought together, and [`Clue`]s for and against each
//! person are added up; then each form is believed that persons of the document use. Clues are small integers, and no threshold
//! hangs on one spelling.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use textmill_corpus::Span;

use super::{
    Labels,
    announcements::{Announcement, Delimiter, Form, is_in_capitals},
    blocks::Block,
    clues::{Clue, Clues},
    line::ends_like_a_sentence,
    names::{
        NamePart, PrintedName, initials_in_brackets, is_connective, is_name_particle, is_office_word, office,
        resolve, without_brackets, word_of_part,
    },
    usage::WordUsage,
};
use crate::phrases::{Section, Speech};

/// Who has so much evidence is somebody who speaks, even if nobody else did.
pub(super) const FOUNDER: i32 = 3;
/// Who has so much is believed in a form that others use.
pub(super) const FOLLOWER: i32 = 1;

/// A printed name among the candidates of a document.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    name: PrintedName<'a>,
    /// The number of the person; all spellings of a name have one.
    pub(super) person: usize,
    pub(super) clues: Clues,
    /// In how many announcements it stands, and after how many of them what is said is no sentence.
    announced: usize,
    unfinished: usize,
    has_time: bool,
    is_marked: bool,
}

impl<'a> Candidate<'a> {
    fn printed(&self) -> &'a str {
        self.name.printed
    }

    fn part(&self) -> NamePart {
        self.name.part
    }

    fn is_founder(&self) -> bool {
        self.clues.sum() >= FOUNDER
    }

    /// A form of address and a last name in capitals (`Mr. VENN`), or an office in them (`The PRESIDING OFFICER`).
    fn is_sure(&self) -> bool {
        self.part() == NamePart::Person && self.clues.has(Clue::Office) && self.clues.has(Clue::Capitals)
            || matches!(self.part(), NamePart::Office | NamePart::Moderator)
                && self.clues.has(Clue::Capitals)
                && self.printed().contains(' ')
    }
}

/// What a block could announce, with the place of the name among the printed names.
#[derive(Clone, Copy, Debug)]
struct Reading<'a> {
    announcement: Announcement<'a>,
    name: usize,
}

/// The announcements of a document, and why.
pub(super) struct Evidence<'a> {
    /// Of each block, what it could announce.
    readings: Vec<Option<Reading<'a>>>,
    /// Of each block, whether it does.
    is_believed: Vec<bool>,
    /// The printed names, in alphabetical order.
    names: Vec<Candidate<'a>>,
}

impl<'a> Evidence<'a> {
    /// The evidence, if anybody is announced.
    pub(super) fn of(
        text: &'a str,
        speech: &Speech<'_>,
        blocks: &[Block<'a>],
        labels: &Labels<'_>,
    ) -> Option<Self> {
        let evidence = Self::weigh(text, speech, blocks, labels);
        evidence.is_believed.contains(&true).then_some(evidence)
    }

    /// Weighs the candidates in the blocks that no rule knows yet.
    fn weigh(text: &'a str, speech: &Speech<'_>, blocks: &[Block<'a>], labels: &Labels<'_>) -> Self {
        let candidates = blocks
            .iter()
            .zip(&labels.labels)
            .map(|(block, label)| block.announced.filter(|_| label.is_unknown()));
        let (readings, names) = read(blocks, candidates, speech);
        let is_believed = vec![false; blocks.len()];
        let mut evidence = Self { readings, is_believed, names };
        if evidence.names.is_empty() {
            return evidence;
        }
        evidence.add_turn_taking();
        evidence.add_exchange(blocks);
        add_own_clues(&mut evidence.names, speech);
        // Most texts have no more than a heading that looks like a name.
        if evidence.names.iter().any(Candidate::is_founder) {
            let first = evidence.readings.iter().position(Option::is_some);
            let head = first.and_then(|first| blocks.get(first)).map_or(0, |block| block.range.start);
            add_clues_of_usage(&mut evidence.names, text, head, speech);
            add_clues_of_the_others(&mut evidence.names);
            evidence.believe(blocks);
        }
        evidence
    }

    /// Adds the clue that somebody is announced at least three times, and hardly ever twice in a row.
    fn add_turn_taking(&mut self) {
        // How often each person is announced, and how often right after the same one.
        let mut changes = vec![(0, 0); self.names.len()];
        let mut before = None;
        for reading in self.readings.iter().flatten() {
            let person = self.names[reading.name].person;
            let (all, alike) = &mut changes[person];
            *all += 1;
            *alike += usize::from(before.replace(person) == Some(person));
        }
        let are_several = changes.iter().filter(|(all, _)| *all > 0).count() >= 2;
        for name in &mut self.names {
            let (all, alike) = changes[name.person];
            name.clues.add_if(Clue::TakesTurns, all >= 3 && alike * 10 <= all && are_several);
        }
    }

    /// Adds the clue that one asks and the other answers, by turns and nobody else: an interview, however short the names are.
    fn add_exchange(&mut self, blocks: &[Block<'a>]) {
        let turns = || {
            blocks.iter().zip(&self.readings).filter_map(|(block, reading)| {
                let reading = reading.filter(|one| one.announcement.form.delimiter == Delimiter::Colon)?;
                Some((block, self.names[reading.name].person))
            })
        };
        let Some((_, first)) = turns().next() else { return };
        let Some((_, second)) = turns().find(|(_, person)| *person != first) else { return };
        if turns().any(|(_, person)| ![first, second].contains(&person)) {
            return;
        }
        let turns: Vec<(usize, bool)> =
            turns().map(|(block, person)| (person, block.text.ends_with(['?', '？', '؟']))).collect();
        let asks = |person: usize| turns.contains(&(person, true));
        let is_exchange = asks(first) != asks(second)
            && turns.len() >= 2 * EXCHANGES
            && turns.windows(2).all(|pair| pair[0].0 != pair[1].0)
            && turns.iter().filter(|(_, asks)| *asks).count() * 3 >= turns.len();
        for name in &mut self.names {
            let is_one = [first, second].contains(&name.person);
            name.clues.add_if(Clue::AsksOrAnswers, is_exchange && is_one);
        }
    }

    /// The announcements that are believed, of each block, and the names in them, in alphabetical order.
    pub(super) fn announcements(self) -> (Vec<Option<Announcement<'a>>>, Vec<PrintedName<'a>>) {
        let mut is_announced = vec![false; self.names.len()];
        let announcements = self
            .readings
            .iter()
            .zip(&self.is_believed)
            .map(|(reading, believed)| {
                let reading = reading.filter(|_| *believed)?;
                is_announced[reading.name] = true;
                Some(reading.announcement)
            })
            .collect();
        let names = self.names.into_iter().zip(is_announced).filter(|(_, is_announced)| *is_announced);
        (announcements, names.map(|(name, _)| name.name).collect())
    }

    fn name_of(&self, reading: &Reading<'a>) -> &Candidate<'a> {
        &self.names[reading.name]
    }

    /// Believes the forms that people of the document use, and in them everybody who could be one.
    fn believe(&mut self, blocks: &[Block<'a>]) {
        let forms = self.believed_forms();
        let plain: Vec<bool> = self
            .readings
            .iter()
            .map(|reading| {
                reading.is_some_and(|reading| {
                    !is_doubtful(&reading.announcement) && self.is_heard(&reading, &forms)
                })
            })
            .collect();
        self.is_believed = plain;
        self.believe_doubtful(blocks);
        if !self.converses() {
            let begins = self.begins_with_a_label(blocks);
            let is_sure = |reading: &Option<Reading<'a>>| {
                reading.is_some_and(|reading| {
                    !is_doubtful(&reading.announcement)
                        && !is_heading_in_capitals(&reading.announcement)
                        && self.name_of(&reading).is_sure()
                        && self.name_of(&reading).is_founder()
                })
            };
            let sure: Vec<bool> = self.readings.iter().map(is_sure).collect();
            self.is_believed = if sure.contains(&true) || begins.is_none() {
                sure
            } else {
                (0..sure.len()).map(|place| Some(place) == begins).collect()
            };
        }
    }

    /// The announcements in forms that other texts are not full of, with their names.
    fn plain(&self) -> impl Iterator<Item = (&Announcement<'a>, &Candidate<'a>)> {
        let plain = self.readings.iter().flatten().filter(|reading| !is_doubtful(&reading.announcement));
        plain.map(|reading| (&reading.announcement, self.name_of(reading)))
    }

    /// Whether an announcement in a believed form is somebody's.
    fn is_heard(&self, reading: &Reading<'a>, forms: &BTreeSet<Shape>) -> bool {
        let name = self.name_of(reading);
        let sum = name.clues.sum();
        sum >= FOLLOWER && forms.contains(&Shape::of(&reading.announcement, name))
            || sum >= FOUNDER && name.part().is_by_word()
    }

    fn believed_forms(&self) -> BTreeSet<Shape> {
        let mut founders: BTreeMap<Shape, (usize, BTreeMap<usize, usize>)> = BTreeMap::new();
        for (announcement, name) in self.plain().filter(|(_, name)| name.is_founder()) {
            let (all, persons) = founders.entry(Shape::of(announcement, name)).or_default();
            *all += 1;
            *persons.entry(name.person).or_default() += 1;
        }
        let most = founders.values().map(|(all, _)| *all).max().unwrap_or_default();
        let is_believed = |(shape, (all, persons)): &(&Shape, &(usize, BTreeMap<usize, usize>))| {
            let regulars = persons.values().filter(|&&count| count >= 2).count();
            // What is rare beside the document's own form is a form of address, or a heading.
            shape.form.is_strong()
                || *all * 20 >= most && (regulars > 0 || persons.len() >= 2 || *all * 4 >= most)
        };
        let mut forms: BTreeSet<Shape> =
            founders.iter().filter(is_believed).map(|(shape, _)| *shape).collect();
        forms.extend(self.forms_of_the_answers());
        forms
    }

    /// The forms in which people are announced right after questions, in the same form as these, for a third of them at least: each may
    /// answer but once.
    fn forms_of_the_answers(&self) -> BTreeSet<Shape> {
        let mut answers: BTreeMap<Shape, usize> = BTreeMap::new();
        let (mut questions, mut asked): (usize, Option<Form>) = (0, None);
        for (announcement, name) in self.plain().filter(|(_, name)| name.clues.sum() >= FOLLOWER) {
            let shape = Shape::of(announcement, name);
            if name.part() == NamePart::Questioner {
                questions += 1;
                asked = Some(shape.form);
            } else if asked.take() == Some(shape.form) {
                *answers.entry(shape).or_default() += 1;
            }
        }
        answers.retain(|_, count| questions >= 2 && *count * 3 >= questions);
        answers.into_keys().collect()
    }

    /// Believes announcements in doubtful forms where they take turns, with each other or with those that are believed.
    fn believe_doubtful(&mut self, blocks: &[Block<'a>]) {
        let is_doubtful_at = |place: &usize| {
            self.readings[*place].is_some_and(|reading| {
                is_doubtful(&reading.announcement) && self.name_of(&reading).clues.sum() >= FOLLOWER
            })
        };
        let doubtful: Vec<usize> = (0..self.readings.len()).filter(is_doubtful_at).collect();
        if doubtful.is_empty() {
            return;
        }
        let voice = |place: usize| -> String {
            self.readings[place].map(|reading| voice(self.name_of(&reading))).unwrap_or_default()
        };
        let known: BTreeSet<String> =
            (0..self.is_believed.len()).filter(|&place| self.is_believed[place]).map(voice).collect();
        let alone = doubtful.iter().copied().map(voice).collect::<Vec<_>>();
        let together: Vec<usize> = (0..self.readings.len())
            .filter(|&place| self.is_believed[place] || doubtful.binary_search(&place).is_ok())
            .collect();
        let all: Vec<String> = together.iter().copied().map(voice).collect();
        let takes_turns = alternates(&alone);
        let joins = alternates(&all) || self.asks_with_marks(&doubtful, blocks);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        alone.iter().for_each(|voice| *counts.entry(voice).or_default() += 1);
        let meant: Vec<usize> = doubtful
            .iter()
            .zip(&alone)
            .filter(|(place, voice)| {
                let Some(Reading { announcement, .. }) = self.readings[**place] else { return false };
                let is_alone = announcement.form.delimiter == Delimiter::LineEnd;
                let count = counts.get(voice.as_str()).copied().unwrap_or_default();
                takes_turns
                    || voice.as_str() == "Q" && joins && !is_alone
                    || self.asks_between(**place, blocks)
                    || known.contains(*voice) && announcement.name != "A" && (!is_alone || count >= RECURRING)
            })
            .map(|(place, _)| *place)
            .collect();
        for place in meant {
            self.is_believed[place] = true;
        }
    }

    /// Whether an announcement is `Q`, with several blanks after it and a question, and others are announced before and after it.
    fn asks_between(&self, place: usize, blocks: &[Block<'a>]) -> bool {
        let text = blocks[place].text;
        let is_letter = text
            .strip_prefix('Q')
            .is_some_and(|rest| rest.starts_with("  ") || rest.starts_with(['\t', '\u{A0}']));
        let (before, after) = self.is_believed.split_at(place);
        is_letter && text.ends_with('?') && before.contains(&true) && after.contains(&true)
    }

    /// Whether a third of the questions, or more, hold a question mark.
    fn asks_with_marks(&self, places: &[usize], blocks: &[Block<'a>]) -> bool {
        let asked = || {
            places.iter().filter(|&&place| {
                self.readings[place]
                    .is_some_and(|reading| self.name_of(&reading).part() == NamePart::Questioner)
            })
        };
        let marked = asked().filter(|&&place| blocks[place].text.contains(['?', '؟', '？'])).count();
        asked().count() >= 2 && marked * 3 >= asked().count() && marked >= 2
    }

    /// Whether people take turns.
    fn converses(&self) -> bool {
        let mut talk = Talk::default();
        for (reading, _) in self.readings.iter().zip(&self.is_believed).filter(|(_, believed)| **believed) {
            let Some(reading) = reading else { continue };
            talk.add(self.name_of(reading), reading.announcement.form);
        }
        talk.is_conversation()
    }

    /// A text that begins with `PRIME MINISTER:` or `HOST:` is said by somebody, even if nobody else speaks.
    fn begins_with_a_label(&self, blocks: &[Block<'_>]) -> Option<usize> {
        let first = blocks.iter().position(|block| !block.text.is_empty())?;
        let reading = self.readings.get(first)?.as_ref()?;
        let name = self.name_of(reading);
        let is_label = matches!(name.part(), NamePart::Questioner | NamePart::Moderator)
            || name.part() == NamePart::Office && office(name.printed()) == "PRIME MINISTER";
        (blocks.len() > 1 && is_label && !is_doubtful(&reading.announcement)).then_some(first)
    }
}

/// What speaks for and against an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementClues {
    /// Where it is.
    pub span: Span,
    /// The name, as printed.
    pub name: String,
    /// What follows the name: `a colon`.
    pub form: &'static str,
    /// Whether somebody is announced.
    pub is_believed: bool,
    /// What the name and its use say, with the weight of each.
    pub clues: Vec<(&'static str, i32)>,
}

/// The candidates of a document, with what speaks for and against them.
pub(super) fn explain<'a>(
    text: &'a str,
    speech: &Speech<'_>,
    blocks: &[Block<'a>],
    labels: &Labels<'_>,
) -> Vec<AnnouncementClues> {
    let evidence = Evidence::weigh(text, speech, blocks, labels);
    let places = blocks.iter().zip(&evidence.readings).zip(&evidence.is_believed);
    let explained = places.filter_map(|((block, reading), is_believed)| {
        let Reading { announcement, name } = reading.as_ref()?;
        let start = block.text_start();
        let clues = evidence.names[*name].clues;
        Some(AnnouncementClues {
            span: Span::new(start..start + announcement.length),
            name: announcement.name.to_owned(),
            form: announcement.form.delimiter.text(),
            is_believed: *is_believed,
            clues: clues.list().map(|clue| (clue.text(), clue.weight())).collect(),
        })
    });
    explained.collect()
}

/// Who speaks in the believed announcements, and how often.
#[derive(Default)]
struct Talk {
    questions: usize,
    /// The turns of those with enough evidence of their own.
    turns: BTreeMap<usize, usize>,
    /// Those of them of whom an office or a party is printed.
    with_office: BTreeSet<usize>,
    /// Everybody but who only asks, in the order of the turns.
    order: Vec<usize>,
    all: usize,
    /// Announcements in a form that is hardly anything else.
    strong: usize,
}

impl Talk {
    fn add(&mut self, name: &Candidate<'_>, form: Form) {
        self.all += 1;
        self.strong += usize::from(form.is_strong());
        if name.part() == NamePart::Questioner {
            self.questions += 1;
            return;
        }
        self.order.push(name.person);
        if name.is_founder() {
            *self.turns.entry(name.person).or_default() += 1;
            if name.clues.has(Clue::Office) || name.clues.has(Clue::Affiliation) {
                self.with_office.insert(name.person);
            }
        }
    }

    /// Two questions, two people who speak twice, three of whom an office or a party is printed, two who change strictly; or nothing but
    /// announcements in a form that is hardly anything else.
    fn is_conversation(&self) -> bool {
        let speaks_twice = |person: &usize| self.turns.get(person).is_some_and(|&turns| turns >= 2);
        let regulars = self.turns.values().filter(|&&turns| turns >= 2).count();
        let persons: BTreeSet<usize> = self.order.iter().copied().collect();
        let is_exchange = persons.len() == 2
            && self.order.len() >= 4
            && regulars >= 1
            && self.order.windows(2).all(|pair| pair[0] != pair[1]);
        self.questions >= 2
            || regulars >= 2
            || self.questions + regulars >= 2
            || self.with_office.len() >= 3
            || self.with_office.iter().any(speaks_twice) && persons.len() >= 2
            || is_exchange
            || self.strong >= 2 && regulars >= 1
            || self.strong >= 1 && self.strong == self.all
    }
}

/// So many questions with their answers are no accident.
const EXCHANGES: usize = 2;

/// A name that stands alone on so many lines is announced by them.
const RECURRING: usize = 3;

/// A form, and how the name in it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    form: Form,
    is_in_capitals: bool,
    is_by_word: bool,
}

impl Shape {
    fn of(announcement: &Announcement<'_>, name: &Candidate<'_>) -> Self {
        // A time may be left out here and there.
        let form = Form { has_time: false, ..announcement.form };
        Self { form, is_in_capitals: name.clues.has(Clue::Capitals), is_by_word: name.part().is_by_word() }
    }
}

/// Whether an announcement is in a form that other texts are full of.
fn is_doubtful(announcement: &Announcement<'_>) -> bool {
    let is_titled = || {
        let mut words = announcement.name.split([' ', '\u{A0}']);
        words.next().is_some_and(is_office_word) && words.next().is_some()
            || announcement.name.starts_with("The ")
    };
    announcement.form.is_weak() || announcement.form.delimiter == Delimiter::FullStop && !is_titled()
}

/// Whether an announcement could be a heading in capitals with a full stop: `MEMBERS OF CONGRESS.`
fn is_heading_in_capitals(announcement: &Announcement<'_>) -> bool {
    announcement.form.delimiter == Delimiter::FullStop && !announcement.name.contains(char::is_lowercase)
}

/// What stands for a name where only its part counts: all who ask are one, `PM` and `PRIME MINISTER` are one.
fn voice(name: &Candidate<'_>) -> String {
    match name.part() {
        NamePart::Questioner => "Q".to_owned(),
        NamePart::Answerer => "A".to_owned(),
        NamePart::Office => office(name.printed()),
        _ => name.person.to_string(),
    }
}

/// Whether those who speak at some places converse: two questions and two of somebody else, or two people who speak twice; and two
/// thirds of all speak after somebody else.
fn alternates(voices: &[String]) -> bool {
    let questions = voices.iter().filter(|voice| *voice == "Q").count();
    let changes = voices.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    voices.iter().for_each(|voice| *counts.entry(voice).or_default() += 1);
    let regulars = counts.values().filter(|&&count| count >= 2).count();
    let converse = questions >= 2 && voices.len() >= questions + 2
        || questions == 0 && regulars >= 2 && voices.len() >= 5;
    converse && changes * 3 >= (voices.len() - 1) * 2
}

/// What is counted of a printed name.
#[derive(Default)]
struct NameCount {
    announced: usize,
    unfinished: usize,
    has_time: bool,
    is_marked: bool,
}

impl NameCount {
    fn add(&mut self, block: &Block<'_>, announcement: &Announcement<'_>) {
        self.announced += 1;
        self.unfinished += usize::from(is_unfinished(block.text[announcement.length..].trim()));
        self.has_time |= announcement.form.has_time;
        self.is_marked |= announcement.form.is_marked;
    }
}

/// The readings of the blocks, of which the announcements are given, and the printed names in alphabetical order.
fn read<'a>(
    blocks: &[Block<'a>],
    candidates: impl Iterator<Item = Option<Announcement<'a>>>,
    speech: &Speech<'_>,
) -> (Vec<Option<Reading<'a>>>, Vec<Candidate<'a>>) {
    let mut places: HashMap<&str, usize, FixedState> = HashMap::default();
    let mut counts: Vec<(&str, usize, NameCount)> = Vec::new();
    let mut readings: Vec<Option<Reading<'a>>> = blocks
        .iter()
        .zip(candidates)
        .map(|(block, candidate)| {
            let announcement = candidate?;
            let name = *places.entry(announcement.name).or_insert(counts.len());
            if name == counts.len() {
                counts.push((announcement.name, name, NameCount::default()));
            }
            counts[name].2.add(block, &announcement);
            Some(Reading { announcement, name })
        })
        .collect();
    counts.sort_by_key(|(printed, ..)| *printed);
    let mut sorted = vec![0; counts.len()];
    counts.iter().enumerate().for_each(|(place, (_, name, _))| sorted[*name] = place);
    readings.iter_mut().flatten().for_each(|reading| reading.name = sorted[reading.name]);
    let counts = counts.into_iter().map(|(printed, _, count)| (printed, count)).collect();
    (readings, names(counts, speech))
}

/// The printed names, of which the counts are given.
fn names<'a>(counts: Vec<(&'a str, NameCount)>, speech: &Speech<'_>) -> Vec<Candidate<'a>> {
    let printed: Vec<PrintedName<'_>> =
        counts.iter().map(|(printed, _)| PrintedName::read(printed, speech)).collect();
    let resolved = resolve(&printed);
    let mut persons: BTreeMap<String, usize> = BTreeMap::new();
    let named = counts.into_iter().zip(printed).zip(resolved);
    named
        .map(|(((printed, count), read), (name, _))| {
            // Speakers whom a recorder numbers are told apart.
            let unnamed =
                || if read.part == NamePart::Nobody { printed.to_lowercase() } else { word_of_part(printed) };
            let key = if name.is_empty() { unnamed() } else { name };
            let number = persons.len();
            let person = *persons.entry(key).or_insert(number);
            let NameCount { announced, unfinished, has_time, is_marked } = count;
            let clues = Clues::default();
            Candidate { name: read, person, clues, announced, unfinished, has_time, is_marked }
        })
        .collect()
}

/// The longest text after a label of a database or a form.
const UNFINISHED_BYTES: usize = 80;

/// Whether what follows a name is no sentence: `LENGTH: 239 words`.
fn is_unfinished(said: &str) -> bool {
    !said.is_empty()
        && said.len() <= UNFINISHED_BYTES
        && !ends_like_a_sentence(said)
        && !said.ends_with(['-', '–', '—', ',', '*', ')', ']'])
}

/// Adds the clues that a name and its announcements give by themselves.
fn add_own_clues(names: &mut [Candidate<'_>], speech: &Speech<'_>) {
    let parties: BTreeSet<String> =
        names.iter().filter_map(|name| party(name.printed())).map(str::to_lowercase).collect();
    let mut persons = vec![(0, 0); names.len()];
    for name in names.iter() {
        let (announced, spellings) = &mut persons[name.person];
        *announced += name.announced;
        *spellings += 1;
    }
    for name in names {
        let (announced, spellings) = persons[name.person];
        let bare = without_brackets(name.printed());
        let words = name.name.words();
        let all = || bare.split([' ', '\u{A0}', ',']).filter(|word| !word.is_empty());
        let has_office = name.part() == NamePart::Office || all().any(is_office_word);
        let has_brackets = bare.len() < name.printed().trim_end().len() && !bare.is_empty();
        let is_by_word = name.part().is_by_word();
        let last = words.last().copied().or_else(|| all().next_back()).unwrap_or_default();
        let is_chair = matches!(name.part(), NamePart::Office | NamePart::Moderator);
        let is_upper =
            is_in_capitals(last) || is_chair && all().any(|word| is_in_capitals(word) && word.len() > 2);
        let lower = word_of_part(name.printed());
        let is_label = is_label(&lower, speech);
        let is_party = parties.contains(&lower);
        let has_grammar = !is_by_word && words_of_grammar(bare, has_office, speech);
        let is_lone = words.len() == 1 && !has_office || name.part() == NamePart::Office && announced < 2;
        let is_lone = is_lone && !is_upper && bare.chars().any(char::is_lowercase);
        let clues = &mut name.clues;
        clues.add_if(Clue::WordForSomebody, is_by_word);
        clues.add_if(Clue::Office, has_office && !is_by_word);
        clues.add_if(Clue::Affiliation, has_brackets && !is_by_word);
        clues.add_if(Clue::Time, name.has_time);
        clues.add_if(Clue::Marked, name.is_marked);
        clues.add_if(Clue::FullName, words.len() >= 2 && !is_by_word);
        clues.add_if(Clue::Capitals, is_upper);
        clues.add_if(Clue::SpeaksTwice, announced >= 2);
        clues.add_if(Clue::SpeaksThreeTimes, announced >= 3);
        clues.add_if(Clue::SpeaksOften, announced >= 5);
        clues.add_if(Clue::SeveralSpellings, spellings >= 2 && !is_by_word);
        clues.add_if(Clue::KnownLabel, is_label && !is_by_word);
        clues.add_if(Clue::PartyOfOthers, is_party && !is_by_word);
        clues.add_if(Clue::WordOfGrammar, has_grammar);
        clues.add_if(Clue::LoneWord, is_lone && !is_by_word && spellings < 2);
        let unfinished = name.unfinished * 3 >= name.announced * 2;
        clues.add_if(
            Clue::Unfinished,
            unfinished && !is_by_word && !has_office && !has_brackets && !name.is_marked && !name.has_time,
        );
        let addresses =
            addresses_several(bare) && !is_by_word || is_chair && !is_upper && addresses_somebody(bare);
        clues.add_if(Clue::FormOfAddress, addresses);
    }
}

/// What stands in the last brackets after a name.
fn party(printed: &str) -> Option<&str> {
    let party = printed.trim_end().strip_suffix([')', ']'])?.rsplit(['(', '[']).next();
    party.filter(|_| initials_in_brackets(printed).is_none())
}

/// Whether a name, in lower case, is a label or what happens, or begins with a label and a number or the like.
fn is_label(name: &str, speech: &Speech<'_>) -> bool {
    let is =
        |phrase: &str| speech.has(Section::Labels, phrase) || speech.has(Section::StageDirections, phrase);
    let first = name.split([' ', '\u{A0}']).next().unwrap_or_default();
    is(name) || first.chars().count() > 3 && first.len() < name.len() && !is_office_word(first) && is(first)
}

/// `Herr Präsident`, `Señora Presidenta`: forms of address in the languages that announce nobody with them.
fn addresses_somebody(name: &str) -> bool {
    const FORMS: &[&str] =
        &["herr", "frau", "señor", "señora", "monsieur", "madame", "signor", "signora", "senhor", "senhora"];
    let mut words = name.split([' ', '\u{A0}']);
    words.next().is_some_and(|first| FORMS.contains(&first.to_lowercase().as_str()))
}

/// First and last names that are words of grammar in some language.
const NAMES_LIKE_GRAMMAR: &[&str] = &[
    "al", "an", "ben", "bo", "dan", "do", "ed", "else", "ha", "han", "may", "no", "ole", "per", "so", "son",
    "tom", "will", "you", "yu",
];

/// `Gentlemen of the Congress`: many are spoken to, and nobody is announced.
fn addresses_several(name: &str) -> bool {
    const MANY: &[&str] = &[
        "gentlemen",
        "ladies",
        "members",
        "senators",
        "citizens",
        "fellow-citizens",
        "fellow",
        "colleagues",
        "friends",
        "delegates",
        "comrades",
        "damen",
        "kollegen",
        "freunde",
        "messieurs",
        "mesdames",
        "señores",
        "señoras",
        "amigos",
        "товарищи",
        "друзья",
        "коллеги",
        "граждане",
    ];
    name.split([' ', '\u{A0}', ',']).any(|word| MANY.contains(&word.to_lowercase().as_str()))
}

/// Whether a name holds a word that no name holds; an office may hold those between its parts.
fn words_of_grammar(name: &str, has_office: bool, speech: &Speech<'_>) -> bool {
    let name = name.split(',').next().unwrap_or_default();
    // In capitals, `IS` and `IN` may be initials.
    name.split([' ', '\u{A0}']).filter(|word| !word.is_empty()).enumerate().any(|(place, word)| {
        let lower = word.to_lowercase();
        let is_article = ["the", "an", "el", "la", "le", "les", "der", "die"].contains(&lower.as_str());
        let is_inner =
            is_name_particle(&lower) || has_office && is_connective(&lower) && (place > 0 || is_article);
        let may_be_a_name = NAMES_LIKE_GRAMMAR.contains(&lower.as_str()) && lower != word;
        lower.chars().nth(1).is_some()
            && !may_be_a_name
            && !is_inner
            && !word.ends_with('.')
            && speech.is_grammar(&lower)
    })
}

/// Evidence that no use of the name's words elsewhere could outweigh.
const SURE: i32 = 9;

/// Adds the clues that the use of a name's words elsewhere in the text gives, for those names that have none stronger; so many bytes
/// of the text are its head.
fn add_clues_of_usage(names: &mut [Candidate<'_>], text: &str, head: usize, speech: &Speech<'_>) {
    let is_asked = |name: &Candidate<'_>| {
        name.clues.sum() < SURE
            && name.part() == NamePart::Person
            && !name.clues.has(Clue::Office)
            && !name.clues.has(Clue::Affiliation)
    };
    let mut usage = WordUsage::default();
    for name in names.iter().filter(|name| is_asked(name)) {
        for (place, word) in parts_of_name(name.printed()).enumerate() {
            usage.ask(word, if place == 0 { 0 } else { name.announced });
        }
    }
    if usage.is_empty() {
        return;
    }
    usage.count(text, head);
    for name in names.iter_mut().filter(|name| is_asked(name)) {
        let parts: Vec<&str> = parts_of_name(name.printed()).collect();
        let is_common = !parts.is_empty() && parts.iter().all(|word| usage.is_common(word));
        let last = parts.last().copied().unwrap_or_default();
        name.clues.add_if(Clue::CommonWord, is_common);
        name.clues.add_if(Clue::NamedElsewhere, !is_common && usage.is_named(last));
        name.clues.add_if(Clue::NamedInHead, !is_common && usage.is_in_head(last));
        name.clues.add_if(Clue::AfterArticle, usage.is_after_articles(last, speech));
    }
}

/// The words of a name, without particles and single letters.
fn parts_of_name(printed: &str) -> impl Iterator<Item = &str> {
    let bare = without_brackets(printed).split(',').next().unwrap_or_default();
    let words = bare.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| word.chars().nth(1).is_some() && !is_name_particle(word))
}

/// Adds the clue that a name has less than nearly all of those who surely speak: no first name, or neither office nor party.
fn add_clues_of_the_others(names: &mut [Candidate<'_>]) {
    let is_titled = |name: &Candidate<'_>| name.clues.has(Clue::Office) || name.clues.has(Clue::Affiliation);
    let is_long = |name: &Candidate<'_>| is_titled(name) || name.clues.has(Clue::FullName);
    let count = |is: &dyn Fn(&Candidate<'_>) -> bool| -> usize {
        let founders = names.iter().filter(|name| !name.part().is_by_word() && name.is_founder());
        founders.filter(|name| is(name)).map(|name| name.announced).sum()
    };
    let all = count(&|_| true);
    let (long, titled) = (count(&is_long), count(&is_titled));
    let is_rule = |those: usize| all >= 4 && those * 10 >= all * 7;
    let persons: BTreeSet<usize> =
        names.iter().filter(|name| is_titled(name) && name.is_founder()).map(|name| name.person).collect();
    // One prime minister is no rule for all.
    let (are_long, are_titled) = (is_rule(long), persons.len() >= 3 && is_rule(titled));
    for name in names.iter_mut().filter(|name| !name.part().is_by_word()) {
        let has_less = are_long && name.clues.has(Clue::LoneWord)
            || are_titled && !is_titled(name) && !name.clues.has(Clue::SeveralSpellings);
        name.clues.add_if(Clue::UnlikeTheOthers, has_less);
    }
}

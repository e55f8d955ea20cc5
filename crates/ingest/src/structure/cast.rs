//! The cast of a transcript: who announces turns, who asks and who answers.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use textmill_corpus::SpeakerStatus;

use super::{
    announcements::Announcement,
    blocks::Block,
    names::{NamePart, PrintedName, resolve},
};

/// Who announces turns in a text.
pub(super) struct Cast<'a> {
    /// Where each printed name stands among the voices; never to be gone through in order.
    places: HashMap<&'a str, usize, FixedState>,
    /// The printed names, in alphabetical order.
    voices: Vec<Voice<'a>>,
    /// Those whose names they are, in the order of their names.
    people: Vec<Person>,
    /// Whether words say who asks (`Question`, `JOURNALIST`).
    pub(super) is_asked_by_name: bool,
    /// Whether anybody asks of whom no word says so.
    pub(super) has_askers: bool,
    /// Who says most, and does not ask: the place among the people.
    pub(super) main: Option<usize>,
}

/// A printed name.
pub(super) struct Voice<'a> {
    pub(super) printed: &'a str,
    /// The one name for all spellings, empty where it is not known.
    pub(super) name: String,
    /// What is known of it.
    pub(super) status: SpeakerStatus,
    /// What the printed name says by itself.
    pub(super) part: NamePart,
    /// The place of who bears it among the people.
    pub(super) person: usize,
}

/// Somebody with all spellings of the name.
#[derive(Default)]
pub(super) struct Person {
    is_office: bool,
    share: Share,
    /// No word says that they ask, but their turns often end with a question mark.
    pub(super) asks: bool,
    /// At least half of the turns come right after a question.
    pub(super) answers: bool,
    /// Has at least a quarter as many turns as the one who says most.
    pub(super) converses: bool,
}

/// What somebody says in the whole text.
#[derive(Clone, Copy, Default)]
struct Share {
    turns: usize,
    /// Turns that end with a question mark.
    questions: usize,
    /// Turns that come right after one of a questioner.
    after_questions: usize,
    bytes: usize,
}

impl<'a> Cast<'a> {
    /// The cast of those who are announced, whose names are given in alphabetical order.
    pub(super) fn of(
        blocks: &[Block<'a>],
        announcements: &[Option<Announcement<'a>>],
        printed: &[PrintedName<'a>],
    ) -> Self {
        let is_asked_by_name = printed.iter().any(|name| name.part == NamePart::Questioner);
        let (voices, mut people) = voices(printed);
        let places = voices.iter().enumerate().map(|(place, voice)| (voice.printed, place)).collect();
        let mut cast =
            Self { places, voices, people: Vec::new(), is_asked_by_name, has_askers: false, main: None };
        cast.count_shares(blocks, announcements, &mut people);
        cast.main = find_parts(&mut people, is_asked_by_name);
        cast.has_askers = people.iter().any(|person| person.asks);
        cast.people = people;
        cast
    }

    /// Counts what everybody says.
    fn count_shares(
        &self,
        blocks: &[Block<'a>],
        announcements: &[Option<Announcement<'a>>],
        people: &mut [Person],
    ) {
        let mut current: Option<(usize, &str)> = None;
        let mut is_question = false;
        for (block, announcement) in blocks.iter().zip(announcements) {
            let voice = announcement.as_ref().and_then(|announcement| self.voice(announcement.name));
            if let Some((_, voice)) = voice {
                end_turn(current, people);
                let was_question = std::mem::replace(&mut is_question, voice.part == NamePart::Questioner);
                let is_person = matches!(voice.part, NamePart::Person | NamePart::Office);
                current = is_person.then_some((voice.person, block.text));
                if is_person {
                    people[voice.person].share.after_questions += usize::from(was_question);
                }
            }
            if let Some((person, last)) = &mut current {
                people[*person].share.bytes += block.text.len();
                *last = block.text;
            }
        }
        end_turn(current, people);
    }

    /// A printed name and its place.
    pub(super) fn voice(&self, printed: &str) -> Option<(usize, &Voice<'a>)> {
        let place = *self.places.get(printed)?;
        Some((place, self.voices.get(place)?))
    }

    /// Who bears a printed name.
    pub(super) fn person(&self, voice: &Voice<'_>) -> &Person {
        &self.people[voice.person]
    }

    /// Whether anybody is known to ask.
    pub(super) fn has_questions(&self) -> bool {
        self.is_asked_by_name || self.has_askers
    }
}

/// The voices of printed names, which come in order, and the people whose they are.
fn voices<'a>(printed: &[PrintedName<'a>]) -> (Vec<Voice<'a>>, Vec<Person>) {
    let resolved = resolve(printed);
    let key = |printed: &str, name: &str| if name.is_empty() { printed } else { name }.to_owned();
    let keys = printed.iter().zip(&resolved).map(|(printed, (name, _))| key(printed.printed, name));
    let mut places: BTreeMap<String, usize> = keys.map(|key| (key, 0)).collect();
    places.values_mut().zip(0..).for_each(|(place, number)| *place = number);
    let mut people: Vec<Person> = std::iter::repeat_with(Person::default).take(places.len()).collect();
    let mut voices = Vec::with_capacity(printed.len());
    for (&PrintedName { printed, part, .. }, (name, status)) in printed.iter().zip(resolved) {
        let person = places.get(&key(printed, &name)).copied().unwrap_or_default();
        people[person].is_office |= status == SpeakerStatus::Office;
        voices.push(Voice { printed, name, status, part, person });
    }
    (voices, people)
}

/// Counts a turn, given its speaker and its last block.
fn end_turn(turn: Option<(usize, &str)>, people: &mut [Person]) {
    if let Some((person, last)) = turn {
        let share = &mut people[person].share;
        share.turns += 1;
        share.questions += usize::from(last.trim_end_matches(['"', '”', '’', '»', ')']).ends_with('?'));
    }
}

/// Finds who says most (returned), and those who ask without being called questioners: of at least three turns, two in five end with
/// a question mark, where of the others' hardly one in six does.
fn find_parts(people: &mut [Person], is_asked_by_name: bool) -> Option<usize> {
    let spoke = |person: &&Person| person.share.turns > 0;
    let main = people.iter().enumerate().filter(|(_, person)| spoke(person));
    let main = main.max_by_key(|(_, person)| person.share.bytes).map(|(place, _)| place);
    let turns_of_main = main.map_or(0, |main| people[main].share.turns);
    let asks = |share: &Share| share.turns >= 3 && share.questions * 5 >= share.turns * 2;
    let rest = people.iter().map(|person| &person.share).filter(|share| !asks(share));
    let rest = rest.fold((0, 0), |sum, share| (sum.0 + share.turns, sum.1 + share.questions));
    let others_seldom_ask = rest.0 >= 2 && rest.1 * 6 <= rest.0;
    for person in people.iter_mut().filter(|person| person.share.turns > 0) {
        let share = &person.share;
        person.answers = share.after_questions * 2 >= share.turns;
        person.converses = share.turns * 4 >= turns_of_main && share.turns >= 3;
        person.asks = others_seldom_ask && asks(share);
    }
    if !is_asked_by_name && !people.iter().any(|person| person.asks) {
        label_interviewers(people);
    }
    main.filter(|&main| !people[main].asks)
}

/// Finds those who talk with one who holds an office, and seem to interview him or her: the office has at least three of ten turns,
/// and the share of their turns that end with a question mark is at least twice its share. Hosts often ask without a question
/// mark.
fn label_interviewers(people: &mut [Person]) {
    let all: usize = people.iter().map(|person| person.share.turns).sum();
    let offices = people.iter().filter(|person| person.is_office && person.share.turns > 0);
    let office = offices.map(|person| person.share).max_by_key(|share| share.turns);
    let Some(office) = office.filter(|office| all >= 6 && office.turns * 10 >= all * 3) else { return };
    for person in people.iter_mut().filter(|person| !person.is_office) {
        let share = &person.share;
        person.asks = share.turns >= 3
            && share.questions > 0
            && share.questions * office.turns >= 2 * office.questions * share.turns;
    }
}

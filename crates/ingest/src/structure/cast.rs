//! The cast of a transcript: who announces turns, who asks and who answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use textmill_corpus::SpeakerStatus;

use super::{
    announcements::{Announcement, count_names},
    blocks::Block,
    line::word_count,
    speakers::{Part, office, part, resolve},
};

/// Something of each printed name, to be asked for at every block and never to be gone through in order.
type ByName<'a, T> = HashMap<&'a str, T, FixedState>;

/// Who announces turns in a text.
pub(super) struct Cast<'a> {
    /// How often each does, under the one name for all spellings.
    turns: HashMap<String, usize, FixedState>,
    /// The one name for all spellings of each printed name, and what is known of it.
    pub(super) names: ByName<'a, (String, SpeakerStatus)>,
    /// What each printed name says by itself.
    parts: ByName<'a, Part>,
    /// Whether several speak; else the text begins with the name of the one who does.
    is_conversation: bool,
    /// Whether words say who asks (`Question`, `JOURNALIST`).
    pub(super) is_asked_by_name: bool,
    /// Those of whom no word says that they ask, but whose turns often end with a question mark.
    pub(super) askers: BTreeSet<String>,
    /// Who says most, and does not ask.
    pub(super) main: Option<String>,
    /// Those of whose turns at least half come right after a question.
    pub(super) answering: BTreeSet<String>,
    /// Those who have at least a quarter as many turns as the one who says most.
    pub(super) conversing: BTreeSet<String>,
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

/// Counts a turn, given its speaker and its last block.
fn end_turn<'b>(turn: Option<(&'b str, &str)>, shares: &mut BTreeMap<&'b str, Share>) {
    if let Some((name, last)) = turn {
        let share = shares.entry(name).or_default();
        share.turns += 1;
        share.questions += usize::from(last.trim_end_matches(['"', '”', '’', '»', ')']).ends_with('?'));
    }
}

/// A text that begins with `PRIME MINISTER:` or `HOST:` is said by somebody, even if nobody else speaks.
fn begins_with_a_label(blocks: &[Block<'_>], announcements: &[Option<Announcement<'_>>]) -> bool {
    let first = blocks.iter().zip(announcements).find(|(block, _)| !block.text.is_empty());
    let is_label = |announcement: &Announcement<'_>| {
        matches!(part(announcement.name), Part::Questioner | Part::Moderator)
            || office(announcement.name) == "PRIME MINISTER"
    };
    blocks.len() > 1 && first.is_some_and(|(_, announcement)| announcement.as_ref().is_some_and(is_label))
}

/// Those who talk with one who holds an office, and seem to interview him or her: the office has at least three of ten turns, and
/// the share of their turns that end with a question mark is at least twice its share. Hosts often ask without a question mark.
fn interviewers(
    shares: &BTreeMap<&str, Share>,
    names: &ByName<'_, (String, SpeakerStatus)>,
) -> BTreeSet<String> {
    let is_office =
        |name: &str| names.values().any(|(known, status)| *status == SpeakerStatus::Office && known == name);
    let all: usize = shares.values().map(|share| share.turns).sum();
    let office = shares.iter().filter(|(name, _)| is_office(name)).max_by_key(|(_, share)| share.turns);
    let Some((_, office)) = office.filter(|(_, office)| all >= 6 && office.turns * 10 >= all * 3) else {
        return BTreeSet::new();
    };
    let asks = |share: &Share| {
        share.turns >= 3
            && share.questions > 0
            && share.questions * office.turns >= 2 * office.questions * share.turns
    };
    let found = shares.iter().filter(|(name, share)| !is_office(name) && asks(share));
    found.map(|(name, _)| (*name).to_owned()).collect()
}

impl<'a> Cast<'a> {
    /// The cast, if the text is a transcript.
    pub(super) fn of(blocks: &[Block<'a>], announcements: &[Option<Announcement<'a>>]) -> Option<Self> {
        let turns: BTreeMap<&str, usize> = count_names(announcements.iter().flatten()).into_iter().collect();
        let parts: ByName<'_, Part> = turns.keys().map(|name| (*name, part(name))).collect();
        let asks = |name: &str| parts.get(name) == Some(&Part::Questioner);
        let questions: usize = turns.iter().filter(|(name, _)| asks(name)).map(|(_, turns)| turns).sum();
        let regulars = turns.values().filter(|&&turns| turns >= 2).count();
        let is_conversation = questions >= 2 || regulars >= 2;
        if !is_conversation && !begins_with_a_label(blocks, announcements) {
            return None;
        }
        let printed: Vec<&str> = turns.keys().copied().collect();
        let mut cast = Self {
            names: resolve(&printed).into_iter().collect(),
            parts,
            turns: HashMap::default(),
            is_conversation,
            is_asked_by_name: questions > 0,
            askers: BTreeSet::new(),
            main: None,
            answering: BTreeSet::new(),
            conversing: BTreeSet::new(),
        };
        for (printed, count) in turns {
            let name = cast.key(printed).to_owned();
            *cast.turns.entry(name).or_insert(0) += count;
        }
        cast.find_parts(blocks, announcements);
        Some(cast)
    }

    /// Finds who says most, and those who ask without being called questioners: of at least three turns, two in five end with a
    /// question mark, where of the others' hardly one in six does.
    fn find_parts(&mut self, blocks: &[Block<'a>], announcements: &[Option<Announcement<'a>>]) {
        let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
        let mut current: Option<(&str, &str)> = None;
        let mut is_question = false;
        for (block, announcement) in blocks.iter().zip(announcements) {
            if let Some(announcement) = announcement.filter(|announcement| self.knows(announcement.name)) {
                end_turn(current, &mut shares);
                let was_question =
                    std::mem::replace(&mut is_question, self.part(announcement.name) == Part::Questioner);
                let is_person = matches!(self.part(announcement.name), Part::Person | Part::Office);
                current = is_person.then(|| (self.key(announcement.name), block.text));
                if let Some((name, _)) = current {
                    shares.entry(name).or_default().after_questions += usize::from(was_question);
                }
            }
            if let Some((name, last)) = &mut current {
                shares.entry(name).or_default().bytes += block.text.len();
                *last = block.text;
            }
        }
        end_turn(current, &mut shares);
        let main = shares.iter().max_by_key(|(_, share)| share.bytes);
        let turns_of_main = main.map_or(0, |(_, share)| share.turns);
        let main = main.map(|(name, _)| (*name).to_owned());
        let names = |keeps: &dyn Fn(&Share) -> bool| -> BTreeSet<String> {
            shares.iter().filter(|(_, share)| keeps(share)).map(|(name, _)| (*name).to_owned()).collect()
        };
        let answering = names(&|share| share.after_questions * 2 >= share.turns);
        let conversing = names(&|share| share.turns * 4 >= turns_of_main && share.turns >= 3);
        let asks = |share: &Share| share.turns >= 3 && share.questions * 5 >= share.turns * 2;
        let rest = shares.values().filter(|share| !asks(share));
        let rest = rest.fold((0, 0), |sum, share| (sum.0 + share.turns, sum.1 + share.questions));
        let askers = shares.iter().filter(|(_, share)| rest.0 >= 2 && rest.1 * 6 <= rest.0 && asks(share));
        let mut askers: BTreeSet<String> = askers.map(|(name, _)| (*name).to_owned()).collect();
        if askers.is_empty() && !self.is_asked_by_name {
            askers = interviewers(&shares, &self.names);
        }
        self.askers = askers;
        self.main = main.filter(|name| !self.askers.contains(name));
        (self.answering, self.conversing) = (answering, conversing);
    }

    /// Whether anybody is known to ask.
    pub(super) fn has_questions(&self) -> bool {
        self.is_asked_by_name || !self.askers.is_empty()
    }

    /// The one name for all spellings of a printed name; itself, where there is none.
    pub(super) fn key<'b>(&'b self, printed: &'b str) -> &'b str {
        self.names
            .get(printed)
            .map(|(name, _)| name.as_str())
            .filter(|name| !name.is_empty())
            .unwrap_or(printed)
    }

    /// What a printed name says by itself.
    pub(super) fn part(&self, printed: &str) -> Part {
        self.parts.get(printed).copied().unwrap_or(Part::Person)
    }

    /// Whether a name is a speaker's: it has a part, comes more than once, or has a first and a last name.
    pub(super) fn knows(&self, printed: &str) -> bool {
        self.is_regular(printed) || word_count(printed) >= 2
    }

    /// Whether a name speaks regularly.
    pub(super) fn is_regular(&self, printed: &str) -> bool {
        matches!(self.part(printed), Part::Questioner | Part::Moderator | Part::Nobody)
            || !self.is_conversation && self.part(printed) == Part::Office
            || self.turns.get(self.key(printed)).is_some_and(|&turns| turns >= 2)
    }
}

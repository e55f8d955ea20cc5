//! What speaks for and against a name being somebody's who speaks, with the weight of each.
//!
//! The weights are small integers, so that the sums are the same on every machine. They were set on some collections and checked on
//! others (`benches/corpora/`): a weight that helps one and hurts none is kept.

/// What speaks for or against a name being somebody's who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clue {
    WordForSomebody,
    Office,
    Affiliation,
    Time,
    Marked,
    FullName,
    Capitals,
    SpeaksTwice,
    SpeaksThreeTimes,
    SpeaksOften,
    SeveralSpellings,
    TakesTurns,
    AsksOrAnswers,
    NamedElsewhere,
    NamedInHead,
    KnownLabel,
    PartyOfOthers,
    WordOfGrammar,
    CommonWord,
    AfterArticle,
    LoneWord,
    UnlikeTheOthers,
    Unfinished,
    FormOfAddress,
}

impl Clue {
    const ALL: [Self; 24] = [
        Self::WordForSomebody,
        Self::Office,
        Self::Affiliation,
        Self::Time,
        Self::Marked,
        Self::FullName,
        Self::Capitals,
        Self::SpeaksTwice,
        Self::SpeaksThreeTimes,
        Self::SpeaksOften,
        Self::SeveralSpellings,
        Self::TakesTurns,
        Self::AsksOrAnswers,
        Self::NamedElsewhere,
        Self::NamedInHead,
        Self::KnownLabel,
        Self::PartyOfOthers,
        Self::WordOfGrammar,
        Self::CommonWord,
        Self::AfterArticle,
        Self::LoneWord,
        Self::UnlikeTheOthers,
        Self::Unfinished,
        Self::FormOfAddress,
    ];

    /// What it adds to the evidence.
    pub(super) fn weight(self) -> i32 {
        match self {
            Self::WordForSomebody => 6,
            Self::Office | Self::Time | Self::AsksOrAnswers => 3,
            Self::Affiliation
            | Self::Marked
            | Self::SpeaksTwice
            | Self::SpeaksOften
            | Self::TakesTurns
            | Self::NamedInHead => 2,
            Self::FullName
            | Self::Capitals
            | Self::SpeaksThreeTimes
            | Self::SeveralSpellings
            | Self::NamedElsewhere => 1,
            Self::LoneWord | Self::AfterArticle | Self::UnlikeTheOthers => -2,
            Self::CommonWord | Self::Unfinished => -4,
            Self::FormOfAddress => -9,
            Self::WordOfGrammar | Self::KnownLabel | Self::PartyOfOthers => -12,
        }
    }

    /// What it says.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::WordForSomebody => "a word for somebody who speaks",
            Self::Office => "an office, a degree or a form of address",
            Self::Affiliation => "a party or place in brackets",
            Self::Time => "a time beside it",
            Self::Marked => "in bold type, or marked",
            Self::FullName => "a first and a last name",
            Self::Capitals => "in capitals",
            Self::SpeaksTwice => "announced twice",
            Self::SpeaksThreeTimes => "announced three times",
            Self::SpeaksOften => "announced five times or more",
            Self::SeveralSpellings => "several spellings of the name",
            Self::TakesTurns => "hardly ever announced twice in a row",
            Self::AsksOrAnswers => "two people, of whom one asks and one answers, by turns",
            Self::NamedElsewhere => "the name stands elsewhere in the text",
            Self::NamedInHead => "the name stands in the head of the text",
            Self::KnownLabel => "a known label",
            Self::PartyOfOthers => "it stands in brackets after other names",
            Self::WordOfGrammar => "a word of grammar in it",
            Self::CommonWord => "its words stand in lower case in the text",
            Self::AfterArticle => "it stands after articles in the text",
            Self::LoneWord => "one word, not in capitals",
            Self::UnlikeTheOthers => "the others have longer names, or an office or party",
            Self::Unfinished => "what follows is short and no sentence",
            Self::FormOfAddress => "people are spoken to like this",
        }
    }
}

/// A set of clues.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clues {
    set: u32,
    sum: i32,
}

impl Clues {
    pub(super) fn add_if(&mut self, clue: Clue, holds: bool) {
        if holds && !self.has(clue) {
            self.set |= 1 << clue as u32;
            self.sum += clue.weight();
        }
    }

    pub(super) fn has(self, clue: Clue) -> bool {
        self.set >> clue as u32 & 1 == 1
    }

    /// The clues with their weights.
    pub(super) fn list(self) -> impl Iterator<Item = Clue> {
        Clue::ALL.into_iter().filter(move |clue| self.has(*clue))
    }

    /// The sum of their weights.
    pub(super) fn sum(self) -> i32 {
        self.sum
    }
}

//! `speakers.csv`: who speaks, and how much.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use textmill_corpus::{DocumentId, SpeakerRole, TokenizedCorpus, Turn};

use crate::{Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of speakers.
    SpeakerRow in "speakers.csv", one row is "a speaker in a role, over all documents";
    speaker: Text, "", "The one name for all spellings in a document, else the name as printed; the same name in two documents is taken for one speaker.";
    role: Text, "", "The part that the speaker plays: questioner, answerer, moderator or speaker.";
    documents: u64, "documents", "In how many documents the speaker has counted words.";
    turns: u64, "turns", "How many turns with counted words these are; an opening before the first turn is none.";
    questions_answered: Option<u64>, "questions", "Questions after which the speaker has a turn before the next one; what people ask one after another is one question. Only for the roles answerer and speaker, in documents in which somebody is known to ask.";
    tokens: u64, "tokens", "The counted words.";
    share: Real, "share", "tokens / counted words of all speakers.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<SpeakerRow>(&[], |results, set| set.write(rows(&results.corpus)));

/// What a speaker says in a role.
#[derive(Default)]
struct Speech {
    answered: Option<u64>,
    documents: u64,
    last_document: Option<DocumentId>,
    turns: u64,
    last_turn: Option<(DocumentId, u32)>,
    tokens: u64,
}

/// The rows of the list, from the speaker with the most words; of equal ones the first by name and role.
fn rows(corpus: &TokenizedCorpus) -> Vec<SpeakerRow> {
    let speeches = speeches(corpus);
    let all: u64 = speeches.values().map(|speech| speech.tokens).sum();
    let mut order: Vec<((&str, SpeakerRole), Speech)> =
        speeches.into_iter().filter(|(_, speech)| speech.tokens > 0).collect();
    order.sort_by_key(|(_, speech)| Reverse(speech.tokens));
    let row = |((speaker, role), speech): ((&str, SpeakerRole), Speech)| SpeakerRow {
        speaker: speaker.into(),
        role: role.name().into(),
        documents: speech.documents,
        turns: speech.turns,
        questions_answered: speech.answered.filter(|_| answers(role)),
        tokens: speech.tokens,
        share: (speech.tokens as f64 / all as f64).into(),
    };
    order.into_iter().map(row).collect()
}

fn speeches(corpus: &TokenizedCorpus) -> BTreeMap<(&str, SpeakerRole), Speech> {
    let mut speeches: BTreeMap<(&str, SpeakerRole), Speech> = BTreeMap::new();
    for document in corpus.document_ids() {
        for (who, answered) in answers_in(corpus, document) {
            *speeches.entry(who).or_default().answered.get_or_insert_default() += answered;
        }
        for segment in corpus.counted_segments_of(document).filter(|segment| !segment.tokens().is_empty()) {
            let turn = segment.turn();
            let Some(role) = turn.role else { continue };
            let speech = speeches.entry((name_of(&turn), role)).or_default();
            speech.tokens += segment.tokens().len() as u64;
            speech.documents += u64::from(speech.last_document.replace(document) != Some(document));
            let turn = turn.number.map(|number| (document, number));
            if turn.is_some() && turn != speech.last_turn {
                speech.turns += 1;
                speech.last_turn = turn;
            }
        }
    }
    speeches
}

/// The one name of who speaks, else the name as printed.
fn name_of<'a>(turn: &Turn<'a>) -> &'a str {
    if turn.name.is_empty() { turn.speaker } else { turn.name }
}

/// Whether those who play a role answer questions.
fn answers(role: SpeakerRole) -> bool {
    matches!(role, SpeakerRole::Answerer | SpeakerRole::Speaker)
}

/// Who answers how many questions of a document, whether or not what they say is counted; nobody, where nobody is known to ask.
fn answers_in(corpus: &TokenizedCorpus, document: DocumentId) -> BTreeMap<(&str, SpeakerRole), u64> {
    let mut answered: BTreeMap<(&str, SpeakerRole), u64> = BTreeMap::new();
    // Those who have answered the last question; nothing before the first.
    let mut of_question: Option<BTreeSet<(&str, SpeakerRole)>> = None;
    for segment in corpus.segments_of(document) {
        let turn = segment.turn();
        let Some(role) = turn.role else { continue };
        let who = (name_of(&turn), role);
        if answers(role) {
            let answered = answered.entry(who).or_default();
            let is_turn = turn.number.is_some();
            let is_new = |of_question: &mut BTreeSet<_>| is_turn && of_question.insert(who);
            *answered += u64::from(of_question.as_mut().is_some_and(is_new));
        } else if role == SpeakerRole::Questioner && turn.number.is_some() {
            of_question = Some(BTreeSet::new());
        }
    }
    if of_question.is_some() { answered } else { BTreeMap::new() }
}

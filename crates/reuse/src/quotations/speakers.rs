//! Who is quoted: the one whom a verb of saying near the quotation names, by rules that a row can state.

use std::ops::Range;

use super::{
    Block,
    cues::{CueLists, Cues},
    genders::gender_of_pronoun,
    names::{Names, joined},
    pairing::{Pair, QuotationStatus},
    phrases::{
        Subject, Word, according_to, inverted, is_finite, subject_before, subject_from, subject_of, words,
    },
};

/// By which rule a speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttributionRule {
    /// No rule found one.
    None,
    /// A subject and its verb right behind the quotation: `"…," Marren said`, `"…," said Marren`.
    After,
    /// A verb, or a name and a colon, right before it: `Marren said: "…"`, `adding that "…"`.
    Before,
    /// `According to Marren, "…"`, `"…," according to Marren`.
    AccordingTo,
    /// A verb elsewhere in its sentence.
    SameSentence,
    /// A clause inside the marks: `« …, dit Marren, … »`.
    Inside,
    /// A colon at the end of the paragraph before.
    ColonBefore,
    /// The sentence before a quotation that is a sentence.
    SentenceBefore,
    /// It goes on from the paragraph before.
    Continuation,
}

impl AttributionRule {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::After => "after",
            Self::Before => "before",
            Self::AccordingTo => "according_to",
            Self::SameSentence => "same_sentence",
            Self::Inside => "inside",
            Self::ColonBefore => "colon_before",
            Self::SentenceBefore => "sentence_before",
            Self::Continuation => "continuation",
        }
    }
}

/// How sure the name of a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttributionStatus {
    /// Nobody was found.
    None,
    /// The text prints it there.
    Printed,
    /// A pronoun, an office or a last name stands for it.
    Resolved,
    /// An office stands for it, and who holds it is not known.
    Office,
    /// A pronoun or a last name may stand for several, or for somebody who is not named; or two verbs claim the words.
    Ambiguous,
}

impl AttributionStatus {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Printed => "printed",
            Self::Resolved => "resolved",
            Self::Office => "office",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// Who is quoted, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// As the text prints it: `He`, `the minister`, `Lavrov`; empty where nobody was found.
    pub printed: String,
    /// The name; empty where it is not known.
    pub name: String,
    /// How sure it is.
    pub status: AttributionStatus,
    /// The verb, or what stands in its place.
    pub cue: String,
    /// The rule.
    pub rule: AttributionRule,
    /// Who tells that the speaker said it: whom the outer verb of the sentence names, or whose turn it is; empty for the writer.
    pub teller: String,
}

impl Attribution {
    /// What tells speakers apart: the name, else what is printed.
    fn key(&self) -> &str {
        if self.name.is_empty() { &self.printed } else { &self.name }
    }
}

impl Default for Attribution {
    fn default() -> Self {
        Self {
            printed: String::new(),
            name: String::new(),
            status: AttributionStatus::None,
            cue: String::new(),
            rule: AttributionRule::None,
            teller: String::new(),
        }
    }
}

/// Who is quoted in each of the quotations of a text.
pub(super) fn attributions(
    text: &str,
    blocks: &[Block<'_>],
    pairs: &[Pair],
    names: &Names<'_>,
    cues: &CueLists,
) -> Vec<Attribution> {
    let mut reader = Reader { text, blocks, pairs, names, cues, said: Vec::new() };
    for place in 0..pairs.len() {
        let attribution = reader.attribution(place);
        reader.said.push(attribution);
    }
    reader.said
}

/// So much of a sentence is looked at on each side of a quotation.
const CONTEXT_BYTES: usize = 2000;

struct Reader<'a> {
    text: &'a str,
    blocks: &'a [Block<'a>],
    pairs: &'a [Pair],
    names: &'a Names<'a>,
    cues: &'a CueLists,
    /// The attributions so far.
    said: Vec<Attribution>,
}

/// A verb with its subject, or what stands in their place.
#[derive(Clone, Debug)]
struct Cue {
    /// The word of the sentence.
    word: usize,
    subject: Subject,
    rule: AttributionRule,
}

impl Reader<'_> {
    fn attribution(&mut self, place: usize) -> Attribution {
        let pair = &self.pairs[place];
        let block = &self.blocks[pair.block];
        let cues = self.cues.of(block.language);
        let range = self.sentences(pair);
        let words = self.words(range);
        let Some(at) = words.iter().position(|word| word.quotation == Some(place)) else {
            return Attribution { teller: block.speaker.to_owned(), ..Attribution::default() };
        };
        let is_turn = !block.speaker.is_empty();
        let adjacent = after(&words, at, cues).or_else(|| before(&words, at, cues));
        let inner = same_sentence(&words, at, cues);
        let outer = last_cue(&words, at, cues).filter(|outer| outer.word > at);
        let far = if is_turn { None } else { inner.as_ref().or(outer.as_ref()) };
        let own = self.inside(pair, cues);
        let mut attribution = match adjacent.as_ref().or(far) {
            _ if own.is_some() => {
                let teller =
                    adjacent.as_ref().map(|cue| self.named(&words, cue, cues).name).unwrap_or_default();
                let own = own.unwrap_or_default();
                Attribution { teller: if teller == own.name { String::new() } else { teller }, ..own }
            }
            Some(cue) if is_unsaid(&words, cue, at, cues) => Attribution::default(),
            Some(cue) => {
                let own = self.named(&words, cue, cues);
                let rivals = Rivals {
                    inner: inner.as_ref().map(|inner| self.named(&words, inner, cues)),
                    outer: outer.as_ref().map(|outer| self.named(&words, outer, cues)),
                };
                let text = self.text.get(pair.inner.clone()).unwrap_or_default();
                rivals.settle(own, text)
            }
            None => {
                let is_whole = words.iter().all(|word| word.quotation.is_some()) && pair.depth == 0;
                if is_whole && !is_turn { self.by_what_stands_before(place) } else { Attribution::default() }
            }
        };
        if attribution.teller.is_empty() && attribution.name != block.speaker {
            attribution.teller = block.speaker.to_owned();
        }
        attribution
    }

    /// From the beginning of the sentence in which a quotation begins to the end of that in which it ends.
    fn sentences(&self, pair: &Pair) -> Range<usize> {
        let block = &self.blocks[pair.block];
        let first = block.sentences.partition_point(|start| *start <= pair.outer.start);
        let start = first.checked_sub(1).map_or(block.span.start, |sentence| block.sentences[sentence]);
        let last = block.sentences.partition_point(|start| *start < pair.outer.end);
        let end = block.sentences.get(last).copied().unwrap_or(block.span.end).max(pair.outer.end);
        // A text without full stops is one sentence.
        let start = start.max(self.text.ceil_char_boundary(pair.outer.start.saturating_sub(CONTEXT_BYTES)));
        let end = end.min(self.text.floor_char_boundary(pair.outer.end.saturating_add(CONTEXT_BYTES)));
        start..end.max(pair.outer.end)
    }

    /// The words of a range, with the quotations that stand in no other one as signs.
    fn words(&self, range: Range<usize>) -> Vec<Word<'_>> {
        let first = self.pairs.partition_point(|pair| pair.outer.start < range.start);
        let here = self.pairs[first..].iter().take_while(|pair| pair.outer.start < range.end);
        let quotations: Vec<(usize, Range<usize>)> = here
            .enumerate()
            .filter(|(_, pair)| pair.depth == 0)
            .map(|(place, pair)| (first + place, pair.outer.clone()))
            .collect();
        words(self.text, range, &quotations)
    }

    /// Whom a clause inside the marks names, as French and Russian papers have it: `« Nous partons, dit Marren, et vite. »`
    fn inside(&self, pair: &Pair, cues: &Cues) -> Option<Attribution> {
        if !self.text.get(pair.outer.clone())?.starts_with('\u{AB}') {
            return None;
        }
        let words = words(self.text, pair.inner.clone(), &[]);
        // A dash behind the end of a sentence is another's turn, if the clause is not beside it: the marks are around a dialogue.
        let is_turn = |place: usize| {
            let end = words.get(place + 1).map_or(pair.inner.end, |next| next.start);
            let gap = self.text.get(words[place].start..end).unwrap_or_default();
            gap.contains(['\u{2014}', '\u{2013}']) && gap.contains(['.', '?', '!', '\u{2026}'])
        };
        let turns: Vec<usize> = (0..words.len()).filter(|place| is_turn(*place)).collect();
        (1..words.len()).filter(|verb| is_finite(&words, *verb, cues)).find_map(|verb| {
            let auxiliaries = words[..verb].iter().rev().take_while(|word| cues.is_adverb(word)).count();
            let before = words.get(verb.checked_sub(auxiliaries + 1)?)?;
            let is_set_off = before.after.contains([',', '\u{2014}', '\u{2013}']);
            let subject = if is_set_off { inverted(&words, verb, cues)? } else { return None };
            let (clause, last) = (verb - auxiliaries - 1, subject.range().end.checked_sub(1)?);
            let is_dialogue = turns.iter().any(|turn| *turn != clause && *turn != last);
            let ends = words.get(last)?.ends_phrase() && !is_dialogue;
            let cue = Cue { word: verb, subject, rule: AttributionRule::Inside };
            ends.then(|| self.named(&words, &cue, cues))
        })
    }

    /// A quotation that is a sentence of its own: whom the sentence before it names.
    fn by_what_stands_before(&mut self, place: usize) -> Attribution {
        let pair = &self.pairs[place];
        // A paragraph of quotation after another one goes on with it.
        if let Some(before) = place.checked_sub(1) {
            let goes_on = matches!(self.pairs[before].status, QuotationStatus::Continued);
            if goes_on && pair.block - self.pairs[before].block <= 1 {
                return Attribution { rule: AttributionRule::Continuation, ..self.said[before].clone() };
            }
        }
        let Some((block, range)) = self.sentence_before(pair) else { return Attribution::default() };
        let cues = self.cues.of(self.blocks[block].language);
        let words = self.words(range);
        let is_colon = words.last().is_some_and(|word| word.after.ends_with(':'));
        let found = if words.iter().all(|word| word.quotation.is_some()) {
            None
        } else {
            last_cue(&words, 0, cues).or_else(|| first_cue(&words, words.len(), cues))
        };
        if let Some(cue) = found {
            let rule = if is_colon { AttributionRule::ColonBefore } else { AttributionRule::SentenceBefore };
            return self.named(&words, &Cue { rule, ..cue }, cues);
        }
        Attribution::default()
    }

    /// The sentence before a quotation, in its paragraph or in the one before.
    fn sentence_before(&self, pair: &Pair) -> Option<(usize, Range<usize>)> {
        let block = &self.blocks[pair.block];
        let here = block.sentences.partition_point(|start| *start <= pair.outer.start).checked_sub(1);
        if let Some(before) = here.and_then(|here| here.checked_sub(1)) {
            return Some((pair.block, block.sentences[before]..block.sentences[before + 1]));
        }
        let before = pair.block.checked_sub(1)?;
        let other = &self.blocks[before];
        let last = *other.sentences.last()?;
        (other.turn == block.turn && !other.sentences.is_empty()).then_some((before, last..other.span.end))
    }

    fn named(&self, words: &[Word<'_>], cue: &Cue, cues: &Cues) -> Attribution {
        let range = cue.subject.range();
        let printed = joined(&words[range.clone()]);
        let (name, status) = match &cue.subject {
            Subject::Name(_) => match self.names.full_name(&words[range.clone()], cues) {
                Some(name) if name == printed => (name, AttributionStatus::Printed),
                Some(name) => (name, AttributionStatus::Resolved),
                // "The Minister" at the beginning of a sentence.
                None if self.names.is_office(&words[range.clone()], cues) => self.role(words, range, cues),
                // One of two brothers.
                None => (String::new(), AttributionStatus::Ambiguous),
            },
            Subject::Person(word) => self.pronoun(&words[*word], cues),
            Subject::Role(_) => self.role(words, range, cues),
            Subject::Thing(_) => (String::new(), AttributionStatus::Ambiguous),
        };
        let word = words.get(cue.word).map(|word| word.text.to_owned()).unwrap_or_default();
        Attribution { printed, name, status, cue: word, rule: cue.rule, teller: String::new() }
    }

    /// Whom a pronoun stands for.
    fn pronoun(&self, word: &Word<'_>, cues: &Cues) -> (String, AttributionStatus) {
        let gender = gender_of_pronoun(word, cues);
        let block = self.blocks.partition_point(|block| block.span.start <= word.start).saturating_sub(1);
        match self.names.by_pronoun(word.start, block, gender) {
            Some(name) => (name.to_owned(), AttributionStatus::Resolved),
            None => (String::new(), AttributionStatus::Ambiguous),
        }
    }

    /// Whom an office stands for.
    fn role(&self, words: &[Word<'_>], range: Range<usize>, cues: &Cues) -> (String, AttributionStatus) {
        let words = words.get(range).unwrap_or_default();
        let is_definite = words.first().is_some_and(|word| {
            let small = word.small();
            cues.articles.contains(&small) && !INDEFINITE.contains(&&*small)
        });
        let noun = words.iter().rev().map(Word::small).find(|noun| cues.roles.contains(noun));
        let place = words.first().map_or(0, |word| word.start);
        let name = noun.and_then(|noun| self.names.by_office(place, &noun, cues)).filter(|_| is_definite);
        match name {
            Some(name) => (name.to_owned(), AttributionStatus::Resolved),
            None => (String::new(), AttributionStatus::Office),
        }
    }
}

/// Whom other verbs of the sentence name.
struct Rivals {
    /// The last one before the quotation.
    inner: Option<Attribution>,
    /// The one with which the sentence ends.
    outer: Option<Attribution>,
}

impl Rivals {
    /// What they leave of an attribution: the outer one tells what the inner one says.
    fn settle(self, mut own: Attribution, quoted: &str) -> Attribution {
        if let Some(teller) = self.outer.filter(|outer| outer.key() != own.key()) {
            own.teller = teller.name;
        }
        let is_part = quoted.starts_with(char::is_lowercase) && own.rule == AttributionRule::After;
        match self.inner.filter(|inner| is_part && inner.key() != own.key()) {
            // "Officials believe that it is “superfluous,” Marren said": her word, or theirs.
            Some(other) => Attribution {
                name: String::new(),
                status: AttributionStatus::Ambiguous,
                teller: own.name,
                ..other
            },
            None => own,
        }
    }
}

/// Articles behind which nobody in particular stands.
const INDEFINITE: &[&str] = &[
    "a", "an", "some", "many", "several", "few", "most", "other", "another", "one", "two", "three", "ein",
    "eine", "einer", "un", "une", "des", "una", "uno", "unos", "um", "uma", "een", "en", "ett",
];

/// Whether a quotation ends a statement, so that what follows may say whose it is.
fn after(words: &[Word<'_>], at: usize, cues: &Cues) -> Option<Cue> {
    let rule = AttributionRule::After;
    if let Some((word, subject)) = according_to(words, at + 1, cues) {
        return Some(Cue { word, subject, rule: AttributionRule::AccordingTo });
    }
    // "a déclaré Marren", "also said Marren".
    let auxiliaries =
        words[at + 1..].iter().take_while(|word| word.quotation.is_none() && cues.is_adverb(word));
    let first = at + 1 + auxiliaries.count();
    if is_finite(words, first, cues) {
        return inverted(words, first, cues).map(|subject| Cue { word: first, subject, rule });
    }
    for verb in at + 2..words.len().min(at + 12) {
        let before = words.get(verb - 1)?;
        if before.quotation.is_some() || words[verb].quotation.is_some() {
            return None;
        }
        if is_finite(words, verb, cues) {
            let subject = subject_before(words, verb, cues)?;
            return (subject.range().start == at + 1).then_some(Cue { word: verb, subject, rule });
        }
    }
    None
}

/// What stands right before a quotation.
fn before(words: &[Word<'_>], at: usize, cues: &Cues) -> Option<Cue> {
    let mut last = at.checked_sub(1)?;
    let rule = AttributionRule::Before;
    while last > 0 && words[last].quotation.is_none() && cues.linkers.contains(&words[last].small()) {
        last -= 1;
    }
    let word = &words[last];
    if word.quotation.is_some() {
        return None;
    }
    // "refused to say", "never said", "was told", "quoted Marren as saying".
    let is_undone = last.checked_sub(1).is_some_and(|before| {
        let small = words[before].small();
        UNDOING.contains(&&*small) || cues.denials.contains(&small)
    });
    if is_undone {
        return None;
    }
    if is_finite(words, last, cues) {
        let subject = subject_of(words, last, cues).or_else(|| shared_subject(words, last, cues));
        return subject.map(|subject| Cue { word: last, subject, rule });
    }
    if cues.participles.contains(&word.small()) {
        return shared_subject(words, last, cues).map(|subject| Cue { word: last, subject, rule });
    }
    if words[at - 1].after.ends_with(':') {
        // "Marren said on Friday: …" before "Marren: …".
        return first_cue(words, at, cues).map(|cue| Cue { rule, ..cue }).or_else(|| {
            let subject = subject_from(words, 0, cues)?;
            (subject.range() == (0..at)).then_some(Cue { word: at - 1, subject, rule })
        });
    }
    None
}

/// Whether a clause before a quotation tells what somebody may say, or does not say: "if Marren said", "denied that she had said".
fn is_unsaid(words: &[Word<'_>], cue: &Cue, at: usize, cues: &Cues) -> bool {
    if cue.word >= at {
        return false;
    }
    let subject = cue.subject.range();
    let start = subject.start.min(cue.word);
    let governs = |denial: usize| {
        words.get(denial + 1).is_some_and(|next| {
            let small = next.small();
            cues.linkers.contains(&small) || cues.participles.contains(&small)
        })
    };
    if cues.denials.contains(&words[cue.word].small()) && governs(cue.word) {
        return true;
    }
    let has_comma = |word: usize| words[word].after.contains(',');
    // "whether the mayor, Ilse Marren, had said".
    let is_apposition = subject.end.checked_sub(1).is_some_and(has_comma);
    for word in (start.saturating_sub(CLAUSE_WORDS)..start).rev() {
        let is_set_off = words[word].after.contains([';', ':', '.', '!', '?']);
        if words[word].quotation.is_some() || is_set_off {
            return false;
        }
        // What ends before the subject is no part of its clause: "if it fails, Marren said".
        if has_comma(word) && !(is_apposition && word + 1 == start) {
            return false;
        }
        let small = words[word].small();
        let is_denied = cues.denials.contains(&small) && (word + 1 == start || governs(word));
        if cues.conditions.contains(&small) || is_denied {
            return true;
        }
    }
    false
}

/// So many words before its subject a clause may begin.
const CLAUSE_WORDS: usize = 10;

/// Words before a verb of saying behind which its subject says nothing, or somebody else does.
const UNDOING: &[&str] = &[
    "to", "never", "not", "didn't", "doesn't", "don't", "was", "were", "is", "are", "be", "been", "being",
    "as",
];

/// The subject of a verb that has none of its own: that of the first verb of saying before it, else that with which its clause or the
/// sentence begins.
fn shared_subject(words: &[Word<'_>], verb: usize, cues: &Cues) -> Option<Subject> {
    if let Some(cue) = first_cue(words, verb, cues) {
        return Some(cue.subject);
    }
    let clause = (0..verb).rev().find(|word| words[*word].ends_phrase()).map_or(0, |word| word + 1);
    [clause, 0].into_iter().find_map(|start| {
        let starters =
            words[start..verb].iter().take_while(|word| cues.starters.contains(&word.small())).count();
        // "Would Marren say".
        let is_asked = starters > 0 && cues.no_subject.contains(&words[start + starters - 1].small());
        subject_from(words, start + starters, cues).filter(|subject| subject.range().end <= verb && !is_asked)
    })
}

/// The first verb of saying before a word that has a subject, or `according to`.
fn first_cue(words: &[Word<'_>], end: usize, cues: &Cues) -> Option<Cue> {
    let rule = AttributionRule::SameSentence;
    (0..end.min(words.len())).find_map(|word| {
        if let Some((word, subject)) = according_to(words, word, cues) {
            return Some(Cue { word, subject, rule: AttributionRule::AccordingTo });
        }
        if !is_finite(words, word, cues) {
            return None;
        }
        let behind_quotation = word.checked_sub(1).is_some_and(|before| words[before].quotation.is_some());
        let subject = subject_of(words, word, cues)
            .or_else(|| inverted(words, word, cues).filter(|_| behind_quotation))?;
        Some(Cue { word, subject, rule })
    })
}

/// The verb that governs a quotation inside a sentence: the last one before it.
fn same_sentence(words: &[Word<'_>], at: usize, cues: &Cues) -> Option<Cue> {
    let rule = AttributionRule::SameSentence;
    (0..at).rev().find_map(|word| {
        if let Some((word, subject)) = according_to(words, word, cues) {
            return Some(Cue { word, subject, rule: AttributionRule::AccordingTo });
        }
        let small = words[word].small();
        let follows = |other: &str| word.checked_sub(1).is_some_and(|before| words[before].text == other);
        let is_denied =
            word.checked_sub(1).is_some_and(|before| cues.denials.contains(&words[before].small()));
        let subject = if is_finite(words, word, cues) {
            subject_of(words, word, cues)
        } else if cues.participles.contains(&small) && !follows("as") && !is_denied
            || cues.infinitives.contains(&small) && follows("to")
        {
            shared_subject(words, word, cues)
        } else {
            None
        };
        subject.map(|subject| Cue { word, subject, rule })
    })
}

/// The verb of saying with which a sentence ends, behind a comma: `…, Marren said on Friday.`
fn last_cue(words: &[Word<'_>], at: usize, cues: &Cues) -> Option<Cue> {
    let verb = (at..words.len()).rev().find(|word| is_finite(words, *word, cues))?;
    let follows_sign = verb
        .checked_sub(1)
        .is_some_and(|before| words[before].quotation.is_some() || !words[before].after.is_empty());
    let subject =
        subject_before(words, verb, cues).or_else(|| inverted(words, verb, cues).filter(|_| follows_sign))?;
    let start = subject.range().start.min(verb);
    let before = words.get(start.checked_sub(1)?)?;
    let is_set_off = before.after.contains(',') || before.quotation.is_some();
    let ends = words.len() - verb.max(subject.range().end) <= LAST_WORDS;
    (is_set_off && ends).then_some(Cue { word: verb, subject, rule: AttributionRule::SameSentence })
}

/// So many words may follow the verb with which a sentence ends.
const LAST_WORDS: usize = 5;

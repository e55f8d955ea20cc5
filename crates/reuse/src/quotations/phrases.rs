//! The words of a sentence, with quotations as single signs, and the phrases that may say who speaks.

use std::{borrow::Cow, ops::Range};

use super::cues::Cues;

/// A word, or a quotation, of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Without the signs around it; empty for a quotation.
    pub(super) text: &'t str,
    /// The signs behind it.
    pub(super) after: &'t str,
    /// The signs before it.
    pub(super) before: &'t str,
    /// Which of the quotations it is.
    pub(super) quotation: Option<usize>,
    /// Where it begins in the text, with the signs before it.
    pub(super) start: usize,
}

impl Word<'_> {
    /// In small letters, with plain apostrophes.
    pub(super) fn small(&self) -> Cow<'_, str> {
        // Most words are in small letters as they stand.
        if self.text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return Cow::Borrowed(self.text);
        }
        Cow::Owned(self.text.to_lowercase().replace('\u{2019}', "'"))
    }

    /// Whether it is somebody's: `Marren's`.
    pub(super) fn is_genitive(&self) -> bool {
        self.text.strip_suffix(['s', 'S']).is_some_and(|rest| rest.ends_with(['\'', '\u{2019}']))
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase) && self.text != "I"
    }

    /// Whether a sign behind it ends a phrase. The full stop of an initial does not.
    pub(super) fn ends_phrase(&self) -> bool {
        let is_initial = self.after == "."
            && self.text.chars().filter(|letter| letter.is_alphabetic()).count() <= 2
            && self.is_capital();
        !is_initial && self.after.contains([',', ';', ':', '.', '!', '?', ')', '\u{2014}', '\u{2013}'])
    }
}

/// The words of a range of a text; the quotations of the list, in ascending order, are one sign each.
pub(super) fn words<'t>(
    text: &'t str,
    range: Range<usize>,
    quotations: &[(usize, Range<usize>)],
) -> Vec<Word<'t>> {
    let mut words: Vec<Word<'t>> = Vec::new();
    let mut place = range.start;
    for (number, outer) in quotations {
        push_words(text, place..outer.start.max(place), &mut words);
        words.push(Word { text: "", after: "", before: "", quotation: Some(*number), start: outer.start });
        place = outer.end.max(place);
        // Signs right behind the closing mark belong to it.
        let rest = text.get(place..range.end.max(place)).unwrap_or_default();
        let signs = rest.len()
            - rest.trim_start_matches(|sign: char| !sign.is_alphanumeric() && !sign.is_whitespace()).len();
        if let Some(last) = words.last_mut() {
            last.after = rest.get(..signs).unwrap_or_default();
        }
        place += signs;
    }
    push_words(text, place..range.end.max(place), &mut words);
    words
}

fn push_words<'t>(text: &'t str, range: Range<usize>, words: &mut Vec<Word<'t>>) {
    let start_of_range = range.start;
    let whole = text.get(range).unwrap_or_default();
    for part in whole.split_whitespace() {
        let place = start_of_range + (part.as_ptr() as usize - whole.as_ptr() as usize);
        let is_sign = |letter: char| !letter.is_alphanumeric();
        let word = part.trim_matches(is_sign);
        if word.is_empty() {
            // A dash between blanks, or the like, belongs to the word before.
            if let Some(last) = words.last_mut().filter(|last| last.after.is_empty()) {
                last.after = part;
            }
            continue;
        }
        let start = part.len() - part.trim_start_matches(is_sign).len();
        let (before, rest) = part.split_at(start);
        words.push(Word {
            text: word,
            after: rest.get(word.len()..).unwrap_or_default(),
            before,
            quotation: None,
            start: place,
        });
    }
}

/// Who may be the subject of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A name: the words of the sentence.
    Name(Range<usize>),
    /// An article and an office: `the foreign minister`.
    Role(Range<usize>),
    /// A pronoun of one person.
    Person(usize),
    /// A pronoun of things or of many.
    Thing(usize),
}

impl Subject {
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Name(range) | Self::Role(range) => range.clone(),
            Self::Person(word) | Self::Thing(word) => *word..*word + 1,
        }
    }
}

/// Small words that stand inside names.
const PARTICLES: &[&str] = &[
    "of", "the", "de", "la", "le", "du", "von", "van", "der", "den", "di", "da", "del", "dos", "bin", "al",
    "el", "for",
];
/// The words of the longest name.
const NAME_WORDS: usize = 12;
/// The words of an office with its article.
const ROLE_WORDS: usize = 5;

/// The subject of a verb: before it, or, where an object may stand there, behind it.
pub(super) fn subject_of(words: &[Word<'_>], verb: usize, cues: &Cues) -> Option<Subject> {
    subject_before(words, verb, cues).or_else(|| {
        let has_object = verb
            .checked_sub(1)
            .is_some_and(|before| words[before].quotation.is_none() && !words[before].ends_phrase());
        if cues.has_objects_first() && has_object { inverted(words, verb, cues) } else { None }
    })
}

/// The subject that ends right before a word, but for adverbs.
pub(super) fn subject_before(words: &[Word<'_>], verb: usize, cues: &Cues) -> Option<Subject> {
    let mut end = verb;
    // "Russia Strongly Condemns": where verbs have capitals, adverbs have them too.
    let is_headline = words.get(verb).is_some_and(Word::is_capital);
    while end > 0
        && words[end - 1].quotation.is_none()
        && !words[end - 1].ends_phrase()
        && (cues.is_adverb(&words[end - 1]) || is_headline && cues.has_adverb_ending(&words[end - 1]))
    {
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    if words[last].quotation.is_some() {
        return None;
    }
    if words[last].ends_phrase() {
        // "Ilse Marren, the mayor, said", or "the mayor, Ilse Marren, said".
        let comma = (last.saturating_sub(12)..last).rev().find(|word| words[*word].after.starts_with(','))?;
        let between = &words[comma + 1..=last];
        if (2..=4).contains(&between.len()) && between.iter().all(Word::is_capital) {
            return Some(Subject::Name(comma + 1..last + 1));
        }
        return subject_ending(words, comma, cues).filter(|_| words[last].after.starts_with(','));
    }
    subject_ending(words, last, cues)
}

/// The subject whose last word is given; none behind a preposition.
fn subject_ending(words: &[Word<'_>], last: usize, cues: &Cues) -> Option<Subject> {
    if words.get(last)?.small() == "who" {
        // "Marren, who said", and "to Marren, who said": whose clause it is.
        return phrase_ending(words, last.checked_sub(1)?, cues);
    }
    phrase_ending(words, last, cues).filter(|subject| {
        let before = subject.range().start.checked_sub(1).map(|before| &words[before]);
        let is_oblique = before.is_some_and(|before| {
            before.quotation.is_none() && !before.ends_phrase() && cues.no_subject.contains(&before.small())
        });
        !(is_oblique && matches!(subject, Subject::Name(_) | Subject::Role(_)))
    })
}

/// The name, the office or the pronoun whose last word is given.
fn phrase_ending(words: &[Word<'_>], last: usize, cues: &Cues) -> Option<Subject> {
    let word = words.get(last).filter(|word| word.quotation.is_none())?;
    let small = word.small();
    if cues.he.contains(&small) || cues.she.contains(&small) {
        return Some(Subject::Person(last));
    }
    if cues.things.contains(&small) {
        return Some(Subject::Thing(last));
    }
    let is_role = cues.roles.contains(&small);
    if word.is_genitive() {
        // "Marren's said": what is hers was not understood.
        return None;
    }
    if is_oblique_name(word, cues) {
        return None;
    }
    if word.is_capital() && !cues.starters.contains(&small) {
        let mut start = last;
        while let Some(before) =
            start.checked_sub(1).filter(|before| last - before < NAME_WORDS).map(|before| &words[before])
        {
            let is_particle = PARTICLES.contains(&before.text)
                && start >= 2
                && words[start - 2].is_capital()
                && !words[start - 2].ends_phrase()
                || before.text == "the"
                    && start >= 3
                    && words[start - 2].text == "of"
                    && words[start - 3].is_capital();
            if before.quotation.is_some()
                || before.ends_phrase()
                || !(before.is_capital() || is_particle)
                || !words[start].before.is_empty()
                || is_oblique_name(before, cues)
            {
                break;
            }
            start -= 1;
        }
        // "the Minister for Harbours" is an office.
        let is_of_office = start >= 2
            && matches!(words[start - 1].text, "for" | "of")
            && cues.roles.contains(&words[start - 2].small());
        if is_of_office {
            return role_ending(words, start - 2, cues)
                .map(|role| Subject::Role(role.range().start..last + 1));
        }
        let is_no_name = |word: &Word<'_>| {
            let small = word.small();
            cues.starters.contains(&small) || cues.finite.contains(&small)
        };
        while start < last && is_no_name(&words[start]) {
            start += 1;
        }
        if is_two_names(&words[start..=last], cues) || begins_with_preposition(&words[start..=last], cues) {
            return None;
        }
        // In languages that write nouns with capitals, an office may be all there is.
        return Some(if is_role && start == last {
            role_ending(words, last, cues).unwrap_or(Subject::Name(start..last + 1))
        } else {
            Subject::Name(start..last + 1)
        });
    }
    if is_role { role_ending(words, last, cues) } else { None }
}

/// An office with its article, or alone at the beginning of a clause.
fn role_ending(words: &[Word<'_>], last: usize, cues: &Cues) -> Option<Subject> {
    let earliest = (last + 1).saturating_sub(ROLE_WORDS);
    for start in (earliest..=last).rev() {
        if start < last && (words[start].quotation.is_some() || words[start].ends_phrase()) {
            return (start + 1 < last + 1).then_some(Subject::Role(start + 1..last + 1));
        }
        if cues.articles.contains(&words[start].small()) {
            return Some(Subject::Role(start..last + 1));
        }
    }
    (earliest == 0).then_some(Subject::Role(0..last + 1))
}

/// The subject that begins with a word: a pronoun, a name, or an office with its article.
pub(super) fn subject_from(words: &[Word<'_>], first: usize, cues: &Cues) -> Option<Subject> {
    let word = words.get(first).filter(|word| word.quotation.is_none())?;
    let small = word.small();
    if cues.he.contains(&small) || cues.she.contains(&small) {
        return Some(Subject::Person(first));
    }
    if cues.things.contains(&small) {
        return Some(Subject::Thing(first));
    }
    let has_article = cues.articles.contains(&small);
    let noun = first + usize::from(has_article);
    let office = (noun..words.len().min(noun + ROLE_WORDS))
        .take_while(|place| {
            *place == noun
                || !words[place - 1].ends_phrase()
                    && words[*place].quotation.is_none()
                    && !cues.articles.contains(&words[*place].small())
        })
        .find(|place| cues.roles.contains(&words[*place].small()));
    if let Some(first_noun) = office {
        // "chief executive".
        let nouns = words[first_noun..]
            .iter()
            .take(ROLE_WORDS)
            .take_while(|word| cues.roles.contains(&word.small()))
            .count();
        let office = first_noun + nouns - 1;
        // "the foreign minister, Ilse Marren".
        let is_named = !words[office].ends_phrase() || words[office].after.starts_with(',');
        let name = run_from(words, office + 1, cues).filter(|_| is_named).map(Subject::Name);
        return name.or_else(|| has_article.then_some(Subject::Role(first..office + 1)));
    }
    if cues.starters.contains(&small) {
        return None;
    }
    let run = run_from(words, noun, cues)?;
    // "the Dorn family" is nobody of this name.
    let is_of_noun = has_article
        && !words[run.end - 1].ends_phrase()
        && words.get(run.end).is_some_and(|next| is_plain_noun(next, cues));
    (!is_of_noun && !begins_with_preposition(&words[run.clone()], cues)).then_some(Subject::Name(run))
}

/// Whether a word with a small letter is neither a verb nor a small word.
fn is_plain_noun(word: &Word<'_>, cues: &Cues) -> bool {
    let small = word.small();
    let lists =
        [&cues.finite, &cues.participles, &cues.linkers, &cues.starters, &cues.no_subject, &cues.articles];
    word.quotation.is_none()
        && word.text.starts_with(char::is_lowercase)
        && !cues.is_adverb(word)
        && !lists.iter().any(|list| list.contains(&small))
}

/// Whether a name has the ending of one that is not the subject.
pub(super) fn is_oblique_name(word: &Word<'_>, cues: &Cues) -> bool {
    let letters = |text: &str| text.chars().count();
    let ends = |ending: &str| word.text.ends_with(ending) && letters(word.text) > letters(ending) + 2;
    word.is_capital() && cues.oblique_endings.iter().any(ends)
}

/// Whether the capital of the first word is only that of a sentence: "Von Franz Roth sagte …", but "Von der Leyen sagte …".
fn begins_with_preposition(run: &[Word<'_>], cues: &Cues) -> bool {
    let [first, rest @ ..] = run else { return false };
    let small = first.small();
    let may_be_name = PARTICLES.contains(&&*small) && !(rest.len() >= 2 && rest.iter().all(Word::is_capital));
    !rest.is_empty() && cues.no_subject.contains(&small) && !may_be_name
}

/// Whether Russian names of three words are those of two people: none of them is a patronymic. Short words are names of other languages.
pub(super) fn is_two_names(run: &[Word<'_>], cues: &Cues) -> bool {
    let is_russian = |word: &Word<'_>| {
        word.text.starts_with(|first| ('\u{410}'..='\u{42F}').contains(&first))
            && word.text.chars().count() >= 4
    };
    let is_patronymic = |word: &Word<'_>| PATRONYMICS.iter().any(|ending| word.text.ends_with(ending));
    let has_office = run.first().is_some_and(|first| cues.roles.contains(&first.small()));
    !cues.oblique_endings.is_empty()
        && run.len() > 2
        && !has_office
        && run.iter().all(is_russian)
        && !run.iter().any(is_patronymic)
}

/// How patronymics end.
const PATRONYMICS: &[&str] = &["вич", "вна", "чна", "ьич", "мич", "кич"];

/// The words with capitals from one on, with particles between them.
fn run_from(words: &[Word<'_>], first: usize, cues: &Cues) -> Option<Range<usize>> {
    if words.get(first)?.is_genitive() {
        return None;
    }
    let mut end = first;
    while let Some(word) = words.get(end).filter(|word| word.quotation.is_none() && end < first + NAME_WORDS)
    {
        let next_is_capital = words.get(end + 1).is_some_and(Word::is_capital);
        // "sagte Weiß der Ministerin": to whom.
        let is_dative = cues.has_objects_first()
            && cues.articles.contains(word.text)
            && words.get(end + 1).is_some_and(|next| cues.roles.contains(&next.small()));
        let is_particle = end > first && PARTICLES.contains(&word.text) && next_is_capital && !is_dative;
        if !word.is_capital() && !is_particle {
            break;
        }
        if is_oblique_name(word, cues) {
            // The given name before it is of the same person.
            end -= usize::from(end > first + 1);
            break;
        }
        end += 1;
        if word.ends_phrase() {
            break;
        }
    }
    (end > first).then_some(first..end)
}

/// Whether a word is a verb of saying that has a subject of its own.
pub(super) fn is_finite(words: &[Word<'_>], verb: usize, cues: &Cues) -> bool {
    words.get(verb).is_some_and(|word| word.quotation.is_none() && cues.finite.contains(&word.small()))
}

/// The subject behind a verb: `said Marren`.
pub(super) fn inverted(words: &[Word<'_>], verb: usize, cues: &Cues) -> Option<Subject> {
    if words.get(verb)?.ends_phrase() {
        return None;
    }
    // "answered him Marren".
    let is_between = |word: &&Word<'_>| {
        word.quotation.is_none() && !word.ends_phrase() && cues.adverbs.contains(&word.small())
    };
    let between = words[verb + 1..].iter().take(2).take_while(is_between).count();
    subject_from(words, verb + 1 + between, cues)
}

/// What stands behind `according to`, if that begins at a word; and its last word.
pub(super) fn according_to(words: &[Word<'_>], place: usize, cues: &Cues) -> Option<(usize, Subject)> {
    let length = cues.phrases.iter().filter(|phrase| {
        let here = words.get(place..place + phrase.len()).unwrap_or_default();
        here.len() == phrase.len()
            && here
                .iter()
                .zip(*phrase)
                .all(|(word, expected)| word.quotation.is_none() && word.small() == **expected)
    });
    let length = length.map(Vec::len).max()?;
    Some((place + length - 1, subject_from(words, place + length, cues)?))
}

//! Names that a full stop ends: `Mr. VENN.`, `The SPEAKER pro tempore.`, `Ms. MARREN of Ohio.`

use super::{
    Delimiter, Found, NAME_BYTES, NAME_WORDS,
    shapes::{is_in_capitals, is_small_word, is_word_for_somebody},
};
use crate::structure::names::{is_form_of_address, is_office_word};

/// `Mr. VENN.`, `The SPEAKER pro tempore.`, `Ms. MARREN of Ohio.`, `Q.`, `M. le président.`
pub(super) fn by_full_stop(line: &str) -> Option<Found<'_>> {
    let head = &line.as_bytes()[..line.len().min(NAME_BYTES)];
    memchr::memchr3(b'.', b'(', b'[', head)?;
    let end = full_stop_after_words(line).or_else(|| full_stop_after_name(line))?;
    let name = &line[..end];
    let rest = &line[end + 1..];
    let said = rest.trim_start_matches(['*', ' ', '\u{A0}', '-', '–', '—']);
    let is_parted = rest.is_empty() || rest.starts_with([' ', '\u{A0}', '\t', '*', '-', '–', '—']);
    let speaks = said.is_empty() || said.starts_with(|first: char| !first.is_lowercase());
    (is_parted && speaks).then(|| Found::new(name, Delimiter::FullStop, line.len() - said.len()))
}

/// The full stop after several words for who speaks: `Audience members.`
fn full_stop_after_words(line: &str) -> Option<usize> {
    if !line.starts_with(char::is_uppercase) {
        return None;
    }
    let head = &line.as_bytes()[..line.floor_char_boundary(NAME_BYTES)];
    let stop = memchr::memchr_iter(b'.', head).find(|stop| head.get(stop + 1) == Some(&b' '))?;
    let words = &line[..stop];
    (words.contains(' ') && is_word_for_somebody(words)).then_some(stop)
}

/// Where the full stop is that ends a name: after a word for who asks or answers, or after words of which one is in capitals, an office
/// or a name after a form of address, and the others are offices, initials and the like; an office after a comma belongs to it.
fn full_stop_after_name(line: &str) -> Option<usize> {
    let head = &line[..line.floor_char_boundary(NAME_BYTES)];
    let mut name = NameBeforeStop::default();
    for (count, word) in head.split([' ', '\u{A0}']).filter(|word| !word.is_empty()).enumerate() {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        if count >= NAME_WORDS {
            return None;
        }
        match name.add(word, count) {
            Step::GoesOn => {}
            Step::Ends => return Some(start + word.trim_end_matches('.').len()),
            Step::EndedBefore => return line[..start].trim_end().strip_suffix('.').map(str::len),
            Step::Brackets => {
                let close = start + line[start..].find([')', ']'])?;
                return line[close + 1..].starts_with('.').then_some(close + 1);
            }
            Step::Comma => return stop_after_office(head, start + word.len()),
            Step::IsNone => return None,
        }
    }
    // The line ends with initials.
    name.has_initials.then(|| head.trim_end().strip_suffix('.').map(str::len))?
}

/// The full stop after an office that follows a comma: `Marren, ministra dei fiumi.`
fn stop_after_office(head: &str, from: usize) -> Option<usize> {
    let after = head[from..].trim_start();
    let first = after.split([' ', '\u{A0}', '.']).next()?;
    let is_office = is_office_word(first) && !is_form_of_address(first);
    let stop = head[from..]
        .find(". ")
        .or_else(|| head[from..].trim_end().ends_with('.').then(|| head[from..].trim_end().len() - 1))?;
    is_office.then_some(from + stop)
}

/// What a word does to a name before a full stop.
enum Step {
    GoesOn,
    /// The full stop after the word ends the name.
    Ends,
    /// The name ended with the initials before the word.
    EndedBefore,
    /// Brackets follow the name.
    Brackets,
    /// A comma follows it.
    Comma,
    /// It is no name.
    IsNone,
}

/// The words of a name so far.
#[derive(Default)]
struct NameBeforeStop {
    /// Whether one of them is a name.
    is_named: bool,
    /// Whether a form of address stands before it.
    is_addressed: bool,
    /// Whether the last were initials after a name.
    has_initials: bool,
}

impl NameBeforeStop {
    fn add(&mut self, word: &str, count: usize) -> Step {
        let stem = word.trim_end_matches(['.', ',']);
        let is_capital = stem.starts_with(char::is_uppercase);
        if word.starts_with(['(', '[']) {
            return if self.is_named { Step::Brackets } else { Step::IsNone };
        }
        if word.ends_with('.') && count == 0 && is_letter_of_part(stem) {
            return Step::Ends;
        }
        if stem.chars().filter(|one| *one != '.').count() <= 2
            && word.ends_with('.')
            && is_initials(word)
            && !is_office_word(word)
        {
            self.has_initials = self.is_named || count == 1;
            self.is_named |= self.has_initials;
            return Step::GoesOn;
        }
        if std::mem::take(&mut self.has_initials) && !is_in_capitals(stem) {
            return Step::EndedBefore;
        }
        let is_upper = is_in_capitals(stem);
        let is_title = is_office_word(word);
        if is_upper && !(is_title && stem.chars().count() <= 4)
            || is_capital && self.is_addressed && !is_title
        {
            self.is_named = true;
        } else if !is_title && !is_small_word(stem) && !(is_capital && (self.is_named || count == 0)) {
            return Step::IsNone;
        }
        self.is_addressed |= count == 0 && is_form_of_address(stem);
        if word.ends_with(',') {
            return if self.is_named { Step::Comma } else { Step::IsNone };
        }
        if word.ends_with('.') && !is_abbreviated_title(stem) {
            let is_office = count >= 1 && is_title && !is_upper;
            return if self.is_named || is_office { Step::Ends } else { Step::IsNone };
        }
        Step::GoesOn
    }
}

/// `T.`, `T.I.`
fn is_initials(word: &str) -> bool {
    word.split('.')
        .filter(|part| !part.is_empty())
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// `Mr`, `Dr`, `Hon`: short words of offices, after which a full stop ends nothing.
fn is_abbreviated_title(stem: &str) -> bool {
    stem.chars().count() <= 4 && is_office_word(stem) || stem == "M"
}

/// `Q`, `A`: words for who asks or answers that a full stop may follow.
fn is_letter_of_part(stem: &str) -> bool {
    matches!(stem, "Q" | "A" | "PM" | "P.M" | "QUESTION" | "Question" | "ANSWER" | "Answer")
        || stem.chars().count() >= 4 && stem.starts_with(char::is_uppercase) && is_word_for_somebody(stem)
}

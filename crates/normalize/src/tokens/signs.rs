//! What the signs between two words say: the first belongs to the word before, the last to the word after.

use textmill_corpus::Language;

use super::{FoundToken, TokenKind, TokenRules, addresses, markup, numbers, rules::Hyphens};
use crate::endings::{end_of_bracket, is_set_off};

/// Whether a byte may begin or end a sign that says anything: most gaps are a full stop or a comma and a blank.
const MAY_SAY: [bool; 256] = {
    let mut may = [false; 256];
    let signs = b"#@</&(:.-$%*";
    let mut place = 0;
    while place < signs.len() {
        may[signs[place] as usize] = true;
        place += 1;
    }
    let mut byte = 0x80;
    while byte < 256 {
        may[byte] = true;
        byte += 1;
    }
    may
};

/// Whether any rule may find something in a gap.
#[inline]
pub(super) fn may_say(gap: &[u8]) -> bool {
    match gap {
        [b'.', _, ..] => MAY_SAY[gap[gap.len() - 1] as usize],
        [first, .., last] => MAY_SAY[*first as usize] || MAY_SAY[*last as usize],
        [only] => MAY_SAY[*only as usize],
        [] => false,
    }
}

/// The longest hashtag of ideographs, in bytes.
const LONGEST_TAG: usize = 120;

/// What stands between two tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap<'a> {
    pub(super) part: &'a str,
    pub(super) language: Language,
    /// The token that ends where it begins.
    pub(super) before: Option<[u32; 2]>,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The word that begins where it ends.
    pub(super) after: Option<[u32; 2]>,
}

impl<'a> Gap<'a> {
    pub(super) fn text(&self) -> &'a str {
        self.of([self.start, self.end])
    }

    fn of(&self, [start, end]: [u32; 2]) -> &'a str {
        self.part.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn word_before(&self) -> &'a str {
        self.before.map_or("", |word| self.of(word))
    }

    pub(super) fn word_after(&self) -> &'a str {
        self.after.map_or("", |word| self.of(word))
    }

    /// What is one token here, or none, by the rules that hold.
    pub(super) fn found(&self, rules: &TokenRules) -> Option<FoundToken> {
        let text = self.text();
        let (first, last) = (text.chars().next()?, text.chars().next_back()?);
        let by_last = || match last {
            '#' if text.ends_with("&#") => markup::remnant(self),
            '#' | '\u{FF03}' => self.hashtag(),
            '@' | '\u{FF20}' => self.mention(),
            '<' | '/' | '&' | '(' => markup::remnant(self),
            _ if numbers::is_currency(last) => numbers::with_currency(self),
            _ => None,
        };
        let by_first = || match first {
            '@' if text.len() == 1 => addresses::mail(self),
            ':' if text.starts_with("://") => addresses::web(self),
            ':' | '/' if text.len() == 1 => numbers::joined(self).or_else(|| addresses::with_path(self)),
            '\u{A0}' | '\u{2009}' if self.is_joint() => numbers::joined(self),
            '.' if text.len() == 1 => addresses::file(self),
            '&' if text.len() == 1 => self.ampersand(),
            '-' | '\u{2010}' | '\u{2011}' if self.is_joint() => {
                addresses::file(self).or_else(|| numbers::joined(self)).or_else(|| self.hyphen(rules))
            }
            _ if numbers::is_suffix(first) => numbers::with_suffix(self),
            _ => None,
        };
        let by_first = || by_first().or_else(|| self.ending(first));
        let is_wanted = |found: &FoundToken| rules.finds(found.kind);
        by_first().filter(is_wanted).or_else(|| by_last().filter(is_wanted))
    }

    /// Whether one sign stands between two words.
    fn is_joint(&self) -> bool {
        self.before.is_some() && self.after.is_some() && self.text().chars().nth(1).is_none()
    }

    /// The word after a sign, with the sign.
    fn with_sign(&self, kind: TokenKind) -> Option<FoundToken> {
        let sign = self.text().chars().next_back()?;
        let [start, end] = self.after?;
        // Ideographs are words of their own by the rules of Unicode: `#东京`.
        let rest = self.part.get(end as usize..).unwrap_or_default();
        let more = rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len());
        let is_run = rest.starts_with(|one: char| one >= '\u{E00}');
        let end = if is_run { end + more.min(LONGEST_TAG) as u32 } else { end };
        Some(FoundToken { span: [start - sign.len_utf8() as u32, end], kind })
    }

    /// Whether the sign at the end stands free: before it there is no word, or one that begins with the same sign.
    fn begins_word(&self) -> bool {
        let text = self.text();
        let Some(sign) = text.chars().next_back() else { return false };
        let signs_before = &text[..text.len() - sign.len_utf8()];
        if signs_before.is_empty() {
            return self.before.is_none() || self.word_before().starts_with(sign);
        }
        !signs_before.ends_with(['&', '/', '#', '@', '='])
    }

    fn hashtag(&self) -> Option<FoundToken> {
        let has_letter = self.word_after().chars().any(char::is_alphabetic);
        (has_letter && self.begins_word()).then(|| self.with_sign(TokenKind::Hashtag)).flatten()
    }

    fn mention(&self) -> Option<FoundToken> {
        let is_name = self.word_after().starts_with(|one: char| one.is_alphanumeric() || one == '_');
        (is_name && self.begins_word()).then(|| self.with_sign(TokenKind::Mention)).flatten()
    }

    /// `AT&T`, `Q&A`: capitals or single letters on both sides.
    fn ampersand(&self) -> Option<FoundToken> {
        let (one, other) = (self.word_before(), self.word_after());
        // `AT&T's`, `Q&As`
        let other =
            ["'s", "\u{2019}s", "s"].iter().find_map(|ending| other.strip_suffix(ending)).unwrap_or(other);
        let is_short = |word: &str| {
            !word.is_empty() && (word.chars().all(char::is_uppercase) || word.chars().nth(1).is_none())
        };
        (is_short(one) && is_short(other)).then(|| self.joined(TokenKind::Compound)).flatten()
    }

    /// A word with an ending that signs set off: `Bürger*innen`, `politician(s)`.
    fn ending(&self, first: char) -> Option<FoundToken> {
        let ([start, _], [_, end]) = (self.before?, self.after?);
        let text = self.text();
        let end = if first == '(' && text.len() == 1 {
            let rest = self.part.get(self.end as usize..)?;
            self.end + end_of_bracket(self.language, self.word_before(), rest)? as u32
        } else if text.len() <= 3 && is_set_off(self.language, self.word_before(), text, self.word_after()) {
            end
        } else {
            return None;
        };
        Some(FoundToken { span: [start, end], kind: TokenKind::Compound })
    }

    /// Words that a hyphen joins, if they are to be whole.
    fn hyphen(&self, rules: &TokenRules) -> Option<FoundToken> {
        (rules.hyphens == Hyphens::Whole).then(|| self.joined(TokenKind::Compound)).flatten()
    }

    /// The words on both sides as one token.
    pub(super) fn joined(&self, kind: TokenKind) -> Option<FoundToken> {
        let (Some([start, _]), Some([_, end])) = (self.before, self.after) else { return None };
        Some(FoundToken { span: [start, end], kind })
    }
}

//! From words (UAX #29) to tokens: what is one thing though the rules of Unicode cut it, and where a clause ends between two tokens.
//!
//! The words stay exact underneath: every token is a run of whole words with the signs that belong to it, or a part of a word that an
//! elision begins. Nearly all words have one blank before them, and cost one comparison here.

mod addresses;
mod clauses;
mod dictionary;
mod markup;
mod numbers;
mod rules;
mod run_on;
mod signs;

use textmill_corpus::{Language, elision_length, has_elisions};

use crate::{CutWords, Tokenizer};

use clauses::Quotes;
pub use dictionary::{DICTIONARIES, HAS_DICTIONARIES, is_without_blanks, needs_dictionary};
use dictionary::{Dictionary, is_cut, may_be_cut};
pub use rules::{Hyphens, LeftOut, TokenKind, TokenPolicy, TokenRules};
pub(crate) use run_on::is_run_on;
use run_on::run_ons;
use signs::{Gap, may_say};

/// The tokens of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens<'a> {
    /// Where each begins and ends, in bytes of the part.
    pub spans: &'a [[u32; 2]],
    /// The numbers of the tokens before which a clause ends inside the part, in ascending order.
    pub clauses: &'a [u32],
}

/// Cuts texts into tokens by one set of rules; keeps its memory for the next text.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_normalize::{CutWords, TokenCutter, TokenRules};
///
/// let text = "Write to jane.venn@example.org (or @venn) about #TheDam: it cost $3.5m.";
/// let mut cutter = TokenCutter::new(TokenRules::default());
/// let tokens = cutter.cut(text, Language::UNDETERMINED, &CutWords::of(text), |_, _| true);
/// let words: Vec<&str> = tokens.spans.iter().map(|&[start, end]| &text[start as usize..end as usize]).collect();
/// assert_eq!(
///     words,
///     ["Write", "to", "jane.venn@example.org", "or", "@venn", "about", "#TheDam", "it", "cost", "$3.5m"],
/// );
/// // A bracket opens before "or" and closes before "about", and a colon stands before "it".
/// assert_eq!(tokens.clauses, [3, 5, 7]);
/// ```
#[derive(Debug)]
pub struct TokenCutter {
    rules: TokenRules,
    tokenizer: Tokenizer,
    dictionary: Option<Dictionary>,
    spans: Vec<[u32; 2]>,
    clauses: Vec<u32>,
    left_out: LeftOut,
}

impl TokenCutter {
    /// A cutter by some rules.
    pub fn new(rules: TokenRules) -> Self {
        let (tokenizer, left_out) = (Tokenizer::default(), LeftOut::default());
        let dictionary = if rules.dictionary { Dictionary::new() } else { None };
        Self { rules, tokenizer, dictionary, spans: Vec::new(), clauses: Vec::new(), left_out }
    }

    /// How many tokens the rules left out of all texts so far.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// Another cutter by the same rules, which left out nothing yet.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.rules)
    }

    /// Counts what another cutter left out, too.
    pub(crate) fn add(&mut self, other: &Self) {
        self.left_out += other.left_out;
    }

    /// The tokens of a part of a document, whose cut words are known. `may_join` says whether what ends and what begins at two places
    /// of the part may be one word.
    ///
    /// The result of a part is that of its pieces, if it is parted at line ends that `may_join` lets nothing cross.
    pub fn cut(
        &mut self,
        part: &str,
        language: Language,
        cuts: &CutWords<'_>,
        may_join: impl Fn(u32, u32) -> bool,
    ) -> Tokens<'_> {
        let words = self.tokenizer.words(part);
        let joined = cuts.joined(part, words, may_join);
        let words = joined.as_deref().unwrap_or(words);
        self.spans.clear();
        self.clauses.clear();
        let mut pass = Pass {
            part,
            words,
            language,
            rules: &self.rules,
            dictionary: self.dictionary.as_ref(),
            spans: &mut self.spans,
            clauses: &mut self.clauses,
            left_out: &mut self.left_out,
            copied: 0,
            quotes: Quotes::default(),
        };
        pass.run();
        Tokens { spans: &self.spans, clauses: &self.clauses }
    }
}

/// A run of characters without blanks or punctuation that is longer than this, in bytes, is cut in pieces.
const LONGEST_RUN: usize = 3000;

/// What is one token, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FoundToken {
    span: [u32; 2],
    kind: TokenKind,
}

/// One way through the words of a part.
struct Pass<'a> {
    part: &'a str,
    words: &'a [[u32; 2]],
    language: Language,
    rules: &'a TokenRules,
    dictionary: Option<&'a Dictionary>,
    spans: &'a mut Vec<[u32; 2]>,
    clauses: &'a mut Vec<u32>,
    left_out: &'a mut LeftOut,
    /// How many of the words are among the spans, or are parts of them, or are left out.
    copied: usize,
    quotes: Quotes,
}

impl Pass<'_> {
    fn run(&mut self) {
        let bytes = self.part.as_bytes();
        let has_elisions = self.rules.splits_elisions && has_elisions(self.language);
        let mut run_ons = run_ons(self.part);
        let mut run_on = run_ons.next();
        let (mut next, mut before) = (0, 0);
        let has_plain_words =
            !has_elisions && self.dictionary.is_none() && memchr::memchr(b'_', bytes).is_none();
        while let Some(&[start, end]) = self.words.get(next) {
            let is_blank = start == before + 1 && bytes[before as usize] == b' ';
            if is_blank && has_plain_words && run_on.is_none_or(|place| place >= end) {
                (next, before) = (next + 1, end);
                continue;
            }
            if !is_blank && start != before {
                if let Some(found) = self.found_at(before, next) {
                    if found.span[0] > before {
                        self.end_clause(before, found.span[0], next);
                    }
                    (next, before) = self.take(found, next);
                    continue;
                }
                self.end_clause(before, start, next);
            }
            let may_be_run = self.dictionary.is_some() && may_be_cut(bytes[start as usize]);
            if let Some((after, end)) = may_be_run.then(|| self.cut_run(next)).flatten() {
                (next, before) = (after, end);
                continue;
            }
            while run_on.is_some_and(|place| place <= start) {
                run_on = run_ons.next();
            }
            if run_on.is_some_and(|place| place < end) {
                self.copy(next);
                self.copied = next + 1;
                let mut from = start;
                while let Some(place) = run_on.filter(|place| *place < end) {
                    // The full stop belongs to no word.
                    self.spans.push([from, place - 1]);
                    self.begin_clause(self.spans.len() as u32);
                    from = place;
                    run_on = run_ons.next();
                }
                self.spans.push([from, end]);
            } else if bytes[start as usize] == b'_' || bytes[end as usize - 1] == b'_' {
                self.trim_underscores(next);
            } else if has_elisions {
                self.part_elision(next);
            }
            before = end;
            next += 1;
        }
        if let Some(found) = self.found_at(before, next) {
            self.take(found, next);
        }
        self.copy(self.words.len());
        if self.rules.leaves_out_single_words() {
            self.leave_out_tokens();
        }
    }

    /// Takes the numbers and addresses out again that are left out, now that they are whole.
    fn leave_out_tokens(&mut self) {
        let (spans, clauses) = (std::mem::take(self.spans), std::mem::take(self.clauses));
        let mut clauses = clauses.into_iter().peekable();
        for (span, number) in spans.into_iter().zip(0_u32..) {
            if clauses.next_if_eq(&number).is_some() {
                self.begin_clause(self.spans.len() as u32);
            }
            let token = self.part.get(span[0] as usize..span[1] as usize).unwrap_or_default();
            match self.rules.kind_left_out(token) {
                Some(kind) => {
                    self.left_out.add(kind);
                    self.begin_clause(self.spans.len() as u32);
                }
                None => self.spans.push(span),
            }
        }
    }

    /// Copies the words up to one as they are.
    fn copy(&mut self, next: usize) {
        if let Some(words) = self.words.get(self.copied..next) {
            self.spans.extend_from_slice(words);
        }
        self.copied = self.copied.max(next);
    }

    /// The number of the token that a word will be.
    fn number_of(&self, word: usize) -> u32 {
        (self.spans.len() + word.saturating_sub(self.copied)) as u32
    }

    /// The last token before a word.
    fn last_before(&self, word: usize) -> Option<[u32; 2]> {
        if word > self.copied { self.words.get(word - 1).copied() } else { self.spans.last().copied() }
    }

    /// What the signs before a word, or after the last one, make one token of.
    #[inline]
    fn found_at(&self, before: u32, next: usize) -> Option<FoundToken> {
        let end = self.words.get(next).map_or(self.part.len() as u32, |word| word[0]);
        let is_possible = self.part.as_bytes().get(before as usize..end as usize).is_some_and(may_say);
        if is_possible { self.found_in_gap(before, end, next) } else { None }
    }

    fn found_in_gap(&self, before: u32, end: u32, next: usize) -> Option<FoundToken> {
        let gap = Gap {
            part: self.part,
            language: self.language,
            before: self.last_before(next).filter(|last| last[1] == before),
            start: before,
            end,
            after: self.words.get(next).copied(),
        };
        gap.found(self.rules).filter(|found| found.span[1] > before)
    }

    /// Makes one token of what was found before a word, or leaves it out; says with which word to go on, and where what was taken ends.
    fn take(
        &mut self,
        FoundToken { span: [mut start, mut end], kind }: FoundToken,
        next: usize,
    ) -> (usize, u32) {
        self.copy(next);
        while let Some(&[first, last]) = self.spans.last().filter(|last| last[1] > start) {
            (start, end) = (start.min(first), end.max(last));
            self.spans.pop();
        }
        let rest = self.words.get(next..).unwrap_or_default();
        let taken = rest.partition_point(|word| word[0] < end);
        if let Some(last) = taken.checked_sub(1).and_then(|last| rest.get(last)) {
            end = end.max(last[1]);
        }
        let number = self.spans.len() as u32;
        while self.clauses.last().is_some_and(|clause| *clause > number) {
            self.clauses.pop();
        }
        self.copied = next + taken;
        if self.rules.leaves_out(kind) {
            self.left_out.add(kind);
            // Text goes on behind a tag as if it was not there.
            if !matches!(kind, TokenKind::Markup | TokenKind::LinkTarget) {
                self.begin_clause(number);
            }
        } else {
            self.spans.push([start, end]);
        }
        (self.copied, end)
    }

    /// Notes that a clause begins with a token.
    fn begin_clause(&mut self, number: u32) {
        if self.rules.clauses && self.clauses.last() != Some(&number) && number > 0 {
            self.clauses.push(number);
        }
    }

    fn end_clause(&mut self, before: u32, start: u32, next: usize) {
        if !self.rules.clauses {
            return;
        }
        let (before, start) = (before as usize, start as usize);
        if self.quotes.ends_clause(self.part, before..start) {
            self.begin_clause(self.number_of(next));
        }
    }

    /// Takes the signs of emphasis off a word: `_We_`.
    fn trim_underscores(&mut self, next: usize) {
        let Some(&[start, end]) = self.words.get(next) else { return };
        let word = self.part.get(start as usize..end as usize).unwrap_or_default();
        let bare = word.trim_start_matches('_');
        let start = end - bare.len() as u32;
        let bare = bare.trim_end_matches('_');
        if !bare.is_empty() {
            self.copy(next);
            self.copied = next + 1;
            self.spans.push([start, start + bare.len() as u32]);
        }
    }

    /// Cuts a run of words without anything between them by the dictionary; says with which word to go on, and where the run ends. `None` if
    /// the word is of another script.
    fn cut_run(&mut self, next: usize) -> Option<(usize, u32)> {
        let dictionary = self.dictionary?;
        let text = |word: &[u32; 2]| self.part.get(word[0] as usize..word[1] as usize).unwrap_or_default();
        let words = self.words.get(next..)?;
        let first = words.first().filter(|word| is_cut(text(word)))?;
        let follows = |pair: &&[[u32; 2]]| pair[0][1] == pair[1][0] && is_cut(text(&pair[1]));
        let length = 1 + words.windows(2).take_while(follows).count();
        let end = words.get(length - 1)?[1];
        self.copy(next);
        self.copied = next + length;
        if length > 1 || first[1] - first[0] > 4 {
            let mut start = first[0] as usize;
            while start < end as usize {
                // The time that a dictionary needs grows with the square of the length of a run.
                let most = (start + LONGEST_RUN).min(end as usize);
                let run = self.part.get(start..self.part.floor_char_boundary(most))?;
                let cuts = dictionary.cuts(run);
                let span = |cut: &[usize]| [(start + cut[0]) as u32, (start + cut[1]) as u32];
                self.spans.extend(cuts.windows(2).map(span));
                start += run.len().max(1);
            }
        } else {
            self.spans.push(*first);
        }
        Some((next + length, end))
    }

    /// Parts a word after an elision.
    fn part_elision(&mut self, next: usize) {
        let Some(&[start, end]) = self.words.get(next) else { return };
        let Some(word) = self.part.get(start as usize..end as usize) else { return };
        let length = elision_length(self.language, word);
        if length == 0 {
            return;
        }
        self.copy(next);
        self.copied = next + 1;
        let middle = start + length as u32;
        self.spans.extend([[start, middle], [middle, end]]);
    }
}

#[cfg(test)]
mod tests;

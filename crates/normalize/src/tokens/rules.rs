//! Which rules hold, and what is left out by them.

use std::ops::AddAssign;

use super::{HAS_DICTIONARIES, addresses, numbers};

/// What is done with tokens of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenPolicy {
    /// Each is one token.
    #[default]
    Whole,
    /// Each is cut into words as UAX #29 says.
    Parts,
    /// None is counted.
    LeaveOut,
}

/// What is done with words that hyphens join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hyphens {
    /// They are the words that they join, as UAX #29 says.
    #[default]
    Parts,
    /// They are one token.
    Whole,
}

/// What is more than a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `#TheDam`.
    Hashtag,
    /// `@venn`.
    Mention,
    /// A web address, an e-mail address or the name of a file.
    Address,
    /// A number with its sign: `$3.5m`, `50%`, `9/11`, `10:30`.
    Number,
    /// `AT&T`, `politician(s)`, and words that hyphens join where they are whole.
    Compound,
    /// What is left of markup in a text: `&nbsp;`, `<br>`.
    Markup,
    /// The address of a link of Markdown.
    LinkTarget,
}

/// How tokens are made of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRules {
    /// `#TheDam`.
    pub hashtags: TokenPolicy,
    /// `@venn`.
    pub mentions: TokenPolicy,
    /// Web addresses, e-mail addresses and names of files.
    pub addresses: TokenPolicy,
    /// Numbers with their signs. To leave them out leaves out every token that begins with a figure.
    pub numbers: TokenPolicy,
    /// Words that hyphens join.
    pub hyphens: Hyphens,
    /// Whether what is elided (`l'` of `l'accord`) is a token of its own.
    pub splits_elisions: bool,
    /// Whether dictionaries find the words of scripts without blanks; without them, each ideograph is a word.
    pub dictionary: bool,
    /// Whether the ends of clauses are wanted.
    pub clauses: bool,
}

impl Default for TokenRules {
    fn default() -> Self {
        Self {
            hashtags: TokenPolicy::Whole,
            mentions: TokenPolicy::Whole,
            addresses: TokenPolicy::Whole,
            numbers: TokenPolicy::Whole,
            hyphens: Hyphens::Parts,
            splits_elisions: true,
            dictionary: HAS_DICTIONARIES,
            clauses: true,
        }
    }
}

impl TokenRules {
    fn policy(&self, kind: TokenKind) -> TokenPolicy {
        match kind {
            TokenKind::Hashtag => self.hashtags,
            TokenKind::Mention => self.mentions,
            TokenKind::Address => self.addresses,
            TokenKind::Number => self.numbers,
            TokenKind::Compound => TokenPolicy::Whole,
            TokenKind::Markup | TokenKind::LinkTarget => TokenPolicy::LeaveOut,
        }
    }

    /// Whether a token of a kind is left out where it is found. Numbers and addresses may be single words too, and grow: they are left out
    /// once all are whole.
    pub(super) fn leaves_out(&self, kind: TokenKind) -> bool {
        self.policy(kind) == TokenPolicy::LeaveOut && !matches!(kind, TokenKind::Number | TokenKind::Address)
    }

    /// Whether tokens of a kind are looked for.
    pub(super) fn finds(&self, kind: TokenKind) -> bool {
        self.policy(kind) != TokenPolicy::Parts
    }

    /// Whether tokens must be looked at one by one.
    pub(super) fn leaves_out_single_words(&self) -> bool {
        [self.numbers, self.addresses].contains(&TokenPolicy::LeaveOut)
    }

    /// The kind of a whole token that is left out.
    pub(super) fn kind_left_out(&self, token: &str) -> Option<TokenKind> {
        if self.numbers == TokenPolicy::LeaveOut && numbers::is_number(token) {
            return Some(TokenKind::Number);
        }
        (self.addresses == TokenPolicy::LeaveOut && addresses::is_address(token))
            .then_some(TokenKind::Address)
    }
}

/// How many tokens were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// By `hashtags`, `mentions`, `addresses` and `numbers`.
    pub by_rules: u64,
    /// What was left of markup.
    pub markup: u64,
    /// The addresses of links.
    pub links: u64,
}

impl LeftOut {
    pub(super) fn add(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::Markup => self.markup += 1,
            TokenKind::LinkTarget => self.links += 1,
            _ => self.by_rules += 1,
        }
    }
}

impl AddAssign for LeftOut {
    fn add_assign(&mut self, other: Self) {
        self.by_rules += other.by_rules;
        self.markup += other.markup;
        self.links += other.links;
    }
}

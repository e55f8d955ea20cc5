//! What is one token.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use textmill_normalize::{HAS_DICTIONARIES, Hyphens, TokenPolicy, TokenRules};

use super::input::WordBoundaries;

/// What is one token though the word boundaries of Unicode (UAX #29) cut it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TokenConfig {
    /// Hashtags, `#TheDam`: "whole", "parts" (the word without its sign), or "leave-out".
    pub hashtags: TokenUse,
    /// Mentions, `@venn`: "whole", "parts" or "leave-out".
    pub mentions: TokenUse,
    /// Web addresses, e-mail addresses and names of files: "whole", "parts" or "leave-out".
    pub addresses: TokenUse,
    /// Numbers with the signs that belong to them, `$3.5m`, `50%`, `9/11`, `10:30`: "whole", "parts", or "leave-out", which counts no
    /// token that begins with a figure.
    pub numbers: TokenUse,
    /// Words that hyphens join, `co-operation`, `COVID-19`: "parts", "whole" for one token, or "both", which counts the parts everywhere,
    /// and the whole words beside them in data/compounds.csv.
    pub hyphens: HyphenUse,
    /// What is elided before a vowel in French, Italian, Catalan, Occitan, Portuguese and Luxembourgish: "split" makes `l'` and `accord`
    /// of `l'accord`, "keep" one token whose stem is that of `accord`.
    pub elisions: ElisionUse,
}

/// What is done with tokens of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TokenUse {
    /// Each is one token.
    #[default]
    Whole,
    /// Each is cut into words.
    Parts,
    /// None is counted; summary.csv says how many.
    LeaveOut,
}

impl From<TokenUse> for TokenPolicy {
    fn from(given: TokenUse) -> Self {
        match given {
            TokenUse::Whole => Self::Whole,
            TokenUse::Parts => Self::Parts,
            TokenUse::LeaveOut => Self::LeaveOut,
        }
    }
}

/// What is done with words that hyphens join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HyphenUse {
    /// They are the words that are joined.
    #[default]
    Parts,
    /// They are one token.
    Whole,
    /// They are the words that are joined, and data/compounds.csv counts them whole.
    Both,
}

/// What is done with elided words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ElisionUse {
    /// They are tokens of their own.
    #[default]
    Split,
    /// They stay with the next word.
    Keep,
}

impl TokenConfig {
    pub(crate) fn rules(&self, words: WordBoundaries, clauses: bool) -> TokenRules {
        TokenRules {
            hashtags: self.hashtags.into(),
            mentions: self.mentions.into(),
            addresses: self.addresses.into(),
            numbers: self.numbers.into(),
            hyphens: match self.hyphens {
                HyphenUse::Parts | HyphenUse::Both => Hyphens::Parts,
                HyphenUse::Whole => Hyphens::Whole,
            },
            splits_elisions: self.elisions == ElisionUse::Split,
            dictionary: words == WordBoundaries::Dictionary && HAS_DICTIONARIES,
            clauses,
        }
    }
}

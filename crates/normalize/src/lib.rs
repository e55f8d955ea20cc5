//! Word and sentence boundaries by the rules of Unicode, and the normal form of a word.
//!
//! - [`word_segments`] and [`words`]: UAX #29 word boundaries (Unicode 17.0), without any tailoring;
//! - [`Tokenizer`]: the same words many times faster;
//! - [`TokenCutter`]: tokens of these words: hashtags, addresses, numbers with their signs, elisions, and the ends of clauses;
//! - [`sentences`]: UAX #29 sentence boundaries, and [`whole_sentences`]: those that a language has;
//! - [`normal_form`]: what makes one term of the spellings of a word;
//! - [`tokenize`]: puts a document's segments, sentences and words into a partial corpus.
//!
//! **Invariant:** these functions are total. No text makes them fail or panic, and spans always cover what they say.

mod class;
#[rustfmt::skip]
mod tables;

mod words;

mod tokenizer;

mod sentence_rules;
mod sentences;

mod cut_words;
mod endings;
mod normal_form;

mod tokens;

mod tokenize;

pub use cut_words::CutWords;
pub use normal_form::{composed, normal_form, normal_form_in};
pub use sentence_rules::whole_sentences;
pub use sentences::{LineBreaks, sentences};
pub use tokenize::tokenize;
pub use tokenizer::{Instructions, Tokenizer};
pub use tokens::{
    DICTIONARIES, HAS_DICTIONARIES, Hyphens, LeftOut, TokenCutter, TokenKind, TokenPolicy, TokenRules,
    Tokens, is_without_blanks, needs_dictionary,
};
pub use words::{word_segments, words};

/// The version of Unicode whose rules and tables this crate follows.
pub const UNICODE_VERSION: &str = "17.0.0";

//! Word and sentence boundaries by the rules of Unicode, and the normal form of a word.
//!
//! - [`word_segments`] and [`words`]: UAX #29 word boundaries (Unicode 17.0), without any tailoring;
//! - [`Tokenizer`]: the same words many times faster;
//! - [`sentences`]: UAX #29 sentence boundaries;
//! - [`normal_form`]: what makes one term of the spellings of a word;
//! - [`tokenize`]: puts a document's segments, sentences and words into a partial corpus.
//!
//! **Invariant:** these functions are total. No text makes them fail or panic, and spans always cover what they say.

mod class;
#[rustfmt::skip]
mod tables;

mod words;

mod tokenizer;

mod abbreviations;
mod sentences;

mod normal_form;

mod tokenize;

pub use normal_form::normal_form;
pub use sentences::{LineBreaks, sentences};
pub use tokenize::{tokenize, whole_sentences};
pub use tokenizer::{Instructions, Tokenizer};
pub use words::{word_segments, words};

/// The version of Unicode whose rules and tables this crate follows.
pub const UNICODE_VERSION: &str = "17.0.0";

//! The language of a text, the stem of a term, and stop words.
//!
//! Everything here runs once for each document or for each distinct term, never for each token.

mod detect;

mod prepare;
mod stemmer;

mod stop_words;

pub use detect::{detect_foreign, detect_language, detect_language_of_lines};
pub use stemmer::{StemEngine, stem};
pub use stop_words::StopWords;

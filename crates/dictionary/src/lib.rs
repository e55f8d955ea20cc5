//! Dictionaries: categories, each with words, wildcards and phrases that count for it.
//!
//! - [`read_dictionary`] reads a [`Dictionary`] from the bytes of a file in one of the [`Format`]s of the field, and notes what of it could
//!   not be understood;
//! - [`Dictionary::at_levels`] keeps the wanted levels of nested categories;
//! - [`Lookup`] finds where its patterns match in sentences of numbered words, and [`Scope`] says which of several matches at one place count.
//!
//! What a pattern such as `econom*` means for a vocabulary is not decided here: a [`Lookup`] is given the numbers of the words that each
//! part of a pattern stands for.
//!
//! ```
//! use textmill_dictionary::{Format, read_dictionary};
//!
//! let text = b"trade: [tariff*, free trade]\nlaw:\n  courts: [judge*]\n";
//! let read = read_dictionary(text, Format::Yaml, None)?;
//!
//! assert_eq!(read.dictionary.key_names(), ["trade", "law.courts"]);
//! assert_eq!(read.dictionary.entries()[1].pattern, "free trade");
//! assert!(read.notes.is_empty());
//! # Ok::<(), textmill_dictionary::DictionaryError>(())
//! ```

mod decode;
mod dictionary;
mod error;
mod formats;
mod levels;
mod lookup;

pub use dictionary::{Dictionary, Entry};
pub use error::{DictionaryError, Note};
pub use formats::{Format, ReadDictionary, read_dictionary};
pub use lookup::{Lookup, LookupRoom, Match, Scope, Way};

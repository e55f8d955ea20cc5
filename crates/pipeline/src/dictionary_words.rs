//! Dictionaries that the configuration names, and what their patterns stand for in a vocabulary.

use std::path::{Path, PathBuf};

use textmill_corpus::{Language, WordTable};
use textmill_dictionary::{
    Dictionary, DictionaryError, Format, Lookup, ReadDictionary, Way, read_dictionary,
};
use textmill_normalize::TokenRules;
use textmill_report::{Warning, WarningKind};

use crate::{
    ConfigError, DictionaryFileConfig,
    pattern_cut::cut_pattern,
    settings_file::read_list,
    word_index::WordIndex,
    word_patterns::{PatternCase, WordPatterns},
};

/// A dictionary that was read.
#[derive(Debug)]
pub(crate) struct NamedDictionary {
    pub(crate) name: String,
    /// The bytes of the file.
    pub(crate) content: Vec<u8>,
    pub(crate) dictionary: Dictionary,
    /// The language whose words are counted, if it is one.
    pub(crate) language: Option<Language>,
    /// Of each entry, the tokens of each way in which it is cut.
    ways: Vec<Vec<Vec<WordPatterns>>>,
    /// What of the file was left out or guessed.
    pub(crate) warnings: Vec<Warning>,
}

/// Why a dictionary cannot be used. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryFileError {
    /// The file cannot be read.
    #[error("read the dictionary {}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no dictionary.
    #[error("understand the dictionary {}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: DictionaryError,
    },
}

const KEY: &str = "dictionaries.use";

impl NamedDictionary {
    /// Reads a dictionary, whose path is relative to a folder.
    pub(crate) fn read(
        config: &DictionaryFileConfig,
        folder: &Path,
        rules: TokenRules,
    ) -> Result<Self, ConfigError> {
        let path = folder.join(&config.file);
        let file = config.file.display().to_string();
        let format = format_of(config, &file)?;
        let content = read_list(&path)
            .map_err(|source| DictionaryFileError::Unreadable { path: path.clone(), source })?;
        let read = read_dictionary(&content, format, config.encoding.as_deref());
        let ReadDictionary { dictionary, notes } =
            read.map_err(|source| DictionaryFileError::Malformed { path, source })?;
        let mut warnings: Vec<Warning> = Vec::new();
        for note in notes {
            let place = note.line.map_or_else(|| file.clone(), |line| format!("{file}, line {line}"));
            warnings.push(Warning::new(WarningKind::Dictionary, place, note.text));
        }
        let dictionary = dictionary.at_levels(&config.levels);
        if dictionary.entries().is_empty() {
            let levels = format!("{:?}", config.levels);
            return Err(ConfigError::value(
                "dictionaries.use.levels",
                levels,
                "levels that keys of the dictionary have",
            ));
        }
        let ways = compiled(&dictionary, rules)?;
        let stem = config.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Ok(Self {
            name: config.name.clone().or(stem).unwrap_or(file),
            content,
            language: config.language.map(|code| code.0),
            ways,
            warnings,
            dictionary,
        })
    }

    /// Whether any way in which an entry is cut has a word.
    pub(crate) fn has_words(&self, entry: usize) -> bool {
        self.ways.get(entry).is_some_and(|ways| !ways.is_empty())
    }

    /// A search for the patterns among numbered words; `frequency` says how often each word occurs.
    pub(crate) fn lookup(&self, index: &WordIndex<'_>, frequency: &[u64]) -> Lookup {
        let words = index.words();
        let is_wanted =
            |word: &u32| self.language.is_none_or(|language| words.language(*word as usize) == language);
        let mut ways = Vec::new();
        for (entry, (cut, of_entry)) in (0_u32..).zip(self.ways.iter().zip(self.dictionary.entries())) {
            for tokens in cut {
                let of_token = |token: &WordPatterns| -> Vec<u32> {
                    token.matching(index).into_iter().filter(is_wanted).collect()
                };
                ways.push(Way { key: of_entry.key, entry, words: tokens.iter().map(of_token).collect() });
            }
        }
        Lookup::new(ways, frequency)
    }
}

fn format_of(config: &DictionaryFileConfig, file: &str) -> Result<Format, ConfigError> {
    match &config.format {
        Some(name) => name
            .parse()
            .map_err(|problem: String| ConfigError::value("dictionaries.use.format", name, problem)),
        None => Format::of_file(file).ok_or_else(|| {
            let expected =
                "a file that ends in yml, dic, ykd, lcd, lc3, cat, csv, dicx or tsv, or its format beside it";
            ConfigError::value(KEY, file, expected)
        }),
    }
}

/// The tokens of all patterns. Where no pattern has a small letter, capitals mean nothing.
fn compiled(dictionary: &Dictionary, rules: TokenRules) -> Result<Vec<Vec<Vec<WordPatterns>>>, ConfigError> {
    let has_small = |pattern: &str| pattern.chars().any(char::is_lowercase);
    let is_in_capitals = !dictionary.entries().iter().any(|entry| has_small(&entry.pattern));
    let of_entry = |pattern: &str| -> Result<Vec<Vec<WordPatterns>>, ConfigError> {
        let pattern = if is_in_capitals { pattern.to_lowercase() } else { pattern.to_owned() };
        let compile = |token: &String| WordPatterns::of_token(KEY, token, PatternCase::NormalForms);
        let cut = |tokens: Vec<String>| tokens.iter().map(compile).collect();
        cut_pattern(&pattern, rules).into_iter().map(cut).collect()
    };
    dictionary.entries().iter().map(|entry| of_entry(&entry.pattern)).collect()
}

/// Which words of a table negate what follows them.
pub(crate) fn negations(patterns: &[String], words: &WordTable) -> Result<Vec<bool>, ConfigError> {
    let patterns = WordPatterns::of_normal_forms("dictionaries.negation", patterns)?;
    Ok(if patterns.is_empty() { Vec::new() } else { patterns.flags(words) })
}

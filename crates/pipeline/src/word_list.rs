//! Lists of words and frequencies from outside, as references of keyness.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use csv::StringRecord;
use textmill_corpus::{Language, TokenizedCorpus};
use textmill_frequency::ReferenceList;
use textmill_ingest::delimiter_of;

use crate::{LanguageCode, WordListConfig, rules::WordChoice, settings_file::read_list};

/// The names of columns with words, and of those with stems.
const WORDS: &[&str] = &["word", "term", "token", "type", "surface", "form", "feature", "lemma", "words"];
const STEMS: &[&str] = &["stem"];
/// The names of columns with frequencies.
const FREQUENCIES: &[&str] = &["frequency", "freq", "count", "n", "f"];

/// A list as it stands in its file.
#[derive(Debug)]
pub(crate) struct WordList {
    pub(crate) language: Language,
    /// The bytes of the file.
    pub(crate) content: Vec<u8>,
    /// The words, or the stems, and how often each occurs.
    entries: Vec<(String, u64)>,
    are_stems: bool,
    /// All tokens of the text that was counted.
    tokens: u64,
}

/// Why a list cannot be used. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WordListError {
    /// The file cannot be read.
    #[error("read the word list {}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is wrong.
    #[error("read line {line} of the word list {}: {problem}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// Fewer tokens are stated than the frequencies add up to.
    #[error(
        "use the word list {}: its tokens are {given}, but its frequencies add up to {sum}; give tokens of at least that, or none",
        .path.display()
    )]
    Tokens {
        /// The file.
        path: PathBuf,
        /// The tokens that are stated.
        given: u64,
        /// The sum of the frequencies.
        sum: u64,
    },
}

impl WordList {
    /// Reads a list with a line of column names; its values have commas, semicolons or tabs between them.
    pub(crate) fn read(config: &WordListConfig, folder: &Path) -> Result<Self, WordListError> {
        let LanguageCode(language) = config.language;
        let path = folder.join(&config.file);
        let unreadable = |source| WordListError::Unreadable { path: path.clone(), source };
        let content = read_list(&path).map_err(unreadable)?;
        let text = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&content);
        let is_tabbed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"));
        let delimiter = delimiter_of(text, is_tabbed, |header| WordListColumns::of(header, config).is_ok());
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text);
        let malformed =
            |(line, problem): (u64, String)| WordListError::Malformed { path: path.clone(), line, problem };
        let header = reader.headers().map_err(|error| malformed(at_line(&error)))?.clone();
        let columns = WordListColumns::of(&header, config).map_err(|problem| malformed((1, problem)))?;
        let mut entries = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| malformed(at_line(&error)))?;
            entries.extend(columns.entry(&record, language).map_err(malformed)?);
        }
        let sum = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.1));
        match config.tokens {
            Some(given) if given < sum => Err(WordListError::Tokens { path, given, sum }),
            given => Ok(Self {
                language,
                content,
                entries,
                are_stems: columns.are_stems,
                tokens: given.unwrap_or(sum),
            }),
        }
    }

    /// The list in the stems of a corpus: words are brought to their normal forms and stemmed like those of the documents.
    pub(crate) fn in_stems_of(&self, corpus: &TokenizedCorpus, choice: &WordChoice) -> ReferenceList {
        let stems = corpus.vocabulary().stems();
        let places: HashMap<&str, usize> = stems
            .iter()
            .enumerate()
            .filter(|(_, (language, _))| *language == self.language)
            .map(|(place, (_, text))| (text, place))
            .collect();
        let mut list =
            ReferenceList { frequency: vec![0; stems.len()], others: Vec::new(), tokens: self.tokens };
        let mut others: BTreeMap<String, u64> = BTreeMap::new();
        for (word, count) in self.entries.iter().filter(|(_, count)| *count > 0) {
            let term = choice.term_of(self.language, word);
            let unit = match self.are_stems {
                true => word.as_str().into(),
                false => choice.unit_of(self.language, &term),
            };
            match places.get(unit.as_ref()) {
                Some(&place) => list.frequency[place] = list.frequency[place].saturating_add(*count),
                None => {
                    let other = others.entry(unit.into_owned()).or_default();
                    *other = other.saturating_add(*count);
                }
            }
        }
        list.others = others.into_values().collect();
        list
    }
}

/// The line of an error, and what it says.
fn at_line(error: &csv::Error) -> (u64, String) {
    (error.position().map_or(1, csv::Position::line), error.to_string())
}

/// Where the columns of a list stand.
struct WordListColumns {
    words: usize,
    are_stems: bool,
    frequencies: usize,
    /// The languages of the words, where each row says its own.
    languages: Option<usize>,
}

impl WordListColumns {
    fn of(header: &StringRecord, config: &WordListConfig) -> Result<Self, String> {
        let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
        let find = |named: &Option<String>, known: &[&str]| match named {
            Some(named) => names.iter().position(|name| *name == named.trim().to_lowercase()),
            None => names.iter().position(|name| known.contains(&name.as_str())),
        };
        let missing = |what: &str, key: &str, known: &[&str]| {
            let (names, known) = (names.join(", "), known.join(", "));
            format!(
                "there is no column of {what} among {names}: say which it is ({key}), or call it any of {known}"
            )
        };
        let words = find(&config.word_column, STEMS).or_else(|| find(&config.word_column, WORDS));
        let words = words.ok_or_else(|| missing("words", "word_column", WORDS))?;
        let frequencies = find(&config.frequency_column, FREQUENCIES)
            .ok_or_else(|| missing("frequencies", "frequency_column", FREQUENCIES))?;
        let are_stems = names.get(words).is_some_and(|name| STEMS.contains(&name.as_str()));
        let languages = names.iter().position(|name| name == "language");
        Ok(Self { words, are_stems, frequencies, languages })
    }

    /// The word of a row and its frequency; nothing for a row of another language.
    fn entry(&self, row: &StringRecord, language: Language) -> Result<Option<(String, u64)>, (u64, String)> {
        let cell = |place: usize| row.get(place).unwrap_or_default().trim();
        let is_other = |code: &str| Language::from_code(code) != Some(language);
        if self.languages.is_some_and(|place| is_other(cell(place))) {
            return Ok(None);
        }
        let frequency = cell(self.frequencies);
        match frequency.parse() {
            Ok(frequency) => Ok(Some((cell(self.words).to_owned(), frequency))),
            Err(_) => {
                let line = row.position().map_or(0, csv::Position::line);
                Err((line, format!("{frequency:?} is no frequency (a whole number, only figures)")))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use csv::StringRecord;
    use textmill_corpus::Language;

    use super::WordListColumns;
    use crate::WordListConfig;

    fn columns(header: &[&str], config: &WordListConfig) -> Result<WordListColumns, String> {
        WordListColumns::of(&StringRecord::from(header.to_vec()), config)
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let config = WordListConfig::default();
        let found = columns(&["rank", "Word", "Freq"], &config).unwrap();
        assert_eq!((found.words, found.frequencies, found.are_stems), (1, 2, false));
        let found = columns(&["language", "term", "stem", "frequency"], &config).unwrap();
        assert_eq!((found.words, found.frequencies, found.are_stems), (2, 3, true));
        let problem = columns(&["a", "count"], &config).err().unwrap();
        assert!(problem.contains("no column of words among a, count"), "{problem}");
        let named = WordListConfig { word_column: Some("A".to_owned()), ..config };
        assert_eq!(columns(&["a", "count"], &named).unwrap().words, 0);
    }

    #[test]
    fn rows_of_other_languages_are_passed_over_and_bad_frequencies_are_errors() {
        let columns = columns(&["language", "word", "count"], &WordListConfig::default()).unwrap();
        let english = Language::from_code("en").unwrap();
        let entry = |cells: [&str; 3]| columns.entry(&StringRecord::from(cells.to_vec()), english);
        assert_eq!(entry(["en", " river ", "12"]), Ok(Some(("river".to_owned(), 12))));
        assert_eq!(entry(["de", "river", "12"]), Ok(None));
        assert!(entry(["en", "river", "1.2"]).is_err() && entry(["en", "river", "-3"]).is_err());
    }
}

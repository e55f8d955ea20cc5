//! Files that say what words stand for: lists of lemmas, exceptions to the stemmer.

use std::{collections::HashMap, path::PathBuf};

use textmill_normalize::normal_form;

use crate::{settings_file::read_list, word_list::WordListError, word_patterns::is_in_capitals};

/// What some terms stand for.
#[derive(Debug, Default)]
pub(crate) struct WordMap {
    /// The bytes of the file.
    pub(crate) content: Vec<u8>,
    of_term: HashMap<String, String>,
    /// Of terms that are written in capitals there: they mean the acronym where there is one.
    of_acronym: HashMap<String, String>,
    /// The first term that the file gives two meanings, and how many such there are: the first one counts.
    pub(crate) ambiguous: Option<(String, usize)>,
}

/// What is wrong with a line that has one word only.
const MISSING: &str = "a word is missing on one side";

/// Whether a column is the tag of a part of speech, as taggers write it between form and lemma: `VBD`, `NN$`, `VER:pres`.
fn is_tag(column: &str) -> bool {
    let column = column.trim();
    let capitals = column.bytes().take_while(u8::is_ascii_uppercase).count();
    capitals > 1 && column.len() <= 12 && column.is_ascii()
}

/// On which side of an arrow the terms stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrow {
    /// `term -> stem`.
    FromTerm,
    /// `lemma -> form, form`.
    ToTerms,
}

/// `U.S` of `U.S.`, as texts are cut.
fn without_last_stop(form: &str) -> &str {
    form.strip_suffix('.').filter(|bare| bare.contains('.')).unwrap_or(form)
}

/// What a form stands for: in capitals an acronym, else a term.
fn as_meant(lemma: &str) -> String {
    let is_acronym = is_in_capitals(lemma) && lemma.chars().all(char::is_alphabetic);
    if is_acronym { lemma.to_owned() } else { normal_form(lemma).into_owned() }
}

impl WordMap {
    /// Reads a file.
    pub(crate) fn read(path: PathBuf, arrow: Arrow) -> Result<Self, WordListError> {
        let content = match read_list(&path) {
            Ok(content) => content,
            Err(source) => return Err(WordListError::Unreadable { path, source }),
        };
        let problem = |line: u64, problem: &str| WordListError::Malformed {
            path: path.clone(),
            line,
            problem: problem.to_owned(),
        };
        let bytes = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&content);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line =
                bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() as u64 + 1;
            problem(line, "it is not UTF-8; save the file as UTF-8")
        })?;
        let mut map = Self { content: Vec::new(), ..Self::default() };
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with(['#', ';']) {
                map.add_line(line, arrow).map_err(|what| problem(number, what))?;
            }
        }
        map.content = content;
        Ok(map)
    }

    fn add_line(&mut self, line: &str, arrow: Arrow) -> Result<(), &'static str> {
        let arrows = line.split_once("->").or_else(|| line.split_once('\u{2192}'));
        match (arrows, line.split_once('\t')) {
            (Some((term, stem)), _) if arrow == Arrow::FromTerm => self.add(term, stem),
            (Some((lemma, forms)), _) => {
                let forms = forms.split([',', '\t', ';']).filter(|form| !form.trim().is_empty());
                let forms: Vec<&str> = forms.collect();
                if forms.is_empty() {
                    return Err(MISSING);
                }
                forms.into_iter().try_for_each(|form| self.add(form, lemma))?;
                self.add(lemma, lemma)
            }
            (None, Some((form, rest))) => {
                let (second, third) = rest.split_once('\t').unwrap_or((rest, ""));
                let lemma =
                    if is_tag(second) { third.split('\t').next().unwrap_or_default() } else { second };
                self.add(form, if lemma.trim().is_empty() { second } else { lemma })
            }
            (None, None) => Err("expected two words with a tab or -> between them"),
        }
    }

    fn add(&mut self, form: &str, lemma: &str) -> Result<(), &'static str> {
        let (written, lemma) = (without_last_stop(form.trim()), as_meant(lemma.trim()));
        let form = normal_form(written).into_owned();
        if form.is_empty() || lemma.is_empty() {
            return Err(MISSING);
        }
        if is_in_capitals(written) {
            self.of_acronym.entry(written.to_owned()).or_insert(lemma);
            return Ok(());
        }
        match self.of_term.get(&form) {
            Some(known) if *known != lemma && form != lemma => {
                let (_, others) = self.ambiguous.get_or_insert((form, 0));
                *others += 1;
            }
            Some(_) => {}
            None => {
                self.of_term.insert(form, lemma);
            }
        }
        Ok(())
    }

    /// What a term stands for. An acronym is in capitals.
    pub(crate) fn get(&self, term: &str) -> Option<&str> {
        let beside = self.get_beside_acronym(term);
        let found = || match term.chars().any(char::is_uppercase) {
            true => self.of_acronym.get(term),
            false => self.of_acronym.get(&term.to_uppercase()),
        };
        beside.or_else(|| if self.of_acronym.is_empty() { None } else { found().map(String::as_str) })
    }

    /// What a term stands for that stands beside an acronym of the same letters.
    pub(crate) fn get_beside_acronym(&self, term: &str) -> Option<&str> {
        self.of_term.get(term).map(String::as_str)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use std::fs;

    use super::{Arrow, WordMap};

    fn map(text: &str, arrow: Arrow) -> Result<WordMap, String> {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("list.txt");
        fs::write(&path, text).unwrap();
        WordMap::read(path, arrow).map_err(|error| error.to_string())
    }

    #[test]
    fn lists_of_lemmas_in_three_forms() {
        let text = "\u{FEFF}# lemmas\nwent\tgo\nBe -> am, are, is\nhave->had,has\n\nGoes\tgo\tverb\nhers\tPRP$\ther\nUN\tUN\n";
        let list = map(text, Arrow::ToTerms).unwrap();
        for (form, lemma) in [
            ("went", "go"),
            ("goes", "go"),
            ("am", "be"),
            ("is", "be"),
            ("be", "be"),
            ("has", "have"),
            ("hers", "her"),
            ("un", "UN"),
        ] {
            assert_eq!(list.get(form), Some(lemma), "{form}");
        }
        assert_eq!(list.get("river"), None);
        assert!(list.ambiguous.is_none());
    }

    #[test]
    fn capitals_mean_the_acronym_where_there_is_one() {
        let list = map("US\tAmerica\nwent\tgo\nU.S.\tUS\n", Arrow::ToTerms).unwrap();
        assert_eq!(list.get("u.s"), Some("US"));
        assert_eq!((list.get("US"), list.get("us")), (Some("america"), Some("america")));
        assert_eq!((list.get_beside_acronym("us"), list.get_beside_acronym("went")), (None, Some("go")));
    }

    #[test]
    fn exceptions_name_the_term_first() {
        let list = map("added -> add\nunited\tunited\nDie \u{2192} die\n", Arrow::FromTerm).unwrap();
        assert_eq!(
            (list.get("added"), list.get("united"), list.get("die")),
            (Some("add"), Some("united"), Some("die"))
        );
    }

    #[test]
    fn a_form_of_two_lemmas_keeps_the_first_and_is_told() {
        let list = map("saw\tsee\nsaw\tsaw\nfound\tfind\nfound\tfound_\n", Arrow::ToTerms).unwrap();
        assert_eq!(list.get("saw"), Some("see"));
        assert_eq!(list.ambiguous, Some(("found".to_owned(), 1)));
    }

    #[test]
    fn what_is_no_pair_is_an_error_with_its_line() {
        for (text, part) in [("a\tb\nword\n", "line 2"), ("a ->\n", "line 1"), ("\tb\n", "line 1")] {
            let error = map(text, Arrow::ToTerms).unwrap_err();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }
}

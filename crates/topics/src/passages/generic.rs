//! Words that are on no list of stop words, and say nothing of what a text is about.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use textmill_corpus::Language;

/// The words by language; the file says how it is written.
static GENERIC: LazyLock<HashMap<Language, HashSet<&str>>> =
    LazyLock::new(|| words_by_language(include_str!("generic_words.txt")));

fn words_by_language(list: &'static str) -> HashMap<Language, HashSet<&'static str>> {
    let mut words: HashMap<Language, HashSet<&str>> = HashMap::new();
    let mut language = Language::UNDETERMINED;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let code = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match code.and_then(Language::from_code) {
            Some(named) => language = named,
            None => words.entry(language).or_default().extend(line.split_whitespace()),
        }
    }
    words
}

/// Whether a term is one of them.
pub(super) fn is_generic(language: Language, term: &str) -> bool {
    GENERIC.get(&language).is_some_and(|words| words.contains(term))
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;

    use super::{GENERIC, is_generic};

    #[test]
    fn words_are_terms_and_listed_once() {
        let list = include_str!("generic_words.txt");
        let lines = || list.lines().filter(|line| !line.starts_with(['#', '[']));
        let listed: usize = lines().map(|line| line.split_whitespace().count()).sum();
        assert_eq!(listed, GENERIC.values().map(|words| words.len()).sum::<usize>());
        assert!(lines().all(|line| line.to_lowercase() == line));
        let languages: Vec<&str> =
            list.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        assert!(languages.len() >= 5 && languages.iter().all(|code| Language::from_code(code).is_some()));
        assert_eq!(languages.len(), GENERIC.values().filter(|words| !words.is_empty()).count());
        let english = Language::from_code("en").unwrap();
        assert!(is_generic(english, "would") && !is_generic(english, "treaty"));
    }
}

//! Words that every text is full of.

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;

use textmill_corpus::{Language, elided_word, without_elision};

/// The stop words of the languages of a corpus.
///
/// The lists are those of the crate `stop-words`: NLTK's where there is one, the ISO collection's otherwise (which is
/// longer, and takes words such as *million* for empty). Words of the user are added for every language.
#[derive(Clone, Debug, Default)]
pub struct StopWords {
    lists: BTreeMap<Language, Words>,
    added: Words,
}

type Words = HashSet<String, FixedState>;

impl StopWords {
    /// The lists of the languages given, and the user's own words; `normal_form` makes terms of both.
    pub fn new(
        languages: impl IntoIterator<Item = Language>,
        added: impl IntoIterator<Item = String>,
        normal_form: impl Fn(&str) -> String,
    ) -> Self {
        let mut lists = BTreeMap::new();
        for language in languages {
            let list: Words = list(language).iter().map(|word| normal_form(word)).collect();
            lists.insert(language, list);
        }
        Self { lists, added: added.into_iter().map(|word| normal_form(&word)).collect() }
    }

    /// Whether there is a list for a language.
    pub fn has_list(language: Language) -> bool {
        !list(language).is_empty()
    }

    /// Whether a term is a stop word of a language, also after an elision (`c'est`, `c'è`); what is elided itself (`l'`, `dell'`) is one.
    pub fn contains(&self, language: Language, term: &str) -> bool {
        if !self.added.is_empty() && self.added.contains(term) {
            return true;
        }
        let Some(list) = self.lists.get(&language).filter(|list| !list.is_empty()) else { return false };
        let word = without_elision(language, term);
        list.contains(term)
            || list.contains(word)
            || elided_word(language, term).is_some_and(is_function_word)
    }
}

/// Whether a word that is elided is none of those that mean something (`sant'`, `mezz'`).
fn is_function_word(elided: &str) -> bool {
    !["sant", "mezz", "bell", "grand", "pover"].contains(&elided)
}

fn list(language: Language) -> &'static [&'static str] {
    stop_words::lookup(language.code()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;

    use super::StopWords;

    #[test]
    fn words_of_the_list_and_of_the_user() {
        let (english, french) = (Language::from_code("en").unwrap(), Language::from_code("fr").unwrap());
        let added = ["Said".to_owned()];
        let words = StopWords::new([english, french], added, str::to_lowercase);
        assert!(
            words.contains(english, "the")
                && words.contains(english, "don't")
                && words.contains(english, "said")
        );
        assert!(
            words.contains(french, "l'un")
                && words.contains(french, "l'")
                && words.contains(french, "qu'")
                && words.contains(french, "said")
        );
        assert!(!words.contains(english, "river") && !words.contains(french, "the"));
        assert!(!words.contains(Language::UNDETERMINED, "the"));
    }
}

//! The words of a table in the order of their letters, to find those that match many patterns.

use textmill_corpus::WordTable;

/// The words of a table, sorted by their spelling alone: one spelling in two languages is two words beside each other.
#[derive(Debug)]
pub(crate) struct WordIndex<'a> {
    words: &'a WordTable,
    order: Vec<u32>,
}

impl<'a> WordIndex<'a> {
    pub(crate) fn new(words: &'a WordTable) -> Self {
        let mut order: Vec<u32> = (0..words.len() as u32).collect();
        order.sort_unstable_by(|one, other| {
            let text = |word: &u32| words.text(*word as usize);
            text(one).cmp(text(other)).then(one.cmp(other))
        });
        Self { words, order }
    }

    pub(crate) fn words(&self) -> &'a WordTable {
        self.words
    }

    /// The words that begin with some letters, in no order of their own.
    pub(crate) fn with_prefix(&self, prefix: &str) -> &[u32] {
        let text = |word: &u32| self.words.text(*word as usize);
        let start = self.order.partition_point(|word| text(word) < prefix);
        let rest = &self.order[start..];
        let length = rest.partition_point(|word| text(word).starts_with(prefix));
        &rest[..length]
    }
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{Language, WordTable};

    use super::WordIndex;

    #[test]
    fn words_by_their_beginning() {
        let mut words = WordTable::default();
        let [german, english] =
            ["de", "en"].map(|code| Language::from_code(code).unwrap_or(Language::UNDETERMINED));
        for (language, text) in
            [(german, "die"), (german, "dienst"), (english, "die"), (english, "died"), (english, "dog")]
        {
            words.push(language, text);
        }
        let index = WordIndex::new(&words);
        let found = |prefix: &str| {
            let mut found = index.with_prefix(prefix).to_vec();
            found.sort_unstable();
            found
        };
        assert_eq!(found("die"), [0, 1, 2, 3]);
        assert_eq!(found("dien"), [1]);
        assert_eq!(found(""), [0, 1, 2, 3, 4]);
        assert!(found("dz").is_empty() && found("a").is_empty());
    }
}

//! The counts that the sampler draws from.

/// How often each word has each topic, over all passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TopicCounts {
    topics: usize,
    /// Word by word, the count of each topic.
    words: Vec<u32>,
    /// The count of each topic.
    totals: Vec<u32>,
}

impl TopicCounts {
    pub(crate) fn zero(words: usize, topics: usize) -> Self {
        Self { topics, words: vec![0; words * topics], totals: vec![0; topics] }
    }

    pub(crate) fn add(&mut self, word: u32, topic: u16) {
        self.words[word as usize * self.topics + usize::from(topic)] += 1;
        self.totals[usize::from(topic)] += 1;
    }

    pub(crate) fn remove(&mut self, word: u32, topic: u16) {
        self.words[word as usize * self.topics + usize::from(topic)] -= 1;
        self.totals[usize::from(topic)] -= 1;
    }

    /// The count of each topic for a word.
    pub(crate) fn of_word(&self, word: u32) -> &[u32] {
        let start = word as usize * self.topics;
        &self.words[start..start + self.topics]
    }

    /// The count of each topic.
    pub(crate) fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// The counts of all words, word by word.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }
}

//! What dictionaries found.

/// What one dictionary found.
#[derive(Clone, Debug, Default)]
pub struct DictionaryResults {
    /// Its name.
    pub name: String,
    /// Its keys, levels with `.` between them.
    pub keys: Vec<String>,
    /// What was found in each document that has words of its language.
    pub documents: Vec<DictionaryDocument>,
    /// The same by group, speaker, period and the like.
    pub groups: Vec<DictionaryGroup>,
    /// What each pattern matched, in the order of the patterns, the most frequent first.
    pub matches: Vec<DictionaryMatch>,
    /// The patterns that matched nothing that counts: their keys, themselves, and why.
    pub unused: Vec<(u32, String, &'static str)>,
    /// Which keys are positive, and which negative.
    pub poles: [Vec<u32>; 2],
    /// Whether its patterns have weights.
    pub has_weights: bool,
}

/// How often a key was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KeyCount {
    /// Matches that are not negated.
    pub count: u64,
    /// Matches that are.
    pub negated: u64,
    /// How many different sequences of terms they are.
    pub different: u64,
    /// The sum of the weights of those that are not negated and have one, and how many these are.
    pub weights: (f64, u64),
}

/// What was found in a document.
#[derive(Clone, Debug, Default)]
pub struct DictionaryDocument {
    /// The place of the document.
    pub document: usize,
    /// Its counted tokens of the language.
    pub tokens: u64,
    /// The keys that were found, in their order.
    pub keys: Vec<(u32, KeyCount)>,
}

impl DictionaryDocument {
    /// How often a key was found.
    pub fn count(&self, key: u32) -> KeyCount {
        let place = self.keys.binary_search_by_key(&key, |(key, _)| *key);
        place.ok().and_then(|place| self.keys.get(place)).map_or_else(KeyCount::default, |(_, count)| *count)
    }
}

/// How often a key was found in a part of the documents.
#[derive(Clone, Debug, Default)]
pub struct DictionaryGroup {
    /// What parts them.
    pub level: String,
    /// Its value.
    pub value: String,
    /// The key.
    pub key: u32,
    /// Matches that are not negated.
    pub count: u64,
    /// Matches that are.
    pub negated: u64,
    /// The tokens of the part.
    pub tokens: u64,
    /// The documents that have tokens in the part.
    pub documents: u64,
    /// Those in which the key was found.
    pub with_key: u64,
    /// The interval of the rate.
    pub interval: Option<[f64; 2]>,
}

/// What a pattern matched.
#[derive(Clone, Debug, Default)]
pub struct DictionaryMatch {
    /// Its key.
    pub key: u32,
    /// The pattern as it stands in the file.
    pub pattern: String,
    /// The terms that it matched, with blanks between them.
    pub matched: String,
    /// How often, not negated.
    pub count: u64,
    /// How often negated.
    pub negated: u64,
    /// In how many documents.
    pub documents: u64,
    /// The document and the segment of the first place, and the words around it: before, there, after.
    pub example: (usize, u32, [String; 3]),
}

//! Some levels of nested keys.

use crate::Dictionary;

impl Dictionary {
    /// The dictionary with nothing but some levels (from 1) of its keys; all of them if none is named. Keys that are the same on these levels
    /// are one. The patterns of a key that has none of these levels are left out; those below the deepest level that it has stay with it.
    ///
    /// ```
    /// use textmill_dictionary::{Format, read_dictionary};
    ///
    /// let text = b"US: {places: [states]}\nEurope: {places: [britain], seas: {west: [irish sea]}}\n";
    /// let dictionary = read_dictionary(text, Format::Yaml, None)?.dictionary;
    /// assert_eq!(dictionary.at_levels(&[1]).key_names(), ["US", "Europe"]);
    /// assert_eq!(dictionary.at_levels(&[1, 3]).key_names(), ["US", "Europe", "Europe.west"]);
    /// assert_eq!(dictionary.at_levels(&[3]).key_names(), ["west"]);
    /// # Ok::<(), textmill_dictionary::DictionaryError>(())
    /// ```
    pub fn at_levels(&self, levels: &[u32]) -> Self {
        if levels.is_empty() {
            return self.clone();
        }
        let mut kept = Self::default();
        let paths: Vec<Vec<String>> = self.keys().iter().map(|path| levels_of(path, levels)).collect();
        paths.iter().filter(|path| !path.is_empty()).for_each(|path| {
            kept.add_key(path);
        });
        for entry in self.entries() {
            if let Some(path) = paths.get(entry.key as usize).filter(|path| !path.is_empty()) {
                kept.add(path, &entry.pattern, entry.weight);
            }
        }
        kept
    }
}

fn levels_of(path: &[String], levels: &[u32]) -> Vec<String> {
    let numbered = (1_u32..).zip(path);
    numbered.filter(|(level, _)| levels.contains(level)).map(|(_, name)| name.clone()).collect()
}

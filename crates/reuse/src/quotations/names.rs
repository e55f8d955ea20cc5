//! Names of people as a text prints them: what `Lavrov` is short for.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::SegmentKind;

use super::{
    Block,
    cues::{Cues, cues},
    phrases::{Word, words},
};

/// Names of two words and more, by their last one.
pub(super) struct Names<'a> {
    by_last: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Names<'a> {
    /// The names in the paragraphs of a text; titles may have capitals everywhere.
    pub(super) fn of(text: &'a str, blocks: &[Block<'_>]) -> Self {
        let mut by_last: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let is_text = |block: &&Block<'_>| {
            !matches!(block.kind, SegmentKind::Title | SegmentKind::Subtitle | SegmentKind::Heading)
        };
        for block in blocks.iter().filter(is_text) {
            let words = words(text, block.span.clone(), &[]);
            let cues = cues(block.language);
            let mut start = 0;
            while start < words.len() {
                let length = words[start..].iter().take_while(|word| word.is_capital()).count();
                // A run ends where a sign ends it.
                let ends = words[start..start + length].iter().position(|word| word.ends_phrase());
                let length = ends.map_or(length, |end| end + 1);
                let run = &words[start..start + length];
                let person = person_in(run, cues);
                // "the United Nations" is no person.
                let first =
                    words[start..].iter().position(|word| person.first() == Some(word)).unwrap_or(0) + start;
                let has_article = first.checked_sub(1).is_some_and(|before| {
                    !words[before].ends_phrase() && cues.articles.contains(words[before].small().as_str())
                });
                if let (2..=4, Some(last), false) = (person.len(), person.last(), has_article) {
                    by_last.entry(last.text).or_default().insert(joined(person));
                }
                start += length.max(1);
            }
        }
        Self { by_last }
    }

    /// The full name of a person: one that has two words and more somewhere.
    pub(super) fn person(&self, run: &[Word<'_>], cues: &Cues) -> Option<String> {
        let name = self.full_name(run, cues)?;
        let last = name.rsplit(' ').next()?;
        self.by_last.get(last).is_some_and(|names| names.contains(&name)).then_some(name)
    }

    /// The one full name that a name is short for; itself where there is none, nothing where there are several.
    pub(super) fn full_name(&self, run: &[Word<'_>], cues: &Cues) -> Option<String> {
        let person = person_in(run, cues);
        let [only] = person else { return Some(joined(if person.is_empty() { run } else { person })) };
        match self.by_last.get(only.text) {
            None => Some(only.text.to_owned()),
            Some(names) if names.len() == 1 => names.first().cloned(),
            // "Sergey Lavrov" and "Minister Sergey Lavrov" are one.
            Some(names) => {
                let shortest = names.iter().min_by_key(|name| name.len())?;
                names.iter().all(|name| name.ends_with(shortest.as_str())).then(|| shortest.clone())
            }
        }
    }
}

/// A run of capitalised words without the offices before the name.
fn person_in<'w, 't>(run: &'w [Word<'t>], cues: &Cues) -> &'w [Word<'t>] {
    let is_office = |word: &Word<'_>| {
        let small = word.text.to_lowercase();
        cues.roles.contains(small.trim_end_matches('s'))
            || cues.roles.contains(small.as_str())
            || TITLES.contains(&small.as_str())
    };
    let after = run.iter().rposition(is_office).map_or(0, |office| office + 1);
    let mut person = &run[after..];
    if person.first().is_some_and(|word| !word.is_capital()) {
        // "Office of the Director of National Intelligence" is one name.
        person = run;
    }
    let is_small_word = |word: &&Word<'_>| {
        let small = word.small();
        cues.starters.contains(small.as_str()) || cues.articles.contains(small.as_str())
    };
    let starts = person.iter().take_while(is_small_word).count();
    &person[starts..]
}

/// What stands before names.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lord", "lady", "sen", "rep", "gov", "gen", "herr",
    "frau", "m", "mme", "sr", "sra", "foreign", "prime",
];

/// Words with blanks between them.
pub(super) fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

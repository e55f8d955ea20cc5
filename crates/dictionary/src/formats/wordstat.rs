//! The `.cat` files of WordStat.

use super::ReadDictionary;
use crate::DictionaryError;

/// Reads keys and patterns by the tabs in front of them. `_` stands between the words of a pattern.
pub(super) fn read(text: &str) -> Result<ReadDictionary, DictionaryError> {
    let mut read = ReadDictionary::default();
    let mut above: Vec<String> = Vec::new();
    for (line, number) in text.lines().zip(1_u64..) {
        let level = line.chars().take_while(|one| *one == '\t').count();
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        if bare.starts_with('@') {
            read.note(number, format!("{bare:?} is a rule, which is left out; the negation of the configuration may say the same"));
            continue;
        }
        let Some((pattern, weight)) = weighted(bare) else {
            above.truncate(level);
            above.push(bare.to_owned());
            read.dictionary.add_key(&above);
            continue;
        };
        let path = above.get(..level.min(above.len())).unwrap_or_default();
        if path.is_empty() {
            read.note(number, format!("{bare:?} is of no key, and left out"));
        } else {
            // A weight of 1 is what every pattern has that nobody weighs.
            read.dictionary.add(
                path,
                &pattern.replace('_', " "),
                Some(weight).filter(|weight| *weight != 1.0),
            );
        }
    }
    Ok(read)
}

/// `PATTERN (weight)`.
fn weighted(line: &str) -> Option<(&str, f64)> {
    let (pattern, weight) = line.strip_suffix(')')?.rsplit_once('(')?;
    Some((pattern.trim(), weight.trim().parse().ok().filter(|weight: &f64| weight.is_finite())?))
}

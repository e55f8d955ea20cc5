//! The words that a person may have meant.

use rayon::prelude::*;
use textmill_corpus::WordTable;
use textmill_normalize::normal_form;

/// So many words are named.
const NAMED: usize = 3;

/// The words that occur and differ least from one that does not, at most three: those with the fewest letters changed first, then the most
/// frequent. Patterns have none.
pub(crate) fn nearest(words: &WordTable, frequencies: &[u64], given: &str) -> Vec<String> {
    if given.contains(['*', '?', '/']) {
        return Vec::new();
    }
    let given = normal_form(given.trim());
    let length = given.chars().count();
    let most = if length <= 4 { 1 } else { 2 };
    let distance = |place: usize| {
        let word = words.text(place);
        let is_possible = frequencies.get(place).is_some_and(|frequency| *frequency > 0)
            && word.len().abs_diff(given.len()) <= 4 * most;
        let distance =
            if is_possible { strsim::osa_distance(&given, &normal_form(word)) } else { usize::MAX };
        (distance <= most).then_some((distance, place))
    };
    let mut found: Vec<(usize, usize)> = (0..words.len()).into_par_iter().filter_map(distance).collect();
    let frequency = |place: usize| frequencies.get(place).copied().unwrap_or_default();
    found.sort_by_key(|&(distance, place)| (distance, std::cmp::Reverse(frequency(place)), place));
    let mut named: Vec<String> = Vec::new();
    for (_, place) in found {
        let word = words.text(place);
        if named.len() < NAMED && !named.iter().any(|known| known == word) {
            named.push(word.to_owned());
        }
    }
    named
}

/// What a message says of the words that may have been meant.
pub(crate) fn perhaps(nearest: &[String]) -> String {
    match nearest {
        [] => "is it misspelt?".to_owned(),
        words => {
            let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
            format!("did you mean {}?", words.join(" or "))
        }
    }
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{Language, WordTable};

    use super::nearest;

    #[test]
    fn the_words_that_differ_least_and_occur_most() {
        let mut words = WordTable::default();
        for word in ["government", "governments", "governor", "us", "usa", "use"] {
            words.push(Language::UNDETERMINED, word);
        }
        let frequencies = [5, 9, 1, 0, 3, 4];
        assert_eq!(nearest(&words, &frequencies, "Goverment"), ["government", "governments"]);
        assert_eq!(nearest(&words, &frequencies, "us"), ["use", "usa"]);
        assert!(nearest(&words, &frequencies, "gov*").is_empty());
        assert!(nearest(&words, &frequencies, "xylophone").is_empty());
    }
}

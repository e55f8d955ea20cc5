//! The changes from a source to a text, as an editor marks them.

use textmill_corpus::Vocabulary;
use textmill_reuse::Edit;

use crate::read_back::shortened;

/// So many characters of changes are shown.
const CHARACTERS: usize = 500;

/// Words that are in both, `[-left out-]` and `{+put in+}`. Of a stretch of more than `most_kept` words without changes, the first and the last
/// ones are shown.
pub(super) fn marked(vocabulary: &Vocabulary, edits: &[Edit], most_kept: usize) -> String {
    let surface = |edit: &Edit| {
        let (Edit::Kept(word) | Edit::Added(word) | Edit::LeftOut(word)) = edit;
        vocabulary.surfaces().text(word.index())
    };
    let kind = |edit: &Edit| std::mem::discriminant(edit);
    let mut shown = String::new();
    for group in edits.chunk_by(|one, other| kind(one) == kind(other)) {
        let mut words: Vec<&str> = group.iter().map(surface).collect();
        if matches!(group.first(), Some(Edit::Kept(_))) && words.len() > most_kept {
            let (first, last) = (most_kept / 2, words.len() - most_kept / 2);
            words.splice(first..last, ["\u{2026}"]);
        }
        let words = words.join(" ");
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown += &match group.first() {
            Some(Edit::Added(_)) => format!("{{+{words}+}}"),
            Some(Edit::LeftOut(_)) => format!("[-{words}-]"),
            _ => words,
        };
    }
    shortened(&shown, CHARACTERS)
}

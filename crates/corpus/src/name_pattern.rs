//! Names that a person writes, to mean names in the documents.

/// Whether a name is meant: it is the one that is given, or it matches one with `*` for any characters and `?` for one, in capitals or not. No pattern
/// means what has no name.
///
/// ```
/// use textmill_corpus::is_meant;
///
/// assert!(is_meant("Ilse Marren", "Ilse Marren") && !is_meant("Marren", "Ilse Marren"));
/// assert!(is_meant("*marren", "Ilse Marren") && is_meant("the p?esident*", "The PRESIDENT of the council"));
/// ```
pub fn is_meant(given: &str, name: &str) -> bool {
    if given == name {
        return true;
    }
    if name.is_empty() || !given.contains(['*', '?']) {
        return false;
    }
    let lower = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    let part = |letter: char| match letter {
        '*' => PatternPart::Any,
        '?' => PatternPart::One,
        letter => PatternPart::Letter(letter),
    };
    let pattern: Vec<PatternPart> = lower(given).into_iter().map(part).collect();
    matches_parts(&pattern, &lower(name))
}

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Any characters.
    Any,
    /// One character.
    One,
    /// This one.
    Letter(char),
}

/// Whether a text matches a pattern. A star takes as little as it can; where the rest does not match, the last star takes one more
/// character, so no pattern needs more steps than the product of the two lengths.
pub fn matches_parts(pattern: &[PatternPart], text: &[char]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while let Some(&letter) = text.get(place) {
        match pattern.get(at) {
            Some(PatternPart::Any) => {
                star = Some((at + 1, place));
                at += 1;
            }
            Some(&part) if part == PatternPart::One || part == PatternPart::Letter(letter) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((after, taken)) = star else { return false };
                star = Some((after, taken + 1));
                (at, place) = (after, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(|part| *part == PatternPart::Any)
}

#[cfg(test)]
mod tests {
    use super::is_meant;

    #[test]
    fn stars_and_question_marks() {
        for (given, name, is_one) in [
            ("*", "", false),
            ("", "", true),
            ("M?rren", "Marren", true),
            ("M?rren", "Mrren", false),
            ("*a*b", "xaxbxb", true),
            ("*a*b", "xaxbx", false),
            ("Étienne*", "ÉTIENNE Roux", true),
            ("Ilse", "Ilse Marren", false),
        ] {
            assert_eq!(is_meant(given, name), is_one, "{given} {name}");
        }
    }
}

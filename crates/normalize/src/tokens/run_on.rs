//! Sentences and clauses that are written together: `They won.Nobody knew.`, `VENN:Well`.

/// The places in a text at which a sentence begins right behind the full stop of another, or a word right behind a colon.
pub(super) fn run_ons(text: &str) -> impl Iterator<Item = u32> + '_ {
    let places = memchr::memchr2_iter(b'.', b':', text.as_bytes());
    let is_place = |place: &usize| match text.as_bytes().get(*place) {
        Some(b'.') => is_run_on(text, *place),
        _ => is_colon_between_words(text, *place),
    };
    places.filter(is_place).map(|place| place as u32 + 1)
}

/// Whether a sentence or a name begins right behind a full stop: two small letters before it or a title (`Mr.Venn`), a word with a capital
/// after it. Names of files, domains
/// and addresses look otherwise, or stand in a word with a slash or an at sign.
pub(crate) fn is_run_on(text: &str, place: usize) -> bool {
    // Most full stops have a blank behind them.
    if text.as_bytes().get(place + 1).is_none_or(|byte| byte.is_ascii_whitespace()) {
        return false;
    }
    let (before, after) = (&text[..place], &text[place + 1..]);
    let mut last = before.chars().rev();
    begins_with_capital(after)
        && last.next().is_some_and(char::is_lowercase)
        && last.next().is_some_and(|one| {
            one.is_lowercase()
                || matches!(one, '\'' | '\u{2019}')
                || one.is_uppercase() && !last.next().is_some_and(char::is_alphanumeric)
        })
        && !is_of_address(before, after)
}

/// Whether a colon stands between two words, of which the second begins with a capital: Swedish and Finnish decline with colons before
/// small letters (`EU:n`).
fn is_colon_between_words(text: &str, place: usize) -> bool {
    let (before, after) = (&text[..place], &text[place + 1..]);
    before.ends_with(char::is_alphabetic) && begins_with_capital(after) && !is_of_address(before, after)
}

/// Whether a text begins with a capital and a small letter, or with the word `I`.
fn begins_with_capital(text: &str) -> bool {
    let mut next = text.chars();
    let Some(first) = next.next().filter(|first| first.is_uppercase()) else { return false };
    match next.next() {
        Some(second) if second.is_alphanumeric() || second == '.' => second.is_lowercase(),
        _ => first == 'I',
    }
}

/// So much is looked at on each side, in bytes.
const LONGEST_WORD: usize = 200;

/// Whether a full stop or a colon stands in an address, or in a word that has other signs.
fn is_of_address(before: &str, after: &str) -> bool {
    let before = before
        .get(before.ceil_char_boundary(before.len().saturating_sub(LONGEST_WORD))..)
        .unwrap_or_default();
    let after = after.get(..after.floor_char_boundary(LONGEST_WORD)).unwrap_or_default();
    let first = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let second = after.split(char::is_whitespace).next().unwrap_or_default();
    let has_other = |part: &str| part.contains(['/', '@', '_', '\\', '#', '=']);
    has_other(first) || has_other(second) || first.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::run_ons;

    #[test]
    fn sentences_written_together_and_what_looks_like_them() {
        let found = |text: &str| run_ons(text).collect::<Vec<_>>();
        assert_eq!(found("They won.Nobody knew.It rained."), [9, 21]);
        assert_eq!(found("I went to.I'm not.I"), [10, 18]);
        assert_eq!(found("They don't.She does."), [11]);
        assert_eq!(found("the end.Mr.Venn left"), [8, 11]);
        assert_eq!(found("VENN:Well, Marren:I"), [5, 18]);
        assert_eq!(found("Они ушли.Никто не знал."), [16]);
        for text in [
            "example.org",
            "U.S.Senate",
            "a www.venn.Example.org b",
            "x/won.They",
            "jane.Venn@a.org",
            "J.Venn",
            "e.V.",
            "won. They",
            "won.they",
            "won.NATO",
            "EU:n",
            "k:a",
            "Bürger:innen",
            "10:Well",
            "Vol.II",
            ".",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

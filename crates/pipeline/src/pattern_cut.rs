//! Patterns cut into tokens as the texts are: `U.S.` is the token `U.S`, `well-known` is two.

use textmill_corpus::{Language, elided_word};
use textmill_normalize::{CutWords, TokenCutter, TokenRules, is_without_blanks, normal_form};

/// Letters that stand for `*` and `?` while a pattern is cut, since they must join what stands beside them. No text is likely to have them.
const STANDS_FOR: [(char, char); 2] = [('*', '\u{298}'), ('?', '\u{1C2}')];
/// Languages that elide: `l'accord` is one word in English, two in French.
const ELIDING: [&str; 6] = ["fr", "it", "ca", "oc", "pt", "lb"];
/// Languages that set endings off: `Bürger/innen` is two words in English, one in German.
const SETTING_OFF: [&str; 3] = ["de", "fr", "es"];

/// The tokens of a pattern, in each of the ways in which a language cuts it.
pub(crate) fn cut_pattern(given: &str, rules: TokenRules) -> Vec<Vec<String>> {
    if is_regex(given) {
        return vec![vec![given.to_owned()]];
    }
    let eliding = ELIDING.into_iter().filter_map(Language::from_code);
    let eliding = eliding.filter(|_| given.contains(['\'', '\u{2019}']));
    let setting_off = SETTING_OFF.into_iter().filter_map(Language::from_code);
    let setting_off = setting_off.filter(|_| given.contains(['/', '(', '-']));
    let mut ways: Vec<Vec<String>> = Vec::new();
    for language in std::iter::once(Language::UNDETERMINED).chain(eliding).chain(setting_off) {
        let mut tokens = tokens(given, language, rules);
        // `l'` is a token of its own where it is elided.
        if elided_word(language, &normal_form(given.trim())).is_some() {
            tokens = vec![given.trim().to_owned()];
        }
        if !tokens.is_empty() && !ways.contains(&tokens) {
            ways.push(tokens);
        }
    }
    ways
}

/// Whether a pattern is a regular expression between slashes.
pub(crate) fn is_regex(given: &str) -> bool {
    given.len() > 2 && given.starts_with('/') && given.ends_with('/')
}

fn tokens(given: &str, language: Language, rules: TokenRules) -> Vec<String> {
    let text: String = given
        .chars()
        .map(|one| STANDS_FOR.iter().find(|(sign, _)| *sign == one).map_or(one, |(_, letter)| *letter))
        .collect();
    let mut cutter = TokenCutter::new(rules);
    let cut = cutter.cut(&text, language, &CutWords::of(""), |_, _| true);
    let token = |&[start, end]: &[u32; 2]| text.get(start as usize..end as usize).map(with_signs);
    let tokens: Vec<String> = cut.spans.iter().filter_map(token).collect();
    // `*%` means what it says, though no rule of tokens knows that its star is a number.
    let has_wildcard = given.contains(['*', '?']);
    if has_wildcard && given.trim().chars().all(|one| matches!(one, '*' | '?') || is_without_blanks(one)) {
        // A dictionary would cut the letters from their star.
        return vec![given.trim().to_owned()];
    }
    let is_lost = |sign: char| given.contains(sign) && !tokens.iter().any(|token| token.contains(sign));
    if !given.trim().contains(char::is_whitespace)
        && ['%', '$', '\u{20AC}', '\u{A3}', '#', '@'].into_iter().any(is_lost)
    {
        return vec![given.trim().to_owned()];
    }
    tokens
}

fn with_signs(token: &str) -> String {
    let sign =
        |one: char| STANDS_FOR.iter().find(|(_, letter)| *letter == one).map_or(one, |(sign, _)| *sign);
    token.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use textmill_normalize::TokenRules;

    use super::cut_pattern;

    #[test]
    fn patterns_are_cut_as_texts_are() {
        for (given, ways) in [
            ("sanction*", &[&["sanction*"][..]][..]),
            ("press conference*", &[&["press", "conference*"]]),
            ("health-care", &[&["health", "care"]]),
            ("U.S.", &[&["U.S"]]),
            ("self-government", &[&["self", "government"]]),
            ("#dam*", &[&["#dam*"]]),
            ("*%", &[&["*%"]]),
            ("50%", &[&["50%"]]),
            ("*", &[&["*"]]),
            ("w?n", &[&["w?n"]]),
            ("didn\u{2019}t", &[&["didn\u{2019}t"]]),
            ("l'accord", &[&["l'accord"], &["l'", "accord"]]),
            ("/^un.*/", &[&["/^un.*/"]]),
            ("/a b/", &[&["/a b/"]]),
            ("l'", &[&["l"], &["l'"]]),
            ("B\u{fc}rger/innen", &[&["B\u{fc}rger", "innen"], &["B\u{fc}rger/innen"]]),
            ("politician(s)", &[&["politician(s)"]]),
            ("\u{7ecf}*", &[&["\u{7ecf}*"]]),
            ("https://x.org/a?b=1", &[&["https://x.org/a?b=1"]]),
            ("...", &[]),
        ] {
            assert_eq!(cut_pattern(given, TokenRules::default()), ways, "{given}");
        }
    }
}

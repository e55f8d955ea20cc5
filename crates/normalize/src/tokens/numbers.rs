//! Numbers with what belongs to them: `$3.5m`, `50%`, `20°C`, `9/11`, `10:30`, `2031-03-14`.

use super::{FoundToken, TokenKind, signs::Gap};

/// Whether a sign is that of a currency.
pub(super) fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20C1}' | '\u{FF04}' | '\u{FFE1}' | '\u{FFE5}')
}

/// Whether a sign can belong to the number before it.
pub(super) fn is_suffix(sign: char) -> bool {
    matches!(sign, '%' | '\u{2030}' | '\u{B0}' | '\u{FF05}' | '\u{66A}') || is_currency(sign)
}

/// Whether a token is a number, with or without its signs.
pub(super) fn is_number(token: &str) -> bool {
    token.trim_start_matches(is_currency).starts_with(char::is_numeric)
}

fn ends_with_figure(word: &str) -> bool {
    word.ends_with(char::is_numeric)
}

/// A number after the sign of a currency, also of one such as `US$`.
pub(super) fn with_currency(gap: &Gap<'_>) -> Option<FoundToken> {
    let [start, end] = gap.after?;
    let sign = gap.text().chars().next_back()?;
    if !gap.word_after().starts_with(char::is_numeric) {
        return None;
    }
    let start = start - sign.len_utf8() as u32;
    let kind = TokenKind::Number;
    let [first, last] = gap.before.filter(|word| word[1] == start).unwrap_or([start, start]);
    let is_country = last - first <= 3 && gap.word_before().chars().all(char::is_uppercase);
    Some(FoundToken { span: [if is_country { first } else { start }, end], kind })
}

/// A number with the sign behind it, and with the letter of a scale of temperature.
pub(super) fn with_suffix(gap: &Gap<'_>) -> Option<FoundToken> {
    let [start, end] = gap.before?;
    let sign = gap.text().chars().next()?;
    if !is_number(gap.word_before()) || !gap.word_before().ends_with(char::is_alphanumeric) {
        return None;
    }
    let sign_end = end + sign.len_utf8() as u32;
    let is_scale = sign == '\u{B0}' && sign_end == gap.end && matches!(gap.word_after(), "C" | "F");
    let end = gap.after.filter(|_| is_scale).map_or(sign_end, |scale| scale[1]);
    Some(FoundToken { span: [start, end], kind: TokenKind::Number })
}

/// Two numbers with one sign between them: a fraction or a date with slashes, a time or a score with a colon, a date with hyphens, thousands with
/// narrow or unbreakable blanks.
pub(super) fn joined(gap: &Gap<'_>) -> Option<FoundToken> {
    let (one, other) = (gap.word_before(), gap.word_after());
    let are_numbers = is_number(one) && ends_with_figure(one) && other.starts_with(char::is_numeric);
    let is_one = match gap.text() {
        "/" => ends_with_figure(other),
        // Thousands: `10\u{a0}000`.
        "\u{A0}" | "\u{2009}" => {
            other.len() == 3 && other.bytes().all(|byte| byte.is_ascii_digit()) && is_group(one)
        }
        ":" => other.chars().take_while(|one| one.is_ascii_digit()).count() <= 2,
        _ => is_date(gap, one),
    };
    (are_numbers && is_one).then(|| gap.joined(TokenKind::Number)).flatten()
}

/// Whether a number may have thousands behind it: three figures at most, with or without others before a blank.
fn is_group(one: &str) -> bool {
    let last = one.rsplit(|one: char| one.is_whitespace() || is_currency(one)).next().unwrap_or_default();
    last.len() <= 3 && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a date of four, two and two figures begins with a word.
fn is_date(gap: &Gap<'_>, one: &str) -> bool {
    let Some([start, _]) = gap.before else { return false };
    let is_year = one.len() == 4 || one.len() == 7;
    let date = gap.part.as_bytes().get(start as usize..start as usize + 10).unwrap_or_default();
    let rest = gap.part.as_bytes().get(start as usize + 10);
    let fits = |(place, byte): (usize, &u8)| {
        if matches!(place, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() }
    };
    is_year
        && date.len() == 10
        && date.iter().enumerate().all(fits)
        && rest.is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

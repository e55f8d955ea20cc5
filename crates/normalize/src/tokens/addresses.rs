//! Web addresses, e-mail addresses, names of files.

use super::{FoundToken, TokenKind, signs::Gap};

/// The longest address that is looked at, in bytes; what is longer is cut into its words.
const LONGEST: usize = 2000;
/// The longest name of a file on each side of a sign, in bytes. It is looked at for every hyphen of a text.
const LONGEST_NAME: usize = 200;

/// Endings of files, as they stand in texts.
const FILE_ENDINGS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "txt", "csv", "tsv", "json",
    "xml", "html", "htm", "zip", "gz", "jpg", "jpeg", "png", "gif", "svg", "tif", "tiff", "webp", "mp3",
    "mp4", "wav", "mov", "avi", "py", "js", "css", "sql", "exe",
];
/// Top-level domains of the addresses that stand without `www` or a slash.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "eu", "uk", "de", "fr", "it", "es", "pt",
    "nl", "be", "ch", "at", "pl", "cz", "se", "no", "dk", "fi", "ie", "gr", "ru", "ua", "cn", "jp", "kr",
    "in", "br", "mx", "ca", "au", "nz", "za", "tv", "io", "co", "me", "news", "online", "app", "dev",
];

fn token(span: [usize; 2], kind: TokenKind) -> FoundToken {
    FoundToken { span: span.map(|place| place as u32), kind }
}

/// Whether a single word is an address: a domain or the name of a file.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.contains('@') && word.contains('.') && !word.starts_with('@')
        || word.starts_with("www.")
        || is_domain(word)
        || is_file(word)
}

/// An address with a scheme, `https://example.org/dam`.
pub(super) fn web(gap: &Gap<'_>) -> Option<FoundToken> {
    let [start, _] = gap.before?;
    let is_scheme = gap.word_before().bytes().all(|byte| byte.is_ascii_alphabetic());
    let end = end_of_address(gap.part, gap.start as usize + 3);
    (is_scheme && end > gap.start as usize + 3).then(|| token([start as usize, end], TokenKind::Address))
}

/// A domain with a path: `example.org/dam`, `t.co/x`.
pub(super) fn with_path(gap: &Gap<'_>) -> Option<FoundToken> {
    let [start, _] = gap.before?;
    if gap.text() != "/" || !is_domain_shape(gap.word_before()) {
        return None;
    }
    let end = end_of_address(gap.part, gap.start as usize + 1);
    (end > gap.start as usize + 1).then(|| token([start as usize, end], TokenKind::Address))
}

/// An e-mail address around its sign.
pub(super) fn mail(gap: &Gap<'_>) -> Option<FoundToken> {
    let at = gap.start as usize;
    let (before, after) = (last_bytes(gap.part.get(..at)?), first_bytes(gap.part.get(at + 1..)?));
    let is_local = |one: char| one.is_alphanumeric() || matches!(one, '.' | '_' | '%' | '+' | '-');
    let local = before.len() - after_last(before, |one| !is_local(one));
    let host =
        after.find(|one: char| !one.is_alphanumeric() && !matches!(one, '.' | '-')).unwrap_or(after.len());
    let host = after.get(..host)?.trim_end_matches(['.', '-']);
    if local == 0 || !is_domain_shape(host) {
        return None;
    }
    let mut start = at - local;
    // `@venn@example.org` is somebody's name in a net of servers.
    let is_mention = gap.part.get(..start).is_some_and(|before| before.ends_with('@'));
    start -= usize::from(is_mention);
    let kind = if is_mention { TokenKind::Mention } else { TokenKind::Address };
    Some(token([start, at + 1 + host.len()], kind))
}

/// The name of a file or a domain that a hyphen or a full stop is part of, without blanks: `annex-2b.pdf`, `south-dam.org`.
pub(super) fn file(gap: &Gap<'_>) -> Option<FoundToken> {
    let place = gap.start as usize;
    let (before, after) = (last_bytes(gap.part.get(..place)?), first_bytes(gap.part.get(place..)?));
    let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '_' | '-' | '/' | '~' | '%');
    let length = before.len() - after_last(before, |one| !is_part(one));
    let end = after.find(|one| !is_part(one)).unwrap_or(after.len());
    let name = gap.part.get(place - length..place + end)?;
    let bare = name.trim_start_matches(['-', '_', '/', '.']);
    let start = place - length + (name.len() - bare.len());
    let name = bare.trim_end_matches(['.', '-', '/']);
    let is_one = is_file(name) || is_domain(name) || name.starts_with("www.") && is_domain_shape(name);
    (is_one && start < place).then(|| token([start, start + name.len()], TokenKind::Address))
}

/// The end of a text, as much of it as a name of a file may have.
fn last_bytes(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(LONGEST_NAME))..).unwrap_or_default()
}

fn first_bytes(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_NAME)).unwrap_or_default()
}

/// Where a text goes on behind the last character of some sort; 0 if there is none.
fn after_last(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    let last = text.char_indices().rev().find(|(_, one)| is_one(*one));
    last.map_or(0, |(place, one)| place + one.len_utf8())
}

fn is_file(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    !stem.is_empty()
        && stem.ends_with(|one: char| one.is_alphanumeric() || one == '_')
        && FILE_ENDINGS.contains(&ending.as_str())
}

fn is_domain(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    is_domain_shape(name) && DOMAINS.contains(&ending)
}

/// Labels with full stops between them, the last of small letters.
fn is_domain_shape(name: &str) -> bool {
    let Some((labels, last)) = name.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|one| one.is_alphanumeric() || one == '-' || one == '_')
            && !label.starts_with('-')
    };
    last.chars().count() >= 2 && last.chars().all(char::is_lowercase) && labels.split('.').all(is_label)
}

/// Where an address ends that goes on from a place: before a blank, a quotation mark, or a bracket that it did not open, without the
/// punctuation of the sentence around it.
pub(super) fn end_of_address(part: &str, from: usize) -> usize {
    let rest = part.get(from..).unwrap_or_default();
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
    let (mut round, mut square) = (0_u32, 0_u32);
    let is_end = |one: char| {
        let closes = |open: &mut u32| match open.checked_sub(1) {
            Some(less) => {
                *open = less;
                false
            }
            None => true,
        };
        match one {
            '(' => round += 1,
            '[' => square += 1,
            ')' => return closes(&mut round),
            ']' => return closes(&mut square),
            _ => {}
        }
        one.is_whitespace()
            || one.is_control()
            || matches!(one, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
            || !one.is_ascii() && (!one.is_alphanumeric() || one >= '\u{2E80}')
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    let address = rest.get(..end).unwrap_or_default();
    let outside = ['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '&', '(', '['];
    from + address.trim_end_matches(outside).len()
}

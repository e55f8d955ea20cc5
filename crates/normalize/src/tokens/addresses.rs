//! Web addresses, e-mail addresses, names of files.

use super::{FoundToken, TokenKind, signs::Gap};

/// The longest address that is looked at, in bytes; what is longer is cut into its words.
const LONGEST: usize = 2000;

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
        || word.contains('@') && !word.starts_with('@')
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
    let (before, after) = (gap.part.get(..at)?, gap.part.get(at + 1..)?);
    let is_local = |one: char| one.is_alphanumeric() || matches!(one, '.' | '_' | '%' | '+' | '-');
    let local = before.len()
        - before
            .rfind(|one| !is_local(one))
            .map_or(0, |place| place + before[place..].chars().next().map_or(1, char::len_utf8));
    let host =
        after.find(|one: char| !one.is_alphanumeric() && !matches!(one, '.' | '-')).unwrap_or(after.len());
    let host = after.get(..host.min(LONGEST))?.trim_end_matches(['.', '-']);
    if local == 0 || local > LONGEST || !is_domain_shape(host) {
        return None;
    }
    let mut start = at - local;
    // `@venn@example.org` is somebody's name in a net of servers.
    let is_mention = before[..start].ends_with('@');
    start -= usize::from(is_mention);
    let kind = if is_mention { TokenKind::Mention } else { TokenKind::Address };
    Some(token([start, at + 1 + host.len()], kind))
}

/// The name of a file or a domain that a hyphen or a full stop is part of, without blanks: `annex-2b.pdf`, `south-dam.org`.
pub(super) fn file(gap: &Gap<'_>) -> Option<FoundToken> {
    let place = gap.start as usize;
    let (before, after) = (gap.part.get(..place)?, gap.part.get(place..)?);
    let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '_' | '-' | '/' | '~' | '%');
    let start = before
        .rfind(|one| !is_part(one))
        .map_or(0, |last| last + before[last..].chars().next().map_or(1, char::len_utf8));
    let end = after.find(|one| !is_part(one)).unwrap_or(after.len());
    let name = gap.part.get(start..place + end).filter(|name| name.len() <= LONGEST)?;
    let name = name.trim_end_matches(['.', '-', '/']);
    let is_one = is_file(name) || is_domain(name) || name.starts_with("www.") && is_domain_shape(name);
    is_one.then(|| token([start, start + name.len()], TokenKind::Address))
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

/// Where an address ends that goes on from a place: before a blank, a bracket or a quotation mark, without the punctuation of the
/// sentence around it.
pub(super) fn end_of_address(part: &str, from: usize) -> usize {
    let rest = part.get(from..).unwrap_or_default();
    let is_end = |one: char| {
        one.is_whitespace()
            || one.is_control()
            || matches!(one, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
            || !one.is_ascii() && (!one.is_alphanumeric() || one >= '\u{2E80}')
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    let mut address = rest.get(..rest.floor_char_boundary(end.min(LONGEST))).unwrap_or_default();
    while let Some(last) = address.chars().next_back() {
        let closes = |open: char, close: char| {
            last == close && address.matches(open).count() < address.matches(close).count()
        };
        let is_outside = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '&')
            || closes('(', ')')
            || closes('[', ']');
        if !is_outside {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    from + address.len()
}

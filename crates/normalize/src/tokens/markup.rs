//! What is left of markup in plain texts and tables: entities, tags, the addresses of links.

use super::{FoundToken, TokenKind, signs::Gap};

/// Entities that stand for signs. Those of letters (`&eacute;`) cut a word, which no rule of tokens mends.
const ENTITIES: &[&str] = &[
    "amp", "nbsp", "quot", "lt", "gt", "apos", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo", "rdquo",
    "bdquo", "laquo", "raquo", "hellip", "bull", "middot", "copy", "reg", "trade", "euro", "pound", "cent",
    "yen", "sect", "para", "deg", "thinsp", "ensp", "emsp", "shy", "zwj", "zwnj", "times",
];
/// Elements of HTML and of the markup of subtitles and wikis.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "meta",
    "nav",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "q",
    "ref",
    "s",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "v",
    "video",
];
/// A tag, an address of a link, and what is looked at of a line are no longer than this, in bytes.
const LONGEST_TAG: usize = 500;

/// What is left of markup behind the last sign of a gap.
pub(super) fn remnant(gap: &Gap<'_>) -> Option<FoundToken> {
    let text = gap.text();
    let (end, kind) = match text {
        _ if text.ends_with('&') => (end_of_entity(gap)?, TokenKind::Markup),
        _ if text.ends_with("&#") => (end_of_number(gap)?, TokenKind::Markup),
        _ if text.ends_with("](") => (end_of_link(gap)?, TokenKind::LinkTarget),
        _ if text.ends_with('<') || text.ends_with("</") => (end_of_tag(gap)?, TokenKind::Markup),
        _ => return None,
    };
    Some(FoundToken { span: [gap.after?[0], end as u32], kind })
}

/// The rest of a line, as far as it is looked at. Segments end with lines, and are cut together and one by one: nothing here may look across.
fn line_of(text: &str) -> &str {
    let seen = text.get(..text.floor_char_boundary(LONGEST_TAG)).unwrap_or_default();
    let end = memchr::memchr2(b'\r', b'\n', seen.as_bytes());
    end.and_then(|end| seen.get(..end)).unwrap_or(seen)
}

fn end_of_entity(gap: &Gap<'_>) -> Option<usize> {
    let end = gap.after?[1] as usize;
    let is_closed = gap.part.as_bytes().get(end) == Some(&b';');
    (is_closed && ENTITIES.contains(&gap.word_after())).then_some(end + 1)
}

/// A character by its number, `&#8217;`.
fn end_of_number(gap: &Gap<'_>) -> Option<usize> {
    let end = gap.after?[1] as usize;
    let number = gap.word_after().trim_start_matches(['x', 'X']);
    let is_number =
        !number.is_empty() && number.len() <= 7 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_number && gap.part.as_bytes().get(end) == Some(&b';')).then_some(end + 1)
}

fn end_of_tag(gap: &Gap<'_>) -> Option<usize> {
    let name = gap.word_after().to_ascii_lowercase();
    // The name may be a part of a word by the rules of Unicode: `<v.loud Venn>`.
    let name = name.split(['.', ':']).next().unwrap_or_default();
    if !ELEMENTS.contains(&name) {
        return None;
    }
    let end = gap.after?[1] as usize;
    let rest = line_of(gap.part.get(end..)?);
    let close = memchr::memchr2(b'>', b'<', rest.as_bytes())?;
    if rest.as_bytes().get(close) != Some(&b'>') {
        return None;
    }
    let attributes = rest.get(..close).unwrap_or_default().trim();
    // `a<b and c>d` is arithmetic. A voice of subtitles has a name, and no attribute.
    let is_bare = attributes.is_empty() && !gap.text().ends_with('/');
    let is_tag = match is_bare {
        true => ["br", "hr", "p", "li"].contains(&name) || has_closing_tag(gap.part, end),
        false => attributes.is_empty() || attributes == "/" || attributes.contains('=') || name == "v",
    };
    is_tag.then_some(end + close + 1)
}

/// Whether the line of a place closes a tag; without one, a sentence speaks of tags (`the <body> tag`).
fn has_closing_tag(part: &str, place: usize) -> bool {
    let line = line_of(part.get(place..).unwrap_or_default());
    memchr::memmem::find(line.as_bytes(), b"</").is_some()
}

/// The address of a link of Markdown, `[the dam](http://example.org "A dam")`.
fn end_of_link(gap: &Gap<'_>) -> Option<usize> {
    let start = gap.after?[0] as usize;
    let rest = line_of(gap.part.get(start..)?);
    let end = memchr::memchr(b')', rest.as_bytes())?;
    let address = rest.get(..end)?;
    let target = address.split([' ', '\t']).next().unwrap_or_default();
    let is_address =
        target.contains(['/', '#']) || target.rsplit_once('.').is_some_and(|(_, ending)| ending.len() >= 2);
    is_address.then_some(start + end)
}

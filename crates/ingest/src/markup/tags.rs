//! What the tags of a page alone say of it, before a parser is asked whose time or memory could grow faster than the page.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// How many attributes the tag with the most of them has, as a parser would count them: end tags can have some, comments and scripts have none.
pub(super) fn most_attributes(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut most, mut place) = (0, 0);
    while let Some(next) = memchr::memchr(b'<', bytes.get(place..).unwrap_or_default()) {
        let rest = bytes.get(place + next + 1..).unwrap_or_default();
        place += next + 1;
        if let Some(comment) = rest.strip_prefix(b"!--") {
            place += b"!--".len() + end_of_comment(comment);
            continue;
        }
        let tag = rest.strip_prefix(b"/").unwrap_or(rest);
        if tag.first().is_some_and(u8::is_ascii_alphabetic) {
            let (attributes, length) = attributes_of_tag(tag);
            most = most.max(attributes);
            place += rest.len() - tag.len() + length;
            if tag.len() == rest.len() {
                place += length_of_raw_text(tag, bytes.get(place..).unwrap_or_default());
            }
        }
    }
    most
}

/// How long the rest of a comment is.
fn end_of_comment(rest: &[u8]) -> usize {
    // `<!-->` is whole.
    if rest.starts_with(b">") || rest.starts_with(b"->") {
        return 0;
    }
    let is_end = |place: &usize| {
        let before = rest.get(..*place).unwrap_or_default();
        before.ends_with(b"--") || before.ends_with(b"--!")
    };
    memchr::memchr_iter(b'>', rest).find(is_end).unwrap_or(rest.len())
}

/// Elements in which nothing but their own end is a tag.
const RAW: [&[u8]; 8] =
    [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"];

/// How far the text of an element reaches in which nothing is a tag; 0 for all others.
fn length_of_raw_text(tag: &[u8], rest: &[u8]) -> usize {
    let name = tag.split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
    let Some(name) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) else { return 0 };
    let ends = memchr::memmem::find_iter(rest, b"</");
    let is_end = |place: &usize| {
        rest.get(place + 2..place + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    ends.into_iter().find(is_end).unwrap_or(rest.len())
}

/// The attributes of the tag that begins here with its name, and how long it is. A `>` in quotation marks does not end it.
fn attributes_of_tag(tag: &[u8]) -> (usize, usize) {
    let (mut attributes, mut quote, mut before, mut is_value) = (0, None, b'a', false);
    for (place, &byte) in tag.iter().enumerate() {
        // A slash in a bare value is a part of it.
        let is_between = |byte: u8| byte.is_ascii_whitespace() || (byte == b'/' && !is_value);
        match quote {
            Some(mark) if byte == mark => {
                // What follows is an attribute of its own, also without a space.
                (quote, before, is_value) = (None, b' ', false);
                continue;
            }
            Some(_) => continue,
            None if byte == b'>' => return (attributes, place),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            // A sign of equality may begin a name. Behind a name and a space it does not, and is counted all the same.
            None if !is_between(byte) && is_between(before) => attributes += 1,
            None => {}
        }
        // The value may stand behind spaces.
        if !(byte.is_ascii_whitespace() && before == b'=') {
            is_value = byte == b'=' || (is_value && !byte.is_ascii_whitespace());
            before = byte;
        }
    }
    (attributes, tag.len())
}

/// How many elements are open at one place, at the most, by the tags alone.
#[derive(Default)]
pub(super) struct OpenElements {
    /// All but those that need no end.
    pub(super) all: usize,
    /// Those of format: a parser opens them anew in each block that follows, so that the page could become many times as large as it
    /// is. It keeps three of those that are alike.
    pub(super) formats: usize,
}

pub(super) fn open_elements(page: &str) -> OpenElements {
    const FORMATS: &[&str] =
        &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    const FLAT: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "img", "hr",
        "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "param", "track",
    ];
    let (mut open, mut most) = (OpenElements::default(), OpenElements::default());
    let mut formats = OpenFormats { of_kind: vec![Vec::new(); FORMATS.len()], ..OpenFormats::default() };
    for place in memchr::memchr_iter(b'<', page.as_bytes()) {
        let rest = &page[place + 1..];
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let is_one_of = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
        if name.is_empty() || is_one_of(FLAT) || ends_itself(rest) {
            continue;
        }
        open.all = if is_end { open.all.saturating_sub(1) } else { open.all + 1 };
        if let Some(kind) = FORMATS.iter().position(|known| name.eq_ignore_ascii_case(known)) {
            let tag = &rest[..memchr::memchr(b'>', rest.as_bytes()).unwrap_or(rest.len())];
            open.formats = if is_end { formats.close(kind) } else { formats.open(kind, tag) };
        }
        most.all = most.all.max(open.all);
        most.formats = most.formats.max(open.formats);
    }
    most
}

/// The elements of format that are open, by the tags alone.
#[derive(Default)]
struct OpenFormats<'a> {
    /// The tags of each kind.
    of_kind: Vec<Vec<&'a str>>,
    /// How many there are of each tag.
    alike: HashMap<&'a str, usize, FixedState>,
    /// How many a parser would open anew.
    kept: usize,
}

/// A parser keeps so many elements of format that are alike.
const ALIKE: usize = 3;

impl<'a> OpenFormats<'a> {
    fn open(&mut self, kind: usize, tag: &'a str) -> usize {
        let alike = self.alike.entry(tag).or_default();
        *alike += 1;
        self.kept += usize::from(*alike <= ALIKE);
        self.of_kind[kind].push(tag);
        self.kept
    }

    fn close(&mut self, kind: usize) -> usize {
        if let Some(alike) = self.of_kind[kind].pop().and_then(|tag| self.alike.get_mut(tag)) {
            self.kept -= usize::from(*alike <= ALIKE);
            *alike -= 1;
        }
        self.kept
    }
}

/// Whether a tag is one as `<path d="…"/>`; of a long tag it is not looked for.
fn ends_itself(tag: &str) -> bool {
    let head = &tag.as_bytes()[..tag.len().min(4096)];
    memchr::memchr(b'>', head).is_some_and(|end| end > 0 && head[end - 1] == b'/')
}

#[cfg(test)]
mod tests {
    use super::most_attributes;

    #[test]
    fn attributes_are_counted_as_a_parser_counts_them() {
        for (page, most) in [
            ("no tag, 1 < 2", 0),
            ("<p>", 0),
            ("<p class=x id='a b > c' hidden>", 3),
            ("<img src=a/b alt=\"x y z\"title='t'/>", 3),
            ("<a href=x><b i j></b></a>", 2),
            ("<p\nx\ty", 2),
            ("<p x='never closed > <b c d e f>", 1),
            ("</p a b c>", 3),
            ("<!-- <a x=\" --><p a b>", 2),
            ("<!--><p a b c>", 3),
            ("<!-- a --!><p a b>", 2),
            ("<!-- a ---><p a b>", 2),
            ("<!-- <p a b c d> never closed", 0),
            ("<script>if(a<b&&c=\"x)</script><p a b>", 2),
            ("<STYLE x>a<b c d e</stylé></Style ><p a b>", 2),
            ("<scripts a b c></scripts>", 3),
            ("<textarea><p a b c", 0),
        ] {
            assert_eq!(most_attributes(page), most, "{page}");
        }
        let many: String = (0..5000).map(|number| format!(" a{number}=1")).collect();
        assert_eq!(most_attributes(&format!("<p{many}>x</p>")), 5000);
    }
}

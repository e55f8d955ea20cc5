//! Front matter: what the head of a Markdown file says of it, between two lines of hyphens (YAML) or of plus signs (TOML).

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{Labels, blocks::Block};

/// The most bytes of a front matter.
const LONGEST: usize = 8 * 1024;

/// The front matter at the beginning of a text, without the lines around it, and the bytes of all.
pub(crate) fn front_matter(text: &str) -> Option<(&str, usize)> {
    let is_toml = text.starts_with("+++");
    let (fence, sign) = if is_toml { ("+++", '=') } else { ("---", ':') };
    let start =
        text.len() - text.strip_prefix(fence)?.trim_start_matches([' ', '\r']).strip_prefix('\n')?.len();
    let head = &text[start..text.floor_char_boundary(text.len().min(LONGEST))];
    let mut place = 0;
    for line in head.split_inclusive('\n') {
        if line.trim_end() == fence || !is_toml && line.trim_end() == "..." {
            return (place > 0).then(|| (&head[..place], start + place + line.len()));
        }
        if !belongs(line, sign) {
            return None;
        }
        place += line.len();
    }
    None
}

/// Whether a line is `key: value` (or `key = value`), an item of a list, a comment, blank, or goes on from the line before.
fn belongs(line: &str, sign: char) -> bool {
    let is_key = |line: &str| {
        line.split_once(sign).is_some_and(|(key, rest)| {
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-. \"'".contains(&byte);
            !key.is_empty()
                && key.len() <= 40
                && key.bytes().all(is_word)
                && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        })
    };
    line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}', '[']) || is_key(line)
}

/// The values of the keys of a front matter, without quotation marks. Lists are joined with `; `.
pub(crate) fn values(matter: &str) -> impl Iterator<Item = (&str, String)> {
    let mut lines = matter.lines().peekable();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let Some((key, value)) =
                key_and_value(line).filter(|_| !line.starts_with([' ', '\t', '-', '#', '[']))
            else {
                continue;
            };
            let mut items: Vec<&str> = Vec::new();
            let value = unquoted(value);
            match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
                Some(list) => items.extend(list.split(',').map(unquoted)),
                None => items.push(value),
            }
            while let Some(item) = lines.peek().and_then(|line| line.trim_start().strip_prefix("- ")) {
                items.push(unquoted(item));
                lines.next();
            }
            items.retain(|item| !item.is_empty() && !matches!(*item, "|" | ">" | ">-" | "|-"));
            return Some((unquoted(key), items.join("; ")));
        }
    })
}

/// The two sides of the first colon or sign of equality of a line.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let place = line.find([':', '='])?;
    Some((&line[..place], &line[place + 1..]))
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark)).unwrap_or(text)
}

/// Labels the front matter.
pub(super) fn label(text: &str, blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let Some((_, end)) = front_matter(text) else { return };
    for (_, label) in blocks.iter().zip(&mut labels.labels).take_while(|(block, _)| block.range.start < end) {
        label.set(SegmentKind::Header, SegmentRule::FrontMatter);
    }
}

#[cfg(test)]
mod tests {
    use super::{front_matter, values};

    #[test]
    fn front_matter_of_a_file() {
        let text = "---\ntitle: \"The dam\"\ndate: 2031-03-03\nspeakers:\n  - Ilse Marren\n  - Tom Venn\ntags: [dam, river]\n---\n\nThe dam.\n";
        let (matter, end) = front_matter(text).unwrap();
        assert_eq!(&text[end..], "\nThe dam.\n");
        let found: Vec<(&str, String)> = values(matter).collect();
        let expected = [
            ("title", "The dam"),
            ("date", "2031-03-03"),
            ("speakers", "Ilse Marren; Tom Venn"),
            ("tags", "dam; river"),
        ];
        assert_eq!(found, expected.map(|(key, value)| (key, value.to_owned())));
    }

    #[test]
    fn front_matter_in_toml() {
        let text = "+++\ntitle = \"The dam\"\ndate = 2031-03-03\ntags = [\"dam\", \"river\"]\n[extra]\n+++\n\nThe dam.\n";
        let (matter, end) = front_matter(text).unwrap();
        assert_eq!(&text[end..], "\nThe dam.\n");
        let found: Vec<(&str, String)> = values(matter).collect();
        let expected = [("title", "The dam"), ("date", "2031-03-03"), ("tags", "dam; river")];
        assert_eq!(found, expected.map(|(key, value)| (key, value.to_owned())));
        assert!(front_matter("+++\nThe dam: closed.\n+++\n").is_none());
    }

    #[test]
    fn what_only_looks_like_front_matter() {
        for text in [
            "---\nThe dam is closed, she said.\n---\n",
            "---\n---\n",
            "---",
            "title: a\n---\n",
            "---\ntitle: a\n",
            "--- a\nb: c\n---",
        ] {
            assert!(front_matter(text).is_none(), "{text:?}");
        }
    }
}

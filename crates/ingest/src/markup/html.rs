//! Pages of the web: their main text, by the readability port `dom_smoothie`.

use std::sync::Arc;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use textmill_corpus::Metadata;

use super::lines::BlockLines;
use crate::{Reject, records::Record};

/// Elements may stand in each other so deep; browsers stop at 512.
const DEEPEST: usize = 512;
/// An encoding is declared in the first bytes, or not at all (HTML Standard, prescan).
const PRESCAN_BYTES: usize = 1024;

/// The encoding that a page declares for itself (`<meta charset=…>`).
pub(crate) fn declared_encoding(page: &[u8]) -> Option<&'static Encoding> {
    let head = page.get(..PRESCAN_BYTES).unwrap_or(page).to_ascii_lowercase();
    let place = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let label: Vec<u8> = head
        .get(place..)?
        .iter()
        .copied()
        .skip_while(|byte| b"\"' ".contains(byte))
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))
        .collect();
    Encoding::for_label(&label)
}

/// The title and the main text of a page, and what it says of its date and publisher. Where no main text is found, the whole page
/// but its navigation is taken.
///
/// # Errors
///
/// [`Reject::Unreadable`] for a page whose elements are nested too deep.
pub(crate) fn html_page(page: &str) -> Result<Record, Reject> {
    if depth(page) > DEEPEST {
        return Err(Reject::Unreadable(format!("its elements stand in each other more than {DEEPEST} deep")));
    }
    let mut lines = BlockLines::default();
    let mut metadata = Metadata::default();
    let article = Readability::new(page, None, Some(Config::default())).and_then(|mut page| page.parse());
    match article {
        Ok(article) => {
            lines.push(&article.title);
            lines.end_block();
            push_blocks(&Document::from(article.content), &mut lines);
            metadata.date = article.published_time.as_deref().map(Arc::from);
            metadata.source = article.site_name.as_deref().map(Arc::from);
        }
        Err(_) => {
            let document = Document::from(page);
            lines.push(&document.select("title").text());
            lines.end_block();
            push_blocks(&document, &mut lines);
        }
    }
    Ok(Record { text: lines.into_text(), metadata })
}

/// How deep the elements of a page stand in each other, at the most. Elements that need no end are not counted: a page of a
/// thousand paragraphs is flat.
fn depth(page: &str) -> usize {
    const FLAT: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "img", "hr",
        "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "param", "track", "path",
    ];
    let (mut depth, mut most) = (0_usize, 0);
    for place in memchr::memchr_iter(b'<', page.as_bytes()) {
        let rest = &page[place + 1..];
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &rest[..length];
        if name.is_empty() || FLAT.iter().any(|flat| name.eq_ignore_ascii_case(flat)) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        most = most.max(depth);
    }
    most
}

/// Elements without a text of the page's own.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "form", "button", "svg", "iframe", "object", "select",
    "textarea", "head", "footer", "title",
];
/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "pre",
    "table",
    "tr",
    "figure",
    "figcaption",
    "address",
    "details",
    "summary",
    "hr",
    "body",
];

fn push_blocks(document: &Document, lines: &mut BlockLines) {
    push_children(&document.root(), lines);
    lines.end_block();
}

/// Adds the texts below a node. It goes no deeper than [`DEEPEST`] and the elements that need no end.
fn push_children(node: &NodeRef<'_>, lines: &mut BlockLines) {
    for child in node.children_it(false) {
        if child.is_text() {
            lines.push(&child.text());
            continue;
        }
        let name = child.node_name().unwrap_or_default();
        match name.as_ref() {
            name if LEFT_OUT.contains(&name) => continue,
            "br" => lines.end_line(),
            "li" => lines.mark("- "),
            "blockquote" => lines.mark("> "),
            "td" | "th" => lines.end_cell(),
            name if BLOCKS.contains(&name) => lines.end_block(),
            _ => {}
        }
        push_children(&child, lines);
        if matches!(name.as_ref(), "li" | "blockquote") || BLOCKS.contains(&name.as_ref()) {
            lines.end_block();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{declared_encoding, depth, html_page};

    const SENTENCE: &str = "The river has left its bed, and the commission, which nobody elected, has found no gauge to read it by.";

    #[test]
    fn the_main_text_of_a_page() {
        let paragraphs = format!("<p>{SENTENCE}</p>\n").repeat(6);
        let page = format!(
            "<!doctype html><html><head><title>The Weir breaks</title><meta property=\"og:site_name\" content=\"The Ford\">\
             <meta property=\"article:published_time\" content=\"2031-03-14T10:00:00Z\"><style>p {{ color: red }}</style>\
             <script>var hidden = 'script words';</script></head><body><nav><a href=/>Home</a> <a href=/x>Sport</a></nav>\
             <article><h1>The Weir breaks</h1>{paragraphs}<ul><li>one gauge</li><li>two gauges</li></ul>\
             <blockquote>We knew &mdash; all of us.</blockquote></article><footer>All rights reserved</footer></body></html>"
        );
        let record = html_page(&page).unwrap();
        assert!(record.text.starts_with(&format!("The Weir breaks\n\n{SENTENCE}\n\n")), "{}", record.text);
        assert!(
            record.text.contains("\n\n- one gauge\n\n- two gauges\n\n> We knew — all of us.\n"),
            "{}",
            record.text
        );
        for absent in ["script words", "color", "Sport", "All rights"] {
            assert!(!record.text.contains(absent), "{absent}");
        }
        assert_eq!(record.metadata.source.as_deref(), Some("The Ford"));
        assert!(record.metadata.date.is_some_and(|date| date.starts_with("2031-03-14")));
    }

    #[test]
    fn a_page_with_little_text_is_taken_whole() {
        let record = html_page("<title>A</title><p>Short<br>lines.<script>no</script></p>").unwrap();
        assert_eq!(record.text.matches("Short\nlines.").count(), 1, "{}", record.text);
        assert!(!record.text.contains("no"));
        assert_eq!(html_page("").map(|record| record.text).as_deref(), Ok(""));
    }

    #[test]
    fn encodings_are_declared_in_the_head() {
        let name = |page: &[u8]| declared_encoding(page).map(|encoding| encoding.name());
        assert_eq!(name(b"<META CHARSET=\"Windows-1251\">"), Some("windows-1251"));
        assert_eq!(name(b"<meta http-equiv=c content='text/html; charset=koi8-r'>"), Some("KOI8-R"));
        assert_eq!(name(b"<meta charset=nonsense>"), None);
        assert_eq!(name(b"<p>none"), None);
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(depth(&"<p>one<br>".repeat(2000)), 0);
        assert_eq!(depth(&"<div>".repeat(2000)), 2000);
        assert!(html_page(&"<div>".repeat(50_000)).is_err());
        let deep = format!("{}{SENTENCE}{}", "<div>".repeat(500), "</div>".repeat(500));
        assert!(html_page(&deep).unwrap().text.contains(SENTENCE));
        assert!(
            html_page(&"<p><b>x".repeat(2000)).is_err(),
            "unclosed elements are reopened in each paragraph"
        );
        assert!(html_page(&"<td>x<li>".repeat(20_000)).is_ok());
    }
}

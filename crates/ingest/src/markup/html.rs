//! Pages of the web: their main text, by the readability port `dom_smoothie`.

use std::sync::Arc;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use textmill_corpus::Metadata;

use super::{
    CAPTION_MARK, PAGE_MARK,
    lines::BlockLines,
    tags::{most_attributes, open_elements},
};
use crate::{Codec, Reject, records::Record};

/// Elements may stand in each other so deep; browsers stop at 512.
const DEEPEST: usize = 512;
/// An encoding is declared in the first bytes, or not at all (HTML Standard, prescan).
const PRESCAN_BYTES: usize = 1024;

/// The encoding that a page declares for itself (`<meta charset=…>`).
pub(crate) fn declared_encoding(page: &[u8]) -> Option<Codec> {
    let head = page.get(..PRESCAN_BYTES).unwrap_or(page).to_ascii_lowercase();
    let place = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let label: Vec<u8> = head
        .get(place..)?
        .iter()
        .copied()
        .skip_while(|byte| b"\"' ".contains(byte))
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))
        .collect();
    Codec::for_label(&String::from_utf8_lossy(&label))
}

/// The title and the main text of a page, and what it says of its date and publisher. Where no main text is found, the whole page
/// but its navigation is taken.
///
/// # Errors
///
/// [`Reject::Unreadable`] for a page whose elements are nested too deep.
pub(crate) fn html_page(page: &str) -> Result<Record, Reject> {
    let document = parsed(page)?;
    let mut lines = BlockLines::default();
    let mut metadata = Metadata::default();
    let article =
        Readability::with_document(document.clone(), None, Some(config())).and_then(|mut page| page.parse());
    match article {
        Ok(article) => {
            let title = only_heading(&document).unwrap_or_else(|| article.title.to_string());
            let content = Document::from(article.content);
            // The content may begin with it.
            if first_block(&content) != title {
                lines.push(&title);
                lines.end_block();
            }
            push_blocks(&content, &mut lines);
            metadata.title = Some(Arc::from(title.as_str())).filter(|title: &Arc<str>| !title.is_empty());
            metadata.date = article.published_time.as_deref().map(Arc::from);
            metadata.source = article.site_name.as_deref().map(Arc::from);
        }
        Err(_) => {
            lines.push(&document.select("title").text());
            lines.end_block();
            push_blocks(&document, &mut lines);
        }
    }
    Ok(Record { text: lines.into_text(), metadata })
}

/// A parser compares each attribute of a tag with all that stand before it.
const MOST_ATTRIBUTES: usize = 4096;
/// A page that seems so deep to one who only reads its tags is not parsed, since a parser looks at all open elements again and again.
const SEEMINGLY_DEEPEST: usize = 4096;

/// The whole text of a page that holds several articles of a press database, which no main text is; nothing for other pages.
pub(crate) fn press_page(page: &str) -> Option<String> {
    let counts = |word: &[u8]| memchr::memmem::find_iter(page.as_bytes(), word).take(2).count();
    // `<DOC NUMBER=2>` in comments, or the line that counts them.
    if counts(b" DOCUMENTS<") + counts(b" DOKUMENTE") + counts(b"<DOCFULL>") < 2 {
        return None;
    }
    let document = parsed(page).ok()?;
    let mut lines = BlockLines::default();
    push_blocks(&document, &mut lines);
    Some(lines.into_text())
}

/// The text of a piece of a page, as feeds have it.
///
/// # Errors
///
/// As [`html_page`].
pub(crate) fn html_fragment(html: &str) -> Result<String, Reject> {
    let document = parsed(html)?;
    let mut lines = BlockLines::default();
    push_blocks(&document, &mut lines);
    Ok(lines.into_text())
}

/// The text of the only `h1` of a page, which is its title whatever the `title` says.
fn only_heading(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    let text = headings.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (headings.length() == 1 && !text.is_empty() && text.len() <= 300).then_some(text)
}

/// The first block of the text of a page.
fn first_block(content: &Document) -> String {
    let mut lines = BlockLines::default();
    push_blocks(content, &mut lines);
    lines.into_text().lines().next().unwrap_or_default().to_owned()
}

/// The classes of elements are kept: they tell captions and calls to subscribe from the text.
fn config() -> Config {
    Config { keep_classes: true, ..Config::default() }
}

/// The elements of a page.
fn parsed(page: &str) -> Result<Document, Reject> {
    let too_deep =
        || Reject::Unreadable(format!("its elements stand in each other more than {DEEPEST} deep"));
    if most_attributes(page) > MOST_ATTRIBUTES {
        return Err(Reject::Unreadable(format!(
            "one of its tags has more than {MOST_ATTRIBUTES} attributes"
        )));
    }
    let open = open_elements(page);
    if open.formats > DEEPEST || open.all > SEEMINGLY_DEEPEST {
        return Err(too_deep());
    }
    let document = Document::from(page);
    if depth(&document) > DEEPEST { Err(too_deep()) } else { Ok(document) }
}

/// How deep the elements of a page stand in each other.
fn depth(document: &Document) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut node = document.root().first_child();
    while let Some(current) = node {
        most = most.max(depth + 1);
        node = current.first_child();
        if node.is_some() {
            depth += 1;
            continue;
        }
        let mut last = Some(current);
        while let Some(done) = last {
            node = done.next_sibling();
            if node.is_some() {
                break;
            }
            depth = depth.saturating_sub(1);
            last = done.parent();
        }
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
    let all = document.root().text().len();
    push_children(&document.root(), Zone::Text, all, lines);
    lines.end_block();
}

/// What an element holds, as its name and classes tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Text,
    Caption,
    /// What the page says to every reader.
    Page,
}

impl Zone {
    /// What stands before each of its blocks.
    fn mark(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Caption => CAPTION_MARK,
            Self::Page => PAGE_MARK,
        }
    }
}

/// Parts of the names of classes of captions.
const CAPTION_CLASSES: &[&str] =
    &["caption", "cutline", "photo-credit", "image-credit", "photocredit", "imagecredit", "media-credit"];
/// Parts of the names of classes of what the page says to every reader.
const PAGE_CLASSES: &[&str] = &[
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "sign-up",
    "related",
    "recommended",
    "most-read",
    "mostread",
    "most-popular",
    "trending",
    "promo",
    "advert",
    "share-",
    "sharing",
    "social",
    "author-bio",
    "authorbio",
    "author-info",
    "about-author",
    "about-the-author",
    "read-more",
    "readmore",
    "more-stories",
    "recirc",
    "paywall",
    "taboola",
    "outbrain",
    "read-next",
    "also-read",
];
/// A part of the page that is not its text has at most so many bytes, and is no more than one of so many of all.
const ZONE_BYTES: usize = 1500;
const ZONE_ONE_IN: usize = 3;

/// What an element below another holds, in a text of so many bytes.
fn zone_of(node: &NodeRef<'_>, name: &str, outer: Zone, all: usize) -> Zone {
    if outer != Zone::Text {
        return outer;
    }
    let classes = node.attr("class").map(|classes| classes.to_lowercase()).unwrap_or_default();
    let has = |parts: &[&str]| parts.iter().any(|part| classes.contains(part));
    let zone = if name == "figcaption" || has(CAPTION_CLASSES) {
        Zone::Caption
    } else if has(PAGE_CLASSES) || name == "aside" || matches!(name, "ul" | "ol") && is_of_links(node) {
        Zone::Page
    } else {
        return Zone::Text;
    };
    let bytes = node.text().trim().len();
    if bytes <= ZONE_BYTES && bytes * ZONE_ONE_IN <= all { zone } else { Zone::Text }
}

/// Whether a list is one of links to other pages: hardly anything in it is no link, and the links are as long as headlines.
fn is_of_links(list: &NodeRef<'_>) -> bool {
    let links: Vec<usize> = list
        .descendants_it()
        .filter(|node| node.has_name("a"))
        .map(|link| link.text().trim().len())
        .collect();
    let linked: usize = links.iter().sum();
    links.len() >= 2
        && linked * 10 >= list.text().split_whitespace().map(|word| word.len() + 1).sum::<usize>() * 9
        && linked >= links.len() * HEADLINE_BYTES
}

/// A headline has at least so many bytes.
const HEADLINE_BYTES: usize = 20;

/// Adds the texts below a node. It goes no deeper than [`DEEPEST`] and the elements that need no end.
fn push_children(node: &NodeRef<'_>, zone: Zone, all: usize, lines: &mut BlockLines) {
    for child in node.children_it(false) {
        if child.is_text() {
            lines.push(&child.text());
            continue;
        }
        let name = child.node_name().unwrap_or_default();
        let inner = zone_of(&child, name.as_ref(), zone, all);
        let begins_zone = inner != zone;
        match name.as_ref() {
            name if LEFT_OUT.contains(&name) => continue,
            "br" => lines.end_line(),
            "pre" => {
                lines.push_lines(&child.text());
                continue;
            }
            _ if inner != Zone::Text
                && (begins_zone || name.as_ref() == "li" || BLOCKS.contains(&name.as_ref())) =>
            {
                lines.mark(inner.mark());
            }
            "li" => lines.mark("- "),
            "blockquote" => lines.mark("> "),
            "td" | "th" => lines.end_cell(),
            name if BLOCKS.contains(&name) => lines.end_block(),
            _ => {}
        }
        push_children(&child, inner, all, lines);
        if begins_zone || matches!(name.as_ref(), "li" | "blockquote") || BLOCKS.contains(&name.as_ref()) {
            lines.end_block();
            lines.unmark();
        }
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

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
        assert_eq!(record.metadata.title.as_deref(), Some("The Weir breaks"));
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
    fn captions_and_the_pages_own_lists_are_marked() {
        let page = format!(
            "<html><head><title>Dam</title></head><body><article><h1>The dam and the records of calls</h1><p>{SENTENCE}</p>\
             <p class=\"image-credit-wrap\"><span class=\"js-caption\">The gate of the dam.</span> <span>(Photo: Tom Venn, AP)</span></p>\
             <figure><img src=a.jpg><figcaption>Minister Ilse Marren at the dam. Photograph: Anton Quill/Reuters</figcaption></figure><p>{SENTENCE}</p>\
             <div class=newsletter-box><p>Get our best stories every morning.</p><p>Or at night.</p></div><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE}</p></article></body></html>"
        );
        let text = html_page(&page).unwrap().text;
        assert!(text.contains("[Caption] Minister Ilse Marren at the dam."), "{text}");
        assert!(text.contains("[Caption] The gate of the dam."), "{text}");
        assert!(!text.contains("Get our best") || text.contains("[Page] Get our best stories"), "{text}");
        assert_eq!(text.matches(SENTENCE).count(), 5, "{text}");
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
        assert!(depth(&Document::from("<p>one<br>".repeat(2000))) < 8);
        assert!(depth(&Document::from("<div>".repeat(2000))) >= 2000);
        assert!(html_page(&"<div>".repeat(50_000)).is_err());
        let flat = format!("<svg>{}</svg><p>{SENTENCE}</p>", "<circle r=\"1\"/>".repeat(2000));
        assert!(html_page(&flat).unwrap().text.contains(SENTENCE), "elements that end themselves are flat");
        let deep = format!("{}{SENTENCE}{}", "<div>".repeat(500), "</div>".repeat(500));
        assert!(html_page(&deep).unwrap().text.contains(SENTENCE));
        let unlike: String = (0..2000).map(|number| format!("<p><b id={number}>x")).collect();
        assert!(html_page(&unlike).is_err(), "unclosed elements are reopened in each paragraph");
        let alike = html_page(&format!("<p><b>{SENTENCE}").repeat(2000)).unwrap();
        assert_eq!(alike.text.matches(SENTENCE).count(), 2000, "but for more than three that are alike");
        assert!(html_page(&"<td>x<li>".repeat(20_000)).is_ok());
    }
}

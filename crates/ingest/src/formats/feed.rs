//! Feeds: RSS 2.0, RSS 1.0 and Atom.

use std::sync::Arc;

use textmill_corpus::Metadata;

use crate::{
    Reject,
    formats::elements::{Node, Tag, read_elements, root_name},
    records::Record,
};

/// Elements of HTML that have no end.
const NEVER_CLOSED: &[&str] =
    &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// The longest name of an entity, in bytes.
const ENTITY_BYTES: usize = 10;

/// An item of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FeedItem {
    /// Its text and what the feed says of it.
    pub record: Record,
    /// The text is HTML.
    pub is_html: bool,
}

/// Whether the root element is that of a feed.
pub(crate) fn is_feed(xml: &str) -> bool {
    root_name(xml).is_some_and(|name| matches!(name.as_str(), "rss" | "RDF" | "feed"))
}

/// The items of a feed that have a text.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is not well-formed, and [`Reject::BadRecord`] for a feed without texts.
pub(crate) fn feed_records(xml: &str) -> Result<Vec<FeedItem>, Reject> {
    let mut reader = FeedReader::default();
    read_elements(xml, |node| match node {
        Node::Open(tag) => reader.open(tag),
        Node::Close(name) => reader.close(name),
        Node::Text(text) => reader.text(text),
    })?;
    let source: Option<Arc<str>> = reader.title.as_deref().and_then(shared);
    for item in &mut reader.items {
        item.record.metadata.source.clone_from(&source);
    }
    if reader.items.is_empty() {
        return Err(Reject::BadRecord("no item of the feed has a text".to_owned()));
    }
    Ok(reader.items)
}

/// What an element of an item gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// The whole text (`content:encoded`).
    Encoded,
    /// The whole text of Atom.
    Content,
    /// The text of RSS.
    Description,
    /// The summary of Atom.
    Summary,
    /// The title.
    Title,
    /// The day of RSS.
    PubDate,
    /// The day of Dublin Core.
    DcDate,
    /// The day of Atom.
    Published,
    /// The day of the last change.
    Updated,
}

impl Field {
    /// So many fields there are.
    const COUNT: usize = 9;
    /// The texts, the best first.
    const TEXTS: [Self; 4] = [Self::Encoded, Self::Content, Self::Description, Self::Summary];
    /// The days, the best first.
    const DATES: [Self; 4] = [Self::PubDate, Self::DcDate, Self::Published, Self::Updated];

    /// The field of an element, by its name with its prefix.
    fn of(name: &str) -> Option<Self> {
        let bare =
            ["atom:", "a10:", "rss:"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
        Some(match bare {
            "content:encoded" => Self::Encoded,
            "content" => Self::Content,
            "description" => Self::Description,
            "summary" => Self::Summary,
            "title" => Self::Title,
            "pubDate" | "pubdate" => Self::PubDate,
            "dc:date" => Self::DcDate,
            "published" | "issued" => Self::Published,
            "updated" | "modified" => Self::Updated,
            _ => return None,
        })
    }
}

/// What an element of text holds, by its `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Content {
    /// Text, or HTML if it looks like it (RSS).
    #[default]
    Guess,
    /// Text.
    Text,
    /// HTML, escaped.
    Html,
    /// HTML as elements.
    Elements,
}

/// The value of a field.
#[derive(Clone, Debug, Default)]
struct Value {
    /// The characters, and the tags of [`Content::Elements`].
    text: String,
    /// What it holds.
    content: Content,
}

/// A field that is open.
struct OpenField {
    /// Which.
    field: Field,
    /// So many elements are open in it.
    depth: usize,
    /// What it holds so far.
    value: Value,
}

/// Collects the items of a feed.
#[derive(Default)]
struct FeedReader {
    /// The title of the feed.
    title: Option<String>,
    /// The names of the elements around a field, without prefixes.
    path: Vec<String>,
    /// The root element is that of Atom.
    is_atom: bool,
    /// The fields of the open item, if one is open, and the place of the item among the elements.
    item: Option<([Option<Value>; Field::COUNT], usize)>,
    /// The open field.
    field: Option<OpenField>,
    /// The items that are finished.
    items: Vec<FeedItem>,
}

impl FeedReader {
    /// An element begins.
    fn open(&mut self, tag: Tag<'_>) {
        if let Some(open) = &mut self.field {
            open.depth += 1;
            if open.value.content == Content::Elements {
                open.value.text.push_str(&format!("<{}>", tag.raw()));
            }
            return;
        }
        let name = tag.name();
        if self.path.is_empty() {
            self.is_atom = name == "feed";
        }
        if self.is_at_field()
            && let Some(field) = Field::of(tag.full_name())
        {
            let value = Value { text: String::new(), content: self.content(tag) };
            self.field = Some(OpenField { field, depth: 0, value });
            return;
        }
        if self.item.is_none() && matches!(name, "item" | "entry") {
            self.item = Some((Default::default(), self.path.len() + 1));
        }
        self.path.push(name.to_owned());
    }

    /// Whether a field of the feed or of an item may begin: the innermost element is one of these.
    fn is_at_field(&self) -> bool {
        match &self.item {
            Some((_, depth)) => self.path.len() == *depth,
            None => self.path.last().is_some_and(|name| matches!(name.as_str(), "channel" | "feed")),
        }
    }

    /// What an element of text holds.
    fn content(&self, tag: Tag<'_>) -> Content {
        let kind = tag.attribute("type").map(|kind| kind.to_lowercase());
        match kind.as_deref() {
            Some("xhtml" | "application/xhtml+xml") => Content::Elements,
            Some("html" | "text/html") => Content::Html,
            Some(_) => Content::Text,
            None if self.is_atom => Content::Text,
            None => Content::Guess,
        }
    }

    /// An element ends.
    fn close(&mut self, name: &str) {
        match self.field.take() {
            Some(mut open) if open.depth > 0 => {
                open.depth -= 1;
                if open.value.content == Content::Elements && !NEVER_CLOSED.contains(&name) {
                    open.value.text.push_str(&format!("</{name}>"));
                }
                self.field = Some(open);
            }
            Some(open) => self.end_field(open),
            None => {
                if self.item.as_ref().is_some_and(|(_, depth)| self.path.len() == *depth) {
                    self.end_item();
                }
                self.path.pop();
            }
        }
    }

    /// Characters come.
    fn text(&mut self, text: &str) {
        let Some(open) = &mut self.field else { return };
        if open.value.content == Content::Elements {
            for character in text.chars() {
                match character {
                    '<' => open.value.text.push_str("&lt;"),
                    '&' => open.value.text.push_str("&amp;"),
                    _ => open.value.text.push(character),
                }
            }
        } else {
            open.value.text.push_str(text);
        }
    }

    /// The end of a field. The first of its sort with a text counts.
    fn end_field(&mut self, open: OpenField) {
        if open.value.text.trim().is_empty() {
            return;
        }
        match &mut self.item {
            Some((values, _)) => {
                if let Some(place) = values.get_mut(open.field as usize) {
                    place.get_or_insert(open.value);
                }
            }
            None if open.field == Field::Title => {
                self.title.get_or_insert_with(|| plain(&open.value));
            }
            None => {}
        }
    }

    /// The end of an item.
    fn end_item(&mut self) {
        let Some((mut values, _)) = self.item.take() else { return };
        let mut take = |field: Field| values.get_mut(field as usize).and_then(Option::take);
        let title = take(Field::Title).and_then(|title| shared(&plain(&title)));
        let date = Field::DATES.into_iter().find_map(&mut take).and_then(|date| shared(&date.text));
        let Some(value) = Field::TEXTS.into_iter().find_map(|field| Some((field, take(field)?))) else {
            return;
        };
        let is_html = is_html(&value.1, value.0);
        let metadata = Metadata { title, date, ..Metadata::default() };
        self.items.push(FeedItem { record: Record { text: value.1.text, metadata }, is_html });
    }
}

/// Whether the text of a field is HTML.
fn is_html(value: &Value, field: Field) -> bool {
    match value.content {
        Content::Html | Content::Elements => true,
        Content::Text => false,
        Content::Guess => field == Field::Encoded || has_markup(&value.text),
    }
}

/// Whether a text has tags or entities.
fn has_markup(text: &str) -> bool {
    let after = |sign: char| text.match_indices(sign).filter_map(|(place, _)| text.get(place + 1..));
    let is_tag = |rest: &str| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!')
    };
    let is_entity = |rest: &str| {
        let length = rest
            .bytes()
            .take(ENTITY_BYTES)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        length > 1 && rest.as_bytes().get(length) == Some(&b';')
    };
    text.contains('>') && after('<').any(is_tag) || after('&').any(is_entity)
}

/// A title without tags and entities.
fn plain(value: &Value) -> String {
    if value.content == Content::Text || !has_markup(&value.text) {
        return value.text.clone();
    }
    let mut shown = String::new();
    let mut in_tag = false;
    let last = value.text.rfind('>').unwrap_or(0);
    for (place, character) in value.text.char_indices() {
        match character {
            '<' if place < last => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => shown.push(character),
            _ => {}
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&apos;", "'")];
    let quotes = [("&#8217;", "’"), ("&#8216;", "‘"), ("&#8220;", "“"), ("&#8221;", "”"), ("&#8211;", "–")];
    let rest = [
        ("&#8212;", "—"),
        ("&#8230;", "…"),
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&#038;", "&"),
        ("&amp;", "&"),
    ];
    for (entity, character) in entities.iter().chain(&quotes).chain(&rest) {
        if shown.contains(entity) {
            shown = shown.replace(entity, character);
        }
    }
    shown
}

/// A text with one blank for all white space; none if it is empty.
fn shared(text: &str) -> Option<Arc<str>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Arc::from(text))
}

#[cfg(test)]
mod tests {
    use super::{FeedItem, feed_records, is_feed};

    fn shown(items: &[FeedItem]) -> Vec<(&str, bool, &str, &str, &str)> {
        items
            .iter()
            .map(|item| {
                let metadata = &item.record.metadata;
                let [title, date, source] = [&metadata.title, &metadata.date, &metadata.source];
                (
                    item.record.text.as_str(),
                    item.is_html,
                    title.as_deref().unwrap_or_default(),
                    date.as_deref().unwrap_or_default(),
                    source.as_deref().unwrap_or_default(),
                )
            })
            .collect()
    }

    #[test]
    fn rss_with_and_without_whole_texts() {
        let xml = "<?xml version='1.0'?><rss version='2.0'><channel><image><title>Logo</title></image><title>The\n Ford</title>\
            <description>About</description><item><title>Dam &amp;amp; weir <![CDATA[<b>hold</b>]]></title><media:title>No</media:title>\
            <media:description>No</media:description><description>Short</description>\
            <content:encoded><![CDATA[<p>It holds.</p>]]></content:encoded><pubDate>Fri, 14 Mar 2031 10:00:00 GMT</pubDate></item>\
            <item><description>It &lt;b&gt;holds&lt;/b&gt;.</description><dc:date>2031-03-15</dc:date></item>\
            <item><title>Only</title><description> </description></item><item><description>5 &lt; 6 &amp; so</description>\
            <source><title>x</title></source></item></channel></rss>";
        assert!(is_feed(xml));
        let items = feed_records(xml).unwrap();
        assert_eq!(
            shown(&items),
            [
                ("<p>It holds.</p>", true, "Dam & weir hold", "Fri, 14 Mar 2031 10:00:00 GMT", "The Ford"),
                ("It <b>holds</b>.", true, "", "2031-03-15", "The Ford"),
                ("5 < 6 & so", false, "", "", "The Ford"),
            ]
        );
    }

    #[test]
    fn rss_of_the_first_sort() {
        let xml = "<rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel><title>The Ford</title><items><rdf:Seq/></items></channel>\
            <item rdf:about='a'><title>Dam</title><description>It holds.</description><dc:date>2031-03-15</dc:date></item></rdf:RDF>";
        assert!(is_feed(xml));
        assert_eq!(
            shown(&feed_records(xml).unwrap()),
            [("It holds.", false, "Dam", "2031-03-15", "The Ford")]
        );
    }

    #[test]
    fn atom_with_its_sorts_of_content() {
        let xml = "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>The &lt;Ford&gt;</title>\
            <entry><title type='html'>The &lt;i&gt;dam&lt;/i&gt;</title><updated>2031-03-16</updated><published>2031-03-15</published>\
            <summary>Short</summary><content type='xhtml'><div class='a'>5 &lt; 6<br/> &amp; so</div></content></entry>\
            <entry><author><name>Ilse</name></author><source><title>No</title></source><title>A &amp;amp; B</title>\
            <content src='x'/><summary>a &lt;b&gt;</summary></entry>\
            <entry><content type='html'>&lt;p&gt;x</content></entry></feed>";
        assert!(is_feed(xml));
        let items = feed_records(xml).unwrap();
        assert_eq!(
            shown(&items),
            [
                ("<div class='a'>5 &lt; 6<br> &amp; so</div>", true, "The dam", "2031-03-15", "The <Ford>"),
                ("a <b>", false, "A &amp; B", "", "The <Ford>"),
                ("<p>x", true, "", "", "The <Ford>"),
            ]
        );
    }

    #[test]
    fn what_is_none() {
        assert!(!is_feed("<TEI/>") && !is_feed("rss"));
        for xml in [
            "",
            "<rss/>",
            "<rss><channel><item>",
            "<feed><title>The Ford</title><entry><title>x</title></entry></feed>",
        ] {
            assert!(feed_records(xml).is_err(), "{xml}");
        }
    }
}

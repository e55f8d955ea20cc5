//! The elements of an XML document with their attributes.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesStart, Event},
};

use crate::Reject;

/// Elements may stand in each other so deep.
const DEEPEST: usize = 1024;
/// The root element is looked for in so many bytes.
const ROOT_BYTES: usize = 4096;

/// What an XML document says, in its order.
pub(crate) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends; its name without its prefix.
    Close(&'a str),
    /// Characters.
    Text(&'a str),
}

/// The beginning of an element.
#[derive(Clone, Copy)]
pub(crate) struct Tag<'a>(&'a BytesStart<'a>);

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(crate) fn name(self) -> &'a str {
        let name = self.full_name();
        name.split_once(':').map_or(name, |(_, name)| name)
    }

    /// The name with its prefix.
    pub(crate) fn full_name(self) -> &'a str {
        self.0.name().into_inner()
    }

    /// The value of an attribute, by its name with its prefix. Blanks around it are left out, and an empty value is none.
    pub(crate) fn attribute(self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let raw = known.find(|attribute| attribute.key.as_ref() == name)?.value;
        let value = unescape(&raw).unwrap_or(Cow::Borrowed(&raw)).trim().to_owned();
        (!value.is_empty()).then_some(value)
    }

    /// The tag as it is written, without its brackets.
    pub(crate) fn raw(self) -> &'a str {
        self.0
    }
}

/// The name of the root element without its prefix, if the document begins with it.
pub(crate) fn root_name(xml: &str) -> Option<String> {
    let head = &xml[..xml.floor_char_boundary(ROOT_BYTES)];
    let mut reader = Reader::from_str(head.trim_start_matches('\u{FEFF}'));
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return Some(element.local_name().into_inner().to_owned());
            }
            Event::Text(text) if !text.trim().is_empty() => return None,
            Event::Eof | Event::GeneralRef(_) | Event::CData(_) => return None,
            _ => {}
        }
    }
}

/// Gives the nodes of a document in their order. A declared document type means nothing, and entities of its own stay as they are
/// written.
///
/// # Errors
///
/// [`Reject::Unreadable`] for a document that is not well-formed or is nested too deep.
pub(crate) fn read_elements(xml: &str, mut give: impl FnMut(Node<'_>)) -> Result<(), Reject> {
    let bad = |problem: &str| Reject::Unreadable(format!("its XML is wrong: {problem}"));
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| bad(&error.to_string()))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(bad("elements stand in each other too deep"));
                }
                give(Node::Open(Tag(&element)));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                give(Node::Close(element.local_name().into_inner()));
            }
            Event::Text(text) => give(Node::Text(&text)),
            Event::CData(text) => give(Node::Text(&text)),
            Event::GeneralRef(name) => match character(&name) {
                Some(character) => give(Node::Text(character.encode_utf8(&mut [0; 4]))),
                None => give(Node::Text(&format!("&{};", &*name))),
            },
            Event::Eof if depth > 0 => return Err(bad("it ends too early")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) | Event::DocType(_) => {}
        }
    }
}

/// The character of a reference: by its number, or one of the names that XML and older pages know.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    let known = resolve_predefined_entity(name).and_then(|text| text.chars().next());
    known.or(match name {
        "nbsp" => Some('\u{A0}'),
        "hellip" => Some('…'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Node, read_elements, root_name};

    fn shown(xml: &str) -> Result<String, String> {
        let mut shown = String::new();
        read_elements(xml, |node| match node {
            Node::Open(tag) => {
                let id = tag.attribute("xml:id").unwrap_or_default();
                shown.push_str(&format!("<{} {} {id}>", tag.name(), tag.full_name()));
            }
            Node::Close(name) => shown.push_str(&format!("</{name}>")),
            Node::Text(text) => shown.push_str(text),
        })
        .map_err(|reject| format!("{reject:?}"))?;
        Ok(shown)
    }

    #[test]
    fn nodes_attributes_and_references() {
        let xml = "\u{FEFF}<!DOCTYPE a [<!ENTITY dam 'x'>]><t:a n='1' xml:id=' b&amp;c '>&dam; &#x201C;A &amp; B&nbsp;&<t:b/><![CDATA[<3]]></t:a>";
        assert_eq!(shown(xml).as_deref(), Ok("<a t:a b&c>&dam; “A & B\u{A0}&<b t:b ></b><3</a>"));
        assert!(shown("<a><b></a>").is_err());
        assert!(shown("<a>").unwrap_err().contains("too early"));
        assert!(shown(&"<a>".repeat(2000)).unwrap_err().contains("too deep"));
        assert!(shown("<a b=c d='>x</a>").is_err());
    }

    #[test]
    fn roots_are_found() {
        assert_eq!(
            root_name("<?xml version='1.0'?><!-- a --><!DOCTYPE TEI []>\n<t:TEI a='b'>").as_deref(),
            Some("TEI")
        );
        assert_eq!(root_name("<rss/>").as_deref(), Some("rss"));
        for text in ["", "The dam", "  text <a>", &format!("<!-- {} --><a>", "é".repeat(4000))] {
            assert_eq!(root_name(text), None);
        }
    }
}

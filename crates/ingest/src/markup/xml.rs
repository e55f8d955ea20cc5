//! The events of an XML file inside an archive.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use crate::{EncodingHint, Reject, decode};

/// Elements may stand in each other so deep.
const DEEPEST: usize = 4096;

/// What an XML file says, as far as texts need it. Names are without their prefixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node<'a> {
    /// An element begins.
    Open(&'a str),
    /// An element ends.
    Close(&'a str),
    /// Characters.
    Text(&'a str),
}

/// Gives the nodes of an XML file in their order.
///
/// # Errors
///
/// [`Reject::Unreadable`] for a file that is not well-formed, declares a document type, or is nested too deep. No entity but XML's
/// own is ever expanded.
pub(crate) fn read_xml(xml: &[u8], mut give: impl FnMut(Node<'_>)) -> Result<(), Reject> {
    read_xml_with(xml, |node, _| give(node))
}

/// The attributes of an element that begins, by their names without prefixes.
pub(crate) struct Attributes<'a>(Option<&'a BytesStart<'a>>);

impl Attributes<'_> {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0?.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

/// As [`read_xml`], with the attributes of each element that begins.
///
/// # Errors
///
/// As [`read_xml`].
pub(crate) fn read_xml_with(
    xml: &[u8],
    mut give: impl FnMut(Node<'_>, &Attributes<'_>),
) -> Result<(), Reject> {
    let bad = |problem: String| Reject::Unreadable(format!("its XML is wrong: {problem}"));
    let xml = decode(xml, EncodingHint::None)?;
    let mut reader = Reader::from_str(&xml.text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| bad(error.to_string()))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(bad("elements stand in each other too deep".to_owned()));
                }
                give(Node::Open(element.local_name().as_ref()), &Attributes(Some(&element)));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                give(Node::Close(element.local_name().as_ref()), &Attributes(None));
            }
            Event::Text(text) => give(Node::Text(&text), &Attributes(None)),
            Event::CData(text) => give(Node::Text(&text), &Attributes(None)),
            Event::GeneralRef(reference) => {
                let number = reference.resolve_char_ref().map_err(|error| bad(error.to_string()))?;
                match (number, resolve_predefined_entity(&reference)) {
                    (Some(character), _) => {
                        give(Node::Text(character.encode_utf8(&mut [0; 4])), &Attributes(None))
                    }
                    (None, Some(text)) => give(Node::Text(text), &Attributes(None)),
                    (None, None) => {
                        return Err(bad(format!("it uses an entity of its own, &{};", &*reference)));
                    }
                }
            }
            Event::DocType(_) => return Err(bad("it declares a document type".to_owned())),
            Event::Eof if depth > 0 => return Err(bad("it ends too early".to_owned())),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Write};

    use super::{Node, read_xml};
    use crate::zip_parts::ZipParts;

    /// An archive with one member.
    pub(crate) fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn nodes(xml: &str) -> Result<String, String> {
        let mut shown = String::new();
        read_xml(xml.as_bytes(), |node| match node {
            Node::Open(name) => shown.push_str(&format!("<{name}>")),
            Node::Close(name) => shown.push_str(&format!("</{name}>")),
            Node::Text(text) => shown.push_str(text),
        })
        .map_err(|reject| reject.to_string())?;
        Ok(shown)
    }

    #[test]
    fn nodes_come_in_their_order() {
        let xml = "<?xml version='1.0'?><w:p w:val='a&amp;b'>one &amp; &#x201C;two<w:br/><!-- no --><![CDATA[<3]]></w:p>";
        assert_eq!(nodes(xml).as_deref(), Ok("<p>one & “two<br></br><3</p>"));
    }

    #[test]
    fn entities_depth_and_ruins_are_refused() {
        let laughs = "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;'>]><a>&m;</a>";
        assert!(nodes(laughs).unwrap_err().contains("document type"));
        assert!(nodes("<a>&m;</a>").unwrap_err().contains("entity of its own"));
        assert!(nodes(&"<a>".repeat(5000)).unwrap_err().contains("too deep"));
        assert!(nodes("<a><b>").unwrap_err().contains("too early"));
        assert!(nodes("<a></b>").is_err());
    }

    #[test]
    fn a_member_is_found_or_missed() {
        let packed = archive("content.xml", b"<a/>");
        assert_eq!(ZipParts::of_file(&packed).part("content.xml").as_deref(), Ok(b"<a/>".as_slice()));
        assert!(ZipParts::of_file(&packed).part("word/document.xml").is_err());
        assert!(ZipParts::of_file(b"PK").part("content.xml").is_err());
    }
}

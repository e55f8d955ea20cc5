//! Books in EPUB: pages of XHTML in a ZIP archive, in the order of the spine.

use std::{collections::BTreeMap, sync::Arc};

use textmill_corpus::{Language, Metadata};

use crate::{
    Reject,
    decode::{EncodingHint, decode},
    markup::{Node, html_fragment, read_xml_with},
    records::Record,
    zip_parts::ZipParts,
};

/// The text of a book, with its title, language and date.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such book.
pub(crate) fn epub_record(parts: &ZipParts<'_>) -> Result<Record, Reject> {
    let package_name = package_name(parts)?;
    let package = Package::read(&parts.part(&package_name)?)?;
    let folder = package_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut text = String::new();
    for href in package.spine.iter().filter_map(|id| package.items.get(id)) {
        let name = if folder.is_empty() { href.clone() } else { format!("{folder}/{href}") };
        let Ok(page) = parts.part(&percent_decoded(&name)) else { continue };
        text.push_str(&html_fragment(&decode(&page, EncodingHint::None)?.text)?);
        text.push('\n');
    }
    if text.trim().is_empty() {
        return Err(Reject::Unreadable("the book has no text".to_owned()));
    }
    let value = |name: &str| package.values.get(name).map(|value| Arc::from(value.trim()));
    let code = package.values.get("language").and_then(|code| code.get(..2)).map(str::to_lowercase);
    let metadata = Metadata {
        title: value("title"),
        date: value("date"),
        source: value("publisher"),
        language: code.and_then(|code| Language::from_code(&code)),
        ..Metadata::default()
    };
    Ok(Record { text, metadata })
}

/// The name of the package's description.
fn package_name(parts: &ZipParts<'_>) -> Result<String, Reject> {
    let mut found = None;
    read_xml_with(&parts.part("META-INF/container.xml")?, |node, attributes| {
        if node == Node::Open("rootfile") && found.is_none() {
            found = attributes.get("full-path");
        }
    })?;
    found.ok_or_else(|| Reject::Unreadable("it names no package".to_owned()))
}

/// What a book says of itself.
#[derive(Default)]
struct Package {
    /// The names of the pages by their ids, and the ids in their order.
    items: BTreeMap<String, String>,
    spine: Vec<String>,
    /// The first value of each element of the metadata.
    values: BTreeMap<String, String>,
}

impl Package {
    fn read(xml: &[u8]) -> Result<Self, Reject> {
        let mut package = Self::default();
        let mut open: Option<String> = None;
        read_xml_with(xml, |node, attributes| match node {
            Node::Open("item") => {
                if let (Some(id), Some(href)) = (attributes.get("id"), attributes.get("href")) {
                    package.items.insert(id, href);
                }
            }
            Node::Open("itemref") => package.spine.extend(attributes.get("idref")),
            Node::Open(name @ ("title" | "date" | "language" | "publisher")) => {
                open = (!package.values.contains_key(name)).then(|| name.to_owned());
            }
            Node::Close(_) => open = None,
            Node::Text(text) => {
                if let Some(name) = &open {
                    package.values.entry(name.clone()).or_default().push_str(text);
                }
            }
            Node::Open(_) => {}
        })?;
        Ok(package)
    }
}

/// A name with its `%20` as they are meant.
fn percent_decoded(name: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), name.as_bytes());
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).and_then(|two| str::from_utf8(two).ok());
        match code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::epub_record;
    use crate::zip_parts::ZipParts;

    #[test]
    fn pages_come_in_the_order_of_the_spine() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let package = "<package><metadata><dc:title xmlns:dc='x'>The Dam</dc:title><dc:language xmlns:dc='x'>en-GB</dc:language></metadata>\
                       <manifest><item id='a' href='one%201.xhtml'/><item id='b' href='two.xhtml'/></manifest>\
                       <spine><itemref idref='b'/><itemref idref='a'/></spine></package>";
        for (name, content) in [
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>",
            ),
            ("OPS/book.opf", package),
            ("OPS/one 1.xhtml", "<html><body><p>It holds.</p></body></html>"),
            ("OPS/two.xhtml", "<html><body><h1>One</h1><p>The dam is closed.</p></body></html>"),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        let record = epub_record(&ZipParts::of_file(&zip.finish().unwrap().into_inner())).unwrap();
        assert_eq!(record.text, "One\n\nThe dam is closed.\n\nIt holds.\n\n");
        assert_eq!(record.metadata.title.as_deref(), Some("The Dam"));
        assert!(epub_record(&ZipParts::of_file(b"PK")).is_err());
    }
}

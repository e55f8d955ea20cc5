//! Documents of Word (`.docx`, Office Open XML).

use super::{
    FOOTNOTE_MARK,
    lines::BlockLines,
    xml::{Attributes, Node, read_xml_with},
};
use crate::{Reject, zip_parts::ZipParts};

/// The paragraphs of the document's body, each once, then its footnotes and endnotes, each with a mark before it. Deleted and moved text,
/// comments, headers and footers are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such document.
pub(crate) fn docx_text(parts: &ZipParts<'_>) -> Result<String, Reject> {
    let body = main_part(parts).unwrap_or_else(|| "word/document.xml".to_owned());
    let mut reader = PartReader::default();
    reader.read(&parts.part(&body)?)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        // Most documents have none.
        if let Ok(part) = parts.part(&beside(&body, notes)) {
            reader.read(&part)?;
        }
    }
    Ok(reader.lines.into_text())
}

/// The name of a part in the folder of another.
fn beside(part: &str, name: &str) -> String {
    part.rsplit_once('/').map_or(name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// The name of the part that is the document, as the package says.
fn main_part(parts: &ZipParts<'_>) -> Option<String> {
    let relations = parts.part("_rels/.rels").ok()?;
    let mut found = None;
    read_xml_with(&relations, |node, attributes| {
        let is_document = node == Node::Open("Relationship")
            && attributes.get("Type").is_some_and(|of| of.ends_with("/officeDocument"));
        if is_document && found.is_none() {
            found = attributes.get("Target");
        }
    })
    .ok()?;
    found.map(|target| target.trim_start_matches('/').to_owned())
}

/// Elements whose text is not the document's: text that was moved away or deleted, the second version of a drawing, and what Word keeps of
/// a change.
const LEFT_OUT: &[&str] = &["moveFrom", "del", "Fallback", "rPrChange", "pPrChange", "instrText", "delText"];

/// Reads the parts of a document, one after the other.
#[derive(Default)]
struct PartReader {
    lines: BlockLines,
    /// How deep the element is in those whose text is left out.
    left_out: usize,
    /// Text stands in `t` alone; fields and positions have texts of their own that nobody sees.
    is_text: bool,
    is_first_cell: bool,
    /// Whether the paragraph is a capital that was set apart from the next.
    is_drop_cap: bool,
    /// The note that is read is one of the lines that part notes from the text.
    is_separator: bool,
}

impl PartReader {
    fn read(&mut self, part: &[u8]) -> Result<(), Reject> {
        read_xml_with(part, |node, attributes| self.take(node, attributes))
    }

    fn take(&mut self, node: Node<'_>, attributes: &Attributes<'_>) {
        match node {
            Node::Open(name) if LEFT_OUT.contains(&name) => self.left_out += 1,
            Node::Close(name) if LEFT_OUT.contains(&name) => self.left_out = self.left_out.saturating_sub(1),
            _ if self.left_out > 0 => {}
            Node::Open("footnote" | "endnote") => {
                self.is_separator = attributes.get("type").is_some_and(|of| of != "normal");
                if !self.is_separator {
                    self.lines.mark(FOOTNOTE_MARK);
                }
            }
            Node::Close("footnote" | "endnote") => self.is_separator = false,
            _ if self.is_separator => {}
            Node::Open("t") => self.is_text = true,
            Node::Close("t") => self.is_text = false,
            Node::Text(text) if self.is_text => self.lines.push(text),
            Node::Open(name) => self.open(name, attributes),
            Node::Close("p" | "tr" | "txbxContent") => self.end_block(),
            Node::Close(_) | Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "br" | "cr" => self.lines.end_line(),
            "tab" => self.lines.push(" "),
            "noBreakHyphen" => self.lines.push("\u{2011}"),
            "numPr" => self.lines.mark("- "),
            "framePr" => self.is_drop_cap = attributes.get("dropCap").is_some_and(|of| of != "none"),
            "tr" => self.is_first_cell = true,
            "tc" if !std::mem::take(&mut self.is_first_cell) => self.lines.end_cell(),
            "txbxContent" => self.lines.end_block(),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        // The first letter of a paragraph may be a paragraph of its own.
        if !std::mem::take(&mut self.is_drop_cap) {
            self.lines.end_block();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::{super::xml::tests::archive, docx_text};
    use crate::zip_parts::ZipParts;

    const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn document(body: &str) -> String {
        format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>")
    }

    #[track_caller]
    fn check(body: &str, text: &str) {
        let found = docx_text(&ZipParts::of_file(&archive("word/document.xml", document(body).as_bytes())));
        assert_eq!(found.as_deref(), Ok(text));
    }

    #[test]
    fn paragraphs_lists_breaks_and_what_is_left_out() {
        check(
            "<w:p><w:r><w:t xml:space=\"preserve\">The river </w:t></w:r><w:r><w:t>rose.</w:t></w:r></w:p>\
             <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>more</w:t></w:r></w:p>\
             <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
             <w:ins><w:r><w:instrText>PAGE</w:instrText><w:t>A&amp;B</w:t></w:r></w:ins></w:p>",
            "The river rose.\n\n- one\nmore\n\nA&B\n",
        );
        assert!(docx_text(&ZipParts::of_file(&archive("content.xml", b"<a/>"))).is_err());
    }

    #[test]
    fn a_text_box_is_read_once() {
        let boxed = |choice: &str| {
            format!(
                "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>{0}</w:txbxContent></mc:Choice>\
                 <mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
                paragraph(choice)
            )
        };
        let body = [paragraph("Before."), boxed("Modern box."), paragraph("After.")].concat();
        check(&body, "Before.\n\nModern box.\n\nAfter.\n");
    }

    #[test]
    fn a_capital_that_is_set_apart_belongs_to_its_paragraph() {
        let capital =
            "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>";
        check(&[capital, &paragraph("he dam is closed.")].concat(), "The dam is closed.\n");
    }

    #[test]
    fn the_package_says_where_the_document_is_and_notes_come_last() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let notes = format!(
            "<w:footnotes {NAMES}><w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
            paragraph("nothing"),
            paragraph("See the gauge.")
        );
        let relations = "<Relationships><Relationship Type=\"http://x/relationships/officeDocument\" Target=\"/other/text.xml\"/></Relationships>";
        for (name, content) in [
            ("_rels/.rels", relations.to_owned()),
            ("other/text.xml", document(&paragraph("The dam is closed."))),
            ("other/footnotes.xml", notes),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        let archive = zip.finish().unwrap().into_inner();
        assert_eq!(
            docx_text(&ZipParts::of_file(&archive)).as_deref(),
            Ok("The dam is closed.\n\n[Footnote] See the gauge.\n")
        );
    }
}

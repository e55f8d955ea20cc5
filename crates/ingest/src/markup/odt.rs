//! Documents of LibreOffice and its relatives (`.odt`, OpenDocument).

use super::{
    lines::BlockLines,
    xml::{Node, member, read_xml},
};
use crate::Reject;

/// Elements whose texts are not the document's: deleted text, notes, annotations.
const LEFT_OUT: &[&str] = &["tracked-changes", "note", "annotation", "automatic-styles", "font-face-decls"];

/// The paragraphs and headings of the document. Deleted text, notes and annotations are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such document.
pub(crate) fn odt_text(archive: &[u8]) -> Result<String, Reject> {
    let mut lines = BlockLines::default();
    // So many elements that are left out, and that have a text, are open.
    let (mut left_out, mut texts) = (0_u32, 0_u32);
    read_xml(&member(archive, "content.xml")?, |node| match node {
        Node::Open(name) if LEFT_OUT.contains(&name) => left_out += 1,
        Node::Close(name) if LEFT_OUT.contains(&name) => left_out = left_out.saturating_sub(1),
        _ if left_out > 0 => {}
        Node::Open("p" | "h") => texts += 1,
        Node::Close("p" | "h") => {
            texts = texts.saturating_sub(1);
            lines.end_block();
        }
        Node::Open("list-item") => lines.mark("- "),
        Node::Open("s" | "tab") => lines.push(" "),
        Node::Open("line-break") => lines.end_line(),
        Node::Text(text) if texts > 0 => lines.push(text),
        Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
    })?;
    Ok(lines.into_text())
}

#[cfg(test)]
mod tests {
    use super::{super::xml::tests::archive, odt_text};

    #[test]
    fn paragraphs_lists_and_what_is_left_out() {
        let xml = "<office:document-content><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
                   <text:h>The Weir</text:h><text:p>It <text:span>rose</text:span><text:s/>fast.<text:note><text:p>note</text:p></text:note></text:p>\
                   <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>\
                   <text:p>a<text:line-break/>b</text:p></office:document-content>";
        let text = odt_text(&archive("content.xml", xml.as_bytes()));
        assert_eq!(text.as_deref(), Ok("The Weir\n\nIt rose fast.\n\n- one\n\na\nb\n"));
        assert!(odt_text(&archive("mimetype", b"x")).is_err());
    }
}

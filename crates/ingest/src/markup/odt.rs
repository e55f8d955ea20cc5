//! Documents of LibreOffice and its relatives (`.odt`, OpenDocument).

use super::{
    FOOTNOTE_MARK,
    lines::BlockLines,
    xml::{Node, read_xml},
};
use crate::{Reject, zip_parts::ZipParts};

/// Elements whose texts are not the document's: deleted text, the signs of notes, annotations.
const LEFT_OUT: &[&str] =
    &["tracked-changes", "note-citation", "annotation", "automatic-styles", "font-face-decls"];

/// The paragraphs and headings of the document, then its notes, each with a mark before it. Deleted text and annotations are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such document.
pub(crate) fn odt_text(parts: &ZipParts<'_>) -> Result<String, Reject> {
    let (mut text, mut notes) = (BlockLines::default(), BlockLines::default());
    // So many elements that are left out, that have a text, and that are notes, are open.
    let (mut left_out, mut texts, mut in_note) = (0_u32, 0_u32, 0_u32);
    read_xml(&parts.part("content.xml")?, |node| {
        let lines = if in_note > 0 { &mut notes } else { &mut text };
        match node {
            Node::Open(name) if LEFT_OUT.contains(&name) => left_out += 1,
            Node::Close(name) if LEFT_OUT.contains(&name) => left_out = left_out.saturating_sub(1),
            _ if left_out > 0 => {}
            Node::Open("note") => {
                in_note += 1;
                notes.mark(FOOTNOTE_MARK);
            }
            Node::Close("note") => {
                in_note = in_note.saturating_sub(1);
                notes.end_block();
            }
            Node::Open("p" | "h") => texts += 1,
            Node::Close("p" | "h") => {
                texts = texts.saturating_sub(1);
                lines.end_block();
            }
            Node::Open("list-item") => lines.mark("- "),
            Node::Open("s" | "tab") => lines.push(" "),
            Node::Open("line-break") => lines.end_line(),
            Node::Text(said) if texts > 0 => lines.push(said),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    })?;
    text.append(notes);
    Ok(text.into_text())
}

#[cfg(test)]
mod tests {
    use super::{super::xml::tests::archive, odt_text};
    use crate::zip_parts::ZipParts;

    #[test]
    fn paragraphs_lists_and_what_is_left_out() {
        let xml = "<office:document-content><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
                   <text:h>The Weir</text:h><text:p>It <text:span>rose</text:span><text:s/>fast.<text:note><text:p>note</text:p></text:note></text:p>\
                   <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>\
                   <text:p>a<text:line-break/>b</text:p></office:document-content>";
        let text = odt_text(&ZipParts::of_file(&archive("content.xml", xml.as_bytes())));
        assert_eq!(text.as_deref(), Ok("The Weir\n\nIt rose fast.\n\n- one\n\na\nb\n\n[Footnote] note\n"));
        assert!(odt_text(&ZipParts::of_file(&archive("mimetype", b"x"))).is_err());
    }
}

//! Documents of Word (`.docx`, Office Open XML).

use super::{
    lines::BlockLines,
    xml::{Node, member, read_xml},
};
use crate::Reject;

/// The paragraphs of the document's body. Deleted text, footnotes, comments, headers and footers are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such document.
pub(crate) fn docx_text(archive: &[u8]) -> Result<String, Reject> {
    let mut lines = BlockLines::default();
    // Text stands in `t` alone; fields and positions have texts of their own that nobody sees.
    let mut is_text = false;
    let mut is_first_cell = true;
    read_xml(&member(archive, "word/document.xml")?, |node| match node {
        Node::Open("t") => is_text = true,
        Node::Close("t") => is_text = false,
        Node::Text(text) if is_text => lines.push(text),
        Node::Open("br" | "cr") => lines.end_line(),
        Node::Open("tab") => lines.push(" "),
        Node::Open("noBreakHyphen") => lines.push("\u{2011}"),
        Node::Open("numPr") => lines.mark("- "),
        Node::Open("tr") => is_first_cell = true,
        Node::Open("tc") if !std::mem::take(&mut is_first_cell) => lines.end_cell(),
        Node::Close("p" | "tr") => lines.end_block(),
        Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
    })?;
    Ok(lines.into_text())
}

#[cfg(test)]
mod tests {
    use super::{super::xml::tests::archive, docx_text};

    #[test]
    fn paragraphs_lists_breaks_and_what_is_left_out() {
        let body = "<w:p><w:r><w:t xml:space=\"preserve\">The river </w:t></w:r><w:r><w:t>rose.</w:t></w:r></w:p>\
                    <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>more</w:t></w:r></w:p>\
                    <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>A&amp;B</w:t></w:r></w:p>";
        let xml = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
        );
        let text = docx_text(&archive("word/document.xml", xml.as_bytes()));
        assert_eq!(text.as_deref(), Ok("The river rose.\n\n- one\nmore\n\nA&B\n"));
        assert!(docx_text(&archive("content.xml", b"<a/>")).is_err());
    }
}

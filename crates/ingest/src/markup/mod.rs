//! Texts taken out of their markup: pages of the web and documents of office programs.
//!
//! What comes out is a plain text with a blank line between two blocks, `- ` before an item of a list and `> ` before a
//! quotation, so that the rules of structure read it like any other text. Spans refer to this text.

mod docx;
#[cfg(feature = "html")]
mod html;
mod lines;
mod odt;
mod xml;

pub(crate) use docx::{FOOTNOTE_MARK, docx_text};
#[cfg(feature = "html")]
pub(crate) use html::{declared_encoding, html_fragment, html_page, press_page};
pub(crate) use odt::odt_text;
pub(crate) use xml::{Node, member, read_xml_with};

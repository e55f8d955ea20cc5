//! Texts taken out of their markup: pages of the web and documents of office programs.
//!
//! What comes out is a plain text with a blank line between two blocks, `- ` before an item of a list and `> ` before a
//! quotation, so that the rules of structure read it like any other text. Spans refer to this text.

mod docx;
#[cfg(feature = "html")]
mod html;
mod lines;
mod odt;
#[cfg(feature = "html")]
mod tags;
mod xml;

pub(crate) use docx::docx_text;
#[cfg(feature = "html")]
pub(crate) use html::{declared_encoding, html_fragment, html_page, press_page};
pub(crate) use odt::odt_text;
pub(crate) use xml::{Attributes, Node, read_xml_with};

/// What stands before a note of an office document at the end of its text, before a caption of a page, and before a block of a page that
/// is none of its text.
pub(crate) const FOOTNOTE_MARK: &str = "[Footnote] ";
pub(crate) const CAPTION_MARK: &str = "[Caption] ";
pub(crate) const PAGE_MARK: &str = "[Page] ";

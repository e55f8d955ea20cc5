//! The text of each page, in one reading of the document.
//!
//! The reader finds the pages of a document anew each time that it is asked for one of them. So it is asked for all, and tells here where a
//! page begins and ends.

use std::{cell::RefCell, fmt, mem, rc::Rc};

use pdf_extract::{
    ConvertToFmt, Document, MediaBox, OutputDev, OutputError, PlainTextOutput, Transform, output_doc,
};

use super::caught;

/// The text of each page.
///
/// # Errors
///
/// The number of the page that cannot be read, from 1.
pub(super) fn pages_in_one_reading(document: &Document) -> Result<Vec<String>, usize> {
    let mut output = PageOutput::new();
    match caught(|| output_doc(document, &mut output).ok()) {
        Some(()) => Ok(output.pages),
        None => Err(output.pages.len() + 1),
    }
}

/// Keeps the text of each page. Lines are found anew on each.
struct PageOutput {
    pages: Vec<String>,
    text: SharedText,
    lines: PlainTextOutput<SharedText>,
}

impl PageOutput {
    fn new() -> Self {
        let text = SharedText::default();
        PageOutput { pages: Vec::new(), lines: PlainTextOutput::new(text.clone()), text }
    }
}

impl OutputDev for PageOutput {
    fn begin_page(
        &mut self,
        number: u32,
        media_box: &MediaBox,
        art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.lines = PlainTextOutput::new(self.text.clone());
        self.lines.begin_page(number, media_box, art_box)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.lines.end_page()?;
        self.pages.push(mem::take(&mut *self.text.0.borrow_mut()));
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        self.lines.output_character(transform, width, spacing, font_size, character)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.lines.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.lines.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.lines.end_line()
    }
}

/// The text of a page, written by [`PlainTextOutput`] and taken at the page's end.
#[derive(Clone, Default)]
struct SharedText(Rc<RefCell<String>>);

impl ConvertToFmt for SharedText {
    type Writer = Self;

    fn convert(self) -> Self {
        self
    }
}

impl fmt::Write for SharedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.borrow_mut().push_str(text);
        Ok(())
    }
}

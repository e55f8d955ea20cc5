//! The text layer of PDF.

mod apart;
mod bounds;
mod page_output;
mod pages;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::Document;

pub use self::apart::{answer_with_pages, read_pdfs_apart};
use self::{apart::pages_apart, page_output::pages_in_one_reading, pages::whole};
use crate::{Reject, allowance::Allowance};

/// The text of the pages, without the lines that pages repeat at their heads and feet; words that a line end cuts are joined where the
/// document has them whole.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no PDF, for one that needs a password, for one that becomes more than the allowance, for one of
/// which a page cannot be read, and for one without a text.
pub(crate) fn pdf_text(bytes: &[u8], allowance: &Allowance) -> Result<String, Reject> {
    let pages = match pages_apart(bytes) {
        Some(pages) => {
            let pages = pages?;
            bounds::use_up(allowance, pages.iter().map(|page| page.len() as u64).sum())?;
            pages
        }
        None => pages_of(bytes, allowance)?,
    };
    let pages: Vec<Vec<&str>> = pages.iter().map(|page| page.lines().map(str::trim_end).collect()).collect();
    let text = whole(&pages);
    if text.chars().any(char::is_alphabetic) {
        return Ok(text);
    }
    let problem =
        "no text layer is found in the PDF; a scan needs its text recognised first, as with ocrmypdf";
    Err(unreadable(problem))
}

/// The text of each page.
fn pages_of(bytes: &[u8], allowance: &Allowance) -> Result<Vec<String>, Reject> {
    bounds::check_bytes(bytes, allowance)?;
    let document = opened(bytes, allowance)?;
    let problem = |page| format!("page {page} of {} is broken", document.get_pages().len());
    pages_in_one_reading(&document).map_err(|page| unreadable(&problem(page)))
}

/// The document, without what its text does not need, and within its bounds.
fn opened(bytes: &[u8], allowance: &Allowance) -> Result<Document, Reject> {
    let open = || {
        let mut document = Document::load_mem(bytes)?;
        if document.is_encrypted() {
            document.decrypt("")?;
        }
        Ok(document)
    };
    let opened: Result<Document, pdf_extract::Error> =
        caught(|| Some(open())).ok_or_else(|| unreadable("the PDF is broken"))?;
    let mut document = opened.map_err(|error| unreadable(&error.to_string()))?;
    bounds::drop_pictures(&mut document);
    bounds::check_document(&document, allowance)?;
    Ok(document)
}

/// What the reader says; nothing where it panics, which it does at some broken files.
fn caught<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

fn unreadable(problem: &str) -> Reject {
    Reject::Unreadable(format!("{problem}; try to convert it: pdftotext -layout FILE"))
}

#[cfg(test)]
mod tests {
    use super::pdf_text;
    use crate::allowance::Allowance;

    #[test]
    fn what_is_no_pdf() {
        for bytes in [b"%PDF-1.4 no".as_slice(), b""] {
            assert!(pdf_text(bytes, &Allowance::of_file(bytes.len() as u64)).is_err());
        }
    }
}

//! PDFs that end, or hold up for ever, the program that reads them: each is a row of the ledger, and all others count.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{assert_code, zoo::zoo};

/// A PDF of objects, numbered from 1; the first is the catalogue.
fn pdf(objects: &[String]) -> String {
    let mut text = "%PDF-1.5\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, size) = (text.len(), objects.len() + 1);
    text += &format!("xref\n0 {size}\n0000000000 65535 f \n");
    places.iter().for_each(|place| text += &format!("{place:010} 00000 n \n"));
    text + &format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n")
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A page that says something, with a font that has a table of characters, and draws object 7.
fn page(characters: &str, drawn: &str) -> String {
    let said = "BT /F1 12 Tf 72 700 Td (The river rose over the old town.) Tj ET\n/X Do\n";
    let table = if characters.is_empty() { "" } else { "/ToUnicode 6 0 R" };
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>/XObject<</X 7 0 R>>>>>>"
            .to_owned(),
        stream("", said),
        format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica{table}>>"),
        stream("", characters),
        drawn.to_owned(),
    ])
}

const FORM: &str = "/Type/XObject/Subtype/Form/BBox[0 0 1 1]";

#[test]
fn a_pdf_cannot_end_the_run() {
    let zoo = zoo();
    let harmless = stream(FORM, "");
    zoo.put("good.pdf", page("", &harmless));
    // Brackets in brackets in a table of characters, for a reader that calls itself.
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    zoo.put("nested.pdf", page(&nested, &harmless));
    // A form that draws itself, packed in a way that its reader does not know, so that it takes it as it is.
    let itself = format!("{FORM}/Filter[/FlateDecode/Foo]/Resources<</XObject<</X 7 0 R>>>>");
    zoo.put("itself.pdf", page("", &stream(&itself, "/X Do\n")));
    zoo.check(&[
        ("good.pdf", "document", ""),
        ("nested.pdf", "rejected", "ends the reader of PDF"),
        ("itself.pdf", "rejected", "ends the reader of PDF"),
    ]);
}

/// So many pages, each of which says its number; the last one without a size, which its reader cannot take, if asked for.
fn pages(count: usize, last_is_broken: bool) -> String {
    let numbers = |each: fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().join(" ");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {count}>>", numbers(|page| format!("{} 0 R", 4 + 2 * page))),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for page in 0..count {
        let size = if last_is_broken && page + 1 == count { "" } else { "/MediaBox[0 0 612 792]" };
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R{size}/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            5 + 2 * page
        ));
        objects.push(stream("", &format!("BT /F1 12 Tf 72 700 Td (River {}) Tj ET", page + 1)));
    }
    pdf(&objects)
}

#[test]
fn one_pdf_is_read_for_the_process_that_asks() {
    use std::{io::Write, process::Stdio};
    for (bytes, expected) in [
        (pages(1, false), r#"{"Ok":["\n\nRiver 1"]}"#),
        (pages(3, false), r#"{"Ok":["\n\nRiver 1","\n\nRiver 2","\n\nRiver 3"]}"#),
        (pages(3, true), r#"{"Err":"page 3 of 3 is broken; try to convert it: pdftotext -layout FILE"}"#),
        ("no pdf".to_owned(), r#"{"Err":"#),
    ] {
        let mut run = support::textmill();
        let mut child = run.arg("pdf-pages").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(bytes.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_code(&output, 0);
        let answer = String::from_utf8_lossy(&output.stdout);
        assert!(answer.starts_with(expected), "{answer}");
    }
}

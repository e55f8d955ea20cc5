//! Office documents and pages of HTML that are damaged, without text, deeply nested, or full of entities.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{
    assert_code, said,
    zoo::{DEFLATED, STORED, Zoo, finish, gzip, text, with_header, zip_of, zip_of_bytes, zoo},
};

/// Expects a row for each file, which is no document, and the good ones as ever.
#[track_caller]
fn check_all_rejected(zoo: &Zoo, paths: &[&str]) {
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    let found: Vec<(&str, &str)> =
        ledger.iter().map(|row| (row["path"].as_str(), row["status"].as_str())).collect();
    assert_eq!(found, paths.iter().map(|path| (*path, "rejected")).collect::<Vec<_>>());
    assert!(ledger.iter().all(|row| !row["reason"].is_empty() && row["reason"].len() < 2_000));
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
     <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
     </Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
     <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
     Target=\"word/document.xml\"/></Relationships>";

/// A document of Word with this XML for its text, and what comes before its root.
fn docx(before: &str, body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>{before}\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let members = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ];
    zip_of(DEFLATED, &members)
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Ten entities, each of them ten of the one before: a thousand million words in the end.
fn billion_laughs() -> String {
    let grows = |number: u32| {
        format!("<!ENTITY l{number} \"{}\">", format!("&l{};", number.saturating_sub(1)).repeat(10))
    };
    let entities: String = (1..10).map(grows).collect();
    format!("<!DOCTYPE w:document [<!ENTITY l0 \"w1 \">{entities}]>")
}

#[test]
fn pages_of_many_parts() {
    let zoo = zoo();
    zoo.put("deep.html", format!("{}{}{}", "<div>".repeat(50_000), text(1), "</div>".repeat(50_000)))
        .put("open.html", format!("{}{}", "<div>".repeat(50_000), text(2)))
        .put("bold.html", format!("{}{}", "<b><i><a href=x><p>".repeat(10_000), text(3)))
        .put("lists.html", format!("{}{}", "<ul><li>".repeat(50_000), text(4)))
        .put("tables.html", format!("{}{}", "<table><tr><td>".repeat(20_000), text(5)))
        .put("marks.html", format!("{}{}", "<!--".repeat(50_000), "<".repeat(200_000)))
        .put("attributes.html", format!("<p {}>{}", "a=1 ".repeat(100_000), text(6)))
        .put("entities.html", format!("<p>{}", "&amp;lt;&#x41;&#1114112;&nosuch;".repeat(20_000)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 8);
    let status =
        |path: &str| zoo.ledger().into_iter().find(|row| row["path"] == path).unwrap()["status"].clone();
    for (path, mark) in [
        ("deep.html", "w1"),
        ("open.html", "w2"),
        ("bold.html", "w3"),
        ("lists.html", "w4"),
        ("tables.html", "w5"),
    ] {
        let counted = zoo.marks().get(mark).copied().unwrap_or_default();
        assert_eq!(counted, u64::from(status(path) == "document"), "{path}: read to its end, or rejected");
    }
}

#[test]
fn pages_without_a_text() {
    let zoo = zoo();
    let script = format!("<script>var text = '{} </p>';</script>", text(1).trim());
    let style = format!("<style>/* {} */ p > b {{ color: red }}</style>", text(2).trim());
    zoo.put("empty.html", "")
        .put("only.html", format!("<!doctype html><html><head>{style}</head><body>{script}</body></html>"))
        .put("open.html", format!("<html><script>{}", text(3)))
        .put("template.html", format!("<!-- {} --><template></template>", text(4)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 4);
    zoo.counts(&[]);
}

#[test]
fn entities_in_an_office_document() {
    let zoo = zoo();
    let outside = "<!DOCTYPE w:document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let parameter = "<!DOCTYPE w:document [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]>";
    let long = format!("<!DOCTYPE w:document [<!ENTITY x \"{}\">]>", "w2 ".repeat(100_000));
    zoo.put("laughs.docx", docx(&billion_laughs(), &paragraph("&l9;")))
        .put("long.docx", docx(&long, &paragraph(&"&x;".repeat(100_000))))
        .put("outside.docx", docx(outside, &paragraph("&x;")))
        .put("parameter.docx", docx(parameter, &paragraph("river")));
    check_all_rejected(&zoo, &["laughs.docx", "long.docx", "outside.docx", "parameter.docx"]);
    zoo.counts(&[]);
}

#[test]
fn broken_office_documents() {
    let zoo = zoo();
    let whole = docx("", &paragraph(text(1).trim()));
    let odt = "application/vnd.oasis.opendocument.text";
    zoo.put("bomb.docx", docx("", &paragraph(&" ".repeat(160 << 20))))
        .put("cut.docx", &whole[..whole.len() - 40])
        .put("cut-xml.docx", zip_of(DEFLATED, &[("word/document.xml", "<w:document><w:body><w:p><w:r>")]))
        .put("empty.docx", "")
        .put("head.docx", &whole[60..])
        .put("none.docx", zip_of(DEFLATED, &[("word/styles.xml", "<w:styles/>")]))
        .put("none.odt", zip_of(STORED, &[("mimetype", odt)]))
        .put("sum.docx", with_header(&whole, 14, 0xA5))
        .put("text.docx", text(2))
        .put("text.odt", text(3));
    let paths = [
        "bomb.docx",
        "cut-xml.docx",
        "cut.docx",
        "empty.docx",
        "head.docx",
        "none.docx",
        "none.odt",
        "sum.docx",
        "text.docx",
        "text.odt",
    ];
    check_all_rejected(&zoo, &paths);
}

/// The run ends, and each has a row; a stack that overflows would end it sooner.
#[test]
fn office_documents_of_many_parts() {
    let zoo = zoo();
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(30_000), paragraph("w1"));
    let deep = format!("{deep}{}", "</w:tc></w:tr></w:tbl>".repeat(30_000));
    zoo.put("deep.docx", docx("", &deep)).put("many.docx", docx("", &paragraph("river").repeat(100_000)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 2);
}

/// Words that become a thousand times as large where they are unpacked: one such document is within what a file may become, and all together
/// are not, in whatever they are packed.
#[test]
fn what_is_packed_twice_is_one_file() {
    let zoo = zoo();
    let of_size = |bytes: usize| docx("", &format!("<w:p{}/>{}", " ".repeat(bytes), paragraph("river")));
    let large = of_size(20 << 20);
    let names: Vec<String> = (0..12).map(|number| format!("{number:02}.docx")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), large.as_slice())).collect();
    zoo.put("many.zip", zip_of_bytes(DEFLATED, &members)).put("one.docx.gz", gzip(&of_size(100 << 20)));
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    let of = |status: &str| {
        ledger.iter().filter(|row| row["status"] == status && row["path"].starts_with("many.zip/")).count()
    };
    assert!((1..4).contains(&of("document")) && of("document") + of("rejected") == 12, "{ledger:?}");
    let one = ledger.iter().find(|row| row["path"] == "one.docx.gz").unwrap();
    assert!(one["status"] == "rejected" && one["reason"].contains("expands"), "{one:?}");
}

/// One word in the last corner of a sheet is no reason to lay out all cells before it.
#[test]
fn sheets_that_are_nearly_empty() {
    let workbook = |far: Option<(u32, u16)>| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "text").unwrap().write(1, 0, text(1)).unwrap();
        if let Some((row, column)) = far {
            sheet.write(row, column, "x").unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    // One long text in many cells is stored once.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..8_000 {
        sheet.write(row, 0, "river ".repeat(5_000)).unwrap();
    }
    let shared = book.save_to_buffer().unwrap();
    let open_document = |rows: &str| {
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
             <office:body><office:spreadsheet><table:table table:name=\"Talks\">{rows}</table:table></office:spreadsheet></office:body>\
             </office:document-content>"
        );
        zip_of(
            STORED,
            &[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", "<manifest/>"),
                ("content.xml", &content),
            ],
        )
    };
    let filled = |more: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"{more}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let line = |more: &str, cells: &str| format!("<table:table-row{more}>{cells}</table:table-row>");
    let lines = line("", &filled("", "text")) + &line("", &filled("", &text(2)));
    let zoo = zoo();
    zoo.put("far.xlsx", workbook(Some((1_048_575, 16_383))))
        .put("good.xlsx", workbook(None))
        .put("shared.xlsx", shared)
        .put("good.ods", open_document(&lines))
        .put(
            "repeated.ods",
            open_document(
                &(lines
                    + &line(
                        " table:number-rows-repeated=\"1000000\"",
                        &filled(" table:number-columns-repeated=\"16000\"", "x"),
                    )),
            ),
        );
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    for (path, status, reason) in [
        ("far.xlsx", "rejected", "delete the cells that lie far out"),
        ("good.ods", "container", ""),
        ("good.xlsx", "container", ""),
        ("repeated.ods", "rejected", "repeat far more text"),
        ("shared.xlsx", "rejected", "repeat far more text"),
    ] {
        let row = ledger.iter().find(|row| row["path"] == path).unwrap();
        assert!(row["status"] == status && row["reason"].contains(reason), "{row:?}");
    }
    assert_eq!((zoo.marks()["w1"], zoo.marks()["w2"]), (1, 1));
}

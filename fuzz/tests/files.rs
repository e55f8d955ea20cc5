//! Files of every format, whole and broken.

#![allow(clippy::unwrap_used, reason = "a target fails by panicking")]

use std::{cell::RefCell, fs, io::Write};

use bolero::check;
use tempfile::TempDir;
use textmill_fuzz::assembled;
use textmill_ingest::{DocumentSource, Found, FoundFile, ReadBuffers, Reading};

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(TempDir::new().unwrap());
}

/// Reads a file; says how many documents it has, and that there is an account of it.
fn read(name: &str, bytes: &[u8]) {
    FOLDER.with_borrow(|folder| {
        let location = folder.path().join(name);
        fs::write(&location, bytes).unwrap();
        let files = [FoundFile { location, path: name.to_owned(), bytes: bytes.len() as u64 }];
        let (reading, mut buffers) = (Reading::default(), ReadBuffers::default());
        let source = DocumentSource::new(&files, &reading);
        let mut accounts = 0;
        while source
            .read_next(&mut buffers, &mut |item| {
                accounts += u64::from(item.path == name);
                if let Found::Document(document) = item.found {
                    assert!(item.path == name || item.path.starts_with(&format!("{name}/")));
                    assert!(document.decoded.text.len() <= 1 << 26, "more than a small file may become");
                }
            })
            .is_some()
        {}
        assert_eq!(accounts, 1, "a file has one row of its own");
    });
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

macro_rules! formats {
    ($($target:ident: $($name:literal),+;)+) => { $(
        #[test]
        fn $target() {
            check!().for_each(|input: &[u8]| {
                let bytes = assembled(input);
                $( read($name, &bytes); )+
            });
        }
    )+ };
}

formats! {
    texts: "a.txt", "a.md", "a";
    pages: "a.html";
    tables: "a.csv", "a.tsv";
    records: "a.jsonl", "a.json";
    markup: "a.xml", "a.rtf", "a.srt", "a.vtt";
    mails: "a.eml", "a.mbox", "a.mhtml";
    packed: "a.zip", "a.tar", "a.txt.gz", "a.txt.zst", "a.docx", "a.xlsx", "a.ods", "a.epub";
    portable: "a.pdf";
}

#[test]
fn office_documents() {
    check!().for_each(|input: &[u8]| {
        let bytes = assembled(input);
        let document = [b"<w:document><w:body>", bytes.as_slice(), b"</w:body></w:document>"].concat();
        read("a.docx", &zipped(&[("word/document.xml", &document), ("word/footnotes.xml", &bytes)]));
        read("a.odt", &zipped(&[("content.xml", &bytes)]));
        let book = br#"<package><manifest><item id="a" href="a.html"/></manifest><spine><itemref idref="a"/></spine></package>"#;
        let container = br#"<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>"#;
        read("a.epub", &zipped(&[("META-INF/container.xml", container), ("b.opf", book), ("a.html", &bytes)]));
        read("a.zip", &zipped(&[("b.txt", &bytes), ("c.csv", &bytes), ("d.docx", &zipped(&[("word/document.xml", &document)]))]));
    });
}

/// An archive with some bytes changed.
#[test]
fn damaged_archives() {
    check!().with_type::<(u16, u8, Vec<u8>)>().for_each(|(place, value, input)| {
        let bytes = assembled(input);
        let mut archive = zipped(&[("word/document.xml", &bytes), ("a.txt", b"The river rose.")]);
        let place = usize::from(*place) % archive.len();
        archive[place] ^= value;
        for name in ["a.zip", "a.docx", "a.xlsx"] {
            read(name, &archive);
        }
    });
}

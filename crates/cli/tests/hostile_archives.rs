//! Zip archives that are damaged or encrypted, with members of hostile names, links, archives inside, or bombs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::{Cursor, Write};

use support::{
    assert_code,
    zoo::{BOMB, DEFLATED, Row, STORED, finish, gzip, text, with_header, zip_of, zoo},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Writes some bytes over others wherever they are.
fn patched(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut patched = bytes.to_vec();
    let places = (0..=bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from.as_bytes()));
    places.for_each(|at| patched[at..at + to.len()].copy_from_slice(to.as_bytes()));
    patched
}

#[test]
fn broken_archives() {
    let zoo = zoo();
    let two = [text(1), text(2)];
    let two = [("a.txt", two[0].as_str()), ("b.txt", two[1].as_str())];
    let whole = zip_of(STORED, &two);
    zoo.put("cut.zip", &whole[..whole.len() - 30])
        .put("empty.zip", "")
        .put("encrypted.zip", with_header(&whole, 6, 1))
        .put("head.zip", &whole[40..])
        .put("method.zip", with_header(&whole, 8, 98))
        .put("none.zip", zip_of(STORED, &[]))
        .put("not.zip", text(3))
        .put("sum.zip", patched(&whole, "gauge w1", "gauge w9"));
    zoo.check(&[
        ("cut.zip", "rejected", "cannot be read: "),
        ("empty.zip", "rejected", "cannot be read: "),
        ("encrypted.zip", "container", ""),
        ("encrypted.zip/a.txt", "rejected", "Password required"),
        ("encrypted.zip/b.txt", "rejected", "Password required"),
        ("head.zip", "rejected", "cannot be read: "),
        ("method.zip", "container", ""),
        ("method.zip/a.txt", "rejected", "cannot be read: "),
        ("method.zip/b.txt", "rejected", "cannot be read: "),
        ("none.zip", "container", ""),
        ("not.zip", "rejected", "cannot be read: "),
        ("sum.zip", "container", ""),
        ("sum.zip/a.txt", "rejected", "cannot be read: "),
        ("sum.zip/b.txt", "document", ""),
    ]);
    zoo.counts(&[2]);
}

#[test]
fn members_of_archives() {
    let zoo = zoo();
    let texts: Vec<String> = (0..5).map(text).collect();
    let inner = gzip(b"river");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("folder/", options).unwrap();
    writer.add_directory("nothing in it/", options).unwrap();
    for (name, bytes) in [
        ("folder/a.txt", texts[1].as_bytes()),
        ("=1+1.txt", texts[2].as_bytes()),
        ("new\nline.txt", texts[3].as_bytes()),
        ("/etc/slip.txt", texts[4].as_bytes()),
        ("..\\slip.txt", texts[4].as_bytes()),
        ("C:\\slip.txt", texts[4].as_bytes()),
        ("folder/../../slip.txt", texts[4].as_bytes()),
        ("inner.txt.gz", &inner),
        ("inner.zip", &zip_of(STORED, &[("a.txt", "river")])),
        ("picture.txt", b"\x89PNG\0"),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    zoo.put("m.zip", writer.finish().unwrap().into_inner());
    zoo.check(&[
        ("m.zip", "container", ""),
        ("m.zip/..\\slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip//etc/slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/=1+1.txt", "document", ""),
        ("m.zip/C:\\slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/folder/../../slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/folder/a.txt", "document", ""),
        ("m.zip/inner.txt.gz", "rejected", "an archive inside an archive is not read; unpack it"),
        ("m.zip/inner.zip", "rejected", "an archive inside an archive is not read; unpack it"),
        ("m.zip/new\nline.txt", "document", ""),
        ("m.zip/picture.txt", "rejected", "not text: it holds NUL bytes"),
    ]);
    zoo.counts(&[1, 2, 3]);
}

/// A member is a file found, also where it holds no document.
#[test]
fn members_without_documents_have_rows() {
    let zoo = zoo();
    let members = [("empty.jsonl", ""), ("empty.txt", ""), ("header.csv", "text,title\n")];
    zoo.put("m.zip", zip_of(STORED, &members));
    zoo.check(&[
        ("m.zip", "container", ""),
        ("m.zip/empty.jsonl", "container", ""),
        ("m.zip/empty.txt", "document", ""),
        ("m.zip/header.csv", "container", ""),
    ]);
}

/// Two members of one name: both are read, or the ledger says that one is not.
#[test]
fn two_members_of_one_name() {
    let zoo = zoo();
    let archive = zip_of(STORED, &[("a.txt", &text(1)), ("b.txt", &text(2))]);
    zoo.put("m.zip", patched(&archive, "b.txt", "a.txt"));
    let code = finish(&mut zoo.run(&[])).status.code();
    assert!(matches!(code, Some(0 | 3)));
    zoo.assert_balanced();
    let both_counted = zoo.marks().len() == 2;
    assert!(both_counted || code == Some(3), "one of the members was lost");
}

/// What a link says is a path, not a text.
#[test]
fn a_link_in_an_archive() {
    let zoo = zoo();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link.txt", "../../etc/passwd", SimpleFileOptions::default()).unwrap();
    zoo.put("m.zip", writer.finish().unwrap().into_inner());
    assert!(matches!(finish(&mut zoo.run(&[])).status.code(), Some(0 | 3)));
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    let link = ledger.iter().find(|row| row["path"] == "m.zip/link.txt").unwrap();
    assert_ne!(link["status"], "document", "the words of its target were counted");
}

#[test]
fn bombs() {
    let zoo = zoo();
    let blank = " ".repeat(8 << 20);
    let names: Vec<String> = (0..12).map(|number| format!("{number:02}.txt")).collect();
    let flat: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), blank.as_str())).collect();
    let inner = zip_of(DEFLATED, &flat);
    let mut nested = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..50 {
        nested.start_file(format!("{number:02}.zip"), SimpleFileOptions::default()).unwrap();
        nested.write_all(&inner).unwrap();
    }
    zoo.put("flat.zip", &inner).put("nested.zip", nested.finish().unwrap().into_inner());
    zoo.put("one.zip", zip_of(DEFLATED, &[("a.txt", &text(1)), ("b.txt", &blank.repeat(12))]));
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    zoo.counts(&[1]);
    let ledger = zoo.ledger();
    let members = |archive: &str, part: &str| {
        let is_of = |row: &&Row| row["path"].starts_with(archive) && row["reason"].contains(part);
        ledger.iter().filter(is_of).count()
    };
    assert_eq!((members("flat.zip/", ""), members("nested.zip/", "an archive inside an archive")), (12, 50));
    assert!(members("flat.zip/", BOMB) > 0, "members of 96 MiB together");
    assert_eq!(members("one.zip/b.txt", BOMB), 1);
}

//! Documents in lines of JSON, tables, packed files and archives.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};

use support::{assert_code, assert_same_files, quick_run, rows, said, sum, textmill};
use tempfile::TempDir;

/// A text with a word that no other text has.
fn text(number: usize) -> String {
    format!(
        "The river rose again at gauge w{number}. Nobody in Lower Aske had seen it rise so fast, they said.\n"
    )
}

fn json(number: usize) -> String {
    serde_json::json!({ "id": number, "text": text(number), "date": "2031-03-14", "group": "g" }).to_string()
}

fn gzip(path: &Path, bytes: &[u8]) {
    let mut encoder = flate2::write::GzEncoder::new(File::create(path).unwrap(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap();
}

fn archive(path: &Path, members: &[(&str, String)]) {
    let mut writer = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, text) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
}

/// One document in each format, and for each format one thing that is none.
fn write_all_formats(folder: &Path) {
    fs::write(folder.join("a.txt"), text(1)).unwrap();
    fs::write(folder.join("b.jsonl"), format!("{}\n\n{{\"title\": \"no text\"}}\n{}", json(2), json(3)))
        .unwrap();
    let table = format!("title;body\nFlood;\"{}\"\nno body\n", text(4).trim());
    fs::write(folder.join("c.csv"), table).unwrap();
    fs::write(folder.join("d.csv"), "a,b\n1,2\n").unwrap();
    gzip(&folder.join("e.txt.gz"), text(5).as_bytes());
    gzip(&folder.join("f.jsonl.gz"), format!("{}\n{}\n", json(6), json(7)).as_bytes());
    fs::write(folder.join("g.txt.gz"), b"no gzip").unwrap();
    let members = [
        ("in/h.txt", text(8)),
        ("i.jsonl", json(9)),
        ("../j.txt", text(10)),
        ("k.zip", String::new()),
        ("l.exe", String::new()),
    ];
    archive(&folder.join("m.zip"), &members);
    gzip(&folder.join("n.zip.gz"), b"");
}

#[test]
fn every_format_is_read_and_what_is_none_has_a_row() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    write_all_formats(&input);
    let output = folder.path().join("out");
    let run = quick_run(&input, &output).output().unwrap();
    assert_code(&run, 3);
    assert!(said(&run).contains("8 files could not be used"), "{}", said(&run));

    let ledger = rows(&output, "data/ledger.csv");
    let found: Vec<(&str, &str)> =
        ledger.iter().map(|row| (row["path"].as_str(), row["status"].as_str())).collect();
    let (document, container, rejected) = ("document", "container", "rejected");
    assert_eq!(
        found,
        [
            ("a.txt", document),
            ("b.jsonl", container),
            ("b.jsonl/00000001", document),
            ("b.jsonl/00000003", rejected),
            ("b.jsonl/00000004", document),
            ("c.csv", container),
            ("c.csv/00000001", document),
            ("c.csv/00000002", rejected),
            ("d.csv", rejected),
            ("e.txt.gz", document),
            ("f.jsonl.gz", container),
            ("f.jsonl.gz/00000001", document),
            ("f.jsonl.gz/00000002", document),
            ("g.txt.gz", rejected),
            ("m.zip", container),
            ("m.zip/../j.txt", rejected),
            ("m.zip/i.jsonl", container),
            ("m.zip/i.jsonl/00000001", document),
            ("m.zip/in/h.txt", document),
            ("m.zip/k.zip", rejected),
            ("m.zip/l.exe", rejected),
            ("n.zip.gz", rejected),
        ]
    );
    let counted = rows(&output, "frequency.csv");
    for number in 1..=9 {
        let row = counted.iter().find(|row| row["surface"] == format!("w{number}")).unwrap();
        assert_eq!(row["frequency"], "1", "w{number}");
    }
    assert!(
        !counted.iter().any(|row| row["surface"] == "w10"),
        "a member that leaves the archive is not read"
    );
    let documents = rows(&output, "documents.csv");
    assert_eq!(documents.len(), 9);
    assert_eq!(documents[1]["date"], "2031-03-14");
    assert_eq!((documents[1]["group"].as_str(), documents[3]["title"].as_str()), ("g", "Flood"));
    assert_eq!(sum(&documents, "tokens"), sum(&counted, "frequency"));
    let hashed: Vec<&str> =
        ledger.iter().filter(|row| !row["sha256"].is_empty()).map(|row| row["path"].as_str()).collect();
    assert_eq!(hashed, ["a.txt", "b.jsonl", "c.csv", "d.csv", "e.txt.gz", "f.jsonl.gz", "g.txt.gz", "m.zip"]);
}

#[test]
fn the_same_documents_in_a_folder_and_in_lines_have_the_same_counts_on_any_threads() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("lines")).unwrap();
    fs::create_dir(path("texts")).unwrap();
    // More than two pieces of 1 MiB.
    let long = |number: usize| text(number).repeat(60);
    let lines: Vec<String> = (0..400)
        .map(|number| serde_json::json!({ "text": long(number), "language": "en" }).to_string())
        .collect();
    fs::write(path("lines/all.jsonl"), lines.join("\n")).unwrap();
    assert!(fs::metadata(path("lines/all.jsonl")).unwrap().len() > 2 << 20);
    for number in 0..400 {
        fs::write(path(&format!("texts/{number:08}.txt")), long(number)).unwrap();
    }
    for threads in ["1", "2", "8"] {
        let mut run = quick_run(&path("lines"), &path(&format!("out-{threads}")));
        assert_code(&run.args(["--threads", threads]).output().unwrap(), 0);
        assert_same_files(&path("out-1"), &path(&format!("out-{threads}")));
    }
    assert_code(&quick_run(&path("texts"), &path("out-texts")).output().unwrap(), 0);
    for report in ["frequency.csv", "data/forms.csv", "data/ngrams.csv", "topics.csv"] {
        let read = |output: &str| fs::read(path(output).join(report)).unwrap();
        assert!(read("out-1") == read("out-texts"), "{report}");
    }
}

#[test]
fn a_column_is_named_in_the_configuration() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.tsv"), "speech\theld on\nThe river rose.\t2031\n").unwrap();
    fs::write(path("config.toml"), "[records]\ntext = \"speech\"\ndate = \"held on\"\n[topics]\nk = 0\n")
        .unwrap();
    let run = textmill()
        .arg("run")
        .arg(path("a.tsv"))
        .args([
            "--output".as_ref(),
            path("out").as_os_str(),
            "--config".as_ref(),
            path("config.toml").as_os_str(),
        ])
        .output()
        .unwrap();
    assert_code(&run, 0);
    let documents = rows(&path("out"), "documents.csv");
    assert_eq!((documents[0]["path"].as_str(), documents[0]["date"].as_str()), ("a.tsv/00000001", "2031"));
}

#[test]
fn the_segments_of_packed_documents_are_shown() {
    let folder = TempDir::new().unwrap();
    write_all_formats(folder.path());
    let shown = textmill().arg("ingest").arg(folder.path()).output().unwrap();
    assert_code(&shown, 3);
    let shown = String::from_utf8(shown.stdout).unwrap();
    for path in ["a.txt  ", "b.jsonl/00000001  ", "e.txt.gz  ", "m.zip/in/h.txt  "] {
        assert!(shown.contains(&format!("\n{path}")) || shown.starts_with(path), "{path}");
    }
    assert!(shown.contains("m.zip/../j.txt  its name leads out of the archive"));
}

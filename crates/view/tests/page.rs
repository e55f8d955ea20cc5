//! The page: its sections, what it may do, and texts that try to be more than texts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use tempfile::TempDir;
use textmill_view::{PageDocument, PageSegment, PageTexts, Sections, Tables, write_page};

fn outputs() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../outputs")
}

fn page_of(folder: &Path, texts: &PageTexts) -> String {
    let target = TempDir::new().unwrap();
    let path = target.path().join("page.html");
    let tables = Tables::of(folder).unwrap();
    write_page(&tables, &Sections::of(&tables).unwrap(), texts, &path).unwrap();
    fs::read_to_string(path).unwrap()
}

fn texts(sentences: &[&str]) -> PageTexts {
    let segment = PageSegment {
        kind: "paragraph".to_owned(),
        speaker: "</script><script>alert(1)</script>".to_owned(),
        language: "en".to_owned(),
        sentences: sentences.iter().map(|sentence| (*sentence).to_owned()).collect(),
        uncounted: Vec::new(),
    };
    let document = PageDocument {
        path: "<img src=x onerror=alert(1)>.txt".to_owned(),
        title: "{{ evil }} {% raw %}".to_owned(),
        group: "\"quoted\"".to_owned(),
        segments: vec![segment],
    };
    PageTexts { bytes: 10, most_bytes: 100, documents: vec![document] }
}

#[test]
fn every_section_is_there_and_nothing_comes_from_elsewhere() {
    let mut plain = texts(&["The river rose."]);
    plain.documents[0].path = "a.txt".to_owned();
    let page = page_of(&outputs(), &plain);
    for section in ["texts", "words", "differences", "pairs", "topics", "trends", "quotes", "places", "how"] {
        assert!(page.contains(&format!("<section id=\"{section}\"")), "{section}");
        assert!(page.contains(&format!("href=\"#{section}\"")), "{section}");
    }
    assert!(page.contains("<h1>35 documents, 22,311 words counted</h1>"));
    for from_elsewhere in ["src=", "http:", "https:", "@import", "url("] {
        assert!(!page.contains(from_elsewhere), "{from_elsewhere}");
    }
    assert!(
        page.contains("default-src 'none'") && !page.contains("unsafe-inline") && !page.contains(" style=")
    );
    // Every chart has words for who cannot see it, or stands beside the number that it shows.
    let charts = page.matches("<svg").count();
    let told = page.matches("role=\"img\"").count()
        + page.matches("role=\"group\"").count()
        + page.matches("aria-hidden=\"true\"").count()
        + page.matches("overflow=\"visible\"").count();
    assert_eq!(charts, told);
}

#[test]
fn texts_are_texts() {
    let awkward = ["</script><script>alert(1)</script>", "<!-- \u{202E}abc & \u{2028}", "{{ 7 * 7 }}", "]]>"];
    let page = page_of(&outputs(), &texts(&awkward));
    assert_eq!(page.matches("<script").count(), 2, "the data and the program");
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<img") && !page.contains("alert(1)</script>"));
    let json = page
        .split_once("id=\"data\"")
        .unwrap()
        .1
        .split_once('>')
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let documents: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(documents[0]["p"], "<img src=x onerror=alert(1)>.txt");
    assert_eq!(documents[0]["t"], "{{ evil }} {% raw %}");
    let sentences: Vec<&str> =
        documents[0]["s"][0]["x"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(sentences, awkward);
}

#[test]
fn texts_that_are_too_large_are_left_out_and_it_is_said() {
    let page =
        page_of(&outputs(), &PageTexts { bytes: 3_000_000, most_bytes: 2_000_000, documents: Vec::new() });
    assert!(
        page.contains("3,000,000 bytes") && page.contains("textmill kwic") && !page.contains("id=\"data\"")
    );
}

#[test]
fn a_folder_with_few_tables_has_a_page_of_these() {
    let folder = TempDir::new().unwrap();
    let table = "subject,total,meaning\n\"documents\",2,\"x\"\n\"tokens counted\",1234,\"y\"\n";
    fs::write(folder.path().join("summary.csv"), table).unwrap();
    let field = |name: &str, kind: &str| serde_json::json!({ "name": name, "type": kind });
    let fields = [field("subject", "string"), field("total", "integer"), field("meaning", "string")];
    let package = serde_json::json!({ "version": "0", "resources": [
        { "path": "summary.csv", "dialect": { "delimiter": "," }, "schema": { "fields": fields } }
    ]});
    fs::write(folder.path().join("datapackage.json"), package.to_string()).unwrap();
    let page = page_of(folder.path(), &PageTexts::default());
    assert!(page.contains("2 documents, 1,234 words counted") && !page.contains("id=\"topics\""));
}

#[test]
fn the_same_tables_give_the_same_page() {
    let one = page_of(&outputs(), &texts(&["The river rose."]));
    assert!(one == page_of(&outputs(), &texts(&["The river rose."])));
}

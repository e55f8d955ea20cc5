//! Formats by name and by content, and what the parts of a page, an office document and an archive are.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/press.rs"]
mod press;
mod support;

use std::collections::BTreeSet;

use press::read;
use support::zoo::{STORED, zip_of};

#[test]
fn formats_whose_names_are_long() {
    let reports = read([
        ("a.jsonlines", "{\"text\":\"The lock is shut.\"}\n"),
        ("b.ndjson", "{\"text\":\"The ferry is late.\"}\n"),
        ("c.markdown", "The weir is old.\n"),
        ("Notes of Ilse Marren", "The keeper has the key.\n"),
        ("d.topojson", "{\"features\":\"dam\"}\n"),
        ("e.geojson", "{\"features\":\"dam\"}\n"),
        ("f.parquet", "PAR1 dam"),
        ("g.sqlite3", "SQLite format 3 dam"),
    ]);
    assert_eq!(reports.code, Some(3));
    for path in ["a.jsonlines/00000001", "b.ndjson/00000001", "c.markdown", "Notes of Ilse Marren"] {
        assert_eq!(reports.ledger(path, ["status"]), ["document"], "{path}");
    }
    for path in ["d.topojson", "e.geojson", "f.parquet", "g.sqlite3"] {
        assert_eq!(reports.ledger(path, ["status"]), ["rejected"], "{path}");
    }
    let words = reports.words();
    assert!(!words.contains("text") && !words.contains("dam") && !words.contains("features"), "{words:?}");
}

#[test]
fn formats_that_are_refused_say_the_way() {
    let ways = [
        ("a.7z", "unpack it"),
        ("a.rar", "unpack it"),
        ("a.doc", "soffice --headless --convert-to docx FILE"),
        ("a.pages", "soffice --headless --convert-to docx FILE"),
        ("a.pptx", "soffice --headless --convert-to pdf FILE"),
        ("a.mobi", "ebook-convert FILE FILE.txt"),
        ("a.parquet", "duckdb -c"),
        ("a.jpg", "ocrmypdf"),
        ("a.mp4", "transcribe it"),
    ];
    let reports = read(ways.map(|(file, _)| (file, "no such file")));
    for (file, way) in ways {
        let [status, reason] = reports.ledger(file, ["status", "reason"]);
        assert!(status == "rejected" && reason.contains(way), "{file}: {reason}");
    }
}

#[test]
fn the_content_of_a_text_says_its_format() {
    let reports = read([
        ("rich.txt", "{\\rtf1\\ansi {\\fonttbl {\\f0 Times New Roman;}} The lock is shut.\\par }"),
        ("page.txt", "<html><head><title>Lock</title></head><body><p>The lock is shut.</p></body></html>"),
        ("mark.txt", "\u{FEFF}\n<!doctype html>\n<p>The lock is shut, she said.</p>"),
        (
            "tei.txt",
            "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>The lock.</p></body></text></TEI>",
        ),
        (
            "cues.txt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Tom Venn>Is it shut?</v>\n\n00:03.000 --> 00:04.000\n<v Ilse Marren>It is.</v>\n",
        ),
        (
            "lines.txt",
            "1\n00:00:01,000 --> 00:00:02,000\nIs it shut?\n\n2\n00:00:03,000 --> 00:00:04,000\nIt is.\n",
        ),
        // What only speaks of a format.
        ("tags.txt", "The <html> tag opens a page, she said, and the <body> tag its text.\n"),
        ("brace.txt", "{The lock is shut}, it said on the board.\n"),
        ("sign.txt", "A file that begins with {\\rtf1 is rich text, she said.\n"),
    ]);
    for (path, words) in [
        ("rich.txt", "is lock shut the"),
        ("page.txt", "is lock shut the"),
        ("mark.txt", "is lock said she shut the"),
        ("tei.txt", "lock the"),
        ("cues.txt", "is it shut"),
        ("lines.txt", "is it shut"),
    ] {
        let found: BTreeSet<String> = reports.words_of(path).iter().map(|word| word.to_lowercase()).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>().join(" "), words, "{path}");
    }
    for (path, word) in [("tags.txt", "body"), ("brace.txt", "board"), ("sign.txt", "rtf1")] {
        assert!(reports.words_of(path).contains(word), "{path}: {:?}", reports.words_of(path));
    }
    assert_eq!(reports.turns("cues.txt"), ["Tom Venn@00:00:01", "Ilse Marren@00:00:03"]);
}

#[test]
fn records_of_json() {
    let reports = read([
        ("list.json", "[{\"text\":\"The lock is shut.\"},{\"text\":\"The ferry is late.\"}]"),
        (
            "object.json",
            "{\"articles\":[{\"title\":\"A\",\"text\":\"The lock.\"},{\"title\":\"B\",\"text\":\"The ferry.\"}]}",
        ),
        ("one.json", "{\"title\":\"A\",\"text\":\"The lock is shut.\"}"),
        (
            "turns.json",
            "[{\"speaker\":\"Tom Venn\",\"text\":\"Is it shut?\"},{\"speaker\":\"Ilse Marren\",\"text\":\"It is.\"}]",
        ),
        ("package.json", "{\"name\":\"lock\",\"version\":\"1.0\"}"),
    ]);
    for path in ["list.json/00000002", "object.json/00000002", "one.json", "turns.json/00000002"] {
        assert_eq!(reports.ledger(path, ["status"]), ["document"], "{path}");
    }
    assert_eq!(reports.document("object.json/00000002", ["title"]), ["B"]);
    assert_eq!(reports.speakers("turns.json/00000001"), ["Tom Venn"]);
    assert_eq!(reports.ledger("package.json", ["status"]), ["rejected"]);
}

const SHUT: &str = "<p>The keeper said on Monday that the lock was shut and would stay shut for the summer, and that nobody had been hurt.</p>";
const FERRY: &str = "<p>The ferry waits at the pier of Sandholm, and its captain has painted the hull twice since the lock was shut.</p>";

fn page(title: &str, body: &str) -> String {
    format!("<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>")
}

#[test]
fn pages_of_many_elements_that_are_not_deep() {
    let cases = [
        ("circles.html", format!("<svg>{}</svg>", "<circle r=\"1\"/>".repeat(600)), 3),
        ("paths.html", format!("<svg><g>{}</g></svg>", "<path d=\"M0 0\"/>".repeat(800)), 3),
        ("breaks.html", "<br>".repeat(900), 3),
        ("images.html", format!("{}{}", "<img src=a.png>".repeat(700), "<input>".repeat(200)), 3),
        ("items.html", format!("<ul>{}</ul>", "<li>gate".repeat(700)), 3),
        ("lines.html", "<p>One line of the log of the keeper, who wrote it at night.".repeat(700), 703),
    ];
    let text = |many: &str, path: &str| {
        let title = path.replace(".html", " of the lock");
        page(&title, &format!("{many}<article><h1>{title}</h1>{SHUT}{FERRY}{SHUT}</article>"))
    };
    let reports = read(cases.iter().map(|(path, many, _)| (path, text(many, path))));
    assert_eq!(reports.code, Some(0));
    for (path, _, paragraphs) in cases {
        let kinds = reports.kinds(path);
        assert_eq!(kinds.iter().filter(|kind| **kind == "paragraph").count(), paragraphs, "{path}");
    }
}

#[test]
fn lines_of_a_page_are_lines() {
    let lines = [
        "EDDA BRANDT: We are at the lock.",
        "TOM VENN: It is shut.",
        "EDDA BRANDT: Since when?",
        "TOM VENN: Since Monday.",
    ];
    let bold = lines
        .join("\n")
        .replace("BRANDT:", "BRANDT:</b>")
        .replace("VENN:", "VENN:</b>")
        .replace("EDDA", "<b>EDDA")
        .replace("TOM", "<b>TOM");
    let chamber = "  Mr. QUILL. Madam President, the lock is shut.\n  The PRESIDING OFFICER. It is so ordered.\n  Mr. QUILL. I thank the Chair.\n";
    let question = "Question: Is the river high, Minister?\n\nILSE MARREN: It rained for weeks.\n\nQuestion: And the lock?\n\nILSE MARREN: It holds.\n";
    let reports = read([
        ("pre.html", page("Talk", &format!("<pre>{question}</pre>"))),
        ("bold.html", page("Talk", &format!("<pre>{bold}</pre>"))),
        ("breaks.html", page("Talk", &format!("<div>{}</div>", lines.join("<br>")))),
        ("chamber.html", page("Record", &format!("<pre>\n{chamber}</pre>"))),
        (
            "wrapped.html",
            page(
                "Lock",
                &format!(
                    "<article><h1>Lock</h1><p>The keeper said\nagain that the lock\nwas shut.</p>{SHUT}{FERRY}</article>"
                ),
            ),
        ),
    ]);
    let (brandt, venn) = ("EDDA BRANDT", "TOM VENN");
    assert_eq!(reports.turns("pre.html"), ["Question?", "ILSE MARREN", "Question?", "ILSE MARREN"]);
    for path in ["bold.html", "breaks.html"] {
        assert_eq!(reports.turns(path), [brandt, venn, brandt, venn], "{path}");
    }
    assert_eq!(reports.turns("chamber.html"), ["QUILL", "THE PRESIDING OFFICER", "QUILL"]);
    assert_eq!(reports.kinds("wrapped.html").iter().filter(|kind| **kind == "paragraph").count(), 3);
}

#[test]
fn captions_and_titles_of_pages() {
    let title = "The lock and the keeper";
    let article = |inside: &str| {
        page(title, &format!("<article><h1>{title}</h1>{SHUT}{inside}{FERRY}{SHUT}</article>"))
    };
    let figure =
        |caption: &str| format!("<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>");
    let two = figure("The lock at night. Photograph: Tom Venn/Agency")
        + &figure("The keeper. Courtesy of the Museum");
    let block = "<div class=\"wp-caption\"><img src=a.jpg><p class=\"wp-caption-text\">The lock, seen from the pier.</p></div>";
    let span = "<p class=\"image-wrap\"><span class=\"js-caption\">The gate of the lock.</span><span>(Photo: Tom Venn, AP)</span></p>";
    let lines = format!(
        "{title}\n\nThe lock was shut.\n\nImage 2 of 7\n\nPhoto: Tom Venn\n\n(AP Photo/Tom Venn)\n\nIt opens on Friday, he said.\n"
    );
    let alike = format!(
        "{title}\n\nThe lock was shut.\n\nImage is everything, he said.\n\nPhoto finish at the regatta\n\nThe rowers came in as one, she said.\n"
    );
    let reports = read([
        ("two.html", article(&two)),
        ("block.html", article(block)),
        ("span.html", article(span)),
        ("lines.txt", lines),
        ("alike.txt", alike),
    ]);
    for (path, captions) in
        [("two.html", 2), ("block.html", 1), ("span.html", 2), ("lines.txt", 3), ("alike.txt", 0)]
    {
        let kinds = reports.kinds(path);
        assert_eq!(kinds.iter().filter(|kind| **kind == "caption").count(), captions, "{path}: {kinds:?}");
        assert_eq!(reports.document(path, ["title"]), [title], "{path}");
    }
}

#[test]
fn the_heading_of_the_article_is_the_title() {
    let page = |head: &str, line: &str| {
        page(head, &format!("<article><h1>{line}</h1>{SHUT}{FERRY}{SHUT}</article>"))
    };
    let cases = [
        ("desk.html", "Aske Courier - River desk", "The lock opens on Friday"),
        ("short.html", "The lock opens | Aske Courier", "Lock of Highmere to open on Friday"),
        ("same.html", "The ferry is late", "The ferry is late"),
    ];
    let reports = read(cases.map(|(path, head, line)| (path, page(head, line))));
    for (path, _, title) in cases {
        assert_eq!(reports.document(path, ["title"]), [title], "{path}");
        assert_eq!(reports.kinds(path), ["title", "paragraph", "paragraph", "paragraph"], "{path}");
    }
}

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn word(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    zip_of(STORED, &[&[("word/document.xml", document.as_str())], more].concat())
}

#[test]
fn boxes_capitals_and_notes_of_word() {
    let boxed = |text: &str| {
        let text = word(text);
        format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>{text}</w:txbxContent></mc:Choice>\
             <mc:Fallback><w:pict><w:txbxContent>{text}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
    };
    let capital = |kind: &str, letter: &str| {
        format!("<w:p><w:pPr><w:framePr w:dropCap=\"{kind}\"/></w:pPr><w:r><w:t>{letter}</w:t></w:r></w:p>")
    };
    let frame = "<w:p><w:pPr><w:framePr w:w=\"2000\"/></w:pPr><w:r><w:t>A note.</w:t></w:r></w:p>";
    let old =
        format!("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", word("Old box."));
    let notes = |kind: &str| {
        format!("<w:{kind}s {NAMES}><w:{kind} w:id=\"2\">{}</w:{kind}></w:{kind}s>", word("See the log."))
    };
    let shut = word("The lock is shut.");
    let reports = read([
        ("boxes.docx", docx(&[word("One."), boxed("Two."), boxed("Three."), word("Four.")].concat(), &[])),
        ("old.docx", docx(&[word("One."), old, word("Four.")].concat(), &[])),
        ("drop.docx", docx(&(capital("drop", "T") + &word("he lock is shut.")), &[])),
        ("margin.docx", docx(&(capital("margin", "“O") + &word("pen it,” she said.")), &[])),
        ("frame.docx", docx(&(frame.to_owned() + &shut), &[])),
        ("feet.docx", docx(&shut, &[("word/footnotes.xml", &notes("footnote"))])),
        ("ends.docx", docx(&shut, &[("word/endnotes.xml", &notes("endnote"))])),
    ]);
    for (path, bytes, kinds) in [
        ("boxes.docx", "One.\n\nTwo.\n\nThree.\n\nFour.\n", &["paragraph"; 4][..]),
        ("old.docx", "One.\n\nOld box.\n\nFour.\n", &["paragraph"; 3]),
        ("drop.docx", "The lock is shut.\n", &["paragraph"]),
        ("margin.docx", "“Open it,” she said.\n", &["paragraph"]),
        ("frame.docx", "A note.\n\nThe lock is shut.\n", &["paragraph"; 2]),
        ("feet.docx", "The lock is shut.\n\n[Footnote] See the log.\n", &["paragraph", "label", "footnote"]),
        ("ends.docx", "The lock is shut.\n\n[Footnote] See the log.\n", &["paragraph", "label", "footnote"]),
    ] {
        assert_eq!(reports.kinds(path), kinds, "{path}");
        assert_eq!(reports.document(path, ["text_bytes"]), [bytes.len().to_string()], "{path}");
    }
}

#[test]
fn files_of_a_system_in_an_archive() {
    let mac = [("a.txt", "The lock is shut."), ("__MACOSX/._a.txt", "\0\u{5}"), (".DS_Store", "\0\0Bud1")];
    let deep = [
        ("p/9/a.txt", "The lock is shut."),
        ("__MACOSX/p/9/._a.txt", "\0\u{5}"),
        ("p/9/.DS_Store", "\0\0Bud1"),
    ];
    let windows =
        [("p/a.txt", "The lock is shut."), ("p/Thumbs.db", "\0\0"), ("p/desktop.ini", "[.ShellClassInfo]")];
    let alike = [
        ("macosx.txt", "The lock."),
        ("DS_Store notes.txt", "The ferry."),
        ("_MACOSX/10:30.txt", "The weir."),
    ];
    let reports = read(
        [("mac.zip", mac), ("deep.zip", deep), ("windows.zip", windows), ("alike.zip", alike)]
            .map(|(name, members)| (name, zip_of(STORED, &members))),
    );
    assert_eq!(reports.code, Some(0));
    for (archive, documents) in [("mac.zip/", 1), ("deep.zip/", 1), ("windows.zip/", 1), ("alike.zip/", 3)] {
        let paths = reports.paths();
        let members: Vec<&&str> = paths.iter().filter(|path| path.starts_with(archive)).collect();
        let of =
            |status: &str| members.iter().filter(|path| reports.ledger(path, ["status"]) == [status]).count();
        assert_eq!((of("document"), of("excluded")), (documents, 3 - documents), "{archive}");
    }
}

#[test]
fn hidden_files_and_locks_are_left_out_everywhere() {
    let members = [
        ("a.txt", "The lock is shut."),
        (".hidden.txt", "No."),
        (".git/config", "[core]"),
        ("p/~$draft.docx", "\0"),
        ("p/.~lock.draft.odt#", ",tom,"),
        ("p/..notes/b.txt", "No."),
    ];
    let folder = members.map(|(name, text)| (format!("folder/{name}"), text.as_bytes().to_vec()));
    let zip = [("all.zip".to_owned(), zip_of(STORED, &members))];
    let reports = read(folder.into_iter().chain(zip));
    assert_eq!(reports.code, Some(0));
    let paths = reports.paths();
    let documents: Vec<&&str> =
        paths.iter().filter(|path| reports.ledger(path, ["status"]) == ["document"]).collect();
    assert_eq!(documents, [&"all.zip/a.txt", &"folder/a.txt"]);
}

#[test]
fn pages_and_records_that_are_called_texts() {
    let page = "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n\
                <html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Lock</title></head><body><p>The lock is shut.</p></body></html>";
    let lines = "{\"text\":\"The lock is shut.\"}\n{\"text\":\"The ferry is late.\"}\n";
    let brace = "{\"The lock\"} is what the board said.\nNobody knows why.\n";
    let reports = read([("page.txt", page), ("lines.txt", lines), ("brace.txt", brace)]);
    assert_eq!(reports.document("page.txt", ["title"]), ["Lock"]);
    assert_eq!(reports.ledger("lines.txt/00000001", ["status"]), ["document"]);
    assert!(reports.words_of("lines.txt/00000002").contains("ferry"));
    assert!(reports.words_of("brace.txt").contains("board"));
}

//! Exports, Markdown, tables and lines of JSON: who speaks, which day it is, and where a document begins.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/press.rs"]
mod press;
mod support;

use press::read;

#[test]
fn articles_of_press_exports() {
    let article = |number: usize, of: usize, title: &str, day: usize, text: &str| {
        format!(
            "                    {number} of {of} DOCUMENTS\n\n                    The Aske Courier\n\n                    March {day}, 2031 Friday\n\n\
             {title}\n\nBYLINE: Tom Venn\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 239 words\n\n{text}\n\nLOAD-DATE: March 29, 2031\n\nLANGUAGE: ENGLISH\n\n"
        )
    };
    let two = article(1, 2, "The lock is shut", 14, "It is shut, she said.")
        + &article(2, 2, "The lock is open", 15, "It is open.");
    let three = article(1, 3, "The lock is shut", 14, "It is shut.")
        + &article(2, 3, "The ferry is late", 15, "Highmere: It waits.")
        + &article(3, 3, "The weir is old", 16, "It is old.");
    let french = "1 de 2 DOCUMENTS\n\nLe Courrier d'Aske\n\n14 mars 2031\n\nL'écluse est fermée\n\nAUTEUR: Tom Venn\n\nLONGUEUR: 20 mots\n\nElle est fermée.\n\n\
                  2 de 2 DOCUMENTS\n\nLe Courrier d'Aske\n\n15 mars 2031\n\nL'écluse est ouverte\n\nLONGUEUR: 20 mots\n\nElle est ouverte.\n";
    let single = "The Aske Courier\n\nMarch 14, 2031 Friday\n\nThe lock is shut\n\nBYLINE: Tom Venn\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 239 words\n\n\
                  The lock was shut on Monday.\n\nLOAD-DATE: March 15, 2031\n\nLANGUAGE: ENGLISH\n";
    let list = "Inventory of the keeper\n\n1 of 3 documents is lost, he said.\n\nLENGTH: nobody measured it.\n\n2 of 3 documents are wet.\n";
    let reports = read([
        ("two.txt", two),
        ("three.txt", three),
        ("fr.txt", french.into()),
        ("one.txt", single.into()),
        ("list.txt", list.into()),
    ]);
    for (path, title, date, source) in [
        ("two.txt/00000002", "The lock is open", "2031-03-15", "The Aske Courier"),
        ("three.txt/00000002", "The ferry is late", "2031-03-15", "The Aske Courier"),
        ("three.txt/00000003", "The weir is old", "2031-03-16", "The Aske Courier"),
        ("fr.txt/00000001", "L'écluse est fermée", "2031-03-14", "Le Courrier d'Aske"),
        ("list.txt", "Inventory of the keeper", "", ""),
    ] {
        assert_eq!(reports.document(path, ["title", "date", "source"]), [title, date, source], "{path}");
    }
    let documents = reports.report("documents.csv");
    assert_eq!(documents.len(), 2 + 3 + 2 + 1 + 1);
    for row in &documents {
        assert!(reports.turns(&row["path"]).is_empty(), "{}", row["path"]);
    }
    assert!(!reports.words_of("two.txt/00000001").contains("BYLINE"), "labels are no text");
}

#[test]
fn what_stands_above_markdown() {
    let reports = read([
        (
            "plain.md",
            "---\ntitle: The lock is shut\ndate: 2031-03-07\nspeakers:\n  - Ilse Marren\n---\n\n# First part\n\nThe lock is **shut**, she said on Monday.\n\n## Second part\n\n> She said so herself.\n",
        ),
        (
            "quoted.md",
            "---\ntitle: 'The ferry: late again'\ndate: 2031-03-08T09:30:00+02:00\nauthor: Edda Brandt\n---\nThe ferry is late.\n",
        ),
        ("double.md", "---\ntitle: \"The weir\"\ndate: 9 March 2031\n---\n\nThe weir is old.\n"),
        ("rule.md", "---\n\nThe lock is shut, she said: nobody knew.\n\n---\n\nThe ferry waits.\n"),
    ]);
    for (path, title, date) in [
        ("plain.md", "The lock is shut", "2031-03-07"),
        ("quoted.md", "The ferry: late again", "2031-03-08"),
        ("double.md", "The weir", "2031-03-09"),
        ("rule.md", "", ""),
    ] {
        assert_eq!(reports.document(path, ["title", "date"]), [title, date], "{path}");
    }
    assert_eq!(reports.said("plain.md", "quotation").len(), 1);
    assert_eq!(reports.said("plain.md", "heading").len(), 2);
    assert!(!reports.words().contains("speakers") && !reports.words().contains("author"));
}

#[test]
fn columns_of_who_speaks() {
    let reports = read([
        (
            "table.csv",
            "id,speaker,party,date,text\n1,Tom Venn,Harbour,2031-03-07,The lock is shut and it stays shut.\n2,Ilse Marren,River,2031-03-07,It is not.\n",
        ),
        (
            "capital.csv",
            "Speaker,Text,Date\nHolt,Good evening to all of you.,3/26/31\nVenn,How are you?,3/26/31\nVenn,The lock is shut.,10/4/31\n",
        ),
        (
            "lines.jsonl",
            "{\"speaker\":\"Tom Venn\",\"text\":\"The lock is shut.\"}\n{\"speaker\":\"QUESTION\",\"text\":\"Since when?\"}\n{\"speaker\":\" \",\"text\":\"It rained.\"}\n",
        ),
        ("name.csv", "name,text\nThe lock,The lock is shut.\nThe ferry,The ferry is late.\n"),
        ("count.csv", "speakers,text\n3,The lock is shut.\n2,The ferry is late.\n"),
    ]);
    for (path, kind, speakers) in [
        ("table.csv/00000001", "statement", &["Tom Venn"][..]),
        ("table.csv/00000002", "statement", &["Ilse Marren"]),
        ("capital.csv/00000003", "statement", &["Venn"]),
        ("lines.jsonl/00000001", "statement", &["Tom Venn"]),
        ("lines.jsonl/00000003", "paragraph", &[]),
        ("name.csv/00000001", "paragraph", &[]),
        ("count.csv/00000001", "paragraph", &[]),
    ] {
        assert_eq!(reports.speakers(path), speakers, "{path}");
        assert_eq!(reports.kinds(path), [kind], "{path}");
    }
    assert_eq!(reports.kinds("lines.jsonl/00000002"), ["question"]);
    assert_eq!(reports.document("capital.csv/00000003", ["date"]), ["2031-10-04"]);
}

/// Days as they are given in a table, and as they are read: of figures that may be either, other rows say which is the day.
const DAYS: &[(&str, &[(&str, &str)])] = &[
    (
        "exact.csv",
        &[
            ("2031", "2031"),
            ("2031-05", "2031-05"),
            ("May 2031", "2031-05"),
            ("7 Feb 31", "2031-02-07"),
            ("7-Feb-2031", "2031-02-07"),
            ("20310207", "2031-02-07"),
            ("1928275200", "2031-02-08"),
            ("1928275200000", "2031-02-08"),
            ("7. Februar 2031", "2031-02-07"),
            ("7 février 2031", "2031-02-07"),
            ("2031/2/7", "2031-02-07"),
        ],
    ),
    (
        "vague.csv",
        &[
            ("spring 2031", "spring 2031"),
            ("12345", "12345"),
            ("2031-13", "2031-13"),
            ("31.02.2031", "31.02.2031"),
            ("99", "99"),
            ("10/4/31", "10/4/31"),
        ],
    ),
    ("us.csv", &[("12/9/31", "2031-12-09"), ("12/25/31", "2031-12-25")]),
    ("eu.csv", &[("12/9/2031", "2031-09-12"), ("25/9/2031", "2031-09-25")]),
    ("both.csv", &[("12/9/2031", "12/9/2031"), ("25/9/2031", "2031-09-25"), ("9/25/2031", "2031-09-25")]),
];

#[test]
fn days_of_rows() {
    let table = |days: &[(&str, &str)]| {
        days.iter()
            .fold("date,text\n".to_owned(), |table, (given, _)| format!("{table}{given},The lock is shut.\n"))
    };
    let reports = read(DAYS.iter().map(|(name, days)| (*name, table(days))));
    for (name, days) in DAYS {
        for (row, (given, day)) in (1..).zip(*days) {
            assert_eq!(reports.document(&format!("{name}/{row:08}"), ["date"]), [*day], "{name} {given}");
        }
    }
}

#[test]
fn days_of_names() {
    let names = [
        ("report-2031-10-123456.txt", ""),
        ("id-20311012345.txt", ""),
        ("lock-2031-02-30.txt", ""),
        ("lock_20310307_v2.txt", "2031-03-07"),
        ("2031-03-07T10.30.txt", "2031-03-07"),
    ];
    let reports = read(names.map(|(name, _)| (name, "The lock is shut.\n")));
    for (name, date) in names {
        assert_eq!(reports.document(name, ["date"]), [date], "{name}");
    }
}

#[test]
fn a_story_that_many_papers_print_is_known() {
    let story = "The keeper said on Monday that the lock of Highmere was shut, that the gate had broken at night, and that nobody in the \
                 town would have water before Friday, when the part was to come with the ferry from Sandholm.";
    let papers = (1..=60).map(|number| {
        (format!("{number:02}.txt"), format!("Paper number {number} printed this today.\n\n{story}\n"))
    });
    let reports = read(papers);
    let documents = reports.report("documents.csv");
    let copies = documents.iter().filter(|row| !row["near_duplicate_of"].is_empty()).count();
    assert_eq!(copies, 59);
    assert!(reports.warnings.iter().any(|row| row["subject"] == "documents.csv"), "somebody is told");
}

#[test]
fn columns_in_other_languages() {
    let german = "Redner,Datum,Titel,Text\nMarren,2031-02-07,Zu,Die Schleuse ist zu.\nVenn,2031-02-08,Offen,Sie ist offen.\n";
    let spanish = "orador;fecha;texto\nMarren;2031-02-07;La esclusa está cerrada.\n";
    let reports = read([("de.csv", german), ("es.csv", spanish)]);
    assert_eq!(reports.document("de.csv/00000002", ["title", "date"]), ["Offen", "2031-02-08"]);
    assert_eq!(reports.speakers("de.csv/00000001"), ["Marren"]);
    assert_eq!(reports.document("es.csv/00000001", ["date"]), ["2031-02-07"]);
    assert_eq!(reports.speakers("es.csv/00000001"), ["Marren"]);
}

#[test]
fn headings_and_heads_of_markdown() {
    let toml =
        "+++\ntitle = \"The lock\"\ndate = 2031-02-07\n+++\n\nIt is shut, said [her](http://a.example/x).\n";
    let heading = "# The lock is shut\n\nNobody passes it today, said the minister. ![lock](https://a.example/lock.png)\n";
    let hashtag = "#TheLock is shut\n\nNobody passes it today, said the minister.\n";
    let reports = read([("toml.md", toml), ("heading.md", heading), ("hashtag.md", hashtag)]);
    assert_eq!(reports.document("toml.md", ["title", "date"]), ["The lock", "2031-02-07"]);
    assert_eq!(reports.document("heading.md", ["title"]), ["The lock is shut"]);
    assert_eq!(reports.document("hashtag.md", ["title"]), ["#TheLock is shut"]);
    for (path, word) in [("toml.md", "http"), ("toml.md", "title"), ("heading.md", "https")] {
        let words = reports.words_of(path);
        assert!(!words.iter().any(|known| known.starts_with(word)), "{path}: {words:?}");
    }
}

#[test]
fn days_in_more_languages() {
    let day = |line: &str, text: &str| format!("Title of it\n\n{line}\n\n{text}\n");
    let reports = read([
        ("es.txt", day("7 de febrero de 2031", "La esclusa está cerrada, dijo la ministra.")),
        ("it.txt", day("7 febbraio 2031", "La chiusa è chiusa, ha detto la ministra.")),
        ("pl.txt", day("7 lutego 2031", "Śluza jest zamknięta, powiedziała minister.")),
        ("zh.txt", day("2031年2月7日", "水闸从星期一开始关闭，部长说。")),
        ("en.txt", day("Friday 7th of February 2031", "The lock is shut, said the minister.")),
        (
            "wide.txt",
            format!(
                "For Immediate Release{}7 February 2031\n\nThe lock\n\nIt is shut.\n",
                "\u{2009}".repeat(20)
            ),
        ),
    ]);
    for path in ["es.txt", "it.txt", "pl.txt", "zh.txt", "en.txt", "wide.txt"] {
        assert_eq!(reports.document(path, ["date"]), ["2031-02-07"], "{path}");
    }
}

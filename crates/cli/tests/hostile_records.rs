//! Lines of JSON and tables that are malformed, deeply nested, very wide, or never closed.

mod support;

use support::{
    rows,
    zoo::{finish, zoo},
};

#[test]
fn lines_of_json() {
    let zoo = zoo();
    let lines = [
        "[".repeat(100_000).into_bytes(),
        format!("{{\"x\": {}{}, \"text\": \"w1\"}}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
        "{\"a\":".repeat(100_000).into_bytes(),
        b"{\"text\": \"a\xFFb\"}".to_vec(),
        br#"{"text": "a \ud800 b"}"#.to_vec(),
        br#"{"text": "w2 \ud83d\ude00", "title": "\udc00"}"#.to_vec(),
        br#"{"text": "w3", "text": "w4"}"#.to_vec(),
        b"{\"text\": \"a\0b\"}".to_vec(),
        br#"{"text": "w5 \u0000 \u001b"}"#.to_vec(),
        br#"{"text": "a"} {"text": "b"}"#.to_vec(),
        br#"{"text": {"text": "a"}}"#.to_vec(),
        br#"{"text": "w6"}"#.to_vec(),
    ];
    zoo.put("a.jsonl", lines.join(&b'\n')).put("bom.jsonl", "\u{FEFF}").put("empty.jsonl", "");
    zoo.check(&[
        ("a.jsonl", "container", ""),
        ("a.jsonl/00000001", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000002", "document", ""),
        ("a.jsonl/00000003", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000004", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000005", "rejected", "\"text\" is no text"),
        ("a.jsonl/00000006", "document", ""),
        ("a.jsonl/00000007", "document", ""),
        ("a.jsonl/00000008", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000009", "document", ""),
        ("a.jsonl/00000010", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000011", "rejected", "not a document: "),
        ("a.jsonl/00000012", "document", ""),
        ("bom.jsonl", "container", ""),
        ("empty.jsonl", "container", ""),
    ]);
    // Of two values of one key the last, as everywhere.
    zoo.counts(&[1, 2, 4, 5, 6]);
}

#[test]
fn tables() {
    let zoo = zoo();
    zoo.put("cells.csv", "title,text\na,w1 and\nb\nc,w2,w3\nd,w4 and\n")
        .put("empty.csv", "")
        .put("mark.csv", "\u{FEFF}text\nw5 and\n")
        .put("nul.csv", "text\nw6 and\nw7 \0\n")
        .put("quotes.csv", "text,title\nw8 \"and\" so,a\n\"w9\" and \"so\",b\n")
        .put("wide.csv", format!("{}text\n{}w10 and\n", "c,".repeat(100_000), ",".repeat(100_000)));
    zoo.check(&[
        ("cells.csv", "container", ""),
        ("cells.csv/00000001", "document", ""),
        ("cells.csv/00000002", "rejected", "found record with 1 fields"),
        ("cells.csv/00000003", "rejected", "found record with 3 fields"),
        ("cells.csv/00000004", "document", ""),
        ("empty.csv", "rejected", "no text \"text\""),
        ("mark.csv", "container", ""),
        ("mark.csv/00000001", "document", ""),
        ("nul.csv", "container", ""),
        ("nul.csv/00000001", "document", ""),
        ("nul.csv/00000002", "document", ""),
        ("quotes.csv", "container", ""),
        ("quotes.csv/00000001", "document", ""),
        ("quotes.csv/00000002", "document", ""),
        ("wide.csv", "container", ""),
        ("wide.csv/00000001", "document", ""),
    ]);
    zoo.counts(&[1, 4, 5, 6, 7, 8, 9, 10]);
}

/// The rest of the table is not a document like any other: somebody is told.
#[test]
fn a_quote_that_is_never_closed() {
    let zoo = zoo();
    zoo.put("open.csv", format!("title,text\na,w1 and\nb,\"w2 and\n{}", "c,more and\n".repeat(1_000)));
    let code = finish(&mut zoo.run(&[])).status.code();
    assert!(matches!(code, Some(0 | 3)));
    zoo.assert_balanced();
    zoo.assert_tokens("open.csv/00000001", 2);
    assert_eq!(zoo.ledger().len(), 3, "the table, the row before the quote, and the rest");
    let warnings = rows(&zoo.output, "warnings.csv");
    let is_told = code == Some(3) || warnings.iter().any(|row| row["subject"].starts_with("open.csv"));
    assert!(is_told, "a thousand rows were taken for one text, and nobody is told");
}

/// What a reason quotes of a file is short, however long the file is.
#[test]
fn reasons_are_short() {
    let zoo = zoo();
    let long = "k".repeat(1 << 20);
    zoo.put("column.csv", format!("{long}\nx\n"))
        .put("key.jsonl", format!("{{\"{long}\": 1}}\n"))
        .put("open.csv", format!("\"text,title\n{}", "river,a\n".repeat(1 << 17)));
    zoo.check(&[
        ("column.csv", "rejected", "no text \"text\""),
        ("key.jsonl", "container", ""),
        ("key.jsonl/00000001", "rejected", "no text \"text\""),
        ("open.csv", "rejected", "not a document: "),
    ]);
}

//! Very long lines and words, many marks, texts of one repeated thing, and bytes that are hardly text.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{
    rows, sum,
    zoo::{STORED, gzip, zip_of, zoo},
};

#[test]
fn one_line_of_16_mib_and_one_word_of_5_mb() {
    let zoo = zoo();
    zoo.put("line.txt", "harbour ".repeat(2 << 20)).put("word.txt", "w".repeat(5_000_000));
    zoo.check(&[("line.txt", "document", ""), ("word.txt", "document", "")]);
    zoo.assert_tokens("line.txt", 2 << 20);
    zoo.assert_tokens("word.txt", 1);
}

#[test]
fn many_marks_and_many_speakers() {
    let zoo = zoo();
    zoo.put("marks.txt", format!("The e{} rose.", "\u{301}\u{323}".repeat(100_000)));
    let labels: String = (0..250_000).map(|line| format!("Speaker{} Lee: yes\n", line % 12_500)).collect();
    zoo.put("speakers.txt", labels);
    zoo.check(&[("marks.txt", "document", ""), ("speakers.txt", "document", "")]);
    zoo.assert_tokens("marks.txt", 3);
    let documents = rows(&zoo.output, "documents.csv");
    let speakers = documents.iter().find(|row| row["path"] == "speakers.txt").unwrap();
    assert_eq!(sum([speakers], "tokens") + sum([speakers], "excluded_tokens"), 750_000);
}

/// A rule that looks back or ahead at every place of such a text would take for ever.
#[test]
fn texts_of_one_thing_only() {
    let zoo = zoo();
    let pieces = "( [ [¶ >_ > ¶ ← : a:¶ Ann:_ 10:46_GMT¶ -_ -_a¶ •_y¶ 1._a¶ \" don' . a. 1, \u{200D} 👩\u{200D} 🇩 \u{301} \u{1100} ไ 漢 \
                  \u{2028}x \u{AD} \u{202E} \u{FEFF} A_ By_Ann_Lee¶ (inaudible):_ http://a.b/ a@ a- a-¶ ﷺ \u{1} Q:_a¶A:_b¶ \
                  Question:_a¶¶ 2031-03-14¶ Notify_of¶ <div> &amp; \u{1B}[0m JOURNALIST_1:_a¶¶ MOSCOW,_May_1_(X)_—_Z¶ |a|b|¶";
    let pieces: Vec<String> = pieces
        .split(' ')
        .map(|piece| piece.replace('_', " ").replace('¶', "\n").replace('←', "\r"))
        .collect();
    let names: Vec<String> = (0..pieces.len()).map(|number| format!("{number:02}.txt")).collect();
    for (name, piece) in names.iter().zip(&pieces) {
        zoo.put(name, piece.repeat((1 << 17) / piece.len()));
    }
    let expected: Vec<_> = names.iter().map(|name| (name.as_str(), "document", "")).collect();
    zoo.check(&expected);
}

#[test]
fn bytes_that_are_hardly_text() {
    let zoo = zoo();
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let noise: Vec<u8> = (0..50_000_u32).map(|at| (at * at % 8_191 % 255) as u8 + 1).collect();
    zoo.put("bom.txt", "\u{FEFF}")
        .put("bom-16.txt", utf16(""))
        .put("controls.txt", [1, 2, 7, 8, 27, 127].repeat(100))
        .put("empty.txt", "")
        .put("empty", "")
        .put("gzip.txt", gzip(b"river"))
        .put("noise.txt", noise)
        .put("nul.txt", "river\0")
        .put("odd-16.txt", [utf16("river rose"), vec![b'x']].concat())
        .put("surrogates-16.txt", [utf16("river "), [0, 0xD8].repeat(10)].concat())
        .put("utf-32.txt", b"\xFF\xFE\0\0r\0\0\0")
        .put("white.txt", " \n\t\r\n".repeat(1_000))
        .put("zip.txt", zip_of(STORED, &[("a.txt", "river")]));
    zoo.check(&[
        ("bom.txt", "document", ""),
        ("bom-16.txt", "document", ""),
        ("controls.txt", "document", ""),
        ("empty.txt", "document", ""),
        ("empty", "document", ""),
        ("gzip.txt", "rejected", "not text: it holds NUL bytes"),
        ("noise.txt", "rejected", "not text: more than 1 % of it are control bytes"),
        ("nul.txt", "rejected", "not text: it holds NUL bytes"),
        ("odd-16.txt", "document", ""),
        ("surrogates-16.txt", "document", ""),
        ("utf-32.txt", "document", ""),
        ("white.txt", "document", ""),
        ("zip.txt", "rejected", "not text: it holds NUL bytes"),
    ]);
    for (path, tokens, replaced) in [
        ("bom.txt", 0, "0"),
        ("bom-16.txt", 0, "0"),
        ("controls.txt", 0, "0"),
        ("empty", 0, "0"),
        ("odd-16.txt", 2, "1"),
        ("surrogates-16.txt", 1, "10"),
        ("white.txt", 0, "0"),
    ] {
        zoo.assert_tokens(path, tokens);
        let ledger = zoo.ledger();
        let row = ledger.iter().find(|row| row["path"] == path).unwrap();
        assert_eq!(row["replaced_characters"], replaced, "{path}");
    }
    let warnings = rows(&zoo.output, "warnings.csv");
    let of_kind = |kind: &str| {
        let row = warnings.iter().find(|row| row["kind"] == kind).unwrap();
        (row["count"].clone(), row["subject"].clone(), row["warning"].clone())
    };
    let (count, subject, warning) = of_kind("replaced characters");
    assert_eq!((count.as_str(), subject.as_str()), ("2", "odd-16.txt; surrogates-16.txt"), "{warnings:?}");
    assert!(warning.starts_with("11 characters"), "added up: {warning}");
    let (count, subject, _) = of_kind("empty document");
    assert!(
        count == "4" && subject.starts_with("bom-16.txt; bom.txt; empty and 1 more"),
        "{count} {subject}"
    );
}

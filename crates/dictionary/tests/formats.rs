//! What each format of a dictionary means, with the traps that files of the field have.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use textmill_dictionary::{DictionaryError, Format, ReadDictionary, read_dictionary};

fn read(format: Format, text: &str) -> ReadDictionary {
    read_dictionary(text.as_bytes(), format, None).unwrap()
}

/// The keys with their patterns.
fn shown(read: &ReadDictionary) -> Vec<(String, Vec<String>)> {
    let names = read.dictionary.key_names();
    let patterns = |key: usize| {
        let own = read.dictionary.entries().iter().filter(move |entry| entry.key as usize == key);
        own.map(|entry| match entry.weight {
            Some(weight) => format!("{} {weight}", entry.pattern),
            None => entry.pattern.clone(),
        })
    };
    names.iter().enumerate().map(|(key, name)| (name.clone(), patterns(key).collect())).collect()
}

#[track_caller]
fn check(format: Format, text: &str, expected: &[(&str, &[&str])], notes: &[&str]) {
    let read = read(format, text);
    let found = shown(&read);
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(key, patterns)| (key.as_str(), patterns.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> =
        expected.iter().map(|(key, patterns)| (*key, patterns.to_vec())).collect();
    assert_eq!(found, expected);
    assert_eq!(read.notes.len(), notes.len(), "{:?}", read.notes);
    for (note, expected) in read.notes.iter().zip(notes) {
        let told = format!("{}: {}", note.line.unwrap_or_default(), note.text);
        assert!(told.contains(expected), "{told} has not {expected}");
    }
}

#[track_caller]
fn fails(format: Format, text: &str, expected: &str) {
    let error: DictionaryError = read_dictionary(text.as_bytes(), format, None).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn yaml() {
    check(
        Format::Yaml,
        "animals: [cow, hens*]\n\"wild ones\":\n  - grey wolf\n  - fox\nalone: bear\n",
        &[("animals", &["cow", "hens*"]), ("wild ones", &["grey wolf", "fox"]), ("alone", &["bear"])],
        &[],
    );
    // Nested keys, patterns of a key that has keys below it, and one key twice over a list of maps.
    check(
        Format::Yaml,
        "top:\n  __: [own]\n  below: [one]\n  deep: {er: [two]}\nmixed:\n  - plain\n  - sub: [three]\n",
        &[
            ("top", &["own"]),
            ("top.below", &["one"]),
            ("top.deep.er", &["two"]),
            ("mixed", &["plain"]),
            ("mixed.sub", &["three"]),
        ],
        &[],
    );
    // What other readers take for values that are no text.
    check(
        Format::Yaml,
        "NA: [no, yes, 1984, 0x1F, null, 3.10]\nno: [on]\n",
        &[("NA", &["no", "yes", "1984", "0x1F", "3.10"]), ("no", &["on"])],
        &[],
    );
    check(Format::Yaml, "empty: []\nfull: [a]\n", &[("empty", &[]), ("full", &["a"])], &[]);
    check(
        Format::Yaml,
        "score:\n  good: 1.9\n  'not good': -2.5\n  year: '1984'\n",
        &[("score", &["good 1.9", "not good -2.5"]), ("score.year", &["1984"])],
        &[],
    );
    check(
        Format::Yaml,
        "a: [x]\nb: [ \"two   words\", x, x ]\n",
        &[("a", &["x"]), ("b", &["two words", "x"])],
        &[],
    );
    fails(Format::Yaml, "a: [b\nc: d\n", "line ");
    fails(Format::Yaml, "a: &x [b]\nc: *x\n", "line 2");
    fails(Format::Yaml, "- a\n- b\n", "no pattern");
    fails(Format::Yaml, "? [a, b]\n: c\n", "a key is a list");
    fails(Format::Yaml, &"[".repeat(70), "deeper");
    fails(Format::Yaml, &"[".repeat(400_000), "no YAML");
    fails(Format::Yaml, "", "no pattern");
}

#[test]
fn liwc() {
    check(
        Format::Liwc,
        "%\r\n01\tA Key\r\n2\tOther\r\n%\r\n\r\nmore\t1\r\nlamb*\t01\t02\r\nlittle\t1\r\nlittle\t2\r\nnew york\t002\r\n",
        &[("A Key", &["more", "lamb*", "little"]), ("Other", &["lamb*", "little", "new york"])],
        &[],
    );
    // Blanks for tabs; numbers that no category has are told once.
    check(
        Format::Liwc,
        "%\n01  A\n02 B\n%\nmore    01\nlittle    02    03\nin fact 02\nother 03 01\n",
        &[("A", &["more", "other"]), ("B", &["little", "in fact"])],
        &["6: no category has the number 3"],
    );
    // Levels by tabs, headings without a number, conditions on the words beside.
    check(
        Format::Liwc,
        "%\n11  verb\n12  misc\n\t121 kin\n\t\t133\tcause\nelse\n\t140 rest\n%\nkin\t121\t140\nkind\t<of>131/125\nlike\t(02 134)125/464\t(02 134)126\t133\n",
        &[("verb", &[]), ("misc.kin", &["kin"]), ("misc.kin.cause", &["like"]), ("else.rest", &["kin"])],
        &["6: \"else\" has no number", "10: \"kind\"", "11: \"like\""],
    );
    check(
        Format::Liwc,
        "about\n%\n1\tA\n1\tB\n%\na\t1\nb\n",
        &[("A", &["a"])],
        &["1: what stands before", "4: the number 1 is that of \"A\"", "7: \"b\" has no number"],
    );
    fails(Format::Liwc, "more 01\nlamb 02\n", "between two lines of %");
    fails(Format::Liwc, "%\n1\tA\n%\n", "no pattern");
}

#[test]
fn xml_of_yoshikoder_and_lexicoder() {
    let file = |inner: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dictionary style=\"050805\">\n{inner}\n</dictionary>"
        )
    };
    check(
        Format::Xml,
        &file(
            "<cnode name=\"A\"><pnode name=\"more\"/><pnode name=\"R&amp;D lab*\"></pnode></cnode><cnode name=\"B\"/>",
        ),
        &[("A", &["more", "R&D lab*"]), ("B", &[])],
        &[],
    );
    // One key around everything is the name of the whole; patterns beside keys are not lost.
    check(
        Format::Xml,
        &file(
            "<cnode name=\"New\"><cnode name=\"A\"><cnode name=\"Sub\"><pnode name=\"more\"/></cnode><pnode name=\"lamb\"/></cnode><cnode name=\"B\"><pnode name=\"had\"/></cnode></cnode>",
        ),
        &[("A", &["lamb"]), ("A.Sub", &["more"]), ("B", &["had"])],
        &[],
    );
    // One that has patterns of its own is a key.
    check(
        Format::Xml,
        &file(
            "<cnode name=\"Only\"><pnode name=\"x\"/><cnode name=\"Sub\"><pnode name=\"y\"/></cnode></cnode>",
        ),
        &[("Only", &["x"]), ("Only.Sub", &["y"])],
        &[],
    );
    // A file of WordStat by its name.
    check(Format::WordStat, &file("<cnode name=\"A\"><pnode name=\"x\"/></cnode>"), &[("A", &["x"])], &[]);
    fails(Format::Xml, "A\n\tB (1)\n", "no XML");
    fails(Format::Xml, &file("<cnode name=\"A\"><pnode name=\"x\"/>"), "no XML");
    fails(Format::Xml, &file("<cnode><pnode name=\"x\"/></cnode>"), "no name");
    fails(Format::Xml, "<?xml version=\"1.0\"?><tei/>", "<dictionary>");
}

/// A key that only holds others is a heading; one without a pattern that holds none is a key that is never found.
#[test]
fn headings() {
    let file = "<dictionary><cnode name=\"all\"><cnode name=\"pos\"><cnode name=\"A\"><pnode name=\"a word\"/></cnode><cnode name=\"B\"/></cnode></cnode></dictionary>";
    check(Format::Xml, file, &[("pos.A", &["a word"]), ("pos.B", &[])], &[]);
    check(
        Format::WordStat,
        "GEO\n\tSOUTH\n\t\tBW\n\t\t\tBotswana (1)\n",
        &[("GEO.SOUTH.BW", &["Botswana"])],
        &[],
    );
}

#[test]
fn lexicoder_3() {
    check(
        Format::Lexicoder,
        "lost\n+A KEY\n more \n lamb\n\n+B\n not good\n",
        &[("A KEY", &["more", "lamb"]), ("B", &["not good"])],
        &["1: \"lost\""],
    );
}

#[test]
fn wordstat() {
    check(
        Format::WordStat,
        "CULTURE\r\n\tHIGH\r\n\t\tART (1)\r\n\t\tGALLER* (1)\r\n\tPEOPLE (1)\r\n\tWAR_IN_IRAQ (2.5)\r\nECONOMY\r\n\t+STATE+\r\n\t\tAGE (1)\r\n",
        &[
            ("CULTURE", &["PEOPLE", "WAR IN IRAQ 2.5"]),
            ("CULTURE.HIGH", &["ART", "GALLER*"]),
            ("ECONOMY.+STATE+", &["AGE"]),
        ],
        &[],
    );
    check(
        Format::WordStat,
        "KEY\n\t@NOTGOOD [GOOD AFTER NOT /S 3] (1)\n\tGOOD (1)\nLOOSE (1)\n",
        &[("KEY", &["GOOD"])],
        &["2: \"@NOTGOOD", "4: \"LOOSE (1)\" is of no key"],
    );
}

#[test]
fn tables() {
    check(
        Format::Csv,
        "key,pattern,weight\ntrade,tariff*,\nlaw.courts,judge,2\nlaw.courts,\"supreme court\",oops\n,lost,1\n",
        &[("trade", &["tariff*"]), ("law.courts", &["judge 2"])],
        &["4: \"oops\" is no number", "5: the key or the pattern is missing"],
    );
    check(
        Format::Csv,
        "DicTerm,Posemo,Negemo,Both\ngood,X,,X\nbad,,X,X\nvery good,0.5,0,\n",
        &[("Posemo", &["good", "very good 0.5"]), ("Negemo", &["bad"]), ("Both", &["good", "bad"])],
        &[],
    );
    check(
        Format::Csv,
        "key;pattern;weight\na;\"gut; besser\";1,5\nb;schlecht;-2\n",
        &[("a", &["gut; besser 1.5"]), ("b", &["schlecht -2"])],
        &[],
    );
    // Lists without a header: word and weight; a word, its mean and more; word, key and 0 or 1.
    check(
        Format::Tsv,
        "abandon\t-2\ncan't stand\t-3\n",
        &[("score", &["abandon -2", "can't stand -3"])],
        &[],
    );
    check(
        Format::Tsv,
        "$:\t-1.5\t0.8\t[-1, -1]\n(-:\t1.6\t1.0\t[2]\n",
        &[("score", &["$: -1.5", "(-: 1.6"])],
        &[],
    );
    check(
        Format::Tsv,
        "aback\tanger\t0\nabandon\tanger\t1\nabandon\tfear\t1\n",
        &[("anger", &["abandon"]), ("fear", &["abandon"])],
        &[],
    );
    fails(Format::Csv, "good,positive\nbad,negative\n", "line 1: its first line must name the columns");
}

#[test]
fn encodings() {
    let bytes = b"+A\n caf\xe9\n";
    let read = read_dictionary(bytes, Format::Lexicoder, None).unwrap();
    assert_eq!(read.dictionary.entries()[0].pattern, "caf\u{e9}");
    assert!(read.notes[0].text.contains("Windows-1252") && read.notes[0].line == Some(2), "{:?}", read.notes);
    let read = read_dictionary(b"+A\n \xec\xe8\xf0\n", Format::Lexicoder, Some("windows-1251")).unwrap();
    assert_eq!(
        (read.dictionary.entries()[0].pattern.as_str(), read.notes.len()),
        ("\u{43c}\u{438}\u{440}", 0)
    );
    let wide: Vec<u8> = "\u{feff}a: [\u{e9}t\u{e9}]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        read_dictionary(&wide, Format::Yaml, None).unwrap().dictionary.entries()[0].pattern,
        "\u{e9}t\u{e9}"
    );
    let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><dictionary><cnode name=\"A\"><pnode name=\"\xe9t\xe9\"/></cnode></dictionary>";
    assert_eq!(
        read_dictionary(xml, Format::Xml, None).unwrap().dictionary.entries()[0].pattern,
        "\u{e9}t\u{e9}"
    );
    assert!(read_dictionary(b"a: [b]", Format::Yaml, Some("latin9000")).is_err());
}

#[test]
fn formats_by_their_names() {
    for (file, format) in [
        ("a.yml", Some(Format::Yaml)),
        ("LIWC2015.DIC", Some(Format::Liwc)),
        ("a.b.ykd", Some(Format::Xml)),
        ("lsd.lc3", Some(Format::Lexicoder)),
        ("laver.cat", Some(Format::WordStat)),
        ("liwc-22.dicx", Some(Format::Csv)),
        ("afinn.txt", Some(Format::Tsv)),
        ("a.docx", None),
        ("yml", None),
    ] {
        assert_eq!(Format::of_file(file), format, "{file}");
    }
    assert_eq!("wordstat".parse(), Ok(Format::WordStat));
    assert!("word".parse::<Format>().unwrap_err().contains("lexicoder"));
}

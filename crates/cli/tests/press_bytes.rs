//! Bytes of texts in the encodings of many houses, with bad bytes among them, and the languages of short texts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/press.rs"]
mod press;
mod support;

use press::read;

const FRENCH: &str = "L'écluse est fermée depuis lundi, a dit la ministre. Elle s'ouvrira vendredi, si la pièce arrive à l'heure.";
const SPANISH: &str =
    "La presa está cerrada desde el lunes, dijo la ministra. Se abrirá mañana si llega la pieza, señaló.";
const GERMAN: &str = "Die Schleuse ist zu, sagte die Ministerin für Flüsse. Größere Schäden gebe es nicht.";
const POLISH: &str = "Śluza jest zamknięta od poniedziałku, powiedziała minister. Otworzy się w piątek, jeśli przyjdzie część.";
const RUSSIAN: &str = "Плотина закрыта с понедельника, сказала министр рек. Она откроется в пятницу.";
const DANISH: &str =
    "Slusen har været lukket siden mandag, sagde ministeren på mødet. Den åbner på fredag, og så går færgen.";
const JAPANESE: &str = "堤防は月曜日から閉じていると大臣が言った。";
const CHINESE: &str = "水闸从星期一起关闭，部长说。";
const KOREAN: &str = "수문은 월요일부터 닫혀 있다고 장관이 말했다.";

/// The folder of a file, its bytes, the text that they are, the encoding, and a word of it.
type Case<'a> = (&'a str, &'a [u8], &'a str, &'a str, &'a str);

#[track_caller]
fn check_bytes(cases: &[Case<'_>]) {
    // Each in a folder of its own: files beside a file say something of its encoding.
    let path = |folder: &str| format!("{folder}/a.txt");
    let reports = read(cases.iter().map(|(folder, bytes, ..)| (path(folder), bytes)));
    assert_eq!(reports.code, Some(0));
    for (folder, _, text, encoding, word) in cases {
        assert_eq!(reports.ledger(&path(folder), ["encoding"]), [*encoding], "{folder}");
        let length = text.len().to_string();
        assert_eq!(reports.document(&path(folder), ["text_bytes"]), [length], "{folder}");
        let words = reports.words_of(&path(folder));
        assert!(words.contains(*word), "{folder}: {word} in {words:?}");
    }
}

#[test]
fn a_few_bad_bytes_make_no_other_encoding() {
    let many = |text: &str| format!("{text}\n").repeat(20).into_bytes();
    let (russian, german, french, polish) = (many(RUSSIAN), many(GERMAN), many(FRENCH), many(POLISH));
    let english = "“The lock is shut,” she said – and it’s shut since Monday.\n".repeat(5);
    let japanese = [&many(JAPANESE), &JAPANESE.as_bytes()[..JAPANESE.len() - 1]].concat();
    for (bytes, replaced, language, word) in [
        ([&russian[..], b"\xFF", &russian].concat(), 1, "ru", "Плотина"),
        ([&german[..], b"F\xFCr alle.\n"].concat(), 1, "de", "Größere"),
        ([english.as_bytes(), b"The caf\xE9 is open.\n"].concat(), 1, "en", "it’s"),
        (japanese, 1, "ja", "月曜日"),
        ([&polish[..], b"\xB1", &polish, b"\xE6\n"].concat(), 2, "pl", "Śluza"),
        ([&french[..], b" \xC0\x80 ", &french].concat(), 2, "fr", "fermée"),
    ] {
        let reports = read([("a.txt", bytes)]);
        let [encoding, evidence, found] =
            reports.ledger("a.txt", ["encoding", "encoding_evidence", "replaced_characters"]);
        let places = if replaced == 1 { "place" } else { "places" };
        assert_eq!((encoding.as_str(), evidence), ("UTF-8", format!("UTF-8 but for {replaced} {places}")));
        assert_eq!(found, replaced.to_string(), "{language}");
        assert_eq!(reports.document("a.txt", ["language"]), [language]);
        assert!(reports.words_of("a.txt").contains(word), "{word} in {:?}", reports.words_of("a.txt"));
        assert!(reports.warnings.iter().any(|row| row["subject"] == "a.txt"), "{language}");
    }
}

/// Bytes of windows-1252 that other pages of the same family read as letters.
const SIGNS: &[Case<'static>] = &[
    (
        "pound",
        b"The toll is \xA35 a day, said the keeper. It was \xA34 a day.",
        "The toll is £5 a day, said the keeper. It was £4 a day.",
        "windows-1252",
        "toll",
    ),
    (
        "section",
        b"Under \xA7 5 of the act the fee is \xA320, the county said, and it was \xA318 in 2030.",
        "Under § 5 of the act the fee is £20, the county said, and it was £18 in 2030.",
        "windows-1252",
        "act",
    ),
    (
        "degrees",
        b"It was 5 \xB0C at the lock, she said, and \xBD of the river froze.",
        "It was 5 °C at the lock, she said, and ½ of the river froze.",
        "windows-1252",
        "froze",
    ),
    (
        "yen",
        b"The gate costs \xA5900 a day, and the keeper costs \xA530 more.",
        "The gate costs ¥900 a day, and the keeper costs ¥30 more.",
        "windows-1252",
        "gate",
    ),
    (
        "euro",
        b"The gate costs \x80900 a day, and the keeper costs \x8030 more.",
        "The gate costs €900 a day, and the keeper costs €30 more.",
        "windows-1252",
        "gate",
    ),
    (
        "dashes",
        b"The lock \x96 shut since Monday \x96 opens on Friday, she said\x85",
        "The lock – shut since Monday – opens on Friday, she said…",
        "windows-1252",
        "shut",
    ),
];

#[test]
fn signs_of_english_are_no_letters() {
    check_bytes(SIGNS);
}

#[test]
fn escapes_are_no_words() {
    let mixed = "The word 川 means river, she said, and 水 means water.";
    let dollars = "The toll is $B20 and $A30, she said, and it stays so for a year.";
    check_bytes(&[
        (
            "japanese",
            b"\x1B$BDiKI$O7nMKF|$+$iJD$8$F$$$k$HBg?C$,8@$C$?!#\x1B(B",
            JAPANESE,
            "ISO-2022-JP",
            "月曜日",
        ),
        (
            "korean",
            b"\x1B$)C\x0E<v9.@:\x0F \x0E?y?d@O:NEM\x0F \x0E4]Gt\x0F \x0E@V4Y0m\x0F \x0E@e0|@L\x0F \x0E8;G_4Y\x0F.",
            KOREAN,
            "ISO-2022-KR",
            "월요일부터",
        ),
        ("chinese", b"~{K.U\"4SPGFZR;Fp9X1U#,2?3$K5!#~}", CHINESE, "HZ-GB-2312", "水闸"),
        (
            "mixed",
            b"The word \x1B$B@n\x1B(B means river, she said, and \x1B$B?e\x1B(B means water.",
            mixed,
            "ISO-2022-JP",
            "川",
        ),
        ("dollars", dollars.as_bytes(), dollars, "UTF-8", "toll"),
    ]);
}

const DOS: &[Case<'static>] = &[
        (
            "french",
            b"L'\x82cluse est ferm\x82e depuis lundi, a dit la ministre. Elle s'ouvrira vendredi, si la pi\x8Ace arrive \x85 l'heure.",
            FRENCH,
            "IBM850",
            "fermée",
        ),
        (
            "spanish",
            b"La presa est\xA0 cerrada desde el lunes, dijo la ministra. Se abrir\xA0 ma\xA4ana si llega la pieza, se\xA4al\xA2.",
            SPANISH,
            "IBM850",
            "mañana",
        ),
        (
            "german",
            b"Die Schleuse ist zu, sagte die Ministerin f\x81r Fl\x81sse. Gr\x94\xE1ere Sch\x84den gebe es nicht.",
            GERMAN,
            "IBM850",
            "Größere",
        ),
        (
            "polish",
            b"\x97luza jest zamkni\xA9ta od poniedzia\x88ku, powiedzia\x88a minister. Otworzy si\xA9 w pi\xA5tek, je\x98li przyjdzie cz\xA9\x98\x86.",
            POLISH,
            "IBM852",
            "część",
        ),
        (
            "danish",
            b"Slusen har v\x91ret lukket siden mandag, sagde ministeren p\x86 m\x9Bdet. Den \x86bner p\x86 fredag, og s\x86 g\x86r f\x91rgen.",
            DANISH,
            "IBM850",
            "mødet",
        ),
        (
            "russian",
            b"\x8F\xAB\xAE\xE2\xA8\xAD\xA0 \xA7\xA0\xAA\xE0\xEB\xE2\xA0 \xE1 \xAF\xAE\xAD\xA5\xA4\xA5\xAB\xEC\xAD\xA8\xAA\xA0, \
              \xE1\xAA\xA0\xA7\xA0\xAB\xA0 \xAC\xA8\xAD\xA8\xE1\xE2\xE0 \xE0\xA5\xAA. \
              \x8E\xAD\xA0 \xAE\xE2\xAA\xE0\xAE\xA5\xE2\xE1\xEF \xA2 \xAF\xEF\xE2\xAD\xA8\xE6\xE3.",
            RUSSIAN,
            "IBM866",
            "Плотина",
        ),
];

#[test]
fn code_pages_of_dos() {
    check_bytes(DOS);
}

const MAC: &[Case<'static>] = &[
        (
            "french",
            b"L'\x8Ecluse est ferm\x8Ee depuis lundi, a dit la ministre. Elle s'ouvrira vendredi, si la pi\x8Fce arrive \x88 l'heure.",
            FRENCH,
            "macintosh",
            "fermée",
        ),
        (
            "spanish",
            b"La presa est\x87 cerrada desde el lunes, dijo la ministra. Se abrir\x87 ma\x96ana si llega la pieza, se\x96al\x97.",
            SPANISH,
            "macintosh",
            "mañana",
        ),
        (
            "german",
            b"Die Schleuse ist zu, sagte die Ministerin f\x9Fr Fl\x9Fsse. Gr\x9A\xA7ere Sch\x8Aden gebe es nicht.",
            GERMAN,
            "macintosh",
            "Größere",
        ),
        (
            "polish",
            b"\xE5luza jest zamkni\xABta od poniedzia\xB8ku, powiedzia\xB8a minister. Otworzy si\xAB w pi\x88tek, je\xE6li przyjdzie cz\xAB\xE6\x8D.",
            POLISH,
            "x-mac-ce",
            "część",
        ),
        (
            "danish",
            b"Slusen har v\xBEret lukket siden mandag, sagde ministeren p\x8C m\xBFdet. Den \x8Cbner p\x8C fredag, og s\x8C g\x8Cr f\xBErgen.",
            DANISH,
            "macintosh",
            "mødet",
        ),
        (
            "russian",
            b"\x8F\xEB\xEE\xF2\xE8\xED\xE0 \xE7\xE0\xEA\xF0\xFB\xF2\xE0 \xF1 \xEF\xEE\xED\xE5\xE4\xE5\xEB\xFC\xED\xE8\xEA\xE0, \
              \xF1\xEA\xE0\xE7\xE0\xEB\xE0 \xEC\xE8\xED\xE8\xF1\xF2\xF0 \xF0\xE5\xEA. \
              \x8E\xED\xE0 \xEE\xF2\xEA\xF0\xEE\xE5\xF2\xF1\xDF \xE2 \xEF\xDF\xF2\xED\xE8\xF6\xF3.",
            RUSSIAN,
            "x-mac-cyrillic",
            "Плотина",
        ),
];

#[test]
fn code_pages_of_the_mac() {
    check_bytes(MAC);
}

#[test]
fn letters_that_only_one_latin_alphabet_has() {
    let oe = "Une œuvre de cœur, dit-elle à l'écluse. Le bac coûte 5 € par jour, et la clé 9 €.";
    let oe_bytes = b"Une \xBDuvre de c\xBDur, dit-elle \xE0 l'\xE9cluse. Le bac co\xFBte 5 \xA4 par jour, et la cl\xE9 9 \xA4.";
    let western: Vec<u8> = FRENCH.chars().map(|character| character as u8).collect();
    check_bytes(&[
        ("latin-9", oe_bytes, oe, "ISO-8859-15", "œuvre"),
        ("western", &western, FRENCH, "windows-1252", "fermée"),
    ]);
}

#[test]
fn wide_characters_without_a_mark() {
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let wider = |text: &str, unit: fn(u32) -> [u8; 4]| {
        text.chars().flat_map(|character| unit(character as u32)).collect::<Vec<u8>>()
    };
    let marked = [b"\xFF\xFE\0\0".to_vec(), wider(FRENCH, u32::to_le_bytes)].concat();
    let marked_big = [b"\0\0\xFE\xFF".to_vec(), wider(FRENCH, u32::to_be_bytes)].concat();
    let lines = format!("{CHINESE}\n").repeat(3);
    check_bytes(&[
        ("zh/lines", &wide(&lines, u16::to_le_bytes), &lines, "UTF-16LE", "水闸"),
        ("zh/line", &wide(CHINESE, u16::to_le_bytes), CHINESE, "UTF-16LE", "水闸"),
        ("ja", &wide(JAPANESE, u16::to_be_bytes), JAPANESE, "UTF-16BE", "月曜日"),
        ("ko", &wide(KOREAN, u16::to_be_bytes), KOREAN, "UTF-16BE", "월요일부터"),
        ("ru", &wider(RUSSIAN, u32::to_be_bytes), RUSSIAN, "UTF-32BE", "Плотина"),
        ("zh/wider", &wider(CHINESE, u32::to_le_bytes), CHINESE, "UTF-32LE", "水闸"),
        ("fr/little", &marked, FRENCH, "UTF-32LE", "fermée"),
        ("fr/big", &marked_big, FRENCH, "UTF-32BE", "fermée"),
    ]);
    let program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0".repeat(30);
    let reports = read([("a.txt", program)]);
    assert_eq!(reports.ledger("a.txt", ["status", "reason"]), ["rejected", "not text: it holds NUL bytes"]);
}

#[test]
fn one_sentence_has_a_language() {
    for (language, text) in [
        ("en", "The keeper said that the talks on the lock would go on."),
        ("de", "Der Wärter sagte, dass die Gespräche über die Schleuse weitergehen."),
        ("es", "El guarda dijo que las negociaciones sobre la presa seguirán."),
        ("nl", "De sluiswachter zei dat de gesprekken over de sluis doorgaan."),
        ("sv", "Slussvakten sade att samtalen om slussen fortsätter."),
        ("da", "Slusevagten sagde, at samtalerne om slusen fortsætter."),
        ("no", "Slusevakten sa at samtalene om slusen fortsetter."),
        ("ro", "Paznicul a spus că discuțiile despre baraj vor continua."),
        ("fi", "Vartija sanoi, että neuvottelut sulusta jatkuvat."),
        ("ar", "قال الحارس إن المحادثات حول السد ستستمر."),
        ("fa", "نگهبان گفت که گفتگوها درباره سد ادامه خواهد یافت."),
        ("he", "השומר אמר שהשיחות על הסכר יימשכו."),
        ("hi", "पहरेदार ने कहा कि बाँध पर बातचीत जारी रहेगी।"),
        ("uk", "Сторож сказав, що розмови про шлюз триватимуть."),
    ] {
        // Alone in its run: nothing else says which language it is.
        let reports = read([("a.txt", text)]);
        assert_eq!(reports.document("a.txt", ["language"]), [language], "{text}");
    }
}

#[test]
fn rows_have_the_language_of_their_table() {
    let english = "group,text\nriver,Keeper loses the key\nriver,Lock shut until Friday\nriver,Ferry late again\nsport,Rowers win by a hand\n\
                   sport,No swim in Highmere\nriver,Minister blames the rain\n";
    let german = "text\nWärter verliert den Schlüssel\nSchleuse bis Freitag zu\nFähre wieder zu spät\n\
                  Die Ministerin gibt dem Regen die Schuld an der Schleuse und an der Fähre\n";
    let rows = "{\"text\":\"Cerrada otra vez\"}\n{\"text\":\"El guarda dijo que la presa está cerrada y que nadie tiene la llave\"}\n{\"text\":\"Llueve\"}\n";
    let reports = read([("heads.csv", english), ("zeilen.csv", german), ("filas.jsonl", rows)]);
    for (table, rows, language) in [("heads.csv", 6, "en"), ("zeilen.csv", 4, "de"), ("filas.jsonl", 3, "es")]
    {
        for row in 1..=rows {
            assert_eq!(
                reports.document(&format!("{table}/{row:08}"), ["language"]),
                [language],
                "{table} {row}"
            );
        }
    }
    assert!(!reports.warnings.iter().any(|row| row["warning"].contains("could not be told")));
}

#[test]
fn languages_that_nothing_tells_are_one_warning() {
    let reports =
        read((1..=9).map(|number| (format!("{number}.txt"), format!("{number}{number}: Vell, Aske?\n"))));
    let told = reports.warnings.iter().filter(|row| row["warning"].contains("could not be told"));
    let told: Vec<&str> = told.map(|row| row["warning"].as_str()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("the language of 9 of 9 documents"), "{told:?}");
}

/// A paragraph in another language has the rows of its own language.
#[test]
fn words_of_a_foreign_paragraph_keep_their_language() {
    let english = "The keeper of the lock said that the river would rise again, and that nobody in the town believed him. ".repeat(3);
    let german = "Der Wärter der Schleuse sagte, dass der Fluss wieder steigen wird, und dass niemand ihm das glaubt. ".repeat(2);
    let reports = read([("a.txt", format!("{english}\n\n{german}\n")), ("b.txt", format!("{english}\n"))]);
    let terms = reports.report("data/terms_by_document.csv");
    for (stem, language, count) in [("dass", "de", "4"), ("fluss", "de", "2"), ("keeper", "en", "3")] {
        let row = terms.iter().find(|row| row["path"] == "a.txt" && row["stem"] == stem).unwrap();
        assert_eq!([&row["language"], &row["count"]], [language, count], "{stem}");
    }
    assert_eq!(reports.document("a.txt", ["language"]), ["en"]);
}

#[test]
fn languages_that_look_alike() {
    let texts = [
        ("ru", format!("{RUSSIAN} {RUSSIAN}")),
        (
            "ru",
            "Министр рек: Том Венн закрыт до пятницы. Она сказала, что шлюз закрыт и что это было давно."
                .to_owned(),
        ),
        ("en", "The minister met René and Zoë at the lock, and nobody else was there.".to_owned()),
        (
            "uk",
            "Шлюз зачинено з понеділка, сказала міністерка. Його відкриють у п'ятницю, якщо прийде деталь."
                .to_owned(),
        ),
        (
            "bg",
            "Шлюзът е затворен от понеделник, каза министърката. Ще се отвори в петък, ако частта пристигне."
                .to_owned(),
        ),
        (
            "nl",
            "De sluis is dicht sinds maandag, zei de minister. Hij gaat vrijdag open als het onderdeel komt."
                .to_owned(),
        ),
    ];
    for (number, (language, text)) in texts.iter().enumerate() {
        // Each in a run of its own: files beside a file say something of its language.
        let reports = read([("a.txt", text)]);
        assert_eq!(reports.document("a.txt", ["language"]), [*language], "{number}: {text}");
    }
}

#[test]
fn signs_of_an_escape_are_none_in_prose() {
    let text = "The path ~{name~} is replaced by the name of the lock, and ~{0~} by its number, she said.";
    let reports = read([("a.txt", text)]);
    assert_eq!(reports.ledger("a.txt", ["encoding"]), ["UTF-8"]);
    assert!(reports.words_of("a.txt").contains("name"));
}

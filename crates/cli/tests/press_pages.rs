//! Lines of pages and of minutes: agendas, brackets, entries of live blogs, links to comments, headlines, and days.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/press.rs"]
mod press;
mod support;

use press::read;

/// Files, their texts, and a line of each with who says it.
const MINUTES: &[(&str, &str, &str, &str)] = &[
    (
        "en/agenda.txt",
        "River Assembly, Session 9\n\nAgenda\nReport of the committee on locks\nReport of the committee on ferries\n\n\
             Edda Brandt: I open the session.\n\nReport of the committee on locks\n\nThe committee met three times, and it found that the lock is shut.\n\n\
             I thank its members.\n\nTom Venn: I have read it.\n\nEdda Brandt: I call the second item.\n\n\
             Report of the committee on ferries\n\nThe ferries are safe, all of them.\n\nTom Venn: Good.\n",
        "I thank its members.",
        "Edda Brandt",
    ),
    (
        "de/agenda.txt",
        "Flussversammlung, Sitzung 4\n\nTagesordnung\nBericht des Ausschusses für Schleusen\nBericht des Ausschusses für Fähren\n\n\
             Edda Brandt: Ich rufe den ersten Punkt auf.\n\nBericht des Ausschusses für Schleusen\n\nDer Ausschuss hat dreimal getagt.\n\n\
             Ich danke den Mitgliedern.\n\nTom Venn: Ich habe ihn gelesen.\n\nEdda Brandt: Ich rufe den zweiten Punkt auf.\n\n\
             Bericht des Ausschusses für Fähren\n\nDie Fähren sind sicher.\n\nTom Venn: Gut.\n",
        "Die Fähren sind sicher.",
        "Edda Brandt",
    ),
    (
        "en/order.txt",
        "Mayor Edda Brandt: I open the meeting.\n\nOrder!\n\nThe lock needs paint.\n\nTom Venn: How much?\n\nOrder!\n\nI ask again.\n\n\
             Mayor Edda Brandt: Nine hundred.\n\nOrder!\n\nAnd we have none.\n",
        "I ask again.",
        "Tom Venn",
    ),
    (
        "en/heads.txt",
        "Council of Highmere, 8 March 2031\n\nMayor Edda Brandt: I open the meeting, and I ask for\n\n\
             8 March 2031   Council of Highmere   2\n\nquiet in the hall.\n\nTom Venn: The lock needs paint.\n\n\
             8 March 2031   Council of Highmere   3\n\nIt needs it soon.\n\nMayor Edda Brandt: It does.\n",
        "It needs it soon.",
        "Tom Venn",
    ),
    (
        "en/numbers.txt",
        "Council of Sandholm\n\n1. The lock\n2. The ferry\n\nMayor Edda Brandt: I open the meeting.\n\n1. The lock\n\n\
             The lock needs paint, and paint costs money.\n\nTom Venn: How much?\n\nMayor Edda Brandt: Nine hundred.\n\n2. The ferry\n\n\
             The ferry needs a hull, and we have none.\n\nTom Venn: Then no ferry.\n",
        "The ferry needs a hull, and we have none.",
        "Edda Brandt",
    ),
];

#[test]
fn repeated_lines_end_no_turn() {
    let reports = read(MINUTES.iter().map(|(file, text, ..)| (file, text)));
    for (file, _, line, speaker) in MINUTES {
        let said = reports.said(file, "statement");
        let found = said.iter().find(|(text, _)| text == line);
        assert_eq!(found.map(|(_, name)| *name), Some(*speaker), "{file}");
    }
}

const SPEECHES: &[(&str, &str)] = &[
    (
        "en/a.txt",
        "Mayor Edda Brandt: Thank you. [Laughter] We open the lock. (Applause.)\n\n\
             Tom Venn: It cost [sic] nine hundred, and (inaudible) paid. [crosstalk 00:12:33] So.\n\n\
             Mayor Edda Brandt: The law (of 1931) says so [see page 9].\n\n(Applause.)\n\n\
             Tom Venn (through interpreter): I thank you (laughs) all. [unintelligible] Thank you. (cheers and applause)\n",
    ),
    (
        "es/a.txt",
        "Presidenta Edda Brandt: Gracias. (Aplausos.) Abrimos la esclusa. (Risas)\n\nTom Venn: Costó [inaudible] novecientos.\n\n\
             Presidenta Edda Brandt: La ley (de 1931) lo dice.\n\nTom Venn: Gracias. [Aplausos]\n",
    ),
    (
        "fr/a.txt",
        "M. Tom Venn. L'écluse est fermée. (Applaudissements sur les bancs du groupe du Port.)\n\nM. Paul Ried. Depuis quand ?\n\n\
             M. Tom Venn. Depuis lundi. (Rires.)\n\nM. Paul Ried. Merci (au nom de tous).\n",
    ),
    (
        "en/speech.txt",
        "Remarks at the lock\n\nThe river is well, my friends. (Applause.)\n\n[Laughter]\n\n(Applause.)\n\nThe law (of 1931) is old.\n",
    ),
];

/// The stage directions of each.
const DIRECTIONS: &[(&str, &[&str])] = &[
    (
        "en/a.txt",
        &[
            "[Laughter]",
            "(Applause.)",
            "[sic]",
            "(inaudible)",
            "[crosstalk 00:12:33]",
            "(Applause.)",
            "(laughs)",
            "[unintelligible]",
            "(cheers and applause)",
        ],
    ),
    ("es/a.txt", &["(Aplausos.)", "(Risas)", "[inaudible]", "[Aplausos]"]),
    ("fr/a.txt", &["(Applaudissements sur les bancs du groupe du Port.)", "(Rires.)"]),
    ("en/speech.txt", &["(Applause.)", "[Laughter]", "(Applause.)"]),
];

#[test]
fn brackets_inside_what_is_said() {
    let reports = read(SPEECHES.iter().copied());
    for (file, directions) in DIRECTIONS {
        let found = reports.said(file, "stage_direction");
        assert_eq!(found.iter().map(|(text, _)| text).collect::<Vec<_>>(), *directions, "{file}");
    }
    let words = reports.words();
    assert!(
        ["laughter", "applause", "crosstalk", "risas"].iter().all(|word| !words.contains(*word)),
        "{words:?}"
    );
    assert!(["1931", "page", "tous"].iter().all(|word| words.contains(*word)), "{words:?}");
}

const LIVE: &[(&str, &str, &[&str])] = &[
    (
        "uk.txt",
        "Dam crisis live: keeper says river is safe\n\nEdda Brandt\nMon 3 Mar 2031 18.05 GMT\nFirst published on Mon 3 Mar 2031 06.10 GMT\n\n\
             Key events\n18.01 GMT Evening summary\n12.30 GMT The keeper speaks\n\n3 Mar 2031\n18.01 GMT\nEvening summary\nNobody was hurt.\n\nUpdated at 18.05 GMT\n\n\
             17.22 GMT\nTom Venn\n\nThe captain says the keeper must go.\n\n16.40 GMT\nMore on the flood.\n\nShare\n",
        &["18.01 GMT", "17.22 GMT", "16.40 GMT"],
    ),
    (
        "us.txt",
        "What we know\n• The lock is shut.\n\n5:40 p.m. ET, March 3, 2031\nKeeper says river is safe\n\nHe spoke on Monday.\n\n\
             3:12 p.m. ET, March 3, 2031\nCaptain says keeper must go\n\nHe spoke in Highmere.\n\n1 hr 12 min ago\nIt rained for three weeks\n",
        &["5:40 p.m. ET, March 3, 2031", "3:12 p.m. ET, March 3, 2031", "1 hr 12 min ago"],
    ),
    (
        "de.txt",
        "Liveticker: Hochwasser an der Vell\n\nVon Edda Brandt\n\n18.40 Uhr: Der Pegel fällt, sagt die Ministerin.\n\n\
             17.15 Uhr: Die Fähre fährt wieder.\n\n16.02 Uhr: Die Schleuse ist zu.\n",
        &["18.40 Uhr", "17.15 Uhr", "16.02 Uhr"],
    ),
    (
        "fr.txt",
        "En direct : la Vell en crue\n\n18h40\nLe niveau baisse, dit la ministre.\n\n17h15\nLe bac repart vers Sandholm.\n\n\
             16h02\nL'écluse reste fermée.\n",
        &["18h40", "17h15", "16h02"],
    ),
    (
        "bst.txt",
        "River rises in Highmere - live\n\n19:12 BST\nThe ferry is safe\nIt has reached Sandholm.\n\n18:47 BST\nThe lock stays shut.\n\n\
             18:20 BST\nThree streets are under water.\n",
        &["19:12 BST", "18:47 BST", "18:20 BST"],
    ),
];

#[test]
fn entries_of_live_blogs() {
    let reports = read(LIVE.iter().map(|(file, text, _)| (file, text)));
    for (file, _, times) in LIVE {
        let expected: Vec<String> = times.iter().map(|time| format!("@{time}")).collect();
        assert_eq!(reports.turns(file), expected, "{file}");
        assert_eq!(reports.document(file, ["genre"]), ["live_blog"], "{file}");
    }
    assert_eq!(reports.said("de.txt", "byline")[0].0, "Von Edda Brandt");
}

#[test]
fn programmes_and_timetables_are_no_live_blogs() {
    let cases = [
        (
            "talks.txt",
            "Conference of the keepers\n\n14:00\nThe gates\n\n15:30\nThe paddles\n\n16:45\nThe wheels\n",
        ),
        ("museum.txt", "Opening hours of the museum\n\n9:30\nMonday\n\n10:00\nTuesday\n\n11:00\nSunday\n"),
        ("ferry.txt", "Horaires du bac\n\n8h15\nSandholm\n\n9h40\nHighmere\n\n11h05\nSandholm\n"),
        (
            "back.txt",
            "Last boats of the day\n\n22:40\nfrom Sandholm\n\n21:10\nfrom Highmere\n\n19:55\nfrom the pier\n",
        ),
        (
            "verses.txt",
            "Reading for Sunday\n\n3:16 For the river loved the land\n3:17 and the land loved it\n3:18 and nobody was dry.\n",
        ),
        (
            "walk.txt",
            "Day of the open lock\n\n9.00 Doors open\n9.30 Walk with Tom Venn\n11.00 Talk by Ilse Marren\n12.30 Soup\n\nBring boots.\n",
        ),
    ];
    let reports = read(cases);
    for (file, _) in cases {
        assert!(!reports.kinds(file).contains(&"entry"), "{file}");
        assert_eq!(reports.document(file, ["genre"]), ["plain"], "{file}");
    }
}

#[test]
fn links_to_comments_above_the_text_end_nothing() {
    let english = "The keeper said on Monday that the lock was shut.\n\nIt will stay shut, he said.\n\nNobody was hurt at the weir.\n";
    let german = "Der Wärter sagte, dass die Schleuse zu ist.\n\nSie bleibt zu, sagte er.\n\nNiemand wurde verletzt.\n";
    let french = "Le gardien a dit que l'écluse était fermée.\n\nElle le restera, a-t-il dit.\n\nPersonne n'a été blessé.\n";
    let above =
        |title: &str, by: &str, link: &str, text: &str| format!("{title}\n\n{by}\n\n{link}\n\n{text}");
    let shut = "The lock of Highmere is shut";
    let page: String = english
        .trim()
        .split("\n\n")
        .map(|said| format!("<p>{said} So said the captain of the ferry, too, at the pier.</p>"))
        .collect();
    let page = format!(
        "<title>{shut}</title><article><h1>{shut}</h1><p>By Edda Brandt <a href=#r>Leave a comment</a></p>{page}</article>"
    );
    let cases = [
        ("en/link.txt", above(shut, "By Edda Brandt", "Leave a comment", english)),
        ("en/count.txt", above(shut, "By Edda Brandt", "3 Comments", english)),
        (
            "de/link.txt",
            above("Die Schleuse von Highmere ist zu", "Von Edda Brandt", "Kommentar schreiben", german),
        ),
        (
            "fr/link.txt",
            above("L'écluse de Highmere est fermée", "Par Edda Brandt", "Laisser un commentaire", french),
        ),
        ("en/page.html", page),
        ("en/both.txt", format!("{shut}\n\n2 Comments\n\n{english}\n2 Comments\n\nanna\n\nGood riddance.\n")),
    ];
    let reports = read(cases.iter().map(|(file, text)| (file, text)));
    for (file, _) in &cases {
        let kinds = reports.kinds(file);
        assert_eq!(kinds.iter().filter(|kind| **kind == "paragraph").count(), 3, "{file}: {kinds:?}");
        let comments = if *file == "en/both.txt" { 2 } else { 0 };
        assert_eq!(kinds.iter().filter(|kind| **kind == "comment").count(), comments, "{file}: {kinds:?}");
    }
}

const HEADLINES: &[&str] = &[
    "Share of the catch falls to a third",
    "Support group for keepers opens",
    "Copyright of the river songs expires",
    "Subscribe to nothing, says the captain",
    "Print shop of Highmere burns",
    "Advertisement ban divides Sandholm",
    "More on the water than on land",
    "Contact with the ferry lost",
    "Home of the keeper floods",
    "Werbung für den Damm verboten",
    "Teilen oder verlieren, sagt der Wärter",
    "Lesen Sie den Fluss, sagt der Kapitän",
    "Compartir el río divide a los pueblos",
    "Publicidad en la presa, prohibida",
    "Partager la rivière divise les villages",
    "Abonnez la ville à l'eau, dit le maire",
    "Поделиться рекой решили соседи",
];

#[test]
fn headlines_that_begin_like_furniture() {
    let mut files = Vec::new();
    for (number, line) in HEADLINES.iter().enumerate() {
        let below = "The keeper said on Monday that the lock was shut.\n\nNobody was hurt at the weir.\n";
        files.push((format!("{number}/title.txt"), format!("{line}\n\n{below}")));
        let turn = format!(
            "Question: Why is it shut?\n\nIlse Marren: The gate broke.\n\n{line}\n\nWe will mend it.\n\nQuestion: Who pays?\n\nIlse Marren: We.\n"
        );
        files.push((format!("{number}/turn.txt"), turn));
    }
    let reports = read(files);
    for (number, line) in HEADLINES.iter().enumerate() {
        assert_eq!(reports.document(&format!("{number}/title.txt"), ["title"]), [*line]);
        let answers = reports.said(&format!("{number}/turn.txt"), "answer");
        assert!(answers.contains(&("We will mend it.".to_owned(), "Ilse Marren")), "{line}: {answers:?}");
    }
}

#[test]
fn days_in_titles() {
    let below =
        "\n\nThe lock at Highmere opens on Friday, the county said.\n\nNobody has to wait, it said.\n";
    let cases = [
        (
            "title/figures.txt",
            format!("Remarks by Ilse Marren, 5/5/2031\n\n1:00 P.M. EDT{below}"),
            "2031-05-05",
        ),
        (
            "title/month.txt",
            format!("Speech of Ilse Marren at the lock, February 7, 2031{below}"),
            "2031-02-07",
        ),
        ("title/day.txt", format!("Remarks by Ilse Marren at the lock, 12/25/2031{below}"), "2031-12-25"),
        (
            "title/de.txt",
            "Rede von Ilse Marren, 7.2.2031\n\nDie Schleuse geht am Freitag auf.\n".into(),
            "2031-02-07",
        ),
        (
            "title/fr.txt",
            "Discours d'Ilse Marren, le 12 septembre 2031\n\nElle ouvrira vendredi.\n".into(),
            "2031-09-12",
        ),
        ("title/none.txt", format!("Highmere 24/7: the town that never sleeps{below}"), ""),
    ];
    let reports = read(cases.iter().map(|(file, text, _)| (file, text)));
    for (file, _, date) in &cases {
        assert_eq!(reports.document(file, ["date"]), [*date], "{file}");
    }
}

#[test]
fn days_on_lines() {
    let title = "The lock opens again";
    let below =
        "\n\nThe lock at Highmere opens on Friday, the county said.\n\nNobody has to wait, it said.\n";
    let nbsp = "\u{A0}".repeat(60);
    let cases = [
        (
            "blanks/us.txt",
            format!("For Immediate Release{nbsp}September 17, 2031\n\n{title}{below}"),
            "2031-09-17",
        ),
        (
            "blanks/tabs.txt",
            format!("FOR IMMEDIATE RELEASE{}7 February 2031\n\n{title}{below}", "\u{A0}\t".repeat(30)),
            "2031-02-07",
        ),
        ("blanks/line.txt", format!("{title}\n\n{nbsp}7\u{A0}February\u{A0}2031{below}"), "2031-02-07"),
        (
            "blanks/thin.txt",
            format!("{title}\n\n{}7 February 2031{below}", "\u{2009}".repeat(60)),
            "2031-02-07",
        ),
        (
            "lines/fr.txt",
            "L'écluse est fermée\n\nLe 7 février 2031\n\nElle est fermée depuis lundi.\n".into(),
            "2031-02-07",
        ),
        (
            "lines/ru.txt",
            "Шлюз на реке Велл закрыт\n\n7 февраля 2031 года\n\nОн закрыт с понедельника.\n".into(),
            "2031-02-07",
        ),
    ];
    let reports = read(cases.iter().map(|(file, text, _)| (file, text)));
    for (file, _, date) in &cases {
        assert_eq!(reports.document(file, ["date"]), [*date], "{file}");
    }
}

#[test]
fn blanks_of_two_bytes_are_blanks() {
    let blanks = "\u{A0}".repeat(80);
    let briefing = format!(
        "Briefing on the Vell\n\nMS. MARREN:{blanks}Good morning.\n\nQ{blanks}Is it shut?\n\nMS. MARREN:\u{A0}It is.\n\nQ\u{A0}Since when?\n\nMS. MARREN: Monday.\n"
    );
    let title = "The lock opens again, says Ilse Marren";
    let padded = format!(
        "{blanks}{title}{blanks}\n\nThe lock opens on Friday, the county said.\n\nNobody has to wait, it said.\n"
    );
    let cyrillic = "Министр рек и водохранилищ Ильза Маррен сообщила, что ворота плотины откроются в пятницу";
    let long =
        format!("{cyrillic}\n\nВорота плотины закрыты с понедельника.\n\nНикто не пострадал, сказала она.\n");
    let reports = read([("en/q.txt", briefing), ("en/title.txt", padded), ("ru/title.txt", long)]);
    assert_eq!(reports.turns("en/q.txt"), ["MARREN", "Q?", "MARREN", "Q?", "MARREN"]);
    assert_eq!(reports.document("en/title.txt", ["title"]), [title]);
    assert_eq!(reports.document("ru/title.txt", ["title"]), [cyrillic]);
}

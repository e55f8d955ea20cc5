//! Transcripts, live blogs and pages in the styles of many houses, and what only looks like them, through the whole program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/press.rs"]
mod press;
mod support;

use press::read;

/// A file, its text, and its announcements as [`press::Reports::turns`] shows them.
type Case<'a> = (&'a str, &'a str, &'a [&'a str]);

#[track_caller]
fn check_turns(cases: &[Case<'_>]) {
    let reports = read(cases.iter().map(|(file, text, _)| (file, text)));
    for (file, _, turns) in cases {
        assert_eq!(reports.turns(file), *turns, "{file}");
    }
}

const GAGGLE: &str = "Press Gaggle by Deputy Secretary Tom Venn\n\nAboard the Ferry Vell\n\n9:40 A.M. EDT\n\n\
    MR. VENN:  Morning, all.  We land at noon.\n\nQ    Anything on the weir?\n\nMR. VENN:  Ilse has that.\n\n\
    MS. MARREN:  The weir holds.  We looked at it twice.\n\nQ    -- and the lock?\n\nMS. MARREN:  Shut.\n\n\
    Q    Until when, roughly?\n\nMR. VENN:  Until Friday.\n\n            END          9:52 A.M. EDT\n";

#[test]
fn questions_without_a_colon_beside_names_with_one() {
    check_turns(&[
        ("gaggle.txt", GAGGLE, &["VENN", "Q?", "VENN", "MARREN", "Q?", "MARREN", "Q?", "VENN"]),
        (
            "one-official.txt",
            "Press Briefing by Press Secretary Ilse Marren\n\n1:15 P.M. EST\n\nMS. MARREN:  Good afternoon.\n\n\
             Go ahead, Anton.\n\nQ    Is the lock shut?\n\nMS. MARREN:  Yes.\n\nQ    Since when?  We saw it open.\n\n\
             MS. MARREN:  Since Monday.  (Laughter.)\n\nQ    Who shut it?\n\nMS. MARREN:  We did.\n\nEND      1:40 P.M. EST\n",
            &["MARREN", "Q?", "MARREN", "Q?", "MARREN", "Q?", "MARREN"],
        ),
        (
            "tabs.txt",
            "Briefing on the Vell\n\nDR. REED:  The gauge is back.\n\nQ\tWho paid for it?\n\nDR. REED:  The county did.\n\n\
             Q\tAll of it?\n\nDR. REED:  Most of it.\n",
            &["REED", "Q?", "REED", "Q?", "REED"],
        ),
        (
            "full-stops.txt",
            "The President's News Conference\n\nThe President. Good evening. The lock opens on Friday.\n\n\
             Q. Mr. President, who pays?\n\nThe President. The county does.\n\nQ. All of it?\n\nThe President. Most of it.\n",
            &["THE PRESIDENT", "Q?", "THE PRESIDENT", "Q?", "THE PRESIDENT"],
        ),
        (
            "audience.txt",
            "Remarks at the Lock\n\nTHE PRESIDENT: Please sit down.\n\nAUDIENCE MEMBERS: Open the lock!\n\n\
             THE PRESIDENT: We will.\n\nAUDIENCE MEMBER: When?\n\nTHE PRESIDENT: On Friday.\n",
            &["THE PRESIDENT", "AUDIENCE MEMBERS", "THE PRESIDENT", "AUDIENCE MEMBER?", "THE PRESIDENT"],
        ),
    ]);
}

#[test]
fn the_kinds_of_a_briefing() {
    let reports = read([("gaggle.txt", GAGGLE)]);
    let said = |kind: &str| reports.said("gaggle.txt", kind);
    let pair = |text: &str, speaker| (text.to_owned(), speaker);
    assert_eq!(said("statement"), [pair("Morning, all.  We land at noon.", "VENN")]);
    assert_eq!(said("question").len(), 3);
    assert_eq!(said("question")[1], pair("and the lock?", ""));
    assert_eq!(said("answer").last(), Some(&pair("Until Friday.", "VENN")));
    assert_eq!(said("boilerplate").len(), 1, "the end of the transcript");
    let [title, genre] = reports.document("gaggle.txt", ["title", "genre"]);
    assert_eq!(
        (title.as_str(), genre.as_str()),
        ("Press Gaggle by Deputy Secretary Tom Venn", "press_conference")
    );
}

const GERMAN: &str = "Pressekonferenz von Ministerin Ilse Marren\n\nFrage (aus dem Französischen): Ist die Schleuse zu?\n\n\
                  Ilse Marren: Sie ist zu.\n\nFrage: Seit wann?\n\nIlse Marren (auf Englisch): Seit Montag.\n\n\
                  Frage (an beide Minister): Wer hat das entschieden?\n\nTom Venn (lacht): Wir beide.\n";
const FRENCH: &str = "Point de presse de la ministre Ilse Marren\n\nQuestion (traduite de l'allemand) : L'écluse est-elle fermée ?\n\n\
                  Ilse Marren : Elle est fermée.\n\nQuestion : Pourquoi ?\n\nIlse Marren : Parce que la rivière monte.\n\n\
                  Question (hors micro) : Jusqu'à quand ?\n\nIlse Marren : Jusqu'à vendredi.\n";
const SPANISH: &str = "Rueda de prensa de la ministra Ilse Marren\n\nPregunta (en inglés): ¿Está cerrada la presa?\n\n\
                   Ilse Marren: Está cerrada.\n\nPregunta: ¿Por qué?\n\nIlse Marren: Porque el río sube.\n\n\
                   Pregunta (fuera de micrófono): ¿Hasta cuándo?\n\nIlse Marren: Hasta el viernes.\n";
const ENGLISH: &str = "Minister Ilse Marren's answers to the press\n\n3 March 2031 14:30\n\nGood afternoon.\n\n\
                   Question (from the back row): Is the lock shut?\n\nIlse Marren: It is.\n\nQuestion: Since when?\n\n\
                   Ilse Marren (after a pause): Since Monday.\n\nTom Venn (through an interpreter): So it is.\n";

/// What is said to whom, and how, stands in brackets after the name or the word for who asks.
const WITH_BRACKETS: &[Case<'static>] = &[
    (
        "de/a.txt",
        GERMAN,
        &[
            "Frage (aus dem Französischen)?",
            "Ilse Marren",
            "Frage?",
            "Ilse Marren",
            "Frage (an beide Minister)?",
            "Tom Venn",
        ],
    ),
    (
        "fr/a.txt",
        FRENCH,
        &[
            "Question (traduite de l'allemand)?",
            "Ilse Marren",
            "Question?",
            "Ilse Marren",
            "Question (hors micro)?",
            "Ilse Marren",
        ],
    ),
    (
        "es/a.txt",
        SPANISH,
        &[
            "Pregunta (en inglés)?",
            "Ilse Marren",
            "Pregunta?",
            "Ilse Marren",
            "Pregunta (fuera de micrófono)?",
            "Ilse Marren",
        ],
    ),
    (
        "en/a.txt",
        ENGLISH,
        &["Question (from the back row)?", "Ilse Marren", "Question?", "Ilse Marren", "Tom Venn"],
    ),
];

#[test]
fn brackets_after_who_speaks() {
    check_turns(WITH_BRACKETS);
}

#[test]
fn full_stops_after_who_speaks() {
    check_turns(&[
        (
            "senate.txt",
            "THE VELL RIVER ACT\n\n  Mr. QUILL. Madam President, I ask for ten minutes.\n  The PRESIDING OFFICER. It is so ordered.\n\
             \x20 Mr. QUILL. The river bill is late. Mr. Venn knows it.\n  It has been late for a year.\n  Ms. MARREN. Will he yield?\n\
             \x20 Mr. QUILL. I yield.\n",
            &["QUILL", "THE PRESIDING OFFICER", "QUILL", "MARREN", "QUILL"],
        ),
        (
            "french.txt",
            "Mme la présidente. La parole est à M. Tom Venn.\n\nM. Tom Venn. L'écluse est fermée.\n\nM. Paul Ried. Depuis quand ?\n\n\
             M. Tom Venn. Depuis lundi.\n\nMme la présidente. Merci.\n",
            &["MME LA PRÉSIDENTE", "Tom Venn", "Paul Ried", "Tom Venn", "MME LA PRÉSIDENTE"],
        ),
        (
            "story.txt",
            "A walk along the Vell\n\nMr. Venn. That is what the children call him. Mr. Venn keeps the lock.\n\
             Mrs. Marren. She has the shop. Mrs. Marren sells bread, and she sells bait.\nNobody there asks for more.\n",
            &[],
        ),
    ]);
}

#[test]
fn times_beside_who_speaks() {
    let both = ["Ilse Marren@0:04", "Tom Venn@0:11", "Ilse Marren@0:15", "Tom Venn@0:21"];
    check_turns(&[
        (
            "blanks.txt",
            "Ilse Marren   0:04\nGood morning.\n\nTom Venn   0:11\nGood morning.\n\nIlse Marren   0:15\nShall we talk?\n\n\
             Tom Venn   0:21\nIt is shut.\n",
            &both,
        ),
        (
            "before.txt",
            "00:00:02 Ilse Marren: Can everybody hear me?\n00:00:05 Tom Venn: We can.\n00:00:09 Ilse Marren: Let us begin.\n\
             00:00:15 Anton Quill: The lock is shut.\n",
            &["Ilse Marren@00:00:02", "Tom Venn@00:00:05", "Ilse Marren@00:00:09", "Anton Quill@00:00:15"],
        ),
        (
            "numbers.txt",
            "Speaker 1 (00:00):\nThe lock.\n\nSpeaker 2 (00:04):\nWhat of it?\n\nSpeaker 1 (00:06):\nIt is shut.\n\nSpeaker 2 (00:08):\nOh.\n",
            &["Speaker 1@00:00", "Speaker 2@00:04", "Speaker 1@00:06", "Speaker 2@00:08"],
        ),
        (
            "bold.md",
            "**EDDA BRANDT [00:00:05]:** We are here.\n\n**TOM VENN [00:00:11]:** It is shut.\n\n\
             **EDDA BRANDT [00:00:15]:** Since when?\n\n**TOM VENN [00:00:21]:** Since Monday.\n",
            &["EDDA BRANDT@00:00:05", "TOM VENN@00:00:11", "EDDA BRANDT@00:00:15", "TOM VENN@00:00:21"],
        ),
        (
            "timetable.txt",
            "Timetable of the ferry\n\nThe first boat leaves at 06:15 and reaches Highmere at 07:40.\n\
             The second boat (09:30) waits for the train.\nTickets: at the pier (08:00) or on board.\nDogs: on the deck only (all day).\n",
            &[],
        ),
    ]);
}

#[test]
fn titles_and_degrees_of_one_person() {
    let text = "Secretary of Ferries Anton Quill Meets the Press\n\nApril 9, 2031\n\n\
                SECRETARY OF FERRIES ANTON QUILL: Good evening. The boats run again.\n\nQ: All of them?\n\nSEC. QUILL: All but one.\n\n\
                ADMIRAL EDDA BRANDT: That one has a hole.\n\nQ: How large?\n\nADM. BRANDT: As a hat.\n\nQ: Thank you.\n\nSEC. QUILL: Thank you.\n";
    let reports = read([("a.txt", text)]);
    let (quill, brandt) = ("ANTON QUILL", "EDDA BRANDT");
    assert_eq!(reports.turns("a.txt"), [quill, "Q?", quill, brandt, "Q?", brandt, "Q?", quill]);
    let statement = ("Good evening. The boats run again.".to_owned(), quill);
    assert_eq!(reports.said("a.txt", "statement"), [statement]);
    assert_eq!(
        reports.said("a.txt", "answer").iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        [quill, brandt, brandt, quill]
    );
    assert_eq!(reports.document("a.txt", ["date"]), ["2031-04-09"]);
}

#[test]
fn parties_with_slashes_and_figures() {
    let chair = "Präsidentin Ilse Marren: Das Wort hat Tom Venn.\n\nTom Venn (BÜNDNIS 90/DIE GRÜNEN): Der Damm ist zu.\n\n\
                 Präsidentin Ilse Marren: Das Wort hat Anton Quill.\n\nAnton Quill (CDU/CSU): Er ist offen.\n\n\
                 Vizepräsident Dr. h. c. Paul Ried: Herr Kollege, die Zeit.\n\nAnton Quill (CDU/CSU): Ich komme zum Schluss.\n";
    check_turns(&[
        (
            "de/a.txt",
            chair,
            &["Ilse Marren", "Tom Venn", "Ilse Marren", "Anton Quill", "Paul Ried", "Anton Quill"],
        ),
        (
            "es/a.txt",
            "Presidente Ilse Marren: Tiene la palabra Tom Venn.\n\nTom Venn (RÍO/PUERTO-25): Señora presidenta, la presa está cerrada.\n\n\
             Presidente Ilse Marren: Tiene la palabra Anton Quill.\n\nAnton Quill (PP): Está abierta.\n\n\
             Vicepresidente Lic. Paul Ried: El tiempo, señor diputado.\n\nTom Venn (RÍO/PUERTO-25): No.\n",
            &["Ilse Marren", "Tom Venn", "Ilse Marren", "Anton Quill", "Paul Ried", "Tom Venn"],
        ),
        (
            "nl/a.txt",
            "De voorzitter: Het woord is aan de heer Venn.\n\nDe heer Venn (50PLUS): Voorzitter. De sluis is dicht.\n\n\
             De voorzitter: Het woord is aan mevrouw Quill.\n\nMevrouw Quill (D66): De sluis is open.\n\n\
             De heer Venn (50PLUS): Dat is niet zo.\n\nDe voorzitter: Dank u wel.\n",
            &["DE VOORZITTER", "Venn", "DE VOORZITTER", "Quill", "Venn", "DE VOORZITTER"],
        ),
        (
            "ru/a.txt",
            "Председатель Ильза Маррен: Начинаем.\n\nМинистр Том Венн: Шлюз закрыт.\n\nПредседатель Ильза Маррен: Спасибо.\n\n\
             Министр Том Венн: Он закрыт до пятницы.\n",
            &["Ильза Маррен", "Том Венн", "Ильза Маррен", "Том Венн"],
        ),
    ]);
}

#[test]
fn names_in_bold() {
    let bold = "**Edda Brandt:** The lock.\n\n**Tom Venn:** It is shut. \\[laughs\\]\n\n**Edda Brandt:** Since when?\n\n\
                **Tom Venn:** \\[12:07\\] Since Monday.\n\n**Edda Brandt:** Who has the key?\n\n**Tom Venn:** I do.\n";
    let asked = ["Edda Brandt?", "Tom Venn", "Edda Brandt?", "Tom Venn@12:07", "Edda Brandt?", "Tom Venn"];
    let outside = bold.replace(":**", "**:");
    check_turns(&[
        ("inside.md", bold, &asked),
        ("outside.md", &outside, &asked),
        (
            "underscores.md",
            "__Edda Brandt:__ The lock.\n\n__Tom Venn:__ It is shut.\n\n__Edda Brandt:__ Since when?\n\n__Tom Venn:__ Since Monday.\n",
            &["Edda Brandt", "Tom Venn", "Edda Brandt", "Tom Venn"],
        ),
        (
            "notes.md",
            "# The lock\n\n**Note:** The lock is old.\n\n**Warning:** Do not stand on the gate.\n\n**Note:** The keeper has the key.\n",
            &[],
        ),
    ]);
}

#[test]
fn short_exchanges_in_which_nobody_is_announced_alike() {
    check_turns(&[
        (
            "commons.txt",
            "House of Commons\nMonday 3 March 2031\n\nThe House met at half-past Two o'clock\n\nPrime Minister\n\n\
             Tom Venn (Highmere) (Lab): If he will list his engagements.\n\nThe Prime Minister (Ilse Marren): I had meetings.\n\n\
             Tom Venn: Is the lock shut?\n\nThe Prime Minister: It is.\n\nSir Anton Quill (Sandholm) (Con): Since when?\n\n\
             The Prime Minister: Since Monday.\n\nMr Speaker: Order. The next question.\n",
            &[
                "Tom Venn",
                "Ilse Marren",
                "Tom Venn",
                "Ilse Marren",
                "Anton Quill",
                "Ilse Marren",
                "MR SPEAKER",
            ],
        ),
        (
            "hearing.txt",
            "Hearing of the Committee on Locks, 5 March 2031\n\nChairman Tom Venn: We begin with the lock.\n\n\
             Secretary Ilse Marren: Thank you, Mr. Chairman. It is shut.\n\nSenator Anton Quill: For how long?\n\n\
             General Edda Brandt: Until Friday, Senator.\n\nChairman Venn: Thank you all.\n",
            &["Tom Venn", "Ilse Marren", "Anton Quill", "Edda Brandt", "Tom Venn"],
        ),
        (
            "pier.txt",
            "Talk at the pier\n\nEdda Brandt: We have waited long enough.\n\nTom Venn: I thank you all.\n\n\
             Edda Brandt: We thank Tom.\n\nTom Venn: Good.\n",
            &["Edda Brandt", "Tom Venn", "Edda Brandt", "Tom Venn"],
        ),
        (
            "inventory.txt",
            "Tools of the keeper\n\nHammer: a large one.\n\nSaw: rusty.\n\nRope: nine metres.\n",
            &[],
        ),
    ]);
}

#[test]
fn calls_from_the_benches() {
    let english = "President Edda Brandt: Good morning.\n\n(Applause from members of the Ferry Party and the Union of the River)\n\n\
                   Tom Venn: The lock is shut.\n\n(Paul Ried [Ferry Party]: Since when?)\n\nAnd it stays shut.\n\n(Laughter)\n\n\
                   President Edda Brandt: Thank you.\n";
    let german = "Präsidentin Edda Brandt: Das Wort hat der Kollege Venn.\n\nTom Venn (FDP): Die Schleuse ist zu.\n\n\
                  (Beifall bei der FDP und bei Abgeordneten der CDU/CSU)\n\n(Paul Ried [SPD]: Seit wann denn?)\n\nUnd sie bleibt zu.\n\n\
                  (Heiterkeit)\n\nPräsidentin Edda Brandt: Danke schön.\n";
    let aside = "Ilse Marren: The lock is shut. (I had hoped for better.)\n\nTom Venn: It is. (And so had I: we all had.)\n\n\
                 Ilse Marren: It opens on Friday.\n\nTom Venn: Good.\n";
    let reports = read([("en/a.txt", english), ("de/a.txt", german), ("en/aside.txt", aside)]);
    for (file, call, after) in [
        ("en/a.txt", "Since when?)", "And it stays shut."),
        ("de/a.txt", "Seit wann denn?)", "Und sie bleibt zu."),
    ] {
        assert_eq!(reports.turns(file), ["Edda Brandt", "Tom Venn", "Edda Brandt"], "{file}");
        assert_eq!(reports.said(file, "interjection"), [(call.to_owned(), "Paul Ried")], "{file}");
        assert_eq!(reports.said(file, "stage_direction").len(), 2, "{file}");
        assert!(reports.said(file, "statement").contains(&(after.to_owned(), "Tom Venn")), "{file}");
    }
    assert_eq!(reports.kinds("en/aside.txt"), ["label", "statement"].repeat(4));
}

const LABELS: &[Case<'static>] = &[
    (
        "es/brief.txt",
        "La presa, en breve\n\nAntecedentes: La presa se construyó en 1931. Aguanta.\n\nPróximos pasos: Seguirá cerrada.\n\n\
             Antecedentes: Ya se cerró una vez.\n\nEn resumen: Nadie lo sabe.\n\nEn resumen: Llovió.\n",
        &[],
    ),
    (
        "en/factbox.txt",
        "The lock in figures\n\nBuilt: 1931\nLength: 90 metres\nKeeper: Tom Venn\nOwner: County of Highmere\n\nThe lock was shut on Monday.\n",
        &[],
    ),
    (
        "en/recipe.txt",
        "Soup of the keepers\n\nServes: Four people\n\nStep One: Peel the leeks.\nStep Two: Boil them.\nStep One: Peel again.\nStep Two: Boil again.\n",
        &[],
    ),
    (
        "en/speech.txt",
        "The state of the river\n\nMy fellow keepers, the river is well.\n\nEnergy: We must take less of it.\n\n\
             Productivity: The mills turn, and they will turn.\n\nEnergy: I say it again.\n\nProductivity: They need oil.\n",
        &[],
    ),
    (
        "en/capitals.txt",
        "The state of the river\n\nWATER: We must take less of it.\n\nFERRIES: The ferries run.\n\nWATER: I say it again.\n\n\
             FERRIES: They need hulls.\n",
        &[],
    ),
    (
        "en/bold.md",
        "# The state of the river\n\n**Water:** We must take less of it.\n\n**Ferries:** They run.\n\n**Water:** I say it again.\n\n\
             **Ferries:** They need hulls.\n",
        &[],
    ),
    (
        "en/play.txt",
        "The Keeper, a play\n\nKEEPER. The gate is shut.\n\nCAPTAIN. Then open it.\n\nKEEPER. It is Friday.\n\nCAPTAIN. It is Monday.\n",
        &[],
    ),
];

#[test]
fn labels_and_headings_that_announce_nobody() {
    check_turns(LABELS);
}

#[test]
fn forms_of_address_inside_a_transcript() {
    let german = "Präsidentin Edda Brandt: Ich rufe den Punkt auf.\n\nTom Venn (SPD): Frau Präsidentin! Die Schleuse ist zu.\n\n\
                  Meine Damen und Herren: Das ist nicht neu.\n\nKurzum: Sie bleibt zu.\n\nPräsidentin Edda Brandt: Danke.\n\nTom Venn (SPD): Gern.\n";
    let french = "Mme la présidente Edda Brandt : La séance est ouverte.\n\nTom Venn (Port) : L'écluse est fermée.\n\n\
                  Mes chers collègues : ce n'est pas nouveau.\n\nAu contraire : elle l'a toujours été.\n\n\
                  Mme la présidente Edda Brandt : Merci.\n\nTom Venn (Port) : Je vous remercie.\n";
    let english = "Speaker Edda Brandt: The sitting is open.\n\nTom Venn (Harbour): The lock is shut.\n\n\
                   Ladies and Gentlemen: that is not new.\n\nOn The Contrary: it always was.\n\nOne More Thing: who has the key?\n\n\
                   Speaker Edda Brandt: Thank you.\n\nTom Venn (Harbour): I am done.\n";
    let reports = read([("de/a.txt", german), ("fr/a.txt", french), ("en/a.txt", english)]);
    for (file, last) in [
        ("de/a.txt", "Kurzum: Sie bleibt zu."),
        ("fr/a.txt", "Au contraire : elle l'a toujours été."),
        ("en/a.txt", "One More Thing: who has the key?"),
    ] {
        assert_eq!(reports.turns(file), ["Edda Brandt", "Tom Venn", "Edda Brandt", "Tom Venn"], "{file}");
        assert_eq!(reports.speakers(file), ["Edda Brandt", "Tom Venn"], "{file}");
        assert!(reports.said(file, "statement").contains(&(last.to_owned(), "Tom Venn")), "{file}");
    }
}

#[test]
fn apostrophes_and_particles_in_names() {
    check_turns(&[
        (
            "dail.txt",
            "Chair: We begin.\n\nSiobhán O'Venn-Reed (Ind./FF): The lock is shut.\n\nChair: Thank you.\n\n\
             Jean-Luc d'Aske: It is open.\n\nChair: Order.\n\nSiobhán O’Venn-Reed (Ind./FF): Shut.\n\nJean-Luc d'Aske: Open.\n",
            &[
                "Chair",
                "Siobhán O'Venn-Reed",
                "Chair",
                "Jean-Luc d'Aske",
                "Chair",
                "Siobhán O'Venn-Reed",
                "Jean-Luc d'Aske",
            ],
        ),
        (
            "congress.txt",
            "  Mr. VENN. Mr. Speaker, the lock is shut.\n  Mrs. VAN DER REED of Ohio. I thank the gentleman.\n\
             \x20 Mr. VENN. Reclaiming my time.\n  Mrs. VAN DER REED. It rained.\n  Mr. VENN. So.\n",
            &["VENN", "VAN DER REED", "VENN", "VAN DER REED", "VENN"],
        ),
        (
            "minister.txt",
            "Министр рек Ильза Маррен: Начинаем.\n\nТом Венн: Шлюз закрыт.\n\nМинистр рек Ильза Маррен: Спасибо.\n\n\
             Том Венн: Он закрыт до пятницы.\n\nТом Венн: Вот и всё.\n",
            &["Ильза Маррен", "Том Венн", "Ильза Маррен", "Том Венн", "Том Венн"],
        ),
    ]);
}

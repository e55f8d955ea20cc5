//! Who speaks, in the forms of many houses: parliaments, courts, press offices, broadcasters, recorders; and what only looks like them.

use textmill_corpus::{SegmentKind, SpeakerRole};
use textmill_ingest::{give_to_speaker, segments};

/// The turns of a text: who speaks by the one name, or by the word that is printed, and `?` where the turn asks.
fn turns(text: &str) -> Vec<String> {
    let segments = segments(text);
    let labels = segments.iter().filter(|segment| segment.kind == SegmentKind::Label);
    let speakers = labels.filter_map(|segment| segment.speaker.clone());
    speakers
        .map(|speaker| {
            let name = if speaker.name.is_empty() { &speaker.printed } else { &speaker.name };
            let mark = if speaker.role == SpeakerRole::Questioner { "?" } else { "" };
            format!("{name}{mark}")
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(turns(text), expected, "{text}");
}

/// What is said in a text by nobody.
fn unsaid(text: &str) -> Vec<&str> {
    let segments = segments(text);
    let unsaid = segments.iter().filter(|segment| segment.kind == SegmentKind::Paragraph);
    unsaid.map(|segment| segment.span.of(text).trim()).collect()
}

#[test]
fn press_briefings() {
    let text = "Press Briefing by Press Secretary Ilse Marren\n\n1:15 P.M. EST\n\nMS. MARREN:  Good afternoon, everybody.\n\n\
                Go ahead, Tom.\n\nQ    Is the dam closed?\n\nMS. MARREN:  It is.\n\nQ    Since when?  We heard it was open.\n\n\
                MS. MARREN:  Since Monday.  (Laughter.)\n\nQ    Who closed it?\n\nMS. MARREN:  We did.  Thanks, everyone.\n\n\
                END                1:40 P.M. EST\n";
    check(text, &["MARREN", "Q?", "MARREN", "Q?", "MARREN", "Q?", "MARREN"]);
    check(
        "MR. VENN: So.\nQ Why?\nQ -- and when?\nMR. VENN:It rained.\nMR. McMARREN: It did.\nQ Thank you.",
        &["VENN", "Q?", "Q?", "VENN", "McMARREN", "Q?"],
    );
    check(
        "Question (retranslated from French): Is it closed?\n\nIlse Marren: It is.\n\nQuestion: Since when?\n\n\
         Ilse Marren (speaking after Tom Venn): Monday.\n\nTom Venn (retranslated from French): Yes.",
        &["Question (retranslated from French)?", "Ilse Marren", "Question?", "Ilse Marren", "Tom Venn"],
    );
    check(
        "Вопрос: Почему?\nИ.К.Маррен: Потому.\nВопрос (перевод с французского): Когда?\nИ.К.Маррен: Теперь.",
        &["Вопрос?", "И. К. Маррен", "Вопрос (перевод с французского)?", "И. К. Маррен"],
    );
    check(
        "记者：大坝关闭了吗？\n\n玛伦：是的。\n\n记者：从什么时候开始？\n\n玛伦：从星期一开始。",
        &["记者?", "玛伦", "记者?", "玛伦"],
    );
}

#[test]
fn full_titles_and_short_ones() {
    let text = "Secretary of Rivers Ilse Marren Holds a Press Briefing\n\nMarch 3, 2031\n\n\
                SECRETARY OF RIVERS ILSE MARREN: Good morning. The dam is closed.\n\nQ: When was it closed?\n\n\
                SEC. MARREN: On Monday.\n\nGENERAL TOM VENN: I agree with that.\n\nQ: Who closed it?\n\n\
                GEN. VENN: My men did.\n\nQ: Thank you.\n\nSEC. MARREN: Thank you all.\n";
    check(text, &["ILSE MARREN", "Q?", "ILSE MARREN", "TOM VENN", "Q?", "TOM VENN", "Q?", "ILSE MARREN"]);
    let said = segments(text);
    let of = |wanted: &str| said.iter().find(|segment| segment.span.of(text).trim() == wanted).unwrap().kind;
    assert_eq!((of("I agree with that."), of("My men did.")), (SegmentKind::Answer, SegmentKind::Answer));
    assert_eq!(of("Good morning. The dam is closed."), SegmentKind::Statement);
}

#[test]
fn parliaments() {
    check(
        "PROCEEDINGS\n\n  Mr. VENN. Mr. Speaker, the dam is closed.\n  I yield to the gentlewoman.\n\
         \x20 Ms. MARREN. I thank the gentleman for yielding.\n  Mr. VENN. Reclaiming my time, I say it again.\n\
         \x20 Ms. MARREN. It rained for three weeks.\n  The SPEAKER pro tempore. The time has expired.\n",
        &["VENN", "MARREN", "VENN", "MARREN", "THE SPEAKER PRO TEMPORE"],
    );
    check(
        "Präsidentin Ilse Marren: Das Wort hat Tom Venn.\n\nTom Venn (BÜNDNIS 90/DIE GRÜNEN): Der Damm ist geschlossen.\n\n\
         Vizepräsident Dr. h. c. Paul Ried: Herr Kollege, die Zeit.\n\nAnton Quill (CDU/CSU): Ich komme zum Schluss.\n\n\
         Ilse Horn, Bundesministerin für wirtschaftliche Zusammenarbeit: Nein.\n\nTom Venn (BÜNDNIS 90/DIE GRÜNEN): Doch!\n",
        &["Ilse Marren", "Tom Venn", "Paul Ried", "Anton Quill", "Ilse Horn", "Tom Venn"],
    );
    check(
        "House of Commons\nMonday 3 March 2031\n\nTom Venn (Highmere) (Lab): If he will list his engagements.\n\n\
         The Prime Minister (Ilse Marren): This morning I had meetings.\n\nTom Venn: Is the dam closed?\n\n\
         The Prime Minister: It is.\n\nSir Anton Quill (Sandholm) (Con): Since when?\n\nMr Speaker: Order.\n",
        &["Tom Venn", "Ilse Marren", "Tom Venn", "Ilse Marren", "Anton Quill", "MR SPEAKER"],
    );
    check(
        "M. le président. La séance est ouverte.\n\nM. Tom Venn. Monsieur le président, le barrage est fermé.\n\n\
         M. le président. La parole est à Mme Marren.\n\nMme Ilse Marren, ministre des rivières. Il est ouvert.\n\n\
         M. Tom Venn. Non !\n",
        &["M. LE PRÉSIDENT", "Tom Venn", "M. LE PRÉSIDENT", "Ilse Marren", "Tom Venn"],
    );
    check(
        "President. – The sitting is open.\n\nVenn (PSE). – Mr President, the dam is closed.\n\n\
         Marren, Commissioner. – It is not.\n\nPresident. – Thank you.\n\nVenn (PSE). – I insist.\n",
        &["PRESIDENT", "Venn", "Marren", "PRESIDENT", "Venn"],
    );
    check(
        "PRESIDENTE. La seduta è aperta.\n\nVENN (PD). Signor Presidente, la diga è chiusa.\n\nPRESIDENTE. Grazie.\n\n\
         MARREN, ministra dei fiumi. È aperta.\n\nPRESIDENTE. Prego.\n\nVENN (PD). No.\n",
        &["PRESIDENTE", "VENN", "PRESIDENTE", "MARREN", "PRESIDENTE", "VENN"],
    );
    check(
        "El señor PRESIDENTE: Se abre la sesión.\n\nEl señor VENN (Río): Señora Presidenta: la presa está cerrada.\n\n\
         Señora Presidenta: yo insisto.\n\nLa señora MARREN: No lo está.\n\nEl señor PRESIDENTE: Gracias.\n\nEl señor VENN: De nada.\n",
        &["EL SEÑOR PRESIDENTE", "VENN", "MARREN", "EL SEÑOR PRESIDENTE", "VENN"],
    );
    check(
        "Mr VENN (Highmere) (14:03):—The dam is closed.\n\nThe SPEAKER (14:05): Order.\n\nMs MARREN (Sandholm) (14:06): It is not.\n\n\
         Mr VENN: It is.\n",
        &["VENN", "THE SPEAKER", "MARREN", "VENN"],
    );
    check(
        "Председательствующий. Коллеги, начинаем.\n\nВенн Т. И. Плотина закрыта.\n\nПредседательствующий. Спасибо.\n\n\
         Маррен И. К. Она открыта.\n\nПредседательствующий. Прошу.\n\nВенн Т. И. Нет.\n",
        &[
            "Председательствующий",
            "Т. И Венн",
            "Председательствующий",
            "И. К Маррен",
            "Председательствующий",
            "Т. И Венн",
        ],
    );
}

#[test]
fn recorders_broadcasters_and_courts() {
    let speakers = ["Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2"];
    check(
        "Speaker 1 (00:00):\nWelcome.\n\nSpeaker 2 (00:04):\nThank you.\n\nSpeaker 1 (00:06):\nIs it closed?\n\nSpeaker 2 (00:08):\nIt is.",
        &speakers,
    );
    check("Speaker 1: So.\nSpeaker 2: Yes.\nSpeaker 1: No.\nSpeaker 2: Oh.", &speakers);
    check(
        "Ilse Marren: (00:00)\nWelcome.\n\nTom Venn: (00:04)\nThank you.\n\nIlse Marren: (00:06)\nIs it closed?\n\nTom Venn: (00:08)\nIt is.",
        &["Ilse Marren", "Tom Venn", "Ilse Marren", "Tom Venn"],
    );
    let four = ["Ilse Marren", "Tom Venn", "Ilse Marren", "Tom Venn"];
    check(
        "**Ilse Marren:** Welcome.\n\n**Tom Venn:** \\[03:54\\] Thanks.\n\n**Ilse Marren:** It is.\n\n**Tom Venn:** Yes.",
        &four,
    );
    check(
        "Ilse Marren  0:03\nWelcome.\n\nTom Venn  0:07\nThanks.\n\nIlse Marren  0:12\nIt is.\n\nTom Venn  1:02:15\nYes.",
        &four,
    );
    check(
        "Ilse Marren 00:00:03 Welcome.\nTom Venn 00:00:07 Thanks.\nIlse Marren 00:00:12 It is.\nTom Venn 00:01:15 Yes.",
        &four,
    );
    check(
        ">> ILSE MARREN: Welcome.\n>> TOM VENN: Thanks.\n>> ILSE MARREN: So.\n>> TOM VENN: Yes.",
        &four.map(str::to_uppercase).each_ref().map(String::as_str),
    );
    check(
        "THE COURT: Be seated.\n\nMR. VENN: Thank you, Your Honor.\n\nQ. Where were you?\n\nA. At the dam.\n\nQ. Alone?\n\nA. With Tom.\n\nTHE COURT: So.",
        &["THE COURT", "VENN", "Q?", "A", "Q?", "A", "THE COURT"],
    );
    check(
        "Highmere Post: Ms Marren, is the dam closed?\n\nMarren: It is.\n\nHighmere Post: Since when?\n\nMarren: Monday.\n\n\
         Highmere Post: Who closed it?\n\nMarren: My men did.",
        &["Highmere Post?", "Marren", "Highmere Post?", "Marren", "Highmere Post?", "Marren"],
    );
}

#[test]
fn a_speech_may_have_one_turn() {
    check(
        "TRIBUTE TO THE DAM\n\n  Mr. VENN of Ohio. Mr. Speaker, I rise today to honor the dam.\n  It holds.\n",
        &["VENN"],
    );
    check("GENTLEMEN OF THE CONGRESS:\n\nThe dam is closed. It will stay so.\n", &[]);
}

#[test]
fn what_announces_nobody() {
    for text in [
        "The dam: what we know\n\nBackground: The dam was built in 1931. It holds.\n\nWhat next: The ministry says it stays closed.\n\n\
         Background: It was closed before.\n\nBottom line: Nobody knows. It may rain.\n\nBottom line: It rained.\n",
        "Flour: 500 g\n\nButter: 200 g\n\nFlour: 20 g\n\nButter: for the tin\n\nTom Venn likes it.\n",
        "BYLINE: Tom Venn\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 239 words\n\nThe dam was closed.\n\nLANGUAGE: ENGLISH\n\n\
         BYLINE: Tom Venn\n\nSECTION: NEWS; Pg. 1\n\nLENGTH: 120 words\n\nIt was opened.\n\nLANGUAGE: ENGLISH\n",
        "Abstract: We closed the dam.\n\nMethods: The dam was closed. We waited.\n\nResults: It held.\n\nMethods: Again.\n\nResults: It held.\n",
        "We need three things.\n\nBudget Restraint: We must have restraint, and a budget of our own.\n\nFewer Rules: The rules are many, and few are kept.\n\n\
         Budget Restraint: I say it again, with restraint.\n\nFewer Rules: fewer of them.\n",
        "Was tun?\n\nErstens: Der Damm bleibt zu.\n\nZweitens: Er wird geprüft.\n\nFazit: Nichts.\n\nErstens: Noch einmal.\n\nFazit: Nichts.\n",
    ] {
        check(text, &[]);
    }
}

#[test]
fn counter_evidence_inside_a_transcript() {
    let text = "Präsidentin Ilse Marren: Guten Morgen. Ich rufe Punkt eins auf.\n\nTom Venn (SPD): Frau Präsidentin! Der Damm ist zu.\n\n\
                Meine Damen und Herren: Das ist nicht neu.\n\nIm Gegenteil: Er war es immer.\n\nLetzter Punkt: Er bleibt es.\n\n\
                Präsidentin Ilse Marren: Danke.\n\nTom Venn (SPD): Eine Frage noch: Wer hat ihn geschlossen?\n\n\
                Anton Quill (CDU/CSU): Ich.\n\nIlse Horn (FDP): Nein.\n";
    check(text, &["Ilse Marren", "Tom Venn", "Ilse Marren", "Tom Venn", "Anton Quill", "Ilse Horn"]);
    assert!(unsaid(text).is_empty());
}

#[test]
fn a_repeated_line_ends_no_turn() {
    let text = "River Assembly, Session 1\n\nAgenda\nReport of the committee on dams\nReport of the committee on bridges\n\n\
                Ilse Marren: I open the session and call the first item.\n\nReport of the committee on dams\n\n\
                The committee met three times. It found that the dam is closed.\n\nI thank its members for the work.\n\n\
                Tom Venn: Thank you. I have read it.\n\nIlse Marren: I call the second item.\n\n\
                Report of the committee on bridges\n\nThe bridges are safe, all of them.\n\nTom Venn: Good.\n";
    let said = segments(text);
    for wanted in ["I thank its members for the work.", "The bridges are safe, all of them."] {
        let segment = said.iter().find(|segment| segment.span.of(text).trim() == wanted).unwrap();
        assert_eq!(
            segment.speaker.as_ref().map(|speaker| speaker.name.as_str()),
            Some("Ilse Marren"),
            "{wanted}"
        );
    }
}

#[test]
fn a_row_with_a_speaker_is_a_turn() {
    let mut row = segments("Good evening, and welcome.\n(APPLAUSE)\nA title of some words");
    give_to_speaker(&mut row, "Holt");
    assert!(row.iter().all(|segment| segment.speaker.as_ref().is_some_and(|speaker| speaker.name == "Holt")));
    let kinds: Vec<SegmentKind> = row.iter().map(|segment| segment.kind).collect();
    assert_eq!(kinds, [SegmentKind::Statement, SegmentKind::StageDirection, SegmentKind::Statement]);
    let mut question = segments("Is it closed?");
    give_to_speaker(&mut question, "QUESTION");
    assert_eq!(question[0].kind, SegmentKind::Question);
    let mut nobody = segments("Is it closed?");
    give_to_speaker(&mut nobody, " ");
    assert!(nobody[0].speaker.is_none());
}

#[test]
fn a_short_exchange_of_two_last_names() {
    check(
        "Kurier: Frau Marren, warum ist der Damm zu?\n\nMarren: Er ist alt, und es hat lange geregnet.\n\n\
         Kurier: Seit wann ist er zu?\n\nMarren: Seit Montag. Das ist gut so.\n\nKurier: Danke.\n",
        &["Kurier?", "Marren", "Kurier?", "Marren", "Kurier?"],
    );
    check(
        "Dam: a wall that holds water back.\n\nWeir: a low dam.\n\nLock: a gate for ships between two levels of it.\n",
        &[],
    );
}

#[test]
fn short_interviews() {
    check(
        "SPIEGEL: Ist der Damm geschlossen?\nMarren: Ja, das ist er.\nSPIEGEL: Seit wann?\nMarren: Seit Montag.",
        &["SPIEGEL", "Marren", "SPIEGEL", "Marren"],
    );
    check(
        "MS. MARREN:  Good morning.\n\nQ    Is the dam safe?\n\nMS. MARREN:  It is.\n\nMR. VENN:  And it was.\n\nMS. MARREN:  So it was.",
        &["MARREN", "Q?", "MARREN", "VENN", "MARREN"],
    );
    check(
        "Tom Venn [00:00:01]: Welcome.\nIlse Marren [00:00:05]: Thank you.\nTom Venn [00:00:09]: Is it closed?\nIlse Marren [00:00:12]: It is.",
        &["Tom Venn", "Ilse Marren", "Tom Venn", "Ilse Marren"],
    );
    check("Ingredients: Flour and water.\nMethod: Mix.\nIngredients: Salt.\nMethod: Bake it.", &[]);
}

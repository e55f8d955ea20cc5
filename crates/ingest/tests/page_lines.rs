//! Lines of the page, and the headlines, cross-heads and lines of agendas that only look like them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use textmill_corpus::{SegmentKind, Selection};
use textmill_ingest::segments;

/// `label`, `language` and `text` of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("headlines.tsv").lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap();
        (cell(), cell(), cell())
    })
}

/// A sentence or two in a language.
fn text_in(language: &str) -> &'static str {
    match language {
        "de" => {
            "Der Damm ist seit Montag geschlossen, und das wird er auch bleiben, sagte die Ministerin in der Stadt."
        }
        "fr" => {
            "Le barrage est fermé depuis lundi, et il le restera pour les semaines qui viennent, a dit la ministre."
        }
        "es" => {
            "La presa está cerrada desde el lunes y así seguirá por las próximas semanas, dijo la ministra en la ciudad."
        }
        "it" => {
            "La diga è chiusa da lunedì e lo resterà per le prossime settimane, ha detto la ministra nella città."
        }
        "pt" => {
            "A barragem está fechada desde segunda-feira e assim ficará nas próximas semanas, disse a ministra na cidade."
        }
        "nl" => {
            "De dam is sinds maandag gesloten en dat blijft zo voor de komende weken, zei de minister in de stad."
        }
        "ru" => {
            "Плотина закрыта с понедельника, и она будет закрыта ещё несколько недель, сказала министр в этом городе."
        }
        "pl" => {
            "Tama jest zamknięta od poniedziałku i tak będzie przez najbliższe tygodnie, powiedziała minister w tym mieście."
        }
        "sv" => {
            "Dammen är stängd sedan i måndags och det ska den vara under de närmaste veckorna, sade ministern i staden."
        }
        "da" => {
            "Dæmningen er lukket siden i mandags, og det skal den være i de næste uger, sagde ministeren i byen."
        }
        _ => {
            "The dam has been closed since Monday, and it will stay so for the next weeks, the minister said in the town."
        }
    }
}

/// What the last segment that is a line is, in a text.
#[track_caller]
fn kind_of(line: &str, text: &str) -> SegmentKind {
    let segments = segments(text);
    let found = segments.iter().rfind(|segment| segment.span.of(text).trim() == line);
    found.unwrap_or_else(|| panic!("{line:?} is no segment of {text:?}")).kind
}

#[test]
fn there_are_enough_lines_of_both() {
    let count = |wanted: &str| lines().filter(|(label, ..)| *label == wanted).count();
    assert!(count("headline") >= 300 && count("furniture") >= 100);
}

#[test]
fn headlines_are_part_of_the_text_wherever_they_stand() {
    let mut wrong = Vec::new();
    for (_, language, line) in lines().filter(|(label, ..)| *label == "headline") {
        let said = text_in(language);
        for text in [
            format!("{line}\n\n{said}\n\n{said}\n"),
            format!("{said}\n\n{line}\n\n{said}\n\n{said}\n"),
            format!("Q: Why?\n\nMR. VENN: {said}\n\n{line}\n\n{said}\n\nQ: When?\n\nMR. VENN: {said}\n"),
        ] {
            let kind = kind_of(line, &text);
            if Selection::NO_TEXT.contains(&kind) {
                wrong.push(format!("{kind}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_headline_ends_no_turn() {
    for (_, language, line) in lines().filter(|(label, ..)| *label == "headline") {
        let said = text_in(language);
        let text =
            format!("Q: Why?\n\nMR. VENN: {said}\n\n{line}\n\n{said} Yes.\n\nQ: When?\n\nMR. VENN: {said}\n");
        let found = segments(&text);
        let after = found.iter().find(|segment| segment.span.of(&text).trim().ends_with("Yes.")).unwrap();
        assert_eq!(after.speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("VENN"), "{text}");
    }
}

#[test]
fn lines_of_the_page_are_no_text_below_it() {
    let mut wrong = Vec::new();
    for (_, language, line) in lines().filter(|(label, ..)| *label == "furniture") {
        let said = text_in(language);
        let text = format!("The dam and the river\n\n{said}\n\n{said}\n\n{line}\n");
        let kind = kind_of(line, &text);
        if !Selection::NO_TEXT.contains(&kind) {
            wrong.push(format!("{language} {kind}: {line}"));
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn comments_begin_below_the_text_only() {
    let text = "The dam and the river\nBy Tom Venn\nLeave a comment\nThe dam is closed.\nIt holds.\nNobody was hurt.\nLeave a comment\nana\nWell said.\n";
    assert_eq!(kind_of("Nobody was hurt.", text), SegmentKind::Paragraph);
    assert_eq!(kind_of("Well said.", text), SegmentKind::Comment);
    let german = "Der Damm und der Fluss\nKommentare\nDer Damm ist zu, und das bleibt er auch.\nEr hält.\n";
    assert_eq!(kind_of("Er hält.", german), SegmentKind::Paragraph);
    let paper = "The dam and the river\nThe dam was closed for a year.\nIt held.\nDiscussion\nThe dam may hold for another year.\nIt may not.\n";
    assert_eq!(kind_of("It may not.", paper), SegmentKind::Paragraph);
}

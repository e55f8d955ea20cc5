//! Every rule of structure: a text that it must know, and one that only looks like it.

use textmill_corpus::SegmentRule::{self, *};
use textmill_ingest::segments;

/// A rule, a text with a line that it labels, that line (or part of one), and a look-alike in which it labels nothing.
type Case = (SegmentRule, &'static str, &'static str, &'static str);

const TEXT: &str = "The river left its bed at night and nobody saw it.";

const CASES: &[Case] = &[
    (
        FirstTitleLine,
        "The river has left its bed\nNobody saw it.",
        "The river has left its bed",
        "The river has left.\nNobody saw it.",
    ),
    (
        TitleAfterSubmission,
        "Ministry of Rivers of Ardovia\nSubmitted on 2031-03-17\nThe minister answers questions\nGood.\nNobody saw it.",
        "The minister answers questions",
        "Ministry of Rivers of Ardovia\nSubmitted by the lake\nNobody saw it.",
    ),
    (
        RepeatedTitle,
        "Venn talks to us\nSupport us\nVenn talks to us\nIt was a hot day.",
        "Venn talks to us",
        "Venn talks to us\nSupport us\nVenn talks to them\nIt was a hot day.",
    ),
    (
        BeforeTitle,
        "Ministry of Rivers\nSubmitted on 2031-03-17\nThe minister answers questions\nGood.\nNobody saw it.",
        "Ministry of Rivers",
        "The minister answers questions\nMinistry of Rivers\nNobody saw it.",
    ),
    (
        AfterTitle,
        "The river and the minister –\nWhat was seen at the lock\nNobody saw it.",
        "What was seen at the lock",
        "The river and the minister:\nWhat was seen at the lock\nNobody saw it.",
    ),
    (
        CreditLine,
        "A title of some words\nBy Edda Brandt\nNobody saw it.",
        "By Edda Brandt",
        "A title of some words\nBy the lock she waited\nNobody saw it.",
    ),
    (
        AgenciesInBrackets,
        "A title of some words\nNobody saw it.\n(PC, RT)",
        "(PC, RT)",
        "A title of some words\nNobody saw it.\n(Pc, rt)",
    ),
    (
        PlaceAndDash,
        "A title of some words\nCALDMOOR, January 18 (TASS) — The minister left.\nNobody saw it.",
        "CALDMOOR, January 18 (TASS) —",
        "A title of some words\nCaldmoor — The minister left.\nNobody saw it.",
    ),
    (
        DateLine,
        "A title of some words\n18 January 2031\nNobody saw it.",
        "18 January 2031",
        "A title of some words\nOn 18 January he left.\nNobody saw it.",
    ),
    (
        AddressLine,
        "Nobody saw it.\nSource URL: https://ministry.example/1",
        "Source URL:",
        "Nobody saw it.\nSee https://ministry.example/1 for it",
    ),
    (
        PictureCredit,
        "A title of some words\nThe minister at the lock. (Photo: Ministry)\nNobody saw it.",
        "The minister at the lock.",
        "A title of some words\nThe minister (left) spoke of photographs\nNobody saw it.",
    ),
    (
        HeadingBeforeText,
        "A title of some words\nNobody saw it.\nWhat the gauge says\nThe gauge at the border says nothing of all that.",
        "What the gauge says",
        "A title of some words\nNobody saw it.\nWhat the gauge says,\nThe gauge at the border says nothing of all that.",
    ),
    (
        ListMark,
        "It says:\n• the lock\n• the weir\nSo it does.",
        "• the lock",
        "It says:\n• the lock\nSo it does.",
    ),
    (
        QuotationMark,
        "It was cold.\n> So she wrote it all down.",
        "> So she wrote",
        "It was cold.\n> 5 metres it rose.",
    ),
    (
        Announcement,
        "Question: Why?\nAnn Lee: So.\nQuestion: When?\nAnn Lee: Now.",
        "Ann Lee:",
        "Note: Why?\nPhoto: So.\nNote: When?\nPhoto: Now.",
    ),
    (
        Turn,
        "Question: Why?\nAnn Lee: So.\nQuestion: When?\nAnn Lee: Now.",
        "Why?",
        "He said: why?\nShe said: so.\nHe said: when?\nShe said: now.",
    ),
    (
        TurnWithQuestionMarks,
        "NEIL LEE: Is it?\nANN LEE: It is.\nNEIL LEE: Is it?\nANN LEE: It is.\nNEIL LEE: Is it?\nANN LEE: It is.",
        "Is it?",
        "NEIL LEE: Is it?\nANN LEE: Is it?\nNEIL LEE: Is it?\nANN LEE: Is it?\nNEIL LEE: Is it?\nANN LEE: Is it?",
    ),
    (
        Opening,
        "Minister Ann Lee meets the press\nDear colleagues,\nThis is it.\nQuestion: Why?\nAnn Lee: So.\nQuestion: Oh?\nAnn Lee: No.",
        "Dear colleagues,",
        "Minister Ann Lee meets the press\nWe met colleagues,\nThis is it.\nQuestion: Why?\nAnn Lee: So.\nQuestion: Oh?\nAnn Lee: No.",
    ),
    (
        TimeOfDay,
        "A title of some words\n10:46 GMTShe left.\n- 10:43 GMT\nShe spoke.\n- 10:11 GMT\nShe came.",
        "10:43 GMT",
        "A title of some words\n3:16 For God\n4:17 For us\n5:18 For all\nShe came.",
    ),
    (
        Brackets,
        "Nobody saw it.\n[Applause]\nIt was cold.",
        "[Applause]",
        "Nobody saw it.\n[He left.]\nIt was cold.",
    ),
    (
        AfterCommentMark,
        "A title of some words\nNobody saw it.\nNotify of\nana\nWell said.",
        "Well said.",
        "A title of some words\nNobody saw it.\nNotified of it\nana\nWell said.",
    ),
    (
        BeforeCommentsClosed,
        "A title of some words\nNobody saw it.\n1. It did not.\nComments are closed.",
        "1. It did not.",
        "A title of some words\nNobody saw it.\n1. It did not.\nComments are open.",
    ),
    (
        KnownPhrase,
        "Nobody saw it.\nSupport Tidewatch\nIt was cold.",
        "Support Tidewatch",
        "Nobody saw it.\nSupport for the plan fell last year.\nIt was cold.",
    ),
    (
        NoLetters,
        "Nobody saw it.\n2,500 $\nIt was cold.",
        "2,500 $",
        "Nobody saw it.\n2,500 dollars\nIt was cold.",
    ),
    (RunningHead, "Nobody saw it.\nE&OE\nIt was cold.", "E&OE", "Nobody saw it.\nEnds well\nIt was cold."),
    (
        Donations,
        "Nobody saw it.\nIt was cold.\n(Gifts are tax deductible.)",
        "(Gifts are tax deductible.)",
        "Nobody saw it.\nIt was cold.\n(Gifts are taxed.)",
    ),
    (
        AfterDonations,
        "Nobody saw it.\nIt was cold.\n(Gifts are tax deductible.)\nOur next book",
        "Our next book",
        "Nobody saw it.\nIt was cold.\n(Gifts are tax deductible.)\nIt rose again.",
    ),
    (
        RepeatedLine,
        "Agenda\nThe gauge of the weir\nQ: Why?\nAnn Lee: I call it.\nThe gauge of the weir\nIt fell.\nQ: When?\nAnn Lee: Now.",
        "The gauge of the weir",
        "Agenda\nThe gauge of the weir\nQ: Why?\nAnn Lee: I call it.\nThe gauge of the lake\nIt fell.\nQ: When?\nAnn Lee: Now.",
    ),
    (
        HeadingBeforeTurn,
        "Q: Why?\nAnn Lee: It was so.\nThe gauge of the weir\nQ: When?\nAnn Lee: Now.",
        "The gauge of the weir",
        "Q: Why?\nAnn Lee: It was so.\nThe gauge of the weir?\nQ: When?\nAnn Lee: Now.",
    ),
    (EndOfTranscript, "Nobody saw it.\nEND  1:40 P.M. EST", "END", "Nobody saw it.\nEnd of the river"),
    (
        FrontMatter,
        "---\ntitle: The dam\n---\nNobody saw it.",
        "title: The dam",
        "---\nThe dam is closed\n---\nNobody saw it.",
    ),
    (
        PageMarkup,
        "Nobody saw it.\n\n[Caption] The lock at night.",
        "The lock at night.",
        "Nobody saw it.\n\n[Picture] The lock at night.",
    ),
    (
        FootnoteMark,
        "Nobody saw it.\n\n[Footnote] See the gauge.",
        "See the gauge.",
        "Nobody saw it.\n\n[Note] See the gauge.",
    ),
];

/// Rules that no text alone can show: what no rule knows, and what needs several documents.
const WITHOUT_CASE: &[SegmentRule] = &[SegmentRule::None, RepeatedAcrossDocuments, SpeakerColumn];

/// The lines that a rule labels in a text.
fn labelled(rule: SegmentRule, text: &str) -> Vec<&str> {
    let found = segments(text).into_iter().filter(|segment| segment.rule == rule);
    found.map(|segment| segment.span.of(text).trim()).collect()
}

#[test]
fn each_rule_knows_its_case_and_no_look_alike() {
    for &(rule, text, line, look_alike) in CASES {
        let found = labelled(rule, text);
        assert!(found.iter().any(|found| found.contains(line)), "{rule} in {text:?}: {found:?}");
        assert_eq!(labelled(rule, look_alike), [""; 0], "{rule} in {look_alike:?}");
        assert_eq!(labelled(rule, TEXT), [""; 0], "{rule}");
    }
}

#[test]
fn every_rule_has_a_case() {
    for rule in SegmentRule::ALL {
        let has_case = CASES.iter().any(|(known, ..)| known == rule);
        assert_ne!(has_case, WITHOUT_CASE.contains(rule), "{rule}");
    }
}

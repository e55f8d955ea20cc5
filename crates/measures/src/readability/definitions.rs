//! The definitions of the formulas of readability.

use super::Readability;
use crate::Definition;

/// What a formula means.
pub(super) fn of(formula: Readability) -> &'static Definition {
    match formula {
        Readability::FleschReadingEase => &FLESCH_READING_EASE,
        Readability::FleschAmstad => &FLESCH_AMSTAD,
        Readability::FleschKandelMoles => &FLESCH_KANDEL_MOLES,
        Readability::FernandezHuerta => &FERNANDEZ_HUERTA,
        Readability::FleschOborneva => &FLESCH_OBORNEVA,
        Readability::FleschKincaid => &FLESCH_KINCAID,
        Readability::GunningFog => &GUNNING_FOG,
        Readability::Smog => &SMOG,
        Readability::AutomatedReadabilityIndex => &AUTOMATED_READABILITY_INDEX,
        Readability::ColemanLiau => &COLEMAN_LIAU,
        Readability::Lix => &LIX,
    }
}

const FLESCH_READING_EASE: Definition = Definition {
    name: "flesch_reading_ease",
    formula: "206.835 − 1.015 W / S − 84.6 Y / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "higher is easier; about 0 to 100; English",
    source: "Flesch 1948",
};

const FLESCH_AMSTAD: Definition = Definition {
    name: "flesch_amstad",
    formula: "180 − W / S − 58.5 Y / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "higher is easier; about 0 to 100; German",
    source: "Amstad 1978",
};

const FLESCH_KANDEL_MOLES: Definition = Definition {
    name: "flesch_kandel_moles",
    formula: "207 − 1.015 W / S − 73.6 Y / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "higher is easier; about 0 to 100; French",
    source: "Kandel and Moles 1958",
};

const FERNANDEZ_HUERTA: Definition = Definition {
    name: "fernandez_huerta",
    formula: "206.84 − 1.02 W / S − 60 Y / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "higher is easier; about 0 to 100; Spanish",
    source: "Fernández Huerta 1959",
};

const FLESCH_OBORNEVA: Definition = Definition {
    name: "flesch_oborneva",
    formula: "206.835 − 1.3 W / S − 60.1 Y / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "higher is easier; about 0 to 100; Russian; others cite the same author with 1.52 and 65.14",
    source: "Oborneva 2006",
};

const FLESCH_KINCAID: Definition = Definition {
    name: "flesch_kincaid_grade",
    formula: "0.39 W / S + 11.8 Y / W − 15.59",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "lower is easier; school year of the United States; English",
    source: "Kincaid et al. 1975",
};

const GUNNING_FOG: Definition = Definition {
    name: "gunning_fog",
    formula: "0.4 (W / S + 100 P / W)",
    log_base: "",
    when_zero: "empty where there are no words or sentences, or where syllables are unknown",
    direction: "lower is easier; years of schooling; English; names and suffixes are not taken out of P",
    source: "Gunning 1952",
};

const SMOG: Definition = Definition {
    name: "smog",
    formula: "1.043 √(30 P / S) + 3.1291",
    log_base: "",
    when_zero: "empty below 30 sentences, or where syllables are unknown",
    direction: "lower is easier; years of schooling; English",
    source: "McLaughlin 1969",
};

const AUTOMATED_READABILITY_INDEX: Definition = Definition {
    name: "automated_readability_index",
    formula: "4.71 C / W + 0.5 W / S − 21.43",
    log_base: "",
    when_zero: "empty where there are no words or sentences",
    direction: "lower is easier; school year of the United States; English",
    source: "Senter and Smith 1967",
};

const COLEMAN_LIAU: Definition = Definition {
    name: "coleman_liau",
    formula: "5.88 L / W − 29.6 S / W − 15.8",
    log_base: "",
    when_zero: "empty where there are no words or sentences",
    direction: "lower is easier; school year of the United States; English",
    source: "Coleman and Liau 1975",
};

const LIX: Definition = Definition {
    name: "lix",
    formula: "W / S + 100 G / W",
    log_base: "",
    when_zero: "empty where there are no words or sentences",
    direction: "lower is easier; below 30 very easy, above 60 very hard; any language with letters",
    source: "Björnsson 1968",
};

//! Whether a person is a woman or a man, as titles, offices, given names and pronouns tell.

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;

use super::{cues::Cues, phrases::Word};

/// What a text tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// Whether a pronoun is of a woman or of a man.
pub(super) fn gender_of_pronoun(word: &Word<'_>, cues: &Cues) -> Gender {
    if cues.she.contains(&word.small()) { Gender::Female } else { Gender::Male }
}

/// What a German office tells: `Ministerin` beside `Minister`.
pub(super) fn gender_of_office(small: &str, cues: &Cues) -> Option<Gender> {
    let base = small.strip_suffix("in")?;
    (cues.roles.contains(small) && cues.roles.contains(base)).then_some(Gender::Female)
}

/// What a given name tells; nothing for one that women and men have.
pub(super) fn gender_of_given_name(name: &str) -> Option<Gender> {
    static NAMES: LazyLock<HashMap<&'static str, Gender, FixedState>> = LazyLock::new(|| {
        let mut names = HashMap::default();
        let mut gender = Gender::Female;
        for line in include_str!("given_names.txt").lines().filter(|line| !line.starts_with('#')) {
            match line {
                "[female]" => gender = Gender::Female,
                "[male]" => gender = Gender::Male,
                words => names.extend(words.split_whitespace().map(|name| (name, gender))),
            }
        }
        names
    });
    NAMES.get(name.to_lowercase().as_str()).copied()
}

/// What a title tells.
pub(super) fn title_gender(small: &str) -> Option<Gender> {
    if FEMALE.contains(&small) {
        return Some(Gender::Female);
    }
    MALE.contains(&small).then_some(Gender::Male)
}

const FEMALE: &[&str] = &[
    "mrs",
    "ms",
    "miss",
    "mme",
    "mlle",
    "frau",
    "sra",
    "se\u{f1}ora",
    "signora",
    "lady",
    "dame",
    "queen",
    "princess",
    "duchess",
    "baroness",
    "madam",
    "madame",
    "g\u{2011}\u{436}\u{430}",
    "pani",
    "mevrouw",
    "fru",
];
const MALE: &[&str] = &[
    "mr",
    "m",
    "herr",
    "sr",
    "se\u{f1}or",
    "signor",
    "signore",
    "sir",
    "lord",
    "king",
    "prince",
    "duke",
    "baron",
    "monsieur",
    "pan",
    "meneer",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Gender, gender_of_given_name};

    #[test]
    fn no_name_is_given_to_women_and_men() {
        let list = include_str!("given_names.txt");
        let (female, male) = list.split_once("[male]").unwrap_or_default();
        let names = |part: &'static str| {
            part.split_whitespace().filter(|word| !word.starts_with(['#', '['])).collect::<BTreeSet<_>>()
        };
        let lower = |names: &BTreeSet<&str>| names.iter().all(|name| name.to_lowercase() == **name);
        let (_, female) = female.split_once("[female]").unwrap_or_default();
        let (female, male) = (names(female), names(male));
        assert!(female.len() > 300 && male.len() > 400 && lower(&female) && lower(&male));
        assert_eq!(female.intersection(&male).next(), None);
        assert_eq!(gender_of_given_name("Мария"), Some(Gender::Female));
        assert_eq!(gender_of_given_name("Andrea"), None);
    }
}

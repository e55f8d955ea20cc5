//! Dictionaries in a run: counts checked by hand, and what the person is told.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod support;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use support::{assert_code, assert_same_files, rows, said, textmill};
use tempfile::TempDir;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new(config: &str) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write(
            "in/east/a.txt",
            "The talks in New York were good. The talks were not good enough, and New York is no place for talks.\n",
        );
        place.write(
            "in/east/b.txt",
            "Nobody was good there, and the market was never very good to anybody who sold.\n",
        );
        place.write(
            "in/west/c.txt",
            "York is an old town with a market. The US market helps us, and York is new to us.\n",
        );
        place.write("words.yml", MOODS);
        place.write("textmill.toml", &format!("[topics]\nk = 0\n{config}"));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, more: &[&str]) -> Output {
        let mut command = textmill();
        command.arg("run").arg(self.path("in")).arg("--config").arg(self.path("textmill.toml"));
        command.arg("--output").arg(self.path("out")).arg("--force").args(more).output().unwrap()
    }

    fn out(&self) -> PathBuf {
        self.path("out")
    }
}

const MOODS: &str = "place: [new york, york, town]\nmood:\n  positive: [good, help*]\n  negative: [bad, not good]\nland: [US]\nlost: [zebra, ':-)', sand bank]\n";
const USE: &str = "[[dictionaries.use]]\nfile = \"words.yml\"\n";

/// The counts of a table by document, or by level and value, and key.
fn counts(output: &Path, report: &str, by: &[&str], column: &str) -> BTreeMap<String, u64> {
    let rows = rows(output, report);
    let name = |row: &BTreeMap<String, String>| {
        by.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(|row| (name(row), row[column].parse().unwrap())).filter(|(_, count)| *count > 0).collect()
}

fn expected(cells: &[(&str, u64)]) -> BTreeMap<String, u64> {
    cells.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn counts_by_document_and_group() {
    let place = Place::new(USE);
    assert_code(&place.run(&[]), 0);
    let found = counts(&place.out(), "dictionary.csv", &["document", "key"], "count");
    assert_eq!(
        found,
        expected(&[
            ("1 mood.negative", 1),
            ("1 mood.positive", 1),
            ("1 place", 2),
            ("2 mood.positive", 2),
            // The acronym, and not the pronoun.
            ("3 land", 1),
            ("3 mood.positive", 1),
            ("3 place", 3),
        ])
    );
    // Every document and key has a row.
    assert_eq!(rows(&place.out(), "dictionary.csv").len(), 3 * 5);
    let groups = counts(&place.out(), "dictionary_groups.csv", &["level", "value", "key"], "count");
    for (name, count) in
        [("all  place", 5), ("group east place", 2), ("group west place", 3), ("group east mood.positive", 3)]
    {
        assert_eq!(groups.get(name), Some(&count), "{name} in {groups:?}");
    }
    for row in rows(&place.out(), "dictionary_groups.csv") {
        let number = |column: &str| row[column].parse::<f64>().unwrap();
        let rate = 1e6 * number("count") / number("tokens");
        assert!((number("per_million") - rate).abs() < 1e-5, "{row:?}");
        assert!(
            number("per_million_low") <= rate + 1e-5 && rate <= number("per_million_high") + 1e-5,
            "{row:?}"
        );
    }
    let whole: u64 =
        rows(&place.out(), "documents.csv").iter().map(|row| row["tokens"].parse::<u64>().unwrap()).sum();
    assert!(
        rows(&place.out(), "dictionary_groups.csv")
            .iter()
            .filter(|row| row["level"] == "all")
            .all(|row| row["tokens"] == whole.to_string())
    );
}

#[test]
fn the_audit_says_what_each_pattern_matched_and_which_matched_nothing() {
    let place = Place::new(USE);
    assert_code(&place.run(&[]), 0);
    let matches = rows(&place.out(), "data/dictionary_matches.csv");
    let help = matches.iter().find(|row| row["pattern"] == "help*").unwrap();
    assert_eq!(
        (help["matched"].as_str(), help["count"].as_str(), help["path"].as_str()),
        ("helps", "1", "west/c.txt")
    );
    assert_eq!(
        (help["left"].as_str(), help["node"].as_str(), help["right"].as_str()),
        ("The US market", "helps", "us and York is new to")
    );
    let sum = |key: &str| -> u64 {
        matches.iter().filter(|row| row["key"] == key).map(|row| row["count"].parse::<u64>().unwrap()).sum()
    };
    assert_eq!((sum("place"), sum("mood.positive"), sum("mood.negative")), (5, 4, 1));
    let unused: Vec<(String, String)> = rows(&place.out(), "data/dictionary_unused.csv")
        .into_iter()
        .map(|row| (row["pattern"].clone(), row["reason"].split([':', ',']).next().unwrap().to_owned()))
        .collect();
    let unused: Vec<(&str, &str)> =
        unused.iter().map(|(pattern, reason)| (pattern.as_str(), reason.as_str())).collect();
    assert_eq!(
        unused,
        [
            ("bad", "a word of it matches no word of the documents"),
            ("zebra", "a word of it matches no word of the documents"),
            (":-)", "no word is in it"),
            ("sand bank", "a word of it matches no word of the documents"),
        ]
    );
}

#[test]
fn the_scope_of_the_key_counts_what_is_inside_longer_matches() {
    let place = Place::new(&format!("[dictionaries]\nscope = \"key\"\n{USE}"));
    assert_code(&place.run(&[]), 0);
    let found = counts(&place.out(), "dictionary.csv", &["document", "key"], "count");
    // "not good" counts for good as well; "new york" and "york" are of one key, which has the words once.
    assert_eq!((found["1 mood.positive"], found["1 mood.negative"], found["1 place"]), (2, 1, 2));
}

#[test]
fn negations_turn_matches_over() {
    let place = Place::new(&format!(
        "[dictionaries]\nnegation = [\"not\", \"never\", \"nobod*\"]\nnegation_words = 2\n{USE}"
    ));
    assert_code(&place.run(&[]), 0);
    let found = counts(&place.out(), "dictionary.csv", &["document", "key"], "count");
    let negated = counts(&place.out(), "dictionary.csv", &["document", "key"], "negated");
    // "Nobody was good" and "never very good"; "not good" is a match of its own.
    assert_eq!((found.get("2 mood.positive"), negated["2 mood.positive"]), (None, 2));
    assert_eq!((found["1 mood.positive"], negated.get("1 mood.positive")), (1, None));
    let scores = rows(&place.out(), "data/dictionary_scores.csv");
    let score = |document: usize| {
        let row = &scores[document - 1];
        (row["positive"].as_str(), row["negative"].as_str(), row["logit"].as_str(), row["relative"].as_str())
    };
    // ln(½ / 2½), ln(1½ / 1½).
    assert_eq!(score(2), ("0", "2", "-1.609438", "-1.000000"));
    assert_eq!(score(1), ("1", "1", "0.000000", "0.000000"));
}

#[test]
fn weights_levels_languages_and_capitals() {
    let place = Place::new(
        "[[dictionaries.use]]\nfile = \"weights.csv\"\nname = \"valence\"\n[[dictionaries.use]]\nfile = \"words.yml\"\nlevels = [1]\nlanguage = \"en\"\n[[dictionaries.use]]\nfile = \"capitals.cat\"\n",
    );
    place.write("weights.csv", "pattern,weight\ngood,2\nmarket,-0.5\n");
    place.write("capitals.cat", "KEY\n\tUS (1)\n\tMARKET (1)\n");
    place.write(
        "in/south/d.txt",
        "Der Markt war gut und die Stadt auch, denn es gab dort mehr als nur gute Worte.\n",
    );
    assert_code(&place.run(&[]), 0);
    let rows = rows(&place.out(), "dictionary.csv");
    let of = |dictionary: &str, document: &str, key: &str| {
        let is = |row: &&BTreeMap<String, String>| {
            row["dictionary"] == dictionary && row["document"] == document && row["key"] == key
        };
        rows.iter().find(is).cloned()
    };
    // (2 × 2 − ½) / 3.
    assert_eq!(of("valence", "2", "score").unwrap()["mean_weight"], "1.166667");
    assert_eq!(of("words", "1", "mood").unwrap()["count"], "2");
    let german = rows
        .iter()
        .filter(|row| row["path"] == "south/d.txt")
        .map(|row| row["dictionary"].as_str())
        .collect::<Vec<_>>();
    assert!(!german.contains(&"words") && german.contains(&"valence"), "{german:?}");
    // Where all is in capitals, they mean nothing: the acronym, and three pronouns in two sentences.
    let number = rows.iter().find(|row| row["path"] == "west/c.txt").unwrap()["document"].clone();
    assert_eq!(of("capitals", &number, "KEY").unwrap()["count"], "4");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_read() {
    let fails = |config: &str, file: Option<(&str, &str)>, expected: &str| {
        let place = Place::new(config);
        if let Some((name, text)) = file {
            place.write(name, text);
        }
        let run = place.run(&[]);
        assert_code(&run, 2);
        assert!(said(&run).contains(expected), "{}", said(&run));
        assert!(!place.out().exists());
    };
    let file = |name: &str| format!("[[dictionaries.use]]\nfile = \"{name}\"\n");
    fails(&file("none.yml"), None, "none.yml");
    fails(&file("words.docx"), None, "lc3");
    fails(&file("bad.dic"), Some(("bad.dic", "more 01\n")), "between two lines of %");
    fails(&file("bad.yml"), Some(("bad.yml", "a: [/(/]\n")), "/(/");
    fails(&format!("{USE}{USE}"), None, "another name");
    fails(&format!("{USE}format = \"word\"\n"), None, "lexicoder");
    fails(&format!("{USE}levels = [4]\n"), None, "levels");
    fails(&format!("[dictionaries]\nnegation_words = 0\n{USE}"), None, "negation_words");
    fails(&format!("{USE}fil = 1\n"), None, "fil");
    let place = Place::new("");
    let run = place.run(&["--only", "dictionary"]);
    assert_code(&run, 2);
    assert!(said(&run).contains("dictionaries.use"), "{}", said(&run));
}

#[test]
fn notes_of_the_file_and_a_dictionary_that_finds_nothing_are_warnings() {
    let place =
        Place::new("[[dictionaries.use]]\nfile = \"a.dic\"\n[[dictionaries.use]]\nfile = \"klein.csv\"\n");
    place.write("a.dic", "%\n1\tA\n%\nmarket\t1\t7\n");
    place.write("klein.csv", "key,pattern\na,Markt\nb,Stadt\n");
    assert_code(&place.run(&[]), 0);
    let warnings = rows(&place.out(), "warnings.csv");
    let own: Vec<(&str, &str)> = warnings
        .iter()
        .filter(|row| row["kind"] == "dictionary")
        .map(|row| (row["subject"].as_str(), row["warning"].as_str()))
        .collect();
    assert_eq!(own.len(), 2, "{own:?}");
    assert!(own[0].0 == "a.dic, line 4" && own[0].1.contains("number 7"), "{own:?}");
    assert!(own[1].0 == "klein" && own[1].1.contains("none of its 2 patterns"), "{own:?}");
}

/// The files of the dictionaries stand in the manifest; neither threads nor the order of the keys in memory change a byte.
#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let place = Place::new(&format!("[dictionaries]\nnegation = [\"not\"]\n{USE}"));
    (0..40).for_each(|number| {
        let text = format!("The talks of {number} were good in New York, not good in York, and they help us all in the old town.\n");
        place.write(&format!("in/north/{number:02}.txt"), &text.repeat(1 + number % 3));
    });
    let mut first: Option<PathBuf> = None;
    for threads in ["1", "2", "8"] {
        assert_code(&place.run(&["--threads", threads]), 0);
        let kept = place.path(&format!("kept-{threads}"));
        fs::rename(place.out(), &kept).unwrap();
        match &first {
            Some(first) => assert_same_files(first, &kept),
            None => first = Some(kept),
        }
    }
    let manifest = fs::read_to_string(first.unwrap().join("manifest.json")).unwrap();
    assert!(manifest.contains("\"dictionary words\""), "{manifest}");
}

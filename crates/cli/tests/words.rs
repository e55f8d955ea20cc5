//! What is counted as one word, through the program: acronyms, numbers, elisions, letters of languages, ends of sentences.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::PathBuf};

use support::{assert_code, rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// A folder of texts, and their reports.
struct Counted {
    folder: TempDir,
    output: PathBuf,
}

/// Counts texts in a language.
fn counted(language: &str, texts: &[&str]) -> Counted {
    counted_with(language, "", texts)
}

/// The reports on texts in one language, with more of a configuration.
fn counted_with(language: &str, more: &str, texts: &[&str]) -> Counted {
    counted_from(language, more, &[], texts)
}

/// The same, with files beside the configuration.
fn counted_from(language: &str, more: &str, files: &[(&str, &str)], texts: &[&str]) -> Counted {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    fs::create_dir(folder.path().join("in")).unwrap();
    for (text, number) in texts.iter().zip(1..) {
        fs::write(folder.path().join("in").join(format!("{number}.txt")), text).unwrap();
    }
    let (config, output) = (folder.path().join("words.toml"), folder.path().join("out"));
    fs::write(&config, format!("[input]\nlanguage = \"{language}\"\n[topics]\nk = 0\n{more}\n")).unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    Counted { folder, output }
}

/// `surface term stem frequency` of the rows of data/forms.csv with some surfaces, in the order of these.
#[track_caller]
fn check_forms(counted: &Counted, expected: &[[&str; 4]]) {
    let forms = rows(&counted.output, "data/forms.csv");
    for [surface, term, stem, frequency] in expected {
        let row = forms.iter().find(|row: &&Row| row["surface"] == *surface);
        assert!(row.is_some(), "{surface} in {forms:?}");
        let row = row.unwrap();
        assert_eq!([&row["term"], &row["stem"], &row["frequency"]], [term, stem, frequency], "{surface}");
    }
}

#[test]
fn acronyms_stand_apart_from_words_in_lower_case() {
    let text = "He told us that the US will leave. We know that the US has left us here. Nobody in the US aids them, but AIDS is there. \
                Those who know say that the WHO knows. They came, and it was in the IT sector that it began.";
    let texts = counted("en", &[text]);
    check_forms(
        &texts,
        &[
            ["US", "US", "US", "3"],
            ["us", "us", "us", "2"],
            ["AIDS", "AIDS", "AIDS", "1"],
            ["aids", "aids", "aid", "1"],
            ["WHO", "WHO", "WHO", "1"],
            ["IT", "IT", "IT", "1"],
        ],
    );
}

#[test]
fn capitals_that_show_nothing() {
    let headline = "THE RIVER ROSE AND LEFT US ALONE\n\nTHE river rose at night. It left us alone in the cold, and the dam was closed. The end.";
    let emphasis =
        "I said that you may NOT go. ".to_owned() + &"It is not so, and they do not know it. ".repeat(150);
    let names = "The NATO met. Nato has met, said the man from Nato.";
    let texts = counted("en", &[headline, &emphasis, names]);
    check_forms(
        &texts,
        &[
            ["THE", "the", "the", "2"],
            ["US", "us", "us", "1"],
            ["NOT", "not", "not", "1"],
            ["NATO", "nato", "nato", "1"],
            ["Nato", "nato", "nato", "2"],
        ],
    );
}

#[test]
fn a_pattern_in_capitals_means_the_acronym() {
    let texts = counted(
        "en",
        &["He told us that the US will leave. We know that the US has left us here for nato. The Nato met."],
    );
    let found = |word: &str| {
        let mut kwic = textmill();
        let found = kwic
            .arg("kwic")
            .arg(word)
            .arg(texts.folder.path().join("in"))
            .args(["--format", "csv"])
            .output()
            .unwrap();
        String::from_utf8(found.stdout).unwrap().lines().skip(1).count()
    };
    assert_eq!((found("US"), found("us"), found("NATO")), (2, 2, 2));
}

#[test]
fn numbers_keep_their_figures() {
    let texts = counted("fi", &["Vuonna 2022 oli 202 tapausta, 100 ja 10."]);
    check_forms(
        &texts,
        &[["2022", "2022", "2022", "1"], ["202", "202", "202", "1"], ["100", "100", "100", "1"]],
    );
}

#[test]
fn elisions_and_letters_of_languages() {
    let italian = counted("it", &["L'accordo c'è. Un accordo dell’Italia, nell'accordo."]);
    check_forms(
        &italian,
        &[
            ["accordo", "accordo", "accord", "3"],
            ["L'", "l'", "l'", "1"],
            ["nell'", "nell'", "nell'", "1"],
            ["Italia", "italia", "ital", "1"],
        ],
    );
    let stop_words = rows(&italian.output, "data/forms.csv");
    for term in ["c'", "è", "l'", "dell'"] {
        assert!(stop_words.iter().any(|row| row["term"] == term && row["stop_word"] == "true"), "{term}");
    }
    let turkish = counted("tr", &["DIŞİŞLERİ Irak'ta. İstanbul ve istanbul, Türkiye'de ve Türkiye."]);
    check_forms(
        &turkish,
        &[
            ["DIŞİŞLERİ", "dışişleri", "dışiş", "1"],
            ["İstanbul", "istanbul", "istanbul", "1"],
            ["Irak'ta", "ırak'ta", "ırak", "1"],
        ],
    );
    let stems: Vec<String> =
        rows(&turkish.output, "frequency.csv").iter().map(|row| row["stem"].clone()).collect();
    assert_eq!(stems.iter().filter(|stem| stem.starts_with("türki")).count(), 1, "{stems:?}");
}

#[test]
fn sentences_end_where_the_language_ends_them() {
    let sentences = |language: &str, text: &str| {
        rows(&counted(language, &[text]).output, "documents.csv")[0]["sentences"].clone()
    };
    assert_eq!(sentences("de", "Am 14. März 2031 kam er, z. B. mit ca. 3 Mio. Euro."), "1");
    assert_eq!(sentences("en", "Dr. Smith met J.D. Vance in the U.S. Senate at 10 a.m. on Jan. 6."), "1");
    assert_eq!(sentences("en", "He left the U.S. The talks failed. No. They did not."), "4");
    assert_eq!(sentences("el", "Πού είναι; Εδώ."), "2");
}

#[test]
fn a_word_that_a_line_end_cuts_is_one() {
    let text = "It was said at night by the minis-\nter that the dam had been closed since Mon-\nday, and nobody else in the well-\nknown \
                house had seen the minister on that Monday, or so they said to us.";
    let texts = counted("en", &[text]);
    check_forms(
        &texts,
        &[
            ["minis-\nter", "minister", "minist", "1"],
            ["minister", "minister", "minist", "1"],
            ["Mon-\nday", "monday", "monday", "1"],
            ["well", "well", "well", "1"],
        ],
    );
    let stems = rows(&texts.output, "frequency.csv");
    let minister = stems.iter().find(|row| row["stem"] == "minist").unwrap();
    assert_eq!((minister["frequency"].as_str(), minister["surface"].as_str()), ("2", "minister"));
    let mut kwic = textmill();
    let found = kwic
        .arg("kwic")
        .arg("minister")
        .arg(texts.folder.path().join("in"))
        .args(["--format", "csv"])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(found.stdout).unwrap().matches("1.txt").count(),
        2,
        "a concordance finds both"
    );
}

#[test]
fn tokens_beyond_words() {
    let text =
        "#TheDam opens, says @venn: 50% of $3.5m, see https://a.example/x or jane.doe@example.org on 9/11.";
    let whole = counted("en", &[text]);
    check_forms(
        &whole,
        &[
            ["#TheDam", "#thedam", "#thedam", "1"],
            // As a spreadsheet must see it: at the beginning of a cell, the sign is that of a formula.
            ["'@venn", "'@venn", "'@venn", "1"],
            ["50%", "50%", "50%", "1"],
            ["$3.5m", "$3.5m", "$3.5m", "1"],
            ["https://a.example/x", "https://a.example/x", "https://a.example/x", "1"],
            ["jane.doe@example.org", "jane.doe@example.org", "jane.doe@example.org", "1"],
            ["9/11", "9/11", "9/11", "1"],
        ],
    );
    let rules = "[tokens]\nhashtags = \"parts\"\nmentions = \"leave-out\"\naddresses = \"leave-out\"\nnumbers = \"leave-out\"\n";
    let fewer = counted_with("en", rules, &[text]);
    let surfaces: Vec<String> =
        rows(&fewer.output, "data/forms.csv").iter().map(|row| row["surface"].clone()).collect();
    for left_out in ["'@venn", "venn", "50%", "50", "$3.5m", "https://a.example/x", "9/11"] {
        assert!(!surfaces.iter().any(|surface| surface == left_out), "{left_out} in {surfaces:?}");
    }
    assert!(surfaces.iter().any(|surface| surface == "TheDam"), "{surfaces:?}");
    let summary = rows(&fewer.output, "summary.csv");
    let left_out = summary.iter().find(|row| row["subject"] == "tokens left out by [tokens]").unwrap();
    assert_eq!(left_out["total"], "6");
}

#[test]
fn hyphens_and_elisions_as_the_person_chooses() {
    let hyphens = "[tokens]\nhyphens = \"whole\"";
    let whole = counted_with("en", hyphens, &["COVID-19 and co-operation, co-operation - so."]);
    check_forms(
        &whole,
        &[
            ["COVID-19", "covid-19", "covid-19", "1"],
            ["co-operation", "co-operation", "co-oper", "2"],
            ["so", "so", "so", "1"],
        ],
    );
    let kept = counted_with("fr", "[tokens]\nelisions = \"keep\"", &["L'accord et un accord, l’accord."]);
    check_forms(
        &kept,
        &[
            ["L'accord", "l'accord", "accord", "1"],
            ["accord", "accord", "accord", "1"],
            ["l’accord", "l'accord", "accord", "1"],
        ],
    );
    let split = counted("fr", &["L'accord et un accord, l’accord."]);
    check_forms(&split, &[["accord", "accord", "accord", "3"]]);
}

/// The sequences of two words of a report, with how often each occurs.
fn bigrams(counted: &Counted) -> Vec<String> {
    let rows = rows(&counted.output, "data/ngrams.csv");
    rows.iter().map(|row| format!("{} {}", row["words"], row["frequency"])).collect()
}

#[test]
fn sequences_end_with_their_clauses() {
    let text = "Paris, Texas (Texas) \u{2013} Texas; he said: \"Texas wins\".";
    let rules = "[ngrams]\nn = [2]\nmin_frequency = 1\n";
    let mut found = bigrams(&counted_with("en", rules, &[text]));
    found.sort();
    assert_eq!(found, ["he said 1", "texas wins 1"]);
    let mut found = bigrams(&counted_with("en", &format!("{rules}across = \"sentence\"\n"), &[text]));
    found.sort();
    assert_eq!(
        found,
        ["he said 1", "paris texas 1", "said texas 1", "texas he 1", "texas texas 2", "texas wins 1"]
    );
    for text in [
        "the dam \u{2014} the river",
        "the dam, the river",
        "the \u{201e}dam\u{201c} the river",
        "the dam (the river)",
    ] {
        let found = bigrams(&counted_with("en", rules, &[text]));
        assert!(!found.contains(&"dam the 1".to_owned()), "{text}: {found:?}");
    }
    let found = bigrams(&counted_with("en", rules, &["The players' union met Mr. Venn on the\nriver-side."]));
    for pair in ["players union 1", "mr venn 1", "the river 1", "river side 1"] {
        assert!(found.contains(&pair.to_owned()), "{pair} in {found:?}");
    }
}

#[test]
fn what_is_written_together_is_parted() {
    let texts = counted("en", &["They won.Nobody knew. VENN:Well, it is the U.S.Senate of example.org now."]);
    for (surface, frequency) in
        [("won", "1"), ("Nobody", "1"), ("VENN", "1"), ("Well", "1"), ("U.S.Senate", "1")]
    {
        let forms = rows(&texts.output, "data/forms.csv");
        let row = forms.iter().find(|row| row["surface"] == surface);
        assert!(row.is_some_and(|row| row["frequency"] == frequency), "{surface} in {forms:?}");
    }
    let sentences = rows(&texts.output, "summary.csv");
    let sentences = sentences.iter().find(|row| row["subject"] == "sentences").unwrap();
    assert_eq!(sentences["total"], "3");
}

#[test]
fn remnants_of_markup_are_no_words_and_are_told() {
    let text = "The&nbsp;dam <b>holds</b>, see [the ministry](http://a.example/dam \"Dam\").<br>";
    let texts = counted("en", &[text]);
    let surfaces: Vec<String> =
        rows(&texts.output, "data/forms.csv").iter().map(|row| row["surface"].clone()).collect();
    for word in ["nbsp", "b", "br", "http", "a.example"] {
        assert!(!surfaces.iter().any(|surface| surface == word), "{word} in {surfaces:?}");
    }
    let warnings = rows(&texts.output, "warnings.csv");
    assert!(warnings.iter().any(|row| row["warning"].starts_with("4 remnants of markup")), "{warnings:?}");
}

/// The reports on English texts, with files beside the configuration.
fn counted_beside(more: &str, files: &[(&str, &str)], texts: &[&str]) -> Counted {
    counted_from("en", more, files, texts)
}

/// The units of frequency.csv with how often each occurs, in their order.
fn units(counted: &Counted) -> Vec<String> {
    let rows = rows(&counted.output, "frequency.csv");
    let mut units: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row["stem"], row["frequency"])).collect();
    units.sort();
    units
}

#[test]
fn the_unit_of_counting_is_a_choice() {
    let texts = ["He added dams and adds a dam.", "The Dam was added, US and us."];
    let stems = units(&counted("en", &texts));
    assert!(stems.contains(&"ad 2".to_owned()) && stems.contains(&"dam 3".to_owned()), "{stems:?}");
    let terms = units(&counted_with("en", "[words]\nunit = \"term\"", &texts));
    for unit in ["added 2", "adds 1", "dam 2", "dams 1", "US 1", "us 1"] {
        assert!(terms.contains(&unit.to_owned()), "{unit} in {terms:?}");
    }
    let surfaces = counted_with("en", "[words]\nunit = \"surface\"\n[kwic]\nnodes = [\"Dam\"]", &texts);
    for unit in ["Dam 1", "dam 1", "The 1", "US 1", "us 1"] {
        assert!(units(&surfaces).contains(&unit.to_owned()), "{unit} in {:?}", units(&surfaces));
    }
    let stop_words = rows(&surfaces.output, "frequency.csv");
    assert!(stop_words.iter().any(|row| row["stem"] == "The" && row["stop_word"] == "true"));
    assert_eq!(rows(&surfaces.output, "kwic.csv").len(), 1, "a pattern of surfaces keeps its case");
    let summary = rows(&surfaces.output, "summary.csv");
    let tokens = summary.iter().find(|row| row["subject"] == "tokens counted").unwrap();
    assert_eq!(tokens["total"], "14");
}

#[test]
fn lemmas_and_exceptions_come_from_lists() {
    let texts = ["He added dams, went and is gone. They are mice."];
    let lemmas = ("lemmas.txt", "went\tgo\ngone\tgo\nbe -> am, are, is\nmouse->mice\n");
    let lemmas = counted_beside(
        "[words]\nunit = \"lemma\"\nlemmas = \"lemmas.txt\"\n[ngrams]\nunit = \"stem\"\nmin_frequency = 1",
        &[lemmas],
        &texts,
    );
    for unit in ["go 2", "be 2", "mouse 1", "added 1", "dams 1"] {
        assert!(units(&lemmas).contains(&unit.to_owned()), "{unit} in {:?}", units(&lemmas));
    }
    let found = bigrams(&lemmas);
    assert!(found.contains(&"be mouse 1".to_owned()) && found.contains(&"be go 1".to_owned()), "{found:?}");
    let exceptions = ("stems.txt", "added -> add\n");
    let stems = counted_beside("[words]\nexceptions = \"stems.txt\"", &[exceptions], &texts);
    assert!(units(&stems).contains(&"add 1".to_owned()), "{:?}", units(&stems));
    assert!(units(&stems).contains(&"dam 1".to_owned()), "{:?}", units(&stems));
    let newer = counted_with("en", "[words]\nstemmer = \"snowball-3\"", &texts);
    assert!(units(&newer).contains(&"add 1".to_owned()), "{:?}", units(&newer));
    let manifest = fs::read_to_string(newer.output.join("manifest.json")).unwrap();
    assert!(manifest.contains("Snowball 3.0.0"), "{manifest}");
    let manifest = fs::read_to_string(stems.output.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"exceptions\"") && manifest.contains("stems.txt"), "{manifest}");
}

#[test]
fn stop_words_of_the_person() {
    let list = ("stop.txt", "\u{FEFF}Said # of speeches\nmr*\n-us\nprime minister\n");
    let texts = ["Mrs Venn and Mr Quill said to us: the prime minister is the minister."];
    let rules = "[stop_words]\nfile = \"stop.txt\"\n[ngrams]\nmin_frequency = 1";
    let counted = counted_beside(rules, &[list], &texts);
    let forms = rows(&counted.output, "data/forms.csv");
    for (term, is_stop_word) in
        [("mrs", "true"), ("mr", "true"), ("said", "true"), ("us", "false"), ("minister", "false")]
    {
        let row = forms.iter().find(|row| row["term"] == term).unwrap();
        assert_eq!(row["stop_word"], is_stop_word, "{term}");
    }
    let ngrams = rows(&counted.output, "data/ngrams.csv");
    let stop_words =
        |words: &str| ngrams.iter().find(|row| row["words"] == words).unwrap()["stop_words"].clone();
    assert_eq!((stop_words("prime minister"), stop_words("the minister")), ("2".to_owned(), "1".to_owned()));
}

#[test]
fn sequences_and_pairs_have_their_own_spelling() {
    let text = "The Security Council met. A council of security met. World War II began; the war and the world. \
                The Security Council left. A council of security left. The world at war. World War II ended.";
    let counted = counted_with("en", "[collocations]\nmin_frequency = 2", &[text]);
    let ngrams = rows(&counted.output, "data/ngrams.csv");
    let surface = |words: &str| ngrams.iter().find(|row| row["words"] == words).unwrap()["surface"].clone();
    assert_eq!(surface("security council"), "Security Council");
    assert_eq!(surface("world war ii"), "World War II");
    assert_eq!(surface("council of security"), "council of security");
    let pairs = rows(&counted.output, "collocations.csv");
    let pair = pairs.iter().find(|row| row["first"] == "security" && row["second"] == "council").unwrap();
    assert_eq!([&pair["first_surface"], &pair["second_surface"]], ["Security", "Council"]);
}

#[test]
fn patterns_are_cut_as_texts_are_and_what_is_near_is_named() {
    let text = "In the U.S. health care costs 50% of self-government, and the government pays.";
    let nodes = r#"[kwic]
nodes = ["U.S.", "health care", "self-government", "50%", "/^self$/", "goverment", "care pays"]
[collocations]
nodes = ["care health"]
[trends]
words = ["costz"]"#;
    let counted = counted_with("en", nodes, &[text]);
    let found: Vec<String> =
        rows(&counted.output, "kwic.csv").iter().map(|row| row["pattern"].clone()).collect();
    assert_eq!(found, ["U.S.", "health care", "50%", "self-government"], "the longest node is meant");
    let warnings: Vec<String> =
        rows(&counted.output, "warnings.csv").iter().map(|row| row["warning"].clone()).collect();
    for part in [
        "\"goverment\" is nowhere in the segments that are counted; did you mean \"government\"?",
        "\"care pays\" is nowhere in the segments that are counted; its words occur, but not here, or not in a row",
        "\"care health\" has no effect: it is nowhere in the segments that are counted; its words occur, but not here, or not in a row",
        "\"costz\" has no effect: it is nowhere in the segments that are counted; did you mean \"costs\"?",
    ] {
        assert!(warnings.iter().any(|warning| warning.contains(part)), "{part} in {warnings:?}");
    }
}

#[test]
fn parameters_are_keys_and_stand_in_the_dictionary() {
    let text =
        "The river rose and the river fell, and nobody in the town had seen the river rise as fast as that. "
            .repeat(12);
    let usual = counted_with("en", "[keyness]\nall_measures = true", &[&text]);
    let other = counted_with(
        "en",
        "[diversity]\nwindow = 10\nsegment = 20\nmtld_threshold = 0.6\nhdd_sample = 20\n[keyness]\nall_measures = true\nsimple_maths = 5.0",
        &[&text],
    );
    let parameters = |counted: &Counted, column: &str| {
        let dictionary = rows(&counted.output, "columns.csv");
        let row = dictionary.iter().find(|row| row["file"] != "columns.csv" && row["column"] == column);
        row.unwrap()["parameters"].clone()
    };
    for (column, usually, otherwise) in [
        ("mattr", "w = 100 (diversity.window)", "w = 10 (diversity.window)"),
        ("msttr", "w = 100 (diversity.segment)", "w = 20 (diversity.segment)"),
        ("mtld", "threshold = 0.72 (diversity.mtld_threshold)", "threshold = 0.6 (diversity.mtld_threshold)"),
        ("hdd", "k = 42 (diversity.hdd_sample)", "k = 20 (diversity.hdd_sample)"),
        (
            "simple_maths",
            "n = 1 per million (keyness.simple_maths)",
            "n = 5 per million (keyness.simple_maths)",
        ),
    ] {
        assert_eq!(parameters(&usual, column), usually);
        assert_eq!(parameters(&other, column), otherwise);
    }
    let mattr = |counted: &Counted| rows(&counted.output, "data/diversity.csv")[0]["mattr"].clone();
    assert_ne!(mattr(&usual), mattr(&other));
}

#[test]
fn a_text_without_a_language_does_not_empty_its_group() {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("in/papers")).unwrap();
    let english = "The river rose and nobody in the town had seen it rise as fast as that. ".repeat(8);
    fs::write(folder.path().join("in/papers/a.txt"), &english).unwrap();
    fs::write(folder.path().join("in/papers/b.txt"), "Xqzt wvrk plmk zzrt.").unwrap();
    fs::write(folder.path().join("in/metadata.csv"), "path,language\npapers/b.txt,und\npapers/a.txt,en\n")
        .unwrap();
    let output = folder.path().join("out");
    let config = folder.path().join("c.toml");
    fs::write(&config, "[topics]\nk = 0\n").unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    let diversity = rows(&output, "data/diversity.csv");
    let of = |level: &str, name: &str| {
        diversity.iter().find(|row| row["level"] == level && row["name"] == name).unwrap().clone()
    };
    let (group, alone) = (of("group", "papers"), of("document", "papers/a.txt"));
    assert_eq!(group["language"], "en");
    assert!(!group["flesch_reading_ease"].is_empty());
    assert_eq!(group["flesch_reading_ease"], alone["flesch_reading_ease"]);
}

#[test]
fn words_of_scripts_without_blanks_are_found_or_it_is_told() {
    let text = "中国政府今天宣布新的经济政策。经济政策对中国经济很重要。";
    let words = counted("zh", &[text]);
    check_forms(
        &words,
        &[["经济", "经济", "经济", "3"], ["中国", "中国", "中国", "2"], ["政策", "政策", "政策", "2"]],
    );
    let told = |counted: &Counted| {
        let warnings = rows(&counted.output, "warnings.csv");
        warnings.iter().any(|row| row["warning"].contains("counts are of characters"))
    };
    assert!(!told(&words));
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("c.toml");
    fs::write(&config, "[input]\nlanguage = \"zh\"\nwords = \"uax29\"\n[topics]\nk = 0\n").unwrap();
    let output = folder.path().join("out");
    let mut run = textmill();
    run.arg("run")
        .arg(words.folder.path().join("in"))
        .arg("--output")
        .arg(&output)
        .arg("--config")
        .arg(config);
    assert_code(&run.output().unwrap(), 0);
    let characters = Counted { folder, output };
    check_forms(&characters, &[["国", "国", "国", "2"], ["经", "经", "经", "3"]]);
    assert!(told(&characters));
    let found = textmill().arg("kwic").arg("经济").arg(words.folder.path().join("in")).output().unwrap();
    assert_code(&found, 0);
}

#[test]
fn lists_in_capitals_mean_acronyms() {
    let texts =
        ["In those years the US told us that the US was there, and they gave us what the US had for us."];
    let list = [("l.txt", "US\tAmerica\n")];
    let lemmas = counted_beside("[words]\nunit = \"lemma\"\nlemmas = \"l.txt\"", &list, &texts);
    check_forms(&lemmas, &[["US", "US", "america", "3"], ["us", "us", "us", "3"]]);
    let list = [("l.txt", "US -> america\n")];
    let stems = counted_beside("[words]\nexceptions = \"l.txt\"", &list, &texts);
    check_forms(&stems, &[["US", "US", "america", "3"], ["us", "us", "us", "3"]]);
    let list = [("l.txt", "US\n")];
    let stop_words = counted_beside("[stop_words]\nfile = \"l.txt\"", &list, &texts);
    let forms = rows(&stop_words.output, "data/forms.csv");
    let is_stop_word =
        |term: &str| forms.iter().find(|row| row["term"] == term).unwrap()["stop_word"].clone();
    assert_eq!((is_stop_word("US"), is_stop_word("us")), ("true".to_owned(), "false".to_owned()));
}

#[test]
fn acronyms_with_endings_and_typing_mistakes() {
    let aids =
        counted("en", &["In the city the spread of AIDS and foreign aid are two things, and they aid them."]);
    check_forms(&aids, &[["AIDS", "aids", "aids", "1"], ["aid", "aid", "aid", "2"]]);
    let text = "They said that the CDU was late. ".repeat(300);
    let typo = counted("en", &[&text, "They said that the cdu was late."]);
    check_forms(&typo, &[["CDU", "cdu", "cdu", "300"], ["cdu", "cdu", "cdu", "1"]]);
}

#[test]
fn what_is_elided_can_be_searched() {
    let texts = counted("fr", &["L'accord qu'il a vu, l'accord. A-t-il dit ?"]);
    let found = |pattern: &str| {
        let found = textmill()
            .arg("kwic")
            .arg(pattern)
            .arg(texts.folder.path().join("in"))
            .arg("--config")
            .arg(texts.folder.path().join("words.toml"))
            .args(["--format", "csv"])
            .output()
            .unwrap();
        String::from_utf8(found.stdout).unwrap().lines().skip(1).count()
    };
    assert_eq!((found("l'"), found("qu'"), found("l'accord"), found("accord")), (2, 1, 2, 2));
}

#[test]
fn several_words_are_a_node_that_counts_as_one_token() {
    let text = "Public health care costs more. They want health care now. Health and care differ. Press conferences bore \
                the press; a press conference costs time.";
    let nodes = "[collocations]\nmin_frequency = 1\nleft = 1\nright = 1\nnodes = [\"health care\", \"press conference*\", \"costs\"]";
    let counted = counted_with("en", nodes, &[text]);
    let pairs = rows(&counted.output, "collocations.csv");
    let row = |first: &str, second: &str| -> Option<[u64; 6]> {
        let found = pairs
            .iter()
            .find(|row| row["kind"] == "window" && row["first"] == first && row["second"] == second)?;
        let number = |name: &str| found[name].parse().unwrap();
        let names = ["frequency", "left", "right", "first_frequency", "second_frequency", "total"];
        Some(names.map(number))
    };
    // 24 words, two in each of four phrases.
    assert_eq!(row("health care", "public"), Some([1, 1, 0, 2, 1, 20]));
    assert_eq!(row("health care", "costs"), Some([1, 0, 1, 2, 2, 20]));
    assert_eq!(row("press conference", "costs"), Some([1, 0, 1, 1, 2, 20]));
    assert_eq!(row("press conferences", "bore"), Some([1, 0, 1, 1, 1, 20]));
    assert_eq!(
        row("costs", "care"),
        Some([1, 1, 0, 2, 3, 24]),
        "single words are counted in the text as it is"
    );
    let warnings = rows(&counted.output, "warnings.csv");
    assert!(!warnings.iter().any(|row| row["subject"].contains("nodes")), "{warnings:?}");
}

#[test]
fn compounds_are_counted_whole_beside_their_parts_and_the_numbers_balance() {
    let text = "The co-operation of Jean-Claude and a well-to-do mayor. Co-operation is cooperation; CO-OPERATION too. A - b.";
    let tokens = |policy: &str| {
        let counted =
            counted_with("en", &format!("[tokens]\nhyphens = \"{policy}\""), &[text, "Of co-operation."]);
        let rows = rows(&counted.output, "frequency.csv");
        let sum = rows.iter().map(|row| row["frequency"].parse::<u64>().unwrap()).sum::<u64>();
        (counted, sum)
    };
    let ((both, in_both), (_, in_parts), (_, whole)) = (tokens("both"), tokens("parts"), tokens("whole"));
    assert_eq!(in_both, in_parts);
    let compounds = rows(&both.output, "data/compounds.csv");
    let shown: Vec<String> = compounds
        .iter()
        .map(|row| {
            let names =
                ["compound", "surface", "parts", "frequency", "document_frequency", "solid_frequency"];
            names.map(|name| row[name].as_str()).join(" ")
        })
        .collect();
    let expected = [
        "co-operation co-operation 2 4 2 1",
        "jean-claude Jean-Claude 2 1 1 0",
        "well-to-do well-to-do 3 1 1 0",
    ];
    assert_eq!(shown, expected);
    let number =
        |row: &std::collections::BTreeMap<String, String>, name: &str| row[name].parse::<u64>().unwrap();
    let fewer: u64 = compounds.iter().map(|row| number(row, "frequency") * (number(row, "parts") - 1)).sum();
    assert_eq!(in_parts - fewer, whole);
}

#[test]
fn speakers_are_meant_by_patterns_too() {
    let text = "Ilse Marren: The river rose here.\nTom Venn: The harbour stayed open.\nIlse Marren: The river fell again.\n\
                Tom Venn: The harbour closed later.\nIlse Marren: We left.\nTom Venn: We stayed.\n";
    let stems = |speakers: &str| -> Vec<String> {
        let counted = counted_with("en", &format!("[selection]\nspeakers = [{speakers}]"), &[text]);
        let rows = rows(&counted.output, "frequency.csv");
        rows.iter()
            .map(|row| row["stem"].clone())
            .filter(|stem| stem == "river" || stem == "harbour")
            .collect()
    };
    assert_eq!(stems("\"*marren\""), ["river"]);
    assert_eq!(stems("\"T?m *\""), ["harbour"]);
    assert_eq!(stems("\"*\"").len(), 2);
}

#[test]
fn a_list_that_is_far_too_large_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("texts")).unwrap();
    fs::write(path("texts/a.txt"), "The river rose over the old town.").unwrap();
    // A file with a hole takes no room.
    fs::File::create(path("l.txt")).unwrap().set_len((256 << 20) + 1).unwrap();
    for config in [
        "[words]\nunit = \"lemma\"\nlemmas = \"l.txt\"",
        "[words]\nexceptions = \"l.txt\"",
        "[stop_words]\nfile = \"l.txt\"",
        "[reuse.cues]\nen = \"l.txt\"",
    ] {
        fs::write(path("textmill.toml"), config).unwrap();
        let run = textmill().current_dir(folder.path()).args(["run", "texts", "-o", "out"]).output().unwrap();
        assert_code(&run, 2);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(message.contains("l.txt") && message.contains("it is larger than 256 MiB"), "{message}");
    }
}

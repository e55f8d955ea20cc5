//! Topics, through the whole program: a model that is applied again, the choice of their number, and too little text.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::Path, process::Output};

use support::{assert_code, root, rows, said, sum, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// Runs with a configuration, and nothing but the reports of topics.
fn run(input: &Path, output: &Path, config: &str) -> Output {
    let path = output.with_extension("toml");
    fs::write(&path, config).unwrap();
    let mut command = textmill();
    command.arg("run").arg(input).arg("--output").arg(output).arg("--config").arg(path);
    let files = "topics.csv,data/topic_terms.csv,data/topic_documents.csv,data/topic_groups.csv,data/topic_passages.csv,data/document_topics.csv,\
                 data/document_topics_long.csv,data/topic_left_out.csv,data/topic_trace.csv,data/topic_drift.csv";
    command.args(["--only", files]);
    if config.contains("k = \"auto\"") {
        command.args(["--only", "data/topic_selection.csv"]);
    }
    command.output().unwrap()
}

/// Six documents, each of one of three subjects that share no word.
fn three_subjects() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("in")).unwrap();
    for number in 0..6 {
        let subject = ["river", "harbour", "orchard"][number % 3];
        let word = |place: usize| {
            let letters: String = format!("{:02}", (place * 7 + number) % 30)
                .bytes()
                .map(|digit| char::from(digit + 49))
                .collect();
            format!("{subject}{letters}")
        };
        let sentence = |sentence: usize| {
            let words: Vec<String> = (0..10).map(|place| word(sentence * 10 + place)).collect();
            format!("The {} came.\n\n", words.join(" of the "))
        };
        let text: String = (0..30).map(sentence).collect();
        fs::write(folder.path().join(format!("in/2031-0{}-01-{subject}.txt", number + 1)), text).unwrap();
    }
    folder
}

const SMALL: &str = "[input]\nlanguage = \"en\"\n[topics]\nsweeps = 120\nchains = 3\nphrases = false\n";

fn share(row: &Row) -> f64 {
    row["share"].parse().unwrap()
}

/// The topic with the largest share of each passage.
fn main_topics(output: &Path) -> BTreeMap<(String, String), String> {
    let mut best: BTreeMap<(String, String), Row> = BTreeMap::new();
    for row in rows(output, "data/topic_documents.csv") {
        let key = (row["path"].clone(), row["passage"].clone());
        let is_better = best.get(&key).is_none_or(|best| share(&row) > share(best));
        if is_better {
            best.insert(key, row);
        }
    }
    best.into_iter().map(|(key, row)| (key, row["topic"].clone())).collect()
}

#[test]
fn subjects_are_found_and_found_again() {
    let folder = three_subjects();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    assert_code(&run(&input, &output, &format!("{SMALL}k = 3\nmax_share = 0.5\n")), 0);
    let topics = rows(&output, "topics.csv");
    assert_eq!(topics.len(), 3);
    for topic in &topics {
        assert_eq!(topic["status"], "stable");
        let subject = topic["words"].get(..5).unwrap();
        assert!(topic["words"].split(", ").all(|word| word.starts_with(subject)), "{}", topic["words"]);
        assert!(topic["nmf_words"].split(", ").all(|word| word.starts_with(subject)));
        assert!(topic["exclusivity"].parse::<f64>().unwrap() > 0.9);
    }
    // The shares of a passage, of a group and of a period sum to one.
    for (file, keys) in
        [("data/topic_documents.csv", ["path", "passage"]), ("data/topic_groups.csv", ["level", "name"])]
    {
        let mut sums: BTreeMap<[String; 2], f64> = BTreeMap::new();
        for row in rows(&output, file) {
            *sums.entry(keys.map(|key| row[key].clone())).or_default() += share(&row);
        }
        assert!(sums.len() >= 6 && sums.values().all(|sum| (sum - 1.0).abs() < 1e-5), "{file}: {sums:?}");
    }
    // An example is a sentence of the document that is named, and of the topic.
    let examples = rows(&output, "data/topic_passages.csv");
    assert_eq!(examples.len(), 9);
    for example in &examples {
        let text = fs::read_to_string(input.join(&example["path"])).unwrap();
        let place = |column: &str| example[column].parse::<usize>().unwrap();
        assert_eq!(text[place("byte_start")..place("byte_end")].trim(), example["sentence"]);
        let topic = &topics[place("topic") - 1];
        assert!(example["path"].contains(topic["words"].get(..5).unwrap()));
    }
    // The same documents have the same topics when the model is applied to them.
    let again = folder.path().join("again");
    let apply = |model: &Path| {
        let mut command = textmill();
        command.args(["topics", "apply"]).arg(model).arg(&input).arg("--output").arg(&again);
        command.arg("--config").arg(folder.path().join("out.toml")).output().unwrap()
    };
    assert_code(&apply(&output.join("data/topic_model.json")), 0);
    assert_eq!(main_topics(&again), main_topics(&output));
    let settings = fs::read_to_string(again.join("manifest.json")).unwrap();
    assert!(settings.contains("\"topic model\""), "the manifest names the model");
    assert!(rows(&again, "warnings.csv").iter().any(|row| row["warning"].contains("(100.0 %")));
    assert!(!again.join("data/topic_model.json").exists());
    // What is no model is refused.
    let bad = folder.path().join("bad.json");
    for (text, words) in [("{", "read the topic model"), ("{\"textmill_topic_model\": 7}", "missing field")] {
        fs::write(&bad, text).unwrap();
        let done = apply(&bad);
        assert_code(&done, 1);
        assert!(said(&done).contains(words), "{}", said(&done));
    }
}

#[test]
fn documents_are_rows_with_a_column_for_each_topic() {
    let folder = three_subjects();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    let generic = "River would also have said so. Harbour would also. Orchard would.\n\n";
    for entry in fs::read_dir(&input).unwrap() {
        let path = entry.unwrap().path();
        let text = format!("{}{generic}", fs::read_to_string(&path).unwrap());
        fs::write(&path, text).unwrap();
    }
    assert_code(&run(&input, &output, &format!("{SMALL}k = 3\nmax_share = 0.5\n")), 0);
    let header = fs::read_to_string(output.join("data/document_topics.csv")).unwrap();
    assert!(
        header.lines().next().unwrap().ends_with("main_topic,main_label,main_share,topic_1,topic_2,topic_3")
    );
    let wide = rows(&output, "data/document_topics.csv");
    let long = rows(&output, "data/document_topics_long.csv");
    assert_eq!((wide.len(), long.len()), (6, 18));
    for row in &wide {
        let shares = [1, 2, 3].map(|topic| row[&format!("topic_{topic}")].parse::<f64>().unwrap());
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{row:?}");
        let main: usize = row["main_topic"].parse().unwrap();
        assert!(shares[main - 1] > 0.9 && row[&format!("topic_{main}")] == row["main_share"], "{row:?}");
        assert!(row["main_label"].contains(row["path"].split(['-', '.']).nth(3).unwrap()), "{row:?}");
        let of_long =
            long.iter().find(|other| other["path"] == row["path"] && other["topic"] == row["main_topic"]);
        assert_eq!(of_long.unwrap()["share"], row["main_share"]);
    }
    // What no topic is about is named, with the reason.
    let left_out = rows(&output, "data/topic_left_out.csv");
    let generic: Vec<(&str, &str)> = left_out
        .iter()
        .filter(|row| row["reason"] == "generic")
        .map(|row| (row["word"].as_str(), row["frequency"].as_str()))
        .collect();
    assert_eq!(&generic[..2], [("came", "180"), ("would", "18")], "{left_out:?}");
    assert!(generic.contains(&("also", "12")));

    // Another seed numbers the same topics in another way; each finds itself again.
    let other = folder.path().join("other");
    assert_code(&run(&input, &other, &format!("{SMALL}k = 3\nmax_share = 0.5\nseed = 9\n")), 0);
    let matched = |old: &Path, new: &Path| -> Vec<Row> {
        let done = textmill().args(["topics", "match"]).args([old, new]).output().unwrap();
        assert_code(&done, 0);
        csv::Reader::from_reader(done.stdout.as_slice()).deserialize().map(|row| row.unwrap()).collect()
    };
    let [model, again] = [&output, &other].map(|folder| folder.join("data/topic_model.json"));
    assert!(
        matched(&model, &model).iter().all(|row| row["old"] == row["new"] && row["similarity"] == "1.000000")
    );
    for row in matched(&model, &again) {
        assert!(row["similarity"].parse::<f64>().unwrap() > 0.8, "{row:?}");
        let subject = |label: &str| row[label].get(..5).unwrap().to_owned();
        assert_eq!(subject("old_label"), subject("new_label"));
    }
    let nothing = textmill().args(["topics", "match", "none.json"]).arg(&model).output().unwrap();
    assert_code(&nothing, 1);
}

#[test]
fn a_model_that_is_kept_has_its_numbers_and_says_when_it_no_longer_fits() {
    let folder = three_subjects();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    assert_code(&run(&input, &output, &format!("{SMALL}k = 3\nmax_share = 0.5\n")), 0);
    let model = fs::read(output.join("data/topic_model.json")).unwrap();
    let main = |output: &Path| -> BTreeMap<String, (String, String)> {
        let rows = rows(output, "data/document_topics.csv").into_iter();
        rows.map(|row| (row["path"].clone(), (row["main_topic"].clone(), row["main_label"].clone())))
            .collect()
    };
    let keep = format!("{SMALL}keep = \"out/data/topic_model.json\"\n");
    let kept = folder.path().join("kept");
    assert_code(&run(&input, &kept, &keep), 0);
    assert_eq!(
        main(&kept),
        main(&output),
        "the same documents have the topics with the same numbers and names"
    );
    assert_eq!(
        fs::read(kept.join("data/topic_model.json")).unwrap(),
        model,
        "the next run can keep it from there"
    );
    let topics = |output: &Path| -> Vec<[String; 3]> {
        let rows = rows(output, "topics.csv").into_iter();
        rows.map(|row| ["topic", "label", "passages"].map(|column| row[column].clone())).collect()
    };
    assert_eq!(topics(&kept), topics(&output));
    let share = |row: &Row| row["prevalence"].parse::<f64>().unwrap();
    assert!((rows(&kept, "topics.csv").iter().map(share).sum::<f64>() - 1.0).abs() < 1e-4);
    assert!(rows(&kept, "topics.csv").iter().all(|row| row["words"].split(", ").count() == 10));
    let drift = rows(&kept, "data/topic_drift.csv");
    assert_eq!((drift[0]["period"].as_str(), drift[0]["refit"].as_str()), ("", "not due"), "{drift:?}");
    assert_eq!(drift[0]["known_share"], drift[0]["fitted_known_share"]);
    let difference = |row: &Row| {
        row["log_likelihood"].parse::<f64>().unwrap() - row["fitted_log_likelihood"].parse::<f64>().unwrap()
    };
    assert!(difference(&drift[0]).abs() < 0.1, "{drift:?}");

    // Documents in which half of the words are new.
    let new = folder.path().join("new");
    fs::create_dir(&new).unwrap();
    for entry in fs::read_dir(&input).unwrap() {
        let path = entry.unwrap().path();
        let text =
            fs::read_to_string(&path).unwrap().replace("rivera", "bridgea").replace("orchard", "meadow");
        fs::write(new.join(path.file_name().unwrap()), text).unwrap();
    }
    let later = folder.path().join("later");
    assert_code(&run(&new, &later, &keep), 0);
    assert_eq!(rows(&later, "data/topic_drift.csv")[0]["refit"], "due");
    let warnings = rows(&later, "warnings.csv");
    assert!(warnings.iter().any(|row| row["warning"].contains("fit it anew")), "{warnings:?}");
    let missing = run(&input, &later, &format!("{SMALL}keep = \"none.json\"\n"));
    assert_code(&missing, 2);
    assert!(said(&missing).contains("topics.keep"), "{}", said(&missing));
}

#[test]
fn the_number_of_topics_is_chosen_by_what_is_in_the_table() {
    let folder = three_subjects();
    let output = folder.path().join("out");
    let config = format!("{SMALL}k = \"auto\"\ngrid = [2, 3, 5]\nmax_share = 0.5\n");
    assert_code(&run(&folder.path().join("in"), &output, &config), 0);
    let selection = rows(&output, "data/topic_selection.csv");
    assert_eq!(selection.iter().map(|row| row["topics"].as_str()).collect::<Vec<_>>(), ["2", "3", "5"]);
    let chosen: Vec<&Row> = selection.iter().filter(|row| row["choice"] == "chosen").collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0]["topics"], "3");
    assert_eq!(selection.iter().filter(|row| row["choice"] == "runner-up").count(), 1);
    assert_eq!(rows(&output, "topics.csv").len(), 3);
}

#[test]
fn too_little_text_has_a_reason_and_no_topics() {
    for (files, k) in [
        (vec![("one.txt", "The river rose.")], "3"),
        (vec![("one.txt", "The river rose.")], "\"auto\""),
        (vec![("stop.txt", "It was and it is and they were.")], "2"),
        (vec![("a.txt", ""), ("b.txt", "42 17")], "\"auto\""),
        (vec![("a.txt", "River lock.\n\nRiver lock."), ("b.txt", "River lock.\n\nLock river.")], "40"),
    ] {
        let folder = TempDir::new().unwrap();
        let (input, output) = (folder.path().join("in"), folder.path().join("out"));
        fs::create_dir(&input).unwrap();
        files.iter().for_each(|(name, text)| fs::write(input.join(name), text).unwrap());
        assert_code(&run(&input, &output, &format!("{SMALL}k = {k}\n")), 0);
        for file in [
            "topics.csv",
            "data/topic_terms.csv",
            "data/topic_documents.csv",
            "data/topic_passages.csv",
            "data/topic_groups.csv",
        ] {
            assert!(rows(&output, file).is_empty(), "{file} of {files:?}");
        }
        let warnings = rows(&output, "warnings.csv");
        assert!(
            warnings.iter().any(|row| row["warning"].contains("there must be more of both")),
            "{warnings:?}"
        );
        assert!(!output.join("data/topic_model.json").exists());
    }
}

#[test]
fn a_wrong_parameter_is_named() {
    let folder = three_subjects();
    for (line, words) in [
        ("k = 1", "topics.k = 1"),
        ("k = \"many\"", "a number of topics, or \"auto\""),
        ("k = -3", "a number of topics, or \"auto\""),
        ("grid = [1]", "topics.grid"),
        ("unit = \"lemma\"", "unknown variant `lemma`, expected `term` or `stem`"),
        ("passage_words = [9, 3]", "topics.passage_words"),
        ("max_share = 0", "topics.max_share"),
        ("chains = 1000", "topics.chains = 1000"),
    ] {
        let config = format!("[topics]\n{}{line}\n", if line.starts_with('k') { "" } else { "k = 2\n" });
        let done = run(&folder.path().join("in"), &folder.path().join("out"), &config);
        assert_code(&done, 2);
        assert!(said(&done).contains(words), "{line}: {}", said(&done));
    }
}

#[test]
fn the_sample_balances() {
    let outputs = root().join("outputs");
    let summary: BTreeMap<String, u64> = rows(&outputs, "summary.csv")
        .into_iter()
        .map(|row| (row["subject"].clone(), row["total"].parse().unwrap()))
        .collect();
    let topics = rows(&outputs, "topics.csv");
    assert_eq!(topics.len() as u64, summary["topics"]);
    assert_eq!(sum(&topics, "passages"), summary["passages"]);
    let documents = rows(&outputs, "data/topic_documents.csv");
    let first = || documents.iter().filter(|row| row["topic"] == "1");
    assert_eq!(first().count() as u64, summary["passages"]);
    assert_eq!(sum(first(), "tokens"), summary["words in passages"]);
    let prevalence: f64 = topics.iter().map(|topic| topic["prevalence"].parse::<f64>().unwrap()).sum();
    assert!((prevalence - 1.0).abs() < 1e-5);
}

//! What is measured, through the whole program: laws that the reports obey, and inputs that have no numbers.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::Path};

use support::{assert_code, keyness_rows, root, rows, sum, textmill};
use tempfile::TempDir;

/// Reads `input` with a configuration into `output`.
fn run(input: &Path, output: &Path, config: &str) {
    let path = output.with_extension("toml");
    fs::write(&path, format!("{config}\n[topics]\nk = 0\n")).unwrap();
    let mut command = textmill();
    command.arg("run").arg(input).arg("--output").arg(output).arg("--config").arg(path);
    let done = command.output().unwrap();
    assert!(matches!(done.status.code(), Some(0 | 3)), "{}", support::said(&done));
}

/// A folder of documents.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

type Row = BTreeMap<String, String>;

fn find<'a>(rows: &'a [Row], conditions: &[(&str, &str)]) -> &'a Row {
    rows.iter().find(|row| conditions.iter().all(|(column, value)| row[*column] == *value)).unwrap()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[track_caller]
fn assert_no_infinite_cell(output: &Path, report: &str) {
    let is_bad = |cell: &String| ["nan", "inf", "-inf"].contains(&cell.to_lowercase().as_str());
    let words = ["stem", "words", "surface", "first", "second", "first_surface", "second_surface", "name"];
    for row in rows(output, report) {
        let bad = row.iter().find(|(column, cell)| !words.contains(&column.as_str()) && is_bad(cell));
        assert_eq!(bad, None, "{report}");
    }
}

#[test]
fn swapping_target_and_reference_flips_signs() {
    let output = TempDir::new().unwrap();
    let compare = |target: &str, reference: &str| {
        format!(
            "[keyness]\nall_measures = true\nby = \"none\"\n[[keyness.compare]]\nname = \"c\"\ntarget = {{ groups = [\"{target}\"] }}\n\
             reference = {{ groups = [\"{reference}\"] }}\n"
        )
    };
    let read = |name: &str, config: &str| {
        let folder = output.path().join(name);
        run(&root().join("seeds"), &folder, config);
        keyness_rows(&folder)
    };
    let (one, other) =
        (read("one", &compare("courier", "herald")), read("other", &compare("herald", "courier")));
    assert!(!one.is_empty());
    assert_eq!(one.len(), other.len());
    for row in &one {
        let swapped = find(&other, &[("stem", &row["stem"]), ("language", &row["language"])]);
        assert_eq!(
            (&row["target_frequency"], &row["target_tokens"]),
            (&swapped["reference_frequency"], &swapped["reference_tokens"])
        );
        for column in [
            "log_likelihood",
            "log_ratio_hardie_log2",
            "documents_g2",
            "log_odds",
            "log_ratio_conservative_log2",
        ] {
            let sum = number(row, column) + number(swapped, column);
            assert!(sum.abs() < 2e-6, "{column} of {}", row["stem"]);
        }
        for column in ["q", "permutation_p", "tests", "bonferroni_p"] {
            assert_eq!(row[column], swapped[column], "{column} of {}", row["stem"]);
        }
        let flipped = match row["key"].as_str() {
            "positive" => "negative",
            "negative" => "positive",
            other => other,
        };
        assert_eq!(swapped["key"], flipped);
    }
}

#[test]
fn sides_balance_and_no_cell_is_infinite() {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("out");
    let config = "[collocations]\nmin_frequency = 1\nnodes = [\"river*\", \"the\"]\nall_measures = true\n\
                  [keyness]\nall_measures = true\nmin_frequency = 1\npermutations = 99\n[dispersion]\nmin_frequency = 1\n[ngrams]\nn = [1, 2, 3, 4, 5]\n\
                  min_frequency = 1\nmemory_mb = 1\n[kwic]\nnodes = [\"river*\"]\n";
    run(&root().join("seeds"), &output, config);
    for report in [
        "data/associations.csv",
        "collocations.csv",
        "keyness.csv",
        "data/dispersion.csv",
        "data/diversity.csv",
        "trends.csv",
    ] {
        assert_no_infinite_cell(&output, report);
    }
    let frequency = rows(&output, "frequency.csv");
    let total = sum(&frequency, "frequency");
    assert_eq!(sum(&rows(&output, "data/dispersion.csv"), "frequency"), total);
    // In each comparison the frequencies of the target add up to its tokens in each language.
    let keyness = keyness_rows(&output);
    let mut sides: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    for row in &keyness {
        let side = sides.entry((row["comparison"].clone(), row["language"].clone())).or_default();
        side.0 += row["target_frequency"].parse::<u64>().unwrap();
        side.1 = row["target_tokens"].parse().unwrap();
    }
    assert!(sides.len() > 3 && sides.values().all(|(counted, tokens)| counted == tokens), "{sides:?}");
    // Unigrams are the terms; pairs of neighbours are the bigrams.
    let ngrams = rows(&output, "data/ngrams.csv");
    assert_eq!(sum(ngrams.iter().filter(|row| row["n"] == "1"), "frequency"), total);
    let collocations = rows(&output, "collocations.csv");
    let adjacent = sum(collocations.iter().filter(|row| row["kind"] == "adjacent"), "frequency");
    assert_eq!(adjacent, sum(ngrams.iter().filter(|row| row["n"] == "2"), "frequency"));
    // A pair of two nodes is met from both sides.
    let windows = || collocations.iter().filter(|row| row["kind"] == "window");
    let left_of = |first: &str, second: &str| {
        let row = windows().find(|row| row["first"] == first && row["second"] == second);
        row.map_or(["0".to_owned(), "0".to_owned()], |row| [row["left"].clone(), row["right"].clone()])
    };
    let [left, right] = left_of("the", "river");
    assert_eq!([right, left], left_of("river", "the"));
    let rivers = frequency_of(&rows(&output, "data/forms.csv"), "river");
    assert_eq!(rows(&output, "kwic.csv").len() as u64, rivers, "every river has a line");
}

/// A list of a group's words says the same as the group itself, whether the corpus has its words or not.
#[test]
fn a_word_list_is_a_reference_like_any_other() {
    let files = [
        ("a/1.txt", "The river rose. The river fell. The river rose again.\n"),
        ("a/2.txt", "The river rose in the night and nobody saw it.\n"),
        ("b/3.txt", "The harbour was calm. The harbours were empty.\n"),
        ("b/4.txt", "The harbour was closed in the night and nobody saw the rivers.\n"),
    ];
    let folder = folder(&files);
    let (input, path) = (folder.path().join("in"), |name: &str| folder.path().join(name));
    let english =
        "[input]\nlanguage = \"en\"\n[keyness]\nall_measures = true\nmin_frequency = 1\nby = \"none\"\n";
    run(&input.join("b"), &path("b-only"), english);
    let list = |file: &str| {
        format!(
            "[[keyness.compare]]\nname = \"list\"\ntarget = {{ documents = [\"1.txt\", \"2.txt\"] }}\n\
             reference_list = {{ file = \"{file}\", language = \"en\" }}\n"
        )
    };
    let group = "[[keyness.compare]]\nname = \"group\"\ntarget = { groups = [\"a\"] }\n";
    run(&input, &path("group"), &format!("{english}{group}"));
    // A list of stems, and one of words as they are in the text, which are stemmed here.
    run(&input, &path("stems"), &format!("{english}{}", list("b-only/frequency.csv")));
    run(&input, &path("words"), &format!("{english}{}", list("b-only/data/forms.csv")));
    run(&input.join("a"), &path("without"), &format!("{english}{}", list("b-only/frequency.csv")));
    let cells = |row: &Row| {
        let columns = [
            "stem",
            "target_frequency",
            "reference_frequency",
            "reference_tokens",
            "tests",
            "log_likelihood",
            "log_ratio_walter_log2",
            "q",
            "bonferroni_p",
            "key_documents",
            "log_odds",
        ];
        columns.map(|column| row[column].clone())
    };
    let rows_of = |name: &str| -> Vec<_> { keyness_rows(&path(name)).iter().map(cells).collect() };
    let group = rows_of("group");
    assert!(group.len() > 10);
    assert_eq!(rows_of("stems"), group);
    assert_eq!(rows_of("words"), group);
    // Words of the list that the corpus does not have are in the tests, and have no row.
    let known: Vec<_> = group.iter().filter(|row| row[1] != "0").cloned().collect();
    assert_eq!(rows_of("without").into_iter().filter(|row| row[1] != "0").collect::<Vec<_>>(), known);
    assert!(keyness_rows(&path("stems")).iter().all(|row| row["documents_g2"].is_empty()));
}

#[test]
fn a_word_list_may_have_semicolons_as_spreadsheets_write_them() {
    let list = "word;count\nriver;30\nsea;50\n";
    let folder = folder(&[("a.txt", "The river rose, and the river fell.\n"), ("../list.csv", list)]);
    let output = folder.path().join("out");
    let config = "[input]\nlanguage = \"en\"\n[keyness]\nall_measures = true\nby = \"none\"\nmin_frequency = 1\n[[keyness.compare]]\n\
                  name = \"list\"\nreference_list = { file = \"list.csv\", language = \"en\" }\n";
    run(&folder.path().join("in"), &output, config);
    let keyness = keyness_rows(&output);
    let river = keyness.iter().find(|row| row["stem"] == "river").unwrap();
    assert_eq!((river["reference_frequency"].as_str(), river["reference_tokens"].as_str()), ("30", "80"));
}

#[test]
fn a_bad_word_list_says_what_to_do() {
    let folder = folder(&[("a.txt", "The river rose.\n"), ("../list.csv", "word,count\nriver,3\nsea,1.5\n")]);
    let path = folder.path().join("textmill.toml");
    let said = |list: &str| {
        let compare = "[[keyness.compare]]\nname = \"list\"\nreference_list = ";
        fs::write(&path, format!("{compare}{list}\n")).unwrap();
        let mut command = textmill();
        command.arg("run").arg(folder.path().join("in")).arg("--output").arg(folder.path().join("out"));
        let done = command.arg("--config").arg(&path).output().unwrap();
        assert_code(&done, 2);
        support::said(&done)
    };
    for (list, words) in [
        ("{ file = \"list.csv\", language = \"en\" }", "line 3 of the word list"),
        (
            "{ file = \"list.csv\", language = \"en\", word_column = \"type\" }",
            "no column of words among word, count",
        ),
        ("{ file = \"none.csv\", language = \"en\" }", "read the word list"),
        ("{ file = \"list.csv\" }", "missing field `language`"),
    ] {
        let said = said(list);
        assert!(said.contains(words), "{said}");
    }
}

/// The frequency of all terms that begin like a word, in all languages.
fn frequency_of(forms: &[Row], start: &str) -> u64 {
    sum(forms.iter().filter(|row| row["term"].starts_with(start)), "frequency")
}

#[test]
fn numbers_that_a_person_can_check() {
    let files = [
        ("a/1.txt", "The river rose. The river fell. The river rose again.\n"),
        ("a/2.txt", "The river rose in the night and nobody saw it.\n"),
        ("b/3.txt", "The harbour was calm. The harbour was empty.\n"),
        ("b/4.txt", "The harbour was closed in the night and nobody saw it.\n"),
    ];
    let folder = folder(&files);
    let output = folder.path().join("out");
    run(
        &folder.path().join("in"),
        &output,
        "[input]\nlanguage = \"en\"\n[keyness]\nall_measures = true\n[diversity]\nmin_tokens = 0\n[dispersion]\nmin_frequency = 1\n[collocations]\nmin_frequency = 1\nnodes = [\"river\"]\nleft = 1\nright = 1\n",
    );
    let keyness = keyness_rows(&output);
    let river = find(&keyness, &[("comparison", "group: a"), ("stem", "river")]);
    let cells = [
        "target_frequency",
        "reference_frequency",
        "target_tokens",
        "reference_tokens",
        "target_documents",
        "key_documents",
    ];
    assert_eq!(cells.map(|cell| river[cell].as_str()), ["4", "0", "20", "19", "2", "1"]);
    // 2 (4 ln(4 * 39 / (20 * 4)) + 16 ln(16 * 39 / (20 * 35)) + 19 ln(19 * 39 / (19 * 35)))
    assert_eq!(river["log_likelihood"], "5.776992");
    // Of the six ways to deal two labels to four documents, only a and b themselves differ as much.
    assert_eq!(river["permutation_p"], "0.333333");
    let dispersion = rows(&output, "data/dispersion.csv");
    let river = find(&dispersion, &[("words", "river")]);
    assert_eq!(
        (river["frequency"].as_str(), river["range"].as_str(), river["range_share"].as_str()),
        ("4", "2", "0.500000")
    );
    let collocations = rows(&output, "collocations.csv");
    let pair = find(&collocations, &[("kind", "window"), ("first", "river"), ("second", "rose")]);
    assert_eq!((pair["left"].as_str(), pair["right"].as_str(), pair["frequency"].as_str()), ("0", "3", "3"));
    // 8 places in the windows of 4 rivers, 3 of 39 words: 8 * 3 / 39.
    assert_eq!(pair["expected"], "0.615385");
    let diversity = rows(&output, "data/diversity.csv");
    let first = find(&diversity, &[("level", "document"), ("name", "a/1.txt")]);
    assert_eq!(
        ["tokens", "types", "hapaxes", "ttr"].map(|cell| first[cell].as_str()),
        ["10", "5", "2", "0.500000"]
    );
}

#[test]
fn little_text_leaves_cells_empty() {
    for files in [
        [("one.txt", "The river.\n")].as_slice(),
        &[("a/1.txt", ""), ("b/2.txt", "")],
        &[("a/1.txt", "The river.\n"), ("b/2.txt", "")],
        &[("a/1.txt", "42\n"), ("b/2.txt", "The\n")],
    ] {
        let folder = folder(files);
        let output = folder.path().join("out");
        run(
            &folder.path().join("in"),
            &output,
            "[keyness]\nall_measures = true\nmin_frequency = 1\n[collocations]\nmin_frequency = 1\nnodes = [\"*\"]\n[dispersion]\nmin_frequency = 1\n[trends]\nwords = [\"*\"]\n",
        );
        for report in
            ["keyness.csv", "collocations.csv", "data/dispersion.csv", "data/diversity.csv", "trends.csv"]
        {
            assert_no_infinite_cell(&output, report);
        }
        assert!(rows(&output, "trends.csv").is_empty(), "no document has a date");
    }
}

#[test]
fn words_follow_their_periods() {
    let text = |count: usize| format!("{}The harbour was calm.\n", "The river rose. ".repeat(count));
    let files: Vec<(String, String)> =
        (1..=4).map(|day| (format!("2031-0{}-0{day}.txt", 1 + day / 3), text(day))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let output = folder.path().join("out");
    run(&folder.path().join("in"), &output, "[input]\nlanguage = \"en\"\n[trends]\nwords = [\"river\"]\n");
    let trends = rows(&output, "trends.csv");
    let cells = |row: &Row| ["period", "documents", "tokens", "frequency"].map(|cell| row[cell].clone());
    let found: Vec<[String; 4]> = trends.iter().map(cells).collect();
    assert_eq!(
        found,
        [["2031-01", "2", "17", "3"], ["2031-02", "2", "29", "7"]].map(|row| row.map(str::to_owned))
    );
    for row in &trends {
        let [low, rate, high] =
            ["per_million_low", "per_million", "per_million_high"].map(|cell| number(row, cell));
        assert!(low <= rate && rate <= high);
    }
}

#[test]
fn published_numbers_are_found_again() {
    let verified = textmill().arg("verify").output().unwrap();
    assert_code(&verified, 0);
    let page = String::from_utf8(verified.stdout).unwrap();
    assert!(!page.contains("DIFFERS"));
    assert_eq!(page.matches("  agrees  ").count(), 225);
    assert!(page.contains("225 of 225 published numbers agree"));
}

#[test]
fn contexts_are_printed_in_the_order_that_is_asked_for() {
    let folder = folder(&[("a.txt", "A calm river rose. One river fell! The RIVERS, they said, rose.\n")]);
    let kwic = |arguments: &[&str]| {
        let mut command = textmill();
        command.arg("kwic").args(arguments).arg(folder.path().join("in"));
        let done = command.output().unwrap();
        assert_code(&done, 0);
        let lines = String::from_utf8(done.stdout).unwrap();
        lines
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<String>>()
    };
    assert_eq!(
        kwic(&["river*"]),
        ["A calm river rose. a.txt", "One river fell! a.txt", "The RIVERS, they said, rose. a.txt"]
    );
    assert_eq!(kwic(&["river"]).len(), 2);
    assert_eq!(kwic(&["--unit", "surface", "RIVERS"]).len(), 1);
    assert_eq!(kwic(&["river*", "--sort", "right"])[0], "The RIVERS, they said, rose. a.txt");
    assert_eq!(kwic(&["river*", "--words", "1"])[0], "calm river rose. a.txt");
}

#[test]
fn a_filter_of_rows_changes_no_correction() {
    let folder = TempDir::new().unwrap();
    let read = |minimum: u64| {
        let output = folder.path().join(format!("out-{minimum}"));
        run(
            &root().join("seeds"),
            &output,
            &format!("[keyness]\nall_measures = true\nmin_frequency = {minimum}\npermutations = 9\n"),
        );
        keyness_rows(&output)
    };
    let (all, some) = (read(1), read(5));
    assert!(some.len() > 100 && all.len() > some.len());
    let key = |row: &Row| (row["comparison"].clone(), row["language"].clone(), row["stem"].clone());
    let all: BTreeMap<_, &Row> = all.iter().map(|row| (key(row), row)).collect();
    for row in &some {
        let same = all[&key(row)];
        assert_eq!(
            (&row["q"], &row["bonferroni_p"], &row["tests"]),
            (&same["q"], &same["bonferroni_p"], &same["tests"])
        );
    }
}

#[test]
fn dates_bound_a_comparison_only_where_they_are_known() {
    let text = |mark: &str| format!("The river {mark} rose and the harbour was calm.\n");
    let folder = folder(&[
        ("2031-01-05.txt", &text("early")),
        ("2031-06-05.txt", &text("late")),
        ("undated.txt", &text("undated")),
        ("meta.txt", &text("spring")),
        ("metadata.csv", "path,date\nmeta.txt,spring 2031\n"),
    ]);
    let output = folder.path().join("out");
    let config = "[input]\nlanguage = \"en\"\n[keyness]\nall_measures = true\nby = \"none\"\nmin_frequency = 1\n[[keyness.compare]]\nname = \"time\"\n\
                  target = { from = \"2031-05\", to = \"2031-12-31\" }\nreference = { to = \"2031-04\" }\n\
                  [[keyness.compare]]\nname = \"none\"\ntarget = { kinds = [\"interjection\"] }\n";
    run(&folder.path().join("in"), &output, config);
    let keyness = keyness_rows(&output);
    let side = |stem: &str| {
        let row = keyness.iter().find(|row| row["stem"] == stem);
        row.map(|row| [row["target_frequency"].clone(), row["reference_frequency"].clone()])
    };
    assert_eq!(side("late"), Some(["1", "0"].map(str::to_owned)));
    assert_eq!(side("earli"), Some(["0", "1"].map(str::to_owned)));
    assert_eq!((side("undat"), side("spring")), (None, None));
    let warnings = rows(&output, "warnings.csv");
    assert!(warnings.iter().any(|row| row["subject"] == "keyness: none"), "a comparison of nothing is told");
    assert!(
        warnings
            .iter()
            .any(|row| row["subject"] == "trends.csv" && row["warning"].starts_with("2 documents"))
    );
}

#[test]
fn places_are_read_back_and_contexts_are_of_what_is_counted() {
    let page = |number: usize| {
        format!(
            "The river at gauge {number} rose\nIt rose at night, and nobody saw the river.\nIt fell again.\nOur other rivers\n"
        )
    };
    let pages: Vec<(String, String)> =
        (1..=3).map(|number| (format!("site/{number}.txt"), page(number))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&pages);
    let output = folder.path().join("out");
    let config = "[input]\nlanguage = \"en\"\n[kwic]\nnodes = [\"river*\"]\n[evidence]\nplaces = 2\n[ngrams]\nskips = 1\n\
                  [collocations]\nmin_frequency = 1\n";
    run(&folder.path().join("in"), &output, config);
    let counted = frequency_of(&rows(&output, "data/forms.csv"), "river");
    assert_eq!(
        (rows(&output, "kwic.csv").len() as u64, counted),
        (6, 6),
        "not the lines that the pages share"
    );
    let evidence = rows(&output, "evidence.csv");
    let places: Vec<&Row> = evidence.iter().filter(|row| row["words"] == "it rose").collect();
    let found: Vec<[&str; 2]> =
        places.iter().map(|row| [row["path"].as_str(), row["sentence"].as_str()]).collect();
    let sentence = "It rose at night, and nobody saw the river.";
    assert_eq!(found, [["site/1.txt", sentence], ["site/2.txt", sentence]]);
    let skipgrams = rows(&output, "data/skipgrams.csv");
    let gap = find(&skipgrams, &[("n", "2"), ("words", "it at")]);
    assert_eq!((gap["frequency"].as_str(), gap["document_frequency"].as_str()), ("3", "3"));
}

#[test]
fn texts_that_are_too_short_have_no_measures_and_say_why() {
    let long =
        "The committee met on Monday and the members talked about the plan for a long time. ".repeat(8);
    let folder = folder(&[("long.txt", long.as_str()), ("short.txt", "The river rose. It fell again.")]);
    let output = folder.path().join("out");
    run(&folder.path().join("in"), &output, "[input]\nlanguage = \"en\"\n");
    let diversity = rows(&output, "data/diversity.csv");
    let of = |name: &str| find(&diversity, &[("level", "document"), ("name", name)]);
    let (long, short) = (of("long.txt"), of("short.txt"));
    assert_eq!((long["basis"].as_str(), short["basis"].as_str()), ("", "fewer than 100 tokens"));
    assert!(!long["ttr"].is_empty() && !long["flesch_reading_ease"].is_empty());
    assert_eq!(
        (short["tokens"].as_str(), short["ttr"].as_str(), short["flesch_reading_ease"].as_str()),
        ("6", "", "")
    );
}

//! Who quotes whom: shared passages, quotations, their speakers and sources, on texts of our own and on the real documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use support::{assert_code, rows, test_data, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// A run on some texts.
fn run(texts: &[(&str, &str)], settings: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (name, text) in texts {
        fs::write(folder.path().join("in").join(name), text).unwrap();
    }
    let output = run_on(&folder, &[folder.path().join("in")], settings);
    (folder, output)
}

fn run_on(folder: &TempDir, inputs: &[PathBuf], settings: &str) -> PathBuf {
    let config = folder.path().join("textmill.toml");
    fs::write(&config, format!("[topics]\nk = 0\n{settings}")).unwrap();
    let output = folder.path().join("out");
    let mut command = textmill();
    command.arg("run").args(inputs).arg("--config").arg(config).arg("--output").arg(&output);
    for report in ["passages", "passage_places", "quotes", "quote_traces", "coverage", "speakers_quoted"] {
        command.args(["--only", report]);
    }
    assert_code(&command.output().unwrap(), 0);
    output
}

const BRIEFING: &str = "Press conference of the mayor, Lindau, 14 March 2031\n\n\
Question: Will the dam hold until the spring?\n\n\
Ilse Marren: We have measured the wall every hour since Friday and found no crack. \
The engineers are convinced that the dam can carry the melting snow of this year. \
Nobody in the valley has to leave their house tonight.\n\n\
Question: Who will pay for the repairs?\n\n\
Ilse Marren: The district will pay half of the bill and the ministry has promised the other half. \
We started to rebuild the sluice without any money from outside.\n";

const STORY: &str = "Mayor says dam is safe\n\nBy Ann Venn\n\n\
Mayor Ilse Marren told reporters on Thursday that the wall was in good order.\n\n\
\u{201C}The specialists are sure that the dam will be able to carry this year\u{2019}s melting snow,\u{201D} she said.\n\n\
\u{201C}Nobody in the valley has to leave their house tonight,\u{201D} Marren added, noting that the town had \
\u{201C}begun to rebuild the sluice without any money from outside.\u{201D}\n\n\
Farmers were less certain. \u{201C}I have heard such promises in every single year of my life,\u{201D} said Bob Oxley.\n";

#[test]
fn a_story_is_traced_to_the_turns_of_a_briefing() {
    let (_folder, output) = run(&[("briefing.txt", BRIEFING), ("story.txt", STORY)], "");
    let quotes = rows(&output, "quotes.csv");
    let said: Vec<(&str, &str, &str)> = quotes
        .iter()
        .map(|row| (row["kind"].as_str(), row["speaker"].as_str(), row["speaker_name"].as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("direct", "she", "Ilse Marren"),
            ("direct", "Marren", "Ilse Marren"),
            ("fragment", "Marren", "Ilse Marren"),
            ("direct", "Bob Oxley", "Bob Oxley"),
        ]
    );
    let traces = rows(&output, "quote_traces.csv");
    let found: Vec<(&str, &str, &str)> = traces
        .iter()
        .map(|row| (row["quote"].as_str(), row["verdict"].as_str(), row["source_turn"].as_str()))
        .collect();
    assert_eq!(found[..3], [("1", "retranslated", "2"), ("2", "exact", "2"), ("3", "edited", "4")]);
    assert_eq!((found[3].0, found[3].1), ("4", "none"));
    assert_eq!(traces[1]["same_speaker"], "true");
    assert!(traces[2]["edits"].starts_with("[-started-] {+begun+} to rebuild"), "{}", traces[2]["edits"]);
    let source =
        &BRIEFING[traces[1]["source_start"].parse().unwrap()..traces[1]["source_end"].parse().unwrap()];
    assert_eq!(source, "Nobody in the valley has to leave their house tonight");
    let coverage = rows(&output, "coverage.csv");
    let turns: Vec<(&str, &str)> =
        coverage.iter().map(|row| (row["turn"].as_str(), row["quotations"].as_str())).collect();
    assert_eq!(turns, [("1", "0"), ("2", "2"), ("3", "0"), ("4", "1")]);
    let passages = rows(&output, "passages.csv");
    assert_eq!(passages.len(), 2);
    assert!(passages.iter().all(|row| row["kind"] == "quotation"), "{passages:?}");
    let summary: BTreeMap<String, u64> = rows(&output, "summary.csv")
        .into_iter()
        .map(|row| (row["subject"].clone(), row["total"].parse().unwrap()))
        .collect();
    let parts = ["opening marks", "closing marks", "apostrophes", "unresolved marks"];
    assert_eq!(
        summary["quotation marks and apostrophes"],
        parts.iter().map(|part| summary[*part]).sum::<u64>()
    );
    assert_eq!(summary["opening marks"], 4);
}

#[test]
fn a_changed_meaning_is_marked() {
    let story = "Story\n\nIlse Marren said \u{201C}the ministry has not promised the other half\u{201D} and left.\n\n\
        Ilse Marren said \u{201C}the ministry has promised the other third\u{201D} and left.\n";
    let (_folder, output) = run(&[("briefing.txt", BRIEFING), ("story.txt", story)], "");
    let traces = rows(&output, "quote_traces.csv");
    assert_eq!(
        (traces[0]["verdict"].as_str(), traces[0]["flags"].as_str()),
        ("edited", "changes_meaning_word")
    );
    assert!(traces[0]["edits"].contains("has {+not+} promised"), "{}", traces[0]["edits"]);
    assert_eq!(traces[1]["flags"], "");
}

#[test]
fn the_same_rows_from_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), BRIEFING).unwrap();
    for copy in 0..30 {
        fs::write(
            folder.path().join(format!("s{copy}.txt")),
            STORY.replace("Farmers", &format!("Farmers {copy}")),
        )
        .unwrap();
    }
    let with = |threads: &str| {
        let output = folder.path().join("out");
        let mut command = textmill();
        command.args(["run", "--threads", threads, "--only", "passages", "--only", "quote_traces"]);
        assert_code(&command.arg(folder.path()).arg("--output").arg(&output).output().unwrap(), 0);
        let files = ["passages.csv", "quote_traces.csv"].map(|file| fs::read(output.join(file)).unwrap());
        fs::remove_dir_all(&output).unwrap();
        files
    };
    let one = with("1");
    assert!(one[1].len() > 5_000);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("8"));
}

/// The real documents, and the quotations that a person has found in them.
fn gold() -> Option<(PathBuf, Vec<Row>)> {
    let data = test_data()?;
    let table = data.join("gold/quotes_seeds.tsv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(table).unwrap();
    let gold = reader.deserialize().map(|row| row.unwrap()).collect();
    Some((data, gold))
}

type Place = (String, String, String);

fn place(row: &Row, document: &str) -> Place {
    (row[document].clone(), row["byte_start"].clone(), row["byte_end"].clone())
}

#[test]
fn the_quotations_of_the_real_documents_and_their_speakers() {
    let Some((data, gold)) = gold() else { return };
    let folder = TempDir::new().unwrap();
    let output = run_on(&folder, &[data.join("seeds")], "");
    let quotes = rows(&output, "quotes.csv");
    let transcript = |row: &&Row| !row["path"].starts_with("002");
    let found: BTreeMap<Place, &Row> =
        quotes.iter().filter(transcript).map(|row| (place(row, "path"), row)).collect();
    let expected: BTreeSet<Place> = gold.iter().map(|row| place(row, "document")).collect();
    assert_eq!(found.keys().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(expected.len(), 76);
    let (mut right, mut all) = (0, 0);
    let bare = |name: &str| {
        name.to_lowercase()
            .trim_start_matches("the ")
            .trim_start_matches("some ")
            .trim_start_matches("an ")
            .to_owned()
    };
    for row in gold.iter().filter(|row| !row["speaker"].is_empty()) {
        let quote = found[&place(row, "document")];
        all += 1;
        let is_known = !quote["speaker_name"].is_empty() || quote["speaker_status"] == "office";
        let wanted = bare(&row["speaker"]);
        let is = |column: &str| bare(&quote[column]) == wanted;
        // In a turn nobody else is quoted: whose turn it is.
        let is_own = quote["speaker_status"] == "none"
            && (is("teller") || wanted == "question" && bare(&quote["teller"]) == wanted);
        if is("speaker") || is("speaker_name") || is_own {
            right += 1;
        } else {
            assert!(!is_known, "{row:?} is not {quote:?}");
        }
    }
    assert!(right * 10 >= all * 9, "{right} of {all} speakers");
}

/// The claims for each quotation of the gold.
fn claims(output: &Path, prefix: &str) -> BTreeMap<Place, Vec<Row>> {
    let quotes = rows(output, "quotes.csv");
    let places: BTreeMap<(String, String), Place> =
        quotes.iter().map(|row| ((row["path"].clone(), row["quote"].clone()), place(row, "path"))).collect();
    let mut claims: BTreeMap<Place, Vec<Row>> = BTreeMap::new();
    for row in rows(output, "quote_traces.csv") {
        if !["similar", "none"].contains(&row["verdict"].as_str()) {
            let (path, start, end) = places[&(row["path"].clone(), row["quote"].clone())].clone();
            let path = path.strip_prefix(prefix).unwrap_or(&path).to_owned();
            claims.entry((path, start, end)).or_default().push(row);
        }
    }
    claims
}

fn check_traces(output: &Path, gold: &[Row], prefix: &str) {
    let claims = claims(output, prefix);
    let number = |row: &Row, column: &str| row[column].parse::<u64>().unwrap();
    let (mut direct, mut edited) = (0, 0);
    for row in gold {
        let claims = claims.get(&place(row, "document")).map(Vec::as_slice).unwrap_or_default();
        let is_source = |claim: &&Row| {
            claim["source_document"] == format!("{prefix}{}", row["source_document"])
                && number(claim, "source_start") < number(row, "source_byte_end")
                && number(row, "source_byte_start") < number(claim, "source_end")
        };
        match (row["relation"].as_str(), row["kind"].as_str()) {
            ("none", _) => assert!(claims.is_empty(), "{row:?}: {claims:?}"),
            (_, "direct") => {
                assert!(claims.iter().any(|claim| is_source(&claim)), "{row:?}: {claims:?}");
                direct += 1;
            }
            ("edited", "fragment") if number(row, "words") >= 4 => {
                let claim = claims.iter().find(is_source).unwrap();
                assert_eq!(claim["verdict"], "edited");
                edited += 1;
            }
            _ => {}
        }
    }
    assert_eq!((direct, edited), (8, 2));
}

#[test]
fn quotations_of_the_real_documents_find_their_turns() {
    let Some((data, gold)) = gold() else { return };
    let folder = TempDir::new().unwrap();
    let output = run_on(&folder, &[data.join("seeds")], "");
    check_traces(&output, &gold, "");
}

#[test]
fn quotations_find_their_turns_among_two_thousand_other_transcripts() {
    let Some((data, gold)) = gold() else { return };
    let folder = TempDir::new().unwrap();
    let output = run_on(&folder, &[data.join("seeds"), data.join("corpora/english.jsonl.gz")], "");
    let documents = rows(&output, "data/ledger.csv");
    assert!(documents.len() > 2_000);
    let prefix = if rows(&output, "quotes.csv").iter().any(|row| row["path"].starts_with("seeds/")) {
        "seeds/"
    } else {
        ""
    };
    check_traces(&output, &gold, prefix);
}

#[test]
fn the_shared_passages_of_the_real_documents() {
    let Some((data, _)) = gold() else { return };
    let folder = TempDir::new().unwrap();
    let output = run_on(&folder, &[data.join("seeds")], "[reuse]\nmin_tokens = 6\n");
    let mut places: BTreeMap<String, Vec<(String, u64, u64)>> = BTreeMap::new();
    for row in rows(&output, "data/passage_places.csv") {
        let number = |column: &str| row[column].parse().unwrap();
        places.entry(row["passage"].clone()).or_default().push((
            row["path"][..3].to_owned(),
            number("byte_start"),
            number("byte_end"),
        ));
    }
    let found: BTreeSet<Vec<(String, u64, u64)>> = places.into_values().collect();
    let pair = |one: (&str, u64, u64), other: (&str, u64, u64)| {
        vec![(one.0.to_owned(), one.1, one.2), (other.0.to_owned(), other.1, other.2)]
    };
    let expected = [
        pair(("000", 1770, 1894), ("001", 1111, 1235)),
        pair(("000", 1466, 1511), ("002", 80390, 80435)),
        pair(("001", 4890, 4928), ("002", 22756, 22794)),
        pair(("001", 2618, 2668), ("002", 47070, 47120)),
        pair(("001", 6296, 6338), ("002", 8921, 8963)),
        pair(("001", 5927, 5958), ("002", 14188, 14225)),
        pair(("001", 1489, 1523), ("002", 69517, 69555)),
        pair(("002", 32144, 32166), ("004", 3974, 3996)),
        // Its first word stands right behind a time of day, without a blank: "10:46 GMTIsrael should".
        pair(("000", 404, 436), ("001", 837, 869)),
    ];
    assert_eq!(found, expected.into_iter().collect());
}

/// A text about the conference of the sample corpus: five quotations that are true, two that were edited, three that nobody said.
const DRAFT: &str = "What the minister said\n\n\
\u{201C}A model is something one looks at in order to build the next thing,\u{201D} Minister Ilse Marren said.\n\n\
She said: \u{201C}The negotiators were honest people and used the best tables they had.\u{201D}\n\n\
\u{201C}No grave will be left under the water against the wish of the people to whom it belongs,\u{201D} the minister added.\n\n\
Marren said: \u{201C}We do not sell water, we do not buy water, and we will not be lectured about water.\u{201D}\n\n\
\u{201C}One wet winter does not refute a hydrology. It shows rather well what is wrong,\u{201D} she said.\n\n\
Marren said that \u{201C}we have every intention of leaving the treaty\u{201D} soon.\n\n\
\u{201C}They are all drawing their flow curves with the same green pencil,\u{201D} Marren joked.\n\n\
\u{201C}The dam will be finished before the autumn, whatever Maravel may say,\u{201D} she promised.\n\n\
\u{201C}I would rather drink the sea than sign that paper again,\u{201D} she told reporters.\n\n\
\u{201C}Our engineers have found three new springs above the gorge this year,\u{201D} she said.\n";

#[test]
fn the_quotations_of_a_draft_are_checked_against_the_sample_corpus() {
    let folder = TempDir::new().unwrap();
    let draft = folder.path().join("draft.txt");
    fs::write(&draft, DRAFT).unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let check = |format: &str| {
        let mut command = textmill();
        command.args(["quotes", "check"]).arg(&draft).arg("--sources").arg(&seeds).args(["--format", format]);
        let done = command.output().unwrap();
        assert_code(&done, 3);
        (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let (table, said) = check("csv");
    let rows: Vec<Row> =
        csv::Reader::from_reader(table.as_bytes()).deserialize().map(|row| row.unwrap()).collect();
    let verdicts: Vec<&str> = rows.iter().map(|row| row["verdict"].as_str()).collect();
    assert_eq!(verdicts[..7], ["exact", "exact", "exact", "exact", "exact", "edited", "edited"]);
    assert!(verdicts[7..].iter().all(|verdict| ["similar", "none"].contains(verdict)), "{verdicts:?}");
    assert!(
        rows.iter().take(7).all(|row| row["source_document"].ends_with("conference-2031-03-14.txt")),
        "{rows:?}"
    );
    assert!(rows.iter().take(7).all(|row| row["path"] == "draft.txt" && row["same_speaker"] == "true"));
    assert_eq!((rows[5]["flags"].as_str(), rows[6]["flags"].as_str()), ("changes_meaning_word", ""));
    assert!(said.contains("3 without a source"), "{said}");
    let (text, _) = check("text");
    assert_eq!(text.matches("ABSENT").count(), 3);
    assert!(text.contains("{+every+}") && text.contains("[-no-]"), "{text}");
    let (lines, _) = check("json");
    assert_eq!(lines.lines().count(), 10);
}

#[test]
fn a_quotation_that_is_too_long_to_trace_is_not_called_absent() {
    let folder = TempDir::new().unwrap();
    let draft = folder.path().join("draft.txt");
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::write(folder.path().join("sources/briefing.txt"), BRIEFING).unwrap();
    fs::write(&draft, format!("Marren: \u{201C}{}so.\u{201D}\n", "the dam holds and ".repeat(101))).unwrap();
    let mut command = textmill();
    command.args(["quotes", "check"]).arg(&draft).arg("--sources").arg(folder.path().join("sources"));
    let done = command.output().unwrap();
    assert_code(&done, 0);
    assert!(String::from_utf8(done.stdout).unwrap().starts_with("long "));
}

#[test]
fn a_text_without_wrong_quotations_is_done() {
    let folder = TempDir::new().unwrap();
    let draft = folder.path().join("draft.txt");
    fs::write(folder.path().join("briefing.txt"), BRIEFING).unwrap();
    fs::write(&draft, "Marren: \u{201C}Nobody in the valley has to leave their house tonight.\u{201D} So \u{201C}safe\u{201D}.\n").unwrap();
    // The draft is in the folder of the sources, and is no source of itself.
    let mut command = textmill();
    let done =
        command.args(["quotes", "check"]).arg(&draft).arg("--sources").arg(folder.path()).output().unwrap();
    assert_code(&done, 0);
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(text.starts_with("exact ") && text.contains("\nshort "), "{text}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        said.contains("2 quotations checked against 1 document: 0 without a source, 1 too short to say"),
        "{said}"
    );
}

#[test]
fn why_nothing_is_covered_is_a_warning() {
    let warned = |texts: &[(&str, &str)]| {
        let (_folder, output) = run(texts, "");
        assert_eq!(rows(&output, "coverage.csv").len(), 0);
        let warnings = rows(&output, "warnings.csv").into_iter().filter(|row| row["kind"] == "quotations");
        warnings.map(|row| format!("{}: {}", row["subject"], row["warning"])).collect::<Vec<_>>()
    };
    let other =
        "Nobody has seen the river so low. \u{201C}I have fished here all my life,\u{201D} said Bob Oxley.\n";
    let without_turns = warned(&[("a.txt", STORY), ("b.txt", other)]);
    assert_eq!(without_turns.len(), 1);
    assert!(without_turns[0].starts_with("coverage.csv: no document has turns"), "{without_turns:?}");
    let without_sources = warned(&[("briefing.txt", BRIEFING), ("b.txt", other)]);
    assert!(without_sources[0].starts_with("coverage.csv: none of the 1 quotations"), "{without_sources:?}");
    let long = format!("He said: \u{201C}{}.\u{201D}\n", "the dam holds and the river falls and ".repeat(60));
    let too_long = warned(&[("long.txt", &long), ("b.txt", "The river falls.\n")]);
    assert!(too_long.iter().any(|row| row.contains("more than 400 words")), "{too_long:?}");
}

#[test]
fn what_an_ellipsis_leaves_out_does_not_make_a_quotation_absent() {
    let folder = TempDir::new().unwrap();
    let (draft, sources) = (folder.path().join("draft.txt"), folder.path().join("sources"));
    fs::create_dir(&sources).unwrap();
    let said = "Ilse Marren: We have measured the wall every hour since Friday, which was hard because the path had been closed by the \
        snow and the instruments that the ministry had lent us were frozen when we took them out of the shed, and the engineers are \
        convinced that the dam can carry the melting snow of this year.";
    fs::write(
        sources.join("briefing.txt"),
        format!("Question: And the wall?\n\n{said}\n\nQuestion: Who pays?\n\nIlse Marren: The district.\n"),
    )
    .unwrap();
    fs::write(
        &draft,
        "\u{201C}We have measured the wall every hour \u{2026} the dam can carry the melting snow,\u{201D} Marren said.\n\n\
         \u{201C}We have measured the wall every hour since Friday [...] and the engineers are convinced,\u{201D} Marren said.\n\n\
         \u{201C}We have measured the wall every hour the dam can carry the melting snow,\u{201D} Marren said.\n\n\
         \u{201C}The dam can carry the melting snow ... we have measured the wall every hour,\u{201D} Marren said.\n",
    )
    .unwrap();
    let mut command = textmill();
    command.args(["quotes", "check", "--format", "csv"]).arg(&draft).arg("--sources").arg(&sources);
    let done = command.output().unwrap();
    let found: Vec<Row> =
        csv::Reader::from_reader(done.stdout.as_slice()).deserialize().map(Result::unwrap).collect();
    let verdicts: Vec<&str> = found.iter().map(|row| row["verdict"].as_str()).collect();
    // Without the sign, or in another order, it is at most in other words.
    assert_eq!(verdicts[..2], ["edited", "edited"]);
    assert!(verdicts[2..].iter().all(|verdict| *verdict != "edited" && *verdict != "exact"), "{verdicts:?}");
    assert!(found[..2].iter().all(|row| row["flags"].contains("ellipsis")));
}

#[test]
fn own_words_of_saying_find_speakers() {
    let folder = TempDir::new().unwrap();
    let text = "«Лід тримає, і ми це знаємо», — повідомив Остап Гай.\n\nУчора дощило, і люди з долини пішли додому раніше, ніж звичайно.\n";
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/story.txt"), text).unwrap();
    fs::write(folder.path().join("cues-uk.txt"), "# mine\n[finite]\nповідомив повідомила\n").unwrap();
    let inputs = [folder.path().join("in")];
    let settings = "[input]\nlanguage = \"uk\"\n";
    let without = rows(&run_on(&folder, &inputs, settings), "quotes.csv");
    assert_eq!((without.len(), without[0]["speaker_name"].as_str()), (1, ""));
    let with_words = format!("{settings}[reuse.cues]\nuk = \"cues-uk.txt\"\n");
    let output = run_on(&folder, &inputs, &with_words);
    assert_eq!(rows(&output, "quotes.csv")[0]["speaker_name"], "Остап Гай");
    assert!(fs::read_to_string(output.join("manifest.json")).unwrap().contains("cues of uk"));

    fs::write(folder.path().join("cues-uk.txt"), "[finite]\nповідомив\n[verbs]\nсказав\n").unwrap();
    let mut command = textmill();
    command.arg("run").arg(&inputs[0]).arg("--config").arg(folder.path().join("textmill.toml"));
    let output = command.arg("--output").arg(folder.path().join("other")).output().unwrap();
    assert_code(&output, 2);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("line 3") && error.contains("cues-uk.txt") && error.contains("finite"), "{error}");
}

/// The rows of quote_traces.csv of one text, by quotation and rank.
fn traces_of(output: &Path, path: &str) -> Vec<Row> {
    rows(output, "quote_traces.csv").into_iter().filter(|row| row["path"] == path).collect()
}

#[test]
fn what_changes_a_statement_is_flagged_in_every_verdict() {
    for (language, source, quoted, verdict) in [
        (
            "en",
            "Nobody in the valley has to leave the house tonight, the engineers of the district told us, and repairs will cost 18 million crowns.",
            "\u{201C}The repairs are going to cost 80 million crowns, and people in the valley will leave the house tonight, so the engineers of the district say,\u{201D} John Smith said.",
            "retranslated",
        ),
        (
            "en",
            "The President refused to sign the treaty, and it is unlikely that parliament will ratify it this year.",
            "\u{201C}The President agreed to sign the treaty, and it is likely that parliament will ratify it this year,\u{201D} John Smith said.",
            "edited",
        ),
        (
            "es",
            "La reparación costará dieciocho millones de coronas, y ninguna familia tendrá que abandonar su casa del valle.",
            "«La reparación costará dieciocho millones de coronas, y una familia tendrá que abandonar su casa del valle», dijo Juan Soto.",
            "edited",
        ),
        (
            "it",
            "La riparazione costerà diciotto milioni di corone, e nessuna famiglia dovrà lasciare la sua casa nella valle.",
            "«La riparazione costerà diciannove milioni di corone, e nessuna famiglia dovrà lasciare la sua casa nella valle», ha detto Luca Gallo.",
            "edited",
        ),
    ] {
        let settings = format!("[input]\nlanguage = \"{language}\"\n");
        let (_folder, output) = run(&[("quoted.txt", quoted), ("source.txt", source)], &settings);
        let traces = traces_of(&output, "quoted.txt");
        assert_eq!((traces.len(), traces[0]["verdict"].as_str()), (1, verdict), "{quoted}");
        assert_eq!(traces[0]["flags"], "changes_meaning_word", "{quoted}");
        // What is the same has no flag.
        let same = format!("\u{201C}{source}\u{201D}");
        let (_folder, output) = run(&[("quoted.txt", &same), ("source.txt", source)], &settings);
        assert_eq!(traces_of(&output, "quoted.txt")[0]["flags"], "", "{source}");
    }
}

#[test]
fn words_around_an_ellipsis_are_not_said_in_a_row() {
    let (_folder, output) = run(
        &[
            (
                "said.txt",
                "Erik Solberg, minister, 3 May 2024\n\nQuestion: Must they leave?\n\nErik Solberg: I do not believe that the valley must be evacuated. We shall see.\n",
            ),
            (
                "dots.txt",
                "5 May 2024\n\n\u{201C}I do \u{2026} believe that the valley must be evacuated,\u{201D} Erik Solberg said.\n",
            ),
            (
                "false.txt",
                "6 May 2024\n\n\u{201C}I do believe that the valley must be evacuated,\u{201D} Erik Solberg said.\n",
            ),
        ],
        "",
    );
    let found: Vec<(String, String, String)> = traces_of(&output, "false.txt")
        .into_iter()
        .map(|row| (row["verdict"].clone(), row["source_document"].clone(), row["flags"].clone()))
        .collect();
    let row =
        |verdict: &str, path: &str, flags: &str| (verdict.to_owned(), path.to_owned(), flags.to_owned());
    assert_eq!(found, [row("edited", "said.txt", "changes_meaning_word"), row("edited", "dots.txt", "")]);
    let dots = &traces_of(&output, "dots.txt")[0];
    assert_eq!(
        (dots["source_document"].as_str(), dots["flags"].as_str()),
        ("said.txt", "ellipsis changes_meaning_word")
    );
}

#[test]
fn the_source_that_lacks_least_of_a_quotation_comes_first() {
    let (_folder, output) = run(
        &[
            (
                "first.txt",
                "10 May 2024\n\nThe chairman of the herring fleet, Olav Moe, said the quotas should not be raised before 2030 under any circumstances.\n",
            ),
            (
                "short.txt",
                "13 May 2024\n\nThe quotas should not be raised before 2040 under any circumstances.\n",
            ),
            (
                "story.txt",
                "16 May 2024\n\n\u{201C}The quotas should be raised before 2030 under any circumstances,\u{201D} Olav Moe said.\n",
            ),
        ],
        "",
    );
    let first = &traces_of(&output, "story.txt")[0];
    assert_eq!(
        (first["source_document"].as_str(), first["flags"].as_str()),
        ("first.txt", "changes_meaning_word")
    );
    assert_eq!(first["edits"], "The quotas should [-not-] be raised before 2030 under any circumstances");
}

#[test]
fn quotations_that_all_texts_have_are_traced_too() {
    let text = |number: usize| {
        format!(
            "\u{201C}We will not rest until the dam is safe again and number {number} is gone,\u{201D} John Smith said.\n"
        )
    };
    let texts: Vec<(String, String)> = (0..6).map(|number| (format!("{number}.txt"), text(number))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (_folder, output) = run(&texts, "");
    let traces = rows(&output, "quote_traces.csv");
    assert_eq!(traces.len(), 6);
    assert!(
        traces.iter().all(|row| row["verdict"] == "edited" && row["flags"].contains("changes_meaning_word"))
    );
}

#[test]
fn reprints_of_a_story_are_neither_furniture_nor_formulas() {
    let story = "The northern dam above the town of Vik broke on Sunday night after two days of heavy rain. \
        Rescue workers brought the inhabitants to a school in the next valley, where soup was handed out. \
        The government had promised on Friday that the wall would carry the weight of the winter snow.";
    let own = [
        "Our reporter adds that the road is closed.",
        "Readers send us pictures of boats.",
        "The mayor of Lund has offered beds to all of them.",
    ];
    let texts: Vec<(String, String)> = own
        .iter()
        .enumerate()
        .map(|(number, own)| (format!("{number}.txt"), format!("{story} {own}\n")))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (_folder, output) = run(&texts, "");
    let kinds: BTreeSet<String> =
        rows(&output, "passages.csv").into_iter().map(|row| row["kind"].clone()).collect();
    assert!(kinds.iter().all(|kind| kind == "duplicate" || kind == "reuse"), "{kinds:?}");
}

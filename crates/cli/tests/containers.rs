//! Files that hold documents with more than a text: speakers, times, columns, articles, and archives with files that nobody wrote.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{
    assert_code, rows,
    zoo::{STORED, finish, zip_of, zoo},
};

#[test]
fn what_a_system_puts_into_an_archive_is_left_out() {
    let zoo = zoo();
    let members = [
        ("a.txt", "It rained."),
        ("__MACOSX/._a.txt", "\0\u{5}\u{16}\u{7}"),
        (".DS_Store", "\0\0\0\u{1}Bud1"),
        ("notes 10:30.txt", "It rained."),
    ];
    let rule = "a file of the system that packed the archive";
    zoo.put("mac.zip", zip_of(STORED, &members)).check(&[
        ("mac.zip", "container", ""),
        ("mac.zip/.DS_Store", "excluded", rule),
        ("mac.zip/__MACOSX/._a.txt", "excluded", rule),
        ("mac.zip/a.txt", "document", ""),
        ("mac.zip/notes 10:30.txt", "document", ""),
    ]);
}

#[test]
fn the_content_says_what_a_file_is_too() {
    let zoo = zoo();
    zoo.put("a.jsonlines", "{\"text\":\"The dam is closed.\"}\n")
        .put("list.json", "[{\"text\":\"The dam is closed.\"},{\"text\":\"It is open.\"}]")
        .put("rich.txt", "{\\rtf1\\ansi {\\fonttbl {\\f0 Times New Roman;}} The dam is closed.\\par }")
        .put("page.txt", "<!DOCTYPE html><html><body><p>The dam is closed.</p></body></html>")
        .put("a.geojson", "{\"features\":[{\"name\":\"dam\"}]}")
        .put("scan.tiff", "II*")
        .check(&[
            ("a.geojson", "rejected", "it is data"),
            ("a.jsonlines", "container", ""),
            ("a.jsonlines/00000001", "document", ""),
            ("list.json", "container", ""),
            ("list.json/00000001", "document", ""),
            ("list.json/00000002", "document", ""),
            ("page.txt", "document", ""),
            ("rich.txt", "document", ""),
            ("scan.tiff", "rejected", "recognise its text first"),
        ]);
    let words: Vec<String> =
        rows(&zoo.output, "data/forms.csv").into_iter().map(|row| row["surface"].clone()).collect();
    assert!(
        !words.iter().any(|word| ["fonttbl", "rtf1", "html", "features"].contains(&word.as_str())),
        "{words:?}"
    );
}

#[test]
fn speakers_of_subtitles_and_of_tei_are_speakers() {
    let zoo = zoo();
    zoo.put("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Tom Venn>Is it closed?</v>\n\n00:03.000 --> 00:04.000\n<v Ilse Marren>It is.\n")
        .put(
            "sitting.xml",
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Sitting</title></titleStmt></fileDesc></teiHeader>\
             <text xml:lang=\"en\"><body><u who=\"#Ilse_Marren\"><seg>The dam is closed.</seg></u>\
             <u who=\"#Tom_Venn\"><seg>Is it?</seg></u></body></text></TEI>",
        );
    assert_code(&finish(&mut zoo.run(&["--only", "data/segments.csv"])), 0);
    let segments = rows(&zoo.output, "data/segments.csv");
    let speakers = |path: &str| -> Vec<(String, String)> {
        let labels = segments.iter().filter(|row| row["path"] == path && row["kind"] == "label");
        labels.map(|row| (row["speaker_name"].clone(), row["time"].clone())).collect()
    };
    let pair = |name: &str, time: &str| (name.to_owned(), time.to_owned());
    assert_eq!(speakers("talk.vtt"), [pair("Tom Venn", "00:00:01"), pair("Ilse Marren", "00:00:03")]);
    assert_eq!(speakers("sitting.xml"), [pair("Ilse Marren", ""), pair("Tom Venn", "")]);
}

#[test]
fn columns_of_a_table_are_speakers_days_and_attributes() {
    let zoo = zoo();
    zoo.put(
        "debate.csv",
        "Speaker,Text,Date,Party\nHolt,\"Good evening, and welcome to the debate of the river.\",9/26/16,none\n\
         Venn,How are you?,9/26/16,SPD\nVenn,The dam is closed since Monday and it rained.,10/4/16,SPD\nMarren,It is open.,10/4/16,FDP\n",
    );
    let config = zoo.folder.path().join("by.toml");
    std::fs::write(
        &config,
        "[topics]\nk = 0\n[keyness]\nby = \"party\"\nmin_frequency = 1\n[trends]\nperiod = \"month\"\nby = \"party\"\nwords = [\"dam\"]\n[selection.where]\nparty = [\"SPD\", \"FDP\"]\n",
    )
    .unwrap();
    let mut run = support::textmill();
    run.arg("run").arg(zoo.path("debate.csv")).arg("--output").arg(&zoo.output).arg("--config").arg(config);
    assert_code(&run.output().unwrap(), 0);
    let documents = rows(&zoo.output, "documents.csv");
    let of = |column: &str| documents.iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    assert_eq!(of("language"), ["en"; 4]);
    assert_eq!(of("date"), ["2016-09-26", "2016-09-26", "2016-10-04", "2016-10-04"]);
    assert_eq!(of("tokens")[0], "0", "none of the two parties");
    let segments = rows(&zoo.output, "data/segments.csv");
    let names: Vec<&str> = segments.iter().map(|row| row["speaker_name"].as_str()).collect();
    assert_eq!(names, ["Holt", "Venn", "Venn", "Marren"]);
    let keyness = rows(&zoo.output, "keyness.csv");
    assert!(keyness.iter().any(|row| row["comparison"] == "party: FDP"));
    let attributes = rows(&zoo.output, "data/attributes.csv");
    let parties =
        attributes.iter().filter(|row| row["attribute"] == "party").map(|row| row["value"].as_str());
    assert_eq!(parties.collect::<Vec<_>>(), ["none", "SPD", "SPD", "FDP"]);
    let trends = rows(&zoo.output, "trends.csv");
    let of_october = trends.iter().filter(|row| row["period"] == "2016-10");
    let dam: Vec<[&str; 3]> =
        of_october.map(|row| ["part", "documents", "frequency"].map(|cell| row[cell].as_str())).collect();
    assert_eq!(dam, [["", "2", "1"], ["FDP", "1", "0"], ["SPD", "1", "1"], ["none", "0", "0"]]);
}

#[test]
fn a_column_that_nobody_has_is_told() {
    let zoo = zoo();
    let records = [
        ("2031-01-01", "SPD", "The harbour was calm and the river rose at the old lock again. "),
        ("2031-02-01", "FDP", "The orchard was cold and the farmer sold the best apples at noon. "),
    ];
    let records = records.map(|(date, party, said)| {
        let said = said.repeat(16);
        format!("{{\"date\":\"{date}\",\"party\":\"{party}\",\"text\":\"{said}\"}}\n")
    });
    zoo.put("a.jsonl", records.concat());
    let run = |name: &str, text: &str| {
        let config = zoo.path(name);
        std::fs::write(&config, text).unwrap();
        let mut run = support::textmill();
        run.arg("run").arg(zoo.path("a.jsonl")).arg("--output").arg(&zoo.output).arg("--config").arg(config);
        run.output().unwrap()
    };
    let topics = "[topics]\nk = 2\nchains = 1\nsweeps = 20\nmin_segments = 1\nmax_share = 1.0\n";
    let keys = format!("{topics}by = [\"Party\", \"colour\"]\n[trends]\nby = \"colour\"\n");
    assert_code(&run("colour.toml", &keys), 0);
    let warnings = rows(&zoo.output, "warnings.csv");
    for (subject, key) in [("trends.csv", "trends.by"), ("data/topic_groups.csv", "topics.by")] {
        let told =
            |row: &support::zoo::Row| row["warning"].contains("\"colour\"") && row["warning"].contains(key);
        assert!(warnings.iter().any(|row| row["subject"] == subject && told(row)), "{warnings:?}");
    }
    let groups = rows(&zoo.output, "data/topic_groups.csv");
    let parties = groups.iter().filter(|row| row["level"] == "Party").map(|row| row["name"].as_str());
    assert_eq!(parties.collect::<Vec<_>>(), ["FDP", "FDP", "SPD", "SPD"]);
    for (text, key) in
        [("[trends]\nby = \"speaker\"\n", "trends.by"), ("[topics]\nby = [\"group\"]\n", "topics.by")]
    {
        let refused = run("refused.toml", text);
        assert_code(&refused, 2);
        assert!(String::from_utf8(refused.stderr).unwrap().contains(key));
    }
}

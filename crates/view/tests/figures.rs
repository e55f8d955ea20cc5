//! The figures: that they are pictures by themselves, and say what the tables say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, fs, path::Path};

use quick_xml::{Reader, events::Event};
use tempfile::TempDir;
use textmill_view::{FIGURES, Sections, Tables, write_figures};

/// The figures of a folder of reports, by their names.
fn figures_of(folder: &Path) -> BTreeMap<String, String> {
    let target = TempDir::new().unwrap();
    let tables = Tables::of(folder).unwrap();
    let names = write_figures(&Sections::of(&tables).unwrap(), target.path()).unwrap();
    let text = |name: &&str| ((*name).to_owned(), fs::read_to_string(target.path().join(name)).unwrap());
    names.iter().map(text).collect()
}

fn outputs() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../outputs")
}

/// The texts of a picture, in their order; fails where it is no XML.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut inside, mut depth) = (Vec::new(), false, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                inside = start.name().as_ref() == "text";
                if inside {
                    texts.push(String::new());
                }
            }
            Event::End(_) => {
                depth -= 1;
                inside = false;
            }
            Event::Text(text) if inside => texts.last_mut().unwrap().push_str(&text),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

#[test]
fn figures_are_pictures_by_themselves() {
    let figures = figures_of(&outputs());
    assert_eq!(figures.len(), FIGURES.len());
    for (name, svg) in &figures {
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "), "{name}");
        assert!(!texts(svg).is_empty(), "{name}");
        // Nothing is looked up elsewhere, and no program needs a style sheet.
        for absent in ["href", "<style", "<script", "url(", " class="] {
            assert!(!svg.contains(absent), "{name}: {absent}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
    assert_eq!(figures, figures_of(&outputs()), "the same tables, the same bytes");
}

#[test]
fn figures_say_what_the_tables_say() {
    let figures = figures_of(&outputs());
    let tables = Tables::of(&outputs()).unwrap();
    let words = texts(&figures["figures/words.svg"]);
    let table = tables.first_rows("frequency.csv", 60).unwrap().unwrap();
    let shown: Vec<_> =
        table.rows.iter().filter(|row| table.text(row, "stop_word") == "false").take(10).collect();
    assert!(shown.len() == 10 || table.rows.len() < 60);
    for row in shown {
        let place = words.iter().position(|text| text == table.text(row, "surface"));
        let place = place.unwrap_or_else(|| panic!("{} is not drawn", table.text(row, "surface")));
        assert!(words[place..place + 4].iter().any(|text| text == table.text(row, "frequency")), "{row:?}");
    }
    let network = texts(&figures["figures/network.svg"]);
    let pairs = tables.first_rows("collocations.csv", 200).unwrap().unwrap();
    let first = pairs.rows.iter().find(|row| pairs.text(row, "stop_words") == "0").unwrap();
    for column in ["first_surface", "second_surface"] {
        assert!(network.iter().any(|text| text == pairs.text(first, column)));
    }
    let documents = tables.first_rows("documents.csv", 5).unwrap().unwrap();
    let drawn = texts(&figures["figures/texts.svg"]);
    assert!(documents.rows.iter().all(|row| drawn.iter().any(|text| text == documents.text(row, "date"))));
}

#[test]
fn a_folder_without_tables_to_draw_has_no_figures() {
    let folder = TempDir::new().unwrap();
    let package = serde_json::json!({ "version": "0", "resources": [] });
    fs::write(folder.path().join("datapackage.json"), package.to_string()).unwrap();
    assert_eq!(figures_of(folder.path()).len(), 0);
}

//! What a person keeps in the output folder, and what others have put beside it, stays what it was.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use textmill_report::{
    ConfigurationSource, Manifest, PassedOver, Replaced, ReportError, ReportSet, reports::SummaryRow,
};

struct Place {
    folder: TempDir,
    output: PathBuf,
}

fn place() -> Place {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("out");
    Place { folder, output }
}

fn write_set(output: &Path, total: u64) -> Result<Replaced, ReportError> {
    let mut set = ReportSet::begin(output)?;
    set.write([SummaryRow { subject: "tokens".into(), total, meaning: "a test".into() }])?;
    set.commit(Manifest {
        textmill: "0".to_owned(),
        unicode: String::new(),
        dictionaries: None,
        stemmer: String::new(),
        configuration: serde_json::Value::Null,
        configuration_source: ConfigurationSource::default(),
        settings: Vec::new(),
        inputs: Vec::new(),
        passed_over: PassedOver::default(),
        outputs: Vec::new(),
    })
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn has_total(output: &Path, total: u64) -> bool {
    read(&output.join("summary.csv")).contains(&format!(",{total},"))
}

/// The hidden names beside the output folder are gone.
fn assert_tidy(place: &Place) {
    let names: Vec<_> =
        fs::read_dir(place.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with('.')), "{names:?}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_are_what_they_were() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let place = place();
    write_set(&place.output, 1).unwrap();
    let of = |name: &str| place.output.join(name);
    fs::write(place.folder.path().join("thesis.txt"), "mine").unwrap();
    symlink("../thesis.txt", of("alias")).unwrap();
    symlink("nowhere", of("dangling")).unwrap();
    symlink("..", of("up")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(of("pipe")).status().unwrap().success());
    fs::create_dir_all(of("notes/deep")).unwrap();
    fs::write(of("notes/deep/a.txt"), "mine").unwrap();
    fs::create_dir_all(of("data/mine")).unwrap();
    fs::write(of("data/b.txt"), "mine").unwrap();
    let names = [
        "alias",
        "dangling",
        "up",
        "pipe",
        "notes",
        "notes/deep",
        "notes/deep/a.txt",
        "data/mine",
        "data/b.txt",
    ];
    let state = || {
        names.map(|name| {
            let found = fs::symlink_metadata(of(name)).unwrap();
            (found.ino(), found.mode(), found.uid(), found.mtime(), found.mtime_nsec())
        })
    };
    let before = state();
    for total in 2..5 {
        assert_eq!(write_set(&place.output, total).unwrap(), Replaced::default());
        assert!(has_total(&place.output, total));
        assert_eq!(state(), before);
        assert_tidy(&place);
    }
    assert_eq!(read(&place.folder.path().join("thesis.txt")), "mine");
    assert_eq!(fs::read_link(of("dangling")).unwrap(), Path::new("nowhere"));
}

#[test]
fn a_report_that_was_edited_is_kept() {
    let place = place();
    write_set(&place.output, 1).unwrap();
    for (total, kept) in [(2, "summary.yours.csv"), (3, "summary.yours-2.csv")] {
        fs::write(place.output.join("summary.csv"), format!("my remark {total}")).unwrap();
        let replaced = write_set(&place.output, total).unwrap();
        assert_eq!(replaced.edited, [("summary.csv".to_owned(), kept.to_owned())]);
        assert_eq!(read(&place.output.join(kept)), format!("my remark {total}"));
        assert!(has_total(&place.output, total));
    }
    assert_eq!(write_set(&place.output, 4).unwrap(), Replaced::default());
    assert_tidy(&place);
}

#[test]
fn a_report_that_is_edited_while_a_run_works_is_kept() {
    let place = place();
    write_set(&place.output, 1).unwrap();
    let mut set = ReportSet::begin(&place.output).unwrap();
    fs::write(place.output.join("summary.csv"), "my remark").unwrap();
    fs::write(place.output.join("late.txt"), "mine").unwrap();
    set.write([SummaryRow { subject: "tokens".into(), total: 2, meaning: "a test".into() }]).unwrap();
    let manifest: serde_json::Value =
        serde_json::from_str(&read(&place.output.join("manifest.json"))).unwrap();
    assert!(manifest["outputs"].as_array().unwrap().iter().any(|output| output["file"] == "summary.csv"));
    drop(set);
    assert_eq!(read(&place.output.join("summary.csv")), "my remark");
    let replaced = write_set(&place.output, 3).unwrap();
    assert_eq!(replaced.edited, [("summary.csv".to_owned(), "summary.yours.csv".to_owned())]);
    assert_eq!(read(&place.output.join("late.txt")), "mine");
}

#[test]
fn a_name_in_a_manifest_gives_no_right_to_a_file() {
    let place = place();
    write_set(&place.output, 1).unwrap();
    let path = place.output.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_str(&read(&path)).unwrap();
    let outputs = manifest["outputs"].as_array_mut().unwrap();
    let forged = |file: &str| serde_json::json!({"file": file, "rows": 0, "bytes": 4, "sha256": "0"});
    outputs.extend(["thesis.docx", "../beside.txt", "/etc/hostname", "notes/a.txt", ""].map(forged));
    fs::write(&path, manifest.to_string()).unwrap();
    fs::write(place.output.join("thesis.docx"), "mine").unwrap();
    fs::write(place.folder.path().join("beside.txt"), "mine").unwrap();
    fs::create_dir(place.output.join("notes")).unwrap();
    fs::write(place.output.join("notes/a.txt"), "mine").unwrap();
    write_set(&place.output, 2).unwrap();
    for name in ["out/thesis.docx", "beside.txt", "out/notes/a.txt"] {
        assert_eq!(read(&place.folder.path().join(name)), "mine");
    }
}

/// Killed at any moment, a run may leave what is the person's in the folder in which a set grows, or in that of the old set.
#[test]
fn what_a_killed_run_had_moved_comes_back() {
    for left in [".out.textmill-staging", ".out.textmill-old"] {
        let place = place();
        write_set(&place.output, 1).unwrap();
        let left = place.folder.path().join(left);
        fs::create_dir_all(left.join("notes/deep")).unwrap();
        fs::create_dir(left.join("data")).unwrap();
        for (name, text) in [
            ("notes/deep/a.txt", "mine"),
            ("mine.txt", "older"),
            ("data/b.txt", "mine"),
            ("data/forms.csv", "half a rep"),
            ("summary.csv", "half"),
            ("manifest.json", "{"),
        ] {
            fs::write(left.join(name), text).unwrap();
        }
        fs::write(place.output.join("mine.txt"), "mine").unwrap();
        write_set(&place.output, 2).unwrap();
        for (name, text) in [
            ("notes/deep/a.txt", "mine"),
            ("mine.txt", "mine"),
            ("mine-2.txt", "older"),
            ("data/b.txt", "mine"),
        ] {
            assert_eq!(read(&place.output.join(name)), text);
        }
        assert!(!place.output.join("data/forms.csv").exists());
        assert!(has_total(&place.output, 2));
        assert_tidy(&place);
    }
}

#[cfg(unix)]
#[test]
fn what_others_put_in_the_place_of_a_hidden_name_is_refused() {
    use std::os::unix::fs::symlink;
    for hidden in [".out.textmill-lock", ".out.textmill-staging", ".out.textmill-old"] {
        let place = place();
        let (hidden, precious) = (place.folder.path().join(hidden), place.folder.path().join("thesis"));
        fs::create_dir(&precious).unwrap();
        fs::write(precious.join("a.txt"), "mine").unwrap();
        let refuses = || matches!(write_set(&place.output, 1), Err(ReportError::ForeignFile { path }) if path == hidden);
        symlink(&precious, &hidden).unwrap();
        assert!(refuses());
        fs::remove_file(&hidden).unwrap();
        symlink(precious.join("a.txt"), &hidden).unwrap();
        assert!(refuses());
        fs::remove_file(&hidden).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&hidden).status().unwrap().success());
        assert!(refuses());
        assert_eq!(read(&precious.join("a.txt")), "mine");
        fs::remove_file(&hidden).unwrap();
        write_set(&place.output, 1).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn the_group_and_the_bit_that_hands_it_on_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let place = place();
    write_set(&place.output, 1).unwrap();
    let is_root = chown(&place.output, Some(1234), Some(1234)).is_ok();
    if !is_root {
        eprintln!("SKIPPED: another owner, which only root can give");
    }
    fs::set_permissions(&place.output, fs::Permissions::from_mode(0o2775)).unwrap();
    let state = |path: &Path| {
        let found = fs::metadata(path).unwrap();
        (found.uid(), found.gid(), found.mode() & 0o7777)
    };
    let before = state(&place.output);
    write_set(&place.output, 2).unwrap();
    assert_eq!(state(&place.output), before);
    assert_eq!(state(&place.output.join("summary.csv")).1, before.1, "the bit gives new files the group");
}

#[test]
fn the_longest_name_a_file_system_allows() {
    let place = place();
    let output = place.folder.path().join("x".repeat(255));
    write_set(&output, 1).unwrap();
    write_set(&output, 2).unwrap();
    assert!(has_total(&output, 2));
    assert_tidy(&place);
}

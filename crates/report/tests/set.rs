//! What happens to the output folder.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use textmill_ingest::digest;
use textmill_report::{
    ConfigurationSource, Manifest, PassedOver, Replaced, ReportError, ReportSet, Warning, WarningKind,
    reports::{SummaryRow, TopicGroupRow},
    warning_rows,
};

struct Folder {
    _temporary: TempDir,
    output: PathBuf,
}

fn folder() -> Folder {
    let temporary = TempDir::new().unwrap();
    let output = temporary.path().join("outputs");
    Folder { _temporary: temporary, output }
}

fn manifest() -> Manifest {
    Manifest {
        textmill: "0".to_owned(),
        unicode: "17.0.0".to_owned(),
        dictionaries: None,
        stemmer: String::new(),
        configuration: serde_json::json!({}),
        configuration_source: ConfigurationSource::default(),
        settings: Vec::new(),
        inputs: Vec::new(),
        passed_over: PassedOver::default(),
        outputs: Vec::new(),
    }
}

/// Writes a set of one report with one row.
fn write_set(output: &Path, total: u64) -> Result<(), ReportError> {
    let mut set = ReportSet::begin(output)?;
    set.write([total_of_tokens(total)])?;
    set.commit(manifest()).map(|_| ())
}

fn total_of_tokens(total: u64) -> SummaryRow {
    SummaryRow { subject: "tokens".into(), total, meaning: "a test".into() }
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn set_of(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn a_set_is_replaced_whole() {
    let Folder { output, _temporary } = folder();
    let mut set = ReportSet::begin(&output).unwrap();
    set.write(warning_rows(&[Warning::new(WarningKind::EmptyDocument, "a.txt", "empty")])).unwrap();
    assert!(!set.replaces_reports());
    assert_eq!(set.commit(manifest()).unwrap(), Replaced::default());
    assert_eq!(names(&output), set_of(&["columns.csv", "datapackage.json", "manifest.json", "warnings.csv"]));
    let mut set = ReportSet::begin(&output).unwrap();
    assert!(set.replaces_reports());
    set.write([total_of_tokens(7)]).unwrap();
    assert_eq!(set.commit(manifest()).unwrap().removed, ["warnings.csv"], "what was removed is told");
    assert_eq!(names(&output), set_of(&["columns.csv", "datapackage.json", "manifest.json", "summary.csv"]));
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]), "nothing is left beside the output");
    let summary = fs::read_to_string(output.join("summary.csv")).unwrap();
    assert_eq!(summary, "subject,total,meaning\n\"tokens\",7,\"a test\"\n");
}

#[test]
fn unknown_files_and_folders_are_left_alone() {
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    fs::create_dir_all(output.join("notes/deep")).unwrap();
    fs::write(output.join("notes/deep/mine.txt"), "mine").unwrap();
    fs::write(output.join("chart.xlsx"), "mine too").unwrap();
    write_set(&output, 2).unwrap();
    assert_eq!(fs::read_to_string(output.join("notes/deep/mine.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(output.join("chart.xlsx")).unwrap(), "mine too");
    assert!(fs::read_to_string(output.join("summary.csv")).unwrap().contains(",2,"));
}

#[test]
fn the_folder_of_the_data_may_hold_files_of_others() {
    let Folder { output, _temporary } = folder();
    fs::create_dir_all(output.join("data/mine")).unwrap();
    fs::write(output.join("data/notes.txt"), "mine").unwrap();
    fs::write(output.join("data/mine/topic_groups.csv"), "mine too").unwrap();
    for _ in 0..2 {
        let mut set = ReportSet::begin(&output).unwrap();
        set.write([TopicGroupRow::default()]).unwrap();
        set.commit(manifest()).unwrap();
        assert_eq!(names(&output.join("data")), set_of(&["mine", "notes.txt", "topic_groups.csv"]));
    }
    write_set(&output, 1).unwrap();
    assert_eq!(names(&output.join("data")), set_of(&["mine", "notes.txt"]), "the table is of the old set");
    assert_eq!(fs::read_to_string(output.join("data/mine/topic_groups.csv")).unwrap(), "mine too");

    fs::write(output.join("data/topic_groups.csv"), "mine").unwrap();
    assert!(
        matches!(write_set(&output, 2), Err(ReportError::ForeignFile { path }) if path.ends_with("data/topic_groups.csv"))
    );
    fs::remove_dir_all(output.join("data")).unwrap();
    fs::write(output.join("data"), "mine").unwrap();
    assert!(
        matches!(write_set(&output, 2), Err(ReportError::ForeignFile { path }) if path.ends_with("data"))
    );
    assert_eq!(fs::read_to_string(output.join("data")).unwrap(), "mine");
}

#[test]
fn a_folder_in_the_place_of_a_report_is_not_removed() {
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    fs::remove_file(output.join("summary.csv")).unwrap();
    fs::create_dir(output.join("summary.csv")).unwrap();
    fs::write(output.join("summary.csv/mine.txt"), "mine").unwrap();
    assert!(
        matches!(write_set(&output, 2), Err(ReportError::ForeignFile { path }) if path.ends_with("summary.csv"))
    );
    assert_eq!(fs::read_to_string(output.join("summary.csv/mine.txt")).unwrap(), "mine");
}

#[test]
fn a_set_that_is_not_committed_changes_nothing() {
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    let before = fs::read_to_string(output.join("summary.csv")).unwrap();
    let mut set = ReportSet::begin(&output).unwrap();
    set.write([total_of_tokens(2)]).unwrap();
    drop(set);
    assert_eq!(fs::read_to_string(output.join("summary.csv")).unwrap(), before);
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]));
}

#[test]
fn a_file_that_is_not_ours_is_not_replaced() {
    let Folder { output, _temporary } = folder();
    fs::create_dir(&output).unwrap();
    fs::write(output.join("summary.csv"), "mine").unwrap();
    assert!(
        matches!(write_set(&output, 1), Err(ReportError::ForeignFile { path }) if path.ends_with("summary.csv"))
    );
    assert_eq!(fs::read_to_string(output.join("summary.csv")).unwrap(), "mine");
    fs::remove_file(output.join("summary.csv")).unwrap();
    fs::write(output.join("manifest.json"), "{\"mine\": true}").unwrap();
    assert!(matches!(write_set(&output, 1), Err(ReportError::BadManifest { .. })));
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let Folder { output, _temporary } = folder();
    fs::write(&output, "mine").unwrap();
    assert!(matches!(write_set(&output, 1), Err(ReportError::NotAFolder { .. })));
}

#[test]
fn two_runs_do_not_write_to_one_output() {
    let Folder { output, _temporary } = folder();
    let first = ReportSet::begin(&output).unwrap();
    assert!(matches!(ReportSet::begin(&output), Err(ReportError::Busy { .. })));
    drop(first);
    write_set(&output, 1).unwrap();
}

/// Many runs at once: each finishes or is told that another one is writing, and the set that stays is whole.
#[test]
fn runs_at_once_leave_a_whole_set() {
    let Folder { output, _temporary } = folder();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let output = &output;
            scope.spawn(move || {
                for round in 0..40 {
                    match write_set(output, thread * 100 + round) {
                        Ok(()) | Err(ReportError::Busy { .. }) => {}
                        Err(error) => panic!("{error}: {:?}", std::error::Error::source(&error)),
                    }
                }
            });
        }
    });
    assert_eq!(names(&output), set_of(&["columns.csv", "datapackage.json", "manifest.json", "summary.csv"]));
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]));
}

#[cfg(unix)]
#[test]
fn the_permissions_of_the_output_stay() {
    use std::os::unix::fs::PermissionsExt;
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o770)).unwrap();
    write_set(&output, 2).unwrap();
    assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o770);
}

#[cfg(unix)]
#[test]
fn folders_that_may_not_be_written_to_stay_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    fs::create_dir(output.join("notes")).unwrap();
    fs::write(output.join("notes/mine.txt"), "mine").unwrap();
    fs::set_permissions(output.join("notes"), fs::Permissions::from_mode(0o555)).unwrap();
    write_set(&output, 2).unwrap();
    write_set(&output, 3).unwrap();
    assert_eq!(fs::read_to_string(output.join("notes/mine.txt")).unwrap(), "mine");
    assert_eq!(fs::metadata(output.join("notes")).unwrap().permissions().mode() & 0o777, 0o555);
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]));
    fs::set_permissions(output.join("notes"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o555)).unwrap();
    assert!(matches!(write_set(&output, 4), Err(ReportError::NotReplaceable { .. })));
    fs::set_permissions(&output, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_working_directory_is_not_replaced() {
    assert!(matches!(ReportSet::begin(Path::new(".")), Err(ReportError::NotReplaceable { .. })));
    assert!(matches!(ReportSet::begin(Path::new("/")), Err(ReportError::NotReplaceable { .. })));
}

#[test]
fn what_a_killed_run_left_is_cleared() {
    let Folder { output, _temporary } = folder();
    let staging = _temporary.path().join(".outputs.textmill-staging");
    fs::create_dir_all(staging.join("data")).unwrap();
    fs::write(staging.join("frequency.csv"), "half a rep").unwrap();
    fs::write(staging.join("data/forms.csv"), "").unwrap();
    fs::write(_temporary.path().join(".outputs.textmill-lock"), "").unwrap();
    write_set(&output, 1).unwrap();
    assert_eq!(names(&output), set_of(&["columns.csv", "datapackage.json", "manifest.json", "summary.csv"]));
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]));
}

#[test]
fn an_old_set_that_was_set_aside_gets_its_name_back() {
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    fs::rename(&output, _temporary.path().join(".outputs.textmill-old")).unwrap();
    drop(ReportSet::begin(&output).unwrap());
    assert!(output.join("summary.csv").exists());
    fs::create_dir(_temporary.path().join(".outputs.textmill-old")).unwrap();
    write_set(&output, 2).unwrap();
    assert_eq!(names(_temporary.path()), set_of(&["outputs"]));
}

#[test]
fn a_report_without_rows_has_a_header() {
    let Folder { output, _temporary } = folder();
    let mut set = ReportSet::begin(&output).unwrap();
    set.write::<TopicGroupRow>([]).unwrap();
    set.commit(manifest()).unwrap();
    assert_eq!(
        fs::read_to_string(output.join("data/topic_groups.csv")).unwrap(),
        "level,name,topic,documents,tokens,share,low,high\n"
    );
}

#[test]
fn the_manifest_says_what_the_files_hold() {
    let Folder { output, _temporary } = folder();
    write_set(&output, 1).unwrap();
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(output.join("manifest.json")).unwrap()).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), 3);
    for output_record in outputs.iter().filter(|output| output["file"] != "datapackage.json") {
        let bytes = fs::read(output.join(output_record["file"].as_str().unwrap())).unwrap();
        let lines = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        assert_eq!(output_record["sha256"], digest(&bytes).sha256);
        assert_eq!(output_record["bytes"], bytes.len() as u64);
        assert_eq!(output_record["rows"], lines - 1);
    }
}

#[cfg(unix)]
#[test]
fn an_output_behind_a_link_is_replaced_where_it_is() {
    let Folder { output, _temporary } = folder();
    let real = _temporary.path().join("real");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &output).unwrap();
    write_set(&output, 1).unwrap();
    assert!(real.join("summary.csv").exists());
    assert!(output.symlink_metadata().unwrap().is_symlink());
}

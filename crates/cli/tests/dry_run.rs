//! What a run is expected to need, said without running it.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod support;

use std::fs;

use support::{assert_code, said, textmill};

#[test]
fn a_dry_run_says_what_is_needed_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "The river rose.\n".repeat(100)).unwrap();
    fs::write(input.join("picture.png"), vec![0; 100_000]).unwrap();
    let output = folder.path().join("not/yet/there");
    let run = |more: &[&str]| {
        let mut command = textmill();
        command
            .arg("run")
            .arg(&input)
            .arg("--output")
            .arg(&output)
            .arg("--dry-run")
            .args(more)
            .output()
            .unwrap()
    };
    let done = run(&[]);
    assert_code(&done, 0);
    let lines: Vec<String> = String::from_utf8(done.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    // A picture is not read, and counts for nothing.
    assert_eq!(lines[0], "files    1 file, 1.6 KiB");
    // What a run takes whatever it reads, and three bytes for each of 1,600.
    assert!(lines[1].starts_with("memory   about 128.0 MiB"), "{lines:?}");
    assert!(lines[2].starts_with("reports  about 5.0 MiB"), "{lines:?}");
    assert!(lines[3].starts_with("time     about 1 s on "), "{lines:?}");
    assert!(!output.exists() && !folder.path().join("not").exists());

    let refused = run(&["--memory", "1MiB"]);
    assert_code(&refused, 1);
    assert!(said(&refused).contains("--only") && !refused.stdout.is_empty(), "{}", said(&refused));
    assert_code(&run(&["--force"]), 0);
    assert!(!output.exists());
    fs::remove_dir_all(&input).unwrap();
    assert_code(&run(&[]), 1);
}

/// A short run says nothing before it.
#[test]
fn a_short_run_does_not_announce_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "The river rose.\n").unwrap();
    let mut command = textmill();
    command.arg("run").arg(folder.path().join("a.txt")).arg("--output").arg(folder.path().join("out"));
    let done = command.args(["--only", "frequency"]).output().unwrap();
    assert_code(&done, 0);
    assert!(said(&done).starts_with("1 document, 3 tokens: the reports are in "), "{}", said(&done));
}

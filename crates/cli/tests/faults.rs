//! What happens when something is wrong: a clear message, the right exit code, and the old reports as they were.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use support::{assert_code, files, quick_run, rows, said, textmill};
use tempfile::TempDir;

/// A folder with an input of two documents and the reports of it.
struct Place {
    _folder: TempDir,
    input: PathBuf,
    output: PathBuf,
}

fn place() -> Place {
    let folder = TempDir::new().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("outputs"));
    fs::create_dir_all(input.join("press")).unwrap();
    fs::write(input.join("press/one.txt"), "The minister opened the door of the river. ".repeat(40)).unwrap();
    fs::write(input.join("two.txt"), "Nobody in the harbour believed the minister. ".repeat(40)).unwrap();
    assert_code(&quick_run(&input, &output).output().unwrap(), 0);
    Place { _folder: folder, input, output }
}

/// Runs, and expects a code, a message, and untouched reports.
#[track_caller]
fn check_fails(place: &Place, run: &mut Command, code: i32, message: &str) {
    let before = files(&place.output);
    let output = run.output().unwrap();
    assert_code(&output, code);
    assert!(said(&output).contains(message), "{}", said(&output));
    assert!(files(&place.output) == before, "the old reports have changed");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_missing_folder() {
    let place = place();
    let missing = place.input.join("nowhere");
    let message = format!("failed to read {}: there is no such file or folder", missing.display());
    check_fails(&place, &mut quick_run(&missing, &place.output), 1, &message);
}

#[test]
fn an_empty_folder() {
    let place = place();
    let empty = place.input.join("empty");
    fs::create_dir(&empty).unwrap();
    check_fails(&place, &mut quick_run(&empty, &place.output), 1, "failed to find any file in");
    fs::write(empty.join("metadata.csv"), "path,title\n").unwrap();
    check_fails(&place, &mut quick_run(&empty, &place.output), 1, "failed to find any file in");
}

#[track_caller]
fn check_config(text: &str, message: &str) {
    let place = place();
    let config = place.input.join("bad.toml");
    fs::write(&config, text).unwrap();
    let mut run = textmill();
    run.arg("run").arg(&place.input).arg("--output").arg(&place.output).arg("--config").arg(&config);
    check_fails(&place, &mut run, 2, message);
}

#[test]
fn an_unknown_key_of_the_configuration() {
    check_config("[topics]\nk = 5\ntopics = 7\n", "line 3, column 1");
    check_config("[topics]\nk = 5\ntopics = 7\n", "unknown field `topics`");
}

#[test]
fn a_wrong_value_of_the_configuration() {
    check_config("[topics]\nk = \"many\"\n", "line 2");
    check_config("[topics]\nalpha = -1\nk = 2\n", "topics.alpha");
    check_config(
        "[ngrams]\nn = [2, 9]\n",
        "failed to use ngrams.n = 9 of the configuration: expected numbers from 1 to 5, each once",
    );
    check_config("[ngrams]\nn = [2, 2]\n", "ngrams.n");
    check_config(
        "[selection]\nexclude_kinds = [\"footer\"]\n",
        "\"footer\" is no kind of segment: expected any of title,",
    );
    check_config(
        "[reports]\nonly = [\"words.csv\"]\n",
        "\"words.csv\" is no report: expected any of associations.csv,",
    );
    check_config("[input]\nlanguage = \"English\"\n", "\"English\": expected auto or a language code");
    check_config("[input]\nexclude = [\"a[\"]\n", "pattern \"a[\"");
    check_config("[input]\nmojibake = \"hide\"\n", "expected `report` or `mend`");
    check_config("[input.encodings]\n\"*\" = \"klingon\"\n", "klingon");
    check_config("[keyness]\nconfidence = 1.5\n", "keyness.confidence");
    check_config("[trends]\nperiod = \"century\"\n", "`quarter`, `year`, `decade`");
    check_config("[collocations]\nleft = 100000\n", "collocations.left");
    check_config(
        "[[keyness.compare]]\ntarget = { from = \"spring\" }\n",
        "\"spring\": expected a day (2031-03-14)",
    );
    check_config("[stop_words]\nfile = \"none.txt\"\n", "none.txt");
}

#[test]
fn a_wrong_command_line() {
    let place = place();
    check_fails(&place, textmill().arg("run"), 2, "INPUT");
    for threads in ["0", "100000", "many"] {
        check_fails(&place, textmill().args(["run", "x", "--threads", threads]), 2, "--threads");
    }
    check_fails(&place, textmill().args(["run", "x", "--config", "none.toml"]), 2, "none.toml");
}

#[test]
fn an_output_that_is_the_input() {
    let place = place();
    let mut run = quick_run(&place.output, &place.output);
    check_fails(&place, &mut run, 1, "it is the output folder");
    let mut run = quick_run(&place.output.join("*.csv"), &place.output);
    check_fails(&place, &mut run, 1, "lies inside it");
}

#[test]
fn an_input_that_holds_nothing_beside_one_that_does() {
    let place = place();
    let mut run = quick_run(&place.input, &place.output);
    run.arg(place.input.join("*.nope"));
    check_fails(&place, &mut run, 1, "*.nope");
}

#[test]
fn a_bad_row_of_the_metadata() {
    let place = place();
    fs::write(place.input.join("metadata.csv"), "path,title\ntwo.txt,Two\npress/one.txt\n").unwrap();
    check_fails(&place, &mut quick_run(&place.input, &place.output), 1, "metadata.csv");
    check_fails(&place, &mut quick_run(&place.input, &place.output), 1, "line: 3");
    fs::write(place.input.join("metadata.csv"), "path,language\ntwo.txt,Deutsch\n").unwrap();
    check_fails(&place, &mut quick_run(&place.input, &place.output), 1, "failed to use line 2 of");
}

#[test]
fn an_output_that_holds_somebody_elses_file() {
    let place = place();
    fs::remove_file(place.output.join("manifest.json")).unwrap();
    check_fails(&place, &mut quick_run(&place.input, &place.output), 1, "was not written by textmill");
}

#[test]
fn files_that_cannot_be_used_are_rows_of_the_ledger() {
    let place = place();
    fs::write(place.input.join("picture.txt"), [0x89, b'P', b'N', b'G', 0, 0]).unwrap();
    fs::write(place.input.join("slides.pptx"), "x").unwrap();
    fs::write(place.input.join(".hidden"), "x").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", place.input.join("dangling.txt")).unwrap();
        std::os::unix::fs::symlink(&place.input, place.input.join("loop")).unwrap();
        assert!(Command::new("mkfifo").arg(place.input.join("pipe.txt")).status().unwrap().success());
    }
    let output = quick_run(&place.input, &place.output).output().unwrap();
    assert_code(&output, 3);
    let ledger = rows(&place.output, "data/ledger.csv");
    let reason = |path: &str| ledger.iter().find(|row| row["path"] == path).unwrap()["reason"].clone();
    assert_eq!(reason("picture.txt"), "not text: it holds NUL bytes");
    assert_eq!(
        reason("slides.pptx"),
        "the format .pptx is not read; convert it: soffice --headless --convert-to pdf FILE"
    );
    assert_eq!(reason(".hidden"), "a hidden file");
    #[cfg(unix)]
    {
        assert_eq!(reason("dangling.txt"), "a symbolic link that leads nowhere");
        assert_eq!(reason("loop"), "a symbolic link to a folder is not followed");
        assert_eq!(reason("pipe.txt"), "not a regular file");
    }
    let unexpected = ledger.iter().filter(|row| row["status"] == "rejected").count();
    assert!(said(&output).contains(&format!("{unexpected} files could not be used")), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_row_of_the_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let secret = place.input.join("secret.txt");
    fs::write(&secret, "x").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&secret).is_ok() {
        // The administrator may read everything: a folder behind a closed one is out of reach of another user only.
        return check_as_another_user(&place);
    }
    assert_code(&quick_run(&place.input, &place.output).output().unwrap(), 3);
    assert_secret_is_rejected(&place.output);
}

/// The same as the user `nobody`.
#[cfg(unix)]
fn check_as_another_user(place: &Place) {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
    open(place._folder.path());
    open(&place.input);
    let program = place._folder.path().join("textmill");
    fs::copy(env!("CARGO_BIN_EXE_textmill"), &program).unwrap();
    open(&program);
    let output = place._folder.path().join("theirs");
    let mut run = Command::new(&program);
    run.arg("run").arg(&place.input).arg("--output").arg(&output).args(["--topics", "0"]);
    run.current_dir(place._folder.path()).uid(65_534).gid(65_534);
    assert_code(&run.output().unwrap(), 3);
    assert_secret_is_rejected(&output);
}

#[cfg(unix)]
fn assert_secret_is_rejected(output: &Path) {
    let ledger = rows(output, "data/ledger.csv");
    let row = ledger.iter().find(|row| row["path"] == "secret.txt").unwrap();
    assert_eq!((row["status"].as_str(), row["sha256"].as_str()), ("rejected", ""));
    assert!(row["reason"].starts_with("cannot be read: "), "{}", row["reason"]);
    assert_eq!(rows(output, "documents.csv").len(), 2);
}

#[cfg(unix)]
#[test]
fn expected_rejects_do_not_change_the_exit_code() {
    let place = place();
    fs::write(place.input.join("picture.txt"), [0, 1, 2]).unwrap();
    let config = place.input.join(".textmill.toml");
    fs::write(&config, "[input]\nexpected_rejects = [\"picture.*\"]\n[topics]\nk = 0\n").unwrap();
    let mut run = textmill();
    run.arg("run").arg(&place.input).arg("--output").arg(&place.output).arg("--config").arg(&config);
    assert_code(&run.output().unwrap(), 0);
    assert!(rows(&place.output, "data/ledger.csv").iter().any(|row| row["status"] == "rejected"));
}

#[test]
fn a_run_that_needs_more_memory_than_it_may_is_refused() {
    let place = place();
    let mut run = quick_run(&place.input, &place.output);
    check_fails(&place, run.args(["--memory", "1MiB"]), 1, "failed to keep within 1.0 MiB of memory");
    let mut run = quick_run(&place.input, &place.output);
    assert_code(&run.args(["--memory", "1 GiB"]).output().unwrap(), 0);
    let mut run = quick_run(&place.input, &place.output);
    check_fails(&place, run.args(["--memory", "much"]), 2, "a size such as 2GiB");
}

/// A file size limit stands in for a full disk: writing beyond it fails with an error.
#[cfg(unix)]
#[test]
fn a_full_disk() {
    let place = place();
    for number in 0..40 {
        let words: Vec<String> = (0..300).map(|word| format!("word{}", word * 40 + number)).collect();
        fs::write(place.input.join(format!("{number}.txt")), words.join(" ")).unwrap();
    }
    let run = quick_run(&place.input, &place.output);
    let mut arguments = vec![run.get_program().to_owned()];
    arguments.extend(run.get_args().map(ToOwned::to_owned));
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"]).args(arguments);
    check_fails(&place, &mut limited, 1, "failed to write");
    let left: Vec<_> =
        fs::read_dir(place._folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("staging")), "{left:?}");
}

/// A run that takes long enough to be stopped in its middle.
#[cfg(unix)]
fn long_run(place: &Place) -> Command {
    let config = place._folder.path().join("long.toml");
    fs::write(&config, "[topics]\nk = 2\nsweeps = 100000\nchains = 100\n").unwrap();
    let mut run = textmill();
    run.arg("run").arg(&place.input).arg("--output").arg(&place.output).arg("--config").arg(config);
    run
}

/// Documents with enough different words for a topic model.
#[cfg(unix)]
fn fill(place: &Place) {
    for number in 0..6 {
        let kind = ["river", "harbour", "eel"][number % 3];
        let words: Vec<String> = (0..400).map(|word| format!("{kind}{}", word % 200)).collect();
        fs::write(place.input.join(format!("{number}.txt")), words.join(" ")).unwrap();
    }
    assert_code(&quick_run(&place.input, &place.output).output().unwrap(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run() {
    let place = place();
    fill(&place);
    let before = files(&place.output);
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let child = long_run(&place).stderr(std::process::Stdio::piped()).spawn().unwrap();
        wait_for_staging(&place);
        kill(&child, signal);
        let output = child.wait_with_output().unwrap();
        assert_code(&output, code);
        assert!(said(&output).contains("interrupted; the old reports are as they were"), "{}", said(&output));
        assert!(files(&place.output) == before);
        assert!(!staging(&place).exists());
    }
}

/// What shells start in the background, or with `nohup`, ignores the signals that the shell has it ignore.
#[cfg(target_os = "linux")]
#[test]
fn ignored_signals_are_ignored() {
    let place = place();
    fill(&place);
    let run = long_run(&place);
    let mut ignoring = Command::new("sh");
    ignoring.args(["-c", "trap '' HUP INT; exec \"$@\"", "sh"]).arg(run.get_program()).args(run.get_args());
    let mut child = ignoring.stderr(std::process::Stdio::piped()).spawn().unwrap();
    wait_for_staging(&place);
    kill(&child, "-HUP");
    kill(&child, "-INT");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(child.try_wait().unwrap().is_none());
    kill(&child, "-TERM");
    assert_eq!(child.wait().unwrap().code(), Some(143));
}

#[cfg(unix)]
fn kill(child: &std::process::Child, signal: &str) {
    // The shell has its own; the program of that name is not on every system.
    let arguments = ["-c", "kill \"$0\" \"$1\"", signal, &child.id().to_string()];
    assert!(Command::new("sh").args(arguments).status().unwrap().success());
}

#[cfg(unix)]
fn staging(place: &Place) -> PathBuf {
    place._folder.path().join(".outputs.textmill-staging")
}

#[cfg(unix)]
fn wait_for_staging(place: &Place) {
    let began = std::time::Instant::now();
    while !staging(place).exists() {
        assert!(began.elapsed().as_secs() < 60, "the run ended before it could be stopped");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
}

/// Whenever a run is killed, the reports are a whole set: every file has the hash that the manifest gives.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_a_whole_set() {
    let place = place();
    fill(&place);
    let began = std::time::Instant::now();
    assert_code(&quick_run(&place.input, &place.output).output().unwrap(), 0);
    let whole_run = began.elapsed();
    let mut complete = std::collections::BTreeSet::new();
    for round in 0..60 {
        fs::write(place.input.join("changing.txt"), format!("Round {round} of the river. ").repeat(50))
            .unwrap();
        let mut child =
            quick_run(&place.input, &place.output).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole_run * round / 30);
        let _ = child.kill();
        child.wait().unwrap();
        complete.insert(assert_whole_set(&place.output));
    }
    assert!(complete.len() > 1, "some of the runs must have finished, or the test shows nothing");
    assert!(complete.len() < 60, "some of the runs must have been killed, or the test shows nothing");
    assert_code(&quick_run(&place.input, &place.output).output().unwrap(), 0);
    assert!(!staging(&place).exists(), "the next run clears what the killed ones left");
}

/// Returns the manifest.
#[cfg(unix)]
fn assert_whole_set(output: &Path) -> String {
    use sha2::Digest;
    let text = fs::read_to_string(output.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    assert_eq!(outputs.len() + 1, files(output).len());
    for report in outputs {
        let bytes = fs::read(output.join(report["file"].as_str().unwrap())).unwrap();
        let hash: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(report["sha256"], hash, "{}", report["file"]);
    }
    text
}

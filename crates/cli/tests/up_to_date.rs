//! A run whose reports are there already writes nothing, and any difference makes it run.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod support;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Output,
    time::{Duration, SystemTime},
};

use support::{files, textmill};
use tempfile::TempDir;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("in/a.txt", "The river rose over the bank. The river fell again.\n");
        place.write("in/b.txt", "A bank of sand was in the river, and the ferry went around it.\n");
        place.write("in/picture.png", "no text");
        place.write("in/metadata.csv", "path,source\na.txt,Gazette\n");
        place.write("in/textmill.toml", "[topics]\nk = 0\n[stop_words]\nfile = \"stop.txt\"\n[input]\nexclude = [\"*.png\", \"stop.txt\"]\n");
        place.write("in/stop.txt", "ferry\n");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, more: &[&str]) -> Output {
        self.run_into("out", more)
    }

    fn run_into(&self, output: &str, more: &[&str]) -> Output {
        let mut command = textmill();
        command.arg("run").arg(self.path("in")).args(more);
        command.arg("--output").arg(if output == "-" { PathBuf::from(output) } else { self.path(output) });
        command.output().unwrap()
    }
}

fn says_up_to_date(output: &Output) -> bool {
    String::from_utf8_lossy(&output.stderr).contains("up to date")
}

/// When each file of a folder was written.
fn times(folder: &Path) -> Vec<(String, SystemTime)> {
    let time = |name: &String| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    files(folder).keys().map(|name| (name.clone(), time(name))).collect()
}

#[test]
fn the_second_run_writes_nothing() {
    let place = Place::new();
    assert!(!says_up_to_date(&place.run(&[])));
    let before = times(&place.path("out"));
    let parent: Vec<_> = files(place.folder.path()).into_keys().collect();
    for more in [&[][..], &["--threads", "1"], &["--memory", "8GiB"]] {
        let second = place.run(more);
        assert!(says_up_to_date(&second) && second.status.success(), "{second:?}");
        assert!(String::from_utf8_lossy(&second.stderr).contains("2 documents"), "{second:?}");
        assert_eq!(times(&place.path("out")), before);
    }
    assert_eq!(
        files(place.folder.path()).into_keys().collect::<Vec<_>>(),
        parent,
        "nothing is left beside them"
    );
    let quiet = place.run(&["--quiet"]);
    assert!(quiet.status.success() && quiet.stderr.is_empty(), "{quiet:?}");
    let forced = place.run(&["--force"]);
    assert!(!says_up_to_date(&forced) && forced.status.success(), "{forced:?}");
    assert_ne!(times(&place.path("out")), before);
    assert!(says_up_to_date(&place.run(&[])));
}

/// What is done between two runs, and how it is called.
type Deed = (&'static str, fn(&Place));

/// Whatever differs, the run is carried out, and its reports are those of a run into a new folder.
#[test]
fn any_difference_makes_it_run() {
    let deeds: &[Deed] = &[
        ("another text of the same length", |place| {
            place.write("in/a.txt", "The river rose over the bank. The river sank again.\n");
        }),
        ("another document", |place| place.write("in/c.txt", "The ferry sank.\n")),
        ("a document less", |place| fs::remove_file(place.path("in/b.txt")).unwrap()),
        ("another name", |place| fs::rename(place.path("in/b.txt"), place.path("in/z.txt")).unwrap()),
        ("another file that is passed over", |place| place.write("in/other.png", "no text")),
        ("no reason to pass over", |place| {
            place.write(
                "in/textmill.toml",
                "[topics]\nk = 0\n[stop_words]\nfile = \"stop.txt\"\n[input]\nexclude = [\"*.txt\"]\n",
            );
            place.write("in/c.csv", "text\nThe ferry sank.\n");
        }),
        ("other metadata", |place| place.write("in/metadata.csv", "path,source\na.txt,Courier\n")),
        ("no metadata", |place| fs::remove_file(place.path("in/metadata.csv")).unwrap()),
        ("other stop words", |place| place.write("in/stop.txt", "river\n")),
        ("another comment in the configuration", |place| {
            let path = place.path("in/textmill.toml");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, format!("# mine\n{text}")).unwrap();
        }),
        ("a report that is gone", |place| fs::remove_file(place.path("out/frequency.csv")).unwrap()),
        ("a report that was changed", |place| {
            let path = place.path("out/frequency.csv");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replacen("river", "rover", 1)).unwrap();
        }),
        ("a manifest that is gone", |place| {
            // Without it nobody knows whose the files are: they are in the way.
            fs::remove_dir_all(place.path("out")).unwrap();
        }),
        ("a manifest that is cut", |place| {
            let path = place.path("out/manifest.json");
            let bytes = fs::read(&path).unwrap();
            fs::remove_dir_all(place.path("out")).unwrap();
            fs::create_dir(place.path("out")).unwrap();
            fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            fs::remove_file(path).unwrap();
        }),
        ("reports that are older than the program", |place| {
            let manifest = File::options().append(true).open(place.path("out/manifest.json")).unwrap();
            manifest.set_modified(SystemTime::now() - Duration::from_secs(40 * 365 * 86_400)).unwrap();
        }),
    ];
    for (name, deed) in deeds {
        let place = Place::new();
        assert!(place.run(&[]).status.success(), "{name}");
        assert!(says_up_to_date(&place.run(&[])), "{name}");
        deed(&place);
        let again = place.run(&[]);
        let is_done = |run: &Output| matches!(run.status.code(), Some(0 | 3));
        assert!(!says_up_to_date(&again) && is_done(&again), "{name}: {again:?}");
        assert!(is_done(&place.run_into("fresh", &["--force"])), "{name}");
        let mut reports = files(&place.path("out"));
        // The report that somebody has changed is kept beside the new one.
        reports.retain(|file, _| !file.contains("frequency (edited"));
        let fresh = files(&place.path("fresh"));
        let [names, fresh_names] = [&reports, &fresh].map(|set| set.keys().cloned().collect::<Vec<_>>());
        if *name != "a report that was changed" {
            assert_eq!(names, fresh_names, "{name}");
        }
        for (file, bytes) in &fresh {
            assert!(reports.get(file) == Some(bytes), "{name}: {file}");
        }
        assert!(says_up_to_date(&place.run(&[])), "{name}");
    }
}

#[test]
fn another_flag_makes_it_run() {
    let place = Place::new();
    let frequency: &[&str] = &["--only", "frequency"];
    for flags in [
        &[][..],
        frequency,
        &["--only", "frequency,forms"],
        &["--csv", "excel", "--locale", "de"],
        &["--seed", "7"],
    ] {
        assert!(!says_up_to_date(&place.run(flags)), "{flags:?}");
        assert!(says_up_to_date(&place.run(flags)), "{flags:?}");
    }
    // On standard output, there is always something to print.
    let printed = place.run_into("-", frequency);
    assert!(!says_up_to_date(&printed) && !printed.stdout.is_empty());
}

/// A file that cannot be used is told each time, and the exit code says so.
#[test]
fn rejected_files_are_told_again() {
    let place = Place::new();
    fs::write(place.path("in/broken.pdf"), b"%PDF-1.4 and nothing else").unwrap();
    for is_second in [false, true] {
        let run = place.run(&[]);
        assert_eq!(says_up_to_date(&run), is_second);
        assert_eq!(run.status.code(), Some(3), "{run:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("1 file could not be used"), "{run:?}");
    }
    let config = place.path("in/textmill.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("[input]\n", "[input]\nexpected_rejects = [\"*.pdf\"]\n")).unwrap();
    for is_second in [false, true] {
        let run = place.run(&[]);
        assert_eq!((says_up_to_date(&run), run.status.code()), (is_second, Some(0)), "{run:?}");
    }
}

/// A file that cannot be opened may be readable the next time: there is no hash that could tell.
#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_opened_is_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("in/closed.txt", "The bank was closed.\n");
    fs::set_permissions(place.path("in/closed.txt"), fs::Permissions::from_mode(0o0)).unwrap();
    if File::open(place.path("in/closed.txt")).is_ok() {
        // Who may read everything has no file that is closed.
        return;
    }
    assert_eq!(place.run(&[]).status.code(), Some(3));
    assert!(!says_up_to_date(&place.run(&[])));
}

#[test]
fn the_model_that_is_applied_counts() {
    let place = Place::new();
    let words = [["river", "ferry", "bank", "sand", "water"], ["court", "judge", "law", "trial", "witness"]];
    for number in 0..12 {
        let word = |at: usize| words[number % 2][(at * 7 + number + at * at) % 5];
        let sentence =
            |at: usize| format!("The {} saw the {} and a {} again. ", word(at), word(at + 1), word(at + 2));
        place.write(&format!("in/long-{number}.txt"), &(0..40).map(sentence).collect::<String>());
    }
    let model = |topics: &str, folder: &str| {
        let run = place.run_into(folder, &["--topics", topics, "--only", "topics"]);
        assert!(run.status.success(), "{run:?}");
        place.path(folder).join("data/topic_model.json")
    };
    let (two, three) = (model("2", "two"), model("3", "three"));
    let apply = |model: &Path| {
        let mut command = textmill();
        command
            .args(["topics", "apply"])
            .arg(model)
            .arg(place.path("in"))
            .arg("--output")
            .arg(place.path("applied"));
        let done = command.output().unwrap();
        assert!(done.status.success(), "{done:?}");
        says_up_to_date(&done)
    };
    assert_eq!([apply(&two), apply(&two), apply(&three), apply(&three)], [false, true, false, true]);
}

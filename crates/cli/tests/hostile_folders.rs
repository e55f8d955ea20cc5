//! Links, pipes, devices, odd names and deep folders; outputs inside inputs; files that change while they are read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    fs,
    io::Write,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};
#[cfg(unix)]
use std::{process::Command, time::Duration};

#[cfg(unix)]
use support::zoo::{Row, finish_within};
use support::{
    assert_code, files, rows, said, sum, textmill,
    zoo::{DEFLATED, GOOD, finish, gzip, text, zip_of, zoo},
};

#[cfg(unix)]
fn skipped(what: &str) {
    // Written past the test harness, which keeps to itself what passing tests print.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}");
}

#[cfg(unix)]
fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

// What a folder may hold.

#[cfg(unix)]
#[test]
fn links_pipes_sockets_and_devices() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let zoo = zoo();
    for (name, target) in [
        ("loop-1", "loop-2"),
        ("loop-2", "loop-1"),
        ("self.txt", "self.txt"),
        ("up", ".."),
        ("root", "/"),
        ("zero.txt", "/dev/zero"),
        ("to-pipe.txt", "pipe.zip"),
        ("to-good.txt", "!first.txt"),
    ] {
        symlink(target, zoo.path(name)).unwrap();
    }
    for name in ["pipe.jsonl", "pipe.zip", "pipe.csv.gz"] {
        make_pipe(&zoo.path(name));
    }
    fs::hard_link(zoo.path(GOOD[0]), zoo.path("same-good.txt")).unwrap();
    let _socket = UnixListener::bind(zoo.path("socket.txt")).unwrap();
    let mut expected = vec![
        ("loop-1", "rejected", "a symbolic link that leads nowhere"),
        ("loop-2", "rejected", "a symbolic link that leads nowhere"),
        ("pipe.csv.gz", "rejected", "not a regular file"),
        ("pipe.jsonl", "rejected", "not a regular file"),
        ("pipe.zip", "rejected", "not a regular file"),
        ("root", "rejected", "a symbolic link to a folder is not followed"),
        ("same-good.txt", "document", ""),
        ("self.txt", "rejected", "a symbolic link that leads nowhere"),
        ("socket.txt", "rejected", "not a regular file"),
        ("to-good.txt", "document", ""),
        ("to-pipe.txt", "rejected", "not a regular file"),
        ("up", "rejected", "a symbolic link to a folder is not followed"),
        ("zero.txt", "rejected", "not a regular file"),
    ];
    let node = Command::new("mknod").arg(zoo.path("zero-node.txt")).args(["c", "1", "5"]).output().unwrap();
    if node.status.success() {
        expected.push(("zero-node.txt", "rejected", "not a regular file"));
    } else {
        skipped("no device node was made, because only the administrator may");
    }
    zoo.check(&expected);
}

#[cfg(unix)]
#[test]
fn an_input_that_is_a_pipe_or_a_device() {
    let zoo = zoo();
    let pipe = zoo.folder.path().join("pipe.txt");
    make_pipe(&pipe);
    for input in [pipe.as_path(), Path::new("/dev/zero")] {
        assert_code(&finish(&mut zoo.run(&[input.to_str().unwrap()])), 3);
        let ledger = rows(&zoo.output, "data/ledger.csv");
        let rejected: Vec<&Row> = ledger.iter().filter(|row| row["status"] == "rejected").collect();
        assert_eq!((rejected.len(), rejected[0]["reason"].as_str()), (1, "not a regular file"));
        assert_eq!(sum(&rows(&zoo.output, "documents.csv"), "tokens"), sum(&zoo.good, "tokens"));
    }
}

/// The run may fail, but not wait for a pipe that nobody writes to, nor read a device without end.
#[cfg(unix)]
#[test]
fn metadata_that_is_a_pipe_or_a_device() {
    let zoo = zoo();
    let metadata = zoo.path("metadata.csv");
    let fails = || {
        let output = finish_within(&mut zoo.run(&[]), Duration::from_secs(20));
        assert_code(&output, 1);
        assert!(said(&output).contains("metadata.csv"), "{}", said(&output));
    };
    fs::create_dir(&metadata).unwrap();
    fails();
    fs::remove_dir(&metadata).unwrap();
    make_pipe(&metadata);
    fails();
    fs::remove_file(&metadata).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &metadata).unwrap();
    fails();
}

#[cfg(unix)]
#[test]
fn a_pipe_with_the_name_of_a_report() {
    for report in ["data/ledger.csv", "manifest.json"] {
        let zoo = zoo();
        fs::remove_dir_all(&zoo.output).unwrap();
        fs::create_dir_all(zoo.output.join("data")).unwrap();
        make_pipe(&zoo.output.join(report));
        let output = finish_within(&mut zoo.run(&[]), Duration::from_secs(20));
        assert_code(&output, 1);
        assert!(said(&output).contains(report), "{}", said(&output));
    }
}

/// Names that CSV, spreadsheets and terminals trip over; a formula has an apostrophe in front, and so has an apostrophe.
#[cfg(target_os = "linux")]
#[test]
fn names() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let zoo = zoo();
    let names: &[(&[u8], &str)] = &[
        (b"new\nline.txt", "new\nline.txt"),
        (b"return\r.txt", "return\r.txt"),
        (b"com,ma.txt", "com,ma.txt"),
        (b"quo\"te.txt", "quo\"te.txt"),
        (b"\"", "\""),
        (b"\n", "'\n"),
        (b"\ttab.txt", "'\ttab.txt"),
        (b"=1+1.txt", "'=1+1.txt"),
        (b"@sum.txt", "'@sum.txt"),
        (b"-rf.txt", "'-rf.txt"),
        (b"'quoted.txt", "''quoted.txt"),
        (b" ", " "),
        (b"#00000001", "#00000001"),
        (b"*[a].txt", "*[a].txt"),
        (b"\x1B[2J.txt", "\u{1B}[2J.txt"),
        ("caf\u{E9}.txt".as_bytes(), "caf\u{E9}.txt"),
        ("cafe\u{301}.txt".as_bytes(), "cafe\u{301}.txt"),
        (b"\xFF\xFE.txt", "\\xFF\\xFE.txt"),
        (b"b\xFF.txt", "b\\xFF.txt"),
        (b"b\\xFF.txt", "b\\\\xFF.txt"),
    ];
    for (name, _) in names {
        fs::write(zoo.input.join(OsStr::from_bytes(name)), "The river rose.").unwrap();
    }
    let expected: Vec<_> = names.iter().map(|(_, shown)| (*shown, "document", "")).collect();
    zoo.check(&expected);
    names.iter().for_each(|(_, shown)| zoo.assert_tokens(shown, 3));
}

#[test]
fn no_two_documents_have_one_path() {
    let zoo = zoo();
    let line = serde_json::json!({ "text": text(1) }).to_string();
    zoo.put("b.jsonl", line).put("b.jsonl#00000001", text(2));
    assert_code(&finish(&mut zoo.run(&[])), 0);
    zoo.assert_balanced();
    zoo.counts(&[1, 2]);
}

#[test]
fn folders_in_folders() {
    let zoo = zoo();
    let deep = format!("{}a.txt", "d/".repeat(300));
    zoo.put(&deep, text(1)).check(&[(&deep, "document", "")]).counts(&[1]);
}

/// What lies too deep for the system to reach has a row, too.
#[cfg(target_os = "linux")]
#[test]
fn folders_beyond_the_longest_path() {
    let zoo = zoo();
    let name = "e".repeat(200);
    let script = "for i in $(seq 25); do mkdir \"$1\" && cd -P \"$1\" || exit 1; done; echo x > a.txt";
    let made = Command::new("sh").args(["-c", script, "sh", &name]).current_dir(&zoo.input).output().unwrap();
    if !made.status.success() {
        return skipped("no folders were made beyond the longest path");
    }
    assert_code(&finish(&mut zoo.run(&[])), 3);
    let ledger = zoo.ledger();
    assert_eq!(ledger.len(), 1);
    assert_eq!(ledger[0]["status"], "rejected");
    assert!(ledger[0]["path"].starts_with(&name) && ledger[0]["reason"].starts_with("cannot be read: "));
    zoo.assert_balanced();
}

#[test]
fn five_thousand_files() {
    let zoo = zoo();
    for number in 0..5_000 {
        zoo.put(&format!("{}/{number}.txt", number % 100), "The river rose.");
    }
    zoo.put("50/none.bin", "");
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 5_001);
    let tokens = sum(&rows(&zoo.output, "documents.csv"), "tokens");
    assert_eq!(tokens, 15_000 + sum(&zoo.good, "tokens"));
}

// Input and output.

#[test]
fn an_output_that_is_or_holds_the_input() {
    let zoo = zoo();
    let before = files(&zoo.path("~last"));
    let last = zoo.path("~last");
    for (input, output) in
        [(&zoo.input, &zoo.input), (&last, &zoo.input), (&last, &zoo.path(GOOD[1])), (&last, &last)]
    {
        let mut run = textmill();
        run.arg("run").arg(input).arg("--output").arg(output);
        assert_code(&finish(&mut run), 1);
    }
    assert!(files(&last) == before);
    let mut names: Vec<_> = fs::read_dir(&zoo.input).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["!first.txt", "~last"], "nothing was written into the input");
}

#[test]
fn an_output_inside_the_input() {
    let mut zoo = zoo();
    zoo.output = zoo.path("my/reports");
    zoo.check(&[]);
    let first = files(&zoo.output);
    #[cfg(unix)]
    std::os::unix::fs::symlink("my/reports", zoo.path("link")).unwrap();
    zoo.check(&[]);
    assert!(files(&zoo.output) == first, "the reports of the first run are not read by the second");
}

#[test]
fn the_same_file_named_in_several_ways_is_read_once() {
    let zoo = zoo();
    let (first, roundabout) = (zoo.path(GOOD[0]), zoo.path("~last").join("..").join("~last"));
    assert_code(&finish(&mut zoo.run(&[first.to_str().unwrap(), roundabout.to_str().unwrap()])), 0);
    zoo.assert_balanced();
    assert!(zoo.ledger().is_empty());
}

/// While somebody writes, cuts, removes and renames them, files are read as they are at some moment, or rejected.
#[test]
fn files_that_change_while_they_are_read() {
    let zoo = zoo();
    let line = format!("{}\n", serde_json::json!({ "text": text(1) }));
    let (long, lines) = (text(2).repeat(20_000), line.repeat(5_000));
    let table = format!("text\n{}", text(3).repeat(5_000));
    let packed = gzip(long.as_bytes());
    let archive = zip_of(DEFLATED, &[("a.txt", &long), ("b.jsonl", &lines)]);
    let beasts: [(&str, &[u8]); 5] = [
        ("changing.txt", long.as_bytes()),
        ("changing.jsonl", lines.as_bytes()),
        ("changing.csv", table.as_bytes()),
        ("changing.txt.gz", &packed),
        ("changing.zip", &archive),
    ];
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0_usize.. {
                beasts.iter().for_each(|(name, bytes)| change(&zoo.path(name), bytes, round));
                change(&zoo.path("folder/changing.txt"), long.as_bytes(), round);
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let _ends_the_changes = Ends(&is_over);
        for _ in 0..6 {
            let output = finish(&mut zoo.run(&[]));
            assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
            zoo.assert_balanced();
        }
    });
}

/// Says that it is over, also where a test fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Makes, appends to, cuts, replaces or removes a file, its folder included.
fn change(path: &Path, bytes: &[u8], round: usize) {
    let folder = path.parent().unwrap();
    let _ = fs::create_dir_all(folder);
    let _ = match round % 5 {
        0 => fs::write(path, bytes),
        1 => fs::OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(bytes)),
        2 => fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|file| file.set_len(bytes.len() as u64 / 3)),
        3 => {
            let new = folder.join(".new");
            fs::write(&new, &bytes[..bytes.len() / 2]).and_then(|()| fs::rename(new, path))
        }
        _ if folder.ends_with("folder") => fs::remove_dir_all(folder),
        _ => fs::remove_file(path),
    };
}

/// The page of another run has every sentence in it: nobody wants it counted.
#[test]
fn reports_of_other_runs_are_no_documents() {
    let zoo = zoo();
    let good = rows(&zoo.output, "documents.csv").len();
    let inside = zoo.path("reports");
    let mut run = textmill();
    run.arg("run").arg(&zoo.input).arg("--output").arg(&inside).args(["--topics", "0"]);
    assert_code(&run.output().unwrap(), 0);
    zoo.put("kept/manifest.json", "{\"name\": \"a package of somebody's\"}")
        .put("kept/note.txt", "The minister opened the door of the river.");
    assert_code(&finish(&mut zoo.run(&[])), 3);
    let documents: Vec<String> =
        rows(&zoo.output, "documents.csv").iter().map(|row| row["path"].clone()).collect();
    assert_eq!(documents.len(), good + 1, "{documents:?}");
    let ledger = rows(&zoo.output, "data/ledger.csv");
    let row = ledger.iter().find(|row| row["path"] == "reports").unwrap();
    assert_eq!(
        (row["status"].as_str(), row["reason"].as_str()),
        ("excluded", "a folder of reports of textmill")
    );
}

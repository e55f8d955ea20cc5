//! Beasts: whatever lies in a folder, the run ends, every file has its row, and the good documents count as ever.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use support::{assert_code, files, rows, said, sum, textmill};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Two documents that are the first and the last of the folder.
const GOOD: [&str; 2] = ["!first.txt", "~last/last.txt"];

/// No run of these needs as much memory, in KiB, or as long.
const MOST_MEMORY: u64 = 4 << 20;
const LONGEST: Duration = Duration::from_secs(300);

type Row = BTreeMap<String, String>;

/// A folder with the good documents, and what they count where there is nothing else.
struct Zoo {
    folder: TempDir,
    input: PathBuf,
    output: PathBuf,
    good: Vec<Row>,
}

fn zoo() -> Zoo {
    let folder = TempDir::new().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("outputs"));
    fs::create_dir_all(input.join("~last")).unwrap();
    fs::write(input.join(GOOD[0]), "The minister opened the door of the river. ".repeat(40)).unwrap();
    fs::write(input.join(GOOD[1]), "Nobody in the harbour believed the minister. ".repeat(40)).unwrap();
    fs::write(folder.path().join("config.toml"), "[input]\nlanguage = \"en\"\n[topics]\nk = 0\n").unwrap();
    let mut zoo = Zoo { folder, input, output, good: Vec::new() };
    assert_code(&finish(&mut zoo.run(&[])), 0);
    zoo.good = zoo.good_documents();
    zoo
}

impl Zoo {
    fn path(&self, name: &str) -> PathBuf {
        self.input.join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    /// A run that may not take all the memory of the machine.
    fn run(&self, more: &[&str]) -> Command {
        let mut run = textmill();
        run.arg("run").arg(&self.input).arg("--output").arg(&self.output).args(["--threads", "2"]);
        run.arg("--config").arg(self.folder.path().join("config.toml")).args(more);
        within_bounds(&run)
    }

    /// Runs, and expects these rows beside those of the good documents: path, status, and a part of the reason.
    #[track_caller]
    fn check(&self, expected: &[(&str, &str, &str)]) -> &Self {
        let output = finish(&mut self.run(&[]));
        let some_rejected = expected.iter().any(|(_, status, _)| *status == "rejected");
        assert_code(&output, if some_rejected { 3 } else { 0 });
        let ledger = self.ledger();
        let mut found: Vec<(&str, &str)> =
            ledger.iter().map(|row| (row["path"].as_str(), row["status"].as_str())).collect();
        let mut wanted: Vec<(&str, &str)> =
            expected.iter().map(|(path, status, _)| (*path, *status)).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted);
        for (path, _, part) in expected {
            let reason = &ledger.iter().find(|row| row["path"] == *path).unwrap()["reason"];
            assert!(reason.contains(part) && reason.is_empty() == part.is_empty(), "{path}: {reason}");
            assert!(reason.len() < 2_000, "{path}: a reason of {} bytes", reason.len());
        }
        self.assert_balanced();
        self
    }

    /// The rows of the ledger but for those of the good documents.
    fn ledger(&self) -> Vec<Row> {
        let ledger = rows(&self.output, "ledger.csv");
        ledger.into_iter().filter(|row| !GOOD.contains(&row["path"].as_str())).collect()
    }

    fn good_documents(&self) -> Vec<Row> {
        let columns = ["path", "language", "text_bytes", "segments", "sentences", "tokens", "types", "stems"];
        let documents = rows(&self.output, "documents.csv");
        let good = documents.into_iter().filter(|row| GOOD.contains(&row["path"].as_str()));
        good.map(|row| columns.map(|column| (column.to_owned(), row[column].clone())).into()).collect()
    }

    /// Each row has a path of its own, the tables balance, and the good documents count what they counted.
    #[track_caller]
    fn assert_balanced(&self) {
        let report = |name: &str| rows(&self.output, name);
        let (ledger, documents, summary) =
            (report("ledger.csv"), report("documents.csv"), report("summary.csv"));
        let total = |subject: &str| {
            let row = summary.iter().find(|row| row["subject"] == subject).unwrap();
            row["total"].parse::<usize>().unwrap()
        };
        let paths: BTreeSet<&str> = ledger.iter().map(|row| row["path"].as_str()).collect();
        assert_eq!(paths.len(), ledger.len(), "two rows of one path");
        assert_eq!(ledger.len(), total("files found"));
        for (status, subject) in [
            ("document", "documents"),
            ("container", "containers"),
            ("rejected", "rejected files"),
            ("excluded", "excluded files"),
        ] {
            assert_eq!(ledger.iter().filter(|row| row["status"] == status).count(), total(subject));
        }
        let read = ledger.iter().filter(|row| row["status"] == "document");
        let read = read.map(|row| (&row["path"], &row["document"]));
        assert!(read.eq(documents.iter().map(|row| (&row["path"], &row["document"]))));
        let tokens = sum(&documents, "tokens");
        assert_eq!(sum(&report("frequency.csv"), "frequency"), tokens);
        assert_eq!(sum(&report("segments.csv"), "tokens"), tokens + sum(&documents, "excluded_tokens"));
        assert_eq!(self.good_documents(), self.good);
    }

    /// How often each of the words of [`text`] was counted.
    fn marks(&self) -> BTreeMap<String, u64> {
        let is_mark = |word: &str| word.strip_prefix('w').is_some_and(|rest| rest.parse::<u64>().is_ok());
        let forms = rows(&self.output, "forms.csv").into_iter().filter(|row| is_mark(&row["term"]));
        forms.map(|row| (row["term"].clone(), row["frequency"].parse().unwrap())).collect()
    }

    /// Expects that the words of these numbers were counted once, and no others.
    #[track_caller]
    fn counts(&self, numbers: &[u64]) {
        let wanted = numbers.iter().map(|number| (format!("w{number}"), 1)).collect();
        assert_eq!(self.marks(), wanted);
    }

    #[track_caller]
    fn assert_tokens(&self, path: &str, tokens: u64) {
        let documents = rows(&self.output, "documents.csv");
        assert_eq!(sum(documents.iter().filter(|row| row["path"] == path), "tokens"), tokens, "{path}");
    }
}

/// The same program and arguments, with a limit of memory.
fn within_bounds(run: &Command) -> Command {
    if !cfg!(unix) {
        let mut same = Command::new(run.get_program());
        same.args(run.get_args()).current_dir(run.get_current_dir().unwrap());
        return same;
    }
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("ulimit -v {MOST_MEMORY} 2> /dev/null; exec \"$@\""), "sh"]);
    limited.arg(run.get_program()).args(run.get_args()).current_dir(run.get_current_dir().unwrap());
    limited
}

/// Waits for the end of a run, but not for ever.
#[track_caller]
fn finish(run: &mut Command) -> Output {
    finish_within(run, LONGEST)
}

#[track_caller]
fn finish_within(run: &mut Command, longest: Duration) -> Output {
    let mut child = run.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > longest {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert!(began.elapsed() <= longest, "the run does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// A text with a word that no other text has.
fn text(number: u64) -> String {
    format!("The river rose again at gauge w{number}. Nobody had seen it rise so fast, they said.\n")
}

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
        let ledger = rows(&zoo.output, "ledger.csv");
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
    for report in ["ledger.csv", "manifest.json"] {
        let zoo = zoo();
        fs::remove_dir_all(&zoo.output).unwrap();
        fs::create_dir(&zoo.output).unwrap();
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

// Large and strange texts.

#[test]
fn one_line_of_16_mib_and_one_word_of_5_mb() {
    let zoo = zoo();
    zoo.put("line.txt", "harbour ".repeat(2 << 20)).put("word.txt", "w".repeat(5_000_000));
    zoo.check(&[("line.txt", "document", ""), ("word.txt", "document", "")]);
    zoo.assert_tokens("line.txt", 2 << 20);
    zoo.assert_tokens("word.txt", 1);
}

#[test]
fn many_marks_and_many_speakers() {
    let zoo = zoo();
    zoo.put("marks.txt", format!("The e{} rose.", "\u{301}\u{323}".repeat(100_000)));
    let labels: String = (0..250_000).map(|line| format!("Speaker{} Lee: yes\n", line % 12_500)).collect();
    zoo.put("speakers.txt", labels);
    zoo.check(&[("marks.txt", "document", ""), ("speakers.txt", "document", "")]);
    zoo.assert_tokens("marks.txt", 3);
    let documents = rows(&zoo.output, "documents.csv");
    let speakers = documents.iter().find(|row| row["path"] == "speakers.txt").unwrap();
    assert_eq!(sum([speakers], "tokens") + sum([speakers], "excluded_tokens"), 750_000);
}

/// A rule that looks back or ahead at every place of such a text would take for ever.
#[test]
fn texts_of_one_thing_only() {
    let zoo = zoo();
    let pieces = "( [ [¶ >_ > ¶ ← : a:¶ Ann:_ 10:46_GMT¶ -_ -_a¶ •_y¶ 1._a¶ \" don' . a. 1, \u{200D} 👩\u{200D} 🇩 \u{301} \u{1100} ไ 漢 \
                  \u{2028}x \u{AD} \u{202E} \u{FEFF} A_ By_Ann_Lee¶ (inaudible):_ http://a.b/ a@ a- a-¶ ﷺ \u{1} Q:_a¶A:_b¶ \
                  Question:_a¶¶ 2031-03-14¶ Notify_of¶ <div> &amp; \u{1B}[0m JOURNALIST_1:_a¶¶ MOSCOW,_May_1_(X)_—_Z¶ |a|b|¶";
    let pieces: Vec<String> = pieces
        .split(' ')
        .map(|piece| piece.replace('_', " ").replace('¶', "\n").replace('←', "\r"))
        .collect();
    let names: Vec<String> = (0..pieces.len()).map(|number| format!("{number:02}.txt")).collect();
    for (name, piece) in names.iter().zip(&pieces) {
        zoo.put(name, piece.repeat((1 << 17) / piece.len()));
    }
    let expected: Vec<_> = names.iter().map(|name| (name.as_str(), "document", "")).collect();
    zoo.check(&expected);
}

#[test]
fn bytes_that_are_hardly_text() {
    let zoo = zoo();
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let noise: Vec<u8> = (0..50_000_u32).map(|at| (at * at % 8_191 % 255) as u8 + 1).collect();
    zoo.put("bom.txt", "\u{FEFF}")
        .put("bom-16.txt", utf16(""))
        .put("controls.txt", [1, 2, 7, 8, 27, 127].repeat(100))
        .put("empty.txt", "")
        .put("empty", "")
        .put("gzip.txt", gzip(b"river"))
        .put("noise.txt", noise)
        .put("nul.txt", "river\0")
        .put("odd-16.txt", [utf16("river rose"), vec![b'x']].concat())
        .put("surrogates-16.txt", [utf16("river "), [0, 0xD8].repeat(10)].concat())
        .put("utf-32.txt", b"\xFF\xFE\0\0r\0\0\0")
        .put("white.txt", " \n\t\r\n".repeat(1_000))
        .put("zip.txt", zip_of(STORED, &[("a.txt", "river")]));
    zoo.check(&[
        ("bom.txt", "document", ""),
        ("bom-16.txt", "document", ""),
        ("controls.txt", "document", ""),
        ("empty.txt", "document", ""),
        ("empty", "document", ""),
        ("gzip.txt", "rejected", "not text: it holds NUL bytes"),
        ("noise.txt", "rejected", "not text: more than 1 % of it are control bytes"),
        ("nul.txt", "rejected", "not text: it holds NUL bytes"),
        ("odd-16.txt", "document", ""),
        ("surrogates-16.txt", "document", ""),
        ("utf-32.txt", "rejected", "not text: UTF-32 is not read"),
        ("white.txt", "document", ""),
        ("zip.txt", "rejected", "not text: it holds NUL bytes"),
    ]);
    for (path, tokens, replaced) in [
        ("bom.txt", 0, "0"),
        ("bom-16.txt", 0, "0"),
        ("controls.txt", 0, "0"),
        ("empty", 0, "0"),
        ("odd-16.txt", 2, "1"),
        ("surrogates-16.txt", 1, "10"),
        ("white.txt", 0, "0"),
    ] {
        zoo.assert_tokens(path, tokens);
        let ledger = zoo.ledger();
        let row = ledger.iter().find(|row| row["path"] == path).unwrap();
        assert_eq!(row["replaced_characters"], replaced, "{path}");
    }
    let warnings = rows(&zoo.output, "warnings.csv");
    for path in ["bom.txt", "bom-16.txt", "empty", "empty.txt", "odd-16.txt", "surrogates-16.txt"] {
        assert!(warnings.iter().any(|row| row["subject"] == path), "{path}");
    }
}

// Lines of JSON and tables.

#[test]
fn lines_of_json() {
    let zoo = zoo();
    let lines = [
        "[".repeat(100_000).into_bytes(),
        format!("{{\"x\": {}{}, \"text\": \"w1\"}}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
        "{\"a\":".repeat(100_000).into_bytes(),
        b"{\"text\": \"a\xFFb\"}".to_vec(),
        br#"{"text": "a \ud800 b"}"#.to_vec(),
        br#"{"text": "w2 \ud83d\ude00", "title": "\udc00"}"#.to_vec(),
        br#"{"text": "w3", "text": "w4"}"#.to_vec(),
        b"{\"text\": \"a\0b\"}".to_vec(),
        br#"{"text": "w5 \u0000 \u001b"}"#.to_vec(),
        br#"{"text": "a"} {"text": "b"}"#.to_vec(),
        br#"{"text": {"text": "a"}}"#.to_vec(),
        br#"{"text": "w6"}"#.to_vec(),
    ];
    zoo.put("a.jsonl", lines.join(&b'\n')).put("bom.jsonl", "\u{FEFF}").put("empty.jsonl", "");
    zoo.check(&[
        ("a.jsonl", "container", ""),
        ("a.jsonl/00000001", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000002", "document", ""),
        ("a.jsonl/00000003", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000004", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000005", "rejected", "\"text\" is no text"),
        ("a.jsonl/00000006", "document", ""),
        ("a.jsonl/00000007", "document", ""),
        ("a.jsonl/00000008", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000009", "document", ""),
        ("a.jsonl/00000010", "rejected", "not a document: not a JSON object on one line"),
        ("a.jsonl/00000011", "rejected", "not a document: "),
        ("a.jsonl/00000012", "document", ""),
        ("bom.jsonl", "container", ""),
        ("empty.jsonl", "container", ""),
    ]);
    // Of two values of one key the last, as everywhere.
    zoo.counts(&[1, 2, 4, 5, 6]);
}

#[test]
fn tables() {
    let zoo = zoo();
    zoo.put("cells.csv", "title,text\na,w1 and\nb\nc,w2,w3\nd,w4 and\n")
        .put("empty.csv", "")
        .put("mark.csv", "\u{FEFF}text\nw5 and\n")
        .put("nul.csv", "text\nw6 and\nw7 \0\n")
        .put("quotes.csv", "text,title\nw8 \"and\" so,a\n\"w9\" and \"so\",b\n")
        .put("wide.csv", format!("{}text\n{}w10 and\n", "c,".repeat(100_000), ",".repeat(100_000)));
    zoo.check(&[
        ("cells.csv", "container", ""),
        ("cells.csv/00000001", "document", ""),
        ("cells.csv/00000002", "rejected", "found record with 1 fields"),
        ("cells.csv/00000003", "rejected", "found record with 3 fields"),
        ("cells.csv/00000004", "document", ""),
        ("empty.csv", "rejected", "no text \"text\""),
        ("mark.csv", "container", ""),
        ("mark.csv/00000001", "document", ""),
        ("nul.csv", "rejected", "not text: it holds NUL bytes"),
        ("quotes.csv", "container", ""),
        ("quotes.csv/00000001", "document", ""),
        ("quotes.csv/00000002", "document", ""),
        ("wide.csv", "container", ""),
        ("wide.csv/00000001", "document", ""),
    ]);
    zoo.counts(&[1, 4, 5, 8, 9, 10]);
}

/// The rest of the table is not a document like any other: somebody is told.
#[test]
fn a_quote_that_is_never_closed() {
    let zoo = zoo();
    zoo.put("open.csv", format!("title,text\na,w1 and\nb,\"w2 and\n{}", "c,more and\n".repeat(1_000)));
    let code = finish(&mut zoo.run(&[])).status.code();
    assert!(matches!(code, Some(0 | 3)));
    zoo.assert_balanced();
    zoo.assert_tokens("open.csv/00000001", 2);
    assert_eq!(zoo.ledger().len(), 3, "the table, the row before the quote, and the rest");
    let warnings = rows(&zoo.output, "warnings.csv");
    let is_told = code == Some(3) || warnings.iter().any(|row| row["subject"].starts_with("open.csv"));
    assert!(is_told, "a thousand rows were taken for one text, and nobody is told");
}

/// What a reason quotes of a file is short, however long the file is.
#[test]
fn reasons_are_short() {
    let zoo = zoo();
    let long = "k".repeat(1 << 20);
    zoo.put("column.csv", format!("{long}\nx\n"))
        .put("key.jsonl", format!("{{\"{long}\": 1}}\n"))
        .put("open.csv", format!("\"text,title\n{}", "river,a\n".repeat(1 << 17)));
    zoo.check(&[
        ("column.csv", "rejected", "no text \"text\""),
        ("key.jsonl", "container", ""),
        ("key.jsonl/00000001", "rejected", "no text \"text\""),
        ("open.csv", "rejected", "not a document: "),
    ]);
}

// Packed files.

const STORED: CompressionMethod = CompressionMethod::Stored;
const DEFLATED: CompressionMethod = CompressionMethod::Deflated;
const BOMB: &str = "it expands to far more than its own size";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A frame of Zstandard with one block, which is not compressed.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let block = ((bytes.len() as u32) << 3) | 1;
    [&b"\x28\xB5\x2F\xFD\0\x38"[..], &block.to_le_bytes()[..3], bytes].concat()
}

/// A frame of Zstandard that says so many times 128 KiB of one byte.
fn zstd_bomb(times: u32) -> Vec<u8> {
    let block = |is_last: u32| [&((1_u32 << 20) | 2 | is_last).to_le_bytes()[..3], b"a"].concat();
    [b"\x28\xB5\x2F\xFD\0\x38".to_vec(), block(0).repeat(times as usize), block(1)].concat()
}

fn zip_of(method: CompressionMethod, members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Writes some bytes over others wherever they are.
fn patched(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut patched = bytes.to_vec();
    let places = (0..=bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from.as_bytes()));
    places.for_each(|at| patched[at..at + to.len()].copy_from_slice(to.as_bytes()));
    patched
}

/// Writes a byte into every header of an archive, at a place in the local ones; in the others it is two bytes farther.
fn with_header(archive: &[u8], place: usize, value: u8) -> Vec<u8> {
    let mut patched = archive.to_vec();
    for at in 0..archive.len() - 4 {
        match &archive[at..at + 4] {
            b"PK\x03\x04" => patched[at + place] = value,
            b"PK\x01\x02" => patched[at + place + 2] = value,
            _ => {}
        }
    }
    patched
}

#[test]
fn broken_packed_files() {
    let zoo = zoo();
    let whole = gzip(text(1).repeat(50).as_bytes());
    let end = whole.len();
    zoo.put("bomb.txt.zst", zstd_bomb(8_192))
        .put("cut-end.txt.gz", &whole[..end - 3])
        .put("cut-half.txt.gz", &whole[..end / 2])
        .put("cut.jsonl.gz", &gzip(b"{\"text\": \"river\"}\n")[..30])
        .put("cut.txt.zst", &zstd(b"river")[..11])
        .put("empty.csv.zst", "")
        .put("empty.txt.gz", "")
        .put("sum.txt.gz", [&whole[..end - 8], b"\0\0\0\0", &whole[end - 4..]].concat())
        .put("twice.txt.gz", gzip(&whole))
        .put("twice.txt.gz.gz", gzip(&whole))
        .put("window.txt.zst", b"\x28\xB5\x2F\xFD\0\xFF\x19\0\0abc");
    zoo.check(&[
        ("bomb.txt.zst", "rejected", BOMB),
        ("cut-end.txt.gz", "rejected", "cannot be read: "),
        ("cut-half.txt.gz", "rejected", "cannot be read: "),
        ("cut.jsonl.gz", "rejected", "cannot be read: "),
        ("cut.txt.zst", "rejected", "cannot be read: "),
        ("empty.csv.zst", "rejected", "cannot be read: "),
        ("empty.txt.gz", "rejected", "cannot be read: "),
        ("sum.txt.gz", "rejected", "cannot be read: "),
        ("twice.txt.gz", "rejected", "not text: it holds NUL bytes"),
        ("twice.txt.gz.gz", "rejected", "an archive inside an archive is not read; unpack it"),
        ("window.txt.zst", "rejected", "cannot be read: "),
    ]);
    zoo.counts(&[]);
}

/// A packed file of several parts, or with something behind it: all of it is read, or the ledger says that it is not.
#[test]
fn nothing_of_a_packed_file_is_lost_in_silence() {
    let [one, two] = [text(1), text(2)].map(String::into_bytes);
    let skippable = b"\x50\x2A\x4D\x18\x04\0\0\0skip".to_vec();
    for (name, bytes) in [
        ("parts.txt.gz", [gzip(&one), gzip(&two)].concat()),
        ("parts.txt.zst", [zstd(&one), zstd(&two)].concat()),
        ("skip.txt.zst", [skippable.clone(), zstd(&one), skippable, zstd(&two)].concat()),
        ("tail.txt.gz", [gzip(&one), two.clone()].concat()),
        ("tail.txt.zst", [zstd(&one), two.clone()].concat()),
    ] {
        let zoo = zoo();
        zoo.put(name, bytes);
        let code = finish(&mut zoo.run(&[])).status.code();
        zoo.assert_balanced();
        assert_eq!(zoo.ledger().len(), 1);
        let is_warned = rows(&zoo.output, "warnings.csv").iter().any(|row| row["subject"] == name);
        let is_right = match code {
            Some(0) => zoo.marks().len() == 2 || is_warned,
            code => code == Some(3) && zoo.marks().is_empty(),
        };
        assert!(is_right, "{name}: code {code:?}, counted {:?}", zoo.marks());
    }
}

// Archives.

#[test]
fn broken_archives() {
    let zoo = zoo();
    let two = [text(1), text(2)];
    let two = [("a.txt", two[0].as_str()), ("b.txt", two[1].as_str())];
    let whole = zip_of(STORED, &two);
    zoo.put("cut.zip", &whole[..whole.len() - 30])
        .put("empty.zip", "")
        .put("encrypted.zip", with_header(&whole, 6, 1))
        .put("head.zip", &whole[40..])
        .put("method.zip", with_header(&whole, 8, 98))
        .put("none.zip", zip_of(STORED, &[]))
        .put("not.zip", text(3))
        .put("sum.zip", patched(&whole, "gauge w1", "gauge w9"));
    zoo.check(&[
        ("cut.zip", "rejected", "cannot be read: "),
        ("empty.zip", "rejected", "cannot be read: "),
        ("encrypted.zip", "container", ""),
        ("encrypted.zip/a.txt", "rejected", "Password required"),
        ("encrypted.zip/b.txt", "rejected", "Password required"),
        ("head.zip", "rejected", "cannot be read: "),
        ("method.zip", "container", ""),
        ("method.zip/a.txt", "rejected", "cannot be read: "),
        ("method.zip/b.txt", "rejected", "cannot be read: "),
        ("none.zip", "container", ""),
        ("not.zip", "rejected", "cannot be read: "),
        ("sum.zip", "container", ""),
        ("sum.zip/a.txt", "rejected", "cannot be read: "),
        ("sum.zip/b.txt", "document", ""),
    ]);
    zoo.counts(&[2]);
}

#[test]
fn members_of_archives() {
    let zoo = zoo();
    let texts: Vec<String> = (0..5).map(text).collect();
    let inner = gzip(b"river");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("folder/", options).unwrap();
    writer.add_directory("nothing in it/", options).unwrap();
    for (name, bytes) in [
        ("folder/a.txt", texts[1].as_bytes()),
        ("=1+1.txt", texts[2].as_bytes()),
        ("new\nline.txt", texts[3].as_bytes()),
        ("/etc/slip.txt", texts[4].as_bytes()),
        ("..\\slip.txt", texts[4].as_bytes()),
        ("C:\\slip.txt", texts[4].as_bytes()),
        ("folder/../../slip.txt", texts[4].as_bytes()),
        ("inner.txt.gz", &inner),
        ("inner.zip", &zip_of(STORED, &[("a.txt", "river")])),
        ("picture.txt", b"\x89PNG\0"),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    zoo.put("m.zip", writer.finish().unwrap().into_inner());
    zoo.check(&[
        ("m.zip", "container", ""),
        ("m.zip/..\\slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip//etc/slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/=1+1.txt", "document", ""),
        ("m.zip/C:\\slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/folder/../../slip.txt", "rejected", "its name leads out of the archive"),
        ("m.zip/folder/a.txt", "document", ""),
        ("m.zip/inner.txt.gz", "rejected", "an archive inside an archive is not read; unpack it"),
        ("m.zip/inner.zip", "rejected", "an archive inside an archive is not read; unpack it"),
        ("m.zip/new\nline.txt", "document", ""),
        ("m.zip/picture.txt", "rejected", "not text: it holds NUL bytes"),
    ]);
    zoo.counts(&[1, 2, 3]);
}

/// A member is a file found, also where it holds no document.
#[test]
fn members_without_documents_have_rows() {
    let zoo = zoo();
    let members = [("empty.jsonl", ""), ("empty.txt", ""), ("header.csv", "text,title\n")];
    zoo.put("m.zip", zip_of(STORED, &members));
    zoo.check(&[
        ("m.zip", "container", ""),
        ("m.zip/empty.jsonl", "container", ""),
        ("m.zip/empty.txt", "document", ""),
        ("m.zip/header.csv", "container", ""),
    ]);
}

/// Two members of one name: both are read, or the ledger says that one is not.
#[test]
fn two_members_of_one_name() {
    let zoo = zoo();
    let archive = zip_of(STORED, &[("a.txt", &text(1)), ("b.txt", &text(2))]);
    zoo.put("m.zip", patched(&archive, "b.txt", "a.txt"));
    let code = finish(&mut zoo.run(&[])).status.code();
    assert!(matches!(code, Some(0 | 3)));
    zoo.assert_balanced();
    let both_counted = zoo.marks().len() == 2;
    assert!(both_counted || code == Some(3), "one of the members was lost");
}

/// What a link says is a path, not a text.
#[test]
fn a_link_in_an_archive() {
    let zoo = zoo();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link.txt", "../../etc/passwd", SimpleFileOptions::default()).unwrap();
    zoo.put("m.zip", writer.finish().unwrap().into_inner());
    assert!(matches!(finish(&mut zoo.run(&[])).status.code(), Some(0 | 3)));
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    let link = ledger.iter().find(|row| row["path"] == "m.zip/link.txt").unwrap();
    assert_ne!(link["status"], "document", "the words of its target were counted");
}

#[test]
fn bombs() {
    let zoo = zoo();
    let blank = " ".repeat(8 << 20);
    let names: Vec<String> = (0..12).map(|number| format!("{number:02}.txt")).collect();
    let flat: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), blank.as_str())).collect();
    let inner = zip_of(DEFLATED, &flat);
    let mut nested = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..50 {
        nested.start_file(format!("{number:02}.zip"), SimpleFileOptions::default()).unwrap();
        nested.write_all(&inner).unwrap();
    }
    zoo.put("flat.zip", &inner).put("nested.zip", nested.finish().unwrap().into_inner());
    zoo.put("one.zip", zip_of(DEFLATED, &[("a.txt", &text(1)), ("b.txt", &blank.repeat(12))]));
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    zoo.counts(&[1]);
    let ledger = zoo.ledger();
    let members = |archive: &str, part: &str| {
        let is_of = |row: &&Row| row["path"].starts_with(archive) && row["reason"].contains(part);
        ledger.iter().filter(is_of).count()
    };
    assert_eq!((members("flat.zip/", ""), members("nested.zip/", "an archive inside an archive")), (12, 50));
    assert!(members("flat.zip/", BOMB) > 0, "members of 96 MiB together");
    assert_eq!(members("one.zip/b.txt", BOMB), 1);
}

// Documents of office programs and browsers

/// Expects a row for each file, which is no document, and the good ones as ever.
#[track_caller]
fn check_all_rejected(zoo: &Zoo, paths: &[&str]) {
    assert_code(&finish(&mut zoo.run(&[])), 3);
    zoo.assert_balanced();
    let ledger = zoo.ledger();
    let found: Vec<(&str, &str)> =
        ledger.iter().map(|row| (row["path"].as_str(), row["status"].as_str())).collect();
    assert_eq!(found, paths.iter().map(|path| (*path, "rejected")).collect::<Vec<_>>());
    assert!(ledger.iter().all(|row| !row["reason"].is_empty() && row["reason"].len() < 2_000));
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
     <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
     </Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
     <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
     Target=\"word/document.xml\"/></Relationships>";

/// A document of Word with this XML for its text, and what comes before its root.
fn docx(before: &str, body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>{before}\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let members = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ];
    zip_of(DEFLATED, &members)
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Ten entities, each of them ten of the one before: a thousand million words in the end.
fn billion_laughs() -> String {
    let grows = |number: u32| {
        format!("<!ENTITY l{number} \"{}\">", format!("&l{};", number.saturating_sub(1)).repeat(10))
    };
    let entities: String = (1..10).map(grows).collect();
    format!("<!DOCTYPE w:document [<!ENTITY l0 \"w1 \">{entities}]>")
}

#[test]
fn pages_of_many_parts() {
    let zoo = zoo();
    zoo.put("deep.html", format!("{}{}{}", "<div>".repeat(50_000), text(1), "</div>".repeat(50_000)))
        .put("open.html", format!("{}{}", "<div>".repeat(50_000), text(2)))
        .put("bold.html", format!("{}{}", "<b><i><a href=x><p>".repeat(10_000), text(3)))
        .put("lists.html", format!("{}{}", "<ul><li>".repeat(50_000), text(4)))
        .put("tables.html", format!("{}{}", "<table><tr><td>".repeat(20_000), text(5)))
        .put("marks.html", format!("{}{}", "<!--".repeat(50_000), "<".repeat(200_000)))
        .put("attributes.html", format!("<p {}>{}", "a=1 ".repeat(100_000), text(6)))
        .put("entities.html", format!("<p>{}", "&amp;lt;&#x41;&#1114112;&nosuch;".repeat(20_000)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 8);
    let status =
        |path: &str| zoo.ledger().into_iter().find(|row| row["path"] == path).unwrap()["status"].clone();
    for (path, mark) in [
        ("deep.html", "w1"),
        ("open.html", "w2"),
        ("bold.html", "w3"),
        ("lists.html", "w4"),
        ("tables.html", "w5"),
    ] {
        let counted = zoo.marks().get(mark).copied().unwrap_or_default();
        assert_eq!(counted, u64::from(status(path) == "document"), "{path}: read to its end, or rejected");
    }
}

#[test]
fn pages_without_a_text() {
    let zoo = zoo();
    let script = format!("<script>var text = '{} </p>';</script>", text(1).trim());
    let style = format!("<style>/* {} */ p > b {{ color: red }}</style>", text(2).trim());
    zoo.put("empty.html", "")
        .put("only.html", format!("<!doctype html><html><head>{style}</head><body>{script}</body></html>"))
        .put("open.html", format!("<html><script>{}", text(3)))
        .put("template.html", format!("<!-- {} --><template></template>", text(4)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 4);
    zoo.counts(&[]);
}

#[test]
fn entities_in_an_office_document() {
    let zoo = zoo();
    let outside = "<!DOCTYPE w:document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let parameter = "<!DOCTYPE w:document [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]>";
    let long = format!("<!DOCTYPE w:document [<!ENTITY x \"{}\">]>", "w2 ".repeat(100_000));
    zoo.put("laughs.docx", docx(&billion_laughs(), &paragraph("&l9;")))
        .put("long.docx", docx(&long, &paragraph(&"&x;".repeat(100_000))))
        .put("outside.docx", docx(outside, &paragraph("&x;")))
        .put("parameter.docx", docx(parameter, &paragraph("river")));
    check_all_rejected(&zoo, &["laughs.docx", "long.docx", "outside.docx", "parameter.docx"]);
    zoo.counts(&[]);
}

#[test]
fn broken_office_documents() {
    let zoo = zoo();
    let whole = docx("", &paragraph(text(1).trim()));
    let odt = "application/vnd.oasis.opendocument.text";
    zoo.put("bomb.docx", docx("", &paragraph(&" ".repeat(160 << 20))))
        .put("cut.docx", &whole[..whole.len() - 40])
        .put("cut-xml.docx", zip_of(DEFLATED, &[("word/document.xml", "<w:document><w:body><w:p><w:r>")]))
        .put("empty.docx", "")
        .put("head.docx", &whole[60..])
        .put("none.docx", zip_of(DEFLATED, &[("word/styles.xml", "<w:styles/>")]))
        .put("none.odt", zip_of(STORED, &[("mimetype", odt)]))
        .put("sum.docx", with_header(&whole, 14, 0xA5))
        .put("text.docx", text(2))
        .put("text.odt", text(3));
    let paths = [
        "bomb.docx",
        "cut-xml.docx",
        "cut.docx",
        "empty.docx",
        "head.docx",
        "none.docx",
        "none.odt",
        "sum.docx",
        "text.docx",
        "text.odt",
    ];
    check_all_rejected(&zoo, &paths);
}

/// The run ends, and each has a row; a stack that overflows would end it sooner.
#[test]
fn office_documents_of_many_parts() {
    let zoo = zoo();
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(30_000), paragraph("w1"));
    let deep = format!("{deep}{}", "</w:tc></w:tr></w:tbl>".repeat(30_000));
    zoo.put("deep.docx", docx("", &deep)).put("many.docx", docx("", &paragraph("river").repeat(100_000)));
    let output = finish(&mut zoo.run(&[]));
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    zoo.assert_balanced();
    assert_eq!(zoo.ledger().len(), 2);
}

//! Two good documents and whatever a test puts beside them, runs within limits of memory and time, and checks of the reports.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Write},
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use super::{assert_code, rows, sum, textmill};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Two documents that are the first and the last of the folder.
pub(crate) const GOOD: [&str; 2] = ["!first.txt", "~last/last.txt"];

/// No run of these needs as much memory, in KiB, or as long.
const MOST_MEMORY: u64 = 4 << 20;
const LONGEST: Duration = Duration::from_secs(300);

pub(crate) type Row = BTreeMap<String, String>;

/// A folder with the good documents, and what they count where there is nothing else.
pub(crate) struct Zoo {
    pub(crate) folder: TempDir,
    pub(crate) input: PathBuf,
    pub(crate) output: PathBuf,
    pub(crate) good: Vec<Row>,
}

pub(crate) fn zoo() -> Zoo {
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
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.input.join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    /// A run that may not take all the memory of the machine.
    pub(crate) fn run(&self, more: &[&str]) -> Command {
        let mut run = textmill();
        run.arg("run").arg(&self.input).arg("--output").arg(&self.output).args(["--threads", "2"]);
        run.arg("--config").arg(self.folder.path().join("config.toml")).args(more);
        within_bounds(&run)
    }

    /// Runs, and expects these rows beside those of the good documents: path, status, and a part of the reason.
    #[track_caller]
    pub(crate) fn check(&self, expected: &[(&str, &str, &str)]) -> &Self {
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
    pub(crate) fn ledger(&self) -> Vec<Row> {
        let ledger = rows(&self.output, "data/ledger.csv");
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
    pub(crate) fn assert_balanced(&self) {
        let report = |name: &str| rows(&self.output, name);
        let (ledger, documents, summary) =
            (report("data/ledger.csv"), report("documents.csv"), report("summary.csv"));
        let total = |subject: &str| {
            let row = summary.iter().find(|row| row["subject"] == subject).unwrap();
            row["total"].parse::<usize>().unwrap()
        };
        let paths: BTreeSet<&str> = ledger.iter().map(|row| row["path"].as_str()).collect();
        assert_eq!(paths.len(), ledger.len(), "two rows of one path");
        assert_eq!(ledger.len(), total("rows of the ledger"));
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
        assert_eq!(sum(&report("data/segments.csv"), "tokens"), tokens + sum(&documents, "excluded_tokens"));
        assert_eq!(self.good_documents(), self.good);
    }

    /// How often each of the words of [`text`] was counted.
    pub(crate) fn marks(&self) -> BTreeMap<String, u64> {
        let is_mark = |word: &str| word.strip_prefix('w').is_some_and(|rest| rest.parse::<u64>().is_ok());
        let forms = rows(&self.output, "data/forms.csv").into_iter().filter(|row| is_mark(&row["term"]));
        forms.map(|row| (row["term"].clone(), row["frequency"].parse().unwrap())).collect()
    }

    /// Expects that the words of these numbers were counted once, and no others.
    #[track_caller]
    pub(crate) fn counts(&self, numbers: &[u64]) {
        let wanted = numbers.iter().map(|number| (format!("w{number}"), 1)).collect();
        assert_eq!(self.marks(), wanted);
    }

    #[track_caller]
    pub(crate) fn assert_tokens(&self, path: &str, tokens: u64) {
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
pub(crate) fn finish(run: &mut Command) -> Output {
    finish_within(run, LONGEST)
}

#[track_caller]
pub(crate) fn finish_within(run: &mut Command, longest: Duration) -> Output {
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
pub(crate) fn text(number: u64) -> String {
    format!("The river rose again at gauge w{number}. Nobody had seen it rise so fast, they said.\n")
}

pub(crate) const STORED: CompressionMethod = CompressionMethod::Stored;
pub(crate) const DEFLATED: CompressionMethod = CompressionMethod::Deflated;
pub(crate) const BOMB: &str = "it expands to far more than its own size";

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip_of(method: CompressionMethod, members: &[(&str, &str)]) -> Vec<u8> {
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip_of_bytes(method, &members)
}

pub(crate) fn zip_of_bytes(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Writes a byte into every header of an archive, at a place in the local ones; in the others it is two bytes farther.
pub(crate) fn with_header(archive: &[u8], place: usize, value: u8) -> Vec<u8> {
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

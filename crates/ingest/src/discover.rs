//! Which files there are.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::{
    IngestError, LedgerRow, Outcome, PathPatterns, Reject,
    format::format_of,
    pattern::{bad_pattern, compile},
};

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub location: PathBuf,
    /// The path below the input folder, with `/` between its parts, as shown in tables.
    pub path: String,
    /// Its size in bytes when it was found.
    pub bytes: u64,
}

impl FoundFile {
    /// Whether it is read: the ending of its name is that of a format that is, or it has none. What becomes of another one, its name decides.
    pub fn is_read(&self) -> bool {
        format_of(&self.path).is_ok()
    }
}

/// The files of the inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// The folder that all paths are relative to.
    pub root: PathBuf,
    /// The files to be read, in the byte order of their paths.
    pub files: Vec<FoundFile>,
    /// The files that will not be read, in the same order.
    pub passed_over: Vec<LedgerRow>,
}

/// Lists the files of folders, files and patterns such as `'press/**/*.txt'`.
///
/// Paths are relative to the deepest folder that contains every input; a single input folder is this folder itself.
/// Hidden files and folders, `metadata.csv` and `textmill.toml` at the root, and what `exclude` matches are skipped,
/// each with a row that says so, as are folders of the reports of other runs. The folder `output` is skipped silently if it is inside an input. The result depends
/// neither on the order in which the system lists a folder nor on the working directory.
///
/// # Errors
///
/// An input does not exist, contains no file, cannot be read or is inside the output, or a pattern is invalid.
pub fn discover(inputs: &[String], exclude: &PathPatterns, output: &Path) -> Result<Discovery, IngestError> {
    let output = fs::canonicalize(output).ok();
    let places = inputs.iter().map(|input| InputPlace::of(input)).collect::<Result<Vec<_>, _>>()?;
    let root = common_folder(&places);
    let mut found: Vec<(OsString, Result<FoundFile, LedgerRow>)> = Vec::new();
    for (place, input) in places.iter().zip(inputs) {
        if let Some(output) = output.as_deref().filter(|output| place.folder().starts_with(output)) {
            return Err(IngestError::InsideOutput { input: input.clone(), output: output.to_owned() });
        }
        let entries = place.entries(output.as_deref());
        if entries.is_empty() {
            return Err(IngestError::NothingFound { input: input.clone() });
        }
        // Each is asked for its size, and many are in one folder.
        let examined = entries.into_par_iter().map(|(location, status)| {
            let row = examine(&location, shown_path(&location, &root), status, exclude);
            (location.into_os_string(), row)
        });
        found.par_extend(examined);
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.dedup_by(|(location, row), (kept, kept_row)| {
        // Found twice, a file is taken as the input takes it that wants to read it.
        if location == kept && row.is_ok() {
            std::mem::swap(row, kept_row);
        }
        location == kept
    });
    let mut discovery = Discovery { root, ..Discovery::default() };
    for (_, row) in found {
        match row {
            Ok(file) => discovery.files.push(file),
            Err(row) => discovery.passed_over.push(row),
        }
    }
    discovery.files.sort_by(|one, other| one.path.cmp(&other.path));
    discovery.passed_over.sort_by(|one, other| one.path.cmp(&other.path));
    if discovery.files.is_empty() && discovery.passed_over.iter().all(is_setting) {
        return Err(IngestError::NothingFound { input: inputs.join(", ") });
    }
    Ok(discovery)
}

/// The folder that all paths are relative to: the deepest folder that contains every input.
///
/// # Errors
///
/// An input does not exist, cannot be read, or is an invalid pattern.
pub fn input_root(inputs: &[String]) -> Result<PathBuf, IngestError> {
    let places = inputs.iter().map(|input| InputPlace::of(input)).collect::<Result<Vec<_>, _>>()?;
    Ok(common_folder(&places))
}

/// The file that describes the documents of a folder.
pub(crate) const METADATA_NAME: &str = "metadata.csv";

/// The files at the root of the input that are no documents, and the rules of the ledger that say so.
const SETTINGS: [(&str, &str); 2] =
    [(METADATA_NAME, "describes the documents"), ("textmill.toml", "configures the run")];

fn is_setting(row: &LedgerRow) -> bool {
    matches!(&row.outcome, Outcome::Excluded(rule) if SETTINGS.iter().any(|setting| rule == setting.1))
}

/// An input, made absolute.
enum InputPlace {
    Folder(PathBuf),
    File(PathBuf),
    Pattern { base: PathBuf, matcher: globset::GlobMatcher },
}

/// What the walk says of an entry: nothing special, or why it is not a file to be read.
type Status = Result<(), Outcome>;

impl InputPlace {
    fn of(input: &str) -> Result<Self, IngestError> {
        let path = PathBuf::from(input);
        let problem = |source| IngestError::UnreadableInput { path: path.clone(), source };
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => Ok(Self::Folder(absolute(&path).map_err(problem)?)),
            Ok(_) => Ok(Self::File(absolute_file(&path).map_err(problem)?)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(problem(error)),
            Err(_) if input.contains(['*', '?', '[', '{']) => Self::pattern(&path, input),
            Err(_) => Err(IngestError::MissingInput { path }),
        }
    }

    /// A pattern: the walk begins in the deepest folder that is named without special characters.
    fn pattern(path: &Path, input: &str) -> Result<Self, IngestError> {
        let is_plain =
            |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let base: PathBuf = path.components().take_while(is_plain).collect();
        let rest: PathBuf = path.components().skip_while(is_plain).collect();
        let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
        if !base.is_dir() {
            return Err(IngestError::MissingInput { path: PathBuf::from(input) });
        }
        let base = absolute(&base).map_err(|source| IngestError::UnreadableInput { path: base, source })?;
        let glob = compile(&rest.to_string_lossy()).map_err(|source| bad_pattern(input, source))?;
        Ok(Self::Pattern { base, matcher: glob.compile_matcher() })
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Pattern { base: path, .. } => path,
            Self::File(path) => path.parent().unwrap_or(path),
        }
    }

    fn entries(&self, output: Option<&Path>) -> Vec<(PathBuf, Status)> {
        match self {
            Self::Folder(path) => walk(path, output),
            Self::File(path) => vec![(path.clone(), Ok(()))],
            Self::Pattern { base, matcher } => {
                let matches = |path: &Path| path.strip_prefix(base).is_ok_and(|rest| matcher.is_match(rest));
                // What could not be looked at may hold what the pattern means.
                let is_wanted = |(path, status): &(PathBuf, Status)| {
                    matches(path) || matches!(status, Err(Outcome::Rejected(Reject::Unreadable(_))))
                };
                walk(base, output).into_iter().filter(is_wanted).collect()
            }
        }
    }
}

fn absolute(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// A file in its folder without links; a link to a file keeps its own name.
fn absolute_file(path: &Path) -> io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if folder.as_os_str().is_empty() => {
            Ok(absolute(Path::new("."))?.join(name))
        }
        (Some(folder), Some(name)) => Ok(absolute(folder)?.join(name)),
        _ => absolute(path),
    }
}

fn common_folder(places: &[InputPlace]) -> PathBuf {
    let mut folders = places.iter().map(InputPlace::folder);
    let first = folders.next().unwrap_or(Path::new("/"));
    folders.fold(first.to_owned(), |common, folder| {
        common
            .components()
            .zip(folder.components())
            .take_while(|(one, other)| one == other)
            .map(|pair| pair.0)
            .collect()
    })
}

/// All that lies below a folder but for the output folder and the insides of hidden folders.
fn walk(folder: &Path, output: Option<&Path>) -> Vec<(PathBuf, Status)> {
    let mut entries = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                if Some(entry.path()) == output || is_left_over(&entry) {
                    walk.skip_current_dir();
                } else if is_of_reports(entry.path()) {
                    walk.skip_current_dir();
                    entries.push((entry.into_path(), Err(Outcome::Excluded(OF_REPORTS.to_owned()))));
                } else if is_hidden(&entry) {
                    walk.skip_current_dir();
                    entries.push((entry.into_path(), Err(Outcome::Excluded("a hidden folder".to_owned()))));
                }
            }
            Ok(entry) if is_left_over(&entry) || leads_to(&entry, output) => {}
            Ok(entry) => entries.push((entry.path().to_owned(), status(&entry))),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let problem = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                entries.push((path, Err(Outcome::Rejected(Reject::Unreadable(problem)))));
            }
        }
    }
    entries
}

/// Why a folder of reports is left out.
const OF_REPORTS: &str = "a folder of reports of textmill";

/// Whether a folder holds the reports of another run: its page and its tables would be counted as if they were documents.
fn is_of_reports(folder: &Path) -> bool {
    let manifest = folder.join("manifest.json");
    // Opened, a pipe of that name would wait for its writer.
    let begins = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(&manifest)?.take(64).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let own = |bytes: &[u8]| {
        bytes
            .trim_ascii_start()
            .strip_prefix(b"{")
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\"textmill\":"))
    };
    manifest.is_file() && begins().is_ok_and(|bytes| own(&bytes))
}

/// What a killed run may have left beside its output; the next run removes it.
fn is_left_over(entry: &DirEntry) -> bool {
    let ends = [&b".textmill-staging"[..], b".textmill-lock", b".textmill-old"];
    is_hidden(entry) && ends.iter().any(|end| entry.file_name().as_encoded_bytes().ends_with(end))
}

/// Whether an entry is a link to the output folder.
fn leads_to(entry: &DirEntry, output: Option<&Path>) -> bool {
    entry.path_is_symlink() && output.is_some() && fs::canonicalize(entry.path()).ok().as_deref() == output
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn status(entry: &DirEntry) -> Status {
    let excluded = |rule: &str| Err(Outcome::Excluded(rule.to_owned()));
    match entry.file_name().to_str() {
        _ if is_hidden(entry) => excluded("a hidden file"),
        Some(name) if is_lock_file(name) => excluded(LOCK_FILE),
        _ => Ok(()),
    }
}

/// Why a lock file is left out.
pub(crate) const LOCK_FILE: &str = "a lock file of a word processor that had the document open";

/// Whether a file is one that a word processor leaves beside a document that is open: `~$draft.docx`.
pub(crate) fn is_lock_file(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock.")
}

/// Decides whether an entry is to be read.
fn examine(
    location: &Path,
    path: String,
    status: Status,
    exclude: &PathPatterns,
) -> Result<FoundFile, LedgerRow> {
    let bytes = status.and_then(|()| {
        if let Some((_, rule)) = SETTINGS.iter().find(|(name, _)| path == *name) {
            return Err(Outcome::Excluded((*rule).to_owned()));
        }
        match exclude.first_match(&path) {
            Some(pattern) => Err(Outcome::Excluded(format!("matches the exclude pattern {pattern}"))),
            None => regular_file_bytes(location).map_err(Outcome::Rejected),
        }
    });
    match bytes {
        Ok(bytes) => Ok(FoundFile { location: location.to_owned(), path, bytes }),
        Err(outcome) => Err(LedgerRow { path, bytes: None, outcome }),
    }
}

fn regular_file_bytes(location: &Path) -> Result<u64, Reject> {
    match fs::metadata(location) {
        Ok(metadata) if metadata.is_dir() => Err(Reject::LinkToFolder),
        Ok(metadata) if !metadata.is_file() => Err(Reject::NotRegular),
        Ok(metadata) => Ok(metadata.len()),
        Err(_) if location.is_symlink() => Err(Reject::DanglingLink),
        Err(error) => Err(Reject::Unreadable(error.to_string())),
    }
}

/// The path below the root with `/` between its parts; bytes that are not UTF-8 are shown as `\xNN`, and `\` as `\\`, so that no
/// two files have one path.
fn shown_path(location: &Path, root: &Path) -> String {
    let below = location.strip_prefix(root).unwrap_or(location);
    let mut shown = String::with_capacity(below.as_os_str().len());
    for part in below.components() {
        if !shown.is_empty() {
            shown.push('/');
        }
        show_name(part.as_os_str().as_encoded_bytes(), &mut shown);
    }
    shown
}

fn show_name(name: &[u8], shown: &mut String) {
    for chunk in name.utf8_chunks() {
        match chunk.valid().contains('\\') {
            true => shown.push_str(&chunk.valid().replace('\\', "\\\\")),
            false => shown.push_str(chunk.valid()),
        }
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
}

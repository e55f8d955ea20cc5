//! A set of reports, from the first row to its place.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
    marker::PhantomData,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use textmill_ingest::{Digest, DigestWriter, digest_of_file};

use crate::{
    AddedColumn, CsvForm, Manifest, OutputRecord, Report, ReportError,
    csv_form::CsvError,
    data_package::{DATA_PACKAGE, data_package},
    manifest::MANIFEST,
    reports::{self, ColumnRow},
    staging::{Replaced, Staging},
};

/// The file of the topic model, which is not a report.
pub const MODEL: &str = "data/topic_model.json";

/// The rows of a sheet of a spreadsheet (Excel, LibreOffice, gnumeric), without the header.
const MOST_OF_SHEET: u64 = (1 << 20) - 1;

/// A set of reports that is being written.
///
/// The output folder is unchanged until [`ReportSet::commit`], which replaces the old set by the new one in one step. A
/// set that is dropped before that leaves the old set as it was.
///
/// ```
/// use textmill_report::{ConfigurationSource, Manifest, PassedOver, ReportSet, Warning, WarningKind, warning_rows};
///
/// let output = std::env::temp_dir().join(format!("textmill-report-set-{}", std::process::id()));
/// let mut set = ReportSet::begin(&output)?;
/// set.write(warning_rows(&[Warning::new(WarningKind::EmptyDocument, "a.txt", "it is empty")]))?;
/// assert!(!output.exists());
/// # let manifest = Manifest {
/// #     textmill: String::new(),
/// #     unicode: String::new(),
/// #     stemmer: String::new(),
/// #     dictionaries: None,
/// #     configuration: serde_json::Value::Null,
/// #     configuration_source: ConfigurationSource::default(),
/// #     settings: Vec::new(),
/// #     inputs: Vec::new(),
/// #     passed_over: PassedOver::default(),
/// #     outputs: Vec::new(),
/// # };
/// set.commit(manifest)?;
///
/// let report = std::fs::read_to_string(output.join("warnings.csv"))?;
/// assert_eq!(report, "kind,stage,count,subject,warning\n\"empty document\",\"ingest\",1,\"a.txt\",\"it is empty\"\n");
/// # std::fs::remove_dir_all(&output)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ReportSet {
    /// Files whose bytes may not be on the disk yet, with their paths. They are closed before their folder is moved or removed: fields are
    /// dropped in their order.
    unsettled: Vec<(PathBuf, File)>,
    staging: Staging,
    outputs: Vec<OutputRecord>,
    columns: Vec<ColumnRow>,
    form: CsvForm,
    is_described: bool,
    /// What columns rest on, by report and column.
    parameters: BTreeMap<(&'static str, &'static str), String>,
}

impl ReportSet {
    /// Begins a set for an output folder, which need not exist yet.
    ///
    /// # Errors
    ///
    /// The output is not a folder, cannot be written, is being written by another run, or contains a file with the name
    /// of a report that was not written by this program.
    pub fn begin(output: &Path) -> Result<Self, ReportError> {
        Self::begin_with(output, &[])
    }

    /// Begins a set that may also hold other files, which are made of its tables and [added](Self::add_file).
    ///
    /// # Errors
    ///
    /// As [`ReportSet::begin`].
    pub fn begin_with(output: &Path, others: &[&str]) -> Result<Self, ReportError> {
        let names: Vec<&str> = reports::files().chain([MODEL, DATA_PACKAGE, MANIFEST]).collect();
        let staging = Staging::begin(output, &[&names, others].concat())?;
        Ok(Self {
            staging,
            outputs: Vec::new(),
            columns: Vec::new(),
            form: CsvForm::PLAIN,
            is_described: false,
            parameters: BTreeMap::new(),
            unsettled: Vec::new(),
        })
    }

    /// Writes the reports in another form.
    pub fn write_as(&mut self, form: CsvForm) {
        self.form = form;
    }

    /// States in the data dictionary which parameters columns rest on, by report and column.
    pub fn state_parameters(&mut self, parameters: BTreeMap<(&'static str, &'static str), String>) {
        self.parameters = parameters;
    }

    /// Whether there are reports of an earlier run that this set will replace.
    pub fn replaces_reports(&self) -> bool {
        self.staging.has_old_set()
    }

    /// Writes a report: a header line, then a line for each row.
    ///
    /// # Errors
    ///
    /// The file cannot be written, for example because the disk is full.
    pub fn write<R: Report>(
        &mut self,
        rows: impl IntoIterator<Item = R, IntoIter: Send>,
    ) -> Result<(), ReportError> {
        let mut rows = rows.into_iter();
        self.write_parts(std::iter::from_fn(move || {
            let block: Vec<R> = rows.by_ref().take(ROWS_TOGETHER).collect();
            (!block.is_empty()).then(|| block.into_par_iter())
        }))
    }

    /// Writes a report as [`ReportSet::write`] does, with rows that are made by several threads. All lines are kept in
    /// memory until the last row is made.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_parallel<R: Report>(
        &mut self,
        rows: impl IndexedParallelIterator<Item = R>,
    ) -> Result<(), ReportError> {
        let mut report = self.open::<R>()?;
        report.add(rows)?;
        self.close(report)
    }

    /// Writes a report as [`ReportSet::write`] does, with rows that come in parts. The rows of a part are made by
    /// several threads. Only the lines of two parts are kept in memory.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_parts<R: Report, P: IndexedParallelIterator<Item = R>>(
        &mut self,
        parts: impl IntoIterator<Item = P, IntoIter: Send>,
    ) -> Result<(), ReportError> {
        let mut report = self.open::<R>()?;
        report.add_parts(parts.into_iter())?;
        self.close(report)
    }

    /// Writes a report as [`ReportSet::write`] does, with more columns than it always has.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_wider<R: Report>(
        &mut self,
        more: &[AddedColumn],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), ReportError> {
        let mut report = self.open_wider::<R>(more)?;
        let rows: Vec<R> = rows.into_iter().collect();
        report.add(rows.into_par_iter())?;
        self.close(report)?;
        self.columns.extend(reports::added_to::<R>(more));
        Ok(())
    }

    /// Begins a report with its header.
    fn open<R: Report>(&self) -> Result<OpenReport<R>, ReportError> {
        self.open_wider(&[])
    }

    fn open_wider<R: Report>(&self, more: &[AddedColumn]) -> Result<OpenReport<R>, ReportError> {
        debug_assert!(reports::files().any(|file| file == R::FILE));
        let (file, path) = (self.create(R::FILE)?, self.staging.path_of(R::FILE));
        let mut report = OpenReport { file, path, form: self.form, rows: 0, kind: PhantomData };
        // The header is written here and not with the first row: a report without rows has one too.
        let columns = R::columns();
        let more = more.iter().map(|added| added.name.as_str());
        let names = columns.iter().map(|column| column.name).chain(more);
        report.append(Ok(self.form.header(names)))?;
        Ok(report)
    }

    fn close<R: Report>(&mut self, report: OpenReport<R>) -> Result<(), ReportError> {
        let OpenReport { file, rows, .. } = report;
        let Digest { bytes, sha256 } = self.finish(R::FILE, file)?;
        self.columns.extend(reports::dictionary::<R>(&self.parameters));
        self.outputs.push(OutputRecord { file: R::FILE.to_owned(), rows, bytes, sha256 });
        Ok(())
    }

    /// Writes a topic model with `topics` topics, as JSON.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_model<T: serde::Serialize>(&mut self, model: &T, topics: u64) -> Result<(), ReportError> {
        let path = self.staging.path_of(MODEL);
        let mut file = self.create(MODEL)?;
        serde_json::to_writer(&mut file, model).map_err(|error| write_error(&path, error.into()))?;
        file.write_all(b"\n").map_err(|error| write_error(&path, error))?;
        let Digest { bytes, sha256 } = self.finish(MODEL, file)?;
        self.outputs.push(OutputRecord { file: MODEL.to_owned(), rows: topics, bytes, sha256 });
        Ok(())
    }

    /// Adds the data dictionary and the description of the tables: no more reports can be written then, but files that are made of them.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn describe(&mut self, version: &str) -> Result<(), ReportError> {
        let mut columns = std::mem::take(&mut self.columns);
        columns.extend(reports::dictionary::<ColumnRow>(&self.parameters));
        columns.sort_by(|one, other| (&one.file, one.position).cmp(&(&other.file, other.position)));
        self.write(columns.clone())?;
        self.columns.clear();
        self.outputs.sort_by(|one, other| one.file.cmp(&other.file));
        self.write_data_package(&columns, version)?;
        self.is_described = true;
        Ok(())
    }

    /// The reports so far that have more rows than a sheet of a spreadsheet, and how many.
    pub fn long_tables(&self) -> impl Iterator<Item = (&str, u64)> {
        let long =
            self.outputs.iter().filter(|output| output.file.ends_with(".csv") && output.rows > MOST_OF_SHEET);
        long.map(|output| (output.file.as_str(), output.rows))
    }

    /// The folder in which the set grows.
    pub fn folder(&self) -> &Path {
        self.staging.folder()
    }

    /// Adds a file to the set that was put into its folder.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn add_file(&mut self, name: &str) -> Result<(), ReportError> {
        let path = self.staging.path_of(name);
        let Digest { bytes, sha256 } = digest_of_file(&path).map_err(|error| write_error(&path, error))?;
        let file = File::open(&path).map_err(|error| write_error(&path, error))?;
        self.outputs.push(OutputRecord { file: name.to_owned(), rows: 0, bytes, sha256 });
        self.unsettled.push((path, file));
        Ok(())
    }

    /// Adds what [`ReportSet::describe`] adds, if that was not done, and the manifest, whose list of outputs is filled in here, and
    /// replaces the old set.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or the folder cannot be replaced. Except for [`ReportError::NotCarriedOver`], the old
    /// set stays.
    pub fn commit(mut self, mut manifest: Manifest) -> Result<Replaced, ReportError> {
        if !self.is_described {
            self.describe(&manifest.textmill)?;
        }
        self.outputs.sort_by(|one, other| one.file.cmp(&other.file));
        manifest.outputs = std::mem::take(&mut self.outputs);
        self.write_manifest(&manifest)?;
        let is_new =
            |file: &str| file == MANIFEST || manifest.outputs.iter().any(|output| output.file == file);
        let old: Vec<String> =
            self.staging.old_files().filter(|file| !is_new(file)).map(ToOwned::to_owned).collect();
        // All at once: a disk that is asked for each in turn lets us wait for each.
        std::mem::take(&mut self.unsettled)
            .into_par_iter()
            .try_for_each(|(path, file)| file.sync_all().map_err(|error| write_error(&path, error)))?;
        let replaced = self.staging.replace_target()?;
        let is_kept = |file: &String| replaced.edited.iter().any(|(edited, _)| edited == file);
        Ok(Replaced { removed: old.into_iter().filter(|file| !is_kept(file)).collect(), ..replaced })
    }

    fn write_manifest(&mut self, manifest: &Manifest) -> Result<(), ReportError> {
        self.write_json(MANIFEST, manifest).map(|_| ())
    }

    fn write_data_package(&mut self, columns: &[ColumnRow], version: &str) -> Result<(), ReportError> {
        let package = data_package(&self.outputs, columns, self.form, version);
        let Digest { bytes, sha256 } = self.write_json(DATA_PACKAGE, &package)?;
        let rows = self.outputs.iter().filter(|output| output.file.ends_with(".csv")).count() as u64;
        self.outputs.push(OutputRecord { file: DATA_PACKAGE.to_owned(), rows, bytes, sha256 });
        Ok(())
    }

    fn write_json<T: serde::Serialize>(&mut self, name: &str, value: &T) -> Result<Digest, ReportError> {
        let path = self.staging.path_of(name);
        let mut file = self.create(name)?;
        let mut text = serde_json::to_vec_pretty(value).map_err(|error| write_error(&path, error.into()))?;
        text.push(b'\n');
        file.write_all(&text).map_err(|error| write_error(&path, error))?;
        self.finish(name, file)
    }

    fn create(&self, name: &str) -> Result<DigestWriter<BufWriter<File>>, ReportError> {
        let file =
            self.staging.create(name).map_err(|error| write_error(&self.staging.path_of(name), error))?;
        Ok(DigestWriter::new(BufWriter::with_capacity(256 * 1024, file)))
    }

    /// Hands the last bytes over; before the set is put in its place, they will be on the disk.
    fn finish(&mut self, name: &str, file: DigestWriter<BufWriter<File>>) -> Result<Digest, ReportError> {
        let (writer, digest) = file.finish();
        let path = self.staging.path_of(name);
        let file = writer.into_inner().map_err(|error| write_error(&path, error.into_error()))?;
        self.unsettled.push((path, file));
        Ok(digest)
    }
}

/// A report that is being written.
struct OpenReport<R> {
    file: DigestWriter<BufWriter<File>>,
    path: PathBuf,
    form: CsvForm,
    /// How many there are so far.
    rows: u64,
    kind: PhantomData<R>,
}

impl<R: Report> OpenReport<R> {
    /// Adds the lines of some rows.
    fn add(&mut self, rows: impl IndexedParallelIterator<Item = R>) -> Result<(), ReportError> {
        self.add_parts(std::iter::once(rows))
    }

    /// Adds the lines of the rows of all parts. While the lines of one are made, those of the part before it are written, and the rows of
    /// the next one are made if the parts make them.
    fn add_parts<P: IndexedParallelIterator<Item = R>>(
        &mut self,
        mut parts: impl Iterator<Item = P> + Send,
    ) -> Result<(), ReportError> {
        let form = self.form;
        let (mut part, mut made) = (parts.next(), Vec::new());
        while let Some(rows) = part {
            self.rows += rows.len() as u64;
            let before = std::mem::take(&mut made);
            let (lines, (next, written)) =
                rayon::join(|| lines_of(form, rows), || (parts.next(), self.append_all(before)));
            written?;
            (part, made) = (next, lines);
        }
        self.append_all(made)
    }

    fn append_all(&mut self, lines: Vec<Result<Vec<u8>, CsvError>>) -> Result<(), ReportError> {
        lines.into_iter().try_for_each(|lines| self.append(lines))
    }

    fn append(&mut self, lines: Result<Vec<u8>, CsvError>) -> Result<(), ReportError> {
        let lines = lines.map_err(|source| ReportError::Format { file: R::FILE, source })?;
        self.file.write_all(&lines).map_err(|error| write_error(&self.path, error))
    }
}

/// The lines of some rows. Each thread makes those of some of them, and frees the rows; they come in the order of the rows.
fn lines_of<R: Report>(
    form: CsvForm,
    rows: impl IndexedParallelIterator<Item = R>,
) -> Vec<Result<Vec<u8>, CsvError>> {
    rows.chunks(ROWS_OF_A_THREAD).map(|rows| form.lines(&rows)).collect()
}

/// So many rows are made, then written by several threads, of which each takes so many at a time.
const ROWS_TOGETHER: usize = 1 << 14;
const ROWS_OF_A_THREAD: usize = 1 << 9;

/// A report as the text of its file: a header line, then a line for each row.
///
/// ```
/// use textmill_report::{Warning, WarningKind, csv_text, warning_rows};
///
/// let text = csv_text(warning_rows(&[Warning::new(WarningKind::EmptyDocument, "a.txt", "one line, or less")]))?;
/// assert_eq!(text, b"kind,stage,count,subject,warning\n\"empty document\",\"ingest\",1,\"a.txt\",\"one line, or less\"\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// A row cannot be written as CSV. This does not happen for the rows of this crate.
pub fn csv_text<R: Report>(rows: impl IntoIterator<Item = R>) -> io::Result<Vec<u8>> {
    let mut text = CsvForm::PLAIN.header(R::columns().iter().map(|column| column.name));
    text.extend(csv_lines(rows)?);
    Ok(text)
}

/// Rows of a report as CSV, without the header.
///
/// # Errors
///
/// As [`csv_text`].
pub fn csv_lines<R: Report>(rows: impl IntoIterator<Item = R>) -> io::Result<Vec<u8>> {
    let rows: Vec<R> = rows.into_iter().collect();
    CsvForm::PLAIN.lines(&rows).map_err(io::Error::other)
}

fn write_error(path: &Path, source: std::io::Error) -> ReportError {
    ReportError::Write { path: path.to_owned(), source }
}

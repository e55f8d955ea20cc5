//! Whether a run would write what is there already.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;
use textmill_ingest::{Digest, FoundFile, MetadataTable, digest_of_file, discover};
use textmill_report::{
    InputRecord, MANIFEST, Manifest, PassedOver, Report, WarningKind,
    reports::{LedgerFileRow, WarningRow},
    unguarded,
};
use textmill_view::{Tables, field_of};

use crate::{
    Job, Observer, RunError,
    observer::{Stage, go_on},
    run::settings_of,
    write::manifest_of,
};

/// Reports that are what a run would write again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpToDate {
    documents: u64,
    unexpected_rejects: u64,
    warnings: u64,
    output: PathBuf,
}

impl UpToDate {
    /// How many documents there are.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// How many files could not be used, wholly or in part, that the configuration does not expect to be so.
    pub fn unexpected_rejects(&self) -> u64 {
        self.unexpected_rejects
    }

    /// How many warnings there are in `warnings.csv`.
    pub fn warnings(&self) -> u64 {
        self.warnings
    }

    /// The folder of the reports.
    pub fn output(&self) -> &Path {
        &self.output
    }
}

/// The reports in the output folder of a job, if they are those that it would write: of the same files by their content, with the same
/// configuration and the same files of settings, by this version of the program, and untouched since. A program that was built after they
/// were written is taken for another version. `None` if there are none, if anything differs, or if it cannot be told: then there is
/// something to do, and [`run`](crate::run()) says what is wrong if that fails.
///
/// Nothing is written. Files are read only if all that can be compared without reading them is the same.
///
/// # Errors
///
/// [`RunError::Cancelled`].
pub fn up_to_date(job: &Job, observer: &dyn Observer) -> Result<Option<UpToDate>, RunError> {
    let Some(manifest) = manifest_in(&job.output) else { return Ok(None) };
    let Some(files) = same_by_name_and_size(job, &manifest) else { return Ok(None) };
    if !has_same_files(job, &manifest, &files, observer)? {
        return Ok(None);
    }
    Ok(account_of(job))
}

/// The manifest of the reports in a folder, unless the program is newer than them.
fn manifest_in(output: &Path) -> Option<Manifest> {
    let path = output.join(MANIFEST);
    // Whoever opens a pipe waits for its writer.
    let file = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
    let manifest = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
    let modified = |metadata: Metadata| metadata.modified().ok();
    let written: SystemTime = modified(file)?;
    let program = std::env::current_exe().and_then(fs::metadata).ok().and_then(modified);
    program.is_none_or(|built| built <= written).then_some(manifest)
}

/// The files of a job that are read, if what the manifest says holds as far as it can be told without reading them.
fn same_by_name_and_size(job: &Job, manifest: &Manifest) -> Option<Vec<FoundFile>> {
    let mut found = discover(&job.inputs, &job.plan.exclude, &job.output).ok()?;
    let not_read = PassedOver::of(&found);
    found.files.retain(FoundFile::is_read);
    let is_input =
        |(file, input): (&FoundFile, &InputRecord)| file.path == input.path && file.bytes == input.bytes;
    let are_inputs = found.files.len() == manifest.inputs.len()
        && found.files.iter().zip(&manifest.inputs).all(is_input)
        && not_read == manifest.passed_over;
    let metadata = are_inputs.then(|| MetadataTable::of_folder(&found.root).ok()).flatten()?;
    let expected = Manifest {
        inputs: manifest.inputs.clone(),
        passed_over: manifest.passed_over.clone(),
        outputs: manifest.outputs.clone(),
        ..manifest_of(&job.plan, settings_of(job, &metadata))
    };
    let is_there = |name: &str, bytes: u64| {
        fs::symlink_metadata(job.output.join(name)).is_ok_and(|file| file.is_file() && file.len() == bytes)
    };
    let are_there = manifest.outputs.iter().all(|output| is_there(&output.file, output.bytes));
    (are_there && as_read(&expected)? == *manifest).then_some(found.files)
}

/// A manifest as it is read back: numbers are compared as they are written.
fn as_read(manifest: &Manifest) -> Option<Manifest> {
    serde_json::to_vec(manifest).ok().and_then(|text| serde_json::from_slice(&text).ok())
}

/// Whether the reports and the files of a job have the content that the manifest says. The first that has another ends it.
fn has_same_files(
    job: &Job,
    manifest: &Manifest,
    files: &[FoundFile],
    observer: &dyn Observer,
) -> Result<bool, RunError> {
    let reports =
        manifest.outputs.iter().map(|output| (job.output.join(&output.file), output.bytes, &output.sha256));
    let inputs = files.iter().zip(&manifest.inputs);
    let inputs = inputs.map(|(file, input)| (file.location.clone(), input.bytes, &input.sha256));
    let all: Vec<(PathBuf, u64, &String)> = reports.chain(inputs).collect();
    let stage = Stage::bytes(observer, "comparing", all.iter().map(|(_, bytes, _)| bytes).sum());
    let differs = all.par_iter().find_map_any(|(path, bytes, sha256)| {
        if let Err(error) = go_on(observer) {
            return Some(Err(error));
        }
        let is_same = digest_of_file(path)
            .is_ok_and(|digest| digest == Digest { bytes: *bytes, sha256: (*sha256).clone() });
        stage.advance(*bytes);
        (!is_same).then_some(Ok(()))
    });
    differs.transpose().map(|differs| differs.is_none())
}

/// What the reports say of the run; `None` if texts had changed while it ran.
fn account_of(job: &Job) -> Option<UpToDate> {
    let tables = Tables::of(&job.output).ok()?;
    let (mut documents, mut unexpected_rejects, mut warnings, mut is_whole) = (0, 0, 0, true);
    tables
        .each_row(LedgerFileRow::FILE, |columns, row, _| {
            let field = |name: &str| field_of(columns, row, name).unwrap_or_default();
            let (path, reason) = (field("path"), field("reason"));
            match field("status") {
                "document" => documents += 1,
                "rejected" => unexpected_rejects += u64::from(is_unexpected(job, path)),
                // One that breaks off has a reason.
                "container" if !reason.is_empty() => {
                    unexpected_rejects += u64::from(is_unexpected(job, path))
                }
                _ => {}
            }
            true
        })
        .ok()??;
    tables
        .each_row(WarningRow::FILE, |columns, row, _| {
            is_whole &= field_of(columns, row, "kind") != Some(WarningKind::ChangedFile.name());
            warnings += 1;
            true
        })
        .ok()??;
    is_whole.then(|| UpToDate { documents, unexpected_rejects, warnings, output: job.output.clone() })
}

fn is_unexpected(job: &Job, path: &str) -> bool {
    job.plan.expected_rejects.first_match(&unguarded(path)).is_none()
}

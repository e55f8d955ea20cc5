//! `--output -`: one report on standard output.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use textmill_pipeline::Plan;
use textmill_report::push_json_object;
use textmill_view::Tables;

use crate::{
    args::TableFormat,
    error::{CommandError, printed},
};

/// A report that is to be printed, and the folder that it is made in, which is removed with this.
#[derive(Debug)]
pub(crate) struct OneReport {
    folder: tempfile::TempDir,
    file: &'static str,
    format: TableFormat,
}

impl OneReport {
    /// The one report that a plan names.
    pub(crate) fn of(plan: &Plan, format: TableFormat) -> Result<Self, CommandError> {
        let [name] = plan.config().reports.only.as_slice() else { return Err(CommandError::SeveralReports) };
        let folder = tempfile::tempdir().map_err(|source| CommandError::Temporary { source })?;
        Ok(Self { folder, file: name.file(), format })
    }

    /// Where the reports are to be written.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    /// Prints the report.
    pub(crate) fn print(&self) -> Result<(), CommandError> {
        let out = io::BufWriter::new(io::stdout().lock());
        match self.format {
            TableFormat::Csv => printed("the report", copy(&self.output().join(self.file), out)),
            TableFormat::Json => self.print_objects(out),
        }
    }

    fn print_objects(&self, mut out: impl Write) -> Result<(), CommandError> {
        let tables = Tables::of(&self.output())?;
        let (mut line, mut result) = (Vec::new(), Ok(()));
        tables.each_row(self.file, |columns, _, cells| {
            line.clear();
            let cells = cells();
            let members = columns.iter().zip(&cells);
            push_json_object(
                &mut line,
                members.map(|(column, cell)| (column.name.as_str(), column.kind == "string", cell.shown())),
            );
            result = out.write_all(&line);
            result.is_ok()
        })?;
        printed("the report", result.and_then(|()| out.flush()))
    }
}

fn copy(path: &Path, mut out: impl Write) -> io::Result<()> {
    io::copy(&mut File::open(path)?, &mut out)?;
    out.flush()
}

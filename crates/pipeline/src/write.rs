//! From results to the set of reports.

use textmill_ingest::FoundFile;
use textmill_report::{Manifest, Report, ReportSet, Results, Warning, WarningKind, reports::WarningRow};
use textmill_view::{
    FIGURES, PAGE, SHEET_ROWS, Sections, Tables, ViewError, WORKBOOK, write_figures, write_page,
    write_workbook,
};

use crate::{
    Observer, Plan, RunError, ViewFormat,
    observer::{Stage, go_on},
    page_texts::page_texts,
    parameters::column_parameters,
    read_back::TextReader,
    steps::topic_drift::fit_of,
};

/// Writes the reports of a plan and replaces the old set. Returns the reports of the old set that are not in the new one. The inputs and
/// settings of the account go into the manifest: none is left in `results`.
pub(crate) fn write_reports(
    mut set: ReportSet,
    results: &mut Results,
    plan: &Plan,
    files: &[FoundFile],
    observer: &dyn Observer,
) -> Result<Vec<String>, RunError> {
    set.write_as(plan.config.reports.csv_form());
    set.state_parameters(column_parameters(&plan.config));
    let stage = Stage::steps(observer, "writing", plan.entries().len() as u64);
    for report in plan.entries() {
        go_on(observer)?;
        // The warnings are the last of the reports.
        if report.file == WarningRow::FILE {
            let long = set.long_tables().map(long_table);
            results.account.warnings.extend(long);
        }
        report.write(results, &mut set)?;
        stage.advance(1);
    }
    if let Some(model) = results.topics.saved(&results.corpus) {
        let topics = model.labels().len() as u64;
        let fit = fit_of(&model, &results.corpus);
        set.write_model(&model.with_fit(fit), topics)?;
    }
    // The next run may keep it from there.
    if let Some(kept) = plan.kept_model.as_ref().filter(|_| results.topics.applied.is_some()) {
        set.write_model(&kept.model, kept.model.labels().len() as u64)?;
    }
    let manifest = manifest(results, plan);
    set.describe(&manifest.textmill)?;
    let reader = TextReader {
        corpus: &results.corpus,
        files,
        reading: &plan.reading,
        tokens: plan.token_rules,
        observer,
    };
    write_views(&mut set, plan, reader)?;
    Ok(set.commit(manifest)?)
}

/// What is to be known of a table that no spreadsheet reads whole.
fn long_table((file, rows): (&str, u64)) -> Warning {
    let warning = format!(
        "the table has {rows} rows, and a spreadsheet shows the first 1,048,575: read it with a program (datapackage.json has the types of \
         its columns), or ask for less (thresholds such as min_frequency)"
    );
    Warning::new(WarningKind::LongTables, file, warning)
}

/// Writes what people open, which is made of the tables.
fn write_views(set: &mut ReportSet, plan: &Plan, reader: TextReader<'_>) -> Result<(), RunError> {
    let reports = &plan.config.reports;
    let tables = Tables::of(set.folder())?;
    let (workbook, page) = (set.folder().join(WORKBOOK), set.folder().join(PAGE));
    let texts = reports.has(ViewFormat::Html).then(|| page_texts(reader)).transpose()?;
    let most_rows = reports.sheet_rows.map_or(SHEET_ROWS, |rows| rows as usize);
    let write_book =
        || if reports.has(ViewFormat::Xlsx) { write_workbook(&tables, most_rows, &workbook) } else { Ok(()) };
    let draw = || -> Result<Vec<&str>, ViewError> {
        if texts.is_none() && !reports.has(ViewFormat::Svg) {
            return Ok(Vec::new());
        }
        let sections = Sections::of(&tables)?;
        texts.as_ref().map_or(Ok(()), |texts| write_page(&tables, &sections, texts, &page))?;
        if reports.has(ViewFormat::Svg) { write_figures(&sections, set.folder()) } else { Ok(Vec::new()) }
    };
    let (book, drawn) = rayon::join(write_book, draw);
    book?;
    let figures = drawn?;
    let views = [(ViewFormat::Xlsx, WORKBOOK), (ViewFormat::Html, PAGE)].into_iter();
    let views = views.filter(|(format, _)| reports.has(*format)).map(|(_, name)| name);
    views.chain(figures).try_for_each(|name| set.add_file(name))?;
    Ok(())
}

/// The files of a set that are made of its tables.
pub(crate) fn view_files() -> Vec<&'static str> {
    [WORKBOOK, PAGE].into_iter().chain(FIGURES).collect()
}

fn manifest(results: &mut Results, plan: &Plan) -> Manifest {
    Manifest {
        textmill: env!("CARGO_PKG_VERSION").to_owned(),
        unicode: textmill_normalize::UNICODE_VERSION.to_owned(),
        stemmer: plan.words.engine.name().to_owned(),
        dictionaries: plan.token_rules.dictionary.then(|| textmill_normalize::DICTIONARIES.to_owned()),
        configuration: serde_json::to_value(&plan.config).unwrap_or_default(),
        configuration_source: plan.source.clone(),
        settings: std::mem::take(&mut results.account.settings),
        inputs: std::mem::take(&mut results.account.inputs),
        outputs: Vec::new(),
    }
}

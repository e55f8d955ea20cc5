//! From results to the set of reports.

use textmill_ingest::FoundFile;
use textmill_report::{
    InputRecord, Manifest, PassedOver, Replaced, Report, ReportSet, Results, Warning, WarningKind,
    reports::WarningRow,
};
use textmill_view::{
    FIGURES, FilledWorkbook, PAGE, SHEET_ROWS, Sections, Tables, WORKBOOK, write_figures, write_page,
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
) -> Result<Replaced, RunError> {
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
    let account = &mut results.account;
    let manifest = Manifest {
        inputs: std::mem::take(&mut account.inputs),
        passed_over: std::mem::take(&mut account.passed_over),
        ..manifest_of(plan, std::mem::take(&mut account.settings))
    };
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
    let most_rows = reports.sheet_rows.map_or(SHEET_ROWS, |rows| rows as usize);
    // The sheets first, on all threads: one packs them afterwards, while the others draw.
    let has_book = reports.has(ViewFormat::Xlsx);
    let book = has_book.then(|| FilledWorkbook::of(&tables, most_rows)).transpose()?;
    let save_book = || book.map_or(Ok(()), |book| book.save(&workbook));
    let draw = || -> Result<Vec<&str>, RunError> {
        let (has_page, has_figures) = (reports.has(ViewFormat::Html), reports.has(ViewFormat::Svg));
        if !has_page && !has_figures {
            return Ok(Vec::new());
        }
        // The texts are read, and made sentences of, while the sections are made.
        let (texts, sections) =
            rayon::join(|| has_page.then(|| page_texts(reader)).transpose(), || Sections::of(&tables));
        let sections = sections?;
        texts?.as_ref().map_or(Ok(()), |texts| write_page(&tables, &sections, texts, &page))?;
        Ok(if has_figures { write_figures(&sections, set.folder())? } else { Vec::new() })
    };
    let (saved, drawn) = rayon::join(save_book, draw);
    saved?;
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

/// What a manifest says before anything is read or written.
pub(crate) fn manifest_of(plan: &Plan, settings: Vec<InputRecord>) -> Manifest {
    Manifest {
        textmill: env!("CARGO_PKG_VERSION").to_owned(),
        unicode: textmill_normalize::UNICODE_VERSION.to_owned(),
        stemmer: plan.words.engine.name().to_owned(),
        dictionaries: plan.token_rules.dictionary.then(|| textmill_normalize::DICTIONARIES.to_owned()),
        configuration: serde_json::to_value(&plan.config).unwrap_or_default(),
        configuration_source: plan.source.clone(),
        settings,
        inputs: Vec::new(),
        passed_over: PassedOver::default(),
        outputs: Vec::new(),
    }
}

//! The first sheet: what was read, what to know, where to look, how to cite.

use rust_xlsxwriter::{Chart, ChartType, Url, Worksheet, XlsxError};

use super::{HEADINGS, Sheet, Styles};
use crate::{Table, Tables, numbers::grouped};

/// So many words are in the picture.
const WORDS: usize = 20;

pub(super) fn write(
    sheet: &mut Worksheet,
    tables: &Tables,
    summary: Option<&Table>,
    warnings: Option<&Table>,
    sheets: &[Sheet<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Read me")?.set_column_width(0, 24)?.set_column_width(1, 12)?.set_column_width(2, 100)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    let mut row = 0;
    sheet.write_string_with_format(row, 0, title(summary), &styles.title)?;
    row += 2;
    if let Some(warnings) = warnings.filter(|warnings| !warnings.rows.is_empty()) {
        sheet.write_string_with_format(row, 0, "To know before you quote a number", &styles.section)?;
        row += 1;
        for warning in &warnings.rows {
            sheet.write_string_with_format(row, 0, warnings.text(warning, "kind"), &styles.warning)?;
            let count = warnings.number(warning, "count").unwrap_or(1.0);
            sheet.write_number_with_format(row, 1, count, &styles.warning)?;
            let told = [warnings.text(warning, "subject"), warnings.text(warning, "warning")];
            let told: Vec<&str> = told.into_iter().filter(|part| !part.is_empty()).collect();
            sheet.write_string_with_format(row, 2, told.join(": "), &styles.warning)?;
            row += 1;
        }
        row += 1;
    }
    sheet.write_string_with_format(row, 0, "The sheets", &styles.section)?;
    row += 1;
    for Sheet { plan, shown, more, .. } in sheets {
        let link = Url::new(format!("internal:'{}'!A1", plan.name)).set_text(plan.name);
        sheet.write_url_with_format(row, 0, link, &styles.link)?;
        sheet.write_number_with_format(row, 1, (*shown as u64 + more) as f64, &styles.integer)?;
        sheet.write_string_with_format(
            row,
            2,
            format!("{} ({})", plan.question, plan.file),
            &styles.wrapped,
        )?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "What was counted", &styles.section)?;
    row += 1;
    for total in summary.iter().flat_map(|summary| &summary.rows) {
        let Some(summary) = summary else { break };
        sheet.write_string_with_format(row, 0, summary.text(total, "subject"), &styles.wrapped)?;
        if let Some(number) = summary.number(total, "total") {
            sheet.write_number_with_format(row, 1, number, &styles.integer)?;
        }
        sheet.write_string_with_format(row, 2, summary.text(total, "meaning"), &styles.wrapped)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "How to cite", &styles.section)?;
    let cite = format!(
        "Textmill {}, with the configuration and the hashes of all files in manifest.json. What a column means, with its formula, stands in \
         the note of its heading.",
        tables.version()
    );
    sheet.write_string_with_format(row + 1, 2, cite, &styles.wrapped)?;
    add_pictures(sheet, sheets)
}

/// The first line: how much there is.
fn title(summary: Option<&Table>) -> String {
    let total = |subject: &str| summary?.total(subject);
    match (total("documents"), total("tokens counted")) {
        (Some(documents), Some(tokens)) => {
            format!("{} documents, {} words counted", grouped(documents), grouped(tokens))
        }
        _ => "A Textmill report".to_owned(),
    }
}

/// The most frequent words and the topics as bars.
fn add_pictures(sheet: &mut Worksheet, sheets: &[Sheet<'_>]) -> Result<(), XlsxError> {
    let pictures = [
        ("Words", "surface", "per_million", "Words per million"),
        ("Topics", "label", "prevalence", "Share of the words"),
    ];
    let mut row = 0;
    for (name, labels, values, title) in pictures {
        let Some(Sheet { plan, sample: table, .. }) = sheets.iter().find(|sheet| sheet.plan.name == name)
        else {
            continue;
        };
        let (Some(labels), Some(values)) = (table.place(labels), table.place(values)) else { continue };
        // Hidden rows are not drawn.
        let is_drawn = |row: &&Vec<crate::Cell>| table.text(row, "stop_word") != "true";
        let drawn = (1..).zip(&table.rows).filter(|(_, row)| is_drawn(row)).take(WORDS);
        let last = HEADINGS + drawn.map(|(place, _)| place).last().unwrap_or(1);
        let range = |place: usize| (plan.name, HEADINGS + 1, place as u16, last, place as u16);
        let mut chart = Chart::new(ChartType::Bar);
        chart.add_series().set_categories(range(labels)).set_values(range(values)).set_name(title);
        chart.title().set_name(title);
        chart.legend().set_hidden();
        chart.y_axis().set_reverse();
        chart.set_width(520).set_height(420);
        sheet.insert_chart(row, 4, &chart)?;
        row += 23;
    }
    Ok(())
}

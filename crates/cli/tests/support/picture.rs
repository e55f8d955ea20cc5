//! The picture of the README: what each group of the sample speaks of, drawn from the reports that are kept.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use super::rows;

const LABEL: usize = 330;
const COLUMN: usize = 92;
const ROW: usize = 46;
const TOP: usize = 74;
/// The radius of a share of 1.
const RADIUS: f64 = 30.0;

/// An SVG of `topics.csv` and `data/topic_groups.csv`: a row for each topic, a column for each group, a disc as large as the share.
pub(crate) fn topics_by_group(outputs: &Path) -> String {
    let topics = rows(outputs, "topics.csv");
    let mut groups: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for row in rows(outputs, "data/topic_groups.csv").into_iter().filter(|row| row["level"] == "group") {
        groups
            .entry(row["name"].clone())
            .or_default()
            .insert(row["topic"].clone(), row["share"].parse().unwrap());
    }
    let (width, height) = (LABEL + COLUMN * groups.len() + 20, TOP + ROW * topics.len() + 16);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">\n<title>What each group of the sample speaks of</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"30\" font-size=\"17\" font-weight=\"bold\" fill=\"#1f2933\">What each group speaks of: share of its words by topic</text>\n"
    );
    for (column, name) in groups.keys().enumerate() {
        let x = LABEL + COLUMN * column + COLUMN / 2;
        writeln!(
            svg,
            "<text x=\"{x}\" y=\"62\" text-anchor=\"middle\" fill=\"#52606d\">{}</text>",
            escaped(name)
        )
        .unwrap();
    }
    for (row, topic) in topics.iter().enumerate() {
        let y = TOP + ROW * row + ROW / 2;
        if row % 2 == 0 {
            let top = y - ROW / 2;
            writeln!(
                svg,
                "<rect x=\"8\" y=\"{top}\" width=\"{}\" height=\"{ROW}\" fill=\"#f5f7fa\"/>",
                width - 16
            )
            .unwrap();
        }
        let label = escaped(&topic["label"]);
        writeln!(svg, "<text x=\"16\" y=\"{}\" fill=\"#1f2933\">{label}</text>", y + 5).unwrap();
        for (column, shares) in groups.values().enumerate() {
            let share = shares.get(&topic["topic"]).copied().unwrap_or_default();
            disc(&mut svg, LABEL + COLUMN * column + COLUMN / 2, y, share);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// A disc whose area is in proportion to a share, with the share in per cent beside it.
fn disc(svg: &mut String, x: usize, y: usize, share: f64) {
    let percent = (share * 100.0).round();
    let radius = RADIUS * share.sqrt();
    let (strong, colour) = if share >= 0.25 { ("#ffffff", "#0b69a3") } else { ("#52606d", "#7cc4fa") };
    let shown = if share >= 0.25 { (x, "middle") } else { (x + radius.ceil() as usize + 4, "start") };
    writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius:.1}\" fill=\"{colour}\"/>").unwrap();
    if percent >= 1.0 {
        let (x, anchor) = shown;
        writeln!(svg, "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"11\" fill=\"{strong}\">{percent}%</text>", y + 4)
            .unwrap();
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

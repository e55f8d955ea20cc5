//! The pictures, one function each, from the sections that the page shows too.

use super::drawing::{Anchor, BAND, Drawing, GRID, INK, LABEL, LESS, MORE, NUMBER, PAPER, SOFT, TICK};
use crate::sections::{
    differences::Comparison,
    documents::Documents,
    labels::{shortened, width},
    network::Network,
    scale::{Percent, Tick},
    topics::Topics,
    trends::Trends,
    words::Words,
};

/// The size of most pictures, and where their axes begin and end.
const WIDTH: f64 = 900.0;
const LEFT: f64 = 240.0;
const RIGHT: f64 = 640.0;
/// The first line of marks, and how far apart lines are.
const TOP: f64 = 92.0;
const ROW: f64 = 22.0;
/// So many letters of a label stand left of the axis.
const LABEL_LETTERS: f64 = 30.0;

/// The kinds of segments, in the colours of the page.
const KINDS: [&str; 8] =
    ["#0b5ea8", "#c4620f", "#1f7a4d", "#8a6d00", "#51677e", "#7a4fb5", "#b03a6b", "#76838f"];

fn on_axis(place: Percent) -> f64 {
    LEFT + place.0 / 100.0 * (RIGHT - LEFT)
}

/// The lines and the numbers of an axis above so many rows.
fn axis(drawing: &mut Drawing, ticks: &[Tick], rows: usize) {
    let bottom = TOP + ROW * rows as f64 - ROW / 2.0;
    for tick in ticks {
        let x = on_axis(tick.at);
        drawing.line([x, TOP - ROW / 2.0], [x, bottom], GRID, 1.0);
        drawing.text(x, TOP - ROW, TICK, &tick.label);
    }
}

fn heads(drawing: &mut Drawing, heads: &[(f64, &str)]) {
    for (x, head) in heads {
        drawing.text(*x, TOP - ROW, TICK.at(Anchor::End), head);
    }
}

/// A bar a document.
pub(super) fn texts(section: &Documents) -> String {
    const TITLE: &str = "What was read";
    let mut drawing = Drawing::new(
        WIDTH,
        TITLE,
        "Words of each document by the kind of their segment; outlined: left out of every count",
    );
    let mut x = 16.0;
    for kind in &section.kinds {
        swatch(&mut drawing, [x, 58.0], [12.0, 12.0], &kind.class);
        drawing.text(x + 17.0, 68.0, TICK.at(Anchor::Start), &kind.name);
        x += 34.0 + 6.5 * width(&kind.name);
    }
    let top = 96.0;
    for (bar, row) in section.bars.iter().zip(0..) {
        let y = top + ROW * f64::from(row);
        drawing.text(LEFT - 8.0, y + 4.0, LABEL, &shortened(&bar.title, LABEL_LETTERS));
        for part in &bar.parts {
            let width = part.width.0 / 100.0 * (RIGHT - LEFT);
            swatch(&mut drawing, [on_axis(part.at), y - 7.0], [width, 14.0], &part.class);
        }
        drawing.text(RIGHT + 70.0, y + 4.0, NUMBER, &bar.tokens);
        drawing.text(RIGHT + 86.0, y + 4.0, NUMBER.at(Anchor::Start), &bar.date);
        drawing.text(
            RIGHT + 166.0,
            y + 4.0,
            NUMBER.at(Anchor::Start).in_color(SOFT),
            &shortened(&bar.group, 13.0),
        );
    }
    let bottom = top + ROW * section.bars.len() as f64;
    if section.more > 0 {
        let more = format!("{} more documents are in documents.csv", section.more);
        drawing.text(16.0, bottom + 6.0, TICK.at(Anchor::Start), &more);
    }
    drawing.finish(bottom + 18.0, TITLE)
}

/// A part of a bar in the colour of its kind; what is left out has an outline.
fn swatch(drawing: &mut Drawing, [x, y]: [f64; 2], [width, height]: [f64; 2], class: &str) {
    let kind = class.trim_start_matches("kind").parse::<usize>().ok();
    match kind.and_then(|kind| KINDS.get(kind)) {
        Some(color) => drawing.bar([x, y], [width, height], color),
        None => {
            drawing.bar([x, y], [width, height], SOFT);
            let inner = [(width - 2.0).max(0.0), height - 2.0];
            drawing.bar([x + 1.0, y + 1.0], inner, PAPER);
        }
    }
}

/// A dot a word.
pub(super) fn words(section: &Words) -> String {
    const TITLE: &str = "Which words are frequent";
    let mut drawing = Drawing::new(
        WIDTH,
        TITLE,
        "Occurrences per million words, without stop words; the larger the dot, the more documents have the word",
    );
    axis(&mut drawing, &section.ticks, section.rows.len());
    heads(
        &mut drawing,
        &[(RIGHT + 90.0, "per million"), (RIGHT + 150.0, "times"), (RIGHT + 230.0, "documents")],
    );
    for (row, line) in section.rows.iter().zip(0..) {
        let y = TOP + ROW * f64::from(line);
        drawing.text(LEFT - 8.0, y + 4.0, LABEL, &shortened(&row.word, LABEL_LETTERS));
        drawing.line([LEFT, y], [on_axis(row.at), y], GRID, 2.0);
        drawing.disc([on_axis(row.at), y], row.radius.parse().unwrap_or(3.0), MORE, MORE);
        for (x, number) in [(90.0, &row.per_million), (150.0, &row.frequency), (230.0, &row.documents)] {
            drawing.text(RIGHT + x, y + 4.0, NUMBER, number);
        }
    }
    drawing.finish(TOP + ROW * section.rows.len() as f64, TITLE)
}

/// The width of a figure, and of the column of the numbers of documents with some air before it.
const FIGURE_WIDTH: f64 = 7.0;
const DOCUMENTS_WIDTH: f64 = 84.0;

/// A point and its interval for each word.
pub(super) fn differences(comparison: &Comparison) -> String {
    let title = format!("Differences: {}", comparison.name);
    // The numbers of documents of a large collection need more room than those of a small one.
    let longest = comparison.rows.iter().map(|row| row.documents.chars().count()).max().unwrap_or_default();
    let more = (longest as f64 * FIGURE_WIDTH - DOCUMENTS_WIDTH).max(0.0);
    let mut drawing = Drawing::new(
        WIDTH + more,
        &shortened(&title, 110.0),
        "How many times as often, with the interval of 95 %; filled: key by the permutation test over documents (FDR below 0.05)",
    );
    axis(&mut drawing, &comparison.ticks, comparison.rows.len());
    let zero = on_axis(comparison.zero);
    drawing.line(
        [zero, TOP - ROW / 2.0],
        [zero, TOP + ROW * comparison.rows.len() as f64 - ROW / 2.0],
        SOFT,
        1.0,
    );
    let columns = [90.0, 140.0, 240.0 + more];
    let named = columns.map(|x| RIGHT + x).into_iter().zip(["counts", "FDR", "documents"]);
    heads(&mut drawing, &named.collect::<Vec<_>>());
    for (row, line) in comparison.rows.iter().zip(0..) {
        let y = TOP + ROW * f64::from(line);
        let color = if row.class.starts_with("often") { MORE } else { LESS };
        let is_key = row.class.ends_with("key");
        drawing.text(LEFT - 8.0, y + 4.0, LABEL.bold(is_key), &shortened(&row.word, LABEL_LETTERS));
        let [low, high] = [row.low, row.high].map(on_axis);
        drawing.line([low, y], [high, y], color, 2.0);
        if row.is_open_low {
            drawing.path("M6 -5L0 0L6 5", [low, y], "none", color);
        }
        if row.is_open_high {
            drawing.path("M-6 -5L0 0L-6 5", [high, y], "none", color);
        }
        drawing.disc([on_axis(row.at), y], 4.5, if is_key { color } else { PAPER }, color);
        for (x, number) in columns.into_iter().zip([&row.counts, &row.rate, &row.documents]) {
            drawing.text(RIGHT + x, y + 4.0, NUMBER, number);
        }
    }
    drawing.finish(TOP + ROW * comparison.rows.len() as f64, &title)
}

/// Words as discs, pairs as lines.
pub(super) fn network(section: &Network) -> String {
    const TITLE: &str = "Which words belong together";
    const DOWN: f64 = 56.0;
    let mut drawing = Drawing::new(
        section.width,
        TITLE,
        "Pairs without stop words, from the strongest evidence on; the thicker the line, the larger logDice; the larger the disc, the more \
         frequent the word",
    );
    for edge in &section.edges {
        drawing.line([edge.x1, edge.y1 + DOWN], [edge.x2, edge.y2 + DOWN], BAND, edge.width);
    }
    for node in &section.nodes {
        drawing.disc([node.x, node.y + DOWN], node.radius, MORE, PAPER);
        let style = LABEL.at(Anchor::Start);
        drawing.text(node.x + node.radius + 3.0, node.y + DOWN + 4.5, style, &node.label);
    }
    drawing.finish(section.height + DOWN, TITLE)
}

/// A row a topic, a column a group, a point with its interval for each share.
pub(super) fn topics(section: &Topics) -> String {
    const TITLE: &str = "What each group speaks of";
    const LABEL_WIDTH: f64 = 330.0;
    const COLUMN: f64 = 120.0;
    const TALL: f64 = 34.0;
    let groups: Vec<&str> = section
        .cards
        .iter()
        .max_by_key(|card| card.groups.len())
        .map(|card| card.groups.iter().map(|line| line.name.as_str()).collect())
        .unwrap_or_default();
    let columns = 1 + groups.len();
    let mut drawing = Drawing::new(
        (LABEL_WIDTH + COLUMN * columns as f64 + 20.0).max(WIDTH),
        if groups.is_empty() { "What it is about" } else { TITLE },
        if groups.is_empty() {
            "Share of the words by topic, in percent, and the words of each; topics that the chains disagree on are left out"
        } else {
            "Share of the words by topic, in percent, with the interval of 95 % over documents; topics that the chains disagree on are left out"
        },
    );
    let place = |column: usize| LABEL_WIDTH + COLUMN * column as f64;
    for (name, column) in std::iter::once("all").chain(groups.iter().copied()).zip(0..) {
        drawing.text(
            place(column) + 4.0,
            TOP - ROW,
            LABEL.at(Anchor::Start).bold(true),
            &shortened(name, 14.0),
        );
    }
    let largest = section
        .cards
        .iter()
        .flat_map(|card| card.groups.iter().map(|line| line.low.0 + line.width.0))
        .chain(section.cards.iter().filter_map(|card| card.share.parse().ok()))
        .fold(1.0, f64::max);
    let x = |column: usize, share: f64| place(column) + 4.0 + share / largest * (COLUMN - 54.0);
    for (card, line) in section.cards.iter().zip(0..) {
        let y = TOP + TALL * f64::from(line);
        if line % 2 == 0 {
            let width = if groups.is_empty() { WIDTH - 16.0 } else { place(columns) - 4.0 };
            drawing.bar([8.0, y - TALL / 2.0], [width, TALL], "#f4f6f9");
        }
        drawing.text(16.0, y + 4.0, LABEL.at(Anchor::Start), &shortened(&card.label, 42.0));
        let share: f64 = card.share.parse().unwrap_or_default();
        drawing.bar([place(0) + 4.0, y - 4.0], [x(0, share) - place(0) - 4.0, 8.0], INK);
        drawing.text(x(0, share) + 6.0, y + 4.0, TICK.at(Anchor::Start), &format!("{} %", card.share));
        if groups.is_empty() {
            let words: Vec<&str> = card.words.iter().map(|bar| bar.word.as_str()).collect();
            drawing.text(place(1), y + 4.0, TICK.at(Anchor::Start), &shortened(&words.join(", "), 70.0));
        }
        for (name, column) in groups.iter().zip(1..) {
            let Some(of_group) = card.groups.iter().find(|line| line.name == *name) else { continue };
            let (low, high) = (of_group.low.0, of_group.low.0 + of_group.width.0);
            drawing.line([x(column, 0.0), y], [x(column, largest), y], GRID, 1.0);
            drawing.line([x(column, low), y], [x(column, high), y], BAND, 5.0);
            drawing.disc([x(column, of_group.at.0), y], 3.5, LESS, LESS);
            drawing.text(
                place(column) + COLUMN - 8.0,
                y + 4.0,
                TICK.at(Anchor::End),
                &format!("{} %", of_group.share),
            );
        }
    }
    drawing.finish(TOP + TALL * section.cards.len() as f64 - 4.0, TITLE)
}

/// A small picture a word, four in a row.
pub(super) fn trends(section: &Trends) -> String {
    const TITLE: &str = "How words come and go";
    const COLUMNS: usize = 4;
    let (wide, tall) = (WIDTH / COLUMNS as f64, 138.0);
    let mut drawing = Drawing::new(
        WIDTH,
        TITLE,
        "Occurrences per million words of each period, with the interval of 95 %, pointed where it goes on above; hollow: one document; no line over periods without documents",
    );
    for (picture, place) in section.pictures.iter().zip(0..) {
        let (left, top) = ((place % COLUMNS) as f64 * wide + 18.0, 84.0 + (place / COLUMNS) as f64 * tall);
        let style = LABEL.at(Anchor::Start).bold(true);
        let word = shortened(&picture.word, 13.0);
        drawing.text(left - 8.0, top - 10.0, style, &word);
        let most = format!("up to {}", picture.most);
        drawing.text(left + wide - 36.0, top - 10.0, TICK.at(Anchor::End), &most);
        let scale = (wide - 36.0) / crate::sections::trends::WIDTH;
        drawing.group([left, top], scale);
        drawing.path(&picture.band, [0.0, 0.0], BAND, "none");
        let (base, end) = (crate::sections::trends::HEIGHT, crate::sections::trends::WIDTH);
        drawing.line([0.0, base], [end, base], SOFT, 1.0);
        for line in &picture.lines {
            drawing.path(line, [0.0, 0.0], "none", MORE);
        }
        for point in &picture.points {
            let at = [&point.x, &point.y].map(|text| text.parse().unwrap_or_default());
            drawing.disc(at, 3.0, if point.class == "point" { MORE } else { PAPER }, MORE);
        }
        drawing.end_group();
        let below = top + base * scale + 18.0;
        drawing.text(left - 8.0, below, TICK.at(Anchor::Start), &picture.first);
        drawing.text(left + wide - 36.0, below, TICK.at(Anchor::End), &picture.last);
    }
    let rows = section.pictures.len().div_ceil(COLUMNS);
    let bottom = 76.0 + rows as f64 * tall;
    if section.more > 0 {
        let more = format!("{} more lines are in trends.csv", section.more);
        drawing.text(16.0, bottom, TICK.at(Anchor::Start), &more);
    }
    drawing.finish(bottom + if section.more > 0 { 14.0 } else { 0.0 }, TITLE)
}

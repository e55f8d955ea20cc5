//! `textmill kwic`.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use textmill_pipeline::{Concordance, KwicSearch, LoadedConfig, Plan, concordance};
use textmill_report::{csv_text, json_lines, reports::KwicRow};

use crate::{
    args::{KwicArgs, KwicOrder, LineFormat},
    error::{CommandError, printed},
    exit::Exit,
    interrupt::without_reports,
    progress::Progress,
    say,
    standard_input::Inputs,
    terminal::{harmless, is_coloured, width},
    wording::counted,
};

/// Prints the occurrences of a pattern, a line each, and says how many there are. None is a failure, as with grep.
pub(crate) fn kwic(arguments: &KwicArgs) -> Result<Exit, CommandError> {
    let inputs = Inputs::of(&arguments.input.inputs, arguments.input.stdin_format)?;
    let plan = Plan::new(LoadedConfig::find(arguments.input.config.as_deref(), &inputs.inputs)?)?;
    let search = KwicSearch { pattern: arguments.pattern.clone(), unit: arguments.unit.into() };
    let found = concordance(&plan, &inputs.inputs, &search, &Progress::hidden()).map_err(without_reports)?;
    let Concordance { mut rows, advice, rejected, changed } = found;
    sort(&mut rows, arguments.sort);
    let mut out = io::BufWriter::new(io::stdout().lock());
    printed("the concordance", print(&rows, arguments, &mut out).and_then(|()| out.flush()))?;
    changed
        .iter()
        .for_each(|path| say(&format!("{} changed while it was read, and is left out", harmless(path))));
    if rejected > 0 {
        say(&format!("{} could not be used; textmill ingest says why", counted(rejected, "file")));
    }
    let documents: BTreeSet<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    if rows.is_empty() {
        let advice = advice.map(|advice| format!("; {advice}")).unwrap_or_default();
        say(&format!("{:?} is nowhere in the segments that are counted{advice}", arguments.pattern));
        return Ok(Exit::Failed);
    }
    let places = counted(rows.len() as u64, "place");
    say(&format!("{places} in {}", counted(documents.len() as u64, "document")));
    Ok(Exit::of_rejected(rejected + changed.len() as u64))
}

fn sort(rows: &mut [KwicRow], order: KwicOrder) {
    let backwards = |row: &KwicRow| -> Vec<String> {
        row.left.to_lowercase().split(' ').rev().map(str::to_owned).collect()
    };
    match order {
        KwicOrder::Place => {}
        KwicOrder::Left => rows.sort_by_cached_key(backwards),
        KwicOrder::Node => rows.sort_by_cached_key(|row| row.node.to_lowercase()),
        KwicOrder::Right => rows.sort_by_cached_key(|row| row.right.to_lowercase()),
    }
}

fn print(rows: &[KwicRow], arguments: &KwicArgs, out: &mut impl Write) -> io::Result<()> {
    match arguments.format {
        LineFormat::Csv => out.write_all(&csv_text(rows.iter().cloned())?),
        LineFormat::Json => out.write_all(&json_lines(rows.iter().cloned())?),
        LineFormat::Text => {
            let layout = LineLayout::new(width(), is_coloured(&io::stdout()), arguments.words);
            rows.iter().try_for_each(|row| writeln!(out, "{}", layout.line(row)))
        }
    }
}

/// How a line is laid out.
struct LineLayout {
    /// The widths of the sides and of the place, in characters.
    side: usize,
    place: usize,
    is_coloured: bool,
    /// The most words on each side.
    words: usize,
}

/// The width of each side where the lines do not go to a terminal, and the least that is of use on one.
const SIDE: usize = 50;
const LEAST_SIDE: usize = 12;
/// What a node takes, as a rule.
const NODE: usize = 12;

impl LineLayout {
    fn new(width: Option<usize>, is_coloured: bool, words: Option<usize>) -> Self {
        let words = words.unwrap_or(usize::MAX);
        let Some(width) = width else { return Self { side: SIDE, place: usize::MAX, is_coloured, words } };
        let place = width / 4;
        let side = (width.saturating_sub(place + NODE + 6) / 2).clamp(LEAST_SIDE, SIDE);
        Self { side, place, is_coloured, words }
    }

    fn line(&self, row: &KwicRow) -> String {
        let (left, node, right) = (harmless(&row.left), harmless(&row.node), harmless(&row.right));
        let left: Vec<&str> = left.split(' ').collect();
        let left = left[left.len().saturating_sub(self.words)..].join(" ");
        let right = right.split(' ').take(self.words).collect::<Vec<_>>().join(" ");
        // What stands right after the node, as a comma, is not parted from it.
        let gap = if right.starts_with(|sign: char| {
            sign.is_alphanumeric() || "(\u{201c}\u{2018}\u{ab}\u{201e}\"'\u{2014}\u{2013}-".contains(sign)
        }) {
            " "
        } else {
            ""
        };
        let (left, right) = (last(&left, self.side), first(&right, self.side));
        let node = if self.is_coloured { format!("\x1b[1;31m{node}\x1b[0m") } else { node.into_owned() };
        let place = match row.speaker.as_str() {
            "" => harmless(&row.path).into_owned(),
            speaker => harmless(&format!("{} {speaker}", row.path.as_str())).into_owned(),
        };
        let place = shortened(&place, self.place);
        let side = self.side;
        format!("{left:>side$} {node}{gap}{right:side$}  {place}").trim_end().to_owned()
    }
}

/// The last characters of a text.
fn last(text: &str, width: usize) -> String {
    let skipped = text.chars().count().saturating_sub(width);
    text.chars().skip(skipped).collect()
}

fn first(text: &str, width: usize) -> String {
    text.chars().take(width).collect()
}

/// A path whose middle is left out where it is too long: the end of it is what tells files apart.
fn shortened(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    let head = width / 3;
    format!("{}\u{2026}{}", first(text, head), last(text, width.saturating_sub(head + 1)))
}

#[cfg(test)]
mod tests {
    use textmill_report::reports::KwicRow;

    use super::{LineLayout, shortened};

    fn row(left: &str, node: &str, right: &str) -> KwicRow {
        KwicRow {
            path: "press/2031-03-14-a-long-name.txt".into(),
            kind: "paragraph".into(),
            speaker: "".into(),
            left: left.into(),
            node: node.into(),
            right: right.into(),
            pattern: node.into(),
            byte_end: 1,
            ..KwicRow::default()
        }
    }

    #[test]
    fn lines_fit_the_terminal() {
        let row = row(&"before ".repeat(20), "river", &"after ".repeat(20));
        for width in [60, 80, 100, 200] {
            let line = LineLayout::new(Some(width), false, None).line(&row);
            assert!(line.chars().count() <= width, "{width}: {line}");
            assert!(line.contains(" river after"), "{line}");
        }
    }

    #[test]
    fn signs_after_the_node_stay_with_it_and_nothing_trails() {
        let layout = LineLayout::new(None, false, Some(1));
        let line = layout.line(&row("the old", "river", ", which rose"));
        assert!(line.contains("old river,"), "{line}");
        assert_eq!(line.trim_end(), line);
        assert!(layout.line(&row("a\x1b[2J", "b", "")).contains('\u{241b}'));
    }

    #[test]
    fn the_end_of_a_path_is_kept() {
        assert_eq!(shortened("abcdefghij", 10), "abcdefghij");
        assert_eq!(shortened("abcdefghijk", 7), "ab\u{2026}hijk");
    }
}

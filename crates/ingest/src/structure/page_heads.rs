//! The heads and feet of pages in the middle of a text that was cut into lines: numbers that go up at equal distances, and the lines
//! that return beside them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::line::has_digit;
use crate::words::without_figures;

/// A line of a page's head is at most so long.
const LONGEST: usize = 80;
/// So many pages show where they end.
const FEWEST: usize = 3;
/// A page has at least and at most so many lines.
const PAGE_LINES: std::ops::RangeInclusive<usize> = 15..=120;
/// The number goes up by so many at most from one page that was found to the next.
const STEP: u64 = 3;
/// So many lines before and after a number belong to a page's head or foot with it.
const NEAR: usize = 2;

/// The places of those lines that are heads and feet of pages, in order.
pub(super) fn page_heads(lines: &[&str]) -> Vec<usize> {
    if lines.len() < FEWEST * PAGE_LINES.start() {
        return Vec::new();
    }
    let mut numbered: HashMap<String, Vec<Numbered>, FixedState> = HashMap::default();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| may_be_numbered(line)) {
        numbered.entry(without_figures(line)).or_default().push(Numbered::of(place, line));
    }
    let mut places: Vec<usize> = numbered.values().flat_map(|same| pages(same)).collect();
    places.sort_unstable();
    let mut beside: HashMap<&str, Vec<usize>, FixedState> = HashMap::default();
    for &place in &places {
        let near = place.saturating_sub(NEAR)..(place + NEAR + 1).min(lines.len());
        for near in near.filter(|&near| near != place && lines[near].len() <= LONGEST) {
            beside.entry(lines[near]).or_default().push(near);
        }
    }
    // A line that stands elsewhere too is no page's: it may announce a speaker.
    beside.retain(|line, places| {
        places.sort_unstable();
        places.dedup();
        places.len() >= FEWEST && count(lines, line) == places.len()
    });
    places.extend(beside.into_values().flatten());
    places.sort_unstable();
    places.dedup();
    places
}

fn count(lines: &[&str], wanted: &str) -> usize {
    lines.iter().filter(|line| **line == wanted).count()
}

/// Whether a line could be the head of a page with its number: it has one at an end.
fn may_be_numbered(line: &str) -> bool {
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    line.len() <= LONGEST
        && has_digit(line)
        && (is_figure(line.trim_start_matches(['-', '–', '[', '(', ' ']).as_bytes().first())
            || is_figure(line.trim_end_matches(['-', '–', ']', ')', ' ', '.']).as_bytes().last()))
}

/// A line that may have the number of a page.
struct Numbered {
    place: usize,
    /// Its first and its last number.
    numbers: [u64; 2],
}

impl Numbered {
    fn of(place: usize, line: &str) -> Self {
        let numbers = || line.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
        let value = |figures: Option<&str>| figures.and_then(|figures| figures.parse().ok()).unwrap_or(0);
        Self { place, numbers: [value(numbers().next()), value(numbers().next_back())] }
    }
}

/// The places of lines that are alike but for their numbers, if these go up by little at about equal distances.
fn pages(same: &[Numbered]) -> Vec<usize> {
    let goes_up = |number: usize| {
        let mut pairs = same.windows(2).map(|pair| (pair[0].numbers[number], pair[1].numbers[number]));
        pairs.all(|(one, next)| next > one && next - one <= STEP)
    };
    if same.len() < FEWEST || !(goes_up(0) || goes_up(1)) {
        return Vec::new();
    }
    let mut gaps: Vec<usize> = same.windows(2).map(|pair| pair[1].place - pair[0].place).collect();
    gaps.sort_unstable();
    let middle = gaps[gaps.len() / 2];
    // A page may be missing, or hold a table.
    let is_regular = |gap: &&usize| **gap * 2 >= middle && **gap <= middle * 2;
    let regular = gaps.iter().filter(is_regular).count();
    if PAGE_LINES.contains(&middle) && regular * 4 >= gaps.len() * 3 {
        same.iter().map(|line| line.place).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::page_heads;

    fn book(pages: usize, head: impl Fn(usize) -> Vec<String>) -> Vec<String> {
        let letters = |number: usize| -> String {
            let letter = |digit: u8| char::from(digit - b'0' + b'a');
            number.to_string().bytes().map(letter).collect()
        };
        let lines = |page: usize| {
            let line = move |line: usize| format!("and the river {} rose in the", letters(page * 100 + line));
            head(page).into_iter().chain((0..30).map(line))
        };
        (1..=pages).flat_map(lines).collect()
    }

    #[track_caller]
    fn check(lines: &[String], expected: usize) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = page_heads(&lines);
        assert_eq!(
            found.len(),
            expected,
            "{:?}",
            found.iter().map(|place| lines[*place]).collect::<Vec<_>>()
        );
    }

    #[test]
    fn heads_of_pages() {
        check(&book(4, |page| vec![format!("- {page} -")]), 4);
        check(&book(5, |page| vec![format!("Page {page} of 5"), "THE RIVER REPORT".to_owned()]), 10);
        check(&book(6, |page| vec![format!("{} RIVER REPORT", page + 12)]), 6);
        let turned = |page: usize| {
            vec![if page.is_multiple_of(2) {
                format!("{page} THE RIVER")
            } else {
                format!("A REPORT {page}")
            }]
        };
        check(&book(8, turned), 8);
    }

    #[test]
    fn what_only_looks_like_heads_of_pages() {
        check(&book(2, |page| vec![format!("- {page} -")]), 0);
        check(&book(5, |_| vec!["2031".to_owned()]), 0);
        let mut spoken = book(5, |page| vec![format!("- {page} -"), "Prime Minister".to_owned()]);
        spoken.insert(20, "Prime Minister".to_owned());
        check(&spoken, 5);
        check(&book(5, |page| vec![format!("{}", 2031 - page)]), 0);
        check(&book(5, |_| vec!["The river rose".to_owned()]), 0);
        let list: Vec<String> =
            (1..40).flat_map(|number| [format!("{number}"), "The river rose.".to_owned()]).collect();
        check(&list, 0);
    }
}

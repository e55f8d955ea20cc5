//! One text out of the lines of pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::without_figures;

/// The text of all pages, without the lines that pages repeat at their heads and feet; words that a line end cuts are joined where the
/// document has them whole.
pub(super) fn whole(pages: &[Vec<&str>]) -> String {
    let furniture = running_lines(pages);
    let mut text = String::new();
    for page in pages {
        let edges = edges(page);
        for (place, line) in page.iter().enumerate() {
            if !(edges.contains(&place) && furniture.contains(&without_figures(line.trim()))) {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    joined_words(&text)
}

/// So many lines at the head of a page, and at its foot, may be the page's.
const EDGE_LINES: usize = 2;
/// A page with fewer lines is a title page or the like.
const PAGE_LINES: usize = 6;
/// A line is the page's if so many pages have it, and one of so many.
const FEWEST_PAGES: usize = 3;
const ONE_PAGE_IN: usize = 3;

/// The places of the first and last lines of a page that are not blank.
fn edges(page: &[&str]) -> BTreeSet<usize> {
    let lines = || (0..page.len()).filter(|&place| !page[place].trim().is_empty());
    let edge = if lines().count() < PAGE_LINES { 0 } else { EDGE_LINES };
    lines().take(edge).chain(lines().rev().take(edge)).collect()
}

/// The lines that pages repeat at their edges.
fn running_lines(pages: &[Vec<&str>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let lines: BTreeSet<String> =
            edges(page).into_iter().map(|place| without_figures(page[place].trim())).collect();
        lines.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    let is_running =
        |(_, count): &(String, usize)| *count >= FEWEST_PAGES && count * ONE_PAGE_IN >= pages.len();
    counts.into_iter().filter(is_running).map(|(line, _)| line).collect()
}

/// Joins words that a line end cuts, where the text has them whole elsewhere.
fn joined_words(text: &str) -> String {
    let words: BTreeSet<String> =
        text.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase).collect();
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(cut) = rest.find("-\n") {
        let (before, after) = (&rest[..cut], rest[cut + 2..].trim_start_matches([' ', '\n']));
        let first = before.rsplit(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
        let second = after.split(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
        let is_one = !first.is_empty()
            && second.starts_with(char::is_lowercase)
            && words.contains(&format!("{first}{second}").to_lowercase());
        joined.push_str(before);
        if is_one {
            rest = after;
        } else {
            joined.push_str("-\n");
            rest = &rest[cut + 2..];
        }
    }
    joined.push_str(rest);
    joined
}

#[cfg(test)]
mod tests {
    use super::{joined_words, whole};

    #[test]
    fn lines_that_pages_repeat_are_left_out() {
        let page = |number: usize| {
            let said = ["one", "two", "three", "four"]
                .map(|word| format!("The dam is closed, {word} {}.", "x".repeat(number)));
            [
                vec!["River report 2031".to_owned()],
                said.to_vec(),
                vec![String::new(), format!("Page {number} of 4")],
            ]
            .concat()
        };
        let pages: Vec<Vec<String>> = (1..=4).map(page).collect();
        let pages: Vec<Vec<&str>> =
            pages.iter().map(|page| page.iter().map(String::as_str).collect()).collect();
        let text = whole(&pages);
        assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 16, "{text}");
        assert!(text.starts_with("The dam is closed, one x."));
    }

    #[test]
    fn words_that_a_line_end_cuts() {
        assert_eq!(
            joined_words("The minis-\nter spoke. The minister left."),
            "The minister spoke. The minister left."
        );
        assert_eq!(joined_words("A well-\nknown dam."), "A well-\nknown dam.");
    }
}

//! Which words belong together, as a network: words are discs, pairs are lines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::labels::{shortened, width};
use crate::{Tables, ViewError, table::field_of};

/// So many words are in the network, and so many pairs.
const MOST_WORDS: usize = 60;
const MOST_PAIRS: usize = 90;
/// The size of the picture.
pub(crate) const WIDTH: f64 = 960.0;
pub(crate) const HEIGHT: f64 = 560.0;
/// The largest logDice, of a pair of which neither word stands without the other.
const LARGEST: f64 = 14.0;
/// What a letter of usual width is wide in a label, and what stands beside it.
const LETTER: f64 = 7.2;
const BESIDE: f64 = 26.0;
const LINE: f64 = 20.0;
/// No label is longer, in letters.
const LONGEST_LABEL: f64 = 22.0;

#[derive(Serialize)]
pub(crate) struct Network {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

#[derive(Serialize)]
pub(crate) struct Node {
    pub(crate) word: String,
    /// The word as it is written in the picture.
    pub(crate) label: String,
    pub(crate) language: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) radius: f64,
}

#[derive(Serialize)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) x1: f64,
    pub(crate) y1: f64,
    pub(crate) x2: f64,
    pub(crate) y2: f64,
    pub(crate) width: f64,
    pub(crate) title: String,
}

/// A pair of words by their numbers, with what ties them together.
struct Tie {
    words: [usize; 2],
    log_dice: f64,
    frequency: f64,
}

/// The words of pairs without stop words, from the strongest evidence on, and their ties.
#[derive(Default)]
struct Ties {
    words: Vec<(String, String)>,
    frequencies: Vec<f64>,
    places: BTreeMap<(String, String), usize>,
    ties: Vec<Tie>,
}

impl Ties {
    fn of(tables: &Tables) -> Result<Self, ViewError> {
        let mut ties = Self::default();
        let mut seen = std::collections::BTreeSet::new();
        tables.read_where("collocations.csv", |columns, row| {
            let cell = |name: &str| field_of(columns, row, name).map(textmill_report::unguarded);
            let text = |name: &str| cell(name).unwrap_or_default().into_owned();
            let number = |name: &str| text(name).replace(',', ".").parse::<f64>().unwrap_or_default();
            let language = text("language");
            let pair = ["first_surface", "second_surface"].map(|name| (language.clone(), text(name)));
            let is_new = text("stop_words") == "0" && pair[0] != pair[1] && ties.has_room_for(&pair);
            let [one, other] = pair.clone();
            let pair_key = if one < other { (one, other) } else { (other, one) };
            if is_new && seen.insert(pair_key) {
                let [first, second] = pair;
                let words = [
                    ties.place_of(first, number("first_frequency")),
                    ties.place_of(second, number("second_frequency")),
                ];
                ties.ties.push(Tie {
                    words,
                    log_dice: number("log_dice_log2"),
                    frequency: number("frequency"),
                });
            }
            false
        })?;
        Ok(ties)
    }

    fn has_room_for(&self, pair: &[(String, String)]) -> bool {
        let new = pair.iter().filter(|word| !self.places.contains_key(*word)).count();
        self.ties.len() < MOST_PAIRS && self.words.len() + new <= MOST_WORDS
    }

    fn place_of(&mut self, word: (String, String), frequency: f64) -> usize {
        if let Some(place) = self.places.get(&word) {
            return *place;
        }
        self.places.insert(word.clone(), self.words.len());
        self.words.push(word);
        self.frequencies.push(frequency);
        self.words.len() - 1
    }
}

pub(crate) fn section(tables: &Tables) -> Result<Option<Network>, ViewError> {
    let ties = Ties::of(tables)?;
    // A few pairs are read faster in their table.
    if ties.ties.len() < 8 {
        return Ok(None);
    }
    let places = layout(&ties);
    let most = ties.frequencies.iter().copied().fold(1.0, f64::max);
    let node = |((language, word), (place, frequency)): (&(String, String), (&[f64; 2], &f64))| Node {
        word: word.clone(),
        label: shortened(word, LONGEST_LABEL),
        language: language.clone(),
        x: tenths(place[0]),
        y: tenths(place[1]),
        radius: tenths(3.0 + 7.0 * (frequency / most).sqrt()),
    };
    let edge = |tie: &Tie| {
        let [from, to] = tie.words;
        Edge {
            from,
            to,
            x1: tenths(places[from][0]),
            y1: tenths(places[from][1]),
            x2: tenths(places[to][0]),
            y2: tenths(places[to][1]),
            width: tenths(0.8 + 3.0 * (tie.log_dice / LARGEST).clamp(0.0, 1.0).powi(2)),
            title: format!(
                "{} {}: {} times, logDice {:.1}",
                ties.words[from].1, ties.words[to].1, tie.frequency, tie.log_dice
            ),
        }
    };
    Ok(Some(Network {
        width: WIDTH,
        height: HEIGHT,
        nodes: ties.words.iter().zip(places.iter().zip(&ties.frequencies)).map(node).collect(),
        edges: ties.ties.iter().map(edge).collect(),
    }))
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Where the words stand: words push each other away, ties draw them together, all are drawn to the middle (Fruchterman and Reingold 1991),
/// then labels that lie on each other are moved apart. Only sums, products and square roots, so that every machine finds the same places.
fn layout(ties: &Ties) -> Vec<[f64; 2]> {
    const STEPS: usize = 500;
    let count = ties.words.len();
    let ideal = (WIDTH * HEIGHT / count.max(1) as f64).sqrt() * 0.62;
    let mut places = beginning(count);
    for step in 0..STEPS {
        let mut moves = vec![[0.0_f64; 2]; count];
        let mut draw = |one: usize, other: usize, force: &dyn Fn(f64) -> f64, places: &[[f64; 2]]| {
            let delta = [places[one][0] - places[other][0], places[one][1] - places[other][1]];
            let distance = (delta[0] * delta[0] + delta[1] * delta[1]).sqrt().max(0.01);
            for axis in 0..2 {
                let part = delta[axis] / distance * force(distance);
                moves[one][axis] += part;
                moves[other][axis] -= part;
            }
        };
        for one in 0..count {
            for other in one + 1..count {
                draw(one, other, &|distance| ideal * ideal / distance, &places);
            }
        }
        for tie in &ties.ties {
            draw(tie.words[0], tie.words[1], &|distance| -distance * distance / (ideal * 0.7), &places);
        }
        let most = (1.0 - step as f64 / STEPS as f64) * WIDTH / 8.0 + 0.5;
        for (place, by) in places.iter_mut().zip(&moves) {
            let pulled = [by[0] - 0.35 * place[0], by[1] - 0.9 * place[1]];
            let length = (pulled[0] * pulled[0] + pulled[1] * pulled[1]).sqrt().max(0.01);
            for axis in 0..2 {
                place[axis] += pulled[axis] / length * length.min(most);
            }
        }
    }
    let widths: Vec<f64> =
        ties.words.iter().map(|(_, word)| width(&shortened(word, LONGEST_LABEL)) * LETTER + BESIDE).collect();
    fit(&mut places, &widths);
    part_labels(&mut places, &widths);
    places
}

/// Places to begin with, in no order, but the same ones every time.
fn beginning(count: usize) -> Vec<[f64; 2]> {
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64 - 0.5
    };
    (0..count).map(|_| [next() * WIDTH * 0.8, next() * HEIGHT * 0.8]).collect()
}

/// Moves and scales the places so that they fill the picture, with room for the labels at their right.
fn fit(places: &mut [[f64; 2]], widths: &[f64]) {
    for (axis, room) in [(0, WIDTH), (1, HEIGHT)] {
        let label = |place: usize| if axis == 0 { widths[place] } else { LINE };
        let low = places.iter().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max);
        let last = (0..places.len())
            .max_by(|one, other| places[*one][axis].total_cmp(&places[*other][axis]))
            .map_or(0.0, label);
        let scale = (room - 2.0 * LINE - last) / (high - low).max(1.0);
        places.iter_mut().for_each(|place| place[axis] = (place[axis] - low) * scale + LINE);
    }
}

/// Moves labels apart that lie on each other, each by half of what they share, and keeps them in the picture.
fn part_labels(places: &mut [[f64; 2]], widths: &[f64]) {
    for _ in 0..300 {
        let mut is_moved = false;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let (left, right) =
                    if places[one][0] <= places[other][0] { (one, other) } else { (other, one) };
                let across = places[left][0] + widths[left] - places[right][0];
                let down = LINE - (places[one][1] - places[other][1]).abs();
                if across <= 0.0 || down <= 0.0 {
                    continue;
                }
                is_moved = true;
                let (upper, lower) =
                    if places[one][1] <= places[other][1] { (one, other) } else { (other, one) };
                places[upper][1] -= down / 2.0;
                places[lower][1] += down / 2.0;
            }
        }
        for (place, width) in places.iter_mut().zip(widths) {
            place[0] = place[0].clamp(LINE / 2.0, (WIDTH - width).max(LINE));
            place[1] = place[1].clamp(LINE, HEIGHT - LINE);
        }
        if !is_moved {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, Tie, Ties, WIDTH, layout};

    #[test]
    fn words_stand_in_the_picture_and_tied_ones_near_each_other() {
        let mut ties = Ties::default();
        for word in 0..40 {
            ties.place_of(("en".into(), format!("word{word}")), 5.0);
        }
        // Two crowds without a tie between them.
        for word in 0..40_usize {
            let next = word / 20 * 20 + (word + 1) % 20;
            ties.ties.push(Tie { words: [word, next], log_dice: 12.0, frequency: 5.0 });
        }
        let places = layout(&ties);
        assert!(places.iter().all(|[x, y]| (0.0..=WIDTH).contains(x) && (0.0..=HEIGHT).contains(y)));
        let distance = |one: usize, other: usize| {
            let [across, down] = [0, 1].map(|axis| places[one][axis] - places[other][axis]);
            (across * across + down * down).sqrt()
        };
        let mean = |pairs: &[(usize, usize)]| {
            pairs.iter().map(|(one, other)| distance(*one, *other)).sum::<f64>() / pairs.len() as f64
        };
        let tied: Vec<(usize, usize)> = ties.ties.iter().map(|tie| (tie.words[0], tie.words[1])).collect();
        let strangers: Vec<(usize, usize)> = (0..20).map(|word| (word, word + 20)).collect();
        assert!(mean(&tied) < 0.5 * mean(&strangers), "{} {}", mean(&tied), mean(&strangers));
        assert_eq!(layout(&ties), places);
    }
}

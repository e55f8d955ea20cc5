//! Where values stand on an axis, in percent of its length.

use serde::{Serialize, Serializer};

/// A place on an axis, with what is written there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Tick {
    pub(crate) at: Percent,
    pub(crate) label: String,
}

/// An axis from one value to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// An axis that holds some values; a little longer than they need.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { low: 0.0, high: 1.0 };
        }
        let more = ((high - low) * 0.04).max(1e-9);
        Self { low: low - more, high: high + more }
    }

    /// An axis from one value to another.
    pub(crate) fn between(low: f64, high: f64) -> Self {
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// Where a value stands, from 0 to 100.
    pub(crate) fn place(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0)
    }

    /// Whether a value is on the axis.
    pub(crate) fn holds(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The place in percent, as SVG wants it.
    pub(crate) fn percent(self, value: f64) -> Percent {
        Percent(self.place(value))
    }

    /// Whole numbers on the axis, not more than ten, as powers of two: "same", "×4 more", "×4 less".
    pub(crate) fn powers_of_two(self) -> Vec<Tick> {
        let range = self.high - self.low;
        let step = [1.0, 2.0, 4.0, 8.0].into_iter().find(|step| range / step <= 9.0).unwrap_or(16.0);
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        let tick = |number: i64| {
            let value = number as f64 * step;
            let times = value.abs().exp2();
            let label = if number == 0 { "same".to_owned() } else { format!("\u{d7}{}", shown(times)) };
            Tick { at: self.percent(value), label }
        };
        (first..=last).map(tick).collect()
    }

    /// Powers of ten, with halves, of an axis of logarithms of base 10.
    pub(crate) fn powers_of_ten(self) -> Vec<Tick> {
        let exponents = self.low.floor() as i64..=self.high.ceil() as i64;
        let values = exponents.flat_map(|exponent| {
            [1.0, 2.0, 5.0]
                .map(|factor: f64| (factor.log10() + exponent as f64, factor * 10_f64.powi(exponent as i32)))
        });
        let inside = values.filter(|(place, _)| (self.low..=self.high).contains(place));
        inside.map(|(place, value)| Tick { at: self.percent(place), label: shown(value) }).collect()
    }
}

/// A number without decimals that say nothing.
pub(crate) fn shown(value: f64) -> String {
    let digits = if value >= 10.0 {
        0
    } else if value >= 1.0 {
        1
    } else {
        2
    };
    let text = format!("{value:.digits$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    text.parse().map_or(
        text.clone(),
        |number: f64| if number >= 1000.0 { crate::numbers::grouped(number) } else { text },
    )
}

/// A place on an axis or a length of it, from 0 to 100; in the page it is written in percent, as SVG wants it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Percent(pub(crate) f64);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.2}%", self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, shown};

    #[test]
    fn values_stand_in_order_on_the_axis() {
        let scale = Scale::of([-2.0, 3.0].into_iter());
        let places: Vec<f64> = [-9.0, -2.0, 0.0, 3.0, 9.0].iter().map(|value| scale.place(*value)).collect();
        assert!(places.is_sorted() && places[0] == 0.0 && places[4] == 100.0, "{places:?}");
        let labels: Vec<String> = scale.powers_of_two().into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["\u{d7}4", "\u{d7}2", "same", "\u{d7}2", "\u{d7}4", "\u{d7}8"]);
        assert_eq!(Scale::of(std::iter::empty()).place(0.5), 50.0);
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!(
            ["2145", "0.3", "12", "1.5"].map(|text| shown(text.parse().unwrap_or_default())),
            ["2,145", "0.3", "12", "1.5"]
        );
    }
}

//! The forms in which values enter a cell.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// Text from outside, made harmless for spreadsheets.
///
/// A spreadsheet runs a cell that begins with `= + - @`, a tab or a line end as a formula. Such text gets an apostrophe in
/// front, and so does text that begins with an apostrophe already; taking one apostrophe off the front of a cell gives the
/// text back. An empty cell is no text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

impl Text {
    /// The cell.
    fn guarded(&self) -> Cow<'_, str> {
        if self.0.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) {
            Cow::Owned(format!("'{}", self.0))
        } else {
            Cow::Borrowed(&self.0)
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.guarded())
    }
}

/// A fraction, with six decimals; an empty cell where there is no value or none that is finite.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Real(pub Option<f64>);

impl From<f64> for Real {
    fn from(value: f64) -> Self {
        Self(Some(value))
    }
}

impl From<Option<f64>> for Real {
    fn from(value: Option<f64>) -> Self {
        Self(value)
    }
}

impl Real {
    fn shown(self) -> String {
        let Some(value) = self.0.filter(|value| value.is_finite()) else { return String::new() };
        let shown = format!("{value:.6}");
        // A negative number that rounds to nothing has no sign.
        if shown == "-0.000000" { "0.000000".to_owned() } else { shown }
    }
}

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Real, Text};

    #[test]
    fn cells_that_a_spreadsheet_would_run() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+ -", "'+ -"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\nx", "'\nx"),
            ("'tis", "''tis"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(Text::from(text).guarded(), cell);
        }
    }

    #[test]
    fn fractions() {
        for (value, cell) in [
            (Some(1.0), "1.000000"),
            (Some(-0.000_000_1), "0.000000"),
            (Some(-2.5), "-2.500000"),
            (Some(1e15), "1000000000000000.000000"),
            (Some(f64::NAN), ""),
            (Some(f64::INFINITY), ""),
            (None, ""),
        ] {
            assert_eq!(Real(value).shown(), cell);
        }
    }

    proptest! {
        #[test]
        fn the_guard_can_be_taken_off(text in "[=+@'\\-\t\r\na]{0,4}") {
            let cell = Text::from(text.as_str()).guarded().into_owned();
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), text.as_str());
        }
    }
}

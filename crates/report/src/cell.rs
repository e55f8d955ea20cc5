//! The forms in which values enter a cell.

use std::{borrow::Borrow, ops::Deref};

use compact_str::CompactString;
use serde::{Serialize, Serializer};

use crate::csv_form::FRACTION;

/// Text of a cell. In CSV it is quoted, and made harmless for spreadsheets by [`crate::guarded`]. An empty cell means that there is no
/// text. A text of up to 24 bytes, as most words have, takes no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(CompactString);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So that texts can be joined.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A fraction, with six decimals; an empty cell if there is no value, or if it is not finite.
///
/// ```
/// use textmill_report::Real;
///
/// assert_eq!(serde_json::to_value(Real::from(2.0 / 3.0))?, "0.666667");
/// assert_eq!(serde_json::to_value(Real::from(f64::NAN))?, "");
/// // A negative number that is rounded to 0 has no sign.
/// assert_eq!(serde_json::to_value(Real::from(-1e-9))?, "0.000000");
/// # Ok::<(), serde_json::Error>(())
/// ```
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
    /// What its cell shows.
    fn show<T>(self, show: impl FnOnce(&str) -> T) -> T {
        let Some(value) = self.0.filter(|value| value.is_finite()) else { return show("") };
        let Some(millionths) = millionths(value.abs()) else { return show(&format!("{value:.6}")) };
        // A negative number that rounds to nothing has no sign.
        show(decimal(millionths, value < 0.0 && millionths > 0, &mut [b'0'; LONGEST_DECIMAL]))
    }
}

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.show(|cell| serializer.serialize_newtype_struct(FRACTION, cell))
    }
}

/// How many millionths a number has that is not negative, rounded as the standard library rounds: to the nearest, and to an even number
/// where two are equally near. Nothing for a large number.
///
/// The standard library's way works for all numbers and takes more than twice as long; reports have many.
fn millionths(value: f64) -> Option<u64> {
    const FRACTION_BITS: u64 = 52;
    let bits = value.to_bits();
    let (exponent, fraction) = (bits >> FRACTION_BITS, bits & ((1 << FRACTION_BITS) - 1));
    // The number is `significand / 2^shift`; one below 2^-75 or so is nearest to none.
    let shift = 1075_u64.checked_sub(exponent)?;
    if exponent == 0 || shift > 127 {
        return Some(0);
    }
    // 53 bits times 20 bits, which 128 bits hold; the number must be below 2^40, for its millionths to fit into 64 bits.
    if value >= (1_u64 << 40) as f64 {
        return None;
    }
    let exact = u128::from(fraction | 1 << FRACTION_BITS) * 1_000_000;
    let (whole, rest) = (exact >> shift, exact & ((1 << shift) - 1));
    let half = (1_u128 << shift) >> 1;
    let is_up = rest > half || shift > 0 && rest == half && whole % 2 == 1;
    u64::try_from(whole + u128::from(is_up)).ok()
}

/// A sign, 20 digits at most, and the point.
const LONGEST_DECIMAL: usize = 22;

/// A number of millionths as a number with six decimals, at the end of `bytes`.
fn decimal(millionths: u64, is_negative: bool, bytes: &mut [u8; LONGEST_DECIMAL]) -> &str {
    let (mut left, mut place, mut digits) = (millionths, bytes.len(), 0);
    while left > 0 || digits <= 6 {
        if digits == 6 {
            place -= 1;
            bytes[place] = b'.';
        }
        place -= 1;
        bytes[place] = b'0' + (left % 10) as u8;
        left /= 10;
        digits += 1;
    }
    if is_negative {
        place -= 1;
        bytes[place] = b'-';
    }
    str::from_utf8(&bytes[place..]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Real;

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
            assert_eq!(Real(value).show(str::to_owned), cell);
        }
    }

    proptest! {
        #[test]
        fn fractions_are_written_as_the_standard_library_writes_them(
            bits in any::<u64>(), small in -2e6..2e6_f64, eighths in -1_000_000_i64..1_000_000, shift in 0..60_i32,
        ) {
            // Multiples of small powers of two often lie in the middle between two millionths.
            let middle = eighths as f64 / 2_f64.powi(shift);
            for value in [f64::from_bits(bits), small, middle].into_iter().filter(|value| value.is_finite()) {
                let expected = format!("{value:.6}");
                let expected = if expected == "-0.000000" { "0.000000" } else { &expected };
                prop_assert_eq!(Real(Some(value)).show(str::to_owned), expected);
            }
        }
    }
}

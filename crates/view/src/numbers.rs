//! Numbers for people.

/// A whole number with a comma between its thousands.
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (digit, left) in digits.chars().zip((0..digits.len()).rev()) {
        grouped.push(digit);
        if left > 0 && left % 3 == 0 && digit.is_ascii_digit() {
            grouped.push(',');
        }
    }
    grouped
}

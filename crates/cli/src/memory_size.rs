//! A size of memory as a person writes it.

/// The units, with their bytes: those of the metric system, and those by 1024.
const UNITS: [(&str, u64); 9] = [
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("b", 1),
];

/// `2GiB`, `1.5 GB`, `800M` or a number of bytes.
///
/// # Errors
///
/// What is expected, where it is none.
pub(crate) fn memory_size(text: &str) -> Result<u64, String> {
    let problem = || "a size such as 2GiB, 800MB or 1.5G is expected".to_owned();
    let lower = text.trim().to_ascii_lowercase();
    let place = lower.find(|one: char| one.is_ascii_alphabetic()).unwrap_or(lower.len());
    let (number, unit) = lower.split_at(place);
    // `2G` is `2GB`.
    let unit = if unit.is_empty() || unit.ends_with('b') { unit.to_owned() } else { format!("{unit}b") };
    let unit = if unit.is_empty() { "b" } else { &unit };
    let bytes = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes as f64);
    let number: Option<f64> = number.trim().parse().ok().filter(|number: &f64| number.is_finite());
    let size = number.zip(bytes).map(|(number, bytes)| number * bytes).filter(|size| *size >= 1.0);
    size.map(|size| size as u64).ok_or_else(problem)
}

#[cfg(test)]
mod tests {
    use super::memory_size;

    #[test]
    fn sizes_as_people_write_them() {
        for (text, bytes) in [
            ("2GiB", 2 << 30),
            ("1.5 GB", 1_500_000_000),
            ("800M", 800_000_000),
            ("512mib", 512 << 20),
            ("4096", 4096),
            ("1000k", 1_000_000),
        ] {
            assert_eq!(memory_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "GB", "-1GB", "0", "2 apples", "nan", "1.2.3G"] {
            assert!(memory_size(text).is_err(), "{text}");
        }
    }
}

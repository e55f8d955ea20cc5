//! Why counting failed.

use std::{error::Error, fmt, io, path::PathBuf};

/// Why counting failed. Messages read after "failed to".
#[derive(Debug)]
#[non_exhaustive]
pub enum CountError {
    /// A parameter is outside its range.
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// Its value.
        value: usize,
        /// What it must be.
        range: &'static str,
    },
    /// The temporary file for what exceeds the memory budget cannot be created, written or read.
    Spill {
        /// The folder in which it is.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// There is more to count than can be numbered with 32 bits.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The number of them.
        count: u64,
    },
    /// More pairs occur often enough than are kept.
    TooManyPairs {
        /// How often a pair has to occur.
        min_frequency: u64,
        /// How many are kept at most.
        most: usize,
    },
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { parameter, value, range } => {
                write!(f, "use {parameter} = {value}: it must be {range}")
            }
            Self::Spill { path, .. } => {
                write!(f, "keep counts in a temporary file in {}", path.display())
            }
            Self::TooLarge { what, count } => write!(f, "count {count} {what}: there are too many"),
            Self::TooManyPairs { min_frequency, most } => write!(
                f,
                "keep all pairs of words in windows: more than {most} occur at least {min_frequency} times; \
                 use a higher min_frequency, narrower windows, or fewer nodes"
            ),
        }
    }
}

impl Error for CountError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Spill { source, .. } => Some(source),
            Self::Parameter { .. } | Self::TooLarge { .. } | Self::TooManyPairs { .. } => None,
        }
    }
}

/// The number of things as one of 32 bits.
pub(crate) fn in_32_bits(what: &'static str, count: usize) -> Result<u32, CountError> {
    // The greatest number stands for none.
    let number = u32::try_from(count).ok().filter(|&number| number < u32::MAX);
    number.ok_or(CountError::TooLarge { what, count: count as u64 })
}

#[cfg(test)]
mod tests {
    use super::in_32_bits;

    #[test]
    fn what_32_bits_can_number() {
        assert_eq!(in_32_bits("tokens", 5).ok(), Some(5));
        assert_eq!(in_32_bits("tokens", u32::MAX as usize - 1).ok(), Some(u32::MAX - 1));
        let error = in_32_bits("tokens", u32::MAX as usize).unwrap_err();
        assert_eq!(error.to_string(), "count 4294967295 tokens: there are too many");
    }
}

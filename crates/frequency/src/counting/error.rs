//! Why nothing was counted.

use std::{error::Error, fmt, io, path::PathBuf};

/// Why nothing was counted. Messages read after "failed to".
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
    /// The temporary file that takes what the memory budget does not allow cannot be made, written or read.
    Spill {
        /// The folder in which it is.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is more to count than numbers of 32 bits can tell apart.
    TooLarge {
        /// Of what there is too much.
        what: &'static str,
        /// How many there are.
        count: u64,
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
        }
    }
}

impl Error for CountError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Spill { source, .. } => Some(source),
            Self::Parameter { .. } | Self::TooLarge { .. } => None,
        }
    }
}

/// The number of things as one of 32 bits.
pub(crate) fn in_32_bits(what: &'static str, count: usize) -> Result<u32, CountError> {
    // The greatest number stands for none.
    let number = u32::try_from(count).ok().filter(|&number| number < u32::MAX);
    number.ok_or(CountError::TooLarge { what, count: count as u64 })
}

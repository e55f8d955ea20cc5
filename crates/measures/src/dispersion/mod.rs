//! How evenly a word is spread: over the parts of a corpus, or along its tokens.

mod parts;
mod positions;

pub use parts::{DISPERSION, Dispersion, PartCount, PartsSummary};
pub use positions::{SPACING, Spacing};

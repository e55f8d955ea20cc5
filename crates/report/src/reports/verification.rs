//! What `textmill verify` prints: published numbers beside those that this program computes.

use textmill_measures::Check;

use crate::{Text, columns::report};

report! {
    /// A published number, recomputed.
    VerificationRow in "verification.csv", one row is "a number that somebody has published, recomputed";
    measure: Text, "", "The group and the name of the measure.";
    expected: Text, "", "The number that was printed.";
    tolerance: Text, "", "The largest accepted difference: half a unit of the last digit that was printed.";
    computed: Text, "", "The number that is computed here; empty where it is not defined.";
    agrees: bool, "", "Whether the difference is no larger than the tolerance.";
    conversion: Text, "", "How the value x of the measure is converted into the printed one; empty if they are the same.";
    inputs: Text, "", "What it is computed from.";
    source: Text, "", "Who printed it, and where.";
}

impl From<&Check> for VerificationRow {
    fn from(check: &Check) -> Self {
        Self {
            measure: check.measure.into(),
            expected: check.expected.to_string().into(),
            tolerance: check.tolerance.to_string().into(),
            computed: check.computed.map_or_else(String::new, |computed| computed.to_string()).into(),
            agrees: check.agrees(),
            conversion: check.conversion.into(),
            inputs: check.inputs.into(),
            source: check.source.into(),
        }
    }
}

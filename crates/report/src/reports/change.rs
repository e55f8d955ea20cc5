//! What `textmill diff` prints: what is different between two sets of reports.

use crate::{Real, Text, columns::report};

report! {
    /// A difference between two sets of reports.
    ChangeRow in "changes.csv", one row is "a cell of a table that is different in two sets of reports, or a setting or a file that is";
    table: Text, "", "The table, such as frequency; settings for the version, the configuration and the files of settings; files for the files that were read; reports for the tables and other files of the set.";
    change: Text, "", "changed, added (only in the new set), removed (only in the old one) or renamed (a file, or a document in it, with the same content under another path).";
    row: Text, "", "Which row: the cells that tell it from all others, with \u{b7} between them; the path of a file, the key of the configuration.";
    column: Text, "", "Which column of it, or what of a file.";
    old: Text, "", "The cell in the old set; empty where there is none.";
    new: Text, "", "The cell in the new set; empty where there is none.";
    difference: Option<Real>, "", "The new number less the old one, where both are numbers.";
}

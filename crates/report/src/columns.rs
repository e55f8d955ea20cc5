//! The columns of a report, and their entries in the data dictionary.

use serde::Serialize;
use textmill_measures::Definition;

use crate::{Real, Text};

/// The entry of a column in the data dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// `text`, `integer`, `decimal` or `boolean`.
    pub kind: &'static str,
    /// The unit of its values; empty for texts.
    pub unit: &'static str,
    /// What it means, with the formula where there is one.
    pub meaning: &'static str,
    /// The definition, if the column is a measure.
    pub definition: Option<&'static Definition>,
}

/// A column that a report has besides those that it always has: a topic, a column of the person's own table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedColumn {
    /// Its name in the header.
    pub name: String,
    /// What it is; the name of this column does not count.
    pub column: Column,
}

/// A report: its file and its rows. Implemented by the macro `report!`, from one list of fields for both.
pub trait Report: Serialize + Send + Sync {
    /// The path of the file in the folder of the reports, with `/` between its parts.
    const FILE: &'static str;
    /// What one row is.
    const ROW: &'static str;
    /// The columns, in the order of the header.
    fn columns() -> Vec<Column>;
}

/// The name of the file of a report, without the folder that it is in.
///
/// ```
/// assert_eq!(textmill_report::table_name("data/forms.csv"), "forms.csv");
/// ```
pub fn table_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// The kind of a Rust type in the data dictionary.
pub(crate) trait Cell {
    /// The kind.
    const KIND: &'static str;
}

impl Cell for Text {
    const KIND: &'static str = "text";
}

impl Cell for u64 {
    const KIND: &'static str = "integer";
}

impl Cell for i64 {
    const KIND: &'static str = "integer";
}

impl Cell for Real {
    const KIND: &'static str = "decimal";
}

impl Cell for bool {
    const KIND: &'static str = "boolean";
}

impl<T: Cell> Cell for Option<T> {
    const KIND: &'static str = T::KIND;
}

/// A column whose values are a measure.
pub(crate) fn measure_column(definition: &'static Definition) -> Column {
    Column { name: definition.name, kind: Real::KIND, unit: "", meaning: "", definition: Some(definition) }
}

/// Declares the row of a report: a struct that is serialised into a CSV row, and the data dictionary's entry of each of
/// its fields. Both come from the one list, so neither can drift from the other. After the fields may follow `+ measures` and a
/// function that names the definitions of the measures; their values are the field `measures`, in that order.
macro_rules! report {
    (
        $(#[$doc:meta])*
        $name:ident in $file:literal, one row is $row:literal;
        $($field:ident: $type:ty, $unit:literal, $meaning:literal;)+
        $(+ measures $definitions:path;)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(unreachable_pub, reason = "only the rows that other crates make are exported")]
        pub struct $name {
            $(#[doc = $meaning] pub $field: $type,)+
            $(#[doc = concat!("The measures that `", stringify!($definitions), "` names.")] pub measures: Vec<$crate::Real>,)?
        }

        impl $crate::Report for $name {
            const FILE: &'static str = $file;
            const ROW: &'static str = $row;
            fn columns() -> Vec<$crate::Column> {
                let columns = vec![$($crate::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::columns::Cell>::KIND,
                    unit: $unit,
                    meaning: $meaning,
                    definition: None,
                },)+];
                $(let columns = columns.into_iter()
                    .chain($definitions().into_iter().map($crate::columns::measure_column))
                    .collect();)?
                columns
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeTuple;
                let fields = [$(stringify!($field)),+].len();
                $(let fields = { let _: fn() -> _ = $definitions; fields + self.measures.len() };)?
                let mut row = serializer.serialize_tuple(fields)?;
                $(row.serialize_element(&self.$field)?;)+
                $({
                    let _: fn() -> _ = $definitions;
                    self.measures.iter().try_for_each(|measure| row.serialize_element(measure))?;
                })?
                row.end()
            }
        }
    };
}

pub(crate) use report;

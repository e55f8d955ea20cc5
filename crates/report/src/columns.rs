//! The columns of a report, and what the data dictionary says of them.

use serde::Serialize;

use crate::{Real, Text};

/// What the data dictionary says of a column.
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
}

/// A report: its file, and its rows. Made by the macro `report!`, one list for both.
pub trait Report: Serialize + Send + Sync {
    /// The name of the file.
    const FILE: &'static str;
    /// What one row is.
    const ROW: &'static str;
    /// The columns, in the order of the header.
    const COLUMNS: &'static [Column];
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

impl Cell for Real {
    const KIND: &'static str = "decimal";
}

impl Cell for bool {
    const KIND: &'static str = "boolean";
}

impl<T: Cell> Cell for Option<T> {
    const KIND: &'static str = T::KIND;
}

/// Declares the row of a report: a struct that is serialised into a CSV row, and the data dictionary's entry of each of
/// its fields. Both come from the one list, so neither can drift from the other.
macro_rules! report {
    (
        $(#[$doc:meta])*
        $name:ident in $file:literal, one row is $row:literal;
        $($field:ident: $type:ty, $unit:literal, $meaning:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name {
            $(#[doc = $meaning] pub $field: $type,)+
        }

        impl $crate::Report for $name {
            const FILE: &'static str = $file;
            const ROW: &'static str = $row;
            const COLUMNS: &'static [$crate::Column] = &[
                $($crate::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::columns::Cell>::KIND,
                    unit: $unit,
                    meaning: $meaning,
                },)+
            ];
        }
    };
}

pub(crate) use report;

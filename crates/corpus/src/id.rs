//! Ids: 32-bit positions in a table, each a type of its own so that one cannot be taken for another.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A document: its place in the order of the paths.
    DocumentId
}
id! {
    /// A segment of a document: its place in the order of the text.
    SegmentId
}
id! {
    /// A surface (language and spelling): its place in the order of terms; the spellings of one term are in that of their bytes.
    SurfaceId
}
id! {
    /// A term (language and normal form): its place in the order of language, then bytes.
    TermId
}
id! {
    /// A stem (language and stem): its place in the order of language, then bytes.
    StemId
}

//! Enums whose variants have names.

/// Declares an enum whose variants have a name each, by which tables and the configuration call them.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident: $($(#[$variant_doc:meta])* $name:ident = $code:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_doc])* $name,)+
        }

        impl $type {
            /// Every one, in the order of the declaration.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name that stands in tables and in the configuration.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The one that has a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($code => Some(Self::$name),)+ _ => None }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use named;

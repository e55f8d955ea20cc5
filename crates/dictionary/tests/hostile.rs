//! Any bytes are a dictionary, or an error that says why not.

use proptest::prelude::*;
use textmill_dictionary::{Format, read_dictionary};

const FORMATS: [Format; 7] =
    [Format::Yaml, Format::Liwc, Format::Xml, Format::Lexicoder, Format::WordStat, Format::Csv, Format::Tsv];

/// What every dictionary that was read has.
fn check(bytes: &[u8], format: Format) -> Result<(), TestCaseError> {
    match read_dictionary(bytes, format, None) {
        Err(error) => prop_assert!(!error.to_string().is_empty()),
        Ok(read) => {
            let (keys, entries) = (read.dictionary.keys(), read.dictionary.entries());
            prop_assert!(!entries.is_empty());
            prop_assert!(keys.iter().all(|path| !path.is_empty()), "{keys:?}");
            for entry in entries {
                prop_assert!((entry.key as usize) < keys.len());
                let words: Vec<&str> = entry.pattern.split(' ').collect();
                prop_assert!(words.iter().all(|word| !word.is_empty()), "{:?}", entry.pattern);
                prop_assert!(entry.weight.is_none_or(f64::is_finite));
            }
            // Levels of it are a dictionary with no more patterns.
            let levels = read.dictionary.at_levels(&[1, 2]);
            prop_assert!(levels.entries().len() <= entries.len());
            prop_assert!(levels.keys().iter().all(|path| (1..=2).contains(&path.len())));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            check(&bytes, format)?;
        }
    }

    /// Texts of what the formats are made of.
    #[test]
    fn pieces(pieces in prop::collection::vec(prop::sample::select(vec![
        "%\n", "1\tA\n", "\t2\tB\n", "word\t1 2\n", "a b*\t(1)2\n", "+KEY\n", " value\n", "KEY\n", "\tTERM (1)\n", "\t\tX_Y (2.5)\n", "@R [A] (1)\n",
        "<dictionary>", "</dictionary>", "<cnode name=\"k\">", "</cnode>", "<pnode name=\"p\"/>", "<?xml version=\"1.0\"?>", "&amp;", "key: ", "[a, b]\n",
        "- x\n", "  - y: z\n", "__: q\n", "\"", "key,pattern,weight\n", "k,p,1\n", ",,\n", "w\t-2\n", "w\tk\t1\n", "\u{feff}", "\r", "*", "&a ", "*a\n", "{", "}", "]",
        "? ", "| \n", "# c\n", "1e999", "NaN",
    ]), 0..30)) {
        let text = pieces.concat();
        for format in FORMATS {
            check(text.as_bytes(), format)?;
        }
    }
}

//! How much memory a run is expected to take, before it reads anything.

use textmill_ingest::FoundFile;
use textmill_report::Need;

use crate::{Plan, RunError};

/// What a run takes whatever it reads.
const BASE: u64 = 128 << 20;
/// Bytes for each byte of text: tokens, sentences, segments, the vocabulary, what reading takes.
const OF_READING: f64 = 1.8;
/// More bytes for each byte of text at the peak of what is asked for, measured on 304 MB of English speeches in 22,891 files, two threads.
const OF_NEED: [(Need, f64); 18] = [
    (Need::Duplicates, 0.6),
    (Need::DocumentTerms, 0.7),
    (Need::Ngrams, 3.5),
    (Need::Skipgrams, 4.0),
    (Need::Dispersion, 4.5),
    (Need::Diversity, 0.5),
    (Need::Collocations, 1.8),
    (Need::Expressions, 3.5),
    (Need::Keyness, 6.5),
    (Need::Trends, 0.3),
    (Need::Beginnings, 0.5),
    (Need::Passages, 1.0),
    (Need::Reuse, 3.0),
    (Need::Quotations, 0.2),
    (Need::Traces, 2.8),
    (Need::Evidence, 3.0),
    (Need::Topics, 6.0),
    (Need::TopicPassages, 0.3),
];
/// The peaks follow each other: of all but the highest one this share is added, for the results that stay.
const OF_OTHERS: f64 = 0.2;
/// A packed text is taken to become so many times as large; pictures and styles of office documents make up for it there.
const OF_PACKED: u64 = 5;

/// What a run over files is expected to take at its peak: an estimate, for texts of natural languages.
pub(crate) fn expected_memory(files: &[FoundFile], plan: &Plan) -> u64 {
    let texts: u64 = files.iter().map(text_bytes).fold(0, u64::saturating_add);
    let asked: Vec<f64> =
        OF_NEED.iter().filter(|(need, _)| plan.needs(*need)).map(|(_, factor)| *factor).collect();
    let highest = asked.iter().copied().fold(0.0, f64::max);
    let others = asked.iter().sum::<f64>() - highest;
    let factor = OF_READING + highest + OF_OTHERS * others;
    BASE.saturating_add((texts as f64 * factor) as u64)
}

fn text_bytes(file: &FoundFile) -> u64 {
    let ending = file.path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_packed = ["gz", "zst", "zip", "tgz"].iter().any(|packed| ending.eq_ignore_ascii_case(packed));
    if is_packed { file.bytes.saturating_mul(OF_PACKED) } else { file.bytes }
}

/// Refuses a run that is expected to need more than it may.
///
/// # Errors
///
/// [`RunError::Memory`].
pub(crate) fn check_memory(files: &[FoundFile], plan: &Plan, allowed: Option<u64>) -> Result<(), RunError> {
    let expected = expected_memory(files, plan);
    match allowed {
        Some(allowed) if expected > allowed => Err(RunError::Memory {
            allowed: in_units(allowed),
            expected: in_units(expected),
            files: files.len() as u64,
            bytes: in_units(files.iter().map(|file| file.bytes).fold(0, u64::saturating_add)),
        }),
        _ => Ok(()),
    }
}

/// A number of bytes for a person: `1.5 GiB`.
fn in_units(bytes: u64) -> String {
    let (unit, name) = if bytes >= 1 << 30 { (1_u64 << 30, "GiB") } else { (1 << 20, "MiB") };
    format!("{:.1} {name}", bytes as f64 / unit as f64)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use textmill_ingest::FoundFile;

    use super::{check_memory, expected_memory, in_units};
    use crate::{LoadedConfig, Plan};

    fn plan(only: &str) -> Plan {
        Plan::new(LoadedConfig::from_toml(&format!("[reports]\nonly = [{only}]\n")).unwrap()).unwrap()
    }

    fn file(name: &str, bytes: u64) -> FoundFile {
        FoundFile { location: PathBuf::from(name), path: name.to_owned(), bytes }
    }

    #[test]
    fn what_is_asked_for_and_what_is_packed_count() {
        let frequency = plan("\"frequency.csv\"");
        let texts = [file("a.txt", 1 << 30)];
        let expected = expected_memory(&texts, &frequency);
        // 1.8 bytes a byte and the base.
        assert_eq!(in_units(expected), "1.9 GiB");
        assert!(expected_memory(&texts, &plan("\"frequency.csv\", \"keyness.csv\"")) > 3 * expected);
        assert!(expected_memory(&[file("a.txt.GZ", 1 << 30)], &frequency) > 4 * expected);
        assert!(check_memory(&texts, &frequency, None).is_ok());
        assert!(check_memory(&texts, &frequency, Some(expected)).is_ok());
        let error = check_memory(&texts, &frequency, Some(1 << 30)).unwrap_err().to_string();
        assert!(
            error.contains("1.0 GiB") && error.contains("about 1.9 GiB") && error.contains("--only"),
            "{error}"
        );
        let huge = [file("a", u64::MAX), file("b", u64::MAX)];
        assert!(check_memory(&huge, &frequency, Some(1 << 40)).is_err());
    }
}

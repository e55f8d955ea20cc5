//! What a run is expected to need, before it reads anything.

use textmill_ingest::{FoundFile, discover};
use textmill_report::Need;

use crate::{Job, Plan, RunError, TopicNumber, machine};

/// What a run takes whatever it reads.
const BASE_MEMORY: u64 = 128 << 20;
const BASE_DISK: u64 = 5 << 20;
const BASE_SECONDS: f64 = 0.5;

/// What reading takes for each byte of text: memory for tokens, sentences, segments and the vocabulary, and nanoseconds of a processor.
const READING: Cost = Cost { memory: 1.8, nanoseconds: 29.0 };

/// What something costs for each byte of text.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// More bytes of memory at the peak of it.
    memory: f64,
    /// More nanoseconds of a processor, with the tables that are made of it.
    nanoseconds: f64,
}

/// Memory was measured on 304 MB of English speeches in 22,891 files, two threads; time on 24 MB of them, one thread of an AMD EPYC.
const OF_NEED: [(Need, Cost); 19] = [
    (Need::Duplicates, Cost { memory: 0.6, nanoseconds: 5.0 }),
    (Need::DocumentTerms, Cost { memory: 0.7, nanoseconds: 22.0 }),
    (Need::Ngrams, Cost { memory: 3.5, nanoseconds: 52.0 }),
    (Need::Skipgrams, Cost { memory: 4.0, nanoseconds: 125.0 }),
    (Need::Dispersion, Cost { memory: 4.5, nanoseconds: 15.0 }),
    (Need::Diversity, Cost { memory: 0.5, nanoseconds: 26.0 }),
    (Need::Collocations, Cost { memory: 1.8, nanoseconds: 29.0 }),
    (Need::Expressions, Cost { memory: 3.5, nanoseconds: 82.0 }),
    (Need::Keyness, Cost { memory: 6.5, nanoseconds: 300.0 }),
    (Need::Trends, Cost { memory: 0.3, nanoseconds: 12.0 }),
    (Need::Dictionaries, Cost { memory: 0.5, nanoseconds: 10.0 }),
    (Need::Beginnings, Cost { memory: 0.5, nanoseconds: 25.0 }),
    (Need::Passages, Cost { memory: 1.0, nanoseconds: 5.0 }),
    (Need::Reuse, Cost { memory: 3.0, nanoseconds: 31.0 }),
    (Need::Quotations, Cost { memory: 0.2, nanoseconds: 27.0 }),
    (Need::Traces, Cost { memory: 2.8, nanoseconds: 25.0 }),
    (Need::Evidence, Cost { memory: 3.0, nanoseconds: 9000.0 }),
    (Need::Topics, Cost { memory: 6.0, nanoseconds: 2700.0 }),
    (Need::TopicPassages, Cost { memory: 0.3, nanoseconds: 40.0 }),
];
/// The peaks follow each other: of all but the highest one this share is added, for the results that stay.
const OF_OTHERS: f64 = 0.2;
/// Bytes of the larger tables for each byte of text, measured on the same 24 MB; the others, and the page and the workbook, are in the base.
const OF_REPORT: [(&str, f64); 11] = [
    ("data/terms_by_document.csv", 2.36),
    ("keyness.csv", 1.43),
    ("data/ngrams.csv", 1.26),
    ("collocations.csv", 0.89),
    ("data/segments.csv", 0.85),
    ("words_by_group.csv", 0.56),
    ("data/forms.csv", 0.20),
    ("frequency.csv", 0.12),
    ("data/dispersion.csv", 0.08),
    ("data/skipgrams.csv", 1.9),
    ("data/expressions.csv", 0.5),
];
/// A packed text is taken to become so many times as large; pictures and styles of office documents make up for it there.
const OF_PACKED: u64 = 5;
/// Two threads do not do twice the work of one.
const OF_THREADS: f64 = 0.85;

/// What a run is expected to need: an estimate, for texts of natural languages. A run of another kind, or on another machine, may need half or
/// twice as much.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The files that are to be read.
    pub files: u64,
    /// Their bytes, as they lie there.
    pub bytes: u64,
    /// Bytes of memory at the peak.
    pub memory: u64,
    /// Bytes of the reports.
    pub disk: u64,
    /// Seconds, on the threads of the pool in which it is asked.
    pub seconds: f64,
}

/// Lists the files of a job, and says what a run over them is expected to need. Nothing is read or written.
///
/// # Errors
///
/// The inputs cannot be listed.
pub fn estimate(job: &Job) -> Result<Estimate, RunError> {
    let found = discover(&job.inputs, &job.plan.exclude, &job.output)?;
    Ok(Estimate::of(&found.files, &job.plan))
}

impl Estimate {
    pub(crate) fn of(files: &[FoundFile], plan: &Plan) -> Self {
        let read: Vec<&FoundFile> = files.iter().filter(|file| file.is_read()).collect();
        let texts = read.iter().map(|file| text_bytes(file)).fold(0, u64::saturating_add) as f64;
        let has_topics = plan.config.topics.k != TopicNumber::Fixed(0);
        let is_asked = |need: Need| {
            plan.needs(need) && (has_topics || !matches!(need, Need::Topics | Need::TopicPassages))
        };
        let asked: Vec<Cost> =
            OF_NEED.iter().filter(|(need, _)| is_asked(*need)).map(|(_, cost)| *cost).collect();
        let highest = asked.iter().map(|cost| cost.memory).fold(0.0, f64::max);
        let others = asked.iter().map(|cost| cost.memory).sum::<f64>() - highest;
        let reports: f64 = OF_REPORT
            .iter()
            .filter(|(file, _)| plan.reports().any(|wanted| wanted == *file))
            .map(|(_, bytes)| *bytes)
            .sum();
        let nanoseconds = READING.nanoseconds + asked.iter().map(|cost| cost.nanoseconds).sum::<f64>();
        let threads = (rayon::current_num_threads() as f64).powf(OF_THREADS);
        let bytes = |base: u64, factor: f64| base.saturating_add((texts * factor) as u64);
        Self {
            files: read.len() as u64,
            bytes: read.iter().map(|file| file.bytes).fold(0, u64::saturating_add),
            memory: bytes(BASE_MEMORY, READING.memory + highest + OF_OTHERS * others),
            disk: bytes(BASE_DISK, reports),
            seconds: BASE_SECONDS + texts * nanoseconds / 1e9 / threads,
        }
    }
}

fn text_bytes(file: &FoundFile) -> u64 {
    let ending = file.path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_packed = ["gz", "zst", "zip", "tgz"].iter().any(|packed| ending.eq_ignore_ascii_case(packed));
    if is_packed { file.bytes.saturating_mul(OF_PACKED) } else { file.bytes }
}

/// Refuses a run that is expected to need more memory than it may, or than the machine has.
///
/// # Errors
///
/// [`RunError::Memory`].
pub(crate) fn check_memory(expected: &Estimate, allowed: Option<u64>) -> Result<(), RunError> {
    match allowed.or_else(machine::memory) {
        Some(allowed) if expected.memory > allowed => Err(RunError::Memory {
            allowed: in_units(allowed),
            expected: in_units(expected.memory),
            files: expected.files,
            bytes: in_units(expected.bytes),
        }),
        _ => Ok(()),
    }
}

/// A number of bytes for a person: `1.5 GiB`.
pub fn in_units(bytes: u64) -> String {
    match bytes {
        0..0x400 => format!("{bytes} B"),
        0x400..0x10_0000 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        0x10_0000..0x4000_0000 => format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20)),
        _ => format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use std::path::PathBuf;

    use textmill_ingest::FoundFile;

    use super::{Estimate, check_memory, in_units};
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
        let texts = [file("a.txt", 1 << 30), file("picture.png", 1 << 40)];
        let expected = Estimate::of(&texts, &frequency);
        // 1.8 bytes a byte and the base; what is not read counts for nothing.
        assert_eq!(
            (in_units(expected.memory).as_str(), expected.files, expected.bytes),
            ("1.9 GiB", 1, 1 << 30)
        );
        let both = Estimate::of(&texts, &plan("\"frequency.csv\", \"keyness.csv\""));
        assert!(
            both.memory > 3 * expected.memory
                && both.disk > 5 * expected.disk
                && both.seconds > 2.0 * expected.seconds
        );
        assert!(Estimate::of(&[file("a.txt.GZ", 1 << 30)], &frequency).memory > 4 * expected.memory);
        assert!(check_memory(&expected, Some(expected.memory)).is_ok());
        let error = check_memory(&expected, Some(1 << 30)).unwrap_err().to_string();
        assert!(
            error.contains("1.0 GiB") && error.contains("about 1.9 GiB") && error.contains("--only"),
            "{error}"
        );
        let huge = [file("a", u64::MAX), file("b", u64::MAX)];
        assert!(check_memory(&Estimate::of(&huge, &frequency), Some(1 << 40)).is_err());
    }

    #[test]
    fn a_run_that_no_machine_can_hold_is_refused_without_being_asked() {
        let huge = [file("a.txt", u64::MAX)];
        let frequency = plan("\"frequency.csv\"");
        let refused = check_memory(&Estimate::of(&huge, &frequency), None);
        assert_eq!(refused.is_err(), crate::machine::memory().is_some());
        assert!(check_memory(&Estimate::of(&[file("a.txt", 1000)], &frequency), None).is_ok());
    }

    #[test]
    fn sizes_for_a_person() {
        for (bytes, shown) in [
            (17, "17 B"),
            (1536, "1.5 KiB"),
            (5 << 20, "5.0 MiB"),
            (3 << 29, "1.5 GiB"),
            (1 << 40, "1024.0 GiB"),
        ] {
            assert_eq!(in_units(bytes), shown);
        }
    }
}

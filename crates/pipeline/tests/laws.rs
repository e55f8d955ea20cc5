//! Laws of a run, through the library.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use tempfile::TempDir;
use textmill_pipeline::{Finished, Job, LoadedConfig, Observer, Plan, RunError, Silent, Unit, run};

/// Many small documents of four groups, made of a few words by arithmetic.
fn corpus(documents: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    for number in 0..documents {
        let group = folder.path().join("in").join(["left", "right", "centre", "wire"][number % 4]);
        fs::create_dir_all(&group).unwrap();
        let words = ["river", "harbour", "treaty", "sanction", "minister", "orchard", "ferry"];
        let word = |place: usize| words[(place * place + number * 3 + place * number) % words.len()];
        let sentence = |sentence: usize| -> String {
            let words: Vec<&str> = (0..6).map(|place| word(sentence * 6 + place)).collect();
            format!("The {} and the {} rose again.", words.join(" met the "), word(sentence))
        };
        let text: Vec<String> = (0..5).map(sentence).collect();
        fs::write(
            group.join(format!("2031-0{}-0{}-{number}.txt", 1 + number % 6, 1 + number % 9)),
            text.join(" "),
        )
        .unwrap();
    }
    folder
}

const CONFIG: &str = "[topics]\nk = 3\nsweeps = 10\n[kwic]\nnodes = [\"river\"]\n[evidence]\nplaces = 1\n[ngrams]\nskips = 1\n\
                      [collocations]\nnodes = [\"treaty\"]\nexpressions = [2]\nall_measures = true\n";

fn plan(config: &str) -> Plan {
    Plan::new(LoadedConfig::from_toml(config).unwrap()).unwrap()
}

fn job(folder: &Path, output: &str, config: &str) -> Job {
    Job::new(vec![folder.join("in").display().to_string()], folder.join(output), plan(config))
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = entries(folder).chain(entries(&folder.join("data"))).filter(|path| path.is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    paths.map(|path| (name(&path), fs::read(&path).unwrap())).collect()
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = corpus(24);
    let write = |threads: usize| {
        let job = job(folder.path(), &format!("out-{threads}"), CONFIG);
        on_threads(threads, || run(&job, &Silent)).unwrap();
        files(&job.output)
    };
    let expected = write(1);
    assert!(expected.len() > 25, "every report is there: {:?}", expected.keys());
    for threads in [2, 8] {
        assert!(write(threads) == expected, "{threads} threads");
    }
}

#[test]
fn a_report_has_the_same_bytes_with_and_without_the_others() {
    let folder = corpus(12);
    run(&job(folder.path(), "all", CONFIG), &Silent).unwrap();
    let all = files(&folder.path().join("all"));
    for (name, expected) in &all {
        // These speak of the other reports.
        if ["columns.csv", "summary.csv", "warnings.csv"].contains(&name.as_str()) || !name.ends_with(".csv")
        {
            continue;
        }
        let config = format!("{CONFIG}[reports]\nonly = [\"{name}\"]\n");
        run(&job(folder.path(), "one", &config), &Silent).unwrap();
        let one = files(&folder.path().join("one"));
        assert!(one.get(name) == Some(expected), "{name}");
    }
}

fn frequencies(finished: &Finished) -> BTreeMap<String, u64> {
    let results = finished.results();
    let stems = results.corpus.vocabulary().stems();
    let frequency = |stem: usize| results.counts.totals.stems.frequency[stem];
    (0..stems.len()).map(|stem| (stems.text(stem).to_owned(), frequency(stem))).collect()
}

#[test]
fn each_document_twice_doubles_every_count() {
    let folder = corpus(8);
    let config = "[reports]\nonly = [\"frequency\"]\n";
    let once = frequencies(&run(&job(folder.path(), "once", config), &Silent).unwrap());
    for group in fs::read_dir(folder.path().join("in")).unwrap() {
        for file in fs::read_dir(group.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            fs::copy(&path, path.with_extension("copy.txt")).unwrap();
        }
    }
    let twice = frequencies(&run(&job(folder.path(), "twice", config), &Silent).unwrap());
    assert_eq!(twice, once.into_iter().map(|(stem, frequency)| (stem, 2 * frequency)).collect());
}

/// Ends the run when it is asked for the n-th time.
struct Impatient {
    asked: AtomicU64,
    patience: u64,
}

impl Observer for Impatient {
    fn begin(&self, _: &'static str, _: u64, _: Unit) {}
    fn advance(&self, _: u64) {}
    fn end(&self, _: &'static str) {}
    fn is_cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.patience
    }
}

#[test]
fn a_run_that_is_cancelled_anywhere_leaves_the_old_reports() {
    let folder = corpus(6);
    let job = job(folder.path(), "out", CONFIG);
    run(&job, &Silent).unwrap();
    let old = files(&job.output);
    let mut cancelled = 0;
    for patience in 0.. {
        let observer = Impatient { asked: AtomicU64::new(0), patience };
        match on_threads(1, || run(&job, &observer)) {
            Err(RunError::Cancelled) => cancelled += 1,
            other => {
                other.unwrap();
                break;
            }
        }
        assert!(files(&job.output) == old, "after {patience} questions");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside the output");
    }
    assert!(cancelled > 40, "between files, steps, sweeps and reports: {cancelled}");
}

#[test]
fn a_run_is_cancelled_in_the_middle_of_a_table() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let rows: String = (0..500).map(|row| format!("{row},The river rose in the valley.\n")).collect();
    fs::write(folder.path().join("in/rows.csv"), format!("id,text\n{rows}")).unwrap();
    let job = job(folder.path(), "out", "[reports]\nonly = [\"frequency\"]\n");
    let observer = Impatient { asked: AtomicU64::new(0), patience: 200 };
    let ended = on_threads(1, || run(&job, &observer)).unwrap_err();
    assert!(matches!(ended, RunError::Cancelled), "{ended}");
    let asked = observer.asked.into_inner();
    assert_eq!(asked, 201, "nobody is asked again, and no row is counted after it");
}

/// Whether a sign is one character or two is a matter of the system that a text comes from: tables have it as one.
#[test]
fn composed_and_decomposed_texts_have_the_same_tables() {
    use unicode_normalization::UnicodeNormalization;
    let text = |number: usize| {
        let sentence = "Le café de Zürich était fermé, Élise l’a dit à l’élu Ångström. ÉLISE, café, Müller et Rodríguez.";
        format!(
            "{} {}\n",
            sentence.repeat(3),
            ["Çelik", "Nguyễn", "Dvořák"][number % 3].repeat(1 + number % 2)
        )
    };
    let texts: Vec<String> = (0..6).map(text).collect();
    let tables = |is_decomposed: &dyn Fn(usize) -> bool| -> Vec<String> {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        for (number, text) in texts.iter().enumerate() {
            let text: String =
                if is_decomposed(number) { text.nfd().collect() } else { text.nfc().collect() };
            fs::write(folder.path().join(format!("in/{number}.txt")), text).unwrap();
        }
        let config = "[input]\nlanguage = \"fr\"\n[ngrams]\nmin_frequency = 1\n[topics]\nk = 0\n";
        let job = job(folder.path(), "out", config);
        run(&job, &Silent).unwrap();
        let names = [
            "frequency.csv",
            "data/forms.csv",
            "data/ngrams.csv",
            "data/terms_by_document.csv",
            "collocations.csv",
            "keyness.csv",
        ];
        names.map(|name| fs::read_to_string(job.output.join(name)).unwrap()).to_vec()
    };
    let composed = tables(&|_| false);
    assert!(composed[0].contains("Müller") && composed.iter().all(|table| table.nfc().eq(table.chars())));
    for found in [tables(&|_| true), tables(&|number| number % 2 == 0)] {
        for (one, other) in found.iter().zip(&composed) {
            assert_eq!(one.lines().find(|line| !other.lines().any(|known| known == *line)), None);
            assert!(one == other);
        }
    }
}

/// Changes a file when the reading is done, so that it is as long as before.
struct Swapping {
    file: std::path::PathBuf,
}

impl Observer for Swapping {
    fn begin(&self, _: &'static str, _: u64, _: Unit) {}
    fn advance(&self, _: u64) {}
    fn end(&self, stage: &'static str) {
        if stage == "reading" {
            let text = fs::read_to_string(&self.file).unwrap();
            fs::write(&self.file, text.replace("river", "raven")).unwrap();
        }
    }
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Sentences are read a second time. What stands there then may be something else.
#[test]
fn a_text_that_changes_after_counting_is_told_and_never_shown() {
    let folder = corpus(8);
    let job = job(folder.path(), "out", CONFIG);
    let whole = fs::read_to_string(run(&job, &Silent).unwrap().output().join("kwic.csv")).unwrap();
    let file = folder.path().join("in/left/2031-01-01-0.txt");
    let finished = run(&job, &Swapping { file: file.clone() }).unwrap();
    assert!(fs::read_to_string(file).unwrap().contains("raven"));
    assert!(finished.changed() > 0);
    let of_kind = |kind: &str| finished.warnings().iter().filter(|row| row.kind.as_str() == kind).count();
    assert!(of_kind("changed file") > 0, "{:?}", finished.warnings());
    let shown = fs::read_to_string(job.output.join("kwic.csv")).unwrap();
    let others = |table: &str| -> Vec<String> {
        table.lines().filter(|line| !line.contains("2031-01-01-0.txt")).map(ToOwned::to_owned).collect()
    };
    assert!(whole.contains("2031-01-01-0.txt") && shown.lines().eq(others(&whole)), "{shown}");
}

#[test]
fn a_run_without_any_document_keeps_the_old_reports() {
    let folder = corpus(4);
    let job = job(folder.path(), "out", "[topics]\nk = 0\n");
    run(&job, &Silent).unwrap();
    let old = files(&job.output);
    let input = folder.path().join("in");
    fs::remove_dir_all(&input).unwrap();
    fs::create_dir(&input).unwrap();
    fs::write(input.join("picture.txt"), [0x89, b'P', b'N', b'G', 0, 0]).unwrap();
    let error = run(&job, &Silent).unwrap_err();
    assert!(
        matches!(&error, RunError::NoDocuments { files: 1, first, .. } if first == "picture.txt"),
        "{error}"
    );
    assert!(files(&job.output) == old);
    let none = Job { plan: plan("[input]\nexclude = [\"*\"]\n[topics]\nk = 0\n"), ..job };
    let error = run(&none, &Silent).unwrap_err();
    assert!(error.to_string().contains("(matches the exclude pattern *)"), "{error}");
    assert!(files(&none.output) == old);
    let job = Job { plan: plan("[topics]\nk = 0\n"), ..none };
    // Where there are no old reports, the ledger says why there is no document.
    let fresh = Job { output: folder.path().join("fresh"), ..job };
    assert_eq!(run(&fresh, &Silent).unwrap().unexpected_rejects(), 1);
    assert!(fs::read_to_string(fresh.output.join("data/ledger.csv")).unwrap().contains("not text"));
}

#[test]
fn what_was_removed_is_told() {
    let folder = corpus(4);
    run(&job(folder.path(), "out", "[topics]\nk = 0\n"), &Silent).unwrap();
    let few = job(folder.path(), "out", "[topics]\nk = 0\n[reports]\nonly = [\"frequency\"]\n");
    let finished = run(&few, &Silent).unwrap();
    assert!(
        finished.replaced().removed.iter().any(|file| file == "keyness.csv"),
        "{:?}",
        finished.replaced().removed
    );
    assert!(
        !finished.replaced().removed.iter().any(|file| file == "frequency.csv" || file == "manifest.json")
    );
}

#[test]
fn a_name_that_nothing_has_is_a_warning() {
    let folder = corpus(8);
    let config = "[input]\nexclude = [\"*.bak\"]\n[selection]\nexclude_speakers = [\"Ilse Maren\"]\nexclude_kinds = [\"label\", \"quotation\"]\n[collocations]\nnodes = [\"rivre*\"]\n\
                  [kwic]\nnodes = [\"press conference\", \"river\", \"river treaty\"]\n[trends]\nwords = [\"Treaties\"]\n[topics]\nk = 0\n\
                  [[keyness.compare]]\nname = \"sides\"\ntarget = { groups = [\"left\", \"lfet\"], roles = [\"answerer\"] }\n\
                  reference = { kinds = [\"interjection\"], documents = [\"old/**\"] }\n";
    let finished = run(&job(folder.path(), "out", config), &Silent).unwrap();
    let warnings = finished.warnings();
    let told: Vec<(&str, &str)> = warnings
        .iter()
        .filter(|warning| warning.stage.as_str() == "configuration")
        .map(|warning| (warning.subject.as_str(), warning.warning.split('"').nth(1).unwrap()))
        .collect();
    let expected = [
        ("selection.exclude_speakers", "Ilse Maren"),
        ("selection.exclude_kinds", "quotation"),
        ("keyness: sides", "lfet"),
        ("keyness: sides", "answerer"),
        ("keyness: sides", "interjection"),
        ("input.exclude", "*.bak"),
        ("keyness: sides", "old/**"),
        ("collocations.nodes", "rivre*"),
        ("trends.words", "Treaties"),
        ("kwic.nodes", "press conference"),
        ("kwic.nodes", "river treaty"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn comparisons_are_bounded_and_the_bound_is_told() {
    let folder = corpus(8);
    let config = "[keyness]\nmax_comparisons = 2\npermutations = 99\n[reports]\nonly = [\"keyness\"]\n";
    let finished = run(&job(folder.path(), "few", config), &Silent).unwrap();
    let names = |finished: &Finished| -> Vec<String> {
        finished.results().keyness.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&finished).len(), 2);
    let warnings = finished.warnings();
    let told = warnings.iter().find(|warning| warning.subject.as_str() == "keyness.csv").unwrap();
    assert!(told.warning.starts_with("only 2 of 4 values of group"), "{}", told.warning.as_str());
    // Those that are compared are compared as without the bound.
    let all = run(&job(folder.path(), "all", &config.replace("= 2", "= 4")), &Silent).unwrap();
    assert_eq!(names(&all).len(), 4);
    for (name, comparisons) in &finished.results().keyness {
        assert!(
            all.results().keyness.iter().any(|(other, same)| name == other && comparisons == same),
            "{name}"
        );
    }
}

#[test]
fn a_comparison_of_groups_is_the_comparison_of_their_parts() {
    let folder = corpus(16);
    let config = "[keyness]\nmin_frequency = 1\npermutations = 99\n[reports]\nonly = [\"keyness\"]\n\
                  [[keyness.compare]]\nname = \"named\"\ntarget = { groups = [\"left\"] }\n";
    let finished = run(&job(folder.path(), "out", config), &Silent).unwrap();
    let comparisons = &finished.results().keyness;
    let found = |wanted: &str| &comparisons.iter().find(|(name, _)| name == wanted).unwrap().1;
    assert_eq!(found("group: left"), found("named"));
}

//! `textmill run` and `textmill topics apply`.

use std::{path::Path, time::Instant};

use textmill_pipeline::{
    AppliedModel, Finished, Job, LoadedConfig, Plan, Replaced, RunError, UpToDate, up_to_date,
};

use crate::{
    args::{ApplyArgs, ProgressArgs, RunArgs, SettingArgs},
    dry_run,
    error::CommandError,
    exit::Exit,
    one_report::OneReport,
    progress::Progress,
    say,
    standard_input::{Inputs, STANDARD_OUTPUT},
    wording::{counted, seconds},
};

/// Reads the documents and writes the reports.
pub(crate) fn run(arguments: RunArgs) -> Result<Exit, CommandError> {
    let RunArgs { input, output, stdout_format, memory, dry_run, force, settings, progress } = arguments;
    let Inputs { inputs, kept: _kept } = Inputs::of(&input.inputs, input.stdin_format)?;
    let mut loaded = LoadedConfig::find(input.config.as_deref(), &inputs)?;
    apply_settings(&mut loaded, &settings);
    let plan = Plan::new(loaded)?;
    if dry_run {
        let job = Job { memory, ..Job::new(inputs, output, plan) };
        return threads(&progress)?.install(|| dry_run::print(&job));
    }
    if output != Path::new(STANDARD_OUTPUT) {
        let job = Job { memory, ..Job::new(inputs, output, plan) };
        return carry_out_unless_up_to_date(&job, &progress, force);
    }
    let report = OneReport::of(&plan, stdout_format)?;
    let job = Job { memory, ..Job::new(inputs, report.output(), plan) };
    let exit = threads(&progress)?.install(|| carry_out(&job, &progress, Destination::StandardOutput))?;
    report.print()?;
    Ok(exit)
}

/// Where the reports go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    Folder,
    StandardOutput,
}

/// Measures documents with the topics of a saved model.
pub(crate) fn apply(arguments: ApplyArgs) -> Result<Exit, CommandError> {
    let ApplyArgs { model, input, output, memory, force, progress } = arguments;
    let Inputs { inputs, kept: _kept } = Inputs::of(&input.inputs, input.stdin_format)?;
    let mut loaded = LoadedConfig::find(input.config.as_deref(), &inputs)?;
    loaded.set_only(AppliedModel::reports());
    let plan = Plan::new(loaded)?;
    let model = Some(AppliedModel::read(&model)?);
    carry_out_unless_up_to_date(&Job { model, memory, ..Job::new(inputs, output, plan) }, &progress, force)
}

/// Lets the flags have the last word.
pub(crate) fn apply_settings(loaded: &mut LoadedConfig, settings: &SettingArgs) {
    settings.topics.iter().for_each(|&topics| loaded.set_topics(topics));
    settings.seed.iter().for_each(|&seed| loaded.set_seed(seed));
    if !settings.formats.is_empty() {
        loaded.set_formats(settings.formats.clone());
    }
    settings.csv.iter().for_each(|&style| loaded.set_csv(style));
    settings.locale.iter().for_each(|locale| loaded.set_locale(locale.clone()));
    if !settings.only.is_empty() {
        loaded.set_only(settings.only.clone());
    }
}

/// The threads that a run works on.
fn threads(arguments: &ProgressArgs) -> Result<rayon::ThreadPool, CommandError> {
    let threads = arguments.threads.map_or(0, usize::from);
    // This thread works too: it need not be woken, and glibc gives it memory in larger pieces than it gives any other. It can be asked
    // once in the life of a thread, and a program runs one command.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build();
    pool.map_err(|source| CommandError::Threads { threads, source })
}

fn carry_out_unless_up_to_date(
    job: &Job,
    arguments: &ProgressArgs,
    is_forced: bool,
) -> Result<Exit, CommandError> {
    threads(arguments)?.install(|| {
        let progress = Progress::of_run(arguments);
        let current = if is_forced { None } else { up_to_date(job, &progress).map_err(run_failed)? };
        match current {
            Some(current) => Ok(say_up_to_date(&current, arguments)),
            None => carry_out(job, arguments, Destination::Folder),
        }
    })
}

fn say_up_to_date(current: &UpToDate, arguments: &ProgressArgs) -> Exit {
    let output = current.output().display();
    if !arguments.quiet {
        let size = counted(current.documents(), "document");
        say(&format!(
            "up to date: the reports in {output} are those of these files ({size}) and settings, and nothing was written; --force writes \
             them anew"
        ));
        if current.warnings() > 0 {
            say(&format!("{}: see {output}/warnings.csv", counted(current.warnings(), "warning")));
        }
    }
    say_rejected(current.unexpected_rejects(), &format!("see {output}/{LEDGER}"));
    Exit::of_rejected(current.unexpected_rejects())
}

/// A run that failed. One that was ended has changed nothing.
fn run_failed(error: RunError) -> CommandError {
    match error {
        RunError::Cancelled => CommandError::RunInterrupted,
        error => error.into(),
    }
}

/// Reads the documents and writes the reports, on the threads of the pool in which it is called.
fn carry_out(job: &Job, arguments: &ProgressArgs, destination: Destination) -> Result<Exit, CommandError> {
    let began = Instant::now();
    let progress = Progress::of_run(arguments);
    let finished = textmill_pipeline::run(job, &progress).map_err(run_failed)?;
    if !arguments.quiet {
        let size =
            format!("{}, {}", counted(finished.documents(), "document"), counted(finished.tokens(), "token"));
        let took = seconds(began.elapsed());
        match destination {
            Destination::Folder => {
                say(&format!("{size}: the reports are in {} ({took})", finished.output().display()))
            }
            Destination::StandardOutput => say(&format!("{size} ({took})")),
        }
        say_removed(finished.replaced());
        say_warnings(&finished, destination);
    }
    say_edited(finished.replaced());
    say_rejected(finished.unexpected_rejects(), &see(&finished, destination, LEDGER));
    say_changed(&finished, destination);
    let exit = Exit::of_rejected(finished.unexpected_rejects() + finished.changed());
    // The program ends: the system takes all memory back at once, which costs less than to give it back piece by piece.
    std::mem::forget(finished);
    Ok(exit)
}

/// This many warnings are shown, and this much of each; the rest is in warnings.csv.
const SHOWN_WARNINGS: usize = 5;
const SHOWN_CHARACTERS: usize = 240;
/// Where it is said what became of each file.
const LEDGER: &str = "data/ledger.csv";

/// Where a report can be read: in the folder, or not at all where another one is printed.
fn see(finished: &Finished, destination: Destination, report: &str) -> String {
    match destination {
        Destination::Folder => format!("see {}/{report}", finished.output().display()),
        Destination::StandardOutput => format!("a run with --output FOLDER has them in {report}"),
    }
}

fn say_warnings(finished: &Finished, destination: Destination) {
    let warnings = finished.warnings();
    for warning in warnings.iter().take(SHOWN_WARNINGS) {
        let first = warning.subject.split("; ").next().unwrap_or_default();
        let place = match warning.count {
            0 | 1 => warning.subject.to_string(),
            count => format!("{first} and {} more", count - 1),
        };
        let text = format!("warning: {place}: {}", warning.warning.as_str());
        let cut =
            text.char_indices().nth(SHOWN_CHARACTERS).map(|(end, _)| format!("{}\u{2026}", &text[..end]));
        say(&crate::terminal::harmless(&cut.unwrap_or(text)));
    }
    if !warnings.is_empty() {
        let count = counted(warnings.len() as u64, "warning");
        say(&format!("{count}: {}", see(finished, destination, "warnings.csv")));
    }
}

fn say_removed(Replaced { removed, .. }: &Replaced) {
    if !removed.is_empty() {
        let count = counted(removed.len() as u64, "report");
        say(&format!("{count} of the last run removed: {}", removed.join(", ")));
    }
}

/// What somebody did to the last reports is told also where little is said.
fn say_edited(Replaced { edited, unsettled, .. }: &Replaced) {
    for (file, kept) in edited {
        say(&format!("{file} was changed since it was written: your version is kept as {kept}"));
    }
    if let Some(folder) = unsettled {
        let folder = folder.display();
        say(&format!(
            "warning: the reports are in place, but {folder} could not be synced: a power cut now may bring the old ones back"
        ));
    }
}

fn say_changed(finished: &Finished, destination: Destination) {
    if finished.changed() > 0 {
        let count = counted(finished.changed(), "text");
        let place = see(finished, destination, "warnings.csv");
        say(&format!("{count} changed after counting, and are missing where sentences are shown: {place}"));
    }
}

fn say_rejected(unexpected_rejects: u64, place: &str) {
    if unexpected_rejects > 0 {
        say(&format!("{} could not be used, or only in part: {place}", counted(unexpected_rejects, "file")));
    }
}

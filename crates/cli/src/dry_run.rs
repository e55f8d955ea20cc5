//! `textmill run --dry-run`, and what a long run says before it begins.

use std::io::{self, Write};

use textmill_pipeline::{Estimate, Job, estimate, free_disk, free_memory, in_units};

use crate::{
    error::{CommandError, printed},
    exit::Exit,
    say,
    wording::counted,
};

/// A run that is shorter than this has ended before anybody has read what it will need.
const LONG: f64 = 20.0;

/// Prints what a run is expected to need, and what of it there is. More memory than the run may have, or than there is, is a failure.
pub(crate) fn print(job: &Job) -> Result<Exit, CommandError> {
    let expected = estimate(job)?;
    let free = |bytes: Option<u64>| {
        bytes.map_or_else(String::new, |bytes| format!(" of {} that are free", in_units(bytes)))
    };
    let threads = counted(rayon::current_num_threads() as u64, "thread");
    let lines = [
        format!("files    {}, {}", counted(expected.files, "file"), in_units(expected.bytes)),
        format!("memory   about {}{}", in_units(expected.memory), free(free_memory())),
        format!("reports  about {}{}", in_units(expected.disk), free(free_disk(&job.output))),
        format!(
            "time     about {} on {threads}; half or twice as much on another machine",
            duration(expected.seconds)
        ),
    ];
    let mut out = io::stdout().lock();
    let result = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    printed("what the run needs", result.and_then(|()| out.flush()))?;
    let allowed = job.memory.or_else(free_memory);
    if allowed.is_some_and(|allowed| expected.memory > allowed) {
        say(
            "the run is expected to need more memory than there is for it: ask for fewer reports (--only), or read fewer files",
        );
        return Ok(Exit::Failed);
    }
    Ok(Exit::Done)
}

/// Says what a long run is expected to need.
pub(crate) fn announce(Estimate { files, bytes, memory, disk, seconds }: Estimate) {
    if seconds >= LONG {
        say(&format!(
            "{}, {}: about {}, {} of memory and {} of reports",
            counted(files, "file"),
            in_units(bytes),
            duration(seconds),
            in_units(memory),
            in_units(disk)
        ));
    }
}

/// A time that is not known exactly.
fn duration(seconds: f64) -> String {
    match seconds {
        ..10.0 => format!("{} s", seconds.ceil()),
        10.0..90.0 => format!("{} s", (seconds / 5.0).round() * 5.0),
        90.0..5400.0 => format!("{} minutes", (seconds / 60.0).round()),
        _ => format!("{:.1} hours", seconds / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn times_as_exact_as_they_are_known() {
        for (seconds, shown) in [
            (0.2, "1 s"),
            (9.4, "10 s"),
            (42.0, "40 s"),
            (89.0, "90 s"),
            (95.0, "2 minutes"),
            (6000.0, "1.7 hours"),
        ] {
            assert_eq!(duration(seconds), shown);
        }
    }
}

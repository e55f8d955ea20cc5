//! What this machine has.

use std::{fs, path::Path};

/// How much memory programs can have here: that of the machine, or of the control group that holds this program, if that is less. `None` where
/// it cannot be told.
pub(crate) fn memory() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| kilobytes(&text, "MemTotal:"));
    [machine, group_limit()].into_iter().flatten().min()
}

/// How much of it nobody needs now.
pub fn free_memory() -> Option<u64> {
    let free = fs::read_to_string("/proc/meminfo").ok().and_then(|text| kilobytes(&text, "MemAvailable:"));
    [free, group_limit()].into_iter().flatten().min()
}

/// How much space is left on the disk of a folder, which need not be there yet.
#[cfg(unix)]
pub fn free_disk(folder: &Path) -> Option<u64> {
    let place =
        |folder: &Path| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.to_owned();
    let status = folder.ancestors().find_map(|folder| rustix::fs::statvfs(place(folder)).ok())?;
    Some(status.f_bavail.saturating_mul(status.f_frsize))
}

/// How much space is left on the disk of a folder: it is not asked here.
#[cfg(not(unix))]
pub fn free_disk(_: &Path) -> Option<u64> {
    None
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|number| number.saturating_mul(1024))
}

/// The limit of the control group (version 2) of this program, and of those above it.
fn group_limit() -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let own = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let root = Path::new("/sys/fs/cgroup");
    let folder = root.join(own.trim_start_matches('/'));
    let limits = folder.ancestors().take_while(|folder| folder.starts_with(root));
    limits.filter_map(|folder| fs::read_to_string(folder.join("memory.max")).ok()?.trim().parse().ok()).min()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{free_disk, free_memory, kilobytes, memory};

    #[test]
    fn lines_of_the_system() {
        let text = "MemTotal:       24689532 kB\nMemFree:         1000 kB\n";
        assert_eq!(kilobytes(text, "MemTotal:"), Some(24_689_532 * 1024));
        assert_eq!(kilobytes(text, "MemAvailable:"), None);
    }

    #[test]
    fn there_is_no_more_free_than_there_is() {
        if let (Some(all), Some(free)) = (memory(), free_memory()) {
            assert!(free <= all && all > 1 << 20);
        }
        #[cfg(unix)]
        assert!(free_disk(Path::new("no/such/folder")).is_some());
        #[cfg(not(unix))]
        assert!(free_disk(Path::new(".")).is_none());
    }
}

//! What a folder has besides its files: owner, group, permissions, extended attributes.

use std::{fs, io, path::Path};

/// Gives a folder the permissions of another; its owner, group and extended attributes too, as far as the system lets us.
pub(super) fn copy_attributes(from: &Path, to: &Path) -> io::Result<()> {
    copy_owner(from, to);
    copy_extended(from, to);
    // Last, since a change of the owner takes bits of the permissions away.
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

#[cfg(unix)]
fn copy_owner(from: &Path, to: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    let (Ok(old), Ok(new)) = (fs::metadata(from), fs::metadata(to)) else { return };
    if (old.uid(), old.gid()) != (new.uid(), new.gid())
        && chown(to, Some(old.uid()), Some(old.gid())).is_err()
    {
        // Who may not give a folder away may still give it to a group of theirs.
        let _ = chown(to, None, Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn copy_owner(_: &Path, _: &Path) {}

/// Access lists are extended attributes.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn copy_extended(from: &Path, to: &Path) {
    use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
    // The most that Linux lets a file have.
    const MOST: usize = 1 << 16;
    let mut names = vec![0_u8; MOST];
    let Ok(length) = listxattr(from, &mut names[..]) else { return };
    let mut value = vec![0_u8; MOST];
    for name in
        names.get(..length).unwrap_or_default().split(|&byte| byte == 0).filter(|name| !name.is_empty())
    {
        if let Ok(length) = getxattr(from, name, &mut value[..]) {
            let _ = setxattr(to, name, value.get(..length).unwrap_or_default(), XattrFlags::empty());
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn copy_extended(_: &Path, _: &Path) {}

/// Whether another file system begins at a path, or a part of one was put there: what has such a place cannot be moved.
pub(super) fn is_mount(path: &Path) -> bool {
    is_on_another_device(path) || is_mount_root(path)
}

#[cfg(unix)]
fn is_on_another_device(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let parent = path.parent().map(fs::symlink_metadata);
    match (fs::symlink_metadata(path), parent) {
        (Ok(one), Some(Ok(other))) => one.dev() != other.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_on_another_device(_: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_mount_root(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
    found.is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_: &Path) -> bool {
    false
}

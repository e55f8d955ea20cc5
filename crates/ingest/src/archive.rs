//! ZIP archives: each member is a file of its own.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use crate::{Reject, allowance::Allowance};

/// The most members that are looked at.
const MOST_MEMBERS: usize = 1_000_000;

/// Gives the members of an archive in the byte order of their names: the name, and a reader of the unpacked bytes or why there is
/// none. Folders are passed over. Members are unpacked within the allowance.
///
/// # Errors
///
/// [`Reject::Unreadable`] for bytes that are no archive, and for one with two members of one name.
pub(crate) fn archive_members(
    archive: &[u8],
    allowance: &Allowance,
    mut give: impl FnMut(&str, Result<&mut dyn Read, Reject>),
) -> Result<(), Reject> {
    let unreadable = |error: zip::result::ZipError| Reject::Unreadable(error.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).map_err(unreadable)?;
    if zip.len() > MOST_MEMBERS {
        return Err(Reject::Unreadable(format!("it has more than {MOST_MEMBERS} members")));
    }
    if listed_members(archive).is_some_and(|listed| usize::from(listed) != zip.len()) {
        return Err(Reject::Unreadable("two of its members have the same name; unpack it".to_owned()));
    }
    let mut members: Vec<(String, usize)> = Vec::with_capacity(zip.len());
    for place in 0..zip.len() {
        let member = zip.by_index_raw(place).map_err(unreadable)?;
        if !member.is_dir() {
            let shown = |_| String::from_utf8_lossy(member.name_raw()).into_owned();
            members.push((member.name().map_or_else(shown, Cow::into_owned), place));
        }
    }
    members.sort_unstable();
    let names: BTreeSet<String> = members.iter().map(|(name, _)| name.clone()).collect();
    for (name, place) in members {
        if leaves_the_archive(&name) {
            give(&name, Err(Reject::LeavesArchive));
            continue;
        }
        if name.match_indices('/').any(|(end, _)| names.contains(&name[..end])) {
            give(&name, Err(Reject::BelowMember));
            continue;
        }
        match zip.by_index(place) {
            Ok(member) if member.is_symlink() => give(&name, Err(Reject::LinkInArchive)),
            Ok(member) => give(&name, Ok(&mut allowance.cap(member))),
            Err(error) => give(&name, Err(unreadable(error))),
        }
    }
    Ok(())
}

/// Gives the members of an archive of tar in the byte order of their names, as [`archive_members`] does; of two with one name the last
/// counts, as it does where they are unpacked.
///
/// # Errors
///
/// [`Reject::Unreadable`] for bytes that are no archive, and for one whose members become too large.
pub(crate) fn tar_members(
    archive: &[u8],
    allowance: &Allowance,
    mut give: impl FnMut(&str, Result<&mut dyn Read, Reject>),
) -> Result<(), Reject> {
    let unreadable = |error: std::io::Error| Reject::Unreadable(error.to_string());
    let mut members: BTreeMap<String, Result<Vec<u8>, Reject>> = BTreeMap::new();
    let mut tar = tar::Archive::new(archive);
    for entry in tar.entries().map_err(unreadable)? {
        let mut entry = entry.map_err(unreadable)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() || kind.is_gnu_longname() {
            continue;
        }
        let content = match kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            true => {
                let mut bytes = Vec::new();
                // A sparse member is larger than what is stored of it.
                allowance.cap(&mut entry).read_to_end(&mut bytes).map_err(unreadable)?;
                Ok(bytes)
            }
            false => Err(Reject::LinkInArchive),
        };
        members.insert(name, content);
        if members.len() > MOST_MEMBERS {
            return Err(Reject::Unreadable(format!("it has more than {MOST_MEMBERS} members")));
        }
    }
    for (name, content) in members {
        match content {
            _ if leaves_the_archive(&name) => give(&name, Err(Reject::LeavesArchive)),
            Ok(bytes) => give(&name, Ok(&mut bytes.as_slice())),
            Err(reject) => give(&name, Err(reject)),
        }
    }
    Ok(())
}

/// How many members the end of the archive says that it lists; nothing where it does not say. Of two members with one name, the
/// reader sees but one.
fn listed_members(archive: &[u8]) -> Option<u16> {
    const END: &[u8] = b"PK\x05\x06";
    // The end record has 22 bytes and a comment of at most 65,535.
    let tail = archive.len().saturating_sub(22 + usize::from(u16::MAX));
    let place = tail + memchr::memmem::rfind(&archive[tail..], END)?;
    let count = u16::from_le_bytes(archive.get(place + 10..place + 12)?.try_into().ok()?);
    (count != u16::MAX).then_some(count)
}

/// Whether a name leads out of the folder into which somebody would unpack it.
fn leaves_the_archive(name: &str) -> bool {
    // `C:\` begins a path of Windows; another colon is one of a name, as of a time.
    let is_drive =
        name.as_bytes().get(1) == Some(&b':') && name.starts_with(|first: char| first.is_ascii_alphabetic());
    name.starts_with(['/', '\\']) || is_drive || name.split(['/', '\\']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::archive_members;
    use crate::{Reject, allowance::Allowance};

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn members(archive: &[u8]) -> Vec<(String, Result<Vec<u8>, Reject>)> {
        let mut found = Vec::new();
        let read = |member: &mut dyn std::io::Read| {
            let mut bytes = Vec::new();
            let read = member.read_to_end(&mut bytes).map_err(|error| Reject::Unreadable(error.to_string()));
            read.map(|_| bytes)
        };
        archive_members(archive, &Allowance::of_file(archive.len() as u64), |name, member| {
            found.push((name.to_owned(), member.and_then(read)))
        })
        .unwrap();
        found
    }

    #[test]
    fn members_come_in_the_order_of_their_names() {
        let found = members(&archive(&[("b.txt", b"two"), ("a/c.txt", b"one")]));
        assert_eq!(
            found,
            [("a/c.txt".to_owned(), Ok(b"one".to_vec())), ("b.txt".to_owned(), Ok(b"two".to_vec()))]
        );
    }

    #[test]
    fn no_member_leaves_the_archive() {
        let found = members(&archive(&[("../b.txt", b"x"), ("/c.txt", b"x"), ("a/../../d.txt", b"x")]));
        assert!(found.iter().all(|(_, bytes)| *bytes == Err(Reject::LeavesArchive)));
    }

    #[test]
    fn no_member_is_a_folder_of_another() {
        let found = members(&archive(&[("a.jsonl", b"{}"), ("a.jsonl/00000001", b"x")]));
        assert_eq!((found[0].1.is_ok(), &found[1].1), (true, &Err(Reject::BelowMember)));
    }

    #[test]
    fn bombs_and_ruins() {
        let found =
            members(&archive(&[("a.txt", b"fine"), ("bomb.txt", &vec![0; 100 << 20]), ("c.txt", b"fine")]));
        assert_eq!(found[0].1, Ok(b"fine".to_vec()));
        assert!(matches!(&found[1].1, Err(Reject::Unreadable(reason)) if reason.contains("expands")));
        let whole = archive(&[("a.txt", b"fine")]);
        assert!(archive_members(&whole[..whole.len() / 2], &Allowance::of_file(0), |_, _| ()).is_err());
    }
}

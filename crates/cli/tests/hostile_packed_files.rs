//! Files of gzip and Zstandard that are cut, damaged, packed twice, in several parts, or that expand without end.

mod support;

use support::{
    rows,
    zoo::{BOMB, finish, gzip, text, zoo},
};

/// A frame of Zstandard with one block, which is not compressed.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let block = ((bytes.len() as u32) << 3) | 1;
    [&b"\x28\xB5\x2F\xFD\0\x38"[..], &block.to_le_bytes()[..3], bytes].concat()
}

/// A frame of Zstandard that says so many times 128 KiB of one byte.
fn zstd_bomb(times: u32) -> Vec<u8> {
    let block = |is_last: u32| [&((1_u32 << 20) | 2 | is_last).to_le_bytes()[..3], b"a"].concat();
    [b"\x28\xB5\x2F\xFD\0\x38".to_vec(), block(0).repeat(times as usize), block(1)].concat()
}

#[test]
fn broken_packed_files() {
    let zoo = zoo();
    let whole = gzip(text(1).repeat(50).as_bytes());
    let end = whole.len();
    zoo.put("bomb.txt.zst", zstd_bomb(8_192))
        .put("cut-end.txt.gz", &whole[..end - 3])
        .put("cut-half.txt.gz", &whole[..end / 2])
        .put("cut-early.jsonl.gz", &gzip(b"{\"text\": \"river\"}\n")[..15])
        .put("cut.jsonl.gz", &gzip(b"{\"text\": \"river\"}\n")[..30])
        .put("cut.txt.zst", &zstd(b"river")[..11])
        .put("empty.csv.zst", "")
        .put("empty.txt.gz", "")
        .put("sum.txt.gz", [&whole[..end - 8], b"\0\0\0\0", &whole[end - 4..]].concat())
        .put("twice.txt.gz", gzip(&whole))
        .put("twice.txt.gz.gz", gzip(&whole))
        .put("window.txt.zst", b"\x28\xB5\x2F\xFD\0\xFF\x19\0\0abc");
    zoo.check(&[
        ("bomb.txt.zst", "rejected", BOMB),
        ("cut-end.txt.gz", "rejected", "cannot be read: "),
        ("cut-half.txt.gz", "rejected", "cannot be read: "),
        ("cut.jsonl.gz", "container", "breaks off: "),
        ("cut.jsonl.gz/00000001", "document", ""),
        ("cut-early.jsonl.gz", "rejected", "cannot be read: "),
        ("cut.txt.zst", "rejected", "cannot be read: "),
        ("empty.csv.zst", "rejected", "cannot be read: "),
        ("empty.txt.gz", "rejected", "cannot be read: "),
        ("sum.txt.gz", "rejected", "cannot be read: "),
        ("twice.txt.gz", "rejected", "not text: it holds NUL bytes"),
        ("twice.txt.gz.gz", "rejected", "an archive inside an archive is not read; unpack it"),
        ("window.txt.zst", "rejected", "cannot be read: "),
    ]);
    zoo.counts(&[]);
}

/// A packed file of several parts, or with something behind it: all of it is read, or the ledger says that it is not.
#[test]
fn nothing_of_a_packed_file_is_lost_in_silence() {
    let [one, two] = [text(1), text(2)].map(String::into_bytes);
    let skippable = b"\x50\x2A\x4D\x18\x04\0\0\0skip".to_vec();
    for (name, bytes) in [
        ("parts.txt.gz", [gzip(&one), gzip(&two)].concat()),
        ("parts.txt.zst", [zstd(&one), zstd(&two)].concat()),
        ("skip.txt.zst", [skippable.clone(), zstd(&one), skippable, zstd(&two)].concat()),
        ("tail.txt.gz", [gzip(&one), two.clone()].concat()),
        ("tail.txt.zst", [zstd(&one), two.clone()].concat()),
    ] {
        let zoo = zoo();
        zoo.put(name, bytes);
        let code = finish(&mut zoo.run(&[])).status.code();
        zoo.assert_balanced();
        assert_eq!(zoo.ledger().len(), 1);
        let is_warned = rows(&zoo.output, "warnings.csv").iter().any(|row| row["subject"] == name);
        let is_right = match code {
            Some(0) => zoo.marks().len() == 2 || is_warned,
            code => code == Some(3) && zoo.marks().is_empty(),
        };
        assert!(is_right, "{name}: code {code:?}, counted {:?}", zoo.marks());
    }
}

/// A large file of records that breaks off: the records before that count, the file's row and a warning say that it is not whole, and
/// so does the exit code.
#[test]
fn a_packed_file_of_records_that_breaks_off_is_counted_up_to_there() {
    let lines: String =
        (0..6_000).map(|line| format!("{{\"text\": \"{}\"}}\n", text(line).replace('\n', " "))).collect();
    let packed = gzip(lines.as_bytes());
    for (name, bytes) in [("whole.jsonl.gz", &packed[..]), ("cut.jsonl.gz", &packed[..packed.len() * 3 / 4])]
    {
        let zoo = zoo();
        zoo.put(name, bytes);
        let code = finish(&mut zoo.run(&[])).status.code();
        zoo.assert_balanced();
        let ledger = zoo.ledger();
        let file = ledger.iter().find(|row| row["path"] == name).unwrap();
        let records = ledger.iter().filter(|row| row["status"] == "document").count();
        assert_eq!((file["status"].as_str(), file["sha256"].len()), ("container", 64));
        let is_warned = rows(&zoo.output, "warnings.csv").iter().any(|row| row["subject"] == name);
        if name.starts_with("cut") {
            assert!((1_000..6_000).contains(&records), "{records}");
            assert!(file["reason"].starts_with("breaks off: "), "{}", file["reason"]);
            assert_eq!((code, is_warned), (Some(3), true));
        } else {
            assert_eq!((records, file["reason"].as_str(), code, is_warned), (6_000, "", Some(0), false));
        }
    }
}

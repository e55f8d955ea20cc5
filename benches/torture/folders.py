"""Folders as people and systems leave them: links, pipes, other owners, mounts, names of all kinds, for input and for output."""

import json
import os
import shutil
import socket
import stat
import subprocess
from pathlib import Path

from board import LONGEST, Place, finished, hashes, is_whole_set, table
from faults import Scene, end_of, strace
from limits import MIB, Disk, can_mount

NOBODY = 65534
SOMEBODY = 1234


def identity(path):
    """All by which a change of a file can be seen but its bytes."""
    found = path.lstat()
    target = os.readlink(path) if path.is_symlink() else None
    return found.st_ino, found.st_mode, found.st_uid, found.st_gid, found.st_mtime_ns, target


def attributes(path):
    """Mode, owner, group, and extended attributes."""
    return identity(path)[1:4], {name: os.getxattr(path, name) for name in os.listxattr(path)}


def make_socket(path):
    """A socket that nobody listens to. Its path may be longer than the system lets one bind."""
    at = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{at}/{path.name}")
    os.close(at)


def check_refused(scene, result, what, words, old="old"):
    """Exit 1 with a message of certain words, and nothing has changed."""
    board, said = scene.board, result.said.strip()
    board.check(result.returncode == 1, f"{what}: exit {result.returncode}, not 1 (None: it hangs): {said}")
    board.check(all(word in said for word in words), f"{what}: the message does not have {words}: {said}")
    board.check(scene.state() == old, f"{what}: the set: {scene.state()}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")


def check_done(scene, result, what, code=0):
    """The new set is there, all that is the user's, and nothing hidden."""
    board, place = scene.board, scene.place
    board.check(result.returncode == code, f"{what}: exit {result.returncode}, not {code} (None: it hangs): {result.said.strip()}")
    board.check(scene.state() == "new", f"{what}: the set: {scene.state()}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")
    board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")


def output_folders(board):
    """What may be in an output folder, in its place, and beside it."""
    board.row("output folders")
    with Place(board) as place:
        scene = Scene(board, place)
        for test in (
            own_entries_stay,
            forms_of_output,
            edited_twice,
            foreign_manifest,
            foreign_report,
            hidden_names_taken,
            late_files,
            longest_names,
            attributes_stay,
            locked_folders,
        ):
            scene.restore()
            test(scene)
    if os.geteuid() != 0:
        board.skip("output folders of others", "only root can be somebody else")
    else:
        board.row("output folders of others")
        with Place(board) as place:
            scene = Scene(board, place)
            for test in (owner_stays, as_nobody_among_others, read_only_folder, drop_box):
                scene.restore()
                test(scene)
    if can_mount(board, "mounts in output folders"):
        board.row("mounts in output folders")
        with Place(board) as place:
            scene = Scene(board, place)
            try:
                for test in (mounted_folders, bind_mounts, mounted_deep, mounted_output):
                    scene.restore()
                    test(scene)
                    unmount_all(place)
            finally:
                unmount_all(place)


def own_entries_stay(scene):
    """Links, pipes and sockets are afterwards what they were: the same inode, owner and time."""
    output = scene.place.output
    precious = scene.place.folder / "thesis.txt"
    precious.write_text("my thesis\n")
    (output / "to-thesis").symlink_to("../thesis.txt")
    (output / "to-input").symlink_to(scene.place.input)
    (output / "loop").symlink_to("loop")
    (output / "empty").mkdir()
    make_socket(output / "socket")
    (output / "sealed").mkdir()
    (output / "sealed/a.txt").write_text("mine")
    (output / "sealed").chmod(0o555)
    weird = [os.fsencode(output) + b"/" + name for name in (b"latin\xff.txt", b"new\nline.txt", b" ", b"-rf")]
    for name in weird:
        Path(os.fsdecode(name)).write_bytes(b"mine")
    names = [
        "to-thesis",
        "to-input",
        "loop",
        "empty",
        "socket",
        "sealed",
        "sealed/a.txt",
        "pipe",
        "alias",
        "dangling",
        "notes",
        "notes/a.txt",
        "mine.csv",
    ]
    paths = [output / name for name in names] + [Path(os.fsdecode(name)) for name in weird]
    before = [identity(path) for path in paths]
    for turn in range(3):
        result = scene.place.run(*scene.more)
        what = f"links, a pipe, a socket, a sealed folder and odd names in OUT, run {turn + 1}"
        scene.board.check(result.returncode == 0, f"{what}: {end_of(result)}")
        for path, was in zip(paths, before, strict=True):
            now = identity(path) if os.path.lexists(path) else "gone"
            scene.board.check(now == was, f"{what}: {path.name!r} was {was}, is {now} (inode, mode, owner, group, time, target)")
        for name in ("frequency.csv", "kwic.csv"):
            scene.board.check((output / name).is_file(), f"{what}: no {name}")
        scene.board.check(not scene.place.names_beside(), f"{what}: beside the output: {scene.place.names_beside()}")
    scene.board.check(precious.read_text() == "my thesis\n", "what a link in OUT leads to has changed")
    scene.board.check(len(list(scene.place.input.iterdir())) == 5, "what a link in OUT leads to, the input, has changed")


def forms_of_output(scene):
    """OUT is a link to a folder, a link that leads nowhere, a file, a pipe, the input, the working directory."""
    board, place = scene.board, scene.place
    link = place.folder / "link"
    link.symlink_to("out")
    check_done(scene, place.run(*scene.more, output=link), "OUT is a link to the folder")
    board.check(link.is_symlink() and os.readlink(link) == "out", "OUT was a link to a folder, and is none any more")
    scene.restore()
    check_done(scene, place.run(*scene.more, output=f"{place.output}/./../out//"), "OUT is written OUT/./../OUT//")
    for name, make in (
        ("nowhere", lambda path: path.symlink_to("not-there")),
        ("file", lambda path: path.write_text("mine")),
        ("fifo", os.mkfifo),
        ("socket", make_socket),
    ):
        path = place.folder / name
        make(path)
        before = identity(path)
        result = place.run(*scene.more, output=path, timeout=20)
        board.check(result.returncode == 1 and name in result.said, f"OUT is a {name}: {end_of(result)}")
        board.check(identity(path) == before, f"OUT is a {name}: it was {before}, is {identity(path)}")
        path.unlink()
    scene.restore()
    result = place.run(*scene.more, cwd=place.output)
    check_refused(scene, result, "OUT is the working directory", ["working directory", "/out"])
    result = place.run(*scene.more, output="/")
    board.check(result.returncode == 1, f"OUT is /: {end_of(result)}")


def edited_twice(scene):
    """A report that was edited is kept under a name that nothing has."""
    board, output = scene.board, scene.place.output
    (output / "keyness.yours.csv").write_text("mine already\n")
    edited = (output / "keyness.csv").read_text()
    with open(output / "data/forms.csv", "a", encoding="utf-8") as file:
        file.write("a remark on forms\n")
    forms = (output / "data/forms.csv").read_text()
    result = scene.place.run(*scene.more)
    what = "keyness.csv and data/forms.csv are edited, and there is a keyness.yours.csv"
    check_done(scene, result, what)
    texts = {path.name: path.read_text() for path in output.rglob("*.yours*.csv")}
    board.check(
        sorted(texts.values()) == sorted(["mine already\n", edited, forms]), f"{what}: kept are {sorted(texts)}, which are not those"
    )
    board.check(texts.get("keyness.yours.csv") == "mine already\n", f"{what}: keyness.yours.csv is another now")
    unnamed = [name for name in texts if name != "keyness.yours.csv" and name not in result.said]
    board.check(not unnamed, f"{what}: the message does not name {unnamed}: {result.said.strip()}")


def foreign_manifest(scene):
    """A manifest gives no right to a file that it names."""
    board, place = scene.board, scene.place
    (place.folder / "beside.txt").write_text("mine")
    (place.output / "thesis.docx").write_text("mine")
    path = place.output / "manifest.json"
    manifest = json.loads(path.read_text())
    named = [
        "thesis.docx",
        "../beside.txt",
        str(place.folder / "beside.txt"),
        "notes/a.txt",
        "notes",
        "pipe",
        "alias",
        "",
        ".",
        "..",
        "data/../mine.csv",
    ]
    manifest["outputs"] += [{"file": name, "rows": 0, "bytes": 4, "sha256": "0" * 64} for name in named]
    path.write_text(json.dumps(manifest))
    result = place.run(*scene.more, timeout=30)
    what = f"a manifest that lists {named} as reports"
    board.check(result.returncode == 0, f"{what}: {end_of(result)}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")
    for name in ("thesis.docx", "../beside.txt"):
        kept = place.output / name
        board.check(kept.is_file() and kept.read_text() == "mine", f"{what}: {name} is gone")
    for name, text in (("half", '{"outputs": ['), ("other", '{"name": "a manifest of another program"}'), ("empty", "")):
        scene.restore()
        path.write_text(text)
        before = hashes(place.output)
        result = place.run(*scene.more)
        board.check(result.returncode == 1 and "manifest.json" in result.said, f"a manifest that is {name}: {end_of(result)}")
        board.check(hashes(place.output) == before and not place.names_beside(), f"a manifest that is {name}: the folder has changed")


def foreign_report(scene):
    """What has the name of a report and is none is refused before anything is written."""
    board, place = scene.board, scene.place
    for name, make in (
        ("ngrams.csv", None),
        ("trends.csv", lambda path: path.write_text("mine")),
        ("reuse.csv", Path.mkdir),
        ("topics.csv", os.mkfifo),
        ("quotes.csv", lambda path: path.symlink_to("mine.csv")),
        ("figures", lambda path: path.write_text("mine")),
        ("manifest.json", Path.mkdir),
    ):
        scene.restore()
        path = place.output / ("data/ngrams.csv" if make is None else name)
        if name == "manifest.json":
            path.unlink()
        (make or (lambda path: path.write_text("mine")))(path)
        before = identity(path), hashes(place.output)
        result = place.run(*scene.more, timeout=30)
        what = f"{path.relative_to(place.output)} in OUT, which no run has written ({stat.filemode(before[0][1])})"
        board.check(result.returncode == 1 and name in result.said, f"{what}: {end_of(result)}")
        board.check((identity(path), hashes(place.output)) == before, f"{what}: OUT has changed")
        gone = scene.missing()
        board.check(not gone, f"{what}: the user misses {gone}")
        board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")


def hidden_names_taken(scene):
    """A lock, a staging folder or an old folder that others have made is not followed, not waited for, and not changed."""
    board, place = scene.board, scene.place
    precious = place.folder / "precious"
    precious.mkdir()
    (precious / "a.txt").write_text("mine")
    for role in ("lock", "staging", "old"):
        hidden = place.folder / f".out.textmill-{role}"
        makers = {
            "a link to a file": lambda path: path.symlink_to(precious / "a.txt"),
            "a link to a folder": lambda path: path.symlink_to(precious),
            "a link that leads nowhere": lambda path: path.symlink_to(place.folder / "not-there"),
            "a pipe": os.mkfifo,
            "a socket": make_socket,
        }
        for name, make in makers.items():
            scene.restore()
            make(hidden)
            before = identity(hidden)
            result = place.run(*scene.more, timeout=20)
            what = f"{hidden.name} is {name}"
            check_refused(scene, result, what, [hidden.name])
            board.check(os.path.lexists(hidden) and identity(hidden) == before, f"{what}: it has changed")
            board.check(
                (precious / "a.txt").read_text() == "mine" and len(list(precious.iterdir())) == 1, f"{what}: what it leads to has changed"
            )
            board.check(not (place.folder / "not-there").exists(), f"{what}: what it leads to was made")
    scene.restore()
    (place.folder / ".out.textmill-lock").write_text("text of somebody")
    result = place.run(*scene.more)
    check_done(scene, result, "the lock is a file that a run has left")
    for role in ("staging", "old"):
        scene.restore()
        left = place.folder / f".out.textmill-{role}"
        left.mkdir()
        (left / "precious.txt").write_text("mine")
        (left / "deep").mkdir()
        (left / "deep/link").symlink_to(precious)
        result = place.run(*scene.more)
        what = f"{left.name} has files of the user"
        board.check(result.returncode == 0, f"{what}: {end_of(result)}")
        found = [path.name for path in place.output.rglob("*") if path.is_file() and not path.is_symlink() and path.read_bytes() == b"mine"]
        board.check(found == ["precious.txt"], f"{what}: in OUT afterwards: {found}")
        board.check(any(path.is_symlink() and path.name == "link" for path in place.output.rglob("*")), f"{what}: a link in it is gone")
        board.check((precious / "a.txt").read_text() == "mine", f"{what}: what a link in it leads to has changed")


def late_files(scene):
    """What is put into OUT, or edited there, while a run works is there afterwards."""
    board, place = scene.board, scene.place
    if not shutil.which("strace"):
        board.skip("files that come late", "no strace")
        return
    for call in ("renameat2", "fsync", "rmdir", "flock"):
        scene.restore()
        delay = strace("/dev/null", [call], [f"{call}:delay_enter=500000:when=1"], is_quick=False)
        command = [*delay, *place.command(*scene.more)]
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        put, edited = 0, False
        while running.poll() is None:
            # Where the folder changes places in between, the next one comes.
            try:
                (place.output / f"late-{put}.txt").write_text(f"late {put}\n")
                put += 1
            except OSError:
                pass
            try:
                if not edited and (place.folder / ".out.textmill-staging").exists():
                    with open(place.output / "documents.csv", "a", encoding="utf-8") as file:
                        file.write("a late remark\n")
                    edited = True
            except OSError:
                pass
        said = running.communicate(timeout=LONGEST)[1].decode(errors="replace")
        what = f"{put} files put into OUT while a run is held at {call}"
        board.check(running.returncode == 0, f"{what}: exit {running.returncode}: {said.strip()}")
        found = {path.read_text() for path in place.output.rglob("late-*") if path.is_file()}
        lost = [number for number in range(put) if f"late {number}\n" not in found]
        board.check(put > 10, f"{what}: too few to try anything")
        board.check(not lost, f"{what}: {len(lost)} are gone, the first is late-{lost[:1]}")
        if edited:
            kept = any(path.read_text().endswith("a late remark\n") for path in place.output.rglob("documents*.csv"))
            board.check(kept, f"{what}, and a remark written into documents.csv: the remark is gone")
        gone = scene.missing()
        board.check(not gone, f"{what}: the user misses {gone}")


def longest_names(scene):
    """Names of 255 bytes, of OUT and in OUT; two outputs whose names differ at their end do not share a lock."""
    board, place = scene.board, scene.place
    for end in ("x", "y"):
        output = place.folder / ("o" * 254 + end)
        for turn in range(2):
            result = place.run(*scene.more, output=output)
            what = f"OUT has a name of 255 bytes, run {turn + 1}"
            board.check(result.returncode == 0, f"{what}: {end_of(result)}")
            board.check(is_whole_set(output) is None, f"{what}: {is_whole_set(output)}")
    hidden = [path.name for path in place.folder.iterdir() if path.name.startswith(".")]
    board.check(not hidden, f"OUT has a name of 255 bytes: beside it {hidden}")
    scene.restore()
    for name in ("n" * 255, "é" * 127 + "z", "n" * 251 + ".csv"):
        (place.output / name).write_text("mine")
    result = place.run(*scene.more)
    found = sorted(
        path.name for path in place.output.iterdir() if path.is_file() and not path.is_symlink() and path.read_bytes() == b"mine"
    )
    board.check(
        result.returncode == 0 and len(found) == 3,
        f"three files in OUT with names of 255 bytes: exit {result.returncode}, {len(found)} left: {result.said.strip()}",
    )


def attributes_stay(scene):
    """The permissions of OUT, the bit that hands on the group, and extended attributes."""
    board, output = scene.board, scene.place.output
    try:
        os.setxattr(output, "user.remark", b"mine")
        os.setxattr(output / "data", "user.remark", b"mine too")
    except OSError:
        board.note("SKIPPED: extended attributes, which this file system does not have")
    for mode in (0o2775, 0o700, 0o1777, 0o750):
        output.chmod(mode)
        (output / "data").chmod(mode)
        before = [attributes(path) for path in (output, output / "data")]
        result = scene.place.run(*scene.more)
        after = [attributes(path) for path in (output, output / "data")]
        what = f"OUT and OUT/data of mode {mode:o} with an extended attribute"
        board.check(result.returncode == 0 and after == before, f"{what}: exit {result.returncode}: they were {before}, are {after}")


def locked_folders(scene):
    """A folder of mode 0555 in the set's own folders and as OUT. For root it is none."""
    board, place = scene.board, scene.place
    (place.output / "notes").chmod(0o555)
    check_done(scene, place.run(*scene.more), "OUT/notes of mode 0555")
    board.check(stat.S_IMODE((place.output / "notes").stat().st_mode) == 0o555, "OUT/notes was of mode 0555, and is no more")


def owner_stays(scene):
    """Root runs over the folder of somebody: it stays theirs."""
    board, place = scene.board, scene.place
    for folder, folders, names in os.walk(place.output):
        for name in (".", *folders, *names):
            os.chown(Path(folder, name), SOMEBODY, SOMEBODY, follow_symlinks=False)
    place.output.chmod(0o2770)
    own = [place.output / name for name in ("notes", "notes/a.txt", "mine.csv", "alias", "pipe")]
    before = [identity(path) for path in own]
    check_done(scene, place.run(*scene.more), "root runs over a folder of mode 2770 of somebody else")
    for path in (place.output, place.output / "data"):
        found = path.stat()
        is_theirs = (found.st_uid, found.st_gid) == (SOMEBODY, SOMEBODY)
        board.check(is_theirs, f"root runs over a folder of {SOMEBODY}: {path.name} is now of {found.st_uid}:{found.st_gid}")
    group = (place.output / "frequency.csv").stat().st_gid
    board.check(group == SOMEBODY, f"root runs over a folder of mode 2770: new files are of the group {group}, not {SOMEBODY}")
    after = [identity(path) for path in own]
    board.check(after == before, f"root runs over a folder of somebody else: the user's files were {before}, are {after}")


class Somebody:
    """A place that another user may read, with a program that they may start."""

    def __init__(self, place, user=NOBODY):
        place.folder.chmod(0o755)
        self.place, self.user = place, user
        self.program = place.folder / "textmill"
        if not self.program.exists():
            shutil.copy(place.board.textmill, self.program)
        self.program.chmod(0o755)

    def run(self, scene, output=None, timeout=60):
        command = self.place.command(*scene.more, output=output)
        return finished([str(self.program), *command[1:]], timeout, user=self.user, group=self.user, extra_groups=[], cwd="/")


def give(folder, user):
    """A folder with all that is in it."""
    for top, folders, names in os.walk(folder):
        for name in (".", *folders, *names):
            os.chown(Path(top, name), user, user, follow_symlinks=False)


def as_nobody_among_others(scene):
    """Nobody's run in a folder that all may write to, with entries of others, which hard links are refused for."""
    board, place = scene.board, scene.place
    somebody = Somebody(place)
    shared = place.folder / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    subprocess.run(["cp", "-a", place.output, shared / "out"], check=True)
    give(shared, NOBODY)
    for name in ("mine.csv", "alias", "dangling", "pipe", "data/mine.txt"):
        os.chown(shared / "out" / name, SOMEBODY, SOMEBODY, follow_symlinks=False)
    (shared / "out/mine.csv").chmod(0o600)
    shared.joinpath("out").chmod(0o777)
    names = ["mine.csv", "alias", "dangling", "pipe", "data/mine.txt", "notes", "notes/a.txt"]
    before = [identity(shared / "out" / name) for name in names]
    for turn in range(2):
        result = somebody.run(scene, shared / "out")
        what = f"nobody runs in a folder with entries of {SOMEBODY}, run {turn + 1}"
        board.check(result.returncode == 0, f"{what}: {end_of(result)}")
        after = [identity(shared / "out" / name) if os.path.lexists(shared / "out" / name) else "gone" for name in names]
        board.check(after == before, f"{what}: {names} were {before}, are {after}")
        hidden = [path.name for path in shared.iterdir() if path.name != "out"]
        board.check(not hidden, f"{what}: beside the output: {hidden}")
    # A folder of somebody else cannot move to another parent: the old set must stay.
    os.chown(shared / "out/notes", SOMEBODY, SOMEBODY)
    before = hashes(shared / "out")
    result = somebody.run(scene, shared / "out")
    what = f"nobody runs in a folder with a folder of {SOMEBODY} that nobody may not write to"
    board.check(result.returncode == 1 and "/notes" in result.said, f"{what}: {end_of(result)}")
    board.check(hashes(shared / "out") == before, f"{what}: the folder has changed: {sorted(set(before) ^ set(hashes(shared / 'out')))}")
    beside = sorted(path.name for path in shared.iterdir() if path.name != "out")
    board.check(not beside, f"{what}: beside the output: {beside}")


def read_only_folder(scene):
    """OUT of mode 0555, and a parent in which nobody may make anything: refused before anything is counted, and nothing changes."""
    board, place = scene.board, scene.place
    somebody = Somebody(place)
    result = somebody.run(scene)
    check_refused(scene, result, "nobody runs where only root may write", [str(place.folder)])
    board.check(not place.names_beside(), f"nobody runs where only root may write: beside the output: {place.names_beside()}")
    shared = place.folder / "shared"
    shutil.rmtree(shared, ignore_errors=True)
    shared.mkdir()
    subprocess.run(["cp", "-a", place.output, shared / "out"], check=True)
    give(shared, NOBODY)
    (shared / "out").chmod(0o555)
    before = hashes(shared / "out")
    result = somebody.run(scene, shared / "out")
    board.check(result.returncode == 1 and "read-only" in result.said, f"nobody runs into OUT of mode 0555: {end_of(result)}")
    board.check(hashes(shared / "out") == before, "nobody runs into OUT of mode 0555: it has changed")
    beside = sorted(path.name for path in shared.iterdir() if path.name != "out")
    board.check(not beside, f"nobody runs into OUT of mode 0555: beside it {beside}")


def drop_box(scene):
    """A parent that may be written to and not read: the reports are in place, and that is exit 0, with a warning."""
    board, place = scene.board, scene.place
    somebody = Somebody(place)
    box = place.folder / "box"
    box.mkdir()
    for mode in (0o1733, 0o333):
        os.chown(box, 0 if mode == 0o1733 else NOBODY, 0)
        box.chmod(mode)
        for turn in range(2):
            result = somebody.run(scene, box / "out")
            what = f"nobody runs into a folder of mode {mode:o}, run {turn + 1}"
            board.check(result.returncode == 0, f"{what}: {end_of(result)}")
            board.check(is_whole_set(box / "out") is None, f"{what}: {is_whole_set(box / 'out')}")
            board.check(
                "could not be synced" in result.said and str(box) in result.said,
                f"{what}: no warning that it is not synced: {result.said.strip()}",
            )
            left = [path.name for path in box.iterdir() if path.name != "out"]
            board.check(not left, f"{what}: beside the output: {left}")
        shutil.rmtree(box / "out")


def mounted_folders(scene):
    """Another file system in OUT is refused, and never emptied."""
    place = scene.place
    for name in ("share", "data/share", "figures"):
        scene.restore()
        at = place.output / name
        at.mkdir(parents=True, exist_ok=True)
        with Disk(at, MIB):
            (at / "a.txt").write_text("mine")
            result = place.run(*scene.more)
            what = f"a tmpfs mounted on OUT/{name}"
            check_still_there(scene, result, at, what)
        unmount_all(place)


def bind_mounts(scene):
    """So is a part of the same file system that is mounted in OUT, be it a folder or a file."""
    board, place = scene.board, scene.place
    for name, target in (("bind", place.output / "bind"), ("a file", place.output / "bound.txt")):
        scene.restore()
        source = place.folder / f"source of {name}"
        if name == "bind":
            source.mkdir()
            (source / "a.txt").write_text("mine")
            target.mkdir()
        else:
            source.write_text("mine")
            target.write_text("")
        subprocess.run(["mount", "--bind", source, target], check=True)
        try:
            result = place.run(*scene.more)
            what = f"a bind mount of {name} on OUT/{target.name}"
            board.check(result.returncode == 1 and target.name in result.said, f"{what}: {end_of(result)}")
            kept = source / "a.txt" if source.is_dir() else source
            board.check(kept.is_file() and kept.read_text() == "mine", f"{what}: what is mounted was changed")
            board.check(is_mounted(target), f"{what}: it is mounted there no more")
            board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")
        finally:
            unmount_all(place)


def mounted_deep(scene):
    """What is mounted deep in a folder of the user's moves with it, or is refused."""
    board, place = scene.board, scene.place
    deep = place.output / "notes/deep/share"
    deep.mkdir(parents=True)
    with Disk(deep, MIB):
        (deep / "a.txt").write_text("mine")
        result = place.run(*scene.more)
        what = "a tmpfs mounted on OUT/notes/deep/share"
        board.check(result.returncode in (0, 1), f"{what}: {end_of(result)}")
        found = [path for path in place.folder.rglob("share/a.txt") if path.read_text() == "mine"]
        board.check(found == [deep / "a.txt"] and is_mounted(deep), f"{what}: exit {result.returncode}, what is mounted is now at {found}")
        gone = scene.missing()
        board.check(not gone, f"{what}: the user misses {gone}")
    # What was mounted is no file of either set.
    expected = "old" if result.returncode else "new"
    board.check(scene.state() == expected, f"{what}: exit {result.returncode}, the set: {scene.state()}: {result.said.strip()}")


def mounted_output(scene):
    """A mount point cannot change places."""
    board, place = scene.board, scene.place
    with Disk(place.folder / "disk", 16 * MIB) as disk:
        result = place.run(*scene.more, output=disk.folder)
        board.check(result.returncode == 1 and "mount point" in result.said, f"OUT is a mount point: {end_of(result)}")
        board.check(not any(disk.folder.iterdir()) and not list(place.folder.glob(".disk*")), "OUT is a mount point: something was left")


def mount_points():
    """Where something is mounted."""
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    return [line.split()[4].replace("\\040", " ") for line in lines]


def is_mounted(path):
    """Whether something is mounted on a path, also of the same file system."""
    return str(path) in mount_points()


def unmount_all(place):
    """Nothing stays mounted in a place, wherever a run may have moved it."""
    for point in reversed([point for point in mount_points() if point.startswith(f"{place.folder}/")]):
        subprocess.run(["umount", "-l", point], check=False)


def check_still_there(scene, result, at, what):
    """Refused with its name, and what is mounted is whole."""
    board = scene.board
    board.check(result.returncode == 1, f"{what}: {end_of(result)}")
    board.check(str(at) in result.said and "mounted" in result.said, f"{what}: the message does not say so: {result.said.strip()}")
    board.check(is_mounted(at), f"{what}: it is mounted there no more")
    board.check((at / "a.txt").is_file() and (at / "a.txt").read_text() == "mine", f"{what}: it was emptied")
    board.check(not scene.place.names_beside(), f"{what}: beside the output: {scene.place.names_beside()}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")


def input_folders(board):
    """What may be among documents: each file has its row in the ledger, and the others are counted."""
    board.row("input folders")
    with Place(board) as place:
        odd_entries(board, place)
    with Place(board) as place:
        odd_names(board, place)
    with Place(board) as place:
        deep_folders(board, place)
    with Place(board) as place:
        gone_inputs(Scene(board, place))
    if os.geteuid() != 0:
        board.skip("input folders of others", "only root can be somebody else")
        return
    board.row("input folders of others")
    with Place(board) as place:
        unreadable_inputs(Scene(board, place))


def odd_entries(board, place):
    """Links that lead nowhere, in circles, out of the folder; pipes, sockets and devices."""
    place.write("a.txt", "The moon is silent.\n")
    place.write("folder/b.txt", "The moon is old.\n")
    outside = place.folder / "outside.txt"
    outside.write_text("The moon is outside.\n")
    for name, target in (
        ("dangling.txt", "nowhere"),
        ("loop.txt", "loop.txt"),
        ("up", ".."),
        ("self", "."),
        ("out.txt", "../outside.txt"),
        ("null.txt", "/dev/null"),
    ):
        (place.input / name).symlink_to(target)
    (place.input / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(place.input / "pipe.txt")
    os.mkfifo(place.input / "metadata.csv.txt")
    make_socket(place.input / "socket.txt")
    if os.geteuid() == 0:
        os.mknod(place.input / "device.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    result = place.run(timeout=60)
    what = "links in circles and out of the folder, pipes, sockets and devices among documents"
    board.check(result.returncode in (0, 3), f"{what}: {end_of(result)}")
    board.check("panicked at" not in result.said, f"{what}: {result.said.strip()}")
    board.check(is_whole_set(place.output) is None, f"{what}: {is_whole_set(place.output)}")
    if result.returncode not in (0, 3):
        return
    ledger = {row["path"]: row for row in table(place.output / "data/ledger.csv")}
    for name in ("a.txt", "folder/b.txt"):
        board.check(ledger.get(name, {}).get("status") == "document", f"{what}: {name} is no document: {ledger.get(name)}")
    names = [
        name
        for name in ("dangling.txt", "loop.txt", "zero.txt", "pipe.txt", "socket.txt", "device.txt")
        if os.path.lexists(place.input / name)
    ]
    for name in names:
        row = ledger.get(name)
        board.check(
            row is not None and row["status"] in ("rejected", "excluded") and row["reason"],
            f"{what}: the ledger has no reason for {name}: {row}",
        )
    circles = [name for name in ledger if name.count("up/") > 1 or name.count("self/") > 1]
    board.check(not circles, f"{what}: links are followed in circles: {circles[:3]}")
    rejected = any(row["status"] == "rejected" for row in ledger.values())
    board.check(result.returncode == (3 if rejected else 0), f"{what}: exit {result.returncode}, rejected files: {rejected}")
    place.output = place.folder / "second"
    fifo = place.input / "metadata.csv"
    os.mkfifo(fifo)
    result = place.run(timeout=30)
    board.check(result.returncode in (0, 1, 3), f"metadata.csv is a pipe: {end_of(result)}")


def odd_names(board, place):
    """Names that are no text, have line ends, quotes, formulas, or are as long as a name can be."""
    names = [
        b"latin\xff\xfe.txt",
        b"new\nline.txt",
        b"tab\t.txt",
        b'quote".txt',
        b"=1+1.txt",
        b"-o.txt",
        b" .txt",
        b"a,b;c.txt",
        b"\x1b[31m.txt",
        b"n" * 251 + b".txt",
    ]
    names += [b"two\xff.txt", b"two\xfe.txt"]
    for number, name in enumerate(names):
        path = os.fsencode(place.input) + b"/" + name
        with open(path, "wb") as file:
            file.write(b"The moon number %d is silent.\n" % number)
    command = [word for word in place.command("--only", "frequency,documents,kwic,ledger") if word != "-q"]
    result = finished(command)
    what = f"names of documents such as {names[:4]}"
    board.check(result.returncode == 0, f"{what}: {end_of(result)}")
    board.check("\x1b[31m" not in result.said, f"{what}: a name colours the terminal")
    if result.returncode != 0:
        return
    ledger = table(place.output / "data/ledger.csv")
    paths = [row["path"] for row in table(place.output / "documents.csv")]
    board.check(
        len(ledger) == len(paths) == len(names), f"{what}: {len(ledger)} rows in the ledger, {len(paths)} documents, not {len(names)}"
    )
    twice = sorted(path for path in paths if paths.count(path) > 1)
    board.check(not twice, f"{what}: two documents have the same path: {twice}")
    board.check(not any(path.startswith("=") for path in paths), f"{what}: a path is a formula: {paths}")


def deep_folders(board, place):
    """200 folders in each other, with a document in the innermost, and a path that is longer than a path can be."""
    place.write("/".join(["d"] * 200 + ["deep.txt"]), "The moon is silent.\n")
    at = os.open(place.input, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("e" * 200, dir_fd=at)
        inner = os.open("e" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    written = os.open("far.txt", os.O_WRONLY | os.O_CREAT, dir_fd=at)
    os.write(written, b"The moon is far.\n")
    os.close(written)
    os.close(at)
    result = place.run()
    what = "a folder 200 deep, and one of a path of 6,000 bytes (30 folders with names of 200 bytes in each other)"
    board.check(result.returncode in (0, 3), f"{what}: {end_of(result)}")
    ledger = table(place.output / "data/ledger.csv") if result.returncode in (0, 3) else []
    documents = [row["path"] for row in ledger if row["status"] == "document"]
    board.check(
        any(path.endswith("deep.txt") for path in documents), f"{what}: the document 200 deep is not read: {len(documents)} documents"
    )
    far = any(path.endswith("far.txt") for path in documents)
    told = any(row["status"] == "rejected" and row["path"].startswith("eee") for row in ledger)
    board.check(far or (told and result.returncode == 3), f"{what}: far.txt is neither read nor told of: exit {result.returncode}")
    # What removes the place cannot follow so long a path.
    subprocess.run(["rm", "-rf", place.input / ("e" * 200)], check=False)


def gone_inputs(scene):
    """An input that is not there, or has nothing that can be read, never replaces good reports."""
    board, place = scene.board, scene.place
    shutil.rmtree(place.input)
    check_refused(scene, place.run(*scene.more), "the input folder is not there", ["/in"])
    place.input.mkdir()
    check_refused(scene, place.run(*scene.more), "the input folder is empty", ["/in"])
    (place.input / "nothing.bin").write_bytes(bytes(range(256)))
    check_refused(scene, place.run(*scene.more), "the input folder has only a file that is no text", [])
    (place.input / "nothing.bin").unlink()
    os.mkfifo(place.input / "pipe.txt")
    check_refused(scene, place.run(*scene.more, timeout=30), "the input folder has only a pipe", [])
    board.check(not place.names_beside(), f"after inputs with nothing to read: beside the output: {place.names_beside()}")
    shutil.rmtree(place.input)
    place.input.symlink_to("nowhere")
    check_refused(scene, place.run(*scene.more), "the input folder is a link that leads nowhere", ["/in"])
    place.input.unlink()
    os.mkfifo(place.input)
    result = place.run(*scene.more, timeout=30)
    check_refused(scene, result, "the input is a pipe", ["not a regular file"])
    place.input.unlink()
    place.input.mkdir()


def unreadable_inputs(scene):
    """Nobody may not list, not enter, or not read what is in the input."""
    board, place = scene.board, scene.place
    somebody = Somebody(place)
    place.folder.chmod(0o777)
    give(place.output, NOBODY)
    give(place.folder / "kept", NOBODY)
    for mode in (0o000, 0o311, 0o644, 0o700):
        scene.restore()
        place.input.chmod(mode)
        result = somebody.run(scene)
        place.input.chmod(0o755)
        what = f"nobody's run of an input folder of mode {mode:o} of root"
        check_refused(scene, result, what, ["/in"])
        board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")
    scene.restore()
    (place.input / "press").chmod(0o000)
    result = somebody.run(scene)
    what = "nobody's run of an input with a folder of mode 0"
    board.check(result.returncode == 3, f"{what}: {end_of(result)}")
    rejected = [row["path"] for row in table(place.output / "data/ledger.csv") if row["status"] == "rejected"]
    board.check(rejected == ["press"], f"{what}: the ledger rejects {rejected}")
    (place.input / "press").chmod(0o755)
    scene.restore()
    (place.input / "1.txt").chmod(0o000)
    result = somebody.run(scene)
    what = "nobody's run of an input with a file of mode 0"
    board.check(result.returncode == 3, f"{what}: {end_of(result)}")
    rejected = [row["path"] for row in table(place.output / "data/ledger.csv") if row["status"] == "rejected"]
    board.check(rejected == ["1.txt"], f"{what}: the ledger rejects {rejected}")
    scene.restore()
    for path in [path for path in place.input.rglob("*") if path.is_file()]:
        path.chmod(0o000)
    check_refused(scene, somebody.run(scene), "nobody's run of an input whose files are all of mode 0", [])
